"""What all arrangements of an article share: its variants' type, and pictures in all sizes."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from assemble.model.issue import Article, Photo, PhotoGroup, Picture
from assemble.page.context import Context
from assemble.page.fill import Terms
from assemble.page.parts import Across, Part, Sheet
from assemble.page.picture import (
    Frame,
    column_frame,
    page_frame,
    picture_row,
    resolution,
    sizes,
    wide_frame,
)
from assemble.page.row import WHITE, Change, Elastic, Row, blank


class Variant(NamedTuple):
    """An article as parts to flow, in one of the ways that the plan may choose from.

    `name` says in what it differs from the others; `terms` are the costs of the choice.
    """

    parts: tuple[Part, ...]
    sheet: Sheet
    name: str
    terms: Terms = ()

    @property
    def cost(self) -> float:
        """The sum of its costs."""
        return sum(amount for _, amount in self.terms)


class Sized(NamedTuple):
    """A picture in one of its heights, and what it costs to have it so."""

    row: Row
    terms: Terms


def sized(context: Context, photo: Picture, frame: Frame, article: str) -> Iterator[Sized]:
    """A picture in every height that its limits allow, a grid line apart, its own first."""
    natural = picture_row(context, photo, frame, None, article)
    yield Sized(natural, ())
    for lines in reversed(sizes(context, photo, frame)):
        if lines != natural.height:
            row = picture_row(context, photo, frame, lines, article)
            yield Sized(row, resized(context, natural.height, lines))


def duos(context: Context, pictures: Sequence[Picture], article: str) -> Iterator[Sized]:
    """Two photographs side by side across the page, in every height; none where that can't be."""
    photos = [each for each in pictures if isinstance(each, Photo) and each.size != "wide"]
    if len(photos) < 2:
        return
    first = photos[0]
    pair = PhotoGroup(photos=(first, photos[1]), caption=None, credit=None, size=None, at=first.at)
    frame = wide_frame(context)
    if resolution(context, pair, frame) >= context.layout.pictures.error_ppi:
        yield from sized(context, pair, frame, article)


def resized(context: Context, natural: int, lines: int) -> Terms:
    """The cost of a picture's box of so many grid lines instead of its natural height."""
    tenths = 10 * abs(lines - natural) / max(1, natural)
    cost = context.layout.planning.costs.picture_resized * tenths
    return (("picture_resized", cost),) if cost else ()


def choice(context: Context, step: int) -> Terms:
    """The cost of an arrangement that is so many steps from the preferred one."""
    return (("second_choice", context.layout.planning.costs.second_choice * step),) if step else ()


def may_be_wide(context: Context, photo: Picture) -> bool:
    """Whether a photograph may stand across the page: asked for, or fine enough for it."""
    if photo.size:
        return photo.size != "column"
    return resolution(context, photo, wide_frame(context)) >= context.layout.pictures.warn_ppi


def may_fill_page(context: Context, photo: Picture) -> bool:
    """Whether the plan may give a photograph the whole type area: free in size, and fine enough."""
    limits = context.layout.pictures
    return not photo.size and resolution(context, photo, page_frame(context)) >= limits.warn_ppi


def flowing(context: Context, photo: Picture, article: str) -> list[Row]:
    """A photograph that stands in a text, with white above and under it.

    A column wide it floats and may be cropped to level its column; across where asked for.
    """
    if photo.size == "wide":
        row = picture_row(context, photo, wide_frame(context), None, article)
        return [WHITE, row._replace(breaks=False), WHITE._replace(breaks=True)]
    frame = column_frame(context)
    row = picture_row(context, photo, frame, None, article)
    natural = row.height
    heights = sizes(context, photo, frame)

    def make(by: int) -> Change:
        changed = picture_row(context, photo, frame, natural + by, article)
        return Change((changed._replace(breaks=False, floats=True),), promise(by))

    def promise(by: int) -> float:
        return sum(cost for _, cost in resized(context, natural, natural + by))

    elastic = Elastic("picture_resized", heights[0] - natural, heights[-1] - natural, make, promise)
    row = row._replace(breaks=False, elastic=elastic)
    return [WHITE, row, WHITE._replace(breaks=True)]


def dealt(photos: Sequence[Picture], count: int) -> list[list[Picture]]:
    """Pictures dealt to `count` texts: as many to each as its share of the article."""
    shares: list[list[Picture]] = [[] for _ in range(count)]
    for n, photo in enumerate(photos):
        shares[n * count // len(photos)].append(photo)
    return shares


def page_pictures(context: Context, photos: Iterable[Picture], article: str) -> list[Part]:
    """Pictures that fill the type area, a page each, after the texts."""
    frame = page_frame(context)
    return [
        Across((blank(1), picture_row(context, photo, frame, None, article))) for photo in photos
    ]


def joined(blocks: Sequence[list[Row]]) -> list[Row]:
    """The rows of several blocks one after another."""
    return [row for block in blocks for row in block]


def fills_page(article: Article) -> list[Picture]:
    """The pictures of an article that were asked to fill the type area."""
    return [photo for photo in article.photos if photo.size == "page"]


def plates_of(article: Article) -> list[Photo]:
    """The photographs of an article that were asked to fill pages to the bleed."""
    return [p for p in article.photos if isinstance(p, Photo) and p.size in ("bleed", "spread")]


def in_text(article: Article) -> list[Picture]:
    """The others, which stand in its text."""
    return [photo for photo in article.photos if not photo.fills_page]
