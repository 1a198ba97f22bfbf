"""The commands for rebuilding after corrections: preview, approve, diff, comments."""

import argparse
import sys
from pathlib import Path

from assemble.cli.options import (
    finding_arguments,
    issue_arguments,
    known_folder,
    place_arguments,
    request_of,
    search_arguments,
)
from assemble.cli.show import BUILT, ISSUE_AT_FAULT, finding_json, print_json, show
from assemble.model.finding import Finding, Findings, Severity
from assemble.saving import save
from assemble.targets import WrongUsageError, check_targets

HIGHEST_PORT = 65535

# What these commands stand on is loaded only where one of them runs.


def preview_command(options: argparse.Namespace) -> int:
    """Show an issue as spreads in the browser, and follow its files as they are saved."""
    from assemble.preview.editor import DEFAULT, template_fault
    from assemble.preview.serve import PreviewRequest, serve

    options.strict = False
    editor = options.editor or DEFAULT
    fault = template_fault(editor)
    if fault:
        raise WrongUsageError("--editor", fault)
    request = request_of(options)
    before = (
        options.before or request.issue / "build" / f"{request.issue.resolve().name}-approved.pdf"
    )
    if options.before:
        _existing(before, "--before")
    asked = PreviewRequest(
        request=request,
        port=options.port,
        opens=not options.no_open,
        editor=editor,
        before=before if before.is_file() else None,
    )
    try:
        return serve(asked, lambda address: print(f"{address} (Ctrl-C ends it)", flush=True))
    except OSError as taken:
        raise WrongUsageError("--port", f"{options.port}: {taken.strerror or taken}") from None


def approve_command(options: argparse.Namespace) -> int:
    """Record the proof that was signed off: later builds keep to it and tell what changed."""
    from assemble.jobs.approving import approve_issue

    options.purpose, options.standard = "proof", None
    request = request_of(options)
    outcome = approve_issue(request)
    show(outcome, options)
    if outcome.failed:
        return ISSUE_AT_FAULT
    if not options.json and not options.quiet and outcome.edition:
        print(f"{outcome.written[0]}: {len(outcome.edition.pages)} pages approved")
    return BUILT


def diff_command(options: argparse.Namespace) -> int:
    """Tell what changed between two PDFs or issues: edited, moved, new, gone."""
    from assemble.diff.html import as_html
    from assemble.diff.report import as_json, as_text
    from assemble.jobs.comparing import compare, marked
    from assemble.request import Request

    old, new = _existing(options.old, "OLD"), _existing(options.new, "NEW")
    outputs = ((options.html, "--html", (".html",)), (options.pdf, "--pdf", (".pdf",)))
    inputs = [each for each in ((old, "OLD", ()), (new, "NEW", ())) if each[0].is_file()]
    check_targets(new if new.is_dir() else new.parent, (*outputs, *inputs))
    request = Request(
        issue=new,
        layout=options.layout,
        layouts=known_folder(options.layouts, "--layouts"),
        fonts=known_folder(options.fonts, "--fonts"),
    )
    found = compare(old, new, request)
    findings = list(found.findings)
    if found.difference is not None:
        if options.html:
            findings += _saved(options.html, as_html(found.difference).encode())
        if options.pdf:
            data, fault = marked(found)
            findings += _saved(options.pdf, data) if data else [fault] if fault else []
        if options.json:
            print_json(**as_json(found.difference), findings=[finding_json(f) for f in findings])
        else:
            print(as_text(found.difference), end="")
    elif options.json:
        print_json(findings=[finding_json(finding) for finding in findings])
    return _ended(findings, quiet=options.json)


def comments_command(options: argparse.Namespace) -> int:
    """List the remarks on a returned proof with file and line; check or apply them."""
    from assemble.comments import report
    from assemble.jobs.commenting import outcome_of, review

    options.purpose, options.standard, options.strict = "proof", None, False
    proof = _existing(options.proof, "PROOF")
    outputs = ((options.markdown, "--markdown", (".md",)), (proof, "PROOF", ()))
    check_targets(proof.parent, outputs)
    request = request_of(options)
    findings = Findings()
    reviewed = review(proof, request, options.pages, findings)
    if reviewed is None:
        return _ended(findings.items)
    judged = None
    if options.applied:
        judged = outcome_of(reviewed, options.applied, request, findings)
        if judged is None:
            return _ended(findings.items)
    if options.markdown:
        text = report.applied_markdown(judged) if judged else report.review_markdown(reviewed[0])
        findings.extend(_saved(options.markdown, text.encode()))
    if options.json:
        value = report.applied_value(judged) if judged else report.review_value(reviewed[0])
        print_json(**value, findings=[finding_json(finding) for finding in findings.items])
    else:
        print(report.applied_text(judged) if judged else report.review_text(reviewed[0]), end="")
    if options.apply:
        _apply(reviewed[0], request.issue, findings, sure=options.yes)
    return _ended(findings.items, quiet=options.json)


def _apply(reviewed: object, issue: Path, findings: Findings, *, sure: bool) -> None:
    """Show each plain edit, ask, and write those that were agreed to, all or none."""
    from assemble.comments.edits import edits_of, unified, write
    from assemble.comments.model import Review

    assert isinstance(reviewed, Review)
    edits, refusals = edits_of(reviewed, issue, findings)
    agreed = []
    for edit in edits:
        print(unified(edit, (issue / edit.file).read_bytes().decode()), end="")
        if sure or _yes(f"apply this to {edit.file}? [y/N] "):
            agreed.append(edit)
    for refusal in refusals:
        print(f"not applied: {refusal.reason}")
    if agreed:
        findings.extend(write(agreed, issue))
    print(f"{len(agreed)} of {len(edits)} edits applied")


def _yes(question: str) -> bool:
    """Whether the answer is yes, or có; none at the end of the input."""
    try:
        return input(question).strip().lower() in ("y", "yes", "c", "có")
    except EOFError:
        return False


def _existing(path: Path, name: str) -> Path:
    if not path.exists():
        raise WrongUsageError(name, f"{path} isn't there")
    return path


def _saved(path: Path, data: bytes) -> list[Finding]:
    fault = save(path, [data])
    return [fault] if fault else []


def _ended(findings: list[Finding], *, quiet: bool = False) -> int:
    """Print findings, and the exit status that they mean."""
    for finding in findings if not quiet else ():
        print(finding, file=sys.stderr)
    grave = any(finding.severity is Severity.ERROR for finding in findings)
    return ISSUE_AT_FAULT if grave else BUILT


def preview_arguments(command: argparse.ArgumentParser) -> None:
    """An issue, and how it is shown."""
    issue_arguments(command)
    add = command.add_argument
    text = "The port on this computer (default: any that is free)."
    add("--port", type=_port, default=0, metavar="N", help=text)
    add("--no-open", action="store_true", help="Don't open the browser.")
    text = "Address that opens a file, with {file}, {line}, {column} (default: VS Code's)."
    add("--editor", metavar="TEMPLATE", help=text)
    text = "The PDF to compare with (default: the one that was approved)."
    add("--before", type=Path, metavar="PDF", help=text)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text) <= HIGHEST_PORT):
        raise argparse.ArgumentTypeError(f"{text} is not a port")
    return int(text)


def approve_arguments(command: argparse.ArgumentParser) -> None:
    """An issue as it stands."""
    place_arguments(command)
    finding_arguments(command)


def diff_arguments(command: argparse.ArgumentParser) -> None:
    """Two states, and what is made of their difference."""
    add = command.add_argument
    text = "A PDF, the .json that --pages wrote, or an issue's folder."
    add("old", type=Path, metavar="OLD", help=text)
    add("new", type=Path, metavar="NEW", help="Likewise, the newer state.")
    add("--html", type=Path, metavar="FILE", help="Also write the report as HTML.")
    text = "Also write the new pages with the changes marked in colour."
    add("--pdf", type=Path, metavar="FILE", help=text)
    add("--layout", metavar="NAME", help="For issues: instead of the manifest's layout.")
    search_arguments(command)
    add("--json", action="store_true", help="Print the report as JSON.")


def comments_arguments(command: argparse.ArgumentParser) -> None:
    """A returned proof and its issue, and what is made of the remarks."""
    add = command.add_argument
    add("proof", type=Path, metavar="PROOF", help="The PDF with remarks in it.")
    add("issue", type=Path, metavar="ISSUE", help="The issue's folder, or its issue.yaml.")
    text = "The .json that --pages wrote when the proof was built."
    add("--pages", type=Path, metavar="FILE", help=text)
    text = "The corrected issue (or its .json): tell which remarks were done."
    add("--applied", type=Path, metavar="NEW", help=text)
    text = "Offer plain replacements as edits of the articles, each shown and asked for."
    add("--apply", action="store_true", help=text)
    add("--yes", action="store_true", help="With --apply: don't ask.")
    add("--markdown", type=Path, metavar="FILE", help="Also write a checklist, .md.")
    add("--layout", metavar="NAME", help="Instead of the manifest's layout.")
    search_arguments(command)
    add("--json", action="store_true", help="Print the remarks as JSON.")
