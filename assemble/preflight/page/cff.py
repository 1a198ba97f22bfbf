"""CFF font programs, as far as it takes to know which glyphs they have.

Adobe Technical Note 5176, The Compact Font Format Specification, whose sections are named below.
"""

from itertools import pairwise

_CHARSET, _CHARSTRINGS, _ROS = 15, 17, 1230
"""Operators of the Top DICT (section 9, table 9); those of two bytes, 12 n, are 1200 + n here."""
_PREDEFINED = 2
"""Charset offsets up to this name a predefined charset (section 13)."""


def read_cff(data: bytes) -> tuple[int, frozenset[int] | None]:
    """The number of glyphs, and the CIDs of a font that goes by them, None of another.

    Raises IndexError or ValueError where the data is no CFF font.
    """
    if data[0] != 1:
        raise ValueError(data[0])
    at = _index(data, data[2])[1]
    tops, _ = _index(data, at)
    top = _dict(data[tops[0][0] : tops[0][1]])
    at = top.get(_CHARSTRINGS, 0)
    glyphs = int.from_bytes(data[at : at + 2], "big") if at > 0 else 0
    if _ROS not in top:
        return glyphs, None
    return glyphs, frozenset(_charset(data, top.get(_CHARSET, 0), glyphs))


def _charset(data: bytes, at: int, glyphs: int) -> set[int]:
    """The CIDs of all glyphs (section 13); glyph 0 is CID 0."""
    if at <= _PREDEFINED:
        return set(range(glyphs))
    form, at = data[at], at + 1
    if form == 0:
        ends = range(at, at + 2 * (glyphs - 1), 2)
        return {0, *(int.from_bytes(data[n : n + 2], "big") for n in ends)}
    size = {1: 1, 2: 2}[form] if form in (1, 2) else 0
    found, left = {0}, glyphs - 1
    while left > 0:
        if not size or at + 2 + size > len(data):
            raise ValueError(form)
        first = int.from_bytes(data[at : at + 2], "big")
        more = int.from_bytes(data[at + 2 : at + 2 + size], "big")
        found.update(range(first, first + more + 1))
        left -= more + 1
        at += 2 + size
    return found


def _index(data: bytes, at: int) -> tuple[list[tuple[int, int]], int]:
    """Where the items of an INDEX begin and end, and where it ends itself."""
    count = int.from_bytes(data[at : at + 2], "big")
    if not count:
        return [], at + 2
    size = data[at + 2]
    first = at + 3
    base = first + (count + 1) * size - 1
    if not 1 <= size <= 4 or base > len(data):
        raise ValueError(size)
    ends = [
        base + int.from_bytes(data[n : n + size], "big")
        for n in range(first, first + (count + 1) * size, size)
    ]
    return list(pairwise(ends)), ends[-1]


def _dict(data: bytes) -> dict[int, int]:
    """The operators of a DICT with the last whole number before each."""
    found: dict[int, int] = {}
    at, value = 0, 0
    while at < len(data):
        first = data[at]
        at += 1
        if first <= 21:
            if first == 12:
                first, at = 1200 + data[at], at + 1
            found[first] = value
        elif first == 28:
            value, at = int.from_bytes(data[at : at + 2], "big", signed=True), at + 2
        elif first == 29:
            value, at = int.from_bytes(data[at : at + 4], "big", signed=True), at + 4
        elif first == 30:
            while at < len(data) and data[at] & 15 != 15:
                at += 1
            at += 1
        elif first >= 247:
            far = (first - 247) * 256 if first < 251 else -(first - 251) * 256
            value, at = far + (data[at] + 108) * (1 if first < 251 else -1), at + 1
        elif first >= 32:
            value = first - 139
    return found
