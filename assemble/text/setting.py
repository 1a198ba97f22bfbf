"""Paragraphs to set lines: the public face of this package.

In: inline text, a style, a language and a measure. Out: lines with their final spacing.
"""

from collections.abc import Iterator, Sequence

from assemble.model.font import Fonts
from assemble.model.layout import Layout, Style
from assemble.model.line import Line, Piece
from assemble.model.text import Inline
from assemble.text import protrusion
from assemble.text.breaking import Breaks, Flex, break_lines, break_ragged
from assemble.text.glue import CONNECTORS
from assemble.text.prepare import (
    FORCED,
    INNER,
    INNER_PENALTY,
    NO_BREAK,
    Atom,
    Prepared,
    Preparer,
)
from assemble.text.shape import Shaper

CONNECTOR_PENALTY = 40.0
"""For a headline's line that ends with a connector, in points of shortness."""
CUT_FROM_EM = 3.0
"""Measure in em from which on words that are longer than it are cut."""
SOFT_FIRST = 2.0
"""How much sooner letters and glyph widths reach their limits than word spaces do. The eye sees a
tenth of an em in a word space, and not two per cent of a letter: pdfTeX spends the whole of its
font expansion before any glue. At 2 the word spaces of a line vary a seventh less than where all
three give alike, and no line is at a limit that was not near it."""
LEAST_LAST_EM = 4.0
"""A paragraph's last line has at least two words or eight characters (TYPOGRAPHY facts,
section 2): about 4 em."""


class Typesetter:
    """Sets paragraphs with one layout's styles and fonts; keeps what it has shaped."""

    def __init__(self, layout: Layout, fonts: Fonts) -> None:
        self._layout = layout
        self._shaper = Shaper(fonts)
        self._prepared: dict[tuple[Inline, Style, str], Prepared] = {}
        self._set: dict[tuple[Inline, Style, str, float, float], tuple[Line, ...]] = {}
        self._preparer = Preparer(self._shaper, dict(layout.hyphenation), frozenset(fonts.faces))

    def paragraph(
        self, inline: Inline, style: Style, language: str, measure: float, indent: float = 0.0
    ) -> tuple[Line, ...]:
        """Set a paragraph; one that was set before is not set again.

        Args:
            inline: the text; forced breaks end lines that are not justified.
            style: how it is set.
            language: BCP 47 tag, for shaping, hyphenation and no-break rules.
            measure: line length in points.
            indent: of the first line, in points.
        """
        key = (inline, style, language, measure, indent)
        known = self._set.get(key)
        if known is not None:
            return known
        lines: list[Line] = []
        for part in _forced_parts(self._prepare(inline, style, language).atoms):
            first = indent if not lines else 0.0
            lines.extend(self._part(Prepared(part, style), language, measure, first))
        self._set[key] = made = tuple(lines)
        return made

    def width(self, inline: Inline, style: Style, language: str) -> float:
        """Natural width in points of a text on one line, the widest of its forced lines."""
        parts = _forced_parts(self._prepare(inline, style, language).atoms)
        return max((self._preparer.width(Prepared(part, style)) for part in parts), default=0.0)

    def demand(self, inline: Inline, style: Style, language: str) -> tuple[float, float]:
        """Widths in points of a text's longest word and of its longest forced line."""
        word = run = 0.0
        for atom in self._prepare(inline, style, language).atoms:
            run += atom.width
            word = max(word, run)
            run = 0.0 if atom.ending != NO_BREAK else run + atom.space
        return word, self.width(inline, style, language)

    def _prepare(self, inline: Inline, style: Style, language: str) -> Prepared:
        key = (inline, style, language)
        known = self._prepared.get(key)
        if known is None:
            known = self._prepared[key] = self._preparer.prepare(inline, style, language)
        return known

    def ink(self, line: Line) -> tuple[float, float]:
        """Height above and depth below the baseline of a line's ink, in points."""
        top = bottom = 0.0
        for piece in line.pieces:
            up, down = self._shaper.ink(piece.word)
            top, bottom = max(top, up * piece.size), max(bottom, down * piece.size)
        return top, bottom

    def _part(self, prepared: Prepared, language: str, measure: float, indent: float) -> list[Line]:
        style = prepared.style
        justified = style.align == "justify"
        if any(atom.width > measure for atom in prepared.atoms):
            prepared = Prepared(tuple(self._cut(prepared.atoms, measure - indent)), style)
        breaks, ends = self._breaks(prepared, language, indent)
        if justified:
            chosen = break_lines(breaks, measure, self._flex(style))
        else:
            chosen = break_ragged(breaks, measure, balance=style.balance)
        lines = []
        start = (0, 0)
        for n, index in enumerate(chosen):
            end = ends[index]
            last = n == len(chosen) - 1
            atoms = self._atoms(prepared.atoms, start, end)
            lines.append(
                self._line(atoms, style, measure, indent if n == 0 else 0.0, justified, last)
            )
            start = end
        return lines

    def _cut(self, atoms: Sequence[Atom], measure: float) -> Iterator[Atom]:
        """The atoms, those longer than a line cut where the line is full: nothing is lost.

        Words that hyphens part well enough are left alone; so is everything in a measure in
        which hardly a syllable stands.
        """
        for atom in atoms:
            start, width = 0, 0.0
            count = len(atom.text)
            whole = atom.width <= measure or measure < CUT_FROM_EM * atom.size
            if whole or count != len(atom.word.advances) or atom.hyphens:
                yield atom
                continue
            scale = atom.width / atom.word.width
            for n, advance in enumerate(atom.word.advances):
                if width + advance * scale > measure and n > start:
                    part = self._preparer.part(atom, start, n, hyphen=False)
                    yield part._replace(
                        ending=INNER, penalty=INNER_PENALTY, space=0.0, space_text=""
                    )
                    start, width = n, 0.0
                width += advance * scale
            yield self._preparer.part(atom, start, count, hyphen=False)

    def _breaks(
        self, prepared: Prepared, language: str, indent: float
    ) -> tuple[Breaks, list[tuple[int, int]]]:
        """The break chances, and for each the atom and the character in it where a line ends.

        (i, 0) means before atom i, (i, p) inside atom i after p characters.
        """
        atoms, style = prepared.atoms, prepared.style
        b = Breaks([0.0], [-indent], [0.0], [0.0], [0], [0], [0.0], [0.0], [0.0], [False])
        ends = [(0, 0)]
        hangs = self._layout.justification.protrusion and style.align == "justify"
        if hangs and not indent:
            b.hang_from[0] = atoms[0].hang_left
        connectors = CONNECTORS.get(language.split("-")[0], frozenset())
        words = connectors if style.balance else frozenset()
        x, s, g = 0.0, 0.0, 0
        last = len(atoms) - 1
        for i, atom in enumerate(atoms):
            if atom.hyphens and i < last:
                self._hyphen_chances(b, ends, i, atom, (x, s, g))
            x += atom.width
            g += len(atom.word.glyphs)
            space = atom.space
            if atom.ending == NO_BREAK and i < last:
                if space:
                    s += space
                    g += 1
                continue
            b.width_to.append(x)
            b.spaces_to.append(s)
            b.glyphs_to.append(g - 1)
            b.hang_to.append(atom.hang_right if hangs else 0.0)
            if space:
                s += space
                g += 1
            b.width_from.append(x)
            b.spaces_from.append(s)
            b.glyphs_from.append(g)
            b.hang_from.append(atoms[i + 1].hang_left if hangs and i < last else 0.0)
            connects = words and atom.text.lower() in words
            b.penalty.append(CONNECTOR_PENALTY if connects else atom.penalty)
            b.hyphen.append(atom.ending == INNER and atom.text.endswith("-"))
            ends.append((i + 1, 0))
        b.penalty[-1] = 0.0
        b.hyphen[-1] = False
        return b, ends

    def _hyphen_chances(
        self,
        b: Breaks,
        ends: list[tuple[int, int]],
        index: int,
        atom: Atom,
        at: tuple[float, float, int],
    ) -> None:
        x, s, g = at
        hyphen = self._preparer.hyphen_width(atom.face, atom.size)
        scale = atom.width / atom.word.width if atom.word.width else 0.0
        done = width = glyphs = 0
        texts, advances = atom.word.texts, atom.word.advances
        for point in atom.hyphens:
            while glyphs < len(texts) and done < point:
                done += len(texts[glyphs])
                width += advances[glyphs]
                glyphs += 1
            before = x + width * scale
            b.width_to.append(before + hyphen)
            b.width_from.append(before)
            b.spaces_to.append(s)
            b.spaces_from.append(s)
            b.glyphs_to.append(g + glyphs)
            b.glyphs_from.append(g + glyphs)
            b.hang_to.append(hyphen * protrusion.right("-"))
            b.hang_from.append(0.0)
            b.penalty.append(self._layout.justification.hyphen_penalty)
            b.hyphen.append(True)
            ends.append((index, point))

    def _atoms(
        self, atoms: Sequence[Atom], start: tuple[int, int], end: tuple[int, int]
    ) -> list[Atom]:
        """The atoms of a line, those cut by a hyphen shaped anew."""
        i, p = start
        j, q = end
        if i == j:
            return [self._preparer.part(atoms[i], p, q, hyphen=True)]
        line = list(atoms[i:j])
        if p:
            line[0] = self._preparer.part(atoms[i], p, len(atoms[i].text), hyphen=False)
        if q:
            line.append(self._preparer.part(atoms[j], 0, q, hyphen=True))
        return line

    def _line(
        self,
        atoms: list[Atom],
        style: Style,
        measure: float,
        indent: float,
        justified: bool,
        last: bool,
    ) -> Line:
        pieces = tuple(
            Piece(a.word, a.size, a.colour, _space(a, style), a.space_text, a.link) for a in atoms
        )
        width = sum(a.width + a.space for a in atoms) - atoms[-1].space
        width -= style.letter_space
        hyphen = bool(atoms[-1].word.texts) and atoms[-1].word.texts[-1] == "\u00ad"
        if not justified:
            free = measure - width
            shift = {"right": free, "centre": free / 2}.get(style.align, indent)
            return Line(
                pieces=pieces, indent=shift, width=width, letter_space=style.letter_space,
                hyphen=hyphen,
            )  # fmt: skip
        left = right = 0.0
        if self._layout.justification.protrusion:
            left = 0.0 if indent else atoms[0].hang_left
            right = atoms[-1].hang_right
        target = measure - indent + left + right
        word, letter, scale = self._spread(atoms, width, target, last, style)
        spaces = sum(1 for a in atoms[:-1] if a.space)
        glyphs = sum(len(a.word.glyphs) for a in atoms) + spaces - 1
        set_width = (width + spaces * word + glyphs * letter) * scale
        return Line(
            pieces=pieces, indent=indent - left, width=set_width, word_space=word,
            letter_space=style.letter_space + letter, scale=scale, hyphen=hyphen,
        )  # fmt: skip

    def _spread(
        self, atoms: list[Atom], width: float, target: float, last: bool, style: Style
    ) -> tuple[float, float, float]:
        """How a justified line meets its target: extra word space, letter space, glyph scale.

        Letters and glyph widths give first (`SOFT_FIRST`); beyond all limits the word space takes
        the rest. A last line keeps the desired spacing and is only ever tightened.
        """
        j = self._layout.justification
        spaces = sum(a.space for a in atoms[:-1])
        gaps = sum(1 for a in atoms[:-1] if a.space)
        glyphs = sum(len(a.word.glyphs) for a in atoms) + gaps - 1
        natural = width + spaces * (j.word_space.desired - 1)
        slack = target - natural
        extra = spaces * (j.word_space.desired - 1)
        if (last and slack >= 0) or not gaps:
            if not gaps:
                ratio = min(0.0, slack) / (natural * (1 - j.glyph_scale.minimum))
                return 0.0, 0.0, 1 + max(-1.0, ratio) * (1 - j.glyph_scale.minimum)
            return extra / gaps, 0.0, 1.0
        flex = self._flex(style)
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

    def _flex(self, style: Style) -> Flex:
        j = self._layout.justification
        return Flex(
            desired=j.word_space.desired,
            space_stretch=j.word_space.maximum - j.word_space.desired,
            space_shrink=j.word_space.desired - j.word_space.minimum,
            letter_stretch=j.letter_space.maximum * style.size,
            letter_shrink=-j.letter_space.minimum * style.size,
            width_stretch=j.glyph_scale.maximum - 1,
            width_shrink=1 - j.glyph_scale.minimum,
            hyphen_limit=j.hyphens_in_a_row,
            least_last=LEAST_LAST_EM * style.size,
        )


def _space(atom: Atom, style: Style) -> float:
    """The natural space after an atom without the style's letter space, which the line adds."""
    return atom.space - style.letter_space if atom.space else 0.0


def _forced_parts(atoms: tuple[Atom, ...]) -> list[tuple[Atom, ...]]:
    """The paragraph's passages between forced breaks."""
    parts: list[tuple[Atom, ...]] = []
    start = 0
    for i, atom in enumerate(atoms):
        if atom.ending == FORCED:
            parts.append(atoms[start : i + 1])
            start = i + 1
    if start < len(atoms):
        parts.append(atoms[start:])
    return parts
