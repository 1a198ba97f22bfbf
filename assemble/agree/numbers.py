"""Numbers in a text: in figures with a language's separators, in words, in Roman numerals.

In: a piece of text and its language. Out: facts of kind `number` with a Decimal as value, scale
words multiplied in (2.200 tỷ: 2.2E12), `others` holding the value by the other reading of the
separators where there is one.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from assemble.agree.dates import Taken, blanked
from assemble.agree.facts import SILENT, SURE, WEAK, Fact, Piece
from assemble.agree.languages.base import Language

TINY = 12
"""Up to here numbers are written out or said in another way ('both', 'a dozen')."""

_ROMAN = re.compile(r"(?<![\w-])(?=[IVXL]+(?![\w-]))X{0,3}(?:IX|IV|V?I{0,3})(?![\w-])")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
_RANGE = re.compile(
    r"\s*(?:[-–—]|to|and|or|đến|tới|lên|xuống|lên đến|lên tới|xuống còn|và|hoặc)\s*", re.IGNORECASE
)
_SPACE_GROUPS = r"\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?!\d)"
_FIGURES = rf"{_SPACE_GROUPS}|\d+(?:[.,]\d+)*"


class _Patterns(NamedTuple):
    """The patterns of a language, compiled."""

    figures: re.Pattern[str]
    words: re.Pattern[str]
    loose: re.Pattern[str]
    skipped: re.Pattern[str]
    roman_cue: re.Pattern[str]
    more: re.Pattern[str]
    less: re.Pattern[str]
    years: re.Pattern[str]
    word: re.Pattern[str]


def _either(words: list[str]) -> str:
    """A pattern for any of the words, longer ones first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@lru_cache(maxsize=8)
def _patterns(language: Language) -> _Patterns:
    """Compile a language's words."""
    scales = [word for word, (does, value) in language.numbers.items() if does == "scale"]
    units = _either([word for word in language.units if word[-1].isalnum()])
    signs = _either([word for word in language.units if not word[-1].isalnum()])
    unit = rf"(?P<unit>{units})(?!\w)|(?P<sign>{signs})"
    scale = rf"(?:[\s-]?(?P<scale>(?:{_either(scales)})(?:\s+(?:{_either(scales)}))?)(?!\w))"
    known = _either(list(language.numbers))
    start = _either([word for word in language.numbers if word not in language.inner])
    flags = re.IGNORECASE
    return _Patterns(
        figures=re.compile(
            rf"(?<!\w)(?<!\d[.,])(?P<currency>US\$|\$|€|USD\s|VND\s|EUR\s)?(?P<n>{_FIGURES})"
            rf"(?:st|nd|rd|th)?{scale}?(?:\s?(?:{unit}))?(?![\d])",
            flags,
        ),
        words=re.compile(
            rf"(?<![\w-])(?:{start})(?:(?:\s+|-)(?:{language.joiner}\s+)?(?:{known}))*(?!\w)"
            rf"(?:[\s-]+(?:{unit}))?",
            flags,
        ),
        loose=re.compile(rf"(?<!\w)(?:{_either(list(language.loose))})(?!\w)", flags),
        skipped=re.compile(language.skipped, flags),
        roman_cue=re.compile(rf"(?<!\w)(?:{language.ordinal_before})\s+(?:thứ\s+)?$", flags),
        more=re.compile(rf"(?<!\w){language.more}", flags),
        less=re.compile(rf"(?<!\w){language.less}", flags),
        years=re.compile(rf"(?<!\w)(?:{_either(list(language.years))})(?!\w)", flags),
        word=re.compile(r"\w+"),
    )


def read_numbers(piece: Piece, text: str, language: Language, year: int) -> Taken:
    """All numbers of a text.

    Args:
        piece: where they stand.
        text: its text without what dates and the like took.
        language: the language.
        year: the issue's year, which 'last year' is told from.
    """
    patterns = _patterns(language)
    facts = [
        Fact("number", Decimal(year + language.years[match.group().lower()]), piece,
             *match.span(), weight=SILENT)
        for match in patterns.years.finditer(text)
    ]  # fmt: skip
    facts += _loose(piece, text, language)
    facts += _figures(piece, text, language)
    for fact in facts:
        if fact.weight:
            text = blanked(text, fact.start, fact.end)
    facts += _roman(piece, text, patterns)
    facts += _words(piece, text, language)
    return Taken(facts, text)


def without_idioms(text: str, language: Language) -> str:
    """The text with blanks for phrases that look like numbers and are none: 24/7."""
    return _patterns(language).skipped.sub(lambda match: "\0" * len(match.group()), text)


def parsed(written: str, language: Language) -> tuple[Decimal, Decimal | None]:
    """The value of figures, and that of the other language's reading where it differs.

    A sign parts thousands if three figures stand behind each of it; otherwise it is the decimal
    sign, whatever the language says: 2.39 can't be anything else.
    """
    plain = re.sub("[\u00a0\u202f\u2009]", "", written)
    both = "." in plain and "," in plain
    if both:
        last = max(plain.rfind("."), plain.rfind(","))
        mark = plain[last]
        whole = plain[:last].replace(".", "").replace(",", "")
        if plain.count(mark) > 1:
            return Decimal(plain.replace(".", "").replace(",", "")), None
        return Decimal(f"{whole}.{plain[last + 1 :]}"), None
    mark = "." if "." in plain else "," if "," in plain else ""
    if not mark:
        return Decimal(plain), None
    head, *tail = plain.split(mark)
    groups = all(len(part) == 3 for part in tail) and len(head) <= 3
    joined = Decimal(head + "".join(tail))
    if len(tail) > 1:
        return joined, None
    point = Decimal(f"{head}.{tail[0]}")
    if not groups or head == "0":
        return point, None
    return (joined, point) if mark == language.group else (point, joined)


def _figures(piece: Piece, text: str, language: Language) -> list[Fact]:
    """Numbers in figures, with scale words and units."""
    patterns = _patterns(language)
    found: list[Fact] = []
    for match in patterns.figures.finditer(text):
        value, other = parsed(match["n"], language)
        factor = _factor(match["scale"], language)
        sign = (match["unit"] or match["sign"] or "").lower()
        unit = language.units.get(sign, "") or _currency(match["currency"])
        value *= factor
        tiny = value <= TINY and value == int(value) and factor == 1 and unit in ("", "%")
        fact = Fact(
            "number",
            value,
            piece,
            match.start(),
            match.end(),
            WEAK if tiny else SURE,
            () if other is None else (other * factor,),
            unit,
            _bound(text[max(0, match.start() - 16) : match.start()], patterns),
        )
        if found and factor > 1:
            found[-1] = _scaled(found[-1], fact, factor, text)
        whole = _sum(found[-1], fact, text) if found else None
        if whole is None:
            found.append(fact)
        else:
            found[-1] = whole
    return found


def _scaled(first: Fact, second: Fact, factor: int, text: str) -> Fact:
    """The beginning of a range, by the scale word of its end: 'from 1.49 to 1.8 million'."""
    a, b = first.value, second.value
    if not isinstance(a, Decimal) or not isinstance(b, Decimal) or first.unit:
        return first
    between = text[first.end : second.start]
    if not _RANGE.fullmatch(between) or a >= 1000 or a > 20 * b / factor:
        return first
    return first._replace(value=a * factor, weight=SURE, others=())


def _sum(first: Fact, second: Fact, text: str) -> Fact | None:
    """Two numbers that are one ('1 tỷ 200 triệu đồng'), None for two."""
    a, b = first.value, second.value
    if not isinstance(a, Decimal) or not isinstance(b, Decimal) or first.unit:
        return None
    scaled = a >= 10**6 and a % 10**6 == 0 and 1000 <= b < a
    if not scaled or text[first.end : second.start] != " ":
        return None
    return first._replace(value=a + b, end=second.end, unit=second.unit, others=())


def _factor(scale: str | None, language: Language) -> int:
    """What the scale words behind a number multiply it by."""
    product = 1
    for word in (scale or "").lower().split():
        product *= language.numbers[word][1]
    return product


def _currency(written: str | None) -> str:
    """The currency of a sign before a number."""
    sign = (written or "").strip().upper()
    return {"$": "USD", "US$": "USD", "€": "EUR"}.get(sign, sign)


def _bound(before: str, patterns: _Patterns) -> int:
    """1 after 'more than', -1 after 'nearly', else 0."""
    if patterns.more.search(before):
        return 1
    return -1 if patterns.less.search(before) else 0


def _words(piece: Piece, text: str, language: Language) -> Iterator[Fact]:
    """Numbers in words, small ones weak."""
    patterns = _patterns(language)
    for match in patterns.words.finditer(text):
        sign = (match["unit"] or match["sign"] or "").lower()
        tokens = [token for token in _tokens(match) if token.word in language.numbers]
        runs = list(_runs(tokens, language))
        for run in runs:
            start, end = run[0].start, run[-1].end
            if _is_name(text, start, end):
                continue
            unit = language.units.get(sign, "") if run is runs[-1] else ""
            silent = len(run) == 1 and run[0].word in language.loose
            value = _value([token.word for token in run], language)
            weight = SILENT if silent else WEAK if value <= TINY or not unit else SURE
            bound = _bound(text[max(0, start - 16) : start], patterns)
            yield Fact("number", Decimal(value), piece, start, end, weight, unit=unit, bound=bound)


class _Token(NamedTuple):
    """A word and where it stands."""

    word: str
    start: int
    end: int


def _tokens(match: re.Match[str]) -> Iterator[_Token]:
    """The words of a match."""
    for word in re.finditer(r"\w+", match.group()):
        start = match.start() + word.start()
        yield _Token(word.group().lower(), start, start + len(word.group()))


def _runs(tokens: list[_Token], language: Language) -> Iterator[list[_Token]]:
    """Number words that make one number: 'twenty five', but 'two, three' are two."""
    run: list[_Token] = []
    room = 0
    for token in tokens:
        does, value = language.numbers[token.word]
        if does == "add":
            # More than a blank between two words is the joiner: 'một trăm linh năm'.
            alone = token.word in language.alone and run and token.start == run[-1].end + 1
            if run and (not value < room or alone):
                yield run
                run = []
            room = value if value % 10 == 0 else 0
        else:
            room = value
        run.append(token)
    if run:
        yield run


def _is_name(text: str, start: int, end: int) -> bool:
    """Whether a number word is part of a name: Ba Đình, Hai Bà Trưng."""
    if not text[start].isupper():
        return False
    rest = text[end:].lstrip()
    alone = " " not in text[start:end].strip()
    return alone and rest[:1].isupper() and not rest[:2].isupper()


def _value(words: list[str], language: Language) -> int:
    """The value of number words."""
    total = current = 0
    for word in words:
        does, value = language.numbers[word]
        if does == "add":
            current += value
        elif does == "times":
            current = max(current, 1) * value if current < 100 else _times_last(current, value)
        else:
            # 'hai nghìn tỷ': a greater scale multiplies the lesser before it too.
            part = total + current if total < value else current
            total = (total if part == current else 0) + max(part, 1) * value
            current = 0
    return total + current


def _times_last(current: int, value: int) -> int:
    """`hai trăm ba mươi`: the ten belongs to the three only."""
    last = current % 10
    return current - last + last * value


def _loose(piece: Piece, text: str, language: Language) -> Iterator[Fact]:
    """Words that may answer to a number."""
    for match in _patterns(language).loose.finditer(text):
        values = language.loose[match.group().lower()]
        decimals = tuple(Decimal(str(value)) for value in values)
        yield Fact("number", decimals[0], piece, *match.span(), weight=SILENT, others=decimals[1:])


def _roman(piece: Piece, text: str, patterns: _Patterns) -> Iterator[Fact]:
    """Roman numerals: of one letter only after a word that numbers something."""
    for match in _ROMAN.finditer(text):
        cue = patterns.roman_cue.search(text[max(0, match.start() - 24) : match.start()])
        if len(match.group()) < 2 and not cue:
            continue
        value = roman(match.group())
        yield Fact("number", Decimal(value), piece, *match.span(), WEAK if value <= TINY else SURE)


def roman(numeral: str) -> int:
    """The value of a Roman numeral."""
    values = [_ROMAN_VALUES[letter] for letter in numeral]
    following = [*values[1:], 0]
    return sum(-v if v < n else v for v, n in zip(values, following, strict=True))
