"""The used part of a face: shaped words in, CIDs and pieces of TJ arrays out.

Every pair of glyph and source text gets a CID of its own, so that each CID has exactly one
Unicode value: small capitals keep their case, and a hyphen that stands for U+00AD differs from
one that was written. A CID follows from its pair alone, not from what else the file uses: a
corrected word leaves the content streams of all other pages as they were. A cluster of several
glyphs (a letter and a mark that the face does not hold as one) becomes one glyph of the embedded
font. Nothing here measures text: advances come with the words, widths from the font's own table.
"""

import zlib
from collections.abc import Mapping
from typing import NamedTuple

import uharfbuzz as hb

from assemble.model.font import FontFace
from assemble.model.line import ShapedWord
from assemble.pdf.glyf import Part
from assemble.pdf.objects import number

SPACE = " "

WORD_JOINER = "\u2060"
"""What a glyph without any text stands for: a character that shows nothing and parts no words.
Every CID has a Unicode value, without exception."""

MAX_CID = 0xFFFF
"""Identity-H codes are two bytes (ISO 32000-1, 9.7.5.2)."""

HASHED = 0x2000
"""How many CIDs, above the face's glyph ids, are there for codes that have no glyph id of their
own. A file has fewer than 50 of them a face (measured), so that a new one meets another in one
case of 150. More would make the map to glyphs longer, which is written once a face."""


class Code(NamedTuple):
    """What a CID stands for.

    `parts` are glyphs of the face and their places, nearly always one at (0, 0); the advance is
    in font units; `text` is the source text.
    """

    parts: tuple[Part, ...]
    advance: int
    text: str


class Subset:
    """The glyphs of one face that a file uses.

    `codes` holds what each CID stands for, in the order of first use; `hb_face` is the face as
    HarfBuzz reads it.
    """

    def __init__(self, face: FontFace) -> None:
        self.face = face
        self.codes: dict[int, Code] = {}
        self.hb_face = hb.Face(hb.Blob(face.data))
        self.per_unit = 1000 / face.units_per_em
        self._hb_font = hb.Font(self.hb_face)
        self._first_hashed = min(int(self.hb_face.glyph_count), MAX_CID + 1 - HASHED)
        self._usual = self._usual_characters()
        self._cids: dict[Code, str] = {}
        self._glyphs: dict[tuple[int, str], tuple[str, int]] = {}
        self._fragments: dict[int, str] = {}
        self._spaces: dict[str, tuple[str, int]] = {}
        self._kerns: dict[int, str] = {}

    def advance(self, glyph: int) -> int:
        """The font's own advance of a glyph, in font units."""
        return int(self._hb_font.get_glyph_h_advance(glyph))

    def fragment(self, word: ShapedWord, size: float, letter_space: float) -> str:
        """A word as it stands between `[<` and `>]` of a TJ array (ISO 32000-1, 9.4.3).

        Type size and letter space, in points, matter only to offsets and clusters.
        """
        # Words are shared between lines, and the edition keeps them alive: the object's
        # identity is a safe key here, and ten times cheaper than hashing all its glyphs.
        key = id(word)
        cached = self._fragments.get(key)
        if cached is not None:
            return cached
        if word.offsets or "" in word.texts:
            return self._clusters(word, size, letter_space)
        built = self._plain(word)
        self._fragments[key] = built
        return built

    def space(self, text: str, width: float) -> str:
        """A word space as it stands in a TJ array, `width` thousandths of the size wide.

        Letter space comes with Tc, as after any glyph.
        """
        found = self._spaces.get(text)
        if found is None:
            found = self._spaces[text] = self._code(self._space_glyph(text), text or SPACE)
        code, advance = found
        excess = number(advance * self.per_unit - width)
        return code if excess == "0" else f"{code}>{excess}<"

    def _space_glyph(self, text: str) -> int:
        """The glyph of a space; one that the face lacks is drawn with that of U+0020."""
        glyph = self._hb_font.get_nominal_glyph(ord(text[0])) if text else None
        if glyph is None:
            glyph = self._hb_font.get_nominal_glyph(ord(SPACE))
        if glyph is None:
            raise ValueError(f"{self.face.file} has no glyph for U+0020")
        return int(glyph)

    def _plain(self, word: ShapedWord) -> str:
        """A word of one glyph a cluster without offsets: nearly every word."""
        parts: list[str] = []
        glyphs = zip(word.glyphs, word.texts, strict=True)
        for glyph, advance in zip(glyphs, word.advances, strict=True):
            code, width = self._glyphs.get(glyph) or self._code(*glyph)
            parts.append(code)
            if width != advance:
                parts.append(self._kern(width - advance))
        return "".join(parts)

    def _kern(self, units: int) -> str:
        """A step back between two codes; the steps of a face are few and come often."""
        found = self._kerns.get(units)
        if found is None:
            found = self._kerns[units] = f">{number(units * self.per_unit)}<"
        return found

    def _clusters(self, word: ShapedWord, size: float, letter_space: float) -> str:
        """A word with offsets or with clusters of several glyphs: a rare one."""
        parts: list[str] = []
        start = 0
        while start < len(word.glyphs):
            end = start + 1
            while end < len(word.glyphs) and not word.texts[end]:
                end += 1
            if end - start > 1:
                parts.append(self._merged(word, start, end))
                # Letter space follows each glyph of the line, but Tc acts on each code.
                excess = number((start + 1 - end) * letter_space * 1000 / size)
                parts.append("" if excess == "0" else f">{excess}<")
            else:
                parts.append(self._moved(word, start, size))
            start = end
        return "".join(parts)

    def _merged(self, word: ShapedWord, start: int, end: int) -> str:
        """A cluster as one code.

        Glyph by glyph, PDFium and poppler take the way back from a mark for a word space, and
        ActualText does not keep MuPDF 1.21 from reading each glyph (all measured).
        """
        pen = 0
        parts: list[Part] = []
        for index in range(start, end):
            x, y = word.offsets[index] if word.offsets else (0, 0)
            parts.append(Part(word.glyphs[index], pen + x, y))
            pen += word.advances[index]
        return self._cid(Code(tuple(parts), pen, word.texts[start]))

    def _moved(self, word: ShapedWord, index: int, size: float) -> str:
        """One glyph moved to its offset, with the pen left at its advance."""
        code, width = self._code(word.glyphs[index], word.texts[index])
        x, y = word.offsets[index] if word.offsets else (0, 0)
        if y:
            rise = number(y * size / self.face.units_per_em)
            code = f">]TJ {rise} Ts[<{code}>]TJ 0 Ts[<"
        # TJ subtracts its numbers from the pen's place.
        before = f">{number(-x * self.per_unit)}<" if x else ""
        rest = width + x - word.advances[index]
        after = f">{number(rest * self.per_unit)}<" if rest else ""
        return before + code + after

    def _code(self, glyph: int, text: str) -> tuple[str, int]:
        """The code of a glyph in hexadecimal, and the font's advance in font units."""
        found = self._glyphs.get((glyph, text))
        if found is None:
            width = self.advance(glyph)
            found = self._cid(Code((Part(glyph, 0, 0),), width, text)), width
            self._glyphs[glyph, text] = found
        return found

    def _cid(self, code: Code) -> str:
        """The CID of a code in hexadecimal."""
        found = self._cids.get(code)
        if found is None:
            cid = self._number(code)
            self.codes[cid] = code
            found = self._cids[code] = f"{cid:04X}"
        return found

    def _number(self, code: Code) -> int:
        """The CID of a new code.

        A glyph that stands for its usual character has its glyph id as CID. Any other code has
        one of the CIDs above, by a hash; only where two codes of a file meet there does the CID
        of the second one depend on the first.
        """
        first = self._first_hashed
        glyph = code.parts[0].glyph
        usual = len(code.parts) == 1 and code.text == chr(self._usual.get(glyph, 0))
        if usual and 0 < glyph < first:
            return glyph
        parts = [tuple(part) for part in code.parts]
        hashed = zlib.crc32(f"{parts} {code.advance} {code.text}".encode())
        for step in range(HASHED):
            cid = first + (hashed + step) % HASHED
            if cid not in self.codes:
                return cid
        raise ValueError(f"{self.face.file} has too many glyphs in use")

    def _usual_characters(self) -> dict[int, int]:
        """What each glyph usually stands for: the first of the characters that the face gives it.

        Only that one: U+00A0 has the glyph of U+0020, and must not have its CID.
        """
        characters = list(self.hb_face.unicodes)[::-1]
        glyphs = map(self._hb_font.get_nominal_glyph, characters)
        return dict(zip(glyphs, characters, strict=True))


def to_unicode(texts: Mapping[int, str]) -> bytes:
    """The ToUnicode CMap of texts by CID (ISO 32000-1, 9.10.3; Adobe technical note 5411)."""
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    # A block holds at most 100 entries (Adobe technical note 5014, 6.3).
    entries = list(texts.items())
    for start in range(0, len(entries), 100):
        block = entries[start : start + 100]
        lines.append(f"{len(block)} beginbfchar")
        lines.extend(f"<{cid:04X}> <{_utf16(text or WORD_JOINER)}>" for cid, text in block)
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end", ""]
    return "\n".join(lines).encode("ascii")


def _utf16(text: str) -> str:
    return text.encode("utf-16-be").hex().upper()
