"""A copy of a PDF with what preflight found drawn on its pages, as annotations."""

import io
from collections.abc import Sequence
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from assemble.model.finding import Severity
from assemble.model.preflight import Box, Fault, Preflight
from assemble.preflight.reports.text import STANDARDS, by_page, place, plain, summary
from assemble.preflight.rules import severity

COLOURS = {
    Severity.ERROR: (0.83, 0.10, 0.13),
    Severity.WARNING: (0.93, 0.53, 0.00),
    Severity.NOTE: (0.12, 0.42, 0.75),
}
"""RGB by severity: red, orange, blue, apart also for eyes that tell red from green badly."""
LINE = 1.5
"""Points of a frame's line, drawn around the fault's box, not over it."""
NOTE_SIZE = 18.0
"""Points of a note's sign."""
POPUP = (240.0, 120.0)
"""Width and height of the window with a fault's text, in points."""
FARTHEST = 32_000.0
"""Points: viewers of PDF 1.4 know no larger numbers (ISO 32000-1, annex C)."""
PRINTED = 4
"""The flag of annotations that print (ISO 32000-1, table 165)."""
AUTHOR = "Assemble preflight"


def annotated(path: Path, report: Preflight) -> bytes:
    """The file with a frame on each fault's place, and notes of faults that have none.

    A fault of the whole file, or of a page that isn't there, is told in a note on the first page.
    The pages' contents stay as they are; the same file and report give the same bytes.

    It reads the file in this process, so only what `guarded` could read belongs here.

    Raises:
        pikepdf.PdfError, ValueError, OSError: if the file can't be read or has no pages.
    """
    with pikepdf.open(path) as pdf:
        if not len(pdf.pages):
            raise pikepdf.PdfError("the file has no pages to draw on")
        placed: dict[int | None, list[Fault]] = {}
        for page, faults in by_page(report):
            there = page is not None and 0 < page <= len(pdf.pages)
            placed.setdefault(page if there else None, []).extend(faults)
        for page, faults in placed.items():
            _mark_page(pdf, report, page, faults)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, fix_metadata_version=False)
        return out.getvalue()


def _mark_page(
    pdf: pikepdf.Pdf, report: Preflight, number: int | None, faults: Sequence[Fault]
) -> None:
    """Add the annotations of a page's faults; number None for those of the whole file."""
    page = pdf.pages[(number or 1) - 1]
    view = _view(page)
    annotations: list[pikepdf.Object] = []
    placeless = [fault for fault in faults if number is None or fault.box is None]
    if placeless:
        annotations += _note(pdf, report, placeless, view, whole=number is None)
    for fault in faults:
        if number is not None and fault.box is not None:
            annotations += _frame(pdf, report, fault, fault.box, view)
    for annotation in annotations:
        annotation.P = page.obj
    there = page.obj.get("/Annots")
    before = list(there) if isinstance(there, Array) else []
    page.obj.Annots = Array([*before, *annotations])


def _view(page: pikepdf.Page) -> Box:
    """What of a page a viewer shows; A4 where its boxes are no boxes."""
    try:
        left, bottom, right, top = (float(length) for length in page.cropbox)
    except (TypeError, ValueError):
        return 0.0, 0.0, 595.0, 842.0
    return left, bottom, right, top


def _frame(
    pdf: pikepdf.Pdf, report: Preflight, fault: Fault, box: Box, view: Box
) -> list[pikepdf.Object]:
    """A square annotation around a box, and its popup."""
    grave = severity(fault)
    rect = box[0] - LINE, box[1] - LINE, box[2] + LINE, box[3] + LINE
    width, height = rect[2] - rect[0], rect[3] - rect[1]
    red, green, blue = COLOURS[grave]
    drawing = (
        f"{red} {green} {blue} RG {LINE} w "
        f"{LINE / 2:.2f} {LINE / 2:.2f} {width - LINE:.2f} {height - LINE:.2f} re S"
    )
    told = f"{plain(fault.message)} {place(fault, report)}".strip()
    square = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Square,
            Rect=_numbers(rect),
            C=_numbers(COLOURS[grave]),
            BS=Dictionary(W=LINE, S=Name.S),
            RD=_numbers((LINE / 2,) * 4),
            F=PRINTED,
            T=String(AUTHOR),
            Subj=String(f"{grave.value}: {fault.rule}"),
            Contents=String(told),
            AP=Dictionary(N=_appearance(pdf, width, height, drawing)),
        )
    )
    return [square, _popup(pdf, square, rect, view)]


def _note(
    pdf: pikepdf.Pdf, report: Preflight, faults: Sequence[Fault], view: Box, *, whole: bool
) -> list[pikepdf.Object]:
    """A note with a list of faults: the whole file's in the view's corner, a page's beside it."""
    # The grave ones come first.
    grave = severity(faults[0])
    left = view[0] + NOTE_SIZE / 2 + (0 if whole else 1.5 * NOTE_SIZE)
    top = view[3] - NOTE_SIZE / 2
    rect = left, top - NOTE_SIZE, left + NOTE_SIZE, top
    head = f"{plain(summary(report))}\n" if whole else ""
    lines = [_told(fault, whole=whole) for fault in faults]
    red, green, blue = COLOURS[grave]
    inner = NOTE_SIZE - 2
    # A filled square with three lines of writing.
    drawing = f"{red} {green} {blue} rg 1 1 {inner} {inner} re f 1 1 1 RG 1.5 w " + " ".join(
        f"4 {y} m {NOTE_SIZE - 4} {y} l S" for y in (5, 9, 13)
    )
    note = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Text,
            Name=Name.Note,
            Rect=_numbers(rect),
            C=_numbers(COLOURS[grave]),
            F=PRINTED,
            T=String(AUTHOR),
            Subj=String(STANDARDS.get(report.standard, "")),
            Contents=String(head + "\n".join(lines)),
            AP=Dictionary(N=_appearance(pdf, NOTE_SIZE, NOTE_SIZE, drawing)),
        )
    )
    return [note, _popup(pdf, note, rect, view)]


def _told(fault: Fault, *, whole: bool) -> str:
    page = f" page {fault.page}:" if whole and fault.page is not None else ""
    return f"{severity(fault).value}[{fault.rule}]{page} {plain(fault.message)}"


def _popup(pdf: pikepdf.Pdf, parent: pikepdf.Object, rect: Box, view: Box) -> pikepdf.Object:
    """The window with an annotation's text: right of it, or left where the page ends."""
    width, height = POPUP
    left = rect[2] if rect[2] + width <= view[2] else max(view[0], rect[0] - width)
    popup = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Popup,
            Rect=_numbers((left, rect[3] - height, left + width, rect[3])),
            Parent=parent,
            Open=False,
        )
    )
    parent.Popup = popup
    return popup


def _appearance(pdf: pikepdf.Pdf, width: float, height: float, drawing: str) -> pikepdf.Object:
    return pdf.make_stream(
        drawing.encode("ascii"),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=_numbers((0, 0, width, height)),
        Resources=Dictionary(),
    )


def _numbers(values: Sequence[float]) -> pikepdf.Object:
    return Array([round(max(-FARTHEST, min(value, FARTHEST)), 3) for value in values])
