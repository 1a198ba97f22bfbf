"""Pages of any PDF to facts: what they paint, with which colours, fonts and boxes.

Reads whatever it is given. What can't be read becomes an oddity of the page, and what would take
too long is left, as an oddity too; nothing is raised for what a file holds.
"""

from collections.abc import Iterator
from typing import Any

import pikepdf

from assemble.model.preflight import Box
from assemble.preflight.geometry import visible
from assemble.preflight.page.colours import intent_of
from assemble.preflight.page.facts import Boxes, Intent, Oddity, PageFacts
from assemble.preflight.page.op_objects import OBJECTS, note_group
from assemble.preflight.page.op_path import PATH
from assemble.preflight.page.op_state import STATE
from assemble.preflight.page.op_text import TEXT
from assemble.preflight.page.reading import DAMAGE, items, name, number, rectangle
from assemble.preflight.page.walker import ExhaustedError, File, Operator, Walker

OPERATORS: dict[str, Operator] = {**STATE, **PATH, **TEXT, **OBJECTS}
"""All operators of ISO 32000-1, annex A."""
LETTER: Box = (0.0, 0.0, 612.0, 792.0)
"""What viewers take for a page without a MediaBox."""
_MOST_PARENTS = 64


def walk_pages(pdf: pikepdf.Pdf) -> Iterator[PageFacts]:
    """The facts of each page in order.

    Ends early, with an oddity on the last page, where there is more content than anybody prints.
    """
    pages = _count(pdf)
    file = File(pages)
    intent = intent_of(pdf)
    for number_, page in enumerate(_pages(pdf, pages), 1):
        facts = _walk(page, number_, file, intent)
        yield facts
        if any(odd.rule == "content-limit" and odd.what == _TOO_MUCH for odd in facts.oddities):
            return


_TOO_MUCH = "the file has too much content: this page and those after it weren't read to the end"


def _count(pdf: pikepdf.Pdf) -> int:
    """How many pages there are; none in a page tree that can't be read: a fault of the file."""
    try:
        return len(pdf.pages)
    except DAMAGE:
        return 0


def _pages(pdf: pikepdf.Pdf, count: int) -> Iterator[Any]:
    """The page dictionaries; None for a page that can't be read."""
    for index in range(count):
        try:
            yield pdf.pages[index].obj
        except DAMAGE:
            yield None


def _walk(page: Any, number_: int, file: File, intent: Intent) -> PageFacts:
    unit = 1.0
    rotate = 0
    boxes = Boxes(LETTER, LETTER, LETTER, LETTER, LETTER, False, False)
    walker = None
    try:
        boxes = boxes_of(page)
        unit = number(page.get("/UserUnit"), 1.0) or 1.0
        rotate = int(number(_inherited(page, "/Rotate"))) % 360
        resources = _inherited(page, "/Resources")
        clip = visible(boxes.media, boxes.crop) or boxes.media
        walker = Walker(file, resources, clip, unit, OPERATORS)
        group = page.get("/Group")
        if isinstance(group, pikepdf.Dictionary) and name(group.get("/S")) == "/Transparency":
            note_group(walker, group, "page", resources, None)
        walker.walk(_content(walker, page))
    except ExhaustedError:
        if walker:
            walker.odd("content-limit", _TOO_MUCH)
    except DAMAGE:
        broken = Oddity("content-syntax", "the page can't be read")
        return _facts(number_, boxes, (rotate, unit), intent, walker, broken)
    return _facts(number_, boxes, (rotate, unit), intent, walker)


def _content(walker: Walker, page: Any) -> bytes:
    """A page's content streams, one after another (ISO 32000-1, 7.8.2)."""
    parts = []
    for stream in items(page.get("/Contents")):
        try:
            parts.append(bytes(stream.read_bytes()))
        except DAMAGE:
            walker.odd("content-syntax", "a content stream can't be decoded")
    return b"\n".join(parts)


def _facts(
    page: int,
    boxes: Boxes,
    turned: tuple[int, float],
    intent: Intent,
    walker: Walker | None,
    *more: Oddity,
) -> PageFacts:
    w = walker or Walker(File(0), None, boxes.media, 1.0, OPERATORS)
    return PageFacts(
        page=page,
        boxes=boxes,
        rotate=turned[0],
        unit=turned[1],
        intent=intent,
        runs=tuple(w.runs),
        pictures=tuple(w.pictures),
        paths=tuple(w.paths),
        shades=tuple(w.shades),
        uses=tuple(use for uses in w.used.values() for use in uses),
        groups=tuple(w.groups),
        fonts=tuple(w.fonts.values()),
        transparency=tuple(w.transparency.items()),
        oddities=(*w.oddities.values(), *more),
        layers=w.layers,
    )


def boxes_of(page: Any) -> Boxes:
    """A page's boxes; CropBox defaults to MediaBox, the others to CropBox."""
    media = rectangle(_inherited(page, "/MediaBox")) or LETTER
    crop = rectangle(_inherited(page, "/CropBox")) or media
    bleed, trim, art = (rectangle(page.get(key)) for key in ("/BleedBox", "/TrimBox", "/ArtBox"))
    return Boxes(
        media, crop, bleed or crop, trim or art or crop, art or crop, bool(bleed), bool(trim or art)
    )


def _inherited(page: Any, key: str) -> Any:
    """An entry of a page or of a node above it (ISO 32000-1, 7.7.3.4)."""
    for _ in range(_MOST_PARENTS):
        found = page.get(key)
        if found is not None:
            return found
        page = page.get("/Parent")
        if not isinstance(page, pikepdf.Dictionary):
            return None
    return None
