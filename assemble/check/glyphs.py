"""Findings on characters that no font of the issue has."""

import unicodedata
from collections.abc import Iterator

from assemble.model.finding import Findings, Location
from assemble.model.font import Fonts
from assemble.model.frozen import Frozen, field_values
from assemble.model.issue import Image, Issue
from assemble.model.text import Phrase, Span

DRAWN_OTHERWISE = frozenset("\n\u00ad\u00a0\u2002\u2003\u2007\u2009\u200a\u2010\u2011\u202f")
"""Breaks, spaces and hyphens that are set whether or not a font has a glyph for them."""


def check_glyphs(issue: Issue, fonts: Fonts, findings: Findings, *, purpose: str) -> None:
    """Report each character that will be a visible box, once a place; for print an error."""
    codes = frozenset[int]().union(*(face.coverage for face in fonts.faces.values()))
    known = DRAWN_OTHERWISE.union(map(chr, codes))
    report = findings.error if purpose == "print" else findings.warning
    seen: set[tuple[str, Location]] = set()
    for text, at in texts(issue):
        for char in sorted(set(text) - known):
            if (char, at) in seen:
                continue
            seen.add((char, at))
            name = unicodedata.name(char, "a character without a name")
            report(
                "missing-glyph",
                f"no font has U+{ord(char):04X} {name}; a box is set in its place",
                at,
                "write it otherwise, or add a font that has it to fonts/fonts.yaml",
            )


def texts(value: object) -> Iterator[tuple[str, Location]]:
    """Every text inside a model value with its place, in order."""
    left = [value]
    while left:
        value = left.pop()
        if isinstance(value, Span | Phrase):
            yield value.text, value.at
        elif isinstance(value, tuple):
            left += reversed(value)
        elif isinstance(value, Frozen) and not isinstance(value, Image):
            left += reversed(field_values(value))
