"""The blocks of an article to rows of a column: paragraphs, subheads, quotes, lists, breaks."""

import math

from assemble.model.edition import BoxItem, Item, Rect, Source, TextItem
from assemble.model.finding import Location
from assemble.model.layout import Style
from assemble.model.line import Line
from assemble.model.text import (
    ArticleText,
    Block,
    Inline,
    ItemList,
    Paragraph,
    PullQuote,
    SectionBreak,
    SideNote,
    Subhead,
    Table,
)
from assemble.page.context import Context, clear_leading, rule, set_items, span
from assemble.page.dropcap import drop_cap
from assemble.page.notes import FootnoteRows, side_note_rows
from assemble.page.row import Change, Elastic, Row, blank, kept, moved
from assemble.page.table import table_rows
from assemble.page.tablecolumns import TableColumn, is_wide, measured
from assemble.text.breaking import Notch

LIST_GAP_EM = 0.6
"""Space between the widest label of a list and its text, in em. Readers that go by positions take
0.7 em and more for the gap between two columns (poppler's minColSpacing1)."""
END_MARK = Source("end-mark")
CUT = ("\u00ad", "-", "\u2010", "\u2011")
"""Ends of lines that cut a word, as no column's last line may."""
LEAST_ELASTIC = 4
"""Lines that a paragraph must have to be worth trying in a line more or less."""
LEAST_LAST = 0.1
"""Share of the measure that the last line of a paragraph with a line more takes."""
GIVE = 0.03
"""Share of its length by which a line of text gives without being seen: its promise only."""
RAG = 0.08
"""Share of the measure that a ragged paragraph may lose to take a line more: about as much as its
lines differ in length anyway."""
RAG_STEPS = 3
"""Measures tried between the whole and the least."""
BREAK_RULE = 36.0
"""Length in points of the rule that marks a break between passages."""


class Column:
    """Makes the rows of one text in one column width; with `spans` wide tables in the page's."""

    def __init__(
        self,
        context: Context,
        text: ArticleText,
        article: str,
        width: float,
        *,
        spans: bool = False,
    ) -> None:
        self._context = context
        self._text = text
        self._article = article
        self._width = width
        self._rank = context.rank(text.language)
        self._may_span = spans
        self._measured: dict[Location, tuple[TableColumn, ...]] = {}

    def rows(self, drop_cap_lines: int = 0) -> list[list[Row]]:
        """The rows of each block, in the order of the text.

        Args:
            drop_cap_lines: how deep the first letter of the text is set, in grid lines.
        """
        out: list[list[Row]] = []
        indent = False
        before: Block | None = None
        for n, block in enumerate(self._text.blocks):
            if isinstance(before, Table) and isinstance(block, Paragraph | ItemList):
                out[-1].append(blank(1))
            before = block
            if isinstance(block, Paragraph):
                capped = [] if n else self._capped(block, drop_cap_lines)
                out.append(capped or self._paragraph(block, indent=indent))
            elif isinstance(block, Subhead):
                out.append(self._subhead(block))
            elif isinstance(block, PullQuote):
                out.append(self._quote(block))
            elif isinstance(block, ItemList):
                out.append(self._list(block))
            elif isinstance(block, SectionBreak):
                out.append(self._break())
            elif isinstance(block, SideNote):
                language, width = self._text.language, self._width
                out.append(side_note_rows(self._context, block, language, self._article, width))
            else:
                out.append(self._table(block))
            indent = isinstance(block, Paragraph | ItemList)
        return self._with_footnotes(out) if self._text.footnotes else out

    def _with_footnotes(self, blocks: list[list[Row]]) -> list[list[Row]]:
        """The rows of the blocks with the footnotes that they refer to."""
        maker = FootnoteRows(self._context, self._text, self._article)
        measure = self._context.page.measure
        return [
            maker.attached(rows, measure if self.is_wide(block) else self._width)
            for block, rows in zip(self._text.blocks, blocks, strict=True)
        ]

    def is_wide(self, block: Block) -> bool:
        """Whether a block is a table that goes across the page, where the column allows it."""
        return (
            self._may_span
            and isinstance(block, Table)
            and is_wide(self._context, self._columns(block))
        )

    def source(self, role: str, at: Location) -> Source:
        """The source of an item of this text."""
        return Source(role, self._text.language, self._article, at)

    def _style(self, name: str) -> Style:
        return self._context.style(name, self._text.language)

    def _set(self, inline: Inline, style: Style, inset: float, indent: float) -> tuple[Line, ...]:
        return self._context.setter.paragraph(
            inline, style, self._text.language, self._width - inset, indent
        )

    def _paragraph(self, block: Paragraph, *, indent: bool) -> list[Row]:
        style = self._style("body")
        first = style.indent if indent else 0.0
        return self._text_rows(block.inline, style, (0.0, first), self.source("body", block.at))

    def _text_rows(
        self, inline: Inline, style: Style, left: tuple[float, float], source: Source
    ) -> list[Row]:
        """A row a line, which together may be a line less or more; `left` is inset and indent."""
        inset, indent = left
        lines = self._set(inline, style, inset, indent)
        rows = self._line_rows(lines, inset, source)
        elastic = self._elastic(inline, style, left, lines, source)
        return [row._replace(elastic=elastic) for row in rows] if elastic else rows

    def _elastic(
        self,
        inline: Inline,
        style: Style,
        left: tuple[float, float],
        lines: tuple[Line, ...],
        source: Source,
    ) -> Elastic | None:
        """How a text may be set a line shorter or longer; None where it surely can't.

        Whether it can shows when it is tried; what its last line leaves is a fair promise.
        """
        planning = self._context.layout.planning
        most = min(planning.paragraph_variants, 1)
        if not most or len(lines) < LEAST_ELASTIC:
            return None
        setter, costs = self._context.setter, planning.costs
        inset, indent = left
        measure = self._width - inset
        key = (inline, style, self._text.language, measure, indent)

        def make(by: int) -> Change | None:
            if style.align == "justify":
                strain, made = setter.strains(*key).get(by), setter.paragraph(*key, by)
            else:
                strain, made = self._narrower(key, len(lines) + by)
            if strain is None:
                return None
            cost = costs.altered_paragraph + costs.loose_line * strain
            return Change(tuple(self._line_rows(made, inset, source)), cost)

        last = lines[-1].width / measure
        inner = len(lines) - 1

        def promise(by: int) -> float:
            need = last if by < 0 else 1.0 - last + LEAST_LAST
            return costs.altered_paragraph * (1.0 + need / inner / GIVE)

        return Elastic("altered_paragraph", -most, most, make, promise)

    def _capped(self, block: Paragraph, lines: int) -> list[Row]:
        """A paragraph with a drop cap; no rows where it can't have one, or is too short."""
        language, style = self._text.language, self._style("body")
        cap = drop_cap(self._context, block.inline, language, lines) if lines else None
        if cap is None:
            return []
        notch = Notch(lines, cap.width)
        made = self._context.setter.paragraph(cap.rest, style, language, self._width, notch)
        if len(made) <= lines:
            return []
        source = self.source("body", block.at)
        rows = self._line_rows(made, 0.0, source)
        rows[0] = rows[0]._replace(items=(*cap.items(source), *rows[0].items))
        beside = [row._replace(breaks=False) for row in rows[: lines - 1]]
        above = cap.lines_above
        room = [Row(height=above, rank=self._rank, breaks=False)] if above else []
        return [*room, *beside, *rows[lines - 1 :]]

    def _narrower(
        self, key: tuple[Inline, Style, str, float, float], count: int
    ) -> tuple[float | None, tuple[Line, ...]]:
        """Ragged text in a little less than its measure, where that makes so many lines.

        With the strain: what was taken of the measure, in shares of the most that may be.
        """
        inline, style, language, measure, indent = key
        for step in range(1, RAG_STEPS + 1):
            share = step / RAG_STEPS
            narrow = measure * (1 - RAG * share)
            made = self._context.setter.paragraph(inline, style, language, narrow, indent)
            if len(made) == count:
                return share, made
        return None, ()

    def _line_rows(self, lines: tuple[Line, ...], x: float, source: Source) -> list[Row]:
        """A row a line; no break that leaves one line alone on either side, or a cut word."""
        last = len(lines) - 1
        return [
            Row(
                height=1,
                items=(TextItem(x, self._context.baseline, line, source),),
                rank=self._rank,
                breaks=n == last or (0 < n < last - 1 and not line.ends_with(CUT)),
            )
            for n, line in enumerate(lines)
        ]

    def _subhead(self, block: Subhead) -> list[Row]:
        style = self._style("subhead" if block.level == 2 else "subhead_minor")
        lines = self._set(block.inline, style, 0.0, 0.0)
        source = self.source("subhead", block.at)
        rows = [row._replace(breaks=False) for row in self._line_rows(lines, 0.0, source)]
        return [self._room(), *rows]

    def _room(self) -> Row:
        """The white above a subhead, which may grow by a line to level its column."""
        cost = self._context.layout.planning.costs.uneven_columns / 10
        wider = Change((blank(2),), cost)
        elastic = Elastic(
            "uneven_columns", 0, 1, lambda by: wider if by == 1 else None, lambda _: cost
        )
        return blank(1)._replace(elastic=elastic)

    def _quote(self, block: PullQuote) -> list[Row]:
        """A pull quote in a box of whole grid lines, a rule above and below it."""
        context = self._context
        style = self._style("quote")
        items: list[Item] = []
        grid = context.grid
        top = grid + style.size * 0.5
        y = top
        texts = [self._set(inline, style, 0.0, 0.0) for inline in block.paragraphs]
        leading = clear_leading(context, [line for lines in texts for line in lines], style)
        source = self.source("quote", block.at)
        for lines in texts:
            items += set_items(lines, 0.0, y + style.size * 0.6, leading, source)
            y += len(lines) * leading
        height = max(3, math.ceil((y + grid) / grid))
        slack = height * grid - y - grid
        thickness = context.layout.furniture.rule
        rules = [
            rule(0.0, grid * 0.6 + slack / 2, self._width, thickness, "accent"),
            rule(0.0, y + grid * 0.4 + slack / 2, self._width, thickness, "accent"),
        ]
        shifted = [
            item._replace(baseline=item.baseline + slack / 2)
            for item in items
            if isinstance(item, TextItem)
        ]
        row = Row(height=height, items=(*rules, *shifted), rank=self._rank)
        # A line more is white above and below the rules.
        cost = context.layout.planning.costs.uneven_columns / 10
        wider = row._replace(height=height + 1, items=tuple(moved(row.items, 0.0, grid / 2)))
        change = Change((wider,), cost)
        elastic = Elastic(
            "uneven_columns", 0, 1, lambda by: change if by == 1 else None, lambda _: cost
        )
        return [row._replace(elastic=elastic)]

    def _list(self, block: ItemList) -> list[Row]:
        style = self._style("list_item")
        label_style = self._style("list_label")
        labels = [
            self._context.setter.paragraph(
                span(item.label, item.at), label_style, self._text.language, self._width
            )
            for item in block.items
        ]
        widest = max((lines[0].width for lines in labels if lines), default=0.0)
        step = widest + LIST_GAP_EM * style.size
        rows: list[Row] = []
        for item, label in zip(block.items, labels, strict=True):
            inset = step * (item.depth + 1)
            source = self.source("list", item.at)
            own: list[Row] = []
            for inline in item.paragraphs:
                own += self._text_rows(inline, style, (inset, 0.0), source)
            if own and label:
                own = _labelled(
                    own, TextItem(inset - step, self._context.baseline, label[0], source)
                )
            rows += own
        # Like a paragraph, a list has two lines at least on either side of a column's end.
        for n in {0, len(rows) - 2} if len(rows) > 1 else ():
            rows[n] = rows[n]._replace(breaks=False)
        return rows

    def _break(self) -> list[Row]:
        x = (self._width - BREAK_RULE) / 2
        y = self._context.grid / 2
        mark = rule(x, y, BREAK_RULE, self._context.layout.furniture.rule, "accent")
        return [Row(height=1, items=(mark,), rank=self._rank, breaks=False)]

    def _table(self, block: Table) -> list[Row]:
        width = self._context.page.measure if self.is_wide(block) else self._width
        columns = self._columns(block)
        language = self._text.language
        return table_rows(self._context, block, columns, language, self._article, width)

    def _columns(self, table: Table) -> tuple[TableColumn, ...]:
        """The columns of a table, measured once; the same place holds the same cells."""
        known = self._measured.get(table.at)
        if known is None:
            known = measured(self._context, table, self._text.language)
            self._measured[table.at] = known
        return known


def _labelled(rows: list[Row], label: TextItem) -> list[Row]:
    """The rows of a list's item with its label before the first line."""
    first = rows[0]._replace(items=(label, *rows[0].items))
    elastic = rows[0].elastic
    if elastic is None:
        return [first, *rows[1:]]
    wrapped = elastic.wrapped(
        lambda made: (made[0]._replace(items=(label, *made[0].items)), *made[1:])
    )
    return [
        row._replace(elastic=wrapped) if row.elastic is elastic else row
        for row in (first, *rows[1:])
    ]


def with_end_mark(context: Context, rows: list[Row], width: float) -> list[Row]:
    """Put the end mark after the last line of text, or under it where the line is full."""
    marked = _marked(context, rows[-1], width) if rows else None
    if marked is None:
        return [*rows[:-1], *kept(rows[-1:]), _mark_row(context, rows, width)]
    elastic = rows[-1].elastic
    if elastic is None:
        return [*rows[:-1], marked]

    def again(made: tuple[Row, ...]) -> tuple[Row, ...] | None:
        last = _marked(context, made[-1], width)
        return (*made[:-1], last) if last else None

    wrapped = elastic.wrapped(again)
    rows = [*rows[:-1], marked]
    return [row._replace(elastic=wrapped) if row.elastic is elastic else row for row in rows]


def _marked(context: Context, row: Row, width: float) -> Row | None:
    """The row of a line of text with the end mark after it, None where there is no room."""
    size = context.layout.furniture.end_mark
    texts = [item for item in row.items if isinstance(item, TextItem)]
    if not texts or row.height != 1 or texts[-1].source.role == "table":
        return None
    last = texts[-1]
    end = last.x + last.line.indent + last.line.width
    if end + 2 * size > width:
        return None
    box = BoxItem(Rect(end + size, last.baseline - size, size, size), "accent", END_MARK)
    return row._replace(items=(*row.items, box))


def _mark_row(context: Context, rows: list[Row], width: float) -> Row:
    """The end mark in a row of its own."""
    size = context.layout.furniture.end_mark
    mark = BoxItem(Rect(width - size, context.baseline - size, size, size), "accent", END_MARK)
    return Row(height=1, items=(mark,), rank=rows[-1].rank if rows else 0)
