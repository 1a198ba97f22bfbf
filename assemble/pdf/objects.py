"""ReportLab's document objects, without its canvas: named objects in, the bytes of a file out.

ReportLab numbers the objects and writes the file, its cross-reference table and its trailer.
Its canvas stays away: it would cost 40 ms of import and bring an un-embedded Helvetica, its own
text model and transitions to every page.
"""

import hashlib
import zlib
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc

PDF_VERSION = (1, 6)
"""The version on which PDF/X-4 rests (ISO 15930-7)."""

FLATE_LEVEL = 4
"""zlib's level: half of the time of 6 for 6 % more of the 0.2 MB that text and fonts take."""

Value = Any
"""A ReportLab object, or bytes, str, int or float, written as they are."""


def number(value: float) -> str:
    """A number for a content stream or an array, to three decimals, as short as possible.

    A thousandth is the finest step used: of a point (0.35 µm) for places, of a thousandth of
    the type size for TJ.
    """
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def name(text: str) -> str:
    """A PDF name (ISO 32000-1, 7.3.5)."""
    return str(pdfdoc.PDFName(text))


def string(text: str) -> Value:
    """A text string (ISO 32000-1, 7.9.2.2): PDFDocEncoding where that suffices, else UTF-16BE."""
    return pdfdoc.PDFString(text)


def array(*values: Value) -> Value:
    """An array; floats to three decimals."""
    return pdfdoc.PDFArrayCompact(
        [number(value) if isinstance(value, float) else value for value in values]
    )


def dictionary(entries: dict[str, Value] | None = None, **more: Value) -> Value:
    """A dictionary, written in the order of its sorted keys on few lines."""
    result = pdfdoc.PDFDictionary({**(entries or {}), **more})
    result.multiline = False
    return result


def reference(to: str) -> Value:
    """A reference to a named object, which may be added later."""
    return pdfdoc.PDFObjectReference(to)


class Stream(pdfdoc.PDFObject):
    """A stream whose data are already encoded (ISO 32000-1, 7.3.8).

    `identity` stands for the data in the file's digest: the data themselves, or their known
    hash where they are large. The data are copied only into the file.
    """

    __RefOnly__ = 1

    def __init__(self, data: bytes, entries: dict[str, Value], identity: bytes | None = None):
        self.identity = data if identity is None else identity
        self._data = data
        self._entries = entries

    def format(self, document: Any) -> bytes:
        """The stream as ReportLab puts it into the file."""
        return b"".join((self.head(document), b"\nstream\n", self._data, b"\nendstream\n"))

    def head(self, document: Any) -> bytes:
        """The stream's dictionary."""
        return bytes(dictionary(self._entries, Length=len(self._data)).format(document))


def deflated(data: bytes, **entries: Value) -> Stream:
    """A stream of data compressed here with Flate (ISO 32000-1, 7.4.4)."""
    return Stream(zlib.compress(data, FLATE_LEVEL), {"Filter": name("FlateDecode"), **entries})


class PdfFile:
    """A PDF file under construction: objects by name, in the order in which they are added."""

    def __init__(self) -> None:
        # ReportLab takes these two from the environment (RL_pdfComments, RL_pdfMultiLine).
        rl_config.pdfComments = rl_config.pdfMultiLine = 0
        # `invariant` keeps the clock out; the time that ReportLab takes instead is not written.
        self._document: Any = pdfdoc.PDFDocument(pdfVersion=PDF_VERSION, invariant=1)

    def add(self, key: str, value: Value) -> Value:
        """Add an object under a name and return the reference to it."""
        return self._document.Reference(value, key)

    def add_font(self, resource: str, value: Value) -> None:
        """Add a font to the one font dictionary that all pages share."""
        self._document.idToObject[pdfdoc.BasicFonts][resource] = value

    @property
    def fonts(self) -> Value:
        """The reference to the font dictionary that all pages share."""
        return reference(pdfdoc.BasicFonts)

    def to_bytes(self, catalog: Value, info: Value) -> bytes:
        """The finished file, with `catalog` and `info` (references) in its trailer."""
        document = self._document
        document.Catalog = catalog
        document.info = info
        # ReportLab's own /ID is made of the time and the title (measured: two issues of one
        # title get the same); this one is made of all that the file holds.
        document.signature = self._digest()
        return bytes(document.format())

    def _digest(self) -> Any:
        """A hash of all objects; 16 bytes as ISO 32000-1, 14.4 suggests."""
        document = self._document
        digest = hashlib.blake2b(digest_size=16)
        for key in document.numberToId.values():
            value = document.idToObject[key]
            if isinstance(value, Stream):
                digest.update(value.head(document))
                digest.update(value.identity)
            else:
                digest.update(pdfdoc.format(value, document, toplevel=1))
        return digest
