"""The fonts that `fonts.yaml` lists: checked, read, and held against what the layout names.

In: the folders of fonts (`search.font_folders`) and the faces that a layout needs. Out: `Fonts`
with every listed face, for a face that no style names can still lend a character; or None after
errors. Reading all is cheap: the 23 files of the package take about 20 ms with their SHA-256.

Tables are read with HarfBuzz, not fontTools, whose import alone takes longer than all of this.
"""

import hashlib
import itertools
import struct
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import uharfbuzz as hb

from assemble.model.finding import Findings, Location
from assemble.model.font import FontFace, Fonts
from assemble.model.layout import Layout
from assemble.read import values
from assemble.read.source import Sources, nearest
from assemble.read.values import Value
from assemble.read.yamldoc import parse_yaml

FILE = "fonts.yaml"

PREFIX = "fonts/"

FONT_LIMIT = 64 * 1024 * 1024
"""Bytes of a font file; the largest static CJK fonts have about 30 MB."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A face as `fonts.yaml` lists it; `at` is the place of its `file`, `sources` its folder."""

    family: str
    role: str
    style: str
    file: str
    at: Location
    sources: Sources

    @property
    def key(self) -> str:
        """`role/style`."""
        return f"{self.role}/{self.style}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FontFile:
    """A listed face with its file's bytes, or with why it is refused."""

    entry: Entry
    data: bytes = field(repr=False)
    fault: Fault | None


def read_fonts(
    folders: Sequence[Path], needed: Iterable[tuple[str, str]], findings: Findings
) -> Fonts | None:
    """Read every listed face.

    Args:
        folders: folders of fonts, the first first; a later one adds the roles and cuts that the
            earlier ones lack.
        needed: role and cut of the faces that the layout names (`needed_faces`). All faces of
            these roles must have the Vietnamese letters; others only lend what is lacking.
        findings: takes what is wrong.

    Returns:
        The fonts, or None if there is an error.
    """
    listing = read_listing(folders, findings)
    return None if listing is None else load_faces(listing, needed, findings)


def read_listing(folders: Iterable[Path], findings: Findings) -> dict[str, Entry] | None:
    """The faces that are listed, by key, their files unread; None if there is no list at all.

    A fault in one face leaves that face out, and is reported.
    """
    listing: dict[str, Entry] = {}
    lists = 0
    for folder in folders:
        if (folder / FILE).is_file():
            lists += 1
            for key, entry in _read_list(folder, findings).items():
                listing.setdefault(key, entry)
    if not lists:
        hint = "name a folder that holds one with --fonts, or install the tool again"
        findings.error("no-fonts", f"there is no {FILE}", Location(PREFIX + FILE), hint)
        return None
    return listing


def load_faces(
    listing: Mapping[str, Entry], needed: Iterable[tuple[str, str]], findings: Findings
) -> Fonts | None:
    """Read the files of all listed faces; arguments and result as for `read_fonts`."""
    before = len(findings.items)
    faces: dict[str, FontFace] = {}
    for font in font_files(listing.values(), {role for role, _ in needed}):
        entry, fault = font.entry, font.fault
        if fault:
            message = f"{entry.file} is refused: {fault.message}"
            findings.error(fault.code, message, entry.at, fault.hint)
        else:
            faces[entry.key] = _face(entry, font.data)
    if len(findings.items) > before:
        return None
    folders = dict.fromkeys(entry.sources for entry in listing.values())
    digests = "".join(sources.digest() for sources in folders)
    return Fonts(faces=faces, digest=hashlib.sha256(digests.encode()).hexdigest())


def font_files(entries: Iterable[Entry], roles: Collection[str]) -> Iterator[FontFile]:
    """The files of listed faces, checked; those of `roles` for the Vietnamese letters too."""
    for entry in entries:
        found = Findings()
        data = _read_file(entry, found)
        if data is None:
            first = found.items[0]
            fault: Fault | None = Fault(first.code, first.message, first.hint)
        else:
            fault = font_fault(data)
            if fault is None and entry.role in roles:
                fault = letter_fault(hb.Face(data))
        yield FontFile(entry=entry, data=data or b"", fault=fault)


def needed_faces(layout: Layout) -> tuple[tuple[str, str], ...]:
    """Role and cut of the faces that a layout's styles name, in order, each once."""
    return tuple(dict.fromkeys((style.role, style.cut) for style in layout.styles.values()))


def check_faces(layout: Layout, faces: Mapping[str, object], findings: Findings) -> None:
    """Report each style whose face isn't there.

    Args:
        layout: whose styles are checked.
        faces: by key (`role/style`), as `read_listing` gives them or as `Fonts.faces`.
        findings: takes an error at the style's place.
    """
    cuts: dict[str, list[str]] = {}
    for key in faces:
        role, _, cut = key.partition("/")
        cuts.setdefault(role, []).append(cut)
    reported: set[tuple[str, Location]] = set()
    for style in layout.styles.values():
        key = f"{style.role}/{style.cut}"
        if key in faces or (key, style.at) in reported:
            continue
        reported.add((key, style.at))
        if style.role in cuts:
            code, name, known = "unknown-cut", style.cut, cuts[style.role]
            message = f"the role {style.role} has no cut {style.cut}"
        else:
            code, name, known = "unknown-role", style.role, list(cuts)
            message = f"no font has the role {style.role}"
        meant = nearest(name, known)
        hint = f"{meant} is there" if meant else f"there are {', '.join(known)}"
        findings.error(code, f"styles.{style.name}: {message}", style.at, hint)


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


def _read_file(entry: Entry, findings: Findings) -> bytes | None:
    """The bytes of a face's file, which lies in the folder of its list."""
    if ".." in entry.file.split("/"):
        message = f"{entry.file} leads out of the folder of fonts"
        findings.error("bad-path", message, entry.at, "put the file beside fonts.yaml")
        return None
    found = entry.sources.find(FILE, entry.file, entry.at, findings, "missing-font")
    return entry.sources.read_bytes(found, entry.at, findings, FONT_LIMIT) if found else None


def _face(entry: Entry, data: bytes) -> FontFace:
    face = hb.Face(data)
    return FontFace(
        key=entry.key,
        family=entry.family,
        role=entry.role,
        style=entry.style,
        file=entry.file,
        units_per_em=face.upem,
        coverage=frozenset(face.unicodes),
        data=data,
        at=entry.at,
    )


def _read_list(folder: Path, findings: Findings) -> dict[str, Entry]:
    """The faces of one `fonts.yaml`, by key."""
    at = Location(PREFIX + FILE)
    sources = Sources(folder, PREFIX)
    found = sources.find(FILE, FILE, at, findings)
    source = sources.read_text(found, at, findings) if found else None
    root = parse_yaml(source, findings) if source else None
    if root is None:
        return {}
    fields = values.mapping(Value(root, "", findings), ("faces",), required=("faces",))
    entries: dict[str, Entry] = {}
    for item in values.items(fields.get("faces")):
        entry = _entry(item, sources)
        if entry and entry.key in entries:
            first = entries[entry.key].at.line
            message = f"the cut {entry.style} of the role {entry.role} is listed twice"
            item.error("duplicate-face", message, f"the first one is in line {first}")
        elif entry:
            entries[entry.key] = entry
    return entries


def _entry(item: Value, sources: Sources) -> Entry | None:
    """One item of the list, or None after a finding."""
    keys = ("family", "style", "role", "file")
    fields = values.mapping(item, keys, required=keys)
    texts = {key: phrase for key in keys if (phrase := values.text(fields.get(key)))}
    for key in ("style", "role"):
        if key in texts and "/" in texts[key].text:
            fields[key].error("wrong-value", "there can't be a / in it", "write semibold italic …")
            return None
    if len(texts) < len(keys):
        return None
    return Entry(
        family=texts["family"].text,
        role=texts["role"].text,
        style=texts["style"].text,
        file=texts["file"].text,
        at=texts["file"].at,
        sources=sources,
    )
