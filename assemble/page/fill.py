"""Columns filled from a stream of rows: where each column ends, and how columns end level.

In: a stream and the room of each column. Out: what goes into each, what is left, what it costs.
Only numbers are handled here, so that a trial costs little.

A column that doesn't end where it should is mended as a compositor would: a picture is cropped,
or a paragraph is set a line longer or shorter (`Elastic`); only what can't be mended stays white.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from assemble.model.layout import Costs
from assemble.page.reading import reads_in_order
from assemble.page.row import Elastic
from assemble.page.stream import Column, Range, Rest, Stream, set_column

MENDED = 4
"""Most grid lines that a column is made longer or shorter by; more is another layout."""
TRIES = 3
"""Heights tried at least beyond the first that holds everything, for one at which columns end
level; in tables as many as the tallest row has lines."""
NOTE_RULE = 1
"""Grid lines that the rule above notes takes."""


Terms = tuple[tuple[str, float], ...]
"""Costs by name."""


class Filled(NamedTuple):
    """Columns filled; `bottoms` counted from the top of the page, and what it costs."""

    columns: tuple[Column, ...]
    bottoms: tuple[int, ...]
    rest: Rest
    terms: Terms

    @property
    def cost(self) -> float:
        """The sum of all costs."""
        return sum(amount for _, amount in self.terms)


def take(stream: Stream, rest: Rest, room: int, end: int) -> Column:
    """Fill one column of `room` grid lines with the chunks before `end`, as far as they fit.

    A picture that doesn't fit waits for the head of the next column, and those after it wait too.
    """
    if stream.plain and end == stream.count and not rest.waiting:
        whole = _whole(stream, rest.at, room)
        if whole:
            return whole
    chunks, sums = stream.chunks, stream.sums
    ranges, line, waiting = _hung(stream, rest.waiting, room) if rest.waiting else ([], 0, [])
    at = rest.at
    while at < end:
        base = line - sums[at]
        if not line:
            at = _past_white(stream, at, end)
            if at == end:
                break
            base = chunks[at].header - chunks[at].lead - sums[at]
        stop = _next_float(stream, at, end)
        last = _reach(stream, at, stop, room - base, ranges)
        if last > at:
            ranges.append((at, last))
            line, at = base + sums[last], last
            continue
        if at < stop:
            break
        tall = sums[at + 1] + base - line
        rule = NOTE_RULE if _has_notes(stream, ranges) else 0
        if not waiting and line + tall - chunks[at].trail + rule <= room:
            ranges.append((at, at + 1))
            line += tall
        elif line:
            waiting.append(at)
        else:
            break
        at += 1
    line = _trimmed(stream, ranges, line)
    if _has_notes(stream, ranges):
        line += NOTE_RULE
    return Column(tuple(ranges), line, Rest(at, tuple(waiting)))


def _whole(stream: Stream, at: int, room: int) -> Column | None:
    """All that is left in one column, None where it doesn't fit: what most trials come to."""
    end = stream.count
    at = _past_white(stream, at, end)
    if at == end:
        return Column((), 0, Rest(end))
    tall = stream.sums[end] - stream.sums[at] - stream.chunks[at].lead - stream.chunks[-1].trail
    return Column(((at, end),), tall, Rest(end)) if tall <= room else None


def _hung(stream: Stream, waiting: Sequence[int], room: int) -> tuple[list[Range], int, list[int]]:
    """Pictures that waited, at a column's head; its grid line then, and those that wait on."""
    ranges: list[Range] = []
    line = 0
    for n, at in enumerate(waiting):
        chunk = stream.chunks[at]
        tall = chunk.height - (0 if line else chunk.lead)
        if line + tall - chunk.trail > room:
            return ranges, line, list(waiting[n:])
        ranges.append((at, at + 1))
        line += tall
    return ranges, line, []


def _past_white(stream: Stream, at: int, end: int) -> int:
    """The first chunk from `at` that is not all white, as white vanishes at a column's head."""
    while at < end and stream.chunks[at].space:
        at += 1
    return at


def _trimmed(stream: Stream, ranges: list[Range], line: int) -> int:
    """Take the white at a column's foot away; returns the grid line at which it ends then."""
    chunks = stream.chunks
    while ranges and chunks[ranges[-1][1] - 1].space:
        start, last = ranges.pop()
        line -= chunks[last - 1].height
        if last - 1 > start:
            ranges.append((start, last - 1))
    return line - chunks[ranges[-1][1] - 1].trail if ranges else line


def _next_float(stream: Stream, at: int, end: int) -> int:
    n = bisect_left(stream.floats, at)
    return min(stream.floats[n], end) if n < len(stream.floats) else end


def _reach(stream: Stream, at: int, stop: int, limit: int, before: Sequence[Range]) -> int:
    """The chunk up to which the stream goes on from `at` under `limit` of its running sum."""
    sums = stream.sums
    last = bisect_right(sums, limit, at, stop + 1) - 1
    noted = stream.notes[last] > stream.notes[at] or _has_notes(stream, before)
    if noted:
        last = bisect_right(sums, limit - NOTE_RULE, at, stop + 1) - 1
    if last < stop and stream.chunks[last].trail:
        chunk = stream.chunks[last]
        if sums[last + 1] - chunk.trail <= limit - (NOTE_RULE if noted or chunk.notes else 0):
            last += 1
    return last


def _has_notes(stream: Stream, ranges: Sequence[Range]) -> bool:
    if not stream.notes[-1]:
        return False
    return any(stream.notes[last] > stream.notes[start] for start, last in ranges)


def _over(stream: Stream, column: Column, room: int, end: int) -> tuple[Column, int] | None:
    """The column with the next chunk in it, and the lines by which it is then too long."""
    at = column.rest.at
    if at >= end or column.rest.waiting or stream.chunks[at].floats:
        return None
    while at < end - 1 and stream.chunks[at].space:
        at += 1
    if not column.ranges or stream.chunks[at].floats:
        return None
    first, last = column.ranges[-1]
    tall = column.height + stream.chunks[last - 1].trail + stream.sums[at + 1] - stream.sums[last]
    tall -= stream.chunks[at].trail
    if stream.notes[at + 1] > stream.notes[last] and not _has_notes(stream, column.ranges):
        tall += NOTE_RULE
    if not 0 < tall - room <= MENDED:
        return None
    ranges = (*column.ranges[:-1], (first, at + 1))
    return Column(ranges, tall, Rest(at + 1)), tall - room


def _headed(stream: Stream, rest: Rest, room: int) -> tuple[Column, int] | None:
    """A column with nothing but the picture that waits for a head, and how much too tall it is."""
    if not rest.waiting:
        return None
    n = rest.waiting[0]
    chunk = stream.chunks[n]
    tall = chunk.height - chunk.lead - chunk.trail
    if not 0 < tall - room <= MENDED:
        return None
    return Column(((n, n + 1),), tall, Rest(rest.at, rest.waiting[1:])), tall - room


def changes_for(
    stream: Stream, column: Column, lines: int
) -> tuple[tuple[tuple[Elastic, int], ...], Terms] | None:
    """The cheapest changes that make a column's rows some lines longer, or shorter if negative.

    Greedy by the promised cost of the next line: each promise is put to the test when its turn
    comes. None where they can't be made.
    """
    step = 1 if lines > 0 else -1
    choices = stream.within(column.ranges)
    state: dict[int, int] = {}
    costs: dict[int, float] = {}
    while abs(sum(state.values())) < abs(lines):
        best, least = -1, float("inf")
        for n, elastic in enumerate(choices):
            now = state.get(n, 0)
            price = elastic.promise(now + step) - costs.get(n, 0.0)
            if price < least:
                best, least = n, price
        if best < 0:
            return None
        wanted = state.get(best, 0) + step
        made = choices[best].change(wanted)
        if made is not None:
            state[best], costs[best] = wanted, made.cost
    terms: dict[str, float] = {}
    for n, cost in costs.items():
        terms[choices[n].term] = terms.get(choices[n].term, 0.0) + cost
    return tuple((choices[n], by) for n, by in state.items()), tuple(terms.items())


class Filler:
    """Fills the columns of one page, or of one spread, from a stream."""

    def __init__(
        self, stream: Stream, tops: Sequence[int], costs: Costs, grid: float, end: int | None = None
    ) -> None:
        """Keep what is filled from what.

        Args:
            stream: the rows.
            tops: the grid line at which each column begins.
            costs: the layout's.
            grid: the leading of the grid in points.
            end: the chunk to stop before; None takes everything.
        """
        self._stream = stream
        self._tops = tuple(tops)
        self._costs = costs
        self._grid = grid
        self._end = stream.count if end is None else end

    def close(self, rest: Rest, capacity: int) -> Filled | None:
        """Fill the columns with all that is left, to the least height, and level.

        None where they don't hold it above the grid line `capacity`.
        """
        top = self._tops[0]
        if len(self._tops) == 1:
            column = take(self._stream, rest, capacity - top, self._end)
            if column.rest.at < self._end or column.rest.waiting:
                return None
            return Filled((column,), self._bottoms([column]), column.rest, ())
        solid = self._stream.solid[self._end] - self._stream.solid[rest.at]
        if water_level(self._tops, solid - MENDED * len(self._tops)) > capacity:
            return None
        if len(set(self._tops)) > 1:
            return self._least(rest, capacity)
        # Columns that begin level end in the same way wherever they begin, if they are not cut.
        key = (rest, self._end, len(self._tops))
        known = self._stream.closed
        if key not in known:
            total = self._total(rest)
            level = [0] * len(self._tops)
            filler = Filler(self._stream, level, self._costs, self._grid, self._end)
            known[key] = filler._least(rest, total + total // 2 + MENDED)
        found: Filled | None = known[key]
        if found and top + max(found.bottoms) <= capacity:
            return found._replace(bottoms=tuple(top + bottom for bottom in found.bottoms))
        if found and top + max(found.bottoms) > capacity + MENDED:
            return None
        return self._level(rest, capacity)

    def _total(self, rest: Rest) -> int:
        """Grid lines of all that is left, white at heads and feet included."""
        stream = self._stream
        waiting = sum(stream.chunks[n].height for n in rest.waiting)
        headers = max((chunk.header for chunk in stream.chunks), default=0)
        return stream.sums[self._end] - stream.sums[rest.at] + waiting + headers * len(self._tops)

    def _least(self, rest: Rest, capacity: int) -> Filled | None:
        """The least height above `capacity` at which columns hold everything, and end level."""
        count = len(self._tops)
        least = water_level(self._tops, self._total(rest) - MENDED * count)
        best: Filled | None = None
        tries = max(TRIES, self._stream.tallest)
        for bottom in range(max(least, min(self._tops) + 1), capacity + 1):
            found = self._level(rest, bottom, in_order=True)
            if found and (best is None or found.cost < best.cost):
                best = found
            if best:
                tries -= 1
                uneven = best.cost >= self._costs.uneven_columns
                if not best.terms or tries <= (-TRIES if uneven else 0):
                    break
        return best

    def full(self, rest: Rest, capacity: int, less: int = 0) -> Filled:
        """Fill the columns down to the grid line `capacity`; the stream goes on after them.

        `less` grid lines are left in the last of them.
        """
        columns: list[Column] = []
        terms: list[tuple[str, float]] = []
        for n, top in enumerate(self._tops, 1):
            room = max(0, capacity - top - (less if n == len(self._tops) else 0))
            column, costs = self._best(take(self._stream, rest, room, self._end), room)
            columns.append(column)
            terms += costs
            rest = column.rest
        return Filled(tuple(columns), self._bottoms(columns), rest, tuple(terms))

    def _best(self, column: Column, room: int) -> tuple[Column, Terms]:
        """A column that should reach its foot: as it is, made longer, or with the next chunk in."""
        short = room - column.height
        if short <= 1 or not column.ranges or column.rest.at >= self._end:
            return column, ()
        best = column
        terms: Terms = (("uneven_columns", self._costs.uneven_columns * (short - 1) ** 2),)
        trials = [(column, short)] if short <= MENDED else []
        longer = _over(self._stream, column, room, self._end)
        if longer:
            trials.append((longer[0], -longer[1]))
        for trial, by in trials:
            found = changes_for(self._stream, trial, by)
            if found and sum(cost for _, cost in found[1]) < sum(cost for _, cost in terms):
                best, terms = trial._replace(height=room, changes=found[0]), found[1]
        return best, terms

    def unread(self, columns: Sequence[Column]) -> Terms:
        """The cost of columns that programs which go by positions read in another order."""
        parted = [self._stream.is_parted(column.ranges) for column in columns]
        if not any(left and right for left, right in pairwise(parted)):
            return ()
        rows = [set_column(self._stream, column) for column in columns]
        if reads_in_order(rows, self._grid):
            return ()
        return (("reading_order", self._costs.reading_order),)

    def _level(self, rest: Rest, bottom: int, *, in_order: bool = False) -> Filled | None:
        """All columns to one bottom or a line above it, at the least cost; None if it can't be.

        Every column may be filled as it comes, a line less, made longer, or made to hold a chunk
        more; there are few columns, so all ways are tried, the cheap ones first. With `in_order`
        those are preferred that are read one after the other.
        """
        best: Filled | None = None

        def go(rest: Rest, made: tuple[Column, ...], terms: Terms, cost: float) -> None:
            nonlocal best
            if best is not None and cost >= best.cost:
                return
            if len(made) == len(self._tops):
                if rest.at >= self._end and not rest.waiting:
                    unread = self.unread(made) if in_order else ()
                    found = Filled(made, self._bottoms(made), rest, (*terms, *unread))
                    if best is None or found.cost < best.cost:
                        best = found
                return
            options = self._options(rest, bottom - self._tops[len(made)])
            for column, own, price in options:
                go(column.rest, (*made, column), (*terms, *own), cost + price)
                if best is not None and not best.terms:
                    return

        go(rest, (), (), 0.0)
        return best

    def _options(self, rest: Rest, room: int) -> list[tuple[Column, Terms, float]]:
        """The ways to fill a column that is to end at `room` or a line above, cheapest first."""
        stream, end = self._stream, self._end
        natural = take(stream, rest, max(0, room), end)
        short = room - natural.height
        if short <= 1:
            options: list[tuple[Column, Terms, float]] = [(natural, (), 0.0)]
            if not short and room > 1:
                lower = take(stream, rest, room - 1, end)
                if lower.height == room - 1:
                    options.append((lower, (), 0.0))
        else:
            price = self._costs.uneven_columns * (short - 1) ** 2
            options = [(natural, (("uneven_columns", price),), price)]
            if short <= MENDED + 1 and natural.ranges:
                options += self._changed(natural, short - 1, room - 1)
        for longer in (_over(stream, natural, room, end), _headed(stream, rest, room)):
            if longer:
                options += self._changed(longer[0], -longer[1], room)
        return sorted(options, key=lambda option: option[2])

    def _changed(self, column: Column, lines: int, tall: int) -> list[tuple[Column, Terms, float]]:
        found = changes_for(self._stream, column, lines)
        if found is None:
            return []
        price = sum(cost for _, cost in found[1])
        return [(column._replace(height=tall, changes=found[0]), found[1], price)]

    def _bottoms(self, columns: Sequence[Column]) -> tuple[int, ...]:
        return tuple(top + column.height for top, column in zip(self._tops, columns, strict=True))


def water_level(tops: Sequence[int], total: int) -> int:
    """The grid line that columns of these tops reach when they share `total` lines."""
    level = min(tops)
    while (held := sum(max(0, level - top) for top in tops)) < total:
        level += max(1, (total - held) // len(tops))
    return level
