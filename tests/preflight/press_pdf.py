"""Makes small PDFs for the press: a sound one, which tests then break in one place."""

import io
import zlib
from functools import cache
from itertools import pairwise

import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont
from making import ROOT
from pikepdf import Array, Dictionary, Name, Stream

MEDIA = (0, 0, 240, 340)
BLEED = (11, 11, 229, 329)
TRIM = (20, 20, 220, 320)
"""The page's boxes: a trim of 200 × 300 pt with 9 pt of bleed around it."""

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,-"
GOOD = b"""\
q 0 0 0 0.2 k 11 11 60 318 re f Q
q 72 0 0 72 100 200 cm /I1 Do Q
/Over gs
BT /F1 10 Tf 0 0 0 1 k 1 0 0 1 100 150 Tm %s Tj ET
0 0 0 1 K 0.5 w 100 140 m 180 140 l S
"""
"""A tinted panel that bleeds, a picture of 300 ppi, a line of black type and a rule of half a
point; `%s` is the shown string."""


@cache
def font_program() -> tuple[bytes, dict[str, int], tuple[int, ...]]:
    """A TrueType font of `LETTERS`: its file, glyph by letter, widths in thousandths by glyph."""
    font = TTFont(ROOT / "fonts" / "SourceSans3-Regular.ttf")
    options = subset.Options(layout_features=[], name_IDs=[], notdef_outline=True)
    chosen = subset.Subsetter(options)
    chosen.populate(text=LETTERS)
    chosen.subset(font)
    glyphs = {char: font.getGlyphID(font.getBestCmap()[ord(char)]) for char in LETTERS}
    scale = 1000 / font["head"].unitsPerEm
    widths = tuple(round(font["hmtx"][name][0] * scale) for name in font.getGlyphOrder())
    buffer = io.BytesIO()
    font.save(buffer)
    return buffer.getvalue(), glyphs, widths


def shown(text: str) -> bytes:
    """A text as the hexadecimal string that shows it in the font of `add_font`."""
    glyphs = font_program()[1]
    return b"<" + "".join(f"{glyphs[char]:04X}" for char in text).encode() + b">"


def add_font(pdf: pikepdf.Pdf, name: str = "Press") -> pikepdf.Object:
    """An embedded composite font with widths and a ToUnicode map; two bytes a glyph."""
    data, glyphs, widths = font_program()
    lines = [f"<{glyph:04X}> <{ord(char):04X}>" for char, glyph in glyphs.items()]
    blocks = [lines[n:m] for n, m in pairwise([*range(0, len(lines), 100), len(lines)])]
    mapped = "".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar\n" for b in blocks)
    space = "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    descriptor = pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor, FontName=Name(f"/{name}"), Flags=4, ItalicAngle=0,
            FontBBox=[-200, -300, 1200, 900], Ascent=750, Descent=-250, CapHeight=660, StemV=80,
            FontFile2=Stream(pdf, data, Length1=len(data)),
        )
    )  # fmt: skip
    descendant = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name(f"/{name}"),
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        FontDescriptor=descriptor, DW=1000, W=Array([0, Array(widths)]),
        CIDToGIDMap=Name.Identity,
    )  # fmt: skip
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=Name(f"/{name}"),
            Encoding=Name("/Identity-H"), DescendantFonts=[pdf.make_indirect(descendant)],
            ToUnicode=Stream(pdf, (space + mapped).encode()),
        )
    )  # fmt: skip


def add_picture(
    pdf: pikepdf.Pdf,
    size: tuple[int, int] = (300, 300),
    space: object = Name.DeviceCMYK,
    components: int = 4,
    bits: int = 8,
    **more: object,
) -> pikepdf.Object:
    """A picture of one even tint."""
    width, height = size
    row = (width * components * bits + 7) // 8
    data = zlib.compress(b"\x40" * row * height)
    return pdf.make_indirect(
        Stream(
            pdf, data, Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height,
            ColorSpace=space, BitsPerComponent=bits, Filter=Name.FlateDecode, **more,
        )
    )  # fmt: skip


def profile_header(space: bytes = b"CMYK", kind: bytes = b"prtr", number: int = 1) -> bytes:
    """The least that looks like an ICC profile: a header and no tags."""
    head = bytearray(132)
    head[0:4] = len(head).to_bytes(4, "big")
    head[8:12] = b"\x02\x40\x00\x00"
    head[12:24] = kind + space + b"Lab "
    head[36:40] = b"acsp"
    head[48:52] = number.to_bytes(4, "big")
    return bytes(head)


def add_profile(pdf: pikepdf.Pdf, data: bytes, components: int) -> pikepdf.Object:
    """An ICC profile as a stream, for an ICCBased space or an output intent."""
    return pdf.make_indirect(Stream(pdf, data, N=components))


def press_pdf(
    content: bytes | None = None, pages: int = 1, profile: bytes | None = None
) -> pikepdf.Pdf:
    """A PDF as a printer wants it: boxes, a CMYK output intent, `content` or the `GOOD` one.

    Resources of each page: the font `F1`, the picture `I1`, the graphics states `Over`, which
    overprints with OPM 1, and `Knock`, which doesn't. `profile` is the output intent's, or a header
    alone.
    """
    pdf = pikepdf.new()
    resources = pdf.make_indirect(
        Dictionary(
            Font=Dictionary(F1=add_font(pdf)),
            XObject=Dictionary(I1=add_picture(pdf)),
            ExtGState=Dictionary(
                Over=Dictionary(Type=Name.ExtGState, OP=True, op=True, OPM=1),
                Knock=Dictionary(Type=Name.ExtGState, OP=False, op=False, OPM=0),
            ),
        )
    )
    for _ in range(pages):
        page = Dictionary(
            Type=Name.Page, MediaBox=MEDIA, BleedBox=BLEED, TrimBox=TRIM, Resources=resources,
            Contents=Stream(pdf, GOOD % shown("Black type") if content is None else content),
        )  # fmt: skip
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent, S=Name.GTS_PDFX, OutputConditionIdentifier="FOGRA39",
                RegistryName="http://www.color.org", Info="Coated FOGRA39",
                DestOutputProfile=add_profile(pdf, profile or profile_header(), 4),
            )
        ]
    )  # fmt: skip
    return pdf


def set_resource(pdf: pikepdf.Pdf, kind: str, name: str, value: object) -> None:
    """Put a resource into those that all pages share: kind `/XObject`, name `/I2`."""
    resources = pdf.pages[0].obj.Resources
    if kind not in resources:
        resources[kind] = Dictionary()
    resources[kind][name] = value


def saved(pdf: pikepdf.Pdf) -> bytes:
    """The PDF's file, the same bytes each time."""
    buffer = io.BytesIO()
    pdf.save(buffer, deterministic_id=True, force_version="1.6")
    return buffer.getvalue()
