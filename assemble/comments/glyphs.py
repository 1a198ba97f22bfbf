"""The glyphs of a proof's pages with their boxes, as PDFium reads them.

In: a PDF's path. Out: for each page that is asked for its characters in the order of the file, in
points from the trim's top left corner, y down. How a viewer has turned the page doesn't matter:
PDFium gives the page's own coordinates.
"""

import ctypes
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import pypdfium2 as pdfium

from assemble.comments.model import Area
from assemble.comments.squeeze import SOFT
from assemble.model.preflight import Box

GRASP = 4.0
"""Points by which a thinner area is widened up and down: a line drawn under or through a word is
to reach the middle of its letters, which are 3 pt above the baseline at 10 pt."""


class Glyph(NamedTuple):
    """A character of the page's text and its box, which is empty for one that isn't drawn."""

    text: str
    area: Area

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of its box."""
        left, top, right, bottom = self.area
        return (left + right) / 2, (top + bottom) / 2


def page_glyphs(
    path: Path, pages: Iterable[int], trims: Sequence[Box]
) -> dict[int, tuple[Glyph, ...]]:
    """The glyphs of pages, by the pages' numbers from 1.

    Raises:
        pdfium.PdfiumError: if the file can't be read; single pages that can't are left empty.
    """
    document = pdfium.PdfDocument(path)
    try:
        return {
            number: _glyphs(document, number - 1, trims[number - 1])
            for number in sorted(set(pages))
            if 0 < number <= len(document)
        }
    finally:
        document.close()


def _glyphs(document: pdfium.PdfDocument, index: int, trim: Box) -> tuple[Glyph, ...]:
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return ()  # a damaged page has no words; its annotations keep their places
    text = page.get_textpage()
    try:
        return tuple(_glyph(text, n, trim) for n in range(text.count_chars()))
    finally:
        text.close()
        page.close()


def _glyph(page: pdfium.PdfTextPage, index: int, trim: Box) -> Glyph:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    code = pdfium.raw.FPDFText_GetUnicode(page.raw, index)
    pdfium.raw.FPDFText_GetCharBox(page.raw, index, left, right, bottom, top)
    box = Area(
        left.value - trim[0],
        trim[3] - top.value,
        right.value - trim[0],
        trim[3] - bottom.value,
    )
    return Glyph(chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else " ", box)


def covered(glyphs: Sequence[Glyph], areas: Iterable[Area]) -> list[int]:
    """The indexes of the glyphs whose middle lies in one of some areas, in the file's order.

    White that is only made up, and so has no box, is taken with the glyphs around it.
    """
    wide = [_graspable(area) for area in areas]
    hit = [
        n
        for n, glyph in enumerate(glyphs)
        if not glyph.text.isspace() and any(_holds(area, *glyph.middle) for area in wide)
    ]
    after = [*hit[1:], -1] if hit else []
    return [m for n, then in zip(hit, after, strict=True) for m in _run(glyphs, n, then)]


def whole_words(glyphs: Sequence[Glyph], hit: Iterable[int]) -> list[int]:
    """The glyphs of the words of which some are covered: who draws a line doesn't mind letters."""
    found = set(hit)
    for index in sorted(found):
        for way in (-1, 1):
            at = index + way
            while 0 <= at < len(glyphs) and _is_by(glyphs[at], glyphs[index]):
                found.add(at)
                at += way
    return sorted(found)


def _is_by(glyph: Glyph, other: Glyph) -> bool:
    """Whether a glyph is a letter or figure, and stands on the line of another."""
    near = abs(glyph.middle[1] - other.middle[1]) <= other.area.bottom - other.area.top + GRASP
    return near and glyph.text.isalnum()


def _run(glyphs: Sequence[Glyph], index: int, after: int) -> range:
    """A glyph and the white after it, if nothing else stands before the next that is covered."""
    white = all(glyphs[n].text.isspace() for n in range(index + 1, after))
    return range(index, max(index + 1, after) if white else index + 1)


def text_of(glyphs: Sequence[Glyph], indexes: Iterable[int]) -> str:
    """The words of some glyphs: line ends are spaces, hyphens of line ends taken out."""
    parts: list[str] = []
    last = -1
    for n in indexes:
        if last >= 0 and n > last + 1:
            parts.append(" ")
        parts.append(glyphs[n].text)
        last = n
    text = "".join(parts)
    for soft in SOFT:
        text = text.replace(f"{soft}\r\n", "").replace(f"{soft}\n", "").replace(soft, "")
    return " ".join(text.split())


def _graspable(area: Area) -> Area:
    left, top, right, bottom = area
    if bottom - top >= GRASP:
        return area
    return Area(left, top - GRASP, right, bottom + GRASP)


def _holds(area: Area, x: float, y: float) -> bool:
    return area.left <= x <= area.right and area.top <= y <= area.bottom
