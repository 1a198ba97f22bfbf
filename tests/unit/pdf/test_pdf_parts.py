"""The small parts of the PDF stage, each for itself."""

import struct

import pytest

from assemble.model.edition import Rect
from assemble.pdf.boxes import Sheet
from assemble.pdf.content import UPRIGHT
from assemble.pdf.jpeg import jpeg_header
from assemble.pdf.objects import name, number, string
from assemble.pdf.png import png_pixels
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


def jpeg(*segments: tuple[int, bytes]) -> bytes:
    """A JPEG of marker segments, without scan data."""
    parts = [b"\xff\xd8"]
    for marker, data in segments:
        parts.append(bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data)
    return b"".join(parts) + b"\xff\xda\0\2\xff\xd9"


def frame(names: bytes, bits: int = 8) -> bytes:
    """A start-of-frame segment of 40 by 30 pixels."""
    parts = b"".join(bytes((name, 0x11, 0)) for name in names)
    return struct.pack(">BHHB", bits, 30, 40, len(names)) + parts


ADOBE = (0xEE, b"Adobe\0\x64\0\0\0\0\0")
JFIF = (0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")


def test_jpeg_header_is_read_behind_other_segments():
    """Comments, tables and fill bytes before the frame do no harm."""
    data = jpeg(JFIF, (0xFE, b"\xff\xc0 not a frame"), (0xC2, frame(b"\1\2\3")))
    header = jpeg_header(data.replace(b"\xff\xc2", b"\xff\xff\xc2"))

    assert header is not None
    assert (header.width, header.height, header.components) == (40, 30, 3)
    assert (header.inverted, header.plain_rgb) == (False, False)


@pytest.mark.parametrize(
    ("segments", "inverted", "plain_rgb"),
    [
        ([ADOBE, (0xC0, frame(b"CMYK"))], True, False),
        ([(0xC0, frame(b"CMYK"))], False, False),
        ([ADOBE, (0xC0, frame(b"RGB"))], False, False),
        ([(0xC0, frame(b"RGB"))], False, True),
        ([JFIF, (0xC0, frame(b"RGB"))], False, False),
    ],
)
def test_jpeg_colours_follow_the_markers(segments, inverted, plain_rgb):
    """Only the Adobe marker inverts CMYK; RGB by name counts where no marker contradicts."""
    header = jpeg_header(jpeg(*segments))

    assert header is not None
    assert (header.inverted, header.plain_rgb) == (inverted, plain_rgb)


@pytest.mark.parametrize(
    "data",
    [
        jpeg((0xC1, frame(b"\1\2\3", bits=12))),
        jpeg((0xC3, frame(b"\1"))),
        jpeg((0xC9, frame(b"\1\2\3"))),
        jpeg((0xC0, frame(b"\1\2"))),
        jpeg(JFIF),
        b"\xff\xd8no marker",
        b"",
    ],
)
def test_jpegs_that_pdf_cannot_carry(data):
    """12 bits, lossless, arithmetic coding, two components or no frame: not passed through."""
    assert jpeg_header(data) is None


def png(bits: int, colour_type: int, interlace: int = 0, *extra: bytes) -> bytes:
    """A PNG of chunks; its pixels are not looked at."""
    chunks = [b"IHDR" + struct.pack(">IIBBBBB", 4, 3, bits, colour_type, 0, 0, interlace)]
    chunks += [*extra, b"IDATab", b"IDATcd", b"IEND"]
    body = b"".join(struct.pack(">I", len(chunk) - 4) + chunk + bytes(4) for chunk in chunks)
    return b"\x89PNG\r\n\x1a\n" + body


def test_plain_png_gives_its_pixels():
    """Grey and RGB of up to 8 bits come out with all their data chunks."""
    pixels = png_pixels(png(8, 2))

    assert pixels == (4, 3, 8, 3, b"abcd")
    assert png_pixels(png(1, 0)) == (4, 3, 1, 1, b"abcd")


@pytest.mark.parametrize(
    "data",
    [png(16, 2), png(8, 3), png(8, 6), png(8, 4), png(8, 2, 1), png(8, 2, 0, b"tRNS\0\0\0\0\0\0")],
)
def test_other_pngs_are_decoded(data):
    """16 bits, palettes, alpha, interlacing and transparent colours need decoding."""
    assert png_pixels(data) is None


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
