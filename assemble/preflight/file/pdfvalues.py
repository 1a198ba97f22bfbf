"""Values of a foreign PDF's objects: what isn't of the type that it should be reads as None."""

import math
import zlib
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pikepdf

from assemble.model.preflight import Box

LONGEST_SHOWN = 60
"""Characters of a file's own text that a message repeats."""
DEEPEST = 50
"""Levels of a page tree that inheritance climbs: Acrobat makes three, a cycle has no end."""


def entry(holder: Any, key: str) -> Any:
    """The value of a dictionary's or stream's key; None where there is no such thing."""
    if isinstance(holder, pikepdf.Dictionary | pikepdf.Stream):
        return holder.get(key)
    return None


def elements(value: Any) -> list[Any]:
    """The elements of an array; none of anything else."""
    return list(value) if isinstance(value, pikepdf.Array) else []


def text(value: Any) -> str | None:
    """A text string; bytes that are no text in PDF's encodings are read as Latin-1."""
    if not isinstance(value, pikepdf.String):
        return None
    try:
        return str(value)
    except UnicodeDecodeError:
        return bytes(value).decode("latin-1")


def name(value: Any) -> str | None:
    """A name with its slash."""
    if not isinstance(value, pikepdf.Name):
        return None
    try:
        return str(value)
    except UnicodeDecodeError:
        return "/?"


def number(value: Any) -> float | None:
    """A finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    try:
        found = float(value)
    except OverflowError:
        return None
    return found if math.isfinite(found) else None


def rectangle(value: Any) -> Box | None:
    """An array of four numbers as left, bottom, right, top; None if it has no area."""
    found = [number(item) for item in elements(value)]
    if len(found) != 4 or None in found:
        return None
    x0, y0, x1, y1 = (item or 0.0 for item in found)
    box = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
    return box if box[2] > box[0] and box[3] > box[1] else None


def inherited(page: Any, key: str) -> Any:
    """A page's attribute, its own or that of the nearest node above (ISO 32000-1, 7.7.3.4)."""
    node = page
    for _ in range(DEEPEST):
        found = entry(node, key)
        if found is not None:
            return found
        node = entry(node, "/Parent")
        if node is None:
            break
    return None


def rounded(box: Box | None) -> Box | None:
    """A box to 0.001 pt, the same in this process and as JSON; None where a side is no number."""
    if box is None or not all(map(math.isfinite, box)):
        return None
    left, bottom, right, top = (round(float(length), 3) for length in box)
    return left, bottom, right, top


def walk(*roots: Any, down: tuple[str, ...]) -> Iterator[pikepdf.Dictionary]:
    """The dictionaries of a tree or of linked lists, each once, though they form a cycle.

    Of an array to which several of them lead, the elements are looked at once too.

    `down` are the keys that lead on: to a dictionary, or to an array of them.
    """
    seen: set[tuple[int, int]] = set()
    waiting = [*reversed(roots)]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, pikepdf.Dictionary | pikepdf.Array):
            continue
        if node.is_indirect:
            if node.objgen in seen:
                continue
            seen.add(node.objgen)
        if isinstance(node, pikepdf.Array):
            waiting += reversed(elements(node))
            continue
        yield node
        waiting += (entry(node, key) for key in reversed(down))


def content(stream: pikepdf.Stream, most: int) -> bytes:
    """A stream's decoded bytes, at most `most` of them where it is deflated.

    Raises:
        zlib.error, pikepdf.PdfError: if it can't be decoded.
    """
    filters = entry(stream, "/Filter")
    filters = elements(filters) if isinstance(filters, pikepdf.Array) else [filters]
    if [name(item) for item in filters] == ["/FlateDecode"] and "/DecodeParms" not in stream:
        # A megabyte of Flate may hold a gigabyte of zeros: what nobody asks for isn't inflated.
        return zlib.decompressobj().decompress(stream.read_raw_bytes(), most)
    return bytes(stream.read_bytes())


def shown(value: str, most: int = LONGEST_SHOWN) -> str:
    """A file's own text as messages may repeat it: short, printable, in quotation marks."""
    plain = "".join(c if c.isprintable() else "·" for c in value[: most + 1])
    return f"“{plain[:most]}…”" if len(plain) > most else f"“{plain}”"
