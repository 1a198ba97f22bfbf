"""Which pieces of two texts stand for each other.

In: the sheets of two bodies. Out: groups: some of ours beside some of theirs, an empty side where
a paragraph has no counterpart. By position where all of it fits; otherwise by the cheapest
alignment (Gale and Church 1993, with shared facts added to lengths), one or two to one or two.
"""

import math
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from assemble.agree.facts import SILENT, Fact
from assemble.agree.sheet import Sheet

BAND = 12
"""How far, in pieces, an alignment may wander from position, beyond the difference in count. It
keeps the work linear in long texts."""

ALONE = 2.0
"""Cost of a piece without counterpart. Two pieces that share no fact and differ twofold in length
cost about 2.7 together, two like ones about 0.3."""

MERGED = 0.5
"""Cost of two pieces for one."""

STRANGE = 1.0
"""Cost of a piece that is merged with another though it shares nothing with the other side."""

FITS = 1.1
"""Up to this cost pieces in the same position are taken as they stand."""

STEPS = ((1, 1), (1, 0), (0, 1), (2, 1), (1, 2), (2, 2), (3, 1), (1, 3))


class Group(NamedTuple):
    """Sheets that stand for each other; one side may be empty."""

    ours: tuple[Sheet, ...]
    theirs: tuple[Sheet, ...]


class Mark(NamedTuple):
    """What a sheet is recognised by: its length and the things it names."""

    length: int
    anchors: frozenset[object]


def aligned(ours: Sequence[Sheet], theirs: Sequence[Sheet]) -> list[Group]:
    """The groups of two bodies, in order."""
    mine, yours = [mark(sheet) for sheet in ours], [mark(sheet) for sheet in theirs]
    if len(ours) == len(theirs):
        costs = [cost(a, b) for a, b in zip(mine, yours, strict=True)]
        if all(each <= FITS for each in costs):
            return [Group((a,), (b,)) for a, b in zip(ours, theirs, strict=True)]
    return [
        Group(tuple(ours[i : i + n]), tuple(theirs[j : j + m]))
        for i, n, j, m in _cheapest(mine, yours)
    ]


def mark(sheet: Sheet) -> Mark:
    """What a sheet is recognised by: numbers, codes, addresses, words with a capital."""
    named: set[object] = {_anchor(fact) for fact in sheet.facts if fact.weight > SILENT}
    named |= {
        word.folded for word in sheet.words if word.text[0].isupper() and len(word.folded) > 1
    }
    return Mark(sheet.length, frozenset(named))


def _anchor(fact: Fact) -> object:
    """A fact as an anchor: its value, a date by its day and month."""
    if fact.kind == "date" and isinstance(fact.value, tuple):
        return ("date", *fact.value[1:])
    return fact.value if isinstance(fact.value, Decimal) else (fact.kind, fact.value)


def cost(a: Mark, b: Mark) -> float:
    """How badly two pieces fit: 0 for the same length and the same facts."""
    ratio = abs(math.log((a.length + 8) / (b.length + 8)))
    fewer = min(len(a.anchors), len(b.anchors))
    shared = len(a.anchors & b.anchors) / fewer if fewer > 1 else 0.5
    # Words of capital letters may be translated, so that half of them shared is much.
    return 1.5 * ratio + 1.3 * max(0.0, 1.0 - 1.6 * shared)


@lru_cache(maxsize=50_000)
def _joined(marks: tuple[Mark, ...]) -> Mark:
    """Several pieces as one."""
    anchors: frozenset[object] = frozenset()
    return Mark(sum(m.length for m in marks), anchors.union(*(m.anchors for m in marks)))


def _cheapest(ours: list[Mark], theirs: list[Mark]) -> list[tuple[int, int, int, int]]:
    """Start and count on either side of each group of the cheapest alignment."""
    n, m = len(ours), len(theirs)
    band = BAND + abs(n - m)
    best: dict[tuple[int, int], tuple[float, int, int]] = {(0, 0): (0.0, 0, 0)}
    for i in range(n + 1):
        middle = round(i * m / n) if n else m // 2
        for j in range(max(0, middle - band), min(m, middle + band) + 1):
            for di, dj in STEPS:
                before = best.get((i - di, j - dj))
                if before is None or not (di or dj):
                    continue
                price = before[0] + _step(tuple(ours[i - di : i]), tuple(theirs[j - dj : j]))
                if (i, j) not in best or price < best[i, j][0]:
                    best[i, j] = (price, di, dj)
    found = []
    i, j = n, m
    while i or j:
        _, di, dj = best[i, j]
        i, j = i - di, j - dj
        found.append((i, di, j, dj))
    return found[::-1]


def _step(ours: tuple[Mark, ...], theirs: tuple[Mark, ...]) -> float:
    """Cost of a group."""
    if not ours or not theirs:
        return ALONE
    if len(ours) == len(theirs) == 1:
        return cost(ours[0], theirs[0])
    extra = MERGED * (len(ours) + len(theirs) - 2)
    a, b = _joined(ours), _joined(theirs)
    strangers = sum(_strange(m, b) for m in ours) + sum(_strange(m, a) for m in theirs)
    return cost(a, b) + extra + STRANGE * strangers


def _strange(mark: Mark, other: Mark) -> bool:
    """Whether a piece names several things and the other side none of them."""
    return len(mark.anchors) > 1 and not mark.anchors & other.anchors
