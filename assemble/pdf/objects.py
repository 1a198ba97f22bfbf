"""PDF objects and files (ISO 32000-1, 7.3 and 7.5): named objects in, the parts of a file out.

Objects are plain values: `str` holds what is written as it is (names, strings, keywords), numbers
are numbers, arrays are tuples, dictionaries are mappings. A reference names its object and gets
its number when the file is written, so that objects can name others that come later.
"""

import hashlib
import re
import zlib
from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

BINARY = b"%\xe2\xe3\xcf\xd3\n"
"""Four bytes above 127 that tell programs that the file is binary (ISO 32000-1, 7.5.2)."""

FLATE_LEVEL = 4
"""zlib's level: half of the time of 6 for 6 % more of the 0.2 MB that text and fonts take."""

ID_SIZE = 16
"""Bytes of the file's identifier, as ISO 32000-1, 14.4 suggests."""

NO_REGULAR = re.compile(r"[^!-~]|[%()<>{}\[\]#/]")
"""What a name holds as `#XX` only (ISO 32000-1, 7.3.5): delimiters, and all that isn't printed."""

ROW = 10
"""Values of an array on one line: lines have at most 255 characters (ISO 32000-1, 7.5.1),
and the longest values written in arrays have about 20. Arrays in it stand on lines of their own."""


class Reference(NamedTuple):
    """A reference to a named object (ISO 32000-1, 7.3.10), which may be added later."""

    to: str


class Stream:
    """A stream whose data are already encoded (ISO 32000-1, 7.3.8).

    `identity` stands for the data in the file's identifier: the data themselves, or their known
    hash where they are large.
    """

    def __init__(
        self, data: bytes, entries: Mapping[str, "Value"], identity: bytes | None = None
    ) -> None:
        self.data = data
        self.entries = entries
        self.identity = data if identity is None else identity


Value: TypeAlias = (
    str | int | float | Reference | Stream | tuple["Value", ...] | Mapping[str, "Value"]
)
"""What an object may be, or hold."""


def number(value: float) -> str:
    """A number for a content stream or an array, to three decimals, as short as possible.

    A thousandth is the finest step used: of a point (0.35 µm) for places, of a thousandth of
    the type size for TJ.
    """
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def name(text: str) -> str:
    """A PDF name (ISO 32000-1, 7.3.5)."""
    return "/" + NO_REGULAR.sub(_hexadecimal, text)


def _hexadecimal(found: re.Match[str]) -> str:
    return "".join(f"#{byte:02X}" for byte in found.group().encode())


def string(text: str) -> str:
    """A text string (ISO 32000-1, 7.9.2.2): plain ASCII as it is, all else as UTF-16BE."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return f"({escaped})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def array(*values: Value) -> Value:
    """An array; floats to three decimals."""
    return values


def dictionary(entries: Mapping[str, Value] | None = None, **more: Value) -> Value:
    """A dictionary, written in the order of its sorted keys."""
    return {**(entries or {}), **more}


def reference(to: str) -> Reference:
    """A reference to a named object, which may be added later."""
    return Reference(to)


def deflated(data: bytes, **entries: Value) -> Stream:
    """A stream of data compressed here with Flate (ISO 32000-1, 7.4.4)."""
    return Stream(zlib.compress(data, FLATE_LEVEL), {"Filter": name("FlateDecode"), **entries})


class PdfFile:
    """A PDF file of a version under construction: objects by name, in the order they are added."""

    def __init__(self, version: str) -> None:
        self._header = f"%PDF-{version}\n".encode() + BINARY
        self._objects: dict[str, Value] = {}
        self._numbers: dict[str, int] = {}

    def add(self, key: str, value: Value) -> Reference:
        """Add an object under a name and return the reference to it."""
        if key in self._objects:
            raise ValueError(f"two objects are named {key}")
        self._objects[key] = value
        self._numbers[key] = len(self._objects)
        return Reference(key)

    def parts(self, catalog: Reference, info: Reference) -> list[bytes]:
        """The finished file in parts, `catalog` and `info` in its trailer (ISO 32000-1, 7.5).

        Photographs are parts as they came, so that they are copied by nobody but the disk.
        """
        parts = [self._header]
        size = len(self._header)
        offsets = []
        identity = hashlib.blake2b(digest_size=ID_SIZE)
        for value, key in zip(self._objects.values(), self._numbers, strict=True):
            offsets.append(size)
            written = self._object(self._numbers[key], value)
            identity.update(written[0])
            if isinstance(value, Stream):
                identity.update(value.identity)
            parts += written
            size += sum(map(len, written))
        parts.append(self._end(size, offsets, identity.hexdigest(), catalog, info))
        return parts

    def _object(self, index: int, value: Value) -> tuple[bytes, ...]:
        """An indirect object (ISO 32000-1, 7.3.10) in parts, so that no data are copied."""
        if isinstance(value, Stream):
            head = self._written({**value.entries, "Length": len(value.data)})
            start = f"{index} 0 obj\n{head}\nstream\n".encode("ascii")
            return start, value.data, b"\nendstream\nendobj\n"
        return (f"{index} 0 obj\n{self._written(value)}\nendobj\n".encode("ascii"),)

    def _end(
        self, size: int, offsets: list[int], identity: str, catalog: Reference, info: Reference
    ) -> bytes:
        """Cross-reference table and trailer (ISO 32000-1, 7.5.4 and 7.5.5)."""
        # Each entry is 20 bytes long; the space stands for the first of two line ends.
        table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
        count = len(offsets) + 1
        trailer: dict[str, Value] = {
            "ID": array(f"<{identity}>", f"<{identity}>"),
            "Info": info,
            "Root": catalog,
            "Size": count,
        }
        return (
            f"xref\n0 {count}\n0000000000 65535 f \n{table}"
            f"trailer\n{self._written(trailer)}\nstartxref\n{size}\n%%EOF\n"
        ).encode("ascii")

    def _written(self, value: Value) -> str:
        """A value that isn't a stream, as it stands in the file."""
        if isinstance(value, str):
            return value
        if isinstance(value, Reference):
            return f"{self._numbers[value.to]} 0 R"
        if isinstance(value, float):
            return number(value)
        if isinstance(value, Stream):
            raise TypeError("a stream must be an object of its own")
        if isinstance(value, Mapping):
            entries = (f"{name(key)} {self._written(value[key])}\n" for key in sorted(value))
            return f"<<\n{''.join(entries)}>>"
        if isinstance(value, tuple):
            values = [self._written(each) for each in value]
            row = 1 if any(type(each) is tuple for each in value) else ROW
            rows = (values[start : start + row] for start in range(0, len(values), row))
            return "[" + "\n".join(map(" ".join, rows)) + "]"
        return str(value)
