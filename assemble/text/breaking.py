"""Total-fit line breaking: the breaks of a whole paragraph with the least sum of demerits.

After Knuth and Plass, 'Breaking paragraphs into lines' (Software: Practice and Experience 11,
1981), with two changes. A line's looseness is measured against all three ways of justification
together (word space, letter space, glyph width), and instead of a list of active nodes each
break looks back over the window of line starts that could reach it: natural widths grow with
the text, so the window is contiguous and short.
"""

from typing import NamedTuple

HYPHENS_IN_A_ROW = 3000.0
"""Demerits for a second hyphen under another (TYPOGRAPHY facts, section 4)."""
RUNT = 20000.0
"""Demerits for a last line shorter than the least length: more than any line within its limits."""
LINE = 1.0
"""TeX's line penalty is 10 for badness up to 10000; ours is lower because looseness is the
thing to avoid and columns are balanced afterwards anyhow."""
LOOSEST = 0.6
"""Share of the measure that a line's natural width must reach, in the first pass."""


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


class _Node(NamedTuple):
    demerits: float
    start: int
    run: int  # index of the start's node among its nodes


def break_lines(breaks: Breaks, measure: float, flex: Flex) -> list[int]:
    """Choose the breaks of a justified paragraph.

    Args:
        breaks: the break chances.
        measure: the line length in points.
        flex: the limits of justification.

    Returns:
        The chosen indices in order, the last one the paragraph's end. Lines that no choice can
        fit are left overfull rather than dropped.
    """
    found = _search(breaks, measure, flex, LOOSEST)
    return found or _search(breaks, measure, flex, 0.0) or _first_fit(breaks, measure, flex)


def _search(b: Breaks, measure: float, flex: Flex, loosest: float) -> list[int]:
    count = len(b.width_to)
    nodes: list[dict[int, _Node]] = [{} for _ in range(count)]
    nodes[0] = {0: _Node(0.0, 0, 0)}
    low = 0
    width_from, spaces_from, glyphs_from = b.width_from, b.spaces_from, b.glyphs_from
    for end in range(1, count):
        width, spaces, glyphs = b.width_to[end], b.spaces_to[end], b.glyphs_to[end]
        room = measure + b.hang_to[end]
        last = end == count - 1
        hyphen = b.hyphen[end]
        penalty = b.penalty[end]
        extra = penalty * abs(penalty)
        best: dict[int, _Node] = {}
        while low < end:
            natural = width - width_from[low]
            space = spaces - spaces_from[low]
            full = natural + space * flex.desired
            shrink = (
                space * flex.space_shrink
                + (glyphs - glyphs_from[low]) * flex.letter_shrink
                + full * flex.width_shrink
            )
            if full - shrink <= room + b.hang_from[low] + 0.005:
                break
            low += 1
        for start in range(low, end):
            if not nodes[start]:
                continue
            space = spaces - spaces_from[start]
            full = width - width_from[start] + space * flex.desired
            target = room + b.hang_from[start]
            if full < loosest * measure and not last:
                break
            cost = _cost(full, space, glyphs - glyphs_from[start], target, flex, last)
            if cost is None:
                continue
            for run, node in nodes[start].items():
                now = run + 1 if hyphen else 0
                if now > flex.hyphen_limit:
                    continue
                total = node.demerits + cost * cost + extra
                if now > 1:
                    total += HYPHENS_IN_A_ROW
                if last and run:
                    total += HYPHENS_IN_A_ROW
                known = best.get(now)
                if known is None or total < known.demerits:
                    best[now] = _Node(total, start, run)
        nodes[end] = best
    return _trace(nodes)


def _cost(
    full: float, space: float, glyphs: int, target: float, flex: Flex, last: bool
) -> float | None:
    """TeX's line penalty plus badness of one line, or None where it is too tight."""
    slack = target - full
    if slack >= 0:
        if last:
            return LINE if full >= flex.least_last else LINE + RUNT**0.5
        give = space * flex.space_stretch + glyphs * flex.letter_stretch + full * flex.width_stretch
    else:
        give = space * flex.space_shrink + glyphs * flex.letter_shrink + full * flex.width_shrink
        if -slack > give + 0.005:
            return None
    ratio = abs(slack) / give if give > 0 else 100.0
    return LINE + 100.0 * min(ratio, 50.0) ** 3


def _trace(nodes: list[dict[int, _Node]]) -> list[int]:
    end = len(nodes) - 1
    if not nodes[end]:
        return []
    run = min(nodes[end], key=lambda r: nodes[end][r].demerits)
    chosen = []
    while end > 0:
        chosen.append(end)
        node = nodes[end][run]
        end, run = node.start, node.run
    return chosen[::-1]


def _first_fit(b: Breaks, measure: float, flex: Flex) -> list[int]:
    """Each line as long as it fits; a word longer than the measure stands alone."""
    chosen: list[int] = []
    start, count = 0, len(b.width_to)
    while start < count - 1:
        end = start + 1
        while end + 1 < count and fits_line(b, start, end + 1, measure, flex):
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
    return full - shrink <= room + 0.005


def break_ragged(breaks: Breaks, measure: float, *, balance: bool) -> list[int]:
    """Choose the breaks of ragged text: as few lines as fit, then as even as they can be.

    Args:
        breaks: the break chances; a penalty counts like a line that is short by that many
            points.
        measure: the line length in points.
        balance: whether lines are to be of even length (headlines) or just well filled.
    """
    rigid = Flex(1.0, 0, 0, 0, 0, 0, 0, 0, 0)
    greedy = _first_fit(breaks, measure, rigid)
    if len(greedy) == 1:
        return greedy
    count, lines = len(breaks.width_to), len(greedy)
    target = measure
    if balance:
        total = breaks.width_to[-1] + breaks.spaces_to[-1]
        target = min(measure, total / lines)
    infinity = float("inf")
    table = [[infinity] * count for _ in range(lines + 1)]
    back = [[0] * count for _ in range(lines + 1)]
    table[0][0] = 0.0
    for line in range(1, lines + 1):
        for end in range(1, count):
            for start in range(end - 1, -1, -1):
                width = (
                    breaks.width_to[end] + breaks.spaces_to[end]
                    - breaks.width_from[start] - breaks.spaces_from[start]
                )  # fmt: skip
                if width > measure + 0.005 and start < end - 1:
                    break
                before = table[line - 1][start]
                if before == infinity:
                    continue
                cost = _ragged_cost(width, target, balance, end == count - 1)
                total = before + cost + breaks.penalty[end] ** 2
                if total < table[line][end]:
                    table[line][end] = total
                    back[line][end] = start
    return _trace_lines(table, back, greedy)


def _ragged_cost(width: float, target: float, balance: bool, last: bool) -> float:
    if last and not balance:
        return 0.0 if width >= target / 4 else (target / 4 - width) ** 2
    return (target - width) ** 2


def _trace_lines(table: list[list[float]], back: list[list[int]], greedy: list[int]) -> list[int]:
    line, end = len(table) - 1, len(table[0]) - 1
    if table[line][end] == float("inf"):
        return greedy
    chosen = []
    while line:
        chosen.append(end)
        end = back[line][end]
        line -= 1
    return chosen[::-1]
