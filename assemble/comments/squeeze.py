"""Texts in the form in which set text and manuscript are compared.

White, hyphens of line ends, inline marks, letter case and diacritics are left out, for the layout
changes them all: it breaks lines, sets capitals, prints names without diacritics in English. What
is left is nearly always a stretch of the manuscript, letter for letter.
"""

import html
import re
import unicodedata
from bisect import bisect_left
from functools import lru_cache

from assemble.model.frozen import Frozen
from assemble.read.source import INVISIBLE

SOFT = "\u00ad\ufffe\u0002"
"""A hyphen that only a line's end makes: in our text, and as PDFium gives it back in two ways."""

MARKS = '*_\\`[]|"#>'
"""Characters that Markdown, CSV and YAML mark text with; left out on both sides."""

_LINK = re.compile(r"\]\((?:[^()\n\\]|\\.|\([^()\n]*\))*\)")
_NOTE = re.compile(r"\[\^[^\]\n]+\]")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


class Squeezed(Frozen):
    """A text's letters, and for each the stretch of the whole text that it stands for."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def index(self, offset: int) -> int:
        """The index of the first letter that begins at an offset of the whole text or after."""
        return bisect_left(self.starts, offset)


def squeezed(whole: str, form: str = "") -> Squeezed:
    """The letters of a text.

    `form` says what the text is: of `md` the targets of links are left out and entities decoded,
    of `csv` the separators of cells are left out, of anything else nothing.
    """
    left_out = _LEFT_OUT[form](whole) if form in _LEFT_OUT else {}
    is_markdown = form == "md"
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    while at < len(whole):
        if at in left_out:
            at = left_out[at]
            continue
        end = at + 1
        piece = whole[at]
        if piece == "&" and is_markdown and (entity := _ENTITY.match(whole, at)):
            end, piece = entity.end(), html.unescape(entity.group())
        else:
            while end < len(whole) and unicodedata.combining(whole[end]):
                end += 1
        for letter in "".join(map(folded, piece)):
            letters.append(letter)
            starts.append(at)
            ends.append(end)
        at = end
    return Squeezed(text="".join(letters), starts=tuple(starts), ends=tuple(ends))


def letters_of(text: str) -> str:
    """A short text in the form to compare."""
    return "".join(map(folded, text))


@lru_cache(maxsize=4096)
def folded(character: str) -> str:
    """A character in the form to compare: without case and diacritics, or '' if it is left out."""
    if character.isspace() or character in SOFT or character in MARKS or INVISIBLE.match(character):
        return ""
    if character in "đĐ":
        return "d"
    bare = [c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c)]
    return "".join(bare).lower().strip()


def _outside_text(whole: str) -> dict[int, int]:
    """Where stretches of Markdown begin that aren't set, and where they end."""
    found = {match.start(): match.end() for match in _LINK.finditer(whole)}
    # The label of a footnote isn't what is set: that is its number.
    return found | {match.start(): match.end() for match in _NOTE.finditer(whole)}


def _separators(whole: str) -> dict[int, int]:
    """Where the cells of CSV are parted: as in its header by commas, semicolons or tabs."""
    header = re.sub('"[^"]*"', "", whole.partition("\n")[0])
    separator = max(",;\t", key=header.count)
    is_quoted = False
    found: dict[int, int] = {}
    for at, character in enumerate(whole):
        if character == '"':
            is_quoted = not is_quoted
        elif character == separator and not is_quoted:
            found[at] = at + 1
    return found


_LEFT_OUT = {"md": _outside_text, "csv": _separators}
