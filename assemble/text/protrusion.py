"""Optical margins: how far a character may hang over the edge of its column.

Per mille of the character's own width, after the values that the microtype package ships for
roman faces; accented letters inherit their base's.
"""

import unicodedata
from functools import cache

LEFT = {
    "-": 500, "–": 200, "—": 150, "‘": 300, "’": 300, "“": 300, "”": 300, "(": 100, "/": 100,
    "A": 50, "v": 50, "w": 50, "x": 50, "X": 50, "Y": 50, "1": 50, "T": 50, "V": 50, "W": 50,
}  # fmt: skip
RIGHT = {
    ".": 700, ",": 500, ":": 500, ";": 300, "!": 100, "?": 100, "-": 500, "‐": 500, "\u00ad": 500,
    "–": 200, "—": 150, "‘": 400, "’": 400, "“": 300, "”": 300, ")": 200, "/": 200, "A": 50,
    "F": 50, "k": 50, "r": 50, "v": 50, "w": 50, "x": 50, "X": 50, "Y": 50, "y": 50, "1": 50,
    "%": 50, "T": 50, "V": 50, "W": 50,
}  # fmt: skip


def _share(char: str, table: dict[str, int]) -> float:
    share = table.get(char)
    if share is None:
        share = table.get(unicodedata.normalize("NFD", char)[:1], 0)
    return share / 1000


@cache
def left(char: str) -> float:
    """Share of its width that a character hangs out at a line's start."""
    return _share(char, LEFT)


@cache
def right(char: str) -> float:
    """Share of its width that a character hangs out at a line's end."""
    return _share(char, RIGHT)
