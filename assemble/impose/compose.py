"""A PDF of single pages onto printer's sheets: bytes and a request in, an imposed PDF out."""

from assemble.impose.job import PERFECT, SADDLE_STITCH, Imposed, Imposition
from assemble.impose.marks import around, has_room
from assemble.impose.plan import Plan, largest_creep, planned
from assemble.impose.source import SourcePage, opened, read_pages
from assemble.impose.write import written
from assemble.model.units import MM, fits

MANY = 80
"""Pages that saddle-stitch still holds well (trade custom: 64 to 80 pages of 80 to 100 g/m²)."""


def impose(data: bytes, request: Imposition) -> Imposed:
    """Impose the pages of a PDF, which stand in reading order, all of one trim size.

    The output has one page a plate. Boxes, output intent and metadata are right for PDF/X if the
    source's were; the same source and request give the same bytes.

    Raises:
        ImposeError: The file can't be read, or the request can't be met; says what to do.
    """
    with opened(data) as source:
        pages = read_pages(source)
        bleed = min(page.bleed for page in pages)
        plan = planned(len(pages), pages[0].size, bleed, request)
        pdf = written(source, data, pages, plan, request)
    return Imposed(
        pdf=pdf,
        pages=len(plan.source) - len(plan.blanks),
        binding=request.binding,
        sheet=request.sheet,
        sheets=plan.styles,
        plates=len(plan.sides),
        signatures=tuple(map(len, plan.sections)),
        blanks=plan.blanks,
        creep=largest_creep(plan, request),
        notes=tuple(_notes(pages, bleed, plan, request)),
    )


def _notes(
    pages: tuple[SourcePage, ...], bleed: float, plan: Plan, request: Imposition
) -> list[str]:
    """What somebody should know before printing."""
    notes = []
    gutters = plan.gutters
    if not bleed:
        notes.append("note: the pages have no bleed (no BleedBox beyond the trim)")
    elif not fits(bleed, min(gutters.head, gutters.foot, gutters.fore_edge)):
        notes.append(f"note: gutters are smaller than the bleed of {bleed / MM:.4g} mm and cut it")
    if request.creep != "none" and not request.thickness and len(plan.source) > 4:
        notes.append("note: no creep, as the paper's thickness isn't known")
    if request.marks:
        form = plan.sides[0].form
        if not has_room(around(form, request.sheet, request.gripper)):
            notes.append("note: the sheet has no room for all marks; some are left out")
    annotated = [number for number, page in enumerate(pages, 1) if page.annotated]
    if annotated:
        listed = ", ".join(map(str, annotated[:8])) + (", …" if annotated[8:] else "")
        notes.append(f"note: annotations and links aren't imposed (pages {listed})")
    if request.binding == PERFECT and request.own_cover:
        notes.append(
            "note: the cover's four pages aren't imposed; they wrap the block as one sheet"
        )
    if request.binding == SADDLE_STITCH and len(plan.source) > MANY:
        notes.append(f"note: more than {MANY} pages are hard to stitch; ask the binder")
    return notes
