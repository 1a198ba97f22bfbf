"""What a file for print has beside the pages: intent, metadata, overprint, inks, marks' shapes."""

import datetime
import io
import re

import pikepdf
import pytest
from making import AT, written

from assemble.model.edition import BoxItem, Rect, Source, TextItem
from assemble.pdf.metadata import uuid_of
from assemble.read.press import unsaid

SOURCE = Source("body", "vi")
COLOURS = {
    "text": (0.0, 0.0, 0.0, 1.0),
    "deep": (0.95, 0.7, 0.25, 0.35),
    "paper": (0.0, 0.0, 0.0, 0.0),
    "gold": (0.2, 0.3, 0.7, 0.1),
    "black": (0.0, 0.0, 0.0, 1.0),
}
SPOTS = {"gold": "PANTONE 871 C"}


def press(standard="x-4"):
    """What print asks for where nobody says anything."""
    made = unsaid(AT)
    return type(made)(**{n: getattr(made, n) for n in type(made)._names} | {"standard": standard})


def box(colour, ring=0.0):
    """A square of 50 pt."""
    return BoxItem(Rect(10.0, 10.0, 50.0, 50.0), colour, SOURCE, ring)


@pytest.fixture
def printed(edition):
    """A file for print with some items on its one page, opened."""

    def make(*items, standard="x-4", **more):
        made = edition(
            items, purpose="print", press=press(standard), colours=COLOURS, spots=SPOTS, **more
        )
        return pikepdf.open(io.BytesIO(written(made)))

    return make


def content(pdf):
    """The operators of the first page, each with its operands as text."""
    return [
        (" ".join(map(str, operands)), str(operator))
        for operands, operator in pikepdf.parse_content_stream(pdf.pages[0])
    ]


@pytest.mark.parametrize(("standard", "version"), [("x-4", "1.6"), ("x-1a", "1.4")])
def test_each_standard_has_its_version_and_claim(printed, standard, version):
    """X-4 claims itself in the XMP packet, X-1a in Info; Trapped is in both."""
    pdf = printed(box("text"), standard=standard)
    packet = pdf.Root.Metadata.read_bytes().decode()

    assert pdf.pdf_version == version
    assert pdf.trailer.Info.Trapped == "/False"
    assert ("<pdfxid:GTS_PDFXVersion>PDF/X-4<" in packet) == (standard == "x-4")
    claim = str(pdf.trailer.Info.get("/GTS_PDFXVersion", ""))
    assert claim == ("PDF/X-1a:2003" if standard == "x-1a" else "")
    assert "<pdf:Trapped>False<" in packet


def test_the_output_intent(printed):
    """One, with identifier, registry and the profile's own bytes."""
    pdf = printed(box("text"))
    (intent,) = pdf.Root.OutputIntents

    assert (intent.S, str(intent.OutputConditionIdentifier)) == ("/GTS_PDFX", "FOGRA39")
    assert str(intent.RegistryName) == "http://www.color.org"
    assert intent.DestOutputProfile.read_bytes() == press().condition.profile
    assert intent.DestOutputProfile.N == 4


def test_a_proof_has_none_of_it(edition):
    """Proof and screen claim no standard and don't overprint."""
    pdf = pikepdf.open(io.BytesIO(written(edition((box("text"),), colours=COLOURS, spots=SPOTS))))

    assert "/OutputIntents" not in pdf.Root
    assert "/GTS_PDFXVersion" not in pdf.trailer.Info
    assert not [each for each in content(pdf) if each[1] in ("gs", "cs")]


def test_black_alone_overprints(printed):
    """Black does, colours and white don't; the state changes only where it has to."""
    pdf = printed(box("text"), box("text"), box("deep"), box("paper"), box("text"))
    states = pdf.pages[0].Resources.ExtGState
    changes = [operands for operands, operator in content(pdf) if operator in ("k", "gs")]

    assert changes == [
        "0 0 0 1", "/O1", "0.95 0.7 0.25 0.35", "/O0", "0 0 0 0", "0 0 0 1", "/O1",
    ]  # fmt: skip
    for name, on in (("/O1", True), ("/O0", False)):
        assert (states[name].op, states[name].OP, states[name].OPM) == (on, on, 1)


def test_a_spot_colour_has_a_plate(printed):
    """A Separation with the CMYK of the layout as its full tint."""
    pdf = printed(box("gold"))
    (space,) = pdf.pages[0].Resources.ColorSpace.values()
    family, ink, alternate, tint = space

    assert (family, alternate) == ("/Separation", "/DeviceCMYK")
    assert ink == "/PANTONE 871 C"
    assert [float(v) for v in tint.C1] == pytest.approx(COLOURS["gold"])
    assert [float(v) for v in tint.C0] == [0, 0, 0, 0]
    assert ("1", "scn") in content(pdf)


def test_a_ring_is_two_circles(printed):
    """Filled by the even-odd rule, so that its middle stays open."""
    operators = [operator for _, operator in content(printed(box("deep", ring=1.0)))]

    assert operators.count("c") == 8
    assert operators[-1] == "f*"


@pytest.mark.parametrize(("turn", "matrix"), [(0, "1 0 0 1"), (90, "0 -1 1 0"), (-90, "0 1 -1 0")])
def test_turned_text(printed, composer, turn, matrix):
    """A line is turned about its start, and its text comes out."""
    item = TextItem(50.0, 60.0, composer.text("Bản tin"), SOURCE, turn)
    pdf = printed(item)

    (place,) = [operands for operands, operator in content(pdf) if operator == "Tm"]
    assert place.startswith(matrix + " ")


def test_the_time_that_was_told(printed):
    """Info and XMP say the same moment."""
    moment = datetime.datetime(2023, 11, 14, 22, 13, 20)
    pdf = printed(box("text"), made=moment)
    packet = pdf.Root.Metadata.read_bytes().decode()

    assert str(pdf.trailer.Info.CreationDate) == "D:20231114221320Z"
    assert re.findall(r"Date>(2[^<]+)<", packet) == ["2023-11-14T22:13:20Z"] * 3


def test_a_uuid_of_a_text() -> None:
    """Version 8, variant 10 (RFC 9562), the same for the same text."""
    one, two = uuid_of("A"), uuid_of("B")

    assert one == uuid_of("A") != two
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}", one)
