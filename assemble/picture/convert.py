"""One photograph for the press: decoded, scaled down, its colours changed, compressed again.

In: an `Image` and a `Recipe`. Out: an `Entry`, whose picture has the recipe's name as its key.
"""

import io
import zlib
from typing import NamedTuple

from PIL import Image as Pillow

from assemble.model.issue import Image
from assemble.model.picture import Prepared
from assemble.picture.cache import Entry
from assemble.picture.colour import Colours, screen
from assemble.picture.ink import limited
from assemble.picture.prepare import TIFF_PREDICTOR
from assemble.picture.profile import for_press
from assemble.picture.raster import PLAIN_MODES, Convert, Packed, decoded, packed, plain, strips
from assemble.picture.srgb import srgb

DRAFT = 2
"""How many times larger than wanted a JPEG is at least decoded: what libjpeg leaves out to be
faster is then beyond what the filter keeps."""

GAP = 3.0
"""How many times larger than wanted a picture is at least that the filter sees; from 3 on the
outcome can't be told from that of the whole picture (Pillow, `Image.resize`)."""

FILTER = Pillow.Resampling.LANCZOS

QUALITY = 95
"""Of scaled RGB and grey photographs as JPEG, with full colour resolution (4:4:4)."""

PACKING = (1, zlib.DEFLATED, 15, 9, zlib.Z_RLE)
"""How zlib packs differences of photographs: they hardly repeat, and to look for no more than runs
takes a fifth of the time of level 6, for files 0 to 14 % larger."""


class Recipe(NamedTuple):
    """How a photograph is to be made.

    `name` names the outcome; `size` is its width and height in stored pixels, None as they are;
    `early` makes CMYK or black; `output` is the profile of the printing condition, `ink` its most
    total ink.
    """

    name: str
    size: tuple[int, int] | None
    early: bool
    output: bytes
    ink: float


class _Change(NamedTuple):
    """What is done to colours, and the profile of the outcome."""

    convert: Convert
    profile: bytes | None
    bad: bool = False


def converted(image: Image, recipe: Recipe, colours: Colours) -> Entry:
    """A photograph made by a recipe."""
    least = recipe.size and (recipe.size[0] * DRAFT, recipe.size[1] * DRAFT)
    with decoded(image, least) as (picture, orientation):
        ready: Convert = _same if picture.mode == "LAB" else plain(picture)
        if recipe.size is not None:
            picture = ready(picture).resize(recipe.size, FILTER, reducing_gap=GAP)
            ready = _same
        size, mode = picture.size, ready(picture.crop((0, 0, 1, 1))).mode
        change = _change(mode, image.profile, recipe, colours)
        rows = strips(picture, lambda strip: change.convert(ready(strip)))
        if recipe.size is None or recipe.early or mode == "CMYK":
            filter_, (components, data) = "FlateDecode", packed(rows, zlib.compressobj(*PACKING))
        else:
            filter_, (components, data) = "DCTDecode", _jpeg(change.convert(picture))
    made = Prepared(
        key=recipe.name,
        width=size[0],
        height=size[1],
        components=components,
        bits=8,
        filter=filter_,
        predictor=TIFF_PREDICTOR if filter_ == "FlateDecode" else 1,
        inverted=False,
        plain_rgb=False,
        orientation=orientation,
        profile=change.profile,
        data=data,
    )
    return Entry(made, change.bad)


def _change(mode: str, profile: bytes | None, recipe: Recipe, colours: Colours) -> _Change:
    """How pixels of a mode become what the recipe asks for."""
    if mode == "LAB":
        if recipe.early:
            return _Change(_within(colours.inks(None, mode), recipe.ink), None)
        return _Change(screen(mode), srgb())
    source, bad = colours.source(profile, PLAIN_MODES[mode])
    if mode == "L":
        # Late too: the printer's workflow takes no ICC-based grey (GWG 2022, R0028).
        return _Change(colours.black(source) if source else _same, None, bad)
    if mode == "RGB":
        if not recipe.early:
            return _Change(_same, for_press(source or srgb()), bad)
        return _Change(_within(colours.inks(source or srgb(), mode), recipe.ink), None, bad)
    if source in (None, recipe.output):
        return _Change(_within(_same, recipe.ink) if recipe.early else _same, None, bad)
    return _Change(_within(colours.inks(source, mode), recipe.ink), None, bad)


def _same(strip: Pillow.Image) -> Pillow.Image:
    return strip


def _within(convert: Convert, ink: float) -> Convert:
    return lambda strip: limited(convert(strip), ink)


def _jpeg(picture: Pillow.Image) -> Packed:
    """Grey or RGB pixels as a JPEG file that holds nothing else."""
    buffer = io.BytesIO()
    bare = picture.copy()
    bare.info.clear()
    bare.save(buffer, "JPEG", quality=QUALITY, subsampling=0)
    return Packed(PLAIN_MODES[bare.mode], buffer.getvalue())
