"""The pages that are to be imposed, read from a PDF by anybody: sizes, bleeds, annotations."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import pikepdf

from assemble.impose.job import ImposeError
from assemble.impose.place import Box, Matrix
from assemble.model.units import MM, fits, same


class SourcePage(NamedTuple):
    """A page of the source.

    `size` is its trim as it is read, in points; `bleed` how far it is drawn beyond that on all
    sides; `area` the box of both in the page's own space, and `matrix` leads from that space to
    the upright trim with its lower left corner at the origin. `annotated`: it has annotations,
    which aren't imposed.
    """

    size: tuple[float, float]
    bleed: float
    area: Box
    matrix: Matrix
    annotated: bool


_DAMAGE = (
    pikepdf.PdfError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What pikepdf raises where an object isn't what the standard says it is."""


@contextmanager
def damage_told(what: str) -> Iterator[None]:
    """Tell what can't be read, where a damaged file stops us.

    Raises:
        ImposeError: Anything that pikepdf raises on objects that aren't what they should be.
    """
    try:
        yield
    except _DAMAGE as fault:
        reason = str(fault).split("\n")[0] or type(fault).__name__
        raise ImposeError(
            f"{what} can't be read: {reason}", "open and save the file with the program it is from"
        ) from fault


def opened(data: bytes) -> pikepdf.Pdf:
    """The source document.

    Raises:
        ImposeError: It isn't a PDF, it is damaged beyond reading or has a password.
    """
    try:
        return pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError as fault:
        raise ImposeError("the file has a password", "save it without one") from fault
    except _DAMAGE as fault:
        # The reason begins with the stream's address, which says nothing.
        reason = str(fault).split("\n")[0].split(">: ")[-1]
        raise ImposeError(f"the file can't be read as a PDF: {reason}") from fault


def read_pages(document: pikepdf.Pdf) -> tuple[SourcePage, ...]:
    """All pages of a document.

    Raises:
        ImposeError: There is none, a page is damaged, or the pages differ in size.
    """
    with damage_told("the list of pages"):
        listed = list(document.pages)
    if not listed:
        raise ImposeError("the file has no pages")
    pages = []
    for number, page in enumerate(listed, 1):
        with damage_told(f"page {number}"):
            pages.append(_page(page))
    width, height = pages[0].size
    for number, each in enumerate(pages, 1):
        if not (same(each.size[0], width) and same(each.size[1], height)):
            raise ImposeError(
                f"page {number} is {_millimetres(each.size)}, page 1 {_millimetres(pages[0].size)}",
                "only single pages of one size can be imposed; give spreads as single pages",
            )
    return tuple(pages)


def _page(page: pikepdf.Page) -> SourcePage:
    """A page; missing boxes are what ISO 32000-1, 14.11.2 says, but for the bleed.

    Without a bleed box there is none: what lies around the trim may be marks.
    """
    media = _box(page.mediabox)
    crop = _within(_box(page.cropbox), media)
    trim_given = page.obj.get("/TrimBox", page.obj.get("/ArtBox"))
    trim = crop if trim_given is None else _within(_box(trim_given), media)
    bleed_given = page.obj.get("/BleedBox")
    bleed_box = trim if bleed_given is None else _within(_box(bleed_given), media)
    bleed = max(0.0, min(_distances(trim, bleed_box)))
    area = (trim[0] - bleed, trim[1] - bleed, trim[2] + bleed, trim[3] + bleed)
    unit = float(page.obj.get("/UserUnit", 1))
    rotate = int(_inherited(page, "/Rotate", 0)) % 360
    width, height = trim[2] - trim[0], trim[3] - trim[1]
    if rotate % 180:
        width, height = height, width
    return SourcePage(
        size=(width * unit, height * unit),
        bleed=bleed * unit,
        area=area,
        matrix=_upright(trim, rotate, unit),
        annotated=len(page.obj.get("/Annots", ())) > 0,
    )


def _upright(trim: Box, rotate: int, unit: float) -> Matrix:
    """From the page's space to its trim as it is read.

    `rotate` is clockwise (ISO 32000-1, table 30).
    """
    left, bottom, right, top = trim
    matrices = {
        0: (1, 0, 0, 1, -left, -bottom),
        90: (0, -1, 1, 0, -bottom, right),
        180: (-1, 0, 0, -1, right, top),
        270: (0, 1, -1, 0, top, -left),
    }
    if rotate not in matrices:
        raise ValueError(f"Rotate is {rotate}, no multiple of 90")
    a, b, c, d, e, f = (value * unit for value in matrices[rotate])
    return a, b, c, d, e, f


def _inherited(page: pikepdf.Page, key: str, default: Any) -> Any:
    """A value of the page or of the nearest node above it (ISO 32000-1, 7.7.3.4)."""
    node = page.obj
    # A page tree is a few levels deep; a damaged one may lead back into itself.
    for _ in range(100):
        if key in node:
            return node[key]
        if "/Parent" not in node:
            return default
        node = node["/Parent"]
    raise ValueError("the page tree has no end")


def _box(array: Any) -> Box:
    """A rectangle with its corners in order (ISO 32000-1, 7.9.5)."""
    x0, y0, x1, y1 = (float(value) for value in array)
    box = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
    if not (0 < box[2] - box[0] < 1e6 and 0 < box[3] - box[1] < 1e6):
        raise ValueError("a page box has no area")
    return box


def _within(box: Box, media: Box) -> Box:
    """What of a box lies on the page."""
    cut = (
        max(box[0], media[0]),
        max(box[1], media[1]),
        min(box[2], media[2]),
        min(box[3], media[3]),
    )
    if fits(cut[2], cut[0]) or fits(cut[3], cut[1]):
        raise ValueError("a page box lies off the page")
    return cut


def _distances(inner: Box, outer: Box) -> Box:
    return (
        inner[0] - outer[0],
        inner[1] - outer[1],
        outer[2] - inner[2],
        outer[3] - inner[3],
    )


def _millimetres(size: tuple[float, float]) -> str:
    return f"{size[0] / MM:.1f} × {size[1] / MM:.1f} mm"
