"""Rules about fonts: embedded, readable, with a glyph for each code, and text to extract.

Which glyphs can't be looked for is said in `fontfacts`.
"""

from collections.abc import Iterator

from assemble.model.preflight import Fault
from assemble.preflight.page.judged import Judged

_INVISIBLE = 3


def embedded(page: Judged) -> Iterator[Fault]:
    """Fonts that aren't embedded, or not in a way that can be printed from."""
    for font, box in page.facts.fonts:
        if font.fault:
            message = f"the font {font.name} can't be used: {font.fault}; embed it anew"
            yield page.fault("font-program", message, box)
        elif not font.program:
            message = f"the font {font.name} isn't embedded; embed it"
            yield page.fault("font-not-embedded", message, box)
        elif font.program == "OpenType" and page.standard == "x-1a":
            message = f"the font {font.name} is embedded as OpenType, which PDF/X-1a doesn't know"
            yield page.fault("font-program", message, box)


def courier(page: Judged) -> Iterator[Fault]:
    """Courier: what programs put in place of a font that they don't have."""
    for font, box in page.facts.fonts:
        if "Courier" in font.name:
            message = f"the font {font.name} often stands in for one that is missing; is it meant?"
            yield page.fault("font-courier", message, box)


def glyphs(page: Judged) -> Iterator[Fault]:
    """Characters for which the font has no glyph: a box or nothing prints."""
    for run in page.facts.runs:
        if run.absent and run.mode != _INVISIBLE:
            name = _name(page, run.font)
            message = f"the font {name} lacks {run.absent} of the glyphs that are shown here"
            yield page.fault("glyph-missing", f"{message}; embed it anew", run.box)


def extraction(page: Judged) -> Iterator[Fault]:
    """Text that gives no characters when it is copied, searched or read aloud."""
    for run in page.facts.runs:
        if run.mask or not (run.lost or run.private):
            continue
        what = f"nothing for {run.lost}" if run.lost else f"private characters for {run.private}"
        message = (
            f"the text gives {what} of {run.glyphs} glyphs when it is copied; give the font "
            f"{_name(page, run.font)} a ToUnicode map"
        )
        yield page.fault("text-unreadable", message, run.box)


def _name(page: Judged, key: str) -> str:
    return next((font.name for font, _ in page.facts.fonts if font.key == key), "of the text")
