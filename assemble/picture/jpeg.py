"""What a JPEG file says about itself, read from its markers without decoding (ITU-T T.81, B).

In: the bytes of a file. Out: the facts that a DCTDecode stream needs, or None where PDF cannot
carry the file as it is.
"""

import struct
from typing import NamedTuple

BASELINE, EXTENDED, PROGRESSIVE = 0xC0, 0xC1, 0xC2
"""The frames that DCTDecode reads (ISO 32000-1, 7.4.8): Huffman-coded DCT."""

FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""All start-of-frame markers; the three left out are tables and an extension."""

STANDALONE = frozenset({0x01, *range(0xD0, 0xD9)})
"""Markers without a length: TEM, RST0 to RST7, SOI."""

START_OF_SCAN, END_OF_IMAGE = 0xDA, 0xD9
JFIF_SEGMENT, ADOBE_SEGMENT = 0xE0, 0xEE


class JpegHeader(NamedTuple):
    """Pixels, components, and how the components are to be understood.

    `inverted`: 4 components with the Adobe marker, which Adobe's programs store as 255 - ink.
    `plain_rgb`: 3 components that are RGB although no marker says so.
    """

    width: int
    height: int
    components: int
    inverted: bool
    plain_rgb: bool


def jpeg_header(data: bytes) -> JpegHeader | None:
    """The header of a JPEG that PDF can carry; None for 12 bits, lossless or arithmetic ones."""
    adobe = jfif = False
    frame: tuple[int, bytes] | None = None
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == 0xFF:  # a fill byte (B.1.1.2)
            at += 1
            continue
        if marker in STANDALONE:
            at += 2
            continue
        if marker in (START_OF_SCAN, END_OF_IMAGE):
            break
        length = struct.unpack_from(">H", data, at + 2)[0]
        segment = data[at + 4 : at + 2 + length]
        adobe = adobe or (marker == ADOBE_SEGMENT and segment.startswith(b"Adobe"))
        jfif = jfif or (marker == JFIF_SEGMENT and segment.startswith(b"JFIF"))
        if marker in FRAMES:
            frame = (marker, segment)
        at += 2 + length
    return None if frame is None else _header(*frame, adobe=adobe, jfif=jfif)


def _header(marker: int, segment: bytes, *, adobe: bool, jfif: bool) -> JpegHeader | None:
    if marker not in (BASELINE, EXTENDED, PROGRESSIVE) or len(segment) < 6:
        return None
    bits, height, width, components = struct.unpack_from(">BHHB", segment)
    if bits != 8 or components not in (1, 3, 4) or not height:
        return None
    names = bytes(segment[6 + 3 * index] for index in range(components))
    return JpegHeader(
        width=width,
        height=height,
        components=components,
        inverted=adobe and components == 4,
        # libjpeg's rule; DCTDecode would take such a file for YCbCr (ISO 32000-1, table 13).
        plain_rgb=names == b"RGB" and not adobe and not jfif,
    )
