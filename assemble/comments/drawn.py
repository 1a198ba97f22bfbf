"""The photographs of a proof's pages, known by their bytes, as PDFium reads them.

For proofs of an older build, whose pictures stand elsewhere now. A JPEG is in a proof with its own
bytes, so their hash is the name that the sidecar gives the picture; what was converted isn't known.
Out: areas in points from the trim's top left corner.
"""

import ctypes
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pypdfium2 as pdfium

from assemble.comments.blocks import Block
from assemble.comments.model import Area, Mark
from assemble.comments.spots import Spot
from assemble.model.preflight import Box


class Picture(NamedTuple):
    """A picture on a page: what is seen of it, and the SHA-256 of its bytes in hexadecimal."""

    area: Area
    digest: str


def page_pictures(path: Path, page: int, trim: Box) -> list[Picture]:
    """The pictures of a page, which is counted from 1; none of a page that can't be read."""
    document = pdfium.PdfDocument(path)
    try:
        return list(_pictures(document, page - 1, trim))
    except pdfium.PdfiumError:
        return []  # the comments on it are then found by what stands near them
    finally:
        document.close()


def picture_spot(blocks: Sequence[Block], mark: Mark, pictures: Sequence[Picture]) -> Spot | None:
    """The block of the picture that a mark points into or has its middle in; None for none.

    Of several pictures the smallest is meant, of several blocks of it that of the nearest page.
    """
    left, top, right, bottom = mark.boxes[0]
    x, y = mark.anchor or ((left + right) / 2, (top + bottom) / 2)
    held = [
        (picture.area, picture.digest)
        for picture in pictures
        if picture.area.left <= x <= picture.area.right
        and picture.area.top <= y <= picture.area.bottom
    ]
    held.sort(key=lambda entry: (entry[0].right - entry[0].left) * (entry[0].bottom - entry[0].top))
    for _, digest in held:
        found = [block for block in blocks if block.image == digest]
        if found:
            best = min(found, key=lambda block: abs(block.lines[0].page - mark.page))
            return Spot(best, 0, 0, "text")
    return None


def _pictures(document: pdfium.PdfDocument, index: int, trim: Box) -> Iterator[Picture]:
    page = document[index]
    for item in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        digest = hashlib.sha256(item.get_data(decode_simple=False)).hexdigest()
        left, bottom, right, top = item.get_bounds()
        for x0, y0, x1, y1 in _clips(item):
            left, bottom, right, top = max(left, x0), max(bottom, y0), min(right, x1), min(top, y1)
        area = Area(left - trim[0], trim[3] - top, right - trim[0], trim[3] - bottom)
        yield Picture(area, digest)
    page.close()


def _clips(item: pdfium.PdfObject) -> Iterator[Box]:
    """The boxes around the paths to which an object is clipped."""
    raw = pdfium.raw
    clip = raw.FPDFPageObj_GetClipPath(item.raw)
    for n in range(max(0, raw.FPDFClipPath_CountPaths(clip))):
        count = raw.FPDFClipPath_CountPathSegments(clip, n)
        points = [
            _point(raw.FPDFClipPath_GetPathSegment(clip, n, segment)) for segment in range(count)
        ]
        if points:
            xs, ys = zip(*points, strict=True)
            yield min(xs), min(ys), max(xs), max(ys)


def _point(segment: object) -> tuple[float, float]:
    x, y = ctypes.c_float(), ctypes.c_float()
    pdfium.raw.FPDFPathSegment_GetPoint(segment, x, y)
    return x.value, y.value
