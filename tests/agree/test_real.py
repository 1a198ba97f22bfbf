"""The two printed issues: what is found of what is known, and what is said beside it."""

import pytest
from making import SHARED
from real import REAL, Known

from assemble.agree.compare import agreement_findings
from assemble.model.finding import Finding, Findings, Severity
from assemble.read.manifest import read_issue

pytestmark = pytest.mark.skipif(
    not (SHARED / "issues").is_dir(), reason="the printed issues are not here"
)


def found(name: str) -> list[Finding]:
    """The findings of an issue."""
    issue = read_issue(SHARED / "issues" / name, Findings())
    assert issue is not None

    return agreement_findings(issue)


def answers(known: Known, finding: Finding) -> bool:
    """Whether a finding is of a known disagreement, on either of its sides."""
    text = " ".join(finding.message.split())
    here = finding.at.file == known.file and finding.at.line == known.line
    there = f"at {known.file}:{known.line}" in text or f"against {known.file}:{known.line}" in text
    return (here or there) and known.fragment.casefold() in text.casefold()


@pytest.mark.parametrize("name", sorted(REAL))
def test_all_certain_ones_are_warnings(name: str) -> None:
    """Each known disagreement that an editor would call certain is a warning."""
    warnings = [each for each in found(name) if each.severity is Severity.WARNING]
    missed = [
        known
        for known in REAL[name]
        if known.certain and not any(answers(known, each) for each in warnings)
    ]

    assert missed == []


@pytest.mark.parametrize("name", sorted(REAL))
def test_no_warning_is_false(name: str) -> None:
    """Each warning is of a known disagreement."""
    false = [
        str(each)
        for each in found(name)
        if each.severity is Severity.WARNING
        and not any(answers(known, each) for known in REAL[name])
    ]

    assert false == []


def test_doubtful_ones_are_mostly_found() -> None:
    """Of the known doubtful ones at least half are told as notes or warnings."""
    doubtful = [(name, known) for name in REAL for known in REAL[name] if not known.certain]
    all_found = {name: found(name) for name in REAL}
    told = [known for name, known in doubtful if any(answers(known, f) for f in all_found[name])]

    assert len(told) >= len(doubtful) / 2
