"""The record of the proof that was signed off."""

import hashlib
import json
from pathlib import Path

import pytest
from differing import edition_of, files, moved_text, replaced

from assemble.build import check
from assemble.diff.approved import (
    approve,
    approved_pdf,
    changes_since,
    read_approved,
    record_path,
    unapproved,
)
from assemble.diff.snapshot import snapshot_of
from assemble.model.edition import Edition
from assemble.model.finding import Findings, Severity
from assemble.request import Request


@pytest.fixture(scope="module")
def issue(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Edition]:
    """The issue, approved."""
    folder = tmp_path_factory.mktemp("issue")
    edition = edition_of(folder, files())
    write(folder, approve(edition, b"%PDF of the proof"))
    return folder, edition


def write(folder: Path, content: object) -> None:
    """Write the files of an approval, as the command does."""
    assert isinstance(content, dict)
    for name, data in content.items():
        path = record_path(folder).with_name(name)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)


def test_record_gives_the_edition_back(issue: tuple[Path, Edition]) -> None:
    """What is read back is what the edition shows within the trim."""
    folder, edition = issue
    findings = Findings()
    record = read_approved(folder, findings)

    assert findings.items == []
    assert record is not None
    assert record.pages == snapshot_of(edition).pages


def test_record_names_the_file(issue: tuple[Path, Edition]) -> None:
    """The record holds the SHA-256 of the PDF that was looked at."""
    digest = hashlib.sha256(b"%PDF of the proof").hexdigest()

    assert approved_pdf(issue[0]) == digest


def test_record_is_stable_and_readable(issue: tuple[Path, Edition]) -> None:
    """The same edition gives the same bytes, an item a line, and no word of the build."""
    folder, edition = issue
    data = record_path(folder).read_bytes()
    value = json.loads(data)
    lines = data.decode().splitlines()

    assert approve(edition, b"%PDF of the proof") == {"approved.json": data}
    assert edition.build_id not in data.decode()
    count = sum(len(page["items"]) for page in value["pages"])
    assert sum(line.startswith('   {"role"') for line in lines) == count
    assert value["date"] == "2024-01-31"


def test_correction_changes_few_lines(issue: tuple[Path, Edition], tmp_path: Path) -> None:
    """A word corrected changes its paragraph's lines and its page's digest, and nothing else."""
    content = files()
    replaced("articles/vote.vi.md", "ba kiến nghị", "bốn kiến nghị")(content)
    new = approve(edition_of(tmp_path, content), b"%PDF of the proof")["approved.json"]
    old = record_path(issue[0]).read_text("utf-8").splitlines()

    changed = [line for line in new.decode().splitlines() if line not in old]
    assert '"number": 4' in changed[0]
    assert "bốn kiến nghị" in changed[1]
    assert all('"articles/vote.vi.md", "line": 9' in line for line in changed[1:])


def test_keep_takes_the_record(issue: tuple[Path, Edition]) -> None:
    """A build that keeps the approved proof finds its choices there and nothing moved."""
    folder, edition = issue
    outcome = check(Request(issue=folder, keep=record_path(folder)))

    assert outcome.edition is not None
    assert outcome.edition.choices == edition.choices
    assert not {"bad-keep", "pages-moved"} & {finding.code for finding in outcome.findings}


def test_summary_of_a_correction(issue: tuple[Path, Edition], tmp_path: Path) -> None:
    """Two lines tell the pages and articles that changed, and which of them to read."""
    content = files()
    replaced("articles/vote.vi.md", "ba kiến nghị", "bốn kiến nghị")(content)
    replaced("articles/gate.en.md", "# Faster clearance", "# Quicker clearance")(content)
    record = read_approved(issue[0], Findings())
    assert record is not None
    summary = changes_since(record, edition_of(tmp_path, content))

    assert summary.lines == (
        "changed since approval: pages 1, 3, 4, 6 (articles vote, gate); 4 pages identical",
        "edited: pages 4, 6; only page numbers and the like: pages 1, 3",
    )
    warning = unapproved(summary)
    assert warning is not None
    assert warning.severity is Severity.WARNING
    assert "pages 1, 3, 4, 6" in warning.message


def test_nothing_changed(issue: tuple[Path, Edition], tmp_path: Path) -> None:
    """An issue as approved is told so in one line, and nobody is warned."""
    record = read_approved(issue[0], Findings())
    assert record is not None
    summary = changes_since(record, edition_of(tmp_path, files()))

    assert summary.lines == ("nothing changed since approval; 8 pages identical",)
    assert unapproved(summary) is None


def test_moved_pages_are_told_apart(issue: tuple[Path, Edition], tmp_path: Path) -> None:
    """Pages on which text only moved are named as such."""
    content = files()
    moved_text(content)
    record = read_approved(issue[0], Findings())
    assert record is not None
    summary = changes_since(record, edition_of(tmp_path, content))

    assert summary.lines[1] == "only moved: page 5"


def test_proof_and_print_are_the_same(issue: tuple[Path, Edition]) -> None:
    """What was approved as a proof is unchanged when it is built for print."""
    folder, _ = issue
    record = read_approved(folder, Findings())
    outcome = check(Request(issue=folder, purpose="print"))
    assert record is not None
    assert outcome.edition is not None

    assert changes_since(record, outcome.edition).changed is False


def test_no_record(tmp_path: Path) -> None:
    """An issue that nobody approved has no record, and that is no fault."""
    findings = Findings()

    assert read_approved(tmp_path, findings) is None
    assert approved_pdf(tmp_path) is None
    assert findings.items == []


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "null", '{"pages": [1]}', "[" * 100_000, '{"trim": [1, 2], "pages": {}}'],
)
def test_damaged_record_is_a_finding(text: str, tmp_path: Path) -> None:
    """A record that is none is an error with a way out."""
    record_path(tmp_path).parent.mkdir()
    record_path(tmp_path).write_text(text, "utf-8")
    findings = Findings()

    assert read_approved(tmp_path, findings) is None
    assert [finding.code for finding in findings.items] == ["bad-approval"]
    assert findings.items[0].hint
    assert approved_pdf(tmp_path) is None


def test_record_changed_by_hand(issue: tuple[Path, Edition], tmp_path: Path) -> None:
    """A record that was edited is taken with a warning that names the page."""
    text = record_path(issue[0]).read_text("utf-8").replace("nêu ba kiến nghị về bầu", "nêu hai")
    record_path(tmp_path).parent.mkdir()
    record_path(tmp_path).write_text(text, "utf-8")
    findings = Findings()

    assert read_approved(tmp_path, findings) is not None
    (finding,) = findings.items
    assert finding.severity is Severity.WARNING
    assert "page 4" in finding.message
