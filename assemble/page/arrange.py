"""What all arrangements of an article share: its variants' type, and pictures in all sizes."""

from collections.abc import Sequence

from assemble.model.issue import Photo
from assemble.page.context import Context
from assemble.page.flow import Part
from assemble.page.picture import Frame, picture_row, resolution
from assemble.page.row import Row

WIDE_STEPS = 4
"""Heights tried for a photograph across the page, from the most cropped to the natural."""

Variant = tuple[Part, ...]
"""An article as parts to flow, in one of the ways that the plan may choose from."""


def wide_pictures(context: Context, photo: Photo, article: str) -> list[Row]:
    """A photograph across the page in several heights, the tallest first."""
    frame = Frame(context.page.measure, context.layout.pictures.wide_lines)
    natural = picture_row(context, photo, frame, None, article)
    least = picture_row(context, photo, frame, 1, article)
    step = max(1, (natural.height - least.height) // (WIDE_STEPS - 1))
    heights = range(natural.height, least.height - 1, -step)
    return [picture_row(context, photo, frame, lines, article) for lines in heights]


def may_be_wide(context: Context, photo: Photo) -> bool:
    """Whether a photograph may stand across the page: asked for, or fine enough for it."""
    if photo.size:
        return photo.size != "column"
    return resolution(photo, context.page.measure) >= context.layout.pictures.warn_ppi


def column_pictures(
    context: Context, photos: Sequence[Photo], article: str, *, low: bool = False
) -> list[Row]:
    """Photographs in a column's width, a row each; `low` crops them as far as they may be."""
    frame = Frame(context.page.column, context.layout.pictures.column_lines)
    lines = 1 if low else None
    return [picture_row(context, photo, frame, lines, article) for photo in photos]


def joined(blocks: Sequence[list[Row]]) -> list[Row]:
    """The rows of several blocks one after another."""
    return [row for block in blocks for row in block]
