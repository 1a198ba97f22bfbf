"""Total-fit line breaking: the breaks of a whole paragraph with the least sum of demerits.

After Knuth and Plass, 'Breaking paragraphs into lines' (Software: Practice and Experience 11,
1981), with two changes. A line's looseness is measured against all three ways of justification
together (word space, letter space, glyph width), and instead of a list of active nodes each
break looks back over the window of line starts that could reach it: natural widths grow with
the text, so the window is contiguous and short.

Where the number of a line matters (beside a drop cap, or for a setting with a line more or less)
the same step is taken line by line, from the breaks that one line can end at to those of the next.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

INFINITY = float("inf")

HYPHENS_IN_A_ROW = 3000.0
"""Demerits for a second hyphen under another (TYPOGRAPHY facts, section 4)."""
RUNT = 100000.0
"""Demerits for a last line shorter than the least length: more than any line within its limits and
a few hyphens together."""
LINE = 1.0
"""TeX's line penalty is 10 for badness up to 10000; ours is lower because looseness is the
thing to avoid and columns are balanced afterwards anyhow."""
MOST = 50.0
"""Share of its give that a line may need at most before all are equally bad."""
SLACK = 0.005
"""Points by which a line may be too long: rounding."""
LOOSEST = 0.7
"""Share of the measure that a line's natural width must reach, unless no choice fits."""
TOLERANCE = 1.5
"""Share of its give that a line may need in the first pass, which is the last one for nearly all
paragraphs and looks at half of the lines."""
AT_LIMIT = (LINE + 100.0) ** 2
"""Demerits of a line that is at its limits: the unit of strain."""


class Breaks(NamedTuple):
    """The break chances of a paragraph, by index; the last one is its end.

    For chance i: natural width, spaces' width and count of glyphs from the paragraph's start to
    the end of a line broken there (`*_to`, a hyphen included) and to the start of the line
    after it (`*_from`); points. `hang_to`, `hang_from`: what may hang over the right edge of
    the line before and the left edge of the line after. `penalty`; `hyphen`.
    Index 0 is the paragraph's start.
    """

    width_to: list[float]
    width_from: list[float]
    spaces_to: list[float]
    spaces_from: list[float]
    glyphs_to: list[int]
    glyphs_from: list[int]
    hang_to: list[float]
    hang_from: list[float]
    penalty: list[float]
    hyphen: list[bool]


class Flex(NamedTuple):
    """How far a line may give, from natural.

    Shares of the spaces' width, points a glyph, and shares of the line's width; `desired` is the
    wanted share of the spaces' natural width.
    """

    desired: float
    space_stretch: float
    space_shrink: float
    letter_stretch: float
    letter_shrink: float
    width_stretch: float
    width_shrink: float
    hyphen_limit: int
    least_last: float


class Notch(NamedTuple):
    """A corner at a paragraph's upper left that is not the text's: an indent, or a drop cap's room.

    The first `lines` lines begin `width` points further right and are that much shorter.
    """

    lines: int
    width: float

    def left(self, measure: float, number: int) -> float:
        """What it leaves of the measure for a line by its number from 0.

        The first line's part of it is borne by what the paragraph begins with.
        """
        return measure - self.width if 0 < number < self.lines else measure


WHOLE = Notch(0, 0.0)
"""No notch."""


class Choice(NamedTuple):
    """The breaks of a paragraph, by index, the last one its end; and what they cost."""

    breaks: list[int]
    demerits: float


_Node = tuple[float, int, int, "tuple[Any, ...] | None"]
"""The best way to a break: its demerits, how many hyphens in a row it ends, the start of the line
before it and that start's node. A plain tuple, since thousands are made a second."""
_Nodes = list[Sequence[_Node]]
"""The nodes at each chance: one for each number of hyphens in a row, none where no way leads."""


class _Sums(NamedTuple):
    """Running sums of the desired length and of what lines can give, to and from each chance.

    A line from chance i to chance j has, less what hangs out, the length
    `full_to[j] - full_from[i]`; it can be made shorter by `less_to[j] - less_from[i]` and longer
    by `more_to[j] - more_from[i]`.
    """

    full_to: list[float]
    full_from: list[float]
    less_to: list[float]
    less_from: list[float]
    more_to: list[float]
    more_from: list[float]


class _Rule(NamedTuple):
    """What a line may be: its measure, the greatest slack in points, the most demerits of a line.

    `runt` are the demerits of a last line under `least_last` points; `ceiling` those at which a
    way is given up.
    """

    measure: float
    slack: float
    worst: float
    runt: float
    least_last: float
    ceiling: float
    hyphen_limit: int


def _sums(b: Breaks, flex: Flex) -> _Sums:
    desired, space_more, space_less, letter_more, letter_less, more, less, _, _ = flex
    columns = []
    for width, spaces, glyphs, hang in (
        (b.width_to, b.spaces_to, b.glyphs_to, [-hang for hang in b.hang_to]),
        (b.width_from, b.spaces_from, b.glyphs_from, b.hang_from),
    ):
        full = [w + s * desired for w, s in zip(width, spaces, strict=True)]
        rows = list(zip(full, spaces, glyphs, strict=True))
        columns.append([f + h for f, h in zip(full, hang, strict=True)])
        columns.append([f * less + s * space_less + g * letter_less for f, s, g in rows])
        columns.append([f * more + s * space_more + g * letter_more for f, s, g in rows])
    full_to, less_to, more_to, full_from, less_from, more_from = columns
    less_from[0] = more_from[0] = 0.0  # an indent gives nothing
    return _Sums(full_to, full_from, less_to, less_from, more_to, more_from)


def break_lines(breaks: Breaks, measure: float, flex: Flex, notch: Notch = WHOLE) -> list[int]:
    """Choose the breaks of a justified paragraph.

    Args:
        breaks: the break chances.
        measure: the line length in points.
        flex: the limits of justification.
        notch: which lines are shorter. The first line's part of it is in `breaks` already: what
            the paragraph begins with is `-notch.width` wide.

    Returns:
        The chosen indices in order, the last one the paragraph's end. Lines that no choice can
        fit are left overfull rather than dropped.
    """
    found = total_fit(breaks, measure, flex, notch)
    return found.breaks if found else first_fit(breaks, measure, flex, notch)


def variants(
    breaks: Breaks, measure: float, flex: Flex, notch: Notch, best: Choice
) -> dict[int, Choice]:
    """The best settings with a line less and a line more than the best of all has.

    They keep all limits of justification and end in no runt; if there is none it is not in the
    answer, which is by the difference. For the other arguments see `break_lines`.
    """
    sums = _sums(breaks, flex)
    rule = _rule(measure, flex, 1.0)._replace(runt=INFINITY)
    bound = _bound(sums, measure, notch)
    found = {}
    for looseness in (-1, 1):
        count = len(best.breaks) + looseness
        lines = _line_by_line(breaks, sums, rule, notch, bound._replace(lines=count))
        nodes = next(islice(lines, count - 1, None), None) if count else None
        if nodes and nodes[-1]:
            found[looseness] = _choice(nodes[-1], len(nodes) - 1)
    return found


class _Bound(NamedTuple):
    """What the rest of a paragraph needs at least and fills at most, from its length alone.

    `lines` are wanted in all; a break saves at most `saved` points of what they need and
    gains at most `gained` of what they fill, `beside` points are not theirs.
    """

    sums: _Sums
    measure: float
    saved: float
    gained: float
    beside: float
    lines: int

    def allows(self, start: int, number: int) -> bool:
        """Whether the lines left after so many can hold what begins at a chance, and fill."""
        full_to, full_from, less_to, less_from, more_to, more_from = self.sums
        left = self.lines - number
        full = full_to[-1] - full_from[start]
        least = full - less_to[-1] + less_from[start] - (left - 1) * self.saved
        most = full + more_to[-1] - more_from[start] + (left - 1) * self.gained
        full_lines = (left - 1) * self.measure - self.beside
        return least <= left * (self.measure + SLACK) and most + left * SLACK >= full_lines


def _bound(sums: _Sums, measure: float, notch: Notch) -> _Bound:
    ways = list(zip(*sums, strict=True))[1:-1]
    saved = max([f - t - lf + lt for t, f, lt, lf, _, _ in ways], default=0.0)
    gained = max([t - f - mf + mt for t, f, _, _, mt, mf in ways], default=0.0)
    return _Bound(sums, measure, saved, gained, notch.width * max(0, notch.lines - 1), 0)


def total_fit(breaks: Breaks, measure: float, flex: Flex, notch: Notch = WHOLE) -> Choice | None:
    """The breaks of least demerits, or None if no lines fit. For the arguments see `break_lines`.

    The first pass finds them unless they have a line looser than its tolerance: all that it gives
    up costs more than what it finds. The last one lets a line be as loose as it must.
    """
    sums = _sums(breaks, flex)
    tight = _rule(measure, flex, TOLERANCE)
    loose = _rule(measure, flex, MOST)
    for rule in (tight._replace(ceiling=tight.worst), loose, loose._replace(slack=INFINITY)):
        ends = _ends(breaks, sums, rule, notch)
        if ends:
            return _choice(ends, len(sums.full_to) - 1)
    return None


def _rule(measure: float, flex: Flex, tolerance: float) -> _Rule:
    """The rule for lines that need at most some share of their give."""
    worst = LINE + 100.0 * tolerance**3
    return _Rule(
        measure=measure,
        slack=(1.0 - LOOSEST) * measure,
        worst=worst * worst,
        runt=(LINE + RUNT**0.5) ** 2,
        least_last=flex.least_last,
        ceiling=INFINITY,
        hyphen_limit=flex.hyphen_limit,
    )


def _ends(b: Breaks, sums: _Sums, rule: _Rule, notch: Notch) -> list[_Node]:
    """The nodes of a paragraph's end: the lines of the notch one by one, the others at once."""
    last = len(sums.full_to) - 1
    ends: list[_Node] = []
    nodes = _begin(last)
    if notch.lines > 1:
        for nodes in islice(_line_by_line(b, sums, rule, notch), notch.lines):
            ends += nodes[last]
    first = next((n for n, found in enumerate(nodes) if found), last)
    if first < last:
        _set_lines(b, sums, rule, nodes, nodes, (first, last - 1))
        ends += nodes[last]
    return ends


def _begin(last: int) -> _Nodes:
    """The nodes before the first line."""
    return [((0.0, 0, 0, None),), *([()] * last)]


def _line_by_line(
    b: Breaks, sums: _Sums, rule: _Rule, notch: Notch, bound: _Bound | None = None
) -> Iterator[_Nodes]:
    """For each line in turn the nodes that it can end at; where bound, those that lead on."""
    last = len(sums.full_to) - 1
    nodes, reached, number = _begin(last), [0], 0
    while reached:
        ends: _Nodes = [()] * (last + 1)
        own = rule._replace(measure=notch.left(rule.measure, number))
        _set_lines(b, sums, own, nodes, ends, (reached[0], reached[-1]))
        yield ends
        nodes, number = ends, number + 1
        reached = [at for at in range(reached[0] + 1, last) if ends[at]]
        if bound:
            reached = [at for at in reached if bound.allows(at, number)]


def _set_lines(
    b: Breaks, sums: _Sums, rule: _Rule, starts: _Nodes, ends: _Nodes, span: tuple[int, int]
) -> None:
    """Set a line from every start in `span` to every chance it reaches; keep the best at each.

    With `ends` being `starts` these are all lines that there can be. All in one function: it
    runs for every break chance of every paragraph, where calls and small values cost as much as
    the sums.
    """
    full_to, full_from, less_to, less_from, more_to, more_from = sums
    measure, most, worst, runt, least_last, ceiling, limit = rule
    hyphens, penalties, last = b.hyphen, b.penalty, len(full_to) - 1
    low, final = span
    first = bisect_left(full_to, full_from[low] + measure - most, low + 1, last)
    for end in range(first, last + 1):
        stop = end if end <= final else final + 1
        room, less, more = measure - full_to[end], less_to[end], more_to[end]
        least = -SLACK - room - less
        while low < stop and full_from[low] - less_from[low] < least:
            low += 1
        if low > final:
            break
        is_last, extra = end == last, penalties[end] * penalties[end]
        known = ends[end]
        runs = {node[1]: node for node in known} if hyphens[end] else None
        top, top_start, top_node = known[0][0] if known else ceiling, 0, None
        for start in range(low, stop):
            before = starts[start]
            if not before:
                continue
            slack = room + full_from[start]
            if slack >= 0 and is_last:
                length = measure - slack + b.hang_to[end] + b.hang_from[start]
                cost = LINE * LINE if length >= least_last else runt
            else:
                give = more - more_from[start] if slack >= 0 else less_from[start] - less
                ratio = slack / give if give else MOST
                cost = LINE + 100.0 * (ratio * ratio * ratio if ratio < MOST else MOST**3)
                cost *= cost
                if slack > 0 and (cost > worst or slack > most):
                    break
            for node in before:
                total = node[0] + cost + extra
                if runs is not None:
                    run = node[1] + 1
                    if run > 1:
                        total += HYPHENS_IN_A_ROW
                    if run <= limit and total < (runs[run][0] if run in runs else ceiling):
                        runs[run] = (total, run, start, node)
                    continue
                if is_last and node[1]:
                    total += HYPHENS_IN_A_ROW
                if total < top:
                    top, top_start, top_node = total, start, node
        if runs:
            ends[end] = tuple(runs.values())
        elif top_node is not None:
            ends[end] = ((top, 0, top_start, top_node),)


def _choice(ends: Sequence[_Node], last: int) -> Choice:
    """The way to the best of a paragraph's last nodes."""
    best: Any = min(ends, key=_demerits)
    breaks, node = [last], best
    while node[2]:
        breaks.append(node[2])
        node = node[3]
    return Choice(breaks[::-1], best[0])


def _demerits(node: _Node) -> float:
    return node[0]


def first_fit(b: Breaks, measure: float, flex: Flex, notch: Notch) -> list[int]:
    """Each line as long as it fits; a word longer than the measure stands alone."""
    chosen: list[int] = []
    start, count = 0, len(b.width_to)
    while start < count - 1:
        end = start + 1
        room = notch.left(measure, len(chosen))
        while end + 1 < count and fits_line(b, start, end + 1, room, flex):
            end += 1
        chosen.append(end)
        start = end
    return chosen


def fits_line(b: Breaks, start: int, end: int, measure: float, flex: Flex) -> bool:
    """Whether the text between two breaks fits the measure at its tightest."""
    space = b.spaces_to[end] - b.spaces_from[start]
    full = b.width_to[end] - b.width_from[start] + space * flex.desired
    glyphs = b.glyphs_to[end] - b.glyphs_from[start]
    room = measure + b.hang_to[end] + b.hang_from[start]
    shrink = space * flex.space_shrink + glyphs * flex.letter_shrink + full * flex.width_shrink
    return full - shrink <= room + SLACK
