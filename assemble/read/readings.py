"""What was read of an issue folder, kept for the next reading by the same process.

Texts and tables are known again by their content, a photograph by its file's state: its megabytes
need not be read, nor decoded, a second time. Only what was found sound is kept, with its findings,
so that a reading with what is kept ends as one without.
"""

from pathlib import Path
from typing import NamedTuple

from assemble.model.finding import Finding
from assemble.model.issue import Image
from assemble.model.text import ArticleText, Row
from assemble.stamps import Stamp, settled, stamp_of

TextKey = tuple[str, str, str]
"""A text's file, its language and the SHA-256 of its content."""


class KeptText(NamedTuple):
    """A text as it was read, and what was found in it."""

    text: ArticleText | None
    findings: tuple[Finding, ...]


class KeptPhotograph(NamedTuple):
    """A photograph that was decoded whole, what was found, and its file's state before it was."""

    image: Image
    findings: tuple[Finding, ...]
    stamp: Stamp


class KeptRows(NamedTuple):
    """A table as it was read, and what was found in it."""

    rows: tuple[Row, ...] | None
    findings: tuple[Finding, ...]


class Readings:
    """What one reading leaves for the next."""

    def __init__(self) -> None:
        self._tables: dict[str, tuple[str, KeptRows]] = {}
        self._texts: dict[tuple[str, str], tuple[str, KeptText]] = {}
        self._photographs: dict[Path, KeptPhotograph] = {}

    def text(self, key: TextKey) -> KeptText | None:
        """A text whose content is the same."""
        digest, kept = self._texts.get(key[:2], ("", None))
        return kept if digest == key[2] else None

    def keep_text(self, key: TextKey, kept: KeptText) -> None:
        """Keep a text in the place of what its file held before."""
        self._texts[key[:2]] = key[2], kept

    def table(self, name: str, digest: str) -> KeptRows | None:
        """A table whose file has the same content, by its SHA-256."""
        known, kept = self._tables.get(name, ("", None))
        return kept if known == digest else None

    def keep_table(self, name: str, digest: str, kept: KeptRows) -> None:
        """Keep a table in the place of what its file held before."""
        self._tables[name] = digest, kept

    def photograph(self, path: Path) -> KeptPhotograph | None:
        """A photograph whose file is as it was."""
        kept = self._photographs.get(path)
        return kept if kept and kept.stamp == stamp_of(path) else None

    def keep_photographs(self, kept: dict[Path, KeptPhotograph]) -> None:
        """Keep these photographs and no others."""
        self._photographs = {path: each for path, each in kept.items() if settled([each.stamp])}
