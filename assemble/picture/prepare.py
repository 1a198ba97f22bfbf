"""Pictures as a PDF stores them: `Image` in, `Prepared` out; colours stay what they are.

JPEGs keep their own bytes, plain PNGs their compressed pixels. Turning and cropping are the page
content's affair.
"""

from assemble.model.edition import Edition, ImageItem
from assemble.model.issue import Image
from assemble.model.picture import Prepared
from assemble.picture.jpeg import JpegHeader, jpeg_header
from assemble.picture.png import PngPixels, png_pixels
from assemble.picture.profile import fitting

TIFF_PREDICTOR, PNG_PREDICTOR = 2, 15
"""Flate predictors (ISO 32000-1, table 10)."""


def prepared(edition: Edition) -> dict[str, Prepared]:
    """The pictures that an edition's pages show, by the edition's keys."""
    return {key: stored(edition.images[key]) for key in shown(edition)}


def shown(edition: Edition) -> tuple[str, ...]:
    """The keys of the pictures that the pages show, each once, in the order of the pages."""
    items = (item for page in edition.pages for item in page.items)
    return tuple(dict.fromkeys(item.image for item in items if isinstance(item, ImageItem)))


def stored(image: Image) -> Prepared:
    """A picture in its own colours, with its own data where a PDF can carry them."""
    return carried(image) or _decoded(image)


def carried(image: Image) -> Prepared | None:
    """A picture whose data a PDF can carry as they are; None for one that must be decoded."""
    header = jpeg_header(image.data) if image.format == "JPEG" else None
    if header is not None:
        return _jpeg(image, header)
    pixels = png_pixels(image.data) if image.format == "PNG" else None
    return None if pixels is None else _png(image, pixels)


def _jpeg(image: Image, header: JpegHeader) -> Prepared:
    return Prepared(
        key=image.key,
        width=header.width,
        height=header.height,
        components=header.components,
        bits=8,
        filter="DCTDecode",
        predictor=1,
        inverted=header.inverted,
        plain_rgb=header.plain_rgb,
        orientation=image.orientation,
        profile=fitting(image.profile, header.components),
        data=image.data,
    )


def _png(image: Image, pixels: PngPixels) -> Prepared:
    return Prepared(
        key=image.key,
        width=pixels.width,
        height=pixels.height,
        components=pixels.components,
        bits=pixels.bits,
        filter="FlateDecode",
        predictor=PNG_PREDICTOR,
        inverted=False,
        plain_rgb=False,
        orientation=image.orientation,
        profile=fitting(image.profile, pixels.components),
        data=pixels.data,
    )


def _decoded(image: Image) -> Prepared:
    # Few issues hold a picture that must be decoded; Pillow's colour takes 2 ms.
    from assemble.picture.raster import raster

    pixels = raster(image)
    return Prepared(
        key=image.key,
        width=pixels.width,
        height=pixels.height,
        components=pixels.components,
        bits=8,
        filter="FlateDecode",
        predictor=TIFF_PREDICTOR,
        inverted=False,
        plain_rgb=False,
        orientation=pixels.orientation,
        profile=fitting(image.profile, pixels.components),
        data=pixels.data,
    )
