"""What JPEG and PNG files say about themselves, without decoding."""

import struct

import pytest

from assemble.picture.jpeg import jpeg_header
from assemble.picture.png import png_pixels


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
