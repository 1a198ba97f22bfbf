"""The columns of a table: which of them hold numbers, and how wide each stands.

In: a table and the page's means. Out: widths in points. Every cell is measured once; what is tried
after that is tried on some of the rows, so that a table takes time in proportion to its rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from assemble.model.text import Inline, Table, plain
from assemble.page.context import Context
from assemble.text.numbers import decimal_mark, is_void
from assemble.text.setting import Runs

PADDING = 4.0
"""Points between a cell's edge and its text."""
EASE = 0.25
"""Points by which a column is wider than its widest line, so that no rounding breaks it."""
UNBROKEN = 1e6
"""A measure in points at which no line of a cell is broken."""
NARROWEST = 4.0
"""Em that a column of text keeps where the table is too narrow for its longest words."""
MANY = 4
"""Columns from which on a table may be too crowded for a column of text."""
CROWDED = 1.5
"""Times the column's width that such a table's cells take on one line each."""
SAMPLE = 100
"""Rows on which widths are tried; more of them, evenly chosen, would hardly tell anything else."""
STEPS = (96.0, 48.0, 24.0, 12.0, 6.0, 3.0)
"""Points that are moved from column to column to save lines, widely first."""
MOVES = 4
"""Most moves of a step's size."""


class Block(NamedTuple):
    """The numbers of a column, all with their decimal mark at one place: points on either side."""

    before: float
    after: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumn:
    """A column as measured.

    `cells` are what stands in it, the header first. `marks` tells for each cell how far its
    decimal mark is from its start in points, None for what is no number; `block` is None in a
    column of text; `left` is the white in points before its text. `levels` are widths in points,
    padding included, each at least as large as the one before: one in which words may be cut but
    numbers are whole, one in which no word is cut, one in which only the header is wrapped, and
    one in which everything stands on one line.
    """

    cells: tuple[Runs, ...]
    marks: tuple[float | None, ...]
    block: Block | None
    left: float
    levels: tuple[float, ...]


def measured(context: Context, table: Table, language: str) -> tuple[TableColumn, ...]:
    """Measure the cells of a table.

    Args:
        context: the means.
        table: the table; every row has as many cells as its header.
        language: its language, which says how its numbers are written.
    """
    columns: list[TableColumn] = []
    for n, header in enumerate(table.header.cells):
        body = [row.cells[n] for row in table.rows]
        after_numbers = bool(columns) and columns[-1].block is not None
        columns.append(_column(context, header, body, language, after_numbers=after_numbers))
    return tuple(columns)


def is_wide(context: Context, columns: Sequence[TableColumn]) -> bool:
    """Whether a table needs the page.

    It does where its longest words don't stand side by side in a column, or where many of its
    columns would wrap nearly every cell.
    """
    width = context.page.column
    _, least, lean, _ = (sum(level) for level in zip(*(c.levels for c in columns), strict=True))
    return least > width or (len(columns) >= MANY and lean > CROWDED * width)


def column_widths(columns: Sequence[TableColumn], width: float) -> tuple[float, ...]:
    """Widths in points that fill `width`, padding included.

    Between two levels each column gets the share of what it lacks (as in the automatic table
    layout of CSS 2.1, 17.5.2.2); then width goes to where it saves most lines. What is left over
    is spread in proportion, but not to a column of numbers at the very left, which counts rows.
    """
    levels = [list(level) for level in zip(*(c.levels for c in columns), strict=True)]
    least, most = levels[1], levels[-1]
    spare = width - sum(most)
    if spare >= 0:
        first = 1 if columns[0].block and len(columns) > 1 else 0
        total = sum(most[first:])
        return (*most[:first], *(own + spare * own / total for own in most[first:]))
    for low, high in pairwise(levels):
        if sum(low) <= width < sum(high):
            share = (width - sum(low)) / (sum(high) - sum(low))
            widths = [a + share * (b - a) for a, b in zip(low, high, strict=True)]
            return _refined(columns, widths, least) if low is not levels[0] else tuple(widths)
    return tuple(width * own / sum(levels[0]) for own in levels[0])


def _column(
    context: Context,
    header: Inline,
    body: Sequence[Inline],
    language: str,
    *,
    after_numbers: bool,
) -> TableColumn:
    style = context.style("table", language)
    head = context.setter.runs(header, context.style("table_header", language), language)
    cells = [context.setter.runs(cell, style, language) for cell in body]
    words = [max((run[0] for line in cell for run in line), default=0.0) for cell in cells]
    lines = [max(map(_length, cell), default=0.0) for cell in cells]
    head_word = max((run[0] for line in head for run in line), default=0.0)
    head_line = max(map(_length, head), default=0.0)
    marks, block = _numbers(context, body, cells, lines, language)
    word, line = max(words, default=0.0), max(lines, default=0.0)
    hard = min(max(word, head_word), NARROWEST * style.size)
    if block:
        hard = sum(block)
        line = max(line, hard)
    least = max(word, head_word, hard)
    lean = max(line, least, head_line / 2)
    # What is set to the right and what is set to the left would stand too near to each other.
    left = 2 * PADDING if after_numbers and not block else PADDING
    levels = (hard, least, lean, max(lean, head_line))
    return TableColumn(
        cells=(head, *cells),
        marks=(None, *marks),
        block=block,
        left=left,
        levels=tuple(own + left + PADDING + EASE for own in levels),
    )


def _numbers(
    context: Context,
    body: Sequence[Inline],
    cells: Sequence[Runs],
    lines: Sequence[float],
    language: str,
) -> tuple[tuple[float | None, ...], Block | None]:
    """Where the marks of a column are, if more than half of what it holds are numbers."""
    texts = [plain(cell) if len(runs) == 1 else "\n" * len(runs) for cell, runs in
             zip(body, cells, strict=True)]  # fmt: skip
    places = [decimal_mark(text, language) for text in texts]
    found = sum(place is not None for place in places)
    void = [place is None and is_void(text) for place, text in zip(places, texts, strict=True)]
    if not found or 2 * found <= len(texts) - sum(void):
        return (None,) * len(texts), None
    style = replace(context.style("table", language), align="left")
    marks: list[float | None] = []
    after = 0.0
    for cell, place, width, is_gap in zip(body, places, lines, void, strict=True):
        if place is None:
            marks.append(width if is_gap else None)
            continue
        (line,) = context.setter.paragraph(cell, style, language, UNBROKEN)
        mark = context.setter.position(line, place)
        marks.append(mark)
        after = max(after, line.width - mark)
    before = max(mark for mark in marks if mark is not None)
    return tuple(marks), Block(before, after)


def _length(line: tuple[tuple[float, float], ...]) -> float:
    """Natural width in points of a forced line."""
    return sum(width + space for width, space in line) - line[-1][1]


def line_count(cell: Runs, measure: float) -> int:
    """How many lines a cell takes at a measure in points."""
    count = 0
    for line in cell:
        count += 1
        x = 0.0
        for width, space in line:
            if x and x + width > measure:
                count += 1
                x = 0.0
            x += width + space
    return count


def _refined(
    columns: Sequence[TableColumn], widths: list[float], least: Sequence[float]
) -> tuple[float, ...]:
    """The widths after some moves from column to column, each the one that saves most lines."""
    trial = _Trial(columns, widths)
    for step in STEPS:
        for _ in range(MOVES):
            before = trial.cost()
            moves = [
                (trial.cost_of(giver, taker, step), giver, taker)
                for giver, width in enumerate(trial.widths)
                if width - step >= least[giver]
                for taker in range(len(columns))
                if taker != giver and trial.gains(taker, step)
            ]
            if not moves or min(moves)[0] >= before:
                break
            trial.move(*min(moves)[1:], step)
    return tuple(trial.widths)


class _Trial:
    """Widths of columns, and the lines that some of the cells take in them."""

    def __init__(self, columns: Sequence[TableColumn], widths: list[float]) -> None:
        picks = range(0, len(columns[0].cells), -(-len(columns[0].cells) // SAMPLE))
        self.widths = widths
        self._cells = [[column.cells[n] for n in picks] for column in columns]
        self._paddings = [column.left + PADDING for column in columns]
        self._known: dict[tuple[int, float], tuple[list[int], int]] = {}
        self._lines = [self._counted(n, width) for n, width in enumerate(widths)]

    def gains(self, n: int, step: float) -> bool:
        """Whether a column saves lines if it gets some points."""
        return self._counted(n, self.widths[n] + step)[1] < self._lines[n][1]

    def cost(self) -> tuple[int, int]:
        """Lines of the rows; and of the cells, squared: four lines are worse than twice two."""
        return (
            sum(map(max, zip(*(lines for lines, _ in self._lines), strict=True))),
            sum(squares for _, squares in self._lines),
        )

    def cost_of(self, giver: int, taker: int, step: float) -> tuple[int, int]:
        """The cost if some points went from one column to another."""
        now = list(self._lines)
        self._lines[giver] = self._counted(giver, self.widths[giver] - step)
        self._lines[taker] = self._counted(taker, self.widths[taker] + step)
        cost = self.cost()
        self._lines = now
        return cost

    def move(self, giver: int, taker: int, step: float) -> None:
        """Move points from one column to another."""
        self.widths[giver] -= step
        self.widths[taker] += step
        for n in (giver, taker):
            self._lines[n] = self._counted(n, self.widths[n])

    def _counted(self, n: int, width: float) -> tuple[list[int], int]:
        made = self._known.get((n, width))
        if made is None:
            lines = [line_count(cell, width - self._paddings[n]) for cell in self._cells[n]]
            made = self._known[n, width] = (lines, sum(count * count for count in lines))
        return made
