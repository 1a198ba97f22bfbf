"""What the issue's fillers can do with room that is left: at a page's foot, or as pages.

In: an issue's fillers, and grid lines that are left. Out: which of them fill these lines, and how
tall; which may have a page. Whether that is worth it is up to the plan.
"""

from typing import NamedTuple

from assemble.model.edition import ImageItem
from assemble.model.issue import Filler
from assemble.page.context import Context
from assemble.page.filler import filler_heights, filler_page_items

SPARE = 2
"""Grid lines that may stay white above fillers at a foot, beyond the one that parts each from what
is over it: more is seen as a gap."""
MARGIN = 1
"""Grid lines that part a filler from what is over it."""


class PlannedFiller(NamedTuple):
    """A filler at a page's foot, or on a page of its own.

    `line` is the grid line it begins at, `lines` how many it takes, None for the whole page;
    `terms` are its cost, and what is left white on the page before it.
    """

    filler: Filler
    page: int
    line: int
    lines: int | None
    terms: tuple[tuple[str, float], ...]


class Offer(NamedTuple):
    """Fillers one under another that take all room at a page's foot.

    `each` are the fillers, by their number in the issue, and how many grid lines they take;
    `spare` the lines left over.
    """

    each: tuple[tuple[int, int], ...]
    spare: int

    @property
    def following(self) -> int:
        """The number of the first filler that may be used after these."""
        return self.each[-1][0] + 1

    @property
    def height(self) -> int:
        """The grid lines that they take, with the white that parts them."""
        return sum(MARGIN + lines for _, lines in self.each)


class Offers:
    """The fillers of an issue, tried in every room once. They are used in the order given."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._heights: dict[int, list[int]] = {}
        self._feet: dict[tuple[int, int], tuple[Offer, ...]] = {}
        self._pages: dict[int, bool] = {}

    def feet(self, first: int, room: int) -> tuple[Offer, ...]:
        """The ways to fill so many grid lines across a page's foot, by what may be used next.

        Of those that use the same last filler the one of the fewest, and then with the least white.

        Args:
            first: the number of the first filler that may be used.
            room: the grid lines under what stands there.
        """
        key = (first, room)
        if key not in self._feet:
            best: dict[int, Offer] = {}
            for n in range(first, len(self._context.issue.fillers)):
                for offer in self._beginning(n, room):
                    known = best.get(offer.following)
                    if known is None or _rank(offer) < _rank(known):
                        best[offer.following] = offer
            self._feet[key] = tuple(best[following] for following in sorted(best))
        return self._feet[key]

    def _beginning(self, n: int, room: int) -> list[Offer]:
        """The ways that have a filler at the top."""
        found = []
        for lines in self._lines(n):
            left = room - MARGIN - lines
            if left < 0:
                break
            if left <= SPARE:
                found.append(Offer(((n, lines),), left))
            else:
                rest = self.feet(n + 1, left)
                found += [Offer(((n, lines), *offer.each), offer.spare) for offer in rest]
        return found

    def _lines(self, n: int) -> list[int]:
        """The heights of a filler across the page."""
        if n not in self._heights:
            filler = self._context.issue.fillers[n]
            self._heights[n] = filler_heights(self._context, filler, self._context.page.measure)
        return self._heights[n]

    def fills_page(self, n: int) -> bool:
        """Whether a filler may have a page to itself."""
        if n not in self._pages:
            self._pages[n] = _fills_page(self._context, self._context.issue.fillers[n])
        return self._pages[n]


def _rank(offer: Offer) -> tuple[int, int]:
    return len(offer.each), offer.spare


def _fills_page(context: Context, filler: Filler) -> bool:
    """Whether a filler can be a page: asked for, or a picture that is fit for it.

    That is a picture fine enough by the layout's `warn_ppi`, of which no more is cut off, and which
    leaves no more white at its sides, than `max_crop`.
    """
    if filler.size != "page" and filler.photo is None:
        return False
    items = filler_page_items(context, filler, 2)
    if items is None or filler.photo is None or filler.size == "page":
        return items is not None
    image = next(item for item in items if isinstance(item, ImageItem))
    rules, page, upright = context.layout.pictures, context.page, filler.photo.image.upright
    kept = image.crop.width * upright[0], image.crop.height * upright[1]
    room = page.measure, page.lines * context.grid
    least = 1 - rules.max_crop
    return (
        kept[0] / (image.rect.width / 72) >= rules.warn_ppi
        and all(k >= least * whole for k, whole in zip(kept, filler.photo.shape, strict=True))
        and image.rect.width >= least * room[0]
        and image.rect.height >= least * room[1]
    )
