"""Breaking ragged text: few lines, all as even as they can be."""

from assemble.text.breaking import INFINITY, SLACK, WHOLE, Breaks, Flex, Notch, first_fit

SHORT = 0.25
"""Share of the measure under which the last line of ragged text is a runt."""
HYPHEN_SHORT = 0.002
"""Share of the measure for each point of a hyphen's penalty: with the penalty of 120 a word is cut
where its line would else be short by a quarter, which is where a rag begins to look torn."""
FEWEST = 1e6
"""What makes a line dearer than any unevenness, in squares of the measure."""


def break_ragged(
    breaks: Breaks, measure: float, *, balance: bool, notch: Notch = WHOLE
) -> list[int]:
    """Choose the breaks of ragged text: few lines, and all as even as they can be.

    Args:
        breaks: the break chances; a penalty counts like a line that is short by that many
            points, that of a hyphen which the break adds by so many `HYPHEN_SHORT` of the
            measure.
        measure: the line length in points.
        balance: whether the last line is to be as long as the others (headlines); there are
            then as few lines as fit. Else it may be short, but no runt, and a line more is
            taken where the others would be very uneven.
        notch: which lines are shorter; as for `break_lines`.
    """
    count = len(breaks.width_to)
    total = breaks.width_to[-1] + breaks.spaces_to[-1]
    if total - breaks.width_from[0] <= notch.left(measure, 0) + SLACK:
        return [count - 1]
    layers = notch.lines + 1 if notch.lines > 1 else 1  # an indent leaves all lines alike
    rooms = [notch.left(measure, line) for line in range(layers)]
    targets, line = rooms, measure * measure
    if balance:
        rigid = Flex(1.0, 0, 0, 0, 0, 0, 0, 0, 0)
        lines = len(first_fit(breaks, measure, rigid, notch))
        notched = sum(measure - notch.left(measure, n) for n in range(lines))
        targets = [min(measure, (total + notched) / lines) - measure + room for room in rooms]
        line *= FEWEST
    return _search(breaks, rooms, targets, line, balance=balance)


def _search(
    breaks: Breaks, rooms: list[float], targets: list[float], line: float, *, balance: bool
) -> list[int]:
    """The cheapest breaks; the first lines have a room each, all others the last of them.

    `line` is what each line costs.
    """
    count, last = len(breaks.width_to), len(rooms) - 1
    to = [w + s for w, s in zip(breaks.width_to, breaks.spaces_to, strict=True)]
    after = [w + s for w, s in zip(breaks.width_from, breaks.spaces_from, strict=True)]
    full = rooms[last]
    hyphen, ladder = HYPHEN_SHORT * full, full * full
    costs = [[INFINITY] * count for _ in rooms]
    back = [[(0, 0)] * count for _ in rooms]
    costs[0][0] = 0.0
    for end in range(1, count):
        hyphens, is_last = breaks.hyphen[end], end == count - 1
        adds = breaks.width_to[end] > breaks.width_from[end]
        penalty = breaks.penalty[end] * (hyphen if adds else 1.0)
        short, reach = is_last and not balance, to[end]
        for n, room in enumerate(rooms):
            wanted = SHORT * room if short else targets[n]
            before, most = costs[n], room + SLACK
            best, at = INFINITY, 0
            for start in range(end - 1, -1, -1):
                width = reach - after[start]
                if width > most and start < end - 1:
                    break
                slack = wanted - width
                cost = before[start]
                if slack > 0 or not short:
                    cost += slack * slack
                if hyphens and breaks.hyphen[start]:
                    cost += ladder
                if cost < best:
                    best, at = cost, start
            best += line + penalty * penalty
            into = min(n + 1, last)
            if best < costs[into][end]:
                costs[into][end], back[into][end] = best, (n, at)
    return _trace(costs, back)


def _trace(costs: list[list[float]], back: list[list[tuple[int, int]]]) -> list[int]:
    end = len(costs[0]) - 1
    n = min(range(len(costs)), key=lambda layer: costs[layer][end])
    chosen = []
    while end:
        chosen.append(end)
        n, end = back[n][end]
    return chosen[::-1]
