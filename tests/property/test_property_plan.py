"""Any small issue: the plan is never worse than page by page, and neither loses a line."""

import tempfile
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import paper
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import write_issue
from test_property_pages import Files, issues, photo

from assemble.build import with_print
from assemble.model.edition import Item
from assemble.model.finding import Findings
from assemble.model.font import Fonts
from assemble.model.issue import Article, PhotoPage, Section
from assemble.model.layout import Layout
from assemble.page.compose import in_reading_order
from assemble.page.context import Context
from assemble.page.placed import Placed
from assemble.page.plan import Plan, plan_issue
from assemble.page.row import moved
from assemble.page.trial import PlannedArticle
from assemble.read.manifest import read_issue
from assemble.text.setting import Typesetter

SLACK = 1e-6
"""Of sums of floats."""


def context_for(files: Files, arrangement: str, layout: Layout, fonts: Fonts) -> Context:
    """The means to plan an issue, all its articles in one arrangement."""
    with tempfile.TemporaryDirectory() as folder:
        data = {n: f if isinstance(f, str) else photo(f) for n, f in files.items()}
        findings = Findings()
        issue = read_issue(write_issue(Path(folder), data), findings)
    assert not findings.has_errors
    assert issue is not None
    sections: list[Section | PhotoPage] = []
    # Photographs between sections have no text; the tests of pages hold them.
    for entry in (entry for entry in issue.sections if isinstance(entry, Section)):
        articles = (replace(article, arrangement=arrangement) for article in entry.articles)
        sections.append(replace(entry, articles=tuple(articles)))
    issue = replace(issue, sections=tuple(sections))
    own = with_print(layout, issue)
    return Context(issue, own, fonts, Typesetter(own, fonts))


def charged(plan: Plan) -> float:
    """The sum of all that a plan names as costs."""
    terms = [term for entry in plan.entries for term in entry.terms] + list(plan.terms)
    flows = [entry.flow for entry in plan.entries if isinstance(entry, PlannedArticle)]
    return sum(cost for _, cost in terms) + sum(flow.cost for flow in flows)


def pages_of(plan: Plan) -> Any:
    """All rows of a plan in reading order, as pages of an edition; each item is its own."""
    items: dict[int, list[Item]] = {}
    for entry in plan.entries:
        assert isinstance(entry, PlannedArticle)
        by_page: dict[int, list[Placed]] = {}
        for placed in entry.flow.laid().placed:
            by_page.setdefault(placed.page, []).append(placed)
        for page in sorted(by_page):
            rows = in_reading_order(by_page[page], by_page.get(page + 1, []))
            for placed in rows:
                items.setdefault(entry.page + page, []).extend(moved(placed.row.items, 0.0, 0.0))
    pages = [SimpleNamespace(number=number, items=items[number]) for number in sorted(items)]
    return SimpleNamespace(pages=pages)


def wrongs(context: Context, plan: Plan, first: int) -> list[str]:
    """What makes a plan none: articles left out or out of order, pages that overlap, lost lines."""
    wanted: list[Article] = [
        a for s in context.issue.sections if isinstance(s, Section) for a in s.articles
    ]
    entries = [entry for entry in plan.entries if isinstance(entry, PlannedArticle)]
    wrong = [] if [e.article for e in entries] == wanted else ["articles out of order"]
    page, line = first, 0
    for entry in entries:
        if (entry.page, entry.line) < (page, line) and entry.page <= page:
            wrong.append(f"{entry.article.id} begins at {entry.page}/{entry.line}")
        pages = entry.flow.sheet.pages
        page, line = entry.last - pages + 1, entry.flow.line
    if plan.last != entries[-1].last:
        wrong.append(f"it ends on page {entries[-1].last}, not {plan.last}")
    if abs(charged(plan) - plan.cost) > SLACK:
        wrong.append(f"costs {charged(plan)} are told as {plan.cost}")
    return [*wrong, *paper.lost_text(context.issue, pages_of(plan))]


@pytest.mark.parametrize("arrangement", ["parallel", "stacked", "facing"])
@given(files=issues(), first=st.integers(2, 5))
@settings(max_examples=60)
def test_never_worse_than_page_by_page(
    layout: Layout, fonts: Fonts, arrangement: str, files: Files, first: int
) -> None:
    """With foresight it costs at most as much; both set every line of every article once."""
    context = context_for(files, arrangement, layout, fonts)
    best = plan_issue(context, first)
    greedy = plan_issue(context, first, greedy=True)

    assert wrongs(context, best, first) == []
    assert wrongs(context, greedy, first) == []
    assert best.cost <= greedy.cost + SLACK
    total = best.last + best.blanks
    assert context.page.binding != "saddle-stitch" or total % 4 == 0
