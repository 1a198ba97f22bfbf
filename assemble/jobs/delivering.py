"""One zip for the printer: an issue built for print, its report, its job ticket, check sums.

In: what is asked of the build, the zip's path. Out: the build's outcome, and the zip if it has no
error.
"""

import tempfile
from dataclasses import replace
from pathlib import Path

from assemble.build import build
from assemble.covering import CoverRequest
from assemble.deliver.job import checked
from assemble.deliver.parcel import Contents, parcel
from assemble.jobs.preflighting import html_report
from assemble.model.finding import Finding, Location, Severity
from assemble.model.layout import Layout
from assemble.preflight.rules import RULES
from assemble.request import Outcome, Request
from assemble.saving import save


def deliver(request: Request, out: Path) -> Outcome:
    """Build an issue for print and pack it; with an error nothing is written.

    A perfect-bound issue gets its wrap-around cover too, where the paper's thickness is known.
    """
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / f"{request.issue.resolve().name}-print.pdf"
        outcome = build(replace(request, purpose="print", out=pdf))
        edition, layout, report = outcome.edition, outcome.layout, outcome.preflight
        if outcome.failed or edition is None or layout is None or report is None:
            return outcome
        cover, told = _cover(request, layout, Path(folder) / "cover.pdf")
        outcome = replace(outcome, findings=(*outcome.findings, *told))
        if outcome.failed:
            return outcome
        named = replace(report, file=pdf.name)
        contents = Contents(
            pages=pdf.read_bytes(),
            cover=cover,
            report=html_report(pdf, named),
            result=checked(named, RULES, layout.press.accept),
        )
        fault = save(out, [parcel(request.issue.resolve().name, edition, layout, contents)])
    if fault:
        return replace(outcome, findings=(*outcome.findings, fault), written=())
    return replace(outcome, written=(out,))


def _cover(request: Request, layout: Layout, path: Path) -> tuple[bytes | None, list[Finding]]:
    """The wrap-around cover of a perfect-bound issue, and what is to be said of it."""
    if layout.page.binding != "perfect":
        return None, []
    press = layout.press
    if not (press.paper and press.paper.thickness):
        note = Finding(
            severity=Severity.WARNING,
            code="no-cover",
            message="the parcel has no wrap-around cover: its spine needs the paper's thickness",
            at=press.at or Location("issue.yaml"),
            hint="print: {paper: {name: …, thickness: 0.09mm}}",
        )
        return None, [note]
    outcome = build(replace(request, purpose="print", out=path, cover=CoverRequest()))
    own = [finding for finding in outcome.findings if finding.code in OF_THE_COVER]
    if not outcome.failed:
        return path.read_bytes(), own
    errors = [f for f in outcome.findings if f.severity is Severity.ERROR]
    # A block too thin for a spine can still be delivered; its printer makes the cover as usual.
    return None, [
        replace(f, severity=Severity.WARNING) if f.code in WITHOUT_COVER else f for f in errors
    ]


WITHOUT_COVER = frozenset({"no-spine", "thin-spine"})
"""Errors of the cover that leave the parcel without one."""

OF_THE_COVER = frozenset({"spine"})
"""Findings of the cover's build that the issue's own build doesn't have."""
