"""The plates of a page: how much of each ink lies where.

In: a PDF and a page. Out: an `InkMap`. Each plate is the page written anew in that ink's grey
(`platewriter.py`) and drawn by PDFium. Nothing is converted on the way: ink is exact to the 255
levels of a plate, and to PDFium's drawing, which makes lines at least a pixel wide.
"""

import io
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
from numpy.typing import NDArray

from assemble.model.frozen import Frozen
from assemble.model.preflight import Box
from assemble.preflight.ink.inksquare import map_size
from assemble.preflight.ink.inksurvey import Survey
from assemble.preflight.ink.platecolour import ALL, PROCESS, Separator, Spaces
from assemble.preflight.ink.platefunction import numbers
from assemble.preflight.ink.platenotes import DAMAGE, Notes
from assemble.preflight.ink.platesource import Plates, Source
from assemble.preflight.ink.platewriter import add_plate

MAP_PPI = 36.0
"""Pixels to the inch of a map: 15 mm are 21 of them."""
MOST_SPOTS = 12
"""Spot inks of a page that are measured; presses have up to ten units in all."""


class InkMap(Frozen):
    """Inks over an area of a page.

    `plates`: each ink's tints, 0 to 255, rows from the top down. `box` is the area in points of
    the page's default user space, `ppi` its resolution; `notes` say what couldn't be measured.
    """

    plates: Mapping[str, NDArray[np.uint8]]
    box: Box
    ppi: float
    notes: tuple[str, ...] = ()

    @property
    def total(self) -> NDArray[np.float32]:
        """Total ink (rows, columns): the sum of all plates, 1 for a solid of one."""
        rows, columns = map_size(self.box, self.ppi)
        total = np.zeros((rows, columns), np.float32)
        for plate in self.plates.values():
            total += plate
        total /= 255
        return total


def ink_map(
    source: Path | bytes,
    page: int,
    profile: bytes | None = None,
    ppi: float = MAP_PPI,
    box: Box | None = None,
) -> InkMap:
    """The inks of one page.

    `page` counts from 0. RGB and Lab are separated by `profile`, else by the file's output
    intent, else not at all. `box` is by default the area that `bleed_area` gives.

    Raises:
        pikepdf.PdfError: the file can't be read.
        IndexError: it has no such page.
    """
    with pikepdf.open(io.BytesIO(source) if isinstance(source, bytes) else source) as pdf:
        read = Source(pdf, Spaces(Separator(profile or intent_profile(pdf)), Notes()), ppi)
        area = box or bleed_area(pdf.pages[page])
        inks = Survey(read, area).read(pdf.pages[page]).inks
        return draw(read, {page: (area, inks)})[page]


def draw(source: Source, wanted: Mapping[int, tuple[Box, set[str]]]) -> dict[int, InkMap]:
    """Maps of pages, by their numbers from 0: of an area, and of the inks that they use."""
    out = pikepdf.new()
    plates = Plates(source, out)
    order: list[tuple[int, str]] = []
    sizes: list[tuple[int, int]] = []
    notes: dict[int, tuple[str, ...]] = {}
    for number, (box, inks) in wanted.items():
        for ink in plates_of(inks, source):
            try:
                add_plate(plates, source.pdf.pages[number], box, ink)
                order.append((number, ink))
                sizes.append(map_size(box, source.ppi))
            except DAMAGE as error:
                source.notes.add(f"the plate {ink} of a page can't be made: {error}")
        notes[number] = source.notes.take()
    drawn: dict[int, dict[str, NDArray[np.uint8]]] = {number: {} for number in wanted}
    for (number, ink), plate in zip(order, _drawn_all(out, sizes), strict=True):
        drawn[number][ink] = plate
    return {
        number: InkMap(plates=drawn[number], box=box, ppi=source.ppi, notes=notes[number])
        for number, (box, _) in wanted.items()
    }


def plates_of(inks: Iterable[str], source: Source) -> list[str]:
    """The plates that a page with these inks needs: process inks first, then spot inks."""
    used = set(inks)
    # What prints on every plate of a page without others prints on the four.
    plates = [ink for ink in PROCESS if ink in used or ALL in used]
    spots = sorted(used - {*PROCESS, ALL})
    if len(spots) > MOST_SPOTS:
        source.notes.add(f"only {MOST_SPOTS} of {len(spots)} spot inks are measured")
    return plates + spots[:MOST_SPOTS]


def _drawn_all(plates: pikepdf.Pdf, sizes: list[tuple[int, int]]) -> list[NDArray[np.uint8]]:
    """Each page of a document of plates, drawn in its size."""
    if not sizes:
        return []
    data = io.BytesIO()
    # What is written is read once, by the renderer: packing it costs more than it saves.
    plates.save(data, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    with pypdfium2.PdfDocument(data.getvalue()) as document:
        return [_drawn(document, index, size) for index, size in enumerate(sizes)]


def _drawn(document: pypdfium2.PdfDocument, index: int, size: tuple[int, int]) -> NDArray[np.uint8]:
    """One plate, 255 for full ink."""
    page = document[index]
    rows, columns = size
    bitmap = pypdfium2.PdfBitmap.new_native(columns, rows, pypdfium2.raw.FPDFBitmap_Gray)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, columns, rows)
    flags = pypdfium2.raw.FPDF_PRINTING
    pypdfium2.raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, columns, rows, 0, flags)
    plate: NDArray[np.uint8] = 255 - bitmap.to_numpy()[:, :columns].reshape(rows, columns)
    page.close()
    bitmap.close()
    return plate


def bleed_area(page: pikepdf.Page) -> Box:
    """What of a page is printed and may be kept: its BleedBox, else its TrimBox, else its CropBox.

    Marks and colour bars stand outside. The boxes are cut to the MediaBox (ISO 32000-1, 14.11.2).
    """
    media = _box(page.obj.get("/MediaBox") or page.mediabox) or (0.0, 0.0, 612.0, 792.0)
    for key in ("/BleedBox", "/TrimBox", "/CropBox"):
        box = _box(page.obj.get(key))
        if box is not None:
            cut = (
                max(box[0], media[0]),
                max(box[1], media[1]),
                min(box[2], media[2]),
                min(box[3], media[3]),
            )
            if cut[2] > cut[0] and cut[3] > cut[1]:
                return cut
    return media


def _box(item: pikepdf.Object | None) -> Box | None:
    """A rectangle with its corners in order; None where it is none."""
    try:
        x, y, right, top = numbers(item)[:4]
    except DAMAGE:
        # A box that is none is as good as absent; preflight has a rule for boxes.
        return None
    box = (min(x, right), min(y, top), max(x, right), max(y, top))
    return box if box[2] > box[0] and box[3] > box[1] else None


def intent_profile(pdf: pikepdf.Pdf) -> bytes | None:
    """The CMYK profile of a file's output intent (14.11.5), None where it has none."""
    intents = pdf.Root.get("/OutputIntents")
    if not isinstance(intents, pikepdf.Array):
        return None
    for intent in intents:
        if isinstance(intent, pikepdf.Dictionary) and intent.get("/S") == "/GTS_PDFX":
            profile = intent.get("/DestOutputProfile")
            if isinstance(profile, pikepdf.Stream):
                try:
                    return bytes(profile.read_bytes())
                except DAMAGE:
                    # As good as absent; preflight has a rule for output intents.
                    return None
    return None
