"""The commands that read an issue and lay it out: build, check, plan."""

import argparse
import time
from dataclasses import replace

from assemble.build import build, check, plan
from assemble.cli.options import request_of
from assemble.cli.progress import Bar
from assemble.cli.show import BUILT, ISSUE_AT_FAULT, finding_json, print_json, show, summary
from assemble.saving import save
from assemble.targets import PICTURES, REPORTS, WrongUsageError, check_targets


def build_command(options: argparse.Namespace) -> int:
    """Build the PDF of an issue, or of several at once; the default is a proof."""
    if len(options.issue) > 1:
        from assemble.cli.many import build_many  # brings subprocess and threads

        return build_many(options)
    started = time.perf_counter()
    options.issue = options.issue[0]
    request = request_of(options)
    request = replace(request, out=options.out, pages=options.pages, report=options.report)
    # Comparing takes a third of a build: where warnings don't stop it, `check` is the place for it.
    request = replace(request, languages=options.strict)
    request = replace(request, marks=_marks(options.marks, options.purpose), keep=options.keep)
    targets = (
        (request.output, "--out", (".pdf",)),
        (request.pages, "--pages", ()),
        (request.report, "--report", REPORTS),
    )
    check_targets(request.issue, targets)
    with Bar("photographs", 0) as bar:
        outcome = build(request, progress=bar.reach)
    show(outcome, options)
    if outcome.failed:
        return ISSUE_AT_FAULT
    if not options.json and not options.quiet and outcome.edition:
        seconds = time.perf_counter() - started
        count = len(outcome.edition.pages)
        print(f"{request.output}: {count} pages, {summary(outcome)}, {seconds:.1f} s")
        for line in outcome.since:
            print(line)
    return BUILT


def check_command(options: argparse.Namespace) -> int:
    """Read, lay out and check an issue, and compare its languages; write nothing else."""
    request = replace(request_of(options), languages=True, notes=options.notes)
    check_targets(request.issue, ((options.html, "--html", (".html",)),))
    outcome = check(request)
    if options.html and outcome.sides is not None:
        fault = save(options.html, [outcome.sides])
        if fault:
            outcome = replace(outcome, findings=(*outcome.findings, fault))
    show(outcome, options)
    if outcome.failed:
        return ISSUE_AT_FAULT
    if not options.json and not options.quiet:
        print(f"{options.issue}: {summary(outcome)}")
    return BUILT


def plan_command(options: argparse.Namespace) -> int:
    """Print the flat plan: each page with its articles, its fill, and what was chosen."""
    from assemble import planreport  # only this command needs it

    request = replace(request_of(options), picture=options.picture)
    if request.picture:
        check_targets(request.issue, ((request.picture, "--picture", PICTURES),))
    outcome = plan(request)
    flat = outcome.plan
    if options.json:
        findings = [finding_json(finding) for finding in outcome.findings]
        print_json(findings=findings, plan=planreport.plan_value(flat) if flat else None)
    else:
        show(outcome, options)
        if flat:
            print(planreport.plan_table(flat), end="")
            if options.explain:
                print("\n" + planreport.plan_explained(flat), end="")
    return ISSUE_AT_FAULT if outcome.failed else BUILT


def _marks(marks: str | None, purpose: str) -> bool:
    """Whether the quality is drawn; wrong usage on anything but a proof."""
    if marks and purpose != "proof":
        raise WrongUsageError("--marks", f"only a proof is marked, not {purpose}")
    return marks is not None
