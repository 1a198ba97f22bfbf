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
    SLACK,
    WHOLE,
    Breaks,
    Choice,
    Flex,
    Notch,
    first_fit,
    total_fit,
    variants,
)
from assemble.text.glue import CONNECTORS
from assemble.text.prepare import INNER, NO_BREAK, Atom, Passage, Preparer
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
    """A setting with another number of lines: its strain, the passage that changes, its breaks."""

    strain: float
    passage: int
    breaks: list[int]


_Row = tuple[float, float, float, float, int, int, float, float, float, bool, tuple[int, int]]
"""The values of `Breaks` for one chance, and where it is: (i, 0) is before atom i, (i, p) inside
atom i after p characters."""


class Typesetter:
    """Sets paragraphs with one layout's styles and fonts; keeps what it has shaped."""

    def __init__(self, layout: Layout, fonts: Fonts) -> None:
        self._layout = layout
        self._shaper = Shaper(fonts)
        self._prepared: dict[tuple[Inline, Style, str], tuple[Passage, ...]] = {}
        self._set: dict[tuple[Inline, Style, str, float, float | Notch, int], tuple[Line, ...]] = {}
        self._fits: dict[tuple[int, float, Notch], Choice | None] = {}
        self._loose: dict[_Key, dict[int, _Variant]] = {}
        self._preparer = Preparer(self._shaper, dict(layout.hyphenation), frozenset(fonts.faces))

    @property
    def paragraphs(self) -> int:
        """How many settings of paragraphs are kept."""
        return len(self._set)

    def forget(self) -> None:
        """Let go of all paragraphs; what words look like is kept."""
        for known in (self._prepared, self._set, self._fits, self._loose):
            known.clear()

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
            for n, passage in enumerate(self._prepare(inline, style, language)):
                rest = notch._replace(lines=max(0, notch.lines - len(lines))) if lines else notch
                chosen = variant.breaks if variant and variant.passage == n else None
                lines += self._lines(passage, style, language, measure, rest, chosen)
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

        Of the passages between forced breaks the one is changed where it costs least. Beside a
        drop cap there must be only one, since its lines would move those after it.
        """
        known = self._loose.get(key)
        if known is not None:
            return known
        inline, style, language, measure, indent = key
        found = self._loose[key] = {}
        passages, notch = self._prepare(inline, style, language), _notch(indent)
        if style.align != "justify" or (len(passages) > 1 and notch.lines > 1):
            return found
        flex = flex_of(style, self._layout.justification)
        for n, passage in enumerate(passages):
            own = WHOLE if n else notch
            atoms = self._fitted(passage, measure, own)
            breaks, _ = self._chances(atoms, style, language, measure, own)
            best = self._best(passage, breaks, measure, flex, own)
            if best is None:
                continue
            for looseness, choice in variants(breaks, measure, flex, own, best).items():
                strain = (choice.demerits - best.demerits) / AT_LIMIT
                if looseness not in found or strain < found[looseness].strain:
                    found[looseness] = _Variant(strain, n, choice.breaks)
        return found

    def _best(
        self, passage: Passage, breaks: Breaks, measure: float, flex: Flex, notch: Notch
    ) -> Choice | None:
        """The best breaks of a justified passage, searched for once."""
        key = (id(passage), measure, notch if notch.lines else WHOLE)
        if key not in self._fits:  # the passage lives as long as this table
            self._fits[key] = total_fit(breaks, measure, flex, notch)
        return self._fits[key]

    def width(self, inline: Inline, style: Style, language: str) -> float:
        """Natural width in points of a text on one line, the widest of its forced lines."""
        passages = self._prepare(inline, style, language)
        return max([passage.width for passage in passages], default=0.0)

    def runs(self, inline: Inline, style: Style, language: str) -> Runs:
        """What no line's end parts, for each line that is forced: widths in points.

        Each with the space after it, which is left out where a line ends.
        """
        lines: list[tuple[tuple[float, float], ...]] = []
        for passage in self._prepare(inline, style, language):
            line: list[tuple[float, float]] = []
            width = 0.0
            for atom in passage.atoms:
                width += atom.width
                if atom.ending == NO_BREAK:
                    width += atom.space
                    continue
                line.append((width, atom.space))
                width = 0.0
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

    def _prepare(self, inline: Inline, style: Style, language: str) -> tuple[Passage, ...]:
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

    def _lines(
        self,
        passage: Passage,
        style: Style,
        language: str,
        measure: float,
        notch: Notch,
        chosen: Sequence[int] | None,
    ) -> list[Line]:
        """The lines of a passage, broken as chosen or as is best."""
        limits = self._layout.justification
        indent = notch.width if notch.lines else 0.0
        if style.align != "justify" and passage.width + indent <= measure + SLACK:
            return [set_line(passage.atoms, style, Place(measure, indent, False, True), limits)]
        atoms = self._fitted(passage, measure, notch)
        breaks, ends = self._chances(atoms, style, language, measure, notch)
        if chosen is None and style.align == "justify":
            flex = flex_of(style, limits)
            best = self._best(passage, breaks, measure, flex, notch)
            chosen = best.breaks if best else first_fit(breaks, measure, flex, notch)
        elif chosen is None:
            chosen = break_ragged(breaks, measure, balance=style.balance, notch=notch)
        lines = []
        start = (0, 0)
        for n, index in enumerate(chosen):
            left = indent if n < notch.lines else 0.0
            place = Place(measure, left, bool(n) or not left, index == chosen[-1])
            line = self._atoms(atoms, start, ends[index])
            lines.append(set_line(line, style, place, limits))
            start = ends[index]
        return lines

    def _fitted(self, passage: Passage, measure: float, notch: Notch) -> Sequence[Atom]:
        """The atoms of a passage, cut where one is too wide for a line."""
        if passage.widest <= _room(measure, notch):
            return passage.atoms
        return tuple(self._cut(passage.atoms, measure - notch.width))

    def _cut(self, atoms: Sequence[Atom], measure: float) -> Iterator[Atom]:
        """The atoms, those longer than a line cut where the line is full: nothing is lost.

        Words that hyphens part well enough are left alone; so is everything in a measure in
        which hardly a syllable stands.
        """
        for atom in atoms:
            start, width = 0, 0.0
            count, word = len(atom.text), atom.piece.word
            whole = atom.width <= measure or measure < CUT_FROM_EM * atom.piece.size
            if whole or count != len(word.advances) or atom.cuts:
                yield atom
                continue
            scale = atom.width / word.width
            for n, advance in enumerate(word.advances):
                if width + advance * scale > measure and n > start:
                    yield self._preparer.part(atom, start, n, hyphen=False, closed=True)
                    start, width = n, 0.0
                width += advance * scale
            yield self._preparer.part(atom, start, count, hyphen=False)

    def _chances(
        self, atoms: Sequence[Atom], style: Style, language: str, measure: float, notch: Notch
    ) -> tuple[Breaks, list[tuple[int, int]]]:
        """The break chances, and where each is."""
        justification = self._layout.justification
        indent = notch.width if notch.lines else 0.0
        hangs = justification.protrusion and style.align == "justify"
        lefts = [atom.hang_left if hangs else 0.0 for atom in atoms]
        dash = protrusion.right("-") if hangs else 0.0
        connectors = CONNECTORS.get(language.split("-")[0], frozenset())
        words = connectors if style.balance else frozenset()
        rows: list[_Row] = [
            (0.0, -indent, 0.0, 0.0, 0, 0, 0.0, 0.0 if indent else lefts[0], 0.0, False, (0, 0))
        ]
        x, s, g = 0.0, 0.0, 0
        last, room = len(atoms) - 1, _room(measure, notch)
        lefts.append(0.0)
        for i, atom in enumerate(atoms):
            text, _, _, width, space, glyphs, ending, cuts, penalty, _, right = atom
            if cuts and (i < last or width > room):
                rows += [
                    (
                        x + stays + hyphen, x + stays, s, s, g + count, g + count, hyphen * dash,
                        0.0, justification.hyphen_penalty, True, (i, at),
                    )
                    for at, stays, hyphen, count in cuts
                ]  # fmt: skip
            x, to, g = x + width, s, g + glyphs
            if space:
                s, g = s + space, g + 1
            if ending == NO_BREAK and i < last:
                continue
            if words and text.lower() in words:
                penalty = CONNECTOR_PENALTY
            rows.append(
                (
                    x, x, to, s, g - 2 if space else g - 1, g, right if hangs else 0.0,
                    lefts[i + 1], penalty, ending == INNER and text.endswith("-"), (i + 1, 0),
                )
            )  # fmt: skip
        *columns, ends = map(list, zip(*rows, strict=True))
        breaks = Breaks(*columns)
        breaks.penalty[-1], breaks.hyphen[-1] = 0.0, False
        return breaks, ends

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


def _room(measure: float, notch: Notch) -> float:
    """Points that a word may be wide on any line."""
    return measure - notch.width if notch.lines > 1 else measure
