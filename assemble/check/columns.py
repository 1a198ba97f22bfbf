"""How columns are filled and where they end: fill, bands, grid, widows, orphans, headings.

In: pages as seen. Out: figures by page and flaws.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from assemble.check.seen import HEADS, RUNNING, Thing, View
from assemble.model.edition import Rect, TextItem
from assemble.model.layout import PageGeometry
from assemble.model.quality import Band, Flaw

OFF = 0.05
"""Points that a baseline may lie off the grid: below what can be seen, above rounding."""
LEVEL = 1
"""Grid lines by which columns of a closed band may end apart."""
SPLIT = 4
"""Lines from which on a text can stand in two columns at all: two and two."""
WHITE_FOOT = 2
"""Grid lines at a page's foot that may stay white where the text goes on: what keeping two lines
together can cost."""
HOLE = 6
"""Grid lines of white inside an article from which on it is seen as a hole."""
AFTER_HEAD = 2
"""Lines of text that a subhead keeps after it."""
NEXT = 1.5
"""Grid lines to the next baseline up to which lines follow one another in a column."""

Flows = Mapping[tuple[str, str], int]
"""The last page of each article in each language."""


class Run(NamedTuple):
    """Lines of a paragraph under one another without anything between."""

    page: int
    column: int
    things: tuple[Thing, ...]


def last_pages(views: Iterable[View]) -> Flows:
    """The last page on which each article's text stands, by article and language."""
    out: dict[tuple[str, str], int] = {}
    for view in views:
        for thing in view.things:
            if thing.is_text and thing.source.role not in HEADS:
                out[thing.source.article or "", thing.source.language or ""] = view.page.number
    return out


def fills(view: View, page: PageGeometry) -> tuple[float, ...]:
    """The share of each column's height down to its last thing."""
    out = []
    for column in range(page.columns):
        lasts = [thing.last + 1 for thing in view.things if column in thing.columns]
        out.append(min(1.0, max(lasts, default=0) / page.lines))
    return tuple(out)


def held(view: View, page: PageGeometry) -> float:
    """The share of the columns' grid lines in which something stands."""
    taken = {
        (column, line)
        for thing in view.things
        for column in (thing.columns if len(thing.columns) < 2 else range(page.columns))
        for line in range(thing.first, thing.last + 1)
    }
    return min(1.0, len(taken) / (page.lines * page.columns))


def bands(view: View, page: PageGeometry, flows: Flows) -> Iterator[tuple[Band, list[Thing]]]:
    """The bands of a page with what stands in each."""
    taken = sorted((thing.first, thing.last) for thing in view.across)
    edges = [(-1, -1), *taken, (page.lines, page.lines)]
    top = 0
    for _, (first, last) in pairwise(edges):
        if first > top:
            inside = [t for t in view.within if top <= (t.first + t.last) / 2 < first]
            if any(t.is_text for t in inside):
                yield _band(view, inside, (top, first - 1, page), flows), inside
        top = max(top, last + 1)


def _band(
    view: View, inside: Sequence[Thing], place: tuple[int, int, PageGeometry], flows: Flows
) -> Band:
    first, last, page = place
    sides = [[t for t in inside if n in t.columns] for n in range(page.columns)]
    ends = tuple(max((t.last for t in side), default=first - 1) for side in sides)
    told = [t for t in inside if t.is_text]
    texts = [t for t in told if t.source.role not in HEADS] or told
    languages = [{t.source.language for t in texts if n in t.columns} for n in range(page.columns)]
    spoken = [each for each in languages if each]
    parallel = len(spoken) > 1 and all(a.isdisjoint(b) for a, b in pairwise(spoken))
    goes_on = any(
        flows.get((t.source.article or "", t.source.language or ""), 0) > view.page.number
        for t in told
    )
    below = any(t.first > last for t in view.across)
    return Band(first, last, ends, not goes_on or below, parallel)


def band_flaws(
    view: View, found: Sequence[tuple[Band, list[Thing]]], page: PageGeometry
) -> Iterator[Flaw]:
    """Columns that end or begin apart, white at the foot of what goes on, holes."""
    number = view.page.number
    for band, things in found:
        sides = [[t for t in things if n in t.columns] for n in range(page.columns)]
        if band.is_closed and not band.is_parallel:
            yield from _uneven(number, band, things, page)
        if not band.is_closed:
            yield from _white_foot(number, band, sides, page)
        yield from _first_lines(number, sides, page)
        for n, side in enumerate(sides):
            yield from _holes(number, n, side, page)


def _slot(page: PageGeometry, number: int, column: int, lines: tuple[int, int]) -> Rect:
    """The rectangle of some grid lines of a column."""
    x = page.left(number) + column * (page.column + page.gutter)
    return Rect(
        x,
        page.head + lines[0] * page.grid,
        page.column,
        max(0.0, (lines[1] - lines[0] + 1) * page.grid),
    )


def _uneven(number: int, band: Band, things: Sequence[Thing], page: PageGeometry) -> Iterator[Flaw]:
    """Columns of a closed band that end more than a line apart, or a table's row."""
    texts = [t for t in things if t.is_text]
    spread = max(band.ends) - min(band.ends)
    rows = _row_heights(things)
    limit = max([LEVEL, *rows])
    lines = len({(t.columns, t.first) for t in texts})
    if spread <= limit or lines < SPLIT:
        return
    column = band.ends.index(min(band.ends))
    last = max(texts, key=lambda t: (t.columns, t.last))
    yield Flaw(
        "uneven-columns",
        number,
        _slot(page, number, column, (min(band.ends) + 1, max(band.ends))),
        f"the columns end {spread} lines apart",
        spread,
        last.text,
        last.source.at,
    )


def _row_heights(things: Sequence[Thing]) -> list[int]:
    """Grid lines of each row of the tables among some things, in which no column can end."""
    rows: dict[object, list[Thing]] = defaultdict(list)
    for thing in things:
        if thing.source.role == "table":
            rows[thing.source.at, thing.columns].append(thing)
    return [max(t.last for t in row) - min(t.first for t in row) + 1 for row in rows.values()]


def _white_foot(
    number: int, band: Band, sides: Sequence[Sequence[Thing]], page: PageGeometry
) -> Iterator[Flaw]:
    """Columns that stay short though the text goes on; of parallel ones the longest counts."""
    rows = [height for side in sides for height in _row_heights(side)]
    limit = max([WHITE_FOOT, *rows])
    ends = [max(band.ends)] if band.is_parallel else band.ends
    for column, end in enumerate(ends):
        white = band.last - end
        if white > limit:
            above = [t for side in sides for t in side if t.last <= end]
            last = max(above or _first_of(sides), key=lambda t: t.last)
            slot = _slot(page, number, column, (end + 1, band.last))
            yield Flaw(
                "white-foot",
                number,
                slot._replace(width=page.measure) if band.is_parallel else slot,
                f"{white} lines are white at the foot, and the text goes on",
                white,
                last.text,
                last.source.at,
            )


def _first_of(sides: Sequence[Sequence[Thing]]) -> Sequence[Thing]:
    """What stands in the first column that holds anything."""
    return next(side for side in sides if side)


def _first_lines(
    number: int, sides: Sequence[Sequence[Thing]], page: PageGeometry
) -> Iterator[Flaw]:
    """Columns of a band that don't begin at the same grid line."""
    firsts = [min(side, key=lambda t: t.rect.y) for side in sides if side]
    if len(firsts) < 2:
        return
    top = min(t.first for t in firsts)
    for thing in firsts:
        if thing.first > top:
            away = thing.first - top
            yield Flaw(
                "first-line",
                number,
                _slot(page, number, thing.columns[0], (top, thing.first - 1)),
                f"the column begins {away} {'line' if away == 1 else 'lines'} lower than its"
                " neighbour",
                away,
                thing.text,
                thing.source.at,
            )


def _holes(number: int, column: int, side: Sequence[Thing], page: PageGeometry) -> Iterator[Flaw]:
    """White inside a column between things of one article; under a headline it is wanted."""
    last: Thing | None = None
    for thing in sorted(side, key=lambda t: (t.first, t.last)):
        heads = last and last.source.role in HEADS
        if last and not heads and thing.first - last.last - 1 >= HOLE:
            white = thing.first - last.last - 1
            yield Flaw(
                "hole",
                number,
                _slot(page, number, column, (last.last + 1, thing.first - 1)),
                f"{white} lines are white inside the article",
                white,
                thing.text,
                thing.source.at,
            )
        if last is None or thing.last > last.last:
            last = thing


def grid_flaws(views: Sequence[View], page: PageGeometry) -> Iterator[Flaw]:
    """Lines of running text that stand off the grid that most of them share."""
    lines = [
        (view.page.number, thing, item)
        for view in views
        for thing in view.things
        if thing.source.role in RUNNING
        for item in thing.items
        if isinstance(item, TextItem)
    ]
    phases = Counter(_phase(item, page) for _, _, item in lines)
    if not phases:
        return
    phase = max(phases, key=lambda each: (phases[each], -each))
    for number, thing, item in lines:
        off = (item.baseline - page.head - phase) % page.grid
        off = min(off, page.grid - off)
        if off > OFF:
            yield Flaw(
                "off-grid", number, thing.rect, f"the baseline is {off:.2f} pt off the grid", off,
                item.line.text, item.source.at,
            )  # fmt: skip


def _phase(item: TextItem, page: PageGeometry) -> float:
    return round((item.baseline - page.head) % page.grid, 1) % page.grid


def runs_of(views: Iterable[View], page: PageGeometry) -> list[list[Run]]:
    """Each paragraph of running text as runs of lines, in reading order."""
    paragraphs: dict[object, list[tuple[int, int, Thing]]] = defaultdict(list)
    for view in views:
        for thing in view.things:
            source = thing.source
            if thing.is_text and source.role in RUNNING:
                key = source.article, source.language, source.at, source.role
                paragraphs[key].append((view.page.number, thing.columns[0], thing))
    return [_runs(placed, page) for placed in paragraphs.values()]


def _runs(placed: list[tuple[int, int, Thing]], page: PageGeometry) -> list[Run]:
    """Lines in order to runs; what stands on one baseline is one line."""
    out: list[Run] = []
    for number, column, thing in sorted(
        placed, key=lambda p: (p[0], p[1], p[2].first, p[2].rect.x)
    ):
        last = out[-1] if out else None
        if last and (last.page, last.column) == (number, column):
            step = _baseline(thing) - _baseline(last.things[-1])
            if step < OFF:
                continue
            if step < NEXT * page.grid:
                out[-1] = last._replace(things=(*last.things, thing))
                continue
        out.append(Run(number, column, (thing,)))
    return out


def widow_flaws(paragraphs: Sequence[Sequence[Run]]) -> Iterator[Flaw]:
    """Paragraphs that leave one line alone before or after a break."""
    for runs in paragraphs:
        if len(runs) < 2:
            continue
        first, last = runs[0], runs[-1]
        for run, kind, place in ((first, "orphan", "first"), (last, "widow", "last")):
            if len(run.things) == 1:
                thing = run.things[0]
                yield Flaw(
                    kind, run.page, thing.rect,
                    f"the {place} line of a paragraph stands alone", 1,
                    thing.text, thing.source.at,
                )  # fmt: skip


def head_flaws(view: View, page: PageGeometry) -> Iterator[Flaw]:
    """Subheads and headlines without two lines after them, bylines without a line before."""
    number = view.page.number
    for thing in view.things:
        role = thing.source.role
        if role == "subhead":
            under = _under(thing, view, page)
            lowest = max((t.last for t in under), default=thing.last)
            if lowest - thing.last < AFTER_HEAD and not _follows(under, "subhead"):
                yield _stranded(number, thing, lowest - thing.last)
        elif role in ("kicker", "headline"):
            own = [t for t in view.things if _same_text(t, thing) and t.is_text]
            count = sum(len(t.items) for t in own if t.rect.y > thing.rect.y)
            if count < AFTER_HEAD:
                yield _stranded(number, thing, count)
        elif role == "byline":
            above = [
                t
                for t in view.things
                if _same_text(t, thing)
                and set(t.columns) & set(thing.columns)
                and 0 < thing.first - t.last <= AFTER_HEAD
            ]
            if not above:
                yield Flaw(
                    "stranded-byline", number, thing.rect, "no line of its text stands above it",
                    1, thing.text, thing.source.at,
                )  # fmt: skip


def _under(thing: Thing, view: View, page: PageGeometry) -> list[Thing]:
    """What follows something in its column, down to what goes across the page."""
    stop = min((t.first for t in view.across if t.first > thing.last), default=page.lines)
    return [
        t
        for t in view.within
        if set(t.columns) & set(thing.columns) and thing.last < t.first < stop
    ]


def _follows(under: Sequence[Thing], role: str) -> bool:
    return bool(under) and min(under, key=lambda t: t.first).source.role == role


def _stranded(number: int, thing: Thing, lines: int) -> Flaw:
    after = "no line" if not lines else "one line"
    return Flaw(
        "stranded-head", number, thing.rect, f"{after} of its text stands under it", lines,
        thing.text, thing.source.at,
    )  # fmt: skip


def _same_text(one: Thing, other: Thing) -> bool:
    a, b = one.source, other.source
    return one is not other and (a.article, a.language) == (b.article, b.language)


def _baseline(thing: Thing) -> float:
    return thing.rect.y + thing.rect.height
