"""Set lines: shaped words on a line, ready to be placed. A line knows its glyphs, not its page."""

from typing import NamedTuple

from assemble.model.frozen import Frozen


class ShapedWord(NamedTuple):
    """A run of glyphs of one face, without word spaces.

    `face` is a FontFace key. For each glyph: its id, its advance (font units, kerning
    included), its (x, y) offset in font units (an empty tuple where all are zero), and the
    source text that it stands for (a ligature: several characters; a glyph that continues the
    cluster before it: ''). `width` is the sum of the advances.
    """

    face: str
    glyphs: tuple[int, ...]
    advances: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]
    texts: tuple[str, ...]
    width: int


class Piece(NamedTuple):
    """A shaped word as it stands on a line.

    `size` in points; `colour` a name of the layout's colours; `space` the natural width in
    points of the word space that follows (0: none, the next piece continues the word), before
    the line's `word_space` is added; `space_text` the source character of that space; `link`
    the address that the word leads to, if any; `note` the number of the footnote that it is.
    """

    word: ShapedWord
    size: float
    colour: str
    space: float
    space_text: str
    link: str | None = None
    note: str | None = None


class Line(Frozen):
    """A set line.

    The pen starts at `indent` points right of the frame's edge (negative: optical margin).
    Every space is widened by `word_space` points, every glyph followed by `letter_space`
    points, and all of it scaled horizontally by `scale` (1.0: as drawn). `width` is the length
    of the set line in points from pen start to the end of the last glyph. `hyphen` is true
    where the last piece ends in a hyphen that is not in the source: its last glyph's text is
    U+00AD.
    """

    pieces: tuple[Piece, ...]
    indent: float
    width: float
    word_space: float = 0.0
    letter_space: float = 0.0
    scale: float = 1.0
    hyphen: bool = False

    def ends_with(self, endings: tuple[str, ...]) -> bool:
        """Whether the source text of the line ends with one of some texts of a character each."""
        texts = self.pieces[-1].word.texts if self.pieces else ()
        return bool(texts) and texts[-1].endswith(endings)

    @property
    def text(self) -> str:
        """The source text of the line, a line-end hyphen as U+00AD."""
        last = len(self.pieces) - 1
        return "".join(
            "".join(piece.word.texts) + (piece.space_text if piece.space and i < last else "")
            for i, piece in enumerate(self.pieces)
        )
