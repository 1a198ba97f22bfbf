"""Preflight of finished files: which limits hold, what faults mean for a build, where they lie.

In: a PDF, and where there is one the issue that it was made from. Out: the report, and findings
at the lines that have to be mended.
"""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from assemble.build import check
from assemble.dump import sidecar_value
from assemble.model.finding import Finding, Findings, Location, Severity
from assemble.model.frozen import Frozen
from assemble.model.preflight import Preflight
from assemble.preflight.guard import guarded, guarded_thumbnails
from assemble.preflight.reports.annotate import annotated
from assemble.preflight.reports.ashtml import html
from assemble.preflight.reports.sources import located
from assemble.preflight.reports.verdict import limits_of
from assemble.preflight.rules import severity
from assemble.request import Request

BUILD_ID = re.compile(rb"urn:assemble:build:([0-9a-f]{8})<")
"""The build id in the XMP packet of our files, which is never compressed."""

MANIFEST = "issue.yaml"

BROKEN = frozenset({"unreadable", "encrypted", "reader-stopped"})
"""Rules whose faults mean that the file could not be read: nothing can be drawn of it."""


class Inspection(Frozen):
    """A report, and what else is to be said: of the issue, of files that could not be written."""

    report: Preflight
    findings: tuple[Finding, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether the file has errors, or something went wrong beside it."""
        grave = any(severity(fault) is Severity.ERROR for fault in self.report.faults)
        return grave or any(finding.severity is Severity.ERROR for finding in self.findings)


def inspect(
    file: Path, standard: str | None, request: Request | None, sidecar: Path | None = None
) -> Inspection:
    """Preflight a file of anybody's, in a process of its own.

    With a request for its issue, the limits are those of the layout and faults name the lines
    that they come from: by the sidecar that its build wrote, else by laying the issue out again.
    """
    if request is None:
        return Inspection(report=guarded(file, standard))
    outcome = check(replace(request, purpose="print"))
    if outcome.layout is None or outcome.edition is None:
        return Inspection(report=guarded(file, standard), findings=outcome.findings)
    report = guarded(file, standard, limits_of(outcome.layout))
    findings = Findings()
    places = _sidecar(sidecar, findings) if sidecar else sidecar_value(outcome.edition)
    if places is None:
        return Inspection(report=report, findings=tuple(findings.items))
    _check_build(file, places["build"], findings)
    faults = located(report.faults, places, report.trims)
    return Inspection(report=replace(report, faults=faults), findings=tuple(findings.items))


def _sidecar(path: Path, findings: Findings) -> dict[str, Any] | None:
    """The sidecar of an earlier build; None with a finding where the file is none."""
    at = Location(str(path))
    try:
        value = json.loads(path.read_bytes())
        fine = all(isinstance(page["items"], list) and page["number"] for page in value["pages"])
        if fine and isinstance(value["build"], str):
            return dict(value)
    except OSError as fault:
        findings.error("unreadable-file", f"{path} can't be read: {fault.strerror}", at)
        return None
    except (KeyError, TypeError, ValueError):
        pass  # told below: not JSON, or not ours
    hint = "give the file that --pages of its build wrote"
    findings.error("bad-sidecar", f"{path} is no sidecar of a build", at, hint)
    return None


def _check_build(file: Path, build: str, findings: Findings) -> None:
    """Warn where lines are named by another build than the one that made the file."""
    found = BUILD_ID.search(file.read_bytes())
    made_by = found.group(1).decode("ascii") if found else None
    if made_by == build:
        return
    what = f"the build {made_by}" if made_by else "another program, or an older version of this one"
    findings.warning(
        "other-build",
        f"{file.name} is by {what}, and the issue as it stands gives {build};"
        " where texts have changed, faults may name the wrong lines",
        Location(MANIFEST),
        "build it again, or give the sidecar of its build with --pages",
    )


def html_report(file: Path, report: Preflight) -> bytes:
    """The report as HTML, with pictures of the pages."""
    thumbnails = guarded_thumbnails(file, range(1, report.pages + 1)) if _sound(report) else []
    return html(report, thumbnails).encode()


def annotated_copy(file: Path, report: Preflight) -> bytes | None:
    """The PDF with every fault drawn on its place; None for one that can't be read."""
    return annotated(file, report) if _sound(report) and report.pages else None


def _sound(report: Preflight) -> bool:
    return not any(fault.rule in BROKEN for fault in report.faults)
