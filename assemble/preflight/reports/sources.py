"""Where in an issue a fault of its PDF comes from: the placed item that the fault lies on."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assemble.model.finding import Location
from assemble.model.preflight import Box, Fault
from assemble.preflight.boxes import overlap

SMALLEST = 0.5
"""Points that a box is at least wide and high here: a hairline has no area to overlap with."""
KINDS = {
    "picture": "image",
    "pictures": "image",
    "image": "image",
    "type": "text",
    "text": "text",
    "font": "text",
    "fonts": "text",
    "glyph": "text",
    "glyphs": "text",
}
"""The key of the sidecar that items have which a rule is about, by a word of the rule's id."""


def located(
    faults: Iterable[Fault], sidecar: Mapping[str, Any], trims: Sequence[Box | None]
) -> tuple[Fault, ...]:
    """Faults with the source line of the item that they lie on; None where there is none.

    `sidecar` is the JSON value that `assemble.dump` writes for the same build, `trims` the trim
    box of each page of the PDF in points, as `Preflight.trims`.
    """
    items = {page["number"]: page["items"] for page in sidecar["pages"]}
    return tuple(
        fault._replace(at=_origin(fault, items.get(fault.page, []), trims)) for fault in faults
    )


def _origin(
    fault: Fault, items: Sequence[Mapping[str, Any]], trims: Sequence[Box | None]
) -> Location | None:
    page = fault.page or 0
    trim = trims[page - 1] if 0 < page <= len(trims) else None
    if fault.at is not None or fault.box is None or trim is None:
        return fault.at
    box = _grown(fault.box)
    wanted = next((KINDS[word] for word in fault.rule.split("-") if word in KINDS), None)
    best: tuple[tuple[bool, float, float], Mapping[str, Any]] | None = None
    for item in items:
        place = _placed(item["rect"], trim)
        # Rounded, so that of two items that hold the whole box the smaller is taken.
        shared = round(overlap(box, place), 2)
        rank = wanted in item, shared, -_area(place)
        if shared > 0 and (best is None or rank > best[0]):
            best = rank, item
    if best is None or "file" not in best[1]:
        return None
    return Location(best[1]["file"], best[1].get("line"), best[1].get("column"))


def _placed(rect: Sequence[float], trim: Box) -> Box:
    """An item's rectangle in the page's own coordinates."""
    left, top, width, height = rect
    x, y = trim[0] + left, trim[3] - top
    return _grown((x, y - height, x + width, y))


def _grown(box: Box) -> Box:
    """A box that is at least `SMALLEST` wide and high."""
    wide = max(0.0, SMALLEST - (box[2] - box[0])) / 2
    high = max(0.0, SMALLEST - (box[3] - box[1])) / 2
    return box[0] - wide, box[1] - high, box[2] + wide, box[3] + high


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
