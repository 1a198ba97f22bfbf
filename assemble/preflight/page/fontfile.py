"""Font programs as a PDF embeds them: whether they can be read, and which glyphs they have."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pikepdf
import uharfbuzz as hb

from assemble.preflight.page.cff import read_cff
from assemble.preflight.page.reading import DAMAGE, dictionary, name

_OUTLINES = {"glyf", "loca", "head", "hhea", "hmtx", "maxp"}
"""The tables without which a TrueType program can't be drawn (ISO 32000-1, 9.9)."""
_ALLOWED = {
    "TrueType": ("TrueType", "CIDFontType2"),
    "Type1": ("Type1", "MMType1"),
    "Type1C": ("Type1", "MMType1"),
    "CIDFontType0C": ("CIDFontType0",),
    "OpenType": ("TrueType", "CIDFontType2", "CIDFontType0", "Type1"),
}
"""Which font file goes with which font (ISO 32000-1, table 126)."""


class Program(NamedTuple):
    """An embedded font program.

    `kind` is as in `FontFacts.program`. `glyphs` is the number of glyphs, 0 for unknown; `nominal`
    gives the glyph of a character, None where there is no way to know. `cids` are the CIDs of a
    CFF program that goes by them, None for others.
    """

    kind: str
    fault: str
    glyphs: int = 0
    nominal: Callable[[int], int | None] | None = None
    cids: frozenset[int] | None = None


def read_program(descriptor: Any, subtype: str) -> Program:
    """The font program that a descriptor embeds for a font of this subtype."""
    for key, kind in (("/FontFile2", "TrueType"), ("/FontFile", "Type1"), ("/FontFile3", "")):
        stream = dictionary(descriptor).get(key)
        if not isinstance(stream, pikepdf.Stream):
            continue
        kind = kind or name(stream.get("/Subtype"))[1:]
        if subtype not in _ALLOWED.get(kind, ()):
            return Program(kind, f"a {subtype} font can't have a {kind or 'nameless'} program")
        try:
            data = bytes(stream.read_bytes())
        except DAMAGE:
            return Program(kind, "its program can't be decoded")
        return _sfnt(data, kind) if kind in ("TrueType", "OpenType") else _postscript(data, kind)
    return Program("", "")


def _sfnt(data: bytes, kind: str) -> Program:
    """A program in tables: TrueType outlines, or OpenType with either."""
    face = hb.Face(data)
    tables = set(face.table_tags)
    if not (tables >= _OUTLINES or (kind == "OpenType" and tables & {"CFF ", "CFF2"})):
        lacking = ", ".join(sorted(_OUTLINES - tables))
        return Program(kind, f"its program lacks the tables {lacking}")
    if not face.glyph_count:
        return Program(kind, "its program has no glyphs")
    font = hb.Font(face)
    return Program(kind, "", face.glyph_count, font.get_nominal_glyph)


def _postscript(data: bytes, kind: str) -> Program:
    """Type 1, or CFF by itself."""
    if kind == "Type1":
        sound = data[:2] in (b"%!", b"\x80\x01") and b"eexec" in data
        return Program(kind, "" if sound else "its program is no Type 1 font")
    try:
        glyphs, cids = read_cff(data)
    except (IndexError, ValueError):
        return Program(kind, "its program is no CFF font")
    return Program(kind, "" if glyphs else "its program has no glyphs", glyphs, cids=cids)
