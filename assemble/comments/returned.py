"""A returned proof as a value: its comments, the glyphs of their pages, the build it is of.

In: the PDF's path. Out: `Returned`.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pikepdf

from assemble.comments.annotations import annotations, media_of, trim_of
from assemble.comments.glyphs import Glyph, page_glyphs
from assemble.comments.model import Mark
from assemble.comments.threads import in_order, marks
from assemble.model.finding import Findings
from assemble.model.preflight import Box
from assemble.preflight.file.pdfvalues import entry
from assemble.preflight.file.xmp import read_xmp

BUILD = re.compile(r"urn:assemble:build:([0-9a-f]{8})\b")
"""The proof's own name in its metadata, see `assemble.pdf.metadata`."""
SLUG = re.compile(r"PROOF · \S+ · ([0-9a-f]{8}) · .*? · (\d+)\s*$", re.MULTILINE)
"""The line outside the trim of a proof: it names the build too, and each page. Programs that write
comments into a file give its metadata a new name (Acrobat does), and somebody may return a few
pages only."""
MOST_PAGES = 2_000
"""Pages that are looked at."""


class Slug(NamedTuple):
    """What a proof's slug line says: the build, and the page's number in the issue."""

    build: str
    page: int


class Returned(NamedTuple):
    """A returned proof.

    `build` is '' where the file doesn't say it any more; `trims` are the trim boxes of the pages in
    their own coordinates; `glyphs` and `slugs` those of the pages with marks, by number from 1.
    """

    path: Path
    build: str
    marks: Sequence[Mark]
    trims: Sequence[Box]
    glyphs: Mapping[int, tuple[Glyph, ...]]
    slugs: Mapping[int, Slug]


def read_returned(path: Path, trim: tuple[float, float], findings: Findings) -> Returned:
    """Read a returned proof.

    Args:
        path: the PDF.
        trim: width and height in points, for pages that have lost their trim box.
        findings: takes damaged annotations.

    Raises:
        pikepdf.PdfError, pdfium.PdfiumError, OSError: if the file can't be read.
    """
    with pikepdf.open(path) as pdf:
        found = annotations(pdf, str(path), findings)
        trims = _trims(pdf, trim)
        build = _build_of_metadata(pdf)
    made = in_order(marks([item for item in found if item.page <= len(trims)], trims))
    glyphs = page_glyphs(path, [1, *(mark.page for mark in made)], trims)
    slugs = {number: slug for number, page in glyphs.items() if (slug := _slug(page))}
    build = next((slug.build for slug in slugs.values()), build)
    return Returned(path, build, made, trims, glyphs, slugs)


def _trims(pdf: pikepdf.Pdf, trim: tuple[float, float]) -> list[Box]:
    """The trim boxes of the pages; where one has none, the trim in the middle of its media box."""
    width, height = trim
    found = []
    for n, page in enumerate(pdf.pages):
        if n == MOST_PAGES:
            break
        left, bottom, right, top = media_of(page.obj)
        x, y = (left + right - width) / 2, (bottom + top - height) / 2
        found.append(trim_of(page.obj) or (x, y, x + width, y + height))
    return found


def _build_of_metadata(pdf: pikepdf.Pdf) -> str:
    """The build id in the metadata; '' where another program has overwritten it."""
    stream = entry(pdf.Root, "/Metadata")
    if not isinstance(stream, pikepdf.Stream):
        return ""
    try:
        xmp = read_xmp(stream.read_bytes())
    except (ElementTree.ParseError, ValueError, LookupError, pikepdf.PdfError):
        return ""  # the slug line says it too
    names = " ".join(name for names in xmp.values() for name in names)
    match = BUILD.search(names)
    return match[1] if match else ""


def _slug(page: Sequence[Glyph]) -> Slug | None:
    """The build id and page number of a page's slug line."""
    text = "".join(glyph.text for glyph in page).replace("\r", "\n")
    found = SLUG.search(text)
    return Slug(found[1], int(found[2])) if found else None
