"""Lines joined to words: what a line's end took from the text is put back.

A line may end at a space, which the line no longer has, at a hyphen of the setter's, or inside a
word after a hyphen, dash or stroke of its own. The last two look alike in what is drawn, so the
words of both proofs decide: a word that stands whole anywhere is whole here too.
"""

import re
from collections.abc import Iterable, Sequence

JOINT = "\u200b"
"""Stands in raw text where a line ended and a space may or may not belong: ZERO WIDTH SPACE is
what Unicode has for a chance to break (UAX 14, class ZW)."""
HYPHEN = "\u00ad"
"""The end of a line whose hyphen is not the text's, as our lines tell it."""
DOUBTFUL = "-"
"""The end of a foreign line whose hyphen may be the text's or the line's."""
_INSIDE = re.compile(r"[^\W\d_][-‐–—/]$|\w[-/]$|\d[–-]$")
"""Words may break after a hyphen, dash or stroke of their own (`assemble/text/glue.py`)."""
_ADDRESS = re.compile(r"(https?:|www\.|\S+@)\S*[/.@_-]$|\S+\.\S+[/.]$", re.IGNORECASE)
"""Addresses may break after their strokes, stops, hyphens and @."""


def joined(lines: Sequence[str], *, glued: int = 0) -> str:
    """The lines of a paragraph as one text, with a JOINT where a space is in doubt.

    Args:
        lines: their texts, a setter's hyphen as U+00AD.
        glued: how many of the first lines (a drop cap and the mark before it) belong to the word
            that follows.
    """
    out = ""
    for number, line in enumerate(lines):
        text = line.replace(JOINT, "").strip()
        if not out:
            out = text
        elif out.endswith(HYPHEN):
            out = out[:-1] + text
        elif number <= glued or _INSIDE.search(out[-3:]) or _ADDRESS.search(out.rsplit(" ", 1)[-1]):
            out += JOINT + text
        else:
            out += " " + text
    return out.replace(HYPHEN, "")


def vocabulary(texts: Iterable[str]) -> frozenset[str]:
    """The words that stand whole in texts."""
    return frozenset(word for text in texts for word in text.split() if JOINT not in word)


def words_of(text: str, known: frozenset[str], *, hyphens: bool = False) -> tuple[str, ...]:
    """The words of a joined text.

    Args:
        text: what `joined` gave.
        known: the vocabulary that decides what is one word.
        hyphens: whether a hyphen at a joint may be the line's own, as in foreign files.
    """
    if JOINT not in text:
        return tuple(text.split())
    out: list[str] = []
    for word in text.split():
        out += _resolved(word.split(JOINT), known, hyphens) if JOINT in word else [word]
    return tuple(out)


def _resolved(parts: list[str], known: frozenset[str], hyphens: bool) -> list[str]:
    out = [parts[0]]
    for right in parts[1:]:
        left = out[-1]
        if hyphens and left.endswith(DOUBTFUL):
            out[-1:] = _unhyphenated(left, right, known)
        elif left + right not in known and left in known and right in known:
            out.append(right)
        else:
            out[-1] = left + right
    return out


def _unhyphenated(left: str, right: str, known: frozenset[str]) -> list[str]:
    whole = left[:-1] + right
    if _bare(whole) in known or (left + right not in known and right[:1].islower()):
        return [whole]
    return [left + right]


def _bare(word: str) -> str:
    return word.strip(".,;:!?…“”‘’()\"'")
