"""What the tests of comments are made of: a built proof, and annotations on it by other libraries."""

import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
from making import SAMPLE
from pikepdf import Array, Dictionary, Name, String

from assemble.build import Request, build
from assemble.comments.model import Comment, Review
from assemble.comments.read import read_review
from assemble.dump import sidecar_value
from assemble.model.finding import Findings

Quad = tuple[float, float, float, float]
"""Left, bottom, right, top in the page's own coordinates."""


class Proof(NamedTuple):
    """A built proof: its issue, its file, its sidecar."""

    issue: Path
    path: Path
    sidecar: Mapping[str, Any]


def proof_of(issue: Path, out: Path) -> Proof:
    """Build an issue's proof."""
    outcome = build(Request(issue=issue, out=out))
    assert outcome.edition is not None
    assert not outcome.failed, [str(finding) for finding in outcome.findings]
    return Proof(issue, out, sidecar_value(outcome.edition))


def sample(folder: Path) -> Proof:
    """The proof of the sample issue."""
    return proof_of(SAMPLE, folder / "sample.pdf")


def items(proof: Proof, *roles: str) -> list[tuple[int, Mapping[str, Any]]]:
    """The items of some roles with their pages."""
    return [
        (page["number"], item)
        for page in proof.sidecar["pages"]
        for item in page["items"]
        if item["role"] in roles and "file" in item
    ]


def quad_of(pdf: pikepdf.Pdf, page: int, area: Sequence[float]) -> Quad:
    """Left, top, width, height from the trim's top left corner in the page's own coordinates."""
    trim = [float(side) for side in pdf.pages[page - 1].TrimBox]
    left, top, width, height = area
    return (
        trim[0] + left,
        trim[3] - top - height,
        trim[0] + left + width,
        trim[3] - top,
    )


def annotated(path: Path, out: Path, add: Callable[[pikepdf.Pdf], None]) -> Path:
    """A copy of a proof with something added."""
    with pikepdf.open(path) as pdf:
        add(pdf)
        pdf.save(out)
    return out


def put(pdf: pikepdf.Pdf, page: int, subtype: str, rect: Quad, **more: Any) -> pikepdf.Object:
    """Add an annotation to a page; keys of `more` are its entries, texts become strings."""
    values = {f"/{key}": String(v) if isinstance(v, str) else v for key, v in more.items()}
    value = Dictionary(
        {"/Type": Name.Annot, "/Subtype": Name("/" + subtype), "/Rect": Array([*rect]), **values}
    )
    made = pdf.make_indirect(value)
    holder = pdf.pages[page - 1].obj
    if "/Annots" not in holder:
        holder.Annots = Array([])
    holder.Annots.append(made)
    return made


def quads(*boxes: Quad, around: bool = False) -> Array:
    """QuadPoints row by row, as most programs write them, or around the quad as the standard has."""
    numbers: list[float] = []
    for x0, y0, x1, y1 in boxes:
        last = (x1, y0, x0, y0) if around else (x0, y0, x1, y0)
        numbers += [x0, y1, x1, y1, *last]
    return Array(numbers)


def review(path: Path, proof: Proof, findings: Findings | None = None) -> Review:
    """The review of a returned proof by the sidecar of the proof it was."""
    made = read_review(
        path, proof.issue, proof.sidecar, Findings() if findings is None else findings
    )
    assert made is not None
    return made


def only(path: Path, proof: Proof) -> Comment:
    """The one comment of a returned proof."""
    (comment,) = review(path, proof).comments
    return comment


def word_box(path: Path, page: int, area: Sequence[float], words: str) -> Quad:
    """The box of words of a set line, as pymupdf measures it, in the page's own coordinates."""
    import pymupdf  # optional: the tests that need it skip without

    with pymupdf.open(path) as document, pikepdf.open(path) as pdf:
        left, bottom, right, top = quad_of(pdf, page, area)
        height = float(pdf.pages[page - 1].MediaBox[3])
        clip = pymupdf.Rect(left - 1, height - top - 1, right + 1, height - bottom + 1)
        found = document[page - 1].search_for(words, clip=clip)
    assert found, words
    box = found[0]
    return box.x0, height - box.y1, box.x1, height - box.y0


def saved(pdf: pikepdf.Pdf) -> bytes:
    """A PDF's bytes."""
    buffer = io.BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()
