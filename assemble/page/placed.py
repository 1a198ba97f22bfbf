"""What stands where: the outcome of placing parts, and its rows for the pages."""

from collections.abc import Iterator
from typing import NamedTuple

from assemble.page.fill import Terms
from assemble.page.parts import Sheet
from assemble.page.row import Row
from assemble.page.stream import Column, Stream, set_column


class Placed(NamedTuple):
    """A row on a page: page counted from the start of the flow, grid line, column."""

    page: int
    line: int
    column: int
    row: Row


class Extent(NamedTuple):
    """The grid lines and columns that pairs take on a page, for the hairlines between them."""

    page: int
    first: int
    last: int
    columns: int


class Laid(NamedTuple):
    """Rows in their places, to be put on pages; `page` and `line` are the last ones reached."""

    placed: tuple[Placed, ...]
    extents: tuple[Extent, ...]
    page: int
    line: int


class Put(NamedTuple):
    """Something set: rows across from a line, or what a column holds."""

    sheet: int
    column: int
    line: int
    rows: tuple[Row, ...] = ()
    stream: Stream | None = None
    held: Column | None = None


class Flow(NamedTuple):
    """The outcome: what stands where, where the next article may go on, and what it costs.

    `page` is the last page it stands on, from 0; `lines` the grid lines reached on the pages of
    the last sheet.
    """

    sheet: Sheet
    puts: "tuple[Put, ...]"
    extents: tuple[Extent, ...]
    sheets: int
    lines: tuple[int, ...]
    terms: Terms

    @property
    def line(self) -> int:
        """The grid line below which nothing stands on the last sheet."""
        return max(self.lines)

    @property
    def page(self) -> int:
        """The page on which it ends, counted from the one it begins on."""
        return (self.sheets + 1) * self.sheet.pages - 1

    @property
    def cost(self) -> float:
        """The sum of all costs."""
        return sum(amount for _, amount in self.terms)

    @property
    def is_followed(self) -> bool:
        """Whether what stands first has something after it on the same sheet."""
        return len(self.puts) > 1 and self.puts[0].sheet == 0 == self.puts[1].sheet

    def stands(self) -> frozenset[tuple[int, int]]:
        """What stands on which page: (page, counted from the first; rank of rows)."""
        each = self.sheet.each
        found = set()
        for put in self.puts:
            page = put.sheet * self.sheet.pages + put.column // each
            if put.stream is None or put.held is None:
                found |= {(page, row.rank) for row in put.rows if row.items}
            else:
                for start, end in put.held.ranges:
                    found |= {(page, rank) for rank in put.stream.ranks[start:end]}
        return frozenset(found)

    def laid(self) -> "Laid":
        """Every row in its place."""
        return Laid(tuple(self._placed()), self.extents, self.page, self.line)

    def _placed(self) -> Iterator[Placed]:
        each = self.sheet.each
        for put in self.puts:
            page = put.sheet * self.sheet.pages + put.column // each
            if put.stream is None or put.held is None:
                line = put.line
                for row in put.rows:
                    yield Placed(page, line, put.column % each, row)
                    line += row.height
            else:
                for line, row in set_column(put.stream, put.held):
                    yield Placed(page, put.line + line, put.column % each, row)
