"""Quotation marks: of two kinds in one article, or opened and never closed.

In: pieces. Out: disagreements. A quotation of several paragraphs opens each of them and closes the
last one.
"""

import re
from collections.abc import Iterator, Sequence

from assemble.agree.facts import Disagreement, Piece, excerpt

_STRAIGHT = re.compile(r"(?<!\d)\"")
_CURLY = re.compile("[“”]")


def quotes_open(piece: Piece) -> Iterator[Disagreement]:
    """A quotation that is opened and not closed, or closed and not opened."""
    text = piece.text
    marks = list(_STRAIGHT.finditer(text))
    if len(marks) % 2:
        last = marks[-1].start()
        yield _open(piece, last, "a quotation mark without its pair")
    depth: list[int] = []
    for match in _CURLY.finditer(text):
        if match.group() == "“":
            depth.append(match.start())
        elif depth:
            depth.pop()
        else:
            yield _open(piece, match.start(), "a quotation is closed that wasn't opened")
    if depth and not (len(depth) == 1 and depth[0] == 0):
        yield _open(piece, depth[-1], "a quotation is never closed")


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
