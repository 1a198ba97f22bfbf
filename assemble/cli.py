"""The commands. The only module that prints; it decides nothing about content."""

import argparse
import functools
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import assemble
from assemble.build import PURPOSES, Outcome, Request, build, check, plan
from assemble.model.finding import Finding, Severity
from assemble.read.layoutchain import known_layouts
from assemble.read.search import PACKAGE, layout_folders
from assemble.targets import PICTURES, REPORTS, WrongUsageError, check_targets

if TYPE_CHECKING:
    from assemble.check.fontreport import FontRow

BUILT, ISSUE_AT_FAULT, WRONG_USAGE, OUR_FAULT = range(4)
"""Exit status: built (warnings allowed), the issue has errors, wrong usage, a fault of ours."""

INTERRUPTED, NO_READER = 128 + 2, 128 + 13
"""Exit status after Ctrl-C, and where nobody reads the output any more: 128 and the number of the
signal (SIGINT, SIGPIPE), as shells have it."""

SCHEMAS = ("issue", "layout")
"""What there is a JSON schema of, in the package's folder `schema`."""

WIDTH = 96
"""Columns of the help. argparse would measure the terminal for each option, and load 4 ms of
modules to do so."""


class _Parser(argparse.ArgumentParser):
    """A parser that takes options by their whole name only."""

    def __init__(self, **settings: Any) -> None:
        form = functools.partial(argparse.HelpFormatter, width=WIDTH)
        super().__init__(allow_abbrev=False, formatter_class=form, **settings)


def _parser() -> argparse.ArgumentParser:
    """The commands with their arguments; `run` is the command's function in what is parsed."""
    parser = _Parser(
        prog="assemble", description="Lay out an issue folder as a two-column bilingual print PDF."
    )
    version = f"assemble {assemble.__version__}"
    parser.add_argument("--version", action="version", version=version, help="Print the version.")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command")
    for name, run, arguments in (
        ("build", build_command, (_issue_arguments, _output_arguments, _finding_arguments)),
        ("check", check_command, (_issue_arguments, _finding_arguments)),
        ("plan", plan_command, (_place_arguments, _plan_arguments)),
        ("new", new_command, (_folder_argument,)),
        ("schema", schema_command, (_schema_argument,)),
        ("fonts", fonts_command, (_fonts_arguments,)),
    ):
        text = (run.__doc__ or "").strip()
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(run=run, parser=command)
        for add in arguments:
            add(command)
    return parser


def _issue_arguments(command: argparse.ArgumentParser) -> None:
    _place_arguments(command)
    command.add_argument(
        "--for",
        dest="purpose",
        choices=PURPOSES,
        default="proof",
        metavar="PURPOSE",
        help="proof, print or screen (default: proof).",
    )


def _place_arguments(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("issue", type=Path, metavar="ISSUE", help="The issue's folder, or its issue.yaml.")
    text = "Instead of the manifest's layout."
    add("--layout", metavar="NAME", help=text)
    _search_arguments(command)


def _search_arguments(command: argparse.ArgumentParser) -> None:
    for what in ("layouts", "fonts"):
        text = f"A folder of {what} that is asked first."
        command.add_argument(f"--{what}", type=Path, metavar="FOLDER", help=text)


def _output_arguments(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("--out", type=Path, metavar="FILE", help="The PDF to write.")
    text = "Also write every page's items here, as JSON."
    add("--pages", type=Path, metavar="FILE", help=text)
    text = "Also write the pages' quality, .json or .html."
    add("--report", type=Path, metavar="FILE", help=text)
    text = "The .json file that --pages of an earlier build wrote: pages stay as they were there."
    add("--keep", type=Path, metavar="FILE", help=text)
    text = "Draw the quality on a proof."
    add("--marks", choices=("quality",), metavar="quality", help=text)


def _plan_arguments(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("--explain", action="store_true", help="Also print what the plan costs, and for what.")
    text = "Also draw all pages in spreads, .png or .pdf."
    add("--picture", type=Path, metavar="FILE", help=text)
    add("--json", action="store_true", help="Print findings, pages and costs as JSON.")
    command.set_defaults(purpose="proof", strict=False, quiet=False)


def _finding_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("--strict", action="store_true", help="Make warnings errors.")
    _json_argument(command)
    command.add_argument("-q", "--quiet", action="store_true", help="Print errors only.")


def _json_argument(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="Print the findings as JSON.")


def _folder_argument(command: argparse.ArgumentParser) -> None:
    command.add_argument("folder", type=Path, metavar="FOLDER", help="The folder to make.")


def _schema_argument(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "schema", choices=SCHEMAS, metavar="issue|layout", help="Which of the two."
    )


def _fonts_arguments(command: argparse.ArgumentParser) -> None:
    text = "Also look beside this issue."
    command.add_argument("issue", type=Path, nargs="?", metavar="ISSUE", help=text)
    _search_arguments(command)
    _json_argument(command)


def build_command(options: argparse.Namespace) -> int:
    """Build the PDF of an issue; the default is a proof."""
    started = time.perf_counter()
    request = _request(options)
    request = replace(request, out=options.out, pages=options.pages, report=options.report)
    request = replace(request, marks=_marks(options.marks, options.purpose), keep=options.keep)
    targets = (
        (request.output, "--out", (".pdf",)),
        (request.pages, "--pages", ()),
        (request.report, "--report", REPORTS),
    )
    check_targets(request.issue, targets)
    outcome = build(request)
    _show(outcome, options)
    if outcome.failed:
        return ISSUE_AT_FAULT
    if not options.json and not options.quiet and outcome.edition:
        seconds = time.perf_counter() - started
        count = len(outcome.edition.pages)
        print(f"{request.output}: {count} pages, {_summary(outcome)}, {seconds:.1f} s")
    return BUILT


def check_command(options: argparse.Namespace) -> int:
    """Read, lay out and check an issue; write nothing."""
    outcome = check(_request(options))
    _show(outcome, options)
    if outcome.failed:
        return ISSUE_AT_FAULT
    if not options.json and not options.quiet:
        print(f"{options.issue}: {_summary(outcome)}")
    return BUILT


def plan_command(options: argparse.Namespace) -> int:
    """Print the flat plan: each page with its articles, its fill, and what was chosen."""
    from assemble import planreport  # only this command needs it

    request = replace(_request(options), picture=options.picture)
    if request.picture:
        check_targets(request.issue, ((request.picture, "--picture", PICTURES),))
    outcome = plan(request)
    flat = outcome.plan
    if options.json:
        findings = [_json(finding) for finding in outcome.findings]
        _print_json(findings=findings, plan=planreport.plan_value(flat) if flat else None)
    else:
        _show(outcome, options)
        if flat:
            print(planreport.plan_table(flat), end="")
            if options.explain:
                print("\n" + planreport.plan_explained(flat), end="")
    return ISSUE_AT_FAULT if outcome.failed else BUILT


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


def schema_command(options: argparse.Namespace) -> int:
    """Print the JSON schema of issue.yaml or layout.yaml, for editor programs."""
    print((PACKAGE / "schema" / f"{options.schema}.schema.json").read_text("utf-8"), end="")
    return BUILT


def fonts_command(options: argparse.Namespace) -> int:
    """List the fonts: Vietnamese letters, heights of stacked capitals, licence, refusals."""
    from assemble.fontlist import font_report  # only this command needs it

    folder = _issue_folder(options.issue) if options.issue else Path.cwd()
    report = font_report(
        folder, _folder(options.fonts, "--fonts"), _folder(options.layouts, "--layouts")
    )
    if options.json:
        _print_json(
            fonts=[_font_json(row) for row in report.rows],
            findings=[_json(finding) for finding in report.findings],
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


def _request(options: argparse.Namespace) -> Request:
    """What `build` and `check` have in common; wrong usage where a folder isn't there."""
    request = Request(
        issue=_issue_folder(options.issue),
        purpose=options.purpose,
        layouts=_folder(options.layouts, "--layouts"),
        fonts=_folder(options.fonts, "--fonts"),
        strict=options.strict,
    )
    return replace(request, layout=_layout(options.layout, request))


def _layout(name: str | None, request: Request) -> str | None:
    """The layout of `--layout`; wrong usage where none has that name."""
    if name is None:
        return None
    known = known_layouts(layout_folders(request.issue, request.layouts))
    if name not in known:
        raise WrongUsageError("--layout", f"{name} is not one of {', '.join(known)}")
    return name


def _issue_folder(issue: Path) -> Path:
    """The issue's folder; wrong usage where there is no manifest."""
    folder = issue.parent if issue.name == "issue.yaml" and issue.is_file() else issue
    if not folder.is_dir():
        raise WrongUsageError("ISSUE", f"{issue} is not a folder")
    if not (folder / "issue.yaml").is_file():
        raise WrongUsageError("ISSUE", f"{folder} holds no issue.yaml")
    return folder


def _marks(marks: str | None, purpose: str) -> bool:
    """Whether the quality is drawn; wrong usage on anything but a proof."""
    if marks and purpose != "proof":
        raise WrongUsageError("--marks", f"only a proof is marked, not {purpose}")
    return marks is not None


def _folder(folder: Path | None, option: str) -> Path | None:
    if folder and not folder.is_dir():
        raise WrongUsageError(option, f"{folder} is not a folder")
    return folder


def _show(outcome: Outcome, options: argparse.Namespace) -> None:
    """The findings: as JSON on stdout, or for people on stderr."""
    if options.json:
        _print_json(findings=[_json(finding) for finding in outcome.findings])
        return
    for finding in outcome.findings:
        if not options.quiet or finding.severity is Severity.ERROR:
            print(finding, file=sys.stderr)


def _print_json(**values: Any) -> None:
    import json  # 2 ms that few runs need

    print(json.dumps(values, ensure_ascii=False))


def _font_json(row: "FontRow") -> dict[str, Any]:
    values = asdict(row)
    return values | {"ink": row.ink._asdict() if row.ink else None}


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
    """Run a command and end the process with its exit status.

    A fault of ours exits with 3 and says how to report it.
    """
    parser = _parser()
    options = parser.parse_args()
    if options.command is None:
        parser.print_help(sys.stderr)
        sys.exit(WRONG_USAGE)
    try:
        status = options.run(options)
        sys.stdout.flush()
    except WrongUsageError as fault:
        options.parser.error(str(fault))
    except KeyboardInterrupt:
        status = INTERRUPTED
    except BrokenPipeError:
        # Python would write the rest as it ends, and complain once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = NO_READER
    except Exception:
        import traceback  # not needed where all goes well

        traceback.print_exc()
        print(
            f"\nThis is a fault of assemble {assemble.__version__}, not of your issue; nothing was"
            " written.\nPlease report it with the lines above and, if you can, the issue folder.",
            file=sys.stderr,
        )
        status = OUR_FAULT
    sys.exit(status)
