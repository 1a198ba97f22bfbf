"""An article as parts to flow, in the variants that the plan may choose from.

A variant differs in its pictures only: where the first one stands and how tall it is cropped.
Texts are the same in all of them.
"""

from collections.abc import Sequence

from assemble.model.edition import Source
from assemble.model.issue import Article, Photo
from assemble.model.text import ArticleText, Paragraph, Subhead
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
from assemble.page.picture import (
    Frame,
    bare_picture,
    caption_row,
    picture_row,
    pictures_row,
    resolution,
)
from assemble.page.row import Row, blank, height, moved

WIDE_STEPS = 4
"""Heights tried for a photograph across the page, from the most cropped to the natural."""
STANDFIRST_SHARE = 0.78
"""Share of the page's measure that a feature's standfirst takes: some 80 characters a line."""

JOINED = 1.5
"""Cost of each block joined to another so that two texts pair, in grid lines of unevenness."""

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


def may_be_wide(context: Context, photo: Photo) -> bool:
    """Whether a photograph may stand across the page: asked for, or fine enough for it."""
    if photo.size:
        return photo.size != "column"
    return resolution(photo, context.page.measure) >= context.layout.pictures.warn_ppi


def _column_pictures(context: Context, photos: Sequence[Photo], article: str) -> list[Row]:
    frame = Frame(context.page.column, context.layout.pictures.column_lines)
    return [picture_row(context, photo, frame, None, article) for photo in photos]


def spread_out(text: ArticleText, blocks: list[list[Row]], pictures: list[Row]) -> list[Row]:
    """Column pictures between the blocks of a text, evenly, each with white around it.

    Never after a subhead, nor before a list or table, which belong to the words before them.
    """
    open_ = [
        n
        for n, block in enumerate(text.blocks)
        if isinstance(block, Subhead)
        or (isinstance(block, Paragraph) and not (n and isinstance(text.blocks[n - 1], Subhead)))
    ]
    open_.append(len(blocks))
    places = []
    for n in range(len(pictures)):
        wanted = len(blocks) * (n + 1) / (len(pictures) + 1)
        places.append(min((abs(place - wanted), place) for place in open_)[1])
    rows: list[Row] = []
    for n in range(len(blocks) + 1):
        for place, picture in zip(places, pictures, strict=True):
            if place == n:
                rows += _with_white(picture)
        rows += blocks[n] if n < len(blocks) else []
    return rows


def _with_white(picture: Row) -> list[Row]:
    """A column picture with a grid line of white above and under it."""
    return [blank(1, breaks=False), picture._replace(height=picture.height + 1)]


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
        if may_be_wide(self._context, photos[0]):
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
        """The photograph in the leading column, all headlines beside it.

        The captions stand at the foot of the headlines' column where there is room for them,
        level with the picture's lower edge; else under the picture.
        """
        context, page = self._context, self._context.page
        frame = Frame(page.column, context.layout.pictures.column_lines)
        dx = page.column + page.gutter
        rows, heads = self._head_column(dx)
        bare = bare_picture(context, photo, frame, None, self._article.id)
        captions = caption_row(context, photo, page.column, self._article.id)
        if bare.height >= heads + captions.height + 1:
            items = moved(captions.items, dx, (bare.height - captions.height) * context.grid)
            picture = bare._replace(items=(*bare.items, *items))
        else:
            picture = picture_row(context, photo, frame, None, self._article.id)
            if picture.height < heads:
                picture = picture_row(context, photo, frame, heads, self._article.id)
        tall = max(picture.height, heads)
        rows.append(picture._replace(height=tall, breaks=False, floats=False))
        rows.append(blank(1, breaks=False))
        return Across(tuple(rows))

    def _head_column(self, dx: float) -> tuple[list[Row], int]:
        """All headlines one under another at `dx`; rows of no height, and the lines they take."""
        context = self._context
        style = context.layout.kinds[self._article.kind.text].headline
        rows: list[Row] = []
        depth = 0.0
        stack = Stack(context, 0)
        for n, text in enumerate(self._texts):
            stack = Stack(context, context.rank(text.language))
            stack.depth = depth + (context.grid * 0.75 if n else 0.0)
            width = context.page.column
            add_headline(context, stack, style, text, self._article.id, width)
            depth = stack.depth
            row = stack.row()
            items = tuple(moved(row.items, dx, 0.0))
            rows.append(Row(height=0, items=items, rank=row.rank, breaks=False))
        return rows, stack.row().height

    def _body(self, pairs: list[tuple[tuple[Row, ...], ...]], photos: Sequence[Photo]) -> Variant:
        """The pairs, further photographs across the columns in their middle."""
        parts: list[Part] = []
        groups = [photos[n : n + 2] for n in range(0, len(photos), 2)]
        places = [round(len(pairs) * (n + 1) / (len(groups) + 1)) for n in range(len(groups))]
        start = 0
        for place, group in zip(places, groups, strict=True):
            parts.append(Pairs(tuple(pairs[start:place])))
            if len(group) == 1 and may_be_wide(self._context, group[0]):
                row = _wide(self._context, group[0], self._article.id)[-1]
            else:
                row = pictures_row(self._context, tuple(group), self._article.id)
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
    """Blocks of the columns level one by one; where counts differ, those of like length meet."""
    merged = sides[:1]
    for side in sides[1:]:
        left, right = _matched(merged[0], side)
        if len(left) != len(merged[0]):
            merged = [left, *(_matched(other, left)[0] for other in merged[1:])]
        merged.append(right)
    count = max(len(side) for side in merged)
    rows = [[tuple(block) for block in side] + [()] * (count - len(side)) for side in merged]
    return [group for group in zip(*rows, strict=True) if any(group)]


def _matched(
    left: list[list[Row]], right: list[list[Row]]
) -> tuple[list[list[Row]], list[list[Row]]]:
    """Two texts with as many blocks each, made so by joining neighbours on either side.

    One, two or three blocks are joined where that is as long as the other side (Gale and Church,
    Computational Linguistics 19, 1993, with grid lines for characters).
    """
    if len(left) == len(right) or not left or not right:
        return left, right
    steps = [(1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 2)]
    a, b = [height(block) for block in left], [height(block) for block in right]
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(len(a) + 1):
        for j in range(len(b) + 1):
            if (i, j) not in best:
                continue
            for di, dj in steps:
                to = (i + di, j + dj)
                if to[0] > len(a) or to[1] > len(b):
                    continue
                cost = best[i, j][0] + abs(sum(a[i : to[0]]) - sum(b[j : to[1]]))
                cost += JOINED * (di + dj - 2)
                if to not in best or cost < best[to][0]:
                    best[to] = (cost, (di, dj))
    at = (len(a), len(b))
    if at not in best:  # more than three to one: all of it is one pair
        return [joined(left)], [joined(right)]
    pairs = []
    while at != (0, 0):
        di, dj = best[at][1]
        pairs.append((at[0] - di, at[0], at[1] - dj, at[1]))
        at = (at[0] - di, at[1] - dj)
    pairs.reverse()
    return (
        [joined(left[i:k]) for i, k, _, _ in pairs],
        [joined(right[j:m]) for _, _, j, m in pairs],
    )


def joined(blocks: Sequence[list[Row]]) -> list[Row]:
    """The rows of several blocks one after another."""
    return [row for block in blocks for row in block]


class _Stacked:
    """One language after the other, each with its headline across and its text in columns."""

    def __init__(self, context: Context, article: Article) -> None:
        self._context = context
        self._article = article
        self._kind = context.layout.kinds[article.kind.text]

    def variants(self) -> list[Variant]:
        """The first photograph across the page in several heights, or in a column."""
        photos = self._article.photos
        in_columns = self._variant(None, self._shares(photos))
        if not photos or not may_be_wide(self._context, photos[0]):
            return [in_columns]
        shares = self._shares(photos[1:])
        openers = _wide(self._context, photos[0], self._article.id)
        across = [self._variant(opener, shares) for opener in openers]
        return across if photos[0].size else [*across, in_columns]

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

    def text_parts(self, text: ArticleText, pictures: list[Row], opener: Row | None) -> list[Part]:
        """Head and columns of one language."""
        context, page = self._context, self._context.page
        head = self._head(text)
        rows = [head, blank(1, breaks=False)]
        if text is not self._article.texts[0]:
            thick = context.layout.furniture.rule
            mark = rule(0.0, context.grid * 1.5, page.measure, thick, "accent")
            rows.insert(0, Row(height=2, items=(mark,), rank=head.rank, breaks=False, space=True))
        if opener:
            rows += [opener._replace(breaks=False), blank(1, breaks=False)]
        column = Column(context, text, self._article.id, page.column)
        flowing = spread_out(text, column.rows(), pictures)
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
