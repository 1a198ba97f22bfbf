"""How a line meets its measure: the spacing of words and letters, the width of glyphs, what hangs.

In: the atoms of one line and the place that it gets. Out: a set line.
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from assemble.model.layout import Justification, Style
from assemble.model.line import Line
from assemble.text.breaking import Flex
from assemble.text.prepare import SHY, Atom

SOFT_FIRST = 2.0
"""How much sooner letters and glyph widths reach their limits than word spaces do. The eye sees a
tenth of an em in a word space, and not two per cent of a letter: pdfTeX spends the whole of its
font expansion before any glue. At 2 the word spaces of a line vary a seventh less than where all
three give alike, and no line is at a limit that was not near it."""
LEAST_LAST_EM = 4.0
"""A paragraph's last line has at least two words or eight characters (TYPOGRAPHY facts,
section 2): about 4 em."""


class Place(NamedTuple):
    """Where a line goes: it begins `indent` points right of the frame's edge.

    `hangs` says whether its left edge may hang out; `last` whether it ends its paragraph.
    """

    measure: float
    indent: float
    hangs: bool
    last: bool


class _Run(NamedTuple):
    """A line before it is spaced: natural width, that of its spaces, counts of gaps and glyphs."""

    width: float
    spaces: float
    gaps: int
    glyphs: int


def set_line(atoms: Sequence[Atom], style: Style, place: Place, limits: Justification) -> Line:
    """Set the atoms of a line."""
    final = atoms[-1]
    pieces = tuple([a.piece for a in atoms])
    width = sum([a.width + a.space for a in atoms]) - final.space - style.letter_space
    texts = final.piece.word.texts
    hyphen = bool(texts) and texts[-1] == SHY
    indent = place.indent
    if style.align != "justify":
        free = place.measure - indent - width
        indent += {"right": free, "centre": free / 2}.get(style.align, 0.0)
        return Line(
            pieces=pieces, indent=indent, width=width, letter_space=style.letter_space,
            hyphen=hyphen,
        )  # fmt: skip
    left = right = 0.0
    if limits.protrusion:
        left = atoms[0].hang_left if place.hangs else 0.0
        right = final.hang_right
    target = place.measure - indent + left + right
    spaces = [a.space for a in atoms[:-1] if a.space]
    gaps = len(spaces)
    glyphs = sum([a.glyphs for a in atoms]) + gaps - 1
    run = _Run(width, sum(spaces), gaps, glyphs)
    word, letter, scale = _spread(run, target, place.last, flex_of(style, limits))
    set_width = (width + gaps * word + glyphs * letter) * scale
    return Line(
        pieces=pieces, indent=indent - left, width=set_width, word_space=word,
        letter_space=style.letter_space + letter, scale=scale, hyphen=hyphen,
    )  # fmt: skip


def _spread(run: _Run, target: float, last: bool, flex: Flex) -> tuple[float, float, float]:
    """How a justified line meets its target: extra word space, letter space, glyph scale.

    Letters and glyph widths give first (`SOFT_FIRST`); beyond all limits the word space takes
    the rest. A last line keeps the desired spacing and is only ever tightened.
    """
    width, spaces, gaps, glyphs = run
    extra = spaces * (flex.desired - 1)
    natural = width + extra
    slack = target - natural
    if not gaps:
        ratio = min(0.0, slack) / (natural * flex.width_shrink) if flex.width_shrink else 0.0
        return 0.0, 0.0, 1 + max(-1.0, ratio) * flex.width_shrink
    if last and slack >= 0:
        return extra / gaps, 0.0, 1.0
    if slack >= 0:
        by_space = spaces * flex.space_stretch
        by_letter, by_width = glyphs * flex.letter_stretch, natural * flex.width_stretch
    else:
        by_space = spaces * flex.space_shrink
        by_letter, by_width = glyphs * flex.letter_shrink, natural * flex.width_shrink
    give = by_space + (by_letter + by_width) * SOFT_FIRST
    soft = max(-1.0, min(1.0, slack / give * SOFT_FIRST)) if give else 0.0
    letter = soft * by_letter / glyphs if glyphs else 0.0
    scale = 1 + soft * by_width / natural
    word = (target / scale - width - glyphs * letter) / gaps
    return word, letter, scale


@cache
def flex_of(style: Style, limits: Justification) -> Flex:
    """The limits of justification for a style's size."""
    words, letters, widths = limits.word_space, limits.letter_space, limits.glyph_scale
    return Flex(
        desired=words.desired,
        space_stretch=words.maximum - words.desired,
        space_shrink=words.desired - words.minimum,
        letter_stretch=letters.maximum * style.size,
        letter_shrink=-letters.minimum * style.size,
        width_stretch=widths.maximum - 1,
        width_shrink=1 - widths.minimum,
        hyphen_limit=limits.hyphens_in_a_row,
        least_last=LEAST_LAST_EM * style.size,
    )
