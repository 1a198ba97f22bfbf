"""White between neighbouring letters of headlines, measured on their outlines.

Kerning of fonts looks at base letters: in `Về` the accent of ề runs into the V, in `Tý` and `Vĩ`
the marks touch the capitals' arms (TYPOGRAPHY facts, 1.2 and 1.3: between 4 and 28 such pairs in
display cuts). At text size nobody sees it; at the size of a headline everybody does.
"""

import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import uharfbuzz as hb

LEAST = 0.025
"""Least white between two glyphs in em: where the eye stops to take them for one."""
ROW = 0.02
"""Height in em of the rows in which outlines are compared: half a hairline of a display cut."""
STEPS = 6
"""Straight pieces that a curve is cut into."""

OVERHANGING = frozenset("FKPTVWXYfkrtvwyđĐ")
"""Base letters whose upper right reaches over the letter after them."""

Point = tuple[float, float]
Profile = dict[int, tuple[float, float]]
"""Left and right edge of a glyph's ink by row, in font units."""


class Gaps:
    """Measures pairs of glyphs of one font, each once."""

    def __init__(self, font: hb.Font, units_per_em: int) -> None:
        self._font = font
        self._em = units_per_em
        self._profiles: dict[int, Profile] = {}
        self._lacking: dict[tuple[int, int, int], int] = {}

    def widened(
        self, glyphs: Sequence[int], advances: Sequence[int], texts: Sequence[str]
    ) -> tuple[int, ...]:
        """The advances, greater where the next glyph's ink would come too near.

        Only letters that reach over their neighbour are looked at, before one with a mark: the
        other pairs are as the font's designer drew them.
        """
        wide = list(advances)
        for n in range(len(glyphs) - 1):
            if _reaches_over(texts[n]) and _is_marked(texts[n + 1]):
                wide[n] += self._lack(glyphs[n], glyphs[n + 1], advances[n])
        return tuple(wide)

    def _lack(self, left: int, right: int, advance: int) -> int:
        """Font units that two glyphs lack between them."""
        key = (left, right, advance)
        known = self._lacking.get(key)
        if known is None:
            known = self._lacking[key] = self._measured(left, right, advance)
        return known

    def _measured(self, left: int, right: int, advance: int) -> int:
        wanted = LEAST * self._em
        box, next_box = self._font.get_glyph_extents(left), self._font.get_glyph_extents(right)
        if box is None or next_box is None:
            return 0
        # Most pairs are well apart as boxes, which takes no outline to see.
        if advance + next_box.x_bearing - (box.x_bearing + box.width) >= wanted:
            return 0
        a, b = self._profile(left), self._profile(right)
        gaps = [advance + b[row][0] - a[row][1] for row in a.keys() & b.keys()]
        return max(0, round(wanted - min(gaps))) if gaps else 0

    def _profile(self, glyph: int) -> Profile:
        known = self._profiles.get(glyph)
        if known is None:
            pen = _Pen(ROW * self._em)
            self._font.draw_glyph_with_pen(glyph, pen)
            known = self._profiles[glyph] = pen.profile
        return known


@cache
def _reaches_over(text: str) -> bool:
    """Whether a letter has an arm, a bar or a horn at its upper right."""
    parts = unicodedata.normalize("NFD", text)
    return parts[:1] in OVERHANGING or "\u031b" in parts


@cache
def _is_marked(text: str) -> bool:
    """Whether a letter bears a mark."""
    return len(unicodedata.normalize("NFD", text)) > len(text)


class _Pen:
    """Takes an outline in the segment-pen protocol and notes how far it reaches in each row."""

    def __init__(self, row: float) -> None:
        self.profile: Profile = {}
        self._row = row
        self._start: Point = (0.0, 0.0)
        self._at: Point = (0.0, 0.0)

    def moveTo(self, point: Point) -> None:  # noqa: N802 - the protocol's name
        self._start = self._at = point

    def lineTo(self, point: Point) -> None:  # noqa: N802 - the protocol's name
        (x0, y0), (x1, y1) = self._at, point
        self._at = point
        if y1 < y0:
            x0, y0, x1, y1 = x1, y1, x0, y0
        height = self._row
        first, last = int(y0 // height), int(y1 // height)
        x = x0
        if first < last:
            slope = (x1 - x0) / (y1 - y0)
            for row in range(first, last):
                top = x0 + slope * ((row + 1) * height - y0)  # where the line leaves the row
                self._mark(row, x, top)
                x = top
        self._mark(last, x, x1)

    def _mark(self, row: int, a: float, b: float) -> None:
        """Note ink between two places of a row."""
        if a > b:
            a, b = b, a
        known = self.profile.get(row)
        if known is None:
            self.profile[row] = (a, b)
        elif a < known[0] or b > known[1]:
            self.profile[row] = (min(a, known[0]), max(b, known[1]))

    def curveTo(self, *points: Point) -> None:  # noqa: N802 - the protocol's name
        self._curve([self._at, *points])

    def qCurveTo(self, *points: Point) -> None:  # noqa: N802 - the protocol's name
        self._curve([self._at, *points])

    def closePath(self) -> None:  # noqa: N802 - the protocol's name
        self.lineTo(self._start)

    def endPath(self) -> None:  # noqa: N802 - the protocol's name
        """An open path has no ink."""

    def _curve(self, points: list[Point]) -> None:
        """A Bézier curve of any degree, by de Casteljau's construction."""
        for step in range(1, STEPS + 1):
            t = step / STEPS
            u = 1 - t
            level = points
            while len(level) > 1:
                level = [
                    (ax * u + bx * t, ay * u + by * t) for (ax, ay), (bx, by) in pairwise(level)
                ]
            self.lineTo(level[0])
