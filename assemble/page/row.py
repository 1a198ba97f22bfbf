"""Rows: what flows through columns, in whole grid lines.

A row is unbreakable. A paragraph of five lines is five rows of one grid line each; a picture with
its caption is one row of many. Whether a page or column may end after a row is the row's own
mark, so widows, orphans and kept headings are settled where rows are made, and the flow only
counts lines.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from assemble.model.edition import BoxItem, ImageItem, Item, Rect, TextItem

CAPTIONS = 90
"""Reading rank of captions: after the texts of all languages on the page."""


class Change(NamedTuple):
    """Rows in another height than they would have by themselves, and what that costs."""

    rows: tuple["Row", ...]
    cost: float


class Elastic:
    """Rows that may be set some grid lines lower or higher: a paragraph, or a picture that crops.

    What it takes to change them is found out only when somebody asks, and only once.
    """

    __slots__ = ("_made", "_make", "_promise", "least", "most", "term")

    def __init__(
        self,
        term: str,
        least: int,
        most: int,
        make: "Callable[[int], Change | None]",
        promise: Callable[[int], float],
    ) -> None:
        """Keep how rows are changed.

        Args:
            term: the cost's name in the layout's `planning: costs:`.
            least: the fewest grid lines by which they may change, 0 or negative.
            most: the most.
            make: the change by a number of lines; None where it can't be done well.
            promise: what the change may be expected to cost, before it is made.
        """
        self.term = term
        self.least = least
        self.most = most
        self._make = make
        self._promise = promise
        self._made: dict[int, Change | None] = {}

    def wrapped(self, dress: "Callable[[tuple[Row, ...]], tuple[Row, ...] | None]") -> "Elastic":
        """The same with something done to the rows of every change, None where it can't be."""

        def make(lines: int) -> Change | None:
            change = self.change(lines)
            rows = dress(change.rows) if change else None
            return change._replace(rows=rows) if change and rows else None

        return Elastic(self.term, self.least, self.most, make, self._promise)

    def promise(self, lines: int) -> float:
        """What a change by a number of lines may cost; infinite beyond the limits."""
        if not self.least <= lines <= self.most:
            return float("inf")
        if lines in self._made:
            made = self._made[lines]
            return made.cost if made else float("inf")
        return self._promise(lines)

    def change(self, lines: int) -> Change | None:
        """The rows changed by a number of lines, None where that can't be done well."""
        if lines not in self._made:
            self._made[lines] = self._make(lines)
        return self._made[lines]


class Row(NamedTuple):
    """An unbreakable slice of a column.

    `height` in grid lines; `items` with coordinates from the row's top left corner; `rank`
    orders the reading of an article's rows on a page (the language's index, or CAPTIONS);
    `breaks`: a column may end after this row; `space`: white that vanishes at a column's top
    and foot; `floats`: may be carried to the head of the next column; `header`: repeated above
    this row where it begins a column; `notes`: rows that stand at the foot of the column that
    this row is in (of the page, where it goes across), in their order; `elastic`: how this row
    and those around it that share it may change in height.
    """

    height: int
    items: tuple[Item, ...] = ()
    rank: int = 0
    breaks: bool = True
    space: bool = False
    floats: bool = False
    header: "Row | None" = None
    notes: tuple["Row", ...] = ()
    elastic: Elastic | None = None


def blank(height: int, *, breaks: bool = True) -> Row:
    """White of some grid lines, dropped where a column begins or ends."""
    return Row(height=height, breaks=breaks, space=True)


WHITE = blank(1, breaks=False)
"""A grid line of white that stays with what is above and below it."""


def moved(items: Iterable[Item], dx: float, dy: float) -> list[Item]:
    """Items shifted by points."""
    out: list[Item] = []
    for item in items:
        if isinstance(item, TextItem):
            out.append(TextItem(item.x + dx, item.baseline + dy, item.line, item.source))
        elif isinstance(item, BoxItem):
            out.append(BoxItem(_moved_rect(item.rect, dx, dy), item.colour, item.source))
        else:
            rect = _moved_rect(item.rect, dx, dy)
            out.append(ImageItem(rect, item.image, item.crop, item.source))
    return out


def _moved_rect(rect: Rect, dx: float, dy: float) -> Rect:
    return Rect(rect.x + dx, rect.y + dy, rect.width, rect.height)


def height(rows: Iterable[Row]) -> int:
    """Grid lines of rows set one under another."""
    return sum(row.height for row in rows)


def kept(rows: list[Row]) -> list[Row]:
    """The same rows, none of which may be parted from the next."""
    return [row._replace(breaks=False) for row in rows]
