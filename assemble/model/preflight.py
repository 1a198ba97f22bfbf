"""What preflight looks for in a finished PDF, and what it found there."""

from typing import NamedTuple

from assemble.model.finding import Location, Severity
from assemble.model.frozen import Frozen

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points of the PDF's default user space, y up."""


class Rule(NamedTuple):
    """A rule: `severity` is that of its faults.

    `about` says what it finds, `reason` why a printer minds, `source` where it comes from (a
    standard's clause, the Ghent workgroup's id), `limits` the fields of `Limits` that it uses.
    """

    id: str
    severity: Severity
    about: str
    reason: str
    source: str
    limits: tuple[str, ...] = ()


class Limits(Frozen):
    """The numbers that rules compare with; lengths in points, shares as fractions.

    `error_ppi` and `warn_ppi`: least resolution of a photograph at placed size; `error_bitmap_ppi`
    and `warn_bitmap_ppi`: of 1-bit pictures. `ink`: most total ink, as the mean of a square of
    `ink_square` a side. `small_type`: least size of type in more than one plate; `white_type`: of
    white type; `rich_type`: of type in black with other inks; `black_type`: black type under this
    size has to overprint. `hairline`: least width of a line. `safe`: how near to the trim pictures
    and text may end. `bleed`: how far what reaches the trim has to reach beyond it. `multiple`: of
    what the page count has to be a multiple.
    """

    error_ppi: float = 150.0
    warn_ppi: float = 225.0
    error_bitmap_ppi: float = 550.0
    warn_bitmap_ppi: float = 800.0
    ink: float = 3.0
    ink_square: float = 15 * 72 / 25.4
    small_type: float = 6.0
    white_type: float = 8.0
    rich_type: float = 14.0
    black_type: float = 12.0
    hairline: float = 0.25
    safe: float = 4 * 72 / 25.4
    bleed: float = 3 * 72 / 25.4
    multiple: int = 1


class Fault(NamedTuple):
    """One place that breaks a rule: `page` from 1, None where the whole file does."""

    rule: str
    message: str
    page: int | None = None
    box: Box | None = None
    at: Location | None = None


class Preflight(Frozen):
    """What preflight found in a file.

    `standard` is what was checked against, x-4, x-1a or '' for none; `pages` how many pages the
    file has, 0 where it can't be read; `trims` the trim box of each page, where it has none the
    art box, else the media box, None where it has none of them.
    """

    file: str
    standard: str
    pages: int
    faults: tuple[Fault, ...]
    trims: tuple[Box | None, ...] = ()
