"""What a font can do for a Vietnamese bulletin: the figures behind `assemble fonts`.

In: a listed face with the bytes of its file. Out: a frozen row; the command line formats it. The
letters are counted and measured here anew, with HarfBuzz, which takes any outlines and survives
damaged files: the report must not trust what reading the fonts found.

All measures are in em, of the ink: declared ascents and descents lie below or above it in many
families (TYPOGRAPHY facts, 1.2).
"""

import struct
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import uharfbuzz as hb

VOWELS = "aăâeêioôơuưy"

TONES = "\u0300\u0301\u0303\u0309\u0323"
"""Grave, acute, tilde, hook above and dot below, as combining marks; every vowel takes each."""

TONELESS = "ăâđêôơư"
"""The letters beyond ASCII that bear no tone."""

DESCENDING = "gjpqyQ(),;"
"""What reaches below the baseline beside the Vietnamese letters (TYPOGRAPHY facts, 1.2)."""

LICENCES = {0x0002: "restricted", 0x0004: "preview and print", 0x0008: "editable"}
"""Usage bits of OS/2 fsType (OpenType specification, OS/2); none of them means installable."""

LICENCE_EXTRAS = {0x0100: "no subsetting", 0x0200: "bitmaps only"}
"""Further bits of OS/2 fsType."""


class Listed(Protocol):
    """A face as `fonts.yaml` lists it."""

    @property
    def family(self) -> str:
        """The family's name."""

    @property
    def style(self) -> str:
        """The cut within the role."""

    @property
    def role(self) -> str:
        """The name that layouts use."""

    @property
    def file(self) -> str:
        """The file, relative to the folder of fonts."""


class Ink(NamedTuple):
    """Heights in em, up from the baseline, and the leading that they need.

    `top` is the ink top of the tallest capital with its marks (Ẳ, Ằ, Ổ …), `bottom` the ink bottom
    of the lowest capital (Ậ, Ộ, Ụ). `capitals_leading` is the least leading at which lines of
    capitals can't touch, `text_leading` the same for mixed text (TYPOGRAPHY 1.2: Lcap, Ltxt).
    """

    top: float
    bottom: float
    capitals_leading: float
    text_leading: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FontRow:
    """One face in the report.

    `letters` counts those of the 134 Vietnamese letters that are there; `ink` is None where not
    even one capital can be measured, `licence` where the file doesn't say; `refused` tells why
    a build doesn't take the face, None if it does.
    """

    family: str
    style: str
    role: str
    file: str
    letters: int
    missing: tuple[str, ...]
    ink: Ink | None
    licence: str | None
    is_variable: bool
    glyphs: int
    refused: str | None


def font_row(listed: Listed, data: bytes, refused: str | None) -> FontRow:
    """The row of a face.

    Args:
        listed: names and file, as they are shown.
        data: the file's bytes, empty if there is no file.
        refused: why the build refuses the face, or None.
    """
    face = hb.Face(data)
    letters = vietnamese_letters()
    missing = tuple(letter for letter in letters if ord(letter) not in face.unicodes)
    return FontRow(
        family=listed.family,
        style=listed.style,
        role=listed.role,
        file=listed.file,
        letters=len(letters) - len(missing),
        missing=missing,
        ink=measure(face),
        licence=_licence(face),
        is_variable="fvar" in face.table_tags,
        glyphs=face.glyph_count,
        refused=refused,
    )


def vietnamese_letters() -> tuple[str, ...]:
    """The 134 Vietnamese letters that are not ASCII: 67 lower-case ones, then their capitals."""
    toned = (vowel + tone for vowel in VOWELS for tone in TONES)
    lower = (*TONELESS, *(unicodedata.normalize("NFC", letter) for letter in toned))
    return (*lower, *(letter.upper() for letter in lower))


def measure(face: hb.Face) -> Ink | None:
    """The ink heights of a face, from the letters that it has; None if it has no capital."""
    letters = vietnamese_letters()
    font = hb.Font(face)
    capitals = _extents(font, (letter for letter in letters if letter.isupper()))
    text = _extents(font, (*letters, *DESCENDING))
    if not capitals:
        return None
    top = max(high for _, high in capitals) / face.upem
    bottom = min(low for low, _ in capitals) / face.upem
    lowest = min(low for low, _ in text) / face.upem
    return Ink(top, bottom, top - bottom, top - lowest)


def _extents(font: hb.Font, letters: Iterable[str]) -> list[tuple[int, int]]:
    """Lowest and highest ink of the letters that a font has, in font units."""
    found = []
    for letter in letters:
        glyph = font.get_nominal_glyph(ord(letter))
        extents = font.get_glyph_extents(glyph) if glyph else None
        if extents and extents.height:
            # HarfBuzz measures heights downwards.
            found.append((extents.y_bearing + extents.height, extents.y_bearing))
    return found


def _licence(face: hb.Face) -> str | None:
    """The embedding permission of OS/2 fsType in words, or None without such a table."""
    table = face.reference_table("OS/2").data
    if len(table) < 10:
        return None
    (bits,) = struct.unpack_from(">H", table, 8)
    # Where an old font sets several usage bits, the least restrictive one holds.
    usage = [name for bit, name in LICENCES.items() if bits & bit]
    extras = [name for bit, name in LICENCE_EXTRAS.items() if bits & bit]
    return ", ".join([usage[-1] if usage else "installable", *extras])
