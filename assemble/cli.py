"""The commands. The only module that prints; it decides nothing about content."""

import dataclasses
import gc
import json
import sys
import time
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

import assemble
from assemble.build import PURPOSES, Outcome, Request, build, check
from assemble.check.fontreport import FontRow
from assemble.fontlist import font_report
from assemble.model.finding import Finding, Severity
from assemble.read.layoutchain import known_layouts
from assemble.read.search import layout_folders
from assemble.starter import create

BUILT, ISSUE_AT_FAULT, WRONG_USAGE, OUR_FAULT = range(4)
"""Exit status: built (warnings allowed), the issue has errors, wrong usage, a fault of ours."""

SOURCE_KINDS = (".yaml", ".md", ".csv", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp")
"""Endings of what issues are made of: no output overwrites a file of these kinds."""

REPORTS = (".json",)
"""Endings of a quality report."""

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="Lay out an issue folder as a two-column bilingual print PDF.",
)

IssueArgument = Annotated[
    Path, typer.Argument(metavar="ISSUE", help="The issue's folder, or its issue.yaml.")
]
ForOption = Annotated[str, typer.Option("--for", metavar="PURPOSE", help="proof, print or screen.")]
OutOption = Annotated[Path | None, typer.Option("--out", help="The PDF to write.")]
PagesOption = Annotated[
    Path | None, typer.Option("--pages", help="Also write every page's items here, as JSON.")
]
LayoutOption = Annotated[
    str | None, typer.Option("--layout", metavar="NAME", help="Instead of the manifest's layout.")
]
ReportOption = Annotated[
    Path | None, typer.Option("--report", help="Also write the quality of the pages here, as JSON.")
]
LayoutsOption = Annotated[
    Path | None, typer.Option("--layouts", help="A folder of layouts that is asked first.")
]
FontsOption = Annotated[
    Path | None, typer.Option("--fonts", help="A folder of fonts that is asked first.")
]
StrictOption = Annotated[bool, typer.Option("--strict", help="Make warnings errors.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")]


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        print(f"assemble {assemble.__version__}")
        raise typer.Exit


@app.command("build")
def build_command(
    issue: IssueArgument,
    purpose: ForOption = "proof",
    out: OutOption = None,
    pages: PagesOption = None,
    layout: LayoutOption = None,
    report: ReportOption = None,
    layouts: LayoutsOption = None,
    fonts: FontsOption = None,
    strict: StrictOption = False,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Build the PDF of an issue; the default is a proof."""
    started = time.perf_counter()
    request = _request(issue, purpose, layouts, fonts, strict=strict)
    request = dataclasses.replace(request, layout=_layout(layout, request), out=out, pages=pages)
    request = dataclasses.replace(request, report=report)
    _check_targets(request)
    outcome = build(request)
    _report(outcome, as_json=as_json, quiet=quiet)
    if not as_json and not quiet and outcome.edition:
        seconds = time.perf_counter() - started
        count = len(outcome.edition.pages)
        print(f"{request.output}: {count} pages, {_summary(outcome)}, {seconds:.1f} s")


@app.command("check")
def check_command(
    issue: IssueArgument,
    purpose: ForOption = "proof",
    layout: LayoutOption = None,
    layouts: LayoutsOption = None,
    fonts: FontsOption = None,
    strict: StrictOption = False,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Read, lay out and check an issue; write nothing."""
    request = _request(issue, purpose, layouts, fonts, strict=strict)
    outcome = check(dataclasses.replace(request, layout=_layout(layout, request)))
    _report(outcome, as_json=as_json, quiet=quiet)
    if not as_json and not quiet:
        print(f"{issue}: {_summary(outcome)}")


@app.command("new")
def new_command(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder to make.")],
) -> None:
    """Make a small, complete issue to start from; never overwrites anything."""
    try:
        create(folder)
    except FileExistsError:
        message = f"{folder} exists already; nothing was changed"
        raise typer.BadParameter(message, param_hint="FOLDER") from None
    except OSError as error:
        message = f"{folder} can't be made: {error.strerror or error}"
        raise typer.BadParameter(message, param_hint="FOLDER") from None
    print(f"{folder}: a new issue. Build it with: assemble build {folder}")


@app.command("fonts")
def fonts_command(
    issue: Annotated[
        Path | None, typer.Argument(metavar="[ISSUE]", help="Also look beside this issue.")
    ] = None,
    fonts: FontsOption = None,
    layouts: LayoutsOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the fonts: Vietnamese letters, heights of stacked capitals, licence, refusals."""
    folder = _issue_folder(issue) if issue else Path.cwd()
    report = font_report(folder, _folder(fonts, "--fonts"), _folder(layouts, "--layouts"))
    if as_json:
        rows = [dataclasses.asdict(row) for row in report.rows]
        rows = [
            row | {"ink": ink._asdict() if ink else None} for row in rows for ink in [row["ink"]]
        ]
        findings = [_json(finding) for finding in report.findings]
        print(json.dumps({"fonts": rows, "findings": findings}, ensure_ascii=False))
    else:
        _print_fonts(report.rows)
        for finding in report.findings:
            print(finding, file=sys.stderr)
    if any(row.refused for row in report.rows) or report.failed:
        raise typer.Exit(ISSUE_AT_FAULT)


def _print_fonts(rows: Sequence[FontRow]) -> None:
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


def _request(
    issue: Path, purpose: str, layouts: Path | None, fonts: Path | None, *, strict: bool
) -> Request:
    """What `build` and `check` have in common; wrong usage where a folder isn't there."""
    return Request(
        issue=_issue_folder(issue),
        purpose=_purpose(purpose),
        layouts=_folder(layouts, "--layouts"),
        fonts=_folder(fonts, "--fonts"),
        strict=strict,
    )


def _report(outcome: Outcome, *, as_json: bool, quiet: bool) -> None:
    """Show the findings; ends the command where one of them is an error."""
    _show(outcome, as_json=as_json, quiet=quiet)
    if outcome.failed:
        raise typer.Exit(ISSUE_AT_FAULT)


def _issue_folder(issue: Path) -> Path:
    """The issue's folder; wrong usage where there is no manifest."""
    folder = issue.parent if issue.name == "issue.yaml" and issue.is_file() else issue
    if not folder.is_dir():
        raise typer.BadParameter(f"{issue} is not a folder", param_hint="ISSUE")
    if not (folder / "issue.yaml").is_file():
        raise typer.BadParameter(f"{folder} holds no issue.yaml", param_hint="ISSUE")
    return folder


def _purpose(purpose: str) -> str:
    if purpose not in PURPOSES:
        raise typer.BadParameter(
            f"{purpose} is not one of {', '.join(PURPOSES)}", param_hint="--for"
        )
    return purpose


def _layout(name: str | None, request: Request) -> str | None:
    """The layout of `--layout`; wrong usage where none has that name."""
    if name is None:
        return None
    known = known_layouts(layout_folders(request.issue, request.layouts))
    if name not in known:
        message = f"{name} is not one of {', '.join(known)}"
        raise typer.BadParameter(message, param_hint="--layout")
    return name


def _folder(folder: Path | None, option: str) -> Path | None:
    if folder and not folder.is_dir():
        raise typer.BadParameter(f"{folder} is not a folder", param_hint=option)
    return folder


def _check_targets(request: Request) -> None:
    """Refuse an output of another kind, two of one name, and any that names a source file."""
    targets = (
        (request.output, "--out", (".pdf",)),
        (request.pages, "--pages", ()),
        (request.report, "--report", REPORTS),
    )
    named: dict[Path, str] = {}
    for path, option, kinds in targets:
        if path is None:
            continue
        if kinds and path.suffix.lower() not in kinds:
            wanted = " or ".join(kinds)
            raise typer.BadParameter(f"{path} does not end in {wanted}", param_hint=option)
        place = path.resolve()
        if place in named:
            raise typer.BadParameter(f"it is the name of {named[place]} too", param_hint=option)
        named[place] = option
        _check_target(path, request.issue.resolve(), option)


def _check_target(path: Path, folder: Path, option: str) -> None:
    """Refuse an output that is a folder or a source file of the issue."""
    if not path.exists():
        return
    place = path.resolve()
    if path.is_dir():
        raise typer.BadParameter(f"{path} is a folder", param_hint=option)
    kind = place.suffix.lower()
    in_build = folder / "build" in place.parents and kind not in SOURCE_KINDS
    written_before = in_build or kind in (".pdf", *REPORTS)
    if folder in place.parents and not written_before:
        raise typer.BadParameter(f"{path} is a source file of the issue", param_hint=option)


def _show(outcome: Outcome, *, as_json: bool, quiet: bool) -> None:
    if as_json:
        print(json.dumps({"findings": [_json(f) for f in outcome.findings]}, ensure_ascii=False))
        return
    for finding in outcome.findings:
        if not quiet or finding.severity is Severity.ERROR:
            print(finding, file=sys.stderr)


def _json(finding: Finding) -> dict[str, Any]:
    return {
        "file": finding.at.file,
        "line": finding.at.line,
        "column": finding.at.column,
        "severity": str(finding.severity),
        "code": finding.code,
        "message": finding.message,
        "hint": finding.hint,
    }


def _summary(outcome: Outcome) -> str:
    counts = []
    for severity in Severity:
        count = sum(finding.severity is severity for finding in outcome.findings)
        if count:
            counts.append(f"{count} {severity}{'s' if count > 1 else ''}")
    return ", ".join(counts) or "no findings"


def main() -> None:
    """Run a command; a fault of ours exits with 3 and says how to report it."""
    # A run is short and makes few cycles: collecting them costs a tenth of a build and frees
    # next to nothing.
    gc.disable()
    try:
        app()
    except Exception:
        traceback.print_exc()
        print(
            f"\nThis is a fault of assemble {assemble.__version__}, not of your issue; nothing was"
            " written.\nPlease report it with the lines above and, if you can, the issue folder.",
            file=sys.stderr,
        )
        sys.exit(OUR_FAULT)
    finally:
        # What is left goes with the process; going through it once more would take 80 ms.
        gc.freeze()
