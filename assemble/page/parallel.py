"""The languages of an article side by side, a column each, level at each paragraph."""

from collections.abc import Sequence

from assemble.model.issue import Article, Photo
from assemble.model.text import ArticleText, Subhead
from assemble.page.arrange import Variant, joined, may_be_wide, page_pictures, wide_pictures
from assemble.page.blocks import Column, with_end_mark
from assemble.page.context import Context
from assemble.page.flow import Across, Pairs, Part
from assemble.page.heads import Stack, add_headline, add_standfirst, headline_stack, signed
from assemble.page.picture import (
    caption_row,
    captioned_beside,
    column_frame,
    picture_row,
    pictures_row,
)
from assemble.page.row import WHITE, Row, blank, height, moved
from assemble.page.stacked import Stacked

JOINED = 1.5
"""Cost of each block joined to another so that two texts pair, in grid lines of unevenness."""


class Parallel:
    """The languages side by side, level at each paragraph."""

    def __init__(self, context: Context, article: Article) -> None:
        self._context = context
        self._article = article
        self._texts = article.texts[: context.page.columns]
        self._rest = article.texts[context.page.columns :]

    def variants(self) -> list[Variant]:
        """Heads with the first photograph beside or above them, then the pairs."""
        photos = tuple(p for p in self._article.photos if p.size != "page")
        pairs = self._pairs()
        heads = self._heads()
        if not photos:
            return [(heads, Across((WHITE,)), *self._body(pairs, ()))]
        wide = [p for p in photos if p.size == "wide"]
        out: list[Variant] = []
        if len(photos) == 2 and not wide:
            duo = pictures_row(self._context, photos, self._article.id)
            out.append((heads, Across((duo, blank(1))), *self._body(pairs, ())))
        body = self._body(pairs, photos[1:])
        if photos[0] not in wide:
            out += [(self._beside(photos[0], low=low), *body) for low in (False, True)]
        if may_be_wide(self._context, photos[0]):
            rows = wide_pictures(self._context, photos[0], self._article.id)
            out += [(heads, Across((row, blank(1))), *body) for row in rows]
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

    def _beside(self, photo: Photo, *, low: bool) -> Across:
        """The photograph in the leading column, all headlines beside it.

        The captions stand at the foot of the headlines' column where there is room for them,
        level with the picture's lower edge; else under the picture. `low` crops the picture as
        far as it may be.
        """
        context, page = self._context, self._context.page
        frame = column_frame(context)
        dx = page.column + page.gutter
        rows, heads = self._head_column(dx)
        wanted = 1 if low else None
        bare = picture_row(context, photo, frame, wanted, self._article.id, bare=True)
        captions = caption_row(context, photo, page.column, self._article.id)
        if bare.height >= heads + captions.height + 1:
            picture = captioned_beside(context, bare, captions)
        else:
            picture = picture_row(context, photo, frame, wanted, self._article.id)
            if picture.height < heads:
                picture = picture_row(context, photo, frame, heads, self._article.id)
        tall = max(picture.height, heads)
        rows.append(picture._replace(height=tall, breaks=False, floats=False))
        rows.append(WHITE)
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
        groups = _by_two(photos)
        places = [round(len(pairs) * (n + 1) / (len(groups) + 1)) for n in range(len(groups))]
        start = 0
        for place, group in zip(places, groups, strict=True):
            parts.append(Pairs(tuple(pairs[start:place])))
            if len(group) == 1 and may_be_wide(self._context, group[0]):
                row = wide_pictures(self._context, group[0], self._article.id)[-1]
            else:
                row = pictures_row(self._context, group, self._article.id)
            parts.append(Across((blank(1), row, blank(1))))
            start = place
        parts.append(Pairs(tuple(pairs[start:])))
        stacked = Stacked(self._context, self._article)
        for text in self._rest:
            parts += stacked.text_parts(text, [], opener=None)
        parts += page_pictures(self._context, self._article)
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
                last[n] = signed(self._context, self._article, text, last[n], width)
        return [*groups[:-1], tuple(tuple(rows) for rows in last)]


def _by_two(photos: Sequence[Photo]) -> list[tuple[Photo, ...]]:
    """Photographs in groups that stand side by side; one asked for across the page is alone."""
    groups: list[tuple[Photo, ...]] = []
    for photo in photos:
        alone = photo.size == "wide"
        if groups and len(groups[-1]) == 1 and not alone and groups[-1][0].size != "wide":
            groups[-1] = (*groups[-1], photo)
        else:
            groups.append((photo,))
    return groups


def _passages(text: ArticleText, blocks: list[list[Row]]) -> list[list[list[Row]]]:
    """The blocks of a text from subhead to subhead; a subhead stays with the block after it."""
    passages: list[list[list[Row]]] = [[]]
    held: list[Row] = []
    for block, rows in zip(text.blocks, blocks, strict=True):
        if isinstance(block, Subhead):
            if not held:
                passages.append([])
            held += rows
        else:
            passages[-1].append(held + rows)
            held = []
    if held:
        passages[-1].append(held)
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
