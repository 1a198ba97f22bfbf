"""The commands for the press: preflight, impose, cover, deliver."""

import io
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from commanding import Command
from making import HEAD, NEWS, ROOT, SAMPLE, picture, small_issue, write_issue

from assemble.cli import pressoptions
from assemble.impose.creep import CREEPS
from assemble.impose.job import PAGES_A_SHEET, STYLES
from assemble.preflight.rules import BY_ID

PERFECT = "print: {binding: perfect, paper: {name: A, thickness: 1mm}}\n"
SPAN = """\
        photos:
          - {file: photos/x.jpg, caption: {vi: Một, en: One}, credit: Y}
"""


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    """A sound issue with a photograph."""
    folder = small_issue(tmp_path / "so-1", manifest=HEAD + NEWS + SPAN)
    return write_issue(folder, {"photos/x.jpg": picture()})


@pytest.fixture
def printed(run: Command, issue: Path) -> Path:
    """Its file for print."""
    out = issue / "build" / "so-1-print.pdf"
    assert run("build", issue, "--for", "print").status == 0
    return out


def test_words_are_those_of_imposition() -> None:
    """What the help offers is what imposition takes."""
    assert set(pressoptions.BINDINGS) == set(PAGES_A_SHEET)
    assert set(pressoptions.PAGES_PER_SHEET) == {n for each in PAGES_A_SHEET.values() for n in each}
    assert pressoptions.STYLES == STYLES
    assert set(pressoptions.CREEPS) == set(CREEPS)


def test_a_print_file_is_preflighted(run: Command, printed: Path) -> None:
    """Our own file has no fault; with a standard that it doesn't claim it has."""
    assert run("preflight", printed).status == 0
    status, out, err = run("preflight", printed, "--standard", "x-1a")

    assert (status, err) == (1, "")
    assert "pdfx-version" in out


def test_preflight_names_the_lines(run: Command, issue: Path, printed: Path) -> None:
    """Each fault at the manifest's line, in text and JSON; a stale file is warned of."""
    with pikepdf.open(printed, allow_overwriting_input=True) as pdf:
        # A photograph of too few pixels: the image is replaced by a part of itself.
        image = next(iter(pdf.pages[2].Resources.XObject.values()))
        small = io.BytesIO()
        pikepdf.PdfImage(image).as_pil_image().resize((40, 30)).save(small, "JPEG")
        image.write(small.getvalue(), filter=pikepdf.Name.DCTDecode)
        image.Width, image.Height = 40, 30
        pdf.save(printed)
    status, out, _ = run("preflight", printed, "--issue", issue, "--json")
    (fault,) = [f for f in json.loads(out)["faults"] if f["rule"] == "picture-resolution-error"]

    assert status == 1
    assert fault["at"] == {"file": "issue.yaml", "line": 11, "column": 20}

    text = (issue / "articles" / "a.vi.md").read_text("utf-8")
    (issue / "articles" / "a.vi.md").write_text(text + "\nThêm một câu.\n", "utf-8")
    _, _, err = run("preflight", printed, "--issue", issue)
    assert "warning[other-build]" in err


def test_preflight_by_a_sidecar(run: Command, issue: Path, tmp_path: Path) -> None:
    """The sidecar of the build is taken if it is one; else that is an error."""
    pdf, pages = tmp_path / "a.pdf", tmp_path / "a.json"
    run("build", issue, "--for", "print", "--out", pdf, "--pages", pages)
    status, out, err = run("preflight", pdf, "--issue", issue, "--pages", pages)
    assert (status, err) == (0, "")
    assert out.endswith("a.pdf: 4 pages, PDF/X-4: 1 warning\n")  # its blank page

    pages.write_text("[]")
    status, _, err = run("preflight", pdf, "--issue", issue, "--pages", pages)
    assert (status, "error[bad-sidecar]" in err) == (1, True)


def test_preflight_writes_copy_and_report(run: Command, printed: Path, tmp_path: Path) -> None:
    """An annotated PDF and an HTML file with pictures."""
    copy, report = tmp_path / "marked.pdf", tmp_path / "report.html"
    options = ("--annotate", copy, "--html", report, "--standard", "x-1a", "-q")
    status, out, _ = run("preflight", printed, *options)

    assert (status, len(out.splitlines())) == (1, 1)
    with pikepdf.open(copy) as pdf:
        assert any("/Annots" in page for page in pdf.pages)
    assert "data:image/" in report.read_text("utf-8")


@pytest.mark.parametrize("damage", [b"", b"no pdf", b"%PDF-1.6\n1 0 obj\n<<"])
def test_what_is_no_pdf_is_told(run: Command, tmp_path: Path, damage: bytes) -> None:
    """No traceback, an error, and no copy of what can't be read."""
    path, copy = tmp_path / "a.pdf", tmp_path / "b.pdf"
    path.write_bytes(damage)
    status, out, err = run("preflight", path, "--annotate", copy)

    assert (status, err, copy.exists()) == (1, "", False)
    assert "unreadable" in out


@pytest.mark.parametrize(
    "arguments",
    [
        ("preflight", "none.pdf"),
        ("impose", "none.pdf", "--for", "perfect", "--sheet", "A3"),
        ("impose", "PDF", "--for", "perfect", "--sheet", "A33"),
        ("impose", "PDF", "--for", "perfect", "--sheet", "A3", "--gutter", "3"),
        ("impose", "PDF", "--for", "perfect", "--sheet", "A3", "--out", "PDF"),
        ("cover", "none"),
        ("deliver", "ISSUE", "--out", "a.pdf"),
    ],
)
def test_wrong_usage(run: Command, issue: Path, printed: Path, arguments: tuple[str, ...]) -> None:
    """Exit 2, with the option's name."""
    named = {"PDF": printed, "ISSUE": issue}
    status, out, err = run(*(named.get(each, each) for each in arguments))

    assert (status, out) == (2, "")
    assert "error: argument" in err


def test_impose(run: Command, printed: Path) -> None:
    """Sheets beside the file, and what the printer has to know in words."""
    status, out, _ = run("impose", printed, "--for", "saddle-stitch", "--sheet", "SRA3")

    sheets = printed.with_name("so-1-print-imposed.pdf")
    assert status == 0
    assert f"{sheets}:" in out
    assert "1 sheet SRA3" in out
    with pikepdf.open(sheets) as pdf:
        assert len(pdf.pages) == 2


def test_what_can_t_be_imposed_is_told(run: Command, printed: Path) -> None:
    """A sheet that is too small: an error with what would do."""
    status, _, err = run("impose", printed, "--for", "saddle-stitch", "--sheet", "A5")

    assert status == 1
    assert "error[impose]" in err
    assert "hint:" in err


def test_cover(run: Command, issue: Path) -> None:
    """Two pages as wide as back, spine and front; the note says how wide the spine is."""
    manifest = issue / "issue.yaml"
    manifest.write_text(manifest.read_text("utf-8") + PERFECT, "utf-8")
    status, out, err = run("cover", issue, "--paper-thickness", "5mm")

    assert status == 0
    assert "note[spine]" in err
    path = issue / "build" / "so-1-cover.pdf"
    assert str(path) in out
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == 2
        left, _, right, _ = (float(edge) for edge in pdf.pages[0].TrimBox)
        spine = right - left - 2 * 210 * 72 / 25.4
    assert spine == pytest.approx((2 * 5 + 0.3) * 72 / 25.4, abs=0.01)
    assert run("preflight", path).status == 0


@pytest.mark.parametrize(
    ("manifest", "code"),
    [
        ("", "no-spine"),
        ("print: {binding: perfect}\n", "no-thickness"),
        (PERFECT.replace("1mm", "0.1mm"), "thin-spine"),
    ],
)
def test_a_cover_that_can_t_be(run: Command, issue: Path, manifest: str, code: str) -> None:
    """A stitched issue, a paper of unknown thickness, a spine too thin for type."""
    path = issue / "issue.yaml"
    path.write_text(path.read_text("utf-8") + manifest, "utf-8")
    status, _, err = run("cover", issue)

    assert (status, f"error[{code}]" in err) == (1, True)
    assert not (issue / "build").exists()


def test_the_spine_reads_up_in_vietnamese_and_down_in_english(run: Command, tmp_path: Path) -> None:
    """The text matrix turns a quarter to the left, or to the right."""
    turned = {}
    for language in ("vi", "en"):
        issue = small_issue(tmp_path / language, manifest=HEAD + NEWS + PERFECT)
        manifest = issue / "issue.yaml"
        text = manifest.read_text("utf-8")
        if language == "en":
            manifest.write_text(text.replace("[vi, en]", "[en, vi]"), "utf-8")
        path = issue / "a.pdf"
        assert run("cover", issue, "--paper-thickness", "6mm", "--out", path).status == 0
        with pikepdf.open(path) as pdf:
            instructions = pikepdf.parse_content_stream(pdf.pages[0])
            matrices = {
                tuple(float(v) for v in operands[:4])
                for operands, operator in instructions
                if str(operator) == "Tm"
            }
        turned[language] = matrices - {(1, 0, 0, 1)}

    assert turned == {"vi": {(0, 1, -1, 0)}, "en": {(0, -1, 1, 0)}}


def test_deliver(run: Command, issue: Path) -> None:
    """One zip with the file, report, tickets and sums; the same bytes again."""
    out = issue / "build" / "so-1-delivery.zip"
    assert run("deliver", issue).status == 0
    first = out.read_bytes()
    assert run("deliver", issue).status == 0

    assert out.read_bytes() == first
    with zipfile.ZipFile(out) as parcel:
        names = {name.partition("/")[2] for name in parcel.namelist()}
    assert {"so-1-print.pdf", "preflight.html", "job-ticket.txt", "job-ticket.xjdf"} < names


def test_a_delivery_of_a_glued_issue_has_its_cover(run: Command, tmp_path: Path) -> None:
    """Where the paper's thickness is known and the spine is thick enough."""
    issue = tmp_path / "a"
    shutil.copytree(SAMPLE, issue, ignore=shutil.ignore_patterns("build"))
    manifest = issue / "issue.yaml"
    text = manifest.read_text("utf-8")
    assert "  binding: saddle-stitch" in text
    paper = "  binding: perfect\n  paper: {name: A, thickness: 0.5mm}"
    manifest.write_text(text.replace("  binding: saddle-stitch", paper), "utf-8")
    shutil.copytree(issue, tmp_path / "b")
    thin = tmp_path / "b" / "issue.yaml"
    thin.write_text(thin.read_text("utf-8").replace("0.5mm", "0.1mm"), "utf-8")
    found = {}
    for folder in (issue, tmp_path / "b"):
        status, _, err = run("deliver", folder, "--out", tmp_path / f"{folder.name}.zip")
        assert status == 0
        with zipfile.ZipFile(tmp_path / f"{folder.name}.zip") as parcel:
            names = [name for name in parcel.namelist() if name.endswith("-cover.pdf")]
        found[folder.name] = bool(names), "thin-spine" in err

    assert found == {"a": (True, False), "b": (False, True)}


def test_an_accepted_rule_doesn_t_stop_a_build(run: Command, issue: Path) -> None:
    """A fault of preflight stops the build unless its rule is accepted with a reason."""
    layouts = issue.parent / "layouts" / "edge"
    layouts.mkdir(parents=True)
    # The folio stands 1 mm from the trim: that is near, a warning; --strict makes it an error.
    text = "extends: bulletin\nfurniture: {folio: 1mm}\n"
    (layouts / "layout.yaml").write_text(text, "utf-8")
    manifest = issue / "issue.yaml"
    glued = "print: {binding: perfect}\n"  # which needs no blank page
    manifest.write_text("layout: edge\n" + manifest.read_text("utf-8") + glued, "utf-8")
    command: tuple[Any, ...] = ("build", issue, "--for", "print")
    status, _, err = run(*command)
    assert (status, "warning[near-trim]" in err) == (0, True)
    (issue / "build" / "so-1-print.pdf").unlink()
    status, _, err = run(*command, "--strict")
    assert (status, "error[near-trim]" in err) == (1, True)
    assert not (issue / "build" / "so-1-print.pdf").exists()

    accept = "accept: [{rule: near-trim, reason: agreed}, {rule: hairline, reason: B}]"
    (layouts / "layout.yaml").write_text(text + f"print: {{{accept}}}\n", "utf-8")
    status, _, err = run(*command)
    assert status == 0
    assert "note[near-trim]" in err
    assert "accepted: agreed" in err
    assert "note[unneeded-acceptance] hairline" in err

    (layouts / "layout.yaml").write_text(text + f"print: {{{accept}}}\n".replace("near", "neer"))
    status, _, err = run(*command)
    assert (status, "error[unknown-rule]" in err, "near-trim is one" in err) == (1, True, True)


def test_rules_have_names_of_their_own() -> None:
    """No id is used twice, and all are kebab-case."""
    assert all(rule == rule.lower() and " " not in rule for rule in BY_ID)
    assert len(BY_ID) > 90


def test_the_sample_s_print_file_is_clean(run: Command, tmp_path: Path) -> None:
    """Both standards, from the command line."""
    for standard in ("x-4", "x-1a"):
        out = tmp_path / f"{standard}.pdf"
        options = ("--for", "print", "--standard", standard, "--out", out)
        assert run("build", SAMPLE, *options).status == 0
        assert run("preflight", out, "-q").out.endswith("no faults\n")


def test_the_document_has_the_table_of_rules(run: Command) -> None:
    """docs/preflight.md shows what --rules prints, and every limit of a rule exists."""
    status, out, _ = run("preflight", "--rules")

    assert status == 0
    assert out in (ROOT / "docs" / "preflight.md").read_text("utf-8")
    assert all(f"`{rule}`" in out for rule in BY_ID)
