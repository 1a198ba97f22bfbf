"""What the tests of comments are made of: a built proof, and annotations on it."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pypdfium2 as pdfium
from making import SAMPLE
from pikepdf import Array, Dictionary, Name, String

from assemble.build import build
from assemble.comments.model import Comment, Review
from assemble.comments.read import read_review
from assemble.dump import sidecar_value
from assemble.model.finding import Findings
from assemble.request import Request

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
    """QuadPoints row by row, as most programs write them, or around the quad as the standard."""
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


class Words(NamedTuple):
    """Words on a page: the item that they begin in, the page's number, their boxes by line."""

    item: Mapping[str, Any]
    page: int
    quads: tuple[Quad, ...]

    @property
    def quad(self) -> Quad:
        """The box of all of them."""
        lefts, bottoms, rights, tops = zip(*self.quads, strict=True)
        return min(lefts), min(bottoms), max(rights), max(tops)


def words_of(proof: Proof, words: str, *roles: str) -> Words:
    """The first place where lines of some roles hold words; their boxes as PDFium measures them."""
    found = items(proof, *(roles or ("body",)))
    for n, (page, item) in enumerate(found):
        parts = _parts(item["text"], [other["text"] for _, other in found[n + 1 : n + 2]], words)
        if parts:
            with pikepdf.open(proof.path) as pdf:
                lines = [quad_of(pdf, page, other["rect"]) for _, other in found[n:]]
            boxes = [
                word_quad(proof.path, page, line, part)
                for line, part in zip(lines, parts, strict=False)
            ]
            return Words(item, page, tuple(boxes))
    raise AssertionError(words)


def _parts(line: str, rest: list[str], words: str) -> list[str]:
    """Words that stand on a line, or at its end and the beginning of the next."""
    if words in line:
        return [words]
    for n, character in enumerate(words):
        if (
            character == " "
            and line.endswith(words[:n])
            and rest
            and rest[0].startswith(words[n + 1 :])
        ):
            return [words[:n], words[n + 1 :]]
    return []


def word_quad(path: Path, page: int, line: Quad, words: str) -> Quad:
    """The box of words in a line."""
    document = pdfium.PdfDocument(path)
    text = document[page - 1].get_textpage()
    count = text.count_chars()
    boxes = [text.get_charbox(n) for n in range(count)]
    letters = text.get_text_range(0, count)
    found = [
        boxes[n : n + len(words)]
        for n in range(count)
        if letters.startswith(words, n)
        and line[0] - 3 <= boxes[n][0] <= line[2]
        and line[1] <= boxes[n][1] + 2 <= line[3]
    ]
    text.close()
    document.close()
    lefts, bottoms, rights, tops = zip(*found[0], strict=True)
    return min(lefts), min(bottoms) - 1, max(rights), max(tops) + 1
