"""The drop cap: the first letter of an article, several lines deep.

Its baseline is that of its last line, and its cap height reaches that of the first line's
capitals. What stands over a capital, as in Ế, rises above that into the white over the text.
"""

import math
import unicodedata
from dataclasses import replace

from assemble.model.edition import Item, Source, TextItem
from assemble.model.layout import Style
from assemble.model.line import Line
from assemble.model.text import Inline, Span
from assemble.page.context import Context, span

CAPITAL = "H"
"""The letter whose ink is a face's cap height: it has no overshoot."""
OPENING = frozenset("“‘\"'«‹„([¡¿")
"""Marks that may stand before the letter."""
MARK_SIZE = 0.5
"""Size of such a mark, in sizes of the letter: in full it would outweigh the letter."""
GAP_EM = 0.2
"""White between the letter and the text beside it, in em of the text."""
ROOM = 0.8
"""Grid lines over a text's first one into which marks may rise: the arrangements keep one white
there, and a fifth of it is left."""


class DropCap:
    """A drop cap of some lines for a paragraph that begins with a capital.

    Attributes:
        rest: the paragraph without its first letter.
        width: of the notch in points.
    """

    def __init__(
        self, context: Context, mark: str, letter: str, rest: Inline, language: str, lines: int
    ) -> None:
        self.rest = rest
        self._context = context
        self._language = language
        self._lines = lines
        body = context.style("body", language)
        style = context.style("drop_cap", language)
        self._rise = self._cap_height(body) * body.size
        size = ((lines - 1) * context.grid + self._rise) / self._cap_height(style)
        self._at = rest[0].at
        self._mark = self._set(mark, style, size * MARK_SIZE) if mark else None
        self._letter = self._set(letter, style, size)
        self._offset = self._mark.width if self._mark else 0.0
        bearing = context.setter.bearing(self._letter)
        self.width = self._offset + self._letter.width - bearing + GAP_EM * body.size

    def items(self, source: Source) -> list[Item]:
        """Mark and letter, from the top of the first line; before the text, as they are read."""
        context = self._context
        x = self._offset - context.setter.bearing(self._letter)
        baseline = context.baseline + (self._lines - 1) * context.grid
        letter = TextItem(x, baseline, self._letter, source)
        if self._mark is None:
            return [letter]
        top = context.setter.ink(self._mark)[0]
        head = context.baseline - self._rise
        return [TextItem(0.0, head + top, self._mark, source), letter]

    @property
    def lines_above(self) -> int:
        """Grid lines that the letter's marks need beside the white over the text."""
        context = self._context
        top = context.setter.ink(self._letter)[0]
        above = top - context.baseline - (self._lines - 1) * context.grid
        return max(0, math.ceil(above / context.grid - ROOM))

    def _cap_height(self, style: Style) -> float:
        """Cap height of a style's face in em."""
        context = self._context
        inline = span(CAPITAL, style.at)
        line = context.setter.paragraph(inline, style, self._language, context.page.measure)[0]
        return context.setter.ink(line)[0] / style.size

    def _set(self, text: str, style: Style, size: float) -> Line:
        measure = self._context.page.measure
        sized = replace(style, size=size, leading=size)
        return self._context.setter.paragraph(span(text, self._at), sized, self._language, measure)[
            0
        ]


def drop_cap(context: Context, inline: Inline, language: str, lines: int) -> DropCap | None:
    """The drop cap of a paragraph; None where it doesn't begin with a capital."""
    first = inline[0]
    text = unicodedata.normalize("NFC", first.text)
    start = 1 if text[:1] in OPENING else 0
    end = start + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    letter = text[start:end]
    if lines < 2 or first.note or not letter[:1].isupper():
        return None
    column = None if first.at.column is None else first.at.column + end
    left = Span(
        text=text[end:],
        at=first.at._replace(column=column),
        bold=first.bold,
        italic=first.italic,
        link=first.link,
    )
    rest = (left, *inline[1:]) if left.text else inline[1:]
    if not rest:
        return None
    return DropCap(context, text[:start], letter, rest, language, lines)
