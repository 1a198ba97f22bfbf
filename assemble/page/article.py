"""An article as parts to flow, in the variants that the plan may choose from.

A variant differs in its pictures only: where the first one stands and how tall it is cropped.
Texts are the same in all of them.
"""

from collections.abc import Sequence

from assemble.model.edition import Source
from assemble.model.issue import Article, Photo
from assemble.model.text import ArticleText, Subhead
from assemble.page.blocks import Column, with_end_mark
from assemble.page.context import Context, rule
from assemble.page.flow import Across, Columns, Pairs, Part
from assemble.page.heads import (
    Stack,
    add_head_byline,
    add_headline,
    add_standfirst,
    byline_row,
    headline_stack,
)
from assemble.page.picture import Frame, picture_row, pictures_row
from assemble.page.row import Row, blank, moved

WIDE_STEPS = 3
"""Heights tried for a photograph across the page, from the most cropped to the natural."""
STANDFIRST_SHARE = 0.78
"""Share of the page's measure that a feature's standfirst takes: some 80 characters a line."""

Variant = tuple[Part, ...]


def variants(context: Context, article: Article) -> list[Variant]:
    """All ways to lay out an article that the plan may try, the preferred one first."""
    kind = context.layout.kinds[article.kind.text]
    arrangement = article.arrangement or kind.arrangement
    if arrangement == "parallel" and len(article.texts) > 1:
        return _Parallel(context, article).variants()
    return _Stacked(context, article).variants()


def separator(context: Context) -> Across:
    """What parts an article from the one above it on the page."""
    page = context.page
    line = rule(0.0, context.grid * 1.25, page.measure, context.layout.furniture.rule, "deep")
    return Across((Row(height=2, items=(line,), space=False, breaks=False),))


def _wide(context: Context, photo: Photo, article: str) -> list[Row]:
    """A photograph across the page in several heights, the tallest first."""
    frame = Frame(context.page.measure, context.layout.pictures.wide_lines)
    natural = picture_row(context, photo, frame, None, article)
    least = picture_row(context, photo, frame, 1, article)
    step = max(1, (natural.height - least.height) // (WIDE_STEPS - 1))
    heights = range(natural.height, least.height - 1, -step)
    return [picture_row(context, photo, frame, lines, article) for lines in heights]


def _column_pictures(context: Context, photos: Sequence[Photo], article: str) -> list[Row]:
    frame = Frame(context.page.column, context.layout.pictures.column_lines)
    return [picture_row(context, photo, frame, None, article) for photo in photos]


def spread_out(blocks: list[list[Row]], pictures: list[Row]) -> list[Row]:
    """Column pictures between the blocks of a text, evenly, each with white around it."""
    places = [round(len(blocks) * (n + 1) / (len(pictures) + 1)) for n in range(len(pictures))]
    rows: list[Row] = []
    for n, block in enumerate(blocks):
        for place, picture in zip(places, pictures, strict=True):
            if place == n:
                rows.append(_with_white(picture))
        rows += block
    for place, picture in zip(places, pictures, strict=True):
        if place >= len(blocks):
            rows.append(_with_white(picture))
    return rows


def _with_white(picture: Row) -> Row:
    """A column picture with a grid line of white under it."""
    return picture._replace(height=picture.height + 1)


class _Parallel:
    """The languages side by side, level at each paragraph."""

    def __init__(self, context: Context, article: Article) -> None:
        self._context = context
        self._article = article
        self._texts = article.texts[: context.page.columns]
        self._rest = article.texts[context.page.columns :]

    def variants(self) -> list[Variant]:
        """Heads with the first photograph beside or above them, then the pairs."""
        photos = self._article.photos
        pairs = self._pairs()
        if not photos:
            return [(self._heads(), blank_row(), *self._body(pairs, ()))]
        wide = [p for p in photos if p.size in ("wide", "page")]
        out: list[Variant] = []
        if len(photos) == 2 and not wide:
            duo = pictures_row(self._context, photos, self._article.id)
            out.append((self._heads(), Across((duo, blank(1))), *self._body(pairs, ())))
        if photos[0] not in wide:
            out.append((self._beside(photos[0]), *self._body(pairs, photos[1:])))
        if photos[0].size != "column":
            out += [
                (self._heads(), Across((row, blank(1))), *self._body(pairs, photos[1:]))
                for row in _wide(self._context, photos[0], self._article.id)
            ]
        return out

    def _heads(self) -> Across:
        """The headlines side by side, a column each."""
        page = self._context.page
        items, tall = [], 1
        for n, text in enumerate(self._texts):
            row = headline_stack(self._context, self._article, text, page.column).row()
            dx = n * (page.column + page.gutter)
            items.append((moved(row.items, dx, 0.0), row.rank))
            tall = max(tall, row.height)
        rows = [Row(height=0, items=tuple(i), rank=r, breaks=False) for i, r in items]
        rows.append(Row(height=tall, breaks=False))
        return Across(tuple(rows))

    def _beside(self, photo: Photo) -> Across:
        """The photograph in the leading column, all headlines beside it."""
        context, page = self._context, self._context.page
        frame = Frame(page.column, context.layout.pictures.column_lines)
        dx = page.column + page.gutter
        style = context.layout.kinds[self._article.kind.text].headline
        stack = Stack(context, 0)
        rows: list[Row] = []
        for n, text in enumerate(self._texts):
            part = Stack(context, context.rank(text.language))
            part.depth = stack.depth + (context.grid if n else 0.0)
            add_headline(context, part, style, text, self._article.id, page.column)
            row = part.row()
            items = tuple(moved(row.items, dx, 0.0))
            rows.append(Row(height=0, items=items, rank=row.rank, breaks=False))
            stack.depth = part.depth
        heads = stack.row().height
        picture = picture_row(context, photo, frame, None, self._article.id)
        if picture.height < heads:
            picture = picture_row(context, photo, frame, heads, self._article.id)
        tall = max(picture.height, heads)
        rows.append(picture._replace(height=tall, breaks=False, floats=False))
        rows.append(blank(1, breaks=False))
        return Across(tuple(rows))

    def _body(self, pairs: list[tuple[tuple[Row, ...], ...]], photos: Sequence[Photo]) -> Variant:
        """The pairs, further photographs across the columns in their middle."""
        parts: list[Part] = []
        groups = [photos[n : n + 2] for n in range(0, len(photos), 2)]
        places = [round(len(pairs) * (n + 1) / (len(groups) + 1)) for n in range(len(groups))]
        start = 0
        for place, group in zip(places, groups, strict=True):
            parts.append(Pairs(tuple(pairs[start:place])))
            if len(group) == 2:
                row = pictures_row(self._context, tuple(group), self._article.id)
            else:
                row = _wide(self._context, group[0], self._article.id)[-1]
            parts.append(Across((blank(1), row, blank(1))))
            start = place
        parts.append(Pairs(tuple(pairs[start:])))
        for text in self._rest:
            parts += _Stacked(self._context, self._article).text_parts(text, [], opener=None)
        return tuple(part for part in parts if not isinstance(part, Pairs) or part.groups)

    def _pairs(self) -> list[tuple[tuple[Row, ...], ...]]:
        """Groups of rows that stand level: by subheads, and in between by paragraph."""
        context, page = self._context, self._context.page
        columns: list[list[list[list[Row]]]] = []
        for text in self._texts:
            column = Column(context, text, self._article.id, page.column)
            passages = _passages(text, column.rows())
            passages[0] = _standfirst_rows(context, text, self._article.id, passages[0])
            columns.append(passages)
        count = min(len(passages) for passages in columns)
        groups: list[tuple[tuple[Row, ...], ...]] = []
        for n in range(count):
            last = n == count - 1
            sides = [
                [block for passage in (c[n:] if last else c[n : n + 1]) for block in passage]
                for c in columns
            ]
            groups += _level(sides)
        return self._with_bylines(groups)

    def _with_bylines(
        self, groups: list[tuple[tuple[Row, ...], ...]]
    ) -> list[tuple[tuple[Row, ...], ...]]:
        kind = self._context.layout.kinds[self._article.kind.text]
        width = self._context.page.column
        last = [list(rows) for rows in groups[-1]] if groups else [[] for _ in self._texts]
        for n, text in enumerate(self._texts):
            if kind.end_mark:
                last[n] = with_end_mark(self._context, last[n], width)
            if kind.byline != "none":
                signed = byline_row(self._context, self._article, text, width)
                if signed and last[n]:
                    last[n][-1] = last[n][-1]._replace(breaks=False)
                last[n] += signed
        return [*groups[:-1], tuple(tuple(rows) for rows in last)]


def blank_row() -> Across:
    """A grid line of white after a head."""
    return Across((blank(1, breaks=False),))


def _passages(text: ArticleText, blocks: list[list[Row]]) -> list[list[list[Row]]]:
    """The blocks of a text from subhead to subhead; a subhead stays with the block after it."""
    passages: list[list[list[Row]]] = [[]]
    joined: list[Row] = []
    for block, rows in zip(text.blocks, blocks, strict=True):
        if isinstance(block, Subhead):
            if not joined:
                passages.append([])
            joined += rows
        else:
            passages[-1].append(joined + rows)
            joined = []
    if joined:
        passages[-1].append(joined)
    return passages


def _standfirst_rows(
    context: Context, text: ArticleText, article: str, passage: list[list[Row]]
) -> list[list[Row]]:
    """The passage with the standfirst in column width before it."""
    if not text.standfirst:
        return passage
    stack = Stack(context, context.rank(text.language))
    add_standfirst(context, stack, text, article, context.page.column)
    return [[stack.row(breaks=False), blank(1, breaks=True)], *passage]


def _level(sides: list[list[list[Row]]]) -> list[tuple[tuple[Row, ...], ...]]:
    """Blocks of the columns level one by one; surplus blocks join the last pair."""
    count = min(len(side) for side in sides)
    if not count:
        joined = tuple(tuple(row for block in side for row in block) for side in sides)
        return [joined] if any(joined) else []
    out = []
    for n in range(count):
        ends = len if n == count - 1 else (lambda _side, n=n: n + 1)  # type: ignore[misc]
        out.append(
            tuple(tuple(row for block in side[n : ends(side)] for row in block) for side in sides)
        )
    return out


class _Stacked:
    """One language after the other, each with its headline across and its text in columns."""

    def __init__(self, context: Context, article: Article) -> None:
        self._context = context
        self._article = article
        self._kind = context.layout.kinds[article.kind.text]

    def variants(self) -> list[Variant]:
        """The first photograph across the page in several heights, or in a column."""
        photos = self._article.photos
        openers: list[Row | None] = [None]
        rest = photos
        if photos and photos[0].size != "column":
            openers = [*_wide(self._context, photos[0], self._article.id)]
            rest = photos[1:]
        shares = self._shares(rest)
        return [self._variant(opener, shares) for opener in openers]

    def _shares(self, photos: Sequence[Photo]) -> list[list[Row]]:
        """Column pictures dealt to the texts: as many to each as its share of the article."""
        texts = self._article.texts
        shares: list[list[Row]] = [[] for _ in texts]
        for n, row in enumerate(_column_pictures(self._context, photos, self._article.id)):
            shares[n * len(texts) // len(photos)].append(row)
        return shares

    def _variant(self, opener: Row | None, shares: list[list[Row]]) -> Variant:
        parts: list[Part] = []
        for n, text in enumerate(self._article.texts):
            parts += self.text_parts(text, shares[n], opener if n == 0 else None)
        return tuple(parts)

    def text_parts(
        self, text: ArticleText, pictures: list[Row], opener: Row | None
    ) -> list[Part]:
        """Head and columns of one language."""
        context, page = self._context, self._context.page
        head = self._head(text)
        rows = [head, blank(1, breaks=False)]
        if text is not self._article.texts[0]:
            thick = context.layout.furniture.rule
            mark = rule(0.0, context.grid * 1.5, page.measure, thick, "accent")
            rows.insert(0, Row(height=2, items=(mark,), rank=head.rank, breaks=False))
        if opener:
            rows += [opener._replace(breaks=False), blank(1, breaks=False)]
        column = Column(context, text, self._article.id, page.column)
        flowing = spread_out(column.rows(), pictures)
        if self._kind.end_mark:
            flowing = with_end_mark(context, flowing, page.column)
        if self._kind.byline == "end":
            signed = byline_row(context, self._article, text, page.column)
            if signed and flowing:
                flowing[-1] = flowing[-1]._replace(breaks=False)
            flowing += signed
        parts: list[Part] = [Across(tuple(rows))]
        if flowing:
            parts.append(Columns(tuple(flowing)))
        return parts

    def _head(self, text: ArticleText) -> Row:
        context, page = self._context, self._context.page
        stack = Stack(context, context.rank(text.language))
        add_headline(context, stack, self._kind.headline, text, self._article.id, page.measure)
        add_standfirst(context, stack, text, self._article.id, page.measure * STANDFIRST_SHARE)
        if self._kind.byline == "head":
            add_head_byline(context, stack, self._article, text, page.measure)
        return stack.row()


def source_of(article: Article, role: str) -> Source:
    """The source of an item that belongs to an article as a whole."""
    return Source(role, None, article.id, article.at)
