"""What the commands print: findings for people and for machines, and a run's last line."""

import argparse
import sys
from typing import Any

from assemble.model.finding import Finding, Severity
from assemble.request import Outcome

BUILT, ISSUE_AT_FAULT, WRONG_USAGE, OUR_FAULT = range(4)
"""Exit status: built (warnings allowed), the issue has errors, wrong usage, a fault of ours."""


def show(outcome: Outcome, options: argparse.Namespace) -> None:
    """The findings: as JSON on stdout, or for people on stderr."""
    if options.json:
        print_json(findings=[finding_json(finding) for finding in outcome.findings])
        return
    for finding in outcome.findings:
        if not options.quiet or finding.severity is Severity.ERROR:
            print(finding, file=sys.stderr)


def print_json(**values: Any) -> None:
    """Values as one JSON object on a line of stdout."""
    import json  # 2 ms that few runs need

    print(json.dumps(values, ensure_ascii=False))


def finding_json(finding: Finding) -> dict[str, Any]:
    """A finding as JSON has it."""
    return {
        "file": finding.at.file,
        "line": finding.at.line,
        "column": finding.at.column,
        "severity": str(finding.severity),
        "code": finding.code,
        "message": finding.message,
        "hint": finding.hint,
    }


def summary(outcome: Outcome) -> str:
    """How many findings of each severity there are, in words."""
    counts = []
    for severity in Severity:
        count = sum(finding.severity is severity for finding in outcome.findings)
        if count:
            counts.append(f"{count} {severity}{'s' if count > 1 else ''}")
    return ", ".join(counts) or "no findings"
