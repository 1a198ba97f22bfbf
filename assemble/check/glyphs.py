"""Findings on characters that no font of the issue has."""

import dataclasses
import unicodedata
from collections.abc import Iterator

from assemble.model.finding import Findings, Location
from assemble.model.font import Fonts
from assemble.model.issue import Image, Issue
from assemble.model.text import Phrase, Span

DRAWN_OTHERWISE = frozenset("\n\u00ad\u00a0\u2002\u2003\u2007\u2009\u200a\u2010\u2011\u202f")
"""Breaks, spaces and hyphens that are set whether or not a font has a glyph for them."""


def check_glyphs(issue: Issue, fonts: Fonts, findings: Findings, *, purpose: str) -> None:
    """Report each character that will be a visible box, once a place; for print an error."""
    known = {code for face in fonts.faces.values() for code in face.coverage}
    known.update(ord(char) for char in DRAWN_OTHERWISE)
    report = findings.error if purpose == "print" else findings.warning
    seen: set[tuple[str, Location]] = set()
    for text, at in texts(issue):
        for char in sorted(set(text)):
            if ord(char) in known or (char, at) in seen:
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
    """Every text inside a model value with its place."""
    if isinstance(value, Span | Phrase):
        yield value.text, value.at
    elif isinstance(value, tuple):
        for part in value:
            yield from texts(part)
    elif dataclasses.is_dataclass(value) and not isinstance(value, Image):
        for field in dataclasses.fields(value):
            yield from texts(getattr(value, field.name))
