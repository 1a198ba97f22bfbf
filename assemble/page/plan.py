"""Which variant each article of a section takes, and on which page each row stands.

Dynamic programming over the section's articles: the state is the grid line at which the next
article may begin, the cost is white inside articles and at the feet of full pages.
"""

from collections.abc import Sequence
from typing import NamedTuple

from assemble.model.issue import Article
from assemble.page.arrange import Variant
from assemble.page.article import separator
from assemble.page.context import Context
from assemble.page.flow import Flow, Flower, Part

PAGE = 400.0
"""Cost of a page: about that of a hole of twenty grid lines, so that pages are filled but not by
opening one more."""
LATER = 3.0
"""Cost of each step away from an article's preferred variant."""
SHORT_TAIL = 14
"""Grid lines that a page which an article only ends on should be filled with at least."""
TAIL = 2.0
"""Cost of a grid line that such a page lacks, squared with their number."""
FIRST_TEXT = 8
"""Grid lines under which it is not worth beginning another article."""


class Planned(NamedTuple):
    """An article placed: its flow and the page, counted from the section's first, it begins on."""

    article: Article
    flow: Flow
    page: int


class _State(NamedTuple):
    cost: float
    page: int
    planned: tuple[Planned, ...]


def plan_section(
    context: Context, articles: Sequence[tuple[Article, list[Variant]]], start: int
) -> tuple[Planned, ...]:
    """Place the articles of a section.

    Args:
        context: the means.
        articles: each with its variants.
        start: the grid line of the first page where the first article may begin.
    """
    capacity = context.page.lines
    states: dict[int, _State] = {start: _State(0.0, 0, ())}
    for article, choices in articles:
        fresh = context.layout.kinds[article.kind.text].new_page
        after: dict[int, _State] = {}
        for line, state in sorted(states.items()):
            for step, parts in enumerate(choices):
                for planned, end in _trials(context, article, parts, line, state):
                    cost = state.cost + planned.flow.cost + LATER * step
                    cost += PAGE * (end - state.page)
                    if planned.flow.page:
                        cost += TAIL * max(0, SHORT_TAIL - planned.flow.line) ** 2
                    if planned.page > state.page:
                        hole = max(0, capacity - line)
                        cost += hole * hole * (0.25 if fresh else 1.0)
                    known = after.get(planned.flow.line)
                    if known is None or cost < known.cost:
                        after[planned.flow.line] = _State(cost, end, (*state.planned, planned))
        states = after
    return min(states.values(), key=lambda s: s.cost).planned


def _trials(
    context: Context, article: Article, parts: Sequence[Part], line: int, state: _State
) -> list[tuple[Planned, int]]:
    """The article on the current page, where it may begin there, and on a new one."""
    if not state.planned:
        flow = Flower(context.page, line).place(parts)
        return [(Planned(article, flow, state.page), state.page + flow.page)]
    out = []
    fresh = context.layout.kinds[article.kind.text].new_page
    if not fresh and context.page.lines - line >= FIRST_TEXT:
        flow = Flower(context.page, line).place([separator(context), *parts])
        if flow.placed[1].page == 0:
            out.append((Planned(article, flow, state.page), state.page + flow.page))
    flow = Flower(context.page).place(parts)
    out.append((Planned(article, flow, state.page + 1), state.page + 1 + flow.page))
    return out
