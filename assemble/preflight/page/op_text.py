"""Operators that set and show text (ISO 32000-1, 9)."""

from collections.abc import Iterable
from math import hypot
from typing import Any

import pikepdf

from assemble.model.preflight import Box
from assemble.preflight.geometry import IDENTITY, Matrix, bounds, multiply
from assemble.preflight.page.facts import Run
from assemble.preflight.page.fontfacts import Font
from assemble.preflight.page.op_path import PAINT_PATTERN
from assemble.preflight.page.op_state import matrix_of
from assemble.preflight.page.tokens import Shown
from assemble.preflight.page.walker import DEEPEST, Operator, Walker

_ABOVE, _BELOW = 0.74, -0.2
"""How far type reaches over and under its baseline, in ems: capitals with an accent, descenders.
The font's own ascent is of no use: it holds the line's white too."""
_INVISIBLE = 3


def _begin(w: Walker, _: list[Any]) -> None:
    w.text = w.line = IDENTITY


def _end(_: Walker, __: list[Any]) -> None:
    """Nothing is left to do."""


def _font(w: Walker, operands: list[Any]) -> None:
    wanted, size = operands
    frame = w.frame
    if wanted not in frame.fonts:
        found = frame.get("/Font", wanted)
        if not isinstance(found, pikepdf.Dictionary):
            w.lacking("font", wanted)
            w.state.font = None
            return
        place = f"{id(frame)}{wanted}"
        frame.fonts[wanted] = w.file.fonts.get(found, place)
    w.state.font, w.state.size = frame.fonts[wanted], float(size)


def _matrix(w: Walker, operands: list[Any]) -> None:
    w.text = w.line = matrix_of(operands)


def _next(w: Walker, x: float, y: float) -> None:
    a, b, c, d, e, f = w.line
    w.text = w.line = (a, b, c, d, x * a + y * c + e, x * b + y * d + f)


def _move(w: Walker, operands: list[Any]) -> None:
    x, y = operands
    _next(w, x, y)


def _move_leading(w: Walker, operands: list[Any]) -> None:
    x, y = operands
    w.state.leading = -y
    _next(w, x, y)


def _new_line(w: Walker, _: list[Any]) -> None:
    _next(w, 0.0, -w.state.leading)


def _parameter(attribute: str, factor: float = 1.0) -> Operator:
    """An operator that sets one number of the text state."""

    def set_number(w: Walker, operands: list[Any]) -> None:
        (value,) = operands
        setattr(w.state, attribute, value * factor)

    return set_number


def _mode(w: Walker, operands: list[Any]) -> None:
    (value,) = operands
    if value not in range(8):
        raise ValueError(value)
    w.state.mode = int(value)


def _show(w: Walker, operands: list[Any]) -> None:
    (data,) = operands
    if type(data) is not bytes:
        raise TypeError(data)
    _run(w, data, 0.0)


def _show_line(w: Walker, operands: list[Any]) -> None:
    _new_line(w, [])
    _show(w, operands)


def _show_spaced(w: Walker, operands: list[Any]) -> None:
    word, char, data = operands
    w.state.word_space, w.state.char_space = word + 0.0, char + 0.0
    _show_line(w, [data])


def _show_array(w: Walker, operands: list[Any]) -> None:
    (array,) = operands
    if type(array) is Shown:
        _run(w, array.codes, array.adjust)
        return
    data = b"".join([item for item in array if type(item) is bytes])
    adjust = sum([item for item in array if type(item) is float])
    _run(w, data, adjust)


def _run(w: Walker, data: bytes, adjust: float) -> None:
    """Show a string; `adjust` is the sum of TJ's numbers."""
    state = w.state
    font, size = state.font, state.size
    if font is None:
        if not any(rule == "resource-missing" for rule, _ in w.oddities):
            w.odd("content-syntax", "text is shown before a font is set")
        return
    codes = font.codes(data)
    count = len(data) // 2 if font.two_bytes else len(data)
    font.learn(codes)
    natural = font.width_of(codes) - adjust
    spaces = 0 if font.two_bytes else data.count(b" ")
    advance = natural / 1000 * size + state.char_space * count + state.word_space * spaces
    text = multiply(w.text, state.ctm)
    a, b, c, d, e, f = w.text
    height = size * font.em
    if font.vertical:
        length = -(count * size - adjust / 1000 * size + state.char_space * count)
        box: Box = (-size / 2, min(length, 0.0), size / 2, max(length, 0.0))
        w.text = (a, b, c, d, e + length * c, f + length * d)
    else:
        advance *= state.scale
        low, high = state.rise + _BELOW * height, state.rise + _ABOVE * height
        box = (min(advance, 0.0), min(low, high), max(advance, 0.0), max(low, high))
        w.text = (a, b, c, d, e + advance * a, f + advance * b)
    place = w.seen(bounds(text, box)) if count else None
    if place:
        _note(w, font, codes, count, (place, text, height))


def _note(
    w: Walker, font: Font, codes: Iterable[int], count: int, at: tuple[Box, Matrix, float]
) -> None:
    """Keep a run that shows."""
    state = w.state
    place, (a, b, c, d, *_), height = at
    if state.mode != _INVISIBLE:
        w.fonts.setdefault(font.key, (font.facts, place))
    if font.blank.issuperset(codes):
        return  # nothing but spaces
    flat = hypot(a, b)
    size = abs(height) * (abs(a * d - b * c) / flat if flat else hypot(c, d)) * w.unit
    lost = private = absent = 0
    if (font.lost or font.private) and not w.actual:
        lost, private = _among(codes, font.lost), _among(codes, font.private)
    if font.absent:
        absent = _among(codes, font.absent)
    run = Run(
        place, font.key, size, state.mode, state.fill, state.stroke, state.overprints,
        state.outline_overprints, state.opm, count, lost, private, absent, w.mask,
    )  # fmt: skip
    w.runs.append(run)
    if state.mode == _INVISIBLE:
        return
    what = "mask" if w.mask else "text"
    if font.subtype == "Type3":
        _glyphs(w, font, codes, place)
    if run.filled:
        w.use(what, state.fill.space, place)
        if state.fill_pattern is not None:
            w.operators[PAINT_PATTERN](w, [state.fill_pattern, state.fill, place])
    if run.stroked:
        w.use(what, state.stroke.space, place)


def _among(codes: Iterable[int], some: set[int]) -> int:
    return sum([code in some for code in codes])


def _glyphs(w: Walker, font: Font, codes: Iterable[int], place: Box) -> None:
    """Walk through the glyphs of a Type 3 font, each once a page (ISO 32000-1, 9.6.5)."""
    if len(w.active) >= DEEPEST:
        w.odd("content-limit", "glyphs stand in one another without end")
        return
    state = w.state
    scale: Matrix = (state.size * state.scale, 0.0, 0.0, state.size, 0.0, state.rise)
    matrix = multiply(font.matrix, multiply(scale, multiply(w.text, state.ctm)))
    for code in dict.fromkeys(codes):
        stream = font.procedure(code)
        if stream is None or ("glyph", font.key, code) in w.done:
            continue
        w.done.add(("glyph", font.key, code))
        kept, w.place = w.place, place
        w.inside(stream, matrix, None, font.source.get("/Resources"))
        w.place = kept


def _colourless(w: Walker, _: list[Any]) -> None:
    """d1: the glyph takes the text's colour, and sets none."""
    w.colourless = True


TEXT: dict[str, Operator] = {
    "BT": _begin,
    "ET": _end,
    "Tf": _font,
    "Tm": _matrix,
    "Td": _move,
    "TD": _move_leading,
    "T*": _new_line,
    "Tc": _parameter("char_space"),
    "Tw": _parameter("word_space"),
    "Tz": _parameter("scale", 0.01),
    "TL": _parameter("leading"),
    "Ts": _parameter("rise"),
    "Tr": _mode,
    "Tj": _show,
    "TJ": _show_array,
    "'": _show_line,
    '"': _show_spaced,
    "d1": _colourless,
}
