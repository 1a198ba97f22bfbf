"""Page boxes and sizes, and the number of pages."""

from collections.abc import Iterator

from assemble.model.preflight import Box, Fault
from assemble.model.units import MM
from assemble.preflight.boxes import SAME, within
from assemble.preflight.file.opened import Opened, PageFacts
from assemble.preflight.file.pdfvalues import entry, inherited, name, number, shown

AREAS = ("/ViewArea", "/ViewClip", "/PrintArea", "/PrintClip")
"""Viewer preferences that say which box is shown or printed (ISO 32000-1, table 150)."""
SAME_SIZE = 0.1
"""Points by which trim sizes may differ: writers round boxes to 0.01 pt or to 0.1 pt."""


def box_faults(file: Opened) -> Iterator[Fault]:
    """What is wrong with boxes and page sizes."""
    preferences = entry(file.pdf.Root, "/ViewerPreferences")
    for key in AREAS:
        value = entry(preferences, key)
        if value is not None and name(value) not in ("/MediaBox", "/BleedBox"):
            found = shown(name(value) or "?")
            yield Fault("view-area", f"{key[1:]} is {found}; it may be MediaBox or BleedBox only")
    multiple = file.limits.multiple
    if multiple > 1 and len(file.pages) % multiple:
        what = f"the file has {len(file.pages)} pages, no multiple of {multiple}"
        yield Fault("page-count", f"{what}; add {-len(file.pages) % multiple} or take some out")
    for page in file.pages:
        yield from _page(page)
        yield from _nesting(page)
    yield from _sizes(file.pages)


def _page(page: PageFacts) -> Iterator[Fault]:
    at = page.number
    if page.media is None:
        yield Fault("media-box", "the page has no media box; export the file anew", at)
    stated = [key for key in ("/TrimBox", "/ArtBox") if entry(page.page, key) is not None]
    if len(stated) != 1:
        what = "both a trim box and an art box" if stated else "neither a trim box nor an art box"
        yield Fault("trim-box", f"the page has {what}; it needs a trim box", at)
    if page.bleed is None and entry(page.page, "/BleedBox") is None:
        yield Fault("bleed-box", "the page has no bleed box; export it with bleed", at)
    if page.crop and page.media and not _same(page.crop, page.media):
        what = "the crop box is smaller than the media box"
        yield Fault("crop-box", f"{what}; leave it out", at, page.crop)
    if entry(page.page, "/UserUnit") is not None:
        yield Fault("user-unit", "the page has a UserUnit; export it at its true size", at)
    turned = inherited(page.page, "/Rotate")
    if turned is not None and number(turned) != 0:
        yield Fault("page-rotated", f"the page is rotated by {turned}°; export it upright", at)
    if entry(page.page, "/SeparationInfo") is not None:
        what = "the page is a plate of a separated page"
        yield Fault("separated-page", f"{what}; export composite pages", at)


def _nesting(page: PageFacts) -> Iterator[Fault]:
    boxes = {
        "crop box": ("/CropBox", page.crop),
        "bleed box": ("/BleedBox", page.bleed),
        "trim box": ("/TrimBox", page.trim),
        "art box": ("/ArtBox", page.art),
    }
    for term, (key, box) in boxes.items():
        stated = inherited(page.page, key) if key == "/CropBox" else entry(page.page, key)
        if box is None and stated is not None:
            what = f"the {term} is no rectangle"
            yield Fault("box-nesting", f"{what}; export the file anew", page.number)
        elif box and page.media and not within(box, page.media):
            yield _sticks_out(term, "media box", page.number, box)
    for term in ("trim box", "art box"):
        for outer in ("bleed box", "crop box"):
            inner_box, outer_box = boxes[term][1], boxes[outer][1]
            if inner_box and outer_box and not within(inner_box, outer_box):
                yield _sticks_out(term, outer, page.number, inner_box)


def _sticks_out(inner: str, outer: str, page: int, box: Box) -> Fault:
    message = f"the {inner} reaches beyond the {outer}; set the boxes anew"
    return Fault("box-nesting", message, page, box)


def _same(a: Box, b: Box) -> bool:
    return all(abs(one - other) <= SAME for one, other in zip(a, b, strict=True))


def _sizes(pages: tuple[PageFacts, ...]) -> Iterator[Fault]:
    """Pages whose trim size isn't the first page's."""
    sizes = [(page, _size(box)) for page in pages if (box := page.trim or page.art)]
    for page, (width, height) in sizes:
        first = sizes[0][1]
        if abs(width - first[0]) > SAME_SIZE or abs(height - first[1]) > SAME_SIZE:
            what = f"the page is {_mm(width, height)}, page {sizes[0][0].number} {_mm(*first)}"
            message = f"{what}; give all pages one trim size"
            yield Fault("page-size", message, page.number, page.trim or page.art)


def _size(box: Box) -> tuple[float, float]:
    return box[2] - box[0], box[3] - box[1]


def _mm(width: float, height: float) -> str:
    return f"{width / MM:.1f} × {height / MM:.1f} mm"
