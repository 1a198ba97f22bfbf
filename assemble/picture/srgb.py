"""The profile of sRGB for photographs that come without one; always the same bytes.

A matrix and tone curve profile of version 4.2 (ICC.1:2004-10, 8.3): LittleCMS would write the
clock into the header, and a version that PDF/X-4 doesn't take.
"""

import struct
from functools import cache

NAME = "sRGB IEC61966-2.1"
RIGHTS = "No copyright, use freely"

DATE = (2021, 1, 1, 0, 0, 0)
"""A profile has to have one (ICC.1, 7.2.8)."""

WHITE = (0.9642, 1.0, 0.8249)
"""D50, the white of the connection space (ICC.1, 7.2.16)."""

COLORANTS = {
    b"rXYZ": (0.436065674, 0.222488403, 0.013916016),
    b"gXYZ": (0.385147095, 0.716873169, 0.097076416),
    b"bXYZ": (0.143066406, 0.060607910, 0.714096069),
}
"""The primaries of IEC 61966-2-1, adapted from D65 to D50 with the Bradford matrix."""

ADAPTATION = (
    *(1.047882080, 0.022918701, -0.050201416),
    *(0.029586792, 0.990478516, -0.017059326),
    *(-0.009231567, 0.015075684, 0.751678467),
)
"""The Bradford matrix from D65 to D50 (ICC.1, annex E)."""

CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
"""g, a, b, c, d of the parametric curve of type 3 (ICC.1, 10.15), from IEC 61966-2-1."""


@cache
def srgb() -> bytes:
    """The profile's bytes."""
    curve = b"para" + bytes(4) + struct.pack(">HH", 3, 0) + _fixed(*CURVE)
    tags = {
        b"desc": _text(NAME),
        b"cprt": _text(RIGHTS),
        b"wtpt": _xyz(WHITE),
        b"chad": b"sf32" + bytes(4) + _fixed(*ADAPTATION),
        **{tag: _xyz(value) for tag, value in COLORANTS.items()},
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve),
    }
    table, body = [struct.pack(">I", len(tags))], b""
    begin = 128 + 4 + 12 * len(tags)
    places: dict[bytes, int] = {}
    for tag, data in tags.items():
        if data not in places:  # the three curves are one
            places[data] = begin + len(body)
            body += data + bytes(-len(data) % 4)
        table.append(struct.pack(">4sII", tag, places[data], len(data)))
    return _header(begin + len(body)) + b"".join(table) + body


def _header(size: int) -> bytes:
    """The 128 bytes of ICC.1, 7.2: a display profile, RGB to XYZ, perceptual intent."""
    head = struct.pack(">I4s4s4s4s4s", size, bytes(4), b"\x04\x20\0\0", b"mntr", b"RGB ", b"XYZ ")
    head += struct.pack(">6H", *DATE) + b"acsp"
    return head.ljust(68, b"\0") + _fixed(*WHITE) + bytes(128 - 68 - 12)


def _fixed(*values: float) -> bytes:
    """Numbers as s15Fixed16 (ICC.1, 4.6)."""
    return struct.pack(f">{len(values)}i", *(round(value * 65536) for value in values))


def _xyz(value: tuple[float, float, float]) -> bytes:
    return b"XYZ " + bytes(4) + _fixed(*value)


def _text(value: str) -> bytes:
    """A text in English, multiLocalizedUnicodeType (ICC.1, 10.13)."""
    data = value.encode("utf-16-be")
    return struct.pack(">4sIII2s2sII", b"mluc", 0, 1, 12, b"en", b"US", len(data), 28) + data
