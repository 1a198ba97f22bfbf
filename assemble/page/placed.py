"""What stands where: the outcome of placing parts, and its rows for the pages."""

from collections.abc import Iterator
from typing import NamedTuple

from assemble.model.issue import Photo
from assemble.page.fill import Terms
from assemble.page.parts import Sheet
from assemble.page.row import CAPTIONS, Row
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


class Plate(NamedTuple):
    """A photograph that fills a page or a spread, before a sheet of text or after the last one."""

    sheet: int
    photo: Photo

    @property
    def pages(self) -> int:
        """How many pages it takes."""
        return pages_of(self.photo)


def pages_of(photo: Photo) -> int:
    """How many pages a photograph takes that has pages to itself."""
    return 2 if photo.size == "spread" else 1


class Laid(NamedTuple):
    """Rows in their places, to be put on pages; `page` and `line` are the last ones reached.

    `plates` are the photographs among those pages, each with its first page.
    """

    placed: tuple[Placed, ...]
    extents: tuple[Extent, ...]
    page: int
    line: int
    plates: tuple[tuple[int, Photo], ...] = ()


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
    the last sheet. `plates` stand among the sheets; sheets and the places in them are counted
    without them, pages with them.
    """

    sheet: Sheet
    puts: "tuple[Put, ...]"
    extents: tuple[Extent, ...]
    sheets: int
    lines: tuple[int, ...]
    terms: Terms
    plates: tuple[Plate, ...] = ()

    @property
    def line(self) -> int:
        """The grid line below which nothing stands on the last sheet."""
        return max(self.lines)

    @property
    def page(self) -> int:
        """The page on which it ends, counted from the one it begins on."""
        return self.page_of(self.sheets + 1) - 1

    @property
    def begins(self) -> int:
        """The page on which its text begins, counted likewise."""
        return self.page_of(0)

    @property
    def parities(self) -> frozenset[int]:
        """What its first page's number must leave when halved; more than one can't be had."""
        spreads = [page for page, photo in self.plate_pages() if pages_of(photo) > 1]
        if self.sheet.pages > 1:
            spreads += [self.page_of(sheet) for sheet in range(self.sheets + 1)]
        return frozenset(page % 2 for page in spreads)

    def page_of(self, sheet: int) -> int:
        """The first page of a sheet, counted from the first."""
        start = sheet * self.sheet.pages
        if self.plates:
            start += sum(plate.pages for plate in self.plates if plate.sheet <= sheet)
        return start

    def plate_pages(self) -> tuple[tuple[int, Photo], ...]:
        """Every plate with its first page."""
        out: list[tuple[int, Photo]] = []
        before = 0
        for plate in self.plates:
            out.append((plate.sheet * self.sheet.pages + before, plate.photo))
            before += plate.pages
        return tuple(out)

    @property
    def cost(self) -> float:
        """The sum of all costs."""
        return sum(amount for _, amount in self.terms)

    @property
    def is_followed(self) -> bool:
        """Whether what stands first has something after it on the same sheet."""
        return len(self.puts) > 1 and self.puts[0].sheet == 0 == self.puts[1].sheet

    def stands(self) -> frozenset[tuple[int, int]]:
        """What stands on which page: (page, counted from the first; rank of rows).

        A photograph across a spread leaves no room for text beside it, and isn't counted.
        """
        each = self.sheet.each
        found = {(page, CAPTIONS) for page, photo in self.plate_pages() if pages_of(photo) < 2}
        for put in self.puts:
            page = self.page_of(put.sheet) + put.column // each
            if put.stream is None or put.held is None:
                found |= {(page, row.rank) for row in put.rows if row.items}
            else:
                for start, end in put.held.ranges:
                    found |= {(page, rank) for rank in put.stream.ranks[start:end]}
        return frozenset(found)

    def laid(self) -> "Laid":
        """Every row in its place."""
        placed, extents = tuple(self._placed()), self.extents
        if self.plates:
            extents = tuple(
                extent._replace(page=self.page_of(sheet) + page)
                for extent in extents
                for sheet, page in [divmod(extent.page, self.sheet.pages)]
            )
        return Laid(placed, extents, self.page, self.line, self.plate_pages())

    def _placed(self) -> Iterator[Placed]:
        each = self.sheet.each
        for put in self.puts:
            page = self.page_of(put.sheet) + put.column // each
            if put.stream is None or put.held is None:
                line = put.line
                for row in put.rows:
                    yield Placed(page, line, put.column % each, row)
                    line += row.height
            else:
                for line, row in set_column(put.stream, put.held):
                    yield Placed(page, put.line + line, put.column % each, row)
