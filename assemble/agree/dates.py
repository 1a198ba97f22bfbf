"""Dates, weekdays and times of day in a text.

In: a piece of text and its language. Out: facts, and the text with what they took blanked out. A
date's value is (year, month, day), 0 for what isn't said; a range is two dates. A time's value is
minutes since midnight, with 720 less or more as its other value where morning or afternoon isn't
said.
"""

import datetime
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from assemble.agree.facts import SURE, WEAK, Fact, Piece
from assemble.agree.languages.base import Language

HALF_DAY = 720
"""Minutes."""

NEAR = 14
"""Characters between a weekday and its date: ', ngày ' and the like."""

Date = tuple[int, int, int]


class Taken(NamedTuple):
    """Facts found, and the text without them (blanks in their place)."""

    facts: list[Fact]
    rest: str


@lru_cache(maxsize=8)
def _patterns(language: Language) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in language.dates)


@lru_cache(maxsize=8)
def _time_patterns(language: Language) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in language.times)


@lru_cache(maxsize=8)
def _weekday_pattern(language: Language) -> re.Pattern[str]:
    return re.compile(language.weekday_pattern, re.IGNORECASE)


def blanked(text: str, start: int, end: int) -> str:
    """The text with blanks in place of a part, so that offsets stay."""
    return text[:start] + "\0" * (end - start) + text[end:]


def read_dates(piece: Piece, text: str, language: Language) -> Taken:
    """Dates, ranges of dates, and months by name or number."""
    facts: list[Fact] = []
    for pattern in _patterns(language):
        for match in pattern.finditer(text):
            facts += _dates(piece, match, language)
            text = blanked(text, *match.span())
    return Taken(facts, text)


def _dates(piece: Piece, match: re.Match[str], language: Language) -> Iterator[Fact]:
    """The date or the two dates of a match."""
    groups = {name: value for name, value in match.groupdict().items() if value}
    year = int(groups.get("y", 0))
    month = _month(groups, "", language)
    second = _month(groups, "2", language)
    first = (year, month or second, int(groups.get("d", 0)))
    others: tuple[object, ...] = ()
    if match.group().count("/") == 2 and language.code == "en" and 0 < first[2] <= 12:
        others = ((year, first[2], month),)
    yield Fact("date", first, piece, match.start(), match.end(), SURE, others)
    if "d2" in groups or second:
        end = (year, second or month, int(groups.get("d2", 0)))
        yield Fact("date", end, piece, match.start(), match.end())


def _month(groups: dict[str, str], suffix: str, language: Language) -> int:
    """The month of a match by figures or by its word, 0 where there is none."""
    if "m" + suffix in groups:
        return int(groups["m" + suffix])
    word = groups.get("mw" + suffix, "").lower()
    if not word:
        return 0
    return language.months.get(word) or language.months[word[:3]]


def read_times(piece: Piece, text: str, language: Language) -> Taken:
    """Times of day."""
    facts: list[Fact] = []
    for pattern in _time_patterns(language):
        for match in pattern.finditer(text):
            groups = match.groupdict()
            half = (groups.get("half") or "").lower()
            known = half and (language.halves.get(half) or language.halves.get(half[:1]) or 0)
            hour = int(groups["h"])
            minutes = int(groups.get("min") or 0)
            if half:
                hour = hour % 12 + int(known or 0) if hour <= 12 and known else hour
                hour = 0 if hour == 12 and half.startswith("a") else hour
            value = hour * 60 + minutes
            sure = bool(half) or hour > 12 or hour == 0
            others = () if sure else (value + HALF_DAY,)
            # '8 giờ' may be a while, not a time of day: then it is a number too.
            weight = SURE if groups.get("min") else WEAK
            span = match.span()
            facts.append(Fact("time", value, piece, *span, weight, others))
            text = blanked(text, *span)
    return Taken(facts, text)


def read_weekdays(piece: Piece, text: str, language: Language) -> Taken:
    """Weekdays by their ISO numbers."""
    facts: list[Fact] = []
    for match in _weekday_pattern(language).finditer(text):
        word = next(group for group in match.groups() if group).lower()
        facts.append(Fact("weekday", language.weekdays[word], piece, *match.span(), weight=WEAK))
        text = blanked(text, *match.span())
    return Taken(facts, text)


def compatible(a: Date, b: Date) -> bool:
    """Whether two dates may be one: what both say is the same, and they share something."""
    same = [x == y for x, y in zip(a, b, strict=True) if x and y]
    return bool(same) and all(same)


def wrong_weekdays(facts: list[Fact], issued: datetime.date) -> Iterator[tuple[Fact, Fact, int]]:
    """Weekdays that aren't those of the date beside them.

    Args:
        facts: the facts of one piece.
        issued: the issue's date, which implies years that aren't said.

    Yields:
        Weekday, date, and the right ISO number.
    """
    dates = [fact for fact in facts if fact.kind == "date"]
    for weekday in (fact for fact in facts if fact.kind == "weekday"):
        beside = [date for date in dates if _beside(weekday, date)]
        date = min(beside, key=lambda d: abs(d.start - weekday.end), default=None)
        if date is None or not isinstance(date.value, tuple):
            continue
        year, month, day = date.value
        if not month or not day:
            continue
        years = (year,) if year else (issued.year - 1, issued.year, issued.year + 1)
        right = [found for y in years if (found := _iso_weekday(y, month, day))]
        if right and weekday.value not in right:
            yield weekday, date, right[len(right) // 2]


def _beside(weekday: Fact, date: Fact) -> bool:
    """Whether a weekday stands just before or after a date."""
    return -NEAR <= date.start - weekday.end <= NEAR or 0 <= weekday.start - date.end <= NEAR


def _iso_weekday(year: int, month: int, day: int) -> int:
    """The weekday of a date, 0 for a day that there isn't."""
    try:
        return datetime.date(year, month, day).isoweekday()
    except ValueError:
        return 0


def impossible(fact: Fact) -> bool:
    """Whether a date is none of the calendar (31/4, 29/2/2021)."""
    if fact.kind != "date" or not isinstance(fact.value, tuple):
        return False
    year, month, day = fact.value
    return bool(month and day) and not _iso_weekday(year or 2000, month, day)
