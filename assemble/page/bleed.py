"""Photographs that fill a page, or two facing pages, to the bleed: cover, back cover, inside."""

from assemble.model.edition import BoxItem, ImageItem, Item, Rect, Source
from assemble.model.issue import Photo
from assemble.page.captions import Caption, caption_items, captions_in_columns
from assemble.page.context import Context
from assemble.page.picture import crop_to

EDGE = 22.0
"""Points from the trim's foot to the last baseline of a band at a page's foot."""
UNDER = 6.0
"""Points between a photograph inside the margins and its caption."""


def bleed_items(
    context: Context, photo: Photo, page: int, article: str | None = None
) -> list[Item]:
    """A photograph that fills a page to the bleed, its caption on a solid band at the foot.

    One too coarse for the whole page stands inside the margins instead: an eighth smaller is
    a quarter more resolution, and white around it is better than pixels.

    Args:
        context: the means.
        photo: the photograph.
        page: the page's number.
        article: the id of the article that it belongs to, None for none.
    """
    trim, bleed = context.page.trim, context.page.bleed
    captions = captions_in_columns(context, photo, context.page.measure)
    band = _band(context, captions, -bleed)
    whole = bleeding(context, photo, article, foot=trim.height - band.y if captions else 0.0)
    width = photo.image.upright[0] * whole.crop.width
    if width / (whole.rect.width / 72) < context.layout.pictures.error_ppi:
        return _framed(context, photo, page, article)
    if not captions:
        return [whole]
    return [whole, *_on_band(context, captions, band, page, article)]


def spread_items(
    context: Context, photo: Photo, left_page: int, article: str | None = None
) -> tuple[list[Item], list[Item]]:
    """A photograph that fills two facing pages to the bleed: the left page's items, the right's.

    The halves meet at the spine; beyond it each goes on as far as the bleed, so that nothing is
    lost where a page is folded or trimmed a little off. The caption stands on a band of the right
    page. One that is too coarse is set all the same, and reported by the check of resolution.

    Args:
        context: the means.
        photo: the photograph.
        left_page: the number of the left page, an even one.
        article: the id of the article that it belongs to, None for none.
    """
    assert left_page % 2 == 0, "left-hand pages have even numbers"
    trim, bleed = context.page.trim, context.page.bleed
    captions = captions_in_columns(context, photo, context.page.measure)
    band = _band(context, captions, 0.0)
    seen = band.y if captions else trim.height
    rect = Rect(-bleed, -bleed, trim.width + 2 * bleed, trim.height + 2 * bleed)
    full = rect.width + trim.width
    place = (0.5, (seen + bleed) / 2 / rect.height)
    crop = crop_to(photo, full, rect.height, place)
    source = Source("photo", None, article, photo.at)
    halves: list[list[Item]] = []
    for begin in (0.0, trim.width):
        part = Rect(
            crop.x + crop.width * begin / full, crop.y,
            crop.width * rect.width / full, crop.height,
        )  # fmt: skip
        halves.append([ImageItem(rect, photo.image.key, part, source)])
    left, right = halves
    if captions:
        right += _on_band(context, captions, band, left_page + 1, article)
    return left, right


def bleeding(
    context: Context, photo: Photo, article: str | None, *, head: float = 0.0, foot: float = 0.0
) -> ImageItem:
    """A photograph over the whole page; its focus is where bands of `head` and `foot` leave it."""
    bleed, trim = context.page.bleed, context.page.trim
    rect = Rect(-bleed, -bleed, trim.width + 2 * bleed, trim.height + 2 * bleed)
    middle = (head + trim.height - foot) / 2 + bleed
    crop = crop_to(photo, rect.width, rect.height, (0.5, middle / rect.height))
    return ImageItem(rect, photo.image.key, crop, Source("photo", None, article, photo.at))


def _band(context: Context, captions: list[Caption], left: float) -> Rect:
    """The band for captions at a page's foot, from `left` to the bleed at the right."""
    trim, bleed = context.page.trim, context.page.bleed
    leading = context.layout.style("caption").leading
    top = trim.height - _depth(captions) - 2 * EDGE + leading
    return Rect(left, top, trim.width + bleed - left, trim.height - top + bleed)


def _on_band(
    context: Context, captions: list[Caption], band: Rect, page: int, article: str | None
) -> list[Item]:
    """The band, and captions in its columns, a language each."""
    ground = BoxItem(band, "tint", Source("caption-band"))
    texts = caption_items(context, captions, band.y + EDGE / 2, article, context.page.left(page))
    return [ground, *texts]


def _framed(context: Context, photo: Photo, page: int, article: str | None) -> list[Item]:
    """The photograph inside the margins, as tall as it is or as there is room above captions."""
    area = context.page
    captions = captions_in_columns(context, photo, area.measure)
    width, height = photo.shape
    room = area.trim.height - area.head - area.foot - _depth(captions) - EDGE
    tall = min(area.measure * height / width, room)
    rect = Rect(area.left(page), area.head + (room - tall) / 2, area.measure, tall)
    source = Source("photo", None, article, photo.at)
    image = ImageItem(rect, photo.image.key, crop_to(photo, rect.width, rect.height), source)
    return [image, *caption_items(context, captions, rect.y + tall + UNDER, article, rect.x)]


def _depth(captions: list[Caption]) -> float:
    return max((caption.depth for caption in captions), default=0.0)
