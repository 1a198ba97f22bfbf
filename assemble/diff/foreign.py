"""A PDF without sidecar as a snapshot: its lines of text in stream order and its pictures.

PDFium reads it. What can't be read is a finding, not a crash; a file may come from anywhere.
"""

import ctypes
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from assemble.diff.values import Box, Drawn, DrawnPage, Snapshot
from assemble.model.finding import Findings, Location

HYPHENS = ("\x02", "\ufffe")
"""What PDFium gives for a hyphen at a line's end, in place of hyphen and line break."""
LINES = re.compile("([^\r\n\x02\ufffe]*)(\r\n|[\r\n\x02\ufffe]|$)")
"""A line of PDFium's text and what ends it."""
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
    width, height = _size(page)
    items = [*_lines(page, left, top), *_pictures(page, left, top)]
    page.close()
    return DrawnPage(number, "", tuple(item for item in items if _inside(item, width, height)))


def _inside(item: Drawn, width: float, height: float) -> bool:
    """Whether any of an item is on the trimmed page: slugs name the build or the day."""
    x, y, across, down = item.rect
    return x < width and y < height and x + across > 0 and y + down > 0


def _lines(page: pypdfium2.PdfPage, left: float, top: float) -> Iterator[Drawn]:
    """The lines in stream order; PDFium parts them where the text steps down or back."""
    text = page.get_textpage()
    whole = text.get_text_range()
    for match in LINES.finditer(whole):
        line = match.group(1)
        box = _box(text, match.start(), len(line)) if line.strip() else None
        if box:
            x0, y0, x1, y1 = box
            hyphen = "-" if match.group(2) in HYPHENS else ""
            yield Drawn("text", (x0 - left, top - y1, x1 - x0, y1 - y0), text=line.strip() + hyphen)
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
