"""Texts as words and marks, and how far two texts are apart."""

import re
from collections.abc import Sequence

_TOKEN = re.compile(r"\w+|[^\w\s]")
_HYPHEN = re.compile(r"(?<=[-–/])\s+|\s+(?=[-–/])")


def tokens(text: str) -> list[str]:
    """The words and punctuation marks of a set text.

    White before and after hyphens and strokes doesn't count: at a line's end it can't be seen.
    """
    return _TOKEN.findall(text)


def same_text(one: str, other: str) -> bool:
    """Whether two set texts are the same but for the ends of their lines."""
    if one == other:
        return True
    return " ".join(_HYPHEN.sub("", one).split()) == " ".join(_HYPHEN.sub("", other).split())


def distance(one: Sequence[str], other: Sequence[str]) -> int:
    """The least number of tokens to insert or delete to make one of the other.

    Levenshtein's distance without substitution, so that each change is counted on both its sides;
    what both texts begin and end with is left out first.
    """
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    a, b = one[start : len(one) - end], other[start : len(other) - end]
    row = list(range(len(b) + 1))
    for n, token in enumerate(a, 1):
        above, row = row, [n]
        for m, against in enumerate(b, 1):
            same = above[m - 1] if token == against else len(a) + len(b)
            row.append(min(same, above[m] + 1, row[m - 1] + 1))
    return row[-1]
