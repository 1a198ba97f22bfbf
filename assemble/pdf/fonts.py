"""Font objects: the subsets that a file uses in, embedded CID fonts out.

Each face becomes a Type0 font over a CIDFontType2 (ISO 32000-1, 9.7.4) with its own TrueType
subset, made by HarfBuzz. CIDs differ from the subset's glyph ids; the CIDToGIDMap leads from
one to the other. A font depends on which codes are used, not on their order.
"""

import hashlib
import struct
from collections.abc import Mapping
from typing import NamedTuple

import uharfbuzz as hb

from assemble.model.font import FontFace
from assemble.pdf.glyf import Cluster, rebuilt
from assemble.pdf.objects import (
    PdfFile,
    Value,
    array,
    deflated,
    dictionary,
    name,
    number,
    reference,
    string,
)
from assemble.pdf.subset import Code, Subset, to_unicode

# fmt: off
NEEDLESS_TABLES = (
    "BASE", "DSIG", "GDEF", "GPOS", "GSUB", "JSTF", "MATH", "OS/2",
    "cmap", "gasp", "kern", "meta", "name", "post", "vhea", "vmtx",
)
# fmt: on
"""What a CIDFontType2 program does without (ISO 32000-1, 9.9): text arrives as glyphs."""

SYMBOLIC = 1 << 2
SERIF = 1 << 1
ITALIC = 1 << 6
"""Flags of a font descriptor (ISO 32000-1, table 123). Symbolic, as a subset goes beyond the
Adobe standard Latin character set."""

SERIF_CLASSES = (1, 2, 3, 4, 5, 7)
"""IBM font classes with serifs (OpenType, OS/2 sFamilyClass, high byte)."""

POSTSCRIPT_NAME = 6
"""The name table's id of the PostScript name."""


class FontBook:
    """The fonts of a file, each begun when a page first uses its face."""

    def __init__(self, faces: dict[str, FontFace]) -> None:
        self._faces = faces
        self._subsets: dict[str, Subset] = {}

    def subset(self, key: str) -> Subset:
        """The subset of a face by the face's key."""
        found = self._subsets.get(key)
        if found is None:
            found = self._subsets[key] = Subset(self._faces[key])
        return found

    def object(self, key: str) -> Value:
        """The font object of a face by the face's key, which is added with all others."""
        return reference(_object_key(key))

    def add_to(self, file: PdfFile) -> None:
        """Add all fonts to the file, after the last page was drawn."""
        for key, subset in self._subsets.items():
            _add_font(file, _object_key(key), subset)


def _object_key(key: str) -> str:
    return f"font.{key}"


class _Metrics(NamedTuple):
    """What a font descriptor tells, lengths in thousandths of the type size."""

    flags: int
    box: tuple[float, float, float, float]
    italic_angle: float
    ascent: float
    descent: float
    cap_height: float
    stem: float


def _add_font(file: PdfFile, key: str, subset: Subset) -> None:
    codes = dict(sorted(subset.codes.items()))
    program, glyph_ids = _program(subset, codes)
    base = name(f"{_tag(program)}+{subset.hb_face.get_name(POSTSCRIPT_NAME)}")
    cid_font = dictionary(
        Type=name("Font"),
        Subtype=name("CIDFontType2"),
        BaseFont=base,
        CIDSystemInfo=dictionary(
            Registry=string("Adobe"), Ordering=string("Identity"), Supplement=0
        ),
        FontDescriptor=file.add(f"{key}.descriptor", _descriptor(file, key, subset, base, program)),
        CIDToGIDMap=file.add(f"{key}.glyphs", deflated(_glyph_map(glyph_ids))),
        DW=number(subset.advance(0) * subset.per_unit),
        W=_widths(codes, subset.per_unit),
    )
    font = dictionary(
        Type=name("Font"),
        Subtype=name("Type0"),
        BaseFont=base,
        Encoding=name("Identity-H"),
        DescendantFonts=array(file.add(f"{key}.cid", cid_font)),
        ToUnicode=file.add(
            f"{key}.unicode", deflated(to_unicode({c: code.text for c, code in codes.items()}))
        ),
    )
    file.add(key, font)


def _widths(codes: Mapping[int, Code], per_unit: float) -> Value:
    """The widths of codes in the order of their CIDs (ISO 32000-1, 9.7.4.3).

    Each run of CIDs is its first one and an array of widths, in thousandths of the type size.
    """
    runs: list[tuple[int, list[Value]]] = []
    for cid, code in codes.items():
        if not runs or cid != runs[-1][0] + len(runs[-1][1]):
            runs.append((cid, []))
        runs[-1][1].append(code.advance * per_unit)
    return array(*(value for first, widths in runs for value in (first, array(*widths))))


def _glyph_map(glyph_ids: Mapping[int, int]) -> bytes:
    """The CIDToGIDMap of glyph ids by CID: two bytes a CID, 0 for those not in use."""
    pairs = bytearray(2 * max(glyph_ids, default=0) + 2)
    for cid, glyph in glyph_ids.items():
        struct.pack_into(">H", pairs, 2 * cid, glyph)
    return bytes(pairs)


def _program(subset: Subset, codes: Mapping[int, Code]) -> tuple[bytes, dict[int, int]]:
    """The TrueType program and, by CID, the glyph ids in it."""
    request = hb.SubsetInput()
    request.flags = (
        hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    )
    glyphs = {part.glyph for code in codes.values() for part in code.parts}
    request.sets(hb.SubsetInputSets.GLYPH_INDEX).update(glyphs)
    dropped = request.sets(hb.SubsetInputSets.DROP_TABLE_TAG)
    for tag in NEEDLESS_TABLES:
        dropped.add(int.from_bytes(tag.ljust(4).encode("ascii"), "big"))
    plan = hb.SubsetPlan(subset.hb_face, request)
    new_ids = plan.old_to_new_glyph_mapping
    program = bytes(plan.execute().blob.data)
    next_id = len(new_ids)
    clusters: list[Cluster] = []
    ids: dict[int, int] = {}
    for cid, code in codes.items():
        if len(code.parts) == 1:
            ids[cid] = new_ids[code.parts[0].glyph]
        else:
            parts = tuple(part._replace(glyph=new_ids[part.glyph]) for part in code.parts)
            ids[cid] = next_id + len(clusters)
            clusters.append(Cluster(parts, code.advance))
    return rebuilt(program, clusters), ids


def _tag(program: bytes) -> str:
    """Six letters that name this subset (ISO 32000-1, 9.6.4), drawn from its contents.

    Two subsets of a face thus stay apart when files are merged or imposed.
    """
    value = int.from_bytes(hashlib.sha256(program).digest()[:8], "big")
    letters = ""
    for _ in range(6):
        value, letter = divmod(value, 26)
        letters += chr(ord("A") + letter)
    return letters


def _descriptor(file: PdfFile, key: str, subset: Subset, base: str, program: bytes) -> Value:
    metrics = _metrics(subset)
    return dictionary(
        Type=name("FontDescriptor"),
        FontName=base,
        Flags=metrics.flags,
        FontBBox=array(*metrics.box),
        ItalicAngle=number(metrics.italic_angle),
        Ascent=number(metrics.ascent),
        Descent=number(metrics.descent),
        CapHeight=number(metrics.cap_height),
        StemV=number(metrics.stem),
        FontFile2=file.add(f"{key}.program", deflated(program, Length1=len(program))),
    )


def _metrics(subset: Subset) -> _Metrics:
    """Metrics from head, hhea, OS/2 and post (offsets as in the OpenType specification)."""
    head, hhea, os2, post = (
        bytes(subset.hb_face.reference_table(tag).data) for tag in ("head", "hhea", "OS/2", "post")
    )
    per_unit = subset.per_unit
    ascent, descent = struct.unpack_from(">hh", hhea, 4)
    angle = struct.unpack_from(">i", post, 4)[0] / 65536
    weight = struct.unpack_from(">H", os2, 4)[0]
    family_class = struct.unpack_from(">b", os2, 30)[0]
    # Version 2 brought the height of capitals; before, the ascender is the best known bound.
    has_cap_height = struct.unpack_from(">H", os2)[0] >= 2
    cap_height = struct.unpack_from(">h", os2, 88)[0] if has_cap_height else ascent
    xmin, ymin, xmax, ymax = struct.unpack_from(">hhhh", head, 36)
    return _Metrics(
        flags=SYMBOLIC | (SERIF if family_class in SERIF_CLASSES else 0) | (ITALIC if angle else 0),
        box=(xmin * per_unit, ymin * per_unit, xmax * per_unit, ymax * per_unit),
        italic_angle=angle,
        ascent=ascent * per_unit,
        descent=descent * per_unit,
        cap_height=cap_height * per_unit,
        # No table tells the stems; the weight class gives a fair guess (regular 88, bold 166),
        # which matters only to viewers that substitute fonts, and ours are embedded.
        stem=50 + (weight / 65) ** 2,
    )
