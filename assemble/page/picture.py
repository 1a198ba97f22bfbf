"""Photographs and groups of them with their captions, as boxes of whole grid lines."""

import math
from typing import NamedTuple

from assemble.model.edition import ImageItem, Item, Rect, Source
from assemble.model.issue import Photo, Picture
from assemble.model.units import mm
from assemble.page.captions import (
    Caption,
    caption_items,
    captions_across,
    captions_of_each,
    captions_under,
)
from assemble.page.context import Context
from assemble.page.mosaic import Tile, arranged, boxes, limits, natural, widest
from assemble.page.row import CAPTIONS, Row, moved

GAP = 4.0
"""Points between a photograph and its caption."""
TOP = 2.9
"""Points from a grid line's top to the cap height of its text (cap height .670 em of 9.75 pt under
the baseline at 75 % of 12.5 pt): a photograph's top edge levels with the text beside it."""
CAPTION_WIDTH = mm(35)
"""Least width of a caption in points, some twenty letters of 8 pt; a photograph of a group that is
narrower has none of its own."""


class Frame(NamedTuple):
    """Where a photograph may stand: width in points, greatest height in grid lines."""

    width: float
    lines: int


class _Block(NamedTuple):
    """A picture in its frame: how its photographs share it, its captions, its possible heights.

    `rest` is what is not picture, in points; heights are of the box, in grid lines.
    """

    tile: Tile
    captions: list[Caption]
    rest: float
    least: int
    natural: int
    greatest: int


def column_frame(context: Context) -> Frame:
    """A column's width, as high as the layout allows and a small page leaves room for text."""
    most = context.page.lines * 2 // 3
    return Frame(context.page.column, min(context.layout.pictures.column_lines, most))


def wide_frame(context: Context) -> Frame:
    """The width of all columns, heights likewise."""
    most = context.page.lines * 2 // 3
    return Frame(context.page.measure, min(context.layout.pictures.wide_lines, most))


def page_frame(context: Context) -> Frame:
    """The whole type area."""
    return Frame(context.page.measure, context.page.lines)


def photos_in(picture: Picture) -> tuple[Photo, ...]:
    """The photographs of a picture: one, or those of a group."""
    return (picture,) if isinstance(picture, Photo) else picture.photos


def resolution(context: Context, picture: Picture, frame: Frame) -> float:
    """Pixels to the inch of an uncropped picture that is as wide as its frame.

    Of a group those of its coarsest photograph; what a wished crop cuts off doesn't count.
    """
    tile = _tile(context, picture, frame)
    found = boxes(tile, Rect(0.0, 0.0, frame.width, natural(tile, frame.width)))
    return min(
        photo.shape[0] / (box.width / 72)
        for photo, box in zip(photos_in(picture), found, strict=True)
    )


def crop_to(
    photo: Photo, width: float, height: float, place: tuple[float, float] = (0.5, 0.5)
) -> Rect:
    """The part of the upright picture that fills width × height, within the wished crop.

    The picture's focus lies at `place`, in fractions of the part's width and height, or as near
    to it as the picture's edges allow.
    """
    full, wished = photo.image.upright, photo.shape
    ratio = width / height
    kept = min(wished[0], wished[1] * ratio), min(wished[1], wished[0] / ratio)
    starts = []
    for axis in (0, 1):
        focus = photo.focus[axis] * full[axis]
        first = _within(focus - wished[axis] / 2, 0.0, full[axis] - wished[axis])
        last = first + wished[axis] - kept[axis]
        starts.append(_within(focus - place[axis] * kept[axis], first, last) / full[axis])
    return Rect(starts[0], starts[1], kept[0] / full[0], kept[1] / full[1])


def _within(value: float, low: float, high: float) -> float:
    return max(low, min(value, high))


def _tile(context: Context, picture: Picture, frame: Frame) -> Tile:
    """How the photographs of a picture share a frame."""
    shapes = [photo.shape for photo in photos_in(picture)]
    rules = context.layout.pictures
    most = frame.lines * context.grid
    return arranged(shapes, frame.width, most, 1 - rules.max_crop, rules.warn_ppi / 72)


def _captions(context: Context, picture: Picture, width: float, tile: Tile) -> list[Caption]:
    """The captions under a picture: under each photograph of a row, else for all together."""
    if not isinstance(picture, Photo) and not picture.caption and tile.across:
        found = boxes(tile, Rect(0.0, 0.0, width, natural(tile, width)))
        level = not any(part.parts for part in tile.parts)
        if level and min(box.width for box in found) >= CAPTION_WIDTH and not picture.credit:
            places = [(box.x, box.width) for box in found]
            return captions_of_each(context, picture, places)
    if is_across(context, width):
        return captions_across(context, picture, width)
    return captions_under(context, picture, max(width, CAPTION_WIDTH))


def is_across(context: Context, width: float) -> bool:
    """Whether a width in points is more than a column."""
    return width > context.page.column + 1


def _block(context: Context, picture: Picture, frame: Frame, *, bare: bool) -> _Block:
    """What has to be known of a picture before its height is chosen, found out once."""
    # By identity: the values hold whole photographs, and the issue keeps them alive.
    key = (_block, id(picture), frame, bare)
    if key not in context.known:
        context.known[key] = picture, _measured(context, picture, frame, bare=bare)
    found: _Block = context.known[key][1]
    return found


def _measured(context: Context, picture: Picture, frame: Frame, *, bare: bool) -> _Block:
    tile = _tile(context, picture, frame)
    keep = 1 - context.layout.pictures.max_crop
    room = context.page.lines * context.grid
    captions: list[Caption] = []
    rest = bare_rest = TOP + context.grid - context.baseline
    known = 0.0
    # A picture too tall for its frame is narrower, and so are its captions then.
    for _ in range(0 if bare else 2):
        most = min(frame.lines * context.grid, room - rest)
        width = min(frame.width, widest(tile, most, keep))
        if width == known:
            break
        captions, known = _captions(context, picture, width, tile), width
        depth = max((caption.depth for caption in captions), default=0.0)
        rest = bare_rest + (GAP + depth if captions else 0.0)
    most = min(frame.lines * context.grid, room - rest)

    def lines(height: float) -> float:
        return (min(height, most) + rest) / context.grid

    low, high = limits(tile, frame.width, keep)
    least = math.ceil(lines(low) - 0.001)
    greatest = max(least, int(lines(high)))
    middle = min(max(round(lines(natural(tile, frame.width))), least), greatest)
    return _Block(tile, captions, rest, least, middle, greatest)


def sizes(context: Context, picture: Picture, frame: Frame, *, bare: bool = False) -> list[int]:
    """The box heights in grid lines that a picture can take, from the least to the greatest.

    The picture may lose up to the layout's `max_crop` of either side so that its box, captions
    under it counted unless `bare`, takes whole grid lines. `picture_row` takes the natural height
    among them if none is asked for.
    """
    block = _block(context, picture, frame, bare=bare)
    return list(range(block.least, block.greatest + 1))


def cut(
    context: Context, picture: Picture, frame: Frame, lines: int, *, bare: bool = False
) -> float:
    """The share of a picture's area that is cut off in a box of a height, 0 for nothing.

    What a wished crop cuts off doesn't count; of a group the mean, by what each photograph takes.
    """
    block = _block(context, picture, frame, bare=bare)
    found = _boxes(context, block, frame, lines)
    photos = photos_in(picture)
    total = sum(box.width * box.height for box in found)
    kept = 0.0
    for photo, box in zip(photos, found, strict=True):
        ratio = photo.shape[0] / photo.shape[1] / (box.width / box.height)
        kept += min(ratio, 1 / ratio) * box.width * box.height
    return 1 - kept / total


def picture_row(
    context: Context,
    picture: Picture,
    frame: Frame,
    lines: int | None = None,
    article: str = "",
    *,
    bare: bool = False,
) -> Row:
    """A picture with its caption under it, as one row.

    Args:
        context: the means.
        picture: a photograph, or a group of them.
        frame: width and greatest height.
        lines: the box height to take, the nearest that is possible; None takes the natural one.
        article: the id of its article.
        bare: leave the caption to somebody else.
    """
    block = _block(context, picture, frame, bare=bare)
    total = min(max(lines or block.natural, block.least), block.greatest)
    found = _boxes(context, block, frame, total)
    items: list[Item] = [
        ImageItem(
            box,
            photo.image.key,
            crop_to(photo, box.width, box.height),
            Source("photo", None, article, photo.at),
        )
        for photo, box in zip(photos_in(picture), found, strict=True)
    ]
    top = total * context.grid - block.rest + TOP + GAP
    items += caption_items(context, block.captions, top, article)
    floats = not is_across(context, frame.width)
    return Row(height=total, items=tuple(items), rank=CAPTIONS, floats=floats)


def _boxes(context: Context, block: _Block, frame: Frame, lines: int) -> list[Rect]:
    """The photographs' rectangles; a picture too tall stands narrower, at the box's left."""
    height = lines * context.grid - block.rest
    keep = 1 - context.layout.pictures.max_crop
    width = min(frame.width, widest(block.tile, height, keep))
    return boxes(block.tile, Rect(0.0, TOP, width, height))


def caption_row(context: Context, picture: Picture, width: float, article: str) -> Row:
    """The captions of a picture alone, their last line on the grid."""
    captions = captions_under(context, picture, width)
    depth = captions[-1].depth if captions else 0.0
    total = int(-(-depth // context.grid))
    items = caption_items(context, captions, total * context.grid - depth, article)
    return Row(height=total, items=tuple(items), rank=CAPTIONS)


def captioned_beside(context: Context, picture: Row, captions: Row) -> Row:
    """A bare picture with its captions in the next column, level with its lower edge."""
    dx = context.page.column + context.page.gutter
    dy = (picture.height - captions.height) * context.grid
    return picture._replace(items=(*picture.items, *moved(captions.items, dx, dy)))


def pictures_row(context: Context, photos: tuple[Picture, ...], article: str) -> Row:
    """Photographs side by side, one a column, in boxes of the same height.

    One alone stands in the first column, its captions beside it.
    """
    page = context.page
    frame = column_frame(context)
    step = page.column + page.gutter
    if len(photos) == 1 and page.columns > 1:
        bare = picture_row(context, photos[0], frame, None, article, bare=True)
        captions = caption_row(context, photos[0], page.column, article)
        if captions.height <= bare.height:
            return captioned_beside(context, bare, captions)
    target = max(picture_row(context, photo, frame, None, article).height for photo in photos)
    items: list[Item] = []
    for n, photo in enumerate(photos):
        row = picture_row(context, photo, frame, target, article)
        items += moved(row.items, n * step, 0.0)
        target = max(target, row.height)
    return Row(height=target, items=tuple(items), rank=CAPTIONS)
