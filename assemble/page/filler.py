"""Fillers: photographs, notices, quotes and house advertisements for room that is left on a page.

In: a filler, a width, and grid lines to fill. Out: one row that is just as high, or the items of a
page; None where the filler can't be so. Where one is put is up to the plan.
"""

import math
from typing import NamedTuple

from assemble.model.edition import BoxItem, ImageItem, Item, Rect, Source
from assemble.model.issue import Filler, Photo
from assemble.model.text import Inline, Localized, Phrase
from assemble.model.units import fits, mm
from assemble.page.bleed import bleed_items
from assemble.page.captions import Caption, caption_items, captions_across, captions_under
from assemble.page.context import Context, phrase_span, rule, span
from assemble.page.cover import scaled
from assemble.page.heads import Stack
from assemble.page.picture import (
    GAP,
    TOP,
    Frame,
    column_frame,
    is_across,
    picture_row,
    resolution,
    sizes,
)
from assemble.page.row import CAPTIONS, Row, moved

WHOLE = Rect(0.0, 0.0, 1.0, 1.0)
"""The crop that keeps all of a picture."""
INSET = mm(4)
"""Points between the edge of a notice's box and its text."""
PARAGRAPH = 0.5
"""White between two paragraphs, as a share of their leading."""
STRETCH = {"notice": 1 / 4, "quote": 1 / 3}
"""White that a text may gain over its own height, as a share of it: more looks like a gap."""
LEAST_STRETCH = 2
"""Grid lines that any text may gain."""
LEAST_SCALE = 0.75
"""Share of its width that an advertisement keeps at least; below, its small print can't be read."""
PAGE_SCALES = (2.0, 1.75, 1.5, 1.25, 1.0)
"""How much larger the type of a text may be that has a page to itself; the first that fits."""
PAGE_SHARE = 0.75
"""Share of the type area's height that such a text takes at most, unless its type is no larger."""
PAGE_MEASURE = 0.8
"""Share of the type area's width that such a text takes."""
ALIKE = 0.003
"""Difference in shape up to which an advertisement was made for the page with its bleed: half of
that between A4 with 3 mm and without."""

AROUND = 1.5
"""Least white above and below a text in its box together, in grid lines."""


def filler_heights(context: Context, filler: Filler, width: float) -> list[int]:
    """The heights in grid lines that a filler can take, in order; [] where it isn't for the width.

    It takes its least size or more; a picture is put larger than that only where it is fine
    enough, by the layout's `warn_ppi`.
    """
    across = fits(context.page.measure, width)
    if filler.size == "page" or (filler.size != "column" and not across):
        return []
    least = context.page.lines // 2 if filler.size == "half" else 0
    if filler.photo is None:
        own = max(_text_lines(context, filler, width), least)
        most = own + max(LEAST_STRETCH, math.floor(own * STRETCH[filler.kind]))
        found = list(range(own, min(most, context.page.lines) + 1))
    elif filler.size == "column" and _is_coarse(context, filler.photo, width):
        found = []
    elif filler.kind == "advertisement":
        found = _advertisement_lines(context, filler.photo, width)
    else:
        found = sizes(context, filler.photo, _frame(context, filler, width))
    return [lines for lines in found if lines >= least]


def filler_rows(context: Context, filler: Filler, width: float, lines: int) -> Row | None:
    """A filler as one row, a box of whole grid lines; None if it can't be so.

    Args:
        context: the means.
        filler: what to set.
        width: of the box, in points.
        lines: its height in grid lines.
    """
    if lines not in filler_heights(context, filler, width):
        return None
    if filler.photo is None:
        return Row(height=lines, items=_text_box(context, filler, width, lines), rank=CAPTIONS)
    if filler.kind == "advertisement":
        items = _advertisement(context, filler.photo, width, lines)
        return Row(height=lines, items=tuple(items), rank=CAPTIONS)
    frame = _frame(context, filler, width)
    return picture_row(context, filler.photo, frame, lines)._replace(floats=False)


def filler_page_items(context: Context, filler: Filler, page: int) -> list[Item] | None:
    """A filler that has a page to itself; None if it doesn't fit on one, or is too coarse.

    A photograph fills the page to the bleed, as does an advertisement made for that; any other
    stands in the type area, a text in larger type.
    """
    if filler.photo:
        if filler.kind == "photo":
            return bleed_items(context, filler.photo, page)
        return _advertisement_page(context, filler.photo, page)
    area = context.page
    rect = Rect(area.left(page), area.head + TOP, area.measure, _inner(context, area.lines))
    for scale in PAGE_SCALES:
        text = _set(context, filler, area.measure * PAGE_MEASURE, 1, scale)
        tall = text.depth + AROUND * context.grid * scale
        if tall <= rect.height * PAGE_SHARE or (scale == 1 and tall <= rect.height):
            if filler.kind == "quote":  # its rules keep to it, the page's white is around them
                rect = Rect(rect.x, rect.y + (rect.height - tall) / 2, rect.width, tall)
            return [*_ground(context, filler, rect), *_placed(text, rect)]
    return None


def _frame(context: Context, filler: Filler, width: float) -> Frame:
    """The frame of a photograph: as high as pictures of its width are, or as half a page asks."""
    rules = context.layout.pictures
    if filler.size == "half":
        return Frame(width, context.page.lines)
    usual = rules.wide_lines if is_across(context, width) else rules.column_lines
    return Frame(width, min(usual, context.page.lines))


def _is_coarse(context: Context, photo: Photo, width: float) -> bool:
    """Whether a picture that may stand in a column has too few pixels to be wider."""
    if not is_across(context, width):
        return False
    frame = column_frame(context)._replace(width=width)
    return resolution(context, photo, frame) < context.layout.pictures.warn_ppi


def _inner(context: Context, lines: int) -> float:
    """Points from the top of a box to its foot: from cap height to baseline of the text beside."""
    return lines * context.grid - TOP - (context.grid - context.baseline)


def _lines_for(context: Context, inner: float) -> int:
    """Grid lines of a box whose inside is so many points high."""
    return math.ceil((inner + TOP + context.grid - context.baseline) / context.grid - 0.001)


class _Text(NamedTuple):
    """A text that is set, from its own top left corner; width and depth in points."""

    items: list[Item]
    width: float
    depth: float


def _text_box(context: Context, filler: Filler, width: float, lines: int) -> tuple[Item, ...]:
    """A notice in a tinted box, or a quote between rules."""
    rect = Rect(0.0, TOP, width, _inner(context, lines))
    return (*_ground(context, filler, rect), *_placed(_text(context, filler, width), rect))


def _text_lines(context: Context, filler: Filler, width: float) -> int:
    """The least height of a text's box in grid lines."""
    return _lines_for(context, _text(context, filler, width).depth + AROUND * context.grid)


def _text(context: Context, filler: Filler, width: float) -> _Text:
    """A text for a box of a width: its languages side by side where that spans columns."""
    page = context.page
    columns = round((width + page.gutter) / (page.column + page.gutter))
    inset = INSET if filler.kind == "notice" else 0.0
    return _set(context, filler, width - 2 * inset, max(1, columns), 1.0)


def _set(context: Context, filler: Filler, width: float, columns: int, scale: float) -> _Text:
    """A text in its languages: a column each, one under another where there are more of them."""
    languages = _languages(context, filler)
    columns = min(columns, len(languages))
    gutter = context.page.gutter
    measure = (width - (columns - 1) * gutter) / columns
    stacks = [Stack(context, CAPTIONS) for _ in range(columns)]
    for n, language in enumerate(languages):
        stack = stacks[n % columns]
        if stack.depth:
            stack.space(context.grid * scale)
        before = ""
        for name, role, inline in _parts(context, filler, language):
            style = scaled(context.style(name, language), scale)
            lines = context.setter.paragraph(inline, style, language, measure)
            gap = style.leading - style.size if before else 0.0
            gap += PARAGRAPH * style.leading if before == role else 0.0
            stack.add(lines, style, Source(role, language, None, inline[0].at), gap=gap)
            before = role
    items: list[Item] = []
    for n, stack in enumerate(stacks):
        items += moved(stack.row().items, n * (measure + gutter), 0.0)
    return _Text(items, width, max(stack.depth for stack in stacks))


def _languages(context: Context, filler: Filler) -> list[str]:
    """The languages that a text is printed in."""
    each = filler.text.each(context.issue.languages) if filler.text else ()
    return [language for language, _ in each]


def _parts(context: Context, filler: Filler, language: str) -> list[tuple[str, str, Inline]]:
    """Heading, paragraphs and source in a language: style, role, text.

    What is the same in all languages is printed once: a heading first, a source last.
    """
    languages = _languages(context, filler)
    heading = _once(filler.heading, language, at=languages[0])
    text = filler.text.get(language) if filler.text else None
    source = _once(filler.source, language, at=languages[-1])
    parts: list[tuple[str, str, Inline]] = []
    if heading:
        parts.append(("subhead", f"{filler.kind}-heading", phrase_span(heading)))
    if text:
        each = text.text.split("\n\n")
        parts += [(filler.kind, filler.kind, span(words, text.at)) for words in each]
    if source:
        parts.append(("byline", f"{filler.kind}-source", phrase_span(source)))
    return parts


def _once(value: Localized | None, language: str, *, at: str) -> Phrase | None:
    """A text in a language; one that is the same in all languages only `at` one of them."""
    if value is None or (value.shared and language != at):
        return None
    return value.get(language)


def _ground(context: Context, filler: Filler, rect: Rect) -> list[Item]:
    """What a text stands on: a tinted box for a notice, a rule above and below for a quote."""
    if filler.kind == "notice":
        return [BoxItem(rect, "tint", Source("notice-box"))]
    thickness = context.layout.furniture.rule
    return [
        rule(rect.x, y, rect.width, thickness, "accent") for y in (rect.y, rect.y + rect.height)
    ]


def _placed(text: _Text, rect: Rect) -> list[Item]:
    """A text in the middle of a rectangle."""
    dx, dy = (rect.width - text.width) / 2, (rect.height - text.depth) / 2
    return moved(text.items, rect.x + dx, rect.y + dy)


def _advertisement_lines(context: Context, photo: Photo, width: float) -> list[int]:
    """The heights of an advertisement's box, from its least scale to all of the width."""
    ratio = photo.shape[1] / photo.shape[0]
    foot = _foot(context, photo, width)
    least, most = (
        _lines_for(context, width * share * ratio + foot) for share in (LEAST_SCALE, 1.0)
    )
    return list(range(least, min(most, context.page.lines) + 1))


def _advertisement(context: Context, photo: Photo, width: float, lines: int) -> list[Item]:
    """An advertisement as large as its box lets it be, whole, and in its middle."""
    room = Rect(0.0, TOP, width, _inner(context, lines) - _foot(context, photo, width))
    top = room.y + room.height + GAP
    captions = caption_items(context, _captions(context, photo, width), top, None)
    return [_whole(photo, room), *captions]


def _captions(context: Context, photo: Photo, width: float) -> list[Caption]:
    """An advertisement's caption, if it has one."""
    across = is_across(context, width)
    return (captions_across if across else captions_under)(context, photo, width)


def _foot(context: Context, photo: Photo, width: float) -> float:
    """Points that the caption under an advertisement takes, with the white above it."""
    depth = max((caption.depth for caption in _captions(context, photo, width)), default=0.0)
    return GAP + depth if depth else 0.0


def _whole(photo: Photo, room: Rect) -> ImageItem:
    """A picture uncropped, as large as the room lets it be, in its middle."""
    share = min(room.width / photo.shape[0], room.height / photo.shape[1])
    width, height = photo.shape[0] * share, photo.shape[1] * share
    x, y = room.x + (room.width - width) / 2, room.y + (room.height - height) / 2
    rect = Rect(x, y, width, height)
    return ImageItem(rect, photo.image.key, WHOLE, Source("advertisement", None, None, photo.at))


def _advertisement_page(context: Context, photo: Photo, page: int) -> list[Item] | None:
    """An advertisement over the whole page if it has its shape, else in the type area."""
    area = context.page
    bleed, trim = area.bleed, area.trim
    sheet = Rect(-bleed, -bleed, trim.width + 2 * bleed, trim.height + 2 * bleed)
    ratio = photo.shape[0] / photo.shape[1]
    if abs(ratio / (sheet.width / sheet.height) - 1) < ALIKE:
        item = _whole(photo, sheet)._replace(rect=sheet)
        captions: list[Caption] = []
    else:
        captions = _captions(context, photo, area.measure)
        room = _inner(context, area.lines) - _foot(context, photo, area.measure)
        item = _whole(photo, Rect(area.left(page), area.head + TOP, area.measure, room))
    if photo.shape[0] / (item.rect.width / 72) < context.layout.pictures.error_ppi:
        return None
    top = item.rect.y + item.rect.height + GAP
    return [item, *caption_items(context, captions, top, None, area.left(page))]
