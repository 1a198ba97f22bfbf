"""An issue from its folder to findings, the settled ones left out; the page and the proposals."""

import time
from dataclasses import replace
from pathlib import Path

import pytest
from making import HEAD, NEWS, SAMPLE, write_issue

from assemble.agree.compare import agreement_findings, disagreements
from assemble.agree.proposals import glossary_yaml, proposals
from assemble.agree.reporthtml import report_html
from assemble.agree.rules import IDS
from assemble.agree.settled import settled
from assemble.model.finding import Finding, Findings
from assemble.model.issue import Issue, Section
from assemble.read.agreement import find_glossary, read_check, read_glossary
from assemble.read.manifest import read_issue

VI = "# Bầu cử\n\nNgày 23/5/2021, có 571.347 cử tri đi bầu.\n"
EN = "# Election\n\nOn May 23, 2021, there were 571,374 voters.\n"


def read(folder: Path, files: dict[str, str]) -> Issue:
    """A small issue of one article."""
    write_issue(folder, {"issue.yaml": HEAD + NEWS, "articles/a.vi.md": VI, "articles/a.en.md": EN})
    write_issue(folder, files)
    findings = Findings()
    issue = read_issue(folder, findings)
    assert issue is not None
    assert [str(item) for item in findings.items] == []
    return issue


def lines(found: list[Finding]) -> list[str]:
    """Findings as printed, without hints."""
    return [str(item).split(" (hint")[0] for item in found]


def test_a_finding_has_both_places_and_fragments(tmp_path: Path) -> None:
    """The finding stands at the leading language, and names the other side."""
    assert lines(agreement_findings(read(tmp_path, {}))) == [
        "articles/a.vi.md:3:20: warning[number] '571.347', but '571,374' at "
        "articles/a.en.md:3:29: the number differs"
    ]


def test_a_standfirst_in_one_language_is_told(tmp_path: Path) -> None:
    """The other language has none: its readers miss a paragraph."""
    front = "---\nstandfirst: Cử tri đi bầu.\n---\n"
    issue = read(tmp_path, {"articles/a.vi.md": front + VI, "articles/a.en.md": EN})

    assert "articles/a.vi.md:2:13: warning[paragraph-missing] 'Cử tri đi bầu.'" in "\n".join(
        lines(agreement_findings(issue))
    )


def test_front_matter_settles_a_finding(tmp_path: Path) -> None:
    """An entry of accept: takes the finding out, and prints nothing itself."""
    front = "---\naccept:\n  - {text: 571.347, reason: as in the decision}\n---\n"
    issue = read(tmp_path, {"articles/a.vi.md": front + VI})

    assert lines(agreement_findings(issue)) == []


def test_check_yaml_settles_a_finding_of_a_rule(tmp_path: Path) -> None:
    """An entry for another rule doesn't apply, and is reported."""
    check = (
        "accept:\n"
        "  - {text: '571.347', reason: right, rule: number}\n"
        "  - {text: '571.347', reason: wrong, rule: date}\n"
    )
    issue = read(tmp_path, {"check.yaml": check})
    findings = Findings()
    accepted = read_check(tmp_path, findings)

    assert findings.items == []
    assert lines(agreement_findings(issue, accepted=accepted)) == [
        "check.yaml:3:12: warning[accepted-unused] '571.347' is accepted here, but nothing is "
        "found that it settles"
    ]


def test_an_entry_needs_a_reason(tmp_path: Path) -> None:
    """Without one it is an error and settles nothing."""
    write_issue(tmp_path, {"check.yaml": "accept:\n  - {text: '571.347'}\n"})
    findings = Findings()

    assert read_check(tmp_path, findings) == ()
    assert [item.code for item in findings.items] == ["missing-key"]


def test_a_glossary_is_found_beside_the_issues(tmp_path: Path) -> None:
    """It may lie above the issue's folder; a term has one form or several."""
    glossary = "terms:\n  - {vi: [HĐND tỉnh, Hội đồng], en: Provincial People's Council}\n"
    issue = tmp_path / "issues" / "2022-12"
    issue.mkdir(parents=True)
    write_issue(tmp_path, {"glossary.yaml": glossary})
    folder = find_glossary(issue)
    assert folder is not None
    findings = Findings()
    terms = read_glossary(folder, findings)

    assert findings.items == []
    assert [term.forms for term in terms] == [
        (("vi", ("HĐND tỉnh", "Hội đồng")), ("en", ("Provincial People's Council",)))
    ]


def test_no_files_are_no_fault(tmp_path: Path) -> None:
    """Without check.yaml and glossary.yaml nothing is accepted, and there are no terms."""
    findings = Findings()

    assert (read_check(tmp_path, findings), read_glossary(tmp_path, findings)) == ((), ())
    assert findings.items == []


def test_the_page_shows_both_sides_and_escapes_them(tmp_path: Path) -> None:
    """Both fragments stand in the page, markup in a text does not become any."""
    found = disagreements(read(tmp_path, {}))
    page = report_html([found[0]._replace(ours="<b>571.347")], title="Bản tin & more")

    assert "&lt;b&gt;571.347" in page
    assert "571,374" in page
    assert "Bản tin &amp; more" in page
    assert "1 nearly sure, 0 doubtful" in page


def test_codes_of_findings_are_in_the_table() -> None:
    """Every rule that the sample issue meets is known to the table."""
    issue = read_issue(SAMPLE, Findings())
    assert issue is not None

    assert {item.rule for item in disagreements(issue)} <= IDS


def test_terms_are_proposed_from_what_stands_together(tmp_path: Path) -> None:
    """A body named three times in both languages is proposed, a name is not."""
    done = (("họp", "met"), ("bàn", "debated"), ("quyết định", "decided"), ("đi thăm", "paid"))
    vi = "# A\n\n" + "\n\n".join(f"Hôm nay, UBND tỉnh {did}." for did, _ in done)
    en = "# A\n\n" + "\n\n".join(
        f"Today, the Provincial People's Committee {did}." for _, did in done
    )
    issue = read(tmp_path, {"articles/a.vi.md": vi, "articles/a.en.md": en})
    found = proposals([issue])

    assert ("UBND tỉnh", "Provincial People's Committee") in [(p.ours, p.theirs) for p in found]
    assert '  - {vi: "UBND tỉnh", en: "Provincial People\'s Committee"}' in glossary_yaml(
        found, ("vi", "en")
    )


def test_nothing_found_settles_nothing() -> None:
    """No entries and no disagreements are no fault."""
    assert settled([], []) == ([], [])


def times(issue: Issue, count: int) -> Issue:
    """An issue with its articles several times over."""
    sections = [
        replace(section, articles=tuple(replace(a, id=f"{a.id}-{n}") for a in section.articles))
        if isinstance(section, Section)
        else section
        for n in range(count)
        for section in issue.sections
    ]
    return replace(issue, sections=tuple(sections))


def seconds(issue: Issue) -> float:
    """Processor time of a comparison, the better of two."""
    taken = []
    for _ in range(2):
        start = time.process_time()
        agreement_findings(issue)
        taken.append(time.process_time() - start)
    return min(taken)


@pytest.mark.skipif(not SAMPLE.is_dir(), reason="the sample issue is not here")
def test_six_times_the_text_takes_some_six_times_as_long() -> None:
    """The work grows with the text, not with its square (which would take 36 times)."""
    issue = read_issue(SAMPLE, Findings())
    assert issue is not None

    assert seconds(times(issue, 6)) < 12 * max(seconds(issue), 0.02)
