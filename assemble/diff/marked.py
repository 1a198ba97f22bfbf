"""A copy of the new PDF with the changes marked on its pages in colour, as annotations.

The pages' contents stay as they are: the marks are square annotations with an appearance of their
own, so that any reader shows them, tells what was changed when one is clicked, and lists them.
"""

import io
from collections.abc import Sequence
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from assemble.diff.values import Box, Change, Difference, Outcome, Spot
from assemble.diff.wordboxes import word_boxes
from assemble.diff.wording import place, said

COLOURS = {
    Outcome.EDITED: (0.95, 0.55, 0.05),
    Outcome.NEW: (0.15, 0.60, 0.25),
    Outcome.GONE: (0.83, 0.10, 0.13),
    Outcome.MOVED: (0.20, 0.45, 0.80),
}
"""RGB of the marks: orange, green, red, blue. Who doesn't tell red from green sees a bar beside
what is gone and a box around what is new."""
OPACITY = 0.28
"""Of the grounds of edited and new text: what lies under them stays legible."""
LINE = 0.8
"""Points of frames and bars."""
OUT = 1.5
"""Points that a mark reaches beyond the line's box."""
BAR = 3.0
"""Points that the bar beside moved and gone content is wide."""
PRINTED = 4
"""The flag of annotations that print (ISO 32000-1, table 165)."""
AUTHOR = "Assemble diff"


def marked_pdf(pdf: bytes | Path, difference: Difference) -> bytes:
    """The new proof's PDF with its changes marked.

    Edited text has an orange ground, new text a green one; what moved has a blue bar at its left,
    what is gone a red one beside the place where it stood. Each mark says what was changed. The
    same file and comparison give the same bytes.

    Args:
        pdf: the file of the new proof.
        difference: what it differs in.

    Raises:
        pikepdf.PdfError, pypdfium2.PdfiumError, OSError: if the file can't be read.
    """
    data = pdf.read_bytes() if isinstance(pdf, Path) else pdf
    marks = [(change, spot) for change in difference.changes for spot in _spots(change)]
    boxes = word_boxes(data, [spot for _, spot in marks])
    with pikepdf.open(io.BytesIO(data)) as document:
        by_page: dict[int, list[pikepdf.Object]] = {}
        for (change, spot), box in zip(marks, boxes, strict=True):
            if 0 < spot.page <= len(document.pages):
                page = document.pages[spot.page - 1]
                by_page.setdefault(spot.page, []).append(_mark(document, page, change, box))
        for number, made in sorted(by_page.items()):
            page = document.pages[number - 1]
            there = page.obj.get("/Annots")
            before = list(there) if isinstance(there, Array) else []
            page.obj.Annots = Array([*before, *made])
        out = io.BytesIO()
        document.save(out, deterministic_id=True, fix_metadata_version=False)
        return out.getvalue()


def _spots(change: Change) -> list[Spot]:
    """Where a change is marked; what moved as one box for each page."""
    if change.outcome is Outcome.MOVED:
        found: dict[int, list[Spot]] = {}
        for block in change.new:
            for spot in block.spots:
                found.setdefault(spot.page, []).append(spot)
        # Lines in two columns of a page would make a box over both.
        return [Spot(page, _around(run)) for page, spots in found.items() for run in _runs(spots)]
    return list(change.marks) if change.outcome in COLOURS else []


def _runs(spots: Sequence[Spot]) -> list[list[Spot]]:
    """Lines that stand under each other."""
    runs: list[list[Spot]] = []
    for spot in spots:
        if runs and spot.rect[1] >= runs[-1][-1].rect[1] - 1:
            runs[-1].append(spot)
        else:
            runs.append([spot])
    return runs


def _around(spots: Sequence[Spot]) -> Box:
    left = min(spot.rect[0] for spot in spots)
    top = min(spot.rect[1] for spot in spots)
    right = max(spot.rect[0] + spot.rect[2] for spot in spots)
    bottom = max(spot.rect[1] + spot.rect[3] for spot in spots)
    return left, top, right - left, bottom - top


def _mark(document: pikepdf.Pdf, page: pikepdf.Page, change: Change, box: Box) -> pikepdf.Object:
    """A square annotation at a place, with what became of what stands there."""
    left, _, _, top = (float(length) for length in page.trimbox)
    x, y, width, height = box
    if change.outcome in (Outcome.GONE, Outcome.MOVED):
        x, width = x - 2 * BAR, BAR
    else:
        x, y, width, height = x - OUT, y - OUT, width + 2 * OUT, height + 2 * OUT
    rect = left + x, top - y - height, left + x + width, top - y
    colour = COLOURS[change.outcome]
    return document.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Square,
            Rect=_numbers(rect),
            C=_numbers(colour),
            BS=Dictionary(W=0, S=Name.S),
            F=PRINTED,
            P=page.obj,
            T=String(AUTHOR),
            Subj=String(change.outcome.value),
            Contents=String(f"{change.outcome.value}: {place(change.block)}\n{said(change)}"),
            AP=Dictionary(N=_appearance(document, width, height, change)),
        )
    )


def _appearance(
    document: pikepdf.Pdf, width: float, height: float, change: Change
) -> pikepdf.Object:
    """A bar, or a translucent ground in a frame."""
    red, green, blue = COLOURS[change.outcome]
    bar = change.outcome in (Outcome.GONE, Outcome.MOVED)
    ground = f"{red} {green} {blue} rg 0 0 {width:.2f} {height:.2f} re f"
    frame = (
        f" /Line gs {red} {green} {blue} RG {LINE} w {LINE / 2:.2f} {LINE / 2:.2f} "
        f"{width - LINE:.2f} {height - LINE:.2f} re S"
    )
    drawing = ground if bar else f"/Ground gs {ground}{frame}"
    return document.make_stream(
        drawing.encode("ascii"),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=_numbers((0, 0, width, height)),
        Resources=Dictionary(
            ExtGState=Dictionary(
                Ground=Dictionary(Type=Name.ExtGState, ca=OPACITY, BM=Name.Multiply),
                Line=Dictionary(Type=Name.ExtGState, CA=1, BM=Name.Normal),
            )
        ),
    )


def _numbers(values: Sequence[float]) -> pikepdf.Object:
    return Array([round(value, 3) for value in values])
