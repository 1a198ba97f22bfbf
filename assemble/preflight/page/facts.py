"""What a page's content paints: the values between the walker and the rules.

Boxes are left, bottom, right, top in points of the page's default user space, y up, cut to what
the clip lets through; sizes of type and widths of lines are in points on paper.
"""

from typing import NamedTuple

from assemble.model.preflight import Box

DEVICE_CMYK, DEVICE_RGB, DEVICE_GRAY = "DeviceCMYK", "DeviceRGB", "DeviceGray"
PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
"""The names of the process inks (ISO 32000-1, 8.6.6.5)."""

Inks = tuple[tuple[str, float], ...]
"""The inks that a colour prints in, each with its share, 0 to 1; none with a share of 0."""


class Space(NamedTuple):
    """A colour space (ISO 32000-1, 8.6).

    `family` is its name in the standard, `components` how many numbers make a colour, `names` the
    inks of Separation and DeviceN, `base` the space that Indexed, Pattern, Separation and DeviceN
    stand on. `reach` are the families met on the way down, itself among them. `profile` is the
    digest of an ICC profile, '' without one, and `version` its version, as in (4, 2); `fault` what
    is wrong with the space, '' for nothing. A device space that the resources replace by a Default
    one is that one.
    """

    family: str
    components: int
    names: tuple[str, ...] = ()
    base: "Space | None" = None
    reach: frozenset[str] = frozenset()
    profile: str = ""
    version: tuple[int, int] = (0, 0)
    fault: str = ""


class Colour(NamedTuple):
    """A colour: `inks` is None where a conversion decides them; `white` is paper left bare."""

    space: Space
    values: tuple[float, ...]
    inks: Inks | None
    white: bool

    @property
    def plates(self) -> int:
        """In how many plates it prints; 4 where a conversion decides."""
        return len(self.inks) if self.inks is not None else 0 if self.white else 4


class Run(NamedTuple):
    """Text that one operator shows.

    `size` is that of the em on paper; `mode` the text render mode (ISO 32000-1, 9.3.6);
    `overprints` and `outline_overprints` are the overprint flags for filling and stroking, `opm`
    the overprint mode. `glyphs` counts the codes shown; of these `lost` extract to nothing or
    U+FFFD, `private` to private use, `absent` have no glyph in the font. In a soft mask (`mask`)
    nothing prints.
    """

    box: Box
    font: str
    size: float
    mode: int
    fill: Colour
    stroke: Colour
    overprints: bool
    outline_overprints: bool
    opm: int
    glyphs: int
    lost: int
    private: int
    absent: int
    mask: bool

    @property
    def filled(self) -> bool:
        """Whether its glyphs are filled."""
        return self.mode in (0, 2, 4, 6)

    @property
    def stroked(self) -> bool:
        """Whether its glyphs are stroked."""
        return self.mode in (1, 2, 5, 6)


class Picture(NamedTuple):
    """A picture as placed: `ppi` is that of the axis that has fewer pixels an inch.

    `space` is None for a stencil, which is painted in `colour`, and for JPEG 2000 without one.
    """

    box: Box
    name: str
    width: int
    height: int
    bits: int
    ppi: float
    space: Space | None
    colour: Colour | None
    filters: tuple[str, ...]
    overprints: bool
    mask: bool

    @property
    def bitmap(self) -> bool:
        """Whether it has one bit a pixel: a stencil, or one component of a bit."""
        one = self.space is None or (self.space.components == 1 and self.space.family != "Indexed")
        return self.bits == 1 and one


class Path(NamedTuple):
    """A painted path; `fill` and `stroke` are None where it isn't filled or stroked.

    `width` is that of its line, `thin` the thickness of the thinnest filled rectangle in it, None
    where it has none.
    """

    box: Box
    fill: Colour | None
    stroke: Colour | None
    width: float
    thin: float | None
    overprints: bool
    outline_overprints: bool
    opm: int
    mask: bool


class Shade(NamedTuple):
    """A shading, painted by `sh` or as a pattern."""

    box: Box
    space: Space
    mask: bool


class Use(NamedTuple):
    """A colour space in use: `what` is text, graphics, picture, shading, mask."""

    what: str
    space: Space
    box: Box | None


class Group(NamedTuple):
    """A transparency group: `of` is page, form or mask; `space` None where it names none."""

    of: str
    space: Space | None
    box: Box | None


class FontFacts(NamedTuple):
    """A font that shows text.

    `program` is the kind of font file embedded: TrueType, Type1, Type1C, CIDFontType0C, OpenType,
    Type3 (its glyphs are content) or '' for none; `fault` what is wrong with it.
    """

    key: str
    name: str
    subtype: str
    program: str
    fault: str


class Oddity(NamedTuple):
    """Something in content that breaks the rule `rule`, found in passing; `what` says what."""

    rule: str
    what: str
    box: Box | None = None


class Boxes(NamedTuple):
    """A page's boxes, inherited ones and defaults resolved (ISO 32000-1, 14.11.2).

    `has_bleed` and `has_trim` say whether the page names them itself.
    """

    media: Box
    crop: Box
    bleed: Box
    trim: Box
    art: Box
    has_bleed: bool
    has_trim: bool


class Intent(NamedTuple):
    """The output intent: its device space, CMYK without one, and the digest of its profile."""

    space: str
    profile: str


class PageFacts(NamedTuple):
    """All that a page paints, in the order of painting within each kind.

    `page` counts from 1, `rotate` is in degrees, `unit` the length of user space's unit in points.
    `transparency` are the kinds of transparency in use with a place of each. `layers` says whether
    content stands in optional content groups.
    """

    page: int
    boxes: Boxes
    rotate: int
    unit: float
    intent: Intent
    runs: tuple[Run, ...]
    pictures: tuple[Picture, ...]
    paths: tuple[Path, ...]
    shades: tuple[Shade, ...]
    uses: tuple[Use, ...]
    groups: tuple[Group, ...]
    fonts: tuple[tuple[FontFacts, Box | None], ...]
    transparency: tuple[tuple[str, Box | None], ...]
    oddities: tuple[Oddity, ...]
    layers: bool
