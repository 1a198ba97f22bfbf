"""One article tried in all its variants from each line that it may begin at.

In: an article, and the states that the ways so far have come to. Out: the states that they come to
with it. A trial is made once for each line and each kind of sheet, whatever page it falls on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from assemble.model.issue import Article, Photo, Section
from assemble.page.arrange import Variant, plates_of
from assemble.page.article import Arrangement, arranged, separator
from assemble.page.context import Context
from assemble.page.fill import Terms
from assemble.page.flow import Flower
from assemble.page.furniture import section_rows
from assemble.page.offers import PlannedFiller
from assemble.page.parts import Across, Part, Sheet, page_sheet, spread_sheet
from assemble.page.placed import Flow
from assemble.page.plates import with_plates
from assemble.page.row import CAPTIONS

FIRST_TEXT = 8
"""Grid lines under which it is not worth beginning another article."""
SECTION_END = 0.25
"""Share of the cost of white at a foot that counts at a section's end, where white belongs."""
OTHER_VARIANT = 0.1
"""Share of the cost of a moved article at which one is arranged in another way than it was."""


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
    terms: Terms

    @property
    def begins(self) -> int:
        """The page on which its text begins: a photograph may fill pages before it."""
        return self.page + self.flow.begins

    @property
    def last(self) -> int:
        """The page on which it ends."""
        return self.page + self.flow.page


@dataclass(frozen=True, slots=True)
class PlannedPhoto:
    """A photograph between sections, on its page or on its spread from there on.

    `terms` as for an article.
    """

    photo: Photo
    page: int
    terms: Terms = ()


class Step(NamedTuple):
    """An article taken from an outcome, at a page and line; `terms` are the costs of the place."""

    trial: "Trial"
    outcome: "Outcome"
    page: int
    line: int
    terms: Terms

    def planned(self) -> PlannedArticle:
        """The article placed."""
        return self.trial.planned(self)


class State(NamedTuple):
    """A way so far: what it cost, the last page used, the grid lines reached there.

    `lines` has two where that page and the one after it are filled together; `fillers` is the
    number of the first filler that may still be used.
    """

    cost: float
    page: int
    lines: tuple[int, ...]
    back: "State | None"
    step: "Step | PlannedPhoto | PlannedFiller | None"
    fillers: int = 0

    @property
    def place(self) -> "Place":
        """What counts for going on."""
        return self.page, self.lines, self.fillers

    @property
    def line(self) -> int:
        """The grid line below which nothing stands."""
        return max(self.lines)

    @property
    def pages(self) -> int:
        """How many pages are filled together."""
        return len(self.lines)


Place = tuple[int, tuple[int, ...], int]
"""The last page, the lines reached there, and the first filler that may still be used."""
States = dict[Place, State]
"""The cheapest way to each place."""


def keep_best(states: States, state: State) -> None:
    """Keep a state where it is the cheapest way to its place so far."""
    known = states.get(state.place)
    if known is None or state.cost < known.cost:
        states[state.place] = state


class Outcome(NamedTuple):
    """An article tried from a line: its variant, how it flows, what that costs.

    `reach` is the first page of its last sheet, counted from the page it begins on; `places` are
    the costs of beginning on an even and on an odd page, with their sums; `parity` is what the
    first page's number must leave when halved, None for either.
    """

    variant: Variant
    flow: Flow
    cost: float
    reach: int
    places: tuple[tuple[float, Terms], tuple[float, Terms]]
    parity: int | None


Ends = dict[tuple[int, tuple[int, ...]], tuple[float, Variant, Flow]]
"""The cheapest variant by where it ends: sheets turned, and the lines reached on the last one."""


Closer = tuple[int, ...]
"""The grid lines by which pairs may be changed beside their natural setting: -1, 1 or both."""


class Means:
    """What all trials of an issue share: the context, and what places parts on sheets."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.costs = context.layout.planning.costs
        self.lines = context.page.lines
        self._least = context.layout.planning.least_fill * self.lines
        self._flowers: dict[Sheet, Flower] = {
            sheet: Flower(sheet, context.layout.planning)
            for sheet in (page_sheet(context.page), spread_sheet(context.page))
        }

    def flow(self, sheet: Sheet, parts: Sequence[Part], line: int) -> Flow:
        """Parts placed on a sheet from a line on."""
        return self._flowers[sheet].place(parts, line)

    def white(self, state: State, *, section: bool) -> tuple[float, Terms]:
        """The cost of what is left white where the next thing begins on a new page."""
        holes = [max(0, self.lines - line) for line in state.lines]
        if state.step is None or not any(holes):
            return 0.0, ()
        share = SECTION_END if section else 1.0
        mean = sum(hole * hole for hole in holes) / len(holes)
        terms = [("white_at_foot", self.costs.white_at_foot * share * mean)]
        short = sum(line < self._least for line in state.lines[: -1 if section else None])
        if short:
            terms.append(("short_page", self.costs.short_page * short))
        return sum(cost for _, cost in terms), tuple(terms)


class Trial:
    """One article, tried."""

    def __init__(self, means: Means, article: Article, section: Section, *, opens: bool) -> None:
        context = means.context
        self._means = means
        self._article = article
        self._section = section
        self._opens = opens
        self._kept = context.kept.choices.get(article.id) if context.kept else None
        self._arrangement: Arrangement = arranged(context, article)
        self._choices: dict[Closer, list[Variant]] = {
            (): self._keeping(self._arrangement.variants())
        }
        starts = context.page.sections if opens else ""
        self.fresh_only = starts in ("new-page", "new-spread") or (
            not opens and context.layout.kinds[article.kind.text].new_page
        )
        self._new_spread = starts == "new-spread"
        heading = section_rows(context, section.title) if opens else ()
        self._head: tuple[Part, ...] = (Across(tuple(heading)),) if heading else ()
        self._above: tuple[Part, ...] = self._head or (separator(context),)
        self._rows_above = sum(len(part.rows) for part in self._above if isinstance(part, Across))
        self._plates = plates_of(article)
        self._tried: dict[tuple[int, int, Closer], Ends] = {}
        self._ended: dict[tuple[int, int, Closer], list[Outcome]] = {}

    def _keeping(self, choices: list[Variant]) -> list[Variant]:
        """The variants, all but the one of the build to keep at a cost."""
        kept, moved = self._kept, self._means.costs.moved * OTHER_VARIANT
        if kept is None:
            return choices
        return [
            variant
            if variant.name == kept.variant
            else variant._replace(terms=(*variant.terms, ("moved", moved)))
            for variant in choices
        ]

    def extend(self, state: State, closer: Closer, states: States) -> None:
        """Add the ways to go on from a state, those with changed pairs too."""
        means = self._means
        if (
            not self.fresh_only
            and state.step is not None
            and means.lines - state.line >= FIRST_TEXT
        ):
            for outcome in self._outcomes(state.line, state.pages, closer):
                if outcome.parity in (None, state.page % 2):
                    self._step(state, outcome, (state.page, state.line), (0.0, ()), states)
        page = state.page + state.pages
        white = means.white(state, section=self._opens)
        for outcome in self._outcomes(0, 0, closer):
            parity = outcome.parity
            if self._new_spread:
                if parity:
                    continue
                parity = 0
            if parity not in (None, page % 2):
                blank = means.costs.blank_page
                whites = (white[0] + blank, (*white[1], ("blank_page", blank)))
                self._step(state, outcome, (page + 1, 0), whites, states)
            else:
                self._step(state, outcome, (page, 0), white, states)

    def _step(
        self,
        state: State,
        outcome: Outcome,
        place: tuple[int, int],
        white: tuple[float, Terms],
        states: States,
    ) -> None:
        page = place[0]
        flow = outcome.flow
        last = page + outcome.reach
        extra, terms = outcome.places[page % 2]
        cost = state.cost + outcome.cost + extra + white[0]
        kept = self._kept
        moves = kept is not None and place != kept[:2]
        if moves:
            cost += self._means.costs.moved
        to = (last, flow.lines, state.fillers)
        known = states.get(to)
        if known is not None and known.cost <= cost:
            return
        if moves:
            terms = (*terms, ("moved", self._means.costs.moved))
        step = Step(self, outcome, *place, (*white[1], *outcome.variant.terms, *terms))
        states[to] = State(cost, last, flow.lines, state, step, state.fillers)

    def planned(self, step: Step) -> PlannedArticle:
        """The article as a step places it."""
        return PlannedArticle(
            article=self._article,
            section=self._section,
            opens=self._opens,
            above=self._rows_above if step.line or self._opens else 0,
            variant=step.outcome.variant,
            page=step.page,
            line=step.line,
            flow=step.outcome.flow,
            terms=step.terms,
        )

    def _outcomes(self, line: int, pages: int, closer: Closer) -> list[Outcome]:
        """Every end that the article can come to from a line, in its cheapest variant.

        `pages` are those of the sheet that is begun on; 0 is a new one of any kind.
        """
        key = (line, pages, closer)
        if key not in self._ended:
            self._ended[key] = [
                self._outcome(variant, placed)
                for _, variant, flow in self._flows(*key).values()
                for placed in (self._with_plates(flow, line) if self._plates else (flow,))
            ]
        return self._ended[key]

    def _with_plates(self, flow: Flow, line: int) -> Iterator[Flow]:
        return with_plates(self._means.context, flow, self._plates, line)

    def _outcome(self, variant: Variant, flow: Flow) -> Outcome:
        free = flow.sheet.pages == 1 and not flow.plates
        parity = None if free else next(iter(flow.parities), None)
        cost, reach = flow.cost + variant.cost, flow.page - len(flow.lines) + 1
        return Outcome(variant, flow, cost, reach, self._places(flow), parity)

    def _flows(self, line: int, pages: int, closer: Closer) -> Ends:
        """The cheapest variant to each end, its plates not counted."""
        key = (line, pages, closer)
        if key not in self._tried:
            own = closer[-1:]
            if own not in self._choices:
                self._choices[own] = self._keeping(self._arrangement.closer(own[0]))
            best = dict(self._flows(line, pages, closer[:-1])) if closer else {}
            above = self._above if line else self._head
            for variant in self._choices[own]:
                if pages and variant.sheet.pages != pages:
                    continue
                flow = self._means.flow(variant.sheet, (*above, *variant.parts), line)
                if line and not flow.is_followed:
                    continue
                cost = flow.cost + variant.cost
                end = (flow.sheets, flow.lines)
                if end not in best or cost < best[end][0]:
                    best[end] = (cost, variant, flow)
            self._tried[key] = best
        return self._tried[key]

    def _places(self, flow: Flow) -> tuple[tuple[float, Terms], tuple[float, Terms]]:
        """What it costs to begin on an even page, and on an odd one: leaves turned."""
        page = flow.page
        return self._turned(flow, page, 0), self._turned(flow, page, 1)

    def _turned(self, flow: Flow, last: int, first: int) -> tuple[float, Terms]:
        leaves = (first + last) // 2
        if not leaves:
            return 0.0, ()
        costs = self._means.costs
        terms = [("page_turn", costs.page_turn * leaves)]
        languages, pictures = _apart(first, flow.stands(), len(self._article.texts))
        if languages and (flow.sheets < 2 or flow.sheet.pages > 1):
            terms.append(("languages_apart", costs.languages_apart))
        if pictures:
            terms.append(("picture_apart", costs.picture_apart * pictures))
        return sum(cost for _, cost in terms), tuple(terms)


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
