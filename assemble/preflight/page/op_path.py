"""Operators that build and paint paths (ISO 32000-1, 8.5)."""

from math import hypot
from typing import Any

from assemble.model.preflight import Box
from assemble.preflight.geometry import bounds, least_scale, visible
from assemble.preflight.page.facts import Path
from assemble.preflight.page.walker import NOWHERE, Operator, Walker

PAINT_PATTERN = "(pattern)"
"""The key, no operator, under which the table holds what paints a pattern."""


def _move(w: Walker, operands: list[Any]) -> None:
    x, y = operands
    w.xs.append(x + 0.0)
    w.ys.append(y + 0.0)
    w.segments += 1


def _line(w: Walker, operands: list[Any]) -> None:
    x, y = operands
    w.xs.append(x + 0.0)
    w.ys.append(y + 0.0)


def _curve(w: Walker, operands: list[Any]) -> None:
    """A curve lies within the hull of its control points."""
    points = [value + 0.0 for value in operands]
    if len(points) not in (4, 6):
        raise ValueError(operands)
    w.xs += points[::2]
    w.ys += points[1::2]
    w.curved = True


def _rectangle(w: Walker, operands: list[Any]) -> None:
    x, y, width, height = operands
    w.xs += (x + 0.0, x + width)
    w.ys += (y + 0.0, y + height)
    w.rectangles.append((abs(width), abs(height)))


def _clip(w: Walker, _: list[Any]) -> None:
    w.clips = True


def _close(_: Walker, __: list[Any]) -> None:
    """A line back to the beginning: no new point."""


def _paint(fill: bool, stroke: bool) -> Operator:
    """An operator that paints the path and ends it."""

    def paint(w: Walker, _: list[Any]) -> None:
        try:
            if w.xs:
                _paint_path(w, fill, stroke)
        finally:
            w.end_path()

    return paint


def _paint_path(w: Walker, fill: bool, stroke: bool) -> None:
    state = w.state
    exact = bounds(state.ctm, (min(w.xs), min(w.ys), max(w.xs), max(w.ys)))
    width = state.width * least_scale(state.ctm) * w.unit if stroke else 0.0
    if fill or stroke:
        half = width / w.unit / 2
        box = (exact[0] - half, exact[1] - half, exact[2] + half, exact[3] + half)
        if place := w.seen(box):
            _note(w, place, fill, stroke, width)
    if w.clips:
        state.clip = visible(exact, state.clip) or NOWHERE


def _note(w: Walker, place: Box, fill: bool, stroke: bool, width: float) -> None:
    state = w.state
    w.paths.append(
        Path(
            place,
            state.fill if fill else None,
            state.stroke if stroke else None,
            width,
            _thinnest(w) if fill and not stroke else None,
            state.overprints,
            state.outline_overprints,
            state.opm,
            w.mask,
        )
    )
    what = "mask" if w.mask else "graphics"
    for painted, colour, pattern in (
        (fill, state.fill, state.fill_pattern),
        (stroke, state.stroke, state.stroke_pattern),
    ):
        if not painted:
            continue
        w.use(what, colour.space, place)
        if pattern is not None:
            w.operators[PAINT_PATTERN](w, [pattern, colour, place])


def _thinnest(w: Walker) -> float | None:
    """The thickness in points of the thinnest rectangle in the path; None without one.

    A path of straight lines in one piece counts as the rectangle around it.
    """
    a, b, c, d, *_ = w.state.ctm
    across, up = hypot(a, b) * w.unit, hypot(c, d) * w.unit
    if w.rectangles and not w.segments and not w.curved:
        return min(min(width * across, height * up) for width, height in w.rectangles)
    if w.segments == 1 and not w.rectangles and not w.curved:
        return min((max(w.xs) - min(w.xs)) * across, (max(w.ys) - min(w.ys)) * up)
    return None


PATH: dict[str, Operator] = {
    "m": _move,
    "l": _line,
    "c": _curve,
    "v": _curve,
    "y": _curve,
    "h": _close,
    "re": _rectangle,
    "W": _clip,
    "W*": _clip,
    "n": _paint(False, False),
    "S": _paint(False, True),
    "s": _paint(False, True),
    "f": _paint(True, False),
    "F": _paint(True, False),
    "f*": _paint(True, False),
    "B": _paint(True, True),
    "B*": _paint(True, True),
    "b": _paint(True, True),
    "b*": _paint(True, True),
}
