"""Which letters of which block a comment stands on, by its words and those around them.

For proofs of an older build, whose lines stand elsewhere now. In: the glyphs of the proof's page
and the blocks of another build. Out: a `Spot`, or None where the words are nowhere any more.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assemble.comments.blocks import Block
from assemble.comments.glyphs import Glyph, covered
from assemble.comments.model import Mark
from assemble.comments.spots import Spot
from assemble.comments.squeeze import folded

AROUND = 48
"""Letters before and after the words that are compared: some ten words."""
REACH = 60.0
"""Points from a point to the letter that it speaks of: a note stands in the margin at most."""
TAKES = ((24, 24), (24, 0), (0, 24), (12, 12), (12, 0), (0, 12), (6, 6), (6, 0), (0, 6), (0, 0))
"""How many letters before and after are asked for with the words, from most to none."""
LEAST = 4
"""Letters that a text must have to be looked for."""


class Snippet(NamedTuple):
    """Quoted letters, empty for a point, and those before and after them in the proof."""

    before: str
    quoted: str
    after: str


CLOSE = 4.0
"""Points from a point to a letter that it surely speaks of, though a picture lies behind."""


def snippet(mark: Mark, glyphs: Sequence[Glyph], reach: float = REACH) -> Snippet | None:
    """The words that a mark stands on in its proof; None where there are none.

    `reach` is how many points off the words near a mark without words may be.
    """
    hit = [] if mark.anchor else covered(glyphs, mark.boxes)
    words = [index for index in hit if folded(glyphs[index].text)]
    if words:
        first, last = words[0], words[-1] + 1
    else:
        near = _nearest(mark, glyphs, reach)
        if near is None:
            return None
        first = last = near
    quoted = "".join(folded(glyphs[index].text) for index in words)
    return Snippet(_letters(glyphs[:first], -1), quoted, _letters(glyphs[last:], 1))


def _letters(glyphs: Sequence[Glyph], way: int) -> str:
    """The last letters of some glyphs (`way` −1), or the first."""
    chosen = glyphs[-2 * AROUND :] if way < 0 else glyphs[: 2 * AROUND]
    text = "".join(folded(glyph.text) for glyph in chosen)
    return text[-AROUND:] if way < 0 else text[:AROUND]


def _nearest(mark: Mark, glyphs: Sequence[Glyph], reach: float) -> int | None:
    """The index of the glyph at or right of a mark's point on the nearest line."""
    left, top, right, bottom = mark.boxes[0]
    x, y = mark.anchor or ((left + right) / 2, (top + bottom) / 2)

    def distance(index: int) -> float:
        middle = glyphs[index].middle
        return abs(middle[0] - x) + 4 * max(0.0, abs(middle[1] - y) - 5)

    drawn = [n for n, glyph in enumerate(glyphs) if folded(glyph.text)]
    if not drawn:
        return None
    best = min(drawn, key=distance)
    if distance(best) > reach:
        return None
    return best + 1 if glyphs[best].middle[0] < x and mark.kind == "insert" else best


def find(blocks: Sequence[Block], wanted: Snippet, page: int) -> Spot | None:
    """Where the words stand in other pages' blocks.

    Of several places the one with the most of the same words around it is taken, then the one
    nearest to the page.
    """
    for before, after in TAKES:
        head = wanted.before[len(wanted.before) - before :] if before else ""
        tail = wanted.after[:after]
        if len(head) < before or len(tail) < after:
            continue
        whole = head + wanted.quoted + tail
        if len(whole) < LEAST and not (before or after):
            continue
        hits = [
            (_likeness(blocks, n, at + len(head), wanted), block, at + len(head))
            for n, block in enumerate(blocks)
            for at in _all(block.letters.text, whole)
        ]
        if hits:
            _, block, at = max(hits, key=lambda hit: (*hit[0], -_far(hit[1], page)))
            return Spot(block, at, at + len(wanted.quoted), "text")
    return _gap(blocks, wanted, page)


def _likeness(blocks: Sequence[Block], n: int, start: int, wanted: Snippet) -> tuple[int, bool]:
    """How many letters around a hit are those of the proof; whether it isn't a repetition.

    The blocks before and after count too: rows of tables are short, and much alike.
    """
    text = blocks[n].letters.text
    before = (blocks[n - 1].letters.text if n else "") + text[:start]
    after = text[start + len(wanted.quoted) :]
    after += blocks[n + 1].letters.text if n + 1 < len(blocks) else ""
    same = _common(before[::-1], wanted.before[::-1]) + _common(after, wanted.after)
    return same, not blocks[n].is_repeated


def _gap(blocks: Sequence[Block], wanted: Snippet, page: int) -> Spot | None:
    """Where quoted words stood that are gone: between what was before and what was after them."""
    if not wanted.quoted:
        return None
    emptied = find(blocks, Snippet(wanted.before, "", wanted.after), page)
    return emptied._replace(how="text") if emptied else None


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    for n, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return n
    return min(len(one), len(other))


def _all(text: str, words: str) -> Iterator[int]:
    """All places of some letters in a text."""
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _far(block: Block, page: int) -> int:
    """How many pages a block is from a page."""
    return min(abs(line.page - page) for line in block.lines)
