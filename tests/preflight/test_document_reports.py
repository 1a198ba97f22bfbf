"""What preflight found, told: as text, as JSON, as HTML, drawn into the file."""

import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import xfile

from assemble.model.finding import Location, Severity
from assemble.model.preflight import Box, Fault, Preflight
from assemble.model.units import MM
from assemble.preflight.reports.annotate import annotated
from assemble.preflight.reports.ashtml import html
from assemble.preflight.reports.asjson import to_json
from assemble.preflight.reports.text import text_lines
from assemble.preflight.reports.thumbnails import Thumbnail, thumbnails
from assemble.preflight.rules import severity

TRIM: Box = (28.5, 28.5, 448.5, 623.5)
BOX: Box = (28.5 + 10 * MM, 623.5 - 30 * MM, 28.5 + 50 * MM, 623.5 - 20 * MM)
"""10 mm from the trim's left, 20 mm from its top, 40 mm wide, 10 mm high."""
FAULTS = (
    Fault("no-title", "the whole file has a fault"),
    Fault("annotation-inside", "a <link> & more", 2, BOX, Location("articles/a.vi.md", 12, 3)),
    Fault("bleed-box", "a page without a place", 2),
    Fault("page-size", "a second place", 2, TRIM),
    Fault("trim-box", "of a page that isn't there", 9, BOX),
)


def a_report(faults: tuple[Fault, ...] = FAULTS, path: str = "issues/Bản in.pdf") -> Preflight:
    """A report on a file of two pages."""
    return Preflight(file=path, standard="x-4", pages=2, faults=faults, trims=(TRIM, TRIM))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of two pages, the second of which has an annotation already."""
    change = xfile.annotation((2, 2, 9, 9), Subtype=pikepdf.Name.Text)
    return xfile.write(tmp_path / "a.pdf", change=change)


def test_text_goes_by_page() -> None:
    """Text tells the whole file's faults first, then each page's, errors before warnings, in mm."""
    assert text_lines(a_report()) == [
        "the whole file",
        "  error[no-title] the whole file has a fault",
        "page 2",
        "  error[annotation-inside] a <link> & more at 10.0, 20.0 mm (40.0 × 10.0 mm)"
        " (articles/a.vi.md:12:3)",
        "  warning[bleed-box] a page without a place",
        "  warning[page-size] a second place at 0.0, 0.0 mm (148.2 × 209.9 mm)",
        "page 9",
        f"  error[trim-box] of a page that isn't there at {BOX[0] / MM:.1f}, {-BOX[3] / MM:.1f} mm"
        " (40.0 × 10.0 mm)",
        "issues/Bản in.pdf: 2 pages, PDF/X-4: 3 errors, 2 warnings",
    ]


def test_text_of_a_sound_file() -> None:
    """A file without faults is told in one line."""
    assert text_lines(a_report(())) == ["issues/Bản in.pdf: 2 pages, PDF/X-4: no faults"]


def test_json_tells_all() -> None:
    """JSON has severity, place in points and millimetres, and the source line."""
    value = json.loads(json.dumps(to_json(a_report())))

    assert value["counts"] == {"error": 3, "warning": 2, "note": 0}
    assert value["faults"][1] == {
        "rule": "annotation-inside",
        "severity": "error",
        "message": "a <link> & more",
        "page": 2,
        "box": list(BOX),
        "mm": [10.0, 20.0, 40.0, 10.0],
        "at": {"file": "articles/a.vi.md", "line": 12, "column": 3},
    }


def test_an_unknown_rule_is_an_error() -> None:
    """A fault of a rule that nobody wrote down isn't overlooked."""
    assert severity(Fault("unheard-of", "")) is Severity.ERROR


class Outline(HTMLParser):
    """The tags of a document, checked for being closed in turn."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag; those without an end don't stay open."""
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta",):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag that ends at once."""
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Close the tag that was opened last."""
        assert self.open.pop() == tag


def test_html_stands_by_itself(path: Path) -> None:
    """The report is well formed, loads nothing, tells every fault escaped, twice the same bytes."""
    made = [html(a_report(), thumbnails(path, (1, 2))) for _ in range(2)]
    outline = Outline(made[0])

    assert made[0] == made[1]
    assert outline.open == []
    links = [attrs[key] for _, attrs in outline.tags for key in attrs if key in ("href", "src")]
    assert all(link and link.startswith("data:image/jpeg;base64,") for link in links)
    assert len(links) == 2
    assert "a &lt;link&gt; &amp; more" in made[0]
    assert all(fault.rule in made[0] for fault in FAULTS)
    assert "<script" not in made[0]
    assert {attrs.get("lang") for tag, attrs in outline.tags if tag == "span"} >= {"vi"}


def marks_of(text: str) -> list[tuple[float, ...]]:
    """Left, top, width and height of the marks."""
    found = re.findall(r'class="mark" x="(.+?)" y="(.+?)" width="(.+?)" height="(.+?)"', text)
    return [tuple(float(value) for value in mark) for mark in found]


@pytest.mark.parametrize(
    ("rotation", "mark"),
    [
        (0, (10, 160, 30, 20)),
        (90, (20, 10, 20, 30)),
        (180, (60, 20, 30, 20)),
        (270, (160, 60, 20, 30)),
    ],
)
def test_marks_lie_on_their_place(rotation: int, mark: tuple[float, ...]) -> None:
    """A mark is where the fault's box is seen, however the page is turned, clockwise."""
    thumbnail = Thumbnail(1, (0, 0, 100, 200), rotation, b"")
    report = a_report((Fault("page-size", "a", 1, (10, 20, 40, 40)),))

    assert marks_of(html(report, [thumbnail])) == [mark]


def test_the_marks_turn_as_pdfium_does(tmp_path: Path) -> None:
    """What is black on a turned page is black under its mark."""
    for rotation in (0, 90, 180, 270):
        pdf = xfile.press_file(pages=1)
        page = pdf.pages[0].obj
        page.Rotate = rotation
        page.Contents = pdf.make_stream(b"0 g 100 500 200 50 re f")
        path = tmp_path / f"{rotation}.pdf"
        path.write_bytes(xfile.saved(pdf))
        (thumbnail,) = thumbnails(path, [1])
        report = a_report((Fault("page-size", "a", 1, (100, 500, 300, 550)),))
        ((left, top, width, height),) = marks_of(html(report, [thumbnail]))

        document = pypdfium2.PdfDocument(path)
        image = document[0].render(scale=1).to_pil().convert("L")
        document.close()
        box = image.point(lambda value: 255 * (value < 128)).getbbox()
        assert box == pytest.approx((left, top, left + width, top + height), abs=1)


def annotations(pdf: pikepdf.Pdf, page: int) -> list[pikepdf.Object]:
    """A page's annotations; they live as long as the file."""
    return list(pdf.pages[page - 1].obj.get("/Annots", []))


def test_faults_are_drawn_on_their_place(path: Path) -> None:
    """Each box has a frame with text, a popup and an appearance; the rest is told in notes."""
    pdf = pikepdf.open(io.BytesIO(annotated(path, a_report())))
    first, second = annotations(pdf, 1), annotations(pdf, 2)

    assert [str(each.Subtype) for each in first] == ["/Text", "/Popup"]
    kinds = [str(each.Subtype) for each in second]
    assert kinds == ["/Text", "/Text", "/Popup", "/Square", "/Popup", "/Square", "/Popup"]
    square = second[3]
    assert [float(value) for value in square.Rect] == pytest.approx(
        [BOX[0] - 1.5, BOX[1] - 1.5, BOX[2] + 1.5, BOX[3] + 1.5], abs=0.001
    )
    assert str(square.Contents) == "a <link> & more at 10.0, 20.0 mm (40.0 × 10.0 mm)"
    assert str(square.Subj) == "error: annotation-inside"
    assert square.AP.N.BBox is not None
    assert square.Popup.Parent.objgen == square.objgen
    assert "bleed-box" in str(second[1].Contents)
    assert "no-title" in str(first[0].Contents)
    assert {each.P.objgen for each in second[1:]} == {pdf.pages[1].obj.objgen}


def test_faults_of_pages_that_are_not_there_are_told_on_the_first(path: Path) -> None:
    """No fault is lost: one of page 9 of 2 stands in a note on page 1."""
    pdf = pikepdf.open(io.BytesIO(annotated(path, a_report())))
    note = str(annotations(pdf, 1)[0].Contents)

    assert "error[trim-box] page 9: of a page that isn't there" in note
    assert note.startswith("2 pages, PDF/X-4: 3 errors")


def test_the_pages_stay_as_they_are(path: Path) -> None:
    """The same bytes twice, and each page's content as it was; without faults no annotation."""
    data = annotated(path, a_report())

    assert data == annotated(path, a_report())
    before, after = pikepdf.open(path), pikepdf.open(io.BytesIO(data))
    assert after.check_pdf_syntax() == []
    for one, other in zip(before.pages, after.pages, strict=True):
        assert one.obj.Contents.read_bytes() == other.obj.Contents.read_bytes()
        assert one.obj.TrimBox == other.obj.TrimBox
    unmarked = pikepdf.open(io.BytesIO(annotated(path, a_report(()))))
    assert len(annotations(unmarked, 2)) == 1


def test_frames_are_seen(path: Path) -> None:
    """PDFium draws a red frame around the box of an error, and leaves its inside white."""
    document = pypdfium2.PdfDocument(annotated(path, a_report((FAULTS[1],))))
    image = document[1].render(scale=1).to_pil().convert("RGB")
    document.close()
    x, y = round((BOX[0] + BOX[2]) / 2), round(652 - BOX[3])
    column = [image.getpixel((x, y + n)) for n in range(-3, 4)]

    assert any(red > 150 and green < 150 for red, green, _ in column)
    assert image.getpixel((x, y + 10)) == (255, 255, 255)


def test_a_file_that_is_none_is_not_drawn_on(tmp_path: Path) -> None:
    """What can't be opened raises."""
    (tmp_path / "a.pdf").write_bytes(b"no PDF")
    with pytest.raises(pikepdf.PdfError):
        annotated(tmp_path / "a.pdf", a_report())
