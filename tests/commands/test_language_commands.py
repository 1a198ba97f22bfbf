"""The comparison of the languages from the command line: check, build --strict, glossary."""

import json
from pathlib import Path

import pytest
from commanding import Command
from making import ROOT, SAMPLE, small_issue

from assemble.agree.rules import RULES, table

VI = "# Bầu cử\n\nNgày 23/5/2021, có 571.347 cử tri đi bầu ở hai huyện.\n"
EN = "# Election\n\nOn May 23, 2021, there were 571,374 voters.\n"


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    """An issue with one sure disagreement and one doubtful one."""
    folder = small_issue(tmp_path / "so-1")
    (folder / "articles" / "a.vi.md").write_text(VI, "utf-8")
    (folder / "articles" / "a.en.md").write_text(EN, "utf-8")
    return folder


def test_check_compares_the_languages(run: Command, issue: Path) -> None:
    """What is sure is a warning; with --notes what is doubtful is a note; --strict fails."""
    status, out, err = run("check", issue, "--for", "screen")
    assert (status, out) == (0, f"{issue}: 1 warning\n")
    assert "articles/a.vi.md:3:20: warning[number] '571.347', but '571,374' at " in err

    status, out, err = run("check", issue, "--for", "screen", "--notes")
    assert (status, out) == (0, f"{issue}: 1 warning, 1 note\n")
    assert "note[number-missing] 'hai'" in err
    assert run("check", issue, "--for", "screen", "--strict").status == 1


def test_findings_as_json(run: Command, issue: Path) -> None:
    """Each has its rule as code and its place."""
    found = json.loads(run("check", issue, "--for", "screen", "--json").out)["findings"]

    assert [(f["code"], f["file"], f["line"]) for f in found] == [("number", "articles/a.vi.md", 3)]


def test_the_page_has_both_sides(run: Command, issue: Path, tmp_path: Path) -> None:
    """--html writes what is sure and what is doubtful, with the fragments of both languages."""
    page = tmp_path / "languages.html"
    assert run("check", issue, "--for", "screen", "--html", page).status == 0

    text = page.read_text("utf-8")
    assert all(part in text for part in ("571.347", "571,374", "hai", "articles/a.en.md"))
    assert "Ngày 23/5/2021, có <mark>571.347</mark> cử tri đi bầu" in text
    assert run("check", issue, "--for", "screen", "--html", tmp_path / "languages.txt").status == 2


def test_only_a_strict_build_compares(run: Command, issue: Path) -> None:
    """A plain build is silent about it, so as to be fast; build --strict stops before it writes."""
    pdf = issue / "build" / "so-1-screen.pdf"
    status, _, err = run("build", issue, "--for", "screen")
    assert (status, "[number]" in err) == (0, False)
    pdf.unlink()

    status, _, err = run("build", issue, "--for", "screen", "--strict")
    assert (status, "error[number]" in err) == (1, True)
    assert not pdf.exists()


def test_check_yaml_settles(run: Command, issue: Path) -> None:
    """An accepted fragment is silent, also for --strict; one too many is told with its line."""
    accept = issue / "check.yaml"
    accept.write_text("accept:\n  - {text: 571.347, reason: both were printed}\n", "utf-8")
    assert run("check", issue, "--for", "screen", "--strict").status == 0

    text = accept.read_text("utf-8")
    accept.write_text(f"{text}  - {{text: DDCI, reason: none}}\n", "utf-8")
    assert "check.yaml:3:12: warning[accepted-unused]" in run("check", issue, "--for", "screen").err
    accept.write_text("accept:\n  - {text: 571.347}\n", "utf-8")
    status, _, err = run("check", issue, "--for", "screen")
    assert (status, "check.yaml:2:5: error[" in err) == (1, True)


def test_glossary_proposes_terms(run: Command, issue: Path) -> None:
    """Pairs that stand together in both languages, as a glossary.yaml; no names among them."""
    status, out, _ = run("glossary", SAMPLE)
    assert status == 0
    assert out.startswith("terms:\n")
    assert '{vi: "Sở Ngoại vụ", en: "Department of Foreign Affairs"}' in out
    assert "Tien Thieu" not in out

    (issue / "articles" / "a.vi.md").unlink()
    assert run("glossary", issue).status == 1
    assert run("glossary", issue / "none").status == 2


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_document_holds_the_rules(language: str) -> None:
    """docs/checking.md has the table of rules in English, and every rule in Vietnamese too."""
    text = (ROOT / "docs" / "checking.md").read_text("utf-8")
    if language == "en":
        assert table() in text
    else:
        vietnamese = text.split("# Kiểm tra")[1]
        assert [r.id for r in RULES if f"`{r.id}`" not in vietnamese] == []
