"""Total ink: where a page carries more than its paper bears.

In: a PDF, a profile, limits. Out: faults. Measured as the Ghent workgroup's rule R0026 asks
(GWG 2022): the mean of the inks' sum in any square of 15 mm. Pages that can't exceed the limit
are cleared by a bound (`inksurvey.py`); the plates of the others are drawn (`plates.py`).
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import pikepdf

from assemble.model.preflight import Box, Fault, Limits
from assemble.preflight.ink.inkbound import may_exceed, pictures_may_exceed
from assemble.preflight.ink.inksquare import Pixels, heavy_squares
from assemble.preflight.ink.inksurvey import Survey
from assemble.preflight.ink.light import is_light
from assemble.preflight.ink.platecolour import Separator, Spaces
from assemble.preflight.ink.platenotes import DAMAGE, Notes
from assemble.preflight.ink.plates import InkMap, bleed_area, draw, intent_profile
from assemble.preflight.ink.platesource import Source
from assemble.preflight.page.facts import PageFacts
from assemble.preflight.rules_ink import INK_UNMEASURED, TOTAL_INK

SIDE = 21
"""Pixels of the square's side; with 15 mm the map has 36 ppi. Drawn at 72 ppi means differ by less
than 0.01."""
ROUNDING = 0.005
"""Ink above the limit that is still taken for the limit: plates have 255 levels, and a profile
made for 300 % gives up to 300.4 %."""


def ink_faults(
    path: Path,
    profile: bytes | None,
    limits: Limits,
    fallback: bytes | None = None,
    facts: Sequence[PageFacts] = (),
) -> list[Fault]:
    """The faults of a PDF, page by page, the heaviest squares first.

    RGB and Lab are separated by `profile`, else by the output intent's, else by `fallback`;
    without any they count as no ink. `facts` are what a walk over the first pages found: of those
    that can't be too heavy nothing more is read.
    """
    ppi = SIDE * 72 / limits.ink_square
    try:
        with pikepdf.open(path) as pdf:
            separator = Separator(profile or intent_profile(pdf) or fallback)
            source = Source(pdf, Spaces(separator, Notes()), ppi)
            limit = limits.ink + ROUNDING
            light = {
                each.page - 1
                for each, page in zip(facts, pdf.pages, strict=False)
                if is_light(each, page, source.spaces, limit)
            }
            wanted = [number for number in range(len(pdf.pages)) if number not in light]
            return _faults(source, limits, wanted)
    except DAMAGE as error:
        return [Fault(INK_UNMEASURED.id, f"the file can't be read: {error}")]


BATCH = 32
"""Pages that are looked at together: their pictures are decoded at once, and then forgotten."""


def _faults(source: Source, limits: Limits, pages: Sequence[int]) -> list[Fault]:
    found: list[Fault] = []
    for first in range(0, len(pages), BATCH):
        found += _batch_faults(source, pages[first : first + BATCH], limits)
        source.forget()
    return found


def _batch_faults(source: Source, numbers: Iterable[int], limits: Limits) -> list[Fault]:
    """The faults of some pages, by their numbers from 0."""
    surveys: dict[int, tuple[Box, Survey]] = {}
    notes: dict[int, list[str]] = {}
    for number in numbers:
        try:
            box = bleed_area(source.pdf.pages[number])
            surveys[number] = (box, Survey(source, box).read(source.pdf.pages[number]))
        except DAMAGE as error:
            source.notes.add(f"the page can't be read: {error}")
        notes[number] = [*source.notes.take()]
    limit = limits.ink + ROUNDING
    surveys = {
        number: (box, survey)
        for number, (box, survey) in surveys.items()
        if may_exceed(survey, box, source.ppi, SIDE, limit)
    }
    source.preload(
        (picture.image, picture.matrix)
        for _, survey in surveys.values()
        for picture in survey.pictures
    )
    suspects: dict[int, tuple[Box, set[str]]] = {}
    for number, (box, survey) in surveys.items():
        if pictures_may_exceed(survey, source, box, SIDE, limit):
            suspects[number] = (box, survey.inks)
        notes[number] += source.notes.take()
    maps = draw(source, suspects) if suspects else {}
    found: list[Fault] = []
    for number, lines in notes.items():
        if number in maps:
            lines += maps[number].notes
            found += _page_faults(maps[number], number + 1, limits)
        found += [
            Fault(INK_UNMEASURED.id, f"{line}; ask the printer to measure it", number + 1)
            for line in dict.fromkeys(lines)
        ]
    return found


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
