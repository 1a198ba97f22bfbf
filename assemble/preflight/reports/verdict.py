"""What preflight's faults mean for the build whose file has them.

In: a report, the layout and the sidecar of the build. Out: limits, and findings at the lines that
have to be mended.
"""

import difflib
from collections.abc import Iterable, Mapping
from typing import Any

from assemble.model.finding import Finding, Location, Severity
from assemble.model.layout import Layout
from assemble.model.preflight import Limits, Preflight
from assemble.model.press import Accepted, Press
from assemble.preflight.reports.sources import located
from assemble.preflight.rules import BY_ID, severity

TOLD_BEFORE = {
    "picture-resolution-low": "low-resolution",
    "picture-resolution-error": "low-resolution",
}
"""Rules of preflight whose faults a build finds on its own pages already, with the codes there."""


def limits_of(layout: Layout) -> Limits:
    """The limits of a layout, in place of those that hold for any file."""
    page = layout.page
    return Limits(
        error_ppi=layout.pictures.error_ppi,
        warn_ppi=layout.pictures.warn_ppi,
        ink=layout.press.condition.ink,
        bleed=page.bleed,
        multiple=page.multiple,
    )


def findings_of(
    report: Preflight, press: Press, places: Mapping[str, Any], unplaced: Location
) -> list[Finding]:
    """What a build has to say of its own file's faults, at the lines that they come from.

    Faults of rules that the layout or manifest accepts are notes with the reason. `places` is the
    sidecar of the build; what it doesn't place is told at `unplaced`.
    """
    accepted = {each.rule: each for each in press.accept}
    findings = list(_of_acceptance(report, accepted))
    for fault in located(report.faults, places, report.trims):
        grave, why = severity(fault), ""
        if fault.rule in accepted:
            grave, why = Severity.NOTE, f"; accepted: {accepted[fault.rule].reason}"
        page = f"page {fault.page}: " if fault.page else ""
        findings.append(
            Finding(
                severity=grave,
                code=fault.rule,
                message=f"{page}{fault.message}{why}",
                at=fault.at or unplaced,
                hint=None,
            )
        )
    return findings


def _of_acceptance(report: Preflight, accepted: Mapping[str, Accepted]) -> Iterable[Finding]:
    """What is wrong with the rules that are accepted: unknown ones, and ones without a fault."""
    broken = {fault.rule for fault in report.faults}
    for rule, entry in accepted.items():
        if rule not in BY_ID:
            meant = difflib.get_close_matches(rule, BY_ID, n=1)
            yield Finding(
                severity=Severity.ERROR,
                code="unknown-rule",
                message=f"preflight has no rule {rule}",
                at=entry.at,
                hint=f"{meant[0]} is one" if meant else "docs/printing.md lists them",
            )
        elif rule not in broken:
            yield Finding(
                severity=Severity.NOTE,
                code="unneeded-acceptance",
                message=f"{rule} is accepted, but the file has no such fault any more",
                at=entry.at,
                hint="delete the entry",
            )


def told_before(finding: Finding, before: Iterable[Finding]) -> bool:
    """Whether a build has said the same already, of its pages before they were written."""
    code = TOLD_BEFORE.get(finding.code)
    return code is not None and any(f.code == code and f.at == finding.at for f in before)
