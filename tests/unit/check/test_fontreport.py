"""The font report: coverage, ink and licence of each face."""

import struct
from pathlib import Path

import pytest
import uharfbuzz as hb

from assemble.check.fontreport import FontRow, Ink, font_row, measure, vietnamese_letters
from assemble.model.finding import Findings
from assemble.read import fontfile, fonts

FONTS = Path(__file__).parents[3] / "fonts"
SMTEXT = (FONTS / "SourceSerif4SmText-Regular.ttf").read_bytes()


def entry() -> fonts.Entry:
    """The first face of the shipped list."""
    listing = fonts.read_listing([FONTS], Findings())
    assert listing is not None
    return listing["text/regular"]


def rows() -> list[FontRow]:
    """The report of the shipped fonts, made as the command makes it."""
    listing = fonts.read_listing([FONTS], Findings())
    assert listing is not None
    files = fonts.font_files(listing.values(), {"text"})
    return [font_row(font.entry, font.data, font.fault and font.fault.message) for font in files]


def test_every_shipped_face_has_all_letters_and_may_be_embedded() -> None:
    """No row is refused, and each has figures."""
    for row in rows():
        assert (row.letters, row.missing, row.refused) == (134, (), None)
        assert (row.licence, row.is_variable) == ("installable", False)
        assert row.ink is not None


def test_a_row_names_the_face() -> None:
    """Names are those of fonts.yaml, glyphs those of the file."""
    row = rows()[0]

    assert (row.family, row.style, row.role) == ("Source Serif 4 SmText", "regular", "text")
    assert row.file == "SourceSerif4SmText-Regular.ttf"
    assert row.glyphs == 1464


@pytest.mark.parametrize(
    ("file", "top", "capitals", "text"),
    [
        ("SourceSerif4SmText-Regular.ttf", 0.995, 1.20, 1.24),
        ("SourceSerif4SmText-Bold.ttf", 1.022, 1.24, 1.26),
        ("SourceSerif4Caption-Regular.ttf", 0.997, 1.20, 1.23),
        ("SourceSerif4Display-Bold.ttf", 0.997, 1.21, 1.24),
        ("SourceSans3-Regular.ttf", 0.958, 1.16, 1.18),
        ("SourceSans3-Bold.ttf", 0.987, 1.21, 1.21),
    ],
)
def test_ink_agrees_with_what_was_measured_before(
    file: str, top: float, capitals: float, text: float
) -> None:
    """TYPOGRAPHY facts, 1.2, measured the same families with fontTools."""
    ink = measure(hb.Face((FONTS / file).read_bytes()))

    assert ink == pytest.approx(Ink(top, ink.bottom if ink else 0, capitals, text), abs=0.01)


def test_the_letters_are_those_that_reading_asks_for() -> None:
    """Two constructions, one by vowel and tone and one by tone and vowel, agree."""
    assert set(vietnamese_letters()) == set(fontfile.vietnamese_letters())
    assert len(vietnamese_letters()) == 134


@pytest.mark.parametrize(
    ("bits", "words"),
    [
        (0x0000, "installable"),
        (0x0002, "restricted"),
        (0x0004, "preview and print"),
        (0x000A, "editable"),
        (0x0308, "editable, no subsetting, bitmaps only"),
    ],
)
def test_licence_bits_are_spelled_out(bits: int, words: str) -> None:
    """Of several usage bits the least restrictive one is told."""
    table = hb.Face(SMTEXT).reference_table("OS/2").data
    data = SMTEXT.replace(table, table[:8] + struct.pack(">H", bits) + table[10:])

    assert font_row(entry(), data, None).licence == words


def test_a_file_that_is_no_font_has_an_empty_row() -> None:
    """The reason is passed on; nothing is measured, and nothing breaks."""
    row = font_row(entry(), b"junk" * 100, "it is no font file")

    assert (row.letters, len(row.missing), row.glyphs) == (0, 134, 0)
    assert (row.ink, row.licence, row.refused) == (None, None, "it is no font file")


@pytest.mark.parametrize("length", [0, 4, 100, 1000, 50_000, 200_000])
def test_a_font_that_is_cut_off_breaks_nothing(length: int) -> None:
    """HarfBuzz passes over what lies outside the file."""
    assert font_row(entry(), SMTEXT[:length], "cut off").letters <= 134
