"""Which inks a page uses, and a bound on how much of them can lie on one another.

In: a page. Out: a `Survey` and, from it, a map that nowhere says less ink than there is. Drawing
plates costs ten times as much; most pages are cleared by this bound. It knows where pictures and
paths stand, not where text does: text counts as if it stood everywhere.
"""

from typing import Any, NamedTuple

import numpy as np
import pikepdf

from assemble.model.preflight import Box
from assemble.preflight.geometry import Matrix, multiply
from assemble.preflight.ink.inktext import TextPlaces
from assemble.preflight.ink.platecolour import CMYK, PROCESS, Space
from assemble.preflight.ink.platecontent import (
    INHERITED,
    MOST_DEPTH,
    PATHS,
    Budget,
    Content,
    Paint,
    Pen,
    matrix_of,
    resources_of,
)
from assemble.preflight.ink.platefunction import Floats
from assemble.preflight.ink.platenotes import DAMAGE
from assemble.preflight.ink.plateshading import samples_of
from assemble.preflight.ink.platesource import Source

MOST_OPERATORS = 200_000
"""Operators that a bound is sought for; what has more is drawn."""
POINTS = {"m": 2, "l": 2, "c": 6, "v": 4, "y": 4}
"""Operators of paths and how many of their operands are coordinates."""
MITRE = 5.0
"""How many line widths a stroke reaches beyond its path: half of the mitre limit's default, 10."""

MOST_GLYPHS = 1024
"""Glyphs of a Type 3 font; its codes have one byte."""

Tints = tuple[tuple[str, float], ...]
Laid = tuple[str, float]
"""An ink and its tint."""


class Placed(NamedTuple):
    """A picture, the matrix that places its unit square, its stream's resources, overprint.

    `most` is the total ink that its colour space has at most.
    """

    image: pikepdf.Stream
    matrix: Matrix
    resources: pikepdf.Object
    over: bool
    most: float


class Survey:
    """What a page paints with, and where; a device of `Content`.

    `inks`: names of the inks. `knocked`: paint that can stand anywhere. `placed`: paint and the
    bounds of a path. `over`: by ink, the heaviest tint that overprints anywhere; `laid` those of
    which the bounds are known. `pictures`: where they stand; they are decoded by who needs them.
    `unbounded`: there is something that only drawing can tell.
    """

    def __init__(self, source: Source, box: Box) -> None:
        self.scratch = source.pdf
        self.inks: set[str] = set()
        self.knocked: set[Tints] = set()
        self.placed: dict[Tints, list[Box]] = {}
        self.over: dict[str, float] = {}
        self.laid: dict[Laid, list[Box]] = {}
        self.pictures: list[Placed] = []
        self.unbounded = False
        self._source = source
        self._box = box
        self._budget = Budget(MOST_OPERATORS)
        self._within: list[object] = []
        self._points: list[float] = []
        self._width = 1.0
        self._overprints = False
        self._seen: set[object] = set()
        self._places = TextPlaces(pikepdf.Dictionary(), source.faces)

    def read(self, page: pikepdf.Page) -> "Survey":
        """Survey a page."""
        resources = page.obj.get("/Resources", None) or page.resources
        self._stream(self._source.page_instructions(page), resources, Pen())
        return self

    def _stream(self, instructions: list[Any], resources: pikepdf.Object, pen: Pen) -> None:
        if not self._budget.spend(len(instructions)):
            self.unbounded = True
            return
        self._glyphs(resources)
        outer = self._places, self._overprints
        self._places = TextPlaces(resources, self._source.faces)
        self._overprints = self._overprints or _may_overprint(resources)
        Content(self, self._source.spaces, resources, pen).run(instructions)
        self._places, self._overprints = outer

    # What `Content` tells.

    def keep(self, instruction: Any, pen: Pen) -> None:
        """Take down the points of paths, the width of lines, where text goes."""
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
        else:
            self._places.keep(operator, instruction.operands, pen)

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

    def text(self, instruction: Any, pen: Pen) -> None:
        """Take down the paint of text; where it stands is worth the time only with overprint."""
        bounds = None
        if self._overprints:
            operator = str(instruction.operator)
            bounds = self._places.shown(operator, instruction.operands, pen)
        if pen.mode % 4 in (0, 2):
            self._painted(pen.fill, pen.over_fill, pen, bounds)
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
        colour = image.get("/ColorSpace")
        spaces = self._source.spaces
        # A JPEG 2000 may bring its own; CMYK is the heaviest that it can be.
        space = CMYK if colour is None else spaces.read(colour, resources)
        inks = space.inks
        self.inks.update(inks)
        if pen.blend not in _PLAIN or (pen.over_fill and not set(PROCESS) <= {*inks}):
            self.unbounded = True
        most = spaces.most(space)
        self.pictures.append(Placed(image, pen.matrix, resources, pen.over_fill, most))

    def form(self, form: pikepdf.Stream, pen: Pen, resources: pikepdf.Object) -> None:
        """Survey a form."""
        if form.objgen in self._within or len(self._within) >= MOST_DEPTH:
            return
        if pen.blend not in _PLAIN and "/Group" in form:
            self.unbounded = True
        inner = pen.copy()
        inner.matrix = multiply(matrix_of(form.get("/Matrix")), pen.matrix)
        self._within.append(form.objgen)
        self._stream(self._source.instructions(form), resources_of(form, resources), inner)
        self._within.pop()

    def broken(self, operator: str, error: Exception) -> None:
        """Note an operator that is passed over."""
        self._source.notes.add(f"the operator {operator} can't be followed: {error}")

    def shading(self, shading: pikepdf.Object, pen: Pen, resources: pikepdf.Object) -> None:
        """Take down all colours of a shading."""
        space = self._source.spaces.read(shading.get("/ColorSpace"), resources)
        self.inks.update(space.inks)
        if pen.over_fill or pen.blend not in _PLAIN:
            self.unbounded = True
            return
        try:
            self._colours(space, samples_of(shading, space))
        except DAMAGE:
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
                most = tint if pen.blend in _PLAIN else float(tint > 0)
                if most and bounds is not None and pen.blend in _PLAIN:
                    self.laid.setdefault((ink, most), []).append(bounds)
                elif most:
                    self.over[ink] = max(self.over.get(ink, 0.0), most)
        elif pen.blend not in _PLAIN:
            self.unbounded = True
        elif bounds is None:
            self.knocked.add(paint.tints)
        else:
            self.placed.setdefault(paint.tints, []).append(bounds)

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

    def _glyphs(self, resources: pikepdf.Object) -> None:
        """Survey the glyphs of Type 3 fonts, which may bring their own colours (9.6.5)."""
        fonts = resources.get("/Font")
        for font in fonts.values() if isinstance(fonts, pikepdf.Dictionary) else ():
            if not isinstance(font, pikepdf.Dictionary) or font.get("/Subtype") != "/Type3":
                continue
            if font.objgen in self._seen:
                continue
            self._seen.add(font.objgen)
            self.unbounded = True
            own = resources_of(font, resources)
            for glyph in list(font.get("/CharProcs", {}).values())[:MOST_GLYPHS]:
                if isinstance(glyph, pikepdf.Stream):
                    pen = Pen(paint=INHERITED)
                    self._everywhere(self._source.instructions(glyph), own, pen)

    def _everywhere(self, instructions: list[Any], resources: pikepdf.Object, pen: Pen) -> None:
        """Survey a pattern's cell: what stands off the page there may be repeated onto it."""
        box, self._box = self._box, (-1e9, -1e9, 1e9, 1e9)
        self._stream(instructions, resources, pen)
        self._box = box


_PLAIN = ("/Normal", "/Compatible")
_DARKENING = ("/Multiply", "/Darken")
"""Blend modes that add at most what they paint; others are left to drawing."""


def _may_overprint(resources: pikepdf.Object) -> bool:
    """Whether a stream has the means to overprint."""
    states = resources.get("/ExtGState")
    return isinstance(states, pikepdf.Dictionary) and any(
        isinstance(entry, pikepdf.Dictionary)
        and (bool(entry.get("/OP", False)) or bool(entry.get("/op", False)))
        for entry in states.values()
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
