"""Which letters of which block a comment stands on, by its place on the page.

In: blocks and the glyphs of the pages, in points from the trim's top left corner. Out: `Spot`s.
The words that PDFium reads at a line's place are compared with the line's: where they differ the
page isn't the one that the blocks tell of, and nothing is found by place.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assemble.comments.blocks import Block, SetLine
from assemble.comments.glyphs import Glyph, covered
from assemble.comments.model import Area, Mark
from assemble.comments.squeeze import folded, letters_of

STEEP = 4.0
"""How much farther a point above or below is than one beside, when what is nearest is looked for: a
note in the margin speaks of the line at its height. Our own judgement."""
CELL = 8.0
"""Points of height in which lines are looked up: less than a line's."""


class Spot(NamedTuple):
    """Letters `first` to `last` of a block's, the same twice for a point between letters.

    `how` is one of `model.Place.how`.
    """

    block: Block
    first: int
    last: int
    how: str


class _Letter(NamedTuple):
    """Where a glyph stands: its line's number on the page, and its first letter in the block."""

    line: int
    first: int
    last: int


class PageMap:
    """The lines of a page, and which glyph stands on which."""

    def __init__(self, number: int, blocks: Sequence[Block], glyphs: Sequence[Glyph]) -> None:
        self.number = number
        self.glyphs = glyphs
        self.lines: list[tuple[Block, SetLine]] = [
            (block, line) for block in blocks for line in block.lines if line.page == number
        ]
        self._on: dict[int, list[int]] = self._gathered()
        self._letters = dict(self._placed())

    def _gathered(self) -> dict[int, list[int]]:
        """The glyphs of each line, from left to right."""
        rows: dict[int, list[int]] = defaultdict(list)
        for n, (block, line) in enumerate(self.lines):
            if not block.image:
                for row in range(int(line.area.top // CELL), int(line.area.bottom // CELL) + 1):
                    rows[row].append(n)
        on: dict[int, list[int]] = defaultdict(list)
        for index, glyph in enumerate(self.glyphs):
            x, y = glyph.middle
            if not folded(glyph.text):
                continue
            for n in rows.get(int(y // CELL), ()):
                if _distance(self.lines[n][1].area, x, y) <= 1.0:
                    on[n].append(index)
                    break
        for indexes in on.values():
            indexes.sort(key=lambda index: self.glyphs[index].middle[0])
        return on

    def _placed(self) -> Iterator[tuple[int, _Letter]]:
        """The letters of the glyphs of those lines that read as the blocks say."""
        for n, indexes in self._on.items():
            block, line = self.lines[n]
            read = [folded(self.glyphs[index].text) for index in indexes]
            if "".join(read) != letters_of(line.text):
                continue
            at = block.letters.index(line.start)
            for index, letters in zip(indexes, read, strict=True):
                yield index, _Letter(n, at, at + len(letters))
                at += len(letters)

    def spot(self, mark: Mark) -> Spot | None:
        """Where a mark stands; None where its words aren't where the blocks have them."""
        if mark.anchor:
            return self.near(*mark.anchor, exact=mark.kind == "insert")
        picture = None if mark.is_quoting else self._picture(mark)
        if picture:
            return Spot(picture, 0, 0, "place")
        hit = covered(self.glyphs, mark.boxes)
        words = [index for index in hit if folded(self.glyphs[index].text)]
        if words:
            return self._most(words)
        left, top, right, bottom = mark.boxes[0]
        return self.near((left + right) / 2, (top + bottom) / 2)

    def _most(self, hit: Sequence[int]) -> Spot | None:
        """The block that most of some glyphs belong to, and which of its letters they are."""
        placed = [self._letters[index] for index in hit if index in self._letters]
        if len(placed) < 0.5 * len(hit):
            return None
        of = Counter(id(self.lines[letter.line][0]) for letter in placed)
        chosen = of.most_common(1)[0][0]
        own = [letter for letter in placed if id(self.lines[letter.line][0]) == chosen]
        first, last = min(item.first for item in own), max(item.last for item in own)
        return Spot(self.lines[own[0].line][0], first, last, "place")

    def _picture(self, mark: Mark) -> Block | None:
        """The picture of which a drawn shape covers more than half."""
        for block, line in self.lines:
            if block.image and any(
                _shared(line.area, box) > 0.5 * _size(line.area) > 0 for box in mark.boxes
            ):
                return block
        return None

    def near(self, x: float, y: float, *, exact: bool = False) -> Spot | None:
        """The line or picture nearest to a point; with `exact` the gap between two letters.

        Else the word that holds the point or comes after it.
        """
        if not self.lines:
            return None
        n = min(range(len(self.lines)), key=lambda n: self._rank(n, x, y))
        block, line = self.lines[n]
        how = "place" if _distance(line.area, x, y) <= 3.0 else "nearest"
        if block.image:
            return Spot(block, 0, 0, how)
        known = [index for index in self._on.get(n, ()) if index in self._letters]
        if not known:
            return None
        if exact:
            before = [index for index in known if self.glyphs[index].middle[0] < x]
            at = self._letters[before[-1]].last if before else self._letters[known[0]].first
        else:
            held = [index for index in known if self.glyphs[index].area.right >= x]
            at = _word_start(block, self._letters[(held or known[-1:])[0]].first)
        return Spot(block, at, at, how)

    def _rank(self, n: int, x: float, y: float) -> tuple[float, float]:
        """How far a line is; of several that hold the point the smallest comes first."""
        area = self.lines[n][1].area
        return round(_distance(area, x, y), 1), _size(area)


def _word_start(block: Block, index: int) -> int:
    """The first letter of the word that a letter belongs to."""
    starts = block.letters.starts
    if not starts:
        return 0
    offset = starts[min(index, len(starts) - 1)]
    return block.letters.index(block.text.rfind(" ", 0, offset) + 1)


def _distance(area: Area, x: float, y: float) -> float:
    """How far a point is from an area, up and down counting more; 0 inside it."""
    across = max(area.left - x, 0.0, x - area.right)
    return across + STEEP * max(area.top - y, 0.0, y - area.bottom)


def _size(area: Area) -> float:
    return (area.right - area.left) * (area.bottom - area.top)


def _shared(one: Area, other: Area) -> float:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across * down if across > 0 and down > 0 else 0.0
