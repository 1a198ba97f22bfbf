"""The languages of an article side by side, a column each, level at each paragraph."""

from collections.abc import Sequence
from functools import cached_property

from assemble.model.issue import Article, Picture
from assemble.model.text import ArticleText
from assemble.page.arrange import (
    Sized,
    Variant,
    choice,
    duos,
    fills_page,
    in_text,
    may_be_wide,
    page_pictures,
    resized,
    sized,
)
from assemble.page.context import Context
from assemble.page.fill import Terms
from assemble.page.heads import Stack, add_headline, add_standfirst, headline_stack
from assemble.page.pairing import Group, altered, paired
from assemble.page.parts import Across, Pairs, Part, page_sheet
from assemble.page.picture import (
    caption_row,
    captioned_beside,
    column_frame,
    picture_row,
    pictures_row,
    wide_frame,
)
from assemble.page.row import WHITE, Row, blank, moved
from assemble.page.stacked import Stacked

BESIDE, DUO, ABOVE = 0, 2, 4
"""Steps from the preferred place of the first photograph: beside the headlines; two side by side
under them; across the page."""


class Parallel:
    """The languages side by side, level at each paragraph."""

    def __init__(self, context: Context, article: Article) -> None:
        self._context = context
        self._article = article
        self._texts = article.texts[: context.page.columns]
        self._rest = article.texts[context.page.columns :]

    def variants(self) -> list[Variant]:
        """Heads with the first photograph beside or above them, then the pairs."""
        return self._all(self._pairs, "", ())

    def closer(self, lines: int) -> list[Variant]:
        """The same with the pairs a line higher or lower, where they give that."""
        made, terms = altered(self._pairs, lines)
        return self._all(made, ", loose" if lines > 0 else ", tight", terms) if terms else []

    def _all(self, pairs: list[list[Group]], how: str, cost: Terms) -> list[Variant]:
        """The pairs as they are given with the photographs in all ways."""
        photos = in_text(self._article)
        heads = self._heads
        if not photos:
            parts = (heads, Across((WHITE,)), *self._body(pairs, ()))
            return [self._variant(parts, how.strip(", "), cost)]
        out: list[Variant] = []
        first = photos[0]
        rest = self._body(pairs, photos[2:])
        for made in duos(self._context, photos[:2], self._article.id):
            name = f"two photographs, {made.row.height} lines{how}"
            terms = (*cost, *choice(self._context, DUO), *made.terms)
            parts = (heads, Across((made.row, blank(1))), *rest)
            out.append(self._variant(parts, name, terms))
        body = self._body(pairs, photos[1:])
        if first.size != "wide":
            for head, made in self._beside:
                name = f"photograph beside the headlines, {made.row.height} lines{how}"
                terms = (*cost, *choice(self._context, BESIDE), *made.terms)
                out.append(self._variant((head, *body), name, terms))
        if may_be_wide(self._context, first):
            step = 0 if first.size == "wide" else ABOVE
            for made in sized(self._context, first, wide_frame(self._context), self._article.id):
                name = f"photograph across, {made.row.height} lines{how}"
                terms = (*cost, *choice(self._context, step), *made.terms)
                parts = (heads, Across((made.row, blank(1))), *body)
                out.append(self._variant(parts, name, terms))
        return out

    def _variant(self, parts: tuple[Part, ...], name: str, terms: Terms) -> Variant:
        return Variant(parts, page_sheet(self._context.page), name, terms)

    @cached_property
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

    @cached_property
    def _beside(self) -> list[tuple[Across, Sized]]:
        """The photograph in the leading column, all headlines beside it, in every height.

        The captions stand at the foot of the headlines' column where there is room for them,
        level with the picture's lower edge; else under the picture.
        """
        context, page = self._context, self._context.page
        photo = in_text(self._article)[0]
        out: list[tuple[Across, Sized]] = []
        frame = column_frame(context)
        dx = page.column + page.gutter
        rows, heads = self._head_column(dx)
        captions = caption_row(context, photo, page.column, self._article.id)
        natural = picture_row(context, photo, frame, None, self._article.id).height
        done: set[int] = set()
        for lines in range(max(frame.lines, heads), 0, -1):
            bare = picture_row(context, photo, frame, lines, self._article.id, bare=True)
            if bare.height >= heads + captions.height + 1:
                picture = captioned_beside(context, bare, captions)
            else:
                picture = picture_row(context, photo, frame, lines, self._article.id)
            tall = max(picture.height, heads)
            if tall in done:
                continue
            done.add(tall)
            row = picture._replace(height=tall, breaks=False, floats=False)
            terms = resized(context, natural, picture.height)
            out.append((Across((*rows, row, WHITE)), Sized(row, terms)))
        return out

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

    def _body(self, passages: list[list[Group]], photos: Sequence[Picture]) -> tuple[Part, ...]:
        """The pairs, further photographs across the columns in their middle."""
        parts: list[Part] = []
        pairs = [pair for passage in passages for pair in passage]
        groups = _by_two(photos)
        # Under the first pair at least: a head doesn't stand over pictures alone.
        first = min(1, len(pairs))
        shares = [(n + 1) / (len(groups) + 1) for n in range(len(groups))]
        places = [max(first, round(len(pairs) * share)) for share in shares]
        start = 0
        for place, group in zip(places, groups, strict=True):
            parts.append(Pairs(tuple(pairs[start:place])))
            if len(group) == 1 and may_be_wide(self._context, group[0]):
                frame = wide_frame(self._context)
                row = picture_row(self._context, group[0], frame, 1, self._article.id)
            else:
                row = pictures_row(self._context, group, self._article.id)
            parts.append(Across((blank(1), row, blank(1))))
            start = place
        parts.append(Pairs(tuple(pairs[start:])))
        stacked = Stacked(self._context, self._article)
        for text in self._rest:
            parts += stacked.text_parts(text, (), opener=None)
        parts += page_pictures(self._context, fills_page(self._article), self._article.id)
        return tuple(part for part in parts if not isinstance(part, Pairs) or part.groups)

    @cached_property
    def _pairs(self) -> list[list[Group]]:
        """Groups of rows that stand level: by subheads, and in between by paragraph."""
        before = [self._standfirst(text) for text in self._texts]
        kind = self._context.layout.kinds[self._article.kind.text]
        sign = kind.byline != "none"
        return paired(self._context, self._article, self._texts, before, sign=sign)

    def _standfirst(self, text: ArticleText) -> list[Row]:
        """The standfirst in column width."""
        if not text.standfirst:
            return []
        stack = Stack(self._context, self._context.rank(text.language))
        width = self._context.page.column
        add_standfirst(self._context, stack, text, self._article.id, width)
        return [stack.row(breaks=False), blank(1, breaks=True)]


def _by_two(photos: Sequence[Picture]) -> list[tuple[Picture, ...]]:
    """Photographs in groups that stand side by side; one asked for across the page is alone."""
    groups: list[tuple[Picture, ...]] = []
    for photo in photos:
        alone = photo.size == "wide"
        if groups and len(groups[-1]) == 1 and not alone and groups[-1][0].size != "wide":
            groups[-1] = (*groups[-1], photo)
        else:
            groups.append((photo,))
    return groups
