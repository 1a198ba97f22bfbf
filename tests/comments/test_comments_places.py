"""Comments that other libraries make lead to the file, line and column of their words."""

import random
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from commenting import Proof, items, review

from assemble.comments.model import Comment
from assemble.comments.squeeze import letters_of

pymupdf = pytest.importorskip("pymupdf", reason="pymupdf isn't installed")

KINDS = {
    ("body", "standfirst", "note", "list"): 26,
    ("headline", "subhead", "kicker"): 8,
    ("caption",): 8,
    ("table", "table-header", "table-title"): 12,
    ("photo",): 6,
}
"""How many of the 60 places stand on what."""


ADDED = frozenset({"•", "Ảnh:", "Photo:"})
"""What the layout sets by itself, which stands nowhere in the source."""


class Aim(NamedTuple):
    """A place that is commented: an item, the words of it that are marked, their box.

    `nth`: so many times the words stand in the block before. The box is pymupdf's: from the sheet's
    top left corner.
    """

    page: int
    item: Mapping[str, Any]
    words: str
    nth: int
    box: Any


def aims(proof: Proof, seed: int) -> list[Aim]:
    """Sixty random places of a proof."""
    chance = random.Random(seed)
    with pymupdf.open(proof.path) as document:
        return [
            aim(proof, document, chance, page, item)
            for roles, count in KINDS.items()
            for page, item in chance.sample(worded(proof, *roles), count)
        ]


def worded(proof: Proof, *roles: str) -> list[tuple[int, Mapping[str, Any]]]:
    """The items of some roles that hold words of the source, and pictures."""
    return [entry for entry in items(proof, *roles) if entry[1].get("text") not in ADDED]


def aim(proof: Proof, document: Any, chance: random.Random, page: int, item: Any) -> Aim:
    """A random word of an item, or a point in a picture."""
    left, top, width, height = item["rect"]
    edge = (document[page - 1].rect.width - proof.sidecar["trim"][0]) / 2
    frame = pymupdf.Rect(left + edge, top + edge, left + edge + width, top + edge + height)
    if "image" in item:
        x, y = frame.x0 + frame.width * chance.random(), frame.y0 + frame.height * chance.random()
        return Aim(page, item, "", 0, pymupdf.Rect(x, y, x + 1, y + 1))
    wider = pymupdf.Rect(frame.x0 - 3, frame.y0, frame.x1 + 3, frame.y1)
    words = [
        (pymupdf.Rect(word[:4]), word[4].strip("\u00ad"))
        for word in document[page - 1].get_text("words", clip=wider)
    ]
    words = [(box, word) for box, word in words if word not in ADDED and word in item["text"]]
    n = chance.randrange(len(words))
    before = lines_before(proof, item) + " " + " ".join(word for _, word in words[:n])
    return Aim(page, item, words[n][1], folded(before).count(folded(words[n][1])), words[n][0])


def lines_before(proof: Proof, item: Mapping[str, Any]) -> str:
    """The lines of an item's block before it."""
    same = ("file", "line", "column", "role", "language")
    text = ""
    for _, other in items(proof, item["role"]):
        if other is item:
            break
        if [other.get(key) for key in same] == [item.get(key) for key in same]:
            text += (
                other["text"].removesuffix("\u00ad") if ends_soft(other) else other["text"] + " "
            )
    return text


def ends_soft(item: Mapping[str, Any]) -> bool:
    """Whether an item's line ends in a hyphen that isn't the manuscript's."""
    return bool(item["text"].endswith("\u00ad"))


def folded(text: str) -> str:
    """A text without white, case and marks, so that lines and manuscript can be compared."""
    return letters_of(text)


def with_pymupdf(proof: Proof, chosen: list[Aim], out: Path) -> Path:
    """The places marked by pymupdf: words highlighted, struck, underlined; notes on pictures."""
    with pymupdf.open(proof.path) as document:
        for n, place in enumerate(chosen):
            page = document[place.page - 1]
            if not place.words:
                made = page.add_text_annot(place.box.tl, str(n))
            else:
                adders = (
                    page.add_highlight_annot,
                    page.add_strikeout_annot,
                    page.add_underline_annot,
                )
                made = adders[n % 3](place.box)
            made.set_info(content=str(n), title="Mai")
            made.update()
        document.save(out)
    return out


def with_pypdf(proof: Proof, chosen: list[Aim], out: Path) -> Path:
    """The places marked by pypdf: highlights in both orders of corners, notes on pictures."""
    pypdf = pytest.importorskip("pypdf", reason="pypdf isn't installed")
    from pypdf.annotations import Highlight, Text
    from pypdf.generic import ArrayObject, FloatObject

    writer = pypdf.PdfWriter(clone_from=proof.path)
    for n, place in enumerate(chosen):
        height = float(writer.pages[place.page - 1].mediabox.height)
        x0, x1 = place.box.x0, place.box.x1
        y0, y1 = height - place.box.y1, height - place.box.y0
        last = (x0, y0, x1, y0) if n % 2 else (x1, y0, x0, y0)
        corners = ArrayObject(FloatObject(v) for v in (x0, y1, x1, y1, *last))
        if place.words:
            made: Any = Highlight(rect=(x0, y0, x1, y1), quad_points=corners)
            made[pypdf.generic.NameObject("/Contents")] = pypdf.generic.TextStringObject(str(n))
        else:
            made = Text(rect=(x0, y1 - 18, x0 + 18, y1), text=str(n))
        writer.add_annotation(page_number=place.page - 1, annotation=made)
    writer.write(out)
    return out


def faults(proof: Proof, chosen: list[Aim], path: Path) -> Iterator[str]:
    """What is wrong with the places of a returned proof's comments."""
    found = {int(comment.mark.text): comment for comment in review(path, proof).comments}
    for n, place in enumerate(chosen):
        fault = fault_of(proof, place, found[n]) if n in found else "is missing"
        if fault:
            yield f"{n} {place.words!r} of {place.item}: {fault}"


def fault_of(proof: Proof, aimed: Aim, comment: Comment) -> str:
    """What is wrong with a comment's place; '' if it is where the words stand in the source."""
    at = comment.place.at
    item = aimed.item
    if at is None or at.file != item["file"]:
        return f"file {at}"
    if not aimed.words:
        return "" if at.line == item["line"] else f"line {at}"
    lines = (proof.issue / at.file).read_text("utf-8").splitlines()
    read = lines[(at.line or 0) - 1][(at.column or 1) - 1 :]
    if not folded(read).startswith(folded(aimed.words)):
        return f"{at} reads {read[:30]!r}"
    if folded(comment.quoted) != folded(aimed.words):
        return f"quotes {comment.quoted!r}"
    if item["role"] == "caption" and lines[(at.line or 0) - 1].strip().startswith("credit:"):
        return "" if 0 < (at.line or 0) - item["line"] <= 2 else f"credit at {at}"
    begin = "\n".join(lines[item["line"] - 1 : at.line])[item["column"] - 1 :]
    end = begin[: len(begin) - len(read)]
    nth = folded(end).count(folded(aimed.words))
    if item["role"] == "table-header":
        return ""  # it is set again in each column: how often says nothing
    return "" if nth == aimed.nth else f"{at} is number {nth}, not {aimed.nth}"


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("annotate", [with_pymupdf, with_pypdf])
def test_sixty_places(proof: Proof, tmp_path: Path, annotate: Any, seed: int) -> None:
    """Sixty of sixty random comments lead to the file, line, column of their very words."""
    chosen = aims(proof, seed)
    path = annotate(proof, chosen, tmp_path / "returned.pdf")

    assert len(chosen) == 60
    assert {place.item.get("language") for place in chosen} >= {"vi", "en"}
    assert list(faults(proof, chosen, path)) == []
