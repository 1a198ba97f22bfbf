"""The commands for rebuilding after corrections: approve, diff, comments, preview."""

import json
import shutil
from pathlib import Path

import pikepdf
import pytest
from commanding import Command
from making import small_issue
from pikepdf import Array, Dictionary, Name, String

from assemble.model.kept import RECORD


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    """A sound issue of one article in two languages."""
    return small_issue(tmp_path / "so-1")


def correct(issue: Path, old: str = "hội nghị", new: str = "cuộc họp") -> None:
    """Change a word of the Vietnamese text."""
    article = issue / "articles" / "a.vi.md"
    head, body = article.read_text("utf-8").split("\n\n", 1)
    assert old in body
    article.write_text(f"{head}\n\n{body.replace(old, new)}", "utf-8")


def test_approve_and_what_changed_since(run: Command, issue: Path) -> None:
    """Nothing at first; then the page of the corrected article; print warns of it."""
    status, out, _ = run("approve", issue)
    assert (status, out) == (0, f"{issue.joinpath(*RECORD)}: 4 pages approved\n")
    out = run("build", issue).out
    assert out.splitlines()[-1] == "nothing changed since approval; 4 pages identical"

    correct(issue)
    out = run("build", issue).out
    assert out.splitlines()[-2:] == [
        "changed since approval: page 3 (article a); 3 pages identical", "edited: page 3",
    ]  # fmt: skip
    status, _, err = run("build", issue, "--for", "print")
    assert (status, "warning[unapproved-changes]" in err) == (0, True)
    assert run("build", issue, "--for", "print", "--strict").status == 1

    assert run("approve", issue).status == 0
    assert "unapproved" not in run("build", issue, "--for", "print").err


def test_a_record_changed_by_hand_is_told(run: Command, issue: Path) -> None:
    """One that is no record is an error, and nothing is written over the PDF."""
    run("approve", issue)
    issue.joinpath(*RECORD).write_text("{}", "utf-8")
    status, _, err = run("build", issue)

    assert status == 1
    assert "error[" in err


def test_a_proof_of_another_state_is_told(run: Command, issue: Path) -> None:
    """What is approved is the issue as it stands, not the file that lies there."""
    run("build", issue)
    correct(issue)

    assert "warning[other-proof]" in run("approve", issue).err


@pytest.mark.parametrize("kinds", ["folders", "pdfs", "sidecars", "mixed"])
def test_diff(run: Command, issue: Path, tmp_path: Path, kinds: str) -> None:
    """The edited word, whatever the two states are given as."""
    new = tmp_path / "new"
    shutil.copytree(issue, new)
    correct(new)
    paths = {}
    for folder in (issue, new):
        pdf, pages = tmp_path / f"{folder.name}.pdf", tmp_path / f"{folder.name}-pages.json"
        run("build", folder, "--out", pdf, "--pages", pages)
        paths[folder] = {"folders": folder, "pdfs": pdf, "sidecars": pages}
    first, second = ("pdfs", "folders") if kinds == "mixed" else (kinds, kinds)
    arguments = paths[issue][first], paths[new][second]
    status, out, _ = run("diff", *arguments)

    assert status == 0
    assert "hội" in out
    assert "cuộc" in out
    value = json.loads(run("diff", *arguments, "--json").out)
    assert value["findings"] == []


def test_diff_writes_html_and_pdf(run: Command, issue: Path, tmp_path: Path) -> None:
    """The marked PDF has as many pages as the new state; a sidecar alone can't be marked."""
    new = tmp_path / "new"
    shutil.copytree(issue, new)
    correct(new)
    html, pdf = tmp_path / "d.html", tmp_path / "d.pdf"
    assert run("diff", issue, new, "--html", html, "--pdf", pdf).status == 0
    assert "<html" in html.read_text("utf-8")
    with pikepdf.open(pdf) as document:
        assert len(document.pages) == 4

    pages = tmp_path / "p.json"
    run("build", new, "--out", tmp_path / "x.pdf", "--pages", pages)
    status, _, err = run("diff", issue, pages, "--pdf", tmp_path / "e.pdf")
    assert (status, "error[not-marked]" in err) == (1, True)


def test_diff_of_an_issue_with_errors(run: Command, issue: Path, tmp_path: Path) -> None:
    """Its errors are told; there is nothing to compare."""
    broken = tmp_path / "broken"
    shutil.copytree(issue, broken)
    (broken / "issue.yaml").write_text("x: 1\n")
    status, out, err = run("diff", issue, broken)

    assert (status, out) == (1, "")
    assert "error[missing-key]" in err


@pytest.fixture
def returned(run: Command, issue: Path, tmp_path: Path) -> Path:
    """A proof whose word `hội` was struck out and replaced, with its sidecar beside it."""
    proof = tmp_path / "proof.pdf"
    run("build", issue, "--out", proof, "--pages", proof.with_suffix(".json"))
    pages = json.loads(proof.with_suffix(".json").read_text("utf-8"))["pages"]
    lines = [item for item in pages[2]["items"] if item["role"] == "body"]
    (line,) = [item for item in lines if item["language"] == "vi"]
    left, top, width, height = line["rect"]
    with pikepdf.open(proof, allow_overwriting_input=True) as pdf:
        page = pdf.pages[2]
        x, y = float(page.TrimBox[0]), float(page.TrimBox[3])
        # The whole line: Tỉnh tổ chức hội nghị.
        box = (x + left, y - top - height, x + left + width, y - top)
        quad = (box[0], box[3], box[2], box[3], box[0], box[1], box[2], box[1])
        note = Dictionary(
            Type=Name.Annot, Subtype=Name.StrikeOut, Rect=Array([*box]), T=String("Mai"),
            QuadPoints=Array([*quad]), Contents=String("Tỉnh họp."),
        )  # fmt: skip
        page.Annots = Array([pdf.make_indirect(note)])
        pdf.save(proof)
    return proof


def test_comments(run: Command, issue: Path, returned: Path, tmp_path: Path) -> None:
    """File, line and column of the words; as text, JSON and a checklist."""
    status, out, _ = run("comments", returned, issue)
    assert status == 0
    assert "articles/a.vi.md" in out
    assert "Mai" in out
    value = json.loads(run("comments", returned, issue, "--json").out)
    (comment,) = value["comments"]
    assert comment["page"] == 3
    listed = tmp_path / "list.md"
    run("comments", returned, issue, "--markdown", listed)
    assert "- [ ] " in listed.read_text("utf-8")


def test_comments_that_were_done(run: Command, issue: Path, returned: Path) -> None:
    """Before the correction it isn't, afterwards it is."""
    before = run("comments", returned, issue, "--applied", issue).out
    correct(issue, "Tỉnh tổ chức hội nghị.", "Tỉnh họp.")
    after = run("comments", returned, issue, "--applied", issue).out

    assert "NOT DONE" in before
    assert "NOT DONE" not in after


def test_comments_are_applied_when_asked(
    run: Command, issue: Path, returned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only after a yes; the article then says what the remark wanted."""
    article = issue / "articles" / "a.vi.md"
    before = article.read_text("utf-8")
    monkeypatch.setattr("builtins.input", lambda _: "n")
    assert "0 of 1 edits applied" in run("comments", returned, issue, "--apply").out
    assert article.read_text("utf-8") == before

    monkeypatch.setattr("builtins.input", lambda _: "có")
    assert "1 of 1 edits applied" in run("comments", returned, issue, "--apply").out
    assert article.read_text("utf-8") == before.replace("Tỉnh tổ chức hội nghị.", "Tỉnh họp.")


@pytest.mark.parametrize(
    "arguments",
    [
        ("diff", "none.pdf", "ISSUE"),
        ("diff", "ISSUE", "none"),
        ("comments", "none.pdf", "ISSUE"),
        ("preview", "none"),
        ("preview", "ISSUE", "--editor", "no-places"),
        ("preview", "ISSUE", "--port", "70000"),
        ("preview", "ISSUE", "--before", "none.pdf"),
        ("approve", "none"),
    ],
)
def test_wrong_usage(run: Command, issue: Path, arguments: tuple[str, ...]) -> None:
    """Exit 2, with the argument's name."""
    status, out, err = run(*(str(issue) if each == "ISSUE" else each for each in arguments))

    assert (status, out) == (2, "")
    assert "error: argument" in err
