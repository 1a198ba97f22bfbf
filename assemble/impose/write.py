"""Forms to a PDF: each source page one form XObject, placed, turned, shifted and clipped."""

import hashlib
import io

import pikepdf
from pikepdf import Array, Dictionary, Name

from assemble.impose.job import PERFECT, Imposition
from assemble.impose.lettering import lettering
from assemble.impose.marks import around, collation_mark, marks
from assemble.impose.metadata import carry_over
from assemble.impose.operators import numbers
from assemble.impose.place import LEFT, RIGHT, Box, Placed, edge_at
from assemble.impose.plan import Plan, Side, shift_of
from assemble.impose.scheme import Cell
from assemble.impose.source import SourcePage, damage_told
from assemble.model.frozen import field_values

Forms = dict[int, pikepdf.Object]
"""The form XObject of each source page, by its number."""


def written(
    source: pikepdf.Pdf,
    data: bytes,
    pages: tuple[SourcePage, ...],
    plan: Plan,
    request: Imposition,
) -> bytes:
    """The imposed PDF; `data` are the source's bytes.

    Raises:
        ImposeError: The source is damaged where its pages are copied.
    """
    made = pikepdf.new()
    forms = _forms(source, made, pages)
    with damage_told("the output intent"):
        spaces = _mark_spaces(source, made)
    with damage_told("the page groups"):
        group = _group(source, made)
    for side in plan.sides:
        page = _page(made, side, pages, plan, request, forms)
        page.Resources.ColorSpace = spaces
        if group is not None:
            page.Group = group
        made.pages.append(pikepdf.Page(page))
    with damage_told("the file's metadata"):
        carry_over(source, made, _identity(data, request))
    result = io.BytesIO()
    with damage_told("the content of the pages"):
        made.save(
            result,
            # The source's own version: PDF/X-1a is 1.4, X-4 at most 1.6 (ISO 15930-4, -7).
            force_version=_version(source),
            # PDF/X-1a knows no object streams.
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            deterministic_id=True,
        )
    return result.getvalue()


def _version(source: pikepdf.Pdf) -> str:
    stated = str(source.Root.get("/Version", "/"))[1:]
    return max(str(source.pdf_version), stated)


def _identity(data: bytes, request: Imposition) -> str:
    """A name for this file that follows from what goes in."""
    told = hashlib.sha256(data)
    # All of each value: a value's own repr shortens what is long.
    told.update(repr(field_values(request)).encode())
    return told.hexdigest()[:32]


def _forms(source: pikepdf.Pdf, made: pikepdf.Pdf, pages: tuple[SourcePage, ...]) -> Forms:
    """Each page once; what pages share (fonts, pictures) stays shared."""
    forms = {}
    for number, (page, read) in enumerate(zip(source.pages, pages, strict=True), 1):
        with damage_told(f"page {number}"):
            form = made.copy_foreign(page.as_form_xobject(handle_transformations=False))
            form.BBox = Array([round(value, 4) for value in read.area])
            forms[number] = form
    return forms


def _group(source: pikepdf.Pdf, made: pikepdf.Pdf) -> pikepdf.Object | None:
    """The transparency group of the first page that has one: its blending space is the sheets'.

    Without any there is none, as PDF/X-1a wants it.
    """
    for page in source.pages:
        group = page.obj.get("/Group")
        if isinstance(group, Dictionary):
            return made.copy_foreign(source.make_indirect(group))
    return None


def _mark_spaces(source: pikepdf.Pdf, made: pikepdf.Pdf) -> pikepdf.Object:
    """The colour spaces of marks: every plate, and black (ISO 32000-1, 8.6.6.4).

    Their alternate space is that of the output intent, so that PDF/X allows it.
    """
    black = {
        1: (Name.DeviceGray, [1], [0], [0]),
        3: (Name.DeviceRGB, [1, 1, 1], [0, 0, 0], [0, 0, 0]),
        4: (Name.DeviceCMYK, [0, 0, 0, 0], [1, 1, 1, 1], [0, 0, 0, 1]),
    }
    space, none, all_plates, only_black = black.get(_components(source), black[4])

    def separation(name: str, full: list[int]) -> Array:
        tint = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array(none), C1=Array(full), N=1)
        return Array([Name.Separation, Name("/" + name), space, tint])

    return made.make_indirect(
        Dictionary(All=separation("All", all_plates), Black=separation("Black", only_black))
    )


def _components(source: pikepdf.Pdf) -> int:
    for intent in source.Root.get("/OutputIntents", ()):
        profile = intent.get("/DestOutputProfile")
        if profile is not None:
            return int(profile.get("/N", 4))
    return 4


def _page(
    made: pikepdf.Pdf,
    side: Side,
    pages: tuple[SourcePage, ...],
    plan: Plan,
    request: Imposition,
    forms: Forms,
) -> pikepdf.Object:
    """One plate as a page."""
    parts = []
    used = Dictionary()
    for placed in side.form.placed:
        number = plan.source[placed.cell.page - 1]
        if number:
            used[f"/P{number}"] = forms[number]
            moved = shift_of(plan, side, placed.cell.page, request)
            clip = _clip(placed.cell, pages[number - 1], plan)
            parts.append(_placed(placed, number, pages[number - 1], clip, moved))
    if request.marks:
        parts += _marks(side, pages[0].size, plan, request)
    sheet = request.sheet
    trim, outer = side.form.trim, side.form.outer
    page = Dictionary(
        Type=Name.Page,
        MediaBox=_array((0, 0, sheet.width, sheet.height)),
        BleedBox=_array(_bleed_box(trim, outer, min(page.bleed for page in pages))),
        TrimBox=_array(trim),
        Resources=Dictionary(XObject=used),
        Contents=made.make_stream("\n".join(parts).encode()),
    )
    return made.make_indirect(page)


def _placed(placed: Placed, number: int, page: SourcePage, clip: Box, moved: float) -> str:
    """The operators that show a page; `clip` is in the upright page, `moved` to its spine."""
    away = -moved if placed.cell.page % 2 else moved
    a, b, c, d, e, f = page.matrix
    left, bottom, right, top = clip
    return "\n".join(
        (
            f"q {numbers(*placed.matrix())} cm",
            f"{numbers(left, bottom, right - left, top - bottom)} re W n",
            f"{numbers(a, b, c, d, e + away, f)} cm /P{number} Do Q",
        )
    )


def _clip(cell: Cell, page: SourcePage, plan: Plan) -> Box:
    """The trim and as much bleed as the gutters take; stitched, none beyond the fold."""
    width, height = page.size
    upright = Cell(cell.page, 0)
    left, right = (
        min(page.bleed, getattr(plan.gutters, edge_at(upright, side))) for side in (LEFT, RIGHT)
    )
    foot, head = min(page.bleed, plan.gutters.foot), min(page.bleed, plan.gutters.head)
    return -left, -foot, width + right, height + head


def _bleed_box(trim: Box, outer: Box, bleed: float) -> Box:
    return (
        max(outer[0], trim[0] - bleed),
        max(outer[1], trim[1] - bleed),
        min(outer[2], trim[2] + bleed),
        min(outer[3], trim[3] + bleed),
    )


def _marks(side: Side, size: tuple[float, float], plan: Plan, request: Imposition) -> list[str]:
    sheets = len(plan.sections)
    numbers = " ".join(str(plan.source[each.cell.page - 1] or "blank") for each in side.form.placed)
    text = f"sheet {side.sheet} of {sheets}, {side.name}, pages {numbers}"
    if request.name:
        text = f"{request.name}, {text}"
    slug = lettering(text, request.font) if request.font else None
    drawn = [marks(side.form, around(side.form, request.sheet, request.gripper), slug)]
    first = plan.sections[side.section][0]
    for placed in side.form.placed:
        if request.binding == PERFECT and placed.cell.page == first:
            drawn.append(collation_mark(placed, size, plan.gutters.spine, side.section))
    return drawn


def _array(box: Box) -> Array:
    return Array([round(value, 4) for value in box])
