"""A paragraph's spans to atoms: shaped words with the spaces and break chances between them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from assemble.model.layout import Style
from assemble.model.line import Piece, ShapedWord
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


class Cut(NamedTuple):
    """Where a word may be hyphenated: before its character `at`.

    `width` of what stays, in points, without its hyphen; `hyphen` the width of that; `glyphs` is
    the count of glyphs that stay.
    """

    at: int
    width: float
    hyphen: float
    glyphs: int


class Atom(NamedTuple):
    """A shaped word with what follows it.

    `piece` is how it stands on a line; `width` and `space` in points, natural, with the style's
    letter space; `glyphs` their count; `ending` one of NO_BREAK…FORCED; `penalty` that of a line's
    end here; `hang_left` and `hang_right` the points that it may hang over the edges.
    """

    text: str
    piece: Piece
    face: Face
    width: float
    space: float
    glyphs: int
    ending: int
    cuts: tuple[Cut, ...]
    penalty: float
    hang_left: float
    hang_right: float


class Passage(NamedTuple):
    """What stands between forced breaks: its natural width on one line, and its widest atom's."""

    atoms: tuple[Atom, ...]
    width: float
    widest: float


class _Run(NamedTuple):
    """What the words of a span share: `space` is the width of its spaces in points."""

    face: Face
    style: Style
    dictionary: str | None
    link: str | None
    space: float


_After = tuple[float, str, int, float]
"""What follows a word: space, its text, ending, penalty."""
_NOTHING: _After = (0.0, "", NO_BREAK, 0.0)


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
        self._words: dict[_Run, dict[tuple[str | float, ...], tuple[Atom, ...]]] = {}

    def prepare(self, inline: Inline, style: Style, language: str) -> tuple[Passage, ...]:
        """Shape a paragraph. Spaces that no line may end at are found over its whole text.

        Words are looked up with the space after them, so that a word that was there before
        costs one look into a table.
        """
        # A footnote's number is none to what stands behind it: `2021¹ was`.
        text = "".join([JOINER * len(s.text) if s.note else s.text for s in inline])
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
            run = _Run(face, style, dictionary, span.link, self._space(face, style))
            if span.note:
                atoms += self._superior(span.note, run)
                start += len(span.text)
                continue
            words = self._words.setdefault(run, {})
            for found in _TOKEN.findall(span.text):
                token, after, alone = found
                if glued:
                    start += len(token)
                    penalty = glued.get(start, 0.0)
                    start += len(after) + len(alone)
                else:
                    penalty = 0.0
                if alone:
                    _follow(atoms, alone, penalty, run)
                    continue
                key = (*found, penalty) if penalty else found
                known = words.get(key)
                if known is None:
                    following = _following(after, penalty, run.space)
                    known = words[key] = self._word(token, following, run)
                atoms += known
        return tuple(_passages(atoms))

    def _superior(self, note: str, run: _Run) -> list[Atom]:
        """The number of a footnote: the face's superior figures, else its own, small and raised."""
        face, style = run.face, run.style
        drawn = self._shaper.has_superiors(face.key)
        if drawn:
            face = face._replace(features=(*face.features, SUPERIORS))
        else:
            style = replace(style, size=style.size * SUPERIOR)
        out = []
        for atom in self._word(note, _NOTHING, _Run(face, style, None, None, run.space)):
            piece = atom.piece._replace(note=note)
            if not drawn:
                word = piece.word
                rise = round(RISE / SUPERIOR * self._shaper.upem(word.face))
                offsets = ((0, rise),) * len(word.glyphs)
                piece = piece._replace(word=word._replace(offsets=offsets))
            out.append(atom._replace(piece=piece))
        return out

    def part(self, atom: Atom, start: int, end: int, *, hyphen: bool, closed: bool = False) -> Atom:
        """A piece of an atom, shaped anew, with a hyphen that stands for a break chance.

        If it is `closed` a line may end after it, and nothing follows it there.
        """
        text = atom.text[start:end]
        whole, size = atom.piece.word, atom.piece.size
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
        letter_space = (atom.width - self._width(whole, size, 0.0)) / max(1, atom.glyphs)
        left, right = self._hangs(word, text, size)
        made = atom._replace(
            text=text,
            piece=atom.piece._replace(word=word),
            width=self._width(word, size, letter_space),
            glyphs=len(word.glyphs),
            cuts=(),
            hang_left=left,
            hang_right=right,
        )
        if hyphen or closed:
            made = made._replace(space=0.0, piece=made.piece._replace(space=0.0))
        return made._replace(ending=INNER, penalty=INNER_PENALTY) if closed else made

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

    def _word(self, token: str, after: _After, run: _Run) -> tuple[Atom, ...]:
        """The atoms of a word: one, or several where it may break as it is or its face changes."""
        face, dictionary = run.face, run.dictionary
        breaks = () if token.isalpha() else inner_breaks(token)
        inner = (0.0, "", INNER, INNER_PENALTY) if breaks else _NOTHING
        atoms: list[Atom] = []
        parts = _split(token, breaks)
        for n, part in enumerate(parts):
            hyphens: tuple[int, ...] = ()
            if SHY in part:
                part, hyphens = _soft_hyphens(part)
            elif dictionary and not breaks:
                hyphens = break_points(part, dictionary)
            end = after if n == len(parts) - 1 else inner
            shaped = self._shape(part, face)
            if len(shaped) == 1:
                atoms.append(self._atom(shaped[0], part, run, hyphens, end))
                continue
            for m, word in enumerate(shaped, 1):
                follows = end if m == len(shaped) else _NOTHING
                atoms.append(self._atom(word, "".join(word.texts), run, (), follows))
        return tuple(atoms)

    def _atom(
        self, word: ShapedWord, text: str, run: _Run, hyphens: tuple[int, ...], after: _After
    ) -> Atom:
        """A shaped word with what follows it."""
        style = run.style
        size = style.size
        space, space_text, ending, penalty = after
        left, right = self._hangs(word, text, size)
        width = self._width(word, size, style.letter_space)
        natural = space - style.letter_space if space else 0.0
        return Atom(
            text,
            Piece(word, size, style.colour, natural, space_text, run.link),
            run.face,
            width,
            space,
            len(word.glyphs),
            ending,
            self._cuts_of(word, width, run, hyphens) if hyphens else (),
            penalty,
            left,
            right,
        )

    def _cuts_of(
        self, word: ShapedWord, whole: float, run: _Run, hyphens: tuple[int, ...]
    ) -> tuple[Cut, ...]:
        dash = self._shape("-", run.face)[0]
        hyphen = self._width(dash, run.style.size, 0.0)
        scale = whole / word.width if word.width else 0.0
        cuts = []
        done = width = glyphs = 0
        for at in hyphens:
            while glyphs < len(word.texts) and done < at:
                done += len(word.texts[glyphs])
                width += word.advances[glyphs]
                glyphs += 1
            cuts.append(Cut(at, width * scale, hyphen, glyphs))
        return tuple(cuts)

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


def _following(space: str, penalty: float, width: float) -> _After:
    """What a word's space means; runs of spaces count once."""
    if not space:
        return _NOTHING
    if space == "\n":
        return 0.0, "", FORCED, 0.0
    breaks = space[0] == " " and penalty != NEVER
    return width, space[0], SPACE if breaks else NO_BREAK, penalty if breaks else 0.0


def _follow(atoms: list[Atom], space: str, penalty: float, run: _Run) -> None:
    """Put a space or a forced break that begins a span after the last atom."""
    if not atoms:
        return
    last = atoms[-1]
    if space != "\n" and (last.space or last.ending == FORCED):
        return
    width, text, ending, penalty = _following(space, penalty, run.space)
    natural = width - run.style.letter_space if width else 0.0
    piece = last.piece._replace(space=natural, space_text=text)
    atoms[-1] = last._replace(piece=piece, space=width, ending=ending, penalty=penalty)


def _passages(atoms: list[Atom]) -> Iterator[Passage]:
    """The passages between forced breaks."""
    ends = [n for n, atom in enumerate(atoms, 1) if atom.ending == FORCED]
    for start, end in pairwise([0, *ends, len(atoms)]):
        own = atoms[start:end]
        if own:
            width = sum([atom.width + atom.space for atom in own]) - own[-1].space
            yield Passage(tuple(own), width, max([atom.width for atom in own]))


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
