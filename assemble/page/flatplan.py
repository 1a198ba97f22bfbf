"""The flat plan of an edition: what its plan chose for each page, how full it is, what it cost.

In: the plan and the edition made after it. Out: a `FlatPlan`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from assemble.model.edition import OUTSIDE, Page
from assemble.model.flatplan import OVER, UNDER, Charge, FlatPlan, PlannedText, PlanPage
from assemble.model.text import plain
from assemble.page.compose import Composed
from assemble.page.context import Context
from assemble.page.copyfit import advice
from assemble.page.offers import PlannedFiller
from assemble.page.placed import Flow, pages_of
from assemble.page.plan import Plan
from assemble.page.row import height
from assemble.page.trial import PlannedArticle, PlannedPhoto

BEFORE = frozenset({"white_at_foot", "short_page"})
"""Costs of an entry that come of what stands before it."""
FURNITURE = frozenset({"folio", "running-head", "running-foot", "tab"}) | OUTSIDE
"""Roles of what stands on a page that is left empty, too."""


@dataclass(slots=True)
class _Held:
    """What the plan puts on a page: its texts, sections and, by column, its last grid line."""

    texts: list[PlannedText] = field(default_factory=list)
    sections: list[tuple[int, str]] = field(default_factory=list)
    bottoms: dict[int, int] = field(default_factory=dict)
    columns: int = 1
    fillers: int = 0
    ends_section: bool = False


def flat_plan(context: Context, made: Composed, overset: Collection[int]) -> FlatPlan:
    """The plan of an edition page by page, with its costs and what would save its blanks.

    Args:
        context: the means.
        made: the edition with its plan.
        overset: the pages that text runs off.
    """
    edition, plan, (fewer, more) = made
    held, photographs = _held(context, plan)
    planning = context.layout.planning
    total = plan.last + (1 if context.issue.back_cover else 0)
    first = plan.entries[0].page if plan.entries else len(edition.pages)
    pages = []
    for page in edition.pages:
        if page.number in held:
            made_page = _text_page(page.number, held[page.number], context)
        else:
            last = page.number == len(edition.pages)
            kind = "photograph" if page.number in photographs else _kind(page, first, last=last)
            made_page = PlanPage(page.number, kind)
        pages.append(made_page._replace(mark=OVER) if page.number in overset else made_page)
    return FlatPlan(
        title=edition.title,
        pages=tuple(pages),
        charges=tuple(_charges(plan)),
        counts=plan.counts,
        total=total,
        blanks=plan.blanks,
        cost=plan.cost,
        least_fill=planning.least_fill,
        fewer=fewer,
        more=more,
        advice=advice(total, fewer, more),
    )


def _kind(page: Page, first: int, *, last: bool) -> str:
    """What a page is that holds no article."""
    if page.number == 1:
        return "cover"
    roles = {item.source.role for item in page.items} - FURNITURE
    if page.blank or not roles:
        return "blank"
    if page.number >= first:
        return "back cover" if last else "photograph"
    return "contents" if any(role.startswith("contents") for role in roles) else "masthead"


def _held(context: Context, plan: Plan) -> tuple[dict[int, _Held], set[int]]:
    """What stands on the pages of articles, and which pages are photographs."""
    held: dict[int, _Held] = defaultdict(_Held)
    photographs: set[int] = set()
    index = -1
    lead = context.issue.languages[0]
    for n, entry in enumerate(plan.entries):
        if isinstance(entry, PlannedFiller) and entry.lines is not None:
            on = held[entry.page]
            bottom = entry.line + entry.lines
            on.bottoms = dict.fromkeys(range(on.columns), bottom)
            on.fillers += 1
            continue
        if not isinstance(entry, PlannedArticle):
            photographs.update(_pages(entry))
            continue
        index += entry.opens
        title = entry.section.title.text(lead) or entry.section.title.phrases[0][1].text
        headline = plain(entry.article.texts[0].headline)
        changes = _changes(entry.flow)
        for page in range(entry.page, entry.last + 1):
            on = held[page]
            name, begins = entry.variant.name, page == entry.page
            made = tuple(changes[page - entry.page])
            on.texts.append(PlannedText(entry.article.id, headline, begins, name, made))
            if (index, title) not in on.sections:
                on.sections.append((index, title))
        for page, column, bottom in _bottoms(entry.flow):
            on = held[entry.page + page]
            on.columns = max(on.columns, entry.flow.sheet.each)
            on.bottoms[column] = max(bottom, on.bottoms.get(column, 0))
        following = plan.entries[n + 1] if n + 1 < len(plan.entries) else None
        if not isinstance(following, PlannedArticle) or following.opens:
            held[entry.last].ends_section = True
    return held, photographs


def _pages(entry: PlannedPhoto | PlannedFiller) -> range:
    """The pages of a photograph or a filler that fills them."""
    count = pages_of(entry.photo) if isinstance(entry, PlannedPhoto) else 1
    return range(entry.page, entry.page + count)


def _bottoms(flow: Flow) -> Iterator[tuple[int, int, int]]:
    """The last grid line of all that a flow sets: page from 0, column, line."""
    each = flow.sheet.each
    for put in flow.puts:
        page = put.sheet * flow.sheet.pages + put.column // each
        if put.held is not None:
            yield page, put.column % each, put.line + put.held.height
        else:
            for column in range(each):
                yield page, column, put.line + height(put.rows)


def _changes(flow: Flow) -> dict[int, list[str]]:
    """What a flow sets longer or shorter than it would be, by page from 0."""
    found: dict[int, list[str]] = defaultdict(list)
    for put in flow.puts:
        page = put.sheet * flow.sheet.pages + put.column // flow.sheet.each
        for elastic, by in put.held.changes if put.held is not None else ():
            what = "picture" if elastic.term == "picture_resized" else "paragraph"
            lines = "a line" if abs(by) == 1 else f"{abs(by)} lines"
            if by:
                found[page].append(f"{what} {lines} {'longer' if by > 0 else 'shorter'}")
    return found


def _text_page(number: int, held: _Held, context: Context) -> PlanPage:
    lines = context.page.lines
    bottoms: Sequence[int] = [held.bottoms.get(n, 0) for n in range(held.columns)]
    fill = sum(bottoms) / held.columns / lines
    mark = ""
    if max(bottoms) > lines:
        mark = OVER
    elif fill < context.layout.planning.least_fill and not held.ends_section:
        mark = UNDER
    return PlanPage(
        number,
        "text",
        tuple(title for _, title in held.sections),
        held.sections[-1][0],
        tuple(held.texts),
        fill,
        mark,
    )


def _charges(plan: Plan) -> Iterator[Charge]:
    """All costs in page order; white is charged to the article that ends above it."""
    before = ""
    for entry in plan.entries:
        own = entry.article.id if isinstance(entry, PlannedArticle) else ""
        for name, amount in entry.terms:
            yield Charge(name, before if name in BEFORE else own, amount)
        if isinstance(entry, PlannedArticle):
            before = own
            for name, amount in entry.flow.terms:
                yield Charge(name, own, amount)
    for name, amount in plan.terms:
        yield Charge(name, before if name in BEFORE else "", amount)
