"""The place of tone marks: hòa or hoà, one of the two in an article.

In: the pieces of an article. Out: at most one disagreement. Only open oa, oe and uy (not after q)
are written in two ways.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from assemble.agree.facts import Disagreement, Piece

_OLD = re.compile(r"(?:[òóỏõọ][ae]|(?<!q)[ùúủũụ]y)(?!\w)", re.IGNORECASE)
_NEW = re.compile(r"(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?!\w)", re.IGNORECASE)
_WORD = re.compile(r"\w+")


def tone_styles(pieces: Sequence[Piece]) -> Iterator[Disagreement]:
    """Both places of tone marks in one text: the rarer is reported once."""
    if not pieces or pieces[0].language.split("-")[0] != "vi":
        return
    old = [(piece, m) for piece in pieces for m in _OLD.finditer(piece.text)]
    new = [(piece, m) for piece in pieces for m in _NEW.finditer(piece.text)]
    if not old or not new:
        return
    (piece, match), (other, second) = (new[0], old[0]) if len(new) <= len(old) else (old[0], new[0])
    what = f"tone marks in two places in one text: {len(old)} as in hòa, {len(new)} as in hoà"
    yield Disagreement(
        "tone-style", True, what, piece.place(_start(piece, match)), _word(piece, match),
        other.place(_start(other, second)), _word(other, second), ("vi", "vi"),
    )  # fmt: skip


def _start(piece: Piece, match: re.Match[str]) -> int:
    """Where the word of a match begins."""
    start = match.start()
    while start and piece.text[start - 1].isalpha():
        start -= 1
    return start


def _word(piece: Piece, match: re.Match[str]) -> str:
    return piece.text[_start(piece, match) : match.end()]


def settled_tone(word: str) -> str:
    """A word with its tone mark in the older place, so that both styles compare as one."""
    apart = unicodedata.normalize("NFD", word)
    moved = re.sub(r"(o)([ae])([\u0300\u0301\u0309\u0303\u0323])(?!\w)", r"\1\3\2", apart)
    moved = re.sub(r"(?<!q)(u)(y)([\u0300\u0301\u0309\u0303\u0323])(?!\w)", r"\1\3\2", moved)
    return unicodedata.normalize("NFC", moved)
