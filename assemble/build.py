"""The whole way, on one screen: issue folder, layout, fonts → edition → PDF; and the only writer.

1 read the issue   2 read its layout   3 read its fonts   4 lay out   5 check   6 write the PDF
"""

import contextlib
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import assemble
from assemble.check.agreement import check_agreement
from assemble.check.contrast import check_contrast
from assemble.check.glyphs import check_glyphs
from assemble.check.level import check_level
from assemble.check.overset import check_overset, oversets
from assemble.check.pictures import check_resolution
from assemble.check.press import check_condition, check_rich_black
from assemble.check.quotes import check_quotes
from assemble.model.edition import Edition
from assemble.model.finding import Finding, Findings, Location, Severity
from assemble.model.font import Fonts
from assemble.model.issue import Issue
from assemble.model.kept import RECORD, Kept
from assemble.model.layout import Box, Layout
from assemble.model.picture import Prepared
from assemble.model.press import PressSpec
from assemble.model.text import Phrase
from assemble.page.compose import composed
from assemble.page.context import Context
from assemble.pdf.write import pdf_parts
from assemble.picture.prepare import prepared
from assemble.read.fonts import check_faces, load_faces, needed_faces, read_listing
from assemble.read.layout import geometry_fault, read_layout
from assemble.read.manifest import reading
from assemble.read.press import pressed
from assemble.read.search import font_folders, layout_folders
from assemble.request import Outcome, Progress, Request, Stage
from assemble.saving import save
from assemble.text.setting import Typesetter

if TYPE_CHECKING:
    from assemble.bench import Bench
    from assemble.covering import CoverRequest
    from assemble.model.flatplan import FlatPlan
    from assemble.model.preflight import Preflight
    from assemble.model.quality import Quality
    from assemble.preflight.crew import Crew

GIVEN = Location("--layout")
"""The place of a layout's name that the command line gives."""


def check(request: Request, stage: Stage = lambda _: None, bench: "Bench | None" = None) -> Outcome:
    """Do all that `build` does, but write.

    `bench` is what an earlier run of the same process left; it takes what this one leaves.
    """
    findings = Findings()
    made, sides = _lay_out(request, findings, stage, bench)
    outcome = _outcome(request, findings, made.edition)
    return replace(outcome, layout=made.layout, plan=made.plan, sides=sides)


class _Made(NamedTuple):
    edition: Edition | None
    layout: Layout | None
    plan: "FlatPlan | None"


def plan(request: Request) -> Outcome:
    """Do what `check` does, tell how the pages were planned, and draw that if it is asked for.

    Pages that hold too much are an error, but are planned and drawn all the same.
    """
    outcome = check(replace(request, plan=True))
    edition, layout, flat = outcome.edition, outcome.layout, outcome.plan
    path = request.picture
    if path is None or edition is None or layout is None or flat is None:
        return outcome
    from assemble.planpicture import plan_picture  # Pillow draws only here

    fault = save(path, plan_picture(edition, layout, flat, path.suffix.lower()))
    if fault:
        return replace(outcome, findings=(*outcome.findings, fault))
    return replace(outcome, written=(path,))


def build(
    request: Request, stage: Stage = lambda _: None, progress: Progress = lambda *_: None
) -> Outcome:
    """Build an issue's PDF; with errors nothing is written."""
    with contextlib.ExitStack() as after:
        crew = None
        if request.purpose == "print":
            from assemble.preflight.crew import Crew  # only files for print are preflighted

            crew = Crew()
            after.callback(crew.dismiss)
        return _build(request, stage, progress, crew)


def _build(request: Request, stage: Stage, progress: Progress, crew: "Crew | None") -> Outcome:
    outcome = check(request, stage)
    if outcome.failed or outcome.edition is None or outcome.layout is None:
        return outcome
    edition = outcome.edition
    files: dict[Path, Iterable[bytes]] = {}
    if request.pages:
        from assemble.dump import sidecar  # brings JSON, 2 ms

        files[request.pages] = [sidecar(edition).encode()]
    if request.report or request.marks:
        stage("measure the quality")
        measured = _measured(edition, outcome.layout)
        if request.report:
            files[request.report] = [_report(request.report, measured, edition).encode()]
        if request.marks:
            edition = _marked(edition, measured, outcome.layout)
    stage("prepare the photographs")
    findings = list(outcome.findings)
    since = _since_approval(request, edition, findings)
    pictures = _pictures(edition, findings, progress)
    if any(finding.severity is Severity.ERROR for finding in findings):
        return replace(outcome, findings=tuple(sorted(findings, key=_order)))
    stage("write the PDF")
    files = {request.output: pdf_parts(edition, pictures), **files}
    stage("save")
    told, written, report = _write(request, outcome, files, crew)
    findings = sorted((*findings, *told), key=_order)
    outcome = replace(outcome, findings=tuple(findings), written=tuple(written))
    return replace(outcome, preflight=report, since=since)


def _pictures(
    edition: Edition, findings: list[Finding], progress: Progress
) -> Mapping[str, Prepared]:
    """The photographs as the PDF stores them; for the press in its colours and resolution."""
    if edition.press is None:
        return prepared(edition)
    from assemble.printing import pictures_for_press  # only files for print wait for it

    return pictures_for_press(edition, edition.press, findings, progress)


def _write(
    request: Request,
    outcome: Outcome,
    files: Mapping[Path, Iterable[bytes]],
    crew: "Crew | None",
) -> tuple[list[Finding], list[Path], "Preflight | None"]:
    """Write the files, the PDF first; a file for print only if preflight finds no error in it."""
    findings, written = [], []
    report: Preflight | None = None

    def judge(draft: Path) -> bool:
        nonlocal report
        from assemble.printing import preflighted  # only files for print wait for it

        assert outcome.edition is not None
        assert outcome.layout is not None
        assert crew is not None
        made = (outcome.edition, outcome.layout)
        report, told = preflighted(draft, made, outcome.findings, crew)
        findings.extend(_graded(request, told))
        return not any(finding.severity is Severity.ERROR for finding in findings)

    for path, parts in files.items():
        fault = save(path, parts, judge if crew and path == request.output else None)
        if fault:
            findings.append(fault)
        if any(finding.severity is Severity.ERROR for finding in findings):
            break
        written.append(path)
    return findings, written, report


# What measures, reports and marks is loaded only where it is asked for.


def _measured(edition: Edition, layout: Layout) -> "Quality":
    from assemble.check.quality import quality

    return quality(edition, layout)


def _report(path: Path, measured: "Quality", edition: Edition) -> str:
    """The quality report in the form that the file's name asks for."""
    if path.suffix.lower() == ".json":
        from assemble.report import report_json

        return report_json(measured, edition)
    from assemble.reporthtml import report_html

    return report_html(measured, edition)


def _marked(edition: Edition, measured: "Quality", layout: Layout) -> Edition:
    from assemble.page.marks import with_marks

    return with_marks(edition, measured, layout)


def _lay_out(
    request: Request, findings: Findings, stage: Stage, bench: "Bench | None"
) -> tuple[_Made, bytes | None]:
    """Everything from reading to the checks, while the photographs are being decoded.

    With it comes the page that shows the languages side by side, if they were compared.
    """
    sides = None
    stage("read the issue")
    with reading(request.issue, findings, bench.readings if bench else None) as issue:
        if issue and request.languages:
            stage("compare the languages")
            sides = _compare_languages(request, issue, findings)
        made = _compose(request, issue, findings, stage, bench) if issue else None
        stage("decode the photographs")
    return made or _Made(None, None, None), sides


def _compare_languages(request: Request, issue: Issue, findings: Findings) -> bytes:
    from assemble.agreeing import check_languages  # takes a third of a build: on demand only

    return check_languages(issue, request.issue, findings, notes=request.notes)


def _compose(
    request: Request, issue: Issue, findings: Findings, stage: Stage, bench: "Bench | None"
) -> _Made | None:
    stage("read the layout")
    layout = _read_layout(request, issue, findings, bench)
    if layout is None:
        return None
    if request.purpose == "print":
        check_condition(layout.press, findings)
    fault = geometry_fault(layout.page)
    if fault:
        findings.error("no-room", fault[0], issue.at, fault[1])
        return None
    stage("read the fonts")
    fonts = _fonts(request, layout, findings, bench)
    check_agreement(issue, layout, findings)
    check_level(issue, layout, findings)
    check_quotes(issue, findings)
    if fonts is None:
        return None
    keep = request.keep or _record(request.issue)
    kept = _kept(keep, findings) if keep else None
    sound = not findings.has_errors
    # Needs no pages: other errors don't hide what it finds, nor it what the pages would show.
    check_glyphs(issue, fonts, findings, purpose=request.purpose)
    if not sound:
        return None
    stage("lay out")
    build_id = build_id_of(issue, layout, fonts, request.purpose)
    setter = bench.setter(layout, fonts) if bench else Typesetter(layout, fonts)
    trials = bench.trials if bench else None
    context = Context(issue, layout, fonts, setter, kept, request.plan, trials)
    composition = composed(context, request.purpose, build_id, findings)
    edition = replace(composition.edition, made=request.made)
    if bench:
        bench.tidy(issue)
    if request.cover:
        cover = _cover(context, edition, request.cover, findings)
        if cover is None:
            return None
        edition = cover
    stage("check")
    check_resolution(edition, layout.pictures, findings)
    check_contrast(edition, layout.at, findings)
    check_rich_black(edition, layout, findings)
    check_overset(edition, findings)
    if kept:
        _tell_moved(kept, edition, findings)
    flat = None
    if request.plan:
        from assemble.page.flatplan import flat_plan  # only `assemble plan` needs it

        flat = flat_plan(context, composition, {page for page, _ in oversets(edition)})
    return _Made(edition, layout, flat)


def _cover(
    context: Context, edition: Edition, request: "CoverRequest", findings: Findings
) -> Edition | None:
    from assemble.covering import cover_of  # only `assemble cover` needs it

    return cover_of(context, edition, request, findings)


def _record(issue: Path) -> Path | None:
    """The record of the proof that was approved, if there is one: its pages stay as they were."""
    path = issue.joinpath(*RECORD)
    return path if path.is_file() else None


def _since_approval(request: Request, edition: Edition, findings: list[Finding]) -> tuple[str, ...]:
    """What changed since the issue was approved, in lines; for print that is a warning too."""
    if request.cover or _record(request.issue) is None:
        return ()
    from assemble.diff.approved import changes_since, read_approved, unapproved

    told = Findings()
    approved = read_approved(request.issue, told)
    findings += told.items
    if approved is None:
        return ()
    summary = changes_since(approved, edition)
    warning = unapproved(summary) if request.purpose == "print" else None
    findings += _graded(request, [warning]) if warning else []
    return summary.lines


# Keeping an earlier build brings JSON, 2 ms.


def _kept(path: Path, findings: Findings) -> Kept | None:
    from assemble.read.kept import read_kept

    return read_kept(path, findings)


def _tell_moved(kept: Kept, edition: Edition, findings: Findings) -> None:
    """Compare the pages as both sidecars have them."""
    from assemble.check.moved import check_moved
    from assemble.dump import page_items
    from assemble.read.kept import kept_page

    pages = [kept_page(page_items(page)) for page in edition.pages]
    check_moved(kept, pages, dict(edition.choices), findings)


def _read_layout(
    request: Request, issue: Issue, findings: Findings, bench: "Bench | None"
) -> Layout | None:
    """The layout with the print settings of the issue and the request."""
    name = Phrase(text=request.layout, at=GIVEN) if request.layout else issue.layout
    folders = layout_folders(request.issue, request.layouts)
    if bench is None:
        layout = read_layout(name, folders, findings)
        return with_print(layout, issue, request.standard) if layout else None

    def read(own: Findings) -> Layout | None:
        return read_layout(name, folders, own)

    layout = bench.read("layout", (name, folders), folders, read, findings)
    return bench.same(with_print(layout, issue, request.standard)) if layout else None


def _fonts(
    request: Request, layout: Layout, findings: Findings, bench: "Bench | None"
) -> Fonts | None:
    folders = font_folders(request.issue, request.fonts)
    if bench is None:
        return _read_fonts(folders, layout, findings)

    def read(own: Findings) -> Fonts | None:
        return _read_fonts(folders, layout, own)

    return bench.read("fonts", (layout.digest, folders), folders, read, findings)


def _read_fonts(folders: Iterable[Path], layout: Layout, findings: Findings) -> Fonts | None:
    """The faces, and a finding for each that is refused or that the layout lacks."""
    listing = read_listing(folders, findings)
    if listing is None:
        return None
    check_faces(layout, listing, findings)
    return load_faces(listing, needed_faces(layout), findings)


def with_print(layout: Layout, issue: Issue, standard: str | None = None) -> Layout:
    """The layout with what the manifest's `print:` overrides, and a standard that goes before."""
    given = issue.print
    page = layout.page
    trim = Box(*given.trim) if given.trim else page.trim
    page = replace(
        page,
        trim=trim,
        bleed=page.bleed if given.bleed is None else given.bleed,
        binding=given.binding or page.binding,
    )
    press = pressed(pressed(layout.press, given.press), PressSpec(standard=standard))
    return replace(layout, page=page, press=replace(press, at=given.at or issue.at))


def build_id_of(issue: Issue, layout: Layout, fonts: Fonts, purpose: str) -> str:
    """Eight hexadecimal digits that name the tool's version and all inputs."""
    standard = layout.press.standard if purpose == "print" else ""
    parts = (assemble.__version__, purpose, standard, issue.digest, layout.digest, fonts.digest)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:8]


def _outcome(request: Request, findings: Findings, edition: Edition | None) -> Outcome:
    found = sorted(_graded(request, findings.items), key=_order)
    return Outcome(findings=tuple(found), edition=edition)


def _graded(request: Request, findings: Iterable[Finding]) -> list[Finding]:
    """Findings as grave as the request takes them: with `strict` warnings are errors."""
    strict = request.strict
    return [
        replace(f, severity=Severity.ERROR) if strict and f.severity is Severity.WARNING else f
        for f in findings
    ]


def _order(finding: Finding) -> tuple[str, int, int]:
    at = finding.at
    return at.file, at.line or 0, at.column or 0
