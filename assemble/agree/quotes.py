"""Quotation marks: of two kinds in one article, or opened and never closed.

In: pieces. Out: disagreements. A quotation of several paragraphs opens each of them and closes the
last one.
"""

import re
from collections.abc import Iterator, Sequence

from assemble.agree.facts import Disagreement, Piece, excerpt

_STRAIGHT = re.compile(r"(?<!\d)\"")
_CURLY = re.compile("[“”]")


def quotes_open(pieces: Sequence[Piece]) -> Iterator[Disagreement]:
    """Quotations of an article that are opened and not closed, or closed and not opened."""
    for number, piece in enumerate(pieces):
        following = pieces[number + 1].text if number + 1 < len(pieces) else ""
        if following.lstrip()[:1] not in ("“", '"') or not following:
            yield from _unclosed(piece)
        yield from _unopened(piece)


def _unclosed(piece: Piece) -> Iterator[Disagreement]:
    """A mark without its pair; the next paragraph doesn't open the quotation again."""
    marks = list(_STRAIGHT.finditer(piece.text))
    if len(marks) % 2:
        yield _open(piece, marks[-1].start(), "a quotation mark without its pair")
    depth: list[int] = []
    for match in _CURLY.finditer(piece.text):
        if match.group() == "“":
            depth.append(match.start())
        elif depth:
            depth.pop()
    if depth:
        yield _open(piece, depth[-1], "a quotation is never closed")


def _unopened(piece: Piece) -> Iterator[Disagreement]:
    """A closing mark before any opening one."""
    depth = 0
    for match in _CURLY.finditer(piece.text):
        depth += 1 if match.group() == "“" else -1
        if depth < 0:
            yield _open(piece, match.start(), "a quotation is closed that wasn't opened")
            depth = 0


def _open(piece: Piece, start: int, what: str) -> Disagreement:
    """The disagreement of a mark, with the words beside it."""
    text = piece.text
    at_end = start >= len(text) - 2
    fragment = text[max(0, start - 40) : start + 1] if at_end else excerpt(text[start:], 40)
    return Disagreement(
        "quote", True, what, piece.place(start), fragment, languages=(piece.language, "")
    )


def quotes_mixed(pieces: Sequence[Piece]) -> Iterator[Disagreement]:
    """Straight and curly marks in one article: the rarer kind is reported once."""
    straight = [(p, m.start()) for p in pieces for m in _STRAIGHT.finditer(p.text)]
    curly = [(p, m.start()) for p in pieces for m in _CURLY.finditer(p.text)]
    if not straight or not curly:
        return
    rare = straight if len(straight) <= len(curly) else curly
    piece, start = rare[0]
    what = f"straight and curly quotation marks in one text ({len(straight)} and {len(curly)})"
    yield Disagreement(
        "quote-style", True, what, piece.place(start), excerpt(piece.text[start:], 40),
        languages=(piece.language, ""),
    )  # fmt: skip
