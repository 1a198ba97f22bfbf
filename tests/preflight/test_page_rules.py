"""Each rule about pages: a PDF that breaks it and nothing else, and a neighbour that keeps it."""

import io
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream
from press_pdf import (
    add_font,
    add_picture,
    add_profile,
    press_pdf,
    profile_header,
    saved,
    set_resource,
    shown,
)

from assemble.model.preflight import Fault, Limits
from assemble.preflight.page.check_page import page_faults
from assemble.preflight.page.walk import walk_pages
from assemble.preflight.rules_page import RULES

Maker = Callable[[], pikepdf.Pdf]
TINT = b"0 0 0 0.2 k 50 50 100 100 re f "


class Case(NamedTuple):
    """A rule with a PDF that breaks it and one that doesn't, under a standard."""

    rule: str
    bad: Maker
    good: Maker
    standard: str = "x-4"


def faults(pdf: pikepdf.Pdf, standard: str = "x-4", limits: Limits | None = None) -> list[Fault]:
    """The faults of a PDF, saved and opened as a file is."""
    with pikepdf.open(io.BytesIO(saved(pdf))) as opened:
        return list(page_faults(opened, standard, limits or Limits()))


def on_page(content: bytes, **resources: Any) -> Maker:
    """A page of this content; `XObject_I2=…` is a resource, or makes one of the PDF."""

    def make() -> pikepdf.Pdf:
        pdf = press_pdf(content)
        for key, value in resources.items():
            kind, _, name = key.partition("_")
            made = value(pdf) if callable(value) else value
            set_resource(pdf, f"/{kind}", f"/{name}", made)
        return pdf

    return make


def text(size: float, colour: bytes, state: bytes = b"/Over gs") -> bytes:
    """A line of type in a colour."""
    return b"%s BT /F1 %.3f Tf %s 1 0 0 1 60 100 Tm %s Tj ET" % (
        state, size, colour, shown("Some type"),
    )  # fmt: skip


def placed(side: float, at: float = 60) -> bytes:
    """The picture I2 as a square."""
    return b"q %f 0 0 %f %f %f cm /I2 Do Q" % (side, side, at, at)


def picture(*given: Any, **more: Any) -> Callable[[pikepdf.Pdf], pikepdf.Object]:
    """What makes a picture in a PDF."""
    return lambda pdf: add_picture(pdf, *given, **more)


def icc(data: bytes, components: int) -> Callable[[pikepdf.Pdf], pikepdf.Object]:
    """What makes an ICCBased space in a PDF."""
    return lambda pdf: Array([Name.ICCBased, add_profile(pdf, data, components)])


def icc_picture(data: bytes, components: int) -> Callable[[pikepdf.Pdf], pikepdf.Object]:
    """What makes a picture in an ICCBased space."""
    return lambda pdf: add_picture(pdf, (300, 300), icc(data, components)(pdf), components)


def tint(names: list[str], alternate: str = "/DeviceCMYK") -> Array:
    """A Separation space, or DeviceN of several inks."""
    function = Dictionary(
        FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 0.5, 1, 0], N=1
    )  # fmt: skip
    if len(names) == 1:
        return Array([Name.Separation, Name(f"/{names[0]}"), Name(alternate), function])
    inks = Array([Name(f"/{name}") for name in names])
    return Array([Name.DeviceN, inks, Name(alternate), function])


def form(content: bytes, **more: Any) -> Callable[[pikepdf.Pdf], pikepdf.Object]:
    """What makes a form in a PDF."""
    return lambda pdf: Stream(
        pdf, content, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 240, 340], **more
    )


def group(space: object) -> Dictionary:
    """A transparency group that mixes its colours in a space."""
    return Dictionary(Type=Name.Group, S=Name.Transparency, CS=space)


def without_program() -> pikepdf.Pdf:
    """The good page with its font's program taken away."""
    pdf = press_pdf()
    font = pdf.pages[0].obj.Resources.Font.F1
    del font.DescendantFonts[0].FontDescriptor.FontFile2
    return pdf


def with_program(data: bytes) -> Maker:
    """The good page with another file as its font's program."""

    def make() -> pikepdf.Pdf:
        pdf = press_pdf()
        font = pdf.pages[0].obj.Resources.Font.F1
        font.DescendantFonts[0].FontDescriptor.FontFile2 = Stream(pdf, data)
        return pdf

    return make


def without_unicode() -> pikepdf.Pdf:
    """The good page with its font's ToUnicode map taken away."""
    pdf = press_pdf()
    del pdf.pages[0].obj.Resources.Font.F1.ToUnicode
    return pdf


def private_unicode() -> pikepdf.Pdf:
    """The good page with a ToUnicode map into private use."""
    pdf = press_pdf()
    mapped = b"1 beginbfrange <0000> <FFFF> <E000> endbfrange"
    pdf.pages[0].obj.Resources.Font.F1.ToUnicode = Stream(pdf, mapped)
    return pdf


def state(**entries: Any) -> Dictionary:
    """A graphics state."""
    return Dictionary(Type=Name.ExtGState, **entries)


ACTUAL = b"/Over gs BT /F1 12 Tf 0 0 0 1 k 60 60 Td /Span <</ActualText (x)>> BDC %s Tj EMC ET"
"""A glyph that brings its own text along."""
RGB_PROFILE = profile_header(b"RGB ", b"mntr", 2)
NEW_PROFILE = RGB_PROFILE[:8] + b"\x04\x40" + RGB_PROFILE[10:]
CMYK_PROFILE = profile_header(number=3)
WHITE_BOX = b"0 0 0 0 k 60 60 20 20 re f "

CASES = (
    Case(
        "picture-resolution-error",
        on_page(placed(145), XObject_I2=picture()),
        on_page(placed(94), XObject_I2=picture()),
    ),
    Case(
        "picture-resolution-low",
        on_page(placed(100), XObject_I2=picture()),
        on_page(placed(96), XObject_I2=picture()),
    ),
    Case(
        "picture-resolution-error",
        on_page(placed(40), XObject_I2=picture((300, 300), Name.DeviceGray, 1, 1)),
        on_page(placed(26), XObject_I2=picture((300, 300), Name.DeviceGray, 1, 1)),
    ),
    Case(
        "picture-bits",
        on_page(placed(50), XObject_I2=picture((300, 300), Name.DeviceCMYK, 4, 16)),
        on_page(placed(50), XObject_I2=picture()),
        "x-1a",
    ),
    Case(
        "colour-rgb",
        on_page(b"1 0 0 rg 50 50 100 100 re f"),
        on_page(b"0 1 1 0 k 50 50 100 100 re f"),
    ),
    Case(
        "colour-rgb",
        on_page(placed(50), XObject_I2=picture((300, 300), Name.DeviceRGB, 3)),
        on_page(
            placed(50),
            XObject_I2=picture((300, 300), Name.DeviceRGB, 3),
            ColorSpace_DefaultRGB=icc(RGB_PROFILE, 3),
        ),
    ),
    Case(
        "colour-rgb",
        on_page(b"/S cs 1 scn 50 50 9 9 re f", ColorSpace_S=tint(["Black"], "/DeviceRGB")),
        on_page(b"/S cs 1 scn 50 50 9 9 re f", ColorSpace_S=tint(["Black"])),
        "x-1a",
    ),
    Case(
        "colour-rgb-unknown",
        on_page(b"1 0 0 rg 50 50 100 100 re f"),
        on_page(b"0.5 g 50 50 100 100 re f"),
        "",
    ),
    Case(
        "colour-managed",
        on_page(placed(50), XObject_I2=icc_picture(RGB_PROFILE, 3)),
        on_page(placed(50), XObject_I2=picture()),
        "x-1a",
    ),
    Case(
        "colour-is-intent",
        on_page(placed(50), XObject_I2=icc_picture(profile_header(), 4)),
        on_page(placed(50), XObject_I2=icc_picture(CMYK_PROFILE, 4)),
    ),
    Case(
        "colour-space-invalid",
        on_page(placed(50), XObject_I2=icc_picture(b"no profile", 3)),
        on_page(placed(50), XObject_I2=icc_picture(RGB_PROFILE, 3)),
    ),
    Case(
        "icc-version",
        on_page(placed(50), XObject_I2=icc_picture(NEW_PROFILE, 3)),
        on_page(placed(50), XObject_I2=icc_picture(RGB_PROFILE, 3)),
    ),
    Case(
        "managed-vector",
        on_page(b"/S cs 1 0 0 scn 50 50 9 9 re f", ColorSpace_S=icc(RGB_PROFILE, 3)),
        on_page(placed(50), XObject_I2=icc_picture(RGB_PROFILE, 3)),
    ),
    Case(
        "spot-colour",
        on_page(b"/S cs 1 scn 50 50 9 9 re f", ColorSpace_S=tint(["Gold"])),
        on_page(b"/S cs 1 0 scn 50 50 9 9 re f", ColorSpace_S=tint(["Cyan", "Black"])),
    ),
    Case(
        "registration-colour",
        on_page(b"/S CS 1 SCN 50 50 m 90 90 l S", ColorSpace_S=tint(["All"])),
        on_page(TINT + b"/S CS 1 SCN 2 2 m 9 9 l S", ColorSpace_S=tint(["All"])),
    ),
    Case(
        "small-type",
        on_page(text(5.9, b"1 1 0 0 k")),
        on_page(text(6, b"1 1 0 0 k")),
    ),
    Case(
        "small-type",
        on_page(b"q 0.5 0 0 0.5 30 30 cm " + text(11, b"1 1 0 0 k") + b" Q"),
        on_page(text(5.9, b"1 0 0 0 k")),
    ),
    Case(
        "white-type-small",
        on_page(TINT + text(7.9, b"0 0 0 0 k", b"/Knock gs")),
        on_page(TINT + text(8, b"0 0 0 0 k", b"/Knock gs")),
    ),
    Case(
        "white-type-overprints",
        on_page(TINT + text(10, b"1 g")),
        on_page(TINT + text(10, b"1 g", b"/Knock gs")),
    ),
    Case(
        "white-path-overprints",
        on_page(TINT + b"/Over gs " + WHITE_BOX),
        on_page(TINT + WHITE_BOX),
    ),
    Case(
        "black-type-knocks-out",
        on_page(text(11.9, b"0 0 0 1 k", b"/Knock gs")),
        on_page(text(12, b"0 0 0 1 k", b"/Knock gs")),
    ),
    Case(
        "black-type-knocks-out",
        on_page(text(9, b"0 0 0 1 k", b"/Mode0 gs"), ExtGState_Mode0=state(op=True, OPM=0)),
        on_page(text(9, b"0 0 0 1 k")),
    ),
    Case("grey-type", on_page(text(9, b"0 g")), on_page(text(9, b"0.5 g"))),
    Case(
        "rich-black-type",
        on_page(text(13, b"0.4 0 0 1 k")),
        on_page(text(14, b"0.4 0 0 1 k")),
    ),
    Case(
        "rich-black-type",
        on_page(text(30, b"0.7 0.6 0.6 1 k")),
        on_page(text(30, b"0.6 0.6 0.6 1 k")),
    ),
    Case(
        "hairline",
        on_page(b"0 0 0 1 K 0.2 w 60 60 m 90 60 l S"),
        on_page(b"0 0 0 1 K 0.25 w 60 60 m 90 60 l S"),
    ),
    Case(
        "hairline",
        on_page(b"0 0 0 1 k 60 60 50 0.1 re f"),
        on_page(b"0 0 0 1 k 60 60 50 0.3 re f"),
    ),
    Case(
        "bleed-missing",
        on_page(b"0 0 0 0.5 k 20 60 60 60 re f"),
        on_page(b"0 0 0 0.5 k 11 60 60 60 re f"),
    ),
    Case(
        "bleed-missing",
        on_page(b"q 20 20 200 300 re W n 72 0 0 72 15 60 cm /I1 Do Q"),
        on_page(b"q 72 0 0 72 11 60 cm /I1 Do Q"),
    ),
    Case(
        "near-trim",
        on_page(b"q 72 0 0 72 25 60 cm /I1 Do Q"),
        on_page(b"q 72 0 0 72 32 60 cm /I1 Do Q"),
    ),
    Case(
        "near-trim",
        on_page(text(12, b"0 0 0 1 k").replace(b"60 100 Tm", b"30 100 Tm")),
        on_page(text(12, b"0 0 0 1 k").replace(b"60 100 Tm", b"32 100 Tm")),
    ),
    Case(
        "transparency-forbidden",
        on_page(b"/T gs " + TINT, ExtGState_T=state(ca=0.5)),
        on_page(b"/T gs " + TINT, ExtGState_T=state(ca=1, CA=1, BM=Name.Normal, SMask=Name.None_)),
        "x-1a",
    ),
    Case(
        "transparency",
        on_page(b"/T gs " + TINT, ExtGState_T=state(BM=Name.Multiply)),
        on_page(b"/T gs " + TINT, ExtGState_T=state(BM=Name.Compatible)),
    ),
    Case(
        "group-colour-space",
        on_page(b"/X Do", XObject_X=form(TINT, Group=group(Name.DeviceRGB))),
        on_page(b"/X Do", XObject_X=form(TINT, Group=group(Name.DeviceCMYK))),
    ),
    Case(
        "blend-mode-unknown",
        on_page(b"/T gs " + TINT, ExtGState_T=state(BM=Name.Sparkle)),
        on_page(b"/T gs " + TINT, ExtGState_T=state(BM=[Name.Sparkle, Name.Darken])),
    ),
    Case("font-not-embedded", without_program, press_pdf),
    Case("font-program", with_program(b"\0\1\0\0no font"), press_pdf),
    Case(
        "font-courier",
        on_page(text(12, b"0 0 0 1 k"), Font_F1=lambda pdf: add_font(pdf, "ABCDEF+CourierNew")),
        on_page(text(12, b"0 0 0 1 k"), Font_F1=lambda pdf: add_font(pdf, "ABCDEF+Curier")),
    ),
    Case(
        "glyph-missing",
        on_page(ACTUAL % b"<0FFF>"),
        on_page(ACTUAL % b"<0005>"),
    ),
    Case("text-unreadable", without_unicode, press_pdf),
    Case("text-unreadable", private_unicode, press_pdf),
    Case("empty-page", on_page(b"0 0 0 0 k 50 50 9 9 re f"), on_page(TINT)),
    Case("empty-page", on_page(b"0 0 0 1 K 1 w 2 2 m 2 9 l S"), on_page(TINT)),
    Case("content-syntax", on_page(TINT + b"(unended"), on_page(TINT + b"(ended) pop"[:0])),
    Case("content-syntax", on_page(TINT + b"Q"), on_page(b"q " + TINT + b"Q")),
    Case("content-syntax", on_page(TINT + b"/Name w"), on_page(TINT + b"3 w")),
    Case("unknown-operator", on_page(TINT + b"BX 1 paint EX"), on_page(TINT + b"BX EX")),
    Case(
        "resource-missing",
        on_page(TINT + b"BT /F9 9 Tf (a) Tj ET"),
        on_page(TINT + b"BT /F1 9 Tf ET"),
    ),
    Case("resource-missing", on_page(TINT + b"/None Do"), on_page(TINT)),
    Case("rendering-intent", on_page(b"/Vivid ri " + TINT), on_page(b"/Saturation ri " + TINT)),
    Case(
        "transfer-function",
        on_page(b"/T gs " + TINT, ExtGState_T=state(TR2=Name.Identity)),
        on_page(b"/T gs " + TINT, ExtGState_T=state(TR2=Name.Default)),
    ),
    Case(
        "halftone",
        on_page(b"/T gs " + TINT, ExtGState_T=state(HT=Dictionary(HalftoneType=6))),
        on_page(b"/T gs " + TINT, ExtGState_T=state(HT=Dictionary(HalftoneType=1))),
    ),
    Case(
        "postscript-xobject",
        on_page(TINT + b"/X Do", XObject_X=form(b"", PS=1)),
        on_page(TINT + b"/X Do", XObject_X=form(b"")),
    ),
    Case(
        "opi",
        on_page(TINT + b"/X Do", XObject_X=form(b"", OPI=Dictionary())),
        on_page(TINT + b"/X Do", XObject_X=form(b"")),
    ),
    Case(
        "reference-xobject",
        on_page(TINT + b"/X Do", XObject_X=form(b"", Ref=Dictionary())),
        on_page(TINT + b"/X Do", XObject_X=form(b"")),
    ),
    Case(
        "alternate-images",
        on_page(placed(50), XObject_I2=picture(Alternates=Array([]))),
        on_page(placed(50), XObject_I2=picture()),
    ),
    Case(
        "content-limit",
        on_page(TINT + b"/P Do", XObject_P=lambda pdf: itself(pdf)),
        on_page(TINT + b"/P Do /P Do", XObject_P=form(b"")),
    ),
)  # fmt: skip
"""Rules whose break needs more than this table have tests of their own below."""


def itself(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """A form that paints itself."""
    made = pdf.make_indirect(form(b"/Self Do")(pdf))
    made.Resources = Dictionary(XObject=Dictionary(Self=made))
    return made


def filtered(name: str) -> pikepdf.Pdf:
    """A page whose picture claims to be compressed in a way; nobody decodes it."""
    pdf = press_pdf(placed(50))
    image = add_picture(pdf)
    image.Filter = Name(f"/{name}")
    set_resource(pdf, "/XObject", "/I2", image)
    return pdf


def rgb_intent() -> pikepdf.Pdf:
    """A page in CMYK for an output intent in RGB."""
    pdf = press_pdf(b"0 0 0 0.5 k 50 50 100 100 re f")
    pdf.Root.OutputIntents[0].DestOutputProfile = add_profile(pdf, RGB_PROFILE, 3)
    return pdf


MORE = (
    Case("picture-filter", lambda: filtered("LZWDecode"), press_pdf),
    Case("picture-filter", lambda: filtered("JBIG2Decode"), press_pdf, "x-1a"),
    Case("colour-device", rgb_intent, press_pdf),
)
NOTES = {"transparency"}
"""What any page with transparency has, be it sound or not."""
TRIED = CASES + MORE


def ids(cases: tuple[Case, ...]) -> Iterator[str]:
    """What the tests are called."""
    return (f"{case.rule}-{n}" for n, case in enumerate(cases))


@pytest.mark.parametrize("case", TRIED, ids=ids(TRIED))
def test_a_broken_rule_is_the_only_one_found(case: Case) -> None:
    """A page that breaks one rule gets faults of that rule, with their page and no others."""
    found = faults(case.bad(), case.standard)

    assert {fault.rule for fault in found} - NOTES == {case.rule} - NOTES
    assert case.rule in {fault.rule for fault in found}
    assert {fault.page for fault in found} == {1}


@pytest.mark.parametrize("case", TRIED, ids=ids(TRIED))
def test_the_neighbour_is_good(case: Case) -> None:
    """The page next to it, which just keeps the rule, has no fault."""
    found = {fault.rule for fault in faults(case.good(), case.standard)}

    assert found - (NOTES - {case.rule}) == set()


@pytest.mark.parametrize("standard", ["x-4", "x-1a", ""])
def test_the_good_page_is_good(standard: str) -> None:
    """The page that all others are made from has no fault under any standard."""
    assert faults(press_pdf(), standard) == []


def test_fine_lines_have_a_limit_of_their_own() -> None:
    """Where hairlines are allowed, white and coloured ones under 0.25 pt still aren't."""
    limits = Limits(hairline=0.1)
    made = [
        faults(press_pdf(b"%s 0.2 w 60 60 m 90 60 l S " % colour + TINT), limits=limits)
        for colour in (b"1 0 1 0 K", b"0 0 0 0 K", b"0 0 0 1 K")
    ]

    assert [[fault.rule for fault in found] for found in made] == [["fine-line"], ["fine-line"], []]


def test_every_rule_is_tried() -> None:
    """No rule of the table goes without a test, and no test is of a rule that isn't there."""
    assert {case.rule for case in TRIED} | {"fine-line"} == {rule.id for rule in RULES}


def test_rules_name_limits_that_exist() -> None:
    """A rule's limits are fields of `Limits`, and its id stands once in the table."""
    fields = set(Limits.__annotations__)

    assert {name for rule in RULES for name in rule.limits} <= fields
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_many_places_become_one_fault() -> None:
    """Of a rule that a page breaks everywhere 20 places are named, and how many more there are."""
    lines = b"".join(
        b"%d %d m %d %d l S " % (40 + x, y, 42 + x, y) for x in (0, 100) for y in range(40, 300, 10)
    )
    found = faults(press_pdf(b"0 0 0 1 K 0.1 w " + lines + TINT))

    assert len(found) == 21
    assert found[-1].message == "and the same in 32 more places on this page"


def test_neighbours_become_one_fault() -> None:
    """Lines of a paragraph that share a fault are one fault around them all."""
    content = b"BT /F1 10 Tf 0 0 0 1 k 12 TL 60 200 Td " + b"%s Tj T* " % shown("aaa") * 5 + b"ET"
    found = faults(press_pdf(content))

    assert [fault.rule for fault in found] == ["black-type-knocks-out"]
    assert found[0].box is not None
    assert found[0].box[3] - found[0].box[1] == pytest.approx(4 * 12 + 0.94 * 10)


def test_masks_and_marks_are_left_alone() -> None:
    """Small marks outside the trim and a soft mask of few pixels have no fault of type or ppi."""
    marks = b"0 0 0 1 K 0.1 w 0 0 m 5 5 l S BT /F1 3 Tf 1 1 0 0 k 1 1 Td %s Tj ET" % shown("a")
    pdf = press_pdf(placed(50) + b" " + marks)
    soft = add_picture(pdf, (20, 20), Name.DeviceGray, 1)
    set_resource(pdf, "/XObject", "/I2", add_picture(pdf, SMask=soft))

    assert {fault.rule for fault in faults(pdf)} == {"transparency"}


def test_a_spine_needs_no_bleed() -> None:
    """Where the bleed box ends on the trim on one side only, pictures may end there too."""
    pdf = press_pdf(b"q 72 0 0 72 20 60 cm /I1 Do Q")
    pdf.pages[0].obj.BleedBox = [20, 11, 229, 329]

    assert faults(pdf) == []


def test_faults_of_a_picture_have_its_place() -> None:
    """Whatever is wrong with a picture, the fault's box is the picture's."""
    pdf = press_pdf(placed(100))
    image = add_picture(pdf, Alternates=Array([]), OPI=Dictionary(), Intent=Name.Perceptual)
    image.Filter = Name.LZWDecode
    set_resource(pdf, "/XObject", "/I2", image)
    found = faults(pdf)

    assert {fault.rule for fault in found} == {
        "alternate-images", "opi", "picture-filter", "picture-resolution-low",
    }  # fmt: skip
    assert {fault.box for fault in found} == {(60, 60, 160, 160)}


def test_spaces_alone_are_no_text() -> None:
    """A run of spaces at the page's edge is no fault."""
    content = TINT + b"BT /F1 6 Tf 1 1 0 0 k 21 60 Td %s Tj ET"

    assert faults(press_pdf(content % shown("  "))) == []
    assert faults(press_pdf(content % shown(" a"))) != []


@pytest.mark.parametrize(("turned", "side"), [(0, "left"), (90, "top"), (270, "bottom")])
def test_sides_are_those_that_a_reader_sees(turned: int, side: str) -> None:
    """On a page that is shown turned, the message names the side as shown."""
    pdf = press_pdf(b"0 0 0 0.5 k 20 60 60 60 re f")
    pdf.pages[0].obj.Rotate = turned

    assert [f"on the {side};" in fault.message for fault in faults(pdf)] == [True]


def test_good_content_survives_the_table() -> None:
    """The good page shows its text, so that the tests of fonts above test something."""
    with pikepdf.open(io.BytesIO(saved(press_pdf()))) as pdf:
        (page,) = walk_pages(pdf)

    assert [(run.glyphs, run.lost, run.absent) for run in page.runs] == [(len("Black type"), 0, 0)]
