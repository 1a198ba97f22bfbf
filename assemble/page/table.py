"""Tables to rows: columns sized by content, text wrapped, the header above every column's first."""

from dataclasses import replace

from assemble.model.edition import BoxItem, Item, Rect, Source, TextItem
from assemble.model.line import Line
from assemble.model.text import Inline, Table
from assemble.model.text import Row as TableRow
from assemble.page.context import Context, rule, span
from assemble.page.row import Row

MANY = 4
"""Columns from which on a table may be too crowded for a column of text."""
CROWDED = 1.5
"""Times the column's width that such a table's cells take on one line each."""
PADDING = 4.0
"""Points between a cell's edge and its text."""


def table_rows(
    context: Context, table: Table, language: str, article: str, width: float
) -> list[Row]:
    """Set a table in a column.

    Args:
        context: the means.
        table: the table; every row has as many cells as its header.
        language: its language.
        article: the id of its article.
        width: the column's width in points.

    Returns:
        Title, header and a row for each row of the table, with the header to be repeated.
    """
    widths = column_widths(context, table, language, width)
    rank = context.rank(language)
    rows: list[Row] = []
    if table.title:
        style = context.style("table_title", language)
        lines = context.setter.paragraph(table.title, style, language, width)
        source = Source("table-title", language, article, table.at)
        items = [
            TextItem(0.0, context.baseline + n * context.grid, line, source)
            for n, line in enumerate(lines)
        ]
        rows += [Row(height=1, space=True, breaks=True)]
        rows += [Row(height=len(lines), items=tuple(items), rank=rank, breaks=False)]
    maker = _RowMaker(context, language, article, widths)
    header = maker.row(table.header, "table_header")
    box = BoxItem(Rect(0.0, 0.0, width, header.height * context.grid), "deep", Source("table-head"))
    header = header._replace(items=(box, *header.items), breaks=False)
    rows.append(header)
    hairline = context.layout.furniture.hairline
    again = _continued(context, table, language, header, width)
    for n, entry in enumerate(table.rows):
        made = maker.row(entry, "table")
        line = rule(0.0, made.height * context.grid, width, hairline, "deep")
        rows.append(made._replace(items=(*made.items, line), header=again if n else None))
    return rows


def _continued(context: Context, table: Table, language: str, header: Row, width: float) -> Row:
    """The header as it is repeated, with the word for it at its right where there is room."""
    style = replace(context.style("table_header", language), align="right")
    text = span(context.words(language).continued, table.at)
    ends = [
        item.x + item.line.indent + item.line.width
        for item in header.items
        if isinstance(item, TextItem)
    ]
    room = width - max(ends, default=0.0) - 3 * PADDING
    if context.setter.width(text, style, language) > room:
        return header
    lines = context.setter.paragraph(text, style, language, width - 2 * PADDING)
    source = Source("table-continued", language, None, table.at)
    return header._replace(
        items=(*header.items, TextItem(PADDING, context.baseline, lines[0], source))
    )


def is_wide(context: Context, table: Table, language: str) -> bool:
    """Whether a table needs the page.

    It does where its longest words don't stand side by side in a column, or where many of its
    columns would wrap nearly every cell.
    """
    least, most = _demands(context, table, language)
    column = context.page.column
    return sum(least) > column or (len(least) >= MANY and sum(most) > CROWDED * column)


def column_widths(context: Context, table: Table, language: str, width: float) -> tuple[float, ...]:
    """Widths in points that fill `width`.

    As in the automatic table layout of CSS 2.1 (17.5.2.2): every column has at least its longest
    word, and what is left is shared by what each would need to stand on one line.
    """
    least, most = _demands(context, table, language)
    spare = width - sum(least)
    if spare <= 0:
        return tuple(width * own / sum(least) for own in least)
    wish = [b - a for a, b in zip(least, most, strict=True)]
    total = sum(wish)
    if total <= spare:
        widths = list(most)
        widths[widths.index(max(widths))] += spare - total
        return tuple(widths)
    return tuple(a + spare * w / total for a, w in zip(least, wish, strict=True))


def _demands(context: Context, table: Table, language: str) -> tuple[list[float], list[float]]:
    """For each column the width of its longest word and of its longest line, padding included."""
    count = len(table.header.cells)
    least, most = [0.0] * count, [0.0] * count
    for row, style in [(table.header, "table_header"), *((r, "table") for r in table.rows)]:
        made = context.style(style, language)
        for i, cell in enumerate(row.cells):
            word, line = context.setter.demand(cell, made, language)
            least[i] = max(least[i], word + 2 * PADDING + 0.5)
            most[i] = max(most[i], line + 2 * PADDING + 0.5)
    return least, most


class _RowMaker:
    def __init__(
        self, context: Context, language: str, article: str, widths: tuple[float, ...]
    ) -> None:
        self._context = context
        self._language = language
        self._article = article
        self._widths = widths

    def row(self, row: TableRow, style_name: str) -> Row:
        """One row of the table as a row of the column."""
        items: list[Item] = []
        x, height = 0.0, 1
        source = Source(style_name.replace("_", "-"), self._language, self._article, row.at)
        for cell, width in zip(row.cells, self._widths, strict=True):
            lines = self._cell(cell, style_name, width)
            items += [
                TextItem(x + PADDING, self._context.baseline + n * self._context.grid, line, source)
                for n, line in enumerate(lines)
            ]
            height = max(height, len(lines))
            x += width
        return Row(height=height, items=tuple(items), rank=self._context.rank(self._language))

    def _cell(self, cell: Inline, style_name: str, width: float) -> tuple[Line, ...]:
        if not cell:
            return ()
        style = self._context.style(style_name, self._language)
        measure = width - 2 * PADDING
        return self._context.setter.paragraph(cell, style, self._language, measure)
