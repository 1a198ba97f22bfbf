"""Source files of a folder: found by name, read within limits, decoded to clean text.

In: a folder and references to files in it. Out: bytes and `SourceText`, with findings for what is
missing, outside the folder or not proper text. Nothing outside the folder is ever opened or listed.
Rules: FORMAT.md, "Files".
"""

import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from assemble.model.finding import Findings, Location

TEXT_LIMIT = 8 * 1024 * 1024
"""Bytes of a text file (FORMAT.md, Files)."""

PICTURE_LIMIT = 2 * 1024 * 1024 * 1024
"""Bytes of a picture file. 200 megapixels of 16-bit RGB are 1.2 GB without compression; what is
larger cannot be a picture that we take, and reading it would only fill the memory."""

PATH_LIMIT = 4096
"""Characters of a path: Linux' PATH_MAX."""

HINT_NAMES = 2000
"""Names of a folder that are compared for a hint; difflib is too slow for all of a huge one."""

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]|\r(?!\n)")
"""Control characters (Unicode category Cc but tab and line end; a lone CR too, for lines end in
LF or CRLF) and the two non-characters that YAML forbids."""

INVISIBLE = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""Zero-width and direction marks, which are dropped (FORMAT.md, Articles)."""


class Found(NamedTuple):
    """A file of the folder: where it is, and its name for people: relative, `/`, NFC."""

    path: Path
    name: str


class SourceText(NamedTuple):
    """The clean text of a file: LF line ends, NFC, without invisible marks.

    `changed` keeps the source of those lines (numbered from 1) that cleaning changed, so that
    `at` can speak of columns as the editor sees them.
    """

    file: str
    text: str
    changed: Mapping[int, str] = MappingProxyType({})

    def at(self, line: int, column: int | None = None) -> Location:
        """The place in the source of a line and column of `text`, both counted from 1."""
        source = self.changed.get(line)
        if source is not None and column is not None:
            columns = _source_columns(source)
            column = columns[min(column, len(columns)) - 1]
        return Location(self.file, line, column)


def clean(text: str) -> str:
    """Text composed (NFC) and without zero-width and direction marks."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", INVISIBLE.sub("", text))


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that is most like a mistyped one, for a hint; letter case does not count."""
    import difflib  # hints are rare

    by_folded = {item.casefold(): item for item in known}
    match = difflib.get_close_matches(name.casefold(), by_folded, n=1)
    return by_folded[match[0]] if match else None


def decode(data: bytes, file: str, findings: Findings) -> SourceText | None:
    """Decode a text file.

    Bytes that are not UTF-8 are an error and end in None. Control characters are an error too,
    but the text goes on with spaces in their place, so that its other faults are found as well.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        _report_encoding(data, fault.start, file, findings)
        return None
    control = CONTROL.search(text)
    if control:
        text, count = CONTROL.subn(" ", text)
        _report_controls(text, control, count, Location(file), findings)
    text = text.replace("\r\n", "\n")
    if text.isascii():
        return SourceText(file, text)
    mark = INVISIBLE.search(text)
    if mark:
        at = Location(file, *position(text, mark.start()))
        more = ", the first of several," if INVISIBLE.search(text, mark.end()) else ""
        message = f"an invisible mark (U+{ord(mark.group()):04X}){more} is dropped"
        findings.note("invisible-mark", message, at)
    elif unicodedata.is_normalized("NFC", text):
        return SourceText(file, text)
    lines = text.split("\n")
    cleaned = [clean(line) for line in lines]
    changed = {
        number: source
        for number, (source, line) in enumerate(zip(lines, cleaned, strict=True), start=1)
        if source != line
    }
    return SourceText(file, "\n".join(cleaned), changed)


def position(text: str, index: int) -> tuple[int, int]:
    """Line and column, from 1, of a character of a text with LF or CRLF line ends."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _report_encoding(data: bytes, start: int, file: str, findings: Findings) -> None:
    """Tell where the first byte stands that is not UTF-8."""
    before = data[:start].decode("utf-8-sig")
    hint = "save the file as UTF-8"
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        hint = "it looks like UTF-16; save the file as UTF-8"
    message = f"the text is not UTF-8 (byte 0x{data[start]:02X})"
    findings.error("not-utf8", message, Location(file, *position(before, len(before))), hint)


def _report_controls(
    text: str, first: re.Match[str], count: int, file: Location, findings: Findings
) -> None:
    """Tell where the first control character stands and how many there are."""
    code = ord(first.group())
    name = {0: "NUL", 13: "a carriage return without line feed"}.get(code, "a control character")
    more = f"; {count} in this file" if count > 1 else ""
    line, column = position(text, first.start())
    message = f"{name} (U+{code:04X}) in the text{more}"
    at = file._replace(line=line, column=column)
    findings.error("control-character", message, at, "delete it")


@lru_cache(maxsize=64)
def _source_columns(source: str) -> tuple[int, ...]:
    """For each column of a cleaned line, and the one after its end, the column of the source.

    A line is cleaned segment by segment: a segment is a character with the marks, and conjoining
    Hangul letters, that may compose with it (UAX #15, 1.3 and 9).
    """
    columns: list[int] = []
    start = 0
    for end in range(1, len(source) + 1):
        if end < len(source) and _joins(source[end]):
            continue
        size = len(clean(source[start:end]))
        columns += [min(start + i, end - 1) + 1 for i in range(size)]
        start = end
    columns.append(len(source) + 1)
    return tuple(columns)


def _joins(character: str) -> bool:
    """Whether a character may compose with the one before it, or is dropped in between."""
    return (
        unicodedata.category(character).startswith("M")
        or "\u1160" <= character <= "\u11ff"
        or INVISIBLE.match(character) is not None
    )


class Sources:
    """The files of one folder, and the SHA-256 of each that was read.

    `prefix` stands before the names in findings (`layouts/bulletin/` for a layout's folder).
    """

    def __init__(self, folder: Path, prefix: str = "") -> None:
        self.root = Path(os.path.realpath(folder))
        self._prefix = prefix
        self._place = prefix.rstrip("/") or "the issue folder"
        self._digests: dict[str, str] = {}
        self._listings: dict[Path, dict[str, str]] = {}
        self._reals: dict[Path, Path] = {}
        self._found: dict[tuple[str, str], Found] = {}

    def digest(self) -> str:
        """The SHA-256 of the names and contents of all files read; the place doesn't count."""
        listing = "".join(f"{name}\0{sha}\n" for name, sha in sorted(self._digests.items()))
        return hashlib.sha256(listing.encode("utf-8", "surrogateescape")).hexdigest()

    def exists(self, base: str, reference: str) -> bool:
        """Whether `find` would find the file; nothing is reported."""
        return self.find(base, reference, Location(base), Findings()) is not None

    def find(
        self,
        base: str,
        reference: str,
        at: Location,
        findings: Findings,
        code: str = "missing-file",
    ) -> Found | None:
        """The regular file that `reference` names.

        Args:
            base: name of the file (relative to the folder) that holds the reference.
            reference: a path with `/`, relative to the base's folder.
            at: where the reference stands, for findings.
            findings: takes what is wrong with the reference.
            code: code of the finding if there is no such file.
        """
        folder = base.rpartition("/")[0]
        known = self._found.get((folder, reference))
        if known:
            return known
        fault = _path_fault(reference)
        if fault:
            findings.error("bad-path", *_with_at(fault, at))
            return None
        path = self.root.joinpath(folder)
        for part in reference.split("/"):
            if part in ("", "."):
                continue
            if part == "..":
                path = self._real(path).parent
            elif not self._real(path).is_relative_to(self.root):
                path = path / part
            else:
                name = self._match(path, part)
                if name is None:
                    hint = self._name_hint(path, part)
                    findings.error(code, f"{reference} is not in {self._place}", at, hint)
                    return None
                path = path / name
        found = self._check_file(path, reference, at, findings, code)
        if found:
            self._found[folder, reference] = found
        return found

    def read_text(self, found: Found, at: Location, findings: Findings) -> SourceText | None:
        """A file's clean text, or None; `at` is the place that names the file."""
        data = self.read_bytes(found, at, findings, TEXT_LIMIT)
        return None if data is None else self.decoded(found, data, findings)

    def decoded(self, found: Found, data: bytes, findings: Findings) -> SourceText | None:
        """The clean text of a file's bytes, or None."""
        return decode(data, self._prefix + found.name, findings)

    def read_bytes(
        self, found: Found, at: Location, findings: Findings, limit: int = PICTURE_LIMIT
    ) -> bytes | None:
        """A file's bytes, remembered for `digest`; None and a finding if it can't be read."""
        try:
            with found.path.open("rb") as file:
                size = os.fstat(file.fileno()).st_size
                data = file.read(min(size, limit) + 1)
        except OSError as fault:
            message = f"{found.name} can't be read: {fault.strerror}"
            findings.error("unreadable-file", message, at)
            return None
        if len(data) > limit:
            message = f"{found.name} is larger than {limit // 1024**2} MiB"
            findings.error("too-large", message, at)
            return None
        self._digests[found.name] = hashlib.sha256(data).hexdigest()
        return data

    def remember(self, found: Found, sha: str) -> None:
        """Count a file for `digest` that is known to have this content still."""
        self._digests[found.name] = sha

    def sha256(self, found: Found) -> str:
        """The digest of a file that was read."""
        return self._digests[found.name]

    def siblings(self, base: str) -> Iterator[str]:
        """The names in the folder of a file, in NFC and order."""
        yield from sorted(self._listing(self.root.joinpath(*base.split("/")[:-1])))

    def _real(self, folder: Path) -> Path:
        """A folder with its links resolved; never fails, and looks once only."""
        if folder not in self._reals:
            self._reals[folder] = Path(os.path.realpath(folder))
        return self._reals[folder]

    def _listing(self, folder: Path) -> dict[str, str]:
        """The names in a folder by their NFC form; empty if it's no folder that can be read."""
        if folder not in self._listings:
            try:
                names = [entry.name for entry in folder.iterdir()]
            except OSError:
                names = []
            self._listings[folder] = {unicodedata.normalize("NFC", name): name for name in names}
        return self._listings[folder]

    def _match(self, folder: Path, name: str) -> str | None:
        """The name in a folder that equals `name` in NFC or NFD; letter case counts."""
        return self._listing(folder).get(unicodedata.normalize("NFC", name))

    def _name_hint(self, folder: Path, name: str) -> str | None:
        """The existing name that was probably meant."""
        known = sorted(self._listing(folder))[:HINT_NAMES]
        meant = nearest(unicodedata.normalize("NFC", name), filter(_printable, known))
        if meant is None:
            return None
        shown = self._shown(folder / meant)
        if meant.casefold() == unicodedata.normalize("NFC", name).casefold():
            return f"{shown} is; letter case counts"
        return f"{shown} is"

    def _shown(self, path: Path) -> str:
        """A path inside the folder as people see it."""
        return unicodedata.normalize("NFC", path.relative_to(self.root).as_posix())

    def _check_file(
        self, path: Path, reference: str, at: Location, findings: Findings, code: str
    ) -> Found | None:
        """Refuse what lies outside or isn't a regular file."""
        is_link = path.is_symlink()
        real = Path(os.path.realpath(path)) if is_link else self._real(path.parent) / path.name
        if not real.is_relative_to(self.root):
            message = f"{reference} lies outside {self._place}"
            findings.error("path-outside", message, at, f"copy the file into {self._place}")
            return None
        try:
            mode = real.stat().st_mode
        except OSError:
            findings.error(code, f"{reference} is not in {self._place}", at)
            return None
        if not stat.S_ISREG(mode):
            kind = "a folder" if stat.S_ISDIR(mode) else "not a regular file"
            findings.error("not-a-file", f"{reference} is {kind}, where a file is wanted", at)
            return None
        return Found(real, self._shown(path if path.is_relative_to(self.root) else real))


def _printable(name: str) -> bool:
    """Whether a file name is proper Unicode (Linux allows any bytes)."""
    return name.isprintable()


def _path_fault(reference: str) -> tuple[str, str] | None:
    """What is wrong with the form of a reference, and a hint."""
    if not reference.strip() or len(reference) > PATH_LIMIT or CONTROL.search(reference):
        return "this is not a file name", "name a file with its path from here"
    if reference.startswith("/") or re.match(r"[A-Za-z]:|[A-Za-z][A-Za-z0-9+.-]*://", reference):
        return f"{reference} is not a relative path", "paths are relative to the file they stand in"
    if "\\" in reference:
        return f"{reference} has backslashes", f"write {reference.replace(chr(92), '/')}"
    return None


def _with_at(fault: tuple[str, str], at: Location) -> tuple[str, Location, str]:
    """A fault's message, place and hint, in the order that findings take them."""
    return fault[0], at, fault[1]
