"""What an article is made of before it is placed: parts, and the sheet that they go on.

A `Sheet` is what is filled at once: a page, or a spread where the languages face each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from assemble.model.layout import PageGeometry
from assemble.page.row import Row, height
from assemble.page.stream import Chunk, Stream, chunks_of, noted


class Sheet(NamedTuple):
    """What is filled at once: columns in all, pages side by side, grid lines, their leading."""

    columns: int
    pages: int
    lines: int
    grid: float

    @property
    def each(self) -> int:
        """Columns of one page."""
        return self.columns // self.pages


def page_sheet(page: PageGeometry, columns: int | None = None) -> Sheet:
    """A page by itself, in its own number of columns or another."""
    return Sheet(columns or page.columns, 1, page.lines, page.grid)


def spread_sheet(page: PageGeometry) -> Sheet:
    """Two facing pages."""
    return Sheet(2 * page.columns, 2, page.lines, page.grid)


class Run(NamedTuple):
    """Rows across a page that stay together; `space` where they are nothing but white."""

    rows: tuple[Row, ...]
    height: int
    space: bool


@dataclass(frozen=True, slots=True, eq=False)
class Across:
    """Rows across all columns of a page, one under another.

    `facing` are rows across the facing page at the same height; where `level`, what follows
    begins under the taller of the two.
    """

    rows: tuple[Row, ...]
    facing: tuple[Row, ...] = ()
    level: bool = True
    runs: tuple[Run, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        runs: list[Run] = []
        run: list[Row] = []
        for n, row in enumerate(self.rows):
            run += [row, *noted([row])]
            if row.breaks or n == len(self.rows) - 1:
                runs.append(Run(tuple(run), height(run), all(each.space for each in run)))
                run = []
        object.__setattr__(self, "runs", tuple(runs))


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Rows that fill the columns in turn, to the same height."""

    rows: tuple[Row, ...]
    stream: Stream = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "stream", Stream(chunks_of(self.rows)))


class Band(NamedTuple):
    """Several texts side by side that begin level; `ends` are the chunks at which pairs end."""

    streams: tuple[Stream, ...]
    ends: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Rows of several texts side by side, a column each, or with `facing` a page each.

    `groups` are pairs of paragraphs, `bands` how many of them each band holds; every band begins
    level. A page ends between pairs where it can.
    """

    groups: tuple[tuple[tuple[Row, ...], ...], ...]
    bands: tuple[int, ...] = ()
    facing: bool = False
    made: tuple[Band, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        made: list[Band] = []
        start = 0
        for count in self.bands or (1,) * len(self.groups):
            made.append(_band(self.groups[start : start + count]))
            start += count
        object.__setattr__(self, "made", tuple(made))


def _band(groups: Sequence[tuple[tuple[Row, ...], ...]]) -> Band:
    streams, ends = [], []
    for side in range(len(groups[0])):
        chunks: list[Chunk] = []
        own: list[int] = []
        for group in groups:
            chunks += chunks_of(group[side])
            own.append(len(chunks))
        streams.append(Stream(chunks))
        ends.append(own)
    return Band(tuple(streams), tuple(zip(*ends, strict=True)))


Part = Across | Columns | Pairs
