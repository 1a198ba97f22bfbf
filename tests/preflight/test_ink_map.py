"""The plates of hand-made pages: each says how much of each ink lies where."""

import io

import numpy as np
import pikepdf
import pytest
from inkpages import (
    PROFILE,
    SIDE,
    Fill,
    both,
    form,
    jpeg,
    linear,
    named,
    page_of,
    patch,
    picture,
    separation,
)
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageCms

from assemble.preflight.ink.plates import InkMap, ink_map

LEVEL = 1.5 / 255
"""How far a tint may be off: the rounding of a plate and of what was converted for it."""


def ink_at(inks: InkMap, x: float, y: float) -> dict[str, float]:
    """The inks of a point that aren't 0."""
    scale = inks.ppi / 72
    row, column = int((SIDE - y) * scale), int(x * scale)
    found = {ink: float(plate[row, column] / 255) for ink, plate in inks.plates.items()}
    return {ink: tint for ink, tint in found.items() if tint > LEVEL / 2}


CYAN, MAGENTA, YELLOW, BLACK = "Cyan", "Magenta", "Yellow", "Black"
CMY = b"1 1 1 0 k 20 20 80 80 re f "
SPOT = named("ColorSpace", S=separation("Warm", [0, 1, 1, 0]), K=separation("Black", [0, 0, 0, 1]))
ALL = named("ColorSpace", A=separation("All", [1, 1, 1, 1]), N=separation("None", [1, 0, 0, 0]))
PAIR = named(
    "ColorSpace",
    D=lambda pdf: Array(
        [
            Name.DeviceN,
            Array([Name.Cyan, Name.Gold]),
            Name.DeviceCMYK,
            pdf.make_stream(
                b"{0 0 3 -1 roll 0 exch pop 0}",
                {"/FunctionType": 4, "/Domain": [0, 1, 0, 1], "/Range": [0, 1, 0, 1, 0, 1, 0, 1]},
            ),
        ]
    ),
)
CELL = {"PatternType": 1, "TilingType": 1, "XStep": 20, "YStep": 20, "BBox": Array([0, 0, 20, 20])}
PATTERNS = both(
    named(
        "Pattern",
        P=form(b"1 0 0 0 k 0 0 20 20 re f", PaintType=1, **CELL),
        U=form(b"0 0 20 20 re f", PaintType=2, **CELL),
        S=Dictionary(
            PatternType=2,
            Shading=Dictionary(
                ShadingType=2,
                ColorSpace=Name.DeviceCMYK,
                Coords=[0, 0, SIDE, 0],
                Function=linear([0, 0, 0, 0], [1, 0, 0, 0.5]),
            ),
        ),
    ),
    named("ColorSpace", C=Array([Name.Pattern, Name.DeviceCMYK])),
)
GLYPHS = named(
    "Font",
    F=lambda pdf: Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=[0, 0, 1000, 1000],
        FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
        Encoding=Dictionary(Differences=[97, Name.a, Name.b]),
        FirstChar=97,
        LastChar=98,
        Widths=[1000, 1000],
        Resources=Dictionary(),
        CharProcs=Dictionary(
            a=pdf.make_stream(b"1000 0 0 0 1000 1000 d1 0 0 1000 1000 re f"),
            b=pdf.make_stream(b"1000 0 d0 1 0 0 0 k 0 0 1000 1000 re f"),
        ),
    ),
)
FORMS = named(
    "XObject",
    Plain=form(b"0 0 40 40 re f"),
    Own=form(b"0 1 0 0 k 0 0 40 40 re f"),
    Group=form(b"0 0 0 1 k 0 0 40 40 re f", Group=Dictionary(S=Name.Transparency)),
)

PAINTED: dict[str, tuple[bytes, Fill | None, dict[str, float]]] = {
    "one colour": (b"0.2 0.4 0.6 0.8 k 0 0 144 144 re f", None,
                   {CYAN: 0.2, MAGENTA: 0.4, YELLOW: 0.6, BLACK: 0.8}),
    "grey is black ink": (b"0.25 g 0 0 144 144 re f", None, {BLACK: 0.75}),
    "a stroke": (b"0 0 1 0 K 60 w 0 72 m 144 72 l S", None, {YELLOW: 1}),
    "fill and stroke": (b"1 0 0 0 k 0 1 0 0 K 4 w 20 20 90 90 re B", None, {CYAN: 1}),
    "knockout": (CMY + b"0 0 0 1 k 60 60 60 60 re f", None, {BLACK: 1}),
    "overprint": (CMY + b"/Over gs 0 0 0 1 k 60 60 60 60 re f", None,
                  {CYAN: 1, MAGENTA: 1, YELLOW: 1, BLACK: 1}),
    "overprint set after the colour": (CMY + b"0 0 0 1 k /Over gs 60 60 60 60 re f", None,
                                       {CYAN: 1, MAGENTA: 1, YELLOW: 1, BLACK: 1}),
    "overprint of some inks": (CMY + b"/Over gs 0.5 0 0 1 k 60 60 60 60 re f", None,
                               {CYAN: 0.5, MAGENTA: 1, YELLOW: 1, BLACK: 1}),
    "overprint mode 0": (CMY + b"/Over0 gs 0 0 0 1 k 60 60 60 60 re f", None, {BLACK: 1}),
    "grey knocks out": (CMY + b"/Over gs 0 g 60 60 60 60 re f", None, {BLACK: 1}),
    "overprint ends": (CMY + b"q /Over gs Q 0 0 0 1 k 60 60 60 60 re f", None, {BLACK: 1}),
    "half transparent": (CMY + b"/Half gs 0 0 0 1 k 60 60 60 60 re f", None,
                         {CYAN: 0.5, MAGENTA: 0.5, YELLOW: 0.5, BLACK: 0.5}),
    "multiplied": (CMY + b"/Multiply gs 0.5 0 0 1 k 60 60 60 60 re f", None,
                   {CYAN: 1, MAGENTA: 1, YELLOW: 1, BLACK: 1}),
    "a spot ink": (b"/S cs 0.8 scn 0 0 144 144 re f", SPOT, {"Warm": 0.8}),
    "a spot ink over CMYK": (CMY + b"/Over gs /S cs 0.8 scn 60 60 60 60 re f", SPOT,
                             {CYAN: 1, MAGENTA: 1, YELLOW: 1, "Warm": 0.8}),
    "the separation Black": (CMY + b"/Over gs /K cs 0.8 scn 60 60 60 60 re f", SPOT,
                             {CYAN: 1, MAGENTA: 1, YELLOW: 1, BLACK: 0.8}),
    "the separation All": (b"/A cs 0.5 scn 0 0 144 144 re f", ALL,
                           {CYAN: 0.5, MAGENTA: 0.5, YELLOW: 0.5, BLACK: 0.5}),
    "the separation None": (CMY + b"/N cs 1 scn 60 60 60 60 re f", ALL,
                            {CYAN: 1, MAGENTA: 1, YELLOW: 1}),
    "two colorants": (b"/D cs 0.25 0.5 scn 0 0 144 144 re f", PAIR, {CYAN: 0.25, "Gold": 0.5}),
    "a pattern": (b"/Pattern cs /P scn 0 0 144 144 re f", PATTERNS, {CYAN: 1}),
    "an uncoloured pattern": (b"/C cs 0 1 0 0.5 /U scn 0 0 144 144 re f", PATTERNS,
                              {MAGENTA: 1, BLACK: 0.5}),
    "a shading pattern": (b"/Pattern cs /S scn 0 0 144 144 re f", PATTERNS,
                          {CYAN: 0.5, BLACK: 0.25}),
    "a form in the page's colour": (b"0 0 1 0 k q 1 0 0 1 52 52 cm /Plain Do Q", FORMS,
                                    {YELLOW: 1}),
    "a form's own colour": (b"0 0 1 0 k q 1 0 0 1 52 52 cm /Own Do Q", FORMS, {MAGENTA: 1}),
    "a form that overprints": (CMY + b"/Over gs 0 0 0 1 k q 1 0 0 1 52 52 cm /Plain Do Q", FORMS,
                               {CYAN: 1, MAGENTA: 1, YELLOW: 1, BLACK: 1}),
    "a form drawn with two colours": (
        b"0 0 1 0 k q 1 0 0 1 0 0 cm /Plain Do Q 1 0 0 0 k q 1 0 0 1 52 52 cm /Plain Do Q",
        FORMS, {CYAN: 1}),
    "a group half transparent": (CMY + b"/Half gs q 1 0 0 1 52 52 cm /Group Do Q", FORMS,
                                 {CYAN: 0.5, MAGENTA: 0.5, YELLOW: 0.5, BLACK: 0.5}),
    "a glyph in the text's colour": (b"BT /F 80 Tf 0 1 0 0 k 40 40 Td (a) Tj ET", GLYPHS,
                                     {MAGENTA: 1}),
    "a glyph's own colour": (b"BT /F 80 Tf 0 1 0 0 k 40 40 Td (b) Tj ET", GLYPHS, {CYAN: 1}),
    "invisible text": (b"BT 3 Tr /F 80 Tf 0 1 0 0 k 40 40 Td (a) Tj ET", GLYPHS, {}),
    "an inline picture": (
        b"q 144 0 0 144 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /CMYK /F /AHx ID FF003300> EI Q", None,
        {CYAN: 1, YELLOW: 0.2}),
}  # fmt: skip


@pytest.mark.parametrize("name", PAINTED)
def test_the_middle_of_a_page_has_these_inks(name: str) -> None:
    """What is painted in the middle of the page lies there on the plates, and nothing else."""
    content, fill, expected = PAINTED[name]

    inks = ink_map(page_of(content, fill), 0)

    assert ink_at(inks, 72, 72) == pytest.approx(expected, abs=LEVEL)
    assert inks.notes == ()


RAMP = np.tile(np.arange(0, 256, 4, dtype=np.uint8), (64, 1))
FOUR = np.stack([RAMP, RAMP.T, 255 - RAMP, RAMP // 2], axis=2)
TABLE = pikepdf.String(bytes([255, 0, 0, 0, 0, 128, 0, 64]))

PICTURES: dict[str, tuple[Fill, dict[str, float]]] = {
    "CMYK": (
        named("XObject", I=lambda pdf: picture(pdf, FOUR, Name.DeviceCMYK)),
        {CYAN: 0.498, MAGENTA: 0.498, YELLOW: 0.502, BLACK: 0.249},
    ),
    "CMYK as JPEG": (
        named("XObject", I=lambda pdf: jpeg(pdf, Image.fromarray(FOUR, "CMYK"), Name.DeviceCMYK)),
        # Pillow writes ink as Adobe does, 255 for none, and a PDF without Decode takes it as ink.
        {CYAN: 0.502, MAGENTA: 0.502, YELLOW: 0.498, BLACK: 0.751},
    ),
    "inverted by Decode": (
        named(
            "XObject",
            I=lambda pdf: jpeg(
                pdf, Image.fromarray(FOUR, "CMYK"), Name.DeviceCMYK, Decode=Array([1, 0] * 4)
            ),
        ),
        {CYAN: 0.498, MAGENTA: 0.498, YELLOW: 0.502, BLACK: 0.249},
    ),
    "indexed": (
        named(
            "XObject",
            I=lambda pdf: picture(
                pdf, np.full((4, 4), 1), Array([Name.Indexed, Name.DeviceCMYK, 1, TABLE])
            ),
        ),
        {MAGENTA: 0.502, BLACK: 0.251},
    ),
    "one bit": (
        named(
            "XObject", I=lambda pdf: picture(pdf, np.zeros((8, 1)), Name.DeviceGray, 1, Width=8)
        ),
        {BLACK: 1},
    ),
    "16 bits": (
        named(
            "XObject",
            I=lambda pdf: picture(pdf, np.full((4, 8), 51), Name.DeviceGray, 16, Width=4),
        ),
        {BLACK: 0.8},
    ),
    "a spot ink": (
        named(
            "XObject",
            I=lambda pdf: picture(pdf, np.full((4, 4), 102), separation("Warm", [0] * 4)),
        ),
        {"Warm": 0.4},
    ),
    "a colour key": (
        named(
            "XObject",
            I=lambda pdf: picture(pdf, np.full((4, 4), 51), Name.DeviceGray, Mask=Array([50, 52])),
        ),
        {},
    ),
    "a soft mask": (
        named(
            "XObject",
            I=lambda pdf: picture(
                pdf, np.full((4, 4), 0), Name.DeviceGray,
                SMask=picture(pdf, np.full((4, 4), 127), Name.DeviceGray),
            ),
        ),
        {BLACK: 0.498},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_has_these_inks(name: str) -> None:
    """The middle of a picture, of whatever kind, lies on the plates with its tints."""
    fill, expected = PICTURES[name]

    inks = ink_map(page_of(patch(), fill), 0)

    # The middle of a ramp lies between two samples, and JPEG smooths them.
    assert ink_at(inks, 72, 72) == pytest.approx(expected, abs=0.025)
    assert inks.notes == ()


def test_a_stencil_is_painted_in_the_colour() -> None:
    """An image mask takes its ink from the page's colour."""
    mask = named(
        "XObject",
        I=lambda pdf: pdf.make_stream(
            bytes(8),
            {"/Subtype": Name.Image, "/Width": 8, "/Height": 8, "/ImageMask": True,
             "/BitsPerComponent": 1},
        ),
    )  # fmt: skip

    inks = ink_map(page_of(b"0 0.5 1 0 k " + patch(), mask), 0)

    assert ink_at(inks, 72, 72) == pytest.approx({MAGENTA: 0.5, YELLOW: 1}, abs=LEVEL)


@pytest.mark.skipif(not PROFILE.exists(), reason="the profile isn't here")
@pytest.mark.parametrize("kind", ["fill", "picture", "jpeg"])
def test_rgb_is_separated_by_the_profile(kind: str) -> None:
    """RGB lies on the plates as LittleCMS separates it, whether painted or in a picture."""
    colour = (51, 102, 204)
    samples = np.full((16, 16, 3), colour, np.uint8)
    fills = {
        "fill": None,
        "picture": named("XObject", I=lambda pdf: picture(pdf, samples, Name.DeviceRGB)),
        "jpeg": named("XObject", I=lambda pdf: jpeg(pdf, Image.fromarray(samples), Name.DeviceRGB)),
    }
    content = b"0.2 0.4 0.8 rg 0 0 144 144 re f" if kind == "fill" else patch()

    inks = ink_map(page_of(content, fills[kind]), 0, PROFILE.read_bytes())

    separated = ImageCms.profileToProfile(
        Image.new("RGB", (1, 1), colour),
        ImageCms.createProfile("sRGB"),
        str(PROFILE),
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        outputMode="CMYK",
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    assert separated is not None
    expected = [level / 255 for level in separated.getpixel((0, 0))]  # type: ignore[union-attr]
    found = ink_at(inks, 72, 72)
    assert [found.get(ink, 0) for ink in (CYAN, MAGENTA, YELLOW, BLACK)] == pytest.approx(
        expected, abs=0.02 if kind == "jpeg" else LEVEL
    )


def test_rgb_without_a_profile_is_told_of() -> None:
    """Where nobody says how RGB is separated it counts as no ink, and the map says so."""
    inks = ink_map(page_of(b"0.2 0.4 0.8 rg 0 0 144 144 re f"), 0)

    assert inks.total.max() == 0
    assert "RGB" in inks.notes[0]


def test_a_gradient_lies_on_the_plates_step_by_step() -> None:
    """Along a gradient each plate follows the function, here a curve, within 0.015."""
    shading = Dictionary(
        ShadingType=2,
        ColorSpace=Name.DeviceCMYK,
        Coords=[0, 0, SIDE, 0],
        Function=Dictionary(
            FunctionType=2, Domain=[0, 1], C0=Array([1, 0, 0, 0]), C1=Array([0, 0, 0, 1]), N=2
        ),
    )

    inks = ink_map(page_of(b"/S sh", named("Shading", S=shading)), 0, ppi=72)

    place = (np.arange(SIDE) + 0.5) / SIDE
    assert np.abs(inks.plates[BLACK][72] / 255 - place**2).max() < 0.015
    assert np.abs(inks.plates[CYAN][72] / 255 - (1 - place**2)).max() < 0.015


def test_a_mesh_lies_on_the_plates() -> None:
    """A mesh keeps its form, and its corners their colours, on each plate."""
    corners = [(0, 0, (255, 0, 0, 0)), (65535, 0, (0, 255, 0, 0)), (0, 65535, (0, 0, 255, 128))]
    data = b"".join(
        b"\0" + x.to_bytes(2, "big") + y.to_bytes(2, "big") + bytes(colour)
        for x, y, colour in corners
    )
    mesh = named(
        "Shading",
        S=lambda pdf: pdf.make_stream(
            data,
            {"/ShadingType": 4, "/ColorSpace": Name.DeviceCMYK, "/BitsPerCoordinate": 16,
             "/BitsPerComponent": 8, "/BitsPerFlag": 8,
             "/Decode": Array([0, SIDE, 0, SIDE, 0, 1, 0, 1, 0, 1, 0, 1])},
        ),
    )  # fmt: skip

    inks = ink_map(page_of(b"/S sh", mesh), 0, ppi=72)

    expected = {CYAN: 0.25, MAGENTA: 0.25, YELLOW: 0.5, BLACK: 0.25}
    assert ink_at(inks, SIDE / 4, SIDE / 2) == pytest.approx(expected, abs=0.02)


def test_layers_that_are_off_carry_no_ink() -> None:
    """Content of a layer that is off in the default configuration isn't printed."""
    content = b"/OC /L BDC 1 1 1 1 k 0 0 144 144 re f EMC"
    pdf = pikepdf.open(io.BytesIO(page_of(content)))
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Off"))
    pdf.pages[0].Resources.Properties = Dictionary(L=layer)
    pdf.Root.OCProperties = Dictionary(
        OCGs=Array([layer]), D=Dictionary(BaseState=Name.ON, OFF=Array([layer]))
    )
    data = io.BytesIO()
    pdf.save(data)

    assert ink_map(data.getvalue(), 0).total.max() == 0


def test_a_map_covers_the_bleed() -> None:
    """By default the map is of the BleedBox; what stands outside isn't on it."""
    boxes = {"/BleedBox": [20, 20, 124, 124], "/TrimBox": [28, 28, 116, 116]}

    inks = ink_map(
        page_of(b"1 0 0 0 k 0 0 18 144 re f 0 1 0 0 k 20 20 104 104 re f", boxes=boxes), 0
    )

    assert inks.box == (20, 20, 124, 124)
    assert list(inks.plates) == [MAGENTA]
    assert inks.total.min() == pytest.approx(1)
