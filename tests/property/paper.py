"""What must hold for the pages of any issue; each check returns what is wrong, as lines of text."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from assemble.model.edition import OUTSIDE, BoxItem, Edition, ImageItem, Item, Page, TextItem
from assemble.model.issue import Issue, Section
from assemble.model.layout import Layout
from assemble.model.text import (
    ArticleText,
    Inline,
    ItemList,
    Paragraph,
    PullQuote,
    SideNote,
    Subhead,
    Table,
)

PAPER_MARKS = OUTSIDE
"""What stands outside the trim on purpose."""
BANDS = {"nameplate-band", "cover-foot", "caption-band", "table-head", "note-ground"}
"""Boxes that text stands on."""
IN_TEXT = {"body", "subhead", "quote", "list", "table", "table-header", "table-title", "note",
           "note-title", "headline", "kicker", "standfirst"}  # fmt: skip
HEADS = {"headline", "kicker", "standfirst"}
ON_GRID = ("body", "list", "note", "note-title")
LABEL = re.compile(r"[•–]|\d+[.)]")
"""The label of a list's item."""
X_HEIGHT, DEPTH = 0.45, 0.1
"""Share of the size that counts as a line's body above and below its baseline: two lines whose
bodies meet can't be read, while ascenders and descenders may share a strip of white."""
TOLERANCE = 0.3

Rectangle = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def body_of(item: TextItem) -> Rectangle:
    """The strip of a line that no other may touch."""
    size = max(piece.size for piece in item.line.pieces)
    left = item.x + max(item.line.indent, 0.0)
    right = item.x + item.line.indent + item.line.width
    return left, item.baseline - X_HEIGHT * size, right, item.baseline + DEPTH * size


def box_of(item: Item) -> Rectangle:
    """An item's rectangle: a text's from its baseline up by 0.7 of its size."""
    if isinstance(item, TextItem):
        left, _, right, bottom = body_of(item)
        size = max(piece.size for piece in item.line.pieces)
        return left, item.baseline - 0.7 * size, right, bottom
    rect = item.rect
    return rect.x, rect.y, rect.x + rect.width, rect.y + rect.height


def meet(a: Rectangle, b: Rectangle) -> bool:
    """Whether two rectangles overlap by more than the tolerance."""
    return (
        min(a[2], b[2]) - max(a[0], b[0]) > TOLERANCE
        and min(a[3], b[3]) - max(a[1], b[1]) > TOLERANCE
    )


def outside(edition: Edition) -> list[str]:
    """Items beyond the bleed, or texts beyond the trim."""
    wrong = []
    width, height = edition.trim
    for page, item in items(edition):
        if item.source.role in PAPER_MARKS:
            continue
        # A full line's hanging full stop stands in the margin, never beyond the trim.
        room = 0.0 if isinstance(item, TextItem) else max(edition.bleed, 20 * 72 / 25.4)
        left, top, right, bottom = box_of(item)
        if min(left, top, width - right, height - bottom) < -room - TOLERANCE:
            wrong.append(f"page {page.number}: {told(item)} {box_of(item)}")
    return wrong


def overlaps(edition: Edition) -> list[str]:
    """Texts over texts, texts over pictures, pictures over pictures."""
    wrong = []
    for page in edition.pages:
        texts = [item for item in page.items if isinstance(item, TextItem)]
        pictures = [item for item in page.items if isinstance(item, ImageItem)]
        bands = [box_of(i) for i in page.items if isinstance(i, BoxItem) and i.source.role in BANDS]
        for n, item in enumerate(texts):
            for other in texts[n + 1 :]:
                if meet(body_of(item), body_of(other)):
                    wrong.append(f"page {page.number}: {told(item)} over {told(other)}")
            on_band = any(within(body_of(item), band) for band in bands)
            for picture in pictures:
                if not on_band and meet(box_of(item), box_of(picture)):
                    wrong.append(f"page {page.number}: {told(item)} over a picture")
        for n, picture in enumerate(pictures):
            for below in pictures[n + 1 :]:
                if meet(box_of(picture), box_of(below)):
                    wrong.append(f"page {page.number}: a picture over a picture")
    return wrong


def within(a: Rectangle, b: Rectangle) -> bool:
    """Whether a rectangle lies in another."""
    return (
        a[0] >= b[0] - TOLERANCE and a[1] >= b[1] - TOLERANCE
        and a[2] <= b[2] + TOLERANCE and a[3] <= b[3] + TOLERANCE
    )  # fmt: skip


def items(edition: Edition) -> Iterator[tuple[Page, Item]]:
    """All items with their pages."""
    for page in edition.pages:
        for item in page.items:
            yield page, item


def told(item: Item) -> str:
    """An item in a message."""
    text = f" {item.line.text!r}" if isinstance(item, TextItem) else ""
    return f"{item.source.role}{text}"


def lost_text(issue: Issue, edition: Edition) -> list[str]:
    """Texts of articles that are not in the edition once, in their order."""
    wrong = []
    placed = defaultdict(list)
    for _, item in items(edition):
        source = item.source
        if isinstance(item, TextItem) and source.role in IN_TEXT:
            placed[source.article, source.language, source.role in HEADS].append(item)
    for section in issue.sections:
        for article in section.articles if isinstance(section, Section) else ():
            for text in article.texts:
                for heads, wanted in ((True, heads_of(text)), (False, body_text(text))):
                    got = joined(without_repeats(placed[article.id, text.language, heads]))
                    if got != bare(wanted):
                        wrong.append(f"{article.id} {text.language}: {differs(got, bare(wanted))}")
    return wrong


def without_repeats(lines: Sequence[TextItem]) -> list[TextItem]:
    """The lines without the headers that tables repeat: there the very same line is set again."""
    once = {id(item.line): item for item in reversed(lines) if item.source.role == "table-header"}
    kept = {id(item) for item in once.values()}
    return [i for i in lines if i.source.role != "table-header" or id(i) in kept]


def differs(got: str, wanted: str) -> str:
    """Where two texts part."""
    at = next((n for n, (a, b) in enumerate(zip(got, wanted, strict=False)) if a != b), -1)
    at = min(len(got), len(wanted)) if at < 0 else at
    return f"…{got[max(0, at - 20) : at + 20]!r} for …{wanted[max(0, at - 20) : at + 20]!r}"


def bare(text: str) -> str:
    """A text without spaces and soft hyphens."""
    return "".join(text.split()).replace("\u00ad", "")


def joined(lines: Sequence[TextItem]) -> str:
    """The text of lines in reading order, without spaces and hyphens that were added."""
    return bare("".join(item.line.text for item in lines))


def plain(inline: Inline) -> str:
    """The text of spans."""
    return "".join(span.text for span in inline)


def heads_of(text: ArticleText) -> str:
    """Kicker, headline and standfirst."""
    return plain(text.kicker) + plain(text.headline) + plain(text.standfirst)


def body_text(text: ArticleText) -> str:
    """The text of all blocks in order."""
    out = []
    for block in text.blocks:
        if isinstance(block, Paragraph | Subhead):
            out.append(plain(block.inline))
        elif isinstance(block, PullQuote):
            out += [plain(inline) for inline in block.paragraphs]
        elif isinstance(block, SideNote):
            out += [plain(inline) for inline in (block.title, *block.paragraphs)]
        elif isinstance(block, ItemList):
            for item in block.items:
                out += [item.label, *(plain(inline) for inline in item.paragraphs)]
        elif isinstance(block, Table):
            out.append(plain(block.title))
            out += [plain(cell) for row in (block.header, *block.rows) for cell in row.cells]
    return "".join(out)


def lost_notes(issue: Issue, edition: Edition) -> list[str]:
    """Footnotes that are not in the edition once, whole, in the column that refers to them."""
    wrong = []
    texts: dict[object, list[TextItem]] = defaultdict(list)
    pages: dict[object, set[int]] = defaultdict(set)
    referred: dict[object, int] = {}
    for page, item in items(edition):
        if not isinstance(item, TextItem):
            continue
        source = item.source
        if source.role == "footnote":
            texts[source.article, source.language, source.at].append(item)
            pages[source.article, source.language, source.at].add(page.number)
        for piece in item.line.pieces:
            if piece.note:
                referred.setdefault((source.article, source.language, piece.note), page.number)
    for section in issue.sections:
        for article in section.articles if isinstance(section, Section) else ():
            for text in article.texts:
                for note in text.footnotes:
                    key = article.id, text.language, note.at
                    wanted = bare(note.label + plain(note.inline))
                    if (got := joined(texts[key])) != wanted:
                        wrong.append(f"{key}: {got!r} for {wanted!r}")
                    elif pages[key] != {referred[article.id, text.language, note.label]}:
                        wrong.append(f"{key}: on page {pages[key]}, not that of its reference")
    return wrong


def off_grid(edition: Edition, layout: Layout) -> list[str]:
    """Lines of text that stand beside the baseline grid."""
    wrong = []
    first = None
    for page, item in items(edition):
        if isinstance(item, TextItem) and item.source.role in ON_GRID:
            at = (item.baseline - layout.page.head) % layout.page.grid
            first = at if first is None else first
            if abs(at - first) > 0.01:
                wrong.append(f"page {page.number}: {told(item)} is {at - first:.2f} pt off")
    return wrong


def columns_of(page: Page, layout: Layout) -> list[list[TextItem]]:
    """The lines of text of a page's columns from top to foot, list labels left out."""
    step = layout.page.column + layout.page.gutter
    sides: dict[tuple[str | None, str | None, int], list[TextItem]] = defaultdict(list)
    for item in page.items:
        if isinstance(item, TextItem) and item.source.role in ("body", "list"):
            column = int((item.x - layout.page.left(page.number) + 1) // step)
            sides[item.source.article, item.source.language, column].append(item)
    out = []
    for lines in sides.values():
        ordered = sorted(lines, key=lambda item: item.baseline)
        out.append([i for i in ordered if not is_label(i)])
    return [column for column in out if column]


def is_label(item: TextItem) -> bool:
    """Whether a line is the label of a list's item."""
    return item.source.role == "list" and bool(LABEL.fullmatch(item.line.text))


def broken_paragraphs(edition: Edition, layout: Layout, *, middle: bool = False) -> list[str]:
    """Paragraphs of four lines or more that leave their first or last line alone in a column.

    With `middle` also those that leave another one alone.
    """
    wrong = []
    parts: dict[object, list[list[TextItem]]] = defaultdict(list)
    for page in edition.pages:
        for column in columns_of(page, layout):
            by_source: dict[object, list[TextItem]] = defaultdict(list)
            for item in column:
                by_source[item.source].append(item)
            for source, lines in by_source.items():
                parts[source].append(lines)
    for pieces in parts.values():
        total = sum(map(len, pieces))
        looked_at = pieces if middle else (pieces[0], pieces[-1])
        if total >= 4 and len(pieces) > 1 and min(map(len, looked_at)) < 2:
            wrong.append(f"{told(pieces[0][0])}: {[len(piece) for piece in pieces]} lines")
    return wrong


def cut_at_the_foot(edition: Edition, layout: Layout) -> list[str]:
    """Columns of text that end with a hyphenated line."""
    return [
        f"page {page.number}: {told(column[-1])}"
        for page in edition.pages
        for column in columns_of(page, layout)
        if column[-1].line.hyphen
    ]
