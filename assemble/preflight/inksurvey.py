"""Which inks a page uses, and a bound on how much of them can lie on one another.

In: a page. Out: a `Survey` and, from it, a map that nowhere says less ink than there is. Drawing
plates costs ten times as much; most pages are cleared by this bound. It knows where pictures and
paths stand, not where text does: text counts as if it stood everywhere.
"""

from typing import Any

import numpy as np
import pikepdf
from numpy.typing import NDArray
from PIL import Image

from assemble.model.preflight import Box
from assemble.preflight.platecolour import ALL, Space
from assemble.preflight.platecontent import (
    MOST_DEPTH,
    PATHS,
    Budget,
    Content,
    Matrix,
    Paint,
    Pen,
    entry_of,
    matrix_of,
    multiplied,
    resources_of,
)
from assemble.preflight.platefunction import Floats, FunctionError
from assemble.preflight.plateimage import PlateImage
from assemble.preflight.plateshading import samples_of
from assemble.preflight.platesource import Source

MOST_OPERATORS = 200_000
"""Operators that a bound is sought for; what has more is drawn."""
POINTS = {"m": 2, "l": 2, "c": 6, "v": 4, "y": 4}
"""Operators of paths and how many of their operands are coordinates."""
MITRE = 5.0
"""How many line widths a stroke reaches beyond its path: half of the mitre limit's default, 10."""

Tints = tuple[tuple[str, float], ...]


class Survey:
    """What a page paints with, and where; a device of `Content`.

    `inks`: names of the inks. `knocked`: paint that can stand anywhere. `placed`: paint and the
    bounds of a path. `over`: by ink, the heaviest tint that overprints. `pictures` and their
    bounds. `unbounded`: there is something that only drawing can tell.
    """

    def __init__(self, source: Source, box: Box) -> None:
        self.scratch = source.pdf
        self.inks: set[str] = set()
        self.knocked: set[Tints] = set()
        self.placed: dict[tuple[Tints, Box], None] = {}
        self.over: dict[str, float] = {}
        self.pictures: list[tuple[PlateImage, Matrix]] = []
        self.unbounded = False
        self._source = source
        self._box = box
        self._budget = Budget(MOST_OPERATORS)
        self._within: list[object] = []
        self._points: list[float] = []
        self._width = 1.0
        self._seen: set[object] = set()

    def read(self, page: pikepdf.Page) -> "Survey":
        """Survey a page."""
        resources = page.obj.get("/Resources", None) or page.resources
        self._stream(self._source.instructions(page.obj), resources, Pen())
        return self

    def _stream(self, instructions: list[Any], resources: pikepdf.Object, pen: Pen) -> None:
        if not self._budget.spend(len(instructions)):
            self.unbounded = True
            return
        if _has_coloured_glyphs(resources):
            self.unbounded = True
        Content(self, self._source.spaces, resources, pen).run(instructions)

    # What `Content` tells.

    def keep(self, instruction: Any, pen: Pen) -> None:  # noqa: ARG002
        """Take down the points of paths and the width of lines."""
        operator = str(instruction.operator)
        if operator == "re":
            x, y, width, height = (float(value) for value in instruction.operands)
            self._points += (x, y, x + width, y, x, y + height, x + width, y + height)
        elif operator in POINTS:
            self._points += [float(value) for value in instruction.operands]
        elif operator == "w":
            self._width = max(self._width, float(instruction.operands[0]))
        elif operator == "n":
            self._points = []

    def state(self, name: str, entry: pikepdf.Object, pen: Pen) -> None:
        """Nothing here is bounded by an ExtGState but what the pen holds."""

    def path(self, instruction: Any, operator: str, pen: Pen) -> None:  # noqa: ARG002
        """Take down a path's paint and its bounds."""
        fills, strokes = PATHS[operator]
        points, self._points = self._points, []
        bounds = bounds_of(points, pen.matrix)
        if strokes:
            a, b, c, d, _, _ = pen.matrix
            reach = self._width * MITRE * max(np.hypot(a, b), np.hypot(c, d))
            left, bottom, right, top = bounds
            bounds = (left - reach, bottom - reach, right + reach, top + reach)
        if meets(bounds, self._box):
            if fills:
                self._painted(pen.fill, pen.over_fill, pen, bounds)
            if strokes:
                self._painted(pen.stroke, pen.over_stroke, pen, bounds)

    def text(self, instruction: Any, pen: Pen) -> None:  # noqa: ARG002
        """Take down the paint of text."""
        if pen.mode % 4 in (0, 2):
            self._painted(pen.fill, pen.over_fill, pen, None)
        if pen.mode % 4 in (1, 2):
            self._painted(pen.stroke, pen.over_stroke, pen, None)

    def image(self, image: pikepdf.Stream, pen: Pen, resources: pikepdf.Object) -> None:
        """Take down a picture and where it stands."""
        bounds = bounds_of([0, 0, 1, 0, 0, 1, 1, 1], pen.matrix)
        if not meets(bounds, self._box):
            return
        if bool(image.get("/ImageMask", False)):
            self._painted(pen.fill, pen.over_fill, pen, bounds)
            return
        found = self._source.image(image, pen.matrix, resources)
        if found is None:
            return
        self.inks.update(found.inks)
        if pen.blend not in _PLAIN:
            self.unbounded = True
        elif pen.over_fill:
            most = found.tints.max(axis=(0, 1)) / 255
            for ink, tint in zip(found.inks, most.tolist(), strict=True):
                self._overprinted(ink, tint)
        else:
            self.pictures.append((found, pen.matrix))

    def form(self, form: pikepdf.Stream, pen: Pen, resources: pikepdf.Object) -> None:
        """Survey a form."""
        if form.objgen in self._within or len(self._within) >= MOST_DEPTH:
            return
        if pen.blend not in _PLAIN and "/Group" in form:
            self.unbounded = True
        inner = pen.copy()
        inner.matrix = multiplied(matrix_of(form.get("/Matrix")), pen.matrix)
        self._within.append(form.objgen)
        self._stream(self._source.instructions(form), resources_of(form, resources), inner)
        self._within.pop()

    def shading(self, shading: pikepdf.Object, pen: Pen, resources: pikepdf.Object) -> None:
        """Take down all colours of a shading."""
        space = self._source.spaces.read(shading.get("/ColorSpace"), resources)
        self.inks.update(space.inks)
        if pen.over_fill or pen.blend not in _PLAIN:
            self.unbounded = True
            return
        try:
            self._colours(space, samples_of(shading, space))
        except (FunctionError, AttributeError, KeyError, TypeError, ValueError, IndexError):
            # Drawing it will say why it can't be measured.
            self.unbounded = True

    # What is made of it.

    def _colours(self, space: Space, tints: Floats) -> None:
        for row in np.unique(np.round(tints, 2), axis=0).tolist():
            self.knocked.add(tuple(zip(space.inks, row, strict=True)))

    def _painted(self, paint: Paint, over: bool, pen: Pen, bounds: Box | None) -> None:
        if paint.pattern is not None:
            self._patterned(paint, pen)
        self.inks.update(ink for ink, tint in paint.tints if tint)
        if over or pen.blend in _DARKENING:
            for ink, tint in paint.tints:
                self._overprinted(ink, tint if over and pen.blend in _PLAIN else float(tint > 0))
        elif pen.blend not in _PLAIN:
            self.unbounded = True
        elif bounds is None:
            self.knocked.add(paint.tints)
        else:
            self.placed[paint.tints, bounds] = None

    def _overprinted(self, ink: str, tint: float) -> None:
        self.over[ink] = max(self.over.get(ink, 0.0), tint)

    def _patterned(self, paint: Paint, pen: Pen) -> None:
        """Survey a pattern as if it stood everywhere."""
        pattern = paint.pattern
        if not isinstance(pattern, (pikepdf.Dictionary, pikepdf.Stream)):
            return
        if pen.over_fill or pen.over_stroke or pen.blend not in _PLAIN:
            self.unbounded = True
        key = (pattern.objgen, paint.tints)
        if (key in self._seen and pattern.objgen != (0, 0)) or pattern.objgen in self._within:
            return
        self._seen.add(key)
        if "/Shading" in pattern:
            self.shading(pattern.Shading, Pen(), pikepdf.Dictionary())
        elif isinstance(pattern, pikepdf.Stream):
            # Where its cells will stand is left to drawing.
            self.unbounded = True
            self._within.append(pattern.objgen)
            own = resources_of(pattern, pikepdf.Dictionary())
            matrix = matrix_of(pattern.get("/Matrix"))
            self._everywhere(self._source.instructions(pattern), own, Pen(matrix))
            self._within.pop()

    def _everywhere(self, instructions: list[Any], resources: pikepdf.Object, pen: Pen) -> None:
        """Survey a pattern's cell: what stands off the page there may be repeated onto it."""
        box, self._box = self._box, (-1e9, -1e9, 1e9, 1e9)
        self._stream(instructions, resources, pen)
        self._box = box


_PLAIN = ("/Normal", "/Compatible")
_DARKENING = ("/Multiply", "/Darken")
"""Blend modes that add at most what they paint; others are left to drawing."""


def _has_coloured_glyphs(resources: pikepdf.Object) -> bool:
    """Whether there may be glyphs that bring their own colours: Type 3 fonts (9.6.5)."""
    fonts = resources.get("/Font")
    if not isinstance(fonts, pikepdf.Dictionary):
        return False
    found = (entry_of(resources, "/Font", name) for name in fonts.keys())  # noqa: SIM118
    return any(
        isinstance(font, pikepdf.Dictionary) and font.get("/Subtype") == "/Type3" for font in found
    )


def bounds_of(points: list[float], matrix: Matrix) -> Box:
    """The bounds of points x, y, x, y, … under a matrix."""
    a, b, c, d, e, f = matrix
    count = len(points) // 2 * 2
    if not count:
        return (0.0, 0.0, 0.0, 0.0)
    xs = [a * x + c * y + e for x, y in zip(points[:count:2], points[1:count:2], strict=True)]
    ys = [b * x + d * y + f for x, y in zip(points[:count:2], points[1:count:2], strict=True)]
    return (min(xs), min(ys), max(xs), max(ys))


def meets(first: Box, second: Box) -> bool:
    """Whether two boxes touch."""
    return (
        first[0] <= second[2]
        and second[0] <= first[2]
        and first[1] <= second[3]
        and second[1] <= first[3]
    )


def bound_map(survey: Survey, box: Box, ppi: float) -> NDArray[np.float32]:
    """Total ink (rows, columns) that a page has at most, pixel by pixel."""
    inks = sorted(survey.inks - {ALL}) or [ALL]
    over = np.array(
        [max(survey.over.get(ink, 0.0), survey.over.get(ALL, 0.0)) for ink in inks], np.float32
    )
    ground = max([float(over.sum()), *(_total(paint, inks, over) for paint in survey.knocked)])
    columns = max(round((box[2] - box[0]) * ppi / 72), 1)
    rows = max(round((box[3] - box[1]) * ppi / 72), 1)
    bound = np.full((rows, columns), ground, np.float32)
    for paint, bounds in survey.placed:
        area = _area(bound, _pixels(bounds, box, ppi))
        np.maximum(area, _total(paint, inks, over), out=area)
    for picture, matrix in survey.pictures:
        _lay(bound, picture, matrix, dict(zip(inks, over.tolist(), strict=True)), (box, ppi))
    return bound


def _total(paint: Tints, inks: list[str], over: Floats) -> float:
    """Ink of a paint that knocks out, with all that may overprint it."""
    tints = dict(paint)
    every = tints.get(ALL, 0.0)
    return float(
        sum(max(tints.get(ink, every), most) for ink, most in zip(inks, over, strict=True))
    )


def _pixels(bounds: Box, box: Box, ppi: float) -> tuple[int, int, int, int]:
    """The pixels that bounds touch: first and last column, first and last row."""
    scale = ppi / 72
    edges = np.array(
        [bounds[0] - box[0], bounds[2] - box[0], box[3] - bounds[3], box[3] - bounds[1]]
    )
    edges = np.clip(edges * scale, -1e6, 1e6)
    left, top = np.floor(edges[[0, 2]])
    right, bottom = np.ceil(edges[[1, 3]])
    return int(left), int(right), int(top), int(bottom)


def _area(bound: Floats, pixels: tuple[int, int, int, int]) -> Floats:
    """The part of a map within pixels."""
    left, right, top, bottom = (max(edge, 0) for edge in pixels)
    return bound[top:bottom, left:right]


def _lay(
    bound: Floats,
    picture: PlateImage,
    matrix: Matrix,
    over: dict[str, float],
    frame: tuple[Box, float],
) -> None:
    """Lay a picture's ink on a map; one that stands askew counts as its heaviest pixel."""
    pixels = _pixels(bounds_of([0, 0, 1, 0, 0, 1, 1, 1], matrix), *frame)
    area = _area(bound, pixels)
    if not area.size:
        return
    total = np.full(
        picture.tints.shape[:2], sum(over[ink] for ink in over.keys() - {*picture.inks}), np.float32
    )
    for index, ink in enumerate(picture.inks):
        total += np.maximum(picture.tints[:, :, index] / np.float32(255), over.get(ink, 0.0))
    a, b, c, d, _, _ = matrix
    if picture.palette or (max(abs(b), abs(c)) > 1e-3 and max(abs(a), abs(d)) > 1e-3):
        np.maximum(area, total.max(), out=area)
        return
    if abs(a) > abs(b):
        total = total[:: 1 if d > 0 else -1, :: 1 if a > 0 else -1]
    else:
        total = total.T[:: -1 if b > 0 else 1, :: -1 if c > 0 else 1]
    left, right, top, bottom = pixels
    across, down = total.shape[1] / (right - left), total.shape[0] / (bottom - top)
    part = (
        max(-left, 0) * across,
        max(-top, 0) * down,
        min((max(-left, 0) + area.shape[1]) * across, total.shape[1]),
        min((max(-top, 0) + area.shape[0]) * down, total.shape[0]),
    )
    size = (area.shape[1], area.shape[0])
    laid = Image.fromarray(np.ascontiguousarray(total)).resize(size, Image.Resampling.BOX, part)
    np.maximum(area, np.asarray(laid), out=area)
