"""Parts of an article onto pages: counting grid lines only, so that many trials cost little.

In: parts, and the grid line they start at. Out: which row stands on which page, grid line and
column, and what that costs. That something does not fit is a value here, never an exception.
"""

from collections.abc import Sequence
from typing import NamedTuple

from assemble.model.layout import Planning
from assemble.page.bands import WHOLE_PAIR, BandPlacer
from assemble.page.context import Context
from assemble.page.fill import Filled, Filler, Terms
from assemble.page.parts import Across, Band, Columns, Pairs, Part, Run, Sheet, page_sheet
from assemble.page.placed import Extent, Flow, Laid, Put
from assemble.page.row import Row, height
from assemble.page.stream import Rest, Stream

FIRST_LINES = 4
"""Grid lines that the columns of a text must get on the page where it begins."""
SHORT_TAIL = 4
"""Grid lines that a text should at least go on for on a page that it turns to."""


_Tops = tuple[int, ...]


class _Step(NamedTuple):
    """A part placed: sheets turned, where its columns end, what stands where."""

    turns: int
    tops: _Tops
    puts: tuple[Put, ...]
    extents: tuple[Extent, ...]
    terms: Terms


class Flower:
    """Places parts one after another; remembers how each went from which line."""

    def __init__(self, sheet: Sheet, planning: Planning) -> None:
        self._sheet = sheet
        self._planning = planning
        self._known: dict[tuple[Part, ...], dict[_Tops, _Step]] = {}
        self._needs: dict[tuple[Part, ...], int] = {}

    def place(self, parts: Sequence[Part], line: int = 0) -> Flow:
        """Place all parts from a grid line on, and say where the next article may begin."""
        step = self._from(tuple(parts), (line,) * self._sheet.columns)
        each, tops = self._sheet.each, step.tops
        lines = tuple(max(tops[n : n + each]) for n in range(0, len(tops), each))
        return Flow(self._sheet, step.puts, step.extents, step.turns, lines, step.terms)

    def _from(self, parts: tuple[Part, ...], tops: _Tops) -> _Step:
        """All parts placed; how those at the end went is shared by what begins differently."""
        if not parts:
            return _Step(0, tops, (), (), ())
        known = self._known.setdefault(parts, {})
        if tops not in known:
            placer = Placer(self._sheet, self._planning, tops)
            first = placer.place(parts[0], self._need(parts[1:]))
            rest = self._from(parts[1:], first.tops)
            known[tops] = _joined(first, rest, self._sheet.pages)
        return known[tops]

    def _need(self, parts: tuple[Part, ...]) -> int:
        if parts not in self._needs:
            self._needs[parts] = _need(parts, self._sheet)
        return self._needs[parts]


def _joined(first: _Step, rest: _Step, pages: int) -> _Step:
    by = first.turns
    puts, extents = rest.puts, rest.extents
    if by:
        puts = tuple(put._replace(sheet=put.sheet + by) for put in puts)
        extents = tuple(e._replace(page=e.page + by * pages) for e in extents)
    return _Step(
        by + rest.turns,
        rest.tops,
        first.puts + puts,
        first.extents + extents,
        first.terms + rest.terms,
    )


class Placer:
    """Places one part."""

    def __init__(self, sheet: Sheet, planning: Planning, tops: _Tops) -> None:
        self.sheet = sheet
        self.costs = planning.costs
        self._least = planning.least_fill * sheet.lines
        self.tops = list(tops)
        self._turns = 0
        self._puts: list[Put] = []
        self._extents: list[Extent] = []
        self.terms: list[tuple[str, float]] = []

    def place(self, part: Part, need: int) -> _Step:
        """Place the part, a head with `need` grid lines of what follows under it."""
        if isinstance(part, Across):
            self._across(part, need)
        elif isinstance(part, Columns):
            self._columns(part)
            self._tail()
        else:
            self._pairs(part)
            self._tail()
        return _Step(
            self._turns,
            tuple(self.tops),
            tuple(self._puts),
            tuple(self._extents),
            tuple(self.terms),
        )

    @property
    def line(self) -> int:
        """The grid line under everything that is placed on this sheet."""
        return max(self.tops)

    def _level(self) -> None:
        self.tops = [self.line] * len(self.tops)

    def turn(self) -> None:
        """Begin a new page; what is left of this one is a hole."""
        holes = [max(0, self.sheet.lines - top) ** 2 for top in self.tops]
        if any(holes):
            mean = sum(holes) / len(holes)
            self.terms.append(("white_in_article", self.costs.white_in_article * mean))
        each = self.sheet.each
        pages = range(0, len(self.tops), each)
        short = sum(max(self.tops[n : n + each]) < self._least for n in pages)
        if short:
            self.terms.append(("short_page", self.costs.short_page * short))
        self._turns += 1
        self.tops = [0] * len(self.tops)

    def _across(self, part: Across, need: int) -> None:
        """Place rows across the page; the last of them together with `need` lines after it."""
        if self.sheet.pages > 1 and (part.facing or not part.level):
            self._heads(part, need)
            return
        last = max((n for n, run in enumerate(part.runs) if not run.space), default=0)
        tail = sum(run.height for run in part.runs[last + 1 :])
        for n, run in enumerate(part.runs):
            self._run(run, tail + need if n >= last else 0)

    def _run(self, run: Run, after: int) -> None:
        """Rows that stay together."""
        line, lines = self.line, self.sheet.lines
        if run.space:
            if line and line + run.height < lines:
                self._set_across(run.rows, run.height)
            return
        if line + run.height + after > lines and line:
            self.turn()
            line = 0
        rows, tall = run.rows, run.height
        header = rows[0].header
        if header and not line:
            rows, tall = (header, *rows), tall + header.height
        if not line:
            while rows[0].space:
                tall -= rows[0].height
                rows = rows[1:]
        self._set_across(rows, tall)

    def _set_across(self, rows: tuple[Row, ...], tall: int) -> None:
        line = self.line
        self._puts.append(Put(self._turns, 0, line, rows))
        self.tops = [line + tall] * len(self.tops)

    def _heads(self, part: Across, need: int) -> None:
        """Rows on both pages of a spread, from the same line."""
        tall = max(height(part.rows), height(part.facing))
        if self.line + tall + need > self.sheet.lines and self.line:
            self.turn()
        start, each = self.line, self.sheet.each
        bottoms = []
        for side, rows in enumerate((part.rows, part.facing)):
            line = start
            for row in rows:
                if row.space and not line:
                    continue
                self._puts.append(Put(self._turns, side * each, line, (row,)))
                line += row.height
            bottoms.append(line)
        if part.level:
            bottoms = [max(bottoms)] * 2
        self.tops = [bottoms[n // each] for n in range(self.sheet.columns)]

    def _tail(self) -> None:
        """Charge a text that ends with hardly a line on a page that it turned to."""
        if self._turns and self.line < SHORT_TAIL:
            cost = self.costs.short_tail * (SHORT_TAIL - self.line)
            self.terms.append(("short_tail", cost))

    def _columns(self, part: Columns) -> None:
        stream, rest, lines = part.stream, Rest(), self.sheet.lines
        count = self.sheet.columns
        while rest.at < stream.count or rest.waiting:
            total = stream.sums[-1] - stream.sums[rest.at]
            if self.line and lines - min(self.tops) < min(FIRST_LINES, -(-total // count)):
                self.turn()
                continue
            filler = Filler(stream, self.tops, self.costs, self.sheet.grid)
            filled = filler.close(rest, lines)
            if filled:
                self.hold(stream, filled, 0)
                self._level()
                return
            filled = self._full(filler, stream, rest)
            if not any(column.ranges for column in filled.columns):
                if self.line:
                    self.turn()
                    continue
                # Taller than a page: set it all the same, for the checks to see.
                filled = filler.full(rest, stream.first_height(rest))
            self.hold(stream, filled, 0)
            rest = filled.rest
            if rest.at < stream.count or rest.waiting:
                self.turn()
        self._level()

    def _full(self, filler: Filler, stream: Stream, rest: Rest) -> Filled:
        """Full columns, the last a line shorter where what is left then ends level overleaf."""
        lines = self.sheet.lines
        following = Filler(stream, [0] * self.sheet.columns, self.costs, self.sheet.grid)
        best = filler.full(rest, lines)
        end = following.close(best.rest, lines) if best.rest.at < stream.count else None
        least = _sum(filler.unread(best.columns)) + best.cost + (end.cost if end else 0.0)
        if not least:
            return best
        other = filler.full(rest, lines, less=1)
        then = following.close(other.rest, lines) if end else None
        cost = _sum(filler.unread(other.columns)) + other.cost + (then.cost if then else 0.0)
        return other if (then or not end) and cost < least else best

    def hold(self, stream: Stream, filled: Filled, first: int) -> None:
        """Keep what columns from `first` on are filled with."""
        for n, column in enumerate(filled.columns):
            if column.ranges:
                top = self.tops[first + n]
                self._puts.append(Put(self._turns, first + n, top, (), stream, column))
            self.tops[first + n] = filled.bottoms[n]
        self.terms += filled.terms

    def _pairs(self, part: Pairs) -> None:
        first, width = self.line, self.sheet.each if part.facing else 1
        for n, band in enumerate(part.made):
            if n and part.facing:
                self._charge_uneven_pages()
            if n:
                self._level()
                self._part(part.made[n - 1], band)
            first = BandPlacer(self, band, width).place(first)
        if part.facing:
            self._level_pages()
            return
        self._level()
        if part.made:
            self.extend(first, len(part.made[0].streams))

    def _part(self, above: Band, below: Band) -> None:
        """Keep the white between two bands, which vanishes at a page's head or foot only."""
        foot = max(stream.white[1] for stream in above.streams)
        head = max(stream.white[0] for stream in below.streams)
        white = max(foot, head)
        if white and 0 < self.line < self.sheet.lines - white:
            self.tops = [self.line + white] * len(self.tops)

    def _level_pages(self) -> None:
        """What follows on each page begins under all its columns."""
        each = self.sheet.each
        for start in range(0, len(self.tops), each):
            self.tops[start : start + each] = [max(self.tops[start : start + each])] * each

    def _charge_uneven_pages(self) -> None:
        """White under the shorter of two texts that face each other."""
        each = self.sheet.each
        apart = abs(max(self.tops[:each]) - max(self.tops[each:]))
        if apart > 1:
            # All of it counts: white in the middle of a page is a hole.
            self.terms.append(("white_in_article", self.costs.white_in_article * apart * apart))

    def extend(self, first: int, columns: int) -> None:
        """Note the lines that pairs take on this page."""
        page = self._turns * self.sheet.pages
        if self.line > first:
            self._extents.append(Extent(page, first, self.line, columns))


def laid(context: Context, parts: Sequence[Part], line: int = 0) -> Laid:
    """Parts on pages from a grid line of the first one on."""
    flower = Flower(page_sheet(context.page), context.layout.planning)
    return flower.place(parts, line).laid()


def _sum(terms: Terms) -> float:
    return sum(cost for _, cost in terms)


def _need(parts: Sequence[Part], sheet: Sheet) -> int:
    """Grid lines that must be free under a head for these parts to begin."""
    if not parts:
        return 0
    part = parts[0]
    if isinstance(part, Across):
        tall = 0
        for row in part.rows:
            tall += row.height
            if row.breaks and not row.space:
                return tall
        return tall + _need(parts[1:], sheet)
    if isinstance(part, Columns):
        stream = part.stream
        first = next((chunk.height for chunk in stream.chunks if not chunk.space), 0)
        return max(first, min(FIRST_LINES, -(-stream.sums[-1] // sheet.columns)))
    return max((_need_of_pairs(stream) for stream in part.made[0].streams), default=0)


def _need_of_pairs(stream: Stream) -> int:
    """Grid lines for the first chunk of a text, and enough of them to be worth beginning."""
    first = next((chunk.height for chunk in stream.chunks if not chunk.space), 0)
    return max(first, min(stream.sums[-1], WHOLE_PAIR + 1))
