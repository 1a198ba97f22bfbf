"""The commands around the work: new, schema, fonts, glossary."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assemble.cli.options import issue_folder, known_folder
from assemble.cli.show import BUILT, ISSUE_AT_FAULT, finding_json, print_json
from assemble.model.finding import Findings, Severity
from assemble.read.search import PACKAGE
from assemble.targets import WrongUsageError

if TYPE_CHECKING:
    from assemble.check.fontreport import FontRow


def new_command(options: argparse.Namespace) -> int:
    """Make a small, complete issue to start from; never overwrites anything."""
    from assemble.starter import create  # brings modules that only this command needs

    folder = options.folder
    try:
        create(folder)
    except FileExistsError:
        fault = f"{folder} exists already; nothing was changed"
        raise WrongUsageError("FOLDER", fault) from None
    except OSError as error:
        fault = f"{folder} can't be made: {error.strerror or error}"
        raise WrongUsageError("FOLDER", fault) from None
    print(f"{folder}: a new issue. Build it with: assemble build {folder}")
    return BUILT


def glossary_command(options: argparse.Namespace) -> int:
    """Propose pairs of terms for glossary.yaml from the texts of issues."""
    from assemble.agree.proposals import glossary_yaml, proposals
    from assemble.read.manifest import read_issue

    findings, issues = Findings(), []
    for path in options.issue:
        issue = read_issue(issue_folder(path), findings)
        if issue is not None and len(issue.languages) > 1:
            issues.append(issue)
    for finding in findings.items:
        if finding.severity is Severity.ERROR:
            print(finding, file=sys.stderr)
    if not issues:
        print("no issue with two languages could be read", file=sys.stderr)
        return ISSUE_AT_FAULT
    first, second, *_ = issues[0].languages
    print(glossary_yaml(proposals(issues), (first, second)), end="")
    return ISSUE_AT_FAULT if findings.has_errors else BUILT


def schema_command(options: argparse.Namespace) -> int:
    """Print the JSON schema of issue.yaml or layout.yaml, for editor programs."""
    print((PACKAGE / "schema" / f"{options.schema}.schema.json").read_text("utf-8"), end="")
    return BUILT


def fonts_command(options: argparse.Namespace) -> int:
    """List the fonts: Vietnamese letters, heights of stacked capitals, licence, refusals."""
    from assemble.fontlist import font_report  # only this command needs it

    folder = issue_folder(options.issue) if options.issue else Path.cwd()
    report = font_report(
        folder, known_folder(options.fonts, "--fonts"), known_folder(options.layouts, "--layouts")
    )
    if options.json:
        print_json(
            fonts=[_font_json(row) for row in report.rows],
            findings=[finding_json(finding) for finding in report.findings],
        )
    else:
        _print_fonts(report.rows)
        for finding in report.findings:
            print(finding, file=sys.stderr)
    refused = any(row.refused for row in report.rows)
    return ISSUE_AT_FAULT if refused or report.failed else BUILT


def _print_fonts(rows: Sequence["FontRow"]) -> None:
    """The report as a table; the reasons of refused fonts under it."""
    from rich.console import Console  # 40 ms that only this command needs
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for heading in ("role", "cut", "family", "Vietnamese", "capitals", "leading", "licence"):
        table.add_column(heading, overflow="fold")
    for row in rows:
        ink = row.ink
        table.add_row(
            row.role,
            row.style,
            row.family,
            f"{row.letters}/134",
            f"{ink.top:.3f} / {ink.bottom:.3f}" if ink else "-",
            f"{ink.capitals_leading:.2f} / {ink.text_leading:.2f}" if ink else "-",
            "REFUSED" if row.refused else row.licence or "not stated",
        )
    console = Console(width=None if sys.stdout.isatty() else 120)
    console.print(table)
    console.print(
        "capitals: ink top and bottom of the tallest and deepest; leading: the least for capitals"
        " and for text; all in em",
        style="dim",
    )
    for row in rows:
        if row.refused:
            print(f"fonts/{row.file}: refused: {row.refused}")


def _font_json(row: "FontRow") -> dict[str, Any]:
    values = asdict(row)
    return values | {"ink": row.ink._asdict() if row.ink else None}
