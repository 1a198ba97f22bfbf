"""Which variant each article takes, and on which page it begins: the whole issue at once.

Dynamic programming over the articles in their order. The state is the page and the grid line at
which the next article may begin; the cost is what `planning: costs:` of the layout says of white,
turned leaves, languages apart, resized pictures and the like; the end is a page count that folds
into whole sheets. After F. Mittelbach, 'A general LuaTeX framework for globally optimized
pagination' (Computational Intelligence 35, 2019), with articles for paragraphs.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from assemble.model.issue import Article, Photo, PhotoPage, Section
from assemble.model.layout import Costs
from assemble.page.arrange import Variant
from assemble.page.article import separator, variants
from assemble.page.context import Context
from assemble.page.flow import Flower
from assemble.page.furniture import section_rows
from assemble.page.parts import Across, Part, Sheet, page_sheet, spread_sheet
from assemble.page.placed import Flow
from assemble.page.row import CAPTIONS

SIGNATURE = 4
"""Pages of a folded sheet: a saddle-stitched publication is a multiple of it."""
FIRST_TEXT = 8
"""Grid lines under which it is not worth beginning another article."""
FORCED = 1.2
"""Times the cost of the cheapest page count, whole sheets or not, beyond which paragraphs are set
longer and shorter too, to reach whole sheets by smaller means."""
OTHER_VARIANT = 0.1
"""Share of the cost of a moved article at which one is arranged in another way than it was."""
SECTION_END = 0.25
"""Share of the cost of white at a foot that counts at a section's end, where white belongs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedArticle:
    """An article placed: its variant, the page and grid line it begins at, and how it flows.

    `opens` where it is the first of its section; `above` is how many rows stand before its own:
    the section's title or a separator; `terms` are the costs of its choice and place, those
    inside its flow not counted.
    """

    article: Article
    section: Section
    opens: bool
    above: int
    variant: Variant
    page: int
    line: int
    flow: Flow
    terms: tuple[tuple[str, float], ...]

    @property
    def last(self) -> int:
        """The page on which it ends."""
        return self.page + self.flow.page


@dataclass(frozen=True, slots=True)
class PlannedPhoto:
    """A full-page photograph between sections, on its page; `terms` as for an article."""

    photo: Photo
    page: int
    terms: tuple[tuple[str, float], ...] = ()


Planned = PlannedArticle | PlannedPhoto


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole issue planned.

    `entries` in page order; `last` the last page before blanks and the back cover; `blanks` the
    empty pages after it; `cost` the sum of all terms; `counts` the page counts that could be
    reached, blanks not counted, each with the least cost it takes; `terms` are the costs of the
    end, after the last entry.
    """

    entries: tuple[Planned, ...]
    last: int
    blanks: int
    cost: float
    counts: tuple[tuple[int, float], ...]
    terms: tuple[tuple[str, float], ...] = ()


class _State(NamedTuple):
    """A way so far: what it cost, the last page used, the grid lines reached there.

    `lines` has two where that page and the one after it are filled together.
    """

    cost: float
    page: int
    lines: tuple[int, ...]
    back: "_State | None"
    step: Planned | None

    @property
    def line(self) -> int:
        """The grid line below which nothing stands."""
        return max(self.lines)

    @property
    def pages(self) -> int:
        """How many pages are filled together."""
        return len(self.lines)


class _Outcome(NamedTuple):
    """An article tried from a line: its variant, how it flows, where it ends."""

    variant: Variant
    flow: Flow
    cost: float
    stands: frozenset[tuple[int, int]]


_Key = tuple[int, tuple[int, ...]]


def plan_issue(context: Context, first: int, *, greedy: bool = False) -> Plan:
    """Plan all sections and full-page photographs.

    Args:
        context: the means.
        first: the page on which the first section begins.
        greedy: choose page by page instead, each article the best for itself: what a planner
            without foresight does, to be compared with.
    """
    if context.kept:
        # What changed has to be taken up where it is: by all means.
        return _Planner(context, first, greedy=greedy, level=1).plan()
    plan = _Planner(context, first, greedy=greedy).plan()
    least = min((cost for _, cost in plan.counts), default=0.0)
    if greedy or plan.cost <= FORCED * least:
        return plan
    closer = _Planner(context, first, greedy=False, level=1).plan()
    return min(plan, closer, key=lambda each: each.cost)


class _Planner:
    def __init__(self, context: Context, first: int, *, greedy: bool, level: int = 0) -> None:
        self._context = context
        self._first = first
        self._greedy = greedy
        self.level = level
        self._costs: Costs = context.layout.planning.costs
        self._lines = context.page.lines
        self._flowers: dict[Sheet, Flower] = {
            sheet: Flower(sheet, context.layout.planning)
            for sheet in (page_sheet(context.page), spread_sheet(context.page))
        }

    def plan(self) -> Plan:
        """The cheapest way through all entries."""
        states = [_State(0.0, self._first - 1, (self._lines,), None, None)]
        for entry in self._context.issue.sections:
            if isinstance(entry, PhotoPage):
                states = self._best(list(self._photo_steps(entry, states)))
                continue
            for n, article in enumerate(entry.articles):
                tried = _Tried(self, article, entry, opens=n == 0)
                states = self._best([s for state in states for s in tried.steps(state)])
        return self._ended(states)

    def _best(self, steps: Sequence[_State]) -> list[_State]:
        """The cheapest way to each place; page by page only the cheapest of all."""
        best: dict[_Key, _State] = {}
        for state in steps:
            key = (state.page, state.lines)
            known = best.get(key)
            if known is None or state.cost < known.cost:
                best[key] = state
        if self._greedy:
            return [min(best.values(), key=lambda s: s.cost)]
        return [best[key] for key in sorted(best)]

    def _photo_steps(self, entry: PhotoPage, states: Sequence[_State]) -> Iterator[_State]:
        for state in states:
            page = state.page + state.pages
            white = tuple(self.white_terms(state, section=True))
            photo = PlannedPhoto(entry.photo, page, white)
            cost = state.cost + sum(amount for _, amount in white)
            yield _State(cost, page, (self._lines,), state, photo)

    def _ended(self, states: Sequence[_State]) -> Plan:
        """The way that ends best, blanks counted."""
        context = self._context
        back = 1 if context.issue.back_cover else 0
        folded = context.page.binding == "saddle-stitch"
        counts: dict[int, float] = {}
        ends: list[tuple[float, int, int, _State]] = []
        for state in states:
            last = max(state.page + state.pages - 1, 1)
            total = last + back
            cost = state.cost + self.white(state, section=True)
            counts[total] = min(cost, counts.get(total, float("inf")))
            blanks = -total % SIGNATURE if folded else 0
            ends.append((cost + blanks * self._costs.blank_page, last, blanks, state))
        cost, last, blanks, state = min(ends, key=lambda end: end[:3])
        entries: list[Planned] = []
        way: _State | None = state
        while way is not None:
            if way.step is not None:
                entries.append(way.step)
            way = way.back
        terms = self.white_terms(state, section=True)
        terms += [("blank_page", self._costs.blank_page)] * blanks
        reached = tuple(sorted(counts.items()))
        return Plan(tuple(entries[::-1]), last, blanks, cost, reached, tuple(terms))

    def white(self, state: _State, *, section: bool) -> float:
        """The cost of what is left white where the next thing begins on a new page."""
        return sum(cost for _, cost in self.white_terms(state, section=section))

    def white_terms(self, state: _State, *, section: bool) -> list[tuple[str, float]]:
        """The same by name."""
        holes = [max(0, self._lines - line) for line in state.lines]
        if state.step is None or not any(holes):
            return []
        share = SECTION_END if section else 1.0
        mean = sum(hole * hole for hole in holes) / len(holes)
        terms = [("white_at_foot", self._costs.white_at_foot * share * mean)]
        least = self._context.layout.planning.least_fill * self._lines
        short = sum(line < least for line in state.lines[: -1 if section else None])
        if short:
            terms.append(("short_page", self._costs.short_page * short))
        return terms

    def flower(self, sheet: Sheet) -> Flower:
        """The one that places parts on a sheet."""
        return self._flowers[sheet]

    @property
    def context(self) -> Context:
        """The means."""
        return self._context

    @property
    def costs(self) -> Costs:
        """The layout's costs."""
        return self._costs


class _Tried:
    """One article, tried in all variants from each line that it may begin at."""

    def __init__(
        self, planner: _Planner, article: Article, section: Section, *, opens: bool
    ) -> None:
        context = planner.context
        self._planner = planner
        self._article = article
        self._section = section
        self._opens = opens
        self._kept = context.kept.choices.get(article.id) if context.kept else None
        self._choices = self._keeping(variants(context, article, planner.level))
        starts = context.page.sections if opens else ""
        self._fresh_only = starts in ("new-page", "new-spread") or (
            not opens and context.layout.kinds[article.kind.text].new_page
        )
        self._new_spread = starts == "new-spread"
        heading = section_rows(context, section.title) if opens else ()
        self._head: tuple[Part, ...] = (Across(tuple(heading)),) if heading else ()
        self._above: tuple[Part, ...] = self._head or (separator(context),)
        self._rows_above = sum(len(part.rows) for part in self._above if isinstance(part, Across))
        self._tried: dict[tuple[int, int], list[_Outcome]] = {}

    def _keeping(self, choices: list[Variant]) -> list[Variant]:
        """The variants, all but the one of the build to keep at a cost."""
        kept, moved = self._kept, self._planner.costs.moved * OTHER_VARIANT
        if kept is None:
            return choices
        return [
            variant
            if variant.name == kept.variant
            else variant._replace(terms=(*variant.terms, ("moved", moved)))
            for variant in choices
        ]

    def steps(self, state: _State) -> Iterator[_State]:
        """The ways to go on from a state."""
        planner = self._planner
        if (
            not self._fresh_only
            and state.step is not None
            and planner.context.page.lines - state.line >= FIRST_TEXT
        ):
            for outcome in self._outcomes(state.line, state.pages):
                yield self._step(state, outcome, state.page, state.line, ())
        page = state.page + state.pages
        white = tuple(planner.white_terms(state, section=self._opens))
        for outcome in self._outcomes(0, 0):
            spread = outcome.flow.sheet.pages > 1
            if (spread or self._new_spread) and page % 2:
                blank = (("blank_page", planner.costs.blank_page),)
                yield self._step(state, outcome, page + 1, 0, (*white, *blank))
            else:
                yield self._step(state, outcome, page, 0, white)

    def _step(
        self,
        state: _State,
        outcome: _Outcome,
        page: int,
        line: int,
        white: tuple[tuple[str, float], ...],
    ) -> _State:
        planner, flow = self._planner, outcome.flow
        last = page + flow.page
        terms = [*white, *outcome.variant.terms]
        leaves = last // 2 - page // 2
        if leaves:
            terms.append(("page_turn", planner.costs.page_turn * leaves))
            languages, pictures = _apart(page, outcome.stands, len(self._article.texts))
            fits = flow.page < 2 or flow.sheet.pages > 1
            if fits and languages:
                terms.append(("languages_apart", planner.costs.languages_apart))
            if pictures:
                terms.append(("picture_apart", planner.costs.picture_apart * pictures))
        kept = self._kept
        if kept and (page, line) != (kept.page, kept.line):
            terms.append(("moved", planner.costs.moved))
        cost = state.cost + flow.cost + sum(amount for _, amount in terms)
        planned = PlannedArticle(
            article=self._article,
            section=self._section,
            opens=self._opens,
            above=self._rows_above if line or self._opens else 0,
            variant=outcome.variant,
            page=page,
            line=line,
            flow=flow,
            terms=tuple(terms),
        )
        return _State(cost, last - flow.sheet.pages + 1, flow.lines, state, planned)

    def _outcomes(self, line: int, pages: int) -> list[_Outcome]:
        """Every end that the article can come to from a line, in its cheapest variant.

        `pages` are those of the sheet that is begun on; 0 is a new one of any kind.
        """
        key = (line, pages)
        if key not in self._tried:
            best: dict[tuple[int, tuple[int, ...]], _Outcome] = {}
            for variant in self._choices:
                sheet = variant.sheet
                if pages and sheet.pages != pages:
                    continue
                above = self._above if line else self._head
                flow = self._planner.flower(sheet).place((*above, *variant.parts), line)
                if line and not _begins(flow, len(above)):
                    continue
                cost = flow.cost + variant.cost
                end = (flow.sheets, flow.lines)
                if end not in best or cost < best[end].cost:
                    best[end] = _Outcome(variant, flow, cost, flow.stands())
            self._tried[key] = list(best.values())
        return self._tried[key]


def _begins(flow: Flow, above: int) -> bool:
    """Whether an article really begins on the page on which its separator stands."""
    return flow.puts[above].sheet == 0 if len(flow.puts) > above else False


def _apart(first: int, stands: frozenset[tuple[int, int]], count: int) -> tuple[bool, int]:
    """Whether a spread shows an article in one of its languages only, and pictures far from it.

    Args:
        first: the page on which it begins.
        stands: what stands on which of its pages.
        count: how many languages it has.
    """
    spreads: dict[int, set[int]] = {}
    for page, rank in stands:
        spreads.setdefault((first + page) // 2, set()).add(rank)
    texts = [{rank for rank in ranks if rank < CAPTIONS} for ranks in spreads.values()]
    apart = any(0 < len(ranks) < count for ranks in texts)
    return apart, sum(not ranks for ranks in texts)
