"""Photographs with their captions as boxes of whole grid lines."""

from collections.abc import Iterable
from typing import NamedTuple

from assemble.model.edition import ImageItem, Item, Rect, Source
from assemble.model.issue import Photo
from assemble.model.line import Line
from assemble.model.text import Inline, Span
from assemble.page.context import Context, set_items
from assemble.page.row import CAPTIONS, Row, moved

GAP = 4.0
"""Points between a photograph and its caption."""
TOP = 2.9
"""Points from a grid line's top to the cap height of its text (cap height .670 em of 9.75 pt under
the baseline at 75 % of 12.5 pt): a photograph's top edge levels with the text beside it."""


ASCENT = 0.78
"""Share of a caption's leading above its first baseline."""


class Frame(NamedTuple):
    """Where a photograph may stand: width in points, greatest height in grid lines."""

    width: float
    lines: int


_Stack = tuple[float, float, tuple[Line, ...], Source, float]
"""x, y from the caption block's top, lines, source, depth to the foot of this stack."""


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


def resolution(photo: Photo, width: float) -> float:
    """Pixels to the inch of the uncropped picture set `width` points wide."""
    return photo.image.upright[0] / (width / 72)


def crop_to(photo: Photo, width: float, height: float) -> Rect:
    """The part of the upright picture that fills width × height, about its middle."""
    w, h = photo.image.upright
    have, want = w / h, width / height
    if want > have:
        share = have / want
        return Rect(0.0, (1 - share) / 2, 1.0, share)
    share = want / have
    return Rect((1 - share) / 2, 0.0, share, 1.0)


def caption_of(context: Context, photo: Photo, language: str) -> Inline:
    """A photograph's caption in a language, its credit after it in that language's form."""
    caption = photo.caption.get(language) if photo.caption else None
    leads = language == context.issue.languages[0]
    if photo.caption and photo.caption.shared and not leads:
        return ()
    if not caption and (photo.caption or not leads):
        return ()
    credit = photo.credit.get(language) if photo.credit else None
    spans: list[Span] = []
    if caption:
        spans.append(Span(text=caption.text + (" " if credit else ""), at=caption.at))
    if credit:
        label = f"{context.words(language).photo}: {credit.text}"
        spans.append(Span(text=label, at=credit.at, bold=True))
    return tuple(spans)


def caption_stacks(
    context: Context, photo: Photo, width: float, languages: Iterable[str]
) -> list[tuple[str, tuple[Line, ...], Source]]:
    """The set caption lines of a photograph, by language."""
    out = []
    for language in languages:
        inline = caption_of(context, photo, language)
        if inline:
            style = context.style("caption", language)
            lines = context.setter.paragraph(inline, style, language, width)
            source = Source("caption", language, None, inline[0].at)
            out.append((language, lines, source))
    return out


def heights(context: Context, photo: Photo, frame: Frame, caption: float) -> tuple[int, int, int]:
    """The box heights in grid lines that a photograph can take: least, natural, greatest.

    Args:
        context: the means.
        photo: the photograph.
        frame: width and greatest height of the box.
        caption: height of the caption under it, in points.

    The picture may lose up to the layout's `max_crop` of either side so that the box takes
    whole grid lines.
    """
    w, h = photo.image.upright
    keep = 1 - context.layout.pictures.max_crop
    natural = frame.width * h / w
    rest = TOP + (GAP + caption if caption else 0.0) + context.grid - context.baseline
    most = frame.lines * context.grid

    def lines(height: float) -> float:
        return (min(height, most) + rest) / context.grid

    least = int(-(-lines(natural * keep) // 1))
    greatest = max(least, int(lines(natural / keep)))
    return least, min(max(round(lines(natural)), least), greatest), greatest


def picture_row(
    context: Context,
    photo: Photo,
    frame: Frame,
    lines: int | None = None,
    article: str = "",
    *,
    bare: bool = False,
) -> Row:
    """A photograph with its caption under it, as one row.

    Args:
        context: the means.
        photo: the photograph.
        frame: width and greatest height.
        lines: the box height to take; None takes the natural one.
        article: the id of its article.
        bare: leave the caption to somebody else.
    """
    across = frame.width > context.page.column + 1
    stacks: list[_Stack] = []
    if not bare:
        stacks = _across(context, photo) if across else _stacked(context, photo, frame.width)
    depth = max((d for *_, d in stacks), default=0.0)
    least, natural, greatest = heights(context, photo, frame, depth)
    total = min(max(lines or natural, least), greatest)
    foot = GAP + depth if stacks else 0.0
    height = total * context.grid - TOP - foot - (context.grid - context.baseline)
    items: list[Item] = [_image(context, photo, frame.width, height, article)]
    items += _caption_items(context, stacks, TOP + height + GAP, article)
    return Row(height=total, items=tuple(items), rank=CAPTIONS, floats=not across)


def _image(context: Context, photo: Photo, width: float, height: float, article: str) -> ImageItem:
    """The picture in its box; one too tall for it stands narrower, at the box's left."""
    w, h = photo.image.upright
    widest = height * (w / h) / (1 - context.layout.pictures.max_crop)
    width = min(width, widest)
    source = Source("photo", None, article, photo.at)
    crop = crop_to(photo, width, height)
    return ImageItem(Rect(0.0, TOP, width, height), photo.image.key, crop, source)


def _stacked(context: Context, photo: Photo, width: float) -> list[_Stack]:
    """Captions of all languages one under another."""
    out: list[_Stack] = []
    y = 0.0
    for _, lines, source in caption_stacks(context, photo, width, context.issue.languages):
        depth = y + len(lines) * context.layout.style("caption").leading
        out.append((0.0, y, lines, source, depth))
        y = depth
    return out


def _across(context: Context, photo: Photo) -> list[_Stack]:
    """Captions under a picture across the page: one under another where each is one line.

    Longer ones stand in the columns, a language each, so that no line of 8 pt runs across the
    page and back.
    """
    page = context.page
    stacks = _stacked(context, photo, page.measure)
    if all(len(lines) == 1 for _, _, lines, _, _ in stacks):
        return stacks
    out: list[_Stack] = []
    bottoms = [0.0] * page.columns
    set_ = caption_stacks(context, photo, page.column, context.issue.languages)
    for n, (_, lines, source) in enumerate(set_):
        column = n % page.columns
        y = bottoms[column]
        bottoms[column] = y + len(lines) * context.layout.style("caption").leading
        out.append((column * (page.column + page.gutter), y, lines, source, bottoms[column]))
    return out


def _caption_items(context: Context, stacks: list[_Stack], top: float, article: str) -> list[Item]:
    """Set captions as items, their block beginning at `top`."""
    leading = context.layout.style("caption").leading
    items: list[Item] = []
    for x, y, lines, source, _ in stacks:
        first = top + y + leading * ASCENT
        items += set_items(lines, x, first, leading, source._replace(article=article))
    return items


def caption_row(context: Context, photo: Photo, width: float, article: str) -> Row:
    """The captions of a photograph alone, their last line on the grid."""
    stacks = _stacked(context, photo, width)
    depth = stacks[-1][4] if stacks else 0.0
    total = int(-(-depth // context.grid))
    items = _caption_items(context, stacks, total * context.grid - depth, article)
    return Row(height=total, items=tuple(items), rank=CAPTIONS)


def captioned_beside(context: Context, picture: Row, captions: Row) -> Row:
    """A bare picture with its captions in the next column, level with its lower edge."""
    dx = context.page.column + context.page.gutter
    dy = (picture.height - captions.height) * context.grid
    return picture._replace(items=(*picture.items, *moved(captions.items, dx, dy)))


def pictures_row(context: Context, photos: tuple[Photo, ...], article: str) -> Row:
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
