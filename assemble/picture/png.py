"""PNG files whose compressed pixels a PDF can take over as they are.

PNG and PDF share Flate and its row predictors (ISO 32000-1, 7.4.4.4; PNG specification, clause
9), so a plain grey or RGB file needs no decoding.
"""

import struct
from typing import NamedTuple

GREY, RGB = 0, 2
"""Colour types (PNG specification, 11.2.2) without palette and without alpha."""

SIGNATURE_BYTES = 8


class PngPixels(NamedTuple):
    """The zlib stream of a PNG, and what is needed to read it."""

    width: int
    height: int
    bits: int
    components: int
    data: bytes


def png_pixels(data: bytes) -> PngPixels | None:
    """The pixels of a PNG of at most 8 bits, neither interlaced nor transparent; else None."""
    width = height = bits = colour_type = interlace = 0
    pixels: list[bytes] = []
    at = SIGNATURE_BYTES
    while at + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        start = at + 8
        if kind == b"IHDR":
            width, height, bits, colour_type, _, _, interlace = struct.unpack_from(
                ">IIBBBBB", data, start
            )
        elif kind == b"tRNS":
            return None
        elif kind == b"IDAT":
            pixels.append(data[start : start + length])
        at = start + length + 4
    if not pixels or bits > 8 or interlace or colour_type not in (GREY, RGB):
        return None
    return PngPixels(width, height, bits, 1 if colour_type == GREY else 3, b"".join(pixels))
