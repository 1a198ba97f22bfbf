"""Two states of an issue compared: PDFs, sidecars or issue folders, in any mixture.

In: two paths. Out: the difference, and the new state's PDF for marking it.
"""

import tempfile
from pathlib import Path

import pikepdf
import pypdfium2

from assemble.build import check
from assemble.diff.compare import compared
from assemble.diff.foreign import read_foreign
from assemble.diff.marked import marked_pdf
from assemble.diff.proofs import read_proof
from assemble.diff.snapshot import snapshot_of
from assemble.diff.values import Difference, Snapshot
from assemble.model.edition import Edition
from assemble.model.finding import Finding, Findings, Location, Severity
from assemble.model.frozen import Frozen
from assemble.pdf.write import write_pdf
from assemble.picture.prepare import prepared
from assemble.request import Request


class State(Frozen):
    """One side of a comparison: what it shows, and its PDF, None for a sidecar alone."""

    snapshot: Snapshot
    pdf: bytes | None


class Comparison(Frozen):
    """What two states differ in; None after an error. `new` is the new one's PDF."""

    difference: Difference | None
    findings: tuple[Finding, ...]
    new: bytes | None = None

    @property
    def failed(self) -> bool:
        """Whether an error stopped it."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def compare(old: Path, new: Path, request: Request) -> Comparison:
    """Compare two states; `request` says with which layouts and fonts issues are laid out.

    Where one side is a PDF without sidecar, both are compared by text and pictures.
    """
    findings = Findings()
    states = [_state(path, request, findings) for path in (old, new)]
    first, second = states
    if first is None or second is None:
        return Comparison(difference=None, findings=tuple(findings.items))
    if first.snapshot.foreign != second.snapshot.foreign:
        first, second = (_as_foreign(state, findings) for state in (first, second))
    difference = compared(first.snapshot, second.snapshot)
    return Comparison(difference=difference, findings=tuple(findings.items), new=second.pdf)


def marked(comparison: Comparison) -> tuple[bytes | None, Finding | None]:
    """The new state's PDF with the changes marked, or why there is none."""
    assert comparison.difference is not None
    reason = "a sidecar alone has no pages to mark"
    if comparison.new is not None:
        try:
            return marked_pdf(comparison.new, comparison.difference), None
        except (pikepdf.PdfError, pypdfium2.PdfiumError, OSError) as fault:
            reason = str(fault)
    message = f"the changes can't be marked: {reason}"
    at = Location("--pdf")
    return None, Finding(severity=Severity.ERROR, code="not-marked", message=message, at=at)


def _state(path: Path, request: Request, findings: Findings) -> State | None:
    """A side by its path: an issue's folder, a PDF, a sidecar."""
    folder = path.parent if path.name == "issue.yaml" else path
    if folder.is_dir():
        return _issue_state(folder, request, findings)
    snapshot = read_proof(path, findings)
    if snapshot is None:
        return None
    return State(snapshot=snapshot, pdf=path.read_bytes() if path.suffix != ".json" else None)


def _issue_state(folder: Path, request: Request, findings: Findings) -> State | None:
    """An issue as it stands, laid out."""
    outcome = check(
        Request(
            issue=folder,
            layout=request.layout,
            layouts=request.layouts,
            fonts=request.fonts,
            made=request.made,
        )
    )
    edition = outcome.edition
    if outcome.failed or edition is None:
        # An issue's warnings are its own affair; its errors leave nothing to compare.
        findings.extend(f for f in outcome.findings if f.severity is Severity.ERROR)
        return None
    return State(snapshot=snapshot_of(edition, folder.resolve().name), pdf=_pdf(edition))


def _pdf(edition: Edition) -> bytes:
    return write_pdf(edition, prepared(edition))


def _as_foreign(state: State, findings: Findings) -> State:
    """A state as its PDF's text and pictures alone show it; one without a PDF stays as it is."""
    if state.snapshot.foreign or state.pdf is None:
        return state
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "state.pdf"
        path.write_bytes(state.pdf)
        snapshot = read_foreign(path, findings)
    return State(snapshot=snapshot, pdf=state.pdf) if snapshot else state
