"""Photographs that fill pages to the bleed, put among the pages of a text.

In: a flow, and the plates of its article. Out: the same flow with the plates in every place worth
trying. The text flows as it would without them; which page is a left one only the plan knows.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations_with_replacement

from assemble.model.issue import Photo
from assemble.page.arrange import choice
from assemble.page.context import Context
from assemble.page.fill import Terms
from assemble.page.placed import Flow, Plate, pages_of

BEFORE, AMONG = 4, 10
"""Steps from the preferred place of a plate, after the text: before it; between two of its pages,
where it interrupts the reader."""
FREE = 2
"""Most plates that are put in all places; more stand together, or evenly apart."""


def with_plates(context: Context, flow: Flow, plates: Sequence[Photo], line: int) -> Iterator[Flow]:
    """A flow with the plates of its article in every place that can be, each at its cost.

    Two facing pages are never parted: neither those of a plate nor those of a sheet. On one page
    of the two at least, left or right, an article with plates may always begin.

    Args:
        context: the means.
        flow: the text alone.
        plates: in their order; at one place spreads stand before pages.
        line: the grid line that the text begins at; no plate stands before it but at the head.
    """
    if not plates:
        yield flow
        return
    after = flow.sheets + 1
    for places in _places(1 if line else 0, after, len(plates)):
        put = [Plate(place, photo) for place, photo in zip(places, plates, strict=True)]
        put.sort(key=lambda plate: (plate.sheet, -pages_of(plate.photo)))
        terms = tuple(term for place in places for term in _terms(context, place, after))
        made = flow._replace(plates=tuple(put), terms=(*flow.terms, *terms))
        if after in places:
            left = _white(context, flow)
            made = made._replace(lines=(flow.sheet.lines,), terms=(*made.terms, *left))
        if len(made.parities) < 2:
            yield made


def _places(first: int, last: int, count: int) -> list[tuple[int, ...]]:
    """The sheets before which each plate may stand, in order."""
    every = range(first, last + 1)
    if count <= FREE:
        return list(combinations_with_replacement(every, count))
    apart = tuple(first + (n + 1) * (last - first) // count for n in range(count))
    return list(dict.fromkeys([*((place,) * count for place in every), apart]))


def _terms(context: Context, place: int, after: int) -> Terms:
    """The cost of a plate's place."""
    if place == after:
        return ()
    return choice(context, AMONG if place else BEFORE)


def _white(context: Context, flow: Flow) -> Terms:
    """The cost of what plates after a text leave white under it."""
    planning = context.layout.planning
    holes = [max(0, flow.sheet.lines - line) for line in flow.lines]
    mean = sum(hole * hole for hole in holes) / len(holes)
    short = sum(line < planning.least_fill * flow.sheet.lines for line in flow.lines)
    terms = (
        ("white_in_article", planning.costs.white_in_article * mean),
        ("short_page", planning.costs.short_page * short),
    )
    return tuple(term for term in terms if term[1])
