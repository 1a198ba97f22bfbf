"""CMaps of composite fonts: codes to Unicode, codes to CIDs (ISO 32000-1, 9.7.5, 9.10.3).

Read by pattern, not as the PostScript that they are: what producers write has one form, and a
damaged one then costs its entry only.
"""

import re
from typing import NamedTuple

_BLOCK = re.compile(rb"begin(bf|cid)(char|range)\b(.*?)\bend(?:bf|cid)", re.DOTALL)
_CHAR = re.compile(rb"<([0-9A-Fa-f\s]*)>\s*(?:<([0-9A-Fa-f\s]*)>|(\d{1,7})|/(\w+))")
_RANGE = re.compile(
    rb"<([0-9A-Fa-f\s]*)>\s*<([0-9A-Fa-f\s]*)>\s*"
    rb"(?:<([0-9A-Fa-f\s]*)>|(\d{1,7})|\[([^\]]*)\])"
)
_SPACE = re.compile(rb"begincodespacerange\s*((?:<[0-9A-Fa-f\s]*>\s*)*)endcodespacerange")
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_MOST = 70_000
"""More entries than all two-byte codes: no need for more, and no room for a bomb."""


class CMap(NamedTuple):
    """What codes mean: single ones, and ranges as first, last and the meaning of the first.

    A meaning is a string of UTF-16 as bytes, or a CID; `lengths` those of codes in bytes.
    """

    single: dict[int, bytes | int]
    ranges: tuple[tuple[int, int, bytes | int], ...]
    lengths: tuple[int, ...]

    def text(self, code: int) -> str | None:
        """The Unicode text of a code; None where the map has none."""
        found = self._find(code)
        if not isinstance(found, bytes):
            return None
        return found.decode("utf-16-be", "replace")

    def cid(self, code: int) -> int:
        """The CID of a code, 0 where the map has none."""
        found = self._find(code)
        return found if isinstance(found, int) else 0

    def _find(self, code: int) -> bytes | int | None:
        if code in self.single:
            return self.single[code]
        for first, last, start in self.ranges:
            if first <= code <= last:
                return _later(start, code - first)
        return None


def read_cmap(data: bytes) -> CMap:
    """The map that a CMap's file describes; empty for what isn't one."""
    single: dict[int, bytes | int] = {}
    ranges: list[tuple[int, int, bytes | int]] = []
    for block in _BLOCK.finditer(data):
        if block[2] == b"char":
            _read_chars(block[3], single)
        else:
            _read_ranges(block[3], single, ranges)
        if len(single) + len(ranges) > _MOST:
            break
    found = _SPACE.search(data)
    lengths = {len(_bytes(code)) for code in _HEX.findall(found[1])} if found else set()
    return CMap(single, tuple(ranges), tuple(sorted(lengths)))


def _bytes(digits: bytes) -> bytes:
    text = b"".join(digits.split()).decode("ascii")
    return bytes.fromhex("0" * (len(text) & 1) + text)


def _code(digits: bytes) -> int:
    return int.from_bytes(_bytes(digits)[:8], "big")


def _read_chars(block: bytes, single: dict[int, bytes | int]) -> None:
    for code, text, cid, word in _CHAR.findall(block):
        # A glyph's name in place of a string is allowed; its text is known to whoever knows names.
        single[_code(code)] = int(cid) if cid else "x".encode("utf-16-be") if word else _bytes(text)


def _read_ranges(
    block: bytes, single: dict[int, bytes | int], ranges: list[tuple[int, int, bytes | int]]
) -> None:
    for first, last, start, cid, several in _RANGE.findall(block):
        low, high = _code(first), _code(last)
        if several:
            for code, text in zip(range(low, high + 1), _HEX.findall(several), strict=False):
                single[code] = _bytes(text)
        elif low == high:
            single[low] = int(cid) if cid else _bytes(start)
        else:
            ranges.append((low, high, int(cid) if cid else _bytes(start)))


def _later(start: bytes | int, by: int) -> bytes | int:
    """What a range gives to the code that is `by` after its first."""
    if isinstance(start, int):
        return start + by
    value = int.from_bytes(start, "big") + by
    return value.to_bytes(max(len(start), (value.bit_length() + 7) // 8), "big")
