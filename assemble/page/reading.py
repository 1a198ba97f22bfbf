"""How columns read to a program that only sees positions.

Readers that guess the order from the page (poppler's pdftotext by default, and with it many
search indexes) are misled by two arrangements. Four blocks, two beside two with their tops
level, are taken for a table and read row by row. And a block that has no text beside it, because
a picture stands there, is taken for one across the page, so that what stands above it in the
other column is read first. A line more or less in a column, or the picture at a column's head,
is enough to be read as columns again.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from assemble.model.edition import TextItem
from assemble.page.row import Row

NEW_BLOCK = 1.5
"""Baseline distance, in em, beyond which poppler begins a new block (TextOutputDev,
maxLineSpacingDelta)."""
LEVEL = 0.5
"""Distance of tops, in em, up to which poppler takes blocks for level (maxIntraLineDelta)."""
SIZE_CHANGE = 0.05
"""Share by which the type size may change within a block (maxBlockFontSizeDelta1)."""
ASCENT, DESCENT = 0.95, 0.35
"""Top and bottom of a line from its baseline in em, as readers take them."""


class Block(NamedTuple):
    """Lines without a gap: top and bottom in points, type size."""

    top: float
    bottom: float
    size: float


def reads_in_order(columns: Sequence[Sequence[tuple[int, Row]]], grid: float) -> bool:
    """Whether columns, as (grid line, row), are read one after the other."""
    blocks = [_blocks(rows, grid) for rows in columns]
    return not any(
        _is_table(left, right) or _has_breadth(left, right) for left, right in pairwise(blocks)
    )


def _is_table(left: list[Block], right: list[Block]) -> bool:
    """Whether two blocks one under another are level with two in the next column."""
    level = [
        (i, j)
        for i, a in enumerate(left)
        for j, b in enumerate(right)
        if abs(a.top - b.top) <= LEVEL * a.size
    ]
    return any((i + 1, j + 1) in level for i, j in level)


def _has_breadth(left: list[Block], right: list[Block]) -> bool:
    """Whether a block is taken for one across both columns, and stands between others."""
    for block in left:
        if not any(_beside(block, other) for other in right):
            below = any(other.top > block.bottom for other in right)
            above = any(other.bottom < block.top for other in right)
            if below and above:
                return True
    for block in right:
        if not any(_beside(block, other) for other in left) and any(
            other.top > block.bottom for other in left
        ):
            return True
    return False


def _beside(a: Block, b: Block) -> bool:
    return a.top <= b.bottom and b.top <= a.bottom


def _blocks(rows: Sequence[tuple[int, Row]], grid: float) -> list[Block]:
    """The blocks of lines in a column."""
    lines = sorted(
        (line * grid + item.baseline, item.line.pieces[0].size)
        for line, row in rows
        for item in row.items
        if isinstance(item, TextItem) and item.line.pieces
    )
    blocks: list[Block] = []
    before, size = float("-inf"), 0.0
    for baseline, own in lines:
        apart = baseline - before > NEW_BLOCK * own
        if apart or abs(own - size) > SIZE_CHANGE * own:
            blocks.append(Block(baseline - ASCENT * own, baseline, own))
        bottom = baseline + DESCENT * own
        blocks[-1] = blocks[-1]._replace(bottom=bottom)
        before, size = baseline, own
    return blocks
