"""A PDF without sidecar as a snapshot: its lines of text in stream order and its pictures.

PDFium reads it. What can't be read is a finding, not a crash; a file may come from anywhere.
"""

import ctypes
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from assemble.diff.values import Box, Drawn, DrawnPage, Snapshot
from assemble.model.finding import Findings, Location

HYPHENS = "\x02￾"
"""What PDFium gives for a hyphen at a line's end that it takes for the line's."""
DEEPEST = 4
"""Levels of forms in forms that pictures are looked for in."""


def read_foreign(path: Path, findings: Findings) -> Snapshot | None:
    """Read a PDF's text stream and pictures; None after an error that says what is wrong.

    Rectangles are from the top left corner of the trim, or of the page where it tells none.
    """
    try:
        with pypdfium2.PdfDocument(path) as document:
            pages = tuple(_page(document[n], n + 1) for n in range(len(document)))
            trim = _size(document[0])
    except FileNotFoundError:
        findings.error("bad-pdf", "there is no such file", Location(str(path)))
        return None
    except (pypdfium2.PdfiumError, OSError, ValueError, IndexError) as error:
        advice = "write it anew with the program that made it, without a password"
        fault = f"the PDF can't be read: {error}"
        findings.error("bad-pdf", fault, Location(str(path)), advice)
        return None
    return Snapshot(name=path.name, pages=pages, trim=trim, foreign=True)


def _size(page: pypdfium2.PdfPage) -> tuple[float, float]:
    left, bottom, right, top = page.get_trimbox()
    return right - left, top - bottom


def _page(page: pypdfium2.PdfPage, number: int) -> DrawnPage:
    left, _, _, top = page.get_trimbox()
    items = (*_lines(page, left, top), *_pictures(page, left, top))
    page.close()
    return DrawnPage(number, "", items)


def _lines(page: pypdfium2.PdfPage, left: float, top: float) -> Iterator[Drawn]:
    """The lines in stream order; PDFium parts them where the text steps down or back."""
    text = page.get_textpage()
    whole = text.get_text_range()
    start = 0
    for line in whole.split("\r\n"):
        shown = line
        for sign in HYPHENS:
            shown = shown.replace(sign, "-")
        if shown.strip():
            box = _box(text, start, len(line))
            if box:
                x0, y0, x1, y1 = box
                rect = (x0 - left, top - y1, x1 - x0, y1 - y0)
                yield Drawn("text", rect, text=shown.strip())
        start += len(line) + 2
    text.close()


def _box(text: pypdfium2.PdfTextPage, start: int, count: int) -> Box | None:
    """Left, bottom, right, top of some characters."""
    rects = pdfium.FPDFText_CountRects(text, start, count)
    found: list[Box] = []
    for number in range(rects):
        edges = [ctypes.c_double() for _ in range(4)]
        if pdfium.FPDFText_GetRect(text, number, *edges):
            x0, y1, x1, y0 = (edge.value for edge in edges)
            found.append((x0, y0, x1, y1))
    if not found:
        return None
    lefts, bottoms, rights, tops = zip(*found, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _pictures(page: pypdfium2.PdfPage, left: float, top: float) -> Iterator[Drawn]:
    """The pictures, each known by the digest of its data as the file holds them."""
    for found in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=DEEPEST):
        data = bytes(found.get_data(decode_simple=True))
        x0, y0, x1, y1 = found.get_bounds()
        key = hashlib.sha256(data).hexdigest()
        yield Drawn("photo", (x0 - left, top - y1, x1 - x0, y1 - y0), image=key)
