"""Rules about the trim: what stands too near to it, what doesn't reach far enough beyond it."""

from collections.abc import Iterator
from operator import itemgetter

from assemble.model.preflight import Box, Fault
from assemble.preflight.page.judged import MM, Judged

_SLACK = 0.2
"""Points: 0.07 mm, finer than any cut."""
_CLOCKWISE = ("left", "top", "right", "bottom")
_INVISIBLE = (3, 7)
"""Render modes that paint nothing (ISO 32000-1, table 106)."""


def _sides(page: Judged) -> tuple[str, str, str, str]:
    """What a reader calls the left, bottom, right and top of an unturned page."""
    turned = page.facts.rotate // 90
    left, top, right, bottom = (_CLOCKWISE[(n + turned) % 4] for n in range(4))
    return (left, bottom, right, top)


def beyond(box: Box, trim: Box) -> tuple[float, float, float, float]:
    """How far a box reaches beyond each side of the trim, in points; negative for inside."""
    return (trim[0] - box[0], trim[1] - box[1], box[2] - trim[2], box[3] - trim[3])


def wanted_bleed(page: Judged) -> tuple[float, float, float, float]:
    """How far content has to reach beyond each side: none at a spine.

    A side is a spine where the page's BleedBox ends on the trim but not all its sides do.
    """
    boxes, bleed = page.facts.boxes, page.limits.bleed
    margins = beyond(boxes.bleed, boxes.trim)
    if not boxes.has_bleed or max(margins) < _SLACK:
        return (bleed, bleed, bleed, bleed)
    left, bottom, right, top = (0.0 if margin < _SLACK else bleed for margin in margins)
    return (left, bottom, right, top)


def bleed(page: Judged) -> Iterator[Fault]:
    """What reaches the trim and not far enough beyond: a cut that is off leaves white."""
    wanted, trim, sides = wanted_bleed(page), page.facts.boxes.trim, _sides(page)
    for what, box in _areas(page):
        if not page.on_page(box):
            continue
        short = {
            side: max(reach, 0.0)
            for side, reach, needed in zip(sides, beyond(box, trim), wanted, strict=True)
            if -_SLACK < reach < needed - _SLACK
        }
        if short:
            least, needed = min(short.values()) / MM, page.limits.bleed / MM
            message = (
                f"{what} ends {least:.1f} mm beyond the trim on the {' and the '.join(short)}; "
                f"let it reach {needed:.1f} mm beyond, or end it inside"
            )
            yield page.fault("bleed-missing", message, box)


def _areas(page: Judged) -> Iterator[tuple[str, Box]]:
    """What covers an area in ink, with its box."""
    for picture in page.facts.pictures:
        if not picture.mask and not (picture.colour and picture.colour.white):
            yield "a picture", picture.box
    for path in page.facts.paths:
        if path.fill and not path.fill.white and not path.mask:
            yield "a coloured area", path.box
    for shade in page.facts.shades:
        if not shade.mask:
            yield "a shading", shade.box


def safe(page: Judged) -> Iterator[Fault]:
    """Text and pictures that a cut could touch."""
    trim, margin, sides = page.facts.boxes.trim, page.limits.safe, _sides(page)
    for run in page.facts.runs:
        if run.mode in _INVISIBLE or run.mask or not page.on_page(run.box):
            continue
        side, reach = max(zip(sides, beyond(run.box, trim), strict=True), key=itemgetter(1))
        if reach > _SLACK:
            yield page.fault("near-trim", f"text is cut off by the trim on the {side}", run.box)
        elif -reach < margin - _SLACK:
            yield page.fault("near-trim", _near("text", side, reach, margin), run.box)
    for picture in page.facts.pictures:
        if picture.mask or not page.on_page(picture.box):
            continue
        inside = [
            (side, reach)
            for side, reach in zip(sides, beyond(picture.box, trim), strict=True)
            if _SLACK <= -reach < margin - _SLACK
        ]
        for side, reach in inside[:1]:
            yield page.fault("near-trim", _near("a picture", side, reach, margin), picture.box)


def _near(what: str, side: str, reach: float, margin: float) -> str:
    return (
        f"{what} ends {abs(min(reach, 0.0)) / MM:.1f} mm from the trim on the {side}; keep "
        f"{margin / MM:.1f} mm, or let it bleed"
    )
