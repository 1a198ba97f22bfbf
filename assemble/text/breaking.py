"""Total-fit line breaking: the breaks of a whole paragraph with the least sum of demerits.

After Knuth and Plass, 'Breaking paragraphs into lines' (Software: Practice and Experience 11,
1981), with two changes. A line's looseness is measured against all three ways of justification
together (word space, letter space, glyph width), and instead of a list of active nodes each
break looks back over the window of line starts that could reach it: natural widths grow with
the text, so the window is contiguous and short.
"""

from typing import Any, NamedTuple

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
"""Share of the measure that a line's natural width must reach, in the first pass."""


SHORT = 0.25
"""Share of the measure under which the last line of ragged text is a runt."""
HYPHEN_SHORT = 0.002
"""Share of the measure for each point of a hyphen's penalty: with the penalty of 120 a word is cut
where its line would else be short by a quarter, which is where a rag begins to look torn."""
FEWEST = 1e6
"""What makes a line dearer than any unevenness, in squares of the measure."""


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


_Node = tuple[float, int, int, "tuple[Any, ...] | None"]
"""The best way to a break: its demerits, how many hyphens in a row it ends, the start of the line
before it and that start's node. A plain tuple, since thousands are made a second."""


class _Sums(NamedTuple):
    """Running sums of the desired length and of what lines can give, to and from each chance.

    A line from chance i to chance j has the length `full_to[j] - full_from[i]`, can be made
    shorter by `less_to[j] - less_from[i]` and longer by `more_to[j] - more_from[i]`.
    """

    full_to: list[float]
    full_from: list[float]
    less_to: list[float]
    less_from: list[float]
    more_to: list[float]
    more_from: list[float]


def _sums(b: Breaks, flex: Flex) -> _Sums:
    full, less, more = [], [], []
    for width, spaces, glyphs in (
        (b.width_to, b.spaces_to, b.glyphs_to),
        (b.width_from, b.spaces_from, b.glyphs_from),
    ):
        long = [w + s * flex.desired for w, s in zip(width, spaces, strict=True)]
        full.append(long)
        rows = list(zip(long, spaces, glyphs, strict=True))
        shrink = (flex.width_shrink, flex.space_shrink, flex.letter_shrink)
        stretch = (flex.width_stretch, flex.space_stretch, flex.letter_stretch)
        less.append([f * shrink[0] + s * shrink[1] + g * shrink[2] for f, s, g in rows])
        more.append([f * stretch[0] + s * stretch[1] + g * stretch[2] for f, s, g in rows])
    return _Sums(full[0], full[1], less[0], less[1], more[0], more[1])


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
    sums = _sums(breaks, flex)
    found = _search(breaks, sums, measure, flex, LOOSEST * measure)
    return found or _search(breaks, sums, measure, flex, 0.0) or _first_fit(breaks, measure, flex)


def _search(b: Breaks, sums: _Sums, measure: float, flex: Flex, loosest: float) -> list[int]:
    """The breaks of least demerits with no line shorter than `loosest` points but the last.

    All in one function: it runs for every break chance of every paragraph, where calls and small
    values cost as much as the sums.
    """
    full_to, full_from, less_to, less_from, more_to, more_from = sums
    hang_from, hyphens, limit = b.hang_from, b.hyphen, flex.hyphen_limit
    last = len(full_to) - 1
    nodes: list[list[_Node]] = [[] for _ in full_to]
    nodes[0] = [(0.0, 0, 0, None)]
    low = 0
    for end in range(1, last + 1):
        length, less, more = full_to[end], less_to[end], more_to[end]
        room = measure + b.hang_to[end]
        hyphen, is_last = hyphens[end], end == last
        penalty = b.penalty[end]
        extra = penalty * abs(penalty)
        while low < end and (
            length - full_from[low] - (less - less_from[low]) > room + hang_from[low] + SLACK
        ):
            low += 1
        best: dict[int, _Node] = {}
        for start in range(low, end):
            before = nodes[start]
            if not before:
                continue
            full = length - full_from[start]
            slack = room + hang_from[start] - full
            if slack < 0:
                cost = LINE + _badness(-slack, less - less_from[start])
            elif is_last:
                cost = LINE if full >= flex.least_last else LINE + RUNT**0.5
            elif full < loosest:
                break
            else:
                cost = LINE + _badness(slack, more - more_from[start])
            cost = cost * cost + extra
            for node in before:
                run = node[1] + 1 if hyphen else 0
                if run > limit:
                    continue
                total = node[0] + cost
                if run > 1 or (is_last and node[1]):
                    total += HYPHENS_IN_A_ROW
                if run not in best or total < best[run][0]:
                    best[run] = (total, run, start, node)
        nodes[end] = list(best.values())
    return _trace(nodes[last], last)


def _badness(slack: float, give: float) -> float:
    """A hundred times the cube of the share of its give that a line needs, as in TeX."""
    ratio = slack / give if give > 0 else MOST
    return 100.0 * ratio * ratio * ratio if ratio < MOST else 100.0 * MOST**3


def _trace(ends: list[_Node], end: int) -> list[int]:
    """The breaks on the way to the best of the last nodes."""
    if not ends:
        return []
    chosen = []
    node: Any = min(ends, key=lambda n: n[0])
    while node[3] is not None:
        chosen.append(end)
        end, node = node[2], node[3]
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
    return full - shrink <= room + SLACK


def break_ragged(breaks: Breaks, measure: float, *, balance: bool) -> list[int]:
    """Choose the breaks of ragged text: few lines, and all as even as they can be.

    Args:
        breaks: the break chances; a penalty counts like a line that is short by that many
            points, that of a hyphen by so many times `HYPHEN_SHORT` of the measure.
        measure: the line length in points.
        balance: whether the last line is to be as long as the others (headlines); there are
            then as few lines as fit. Else it may be short, but no runt, and a line more is
            taken where the others would be very uneven.
    """
    count = len(breaks.width_to)
    to = [w + s for w, s in zip(breaks.width_to, breaks.spaces_to, strict=True)]
    after = [w + s for w, s in zip(breaks.width_from, breaks.spaces_from, strict=True)]
    if to[-1] - breaks.width_from[0] <= measure + SLACK:
        return [count - 1]
    target, line = measure, measure * measure
    if balance:
        rigid = Flex(1.0, 0, 0, 0, 0, 0, 0, 0, 0)
        target = min(measure, to[-1] / len(_first_fit(breaks, measure, rigid)))
        line *= FEWEST
    hyphen, ladder = HYPHEN_SHORT * measure, measure * measure
    costs, back = [0.0] * count, [0] * count
    for end in range(1, count):
        hyphens, best, is_last = breaks.hyphen[end], float("inf"), end == count - 1
        wanted = SHORT * measure if is_last and not balance else target
        for start in range(end - 1, -1, -1):
            width = to[end] - after[start]
            if width > measure + SLACK and start < end - 1:
                break
            slack = wanted - width
            cost = costs[start]
            if slack > 0 or balance or not is_last:
                cost += slack * slack
            if hyphens and breaks.hyphen[start]:
                cost += ladder
            if cost < best:
                best, back[end] = cost, start
        penalty = breaks.penalty[end] * (hyphen if hyphens else 1.0)
        costs[end] = best + line + penalty * penalty
    chosen, end = [], count - 1
    while end:
        chosen.append(end)
        end = back[end]
    return chosen[::-1]
