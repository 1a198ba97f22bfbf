"""Pictures decoded: files in, plain 8-bit pixels out, and these compressed for a PDF.

Plain are grey, RGB and CMYK without transparency, which is laid on white. A picture is decoded
once; everything after that goes in strips, so that no second copy of a large picture exists.
"""

import io
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from PIL import Image as Pillow
from PIL import ImageChops, ImageCms
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.TiffImagePlugin import TiffImageFile
from PIL.WebPImagePlugin import WebPImageFile

from assemble.model.issue import Image
from assemble.picture.jpeg import jpeg_header

STRIP_ROWS = 128
"""Rows handled at once: 2 MB of a picture 6000 pixels wide."""

FLATE_LEVEL = 6

ORIENTATION_TAG = 0x0112

READERS: dict[str, Callable[[io.BytesIO], ImageFile]] = {
    "JPEG": JpegImageFile,
    "PNG": PngImageFile,
    "TIFF": TiffImageFile,
    "WEBP": WebPImageFile,
}
"""Pillow's reader of each format. `PIL.Image.open` would refuse large pictures, whose limit was
kept when they were read."""

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


class Decoded(NamedTuple):
    """A picture in memory; `orientation` is what is left to do of the EXIF orientation."""

    picture: Pillow.Image
    orientation: int


def raster(image: Image) -> Raster:
    """The decoded pixels of a picture, plain; Lab becomes sRGB."""
    with decoded(image) as (picture, orientation):
        components, data = packed(strips(picture, plain(picture)), zlib.compressobj(FLATE_LEVEL))
        return Raster(picture.width, picture.height, components, orientation, data)


class Packed(NamedTuple):
    """Compressed pixels, 8 bits a component."""

    components: int
    data: bytes


@contextmanager
def decoded(image: Image, least: tuple[int, int] | None = None) -> Iterator[Decoded]:
    """A picture while it is in memory.

    Args:
        image: what is decoded.
        least: the width and height in pixels that are needed; a JPEG may come smaller than it
            is, at the next half, quarter or eighth of its size, which saves memory and time.
    """
    with READERS[image.format](io.BytesIO(image.data)) as picture:
        if least is not None:
            picture.draft(None, least)
        before = picture.getexif().get(ORIENTATION_TAG, 1)
        # All of the data in one go: each further block would wait for the interpreter lock.
        picture.decodermaxblock = max(len(image.data), picture.decodermaxblock)
        picture.load()
        # Pillow turns TIFFs while it decodes them, and then drops the tag.
        turned = before != picture.getexif().get(ORIENTATION_TAG, 1)
        ready: Pillow.Image = picture
        header = jpeg_header(image.data) if image.format == "JPEG" else None
        if header is not None and header.components == 4 and not header.inverted:
            # Pillow takes all CMYK files for Adobe's, which hold 255 less the ink.
            ready = ImageChops.invert(picture)
        yield Decoded(ready, 1 if turned else image.orientation)


def strips(picture: Pillow.Image, convert: Convert) -> Iterator[Pillow.Image]:
    """A picture from top to bottom in converted strips."""
    for top in range(0, picture.height, STRIP_ROWS):
        bottom = min(top + STRIP_ROWS, picture.height)
        yield convert(picture.crop((0, top, picture.width, bottom)))


def packed(strips: Iterable[Pillow.Image], packer: "zlib._Compress") -> Packed:
    """Strips of plain pixels compressed with the PDF predictor 2."""
    parts: list[bytes] = []
    components = 0
    for strip in strips:
        components = PLAIN_MODES[strip.mode]
        parts.append(packer.compress(_differences(strip)))
    parts.append(packer.flush())
    return Packed(components, b"".join(parts))


def _differences(strip: Pillow.Image) -> bytes:
    """Each sample less the one to its left, which halves the size of photographs."""
    left = Pillow.new(strip.mode, strip.size)
    left.paste(strip, (1, 0))
    return ImageChops.subtract_modulo(strip, left).tobytes()


def plain(picture: Pillow.Image) -> Convert:
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
