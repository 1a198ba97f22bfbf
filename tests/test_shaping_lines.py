"""Words in the shipped fonts, glyph by glyph: kerning, ligatures, small caps, figures.

The format is that of HarfBuzz's own tests, a word a line in shaping.tests; glyphs are named by
the text they stand for, so that a newer version of a font shows only where it sets otherwise.
"""

from pathlib import Path

import pytest

from assemble.model.font import Fonts
from assemble.text.shape import Shaper

FILE = Path(__file__).with_name("shaping.tests")


def parts(line: str) -> list[str]:
    """Face, features, language, text, and glyphs where they are written."""
    return [*line.split(";"), ""][:5]


def shaped(fonts: Fonts, line: str) -> str:
    """A line with the glyphs as they come out."""
    face, features, language, text, _ = parts(line)
    names = tuple(filter(None, features.split(",")))
    out = []
    for word in Shaper(fonts).shape(face, names, language, text):
        for glyph, advance, own in zip(word.glyphs, word.advances, word.texts, strict=True):
            mark = "?" if not glyph else ""
            out.append(f"{mark}{own or '.'}+{advance}")
    return ";".join([face, features, language, text, "|".join(out)])


def test_words(fonts: Fonts, request: pytest.FixtureRequest) -> None:
    """Every word comes out with the glyphs and advances that are written down."""
    lines = FILE.read_text("utf-8").splitlines()
    made = [line if line.startswith("#") else shaped(fonts, line) for line in lines]
    if request.config.getoption("--update"):
        FILE.write_text("\n".join(made) + "\n", "utf-8")
        lines = made

    assert made == lines
    assert len(lines) > 20


def test_each_role_is_tried(fonts: Fonts) -> None:
    """Every role of fonts.yaml has a word of its own."""
    faces = {parts(line)[0] for line in FILE.read_text("utf-8").splitlines() if line[0] != "#"}

    assert {face.split("/")[0] for face in faces} == {f.role for f in fonts.faces.values()}


@pytest.mark.parametrize("key", ["sans/regular", "text/regular"])
def test_table_figures_are_of_one_width(fonts: Fonts, key: str) -> None:
    """With `tnum` every figure takes the same room."""
    (word,) = Shaper(fonts).shape(key, ("tnum",), "vi", "0123456789")

    assert len(set(word.advances)) == 1
