"""What the rules about pages share: what they are given, and the faults of a page put together."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from assemble.model.preflight import Box, Fault, Limits
from assemble.preflight.geometry import around, overlap, visible
from assemble.preflight.page.facts import PageFacts

MOST_PLACES = 20
"""Places of one rule that a page names; more help nobody."""
_NEAR = 6.0
"""Points between two boxes that one fault may still hold: less than a line of type."""
_TOLERANCE = 0.2
"""Points: 0.07 mm, finer than any cut. What ends on the trim isn't on the page."""
MM = 72 / 25.4


class Judged(NamedTuple):
    """A page with what it is judged by; `standard` is x-4, x-1a or '' for none."""

    facts: PageFacts
    standard: str
    limits: Limits

    def fault(self, rule: str, message: str, box: Box | None = None) -> Fault:
        """A fault of this page."""
        return Fault(rule, message, self.facts.page, box)

    def on_page(self, box: Box) -> bool:
        """Whether a box shows on the trimmed page: marks around it don't."""
        left, bottom, right, top = self.facts.boxes.trim
        t = _TOLERANCE
        return visible(box, (left + t, bottom + t, right - t, top - t)) is not None

    def in_bleed(self, box: Box) -> bool:
        """Whether a box has a part within the bleed."""
        return overlap(box, self.facts.boxes.bleed)


def gathered(faults: Iterable[Fault]) -> Iterator[Fault]:
    """The faults of a page: neighbours that say the same in one, of each rule not too many."""
    rules: dict[str, list[Fault]] = {}
    for fault in faults:
        rules.setdefault(fault.rule, []).append(fault)
    for rule, all_of_it in rules.items():
        merged = _merged(all_of_it)
        yield from merged[:MOST_PLACES]
        if rest := merged[MOST_PLACES:]:
            boxes = [fault.box for fault in rest if fault.box]
            message = f"and the same in {len(rest)} more places on this page"
            yield Fault(rule, message, rest[0].page, around(boxes) if boxes else None)


def _merged(faults: list[Fault]) -> list[Fault]:
    """Each fault joined with the one before, if they say the same and stand together."""
    made: list[Fault] = []
    latest: dict[str, int] = {}
    for fault in faults:
        n = latest.get(fault.message)
        if n is not None and _together(made[n].box, fault.box):
            both = [box for box in (made[n].box, fault.box) if box]
            made[n] = made[n]._replace(box=around(both) if both else None)
            continue
        latest[fault.message] = len(made)
        made.append(fault)
    return made


def _together(one: Box | None, other: Box | None) -> bool:
    if one is None or other is None:
        return one is other
    return (
        one[0] - _NEAR <= other[2]
        and other[0] - _NEAR <= one[2]
        and one[1] - _NEAR <= other[3]
        and other[1] - _NEAR <= one[3]
    )
