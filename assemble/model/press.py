"""What a file for the press is made by: standard, printing condition, photographs, marks, paper."""

from assemble.model.finding import Location
from assemble.model.frozen import Frozen

STANDARDS = ("x-4", "x-1a")
"""PDF/X-4 (ISO 15930-7:2010) and PDF/X-1a:2003 (ISO 15930-4)."""

PHOTOGRAPHS = ("late", "early")
"""When RGB photographs become CMYK: at the printer's, from their profiles; or in our file."""


class Condition(Frozen):
    """A printing condition: what the output intent names (ISO 32000-1, 14.11.5).

    `identifier` is its name in the registry of characterizations (`FOGRA39`), `info` a line for
    people, `registry` the registry's address, '' for none; `profile` the bytes of its ICC profile;
    `ink` the most total ink that it bears, as a sum of fractions (3.0 is 300 %); `at` is
    where it is chosen.
    """

    identifier: str
    info: str
    registry: str
    profile: bytes
    ink: float
    at: Location


class Marks(Frozen):
    """Which printer's marks stand around the trim, and how far off it, in points."""

    crop: bool
    registration: bool
    colour_bar: bool
    slug: bool
    offset: float


class Paper(Frozen):
    """A paper: its name, its weight in g/m², the thickness of a leaf in points; 0 for unknown."""

    name: str
    weight: float
    thickness: float


class Accepted(Frozen):
    """A rule of preflight that doesn't stop the build, why, and where that is said."""

    rule: str
    reason: str
    at: Location


class Press(Frozen):
    """All that print asks for. `ppi` is what photographs are scaled down to, at placed size.

    `run` is the number of copies, None where nobody said it; `cover_paper` None where it is the
    same as `paper`; `at` is where the manifest says it, or could.
    """

    standard: str
    condition: Condition
    photographs: str
    ppi: float
    marks: Marks
    paper: Paper | None
    cover_paper: Paper | None
    run: int | None
    accept: tuple[Accepted, ...]
    at: Location


class PressSpec(Frozen):
    """What a layout's or a manifest's `print` says of the press; None where it says nothing.

    `marks` are the fields of `Marks` that are given, by name.
    """

    standard: str | None = None
    condition: Condition | None = None
    photographs: str | None = None
    ppi: float | None = None
    marks: tuple[tuple[str, float], ...] = ()
    paper: Paper | None = None
    cover_paper: Paper | None = None
    run: int | None = None
    accept: tuple[Accepted, ...] | None = None
