"""PDFs without sidecar, compared by text stream and pictures."""

import io
from pathlib import Path

import pytest
from differing import edition_of, files, replaced
from making import picture, written
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from assemble.diff.compare import compared
from assemble.diff.foreign import read_foreign
from assemble.diff.snapshot import snapshot_of
from assemble.diff.values import Difference, Outcome, Snapshot
from assemble.model.finding import Findings

TEXT = [
    f"The {name} district reported {n} new lorries. Its border-gate office asked for well-known "
    f"remedies, such as longer hours and more lanes for {name}. Nobody knows when {n + 40} will do!"
    for n, name in enumerate(
        ("Cao Loc", "Chi Lang", "Dinh Lap", "Loc Binh", "Van Lang", "Trang Dinh", "Bac Son"), 3
    )
]


def typed(texts: list[str], measure: int, *, lines: int = 12, image: bytes = b"") -> bytes:
    """A PDF whose lines hold so many characters, hyphenated where a word has nine letters."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(400, 300), invariant=1)
    page: list[str] = []
    for text in texts:
        line = ""
        for word in text.split():
            if len(line) + len(word) <= measure:
                line = f"{line} {word}".strip()
            elif len(word) >= 9 and len(line) + 5 < measure and "-" not in word:
                page.append(f"{line} {word[:4]}-")
                line = word[4:]
            else:
                page.append(line)
                line = word
        page.append(line)
    for number, start in enumerate(range(0, len(page), lines), start=1):
        canvas.setFont("Helvetica", 8)
        canvas.drawString(40, 280, "Weekly bulletin of the gates")
        for n, line in enumerate(page[start : start + lines]):
            canvas.drawString(40, 250 - 14 * n, line)
        canvas.drawRightString(360, 20, str(number))
        if image and number == 1:
            canvas.drawImage(ImageReader(io.BytesIO(image)), 300, 30, 60, 45)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def read(folder: Path, name: str, data: bytes) -> Snapshot:
    """A PDF read; it has no faults."""
    path = folder / name
    path.write_bytes(data)
    findings = Findings()
    found = read_foreign(path, findings)
    assert findings.items == []
    assert found is not None
    return found


def said(difference: Difference) -> list[str]:
    """What has to be read."""
    return [
        f"{change.outcome.value} "
        + ("; ".join(f"{e.old}>{e.new}" for e in change.words) or change.block.text)
        for change in difference.touched
    ]


@pytest.mark.parametrize("measure", [42, 51, 60])
def test_reflow_is_moved(measure: int, tmp_path: Path) -> None:
    """Text in other lines, with other hyphens and on other pages, is moved and not edited."""
    found = compared(
        read(tmp_path, "old.pdf", typed(TEXT, 56)), read(tmp_path, "new.pdf", typed(TEXT, measure))
    )

    assert said(found) == []
    assert found.numbers(Outcome.EDITED, Outcome.NEW) == ()
    assert Outcome.MOVED in {change.outcome for change in found.changes}


def test_edits_in_reflowed_text(tmp_path: Path) -> None:
    """In reflowed text an edited word, a new and a gone sentence are told, and nothing else."""
    texts = [*TEXT]
    texts[1] = texts[1].replace("4 new", "five new")
    texts[3] += " This sentence is added."
    texts[5] = texts[5].replace("Nobody knows when 48 will do!", "")
    found = compared(
        read(tmp_path, "old.pdf", typed(TEXT, 56)), read(tmp_path, "new.pdf", typed(texts, 47))
    )

    assert said(found) == [
        "edited 4>five",
        "new This sentence is added.",
        "gone Nobody knows when 48 will do!",
    ]


def test_pictures_by_content(tmp_path: Path) -> None:
    """A picture is known by its data: the same is identical, another is edited."""
    old = read(tmp_path, "old.pdf", typed(TEXT, 56, image=picture()))
    same = read(tmp_path, "same.pdf", typed(TEXT, 56, image=picture()))
    other = read(tmp_path, "new.pdf", typed(TEXT, 56, image=picture((800, 600))))

    assert {change.outcome for change in compared(old, same).changes} == {Outcome.IDENTICAL}
    (change,) = compared(old, other).touched
    assert change.detail == ("another picture",)
    assert compared(old, other).numbers(Outcome.EDITED) == (1,)


def test_ours_without_sidecar(tmp_path: Path) -> None:
    """A word corrected in an issue is told from the two PDFs alone."""
    content = files()
    old = edition_of(tmp_path / "old", content)
    replaced("articles/vote.vi.md", "ba kiến nghị", "bốn kiến nghị")(content)
    new = edition_of(tmp_path / "new", content)

    found = compared(
        read(tmp_path, "old.pdf", written(old)), read(tmp_path, "new.pdf", written(new))
    )

    assert said(found) == ["edited ba>bốn"]
    assert found.numbers(Outcome.EDITED) == (4,)
    assert found.numbers(Outcome.IDENTICAL) == (1, 2, 3, 5, 6, 7, 8)


def test_issue_and_foreign_pdf(tmp_path: Path) -> None:
    """An issue and a PDF without sidecar are compared by their words, and the report says so."""
    content = files()
    edition = edition_of(tmp_path / "old", content)
    found = compared(snapshot_of(edition), read(tmp_path, "new.pdf", written(edition)))

    assert found.notes
    assert said(found) == []


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"no PDF", typed(TEXT, 56)[:900]])
def test_damaged_file_is_a_finding(data: bytes, tmp_path: Path) -> None:
    """What is no PDF is told as a finding with a way out."""
    path = tmp_path / "x.pdf"
    path.write_bytes(data)
    findings = Findings()

    assert read_foreign(path, findings) is None
    assert [finding.code for finding in findings.items] == ["bad-pdf"]
    assert findings.items[0].hint


def test_missing_file_is_a_finding(tmp_path: Path) -> None:
    """A file that isn't there is a finding."""
    findings = Findings()

    assert read_foreign(tmp_path / "x.pdf", findings) is None
    assert findings.items[0].message == "there is no such file"
