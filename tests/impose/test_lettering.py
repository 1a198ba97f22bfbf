"""Text as outlines."""

import io

import pytest
from fontTools.pens.areaPen import AreaPen
from fontTools.ttLib import TTFont
from imposing import FONT

from assemble.impose.lettering import lettering


def area(paths: str) -> float:
    """What the outlines enclose, counted with another library."""
    pen = AreaPen()
    for line in paths.splitlines():
        *numbers, operator = line.split()
        values = list(map(float, numbers))
        points = list(zip(values[::2], values[1::2], strict=True))
        {"m": pen.moveTo, "l": pen.lineTo, "c": pen.curveTo, "h": pen.closePath}[operator](*points)
    return pen.value


def test_outlines_are_the_fonts() -> None:
    """The outlines of a word enclose what the font's own glyphs do; curves aren't bent."""
    font = TTFont(io.BytesIO(FONT))
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    expected = 0.0
    for letter in "ốe8":
        pen = AreaPen(glyphs)
        glyphs[names[ord(letter)]].draw(pen)
        expected += pen.value

    assert area(lettering("ốe8", FONT).paths) == pytest.approx(expected, rel=1e-4)


def test_a_line_is_as_wide_as_its_advances() -> None:
    """Width and em are in the font's units."""
    font = TTFont(io.BytesIO(FONT))
    names, advances = font.getBestCmap(), font["hmtx"].metrics
    made = lettering("28 1", FONT)

    assert made.em == font["head"].unitsPerEm
    assert made.width == pytest.approx(sum(advances[names[ord(c)]][0] for c in "28 1"), abs=5)


def test_numbers_have_no_exponents() -> None:
    """PDF knows no exponents: none comes of fractions that nearly vanish."""
    assert "e" not in lettering("ốộữ", FONT).paths
