"""What leads somewhere on a page, for the screen: links of the texts, entries of the contents."""

from collections.abc import Iterable, Mapping

from assemble.model.edition import Item, Link, Rect, TextItem
from assemble.model.font import FontFace

POINTING = frozenset({"contents-article", "teaser"})
"""Roles whose lines lead to the page where their article begins."""
RISE, FALL = 0.75, 0.25
"""Height of a link's area above and below the baseline, in em."""


def links_of(
    items: Iterable[Item], pages: Mapping[str, int], faces: Mapping[str, FontFace]
) -> tuple[Link, ...]:
    """The links of a page.

    Args:
        items: what stands on the page.
        pages: the page each article begins on.
        faces: the faces of its text, for the place of a word in its line.
    """
    found: list[Link] = []
    for item in items:
        if not isinstance(item, TextItem):
            continue
        article = item.source.article
        if item.source.role in POINTING and article and article in pages:
            left = item.x + item.line.indent
            found.append(Link(_area(item, left, left + item.line.width), pages[article]))
        else:
            found += _addresses(item, faces)
    return tuple(found)


def _addresses(item: TextItem, faces: Mapping[str, FontFace]) -> list[Link]:
    """The linked words of a line; neighbours that lead to the same address are one area."""
    line = item.line
    if not any(piece.link for piece in line.pieces):
        return []
    runs: list[tuple[str, float, float]] = []
    x = item.x + line.indent
    joins = False
    for piece in line.pieces:
        word = piece.word
        natural = word.width * piece.size / faces[word.face].units_per_em
        end = x + (natural + len(word.glyphs) * line.letter_space) * line.scale
        if piece.link and joins and runs[-1][0] == piece.link:
            runs[-1] = (piece.link, runs[-1][1], end)
        elif piece.link:
            runs.append((piece.link, x, end))
        joins = piece.link is not None
        space = piece.space + line.word_space + line.letter_space if piece.space else 0.0
        x = end + space * line.scale
    return [Link(_area(item, left, right), target) for target, left, right in runs]


def _area(item: TextItem, left: float, right: float) -> Rect:
    size = max(piece.size for piece in item.line.pieces)
    return Rect(left, item.baseline - RISE * size, right - left, (RISE + FALL) * size)
