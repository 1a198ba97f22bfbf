"""Pictures that must be decoded: PNG, TIFF, WebP and odd JPEGs to Flate-compressed pixels.

In: a picture file. Out: 8-bit grey, RGB or CMYK without transparency, which is laid on white.
The picture is decoded once; everything after that goes in strips, so that no second copy of a
large picture exists.
"""

import io
import zlib
from collections.abc import Callable
from typing import NamedTuple

from PIL import Image as Pillow
from PIL import ImageChops, ImageCms

from assemble.model.issue import Image

STRIP_ROWS = 128
"""Rows handled at once: 2 MB of a picture 6000 pixels wide."""

FLATE_LEVEL = 6

ORIENTATION_TAG = 0x0112

PLAIN_MODES = {"L": 1, "RGB": 3, "CMYK": 4}
"""Pillow modes that PDF takes as they are, with their components."""

GREY_MODES = ("1", "LA", "La")
DEEP_MODES = ("I", "I;16", "I;16L", "I;16B", "I;16N", "F")

WHITES = (1.0, 255.0, 65535.0, 4294967295.0)
"""What white may be in a picture of deep or real samples: these say nothing about it, so it is
the first of these that no sample passes."""

Convert = Callable[[Pillow.Image], Pillow.Image]


class Raster(NamedTuple):
    """Compressed pixels in the PDF predictor 2 (ISO 32000-1, 7.4.4.4), 8 bits a component.

    `orientation` is what is left to do of the EXIF orientation.
    """

    width: int
    height: int
    components: int
    orientation: int
    data: bytes


def raster(image: Image) -> Raster:
    """The decoded pixels of a picture."""
    with Pillow.open(io.BytesIO(image.data)) as picture:
        before = picture.getexif().get(ORIENTATION_TAG, 1)
        picture.load()
        # Pillow turns TIFFs while it decodes them, and then drops the tag.
        turned = before != picture.getexif().get(ORIENTATION_TAG, 1)
        convert = _conversion(picture)
        packer = zlib.compressobj(FLATE_LEVEL)
        packed: list[bytes] = []
        components = 0
        for top in range(0, picture.height, STRIP_ROWS):
            bottom = min(top + STRIP_ROWS, picture.height)
            strip = convert(picture.crop((0, top, picture.width, bottom)))
            components = PLAIN_MODES[strip.mode]
            packed.append(packer.compress(_differences(strip)))
        packed.append(packer.flush())
        return Raster(
            picture.width,
            picture.height,
            components,
            1 if turned else image.orientation,
            b"".join(packed),
        )


def _differences(strip: Pillow.Image) -> bytes:
    """Each sample less the one to its left, which halves the size of photographs."""
    left = Pillow.new(strip.mode, strip.size)
    left.paste(strip, (1, 0))
    return ImageChops.subtract_modulo(strip, left).tobytes()


def _conversion(picture: Pillow.Image) -> Convert:
    """How strips of a picture become plain."""
    mode = picture.mode
    if picture.has_transparency_data:
        return _on_white_grey if mode in ("1", "L", "LA", "La") else _on_white
    if mode in PLAIN_MODES:
        return lambda strip: strip
    if mode in GREY_MODES:
        return lambda strip: strip.convert("L")
    if mode in DEEP_MODES:
        return _deep_conversion(picture)
    if mode == "LAB":
        transform = ImageCms.buildTransform(
            ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB"), "LAB", "RGB"
        )
        return lambda strip: ImageCms.applyTransform(strip, transform) or strip
    return lambda strip: strip.convert("RGB")


def _on_white(strip: Pillow.Image) -> Pillow.Image:
    clear = strip.convert("RGBA")
    result = Pillow.new("RGB", strip.size, "white")
    result.paste(clear, mask=clear.getchannel("A"))
    return result


def _on_white_grey(strip: Pillow.Image) -> Pillow.Image:
    clear = strip.convert("LA" if strip.mode != "1" else "RGBA")
    result = Pillow.new("L", strip.size, 255)
    result.paste(clear.convert("L"), mask=clear.getchannel("A"))
    return result


def _deep_conversion(picture: Pillow.Image) -> Convert:
    """Scaling of 16-bit, 32-bit and real samples to 8 bits; Pillow alone would clip them."""
    if picture.mode.startswith("I;16"):
        white = WHITES[2]
    else:
        _, high = picture.getextrema()
        if not isinstance(high, float | int):
            raise ValueError(f"a picture of mode {picture.mode} has several bands")
        white = next((white for white in WHITES if high <= white), float(high))
    factor = 255 / white
    half = 0.5  # so that truncation rounds
    return lambda strip: strip.convert("F").point(lambda v: v * factor + half).convert("L")
