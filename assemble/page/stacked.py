"""The languages of an article one after the other, each with its headline across the page."""

from collections.abc import Sequence
from typing import NamedTuple

from assemble.model.issue import Article, Picture
from assemble.model.text import ArticleText, Paragraph, Subhead
from assemble.page.arrange import (
    Variant,
    choice,
    dealt,
    duos,
    fills_page,
    flowing,
    in_text,
    may_be_wide,
    may_fill_page,
    page_pictures,
    sized,
)
from assemble.page.blocks import Column, with_end_mark
from assemble.page.context import Context, rule
from assemble.page.fill import Terms
from assemble.page.heads import (
    Stack,
    add_head_byline,
    add_headline,
    add_standfirst,
    signed,
)
from assemble.page.parts import Across, Columns, Part, page_sheet
from assemble.page.picture import wide_frame
from assemble.page.row import WHITE, Row, blank, height

STANDFIRST_SHARE = 0.78
"""Share of the page's measure that a feature's standfirst takes: some 80 characters a line."""

PLATE = 40
"""Steps from the preferred arrangement at which a photograph gets a page of its own."""


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
        self._bodies: dict[tuple[str, tuple[int, ...]], list[Part]] = {}

    def variants(self) -> list[Variant]:
        """The first photograph across the page in every height, filling a page, or in a column."""
        photos = in_text(self._article)
        everything = self._variant(None, photos, (), "photographs in the columns", self._step(2))
        if not photos:
            return [everything._replace(name="", terms=())]
        first, rest = photos[0], photos[1:]
        out: list[Variant] = []
        if may_be_wide(self._context, first):
            for made in sized(self._context, first, wide_frame(self._context), self._article.id):
                name = f"photograph across, {made.row.height} lines"
                out.append(self._variant(made.row, rest, (), name, made.terms))
        else:
            everything = everything._replace(terms=())
        for made in duos(self._context, photos[:2], self._article.id):
            name = f"two photographs across, {made.row.height} lines"
            terms = (*self._step(3), *made.terms)
            out.append(self._variant(made.row, photos[2:], (), name, terms))
        if may_fill_page(self._context, first):
            name = "photograph after the text"
            out.append(self._variant(None, rest, (first,), name, self._step(PLATE)))
        if first.size != "wide":
            out.append(everything)
        return out

    def closer(self, lines: int) -> list[Variant]:  # noqa: ARG002
        """None: columns change their paragraphs by themselves."""
        return []

    def _step(self, step: int) -> Terms:
        return choice(self._context, step)

    def _variant(
        self,
        opener: Row | None,
        photos: Sequence[Picture],
        plates: Sequence[Picture],
        name: str,
        terms: Terms,
    ) -> Variant:
        """The texts one after another, then what fills pages."""
        parts: list[Part] = []
        shares = dealt(photos, len(self._article.texts))
        for n, text in enumerate(self._article.texts):
            parts += self.text_parts(text, shares[n], opener if n == 0 else None)
        whole = [*plates, *fills_page(self._article)]
        parts += page_pictures(self._context, whole, self._article.id)
        return Variant(tuple(parts), page_sheet(self._context.page), name, terms)

    def text_parts(
        self, text: ArticleText, photos: Sequence[Picture], opener: Row | None
    ) -> list[Part]:
        """Head and columns of one language; the columns are the same wherever the photos are."""
        made = self._make(text)
        rows = [*made.head, *([opener._replace(breaks=False), WHITE] if opener else [])]
        if opener and height(rows) > self._context.page.lines:
            # Together they hold more than a page: the page turns between head and photograph.
            rows[len(made.head) - 1] = made.head[-1]._replace(breaks=True)
        key = (text.language, tuple(id(photo) for photo in photos))
        if key not in self._bodies:
            self._bodies[key] = self._body(text, made, photos)
        return [Across(tuple(rows)), *self._bodies[key]]

    def _body(self, text: ArticleText, made: "_Made", photos: Sequence[Picture]) -> list[Part]:
        stream: list[tuple[bool, list[Row]]] = []
        places = open_places(text, len(photos))
        pictures = [flowing(self._context, photo, self._article.id) for photo in photos]
        for n in range(len(made.blocks) + 1):
            for place, photo, picture in zip(places, photos, pictures, strict=True):
                if place == n:
                    stream.append((photo.size == "wide", picture))
            if n < len(made.blocks):
                stream.append((n in made.wide, made.blocks[n]))
        return self._flowing(text, stream)

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
            blocks = tuple(column.rows(self._kind.drop_cap))
            made = self._made[text.language] = _Made(tuple(head), blocks, wide)
        return made

    def _flowing(self, text: ArticleText, stream: list[tuple[bool, list[Row]]]) -> list[Part]:
        """Blocks and pictures in columns, what is wide across the page between, the end signed."""
        parts: list[Part] = []
        run: list[Row] = []
        for is_wide, rows in stream:
            if is_wide:
                parts += [Columns(tuple(run))] if run else []
                # White between a table and the text under it; other things bring their own.
                parts.append(Across(tuple(rows if rows[-1].space else [*rows, blank(1)])))
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

    Never after a subhead, nor before a list or table, which belong to the words before them; nor
    after the last block, where only the byline would follow.
    """
    places = [
        n
        for n, block in enumerate(text.blocks)
        if not n
        or isinstance(block, Subhead)
        or (isinstance(block, Paragraph) and not isinstance(text.blocks[n - 1], Subhead))
    ] or [0]
    total = len(text.blocks)
    wanted = [total * (n + 1) / (count + 1) for n in range(count)]
    return [min((abs(place - ideal), place) for place in places)[1] for ideal in wanted]
