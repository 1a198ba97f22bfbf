"""The languages of an article on facing pages: the leading one left, the second right.

Both begin level, go on level at each subhead, and turn over between the same pair of paragraphs.
A photograph stands on the page whose text leaves room for it.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, product

from assemble.model.issue import Article, Picture
from assemble.page.arrange import (
    Variant,
    choice,
    fills_page,
    flowing,
    in_text,
    may_be_wide,
    page_pictures,
    sized,
)
from assemble.page.context import Context
from assemble.page.heads import Stack, add_head_byline, add_headline, add_standfirst
from assemble.page.pairing import Group, paired
from assemble.page.parts import Across, Pairs, Part, spread_sheet
from assemble.page.picture import wide_frame
from assemble.page.row import WHITE, Row
from assemble.page.stacked import STANDFIRST_SHARE, Stacked

LEFT, RIGHT = 0, 1
FREE = 3
"""Steps from the preferred arrangement at which subheads don't stand level."""
EARLY, LATE = -0.4, 0.4
"""Shares of a text by which its photographs may be moved."""
WHERE = {EARLY: "early", LATE: "late"}
DEALS = 8
"""Most ways of dealing the photographs to the two pages that are tried."""
STACKED = 200
"""Steps from the preferred arrangement at which the languages stand one after the other."""


class Facing:
    """The first two languages on facing pages, any further one after them."""

    def __init__(self, context: Context, article: Article) -> None:
        self._context = context
        self._article = article
        self._texts = article.texts[:2]
        self._rest = article.texts[2:]
        self._kind = context.layout.kinds[article.kind.text]

    def variants(self) -> list[Variant]:
        """The photographs dealt to the pages in all ways that may fill both; then stacked."""
        passages = self._pairs()
        heads = [self._head(side) for side in (LEFT, RIGHT)]
        out: list[Variant] = []
        free = [[group for passage in passages for group in passage]]
        for deal in self._deals(passages, heads):
            out += self._dealt(passages, heads, deal)
            if len(passages) > 1:
                # Level at the head of each spread only, where subheads would leave holes.
                out += [
                    variant._replace(
                        name=f"{variant.name}, subheads not level",
                        terms=(*variant.terms, *choice(self._context, FREE)),
                    )
                    for variant in self._dealt(free, heads, deal)
                ]
        for variant in Stacked(self._context, self._article).variants():
            name = f"one language after the other, {variant.name}".rstrip(", ")
            terms = (*variant.terms, *choice(self._context, STACKED))
            out.append(variant._replace(name=name, terms=terms))
        return out

    def closer(self, lines: int) -> list[Variant]:  # noqa: ARG002
        """None: columns change their paragraphs by themselves."""
        return []

    def _deals(
        self, passages: Sequence[list[Group]], heads: Sequence[tuple[Row, ...]]
    ) -> list[tuple[tuple[int, bool], ...]]:
        """For each photograph its page and whether it stands across; the most even deals first."""
        photos = in_text(self._article)
        columns = self._context.page.columns
        base = [
            sum(row.height for groups in passages for group in groups for row in group[side])
            + columns * sum(row.height for row in heads[side])
            for side in (LEFT, RIGHT)
        ]
        options = []
        for n, photo in enumerate(photos):
            across = [n == 0 and photo.size == "wide"]
            if n == 0 and photo.size is None and may_be_wide(self._context, photo):
                across = [True, False]
            options.append([(side, wide) for wide in across for side in (RIGHT, LEFT)])
        ranked: list[tuple[int, int, tuple[tuple[int, bool], ...]]] = []
        for deal in product(*options):
            depth = list(base)
            for (side, wide), photo in zip(deal, photos, strict=True):
                rows = flowing(self._context, photo, self._article.id)
                tall = sum(row.height for row in rows)
                depth[side] += tall * columns * (2 if columns > 1 else 1) if wide else tall
            ranked.append((abs(depth[0] - depth[1]), len(ranked), deal))
        return [deal for _, _, deal in sorted(ranked)[:DEALS]]

    def _dealt(
        self,
        passages: Sequence[list[Group]],
        heads: Sequence[tuple[Row, ...]],
        deal: tuple[tuple[int, bool], ...],
    ) -> Iterator[Variant]:
        photos = in_text(self._article)
        placed = list(zip(photos, deal, strict=True))
        wide = [(photo, side) for photo, (side, across) in placed if across]
        columns = [(photo, side) for photo, (side, across) in placed if not across]
        body = self._body(passages, columns)
        pages = " and ".join(("left", "right")[side] for _, (side, _) in placed)
        name = f"photographs {pages}" if placed else ""
        sheet = spread_sheet(self._context.page)
        if not wide:
            head = Across((*heads[LEFT], WHITE), (*heads[RIGHT], WHITE))
            yield Variant((head, *body), sheet, name, ())
            for step, where in enumerate((EARLY, LATE) if columns else (), 1):
                other = self._body(passages, columns, where)
                terms = choice(self._context, step)
                yield Variant((head, *other), sheet, f"{name}, {WHERE[where]}", terms)
            return
        photo, side = wide[0]
        for made in sized(self._context, photo, wide_frame(self._context), self._article.id):
            rows = [[*heads[LEFT], WHITE], [*heads[RIGHT], WHITE]]
            rows[side] += [made.row._replace(breaks=False), WHITE]
            level = max(sum(row.height for row in heads[n]) for n in (LEFT, RIGHT))
            for n in (LEFT, RIGHT):
                short = level - sum(row.height for row in heads[n])
                rows[n].insert(len(heads[n]), Row(height=short, breaks=False))
            head = Across(tuple(rows[LEFT]), tuple(rows[RIGHT]), level=False)
            tall = f"{name}, {made.row.height} lines across"
            yield Variant((head, *body), sheet, tall, made.terms)

    def _body(
        self,
        passages: Sequence[list[Group]],
        photos: Sequence[tuple[Picture, int]],
        where: float = 0.0,
    ) -> tuple[Part, ...]:
        """The passages as bands, photographs in the columns before pairs evenly apart.

        `where` moves them by a share of the text, to its beginning or to its end.
        """
        groups = [group for passage in passages for group in passage]
        across: dict[int, list[tuple[Picture, int]]] = {}
        for side in (LEFT, RIGHT):
            own = [photo for photo, on in photos if on == side]
            for n, photo in enumerate(own):
                share = (n + 1) / (len(own) + 1) + where
                place = min(max(0, round(len(groups) * share)), len(groups) - 1)
                if photo.size == "wide":
                    across.setdefault(place, []).append((photo, side))
                    continue
                rows = flowing(self._context, photo, self._article.id)
                sides = list(groups[place])
                sides[side] = (*rows, *sides[side])
                groups[place] = tuple(sides)
        parts = self._bands(groups, [len(passage) for passage in passages], across)
        stacked = Stacked(self._context, self._article)
        for text in self._rest:
            parts += stacked.text_parts(text, (), opener=None)
        parts += page_pictures(self._context, fills_page(self._article), self._article.id)
        return tuple(parts)

    def _bands(
        self,
        groups: Sequence[Group],
        counts: Sequence[int],
        across: Mapping[int, Sequence[tuple[Picture, int]]],
    ) -> list[Part]:
        """The pairs in bands of so many each, parted by photographs across a page."""
        starts = {sum(counts[:n]) for n in range(len(counts))} | set(across)
        edges = [*sorted(starts), len(groups)]
        parts: list[Part] = []
        run: list[int] = []
        for start, end in pairwise(edges):
            for photo, side in across.get(start, ()):
                if run:
                    first = start - sum(run)
                    parts.append(Pairs(tuple(groups[first:start]), tuple(run), facing=True))
                    run = []
                rows = tuple(flowing(self._context, photo, self._article.id))
                left, right = (rows, ()) if side == LEFT else ((), rows)
                parts.append(Across(left, right, level=False))
            run.append(end - start)
        if run:
            parts.append(Pairs(tuple(groups[len(groups) - sum(run) :]), tuple(run), facing=True))
        return [part for part in parts if not isinstance(part, Pairs) or part.groups]

    def _pairs(self) -> list[list[Group]]:
        sign = self._kind.byline == "end"
        return paired(self._context, self._article, self._texts, ([], []), sign=sign)

    def _head(self, side: int) -> tuple[Row, ...]:
        """Headline, standfirst and byline across one page."""
        context, text = self._context, self._texts[side]
        measure = context.page.measure
        stack = Stack(context, context.rank(text.language))
        add_headline(context, stack, self._kind.headline_across, text, self._article.id, measure)
        add_standfirst(context, stack, text, self._article.id, measure * STANDFIRST_SHARE)
        if self._kind.byline == "head":
            add_head_byline(context, stack, self._article, text, measure)
        return (stack.row(),)
