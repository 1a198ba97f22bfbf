"""Composite glyphs: nested ones flattened, clusters added, drawings unchanged."""

import io
from pathlib import Path

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from assemble.pdf.glyf import Cluster, Part, rebuilt

FONTS = Path(__file__).parents[3] / "fonts"


def outline(font, index):
    """A glyph as drawing commands, all parts resolved."""
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[font.getGlyphOrder()[index]].draw(pen)
    return pen.value


def nested(font):
    """The glyphs that have a composite among their parts."""
    glyf = font["glyf"]
    return [
        name
        for name in font.getGlyphOrder()
        if glyf[name].isComposite()
        and any(glyf[part.glyphName].isComposite() for part in glyf[name].components)
    ]


@pytest.mark.parametrize(
    "file", ["SourceSerif4SmText-Regular.ttf", "SourceSerif4Display-BoldIt.ttf"]
)
def test_nested_composites_are_flattened(file):
    """No glyph is nested any more, and each looks as before."""
    data = (FONTS / file).read_bytes()
    before, after = TTFont(io.BytesIO(data)), TTFont(io.BytesIO(rebuilt(data, [])))

    assert nested(before)
    assert nested(after) == []
    assert after["maxp"].maxComponentDepth == 1
    for index in range(len(before.getGlyphOrder())):
        assert outline(before, index) == outline(after, index)


def test_checksums_are_right():
    """The rebuilt file carries the checksums that its tables have."""
    data = rebuilt((FONTS / "SourceSerif4SmText-Regular.ttf").read_bytes(), [])
    font = TTFont(io.BytesIO(data), checkChecksums=2)

    for tag in font.reader.keys():  # noqa: SIM118 - a reader is no dictionary
        assert font.reader[tag]


def test_cluster_becomes_a_glyph():
    """A cluster is drawn as its parts at their places, with its own advance."""
    data = (FONTS / "SourceSerif4SmText-Regular.ttf").read_bytes()
    before = TTFont(io.BytesIO(data))
    base, mark = (before.getGlyphID(before.getBestCmap()[ord(text)]) for text in "ê\u0323")
    parts = (Part(base, 0, 0), Part(mark, 30, -20), Part(before.getGlyphID("space"), 9, 9))
    after = TTFont(io.BytesIO(rebuilt(data, [Cluster(parts, 555)])))
    index = len(before.getGlyphOrder())
    drawn = outline(after, index)
    moved = [
        (command, tuple((x + 30, y - 20) for x, y in points))
        for command, points in outline(before, mark)
    ]

    assert len(after.getGlyphOrder()) == index + 1
    assert drawn == outline(before, base) + moved
    assert after["hmtx"][after.getGlyphOrder()[index]][0] == 555
    assert after["hmtx"]["ecircumflex"] == before["hmtx"]["ecircumflex"]


def test_font_without_nested_glyphs_is_untouched():
    """A font with nothing to flatten comes back as it was."""
    once = rebuilt((FONTS / "SourceSerif4SmText-Regular.ttf").read_bytes(), [])

    assert rebuilt(once, []) is once
