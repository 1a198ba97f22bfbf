"""Bands of pairs onto pages: several texts side by side that begin level and turn over together.

In: a band, and what places the part that it belongs to. Out: what stands where on its pages.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assemble.page.fill import Filled, Filler
from assemble.page.parts import Band
from assemble.page.stream import Rest

if TYPE_CHECKING:
    from assemble.page.flow import Placer

WHOLE_PAIR = 4
"""Most grid lines left white at a page's foot to keep a pair of paragraphs whole: two texts that
stand level are read across, and a reader who turns in mid-paragraph turns for both."""


class BandPlacer:
    """Places one band of pairs for what places its part."""

    def __init__(self, placer: "Placer", band: Band, width: int) -> None:
        self._placer = placer
        self._band = band
        self._width = width
        self._rests = [Rest() for _ in band.streams]

    def place(self, first: int) -> int:
        """Place it; returns the line at which the pairs of the last page begin."""
        band, placer = self._band, self._placer
        lines = placer.sheet.lines
        group = 0
        while not self._done():
            whole = self._filled(len(band.ends) - 1, lines)
            if whole:
                self._hold(whole)
                break
            end = self._last_that_fits(group, lines)
            if end is not None and self._white(end, lines) <= WHOLE_PAIR:
                first = self._turn_after(end, first, lines)
                group = end + 1
                continue
            room = lines - placer.line
            if room <= WHOLE_PAIR and placer.line and self._would_fit(group, lines):
                first = self._turn(first)
                continue
            first = self._split(group if end is None else end + 1, first, lines)
            while group < len(band.ends) - 1 and all(
                rest.at >= end for rest, end in zip(self._rests, band.ends[group], strict=True)
            ):
                group += 1
        return first

    def _done(self) -> bool:
        return all(
            rest.at >= stream.count and not rest.waiting
            for rest, stream in zip(self._rests, self._band.streams, strict=True)
        )

    def _filler(self, side: int, end: int, *, fresh: bool = False) -> Filler:
        placer = self._placer
        start = side * self._width
        tops = [0] * self._width if fresh else placer.tops[start : start + self._width]
        return Filler(self._band.streams[side], tops, placer.costs, placer.sheet.grid, end)

    def _filled(self, group: int, lines: int, *, fresh: bool = False) -> list[Filled] | None:
        """Every side up to the end of a group, None where one of them doesn't fit."""
        out = []
        for side, end in enumerate(self._band.ends[group]):
            found = self._filler(side, end, fresh=fresh).close(self._rests[side], lines)
            if found is None:
                return None
            out.append(found)
        return out

    def _last_that_fits(self, group: int, lines: int) -> int | None:
        """The last pair that stands whole on this page with those before it."""
        for end in range(len(self._band.ends) - 2, group - 1, -1):
            if self._filled(end, lines):
                return end
        return None

    def _white(self, end: int, lines: int) -> float:
        """Grid lines that would be left white, in the mean, if the page ended after a pair."""
        found = self._filled(end, lines) or []
        return sum(lines - max(filled.bottoms) for filled in found) / max(1, len(found))

    def _turn_after(self, end: int, first: int, lines: int) -> int:
        """The page ends after a pair."""
        self._hold(self._filled(end, lines) or [])
        return self._turn(first)

    def _would_fit(self, group: int, lines: int) -> bool:
        """Whether the next pair fits a page of its own."""
        return self._filled(group, lines, fresh=True) is not None

    def _split(self, group: int, first: int, lines: int) -> int:
        """What of each side goes on this page, up to a pair that is parted."""
        placer = self._placer
        sides = range(len(self._rests))
        ends = self._band.ends[group]
        fillers = [self._filler(n, ends[n]) for n in sides]
        found = [
            filler.close(rest, lines) or filler.full(rest, lines)
            for filler, rest in zip(fillers, self._rests, strict=True)
        ]
        stuck = [
            n
            for n in sides
            if self._rests[n].at < ends[n] and not any(c.ranges for c in found[n].columns)
        ]
        if stuck and placer.line:
            return self._turn(first)
        for n in stuck:
            # Taller than a page: set it all the same, for the checks to see.
            tall = self._band.streams[n].first_height(self._rests[n])
            found[n] = self._filler(n, ends[n]).full(self._rests[n], tall)
        self._hold(found)
        if not self._done():
            placer.terms.append(("split_pair", placer.costs.split_pair))
            return self._turn(first)
        return first

    def _hold(self, found: Sequence[Filled]) -> None:
        for side, filled in enumerate(found):
            self._placer.hold(self._band.streams[side], filled, side * self._width)
            self._rests[side] = filled.rest

    def _turn(self, first: int) -> int:
        placer = self._placer
        if self._width == 1:
            placer.extend(first, len(self._rests))
        placer.turn()
        return 0
