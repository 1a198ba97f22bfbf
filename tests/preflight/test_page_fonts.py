"""Fonts of each kind: which of their codes have a glyph, and which programs can be read."""

import io
from typing import Any

import pikepdf
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.fontBuilder import FontBuilder
from fontTools.misc.psCharStrings import T2CharString
from fontTools.pens.t2CharStringPen import T2CharStringPen
from pikepdf import Array, Dictionary, Name, Stream
from press_pdf import font_program, press_pdf, saved, set_resource

from assemble.preflight.page.cff import read_cff
from assemble.preflight.page.cmap import read_cmap
from assemble.preflight.page.facts import PageFacts
from assemble.preflight.page.walk import walk_pages


def box_glyph() -> T2CharString:
    """A square as a glyph of CFF."""
    pen = T2CharStringPen(600, None)
    pen.moveTo((0, 0))
    for point in ((0, 500), (500, 500), (500, 0)):
        pen.lineTo(point)
    pen.closePath()
    return pen.getCharString()


def bare_cff(letters: str = "ab") -> bytes:
    """A CFF program of squares, without the tables around it."""
    order = [".notdef", *letters]
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({ord(letter): letter for letter in letters})
    builder.setupCFF("Box", {}, {name: box_glyph() for name in order}, {})
    builder.setupHorizontalMetrics(dict.fromkeys(order, (600, 0)))
    builder.setupHorizontalHeader()
    builder.setupOS2()
    builder.setupPost()
    buffer = io.BytesIO()
    builder.save(buffer)
    found: CFFFontSet = builder.font["CFF "].cff
    made = io.BytesIO()
    found.compile(made, builder.font)
    return made.getvalue()


def cid_keyed(cids: list[int]) -> bytes:
    """The least of a CID-keyed CFF program: header, Top DICT, charset and CharStrings."""

    def index(*parts: bytes) -> bytes:
        ends = [1]
        for part in parts:
            ends.append(ends[-1] + len(part))
        offsets = b"".join(end.to_bytes(2, "big") for end in ends)
        return len(parts).to_bytes(2, "big") + b"\x02" + offsets + b"".join(parts)

    def top(charset: int, strings: int) -> bytes:
        ros = b"\x8b\x8b\x8b\x0c\x1e"
        return (
            ros + b"\x1d" + charset.to_bytes(4, "big") + b"\x0f"
            + b"\x1d" + strings.to_bytes(4, "big") + b"\x11"
        )  # fmt: skip

    head = b"\x01\x00\x04\x02" + index(b"Box")
    before = len(head) + len(index(top(0, 0)))
    charset = b"\0" + b"".join(cid.to_bytes(2, "big") for cid in cids)
    body = charset + index(*[b"\x0e"] * (len(cids) + 1))
    return head + index(top(before, before + len(charset))) + body


def shows(font: Any, string: bytes) -> PageFacts:
    """The facts of a page that shows a string in a font that `font` makes."""
    pdf = press_pdf(b"BT /F 10 Tf 50 50 Td " + string + b" Tj ET")
    set_resource(pdf, "/Font", "/F", font(pdf))
    with pikepdf.open(io.BytesIO(saved(pdf))) as opened:
        return next(walk_pages(opened))


def composite(kind: str, key: str, data: bytes, **more: Any) -> Any:
    """What makes a composite font with a program; two bytes a code."""

    def make(pdf: pikepdf.Pdf) -> Any:
        subtype = {"Subtype": Name.CIDFontType0C} if key == "FontFile3" else {}
        program = {key: Stream(pdf, data, **subtype)}
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name(f"/{kind}"),
            BaseFont=Name.Box,
            CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
            FontDescriptor=Dictionary(Type=Name.FontDescriptor, FontName=Name.Box, **program),
            **more,
        )
        return Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.Box, Encoding=Name("/Identity-H"),
            DescendantFonts=[descendant],
        )  # fmt: skip

    return make


def simple(subtype: str, key: str, data: bytes, **more: Any) -> Any:
    """What makes a simple font with a program."""

    def make(pdf: pikepdf.Pdf) -> Any:
        file = {"Subtype": Name.Type1C} if key == "FontFile3" else {}
        program = {key: Stream(pdf, data, **file)}
        return Dictionary(
            Type=Name.Font, Subtype=Name(f"/{subtype}"), BaseFont=Name.Box, FirstChar=97,
            LastChar=98, Widths=[600, 600], Encoding=Name.WinAnsiEncoding,
            FontDescriptor=Dictionary(
                Type=Name.FontDescriptor, FontName=Name.Box, Flags=32, **program), **more,
        )  # fmt: skip

    return make


def test_codes_of_a_cff_font_by_cids_are_looked_up() -> None:
    """A CID that the charset lacks has no glyph, one that it has does."""
    font = composite("CIDFontType0", "FontFile3", cid_keyed([5, 700]))

    assert shows(font, b"<000502BC>").runs[0].absent == 0
    assert shows(font, b"<000502BD>").runs[0].absent == 1


def test_codes_of_a_cff_font_by_names_are_counted() -> None:
    """Without CIDs of its own the glyphs of a program are numbered."""
    font = composite("CIDFontType0", "FontFile3", bare_cff())

    assert [shows(font, code).runs[0].absent for code in (b"<0002>", b"<0003>")] == [0, 1]
    assert read_cff(bare_cff()) == (3, None)


def test_a_map_of_cids_is_followed() -> None:
    """CIDToGIDMap says which glyph a code has; glyph 0 is none."""
    data = font_program()[0]

    def font(pdf: pikepdf.Pdf) -> Any:
        mapped = Stream(pdf, bytes.fromhex("0000 0005 0000"))
        return composite("CIDFontType2", "FontFile2", data, CIDToGIDMap=mapped)(pdf)

    assert [shows(font, code).runs[0].absent for code in (b"<0001>", b"<0002>")] == [0, 1]


def test_letters_of_a_simple_truetype_font_are_looked_up() -> None:
    """A letter that the program's cmap lacks has no glyph."""
    font = simple("TrueType", "FontFile2", font_program()[0])

    assert shows(font, b"(ab)").runs[0].absent == 0
    assert shows(font, b"(a\\351)").runs[0].absent == 1


@pytest.mark.parametrize(
    ("font", "fault"),
    [
        (simple("Type1", "FontFile3", bare_cff()), ""),
        (simple("Type1", "FontFile3", b"\x01\x00"), "no CFF"),
        (simple("Type1", "FontFile", b"%!PS-AdobeFont eexec"), ""),
        (simple("Type1", "FontFile", b"something"), "no Type 1"),
        (simple("TrueType", "FontFile2", bare_cff()), "lacks the tables"),
        (simple("Type1", "FontFile2", font_program()[0]), "can't have"),
        (composite("CIDFontType0", "FontFile3", bare_cff()[:9]), "no CFF"),
    ],
)
def test_programs_are_read_as_what_they_claim(font: Any, fault: str) -> None:
    """A program of a wrong kind, or a damaged one, is the font's fault."""
    ((facts, _),) = shows(font, b"(ab)").fonts

    assert fault in facts.fault
    assert bool(fault) == bool(facts.fault)


def test_tounicode_maps_are_read_in_all_their_forms() -> None:
    """Single codes, ranges, lists and ligatures have their texts; what isn't mapped has none."""
    found = read_cmap(
        b"2 beginbfchar <01> <0041> <0002> <00660069> endbfchar\n"
        b"2 beginbfrange <10><12><0061>\n<20> <21> [<0078> <1EA1>] endbfrange"
    )

    assert [found.text(code) for code in (1, 2, 0x12, 0x21, 0x22)] == ["A", "fi", "c", "ạ", None]


@pytest.mark.parametrize(
    "damaged", [b"", b"beginbfchar <01> <", b"1 beginbfrange <00> <FF> endbfrange"]
)
def test_damaged_maps_are_empty(damaged: bytes) -> None:
    """What isn't a map maps nothing."""
    assert read_cmap(damaged).text(1) is None


def test_an_enormous_range_costs_nothing() -> None:
    """A range over all four-byte codes is kept as a range."""
    found = read_cmap(b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange")

    assert (len(found.single), found.text(1)) == (0, "B")


def test_an_embedded_cmap_leads_to_widths() -> None:
    """Codes become CIDs by the font's CMap, and CIDs have the widths."""
    data = font_program()[0]

    def font(pdf: pikepdf.Pdf) -> Any:
        made = composite("CIDFontType2", "FontFile2", data, W=Array([7, Array([250])]), DW=900)(pdf)
        made.Encoding = Stream(
            pdf, b"1 begincodespacerange <00> <FF> endcodespacerange "
            b"1 begincidrange <40> <41> 6 endcidrange",
        )  # fmt: skip
        return made

    (run,) = shows(font, b"<4140>").runs
    assert run.box[2] - run.box[0] == pytest.approx((0.25 + 0.9) * 10)
    assert (run.glyphs, run.absent) == (2, 0)
