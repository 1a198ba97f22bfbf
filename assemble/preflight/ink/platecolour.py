"""Colour spaces as inks (ISO 32000-1, 8.6): what numbers in a PDF lay on which plate.

In: a colour space object. Out: a `Space` that turns arrays of components into arrays of tints, one
column for each ink that it names. RGB and Lab are separated by the printing condition's profile
(LittleCMS, relative colorimetric with black point compensation, as PDF/X's readers do); inks are
taken at their numbers, spot inks as plates of their own.
"""

import io
from collections.abc import Callable
from hashlib import sha256

import numpy as np
import pikepdf
from numpy.typing import NDArray
from PIL import Image, ImageCms

from assemble.model.frozen import Frozen
from assemble.preflight.ink.platefunction import Floats, numbers
from assemble.preflight.ink.platenotes import DAMAGE, Notes

PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
ALL = "All"
"""The colorant that prints on every plate (8.6.6.4)."""

MOST_DEPTH = 6
"""How deep colour spaces may be nested: an Indexed space of an ICC one that has an alternate."""
MOST_PROFILE = 8_000_000
"""Bytes of an ICC profile; the largest of the trade's registries have 4 MB."""
MOST_COMPONENTS = 32
"""Colorants of a DeviceN space (annex C.2)."""

GRID = {1: 256, 3: 33}
"""Steps each way at which the most ink of a space is looked for, by its components."""

Convert = Callable[[Floats], Floats]


class Space(Frozen):
    """A colour space.

    `convert` takes components (count, `components`) as the standard's numbers and gives tints
    (count, len(`inks`)), 0 to 1. `direct`: DeviceCMYK's own numbers, to which the nonzero
    overprint mode applies (8.6.7). `ranges` are those of the components, as an image's Decode
    has them by default; `initial` the colour that the space begins with. `pattern`: the Pattern
    space, whose `inks` are those of the space below it. `unknown`: the space couldn't be read.
    `samples` does what `convert` does with samples (rows, columns, components) of 0 to 255; None
    where it would be no faster.
    """

    components: int
    inks: tuple[str, ...]
    convert: Convert
    ranges: tuple[tuple[float, float], ...]
    initial: tuple[float, ...]
    direct: bool = False
    indexed: bool = False
    pattern: bool = False
    unknown: bool = False
    samples: Callable[[NDArray[np.uint8]], NDArray[np.uint8]] | None = None


def _unit(count: int) -> tuple[tuple[float, float], ...]:
    return ((0.0, 1.0),) * count


def _from_grey(values: Floats) -> Floats:
    tints = np.zeros((len(values), 4), np.float32)
    tints[:, 3] = 1 - np.clip(values[:, 0], 0, 1)
    return tints


def _as_tints(values: Floats) -> Floats:
    return np.clip(values, 0, 1)


GREY = Space(components=1, inks=PROCESS, convert=_from_grey, ranges=_unit(1), initial=(0.0,))
"""DeviceGray prints on the black plate."""
CMYK = Space(
    components=4,
    inks=PROCESS,
    convert=_as_tints,
    ranges=_unit(4),
    initial=(0.0, 0.0, 0.0, 1.0),
    direct=True,
    samples=lambda values: values,
)


class Separator:
    """Separates RGB and Lab by a profile; remembers its transforms.

    Without a profile nothing is known of how they print, and they count as no ink.
    """

    def __init__(self, profile: bytes | None) -> None:
        self._profile: ImageCms.ImageCmsProfile | None = None
        if profile:
            opened = _opened(profile)
            if opened is not None and opened.profile.xcolor_space.strip() == "CMYK":
                self._profile = opened
        self._transforms: dict[str, ImageCms.ImageCmsTransform] = {}

    @property
    def can(self) -> bool:
        """Whether there is a profile to separate by."""
        return self._profile is not None

    def image(self, picture: Image.Image, source: bytes | None = None) -> Image.Image:
        """An RGB or LAB picture as CMYK; `source` is its profile, None for sRGB or plain Lab."""
        if self._profile is None:
            return Image.new("CMYK", picture.size)
        transform = self._transform(picture.mode, source)
        made = ImageCms.applyTransform(picture, transform)
        return Image.new("CMYK", picture.size) if made is None else made

    def samples(self, values: NDArray[np.uint8], source: bytes | None = None) -> NDArray[np.uint8]:
        """RGB samples (rows, columns, 3) as inks (rows, columns, 4), all 0 to 255."""
        picture = Image.frombytes("RGB", values.shape[1::-1], values.tobytes())
        return np.asarray(self.image(picture, source))

    def values(self, values: Floats, mode: str, source: bytes | None = None) -> Floats:
        """Colours (count, 3) as tints (count, 4).

        `values` are 0 to 1 for RGB; for LAB already laid onto 0 to 1 as 8-bit Lab has them.
        """
        if not len(values):
            return np.zeros((0, 4), np.float32)
        whole = np.clip(values * 255 + 0.5, 0, 255).astype(np.uint8)
        if mode == "LAB":
            # Pillow keeps a* and b* as signed bytes.
            whole[:, 1:] ^= 0x80
        # Rows of moderate length: a picture of one row could be wider than Pillow takes.
        width = min(len(whole), 1024)
        whole = np.resize(whole, (-(-len(whole) // width), width, 3))
        picture = Image.frombytes(mode, (width, len(whole)), whole.tobytes())
        made = np.asarray(self.image(picture, source)).reshape(-1, 4)[: len(values)]
        return made.astype(np.float32) / np.float32(255)

    def _transform(self, mode: str, source: bytes | None) -> ImageCms.ImageCmsTransform:
        key = mode + ("" if source is None else sha256(source).hexdigest())
        if key not in self._transforms:
            opened = None if source is None else _opened(source)
            if opened is None or opened.profile.xcolor_space.strip() != "RGB":
                opened = ImageCms.ImageCmsProfile(
                    ImageCms.createProfile("LAB" if mode == "LAB" else "sRGB")
                )
            assert self._profile is not None
            transform = ImageCms.buildTransform(
                opened,
                self._profile,
                mode,
                "CMYK",
                ImageCms.Intent.RELATIVE_COLORIMETRIC,
                ImageCms.Flags.BLACKPOINTCOMPENSATION,
            )
            # Pillow hangs this profile, here a small one, on each result that nobody saves; to
            # write out the printing condition's takes as long as to separate a photograph.
            transform.output_profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
            self._transforms[key] = transform
        return self._transforms[key]


def _opened(profile: bytes) -> ImageCms.ImageCmsProfile | None:
    """A profile, None where its bytes are none."""
    try:
        return ImageCms.ImageCmsProfile(io.BytesIO(profile))
    except (OSError, ImageCms.PyCMSError):
        return None


class Spaces:
    """Reads colour spaces; remembers those that are objects of their own."""

    def __init__(self, separator: Separator, notes: Notes) -> None:
        self.notes = notes
        self.separator = separator
        self._known: dict[tuple[int, int], Space] = {}
        self._most: dict[int, tuple[Space, float]] = {}
        self._most_of: dict[tuple[int, int], float] = {}
        self._rgb = self._rgb_space(None)

    def most_of(self, item: pikepdf.Array) -> float:
        """`most` of a space that is written out where it is used; a profile is asked once."""
        key = item[1].objgen if len(item) == 2 and str(item[0]) == "/ICCBased" else (0, 0)
        if key == (0, 0):
            return self.most(self.read(item, pikepdf.Dictionary()))
        if key not in self._most_of:
            self._most_of[key] = self.most(self.read(item, pikepdf.Dictionary()))
        return self._most_of[key]

    def read(self, item: pikepdf.Object | None, resources: pikepdf.Object, depth: int = 0) -> Space:
        """The space of an object, or of a name in `resources`.

        What can't be read counts as grey with as many components as it seems to have.
        """
        if depth > MOST_DEPTH or item is None:
            self.notes.add("a colour space is missing")
            return _unknown(1)
        if isinstance(item, pikepdf.Name):
            return self._named(str(item), resources, depth)
        if not isinstance(item, pikepdf.Array) or not len(item):
            return _unknown(1)
        key = item.objgen
        if key != (0, 0) and key in self._known:
            return self._known[key]
        try:
            space = self._family(item, resources, depth)
        except DAMAGE as error:
            self.notes.add(f"a colour space can't be read: {error}")
            space = _unknown(1)
        if key != (0, 0):
            self._known[key] = space
        return space

    def device(self, components: int, resources: pikepdf.Object) -> Space:
        """The device space with as many components, or what the resources put in its place."""
        name = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}[components]
        return self._named(name, resources, 0)

    def most(self, space: Space) -> float:
        """The most total ink that any colour of a space has.

        Of RGB, a grid of 33 steps each way; profiles have their own tables at as many or fewer.
        """
        if id(space) not in self._most:
            total = float(len(space.inks))
            if ALL in space.inks:
                total = float("inf")
            elif space.components in GRID:
                ends = [
                    np.linspace(low, high, GRID[space.components], dtype=np.float32)
                    for low, high in space.ranges
                ]
                grid = np.stack(np.meshgrid(*ends), axis=-1).reshape(-1, space.components)
                total = float(space.convert(grid).sum(axis=1).max(initial=0.0))
            # The space is kept with it: another could come to have its id.
            self._most[id(space)] = (space, total)
        return self._most[id(space)][1]

    def _named(self, name: str, resources: pikepdf.Object, depth: int) -> Space:
        """A device space, the default for it (8.6.5.6), or an entry of the resources."""
        device = {
            "/DeviceGray": (GREY, "/DefaultGray"),
            "/G": (GREY, "/DefaultGray"),
            "/CalGray": (GREY, ""),
            "/DeviceRGB": (self._rgb, "/DefaultRGB"),
            "/RGB": (self._rgb, "/DefaultRGB"),
            "/CalRGB": (self._rgb, ""),
            "/DeviceCMYK": (CMYK, "/DefaultCMYK"),
            "/CMYK": (CMYK, "/DefaultCMYK"),
        }.get(name)
        named = resources.get("/ColorSpace")
        if not isinstance(named, pikepdf.Dictionary):
            named = pikepdf.Dictionary()
        if name == "/Pattern":
            return _pattern(GREY)
        if device is None:
            return self.read(named.get(name), resources, depth + 1)
        space, default = device
        if space is self._rgb:
            self._rgb_met()
        if default and default in named:
            other = self.read(named[default], pikepdf.Dictionary(), depth + 1)
            if other.components == space.components and not other.unknown:
                return other
        return space

    def _family(self, item: pikepdf.Array, resources: pikepdf.Object, depth: int) -> Space:
        family = str(item[0])
        if len(item) == 1:
            return self._named(family, resources, depth)
        if family == "/ICCBased":
            return self._icc(item[1])
        if family == "/CalGray":
            return GREY
        if family in ("/CalRGB", "/Lab"):
            self._rgb_met()
        if family == "/CalRGB":
            return self._rgb
        if family == "/Lab":
            return self._lab(item[1])
        if family in ("/Indexed", "/I"):
            return self._indexed(item, resources, depth)
        if family == "/Separation":
            return _colorants([item[1]])
        if family == "/DeviceN":
            return _colorants(list(item[1])[:MOST_COMPONENTS])
        if family == "/Pattern":
            return _pattern(self.read(item[1], resources, depth + 1))
        return _unknown(1)

    def _rgb_met(self) -> None:
        if not self.separator.can:
            self.notes.add(
                "RGB and Lab count as no ink, as no printing condition says how they are separated"
            )

    def _icc(self, stream: pikepdf.Object) -> Space:
        """ICC-based grey and CMYK print at their numbers; RGB is separated."""
        count = int(stream.N)
        if count == 1:
            return GREY
        if count == 4:
            # The nonzero overprint mode is for DeviceCMYK alone.
            return Space(
                components=4,
                inks=PROCESS,
                convert=_as_tints,
                ranges=_unit(4),
                initial=(0.0, 0.0, 0.0, 1.0),
                samples=lambda values: values,
            )
        if count != 3:
            return _unknown(count)
        self._rgb_met()
        if len(stream.read_raw_bytes()) > MOST_PROFILE:
            return self._rgb
        return self._rgb_space(stream.read_bytes())

    def _rgb_space(self, profile: bytes | None) -> Space:
        return Space(
            components=3,
            inks=PROCESS,
            convert=lambda values: self.separator.values(values, "RGB", profile),
            samples=lambda values: self.separator.samples(values, profile),
            ranges=_unit(3),
            initial=(0.0, 0.0, 0.0),
        )

    def _lab(self, about: pikepdf.Object) -> Space:
        ends = numbers(about.get("/Range")) or [-100.0, 100.0, -100.0, 100.0]
        low = np.array([0, -128, -128], np.float32)
        width = np.array([100, 255, 255], np.float32)
        return Space(
            components=3,
            inks=PROCESS,
            convert=lambda values: self.separator.values((values - low) / width, "LAB"),
            ranges=((0.0, 100.0), (ends[0], ends[1]), (ends[2], ends[3])),
            initial=(0.0, max(ends[0], 0.0), max(ends[2], 0.0)),
        )

    def _indexed(self, item: pikepdf.Array, resources: pikepdf.Object, depth: int) -> Space:
        """Each entry of the table as tints; indices beyond its end are its last (8.6.6.3)."""
        base = self.read(item[1], resources, depth + 1)
        last = min(int(item[2]), 255)
        stored = item[3]
        data = stored.read_bytes() if isinstance(stored, pikepdf.Stream) else bytes(stored)
        size = (last + 1) * base.components
        raw = np.frombuffer(data[:size].ljust(size, b"\0"), np.uint8).reshape(-1, base.components)
        ranges = np.array(base.ranges, np.float32)
        entries = ranges[:, 0] + raw / 255 * (ranges[:, 1] - ranges[:, 0])
        table = base.convert(entries.astype(np.float32))

        def looked_up(values: Floats) -> Floats:
            found: Floats = table[np.clip(values[:, 0] + 0.5, 0, last).astype(int)]
            return found

        return Space(
            components=1,
            inks=base.inks,
            convert=looked_up,
            ranges=((0.0, 255.0),),
            initial=(0.0,),
            indexed=True,
            unknown=base.unknown,
        )


def _colorants(names: list[pikepdf.Object]) -> Space:
    """Separation and DeviceN: each colorant its own plate; None prints nowhere (8.6.6.4)."""
    inks = [str(name).lstrip("/") for name in names]
    kept = [index for index, ink in enumerate(inks) if ink != "None"]
    return Space(
        components=len(inks),
        inks=tuple(inks[index] for index in kept),
        convert=lambda values: np.clip(values[:, kept], 0, 1),
        ranges=_unit(len(inks)),
        initial=(1.0,) * len(inks),
    )


def _pattern(below: Space) -> Space:
    return Space(
        components=below.components,
        inks=below.inks,
        convert=below.convert,
        ranges=below.ranges,
        initial=below.initial,
        direct=below.direct,
        pattern=True,
    )


def _unknown(components: int) -> Space:
    return Space(
        components=max(components, 1),
        inks=PROCESS,
        convert=_from_grey,
        ranges=_unit(max(components, 1)),
        initial=(0.0,) * max(components, 1),
        unknown=True,
    )
