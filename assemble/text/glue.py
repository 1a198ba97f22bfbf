"""Where a line must not break although there is a space, and where it may without one.

The rules are those of the trade for Vietnamese and English (TYPOGRAPHY facts, section 2): a
number stays with its unit, a title with its name, `Số` with `04/2021`; nothing breaks inside
`23/5/2021`, `2021-2026` or `02053 896 899`.
"""

import re
from functools import cache

_UNITS = {
    "vi": r"[^\W\d_]+|%|₫|№",
    "en": (
        "million|billion|trillion|thousand|hundred|percent|per|USD|VND|%|km²?|m²|m|cm|mm|ha|kg|"
        "tonnes?|tons?|litres?|degrees|hours?|minutes?|days?|months?|years?|points?|p\\.m\\.|"
        "a\\.m\\.|January|February|March|April|May|June|July|August|September|October|November|"
        "December"
    ),
}
"""Words after a number that belong to it; in Vietnamese any word does, as classifier or unit."""

_BEFORE_NUMBER = {
    "vi": (
        "[Nn]gày|[Tt]háng|[Nn]ăm|[Qq]uý|[Ss]ố|[Tt]ập|[Đđ]iều|[Kk]hoản|[Cc]hương|[Tt]rang|[Hh]ình|"
        "[Bb]ảng|[Kk]h[oó][áa]|thứ|thế kỷ|lúc|hơn|gần|khoảng|trên|ĐT|Phụ lục"
    ),
    "en": (
        "[Nn]o\\.|[Nn]os\\.|Vol\\.|[Pp]age|[Pp]p\\.|p\\.|[Aa]rticle|[Ss]ection|[Cc]hapter|"
        "[Ff]igure|[Tt]able|[Dd]ecree|January|February|March|April|May|June|July|August|"
        "September|October|November|December|Phone|Tel\\.?|about|over|some|nearly|than"
    ),
}
"""Words before a number that belong to it."""

_TITLES = {
    "vi": "TS\\.|GS\\.|PGS\\.|GS\\.TS\\.|ThS\\.|TP\\.|Tp\\.|đ/c|Đ/c|ông|Ông|bà|Bà|№|Số",
    "en": "Mr\\.?|Mrs\\.?|Ms\\.?|Dr\\.?|Prof\\.?|H\\.E\\.|St\\.|№|No\\.",
}
"""Titles and abbreviations before a name."""

_NUMBER = r"[\d][\d.,:/–-]*"
_DATE = re.compile(r"[\d.–-]*\d/\d[\d/–-]*|(?:1[89]|20)\d\d|\d{1,2}[:h]\d{2}")
_ROMAN = r"[IVXLC]+\b"

CONNECTORS = {
    "vi": frozenset(
        [
            "và",
            "của",
            "với",
            "là",
            "trong",
            "cho",
            "về",
            "các",
            "những",
            "tại",
            "ở",
            "từ",
            "đến",
            "để",
            "do",
            "bởi",
            "theo",
            "trên",
            "một",
        ]
    ),
    "en": frozenset(
        [
            "and",
            "of",
            "the",
            "a",
            "an",
            "in",
            "on",
            "at",
            "to",
            "for",
            "by",
            "with",
            "from",
            "as",
            "or",
            "its",
            "their",
            "into",
            "between",
        ]
    ),
}
"""Words that a headline's line must not end with."""

_INNER_BREAK = re.compile(r"(?<=[^\W\d_]{2})[-‐](?=[^\W\d_]{2})|(?<=\w)[–—](?=[^\W\d_]{2})|/(?=\w)")
_ADDRESS = re.compile(r"^\W*(?:https?://|www\.|\S+@\S+\.|\S+\.(?:gov|com|org|vn|net)\b)")
_LAW = re.compile(r"\d/.*-")
_ADDRESS_BREAK = re.compile(r"(?<=[/.@_-])(?=\w)")


@cache
def _rules(language: str) -> re.Pattern[str]:
    primary = language.split("-")[0]
    units = _UNITS.get(primary, _UNITS["en"])
    before = _BEFORE_NUMBER.get(primary, _BEFORE_NUMBER["en"])
    titles = _TITLES.get(primary, _TITLES["en"])
    return re.compile(
        r" (?:"  # each of the two ways begins with what most characters are not
        rf"(?P<unit>(?<=\d )(?=(?:{units})(?!\w)))"
        r"|(?P<digits>(?<=\d )(?=\d))"
        r"|(?P<dash>(?=[-–—] ))"
        r"|(?P<initial>(?<=[A-Z]\. )(?=[A-Z]))"
        r"|(?P<opening>(?<=[(\[“‘«] ))"
        r"|(?P<closing>(?=[.,;:!?…)\]”’»])))"
        r"|(?<!\w)(?:"
        r"(?:[Ss]ố|[Nn]os?\.|[Vv]ol\.|[Tt]ập|№) (?P<number>(?=\d))"
        rf"|(?<!\.)(?:{before}) (?P<before>(?=(?:{_NUMBER}|{_ROMAN})))"
        rf"|(?<!/)(?:{titles}) (?P<title>(?=\w)))"
    )


NEVER = float("inf")
"""Penalty of a space at which no line may end."""
UNWANTED = 150.0
"""Penalty of a space that is better not broken: twice a hyphen's."""
_HARD = frozenset({"unit", "digits", "number", "dash", "opening", "closing"})


def glued_spaces(text: str, language: str) -> dict[int, float]:
    """Spaces of `text`, by index, at which a line must not or had better not end."""
    found = {}
    pattern = _rules(language)
    match = pattern.search(text)
    while match:
        name = match.lastgroup
        assert name is not None  # every alternative of the pattern is named
        at = match.end() - 1
        if name != "unit" or not _is_date(text, at):
            found[at] = NEVER if name in _HARD else UNWANTED
        match = pattern.search(text, at + 1)
    return found


def _is_date(text: str, end: int) -> bool:
    """Whether what ends at an index is a date, a year or a time, which needs no unit."""
    return bool(_DATE.fullmatch(text[:end].rsplit(None, 1)[-1].lstrip("(“‘")))


@cache
def inner_breaks(word: str) -> tuple[int, ...]:
    """Positions inside a word (characters before the break) where a line may end as it is.

    After a hyphen or dash between letters, after a stroke that parts words, and in addresses
    after `/ . - @`; never in a number or a law's (`30/2020/NĐ-CP`).
    """
    if _ADDRESS.match(word):
        return tuple(m.start() for m in _ADDRESS_BREAK.finditer(word))
    if _LAW.search(word):
        return ()
    return tuple(
        m.end()
        for m in _INNER_BREAK.finditer(word)
        if not (m.group() == "/" and any(c.isdigit() for c in word))
        and not (m.group() == "/" and min(m.start(), len(word) - m.end()) < 3)
    )
