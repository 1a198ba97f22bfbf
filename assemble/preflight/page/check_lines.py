"""Rules about the thickness of lines, drawn as strokes or as filled rectangles."""

from collections.abc import Iterator

from assemble.model.preflight import Fault
from assemble.preflight.page.facts import Colour, Path
from assemble.preflight.page.judged import Judged

_FINE = 0.25
"""Points: GWG 2022, R0018 and R0019, for lines that are white or in several inks."""
_SLACK = 0.005
"""Points: widths are rounded when they are written."""


def hairlines(page: Judged) -> Iterator[Fault]:
    """Lines that don't hold on the plate."""
    least = page.limits.hairline
    for path in page.facts.paths:
        line = _line(path)
        if line is None or path.mask or not page.on_page(path.box):
            continue
        width, colour = line
        if width < least - _SLACK:
            message = (
                f"a line is {width:.2f} pt thick, {least:g} pt is the least that prints surely"
            )
            yield page.fault("hairline", f"{message}; make it thicker", path.box)
        elif width < _FINE - _SLACK and (colour.white or colour.plates > 1):
            how = "white" if colour.white else f"in {colour.plates} plates"
            message = f"a line {how} is {width:.2f} pt thick; {_FINE:g} pt is the least"
            yield page.fault("fine-line", message, path.box)


def _line(path: Path) -> tuple[float, Colour] | None:
    """How thick the path's line is, and its colour; None where it is no line."""
    if path.stroke:
        # A stroke around an area of its own colour only makes that area wider.
        return None if path.fill == path.stroke else (path.width, path.stroke)
    if path.fill and path.thin is not None:
        return path.thin, path.fill
    return None
