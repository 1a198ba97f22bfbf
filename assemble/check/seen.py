"""What stands where on finished pages: things by column and grid line, read off the items.

In: a page of placed items and the page geometry. Out: things, each with the columns and grid lines
it takes. The page stage isn't asked: columns, bands and heads are found again from coordinates.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from assemble.model.edition import OUTSIDE, BoxItem, ImageItem, Item, Page, Rect, Source, TextItem
from assemble.model.layout import PageGeometry

CAPITALS = 0.7
"""Height of a line above its baseline in em, about that of its capitals: what levels with a
picture's top edge. Descenders and marks count as ink only."""
THIN = 2.0
"""Points up to which a box is a rule."""
TOUCH = 1.0
"""Points that something must reach into a column to stand in it; punctuation hangs less."""
NEAR = 3
"""Grid lines within which parts of a head belong together."""
CAPTION_GAP = 8.0
"""Most points between a picture and its caption, and between captions of two languages."""

HEADS = frozenset({"kicker", "headline", "standfirst", "byline", "section"})
"""Roles of what may head a text."""
RUNNING = frozenset({"body", "list"})
"""Roles of text that runs on from column to column, line by line."""
ELSEWHERE = (
    "contents",
    "teaser",
    "masthead",
    "caption",
    "folio",
    "running",
    "jump",
    "proof",
    "slug",
    "quality",
)
"""Beginnings of roles of text that isn't the article itself, though it may name one."""


class Thing(NamedTuple):
    """A line of text, a head, a picture with the captions under it, or a box.

    `columns` are those it reaches into; `first` and `last` the grid lines it takes, from 0.
    """

    rect: Rect
    columns: tuple[int, ...]
    first: int
    last: int
    source: Source
    items: tuple[Item, ...]

    @property
    def is_text(self) -> bool:
        """Whether it is text of an article, and not its head."""
        return is_article_text(self.source) and isinstance(self.items[0], TextItem)

    @property
    def text(self) -> str:
        """The text of its lines."""
        return " ".join(item.line.text for item in self.items if isinstance(item, TextItem))


@dataclass(frozen=True, slots=True)
class View:
    """A page as seen: its things, those across more than a column apart from the others."""

    page: Page
    kind: str
    across: tuple[Thing, ...]
    within: tuple[Thing, ...]

    @property
    def things(self) -> tuple[Thing, ...]:
        """All of them."""
        return self.across + self.within


def is_article_text(source: Source) -> bool:
    """Whether an item is text of an article where it stands, not a mention elsewhere."""
    return bool(source.article and source.language) and not source.role.startswith(ELSEWHERE)


def extent_of(item: Item) -> Rect:
    """An item's rectangle; a line's reaches from its capitals' height to its baseline."""
    if isinstance(item, TextItem):
        size = size_of(item)
        return Rect(
            item.x + item.line.indent,
            item.baseline - CAPITALS * size,
            item.line.width,
            CAPITALS * size,
        )
    return item.rect


def size_of(item: TextItem) -> float:
    """The largest type size of a line, in points."""
    return max((piece.size for piece in item.line.pieces), default=0.0)


def joined(rects: Iterable[Rect]) -> Rect:
    """The rectangle about all of some rectangles."""
    given = list(rects)
    x, y = min(r.x for r in given), min(r.y for r in given)
    right = max(r.x + r.width for r in given)
    return Rect(x, y, right - x, max(r.y + r.height for r in given) - y)


def see(page: Page, geometry: PageGeometry) -> View:
    """A page as things in columns."""
    return _Looker(page, geometry).view()


class _Looker:
    def __init__(self, page: Page, geometry: PageGeometry) -> None:
        self._page = page
        self._geometry = geometry
        self._left = geometry.left(page.number)

    def view(self) -> View:
        items = [item for item in self._page.items if self._counts(item)]
        things = self._pictures(items) + self._heads(items)
        taken = {id(item) for thing in things for item in thing.items}
        things += [self.thing((item,)) for item in items if id(item) not in taken]
        across = [t for t in things if len(t.columns) > 1 or self._is_alone(t, things)]
        within = [t for t in things if t not in across]
        return View(self._page, _kind(self._page, things), _by_place(across), _by_place(within))

    def _counts(self, item: Item) -> bool:
        """Whether an item stands in the type area."""
        if item.source.role in OUTSIDE:
            return False
        rect, page = extent_of(item), self._geometry
        middle = rect.y + rect.height / 2
        foot = page.head + page.lines * page.grid
        return page.head - 1 <= middle <= foot + 1 and bool(self._columns(rect))

    def _columns(self, rect: Rect) -> tuple[int, ...]:
        page = self._geometry
        out = []
        for n in range(page.columns):
            left = self._left + n * (page.column + page.gutter)
            inside = min(rect.x + rect.width, left + page.column) - max(rect.x, left)
            if inside > min(TOUCH, rect.width / 2):
                out.append(n)
        return tuple(out)

    def thing(self, items: Sequence[Item], source: Source | None = None) -> Thing:
        """Items as one thing."""
        page = self._geometry
        rect = joined(extent_of(item) for item in items)
        top, bottom = rect.y - page.head, rect.y + rect.height - page.head
        if rect.height <= THIN and isinstance(items[0], BoxItem):
            top = bottom = (top + bottom) / 2 - THIN / 100
        most = page.lines - 1
        first = min(max(math.floor(top / page.grid + 1e-6), 0), most)
        last = min(max(math.floor(bottom / page.grid - 1e-6), first), most)
        return Thing(
            rect, self._columns(rect), first, last, source or items[0].source, tuple(items)
        )

    def _pictures(self, items: list[Item]) -> list[Thing]:
        """Each picture with the captions under it."""
        captions = [i for i in items if isinstance(i, TextItem) and i.source.role == "caption"]
        captions.sort(key=lambda item: item.baseline)
        out = []
        for item in items:
            if not isinstance(item, ImageItem):
                continue
            own: list[Item] = [item]
            for caption in captions:
                rect, line = joined(map(extent_of, own)), extent_of(caption)
                beside = line.x >= rect.x + rect.width or line.x + line.width <= rect.x
                gap = line.y - (rect.y + rect.height)
                if not beside and -rect.height / 2 < gap < CAPTION_GAP and line.y > item.rect.y:
                    own.append(caption)
            out.append(self.thing(own))
        return out

    def _heads(self, items: list[Item]) -> list[Thing]:
        """Kicker, headline, standfirst and byline under one another as one, rules among them."""
        tops: dict[tuple[str | None, str | None], float] = {}
        for item in items:
            key = item.source.article, item.source.language
            if is_article_text(item.source) and item.source.role not in HEADS:
                tops[key] = min(tops.get(key, math.inf), extent_of(item).y)
        groups: dict[tuple[str | None, str | None, int], list[list[Item]]] = defaultdict(list)
        for item in sorted(items, key=lambda i: extent_of(i).y):
            source = item.source
            if not isinstance(item, TextItem) or source.role not in HEADS:
                continue
            above = extent_of(item).y < tops.get((source.article, source.language), math.inf)
            if source.role == "byline" and not above:
                continue
            column = (self._columns(extent_of(item)) or (0,))[0]
            runs = groups[source.article, source.language, column]
            rect = extent_of(item)
            if runs and rect.y - _bottom(runs[-1]) < NEAR * self._geometry.grid:
                runs[-1].append(item)
            else:
                runs.append([item])
        return [
            self.thing([*run, *self._rules(run, items)])
            for runs in groups.values()
            for run in runs
            if any(item.source.role != "byline" for item in run)
        ]

    def _rules(self, head: list[Item], items: list[Item]) -> list[Item]:
        rect = joined(map(extent_of, head))
        return [
            item
            for item in items
            if isinstance(item, BoxItem)
            and item.rect.height <= THIN
            and rect.y <= item.rect.y <= rect.y + rect.height
            and self._columns(item.rect)[0] in self._columns(rect)
        ]

    def _is_alone(self, thing: Thing, things: list[Thing]) -> bool:
        """Whether a head has nothing beside it, and so goes across though it is short."""
        if thing.source.role not in HEADS:
            return False
        top, bottom = thing.rect.y, thing.rect.y + thing.rect.height
        return not any(
            other.rect.y < bottom and other.rect.y + other.rect.height > top
            for other in things
            if not set(other.columns) <= set(thing.columns)
        )


def _bottom(items: Iterable[Item]) -> float:
    rect = joined(map(extent_of, items))
    return rect.y + rect.height


def _by_place(things: Iterable[Thing]) -> tuple[Thing, ...]:
    """Column by column, from the top."""
    return tuple(sorted(things, key=lambda t: (t.columns[0], t.rect.y, t.rect.x)))


def _kind(page: Page, things: Sequence[Thing]) -> str:
    """What sort of page it is: cover, front, picture, text or blank."""
    drawn = [item for item in page.items if item.source.role not in OUTSIDE]
    if page.blank or not drawn:
        return "blank"
    if page.number == 1:
        return "cover"
    roles = {item.source.role for item in drawn}
    if any(role.startswith(("contents", "masthead")) for role in roles):
        return "front"
    if any(thing.is_text for thing in things) or "section" in roles:
        return "text"
    return "picture"
