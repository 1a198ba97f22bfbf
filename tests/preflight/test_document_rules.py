"""Every rule about the file as a whole finds what it is for, and nothing in the next best file."""

from pathlib import Path
from typing import Any

import pikepdf
import pytest
import xfile
from pikepdf import Array, Dictionary, Name, String

from assemble.model.preflight import Fault, Limits
from assemble.preflight.reports.text import text_lines
from assemble.preflight.rules_file import RULES
from assemble.preflight.run import preflight

INSIDE = (100, 100, 200, 130)
OUTSIDE = (2, 2, 18, 18)
URI = Dictionary(S=Name.URI, URI=String("https://example.vn"))
SCRIPT = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
DEFAULT = Dictionary(Name=String("Print"))


def bookmark(**target: object) -> xfile.Change:
    """One bookmark, which leads to itself next."""

    def change(pdf: pikepdf.Pdf) -> None:
        first = pdf.make_indirect(Dictionary(Title=String("A"), **target))
        first.Next = first
        pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=first, Last=first, Count=1))

    return change


def copy_intent(kind: str) -> xfile.Change:
    """One more output intent, of another kind."""

    def change(pdf: pikepdf.Pdf) -> None:
        first = pdf.Root.OutputIntents[0]
        copied = Dictionary({key: first[key] for key in first.keys()})  # noqa: SIM118
        copied.S = Name(kind)
        pdf.Root.OutputIntents.append(copied)

    return change


def both(*changes: xfile.Change) -> xfile.Change:
    """Several changes, one after the other."""

    def change(pdf: pikepdf.Pdf) -> None:
        for each in changes:
            each(pdf)

    return change


BAD: list[tuple[str, str, xfile.Change]] = [
    ("pdf-version", "x-4", xfile.root("/Version", Name("/1.7"))),
    ("pdf-version", "x-1a", xfile.root("/Version", Name("/1.5"))),
    ("pdf-version", "x-4", xfile.root("/Version", Name("/new"))),
    ("stream-filter", "x-4", xfile.stream(b"\x80\x0b", Filter=Name.LZWDecode)),
    ("stream-filter", "x-1a", xfile.stream(b"", Filter=Name.JPXDecode)),
    ("stream-filter", "x-1a", xfile.stream(b"", Filter=Name.JBIG2Decode)),
    ("external-stream", "x-4", xfile.stream(b"", F=String("photo.jpg"))),
    ("embedded-file", "x-4", xfile.stream(b"x", Type=Name.EmbeddedFile)),
    ("embedded-file", "x-4", xfile.root("/Names", Dictionary(EmbeddedFiles=Dictionary()))),
    ("embedded-file", "x-4", xfile.root("/AF", Array([]))),
    ("embedded-file", "x-4", xfile.annotation(OUTSIDE, Subtype=Name.FileAttachment)),
    ("no-pdfx", "x-4", xfile.xmp("PDF/X-4", "PDF/X-3:2003")),
    ("no-pdfx", "x-4", xfile.xmp("pdfxid:GTS_PDFXVersion>", "pdfxid:Other>")),
    ("no-pdfx", "x-1a", xfile.info("/GTS_PDFXVersion", None)),
    ("pdfx-version", "x-4", xfile.xmp("PDF/X-4", "PDF/X-4p")),
    ("pdfx-version", "x-4", xfile.info("/GTS_PDFXVersion", "PDF/X-1a:2003")),
    ("pdfx-version", "x-1a", xfile.info("/GTS_PDFXVersion", "PDF/X-1a:2001")),
    ("pdfx-version", "x-1a", xfile.info("/GTS_PDFXConformance", "PDF/X-1a:2001")),
    ("pdfx-conformance", "x-1a", xfile.info("/GTS_PDFXConformance", None)),
    ("xmp-dates", "x-4", xfile.xmp("MetadataDate", "Other")),
    ("xmp-dates", "x-4", xfile.xmp(f"<xmp:MetadataDate>{xfile.MOMENT}", "<xmp:MetadataDate>today")),
    ("xmp-ids", "x-4", xfile.xmp("xmpMM:VersionID", "xmpMM:Other")),
    ("no-title", "x-4", both(xfile.xmp("Bản tin", " "), xfile.info("/Title", None))),
    ("no-title", "x-1a", xfile.info("/Title", None)),
    ("info-dates", "x-1a", xfile.info("/ModDate", None)),
    ("info-dates", "x-1a", xfile.info("/CreationDate", "D:20240231")),
    ("trapped", "x-1a", xfile.info("/Trapped", None)),
    ("trapped", "x-4", xfile.info("/Trapped", String("False"))),
    ("trapped", "x-4", both(xfile.xmp(' pdf:Trapped="False"', ""), xfile.info("/Trapped", None))),
    ("metadata-disagree", "x-4", xfile.info("/Title", "Another")),
    ("metadata-disagree", "x-4", xfile.info("/ModDate", "D:20240131120000Z")),
    ("metadata-disagree", "x-4", xfile.info("/ModDate", "31.1.2024")),
    ("metadata-disagree", "x-4", xfile.info("/Trapped", Name("/True"))),
    ("output-intent-count", "x-4", xfile.root("/OutputIntents", Array([]))),
    ("output-intent-count", "x-4", copy_intent("/GTS_PDFX")),
    ("output-condition", "x-4", xfile.intent("/OutputConditionIdentifier", String(" "))),
    ("output-condition-info", "x-4",
     both(xfile.intent("/RegistryName", None), xfile.intent("/Info", None))),
    ("output-profile-missing", "x-4", xfile.intent("/DestOutputProfile", None)),
    ("output-profile-missing", "x-1a",
     both(xfile.intent("/DestOutputProfile", None), xfile.intent("/RegistryName", None))),
    ("output-profile-reference", "x-4", xfile.intent("/DestOutputProfileRef", Dictionary())),
    ("output-profile-invalid", "x-4", xfile.icc(b"no profile")),
    ("output-profile-invalid", "x-4", xfile.icc(xfile.profile()[:-1])),
    ("output-profile-invalid", "x-4", xfile.icc(xfile.profile(kind=b"mntr"))),
    ("output-profile-invalid", "x-4", xfile.icc(xfile.profile(space=b"Lab "), 3)),
    ("output-profile-invalid", "x-4", xfile.icc(xfile.profile((4, 3)))),
    ("output-profile-invalid", "x-1a", xfile.icc(xfile.profile((4, 0)))),
    ("output-profile-invalid", "x-4", xfile.icc(xfile.profile(), 3)),
    ("output-intent-not-cmyk", "x-4", xfile.icc(xfile.profile(space=b"RGB "), 3)),
    ("trim-box", "x-4", xfile.page("/TrimBox", None)),
    ("trim-box", "x-4", xfile.page("/ArtBox", Array([28.5, 28.5, 448.5, 623.5]))),
    ("box-nesting", "x-4", xfile.page("/BleedBox", Array([30, 20, 457, 632]))),
    ("box-nesting", "x-4", xfile.page("/BleedBox", Array([-1, 20, 457, 632]))),
    ("box-nesting", "x-4", xfile.page("/BleedBox", Array([20, 20, 457]))),
    ("box-nesting", "x-4", xfile.page("/CropBox", Array([0, 0, 0, 0]))),
    ("bleed-box", "x-4", xfile.page("/BleedBox", None)),
    ("crop-box", "x-4", xfile.page("/CropBox", Array([20, 20, 457, 632]))),
    ("view-area", "x-4", xfile.root("/ViewerPreferences", Dictionary(PrintClip=Name.TrimBox))),
    ("user-unit", "x-4", xfile.page("/UserUnit", 2)),
    ("page-rotated", "x-4", xfile.page("/Rotate", 90)),
    ("page-size", "x-4", xfile.page("/TrimBox", Array([28.5, 28.5, 448.5, 622.5]))),
    ("separated-page", "x-4", xfile.page("/SeparationInfo", Dictionary())),
    ("annotation-inside", "x-4", xfile.annotation(INSIDE, Subtype=Name.Link)),
    ("action", "x-4", xfile.annotation(OUTSIDE, Subtype=Name.Link, A=URI)),
    ("action", "x-4", xfile.root("/OpenAction", Dictionary(S=Name.GoTo))),
    ("action", "x-4", xfile.root("/AA", Dictionary())),
    ("action", "x-4", xfile.page("/AA", Dictionary())),
    ("action", "x-4", bookmark(A=Dictionary(S=Name.GoTo))),
    ("action", "x-4", xfile.root("/AcroForm", Dictionary(Fields=Array([Dictionary(A=URI)])))),
    ("javascript", "x-4", xfile.root("/Names", Dictionary(JavaScript=Dictionary()))),
    ("xfa-form", "x-4", xfile.root("/AcroForm", Dictionary(XFA=String("")))),
    ("layers", "x-1a", xfile.root("/OCProperties", Dictionary(D=DEFAULT))),
    ("layer-config", "x-4", xfile.root("/OCProperties", Dictionary(D=Dictionary()))),
    ("layer-config", "x-4",
     xfile.root("/OCProperties", Dictionary(D=Dictionary(Name=String("P"), AS=Array([]))))),
    ("layer-alternatives", "x-4",
     xfile.root("/OCProperties", Dictionary(D=DEFAULT, Configs=Array([DEFAULT])))),
]  # fmt: skip
"""Rule, standard, and the change that breaks this rule and no other."""

GOOD: list[tuple[str, xfile.Change]] = [
    ("x-4", xfile.root("/Version", Name("/1.6"))),
    ("x-4", xfile.stream(b"", Filter=Name.JPXDecode)),
    ("x-4", xfile.info("/GTS_PDFXVersion", "PDF/X-4")),
    ("x-4", xfile.info("/Trapped", None)),
    ("x-4", xfile.xmp(' pdf:Trapped="False"', "")),
    ("x-4", xfile.info("/ModDate", "D:20240131050000Z")),
    ("x-4", xfile.xmp(xfile.MOMENT, "2024-01-31T05:00:00.25Z")),
    ("x-4", xfile.info("/Title", None)),
    ("x-4", copy_intent("/GTS_PDFA1")),
    ("x-4", xfile.intent("/RegistryName", None)),
    ("x-4", xfile.intent("/Info", None)),
    ("x-1a", xfile.intent("/DestOutputProfile", None)),
    ("x-4", xfile.icc(xfile.profile((4, 2)))),
    ("x-4", xfile.page("/BleedBox", Array([457, 632, 20, 20]))),
    ("x-4", both(xfile.page("/TrimBox", None), xfile.page("/ArtBox", Array([30, 30, 450, 625])))),
    ("x-4", xfile.page("/TrimBox", Array([28.5, 28.5, 448.55, 623.45]))),
    ("x-4", xfile.page("/CropBox", Array([0, 0, 477, 652]))),
    ("x-4", xfile.page("/Rotate", 0)),
    ("x-4", xfile.root("/ViewerPreferences", Dictionary(PrintClip=Name.BleedBox))),
    ("x-4", xfile.annotation(OUTSIDE, Subtype=Name.Text)),
    ("x-4", xfile.annotation((0, 0, 20, 20), Subtype=Name.Text)),
    ("x-4", xfile.annotation(INSIDE, Subtype=Name.PrinterMark)),
    ("x-4", xfile.root("/OpenAction", Array([]))),
    ("x-4", bookmark(Dest=Array([]))),
    ("x-4", xfile.root("/AcroForm", Dictionary(Fields=Array([])))),
    ("x-4", xfile.root("/OCProperties", Dictionary(D=DEFAULT))),
]  # fmt: skip
"""Changes next to those that break a rule, which break none."""


OF_THE_FILE = {rule.id for rule in RULES}


def rules_of(path: Path, **options: Any) -> set[str]:
    """The rules about the file that it breaks; what its pages paint is tried elsewhere."""
    return {fault.rule for fault in preflight(path, **options).faults} & OF_THE_FILE


@pytest.mark.parametrize("standard", ["x-4", "x-1a"])
def test_a_sound_file_has_no_faults(tmp_path: Path, standard: str) -> None:
    """The files that the others are made of are sound, and their claim is read."""
    report = preflight(xfile.write(tmp_path / "a.pdf", standard))

    assert (report.faults, report.standard, report.pages) == ((), standard, 2)
    assert report.trims == ((28.5, 28.5, 448.5, 623.5),) * 2


@pytest.mark.parametrize(
    ("rule", "standard", "change"), BAD, ids=[f"{n}-{case[0]}" for n, case in enumerate(BAD)]
)
def test_a_rule_is_broken(tmp_path: Path, rule: str, standard: str, change: xfile.Change) -> None:
    """A file with one thing wrong breaks the rule about it, and no other."""
    path = xfile.write(tmp_path / "a.pdf", standard, change)

    assert rules_of(path, standard=standard) == {rule}


@pytest.mark.parametrize(("standard", "change"), GOOD)
def test_a_rule_is_kept(tmp_path: Path, standard: str, change: xfile.Change) -> None:
    """What is next to a breach, but allowed, gives no fault."""
    assert rules_of(xfile.write(tmp_path / "a.pdf", standard, change)) == set()


def test_every_rule_is_tried() -> None:
    """No rule of the table is without a test here or below."""
    below = {
        "unreadable", "reader-stopped", "untold-faults", "file-damaged", "page-tree", "encrypted",
        "file-id", "object-streams", "no-xmp", "media-box", "page-count",
    }  # fmt: skip
    assert {rule.id for rule in RULES} == {rule for rule, _, _ in BAD} | below


def test_what_is_no_pdf_cannot_be_read(tmp_path: Path) -> None:
    """Bytes that are no PDF, an empty file, a folder and a missing file give one fault each."""
    (tmp_path / "a.pdf").write_bytes(b"GIF89a")
    (tmp_path / "b.pdf").write_bytes(b"")

    for name in ("a.pdf", "b.pdf", "", "missing.pdf"):
        report = preflight(tmp_path / name)
        assert [fault.rule for fault in report.faults] == ["unreadable"]
        assert (report.pages, report.standard) == (0, "")


def test_encryption_is_a_fault(tmp_path: Path) -> None:
    """A file that opens without a password is read on; one that needs a password isn't."""
    for owner, user in (("a", ""), ("a", "b")):
        path = tmp_path / f"{owner}{user}.pdf"
        xfile.press_file().save(
            path, encryption=pikepdf.Encryption(owner=owner, user=user, R=4, aes=True),
            force_version="1.6",
        )  # fmt: skip

    assert rules_of(tmp_path / "a.pdf") == {"encrypted"}
    assert rules_of(tmp_path / "ab.pdf") == {"encrypted"}
    assert preflight(tmp_path / "ab.pdf").pages == 0


def test_a_file_without_id(tmp_path: Path) -> None:
    """The trailer has to have an ID of two strings that aren't empty."""
    sound = xfile.write(tmp_path / "a.pdf").read_bytes()
    for n, (old, new) in enumerate(((b"/ID [", b"/XX ["), (b"/ID [<", b"/ID [()<"))):
        assert old in sound
        (tmp_path / f"{n}.pdf").write_bytes(sound.replace(old, new))

        assert rules_of(tmp_path / f"{n}.pdf") == {"file-id"}


def test_the_crypt_filter(tmp_path: Path) -> None:
    """No stream goes through the Crypt filter, in a file that isn't encrypted neither."""
    path = xfile.write(tmp_path / "a.pdf", change=xfile.stream(b"\x80\x0b", Filter=Name.LZWDecode))
    made = path.read_bytes()
    path.write_bytes(made.replace(b"/LZWDecode", b"/Crypt    "))

    assert b"/LZWDecode" in made
    assert "Crypt" in preflight(path).faults[0].message


def test_the_header_has_a_version(tmp_path: Path) -> None:
    """A header newer than the standard is a fault, in X-1a from 1.5, in X-4 from 1.7."""
    path = tmp_path / "a.pdf"
    for standard, newest, newer in (("x-1a", "1.4", "1.5"), ("x-4", "1.6", "1.7")):
        path.write_bytes(xfile.saved(xfile.press_file(standard), newest))
        assert rules_of(path) == set()
        path.write_bytes(xfile.saved(xfile.press_file(standard), newer))
        assert rules_of(path) == {"pdf-version"}


def test_object_streams(tmp_path: Path) -> None:
    """Object streams are allowed in X-4 only."""
    path = tmp_path / "a.pdf"
    path.write_bytes(xfile.saved(xfile.press_file("x-4"), streams=True))
    assert rules_of(path) == set()
    path.write_bytes(xfile.saved(xfile.press_file("x-1a"), "1.5", streams=True))
    assert rules_of(path) == {"object-streams", "pdf-version"}


def test_damage_is_told(tmp_path: Path) -> None:
    """A file that qpdf has to mend is told as damaged, without the path in the message."""
    sound = xfile.write(tmp_path / "a.pdf").read_bytes()
    path = tmp_path / "b.pdf"
    path.write_bytes(sound.replace(b"startxref\n", b"startxref\n1"))
    faults = preflight(path).faults

    assert {fault.rule for fault in faults} == {"file-damaged"}
    assert str(tmp_path) not in faults[0].message


@pytest.mark.parametrize(
    "packet", [b"", b"<x:xmpmeta", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>']
)
def test_broken_xmp(tmp_path: Path, packet: bytes) -> None:
    """X-4 needs an XMP packet that is well formed, and none with entities is read."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Metadata.write(packet)

    path = xfile.write(tmp_path / "a.pdf", change=change)
    assert rules_of(path) == {"no-xmp", "no-pdfx"}


def test_xmp_of_an_x1a_file_may_be_missing_or_broken(tmp_path: Path) -> None:
    """X-1a says all in Info; XMP beside it has to agree, if it can be read."""

    def add(packet: str) -> xfile.Change:
        return lambda pdf: pdf.Root.__setattr__("Metadata", pdf.make_stream(packet.encode()))

    path = tmp_path / "a.pdf"
    assert rules_of(xfile.write(path, "x-1a", add("<broken"))) == set()
    other = xfile.XMP.replace("PDF/X-4", "PDF/X-1a:2003").replace("Bản tin", "Another")
    assert rules_of(xfile.write(path, "x-1a", add(other))) == {"metadata-disagree"}


def test_a_page_without_media_box(tmp_path: Path) -> None:
    """A page without media box is told, though qpdf gives it one; an inherited one is enough."""
    sound = xfile.write(tmp_path / "a.pdf").read_bytes()
    box = b"/MediaBox [ 0 0 477 652 ]"
    assert sound.count(box) == 2
    path = tmp_path / "b.pdf"
    path.write_bytes(sound.replace(box, b" " * len(box), 1))
    assert "media-box" in rules_of(path)

    pdf = xfile.press_file()
    for each in pdf.pages:
        del each.obj["/MediaBox"]
    pdf.Root.Pages.MediaBox = Array([0, 0, 477, 652])
    path.write_bytes(xfile.saved(pdf))
    assert rules_of(path) == set()


def test_page_trees(tmp_path: Path) -> None:
    """No pages, a tree that leads back to itself, and entries that are no pages are faults."""

    def change_cycle(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Pages.Kids.append(pdf.Root.Pages)

    def change_number(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Pages.Kids.append(7)

    def change_empty(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Pages.Kids = Array([])

    for change in (change_cycle, change_number, change_empty):
        assert "page-tree" in rules_of(xfile.write(tmp_path / "a.pdf", change=change))


def test_the_page_count_suits_the_binding(tmp_path: Path) -> None:
    """The number of pages has to be a multiple of the limit, where one is set."""
    path = xfile.write(tmp_path / "a.pdf")

    assert rules_of(path, limits=Limits(multiple=2)) == set()
    faults = preflight(path, limits=Limits(multiple=4)).faults
    assert faults == (
        Fault("page-count", "the file has 2 pages, no multiple of 4; add 2 or take some out"),
    )


def test_a_given_standard_counts(tmp_path: Path) -> None:
    """A file is checked against the standard that is asked for, whatever it claims."""
    path = xfile.write(tmp_path / "a.pdf", "x-4")

    assert preflight(path, standard="x-1a").standard == "x-1a"
    assert {"pdf-version", "pdfx-version"} <= rules_of(path, standard="x-1a")
    assert rules_of(path, standard="") == set()


def test_a_file_without_claim_is_checked_against_x4(tmp_path: Path) -> None:
    """Any PDF is checked; without a claim that is a fault, and X-4's rules apply."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    path = tmp_path / "a.pdf"
    path.write_bytes(xfile.saved(pdf, "1.5"))
    report = preflight(path)

    assert report.standard == "x-4"
    assert {fault.rule for fault in report.faults} == {
        "no-pdfx", "no-xmp", "trapped", "output-intent-count", "trim-box", "bleed-box",
        "empty-page",
    }  # fmt: skip


def test_faults_come_by_page(tmp_path: Path) -> None:
    """The whole file's faults come first, then by page; on a page errors before warnings."""
    change = both(
        xfile.page("/BleedBox", None), xfile.page("/TrimBox", None), xfile.root("/AF", Array([]))
    )
    faults = preflight(xfile.write(tmp_path / "a.pdf", change=change)).faults

    assert [(fault.page, fault.rule) for fault in faults] == [
        (None, "embedded-file"), (2, "trim-box"), (2, "bleed-box"),
    ]  # fmt: skip


def links(count: int) -> xfile.Change:
    """So many links on the second page."""

    def change(pdf: pikepdf.Pdf) -> None:
        link = Dictionary(Subtype=Name.Link, Rect=Array(list(INSIDE)))
        pdf.pages[1].obj.Annots = Array([link] * count)

    return change


def test_equal_faults_are_summed_up(tmp_path: Path) -> None:
    """Of a rule's faults on a page, 24 are told one by one."""
    assert len(preflight(xfile.write(tmp_path / "a.pdf", change=links(24))).faults) == 24
    faults = preflight(xfile.write(tmp_path / "b.pdf", change=links(100))).faults

    assert len(faults) == 25
    assert faults[-1] == Fault("annotation-inside", "the same in 76 more places on the page", 2)


def test_thousands_of_faults_are_not_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a number of faults the report says how many more there are."""
    monkeypatch.setattr("assemble.preflight.run.MOST_FAULTS", 10)
    faults = preflight(xfile.write(tmp_path / "a.pdf", change=links(24))).faults

    assert len(faults) == 11
    assert faults[0].rule == "untold-faults"
    assert faults[0].message.startswith("14 more")


def test_a_files_own_words_cannot_command_the_terminal(tmp_path: Path) -> None:
    """Control characters of a file's texts don't reach the report."""
    path = xfile.write(
        tmp_path / "a.pdf", change=xfile.info("/Title", "a\x1b[2J\u202eb" + "c" * 999)
    )
    lines = text_lines(preflight(path))

    assert all(line.isprintable() for line in lines)
    assert max(map(len, lines)) < 300
