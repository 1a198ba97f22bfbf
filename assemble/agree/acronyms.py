"""Words in capitals: DDCI, VCCI, UBND.

In: a piece of text. Out: facts of kind `acronym`, the value without diacritics. Where all the text
is in capitals, only what stands in brackets or is known from elsewhere in the issue is one.
"""

import re
from collections.abc import Iterator

from assemble.agree.facts import WEAK, Fact, Piece, folded, shouts

LONGEST = 9
"""Letters of an acronym; longer words in capitals are emphasis."""

CURRENCIES = ("USD", "VND", "VNĐ", "EUR", "CNY", "RMB", "NDT", "KRW", "JPY")
"""Codes that are compared as units of numbers."""

_ACRONYM = re.compile(r"(?<![\w&/])[A-ZĐ](?:[A-ZĐ0-9]|&(?=[A-ZĐ]))*[A-ZĐ](?![\w])")
_EMPHASIS = re.compile(r"(?:[A-ZÀ-ỸĐ]{2,}[ ,/-]{1,2}){2,}[A-ZÀ-ỸĐ]{2,}|[A-ZÀ-ỸĐ]{2,} [A-ZÀ-ỸĐ]{6,}")
"""Words in capitals side by side: the name of a product, not acronyms."""
_ROMAN = re.compile(r"[IVXL]+")


def read_acronyms(piece: Piece, text: str, known: frozenset[str]) -> Iterator[Fact]:
    """The acronyms of a text; `known` are those of the issue's texts in small letters."""
    loud = shouts(piece.text)
    emphasis = () if loud else tuple(match.span() for match in _EMPHASIS.finditer(text))
    for match in _ACRONYM.finditer(text):
        written = match.group()
        if len(written) > LONGEST or written in CURRENCIES or _ROMAN.fullmatch(written):
            continue
        bracketed = text[match.start() - 1 : match.start()] == "("
        named = bracketed or written in known
        if not named and (loud or any(a <= match.start() < b for a, b in emphasis)):
            continue
        yield Fact("acronym", folded(written).upper(), piece, *match.span(), weight=WEAK)
