"""Which variant each article takes, and on which page it begins: the whole issue at once.

Dynamic programming over the articles in their order. The state is the page and the grid line at
which the next article may begin; the cost is what `planning: costs:` of the layout says of white,
turned leaves, languages apart, resized pictures and the like; the end is a page count that folds
into whole sheets. After F. Mittelbach, 'A general LuaTeX framework for globally optimized
pagination' (Computational Intelligence 35, 2019), with articles for paragraphs.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from assemble.model.issue import Article, Filler, PhotoPage, Section
from assemble.page.context import Context
from assemble.page.fill import Terms
from assemble.page.offers import MARGIN, Offers, PlannedFiller
from assemble.page.placed import pages_of
from assemble.page.trial import (
    Closer,
    Means,
    PlannedArticle,
    PlannedPhoto,
    State,
    States,
    Step,
    Trial,
    keep_best,
)

TIGHT, LOOSE = -1, 1
"""Grid lines by which pairs of paragraphs may be changed all over an article."""
FORCED = 1.2
"""Times the cost of the cheapest page count, whole sheets or not, beyond which paragraphs are set
longer too and not only shorter, to reach whole sheets by smaller means."""

Planned = PlannedArticle | PlannedPhoto | PlannedFiller


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
    terms: Terms = ()


def plan_issue(context: Context, first: int, *, greedy: bool = False) -> Plan:
    """Plan all sections and full-page photographs.

    Args:
        context: the means.
        first: the page on which the first section begins.
        greedy: choose page by page instead, each article the best for itself: what a planner
            without foresight does, to be compared with.
    """
    planner = _Planner(context, first, greedy=greedy)
    if context.kept:
        # What changed has to be taken up where it is: by all means.
        return planner.plan((TIGHT, LOOSE))
    plan = planner.plan((TIGHT,))
    least = min((cost for _, cost in plan.counts), default=0.0)
    if greedy or plan.cost <= FORCED * least:
        return plan
    return planner.plan((TIGHT, LOOSE))


class _Planner:
    def __init__(self, context: Context, first: int, *, greedy: bool) -> None:
        self._context = context
        self._first = first
        self._greedy = greedy
        self._means = Means(context)
        self._offers = Offers(context)
        self._trials: dict[str, Trial] = {}

    def plan(self, closer: Closer) -> Plan:
        """The cheapest way through all entries, with paragraphs changed as in `closer` too."""
        states = [State(0.0, self._first - 1, (self._means.lines,), None, None)]
        for entry in self._context.issue.sections:
            if isinstance(entry, PhotoPage):
                states = self._filled(states, section=True)
                states = self._best(self._with_photo(entry, states))
                continue
            for n, article in enumerate(entry.articles):
                trial = self._trial(article, entry, opens=n == 0)
                if n == 0 or trial.fresh_only:
                    states = self._filled(states, section=n == 0)
                after: States = {}
                for state in states:
                    trial.extend(state, closer, after)
                states = self._best(after)
        return self._ended(self._filled(states, section=True))

    def _trial(self, article: Article, section: Section, *, opens: bool) -> Trial:
        if article.id not in self._trials:
            make = Trial if self._context.trials is None else self._context.trials.trial
            self._trials[article.id] = make(self._means, article, section, opens=opens)
        return self._trials[article.id]

    def _best(self, states: States) -> list[State]:
        """The states in the order of their places; page by page only the cheapest of all.

        One that has fewer fillers left must cost less.
        """
        if self._greedy:
            return [min(states.values(), key=lambda s: s.cost)]
        kept: list[State] = []
        for place in sorted(states):
            state = states[place]
            last = kept[-1] if kept else None
            if not (last and last.place[:2] == place[:2] and last.cost <= state.cost):
                kept.append(state)
        return kept

    def _filled(self, states: list[State], *, section: bool) -> list[State]:
        """The states, and what fillers make of them: at feet, and as pages where a section ends."""
        fillers = self._context.issue.fillers
        if not fillers:
            return states
        filled = [s for s in states if s.step is not None]
        filled += [foot for state in filled for foot in self._feet(state)]
        for n, filler in enumerate(fillers):
            if section and self._offers.fills_page(n):
                filled += [self._filler_page(s, n, filler) for s in filled if s.fillers <= n]
        best: States = {}
        for state in filled or states:
            keep_best(best, state)
        return self._best(best)

    def _feet(self, state: State) -> Iterator[State]:
        """Fillers at the foot of the page reached; of two the emptier first, or both."""
        at = state.lines.index(min(state.lines))
        page, lines = state.page + at, self._means.lines
        cost = self._means.costs.filler
        for offer in self._offers.feet(state.fillers, lines - state.lines[at]):
            way, line = state, lines - offer.height
            for n, tall in offer.each:
                line += MARGIN
                filler = self._context.issue.fillers[n]
                step = PlannedFiller(filler, page, line, tall, (("filler", cost),))
                line += tall
                reached = (*state.lines[:at], line - offer.spare, *state.lines[at + 1 :])
                way = State(way.cost + cost, state.page, reached, way, step, n + 1)
            yield way
            if state.pages > 1:
                yield from self._feet(way)

    def _filler_page(self, state: State, n: int, filler: Filler) -> State:
        """A filler that has the next page to itself."""
        page, cost = state.page + state.pages, self._means.costs.filler
        white, terms = self._means.white(state, section=True)
        step = PlannedFiller(filler, page, 0, None, (*terms, ("filler", cost)))
        lines = (self._means.lines,)
        return State(state.cost + white + cost, page, lines, state, step, n + 1)

    def _with_photo(self, entry: PhotoPage, states: list[State]) -> States:
        """The states with a full-page photograph after them."""
        after: States = {}
        for state in states:
            page, pages = state.page + state.pages, pages_of(entry.photo)
            white, terms = self._means.white(state, section=True)
            if pages > 1 and page % 2:
                blank = self._means.costs.blank_page
                page, white, terms = page + 1, white + blank, (*terms, ("blank_page", blank))
            photo = PlannedPhoto(entry.photo, page, terms)
            last, lines = page + pages - 1, (self._means.lines,)
            cost = state.cost + white
            keep_best(after, State(cost, last, lines, state, photo, state.fillers))
        return after

    def _ended(self, states: list[State]) -> Plan:
        """The way that ends best, blanks counted."""
        context = self._context
        blank = context.layout.planning.costs.blank_page
        back = 1 if context.issue.back_cover else 0
        whole = context.multiple
        counts: dict[int, float] = {}
        ends: list[tuple[float, int, int, State]] = []
        for state in states:
            last = max(state.page + state.pages - 1, 1)
            total = last + back
            cost = state.cost + self._means.white(state, section=True)[0]
            counts[total] = min(cost, counts.get(total, float("inf")))
            blanks = -total % whole
            ends.append((cost + blanks * blank, last, blanks, state))
        cost, last, blanks, state = min(ends, key=lambda end: end[:3])
        terms = (*self._means.white(state, section=True)[1], *[("blank_page", blank)] * blanks)
        return Plan(_way(state), last, blanks, cost, tuple(sorted(counts.items())), terms)


def _way(state: State) -> tuple[Planned, ...]:
    """What was planned on the way to a state."""
    entries: list[Planned] = []
    way: State | None = state
    while way is not None:
        if isinstance(way.step, Step):
            entries.append(way.step.planned())
        elif way.step is not None:
            entries.append(way.step)
        way = way.back
    return tuple(entries[::-1])
