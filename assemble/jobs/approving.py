"""The proof that was signed off: recorded in the issue's folder, for later builds to keep to.

In: what is asked of a build. Out: its outcome; the record `ISSUE/approved/approved.json`, and
beside the other builds the PDF that was approved, for the eyes.
"""

from dataclasses import replace

from assemble.build import check
from assemble.diff.approved import approve, record_path
from assemble.diff.proofs import build_of
from assemble.model.finding import Finding, Location, Severity
from assemble.pdf.write import write_pdf
from assemble.picture.prepare import prepared
from assemble.request import Outcome, Request
from assemble.saving import save


def approve_issue(request: Request) -> Outcome:
    """Record an issue as it stands as approved; with an error nothing is written.

    A warning tells if the proof in the folder `build` is of another state.
    """
    outcome = check(request)
    edition = outcome.edition
    if outcome.failed or edition is None:
        return outcome
    proof = request.output
    findings = list(outcome.findings)
    seen = build_of(proof) if proof.is_file() else edition.build_id
    if seen != edition.build_id:
        findings.append(
            Finding(
                severity=Severity.WARNING,
                code="other-proof",
                message=f"{proof.name} is of the build {seen or 'of another program'}; what is"
                f" approved is the issue as it stands, {edition.build_id}",
                at=Location("issue.yaml"),
                hint="build the proof, look at it, then approve it",
            )
        )
    pdf = write_pdf(edition, prepared(edition))
    record = record_path(request.issue)
    copy = request.issue / "build" / f"{request.issue.resolve().name}-approved.pdf"
    files = {record.with_name(name): data for name, data in approve(edition, pdf).items()}
    written = []
    for path, data in {**files, copy: pdf}.items():
        fault = save(path, [data])
        if fault:
            findings.append(fault)
            break
        written.append(path)
    return replace(outcome, findings=tuple(findings), written=tuple(written))
