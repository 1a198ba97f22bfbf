"""Where text stands on a page, roughly but never too small (ISO 32000-1, 9.4).

In: the operators of text. Out: the bounds of what each of them shows, from the fonts' widths.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np
import pikepdf
from numpy.typing import NDArray

from assemble.model.preflight import Box
from assemble.preflight.geometry import IDENTITY, Matrix, multiply
from assemble.preflight.ink.platecontent import Pen, entry_of
from assemble.preflight.ink.platefunction import numbers
from assemble.preflight.ink.platenotes import DAMAGE

SLACK = 0.5
"""Em that glyphs may reach beyond their widths on either side."""
HEIGHTS = (-0.25, 0.8)
"""Em below and above the base line that glyphs reach at least, whatever a font declares."""


class Face(NamedTuple):
    """A font's widths in em by code, the bytes of a code, how far it reaches down and up in em."""

    widths: NDArray[np.float32]
    size: int
    bottom: float
    top: float


class TextPlaces:
    """Follows the text operators of one content stream.

    The text state is kept in the pen, with which it is saved and restored; the matrices aren't
    part of it (9.4.1).
    """

    def __init__(self, resources: pikepdf.Object, faces: dict[object, Face | None]) -> None:
        self._resources = resources
        self._faces = faces
        self._known = True
        self._start: Matrix = IDENTITY
        self._line: Matrix = IDENTITY
        self._handlers: Mapping[str, Callable[[list[Any], Pen], None]] = {
            "BT": self._begin,
            "Tm": self._place,
            "Td": self._move,
            "TD": self._move_leading,
            "T*": self._next,
            "Tf": self._font,
            **{name: _setter(name) for name in ("TL", "Tc", "Tw", "Tz", "Ts")},
        }

    def keep(self, operator: str, operands: Any, pen: Pen) -> None:
        """Follow an operator that shows nothing."""
        handler = self._handlers.get(operator)
        if handler is not None:
            handler(operands, pen)

    def shown(self, operator: str, operands: Any, pen: Pen) -> Box | None:
        """The bounds on the page of what an operator shows; None where nobody can tell."""
        if operator == '"':
            pen.shown["Tw"], pen.shown["Tc"] = float(operands[0]), float(operands[1])
        if operator in ("'", '"'):
            self._next([], pen)
        state = pen.shown
        face = state.get("face")
        if not isinstance(face, Face) or not self._known:
            self._known = False
            return None
        size, letter = float(state["size"]), state.get("Tc", 0.0)
        codes, back, forth = _codes(operands[-1])
        code = np.frombuffer(codes, np.uint8 if face.size == 1 else ">u2")
        shown = float(face.widths[code].sum()) * size + len(code) * letter
        if face.size == 1 and "Tw" in state:
            shown += codes.count(b" ") * state["Tw"]
        # How far the pen may have been to either side at any time, and where it is in the end.
        least, most = sorted((0.0, shown + forth * size / 1000))
        least -= back * abs(size) / 1000
        most += abs(back * size) / 1000 if size < 0 else 0.0
        advance = shown + (forth - back) * size / 1000
        stretch, rise = state.get("Tz", 100.0) / 100, state.get("Ts", 0.0)
        reach = SLACK * abs(size) + abs(letter)
        low, high = sorted((face.bottom * size, face.top * size))
        matrix = multiply(self._start, pen.matrix)
        self._start = multiply((1, 0, 0, 1, advance * stretch, 0), self._start)
        return _bounds(
            (least * stretch - reach, low + rise, most * stretch + reach, high + rise), matrix
        )

    def _begin(self, _: Any, __: Pen) -> None:
        self._known = True
        self._start = self._line = IDENTITY

    def _place(self, operands: Any, _: Pen) -> None:
        a, b, c, d, e, f = (float(value) for value in operands)
        self._known = True
        self._start = self._line = (a, b, c, d, e, f)

    def _move(self, operands: Any, _: Pen) -> None:
        self._known = True
        x, y = float(operands[0]), float(operands[1])
        self._start = self._line = multiply((1, 0, 0, 1, x, y), self._line)

    def _move_leading(self, operands: Any, pen: Pen) -> None:
        pen.shown["TL"] = -float(operands[1])
        self._move(operands, pen)

    def _next(self, _: Any, pen: Pen) -> None:
        self._move((0, -pen.shown.get("TL", 0.0)), pen)

    def _font(self, operands: Any, pen: Pen) -> None:
        font = entry_of(self._resources, "/Font", operands[0])
        pen.shown["face"] = None if font is None else self._face(font)
        pen.shown["size"] = float(operands[1])

    def _face(self, font: pikepdf.Object) -> Face | None:
        key = font.objgen
        if key not in self._faces or key == (0, 0):
            try:
                self._faces[key] = read_face(font)
            except DAMAGE:
                # Its text then counts as if it stood everywhere.
                self._faces[key] = None
        return self._faces[key]


def _codes(operand: Any) -> tuple[bytes, float, float]:
    """What is shown; thousandths of an em that the pen is moved back, and forth, between."""
    if isinstance(operand, pikepdf.String):
        return bytes(operand), 0.0, 0.0
    shown: list[bytes] = []
    back = forth = 0.0
    for part in operand:
        if isinstance(part, pikepdf.String):
            shown.append(bytes(part))
        elif part > 0:
            back += float(part)
        else:
            forth -= float(part)
    return b"".join(shown), back, forth


def _setter(name: str) -> Callable[[Any, Pen], None]:
    def store(operands: Any, pen: Pen) -> None:
        pen.shown[name] = float(operands[0])

    return store


def read_face(font: pikepdf.Object) -> Face | None:
    """The widths of a font; None for vertical writing, codes of other lengths, and Type 3."""
    kind = str(font.Subtype)
    if kind == "/Type0":
        if font.get("/Encoding") != "/Identity-H":
            return None
        below = font.DescendantFonts[0]
        widths = np.full(65536, float(below.get("/DW", 1000)), np.float32)
        _fill_widths(widths, list(below.get("/W", [])))
        size, descriptor = 2, below.get("/FontDescriptor")
    elif "/Widths" in font and kind != "/Type3":
        descriptor = font.get("/FontDescriptor")
        missing = 0 if descriptor is None else float(descriptor.get("/MissingWidth", 0))
        widths = np.full(256, missing, np.float32)
        first = int(font.FirstChar)
        given = numbers(font.Widths)[: 256 - first]
        widths[first : first + len(given)] = given
        size = 1
    else:
        return None
    box = [] if descriptor is None else numbers(descriptor.get("/FontBBox"))
    bottom, top = (box[1] / 1000, box[3] / 1000) if len(box) == 4 else (-1.0, 2.0)
    return Face(widths / np.float32(1000), size, min(bottom, HEIGHTS[0]), max(top, HEIGHTS[1]))


def _fill_widths(widths: NDArray[np.float32], entries: list[Any]) -> None:
    """Lay a W array on a table: `first [widths]` and `first last width` (9.7.4.3)."""
    place = 0
    while place + 1 < len(entries):
        first = int(entries[place])
        second = entries[place + 1]
        if isinstance(second, pikepdf.Array):
            given = numbers(second)[: 65536 - first]
            widths[first : first + len(given)] = given
            place += 2
        else:
            widths[first : int(second) + 1] = float(entries[place + 2])
            place += 3


def _bounds(box: Box, matrix: Matrix) -> Box:
    """The bounds of a box under a matrix."""
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x in (box[0], box[2]) for y in (box[1], box[3])]
    ys = [b * x + d * y + f for x in (box[0], box[2]) for y in (box[1], box[3])]
    return (min(xs), min(ys), max(xs), max(ys))
