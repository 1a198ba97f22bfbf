"""Paragraphs to set lines: the public face of this package.

In: inline text, a style, a language and a measure. Out: lines with their final spacing.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assemble.model.font import Fonts
from assemble.model.layout import Layout, Style
from assemble.model.line import Line
from assemble.model.text import Inline
from assemble.text import protrusion
from assemble.text.breaking import (
    AT_LIMIT,
    WHOLE,
    Breaks,
    Notch,
    break_lines,
    variants,
)
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
from assemble.text.ragged import break_ragged
from assemble.text.shape import Shaper
from assemble.text.spacing import Place, flex_of, set_line

CONNECTOR_PENALTY = 40.0
"""For a headline's line that ends with a connector, in points of shortness."""
CUT_FROM_EM = 3.0
"""Measure in em from which on words that are longer than it are cut."""
Runs = tuple[tuple[tuple[float, float], ...], ...]
"""A text by forced lines, each by what stays together: width and the space after, in points."""

_Key = tuple[Inline, Style, str, float, float | Notch]
"""A paragraph: what `Typesetter.paragraph` takes."""


class _Variant(NamedTuple):
    """A setting with another number of lines: its strain, the part that it changes, its breaks."""

    strain: float
    part: int
    breaks: list[int]


class _Passage(NamedTuple):
    """What stands between forced breaks, with its break chances.

    For each chance `ends` holds the atom and the character in it where a line ends there: (i, 0)
    is before atom i, (i, p) inside atom i after p characters.
    """

    atoms: Sequence[Atom]
    style: Style
    measure: float
    notch: Notch
    breaks: Breaks
    ends: list[tuple[int, int]]


class Typesetter:
    """Sets paragraphs with one layout's styles and fonts; keeps what it has shaped."""

    def __init__(self, layout: Layout, fonts: Fonts) -> None:
        self._layout = layout
        self._shaper = Shaper(fonts)
        self._prepared: dict[tuple[Inline, Style, str], Prepared] = {}
        self._set: dict[tuple[Inline, Style, str, float, float | Notch, int], tuple[Line, ...]] = {}
        self._loose: dict[_Key, dict[int, _Variant]] = {}
        self._preparer = Preparer(self._shaper, dict(layout.hyphenation), frozenset(fonts.faces))

    def paragraph(
        self,
        inline: Inline,
        style: Style,
        language: str,
        measure: float,
        indent: float | Notch = 0.0,
        looseness: int = 0,
    ) -> tuple[Line, ...]:
        """Set a paragraph; one that was set before is not set again.

        Args:
            inline: the text; forced breaks end lines that are not justified.
            style: how it is set.
            language: BCP 47 tag, for shaping, hyphenation and no-break rules.
            measure: line length in points.
            indent: of the first line, in points; or the room of a drop cap. The lines bear it.
            looseness: how many lines more than the best setting has, -1 to 1.

        Returns:
            The lines; none where no setting has the number wanted and keeps all limits.
        """
        key = (inline, style, language, measure, indent, looseness)
        known = self._set.get(key)
        if known is not None:
            return known
        lines: list[Line] = []
        variant = self._variants(key[:5]).get(looseness) if looseness else None
        if variant or not looseness:
            notch = _notch(indent)
            for n, atoms in enumerate(self._parts(inline, style, language)):
                rest = notch._replace(lines=max(0, notch.lines - len(lines)))
                passage = self._passage(atoms, style, language, measure, rest)
                own = variant is not None and variant.part == n
                lines += self._lines(passage, variant.breaks if variant and own else None)
        self._set[key] = made = tuple(lines)
        return made

    def strains(
        self,
        inline: Inline,
        style: Style,
        language: str,
        measure: float,
        indent: float | Notch = 0.0,
    ) -> dict[int, float]:
        """What it costs to set a justified paragraph in another number of lines.

        By looseness, for those of -1, 0 and 1 that keep all limits: the demerits above the best
        setting's, in those of a line at its limits. For the arguments see `paragraph`, which
        gives the lines.
        """
        found = self._variants((inline, style, language, measure, indent))
        return {0: 0.0} | {looseness: each.strain for looseness, each in found.items()}

    def _variants(self, key: _Key) -> dict[int, _Variant]:
        """The settings of a paragraph with a line less and more, as far as there are any.

        Of the parts between forced breaks the one is changed where it costs least. Beside a drop
        cap there must be only one, since its lines would move those after it.
        """
        known = self._loose.get(key)
        if known is not None:
            return known
        inline, style, language, measure, indent = key
        found = self._loose[key] = {}
        parts, notch = self._parts(inline, style, language), _notch(indent)
        if style.align != "justify" or (len(parts) > 1 and notch.lines > 1):
            return found
        flex = flex_of(style, self._layout.justification)
        for n, atoms in enumerate(parts):
            passage = self._passage(atoms, style, language, measure, WHOLE if n else notch)
            choices = variants(passage.breaks, measure, flex, passage.notch)
            for looseness in choices.keys() - {0}:
                strain = (choices[looseness].demerits - choices[0].demerits) / AT_LIMIT
                if looseness not in found or strain < found[looseness].strain:
                    found[looseness] = _Variant(strain, n, choices[looseness].breaks)
        return found

    def _parts(self, inline: Inline, style: Style, language: str) -> list[tuple[Atom, ...]]:
        return _forced_parts(self._prepare(inline, style, language).atoms)

    def width(self, inline: Inline, style: Style, language: str) -> float:
        """Natural width in points of a text on one line, the widest of its forced lines."""
        parts = self._parts(inline, style, language)
        return max((self._preparer.width(Prepared(part, style)) for part in parts), default=0.0)

    def runs(self, inline: Inline, style: Style, language: str) -> Runs:
        """What no line's end parts, for each line that is forced: widths in points.

        Each with the space after it, which is left out where a line ends.
        """
        lines: list[tuple[tuple[float, float], ...]] = []
        line: list[tuple[float, float]] = []
        width = 0.0
        for atom in self._prepare(inline, style, language).atoms:
            width += atom.width
            if atom.ending == NO_BREAK:
                width += atom.space
                continue
            line.append((width, atom.space))
            width = 0.0
            if atom.ending == FORCED:
                lines.append(tuple(line))
                line = []
        if width:
            line.append((width, 0.0))
        if line:
            lines.append(tuple(line))
        return tuple(lines)

    def position(self, line: Line, index: int) -> float:
        """Points from where a line's pen starts to a character of its text."""
        x, at = 0.0, 0
        for piece in line.pieces:
            scale = piece.size / self._shaper.upem(piece.word.face)
            for text, advance in zip(piece.word.texts, piece.word.advances, strict=True):
                if at >= index:
                    return x * line.scale
                at += len(text)
                x += advance * scale + line.letter_space
            if piece.space and at < index:
                at += len(piece.space_text)
                x += piece.space + line.word_space + line.letter_space
        return x * line.scale

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

    def bearing(self, line: Line) -> float:
        """White in points from the pen's start to the ink of a line's first glyph."""
        if not line.pieces:
            return 0.0
        first = line.pieces[0]
        return self._shaper.bearing(first.word) * first.size * line.scale

    def _passage(
        self, atoms: Sequence[Atom], style: Style, language: str, measure: float, notch: Notch
    ) -> _Passage:
        room = measure - notch.width if notch.lines > 1 else measure
        if any(atom.width > room for atom in atoms):
            atoms = tuple(self._cut(atoms, measure - notch.width))
        indent = notch.width if notch.lines else 0.0
        breaks, ends = self._breaks(Prepared(tuple(atoms), style), language, room, indent)
        return _Passage(atoms, style, measure, notch, breaks, ends)

    def _lines(self, passage: _Passage, chosen: Sequence[int] | None) -> list[Line]:
        """The lines of a passage, broken as chosen or as is best."""
        atoms, style, measure, notch, breaks, ends = passage
        limits = self._layout.justification
        if chosen is None and style.align == "justify":
            chosen = break_lines(breaks, measure, flex_of(style, limits), notch)
        elif chosen is None:
            chosen = break_ragged(breaks, measure, balance=style.balance, notch=notch)
        lines = []
        start = (0, 0)
        for n, index in enumerate(chosen):
            indent = notch.width if n < notch.lines else 0.0
            place = Place(measure, indent, bool(n) or not indent, index == chosen[-1])
            line = self._atoms(atoms, start, ends[index])
            lines.append(set_line(line, style, place, limits))
            start = ends[index]
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
        self, prepared: Prepared, language: str, measure: float, indent: float
    ) -> tuple[Breaks, list[tuple[int, int]]]:
        """The break chances, and where each is."""
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
            if atom.hyphens and (i < last or atom.width > measure):
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
        if not hangs:
            b.hang_to[:] = [0.0] * len(b.hang_to)
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


def _notch(indent: float | Notch) -> Notch:
    """The notch of a paragraph: an indent is one of a line."""
    return indent if isinstance(indent, Notch) else Notch(1, indent)


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
