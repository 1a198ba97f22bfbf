"""The second pair of eyes: do an issue's languages say the same, and each what it can say?

In: an issue, its folder. Out: findings at both places, and the same side by side as HTML.
"""

from pathlib import Path

from assemble.agree.compare import finding, unsettled
from assemble.agree.facts import Disagreement
from assemble.agree.reporthtml import report_html
from assemble.model.finding import Finding, Findings, Location, Severity
from assemble.model.issue import Issue
from assemble.read.agreement import find_glossary, read_check, read_glossary
from assemble.read.manifest import read_issue
from assemble.read.source import Sources


def check_languages(issue: Issue, folder: Path, findings: Findings, *, notes: bool) -> bytes:
    """Report what doesn't agree; doubtful things only with `notes`.

    Returns:
        The page for people who don't use terminals, with all of it.
    """
    found, unused = _compared(issue, folder, findings)
    for each in (*map(finding, found), *unused):
        if notes or each.severity is not Severity.NOTE:
            findings.extend([each])
    return _page(found, unused, issue, Sources(folder)).encode()


def language_findings(folder: Path) -> tuple[Finding, ...]:
    """What `check_languages` reports without notes on an issue folder; () if it can't be read.

    Why it can't be read is for those to tell who lay the issue out.
    """
    issue = read_issue(folder, Findings())
    if issue is None:
        return ()
    findings = Findings()
    found, unused = _compared(issue, folder, findings)
    sure = [finding(each) for each in found if each.certain]
    return (*findings.items, *sure, *unused)


def _compared(
    issue: Issue, folder: Path, findings: Findings
) -> tuple[list[Disagreement], list[Finding]]:
    """What isn't settled, and entries that settle nothing; with what is wrong in the files."""
    place = find_glossary(folder)
    glossary = read_glossary(place, findings) if place else ()
    return unsettled(issue, glossary, read_check(folder, findings))


def _page(found: list[Disagreement], unused: list[Finding], issue: Issue, sources: Sources) -> str:
    title = " · ".join(phrase.text for _, phrase in issue.title.phrases)
    files: dict[str, list[str]] = {}

    def line_at(at: Location) -> str:
        lines = files.get(at.file)
        if lines is None:
            lines = files[at.file] = _lines(sources, at)
        return lines[at.line - 1] if at.line and at.line <= len(lines) else ""

    return report_html(found, unused, f"{title} · {issue.number}", line_at)


def _lines(sources: Sources, at: Location) -> list[str]:
    """The lines of a file of the issue; none where it can't be read, which is told elsewhere."""
    ignored = Findings()
    path = sources.find("", at.file, at, ignored, "missing-file")
    source = sources.read_text(path, at, ignored) if path else None
    return source.text.split("\n") if source else []
