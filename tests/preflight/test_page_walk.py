"""What the walker says a page paints, and that no file makes it raise or run on."""

import io
import random
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream
from press_pdf import (
    TRIM,
    add_picture,
    font_program,
    press_pdf,
    profile_header,
    saved,
    set_resource,
    shown,
)

from assemble.model.preflight import Limits
from assemble.preflight.page import walker
from assemble.preflight.page.check_page import page_faults
from assemble.preflight.page.facts import PageFacts
from assemble.preflight.page.walk import walk_pages

AREA = b"0 0 0 0.2 k 0 0 10 10 re f "


def walked(content: bytes, **resources: Any) -> PageFacts:
    """The facts of a page of this content."""
    return facts_of(made(content, **resources))


def made(content: bytes, **resources: Any) -> pikepdf.Pdf:
    """A page of this content; `XObject_X=…` is a resource, or makes one of the PDF."""
    pdf = press_pdf(content)
    for key, value in resources.items():
        kind, _, name = key.partition("_")
        set_resource(pdf, f"/{kind}", f"/{name}", value(pdf) if callable(value) else value)
    return pdf


def facts_of(pdf: pikepdf.Pdf) -> PageFacts:
    """The facts of a PDF's first page, saved and opened as a file is."""
    with pikepdf.open(io.BytesIO(saved(pdf))) as opened:
        return next(walk_pages(opened))


def form(content: bytes, **more: Any) -> Any:
    """What makes a form in a PDF."""
    entries = {"BBox": [0, 0, 1000, 1000]} | more
    return lambda pdf: Stream(pdf, content, Type=Name.XObject, Subtype=Name.Form, **entries)


def near(values: Any) -> Any:
    """Numbers, give or take a rounding."""
    return pytest.approx(values, abs=1e-6)


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (b"BT /F1 10 Tf %s Tj ET", 10),
        (b"BT /F1 1 Tf 9 0 0 9 50 50 Tm %s Tj ET", 9),
        (b"0.5 0 0 0.5 0 0 cm BT /F1 10 Tf %s Tj ET", 5),
        (b"BT /F1 10 Tf 0 2 -2 0 50 50 Tm %s Tj ET", 20),
        (b"BT /F1 -10 Tf 1 0 0.3 1 50 50 Tm %s Tj ET", 10),
        (b"BT /F1 10 Tf 50 Tz %s Tj ET", 10),
    ],
)
def test_type_has_its_size_on_paper(content: bytes, size: float) -> None:
    """Font size, text matrix and page matrix together make the size; width and slant don't."""
    assert walked(content % shown("a")).runs[0].size == near(size)


def test_a_run_is_as_wide_as_its_glyphs() -> None:
    """Widths, letter and word space, scale and the numbers of TJ make up where a run ends."""
    _, glyphs, widths = font_program()
    width = widths[glyphs["a"]] / 100
    page = walked(
        b"BT /F1 10 Tf 1 0 0 1 50 60 Tm 2 Tc [%s 500 %s] TJ %s Tj ET" % ((shown("a"),) * 3)
    )
    first, second = page.runs

    assert (first.box[0], first.box[2]) == near((50, 50 + 2 * width + 4 - 5))
    assert second.box[0] == near(first.box[2])
    assert (first.box[1], first.box[3]) == near((58, 67.4))


def test_lines_go_down_by_their_leading() -> None:
    """TD, T* and the two quotation marks move to new lines."""
    one = shown("a")
    content = b"BT /F1 10 Tf 50 200 Td 0 -12 TD %s Tj T* %s Tj %s ' 0 0 %s \" ET" % (
        one,
        one,
        one,
        one,
    )
    bottoms = [run.box[1] + 2 for run in walked(content).runs]

    assert bottoms == near([188, 176, 164, 152])


def test_what_the_clip_hides_is_not_there() -> None:
    """Boxes are cut to the clip, and what lies outside it isn't told."""
    page = walked(b"0 0 50 50 re W n 40 40 100 100 re f 60 60 9 9 re f")

    assert [path.box for path in page.paths] == [(40, 40, 50, 50)]


def test_the_state_comes_back_after_q() -> None:
    """Colour, matrix, clip and line width are those before q again after Q."""
    page = walked(b"4 w q 2 0 0 2 0 0 cm 1 0 0 0 K 0 0 9 9 re W n Q 0 0 m 100 0 l S")
    (path,) = page.paths

    assert path.stroke is not None
    assert path.stroke.space.family == "DeviceGray"
    assert (path.width, path.box[2]) == near((4, 102))


def test_pictures_have_their_resolution() -> None:
    """The axis that has fewer pixels an inch counts; user units make a picture larger."""
    pdf = made(b"q 72 0 0 36 50 50 cm /I1 Do Q")
    large = made(b"q 72 0 0 36 50 50 cm /I1 Do Q")
    large.pages[0].obj.UserUnit = 2

    assert [facts_of(each).pictures[0].ppi for each in (pdf, large)] == near([300, 150])


def test_forms_are_walked_with_matrix_and_clip() -> None:
    """A form's content stands where its matrix puts it, cut to its box."""
    box = {"Matrix": [2, 0, 0, 2, 50, 60], "BBox": [0, 0, 8, 20]}
    page = walked(b"/X Do " + AREA, XObject_X=form(AREA, **box))

    assert [path.box for path in page.paths] == [(50, 60, 66, 80), (0, 0, 10, 10)]


def test_a_form_without_resources_takes_those_around_it() -> None:
    """Old forms name fonts of the page."""
    page = walked(b"/X Do", XObject_X=form(b"BT /F1 9 Tf %s Tj ET" % shown("a")))

    assert (len(page.runs), page.oddities) == (1, ())


def test_patterns_are_walked_where_they_show() -> None:
    """What a cell paints is told once, in the place that the pattern covers."""

    def cell(pdf: pikepdf.Pdf) -> Any:
        return Stream(
            pdf, b"1 0 0 rg 0 0 1 1 re f", PatternType=1, PaintType=1, TilingType=1,
            BBox=[0, 0, 2, 2], XStep=2, YStep=2, Resources=Dictionary(),
        )  # fmt: skip

    page = walked(b"/Pattern cs /P scn 50 50 20 20 re f 90 90 5 5 re f", Pattern_P=cell)

    assert [use.space.family for use in page.uses] == ["Pattern", "Pattern", "DeviceRGB"]
    assert page.uses[2].box == (50, 50, 70, 70)


def test_an_uncoloured_cell_takes_the_colour_given() -> None:
    """A cell that is only a stencil has no colours of its own."""

    def cell(pdf: pikepdf.Pdf) -> Any:
        return Stream(
            pdf, b"1 0 0 rg 0 0 1 1 re f", PatternType=1, PaintType=2, TilingType=1,
            BBox=[0, 0, 2, 2], XStep=2, YStep=2, Resources=Dictionary(),
        )  # fmt: skip

    space = Array([Name.Pattern, Name.DeviceCMYK])
    content = b"/C cs 0 0 0 1 /P scn 50 50 20 20 re f"
    page = walked(content, Pattern_P=cell, ColorSpace_C=space)
    (stencil, area) = page.paths[::-1]

    assert area.fill is not None
    assert stencil.fill is not None
    assert area.fill.space.family == "Pattern"
    assert stencil.fill.inks == (("Black", 1.0),)


@pytest.mark.parametrize(
    "content", [b"50 50 9 9 re W n /S sh", b"/Pattern cs /P scn 50 50 9 9 re f"]
)
def test_shadings_are_seen(content: bytes) -> None:
    """A shading painted by itself or as a pattern has its space and its place."""
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 1, 1])
    pattern = Dictionary(PatternType=2, Shading=shading)
    page = walked(content, Shading_S=shading, Pattern_P=pattern)

    assert [(shade.space.family, shade.box) for shade in page.shades] == [
        ("DeviceRGB", (50, 50, 59, 59))
    ]


def test_glyphs_of_type_3_are_walked() -> None:
    """Colours within a Type 3 glyph are the page's, those of a shape-only glyph aren't."""

    def font(pdf: pikepdf.Pdf) -> Any:
        glyphs = {
            "a": Stream(pdf, b"900 0 d0 1 0 0 rg 0 0 500 500 re f"),
            "b": Stream(pdf, b"900 0 0 0 500 500 d1 1 0 0 rg 0 0 500 500 re f"),
        }
        return Dictionary(
            Type=Name.Font, Subtype=Name.Type3, FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
            FontBBox=[0, 0, 1000, 1000], FirstChar=97, LastChar=98, Widths=[900, 900],
            CharProcs=Dictionary(**glyphs), Resources=Dictionary(),
            Encoding=Dictionary(Differences=[97, Name.a, Name.b]),
        )  # fmt: skip

    page = walked(b"BT /T 10 Tf 0 0 0 1 k 50 50 Td (ab) Tj ET", Font_T=font)
    fills = [path.fill.space.family for path in page.paths if path.fill]

    assert fills == ["DeviceRGB", "DeviceCMYK"]
    assert page.runs[0].box[2] == near(50 + 18)
    assert page.fonts[0][0].program == "Type3"


def test_soft_masks_are_walked_apart() -> None:
    """What stands in a soft mask is told as such, and the state is left as it was."""
    pdf = press_pdf(b"/T gs " + AREA)
    group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceGray)
    mask = form(b"0.5 g 0 0 9 9 re f", Group=group)(pdf)
    set_resource(pdf, "/ExtGState", "/T", Dictionary(SMask=Dictionary(S=Name.Luminosity, G=mask)))
    page = facts_of(pdf)

    assert [path.mask for path in page.paths] == [True, False]
    assert [(group.of, group.space and group.space.family) for group in page.groups] == [
        ("mask", "DeviceGray")
    ]


def test_inline_images_are_pictures() -> None:
    """Short keys and names are understood."""
    content = b"q 72 0 0 72 50 50 cm BI /W 36 /H 18 /BPC 1 /IM true /F /Fl ID abc EI Q"
    (picture,) = walked(content).pictures

    assert (picture.ppi, picture.filters, picture.bitmap) == (18, ("FlateDecode",), True)


def test_inks_are_those_that_print() -> None:
    """Each space gives its inks; colours that a conversion decides give none."""
    spot = Array([Name.Separation, Name.Gold, Name.DeviceCMYK, Dictionary()])
    content = (
        b"0 1 0 0.5 k 0 0 9 9 re f 0.25 g 0 0 9 9 re f /S cs 0.5 scn 0 0 9 9 re f "
        b"1 1 1 rg 0 0 9 9 re f 0 0 0 rg 0 0 9 9 re f 0 0 0 0 k 0 0 9 9 re f"
    )
    fills = [path.fill for path in walked(content, ColorSpace_S=spot).paths]

    assert [fill and fill.inks for fill in fills] == [
        (("Magenta", 1.0), ("Black", 0.5)), (("Black", 0.75),), (("Gold", 0.5),), (), None, (),
    ]  # fmt: skip
    assert [fill and fill.plates for fill in fills] == [2, 1, 1, 0, 4, 0]


def test_overprinting_is_told() -> None:
    """OP alone holds for both kinds of painting, op for filling."""
    states = {
        "ExtGState_A": Dictionary(OP=True),
        "ExtGState_B": Dictionary(OP=True, op=False, OPM=1),
    }
    page = walked(b"q /A gs " + AREA + b"Q /B gs " + AREA, **states)

    assert [(p.overprints, p.outline_overprints, p.opm) for p in page.paths] == [
        (True, True, 0), (False, True, 1),
    ]  # fmt: skip


def test_boxes_are_inherited_and_defaulted() -> None:
    """MediaBox comes from the page tree, CropBox from MediaBox, the others from CropBox."""
    pdf = press_pdf(AREA)
    page = pdf.pages[0].obj
    assert facts_of(pdf).boxes.trim == TRIM
    for key in ("/MediaBox", "/TrimBox", "/BleedBox"):
        del page[key]
    pdf.Root.Pages.MediaBox = [0, 400, 300, 0]
    boxes = facts_of(pdf).boxes

    assert boxes.media == boxes.trim == boxes.bleed == (0, 0, 300, 400)
    assert not boxes.has_trim


def test_actual_text_speaks_for_glyphs() -> None:
    """Glyphs without a text of their own aren't lost where ActualText stands for them."""
    content = b"BT /F1 9 Tf %s <0FF0> Tj EMC <0FF0> Tj ET"
    spoken = walked(content % b"/Span <</ActualText (x)>> BDC")
    silent = walked(content % b"/Span BMC")

    assert [run.lost for run in spoken.runs] == [0, 1]
    assert [run.lost for run in silent.runs] == [1, 1]


def test_layers_are_noticed() -> None:
    """Optional content is told of."""
    inside = b"/OC /L BDC " + AREA + b"EMC"

    assert walked(inside, Properties_L=Dictionary(Type=Name.OCG)).layers
    assert not walked(AREA).layers


def test_fonts_without_tounicode_have_a_text_by_their_encoding() -> None:
    """A simple font's standard encoding gives text, made-up names don't, uniXXXX does."""

    def font(encoding: Any) -> Any:
        return Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Any, FirstChar=97, LastChar=97,
            Widths=[500], Encoding=encoding,
        )  # fmt: skip

    encodings = (
        Name.WinAnsiEncoding,
        Dictionary(Differences=[97, Name("/g12")]),
        Dictionary(Differences=[97, Name("/uni1EA1")]),
        Dictionary(Differences=[97, Name("/uniE001")]),
    )
    runs = [walked(b"BT /A 9 Tf (a) Tj ET", Font_A=font(each)).runs[0] for each in encodings]

    assert [(run.lost, run.private) for run in runs] == [(0, 0), (1, 0), (0, 0), (0, 1)]


def test_the_budget_ends_the_walk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file with more operators than the limit gets one fault, and its other pages aren't read."""
    monkeypatch.setattr(walker, "_MOST_OPERATORS", 1000)
    monkeypatch.setattr(walker, "_MORE_A_PAGE", 0)
    with pikepdf.open(io.BytesIO(saved(press_pdf(b"q Q " * 600, pages=3)))) as pdf:
        found = list(page_faults(pdf, "x-4", Limits()))

    assert [(fault.rule, fault.page) for fault in found] == [("content-limit", 1)]


def test_forms_within_forms_end() -> None:
    """Thirty forms, each of which paints the next ten times, don't take ten to the thirtieth."""
    pdf = press_pdf(b"/X Do")
    last = pdf.make_indirect(form(AREA)(pdf))
    for _ in range(30):
        outer = pdf.make_indirect(form(b"/X Do " * 2)(pdf))
        outer.Resources = Dictionary(XObject=Dictionary(X=last))
        last = outer
    set_resource(pdf, "/XObject", "/X", last)

    assert "content-limit" in {odd.rule for odd in facts_of(pdf).oddities}


@pytest.mark.parametrize(
    "content",
    [
        b"1e9 0 0 1 0 0 cm", b"9" * 400 + b" 0 0 1 0 0 cm 0 0 1 1 re f", b"/X /Y re", b"(a) g",
        b"1 2 k", b"[1] sc", b"<</A 1>> Tf", b"/F1 Tf", b"99 Tr", b"true Td", b"null Do",
        b"/F1 (a) Tf",
        b"BT (a) Tj", b"Q Q Q", b"EMC", b"/A gs", b"/A sh", b"/A /B BDC", b"/Pattern cs /A scn",
        b"0 0 0 0 0 0 cm BT /F1 9 Tf <0001> Tj ET 0 0 9 9 re S", b"BI /W /H /CS [] ID x EI",
        b"[(a) /B <</C 1>> [1]] TJ", b"q " * 2000, b"/A BMC " * 2000, b"1 w w w",
        b"BT /F1 1e5 Tf 99999999999 0 0 1 0 0 Tm [<0001> 1e9] TJ ET",
    ],
)  # fmt: skip
def test_odd_operands_are_survived(content: bytes) -> None:
    """Operators with operands of a wrong kind or number are skipped; the rest is read."""
    page = walked(content + b"\n" + AREA)

    assert isinstance(page, PageFacts)


def test_damaged_files_are_survived() -> None:
    """Files with some of their bytes changed are judged without an exception, whatever they are."""
    pdf = press_pdf()
    set_resource(pdf, "/XObject", "/I2", add_picture(pdf, SMask=add_picture(pdf)))
    set_resource(pdf, "/ColorSpace", "/P", Array([Name.ICCBased, Stream(pdf, profile_header())]))
    buffer = io.BytesIO()
    pdf.save(buffer, compress_streams=False, deterministic_id=True)
    sound = buffer.getvalue()
    judged = 0
    for seed in range(150):
        chance = random.Random(seed)
        data = bytearray(sound)
        for _ in range(chance.choice((1, 10, 100))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            opened = pikepdf.open(io.BytesIO(bytes(data)))
        except pikepdf.PdfError:
            continue
        judged += 1
        with opened:
            list(page_faults(opened, chance.choice(("x-4", "x-1a", "")), Limits()))

    assert judged > 100
