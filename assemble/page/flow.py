"""Rows onto pages: counting grid lines only, so that many trials cost little.

In: the parts of an article and the grid line it starts at. Out: which row stands on which page,
grid line and column. That something does not fit is a value here, never an exception.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from assemble.model.layout import PageGeometry
from assemble.page.reading import reads_in_order
from assemble.page.row import Row, height

FIRST_LINES = 4
"""Grid lines that the columns of a text must get on the page where it begins."""
WHOLE_PAIR = 10
"""Most grid lines left white at a page's foot to keep a pair of paragraphs whole: two texts that
stand level are read across, and a reader who turns in mid-paragraph turns for both."""
SPLIT_PAIR = 250.0
"""Cost of a pair of paragraphs that a page's end parts: about that of sixteen white lines."""
UNEVEN = 3
"""Most grid lines by which columns may end apart so that they are read in their order."""
UNLEVEL = 6.0
"""Cost of columns that end more than a grid line apart, squared with the lines beyond one."""
HOLE = 1.0
"""Cost of a grid line left white inside an article, squared with the number of lines."""


class Chunk(NamedTuple):
    """Rows that stay together."""

    rows: tuple[Row, ...]
    height: int
    space: bool
    floats: bool


def chunks_of(rows: Sequence[Row]) -> list[Chunk]:
    """Group rows between which no column may end."""
    out: list[Chunk] = []
    run: list[Row] = []
    for n, row in enumerate(rows):
        run.append(row)
        if row.breaks or n == len(rows) - 1:
            empty = all(each.space for each in run)
            out.append(Chunk(tuple(run), height(run), empty, any(r.floats for r in run)))
            run = []
    return out


@dataclass(frozen=True, slots=True)
class Across:
    """Rows across all columns, one under another; `chunks` are made of them once."""

    rows: tuple[Row, ...]
    chunks: tuple[Chunk, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "chunks", tuple(chunks_of(self.rows)))


@dataclass(frozen=True, slots=True)
class Columns:
    """Rows that fill the columns in turn, to the same height."""

    rows: tuple[Row, ...]
    chunks: tuple[Chunk, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "chunks", tuple(chunks_of(self.rows)))


@dataclass(frozen=True, slots=True)
class Pairs:
    """Rows of several texts side by side, a column each, level at every group."""

    groups: tuple[tuple[tuple[Row, ...], ...], ...]
    chunks: tuple[tuple[tuple[Chunk, ...], ...], ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        made = tuple(tuple(tuple(chunks_of(rows)) for rows in group) for group in self.groups)
        object.__setattr__(self, "chunks", made)


Part = Across | Columns | Pairs


class Placed(NamedTuple):
    """A row on a page: page counted from the start of the flow, grid line, column."""

    page: int
    line: int
    column: int
    row: Row


class Extent(NamedTuple):
    """The grid lines and columns that pairs take on a page, for the hairlines between them."""

    page: int
    first: int
    last: int
    columns: int


class Flow(NamedTuple):
    """The outcome: placed rows, where the next article may go on, and what it costs."""

    placed: tuple[Placed, ...]
    extents: tuple[Extent, ...]
    page: int
    line: int
    cost: float


class _Filled(NamedTuple):
    columns: tuple[tuple[tuple[int, Row], ...], ...]
    bottoms: tuple[int, ...]
    rest: list[Chunk]


def _fill(chunks: list[Chunk], capacities: Sequence[int], *, heads: bool = False) -> _Filled:
    """Fill columns of given heights in turn; a picture that doesn't fit heads the next one.

    With `heads` every picture that isn't at a column's head already waits for the next head.
    """
    columns: list[tuple[tuple[int, Row], ...]] = []
    bottoms: list[int] = []
    waiting: list[Chunk] = []
    at = 0
    for capacity in capacities:
        placed: list[tuple[int, Row]] = []
        line = 0
        held: list[Chunk] = []
        for chunk in waiting:
            if line + chunk.height <= capacity:
                line = _put(placed, chunk, line)
            else:
                held.append(chunk)
        waiting = held
        while at < len(chunks):
            chunk = chunks[at]
            if chunk.space and not line:
                at += 1
                continue
            extra = _header_height(chunk, placed)
            if heads and chunk.floats and line:
                waiting.append(chunk)
                at += 1
                continue
            if line + chunk.height + extra > capacity:
                if chunk.floats and line:
                    waiting.append(chunk)
                    at += 1
                    continue
                break
            line = _put(placed, chunk, line)
            at += 1
        while placed and placed[-1][1].space:
            placed.pop()
        bottom = max((start + row.height for start, row in placed), default=0)
        columns.append(tuple(placed))
        bottoms.append(bottom)
    return _Filled(tuple(columns), tuple(bottoms), waiting + chunks[at:])


def _header_height(chunk: Chunk, placed: list[tuple[int, Row]]) -> int:
    header = chunk.rows[0].header
    return header.height if header and not placed else 0


def _first_height(chunks: list[Chunk]) -> int:
    """Grid lines of what comes first at a column's head, its repeated header included."""
    first = next((chunk for chunk in chunks if not chunk.space), chunks[0])
    return first.height + _header_height(first, [])


def _put(placed: list[tuple[int, Row]], chunk: Chunk, line: int) -> int:
    header = chunk.rows[0].header
    rows = (header, *chunk.rows) if header and not placed else chunk.rows
    for row in rows:
        if row.space and not line:
            continue
        placed.append((line, row))
        line += row.height
    return line


def _balanced(chunks: list[Chunk], count: int, capacity: int) -> _Filled | None:
    """Columns of the least height that hold everything, or None where the capacity doesn't."""
    total = sum(chunk.height for chunk in chunks)
    for trial in range(max(1, -(-total // count) - 3), capacity + 1):
        filled = _fill(chunks, [trial] * count)
        if not filled.rest and max(filled.bottoms) <= trial:
            return filled
    return None


class Flower:
    """Places parts one after another; a new one for every trial."""

    def __init__(self, page: PageGeometry, line: int = 0, *, columns: int | None = None) -> None:
        self._count = columns or page.columns
        self._capacity = page.lines
        self._grid = page.grid
        self._page = 0
        self._line = line
        self._placed: list[Placed] = []
        self._extents: list[Extent] = []
        self._cost = 0.0

    def place(self, parts: Sequence[Part]) -> Flow:
        """Place all parts and say where the next article may begin."""
        for n, part in enumerate(parts):
            if isinstance(part, Across):
                need = _need(parts[n + 1], self._count) if n + 1 < len(parts) else 0
                self._across(part, need)
            elif isinstance(part, Columns):
                self._columns(part)
            else:
                self._pairs(part)
        return Flow(tuple(self._placed), tuple(self._extents), self._page, self._line, self._cost)

    def _turn(self) -> None:
        """Begin a new page; what is left of this one is a hole."""
        hole = self._capacity - self._line
        self._cost += HOLE * hole * hole
        self._page += 1
        self._line = 0

    def _across(self, part: Across, need: int) -> None:
        """Place rows across the page; the last of them together with `need` lines after it."""
        chunks = part.chunks
        last = max((n for n, chunk in enumerate(chunks) if not chunk.space), default=0)
        tail = sum(chunk.height for chunk in chunks[last + 1 :])
        for n, chunk in enumerate(chunks):
            if chunk.space:
                if self._line and self._line + chunk.height < self._capacity:
                    self._line += chunk.height
                continue
            after = tail + need if n == last else 0
            if self._line + chunk.height + after > self._capacity and self._line:
                self._turn()
            header = chunk.rows[0].header
            for row in (header, *chunk.rows) if header and not self._line else chunk.rows:
                if row.space and not self._line:
                    continue
                self._placed.append(Placed(self._page, self._line, 0, row))
                self._line += row.height

    def _columns(self, part: Columns) -> None:
        chunks = list(part.chunks)
        while chunks:
            room = self._capacity - self._line
            if room < min(FIRST_LINES, _total(chunks, self._count)) and self._line:
                self._turn()
                continue
            filled = self._filled(chunks, room)
            if not any(filled.columns):
                if self._line:
                    self._turn()
                    continue
                # Taller than a page: set it all the same, for the checks to see.
                filled = _fill(chunks, [_first_height(chunks)] * self._count)
            for column, rows in enumerate(filled.columns):
                for line, row in rows:
                    self._placed.append(Placed(self._page, self._line + line, column, row))
            self._line += max(filled.bottoms)
            self._cost += UNLEVEL * max(0, _unevenness(filled) - 1) ** 2
            chunks = filled.rest
            if chunks:
                self._turn()

    def _filled(self, chunks: list[Chunk], room: int) -> _Filled:
        """The columns level if all of it fits, else full; so that they are read in order."""
        count = self._count
        level = _balanced(chunks, count, room)
        if level:
            tall = max(level.bottoms)
            trials = [[tall + n] * count for n in range(3) if tall + n <= room]
        else:
            trials = [[room - n, *[room] * (count - 1)] for n in range(3)]
            trials.append([*[room] * (count - 1), room - 1])
        best = level
        for heads in (False, True):
            for capacities in trials:
                filled = _fill(chunks, capacities, heads=heads)
                if level and (filled.rest or _unevenness(filled) > UNEVEN or _is_lone(filled)):
                    continue
                best = best or filled
                if reads_in_order(filled.columns, self._grid):
                    return filled
        return best or _fill(chunks, [room] * count)

    def _pairs(self, part: Pairs) -> None:
        first = self._line
        count = max((len(group) for group in part.chunks), default=0)
        for group in part.chunks:
            sides = [list(chunks) for chunks in group]
            tallest = max(sum(chunk.height for chunk in side) for side in sides)
            room = self._capacity - self._line
            if room < tallest <= self._capacity and room <= WHOLE_PAIR and self._line:
                first = self._turn_pairs(first, count)
            while any(sides):
                fitted = self._fit_sides(sides)
                if fitted is None:
                    first = self._turn_pairs(first, count)
                    continue
                for column, fit in enumerate(fitted):
                    for line, row in fit.columns[0]:
                        self._placed.append(Placed(self._page, self._line + line, column, row))
                self._line += max(fit.bottoms[0] for fit in fitted)
                sides = [fit.rest for fit in fitted]
                if any(sides):
                    self._cost += SPLIT_PAIR
                    first = self._turn_pairs(first, count)
        self._close(first, count)

    def _fit_sides(self, sides: list[list[Chunk]]) -> list[_Filled] | None:
        """What of each side goes on this page; None where a side can't even begin."""
        room = self._capacity - self._line
        fitted = [_fill(side, [room]) for side in sides]
        stuck = [bool(side) and not fit.columns[0] for side, fit in zip(sides, fitted, strict=True)]
        if not any(stuck):
            return fitted
        if self._line:
            return None
        # Taller than a page: set it all the same, for the checks to see.
        return [_fill(side, [max(room, _first_height(side))]) if side else fit
                for side, fit in zip(sides, fitted, strict=True)]  # fmt: skip

    def _turn_pairs(self, first: int, sides: int) -> int:
        self._close(first, sides)
        self._turn()
        return 0

    def _close(self, first: int, sides: int) -> None:
        if self._line > first:
            self._extents.append(Extent(self._page, first, self._line, sides))


def _is_lone(filled: _Filled) -> bool:
    """Whether a column holds one line alone while another holds more."""
    return min(filled.bottoms) == 1 < max(filled.bottoms)


def _unevenness(filled: _Filled) -> int:
    return max(filled.bottoms) - min(filled.bottoms)


def _total(chunks: Sequence[Chunk], count: int) -> int:
    return -(-sum(chunk.height for chunk in chunks) // count)


def _need(part: Part, count: int) -> int:
    """Grid lines that must be free for a part to begin."""
    if isinstance(part, Across):
        return part.chunks[0].height if part.chunks else 0
    if isinstance(part, Columns):
        chunks = part.chunks
        first = next((c for c in chunks if not c.space), None)
        return max(first.height if first else 0, min(FIRST_LINES, _total(chunks, count)))
    if not part.groups:
        return 0
    return min(max(height(rows) for rows in part.groups[0]), WHOLE_PAIR + 1)
