"""Which form stands on which side of which sheet: the request and the pages in, forms out."""

from typing import NamedTuple

from assemble.impose.creep import CREEPS, Leaves, most_creep, shift
from assemble.impose.job import (
    MIXED,
    PAGES_A_SHEET,
    PERFECT,
    SADDLE_STITCH,
    SHEETWISE,
    STYLES,
    WORK_AND_TURN,
    Gutters,
    ImposeError,
    Imposition,
)
from assemble.impose.place import Form, fits_on, form_size, laid_out
from assemble.impose.scheme import (
    SECTION,
    Plate,
    numbered,
    padded,
    sections,
    sheetwise,
    signature,
    work_and_turn,
)
from assemble.impose.sheets import known_sheets
from assemble.model.frozen import Frozen
from assemble.model.units import MM, mm

LEAST_TRIM = mm(3)
"""Least paper at edges where folded sections are cut open, in points: as much as the usual bleed.
A fold that isn't wholly cut off leaves pages closed (trade custom)."""

COVER = 4
"""Pages of a cover: both sides of its front and its back."""

MILLED = mm(2)
"""What perfect binding mills off each page at the spine: 2 to 3 mm (trade custom). With 2 mm, 16
pages of A4 just fit onto the usual 65 × 86 cm."""


class Side(NamedTuple):
    """A form to be plated: `sheet` counts from 1; `name` is front, back or both sides."""

    sheet: int
    name: str
    section: int
    form: Form


class Plan(Frozen):
    """The whole work.

    `source` gives the source's page, from 1, for each page of the product, 0 for a blank;
    `sections` the pages of each section in reading order, `styles` whether its sheet is SHEETWISE
    or WORK_AND_TURN.
    """

    source: tuple[int, ...]
    sections: tuple[tuple[int, ...], ...]
    styles: tuple[str, ...]
    sides: tuple[Side, ...]
    gutters: Gutters

    @property
    def blanks(self) -> tuple[int, ...]:
        """The product's blank pages, from 1."""
        return tuple(number for number, page in enumerate(self.source, 1) if not page)


def planned(count: int, page: tuple[float, float], bleed: float, request: Imposition) -> Plan:
    """The work for `count` pages with that trim and bleed, in points.

    Raises:
        ImposeError: The request contradicts itself, needs blanks that it refuses, or asks for
            more than fits onto the sheet.
    """
    _check(request)
    source = _source(count, request)
    missing = source.count(0)
    if missing and not request.blanks:
        raise ImposeError(
            f"{count} pages don't fill sheets: {missing} blank pages would be needed",
            f"add {missing} pages, or allow blanks",
        )
    gutters = request.gutters or _custom(request, bleed)
    parts = sections(
        len(source), request.binding, request.pages_per_sheet, own_cover=request.own_cover
    )
    sides: list[Side] = []
    for index, pages in enumerate(parts):
        plates = _chosen(pages, page, gutters, request)
        names = ("front", "back") if len(plates) > 1 else ("both sides",)
        for plate, name in zip(plates, names, strict=True):
            form = laid_out(plate, page, gutters, request.sheet, request.gripper)
            sides.append(Side(index + 1, name, index, form))
    return Plan(
        source=source,
        sections=parts,
        styles=tuple(_style(len(pages), request) for pages in parts),
        sides=tuple(sides),
        gutters=gutters,
    )


def _source(count: int, request: Imposition) -> tuple[int, ...]:
    """The source's page for each page that is imposed, 0 for a blank."""
    keep = request.keep_last
    if request.binding == PERFECT:
        # The end of the block is no cover: blanks may be last.
        left_out = COVER // 2 if request.own_cover else 0
        if count <= 2 * left_out:
            raise ImposeError(f"{count} pages are a cover without a block", "add pages")
        block = padded(count - 2 * left_out, keep or 0)
        return tuple(page + left_out if page else 0 for page in block)
    if keep is None:
        # The back cover stays outside; on a paper of its own, its inside stays with it.
        keep = COVER // 2 if request.own_cover else 1
    return padded(count, keep)


def shift_of(plan: Plan, side: Side, page: int, request: Imposition) -> float:
    """How far a page's content moves to the spine, in points.

    Stitched sections lie in one another as one nest; gathered ones each make their own.
    """
    section = plan.sections[side.section]
    if request.binding == SADDLE_STITCH:
        return shift(page, len(plan.source), _leaves(request), request.creep)
    return shift(section.index(page) + 1, len(section), _leaves(request), request.creep)


def largest_creep(plan: Plan, request: Imposition) -> float:
    """The largest shift of the whole work, in points."""
    if request.creep == "none":
        return 0.0
    saddle = request.binding == SADDLE_STITCH
    nested = len(plan.source) if saddle else max(map(len, plan.sections))
    return most_creep(nested, _leaves(request))


def _leaves(request: Imposition) -> Leaves:
    """What lies around the inner leaves; no leaf has a thickness if theirs isn't known."""
    inside = request.thickness
    covered = request.own_cover and request.binding == SADDLE_STITCH
    if inside and covered and request.cover_thickness:
        return Leaves(inside, request.cover_thickness)
    return Leaves(inside, inside)


def _check(request: Imposition) -> None:
    """Whether the request's words and numbers are ones that can be meant."""
    _one_of("binding", request.binding, tuple(PAGES_A_SHEET))
    _one_of("style", request.style, STYLES)
    _one_of("creep", request.creep, CREEPS)
    allowed = PAGES_A_SHEET[request.binding]
    if request.pages_per_sheet not in allowed:
        raise ImposeError(
            f"{request.pages_per_sheet} pages a sheet can't be folded for {request.binding}",
            f"it takes {', '.join(map(str, allowed))} pages, both sides counted",
        )
    lengths = [request.thickness, request.cover_thickness, request.gripper, request.keep_last or 0]
    if request.gutters:
        gutters = request.gutters
        lengths += [gutters.head, gutters.foot, gutters.fore_edge, gutters.spine]
    if not all(0 <= length < float("inf") for length in lengths):
        raise ImposeError("thickness, gripper, gutters and pages kept last can't be below 0")


def _one_of(what: str, given: str, allowed: tuple[str, ...]) -> None:
    if given not in allowed:
        raise ImposeError(f"{what} can't be {given!r}", f"it is one of {', '.join(allowed)}")


def _custom(request: Imposition, bleed: float) -> Gutters:
    """The bleed at all edges that are cut, so that two bleeds meet in the middle between trims.

    One fold and no bleed: nothing has to be cut open, pages may fill the sheet to its edges.
    """
    single = request.pages_per_sheet == SECTION and request.style == SHEETWISE
    cut = bleed if single else max(bleed, LEAST_TRIM)
    spine = MILLED if request.binding == PERFECT else 0.0
    return Gutters(head=cut, foot=cut, fore_edge=cut, spine=spine)


def _style(pages: int, request: Imposition) -> str:
    """How the sheet of a section of so many pages is printed."""
    if request.style == MIXED:
        return SHEETWISE if pages == request.pages_per_sheet else WORK_AND_TURN
    return request.style


def _ways(pages: int, request: Imposition) -> list[tuple[Plate, ...]]:
    front, back = signature(pages)
    return (sheetwise if _style(pages, request) == SHEETWISE else work_and_turn)(front, back)


def _chosen(
    pages: tuple[int, ...], page: tuple[float, float], gutters: Gutters, request: Imposition
) -> tuple[Plate, ...]:
    """The first way to lay out a section that fits onto the sheet."""
    for way in _ways(len(pages), request):
        plates = tuple(numbered(plate, pages) for plate in way)
        if fits_on(form_size(plates[0], page, gutters), request.sheet, request.gripper):
            return plates
    raise _too_large(len(pages), page, gutters, request)


def _too_large(
    pages: int, page: tuple[float, float], gutters: Gutters, request: Imposition
) -> ImposeError:
    """What is needed, and which sheet or which fewer pages would do."""
    sizes = [form_size(way[0], page, gutters) for way in _ways(pages, request)]
    needed = " or ".join(f"{width / MM:.1f} × {height / MM:.1f} mm" for width, height in sizes)
    above = f" above a gripper margin of {request.gripper / MM:.4g} mm" if request.gripper else ""
    return ImposeError(
        f"{pages} pages a sheet, {_style(pages, request)}, need {needed}{above}; "
        f"the sheet is {request.sheet}",
        _what_fits(pages, sizes, page, gutters, request),
    )


def _what_fits(
    pages: int,
    sizes: list[tuple[float, float]],
    page: tuple[float, float],
    gutters: Gutters,
    request: Imposition,
) -> str:
    offers = []
    for sheet in known_sheets():
        if any(fits_on(size, sheet, request.gripper) for size in sizes):
            offers.append(f"the sheet {sheet}")
            break
    fewer = pages // 2
    while fewer >= SECTION:
        tried = [form_size(way[0], page, gutters) for way in _ways(fewer, request)]
        if any(fits_on(size, request.sheet, request.gripper) for size in tried):
            offers.append(f"{fewer} pages a sheet")
            break
        fewer //= 2
    if gutters.fore_edge and _fits_bare(pages, page, request):
        offers.append("gutters of 0, which cut off all bleed")
    return (
        f"what fits: {', or '.join(offers)}" if offers else "no sheet that has a name is so large"
    )


def _fits_bare(pages: int, page: tuple[float, float], request: Imposition) -> bool:
    bare = Gutters(head=0.0, foot=0.0, fore_edge=0.0, spine=0.0)
    sizes = [form_size(way[0], page, bare) for way in _ways(pages, request)]
    return any(fits_on(size, request.sheet, request.gripper) for size in sizes)
