"""The remarks on a returned proof: led to their lines, held against the corrected issue, applied.

In: the proof, its issue, and if there is one the sidecar of the proof's build. Out: the review, and
what became of it.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from assemble.build import check
from assemble.comments.applied import applied
from assemble.comments.model import Applied, Review
from assemble.comments.read import read_review
from assemble.diff.approved import record_path
from assemble.diff.proofs import SIDECAR, build_of
from assemble.diff.snapshot import read_sidecar
from assemble.dump import sidecar_value
from assemble.model.finding import Findings, Location
from assemble.request import PURPOSES, Request

Sidecar = Mapping[str, Any]


def review(
    proof: Path, request: Request, sidecar: Path | None, findings: Findings
) -> tuple[Review, Sidecar] | None:
    """The remarks of a proof with their places, and the sidecar that led there; None after errors.

    The sidecar is the given one, the one beside the proof, or the issue laid out as it stands for
    the purpose that the proof was built for; if the issue has errors, the approved record.
    """
    value = _sidecar_of(proof, request, sidecar, findings)
    if value is None:
        return None
    found = read_review(proof, request.issue, value, findings)
    return (found, value) if found else None


def outcome_of(
    reviewed: tuple[Review, Sidecar], new: Path, request: Request, findings: Findings
) -> Applied | None:
    """Which remarks were done in a new state (an issue's folder or a sidecar), which not.

    None after an error; the old state has to be known by the sidecar of the proof's own build.
    """
    found, old = reviewed
    if found.is_older:
        findings.error(
            "older-proof",
            f"the proof is of the build {found.build}, and its sidecar isn't there",
            Location(found.file),
            "give what --pages of its build wrote with --pages, or lay it beside the proof",
        )
        return None
    if new.suffix == SIDECAR:
        value = read_sidecar(new, findings)
    else:
        folder = new.parent if new.name == "issue.yaml" else new
        outcome = check(replace(request, issue=folder))
        value = sidecar_value(outcome.edition) if outcome.edition else None
        if outcome.failed or value is None:
            findings.extend(outcome.findings)
            return None
    return applied(found, old, value) if value else None


def _sidecar_of(
    proof: Path, request: Request, sidecar: Path | None, findings: Findings
) -> Sidecar | None:
    beside = proof.with_suffix(SIDECAR)
    if sidecar or beside.is_file():
        return read_sidecar(sidecar or beside, findings)
    build = build_of(proof)
    laid: Sidecar | None = None
    for purpose in PURPOSES:
        outcome = check(replace(request, purpose=purpose))
        if outcome.edition is None:
            break
        value = sidecar_value(outcome.edition)
        laid = laid or value
        if value["build"] == build:
            return value
    if laid is not None:
        return laid
    record = record_path(request.issue)
    if record.is_file():
        made: Sidecar = json.loads(record.read_bytes())
        return {"build": "", **made}
    findings.extend(outcome.findings)
    return None
