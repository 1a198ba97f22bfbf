"""Side notes and footnotes to rows: boxes in the text, and what stands at a column's foot.

Where the rows of footnotes are put is the flow's concern.
"""

import math

from assemble.model.edition import BoxItem, Item, Rect, Source, TextItem
from assemble.model.line import Line
from assemble.model.text import ArticleText, Footnote, SideNote
from assemble.page.context import Context, rule, set_items, span
from assemble.page.row import CAPTIONS, Row

INSET = 8.0
"""Points between the edge of a side note's box and its text."""
BOX_TOP, BOX_BOTTOM = 0.45, 0.45
"""White in grid lines outside the box, in its first and its last line: so much that the text over
and under the box stands about as far from it as the text inside."""
OVERLAP = 0.5
"""Points by which a piece of a box lies under the next one, so that no seam shows between them."""
TALLEST = 0.5
"""Share of a page's lines up to which a side note is never parted."""
NOTE_RULE = 36.0
"""Length in points of the hairline over footnotes."""
LABEL_GAP_EM = 0.6
"""Space between the widest number of a text's footnotes and their words, in em; as in lists."""
SLACK = 0.05
"""Share of a grid line by which a footnote may exceed whole lines."""


def side_note_rows(
    context: Context, note: SideNote, language: str, article: str, width: float
) -> list[Row]:
    """A box on the tint under a rule, its lines on the grid.

    Args:
        context: the means.
        note: the side note.
        language: its language.
        article: the id of its article.
        width: the column's width in points.

    Returns:
        One row; of a note that takes more than half a page, a row for each line.
    """
    setter, measure = context.setter, width - 2 * INSET
    title_style = context.style("note_title", language)
    style = context.style("note", language)
    title = setter.paragraph(note.title, title_style, language, measure)
    paragraphs = [
        setter.paragraph(inline, style, language, measure, style.indent if n else 0.0)
        for n, inline in enumerate(note.paragraphs)
    ]
    lines: list[tuple[Line, Source, bool]] = []
    source = Source("note-title", language, article, note.at)
    lines += [(line, source, False) for line in title]
    for inline, made in zip(note.paragraphs, paragraphs, strict=True):
        source = Source("note", language, article, inline[0].at)
        last = len(made) - 1
        lines += [(line, source, n == last or 0 < n < last - 1) for n, line in enumerate(made)]
    count = len(lines) + 2
    if count > TALLEST * context.page.lines:
        return _pieces(context, lines, language, width)
    texts: list[Item] = [
        TextItem(INSET, n * context.grid + context.baseline, line, source)
        for n, (line, source, _) in enumerate(lines, start=1)
    ]
    bottom = (count - BOX_BOTTOM) * context.grid
    items = (*_box(context, width, BOX_TOP * context.grid, bottom, head=True), *texts)
    return [Row(height=count, items=items, rank=context.rank(language))]


def _pieces(
    context: Context, lines: list[tuple[Line, Source, bool]], language: str, width: float
) -> list[Row]:
    """A row a line, each with its piece of the box; the first and the last line's end the box."""
    grid, rank = context.grid, context.rank(language)
    head = _box(context, width, BOX_TOP * grid, grid + OVERLAP, head=True)
    rows = [Row(height=1, items=head, rank=rank, breaks=False)]
    last = len(lines) - 1
    for n, (line, source, breaks) in enumerate(lines):
        box = _box(context, width, 0.0, grid + OVERLAP, head=False)
        text = TextItem(INSET, context.baseline, line, source)
        rows.append(Row(height=1, items=(*box, text), rank=rank, breaks=breaks and n != last))
    foot = _box(context, width, 0.0, (1 - BOX_BOTTOM) * grid, head=False)
    return [*rows, Row(height=1, items=foot, rank=rank)]


def _box(
    context: Context, width: float, top: float, bottom: float, *, head: bool
) -> tuple[Item, ...]:
    """The tinted ground from `top` to `bottom` points, with the rule at its head."""
    ground = BoxItem(Rect(0.0, top, width, bottom - top), "tint", Source("note-ground"))
    thickness = context.layout.furniture.rule
    mark = rule(0.0, top + thickness / 2, width, thickness, "accent")
    return (ground, mark) if head else (ground,)


class FootnoteRows:
    """Hangs the footnotes of a text on the rows that first refer to them."""

    def __init__(self, context: Context, text: ArticleText, article: str) -> None:
        self._context = context
        self._language = text.language
        self._article = article
        self._left = {note.label: note for note in text.footnotes}
        style = context.style("footnote", text.language)
        widths = [
            context.setter.width(span(note.label, note.at), style, text.language)
            for note in text.footnotes
        ]
        self._inset = max(widths, default=0.0) + LABEL_GAP_EM * style.size

    def attached(self, rows: list[Row], width: float) -> list[Row]:
        """The rows with the footnotes that they are the first to refer to.

        Args:
            rows: of the text, in order.
            width: of the column, or of the page for rows that go across it, in points.
        """
        return [self._attached(row, width) if self._left else row for row in rows]

    def _attached(self, row: Row, width: float) -> Row:
        texts = [item for item in row.items if isinstance(item, TextItem)]
        labels = [piece.note for item in texts for piece in item.line.pieces if piece.note]
        found = [self._left.pop(label) for label in labels if label in self._left]
        notes = tuple(self._row(note, width) for note in found)
        return row._replace(notes=notes) if notes else row

    def _row(self, note: Footnote, width: float) -> Row:
        """A footnote on whole grid lines, its last line on the grid."""
        context, language = self._context, self._language
        style = context.style("footnote", language)
        lines = context.setter.paragraph(note.inline, style, language, width - self._inset)
        label = context.setter.paragraph(span(note.label, note.at), style, language, width)
        height = max(1, math.ceil(len(lines) * style.leading / context.grid - SLACK))
        first = (height - 1) * context.grid + context.baseline - (len(lines) - 1) * style.leading
        source = Source("footnote", language, self._article, note.at)
        items = [
            TextItem(0.0, first, label[0], source),
            *set_items(lines, self._inset, first, style.leading, source),
        ]
        # Read like captions: between the lines of the text they would part its sentences.
        head = note_rule(context, width)
        return Row(height=height, items=tuple(items), rank=CAPTIONS, breaks=False, header=head)


def note_rule(context: Context, width: float) -> Row:
    """The hairline over the footnotes at a column's foot, in a grid line of its own."""
    hairline = context.layout.furniture.hairline
    mark = rule(0.0, context.grid * 0.6, min(NOTE_RULE, width), hairline, "text")
    return Row(height=1, items=(mark,), rank=CAPTIONS, breaks=False)
