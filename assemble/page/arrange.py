"""What all arrangements of an article share: its variants' type, and pictures in all sizes."""

from collections.abc import Sequence

from assemble.model.issue import Article, Photo
from assemble.page.context import Context
from assemble.page.flow import Across, Part
from assemble.page.picture import (
    column_frame,
    page_frame,
    picture_row,
    resolution,
    wide_frame,
)
from assemble.page.row import Row, blank

WIDE_STEPS = 4
"""Heights tried for a photograph across the page, from the most cropped to the natural."""

Variant = tuple[Part, ...]
"""An article as parts to flow, in one of the ways that the plan may choose from."""


def wide_pictures(context: Context, photo: Photo, article: str) -> list[Row]:
    """A photograph across the page in several heights, the tallest first."""
    frame = wide_frame(context)
    natural = picture_row(context, photo, frame, None, article)
    least = picture_row(context, photo, frame, 1, article)
    span = natural.height - least.height
    steps = range(WIDE_STEPS)
    heights = dict.fromkeys(natural.height - round(span * n / (WIDE_STEPS - 1)) for n in steps)
    return [picture_row(context, photo, frame, lines, article) for lines in heights]


def may_be_wide(context: Context, photo: Photo) -> bool:
    """Whether a photograph may stand across the page: asked for, or fine enough for it."""
    if photo.size:
        return photo.size != "column"
    return resolution(photo, context.page.measure) >= context.layout.pictures.warn_ppi


def flowing_pictures(
    context: Context, photos: Sequence[Photo], article: str, *, low: bool = False
) -> list[Row]:
    """Photographs that stand in a text, a row each: a column wide, or across where asked for.

    `low` crops them as far as they may be.
    """
    rows = []
    for photo in photos:
        frame = wide_frame(context) if photo.size == "wide" else column_frame(context)
        rows.append(picture_row(context, photo, frame, 1 if low else None, article))
    return rows


def page_pictures(context: Context, article: Article) -> list[Part]:
    """The photographs of an article that are to fill the type area, after its texts."""
    photos = [photo for photo in article.photos if photo.size == "page"]
    frame = page_frame(context)
    return [
        Across((blank(1), picture_row(context, photo, frame, None, article.id))) for photo in photos
    ]


def joined(blocks: Sequence[list[Row]]) -> list[Row]:
    """The rows of several blocks one after another."""
    return [row for block in blocks for row in block]
