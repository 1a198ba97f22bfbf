"""Tables to rows: text wrapped, numbers level at their decimal mark, the header above each part."""

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from assemble.model.edition import BoxItem, Item, Rect, Source, TextItem
from assemble.model.finding import Location
from assemble.model.line import Line
from assemble.model.text import Inline, Table
from assemble.model.text import Row as TableRow
from assemble.page.context import Context, rule, set_items, span
from assemble.page.row import Row, blank, moved
from assemble.page.tablecolumns import PADDING, UNBROKEN, TableColumn, column_widths

WORD_GAP = 6 * PADDING
"""Points between what the word for 'continued' stands beside and that word, at least."""


def table_rows(
    context: Context,
    table: Table,
    columns: Sequence[TableColumn],
    language: str,
    article: str,
    width: float,
) -> list[Row]:
    """Set a table in a column.

    Args:
        context: the means.
        table: the table; every row has as many cells as its header.
        columns: its columns as measured.
        language: its language.
        article: the id of its article.
        width: the column's width in points.

    Returns:
        White, title, header, a row for each row of the table with the header to be repeated (one
        for each line where a row is taller than a page's column), and the note.
    """
    return _Maker(context, table, columns, language, article, width).rows()


class _Maker:
    def __init__(
        self,
        context: Context,
        table: Table,
        columns: Sequence[TableColumn],
        language: str,
        article: str,
        width: float,
    ) -> None:
        self._context = context
        self._table = table
        self._columns = columns
        self._language = language
        self._article = article
        self._width = width
        self._widths = column_widths(columns, width)
        self._lefts = (0.0, *accumulate(self._widths))
        self._rank = context.rank(language)
        # Where words must be cut, they are cut as the language divides them.
        cuts = any(a < c.levels[1] for a, c in zip(self._widths, columns, strict=True))
        self._styles = {}
        for name in ("table", "table_header", "table_title", "caption"):
            style = context.style(name, language)
            style = replace(style, hyphenate=style.hyphenate or cuts)
            self._styles[name, ""] = style
            self._styles[name, "left"] = replace(style, align="left")
            self._styles[name, "right"] = replace(style, align="right")

    def rows(self) -> list[Row]:
        """All rows of the table."""
        context, table = self._context, self._table
        title = self._title()
        header = self._header()
        again = self._continued(header)
        note = self._note()
        taken = sum(row.height for row in (*title, *note)) + max(header.height, again.height)
        most = max(2, context.page.lines - taken)
        furniture = context.layout.furniture
        body: list[Row] = []
        last = len(table.rows) - 1
        whole = [self._row(entry, "table", n + 1) for n, entry in enumerate(table.rows)]
        for n, made in enumerate(whole):
            thickness = furniture.rule if n == last else furniture.hairline
            line = rule(0.0, made.height * context.grid, self._width, thickness, "deep")
            # As with a paragraph's lines, two are left on either side at least.
            lone = n in (0, last - 1) and n < last and made.height == whole[n + 1].height == 1
            items = (*made.items, line)
            row = made._replace(items=items, header=again if n else None, breaks=not lone)
            body += self._lines(row) if row.height > most else [row]
        if body and note:
            body[-1] = body[-1]._replace(breaks=False)
        return [blank(1, breaks=False), *title, header, *body, *note]

    def _title(self) -> list[Row]:
        if not self._table.title:
            return []
        lines = self._set(self._table.title, "table_title", self._width)
        source = self._source("table-title", self._table.at)
        items = set_items(lines, 0.0, self._context.baseline, self._context.grid, source)
        return [Row(height=len(lines), items=tuple(items), rank=self._rank, breaks=False)]

    def _note(self) -> list[Row]:
        """The note under the table: where its figures come from."""
        if not self._table.note:
            return []
        lines = self._set(self._table.note, "caption", self._width)
        grid, leading = self._context.grid, self._styles["caption", ""].leading
        source = self._source("table-note", self._table.at)
        items = set_items(lines, 0.0, self._context.baseline, leading, source)
        height = math.ceil(len(lines) * leading / grid)
        return [Row(height=height, items=tuple(items), rank=self._rank)]

    def _header(self) -> Row:
        """The header on its band."""
        row = self._row(self._table.header, "table_header", 0)
        band = Rect(0.0, 0.0, self._width, row.height * self._context.grid)
        box = BoxItem(band, "deep", Source("table-head"))
        return row._replace(items=(box, *row.items), breaks=False)

    def _continued(self, header: Row) -> Row:
        """The header as it is repeated, with the word for it.

        The word stands at the header's right where there is room, else over it, after the title
        where both go on a line.
        """
        context, width = self._context, self._width
        text = span(context.words(self._language).continued, self._table.at)
        source = Source("table-continued", self._language, None, self._table.at)
        ends = [
            item.x + item.line.indent + item.line.width
            for item in header.items
            if isinstance(item, TextItem)
        ]
        (line,) = self._set(text, "table_header", UNBROKEN, "left")
        x = width - PADDING - line.width
        if x >= max(ends, default=0.0) + WORD_GAP:
            word = TextItem(x, context.baseline + (header.height - 1) * context.grid, line, source)
            return header._replace(items=(*header.items, word))
        (line,) = self._set(text, "table", UNBROKEN, "left")
        items: list[Item] = []
        titles = self._set(self._table.title, "table_title", UNBROKEN, "left")
        if len(titles) == 1 and titles[0].width + WORD_GAP + line.width <= width:
            items.append(TextItem(0.0, context.baseline, titles[0], source))
        x = titles[0].width + PADDING if items else 0.0
        items.append(TextItem(x, context.baseline, line, source))
        items += moved(header.items, 0.0, context.grid)
        return header._replace(height=header.height + 1, items=tuple(items))

    def _row(self, entry: TableRow, style_name: str, index: int) -> Row:
        """One row of the table as a row of the column; cells of the header end level."""
        cells = [
            (x, lines)
            for n, cell in enumerate(entry.cells)
            if cell
            for x, lines in [self._cell(cell, style_name, n, self._columns[n].marks[index])]
        ]
        height = max((len(lines) for _, lines in cells), default=1)
        source = self._source(style_name.replace("_", "-"), entry.at)
        items: list[Item] = []
        for x, lines in cells:
            above = height - len(lines) if style_name == "table_header" else 0
            y = self._context.baseline + above * self._context.grid
            items += set_items(lines, x, y, self._context.grid, source)
        return Row(height=height, items=tuple(items), rank=self._rank)

    def _cell(
        self, cell: Inline, style_name: str, n: int, mark: float | None
    ) -> tuple[float, tuple[Line, ...]]:
        """Where a cell's text begins, and its lines."""
        column = self._columns[n]
        left = self._lefts[n] + column.left
        measure = self._widths[n] - column.left - PADDING
        block = column.block
        if not block:
            return left, self._set(cell, style_name, measure)
        if mark is None or sum(block) > measure:
            return left, self._set(cell, style_name, measure, "right")
        lines = self._set(cell, style_name, UNBROKEN, "left")
        return left + measure - block.after - mark, lines

    def _set(
        self, inline: Inline, style_name: str, measure: float, align: str = ""
    ) -> tuple[Line, ...]:
        style = self._styles[style_name, align]
        return self._context.setter.paragraph(inline, style, self._language, measure)

    def _lines(self, row: Row) -> list[Row]:
        """A row that is taller than a column as a row for each of its lines."""
        grid = self._context.grid
        parts: list[list[Item]] = [[] for _ in range(row.height)]
        for item in row.items:
            y = item.baseline if isinstance(item, TextItem) else item.rect.y
            n = min(int(y // grid), row.height - 1)
            parts[n] += moved([item], 0.0, -n * grid)
        last = row.height - 1
        return [
            row._replace(height=1, items=tuple(items), breaks=n == last or 0 < n < last - 1)
            for n, items in enumerate(parts)
        ]

    def _source(self, role: str, at: Location) -> Source:
        return Source(role, self._language, self._article, at)
