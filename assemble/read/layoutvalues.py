"""Reading a mapping key by key: each key is asked for in one line, and what wasn't is unknown.

In: located YAML nodes. Out: plain numbers, words and model values in points and fractions. After
a finding a getter gives a harmless stand-in, so that reading goes on and all faults are found at
once; `Part.sound` tells whether what was read may be used and compared.

    page = Page(bleed=part.length("bleed", high=mm(20)), columns=part.whole("columns", 1, 12))
    part.close()
"""

import string
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TypeVar

from assemble.model.layout import CMYK, Box, Limits
from assemble.read import values, yamldoc
from assemble.read.values import UNITS, Value

T = TypeVar("T")

PERCENT: Mapping[str, float] = {"%": 0.01}
"""The unit of shares; they are read as fractions."""


SPOT = ("spot", "cmyk")
"""The keys of a spot colour."""

RESERVED_INKS = ("All", "None", "Cyan", "Magenta", "Yellow", "Black")
"""Names that mean the process inks, all plates or none (ISO 32000-1, 8.6.6.4)."""


class Part:
    """A mapping of the layout while it is read.

    A key is required unless its getter gets a default. `None` for the value stands for a part
    that is missing: it gives stand-ins and reports nothing.
    """

    def __init__(self, value: Value | None, inherited: Mapping[str, Value] | None = None) -> None:
        """Start with a mapping, and with entries that hold where it has none of its own."""
        is_mapping = value is not None and isinstance(value.node, yamldoc.Mapping)
        self._faults_before = _count(value)
        self.own = values.mapping(value)
        self.value = value if is_mapping else None
        self._entries = {**(inherited or {}), **self.own}
        self._asked: dict[str, bool] = {}

    @property
    def sound(self) -> bool:
        """Whether the part is there, lacks no key that was asked for, and has no fault."""
        complete = self.value is not None and not any(self._asked.values())
        return complete and _count(self.value) == self._faults_before

    def error(self, code: str, message: str, hint: str | None = None, key: str = "") -> None:
        """Report a fault of the whole part, or of one of its keys."""
        value = self._entries.get(key, self.value)
        if value is not None:
            value.error(code, message, hint)

    def take(self, key: str, *, required: bool = True) -> Value | None:
        """The value of a key, which is known from now on."""
        self._asked[key] = required and key not in self._entries
        return self._entries.get(key)

    def close(self) -> None:
        """Report the keys that were not asked for, and the required ones that are missing."""
        missing = (key for key, is_missing in self._asked.items() if is_missing)
        values.mapping(self.value, tuple(self._asked), tuple(missing))

    def part(self, key: str, build: Callable[["Part"], T]) -> T:
        """A mapping with keys of its own, built and closed."""
        return _built(Part(self.take(key)), build)

    def parts(self, key: str, build: Callable[[str, "Part"], T]) -> dict[str, T]:
        """A mapping from names that the layout chooses to mappings."""
        entries = values.mapping(self.take(key)).items()
        return {name: _built(Part(value), partial(build, name)) for name, value in entries}

    def text(self, key: str, default: str | None = None) -> str:
        """A text that isn't empty."""
        phrase = values.text(self.take(key, required=default is None))
        return phrase.text if phrase else default or ""

    def word(self, key: str, options: Iterable[str], default: str | None = None) -> str:
        """One of some words; nothing is checked where there are none to compare with."""
        value, names = self.take(key, required=default is None), tuple(options)
        return (names and values.choice(value, names)) or default or ""

    def flag(self, key: str, default: bool | None = None) -> bool:
        """`true` or `false`."""
        found = values.boolean(self.take(key, required=default is None))
        return bool(default) if found is None else found

    def length(
        self,
        key: str,
        low: float = 0,
        high: float | None = None,
        default: float | None = None,
        units: Mapping[str, float] = UNITS,
    ) -> float:
        """A length in points from `low` to `high`; `units` may add more than those of UNITS."""
        found = values.length(self.take(key, required=default is None), units, low, high)
        return _or(found, default)

    def share(self, key: str, low: float = 0, high: float = 1) -> float:
        """A percentage as a fraction."""
        return _or(values.length(self.take(key), PERCENT, low, high), None)

    def number(self, key: str, low: float, high: float) -> float:
        """A number without a unit."""
        return _or(values.number(self.take(key), low, high), None)

    def whole(self, key: str, low: int, high: int) -> int:
        """A whole number."""
        return values.whole(self.take(key), low, high) or 0

    def box(self, key: str, low: float, high: float) -> Box:
        """A width and a height in points, both from `low` to `high`."""
        found = self._list(key, 2, "width and height", lambda v: values.length(v, UNITS, low, high))
        return Box(*found) if found else Box(0, 0)

    def limits(self, key: str, units: Mapping[str, float], low: float, high: float) -> Limits:
        """Three values from `low` to `high`, none greater than the next."""
        wanted = "the least, the desired and the greatest value"
        found = self._list(key, 3, wanted, lambda v: values.length(v, units, low, high))
        if found and not found[0] <= found[1] <= found[2]:
            message = "the three limits are not in order"
            self.error("limits-order", message, "write the least, the desired, the greatest", key)
        return Limits(*found) if found else Limits(0, 0, 0)

    def _list(
        self, key: str, count: int, wanted: str, read: Callable[[Value], float | None]
    ) -> list[float] | None:
        value = self.take(key)
        return None if value is None else exactly(value, count, wanted, read)


def exactly(
    value: Value, count: int, wanted: str, read: Callable[[Value], T | None]
) -> list[T] | None:
    """The items of a list that has to have `count` of them, or None after a finding."""
    faults = _count(value)
    found = [read(item) for item in values.items(value)]
    if _count(value) > faults:
        return None
    if len(found) != count:
        message = f"{count} values are wanted here, {wanted}, but there are {len(found)}"
        value.error("wrong-count", message)
        return None
    return [item for item in found if item is not None]


def colour(value: Value) -> tuple[CMYK, str]:
    """A colour in CMYK, and the name of its ink where it is a spot colour, else ''.

    `[0, 80, 90, 5]`, or `{spot: PANTONE 871 C, cmyk: [20, 30, 70, 10]}`.
    """
    if not isinstance(value.node, yamldoc.Mapping):
        return cmyk(value), ""
    fields = values.mapping(value, SPOT, required=SPOT)
    name = values.text(fields.get("spot"))
    if name and name.text in RESERVED_INKS:
        fields["spot"].error("wrong-value", f"{name.text} is no name for a spot colour")
    inks = fields.get("cmyk")
    return cmyk(inks) if inks else (0, 0, 0, 0), name.text if name else ""


def cmyk(value: Value) -> CMYK:
    """Cyan, magenta, yellow and black in per cent, as fractions."""
    inks = "cyan, magenta, yellow, black in per cent"
    found = exactly(value, 4, inks, lambda item: values.number(item, 0, 100))
    if found is None:
        return (0, 0, 0, 0)
    cyan, magenta, yellow, black = (ink / 100 for ink in found)
    return (cyan, magenta, yellow, black)


def pattern(value: Value | None, known: Iterable[str], required: Iterable[str] = ()) -> str:
    """A text with places for values in it: `No. {number}`.

    Args:
        value: the pattern; None gives an empty text.
        known: the names that may stand in braces, bare, without any of Python's formatting.
        required: those that have to, for without them the text says nothing.
    """
    phrase, names = values.text(value), tuple(known)
    if value is None or phrase is None:
        return ""
    hint = f"possible are {', '.join(f'{{{name}}}' for name in names)}"
    try:
        parsed = list(string.Formatter().parse(phrase.text))
    except ValueError:
        value.error("bad-pattern", "a brace is not closed, or not opened", hint)
        return ""
    used = []
    for _, name, form, conversion in parsed:
        if name is not None:
            used.append(
                name + (f"!{conversion}" if conversion else "") + (f":{form}" if form else "")
            )
    for name in used:
        if name not in names:
            value.error("unknown-placeholder", f"nothing fills {{{name}}} here", hint)
    for name in required:
        if name not in used:
            value.error("missing-placeholder", f"{{{name}}} is missing", "write it where it goes")
    return phrase.text


def _built(part: Part, build: Callable[[Part], T]) -> T:
    built = build(part)
    part.close()
    return built


def _or(found: float | None, default: float | None) -> float:
    return found if found is not None else default or 0.0


def _count(value: Value | None) -> int:
    """How many findings there are where a value reports to; a layout gives errors only."""
    return len(value.findings.items) if value else 0
