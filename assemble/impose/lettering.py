"""A line of text as outlines: a font file's bytes and a text in, PDF path operators out.

Marks have no fonts, so that nothing needs embedding (PDF/X forbids fonts that aren't).
"""

from typing import NamedTuple

import uharfbuzz as hb

from assemble.impose.operators import numbers


class Lettering(NamedTuple):
    """Path operators in font units, baseline at y 0; `width` and `em` in the same units."""

    paths: str
    width: float
    em: int


def lettering(text: str, font: bytes) -> Lettering:
    """The text set in the font, to be filled with the nonzero rule.

    A character that the font lacks is drawn as its `.notdef` box.
    """
    face = hb.Face(hb.Blob(font))
    shaper = hb.Font(face)
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(shaper, buffer)
    pen = _Pen()
    funcs = _draw_funcs()
    for glyph, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        pen.origin = pen.advance + position.x_offset, position.y_offset
        shaper.draw_glyph(glyph.codepoint, funcs, pen)
        pen.advance += position.x_advance
    return Lettering("\n".join(pen.parts), pen.advance, face.upem)


class _Pen:
    """Collects path operators; PDF has cubic curves only, TrueType outlines have quadratic ones."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.advance = 0.0
        self.origin = (0.0, 0.0)
        self._at = (0.0, 0.0)

    def write(self, operator: str, *points: tuple[float, float]) -> None:
        """An operator with its points, these relative to the glyph's origin."""
        self._at = points[-1]
        x, y = self.origin
        moved = (value for a, b in points for value in (a + x, b + y))
        self.parts.append(f"{numbers(*moved)} {operator}")

    def quadratic(self, control: tuple[float, float], end: tuple[float, float]) -> None:
        """A quadratic curve, raised to a cubic one: its controls lie two thirds of the way."""
        start = self._at
        first, second = (
            (a[0] + (control[0] - a[0]) * 2 / 3, a[1] + (control[1] - a[1]) * 2 / 3)
            for a in (start, end)
        )
        self.write("c", first, second, end)


def _draw_funcs() -> hb.DrawFuncs:
    funcs = hb.DrawFuncs()
    funcs.set_move_to_func(lambda x, y, pen: pen.write("m", (x, y)))
    funcs.set_line_to_func(lambda x, y, pen: pen.write("l", (x, y)))
    funcs.set_quadratic_to_func(lambda a, b, x, y, pen: pen.quadratic((a, b), (x, y)))
    funcs.set_cubic_to_func(lambda a, b, c, d, x, y, pen: pen.write("c", (a, b), (c, d), (x, y)))
    funcs.set_close_path_func(lambda pen: pen.parts.append("h"))
    return funcs
