"""What flows through columns: rows in chunks that stay together, and what a column holds of them.

Only numbers count while columns are filled; `set_column` gives the rows of those that are chosen.
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from assemble.page.row import Elastic, Row, height

Range = tuple[int, int]
"""Chunks from … to, the last one excluded."""


class Chunk(NamedTuple):
    """Rows that stay together; `lead` and `trail` are the white lines at its head and foot."""

    rows: tuple[Row, ...]
    height: int
    lead: int
    trail: int
    floats: bool
    header: int
    notes: int

    @property
    def space(self) -> bool:
        """Whether there is nothing but white."""
        return self.lead == self.height


def _chunk(rows: list[Row]) -> Chunk:
    lead = trail = 0
    for row in rows:
        if not row.space:
            break
        lead += row.height
    for row in reversed(rows):
        if not row.space:
            break
        trail += row.height
    header = rows[0].header
    notes = sum(height(row.notes) for row in rows)
    floats = any(row.floats for row in rows)
    tall = height(rows)
    return Chunk(tuple(rows), tall, lead, trail, floats, header.height if header else 0, notes)


def chunks_of(rows: Sequence[Row]) -> tuple[Chunk, ...]:
    """Group rows between which no column may end."""
    out: list[Chunk] = []
    run: list[Row] = []
    for n, row in enumerate(rows):
        run.append(row)
        if row.breaks or n == len(rows) - 1:
            out.append(_chunk(run))
            run = []
    return tuple(out)


class Stream:
    """Rows that fill columns, in chunks with running sums."""

    def __init__(self, chunks: Sequence[Chunk]) -> None:
        self.chunks = tuple(chunks)
        self.count = len(self.chunks)
        self.sums = [0, *accumulate(chunk.height + chunk.notes for chunk in self.chunks)]
        self.notes = [0, *accumulate(chunk.notes for chunk in self.chunks)]
        self.solid = [
            0,
            *accumulate(c.height + c.notes - min(c.height, c.lead + c.trail) for c in self.chunks),
        ]
        """Running sums without the white that vanishes at heads and feet."""
        self.floats = [n for n, chunk in enumerate(self.chunks) if chunk.floats]
        self.ranks = [max((r.rank for r in c.rows if r.items), default=0) for c in self.chunks]
        self.closed: dict[tuple[Rest, int, int], Any] = {}
        """How columns that begin level were closed: by where they go on, to where, and how many."""
        self.tallest = max((c.height for c in self.chunks if c.header), default=0)
        """Grid lines of the tallest row of a table."""
        self.plain = bool(self.chunks) and not (
            self.floats or self.notes[-1] or self.tallest or self.chunks[-1].space
        )
        """Whether there is nothing but text in it."""
        parted = (any(r.space or r.height != 1 for r in c.rows) for c in self.chunks)
        self._parted = [0, *accumulate(parted)]
        self.elastics = _elastics(self.chunks)
        self._starts = [first for first, _, _ in self.elastics]

    @property
    def white(self) -> tuple[int, int]:
        """The grid lines of white at its head and at its foot."""
        lead = trail = 0
        for chunk in self.chunks:
            lead += chunk.lead
            if not chunk.space:
                break
        for chunk in reversed(self.chunks):
            trail += chunk.trail
            if not chunk.space:
                break
        return lead, trail

    def first_height(self, rest: "Rest") -> int:
        """Grid lines of what comes first at a column's head, its repeated header included."""
        if rest.waiting:
            return self.chunks[rest.waiting[0]].height
        chunks = self.chunks[rest.at :]
        first = next((chunk for chunk in chunks if not chunk.space), chunks[0])
        return first.height + first.header

    def is_parted(self, ranges: Sequence[Range]) -> bool:
        """Whether there is anything among these chunks but lines of text without a gap."""
        return any(self._parted[end] > self._parted[start] for start, end in ranges)

    def within(self, ranges: Sequence[Range]) -> list[Elastic]:
        """What of these chunks may change in height, wholly among them."""
        out: list[Elastic] = []
        for start, end in ranges:
            for n in range(bisect_left(self._starts, start), len(self._starts)):
                first, last, elastic = self.elastics[n]
                if first >= end:
                    break
                if last < end:
                    out.append(elastic)
        return out


def _elastics(chunks: Sequence[Chunk]) -> list[tuple[int, int, Elastic]]:
    """Each with the first and the last chunk that it has rows in."""
    found: dict[int, tuple[int, int, Elastic]] = {}
    for n, chunk in enumerate(chunks):
        for row in chunk.rows:
            if row.elastic is not None:
                first = found.get(id(row.elastic), (n, n, row.elastic))[0]
                found[id(row.elastic)] = (first, n, row.elastic)
    return sorted(found.values(), key=lambda entry: entry[:2])


class Rest(NamedTuple):
    """Where a stream goes on: the next chunk, and the pictures that wait for a column's head."""

    at: int = 0
    waiting: tuple[int, ...] = ()


class Column(NamedTuple):
    """What a column holds: chunks, the grid lines they take, changes of height, and the rest."""

    ranges: tuple[Range, ...]
    height: int
    rest: Rest
    changes: tuple[tuple[Elastic, int], ...] = ()


def set_column(stream: Stream, column: Column) -> list[tuple[int, Row]]:
    """The rows of a column with the grid line, from its top, at which each stands."""
    changed = {id(elastic): elastic.change(by) for elastic, by in column.changes if by}
    out: list[tuple[int, Row]] = []
    notes: list[Row] = []
    done: set[int] = set()
    line = 0
    for start, end in column.ranges:
        for n in range(start, end):
            rows = stream.chunks[n].rows
            header = rows[0].header
            for row in (header, *rows) if header and not out else rows:
                change = changed.get(id(row.elastic)) if row.elastic else None
                if change is None:
                    line = _put(out, row, line)
                elif id(row.elastic) not in done:
                    done.add(id(row.elastic))
                    for other in change.rows:
                        line = _put(out, other, line)
                notes += row.notes
    while out and out[-1][1].space:
        out.pop()
    foot = under_rule(notes)
    line = column.height - height(foot)
    for row in foot:
        out.append((line, row))
        line += row.height
    return out


def noted(rows: Sequence[Row]) -> list[Row]:
    """The notes of rows, under the rule that parts them from the text."""
    return under_rule([note for row in rows for note in row.notes])


def under_rule(notes: Sequence[Row]) -> list[Row]:
    """Notes under the rule that parts them from the text."""
    return [*(row.header for row in notes[:1] if row.header), *notes]


def _put(out: list[tuple[int, Row]], row: Row, line: int) -> int:
    if row.space and not line:
        return line
    out.append((line, row))
    return line + row.height
