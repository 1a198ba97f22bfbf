"""Total ink: where a page carries more than its paper bears.

In: a PDF, a profile, limits. Out: faults. Measured as the Ghent workgroup's rule R0026 asks
(GWG 2022): the mean of the inks' sum in any square of 15 mm. Pages that can't exceed the limit
are cleared by a bound (`inksurvey.py`); the plates of the others are drawn (`plates.py`).
"""

from pathlib import Path

import numpy as np
import pikepdf
from numpy.typing import NDArray

from assemble.model.finding import Severity
from assemble.model.preflight import Box, Fault, Limits, Rule
from assemble.preflight.inksurvey import Survey, bound_map
from assemble.preflight.platecolour import Separator, Spaces
from assemble.preflight.plates import InkMap, bleed_area, draw, intent_profile
from assemble.preflight.platesource import Source

TOTAL_INK = Rule(
    id="total-ink",
    severity=Severity.ERROR,
    about="More ink lies in a square than the paper bears",
    reason="It doesn't dry: sheets stick together and set off on one another",
    source="GWG 2022, R0026",
    limits=("ink", "ink_square"),
)
INK_UNMEASURED = Rule(
    id="ink-unmeasured",
    severity=Severity.WARNING,
    about="Something on a page whose ink can't be measured",
    reason="It may carry more ink than the paper bears",
    source="GWG 2022, R0026",
)
RULES: tuple[Rule, ...] = (TOTAL_INK, INK_UNMEASURED)

SIDE = 21
"""Pixels of the square's side; with 15 mm the map has 36 ppi. Drawn at 72 ppi means differ by less
than 0.01."""
ROUNDING = 0.005
"""Ink above the limit that is still taken for the limit: plates have 255 levels, and a profile
made for 300 % gives up to 300.4 %."""
MOST_PLACES = 3
"""Squares that are told of a page."""

Floats = NDArray[np.float32]
Pixels = tuple[int, int, int, int]
"""Left, top, right, bottom, counted from the map's top left."""


def ink_faults(
    path: Path, profile: bytes | None, limits: Limits, fallback: bytes | None = None
) -> list[Fault]:
    """The faults of all pages of a PDF, page by page, the heaviest squares first.

    RGB and Lab are separated by `profile`, else by the output intent's, else by `fallback`;
    without any they count as no ink.
    """
    ppi = SIDE * 72 / limits.ink_square
    try:
        with pikepdf.open(path) as pdf:
            separator = Separator(profile or intent_profile(pdf) or fallback)
            return _faults(Source(pdf, Spaces(separator), ppi), limits)
    except pikepdf.PdfError as error:
        return [Fault(INK_UNMEASURED.id, f"the file can't be read: {error}")]


def _faults(source: Source, limits: Limits) -> list[Fault]:
    suspects: dict[int, tuple[Box, set[str]]] = {}
    notes: dict[int, dict[str, None]] = {}
    for number, page in enumerate(source.pdf.pages):
        source.notes.lines.clear()
        box = bleed_area(page)
        survey = Survey(source, box).read(page)
        notes[number] = dict(source.notes.lines)
        if survey.unbounded or _heavy(bound_map(survey, box, source.ppi), limits):
            suspects[number] = (box, survey.inks)
    maps = draw(source, suspects) if suspects else {}
    found: list[Fault] = []
    for number, lines in notes.items():
        if number in maps:
            lines.update(dict.fromkeys(maps[number].notes))
            found += _page_faults(maps[number], number + 1, limits)
        found += [Fault(INK_UNMEASURED.id, line, number + 1) for line in lines]
    return found


def _heavy(total: Floats, limits: Limits) -> bool:
    return heaviest_square(total, SIDE)[0] > limits.ink + ROUNDING


def _page_faults(inks: InkMap, page: int, limits: Limits) -> list[Fault]:
    return [
        Fault(
            TOTAL_INK.id,
            f"{value * 100:.0f} % of ink in a square of {limits.ink_square * 25.4 / 72:.0f} mm,"
            f" {limits.ink * 100:.0f} % is the limit: lighten what stands there, or separate it"
            " with a profile of less total ink",
            page,
            placed(pixels, inks),
        )
        for value, pixels in heavy_squares(inks.total, SIDE, limits.ink + ROUNDING)
    ]


def placed(pixels: Pixels, inks: InkMap) -> Box:
    """Pixels of a map as a box on its page."""
    point = 72 / inks.ppi
    left, top = inks.box[0], inks.box[3]
    return (
        left + pixels[0] * point,
        top - pixels[3] * point,
        left + pixels[2] * point,
        top - pixels[1] * point,
    )


def heaviest_square(total: Floats, side: int) -> tuple[float, Pixels]:
    """The greatest mean of ink in a square of `side` pixels, and where it is.

    Of a map that is smaller than the square all of it counts.
    """
    means, (height, width) = _means(total, side)
    row, column = np.unravel_index(int(means.argmax()), means.shape)
    return float(means[row, column]), (
        int(column), int(row), int(column) + width, int(row) + height
    )  # fmt: skip


def heavy_squares(
    total: Floats, side: int, limit: float, most: int = MOST_PLACES
) -> list[tuple[float, Pixels]]:
    """The heaviest squares above a limit that don't overlap, heaviest first."""
    means, (height, width) = _means(total, side)
    found: list[tuple[float, Pixels]] = []
    while len(found) < most:
        row, column = (int(at) for at in np.unravel_index(int(means.argmax()), means.shape))
        value = float(means[row, column])
        if value <= limit:
            break
        found.append((value, (column, row, column + width, row + height)))
        means[
            max(row - height + 1, 0) : row + height, max(column - width + 1, 0) : column + width
        ] = -1.0
    return found


def _means(total: Floats, side: int) -> tuple[NDArray[np.float64], tuple[int, int]]:
    """Means of all squares by their top left pixels, by a summed area table (Crow 1984).

    With them the squares' height and width.
    """
    height, width = min(side, total.shape[0]), min(side, total.shape[1])
    sums = np.zeros((total.shape[0] + 1, total.shape[1] + 1), np.float64)
    np.cumsum(np.cumsum(total, axis=0, dtype=np.float64), axis=1, out=sums[1:, 1:])
    squares = (
        sums[height:, width:] - sums[:-height, width:] - sums[height:, :-width]
        + sums[:-height, :-width]
    )  # fmt: skip
    return squares / (height * width), (height, width)
