"""A proof by the name of its file: our PDF with its sidecar, a sidecar alone, a foreign PDF."""

import re
from pathlib import Path

import pikepdf

from assemble.diff.foreign import read_foreign
from assemble.diff.snapshot import read_sidecar, snapshot_of_value
from assemble.diff.values import Snapshot
from assemble.model.finding import Findings, Location

SIDECAR = ".json"
"""The ending of a sidecar beside a PDF of the same name."""
_BUILD = re.compile(rb"urn:assemble:build:([0-9a-f]{8})")
"""How the PDF's metadata names its build (`assemble/pdf/metadata.py`)."""


def read_proof(path: Path, findings: Findings) -> Snapshot | None:
    """What a file shows, as well as it can be known.

    Args:
        path: a PDF, or a sidecar of ours. A PDF's sidecar is looked for beside it, under its name
            with `.json`; without one, or with one of another build, the text stream is read.
        findings: receives an error if the file can't be read, and a warning if a sidecar is there
            that isn't the PDF's.

    Returns:
        None after an error.
    """
    if path.suffix.lower() == SIDECAR:
        value = read_sidecar(path, findings)
        return snapshot_of_value(value, path.name) if value else None
    beside = path.with_suffix(SIDECAR)
    if path.is_file() and beside.is_file():
        value = read_sidecar(beside, findings)
        if value is None:
            return None
        build = build_of(path)
        if build is not None and build == value.get("build"):
            return snapshot_of_value(value, path.name)
        fault = (
            f"this sidecar is of build {value.get('build')}, the PDF of {build or 'none of ours'}"
        )
        advice = "build the PDF anew with --pages; now its text stream is compared"
        findings.warning("stale-sidecar", fault, Location(str(beside)), advice)
    return read_foreign(path, findings)


def build_of(path: Path) -> str | None:
    """The build's id that a PDF of ours names in its metadata; None in others."""
    try:
        with pikepdf.open(path) as pdf:
            metadata = pdf.Root.get("/Metadata")
            data = metadata.read_bytes() if isinstance(metadata, pikepdf.Stream) else b""
    except (pikepdf.PdfError, OSError, ValueError):
        return None
    match = _BUILD.search(data)
    return match.group(1).decode("ascii") if match else None
