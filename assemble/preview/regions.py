"""What can be clicked on a page, and where a finding stands on the pages.

In: an edition. Out: paragraphs and pictures with their rectangles and the places that they come
from. Rectangles are points from the trim's top left corner.
"""

from collections.abc import Container, Iterable, Iterator

from assemble.dump import rect_of
from assemble.model.edition import OUTSIDE, Edition, ImageItem, Item, Page, Rect, Source, TextItem
from assemble.model.finding import Location
from assemble.model.frozen import Frozen

NEAR = 6
"""Lines of a manifest above a finding in which what it is about may begin."""
HYPHEN = "\u00ad"


class Region(Frozen):
    """A paragraph of a column, or a picture; `text` is what is set there, '' for a picture."""

    rect: Rect
    source: Source
    text: str


class Spot(Frozen):
    """A place on a page."""

    page: int
    rect: Rect


def regions_of(page: Page) -> tuple[Region, ...]:
    """What can be clicked on a page, in reading order; what lies behind comes first."""
    return tuple(
        Region(rect=_around(map(_rect, items)), source=items[0].source, text=_text(items))
        for items in _groups(page)
    )


class Places:
    """Finds the spots of source places in some files on the pages of an edition."""

    def __init__(self, edition: Edition, files: Container[str]) -> None:
        self._files: dict[str, list[tuple[int, Spot]]] = {}
        for page in edition.pages:
            for items in _groups(page, files):
                at = items[0].source.at
                if at and at.line:
                    spot = Spot(page=page.number, rect=_around(map(_rect, items)))
                    self._files.setdefault(at.file, []).append((at.line, spot))

    def spot(self, at: Location) -> Spot | None:
        """What comes from this line, or from the last line above it that shows on a page.

        In a manifest, where one entry has nothing to do with the next, it must be near, and what
        stands at a line's start belongs to the whole issue.
        """
        if at.line is None:
            return None
        above = [(line, spot) for line, spot in self._files.get(at.file, ()) if line <= at.line]
        line, spot = max(above, key=lambda each: each[0], default=(0, None))
        if at.file.endswith(".md") or line == at.line:
            return spot
        return spot if (at.column or 1) > 1 and at.line - line <= NEAR else None


def _groups(page: Page, files: Container[str] | None = None) -> Iterable[list[Item]]:
    """The items of a page that belong together, of some files or of all."""
    groups: dict[object, list[Item]] = {}
    for n, item in enumerate(page.items):
        source = item.source
        at = source.at
        if at is None or source.role in OUTSIDE or not (files is None or at.file in files):
            continue
        if isinstance(item, TextItem):
            groups.setdefault((source, round(item.x)), []).append(item)
        elif isinstance(item, ImageItem):
            groups[n] = [item]
    return groups.values()


def _rect(item: Item) -> Rect:
    """An item's rectangle, that of a turned line too."""
    left, top, width, height = rect_of(item)
    if not isinstance(item, TextItem) or not item.turn:
        return Rect(left, top, width, height)
    start, above = left - item.x, item.baseline - top
    if item.turn > 0:  # reads downwards: above the baseline is to the right
        return Rect(item.x + above - height, item.baseline + start, height, width)
    return Rect(item.x - above, item.baseline - start - width, height, width)


def _around(rects: Iterable[Rect]) -> Rect:
    """The least rectangle that holds all."""
    each = list(rects)
    left, top = min(r.x for r in each), min(r.y for r in each)
    right, bottom = max(r.x + r.width for r in each), max(r.y + r.height for r in each)
    return Rect(left, top, right - left, bottom - top)


def _text(items: Iterable[Item]) -> str:
    """The text of lines put together, words that a line's end parts made whole."""
    return "".join(_pieces(items)).strip()


def _pieces(items: Iterable[Item]) -> Iterator[str]:
    for item in items:
        if isinstance(item, TextItem):
            text = item.line.text
            yield text.removesuffix(HYPHEN) if text.endswith(HYPHEN) else f"{text} "
