"""The languages of an article one after the other, each with its headline across the page."""

from collections.abc import Sequence
from typing import NamedTuple

from assemble.model.issue import Article, Photo
from assemble.model.text import ArticleText, Paragraph, Subhead
from assemble.page.arrange import (
    Variant,
    flowing_pictures,
    may_be_wide,
    page_pictures,
    wide_pictures,
)
from assemble.page.blocks import Column, with_end_mark
from assemble.page.context import Context, rule
from assemble.page.flow import Across, Columns, Part
from assemble.page.heads import (
    Stack,
    add_head_byline,
    add_headline,
    add_standfirst,
    signed,
)
from assemble.page.row import WHITE, Row

STANDFIRST_SHARE = 0.78
"""Share of the page's measure that a feature's standfirst takes: some 80 characters a line."""


class _Made(NamedTuple):
    """A text in rows: its head, its blocks, and which of them go across the page."""

    head: tuple[Row, ...]
    blocks: tuple[list[Row], ...]
    wide: frozenset[int]


class Stacked:
    """One language after the other, each with its headline across and its text in columns."""

    def __init__(self, context: Context, article: Article) -> None:
        self._context = context
        self._article = article
        self._kind = context.layout.kinds[article.kind.text]
        self._made: dict[str, _Made] = {}

    def variants(self) -> list[Variant]:
        """The first photograph across the page in several heights, or in a column."""
        photos = [photo for photo in self._article.photos if photo.size != "page"]
        in_columns = [self._variant(None, self._shares(photos, low=low)) for low in (False, True)]
        if not photos:
            return in_columns[:1]
        if not may_be_wide(self._context, photos[0]):
            return in_columns
        openers = wide_pictures(self._context, photos[0], self._article.id)
        across = [
            self._variant(opener, self._shares(photos[1:], low=low))
            for opener in openers
            for low in ((False, True) if photos[1:] else (False,))
        ]
        return across if photos[0].size else [*across, *in_columns]

    def _shares(self, photos: Sequence[Photo], *, low: bool) -> list[list[Row]]:
        """Column pictures dealt to the texts: as many to each as its share of the article."""
        texts = self._article.texts
        shares: list[list[Row]] = [[] for _ in texts]
        rows = flowing_pictures(self._context, photos, self._article.id, low=low)
        for n, row in enumerate(rows):
            shares[n * len(texts) // len(photos)].append(row)
        return shares

    def _variant(self, opener: Row | None, shares: list[list[Row]]) -> Variant:
        parts: list[Part] = []
        for n, text in enumerate(self._article.texts):
            parts += self.text_parts(text, shares[n], opener if n == 0 else None)
        return (*parts, *page_pictures(self._context, self._article))

    def text_parts(self, text: ArticleText, pictures: list[Row], opener: Row | None) -> list[Part]:
        """Head and columns of one language."""
        made = self._make(text)
        rows = [*made.head, *([opener._replace(breaks=False), WHITE] if opener else [])]
        blocks, wide = made.blocks, made.wide
        stream: list[tuple[bool, list[Row]]] = []
        places = open_places(text, len(pictures))
        for n in range(len(blocks) + 1):
            for place, picture in zip(places, pictures, strict=True):
                if place == n:
                    stream.append((not picture.floats, _with_white(picture)))
            if n < len(blocks):
                stream.append((n in wide, blocks[n]))
        return [Across(tuple(rows)), *self._flowing(text, stream)]

    def _make(self, text: ArticleText) -> "_Made":
        """What is the same in all variants, made once."""
        made = self._made.get(text.language)
        if made is None:
            context, page = self._context, self._context.page
            head = [self._head(text), WHITE]
            if text is not self._article.texts[0]:
                thick = context.layout.furniture.rule
                mark = rule(0.0, context.grid * 1.5, page.measure, thick, "accent")
                rank = head[0].rank
                head.insert(0, Row(height=2, items=(mark,), rank=rank, breaks=False, space=True))
            column = Column(context, text, self._article.id, page.column, spans=True)
            wide = frozenset(n for n, block in enumerate(text.blocks) if column.is_wide(block))
            made = self._made[text.language] = _Made(tuple(head), tuple(column.rows()), wide)
        return made

    def _flowing(self, text: ArticleText, stream: list[tuple[bool, list[Row]]]) -> list[Part]:
        """Blocks and pictures in columns, what is wide across the page between, the end signed."""
        parts: list[Part] = []
        run: list[Row] = []
        for is_wide, rows in stream:
            if is_wide:
                parts += [Columns(tuple(run))] if run else []
                parts.append(Across(tuple(rows)))
                run = []
            else:
                run += rows
        width = self._context.page.column if run else self._context.page.measure
        if self._kind.end_mark:
            run = with_end_mark(self._context, run, width)
        if self._kind.byline == "end":
            run = signed(self._context, self._article, text, run, width)
        if run:
            last = tuple(run)
            parts.append(Columns(last) if width == self._context.page.column else Across(last))
        return parts

    def _head(self, text: ArticleText) -> Row:
        context, page = self._context, self._context.page
        stack = Stack(context, context.rank(text.language))
        style = self._kind.headline_across
        add_headline(context, stack, style, text, self._article.id, page.measure)
        add_standfirst(context, stack, text, self._article.id, page.measure * STANDFIRST_SHARE)
        if self._kind.byline == "head":
            add_head_byline(context, stack, self._article, text, page.measure)
        return stack.row()


def open_places(text: ArticleText, count: int) -> list[int]:
    """The blocks of a text before which pictures may stand, evenly spread.

    Never after a subhead, nor before a list or table, which belong to the words before them.
    """
    places = [
        n
        for n, block in enumerate(text.blocks)
        if isinstance(block, Subhead)
        or (isinstance(block, Paragraph) and not (n and isinstance(text.blocks[n - 1], Subhead)))
    ]
    total = len(text.blocks)
    places.append(total)
    wanted = [total * (n + 1) / (count + 1) for n in range(count)]
    return [min((abs(place - ideal), place) for place in places)[1] for ideal in wanted]


def _with_white(picture: Row) -> list[Row]:
    """A picture with a grid line of white above and under it."""
    return [WHITE, picture._replace(height=picture.height + 1)]
