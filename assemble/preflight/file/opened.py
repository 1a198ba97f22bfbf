"""A PDF that was opened for preflight, with what several checks need of it."""

from pathlib import Path
from typing import Any

import pikepdf

from assemble.model.frozen import Frozen
from assemble.model.preflight import Box, Limits
from assemble.preflight.file.pdfvalues import elements, entry, inherited, rectangle
from assemble.preflight.file.xmp import Xmp

MOST_PAGES = 10_000
"""Pages that are looked at: no bulletin has more, and a hostile file says it has millions."""


class PageFacts(Frozen):
    """A page's dictionary and boxes; the media and crop box may be inherited, None for none."""

    number: int
    page: Any
    media: Box | None
    crop: Box | None
    bleed: Box | None
    trim: Box | None
    art: Box | None

    @property
    def surface(self) -> Box | None:
        """What remains of the page when it is cut: its trim box, else art box, else media box."""
        return self.trim or self.art or self.media


class Opened(Frozen):
    """A file, what it is checked against, and its pages.

    `head` are its first 1024 bytes, `xmp` its metadata, None where there are none or they can't be
    read; `tree_fault` says what is wrong with the page tree, '' for nothing.
    """

    path: Path
    pdf: pikepdf.Pdf
    standard: str
    limits: Limits
    head: bytes
    xmp: Xmp | None
    pages: tuple[PageFacts, ...]
    tree_fault: str


def opened(path: Path, pdf: pikepdf.Pdf, xmp: Xmp | None, standard: str, limits: Limits) -> Opened:
    """The facts of a file that pikepdf has opened."""
    with path.open("rb") as file:
        head = file.read(1024)
    pages, fault = _leaves(entry(pdf.Root, "/Pages"))
    facts = tuple(_facts(number, page) for number, page in enumerate(pages, 1))
    return Opened(
        path=path,
        pdf=pdf,
        standard=standard,
        limits=limits,
        head=head,
        xmp=xmp,
        pages=facts,
        tree_fault=fault,
    )


def _leaves(root: Any) -> tuple[list[Any], str]:
    """The pages of a page tree in order, and what is wrong with it.

    `Pdf.pages` isn't asked: it mends the pages while it lists them, and a mended page hides what
    the file lacks.
    """
    pages: list[Any] = []
    seen: set[tuple[int, int]] = set()
    fault = ""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, pikepdf.Dictionary):
            fault = fault or "an entry of the page tree is no page"
        elif "/Kids" not in node:
            pages.append(node)
            if len(pages) > MOST_PAGES:
                return pages[:MOST_PAGES], f"the file has more than {MOST_PAGES} pages"
        elif node.is_indirect and node.objgen in seen:
            fault = fault or f"object {node.objgen[0]} of the page tree stands in it twice"
        else:
            seen.add(node.objgen)
            waiting += reversed(elements(entry(node, "/Kids")))
    return pages, fault


def _facts(number: int, page: Any) -> PageFacts:
    return PageFacts(
        number=number,
        page=page,
        media=rectangle(inherited(page, "/MediaBox")),
        crop=rectangle(inherited(page, "/CropBox")),
        bleed=rectangle(entry(page, "/BleedBox")),
        trim=rectangle(entry(page, "/TrimBox")),
        art=rectangle(entry(page, "/ArtBox")),
    )
