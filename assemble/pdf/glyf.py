"""Composite glyphs rewritten: a TrueType file in, one without nested composites out.

ấ may be â + acute, and â again a + circumflex. Some printers and RIPs misplace what is nested
(google/fonts#2454), so such a glyph is rewritten to name its simple parts directly. And where
a letter and its mark are separate glyphs, the two are added as one composite. Tables as in the
OpenType specification (ISO/IEC 14496-22): `glyf`, `loca`, `maxp`, `head`, `hhea`, `hmtx`.
"""

import struct
from itertools import pairwise
from typing import NamedTuple

ARGS_ARE_WORDS = 0x0001
ARGS_ARE_OFFSETS = 0x0002
HAS_SCALE = 0x0008
MORE_COMPONENTS = 0x0020
HAS_TWO_SCALES = 0x0040
HAS_MATRIX = 0x0080
USE_MY_METRICS = 0x0200
SCALES_OFFSET = 0x0800

TRANSFORM_BYTES = {0: 0, HAS_SCALE: 2, HAS_TWO_SCALES: 4, HAS_MATRIX: 8}
HEADER_BYTES = 10
"""Contour count and bounding box at the head of each glyph."""

CHECKSUM_MAGIC = 0xB1B0AFBA

Tables = dict[bytes, bytes]


class _Component(NamedTuple):
    """A part of a composite glyph; `transform` is its matrix as stored."""

    flags: int
    glyph: int
    x: int
    y: int
    transform: bytes


class Part(NamedTuple):
    """A glyph and its place, in font units, within a cluster."""

    glyph: int
    x: int
    y: int


class Cluster(NamedTuple):
    """Several glyphs that become one, with its advance in font units."""

    parts: tuple[Part, ...]
    advance: int


def rebuilt(sfnt: bytes, clusters: list[Cluster]) -> bytes:
    """The font with a glyph more for each cluster, and without nested composites.

    A part that is itself scaled, or placed by points instead of offsets, stays nested. Where
    there is nothing to do the font comes back unchanged.
    """
    tables = _read_tables(sfnt)
    glyphs = _read_glyphs(tables)
    _append_metrics(tables, clusters, len(glyphs))
    glyphs += [_glyph_of(cluster, glyphs) for cluster in clusters]
    parts = {index: _parts(glyph) for index, glyph in enumerate(glyphs) if _composite(glyph)}
    nested = [i for i, of in parts.items() if any(part.glyph in parts for part in of)]
    if not nested and not clusters:
        return sfnt
    for index in nested:
        glyphs[index] = glyphs[index][:HEADER_BYTES] + _packed(_flat(parts[index], parts))
    _write_glyphs(tables, glyphs)
    _write_limits(tables, glyphs)
    return _write_tables(tables, sfnt[:4])


def _append_metrics(tables: Tables, clusters: list[Cluster], count: int) -> None:
    """A row of hmtx for each cluster; the left side bearing is of no use to PDF and stays 0."""
    if not clusters:
        return
    hhea, hmtx = tables[b"hhea"], tables[b"hmtx"]
    rows = struct.unpack_from(">H", hhea, 34)[0]
    # Glyphs beyond the last row share its advance and have a bearing only.
    advance, bearings = hmtx[4 * rows - 4 : 4 * rows - 2], hmtx[4 * rows :]
    hmtx = hmtx[: 4 * rows] + b"".join(
        advance + bearings[2 * index : 2 * index + 2] for index in range(count - rows)
    )
    for cluster in clusters:
        hmtx += struct.pack(">Hh", max(cluster.advance, 0), 0)
    tables[b"hmtx"] = hmtx
    tables[b"hhea"] = hhea[:34] + struct.pack(">H", count + len(clusters))


def _glyph_of(cluster: Cluster, glyphs: list[bytes]) -> bytes:
    """The composite glyph of a cluster; parts without outline are left out."""
    inked = [part for part in cluster.parts if glyphs[part.glyph]]
    if not inked:
        return b""
    boxes = [struct.unpack_from(">4h", glyphs[part.glyph], 2) for part in inked]
    header = struct.pack(
        ">5h",
        -1,
        min(box[0] + part.x for box, part in zip(boxes, inked, strict=True)),
        min(box[1] + part.y for box, part in zip(boxes, inked, strict=True)),
        max(box[2] + part.x for box, part in zip(boxes, inked, strict=True)),
        max(box[3] + part.y for box, part in zip(boxes, inked, strict=True)),
    )
    flags = ARGS_ARE_OFFSETS
    return header + _packed([_Component(flags, part.glyph, part.x, part.y, b"") for part in inked])


def _write_limits(tables: Tables, glyphs: list[bytes]) -> None:
    """What maxp says of composites, as upper bounds."""
    parts = {index: _parts(glyph) for index, glyph in enumerate(glyphs) if _composite(glyph)}
    most = max(map(len, parts.values()), default=0)
    nested = any(part.glyph in parts for of in parts.values() for part in of)
    maxp = bytearray(tables[b"maxp"])
    points, contours, in_composite, contours_in_composite = struct.unpack_from(">4H", maxp, 6)
    depth = struct.unpack_from(">H", maxp, 30)[0] if nested else 1
    struct.pack_into(">H", maxp, 4, len(glyphs))
    struct.pack_into(">H", maxp, 10, min(max(in_composite, points * most), 0xFFFF))
    struct.pack_into(">H", maxp, 12, min(max(contours_in_composite, contours * most), 0xFFFF))
    struct.pack_into(">HH", maxp, 28, most, depth)
    tables[b"maxp"] = bytes(maxp)


def _composite(glyph: bytes) -> bool:
    return bool(glyph) and int(struct.unpack_from(">h", glyph)[0]) < 0


def _parts(glyph: bytes) -> list[_Component]:
    parts: list[_Component] = []
    at = HEADER_BYTES
    flags = MORE_COMPONENTS
    while flags & MORE_COMPONENTS:
        flags, index = struct.unpack_from(">HH", glyph, at)
        x, y = struct.unpack_from(">hh" if flags & ARGS_ARE_WORDS else ">bb", glyph, at + 4)
        at += 8 if flags & ARGS_ARE_WORDS else 6
        size = TRANSFORM_BYTES[flags & (HAS_SCALE | HAS_TWO_SCALES | HAS_MATRIX)]
        parts.append(_Component(flags, index, x, y, glyph[at : at + size]))
        at += size
    return parts


def _flat(parts: list[_Component], composites: dict[int, list[_Component]]) -> list[_Component]:
    result: list[_Component] = []
    for part in parts:
        inner = composites.get(part.glyph)
        if inner is None or not _only_moved(part):
            result.append(part)
            continue
        inner = _flat(inner, composites)
        if not all(leaf.flags & ARGS_ARE_OFFSETS for leaf in inner) or any(
            leaf.flags & SCALES_OFFSET for leaf in inner
        ):
            result.append(part)
            continue
        metrics = part.flags & USE_MY_METRICS
        for leaf in inner:
            flags = leaf.flags & ~USE_MY_METRICS | leaf.flags & metrics
            result.append(leaf._replace(flags=flags, x=leaf.x + part.x, y=leaf.y + part.y))
    return result


def _only_moved(part: _Component) -> bool:
    return bool(part.flags & ARGS_ARE_OFFSETS) and not part.transform


def _packed(parts: list[_Component]) -> bytes:
    packed = b""
    for index, part in enumerate(parts, 1):
        flags = part.flags | ARGS_ARE_WORDS | MORE_COMPONENTS
        if index == len(parts):
            flags &= ~MORE_COMPONENTS
        signed = "hh" if flags & ARGS_ARE_OFFSETS else "HH"
        packed += struct.pack(f">HH{signed}", flags, part.glyph, part.x, part.y) + part.transform
    return packed


def _read_tables(sfnt: bytes) -> Tables:
    tables: Tables = {}
    for index in range(struct.unpack_from(">H", sfnt, 4)[0]):
        tag, _, offset, length = struct.unpack_from(">4sIII", sfnt, 12 + 16 * index)
        tables[tag] = sfnt[offset : offset + length]
    return tables


def _read_glyphs(tables: Tables) -> list[bytes]:
    long = struct.unpack_from(">h", tables[b"head"], 50)[0]
    count = struct.unpack_from(">H", tables[b"maxp"], 4)[0]
    loca = struct.unpack_from(f">{count + 1}{'I' if long else 'H'}", tables[b"loca"])
    unit = 1 if long else 2
    glyf = tables[b"glyf"]
    return [glyf[start * unit : end * unit] for start, end in pairwise(loca)]


def _write_glyphs(tables: Tables, glyphs: list[bytes]) -> None:
    """Replace glyf and loca; loca gets 32 bits, as the glyphs may have outgrown 16."""
    padded = [glyph + bytes(-len(glyph) % 4) for glyph in glyphs]
    offsets = [0]
    for glyph in padded:
        offsets.append(offsets[-1] + len(glyph))
    tables[b"glyf"] = b"".join(padded)
    tables[b"loca"] = struct.pack(f">{len(offsets)}I", *offsets)
    head = tables[b"head"]
    tables[b"head"] = head[:50] + struct.pack(">h", 1) + head[52:]


def _write_tables(tables: Tables, version: bytes) -> bytes:
    """The font file with its table directory and checksums."""
    head = tables[b"head"]
    # The whole file's checksum is taken with a zero in the place where it will stand.
    tables = {**tables, b"head": head[:8] + bytes(4) + head[12:]}
    power = len(tables).bit_length() - 1
    search = 16 << power
    directory = version + struct.pack(
        ">HHHH", len(tables), search, power, 16 * len(tables) - search
    )
    at = len(directory) + 16 * len(tables)
    body = b""
    adjustment_at = 0
    for tag, data in sorted(tables.items()):
        if tag == b"head":
            adjustment_at = at + len(body) + 8
        directory += struct.pack(">4sIII", tag, _checksum(data), at + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    sfnt = directory + body
    adjustment = struct.pack(">I", (CHECKSUM_MAGIC - _checksum(sfnt)) & 0xFFFFFFFF)
    return sfnt[:adjustment_at] + adjustment + sfnt[adjustment_at + 4 :]


def _checksum(data: bytes) -> int:
    padded = data + bytes(-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF
