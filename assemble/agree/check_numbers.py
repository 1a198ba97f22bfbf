"""Numbers, dates, times and weekdays of both sides compared.

In: the pairs of a unit. Out: disagreements. A fact left over on both sides is one told in two
ways (certain); left over on one side it is missing: certain if written in figures and nowhere in
the other text.
"""

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from assemble.agree.dates import compatible, impossible, wrong_weekdays
from assemble.agree.facts import SURE, WEAK, Disagreement, Fact
from assemble.agree.matching import Left, Pool, left_over, number_distance, pairs_of
from assemble.agree.pairing import Pair

CLOSE = 0.4
"""How far apart, as a share of the text, two small numbers may stand that are taken as one."""

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Sides(NamedTuple):
    """A pair and what is left over in it."""

    pair: Pair
    left: Left


def numbers_disagree(pairs: Sequence[Pair]) -> Iterator[Disagreement]:
    """What doesn't agree in numbers, dates and times."""
    sides = [Sides(pair, left_over(pair.ours, pair.theirs)) for pair in pairs]
    for pair, left in _unmoved(sides):
        together, rest = pairs_of(left, number_distance)
        for a, b in together:
            yield _told_twice(pair, a, b)
        for side, facts, pool in (
            (pair, rest.ours, pair.around.pool),
            (pair.turned(), rest.theirs, pair.around.own_pool),
        ):
            instead = _instead(side, facts)
            for fact in facts:
                if fact in instead:
                    what = "the number differs"
                    yield _of(side, "number", True, what, fact, instead[fact])
                else:
                    yield _missing(side, fact, pool)
    for pair in pairs:
        yield from _units(pair)
        yield from _swapped(pair)


def _instead(pair: Pair, missing: Sequence[Fact]) -> dict[Fact, Fact]:
    """The numbers that stand in the place of missing ones, though they are right elsewhere.

    Where both sides have as many numbers, it is the one of the same rank, if theirs has it more
    often than ours: eight, five, three against 3, 5, 3.
    """
    if not missing:
        return {}
    ours = [f for f in pair.ours.of("number") if f.weight >= WEAK]
    theirs = [f for f in pair.theirs.of("number") if f.weight >= WEAK]
    if len(ours) != len(theirs):
        return {}
    mine, yours = Counter(f.value for f in ours), Counter(f.value for f in theirs)
    same_rank = dict(zip(ours, theirs, strict=True))
    found = {fact: same_rank[fact] for fact in missing if fact in same_rank}
    return {a: b for a, b in found.items() if yours[b.value] > mine[b.value]}


def _unmoved(sides: list[Sides]) -> Iterator[Sides]:
    """The left facts without those that only stand in another paragraph than their counterpart."""
    if len(sides) < 2:
        yield from sides
        return
    ours = [fact for _, left in sides for fact in left.ours]
    theirs = [fact for _, left in sides for fact in left.theirs]
    for pair, left in sides:
        kept = Left(
            [fact for fact in left.ours if not _among(fact, theirs)],
            [fact for fact in left.theirs if not _among(fact, ours)],
        )
        yield Sides(pair, kept)


def _among(fact: Fact, others: list[Fact]) -> bool:
    """Whether a fact of the same kind and value is among others."""
    return any(
        other.kind == fact.kind
        and (
            other.value == fact.value
            or (
                isinstance(fact.value, tuple)
                and isinstance(other.value, tuple)
                and compatible(fact.value, other.value)
            )
        )
        for other in others
    )


def _told_twice(pair: Pair, a: Fact, b: Fact) -> Disagreement:
    """A fact that is told in two ways."""
    weak = a.weight == WEAK and b.weight == WEAK
    apart = abs(a.start / len(a.piece.text) - b.start / len(b.piece.text))
    certain = not weak or apart <= CLOSE
    rule = "date" if "date" in (a.kind, b.kind) else a.kind
    if rule == "number" and _separators(a, b):
        rule = "number-separator"
    what = {
        "date": "the date differs",
        "time": "the time of day differs",
        "number-separator": "a point or comma of the other language changes the number",
    }.get(rule, "the number differs")
    return _of(pair, rule, certain, what, a, b)


def _separators(a: Fact, b: Fact) -> bool:
    """Whether two numbers are the same but for what the separator means."""
    return bool(set(a.others) & {b.value, *b.others} or set(b.others) & {a.value})


def _missing(pair: Pair, fact: Fact, elsewhere: Pool) -> Disagreement:
    """A fact that the other side doesn't have."""
    found = {
        "number": elsewhere.has_number,
        "date": elsewhere.has_date,
        "time": elsewhere.has_time,
    }[fact.kind](fact)
    certain = fact.weight == SURE and not found and not _said_otherwise(fact)
    what = f"no such {fact.kind} in the other text"
    if found:
        what = f"the {fact.kind} isn't in this paragraph of the other text"
    rule = f"{fact.kind}-missing"
    return Disagreement(
        rule, certain, what, fact.at, fact.text, pair.theirs.pieces[0].place(0), "", pair.languages
    )


def _said_otherwise(fact: Fact) -> bool:
    """Whether a number is one that texts say in words: all (100 %), half (50 %)."""
    return fact.unit == "%" and fact.value in (Decimal(100), Decimal(50))


def _of(pair: Pair, rule: str, certain: bool, what: str, a: Fact, b: Fact) -> Disagreement:
    """A disagreement of two facts."""
    return Disagreement(rule, certain, what, a.at, a.text, b.at, b.text, pair.languages)


def _units(pair: Pair) -> Iterator[Disagreement]:
    """Numbers that agree while their units or bounds don't."""
    theirs: dict[object, list[Fact]] = {}
    for other in pair.theirs.of("number"):
        theirs.setdefault(other.value, []).append(other)
    for fact in pair.ours.of("number"):
        if fact.weight < SURE and not fact.unit:
            continue
        same = theirs.get(fact.value, [])
        if fact.unit and same and all(o.unit and o.unit != fact.unit for o in same):
            what = f"the unit differs: {fact.unit} and {same[0].unit}"
            yield _of(pair, "unit", True, what, fact, same[0])
        if fact.bound and same and all(o.bound == -fact.bound for o in same):
            what = "'more than' on one side is 'less than' or 'nearly' on the other"
            yield _of(pair, "bound", True, what, fact, same[0])


def _swapped(pair: Pair) -> Iterator[Disagreement]:
    """Two figures that changed places: each is on the other side, but in the other order."""
    ours, theirs = _order(pair), _order(pair.turned())
    if len(ours) != len(theirs) or len(ours) < 2:
        return
    if sorted(f.value for f in ours) != sorted(f.value for f in theirs):  # type: ignore[type-var]
        return
    wrong = [i for i, (a, b) in enumerate(zip(ours, theirs, strict=True)) if a.value != b.value]
    if len(wrong) == 2 and wrong[1] == wrong[0] + 1:
        a, b = ours[wrong[0]], theirs[wrong[0]]
        if a.unit == b.unit and ours[wrong[1]].unit == a.unit:
            what = "two numbers stand in the other order"
            yield _of(pair, "number-order", False, what, a, b)


def _order(pair: Pair) -> list[Fact]:
    """The figures of a text that stand in it once."""
    found = [f for f in pair.ours.of("number") if f.weight == SURE]
    counts = Counter(f.value for f in found)
    return [f for f in found if counts[f.value] == 1]


def weekdays_disagree(pairs: Sequence[Pair], issued: datetime.date) -> Iterator[Disagreement]:
    """Weekdays that aren't the date's; where there is no date, weekdays that differ."""
    for pair in pairs:
        told = False
        for fault in (*_calendar(pair, issued), *_calendar(pair.turned(), issued)):
            told = True
            yield fault
        ours, theirs = pair.ours.of("weekday"), pair.theirs.of("weekday")
        if not told and len(ours) == len(theirs) == 1 and ours[0].value != theirs[0].value:
            yield _of(pair, "weekday", True, "the weekday differs", ours[0], theirs[0])


def _calendar(pair: Pair, issued: datetime.date) -> Iterator[Disagreement]:
    """Weekdays and dates of one side that the calendar doesn't have."""
    for piece in pair.ours.pieces:
        facts = [fact for fact in pair.ours.facts if fact.piece is piece]
        for weekday, date, right in wrong_weekdays(facts, issued):
            what = f"{date.text} is a {WEEKDAYS[right - 1]}"
            implied = isinstance(date.value, tuple) and not date.value[0]
            yield Disagreement(
                "weekday", not implied, what, weekday.at, weekday.text, date.at, date.text,
                (pair.languages[0], pair.languages[0]),
            )  # fmt: skip
        for fact in facts:
            if impossible(fact):
                what = "there is no such day"
                yield Disagreement(
                    "date-impossible", True, what, fact.at, fact.text, None, "",
                    (pair.languages[0], ""),
                )  # fmt: skip
