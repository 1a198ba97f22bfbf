"""Names that every system takes: of files in the parcel, of jobs and inks in XJDF.

In: what people write, with diacritics, spaces and slashes. Out: ASCII names.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

LONGEST = 80
"""Most characters of a name's stem: with folder and ending it stays far below the 255 bytes of a
name and the 260 characters of a path that file systems take."""

_OWN = str.maketrans({"đ": "d", "Đ": "D", "ð": "d", "ø": "o", "Ø": "O", "ß": "ss", "ł": "l"})
"""Letters that Unicode doesn't take apart into a plain letter and a mark."""

_NMTOKEN = re.compile(
    "[-.0-9:A-Z_a-z\u00b7\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u037d\u037f-\u1fff\u200c\u200d\u203f\u2040"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff]+"
)
"""An NMTOKEN: name characters (XML 1.0, productions 4, 4a and 7)."""


class Names(NamedTuple):
    """The names inside a parcel: its one folder, and the files in it."""

    folder: str
    pages: str
    cover: str
    report: str
    ticket: str
    xjdf: str
    letter: str


def names_of(issue: str) -> Names:
    """The names of a parcel's members, by the name of the issue's folder."""
    stem = plain_name(issue)
    return Names(
        folder=f"{stem}-delivery",
        pages=f"{stem}-print.pdf",
        cover=f"{stem}-cover.pdf",
        report="preflight.html",
        ticket="job-ticket.txt",
        xjdf="job-ticket.xjdf",
        letter="DOC-TRUOC-READ-ME-FIRST.txt",
    )


def plain_name(*texts: str, otherwise: str = "issue") -> str:
    """A name of ASCII letters, digits, `.`, `_` and `-` made of texts; also an NMTOKEN.

    Letters lose their marks, all else becomes a hyphen. `otherwise` is the name of texts that have
    no such letter, as those in Chinese or Lao.
    """
    plain = "-".join(_ascii(text) for text in texts)
    joined = re.sub(r"[^A-Za-z0-9._]+", "-", plain)
    # A dot in front hides a file on Unix, one at the end is dropped by Windows.
    return joined.strip("-._")[:LONGEST].rstrip("-._") or otherwise


def is_nmtoken(text: str) -> bool:
    """Whether a text is an NMTOKEN as it is."""
    return _NMTOKEN.fullmatch(text) is not None


def separations(inks: Iterable[str]) -> dict[str, str]:
    """The separation identifier of each ink: its name where that is an NMTOKEN.

    Else a plain name that no other ink has (XJDF 2.2, table 6.4, Separation).
    """
    inks = tuple(inks)
    taken = {ink for ink in inks if is_nmtoken(ink)}
    found: dict[str, str] = {}
    for ink in inks:
        token = ink if is_nmtoken(ink) else plain_name(ink, otherwise="Spot")
        if token != ink:
            stem, number = token, 2
            while token in taken:
                token, number = f"{stem}-{number}", number + 1
            taken.add(token)
        found[ink] = token
    return found


def _ascii(text: str) -> str:
    """A text's letters without their marks; what has no ASCII form is left out."""
    apart = unicodedata.normalize("NFKD", text.translate(_OWN))
    # A character that has no form must part words, a mark must not.
    return "".join(
        char if char.isascii() else "" if unicodedata.combining(char) else " " for char in apart
    )
