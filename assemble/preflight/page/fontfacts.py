"""Fonts of a PDF as the walker needs them: codes, widths, texts, glyphs (ISO 32000-1, 9.5 to 9.10).

Not checked: the glyphs of Type 1 programs and of CFF in simple fonts and in OpenType (only whether
the program can be read), of simple TrueType fonts whose Differences name glyphs, and of composite
fonts whose CMap is a predefined one.
"""

import re
import struct
from collections.abc import Iterable, Sequence
from typing import Any

import pikepdf

from assemble.preflight.geometry import Matrix
from assemble.preflight.page.cmap import CMap, read_cmap
from assemble.preflight.page.facts import FontFacts
from assemble.preflight.page.fontfile import Program, read_program
from assemble.preflight.page.reading import DAMAGE, dictionary, items, name, number, numbers

_CODECS = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}
_NAMELESS = re.compile(
    r"(?:g|gid|glyph|cid|c|char|index|a|f|t|h|x|ch|uni)?[-_.]?\d+|\.notdef", re.I
)
"""Names that subsetters make up: they tell no text (g12, cid345, a7, .notdef)."""
_UNICODE_NAME = re.compile(r"uni([0-9A-F]{4})|u([0-9A-F]{4,6})")
_SYMBOLIC = 4
_ESTIMATE = 550.0
"""Where no width is said: a little over that of a lower-case letter, in thousandths of the em."""
_MOST_WIDTHS = 70_000


class _Widths(dict[int, float]):
    """Widths by code, in thousandths of the em; the rest have `default`."""

    default = _ESTIMATE

    def __missing__(self, _: int) -> float:
        return self.default


class Font:
    """A font while pages are walked: it learns about each code when that is first shown."""

    def __init__(self, key: str, source: Any) -> None:
        """Read a font's dictionary; what can't be read becomes its fault."""
        self.key = key
        self.source = dictionary(source)
        self.subtype = name(self.source.get("/Subtype"))[1:]
        self.wide = self.subtype == "Type0"
        self.vertical = False
        self.widths = _Widths()
        self.lost: set[int] = set()
        self.private: set[int] = set()
        self.absent: set[int] = set()
        self.blank: set[int] = set()
        self.matrix: Matrix = (0.001, 0.0, 0.0, 0.001, 0.0, 0.0)
        self.em = 1.0
        self._seen: set[int] = set()
        self._map: CMap | None = None
        self._encoding: CMap | None = None
        self._codec = ""
        self._names: dict[int, str] = {}
        self._glyph_of = b""
        self._known_order = False
        self._program = Program("", "")
        fault = ""
        try:
            self._read()
        except DAMAGE:
            fault = "its dictionary can't be read"
        title = name(self.source.get("/BaseFont"))[1:] or "(nameless)"
        self.facts = FontFacts(
            key, title, self.subtype, self._program.kind, fault or self._program.fault
        )

    @property
    def two_bytes(self) -> bool:
        """Whether a code has two bytes, not one; of mixed lengths two is the better guess."""
        return self.wide and not (self._encoding and self._encoding.lengths == (1,))

    def width_of(self, codes: Iterable[int]) -> float:
        """The sum of the widths of codes, in thousandths of the em."""
        if self._encoding:
            codes = map(self._encoding.cid, codes)
        return sum(map(self.widths.__getitem__, codes))

    def codes(self, data: bytes) -> Sequence[int]:
        """The codes of a shown string."""
        if not self.two_bytes:
            return data
        return struct.unpack(f">{len(data) // 2}H", data[: len(data) & ~1])

    def learn(self, codes: Iterable[int]) -> None:
        """Find out about codes that are shown for the first time."""
        for code in set(codes) - self._seen:
            self._seen.add(code)
            text = self._text(code)
            if text is None or not text.strip("\0\ufffd"):
                self.lost.add(code)
            elif any(_is_private(char) for char in text):
                self.private.add(code)
            if text and text.isspace():
                self.blank.add(code)
            elif not self._has_glyph(code):
                self.absent.add(code)

    def procedure(self, code: int) -> Any:
        """The content stream of a Type 3 glyph; None without one."""
        found = dictionary(self.source.get("/CharProcs")).get("/" + self._names.get(code, ""))
        return found if isinstance(found, pikepdf.Stream) else None

    def _read(self) -> None:
        stream = self.source.get("/ToUnicode")
        if isinstance(stream, pikepdf.Stream):
            self._map = read_cmap(bytes(stream.read_bytes()))
        if self.wide:
            self._read_composite()
        else:
            self._read_simple()

    def _read_composite(self) -> None:
        descendant = dictionary(next(iter(items(self.source.get("/DescendantFonts"))), None))
        encoding = self.source.get("/Encoding")
        if isinstance(encoding, pikepdf.Stream):
            found_map = read_cmap(bytes(encoding.read_bytes()))
            if found_map.single or found_map.ranges:
                self._encoding = found_map
            else:  # it only builds on another one (usecmap)
                self._known_order = True
        elif not name(encoding).startswith("/Identity"):
            self._known_order = True  # a predefined CMap: its codes have known characters
        self.vertical = name(encoding).endswith("-V")
        order = str(dictionary(descendant.get("/CIDSystemInfo")).get("/Ordering", ""))
        self._known_order |= order in ("Japan1", "GB1", "CNS1", "Korea1", "KR")
        self.subtype = name(descendant.get("/Subtype"))[1:]
        self._program = read_program(descendant.get("/FontDescriptor"), self.subtype)
        found = descendant.get("/CIDToGIDMap")
        if isinstance(found, pikepdf.Stream):
            self._glyph_of = bytes(found.read_bytes())
        self.widths.default = number(descendant.get("/DW"), 1000.0)
        self._read_w(items(descendant.get("/W")))

    def _read_w(self, entries: list[Any]) -> None:
        """Widths by CID (ISO 32000-1, 9.7.4.3); a map of codes to CIDs is only known embedded."""
        at, widths = 0, self.widths
        while at + 1 < len(entries) and len(widths) < _MOST_WIDTHS:
            first, second = int(number(entries[at])), entries[at + 1]
            if isinstance(second, pikepdf.Array):
                widths.update(enumerate(map(float, second), first))
                at += 2
                continue
            last = min(int(number(second)), first + _MOST_WIDTHS)
            width = number(entries[at + 2]) if at + 2 < len(entries) else widths.default
            widths.update(dict.fromkeys(range(first, last + 1), width))
            at += 3

    def _read_simple(self) -> None:
        descriptor = dictionary(self.source.get("/FontDescriptor"))
        first = int(number(self.source.get("/FirstChar")))
        scale = 1.0
        if self.subtype == "Type3":
            found = numbers(self.source.get("/FontMatrix"), 6)
            if found:
                self.matrix = (found[0], found[1], found[2], found[3], found[4], found[5])
            scale = abs(self.matrix[0]) * 1000
            self._program = Program("Type3", "")
            self.em = _type3_em(self.source, self.matrix)
        else:
            self._program = read_program(descriptor, self.subtype)
        widths = items(self.source.get("/Widths"))[:256]
        self.widths.update((first + n, number(width) * scale) for n, width in enumerate(widths))
        self.widths.default = number(descriptor.get("/MissingWidth"), 0.0) or _ESTIMATE
        self._read_encoding(int(number(descriptor.get("/Flags"))))

    def _read_encoding(self, flags: int) -> None:
        encoding = self.source.get("/Encoding")
        if isinstance(encoding, pikepdf.Dictionary):
            at = 0
            for item in items(encoding.get("/Differences")):
                if isinstance(item, pikepdf.Name):
                    self._names[at] = str(item)[1:]
                    at += 1
                else:
                    at = int(number(item))
            encoding = encoding.get("/BaseEncoding")
        self._codec = _CODECS.get(name(encoding), "")
        if not self._codec and self.subtype != "Type3":
            symbolic_truetype = self.subtype == "TrueType" and flags & _SYMBOLIC
            # The encoding that a Type 1 program brings along goes by its glyphs' names.
            self._codec = "" if symbolic_truetype else "latin-1"

    def _text(self, code: int) -> str | None:
        """What a code extracts to; None for nothing."""
        if self._map and (text := self._map.text(code)) is not None:
            return text
        if self.wide:
            return "x" if self._known_order else None
        if given := self._names.get(code):
            if found := _UNICODE_NAME.match(given):
                point = int(found[1] or found[2], 16)
                return chr(point) if point < 0x110000 else None
            return None if _NAMELESS.fullmatch(given) else "x"
        if not self._codec:
            return None
        return bytes((code & 255,)).decode(self._codec, "replace")

    def _has_glyph(self, code: int) -> bool:
        """Whether the program has a glyph for a code; true where that can't be known."""
        program = self._program
        if self.subtype == "CIDFontType2" and program.glyphs:
            cid = self._encoding.cid(code) if self._encoding else code
            if self._known_order and not self._glyph_of:
                return True
            if self._glyph_of:
                cid = int.from_bytes(self._glyph_of[2 * cid : 2 * cid + 2], "big")
            return 0 < cid < program.glyphs
        if self.subtype == "CIDFontType0" and program.kind == "CIDFontType0C":
            cid = self._encoding.cid(code) if self._encoding else code
            in_range = 0 < cid < program.glyphs if program.cids is None else cid in program.cids
            return self._known_order or (cid > 0 and in_range)
        if self.subtype == "TrueType" and program.nominal and code not in self._names:
            raw = bytes((code & 255,))
            texts = {raw.decode(codec, "replace") for codec in ("cp1252", "mac_roman", "latin-1")}
            points = [*map(ord, texts), 0xF000 + code]
            return any(program.nominal(point) for point in points)
        return True


def _type3_em(source: Any, matrix: Matrix) -> float:
    """The height of a Type 3 font's box, as a share of the em; 1 where it says none."""
    found = numbers(source.get("/FontBBox"), 4)
    height = abs((found[3] - found[1]) * matrix[3]) if found else 0.0
    return height or abs(matrix[3]) * 1000 or 1.0


def _is_private(char: str) -> bool:
    """Whether a character is of a private use area (Unicode 15, 23.5)."""
    return "\ue000" <= char <= "\uf8ff" or char >= "\U000f0000"


class Fonts:
    """The fonts of one file, each read once."""

    def __init__(self) -> None:
        self._known: dict[str, Font] = {}

    def get(self, source: Any, place: str) -> Font:
        """The font of a dictionary; `place` names one that isn't an indirect object."""
        key = "{} {}".format(*source.objgen) if source.is_indirect else place
        if key not in self._known:
            self._known[key] = Font(key, source)
        return self._known[key]
