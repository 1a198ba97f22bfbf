"""How columns read to a program that only sees positions.

Readers that guess the order from the page (poppler's pdftotext by default, and with it many
search indexes) take four blocks, two beside two with their tops level, for a table, and read it
row by row. Two columns with a gap at the same height are such a case; a line more or less in
the first column is enough to be read as columns again.
"""

from collections.abc import Sequence
from itertools import pairwise

from assemble.model.edition import TextItem
from assemble.page.row import Row

NEW_BLOCK = 1.5
"""Baseline distance, in em, beyond which poppler begins a new block (TextOutputDev,
maxLineSpacingDelta)."""
LEVEL = 0.5
"""Distance of tops, in em, up to which poppler takes blocks for level (maxIntraLineDelta)."""
SIZE_CHANGE = 0.05
"""Share by which the type size may change within a block (maxBlockFontSizeDelta1)."""
ASCENT = 0.95
"""Top of a line above its baseline in em, as readers take it."""


def reads_as_table(columns: Sequence[Sequence[tuple[int, Row]]], grid: float) -> bool:
    """Whether two neighbouring columns, as (grid line, row), have blocks in level rows."""
    tops = [_block_tops(rows, grid) for rows in columns]
    for left, right in pairwise(tops):
        level = [
            (i, j)
            for i, (a, size) in enumerate(left)
            for j, (b, _) in enumerate(right)
            if abs(a - b) <= LEVEL * size
        ]
        if any((i + 1, j + 1) in level for i, j in level):
            return True
    return False


def _block_tops(rows: Sequence[tuple[int, Row]], grid: float) -> list[tuple[float, float]]:
    """Top and type size of each block of lines in a column."""
    lines = sorted(
        (line * grid + item.baseline, item.line.pieces[0].size)
        for line, row in rows
        for item in row.items
        if isinstance(item, TextItem) and item.line.pieces
    )
    tops: list[tuple[float, float]] = []
    before, size = float("-inf"), 0.0
    for baseline, own in lines:
        apart = baseline - before > NEW_BLOCK * own
        if apart or abs(own - size) > SIZE_CHANGE * own:
            tops.append((baseline - ASCENT * own, own))
        before, size = baseline, own
    return tops
