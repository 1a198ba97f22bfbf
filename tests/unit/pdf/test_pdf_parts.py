"""The small parts of the PDF stage, each for itself."""

import pytest

from assemble.model.edition import Rect
from assemble.pdf.boxes import Sheet
from assemble.pdf.content import UPRIGHT
from assemble.pdf.objects import name, number, string
from assemble.pdf.subset import to_unicode


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (-0.0001, "0"), (12.5, "12.5"), (100.0, "100"), (-3.14159, "-3.142"), (7, "7")],
)
def test_numbers_are_short(value, text):
    """Numbers have at most three decimals, no trailing zeros, no negative zero, no exponent."""
    assert number(value) == text


def test_sheet_turns_y_over():
    """The trim's top left corner is its top left on paper, slug included."""
    sheet = Sheet(trim=(200.0, 100.0), bleed=3.0, slug=10.0)

    assert sheet.point(0.0, 0.0) == (10.0, 10.0 + 100.0)
    assert sheet.point(200.0, 100.0) == (210.0, 10.0)
    assert sheet.box(Rect(5.0, 20.0, 30.0, 40.0)) == (15.0, 10.0 + 100.0 - 20.0 - 40.0, 30.0, 40.0)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_each_orientation_keeps_the_unit_square(orientation):
    """A turned unit square covers the unit square again."""
    a, b, c, d, e, f = UPRIGHT[orientation]
    corners = {(a * x + c * y + e, b * x + d * y + f) for x in (0, 1) for y in (0, 1)}

    assert corners == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_to_unicode_writes_utf16():
    """Ligatures give several units, characters beyond the BMP a surrogate pair."""
    cmap = to_unicode({1: "ffi", 2: "ế", 3: "𝄞", 0x7AB: "\u00ad", 0xFFFF: ""}).decode()

    assert "<0001> <006600660069>\n<0002> <1EBF>\n<0003> <D834DD1E>\n<07AB> <00AD>" in cmap
    assert "<FFFF> <2060>" in cmap


def test_to_unicode_blocks():
    """250 codes need three blocks of at most 100."""
    cmap = to_unicode(dict.fromkeys(range(1, 251), "a")).decode()

    assert [cmap.count(f"{count} beginbfchar") for count in ("\n100", "\n50")] == [2, 1]


def test_strings_take_any_script():
    """Vietnamese goes as UTF-16 with its mark, plain English as it is."""
    assert string("Trang") == "(Trang)"
    assert string(r"a) (b\c") == r"(a\) \(b\\c)"
    assert string("ế") == "<FEFF1EBF>"


def test_names_escape_what_is_not_regular():
    """Delimiters, spaces and letters beyond ASCII stand as their bytes in a name."""
    assert name("Type") == "/Type"
    assert name("a b/c#đ") == "/a#20b#2Fc#23#C4#91"
