"""Which block of the old proof is which of the new one.

Blocks are first paired where they say the same: in order, then in any order, then across articles.
What is left between two such pairs is paired by likeness, one to one or, where a paragraph was
divided or two were joined, one to two. Blocks that are equal are therefore never told as edited.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from assemble.diff.values import Block
from assemble.diff.words import likeness

ALIKE = 0.5
"""Least likeness of a paragraph and what it became: half of the words are still there."""
JOINED = 0.8
"""Least likeness of one paragraph and the two it was divided into."""
ELSEWHERE = 0.75
"""Least likeness of paragraphs that are paired though they changed places or articles."""
LONG = 8
"""Words that a text has at least to be known by likeness in another place."""
TELLING = 4
"""Words that a text has at least to be known again, word for word, in another article."""
SHORT = 8
"""Words of a text that may change altogether and still be the same row, heading or caption."""
REST = 0.3
"""Least likeness of longer texts where just one is left on either side."""
SLOTS = frozenset(
    {
        "headline", "kicker", "standfirst", "byline", "section", "nameplate", "caption",
        "contents-title", "table-title", "masthead-title", "cover-note", "notice-heading",
    }
)  # fmt: skip
"""Roles that an article, section or picture has once: what stands there is paired whatever it
says."""

Key = Hashable


class Pair(NamedTuple):
    """Indices of the old and new blocks that are the same; `order` where they changed places."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    order: bool = False


def paired(old: Sequence[Block], new: Sequence[Block], key: Callable[[Block], Key]) -> list[Pair]:
    """Pair the blocks of two proofs.

    Args:
        old: the blocks of the old proof.
        new: those of the new one.
        key: what blocks have in common that are looked for among each other first: article,
            language and the like. They stand in the order of the source there.

    Returns:
        The pairs; a block in none is gone or new.
    """
    return _Pairing(old, new, key).pairs


class _Pairing:
    """The stages of pairing, over the indices of what is still free."""

    def __init__(
        self, old: Sequence[Block], new: Sequence[Block], key: Callable[[Block], Key]
    ) -> None:
        self.old, self.new = old, new
        self.pairs: list[Pair] = []
        self._free_old, self._free_new = set(range(len(old))), set(range(len(new)))
        pools = _pools(old, new, key)
        anchors = {name: self._in_order(*pool) for name, pool in pools.items()}
        for pool in pools.values():
            self._anywhere(*pool, least=0)
        self._anywhere(range(len(old)), range(len(new)), least=TELLING)
        for name, pool in pools.items():
            for gap in _gaps(*pool, anchors[name]):
                self._by_likeness(*gap)
        self._elsewhere()

    def _take(self, pair: Pair) -> None:
        self.pairs.append(pair)
        self._free_old -= set(pair.old)
        self._free_new -= set(pair.new)

    def _in_order(self, old: Sequence[int], new: Sequence[int]) -> list[tuple[int, int]]:
        """Pair equal blocks that follow each other as they did; return them by pool position."""
        matcher = SequenceMatcher(
            None, [_same(self.old[i]) for i in old], [_same(self.new[j]) for j in new], False
        )
        found = []
        for block in matcher.get_matching_blocks():
            for step in range(block.size):
                a, b = block.a + step, block.b + step
                found.append((a, b))
                self._take(Pair((old[a],), (new[b],)))
        return found

    def _anywhere(self, old: Sequence[int], new: Sequence[int], least: int) -> None:
        """Pair equal blocks of at least so many words wherever they stand."""
        places: dict[Key, list[int]] = defaultdict(list)
        for i in old:
            block = self.old[i]
            if i in self._free_old and (block.image or len(block.words) >= least):
                places[(block.language, *_same(block))].append(i)
        for j in new:
            block = self.new[j]
            found = places.get((block.language, *_same(block)))
            if found and j in self._free_new:
                self._take(Pair((found.pop(0),), (j,), order=True))

    def _by_likeness(self, old: Sequence[int], new: Sequence[int]) -> None:
        """Pair what stands between the same two pairs."""
        left = [i for i in old if i in self._free_old]
        right = [j for j in new if j in self._free_new]
        if not left or not right:
            return
        for a, b in _best([self.old[i] for i in left], [self.new[j] for j in right]):
            self._take(Pair(tuple(left[i] for i in a), tuple(right[j] for j in b)))
        left = [i for i in left if i in self._free_old]
        right = [j for j in right if j in self._free_new]
        for role in dict.fromkeys(self.old[i].role for i in left):
            ours = [i for i in left if self.old[i].role == role]
            theirs = [j for j in right if self.new[j].role == role]
            if len(ours) == len(theirs) == 1 and _replaced(self.old[ours[0]], self.new[theirs[0]]):
                self._take(Pair((ours[0],), (theirs[0],)))

    def _elsewhere(self) -> None:
        """Pair long texts that were both moved and edited, the most alike first."""
        old = [i for i in sorted(self._free_old) if len(self.old[i].words) >= LONG]
        new = [j for j in sorted(self._free_new) if len(self.new[j].words) >= LONG]
        found = []
        for i in old:
            for j in new:
                if self.old[i].language == self.new[j].language:
                    alike = likeness(self.old[i].words, self.new[j].words)
                    if alike >= ELSEWHERE:
                        found.append((-alike, i, j))
        for _, i, j in sorted(found):
            if i in self._free_old and j in self._free_new:
                self._take(Pair((i,), (j,), order=True))


def _same(block: Block) -> tuple[Key, ...]:
    """What is equal in blocks that say the same in the same role."""
    return block.role, block.words, block.image


def _pools(
    old: Sequence[Block], new: Sequence[Block], key: Callable[[Block], Key]
) -> Mapping[Key, tuple[list[int], list[int]]]:
    pools: dict[Key, tuple[list[int], list[int]]] = {}
    for side, blocks in enumerate((old, new)):
        for i, block in enumerate(blocks):
            pools.setdefault(key(block), ([], []))[side].append(i)
    for left, right in pools.values():
        left.sort(key=lambda i: _source_order(old[i], i))
        right.sort(key=lambda j: _source_order(new[j], j))
    return pools


def _source_order(block: Block, index: int) -> tuple[str, int, int, int]:
    at = block.at
    return (at.file, at.line or 0, at.column or 0, index) if at else ("", 0, 0, index)


def _gaps(
    old: Sequence[int], new: Sequence[int], anchors: Sequence[tuple[int, int]]
) -> Iterator[tuple[Sequence[int], Sequence[int]]]:
    """The stretches between pairs that stand in order."""
    a = b = 0
    for i, j in (*anchors, (len(old), len(new))):
        if i > a or j > b:
            yield old[a:i], new[b:j]
        a, b = i + 1, j + 1


Indices = tuple[int, ...]


def _best(old: Sequence[Block], new: Sequence[Block]) -> list[tuple[Indices, Indices]]:
    """The pairs in order whose likeness sums up highest (Needleman & Wunsch 1970).

    Each may be one to one, one to two, or two to one, as in aligning sentences of translations
    (Gale & Church 1993).
    """
    rows, columns = len(old), len(new)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    step: list[list[tuple[int, int]]] = [[(0, 0)] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows + 1):
        for j in range(columns + 1):
            for di, dj in ((1, 0), (0, 1), (1, 1), (1, 2), (2, 1)):
                if di <= i and dj <= j:
                    gain = _gain(old[i - di : i], new[j - dj : j]) if di and dj else 0.0
                    value = best[i - di][j - dj] + gain
                    if value > best[i][j] or step[i][j] == (0, 0):
                        best[i][j], step[i][j] = value, (di, dj)
    found = []
    i, j = rows, columns
    while i or j:
        di, dj = step[i][j]
        if di and dj and _gain(old[i - di : i], new[j - dj : j]) > 0:
            found.append((tuple(range(i - di, i)), tuple(range(j - dj, j))))
        i, j = i - di, j - dj
    return found[::-1]


def _gain(old: Sequence[Block], new: Sequence[Block]) -> float:
    """What it is worth to pair these; 0 where they are not alike enough."""
    both = (*old, *new)
    if len({(block.role, block.language) for block in both}) > 1:
        # A paragraph that became a subhead says what it said.
        same = len(both) == 2 and both[0].words == both[1].words and bool(both[0].words)
        return 1.0 if same else 0.0
    if both[0].image:
        return 0.6
    if len(both) > 2:
        return _gain_of_parts(old, new)
    alike = likeness(old[0].words, new[0].words)
    if both[0].role in SLOTS:
        return max(alike, REST)
    return alike if alike >= ALIKE else 0.0


def _gain_of_parts(old: Sequence[Block], new: Sequence[Block]) -> float:
    """What it is worth to pair one block with two; a short neighbour that is new is no part."""
    if old[0].role in (SLOTS | {"table"}):
        return 0.0
    left = [word for block in old for word in block.words]
    right = [word for block in new for word in block.words]
    if left == right:
        return 1.1
    alike = likeness(left, right)
    alone = max(likeness(a.words, b.words) for a in old for b in new)
    return alike + 0.1 if alike >= JOINED and alike > alone + 0.1 else 0.0


def _replaced(old: Block, new: Block) -> bool:
    """Whether the only text left on one side became the only one left on the other."""
    if max(len(old.words), len(new.words)) <= SHORT:
        return True
    return likeness(old.words, new.words) >= REST
