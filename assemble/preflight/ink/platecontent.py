"""Content streams read for what paints (ISO 32000-1, 8.2): colours, overprint, placement.

In: the instructions of a stream and its resources. Out: calls to a `Device`, one for each thing
that paints, with the `Pen` that paints it. What it does with them is the device's.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, Protocol

import numpy as np
import pikepdf

from assemble.preflight.geometry import IDENTITY, Matrix, multiply
from assemble.preflight.ink.platecolour import CMYK, GREY, Space, Spaces
from assemble.preflight.ink.platenotes import DAMAGE

MOST_DEPTH = 16
"""How deep forms and patterns may be nested."""
MOST_OPERATORS = 1_000_000
"""Operators of a page with its forms, each as often as it is drawn: a dense map has 500,000."""
STREAM = 20
"""Operators that a form is worth, however short it is: to a renderer it is a small page."""
MOST_SAVED = 2000
"""Graphics states saved at once; the standard's least is 28 (annex C.2)."""

PATHS = {
    "f": (True, False),
    "F": (True, False),
    "f*": (True, False),
    "B": (True, True),
    "B*": (True, True),
    "b": (True, True),
    "b*": (True, True),
    "S": (False, True),
    "s": (False, True),
}
"""Operators that paint paths: whether they fill, whether they stroke (table 60)."""


class Paint(NamedTuple):
    """What is painted with: inks and their tints, 0 to 1.

    `direct`: DeviceCMYK's own numbers. `pattern`: the pattern, then `tints` are those of an
    uncoloured one. `inherited`: whatever the stream that draws this one set.
    """

    tints: tuple[tuple[str, float], ...]
    direct: bool = False
    pattern: pikepdf.Object | None = None
    inherited: bool = False


INHERITED = Paint((), inherited=True)
BLACK = Paint(tuple(zip(GREY.inks, (0.0, 0.0, 0.0, 1.0), strict=True)))


class Pen:
    """The part of the graphics state that decides about ink (table 52).

    `shown` is for the device: what it last wrote about fill, stroke and text mode.
    """

    __slots__ = (
        "alpha", "blend", "fill", "fill_space", "matrix", "mode", "nonzero", "over_fill",
        "over_stroke", "shown", "stroke", "stroke_space",
    )  # fmt: skip

    def __init__(self, matrix: Matrix = IDENTITY, paint: Paint = BLACK) -> None:
        self.matrix = matrix
        self.fill = self.stroke = paint
        self.fill_space = self.stroke_space = GREY
        self.over_fill = self.over_stroke = False
        self.nonzero = False
        self.blend = "/Normal"
        self.alpha = False
        self.mode = 0
        self.shown: dict[str, Any] = {}

    def copy(self) -> "Pen":
        """A pen in the same state."""
        other = Pen.__new__(Pen)
        for name in Pen.__slots__:
            setattr(other, name, getattr(self, name))
        other.shown = dict(self.shown)
        return other

    def key(self) -> tuple[object, ...]:
        """What a form drawn with this pen takes from it, as something to compare by."""
        paints = (self.fill, self.stroke)
        return (
            *((p.tints, p.direct, None if p.pattern is None else id(p.pattern)) for p in paints),
            self.over_fill,
            self.over_stroke,
            self.nonzero,
            self.mode,
            self.blend,
        )


class Device(Protocol):
    """Takes what a content stream does. `resources` are those of the stream.

    `scratch` is a document that may hold new objects.
    """

    scratch: pikepdf.Pdf

    def keep(self, instruction: Any, pen: Pen) -> None:
        """An operator that paints nothing and sets no colour."""

    def state(self, name: str, entry: pikepdf.Object, pen: Pen) -> None:
        """An ExtGState, already taken into the pen."""

    def path(self, instruction: Any, operator: str, pen: Pen) -> None:
        """A path that is painted."""

    def text(self, instruction: Any, pen: Pen) -> None:
        """Text that is shown."""

    def image(self, image: pikepdf.Stream, pen: Pen, resources: pikepdf.Object) -> None:
        """A picture, or a stencil that is painted through."""

    def form(self, form: pikepdf.Stream, pen: Pen, resources: pikepdf.Object) -> None:
        """A form XObject."""

    def shading(self, shading: pikepdf.Object, pen: Pen, resources: pikepdf.Object) -> None:
        """The operator sh."""

    def broken(self, operator: str, error: Exception) -> None:
        """An operator that is passed over, and why."""


class Budget:
    """How many operators may still be read; shared by all streams of a page."""

    def __init__(self, operators: int = MOST_OPERATORS) -> None:
        self.left = operators

    def spend(self, count: int) -> bool:
        """Whether there are that many left for a stream; they are spent then."""
        self.left -= count + STREAM
        return self.left >= 0


def matrix_of(item: pikepdf.Object | None) -> Matrix:
    """The matrix of an array, identity where there is none or it is no matrix."""
    try:
        values = tuple(float(value) for value in item) if item is not None else ()
    except (TypeError, ValueError):
        values = ()
    return values if len(values) == 6 else IDENTITY


def resources_of(item: pikepdf.Object, inherited: pikepdf.Object) -> pikepdf.Object:
    """A stream's own resources, or those of the stream that draws it (7.8.3)."""
    own = item.get("/Resources")
    return own if isinstance(own, pikepdf.Dictionary) else inherited


def entry_of(resources: pikepdf.Object, kind: str, name: object) -> pikepdf.Object | None:
    """A named resource, None where there is none."""
    named = resources.get(kind)
    return named.get(str(name)) if isinstance(named, pikepdf.Dictionary) else None


class Content:
    """Reads one content stream and tells a device."""

    def __init__(self, device: Device, spaces: Spaces, resources: pikepdf.Object, pen: Pen) -> None:
        self._device = device
        self._spaces = spaces
        self._resources = resources
        self._pen = pen
        self._saved: list[Pen] = []
        self._colours: dict[object, Paint] = {}
        self._handlers: Mapping[str, Callable[[Any, Any], None]] = {
            "q": self._save,
            "Q": self._restore,
            "cm": self._concatenate,
            "gs": self._state,
            "Tr": self._mode,
            "Do": self._external,
            "sh": self._shade,
            "INLINE IMAGE": self._inline,
            **dict.fromkeys(("g", "rg", "k", "sc", "scn", "cs"), self._fill),
            **dict.fromkeys(("G", "RG", "K", "SC", "SCN", "CS"), self._stroke),
            **dict.fromkeys(("Tj", "TJ", "'", '"'), self._text),
            **dict.fromkeys(PATHS, self._path),
        }

    def run(self, instructions: Iterable[Any]) -> None:
        """Read all instructions; one with wrong operands is passed over (7.8.2)."""
        for instruction in instructions:
            handler = self._handlers.get(str(instruction.operator), self._keep)
            try:
                handler(instruction, instruction.operands)
            except DAMAGE as error:
                self._device.broken(str(instruction.operator), error)
        for _ in self._saved:
            self._device.keep(_RESTORE, self._pen)

    def _keep(self, instruction: Any, _: Any) -> None:
        self._device.keep(instruction, self._pen)

    def _save(self, instruction: Any, _: Any) -> None:
        if len(self._saved) > MOST_SAVED:
            raise ValueError("too many states are saved")
        self._saved.append(self._pen)
        self._pen = self._pen.copy()
        self._device.keep(instruction, self._pen)

    def _restore(self, instruction: Any, _: Any) -> None:
        # One too many is harmless, and frequent.
        if self._saved:
            self._pen = self._saved.pop()
            self._device.keep(instruction, self._pen)

    def _concatenate(self, instruction: Any, operands: Any) -> None:
        a, b, c, d, e, f = (float(value) for value in operands)
        self._pen.matrix = multiply((a, b, c, d, e, f), self._pen.matrix)
        self._device.keep(instruction, self._pen)

    def _mode(self, _: Any, operands: Any) -> None:
        self._pen.mode = int(operands[0])

    def _state(self, _: Any, operands: Any) -> None:
        """An ExtGState; OP alone counts for both (table 58)."""
        entry = entry_of(self._resources, "/ExtGState", operands[0])
        if not isinstance(entry, pikepdf.Dictionary):
            return
        pen = self._pen
        if "/OP" in entry:
            pen.over_stroke = bool(entry.OP)
            if "/op" not in entry:
                pen.over_fill = pen.over_stroke
        if "/op" in entry:
            pen.over_fill = bool(entry.op)
        if "/OPM" in entry:
            pen.nonzero = int(entry.OPM) == 1
        if "/BM" in entry:
            mode = entry.BM
            pen.blend = str(mode[0] if isinstance(mode, pikepdf.Array) else mode)
        self._device.state(str(operands[0]), entry, pen)

    def _fill(self, instruction: Any, operands: Any) -> None:
        pen = self._pen
        operator = str(instruction.operator)
        pen.fill_space, pen.fill = self._colour(operator, operands, pen.fill_space)

    def _stroke(self, instruction: Any, operands: Any) -> None:
        pen = self._pen
        operator = str(instruction.operator).lower()
        pen.stroke_space, pen.stroke = self._colour(operator, operands, pen.stroke_space)

    def _colour(self, operator: str, operands: Any, space: Space) -> tuple[Space, Paint]:
        """The space and paint after an operator that sets one of them (table 74)."""
        if operator == "cs":
            space = self._spaces.read(operands[0], self._resources)
            return space, _paint(space, space.initial)
        if operator in ("g", "rg", "k"):
            # The operators of grey and CMYK are by far the most frequent.
            plain = {"g": 1, "rg": 3, "k": 4}[operator]
            space = self._spaces.device(plain, self._resources)
        if space.pattern and len(operands):
            pattern = entry_of(self._resources, "/Pattern", operands[-1])
            below = tuple(float(value) for value in list(operands)[:-1])
            tints = _paint(space, below).tints if len(below) == space.components else ()
            return space, Paint(tints, space.direct, pattern)
        values = tuple([float(value) for value in operands])
        if len(values) < space.components:
            raise ValueError("too few operands")
        key = (id(space), values)
        if key not in self._colours:
            self._colours[key] = _paint(space, values[: space.components])
        return space, self._colours[key]

    def _path(self, instruction: Any, _: Any) -> None:
        self._device.path(instruction, str(instruction.operator), self._pen)

    def _text(self, instruction: Any, _: Any) -> None:
        self._device.text(instruction, self._pen)

    def _external(self, _: Any, operands: Any) -> None:
        item = entry_of(self._resources, "/XObject", operands[0])
        if not isinstance(item, pikepdf.Stream):
            return
        if item.get("/Subtype") == "/Form":
            self._device.form(item, self._pen, self._resources)
        elif item.get("/Subtype") == "/Image":
            self._device.image(item, self._pen, self._resources)

    def _shade(self, _: Any, operands: Any) -> None:
        shading = entry_of(self._resources, "/Shading", operands[0])
        if shading is not None:
            self._device.shading(shading, self._pen, self._resources)

    def _inline(self, instruction: Any, _: Any) -> None:
        image = inline_image(instruction.iimage, self._device.scratch)
        self._device.image(image, self._pen, self._resources)


_DATA = re.compile(rb"\sID\s")
_RESTORE = pikepdf.ContentStreamInstruction([], pikepdf.Operator("Q"))


def _paint(space: Space, values: tuple[float, ...]) -> Paint:
    """A colour of a space as paint."""
    if space is CMYK and len(values) == 4:
        tints = tuple([min(max(value, 0.0), 1.0) for value in values])
        return Paint(tuple(zip(space.inks, tints, strict=True)), direct=True)
    found = space.convert(np.array([values], np.float32))[0].tolist()
    return Paint(tuple(zip(space.inks, found, strict=True)), space.direct)


def inline_image(image: pikepdf.PdfInlineImage, owner: pikepdf.Pdf) -> pikepdf.Stream:
    """An inline image as an image XObject of `owner` (8.9.7).

    Raises:
        ValueError: its data can't be told from its dictionary.
    """
    whole = image.unparse()
    begin = _DATA.search(whole)
    if begin is None:
        raise ValueError("an inline image without data")
    stream = owner.make_stream(whole[begin.end() : whole.rfind(b"EI")])
    for key, value in image.obj.items():
        stream[key] = value
    return stream
