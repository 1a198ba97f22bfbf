"""Content streams to operators with their operands (ISO 32000-1, 7.2, 7.8.2).

A general parser makes an object of each operand. Nearly all content is numbers before an operator
and arrays of hexadecimal strings before TJ: two patterns take these in one step each, which is ten
times as fast; whatever else comes is parsed piece by piece.

Operands are floats, names as `str` that begin with `/`, strings as `bytes`, lists, dicts, booleans,
None; TJ may have a `Shown`. What isn't PDF comes as the operator `BROKEN`.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

BROKEN = "broken"
"""Stands where characters make no sense; lower case, so no operator of PDF."""
INLINE = "BI"
"""An inline image: its operands are a dict and the data as stored."""

Statement = tuple[str, list[Any]]

_WHITE = rb"[\0\t\n\f\r ]"
_FAST = re.compile(
    _WHITE + rb"*+(?:(/[^\0\t\n\f\r ()<>\[\]{}/%#]++)" + _WHITE + rb"++)?"
    rb"((?:[-+.0-9]++" + _WHITE + rb"++){0,64}+)"
    rb"([A-Za-z'\"][A-Za-z0-9*]*+)(?=[\0\t\n\f\r /\[<(%]|\Z)"
)
_SHOW = re.compile(
    _WHITE
    + rb"*+\[((?:<[0-9A-Fa-f]*+>|[-+.0-9\0\t\n\f\r ]++)*+)\]"
    + _WHITE
    + rb"*+TJ(?![A-Za-z0-9*])"
)
_HEX = re.compile(rb"<([^>]*)>")
_SKIP = re.compile(rb"(?:" + _WHITE + rb"++|%[^\r\n]*+)*+")
_NUMBER = re.compile(rb"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?=[\0\t\n\f\r ()<>\[\]{}/%]|\Z)")
_WORD = re.compile(rb"[^\0\t\n\f\r ()<>\[\]{}/%]++")
_NAME = re.compile(rb"/[^\0\t\n\f\r ()<>\[\]{}/%]*+")
_STRING = re.compile(rb"\(((?:[^()\\]|\\.)*+)\)", re.DOTALL)
_PLAIN_HEX = re.compile(rb"<([0-9A-Fa-f\0\t\n\f\r ]*+)>")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_HASH = re.compile(rb"#([0-9A-Fa-f]{2})")
_END_OF_INLINE = re.compile(_WHITE + rb"EI(?=[\0\t\n\f\r ]|\Z)")
_CONSTANTS = {b"true": True, b"false": False, b"null": None}
_DEEPEST = 32
"""How deep arrays and dictionaries may nest in one another: real content needs two levels."""
_MOST_OPERANDS = 256
"""More operands than this before an operator are no content: a colour in 32 inks has most."""


class Shown(NamedTuple):
    """The operand of TJ: all its codes in one string, and its numbers' sum."""

    codes: bytes
    adjust: float


def statements(data: bytes) -> Iterator[Statement]:
    """All operators of a content stream, each with its operands."""
    fast, show, at, end = _FAST.match, _SHOW.match, 0, len(data)
    while at < end:
        if found := fast(data, at):
            name, numbers, operator = found.groups()
            at = found.end()
            if operator not in (b"BI", b"true", b"false", b"null"):
                try:
                    operands: list[Any] = [*map(float, numbers.split())]
                except ValueError:  # such as 1-2 or 1.2.3
                    yield BROKEN, [numbers[:40]]
                    continue
                if name:
                    operands.insert(0, name.decode("utf-8", "replace"))
                yield operator.decode("ascii"), operands
                continue
            at = found.start()
        elif (found := show(data, at)) and (shown := _shown(found[1])):
            at = found.end()
            yield "TJ", [shown]
            continue
        at, statement = _slow(data, at)
        if statement:
            yield statement


def _shown(array: bytes) -> Shown | None:
    """What an array of TJ shows; None where the general way has to read it."""
    strings = _HEX.findall(array)
    codes = b"".join(strings)
    if any(len(string) & 1 for string in strings):
        return None
    try:
        adjust = sum(map(float, _HEX.sub(b" ", array).split()))
    except ValueError:
        return None
    return Shown(bytes.fromhex(codes.decode("ascii")), adjust)


def _slow(data: bytes, at: int) -> tuple[int, Statement | None]:
    """One statement, value by value; None at the end of the data."""
    operands: list[Any] = []
    while True:
        at = _SKIP.match(data, at).end()  # type: ignore[union-attr]
        if at >= len(data):
            return at, (BROKEN, operands) if operands else None
        before = at
        try:
            at, value = _value(data, at, 0)
        except _BrokenError as broken:
            return max(broken.at, before + 1), (BROKEN, [data[before : before + 40]])
        if isinstance(value, _Word):
            if value == INLINE:
                return _inline(data, at)
            return at, (str(value), operands)
        operands.append(value)
        if len(operands) > _MOST_OPERANDS:
            return at, (BROKEN, operands[:1])


class _Word(str):
    """An operator."""

    __slots__ = ()


class _BrokenError(ValueError):
    """Characters that are no PDF; parsing may go on at `at`."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


def _value(data: bytes, at: int, depth: int) -> tuple[int, Any]:
    """One value or word, and where it ends."""
    first = data[at : at + 1]
    if first == b"/":
        found = _NAME.match(data, at)
        assert found
        return found.end(), name_of(found[0])
    if first == b"(":
        return _string(data, at)
    if data.startswith(b"<<", at):
        return _dictionary(data, at + 2, depth)
    if first == b"<":
        return _hexadecimal(data, at)
    if first == b"[":
        return _array(data, at + 1, depth)
    if found := _NUMBER.match(data, at):
        return found.end(), float(found[0])
    if not (found := _WORD.match(data, at)):
        raise _BrokenError(at + 1)
    word = found[0]
    if word in _CONSTANTS:
        return found.end(), _CONSTANTS[word]
    if word[0] in b"+-.0123456789":
        raise _BrokenError(found.end())
    return found.end(), _Word(word.decode("latin-1"))


def name_of(raw: bytes) -> str:
    """A name with its slash, escapes undone (ISO 32000-1, 7.3.5)."""
    return _HASH.sub(lambda m: bytes([int(m[1], 16)]), raw).decode("utf-8", "replace")


def _array(data: bytes, at: int, depth: int) -> tuple[int, list[Any]]:
    """The values up to `]`."""
    return _values(data, at, depth, b"]")


def _dictionary(data: bytes, at: int, depth: int) -> tuple[int, dict[str, Any]]:
    """The keys and values up to `>>`."""
    at, items = _values(data, at, depth, b">>")
    return at, _pairs(items)


def _values(data: bytes, at: int, depth: int, end: bytes) -> tuple[int, list[Any]]:
    """The values up to an end, and where it is passed."""
    items: list[Any] = []
    while True:
        at = _SKIP.match(data, at).end()  # type: ignore[union-attr]
        if data.startswith(end, at):
            return at + len(end), items
        if at >= len(data) or depth >= _DEEPEST:
            raise _BrokenError(at)
        at, value = _value(data, at, depth + 1)
        if isinstance(value, _Word):
            raise _BrokenError(at)
        items.append(value)


def _pairs(items: list[Any]) -> dict[str, Any]:
    """Keys and values that alternate, as a dict; what has no name is left out."""
    pairs = zip(items[::2], items[1::2], strict=False)
    return {key: value for key, value in pairs if isinstance(key, str)}


def _hexadecimal(data: bytes, at: int) -> tuple[int, bytes]:
    """A hexadecimal string; a last digit that stands alone is followed by 0."""
    found = _PLAIN_HEX.match(data, at)
    if not found:
        raise _BrokenError(at + 1)
    digits = found[1].translate(None, b"\0\t\n\f\r ").decode("ascii")
    return found.end(), bytes.fromhex(digits + "0" * (len(digits) & 1))


def _string(data: bytes, at: int) -> tuple[int, bytes]:
    """A literal string; brackets in it balance."""
    if found := _STRING.match(data, at):
        return found.end(), _unescaped(found[1])
    depth, end = 0, at
    while end < len(data):
        char = data[end]
        if char == 0x5C:
            end += 1
        elif char == 0x28:
            depth += 1
        elif char == 0x29:
            depth -= 1
            if not depth:
                return end + 1, _unescaped(data[at + 1 : end])
        end += 1
    raise _BrokenError(len(data))


def _unescaped(raw: bytes) -> bytes:
    """A literal string's bytes (ISO 32000-1, 7.3.4.2)."""
    return _ESCAPE.sub(_escaped, raw) if b"\\" in raw else raw


def _escaped(found: re.Match[bytes]) -> bytes:
    """What an escape stands for."""
    text = found[1]
    if text[0] in b"01234567":
        return bytes([int(text, 8) & 255])
    return b"" if text in (b"\r", b"\n", b"\r\n") else _ESCAPED.get(text, text)


def _inline(data: bytes, at: int) -> tuple[int, Statement]:
    """An inline image (ISO 32000-1, 8.9.7): its entries up to ID, its data up to EI."""
    items: list[Any] = []
    while True:
        at = _SKIP.match(data, at).end()  # type: ignore[union-attr]
        if at >= len(data) or len(items) > _MOST_OPERANDS:
            return at, (BROKEN, [INLINE])
        try:
            at, value = _value(data, at, 0)
        except _BrokenError as broken:
            return max(broken.at, at + 1), (BROKEN, [INLINE])
        if isinstance(value, _Word):
            break
        items.append(value)
    if value != "ID":
        return at, (BROKEN, [INLINE])
    if not (end := _END_OF_INLINE.search(data, at)):
        return len(data), (BROKEN, [INLINE])
    return end.end(), (INLINE, [_pairs(items), data[at + 1 : end.start()]])
