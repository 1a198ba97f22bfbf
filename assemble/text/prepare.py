"""A paragraph's spans to atoms: shaped words with the spaces and break chances between them."""

import re
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from assemble.model.layout import Style
from assemble.model.line import ShapedWord
from assemble.model.text import Inline, Span
from assemble.text import protrusion
from assemble.text.glue import NEVER, glued_spaces, inner_breaks
from assemble.text.hyphenate import break_points
from assemble.text.shape import GAPS, SUPERIORS, Shaper

SHY = "\u00ad"
JOINER = "\u2060"
_TOKEN = re.compile(
    r"([^ \n\u00a0\u202f\u2007]+)(\n| +|[\u00a0\u202f\u2007])?|(\n| +|[\u00a0\u202f\u2007])"
)
"""A word with the space after it, or a space that no word of the span stands before."""

INNER_PENALTY = 20.0
"""For a break after a hyphen or stroke that is there already: better than a new hyphen."""
NO_BREAK, SPACE, INNER, FORCED = range(4)
"""What may happen after an atom: nothing, a break at its space, a break as it is, a break."""


DISPLAY = 13.0
"""Size in points from which on letters are kept apart by their outlines."""


SUPERIOR, RISE = 0.6, 0.35
"""Size and height over the baseline of superior figures that a face doesn't draw, in em of the
text: what the fonts of the package say in OS/2 (ySuperscriptYSize, ySuperscriptYOffset)."""


class Face(NamedTuple):
    """What shaping needs beside the text: face key, OpenType features, language, capitals."""

    key: str
    features: tuple[str, ...]
    language: str
    capitals: bool


class Atom(NamedTuple):
    """A shaped word with what follows it.

    `width` and `space` in points, natural; `ending` is one of NO_BREAK…FORCED; `hyphens` are
    the positions in `text` where a hyphen may be set; `penalty` that of a line's end here;
    `hang_left` and `hang_right` the points that it may hang over the edges.
    """

    text: str
    word: ShapedWord
    face: Face
    size: float
    colour: str
    width: float
    space: float
    space_text: str
    ending: int
    hyphens: tuple[int, ...]
    penalty: float
    hang_left: float
    hang_right: float
    link: str | None = None
    note: str | None = None


class Prepared(NamedTuple):
    """A paragraph ready for breaking."""

    atoms: tuple[Atom, ...]
    style: Style


def cut_of(style: Style, span: Span) -> str:
    """The cut for a span: the style's own, made bolder or turned by the span's marks."""
    bold, italic = span.bold, span.italic
    cut = style.cut
    was_italic = cut.endswith("italic")
    weight = cut.removesuffix("italic").strip()
    if bold:
        weight = style.strong
    slanted = was_italic != italic
    if weight in ("", "regular"):
        return "italic" if slanted else "regular"
    return f"{weight} italic" if slanted else weight


class Preparer:
    """Turns inline text into atoms of a style."""

    def __init__(self, shaper: Shaper, hyphenation: dict[str, str], cuts: frozenset[str]) -> None:
        self._shaper = shaper
        self._hyphenation = hyphenation
        self._cuts = cuts
        self._words: dict[
            tuple[Face, Style, str | None, str | None],
            dict[tuple[str, str | None, float], tuple[Atom, ...]],
        ] = {}

    def prepare(self, inline: Inline, style: Style, language: str) -> Prepared:
        """Shape a paragraph. Spaces that no line may end at are found over its whole text.

        Words are looked up with the space after them, so that a word that was there before
        costs one look into a table.
        """
        # A footnote's number is none to what stands behind it: `2021¹ was`.
        text = "".join(JOINER * len(s.text) if s.note else s.text for s in inline)
        glued = glued_spaces(text, language)
        dictionary = self._dictionary(language) if style.hyphenate else None
        features = style.features
        if style.letter_space:  # ligatures would stand out as closed
            features = (*features, "-liga")
        if style.size >= DISPLAY:
            features = (*features, GAPS)
        atoms: list[Atom] = []
        start = 0
        for span in inline:
            face = Face(self._face(style, span), features, language, style.capitals)
            if span.note:
                atoms += self._superior(span.note, face, style)
                start += len(span.text)
                continue
            words = self._words.setdefault((face, style, dictionary, span.link), {})
            width = self._space(face, style)
            for match in _TOKEN.finditer(span.text):
                token, after, alone = match.groups()
                if alone:
                    penalty = glued.get(start + match.start(), 0.0)
                    _follow(atoms, alone, penalty, width)
                    continue
                penalty = glued.get(start + match.start(2), 0.0) if after else 0.0
                known = words.get((token, after, penalty))
                if known is None:
                    made = self._word(token, face, style, dictionary)
                    if after:
                        _follow(made, after, penalty, width)
                    if span.link:
                        made = [atom._replace(link=span.link) for atom in made]
                    known = words[token, after, penalty] = tuple(made)
                atoms += known
            start += len(span.text)
        return Prepared(tuple(atoms), style)

    def _superior(self, note: str, face: Face, style: Style) -> list[Atom]:
        """The number of a footnote: the face's superior figures, else its own, small and raised."""
        if self._shaper.has_superiors(face.key):
            drawn = face._replace(features=(*face.features, SUPERIORS))
            return [atom._replace(note=note) for atom in self._word(note, drawn, style, None)]
        made = self._word(note, face, replace(style, size=style.size * SUPERIOR), None)
        out = []
        for atom in made:
            rise = round(RISE / SUPERIOR * self._shaper.upem(atom.word.face))
            word = atom.word._replace(offsets=((0, rise),) * len(atom.word.glyphs))
            out.append(atom._replace(word=word, note=note))
        return out

    def width(self, prepared: Prepared) -> float:
        """Natural width in points of a paragraph on one line."""
        total = sum(atom.width + atom.space for atom in prepared.atoms)
        return total - (prepared.atoms[-1].space if prepared.atoms else 0.0)

    def part(self, atom: Atom, start: int, end: int, hyphen: bool) -> Atom:
        """A piece of an atom, shaped anew, with a hyphen that stands for a break chance."""
        text = atom.text[start:end]
        word = self._shape(text, atom.face)[0]
        if hyphen:
            dash = self._shape("-", atom.face)[0]
            if dash.face == word.face:
                word = ShapedWord(
                    word.face,
                    word.glyphs + dash.glyphs,
                    word.advances + dash.advances,
                    word.offsets and (*word.offsets, (0, 0)),
                    (*word.texts, SHY),
                    word.width + dash.width,
                )
        width = self._width(word, atom.size, (atom.width - self._natural(atom)) / _count(atom))
        space = 0.0 if hyphen else atom.space
        left, right = self._hangs(word, text, atom.size)
        return atom._replace(
            text=text,
            word=word,
            width=width,
            space=space,
            hyphens=(),
            hang_left=left,
            hang_right=right,
        )

    def hyphen_width(self, face: Face, size: float) -> float:
        """Width in points of a hyphen."""
        dash = self._shape("-", face)[0]
        return dash.width * size / self._shaper.upem(dash.face)

    def _natural(self, atom: Atom) -> float:
        return atom.word.width * atom.size / self._shaper.upem(atom.word.face)

    def _width(self, word: ShapedWord, size: float, letter_space: float) -> float:
        return word.width * size / self._shaper.upem(word.face) + letter_space * len(word.glyphs)

    def _dictionary(self, language: str) -> str | None:
        """The hyphenation of a language, or of what it is a form of: `en` for `en-GB`."""
        own = self._hyphenation.get(language)
        return own or self._hyphenation.get(language.split("-")[0])

    def _face(self, style: Style, span: Span) -> str:
        key = f"{style.role}/{cut_of(style, span)}"
        return key if key in self._cuts else f"{style.role}/{style.cut}"

    def _space(self, face: Face, style: Style) -> float:
        return self._shaper.space(face.key) * style.size + style.letter_space

    def _shape(self, text: str, face: Face) -> tuple[ShapedWord, ...]:
        shape = self._shaper.shape_as if face.capitals else self._shaper.shape
        return shape(face.key, face.features, face.language, text)

    def _word(self, token: str, face: Face, style: Style, dictionary: str | None) -> list[Atom]:
        """The atoms of a word: one, or several where it may break as it is or its face changes."""
        breaks = () if token.isalpha() else inner_breaks(token)
        atoms: list[Atom] = []
        for part in _split(token, breaks):
            hyphens: tuple[int, ...] = ()
            if SHY in part:
                part, hyphens = _soft_hyphens(part)
            elif dictionary and not breaks:
                hyphens = break_points(part, dictionary)
            shaped = self._shape(part, face)
            if len(shaped) == 1:
                atoms.append(self._atom(shaped[0], part, face, style, hyphens))
            else:
                atoms += [self._atom(w, "".join(w.texts), face, style, ()) for w in shaped]
            if breaks:
                atoms[-1] = atoms[-1]._replace(ending=INNER, penalty=INNER_PENALTY)
        if breaks:
            atoms[-1] = atoms[-1]._replace(ending=NO_BREAK, penalty=0.0)
        return atoms

    def _atom(
        self, word: ShapedWord, text: str, face: Face, style: Style, hyphens: tuple[int, ...]
    ) -> Atom:
        """A shaped word with nothing after it."""
        size = style.size
        left, right = self._hangs(word, text, size)
        width = self._width(word, size, style.letter_space)
        return Atom(
            text,
            word,
            face,
            size,
            style.colour,
            width,
            0.0,
            "",
            NO_BREAK,
            hyphens,
            0.0,
            left,
            right,
        )

    def _hangs(self, word: ShapedWord, text: str, size: float) -> tuple[float, float]:
        """Points by which the outer characters of a word may hang over the edges."""
        if not word.advances or not text:
            return 0.0, 0.0
        scale = size / self._shaper.upem(word.face)
        first, last = word.texts[0] or text, word.texts[-1] or text
        return (
            protrusion.left(first[0]) * word.advances[0] * scale,
            protrusion.right(last[-1]) * word.advances[-1] * scale,
        )


def _count(atom: Atom) -> int:
    return max(1, len(atom.word.glyphs))


def _follow(atoms: list[Atom], space: str, penalty: float, width: float) -> None:
    """Put a space or a forced break after the last atom; runs of spaces count once."""
    if not atoms:
        return
    last = atoms[-1]
    if space == "\n":
        atoms[-1] = last._replace(space=0.0, space_text="", ending=FORCED)
    elif not last.space and last.ending != FORCED:
        breaks = space[0] == " " and penalty != NEVER
        atoms[-1] = last._replace(
            space=width,
            space_text=space[0],
            ending=SPACE if breaks else NO_BREAK,
            penalty=penalty if breaks else 0.0,
        )


def _split(token: str, breaks: tuple[int, ...]) -> list[str]:
    if not breaks:
        return [token]
    edges = [0, *breaks, len(token)]
    return [token[a:b] for a, b in pairwise(edges) if b > a]


def _soft_hyphens(token: str) -> tuple[str, tuple[int, ...]]:
    """The token without its soft hyphens, and where they stood."""
    pieces = token.split(SHY)
    points = []
    at = 0
    for piece in pieces[:-1]:
        at += len(piece)
        points.append(at)
    text = "".join(pieces)
    return text or token, tuple(p for p in points if 0 < p < len(text))
