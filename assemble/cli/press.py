"""The commands for the press: preflight, impose, cover, deliver.

What they stand on is loaded only where one of them runs: builds don't wait for it.
"""

import argparse
import sys
import time
from dataclasses import replace
from pathlib import Path

from assemble.cli.options import request_of
from assemble.cli.show import BUILT, ISSUE_AT_FAULT, print_json, show, summary
from assemble.model.finding import Finding
from assemble.saving import save
from assemble.targets import WrongUsageError, check_targets


def preflight_command(options: argparse.Namespace) -> int:
    """Check any PDF as a printer does; with its issue, name the lines to mend."""
    if options.rules:
        from assemble.preflight.reports.table import rules_table

        print(rules_table(), end="")
        return BUILT
    from assemble.jobs.preflighting import annotated_copy, html_report, inspect
    from assemble.preflight.reports.asjson import to_json
    from assemble.preflight.reports.text import text_lines

    file = _file(options)
    outputs = ((options.annotate, (".pdf",)), (options.html, (".html",)))
    names = ("--annotate", "--html")
    targets = [(path, name, kinds) for (path, kinds), name in zip(outputs, names, strict=True)]
    check_targets(options.issue or file.parent, (*targets, (file, "FILE", ())))
    request = request_of(_for_print(options)) if options.issue else None
    found = inspect(file, options.standard, request, options.pages)
    report = found.report
    findings: list[Finding] = list(found.findings)
    for path, make in ((options.annotate, annotated_copy), (options.html, html_report)):
        data = make(file, report) if path else None
        fault = save(path, [data]) if data else None
        findings += [fault] if fault else []
    if options.json:
        print_json(**to_json(report))
    else:
        lines = text_lines(report)
        print("\n".join(lines[-1:] if options.quiet else lines))
    for finding in findings:
        print(finding, file=sys.stderr)
    return ISSUE_AT_FAULT if replace(found, findings=tuple(findings)).failed else BUILT


def impose_command(options: argparse.Namespace) -> int:
    """Lay the pages of a PDF on printer's sheets, to be folded and bound."""
    from assemble.impose.compose import impose
    from assemble.impose.job import Gutters, ImposeError, Imposition
    from assemble.impose.sheets import sheet_named

    file = _file(options)
    out = options.out or file.with_name(f"{file.stem}-imposed.pdf")
    check_targets(file.parent, ((out, "--out", (".pdf",)), (file, "FILE", ())))
    try:
        sheet = sheet_named(options.sheet)
    except ValueError as fault:
        raise WrongUsageError("--sheet", str(fault)) from None
    gutter = options.gutter
    edges = Gutters(head=gutter, foot=gutter, fore_edge=gutter, spine=options.spine_gutter or 0.0)
    request = Imposition(
        binding=options.binding,
        sheet=sheet,
        pages_per_sheet=options.pages_per_sheet,
        style=options.style,
        thickness=options.paper_thickness or 0.0,
        creep=options.creep,
        own_cover=options.own_cover,
        cover_thickness=options.cover_thickness or 0.0,
        gutters=None if gutter is None else edges,
        gripper=options.gripper,
        marks=not options.no_marks,
        font=_slug_font(),
        name=file.name,
        blanks=not options.no_blanks,
    )
    try:
        made = impose(file.read_bytes(), request)
    except ImposeError as fault:
        hint = f" (hint: {fault.hint})" if fault.hint else ""
        print(f"{file}: error[impose] {fault.message}{hint}", file=sys.stderr)
        return ISSUE_AT_FAULT
    unwritten = save(out, [made.pdf])
    if unwritten:
        print(unwritten, file=sys.stderr)
        return ISSUE_AT_FAULT
    if not options.quiet:
        print("\n".join((f"{out}:", *(f"  {line}" for line in made.lines()))))
    return BUILT


def cover_command(options: argparse.Namespace) -> int:
    """Build the cover that wraps a perfect-bound block: back, spine and front in one."""
    from assemble.build import build
    from assemble.covering import CoverRequest

    started = time.perf_counter()
    request = request_of(_for_print(options))
    out = options.out or request.issue / "build" / f"{request.issue.resolve().name}-cover.pdf"
    check_targets(request.issue, ((out, "--out", (".pdf",)),))
    cover = CoverRequest(
        thickness=options.paper_thickness,
        cover_thickness=options.cover_thickness,
        lettered=not options.no_lettering,
        scored=not options.no_hinges,
    )
    outcome = build(replace(request, out=out, cover=cover))
    show(outcome, options)
    if outcome.failed:
        return ISSUE_AT_FAULT
    if not options.json and not options.quiet:
        seconds = time.perf_counter() - started
        print(f"{out}: the cover, {summary(outcome)}, {seconds:.1f} s")
    return BUILT


def deliver_command(options: argparse.Namespace) -> int:
    """Make one zip for the printer: the PDF, its preflight report, a job ticket, check sums."""
    from assemble.jobs.delivering import deliver

    started = time.perf_counter()
    request = request_of(_for_print(options))
    out = options.out or request.issue / "build" / f"{request.issue.resolve().name}-delivery.zip"
    check_targets(request.issue, ((out, "--out", (".zip",)),))
    outcome = deliver(request, out)
    show(outcome, options)
    if outcome.failed:
        return ISSUE_AT_FAULT
    if not options.json and not options.quiet and outcome.edition:
        seconds = time.perf_counter() - started
        size = out.stat().st_size / 2**20
        count = len(outcome.edition.pages)
        print(f"{out}: {count} pages, {size:.1f} MB, {summary(outcome)}, {seconds:.1f} s")
    return BUILT


def _file(options: argparse.Namespace) -> Path:
    """The PDF that a command works on; wrong usage where there is none."""
    file: Path | None = options.file
    if file is None:
        raise WrongUsageError("FILE", "name the PDF")
    if not file.is_file():
        raise WrongUsageError("FILE", f"{file} is not a file")
    return file


def _for_print(options: argparse.Namespace) -> argparse.Namespace:
    """The options of a command whose issue is always laid out for print."""
    options.purpose = "print"
    options.strict = getattr(options, "strict", False)
    return options


def _slug_font() -> bytes:
    """The font of the line that names a sheet: the package's own, in a checkout beside it."""
    from assemble.read.search import PACKAGE

    folders = (PACKAGE / "fonts", PACKAGE.parent / "fonts")
    folder = next(folder for folder in folders if folder.is_dir())
    return (folder / "SourceSans3-Regular.ttf").read_bytes()
