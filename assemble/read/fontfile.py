"""A font file's bytes: whether a PDF can take them, and whether they serve Vietnamese text.

In: the bytes of a file. Out: None, or the fault for which it is refused; damaged and hostile files
end in a fault. Tables are read here and by HarfBuzz, not by fontTools, whose import alone takes
longer than checking all fonts of the package.
"""

import itertools
import struct
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

import uharfbuzz as hb

TRUETYPE = (b"\0\1\0\0", b"true")
"""How a TrueType file begins (OpenType specification, Table Directory)."""

OTHER_FORMATS = {
    b"OTTO": "it has CFF outlines (OpenType-PS), and the PDF takes TrueType outlines only",
    b"ttcf": "it is a collection of several fonts",
    b"wOFF": "it is a web font (WOFF)",
    b"wOF2": "it is a web font (WOFF2)",
}
"""Beginnings of files that fonts come in, but ours don't, and why they are refused."""

REQUIRED_TABLES = ("OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp")
"""Tables that an embedded TrueType font has (ISO 32000-1, 9.9), OS/2 for its licence bits, and
cmap, by which characters find their glyphs."""

USAGE, RESTRICTED, NO_SUBSETTING, BITMAP_ONLY = 0x000E, 0x0002, 0x0100, 0x0200
"""Bits of OS/2 fsType (OpenType specification, OS/2): those of the usage exclude each other, and
where an old font sets several the least restrictive one holds."""

SHOWN_LETTERS = 5
"""How many missing letters a message names."""

TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
"""No tone, grave, acute, tilde, hook above, dot below, as combining marks."""


@cache
def vietnamese_letters() -> tuple[str, ...]:
    """The 134 precomposed letters of Vietnamese beyond ASCII, lower case first.

    Twelve vowels with no tone or one of five, and đ; the six plain vowels without tone are ASCII.
    """
    pairs = itertools.product("aăâeêioôơuưy", TONES)
    letters = [unicodedata.normalize("NFC", vowel + tone) for vowel, tone in pairs]
    lower = [*(letter for letter in letters if not letter.isascii()), "đ"]
    return (*lower, *(letter.upper() for letter in lower))


class Fault(NamedTuple):
    """Why a font is refused, as code, message and hint of a finding."""

    code: str
    message: str
    hint: str | None


def font_fault(data: bytes) -> Fault | None:
    """Why a file is refused whatever its role: format, damage, variations, licence."""
    start = data[:4]
    if start in OTHER_FORMATS:
        return Fault("font-format", OTHER_FORMATS[start], "take a static TrueType file (.ttf)")
    if start not in TRUETYPE:
        return Fault("font-format", "it is no font file", "take a static TrueType file (.ttf)")
    tables = _tables(data)
    if tables is None:
        return Fault("damaged-font", "it is cut off or damaged", "copy the font's file again")
    if "fvar" in tables:
        # It would be set in its default master: weight 200 for Source Sans (TYPOGRAPHY, 1.1).
        hint = "take the static file of the cut that you want"
        return Fault("variable-font", "it is a variable font", hint)
    missing = [tag for tag in REQUIRED_TABLES if tag not in tables]
    if missing:
        message = f"it lacks the tables {', '.join(missing)}"
        return Fault("damaged-font", message, "take a complete static TrueType file (.ttf)")
    if not (_has_outlines(tables) and len(hb.Face(data).unicodes)):
        message = "its characters or outlines can't be read"
        return Fault("damaged-font", message, "copy the font's file again")
    return _licence_fault(tables["OS/2"])


def letter_fault(face: hb.Face) -> Fault | None:
    """Why a face is refused for text: a Vietnamese letter is lacking, or falls apart.

    Where a font makes two glyphs of one letter (`ccmp` of some Noto Sans), the text can't be
    extracted from the PDF again (TYPOGRAPHY facts, 1.3).
    """
    coverage = face.unicodes
    missing = [letter for letter in vietnamese_letters() if ord(letter) not in coverage]
    hint = "take a font with all Vietnamese letters"
    if missing:
        message = f"it lacks {len(missing)} of 134 Vietnamese letters: {_some(missing)}"
        return Fault("missing-letters", message, hint)
    split = _split_letters(face)
    if split:
        message = f"it makes several glyphs of one letter: {_some(split)}"
        return Fault("split-letters", message, f"{hint}, one glyph each")
    return None


def _split_letters(face: hb.Face) -> list[str]:
    """The Vietnamese letters that HarfBuzz shapes to more than one glyph."""
    letters = vietnamese_letters()
    buffer = hb.Buffer()
    buffer.add_codepoints([ord(letter) for letter in letters])
    buffer.direction, buffer.script, buffer.language = "ltr", "Latn", "vi"
    # A letter's number is its cluster, and stays so where the letter falls apart.
    buffer.cluster_level = hb.BufferClusterLevel.CHARACTERS
    hb.shape(hb.Font(face), buffer)
    counts = Counter(info.cluster for info in buffer.glyph_infos)
    return [letters[cluster] for cluster, count in sorted(counts.items()) if count > 1]


def _some(letters: Sequence[str]) -> str:
    more = ", …" if len(letters) > SHOWN_LETTERS else ""
    return ", ".join(letters[:SHOWN_LETTERS]) + more


def _tables(data: bytes) -> dict[str, memoryview] | None:
    """The tables of a font file, or None if one lies outside it (Table Directory, 12 + 16 n)."""
    try:
        (count,) = struct.unpack_from(">H", data, 4)
        records = [struct.unpack_from(">4s4xLL", data, 12 + 16 * i) for i in range(count)]
    except struct.error:
        return None
    if any(offset + length > len(data) for _, offset, length in records):
        return None
    view = memoryview(data)
    return {tag.decode("latin-1"): view[start : start + size] for tag, start, size in records}


def _has_outlines(tables: Mapping[str, memoryview]) -> bool:
    """Whether the glyph locations (`loca`) are in order and lie within `glyf`."""
    try:
        (units,) = struct.unpack_from(">H", tables["head"], 18)
        (is_long,) = struct.unpack_from(">h", tables["head"], 50)
        (glyphs,) = struct.unpack_from(">H", tables["maxp"], 4)
        offsets = struct.unpack_from(f">{glyphs + 1}{'L' if is_long else 'H'}", tables["loca"])
    except struct.error:
        return False
    end = offsets[-1] * (1 if is_long else 2)
    in_order = list(offsets) == sorted(offsets)
    return 16 <= units <= 16384 and glyphs > 0 and in_order and 0 < end <= len(tables["glyf"])


def _licence_fault(os2: memoryview) -> Fault | None:
    """What the licence bits forbid; a PDF embeds a subset with its outlines."""
    if len(os2) < 10:
        return Fault("damaged-font", "its OS/2 table is cut off", "copy the font's file again")
    (bits,) = struct.unpack_from(">H", os2, 8)
    if bits & USAGE == RESTRICTED:
        message = "its licence bits forbid embedding (OS/2 fsType 0x0002)"
    elif bits & NO_SUBSETTING:
        message = "its licence bits forbid embedding a part of it (OS/2 fsType 0x0100)"
    elif bits & BITMAP_ONLY:
        message = "its licence bits allow embedding of bitmaps only (OS/2 fsType 0x0200)"
    else:
        return None
    return Fault("font-licence", message, "take another font, or ask its maker for a licence")
