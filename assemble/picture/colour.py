"""Colours changed with LittleCMS: from a photograph's profile to that of a printing condition.

Relative colorimetric with black point compensation, as photographs are printed (ISO/TS 18619
says what the compensation does).
"""

import io
from bisect import bisect_left
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from PIL import Image as Pillow
from PIL import ImageCms

from assemble.picture.profile import fitting
from assemble.picture.raster import Convert
from assemble.picture.srgb import srgb

INTENT = ImageCms.Intent.RELATIVE_COLORIMETRIC
COMPENSATED = ImageCms.Flags.BLACKPOINTCOMPENSATION

MODES = {1: "L", 3: "RGB", 4: "CMYK"}

REFUSED = (ImageCms.PyCMSError, OSError, ValueError)
"""What Pillow raises for a profile that LittleCMS can't read or make a transform of."""


class Source(NamedTuple):
    """The profile that a picture's colours are read with, None for the device's own.

    `bad`: the picture brought another one, which can't be used.
    """

    profile: bytes | None
    bad: bool


class Colours:
    """The conversions to one printing condition, each made when first asked for.

    Two threads may make the same one at the same time, which does no harm.
    """

    def __init__(self, output: bytes) -> None:
        self._output = output
        self._sources: dict[tuple[bytes, int], Source] = {}
        self._inks: dict[tuple[bytes | None, str], Convert] = {}
        self._greys: dict[bytes, Convert] = {}

    def source(self, profile: bytes | None, components: int) -> Source:
        """What to read a picture's colours with, that came with this profile or none."""
        if profile is None:
            return Source(None, bad=False)
        key = profile, components
        if key not in self._sources:
            good = fitting(profile, components) is not None and _usable(profile, components)
            self._sources[key] = Source(profile if good else None, bad=not good)
        return self._sources[key]

    def inks(self, profile: bytes | None, mode: str) -> Convert:
        """The conversion of pixels of a Pillow mode to CMYK; LAB needs no profile."""
        key = profile, mode
        if key not in self._inks:
            self._inks[key] = _conversion(_opened(profile), mode, self._profile, "CMYK")
        return self._inks[key]

    def black(self, profile: bytes) -> Convert:
        """The conversion of grey pixels with a profile to DeviceGray, which is black ink only.

        Lightness is kept, as far as black ink on the condition's paper gives it.
        """
        if profile not in self._greys:
            table = _black_table(_lightness(_opened(profile), "L"), self._ramp)
            self._greys[profile] = lambda strip: strip.point(table)
        return self._greys[profile]

    @cached_property
    def _profile(self) -> ImageCms.ImageCmsProfile:
        return _opened(self._output)

    @cached_property
    def _ramp(self) -> list[float]:
        """Luminance of black ink from none to all, white paper being 1."""
        return _lightness(self._profile, "CMYK")


def is_output(profile: bytes) -> bool:
    """Whether LittleCMS can convert photographs to a profile, and that is one of a CMYK printer."""
    if fitting(profile, 4) is None or profile[12:16] != b"prtr":
        return False
    try:
        _conversion(_opened(srgb()), "RGB", _opened(profile), "CMYK")
    except REFUSED:
        return False
    return _usable(profile, 4)


def screen(mode: str) -> Convert:
    """The conversion of pixels of a Pillow mode without a profile, such as LAB, to sRGB."""
    return _conversion(_opened(None), mode, _opened(srgb()), "RGB")


def _opened(profile: bytes | None) -> ImageCms.ImageCmsProfile:
    """A profile as LittleCMS has it, that of Lab for None."""
    if profile is None:
        return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    return ImageCms.ImageCmsProfile(io.BytesIO(profile))


def _usable(profile: bytes, components: int) -> bool:
    """Whether LittleCMS can convert from a profile."""
    try:
        _conversion(_opened(profile), MODES[components], _opened(None), "LAB")
    except REFUSED:
        return False
    return True


def _conversion(
    source: ImageCms.ImageCmsProfile, mode: str, output: ImageCms.ImageCmsProfile, wanted: str
) -> Convert:
    transform = ImageCms.buildTransform(source, output, mode, wanted, INTENT, COMPENSATED)
    return lambda strip: ImageCms.applyTransform(strip, transform) or strip


def _lightness(profile: ImageCms.ImageCmsProfile, mode: str) -> list[float]:
    """Luminance (CIE Y, white being 1) of the 256 values of grey, or of black ink."""
    steps = Pillow.frombytes("L", (256, 1), bytes(range(256)))
    if mode == "CMYK":
        none = Pillow.new("L", steps.size)
        steps = Pillow.merge("CMYK", (none, none, none, steps))
    transform = ImageCms.buildTransform(profile, _opened(None), mode, "LAB", INTENT)
    lab = ImageCms.applyTransform(steps, transform) or steps
    return [_luminance(value / 2.55) for value in lab.getchannel("L").tobytes()]


def _luminance(lightness: float) -> float:
    """CIE Y of L* (CIE 15, 8.2.1)."""
    if lightness <= 8:
        return lightness * 27 / 24389
    return float(((lightness + 16) / 116) ** 3)


def _black_table(greys: list[float], ramp: list[float]) -> list[int]:
    """DeviceGray for each grey, their luminances given; ISO/TS 18619, 6.3 fits the blacks."""
    darkest, black = min(greys), ramp[-1]
    scale = (1 - black) / max(1 - darkest, 1e-6)  # a profile may make all greys white
    # The ramp falls; a measured one may rise in places by the rounding of its profile.
    rising = list(accumulate((-y for y in ramp), max))
    wanted = ((y - darkest) * scale + black for y in greys)
    return [255 - _place(rising, -y) for y in wanted]


def _place(rising: list[float], value: float) -> int:
    """The index whose value is nearest."""
    at = min(bisect_left(rising, value), len(rising) - 1)
    if at and value - rising[at - 1] < rising[at] - value:
        at -= 1
    return at
