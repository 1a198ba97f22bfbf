"""Which facts of two texts answer to each other, and which are left over.

In: two sheets. Out: the facts left on each side, and pairs of left facts that look like one fact
told in two ways. A value needs to be in the other text once, however often it is said.
"""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from assemble.agree.dates import Date, compatible
from assemble.agree.facts import SILENT, SURE, Fact, distance
from assemble.agree.sheet import Sheet


class Left(NamedTuple):
    """Facts without counterpart on either side."""

    ours: list[Fact]
    theirs: list[Fact]


class Pool:
    """The values of a sheet that may answer to a fact of another."""

    def __init__(self, sheet: Sheet) -> None:
        self.dates: list[Date] = []
        self.numbers: set[Decimal] = set()
        self.days: set[int] = set()
        self.months: set[int] = set()
        self.years: set[int] = set()
        self.times: set[int] = set()
        self.inside: set[Decimal] = set()
        for fact in sheet.facts:
            self._add(fact)

    def _add(self, fact: Fact) -> None:
        """Sort a fact in."""
        values = (fact.value, *fact.others)
        if fact.kind == "number":
            # What figures would mean in the other language is no value of theirs.
            values = values if fact.weight == SILENT else values[:1]
            self.numbers.update(value for value in values if isinstance(value, Decimal))
        elif fact.kind == "date":
            for value in values:
                if isinstance(value, tuple):
                    self.dates.append((value[0], value[1], value[2]))
                    self.years.add(value[0])
                    self.months.add(value[1])
                    self.days.add(value[2])
        elif fact.kind == "time":
            self.times.update(value for value in values if isinstance(value, int))
        elif fact.kind in ("code", "document", "account", "phone"):
            digits = "".join(c if c.isdigit() else " " for c in str(fact.value)).split()
            self.inside.update(Decimal(part) for part in digits)

    def has_number(self, fact: Fact) -> bool:
        """Whether a number is here, as a number or as part of a date or time."""
        value = fact.value
        if value in self.numbers or value in self.inside:
            return True
        # A number in words ('eight') is no day or month.
        if not isinstance(value, Decimal) or value != int(value) or not fact.text[:1].isdigit():
            return False
        whole = int(value)
        in_date = whole in self.years or whole in self.days or whole in self.months
        in_time = whole <= 24 and any(time // 60 % 12 == whole % 12 for time in self.times)
        return (in_date and whole < 3000) or in_time

    def has_date(self, fact: Fact) -> bool:
        """Whether a date is here as a whole, or in parts."""
        for value in (fact.value, *fact.others):
            if not isinstance(value, tuple):
                continue
            year, month, day = value
            if any(compatible((year, month, day), date) for date in self.dates):
                if self._full(year, month, day):
                    return True
                continue
            year_here = not year or year in self.years or Decimal(year) in self.numbers
            month_here = not month or month in self.months
            day_here = not day or day in self.days or Decimal(day) in self.numbers
            if year_here and month_here and day_here:
                return bool(not (month and day)) or not self._other_pairing(month, day)
            if {Decimal(part) for part in (day, month, year) if part} <= self.numbers:
                return True
        return False

    def _full(self, year: int, month: int, day: int) -> bool:
        """Whether what is compatible says all parts, if in several dates."""
        dates = [date for date in self.dates if compatible((year, month, day), date)]
        month_here = not month or any(date[1] == month for date in dates)
        day_here = not day or any(date[2] == day for date in dates) or Decimal(day) in self.numbers
        return month_here and day_here

    def _other_pairing(self, month: int, day: int) -> bool:
        """Whether the day stands here with another month only, as in 6/7 against 7/6."""
        with_day = [date for date in self.dates if date[2] == day and date[1]]
        return bool(with_day) and all(date[1] != month for date in with_day)

    def has_time(self, fact: Fact) -> bool:
        """Whether a time of day is here."""
        values = [value for value in (fact.value, *fact.others) if isinstance(value, int)]
        if any(value in self.times for value in values):
            return True
        hours = {Decimal(value // 60) for value in values} | {Decimal(values[0] // 60 % 12)}
        return values[0] % 60 == 0 and bool(hours & self.numbers)


def left_over(ours: Sheet, theirs: Sheet) -> Left:
    """Numbers, dates and times without counterpart."""
    return Left(_without(ours, Pool(theirs)), _without(theirs, Pool(ours)))


def _without(sheet: Sheet, pool: Pool) -> list[Fact]:
    """The facts of a sheet that a pool doesn't have."""
    tests: dict[str, Callable[[Fact], bool]] = {
        "number": pool.has_number,
        "date": pool.has_date,
        "time": pool.has_time,
    }
    return [
        fact
        for fact in sheet.facts
        if fact.weight > SILENT and fact.kind in tests and not tests[fact.kind](fact)
    ]


def exact_left(ours: Sheet, theirs: Sheet, kind: str) -> Left:
    """Facts of a kind whose values must be the same, such as phones, without counterpart."""
    mine = Counter(fact.value for fact in ours.of(kind))
    yours = Counter(fact.value for fact in theirs.of(kind))
    return Left(
        [fact for fact in ours.of(kind) if fact.value not in yours],
        [fact for fact in theirs.of(kind) if fact.value not in mine],
    )


def pairs_of(
    left: Left, near: Callable[[Fact, Fact], float | None]
) -> tuple[list[tuple[Fact, Fact]], Left]:
    """Left facts that belong together, nearest first, and what is left then.

    Args:
        left: facts without counterpart.
        near: how far two facts are apart, None if they can't be one.
    """
    candidates = sorted(
        (cost, i, j)
        for i, a in enumerate(left.ours)
        for j, b in enumerate(left.theirs)
        if (cost := near(a, b)) is not None
    )
    used_ours: set[int] = set()
    used_theirs: set[int] = set()
    found: list[tuple[int, int]] = []
    for _, i, j in candidates:
        if i not in used_ours and j not in used_theirs:
            used_ours.add(i)
            used_theirs.add(j)
            found.append((i, j))
    rest = Left(
        [fact for i, fact in enumerate(left.ours) if i not in used_ours],
        [fact for j, fact in enumerate(left.theirs) if j not in used_theirs],
    )
    return [(left.ours[i], left.theirs[j]) for i, j in sorted(found)], rest


def number_distance(a: Fact, b: Fact) -> float | None:
    """How far two numbers are apart, for `pairs_of`: by figures, unit and place in the text."""
    if {a.kind, b.kind} == {"number", "date"}:
        return _year_in_date(a, b)
    if a.kind != b.kind:
        return None
    if a.kind == "date":
        return _date_distance(a, b)
    if a.kind == "time":
        return 1.0
    figures = distance(_figures(a.value), _figures(b.value), 3)
    place = abs(_share(a) - _share(b))
    scale = _scale_apart(a, b)
    if a.weight == SURE and b.weight == SURE:
        return figures + 3 * place + (0 if a.unit == b.unit else 1)
    if a.weight == b.weight or figures <= 1 or scale:
        return figures + 4 * place
    return None


def _scale_apart(a: Fact, b: Fact) -> bool:
    """Whether two numbers differ by a power of ten only."""
    if not isinstance(a.value, Decimal) or not isinstance(b.value, Decimal):
        return False
    return _figures(a.value).rstrip("0") == _figures(b.value).rstrip("0") != ""


def _year_in_date(a: Fact, b: Fact) -> float | None:
    """A year against a date that says another year."""
    number, date = (a, b) if a.kind == "number" else (b, a)
    if not isinstance(date.value, tuple) or not isinstance(number.value, Decimal):
        return None
    year = date.value[0]
    if year and 1900 <= number.value < 2100 and not date.value[1]:
        return 1.0
    return None


def _date_distance(a: Fact, b: Fact) -> float | None:
    """How many parts of two dates differ."""
    if not isinstance(a.value, tuple) or not isinstance(b.value, tuple):
        return None
    parts = sum(1.0 for x, y in zip(a.value, b.value, strict=True) if x != y)
    return parts + abs(_share(a) - _share(b))


def _figures(value: object) -> str:
    """The figures of a number."""
    if not isinstance(value, Decimal):
        return str(value)
    return format(value.normalize(), "f").replace(".", "")


def _share(fact: Fact) -> float:
    """Where in its piece a fact stands, 0 to 1."""
    return fact.start / max(1, len(fact.piece.text))
