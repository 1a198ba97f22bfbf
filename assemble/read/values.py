"""Typed getters over YAML nodes: each takes a `Value`, reports what is wrong, and goes on.

In: located nodes. Out: texts, numbers, dates, lengths, or None after an error in the findings. A
`Value` carries the keys that lead to it, so that messages name `sections[0].articles[2].kind`.

    fields = mapping(root, ("layout", "number"), required=("number",))
    number = text(fields.get("number"))

Every getter takes None for a key that is not there, and gives None back without a finding.
"""

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from assemble.model.finding import Findings, Location
from assemble.model.text import Localized, Phrase
from assemble.model.units import MM
from assemble.read import yamldoc
from assemble.read.source import nearest
from assemble.read.yamldoc import Node, Scalar, Sequence

UNITS: Mapping[str, float] = {"mm": MM, "cm": 10 * MM, "in": 72.0, "pt": 1.0}
"""Points in a unit. A layout may pass more: `{**UNITS, "em": size, "%": width / 100}`."""

_NUMBER = re.compile(r"[+-]?[0-9]{1,9}(?:\.[0-9]{1,9})?")
_LENGTH = re.compile(rf"({_NUMBER.pattern})\s*([A-Za-z%]*)")
_BLANKS = re.compile(r"[ \t]+")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Value(NamedTuple):
    """A node, the keys that lead to it, and the collector for what is wrong with it."""

    node: Node
    path: str
    findings: Findings

    @property
    def at(self) -> Location:
        """The place of the value."""
        return self.node.at

    def error(self, code: str, message: str, hint: str | None = None) -> None:
        """Report a fault of this value: `path: message`."""
        prefix = f"{self.path}: " if self.path else ""
        self.findings.error(code, prefix + message, self.at, hint)

    def warning(self, code: str, message: str, hint: str | None = None) -> None:
        """Report a doubt about this value: `path: message`."""
        prefix = f"{self.path}: " if self.path else ""
        self.findings.warning(code, prefix + message, self.at, hint)


def mapping(
    value: Value | None, known: Iterable[str] | None = None, required: Iterable[str] = ()
) -> dict[str, Value]:
    """The entries of a mapping by key, in source order; {} if it isn't one.

    Args:
        value: what should be a mapping.
        known: the keys there may be, others are an error with the nearest one as hint; None
            allows any (names that the user chooses).
        required: the keys there must be; a missing one is an error at the mapping's place.
    """
    if value is None:
        return {}
    if not isinstance(value.node, yamldoc.Mapping):
        _wrong(value, "a mapping (key: value)")
        return {}
    names = None if known is None else tuple(known)
    entries: dict[str, Value] = {}
    for key, node in value.node.entries:
        path = f"{value.path}.{key.value}" if value.path else key.value
        if names is None or key.value in names:
            entries[key.value] = Value(node, path, value.findings)
        else:
            meant = nearest(key.value, names)
            hint = f"{meant} is known" if meant else f"known are {', '.join(names)}"
            value.findings.error("unknown-key", f"{path}: there is no such key", key.at, hint)
    for name in required:
        if name not in entries:
            value.error("missing-key", f"the key {name} is missing", f"add {name}: …")
    return entries


def items(value: Value | None) -> tuple[Value, ...]:
    """The items of a list; () if it isn't one."""
    if value is None:
        return ()
    if not isinstance(value.node, Sequence):
        _wrong(value, "a list (lines with -, or [a, b])")
        return ()
    return tuple(
        Value(node, f"{value.path}[{index}]", value.findings)
        for index, node in enumerate(value.node.items)
    )


def text(value: Value | None) -> Phrase | None:
    """A text as written, blanks at its ends taken off; an empty one is an error."""
    phrase = optional_text(value)
    if value is not None and phrase is not None and not phrase.text:
        value.error("empty-text", "the text is empty", "write it, or leave the key out")
        return None
    return phrase


def optional_text(value: Value | None) -> Phrase | None:
    """A text as `text` gives it, but one that may be empty."""
    if value is None:
        return None
    if not isinstance(value.node, Scalar):
        hint = None
        if isinstance(value.node, yamldoc.Mapping):
            hint = "put a text with braces or a colon in quotes"
        _wrong(value, "text", hint)
        return None
    return Phrase(text=_BLANKS.sub(" ", value.node.value).strip(), at=value.at)


def boolean(value: Value | None) -> bool | None:
    """`true` or `false`, nothing else (FORMAT.md, YAML)."""
    if value is None:
        return None
    node = value.node
    if isinstance(node, Scalar) and node.plain and node.value in ("true", "false"):
        return node.value == "true"
    _wrong(value, "true or false", "without quotes")
    return None


def number(
    value: Value | None, low: float | None = None, high: float | None = None
) -> float | None:
    """A plain decimal number from `low` to `high`, no unit."""
    if value is None:
        return None
    node = value.node
    if not (isinstance(node, Scalar) and node.plain and _NUMBER.fullmatch(node.value)):
        _wrong(value, "a number")
        return None
    return _within(value, float(node.value), (low, high), str)


def whole(value: Value | None, low: int | None = None, high: int | None = None) -> int | None:
    """A whole number from `low` to `high`."""
    found = number(value, low, high)
    if value is None or found is None:
        return None
    if found != int(found):
        _wrong(value, "a whole number")
        return None
    return int(found)


def date(value: Value | None) -> datetime.date | None:
    """An ISO date, `2021-06-15`."""
    if value is None:
        return None
    if isinstance(value.node, Scalar) and _DATE.fullmatch(value.node.value):
        try:
            return datetime.date.fromisoformat(value.node.value)
        except ValueError:
            value.error("wrong-value", f"{value.node.value} is not a day of the calendar")
            return None
    _wrong(value, "a date", "write year-month-day, such as 2021-06-15")
    return None


def length(
    value: Value | None,
    units: Mapping[str, float] = UNITS,
    low: float | None = None,
    high: float | None = None,
) -> float | None:
    """A length in points.

    Args:
        value: a number with a unit, such as `3mm`.
        units: points in each unit that is allowed.
        low: the least length in points, if there is one.
        high: the greatest length in points, if there is one.
    """
    if value is None:
        return None
    match = _LENGTH.fullmatch(value.node.value) if isinstance(value.node, Scalar) else None
    known = ", ".join(units)
    if not match:
        _wrong(value, "a length", f"a number with one of the units {known}")
        return None
    amount, unit = match.groups()
    if unit not in units:
        fault = f"there is no unit {unit}" if unit else f"the length {amount} has no unit"
        value.error("wrong-unit", fault, f"known are {known}")
        return None
    size = units[unit]
    return _within(value, float(amount) * size, (low, high), lambda at: f"{at / size:g}{unit}")


def choice(value: Value | None, options: Iterable[str]) -> str | None:
    """One of some words."""
    phrase = text(value)
    if value is None or phrase is None:
        return None
    names = tuple(options)
    if phrase.text in names:
        return phrase.text
    meant = nearest(phrase.text, names)
    hint = f"{meant} is known" if meant else f"known are {', '.join(names)}"
    value.error("wrong-value", f"{phrase.text} is not known here", hint)
    return None


def localized(value: Value | None, languages: tuple[str, ...]) -> Localized | None:
    """A text of the issue: one string for all languages, or a mapping from language to string.

    A language that the issue doesn't have is an error; a language whose text is empty counts as
    one that is not given. None if there is no text at all.
    """
    if value is None:
        return None
    if isinstance(value.node, Scalar):
        phrase = optional_text(value)
        if phrase is None or not phrase.text:
            return None
        return Localized(phrases=tuple((lang, phrase) for lang in languages), shared=True)
    if not isinstance(value.node, yamldoc.Mapping):
        _wrong(value, "text, or a mapping from language to text")
        return None
    found = {
        lang: phrase
        for lang, entry in _by_language(value, languages).items()
        if (phrase := optional_text(entry)) and phrase.text
    }
    if not found:
        return None
    return Localized(phrases=tuple((lang, found[lang]) for lang in languages if lang in found))


def name(value: Value | None, languages: tuple[str, ...]) -> Localized | None:
    """A person's name: like `localized`, but one string loses its diacritics outside Vietnamese.

    That holds in an issue with Vietnamese only (FORMAT.md, Languages). Such a name differs by
    language, so it isn't `shared`.
    """
    found = localized(value, languages)
    if found is None or not found.shared or not any(map(is_vietnamese, languages)):
        return found
    phrases = tuple(
        (lang, phrase if is_vietnamese(lang) else Phrase(text=undress(phrase.text), at=phrase.at))
        for lang, phrase in found.phrases
    )
    return Localized(phrases=phrases, shared=len(languages) == 1)


def is_vietnamese(language: str) -> bool:
    """Whether a BCP 47 tag is Vietnamese, with or without a region."""
    return language.partition("-")[0].lower() == "vi"


def undress(text: str) -> str:
    """A Vietnamese name without diacritics: Vũ Giang → Vu Giang, Đoàn → Doan."""
    decomposed = unicodedata.normalize("NFD", text)
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return unicodedata.normalize("NFC", bare.replace("đ", "d").replace("Đ", "D"))


def _by_language(value: Value, languages: tuple[str, ...]) -> dict[str, Value]:
    """The entries of a mapping from language to something."""
    entries = mapping(value)
    assert isinstance(value.node, yamldoc.Mapping)
    for key, _ in value.node.entries:
        if key.value not in languages:
            message = f"{value.path}: the issue has no language {key.value}"
            hint = f"its languages are {', '.join(languages)}"
            value.findings.error("unknown-language", message, key.at, hint)
            del entries[key.value]
    return entries


def _within(
    value: Value,
    found: float,
    bounds: tuple[float | None, float | None],
    show: Callable[[float], str],
) -> float | None:
    """The number if it keeps to its bounds, up to a billionth for the units' rounding."""
    low, high = bounds
    if low is not None and found < low - 1e-9:
        value.error("wrong-value", f"at least {show(low)} is needed")
        return None
    if high is not None and found > high + 1e-9:
        value.error("wrong-value", f"at most {show(high)} is possible")
        return None
    return found


def _wrong(value: Value, wanted: str, hint: str | None = None) -> None:
    """Report a value of another type than wanted."""
    node = value.node
    if isinstance(node, Sequence):
        found = "a list"
    elif isinstance(node, yamldoc.Mapping):
        found = "a mapping"
    elif node.plain and not node.value:
        found, hint = "nothing", "write it, or leave the key out"
    else:
        shown = node.value if len(node.value) <= 40 else node.value[:39] + "…"
        found = f"“{shown}”"
    value.error("wrong-type", f"{wanted} is wanted here, but this is {found}", hint)
