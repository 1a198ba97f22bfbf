"""The flat plan says what the plan did: all costs, all pages, how full they are, what is wrong."""

from pathlib import Path

import pytest
from making import HEAD, SAMPLE, context_of, picture, small_issue, write_issue

from assemble.build import check, plan
from assemble.check.quality import quality
from assemble.model.finding import Findings
from assemble.model.flatplan import OVER, TERMS, UNDER, FlatPlan, amount
from assemble.model.layout import Costs
from assemble.page.compose import compose
from assemble.page.plan import Plan, PlannedArticle, plan_issue
from assemble.request import Outcome, Request

LAYOUTS = ("bulletin", "bulletin-three", "journal")


@pytest.fixture(scope="module", params=LAYOUTS)
def planned(request: pytest.FixtureRequest) -> Outcome:
    """The sample issue, planned in a layout."""
    return plan(Request(issue=SAMPLE, layout=request.param))


def flat_of(outcome: Outcome) -> FlatPlan:
    """The flat plan, which is there."""
    assert outcome.plan is not None
    return outcome.plan


def test_the_charges_are_the_cost(planned: Outcome) -> None:
    """Their sum is the plan's cost, and each is explained."""
    flat = flat_of(planned)

    assert amount(flat.charges) == pytest.approx(flat.cost, abs=1e-6)
    assert sum(amount(charges) for _, charges in flat.by_name()) == pytest.approx(flat.cost)
    assert {charge.name for charge in flat.charges} <= set(TERMS)


def test_every_cost_is_explained() -> None:
    """Each cost of a layout has its line of English."""
    assert set(TERMS) == set(Costs._names)


def test_all_articles_are_told_in_order(planned: Outcome) -> None:
    """Each begins once, and goes on without a gap."""
    flat = flat_of(planned)
    told = [
        (text.article, page.number, text.begins) for page in flat.pages for text in page.articles
    ]
    begun = [article for article, _, begins in told if begins]
    articles = [a.id for s in context_of(SAMPLE).issue.sections for a in getattr(s, "articles", ())]

    assert begun == articles
    for article in articles:
        pages = [page for name, page, _ in told if name == article]
        assert pages == list(range(pages[0], pages[0] + len(pages)))
        assert [begins for name, _, begins in told if name == article][1:] == [False] * (
            len(pages) - 1
        )


def test_fill_is_that_of_the_finished_pages(planned: Outcome) -> None:
    """To a few lines: what is measured ends with the ink, the plan counts whole grid lines."""
    assert planned.edition is not None
    assert planned.layout is not None
    lines = planned.layout.page.lines
    measured = quality(planned.edition, planned.layout).pages
    for page in flat_of(planned).pages:
        if page.kind == "text" and page.fill is not None:
            assert page.fill == pytest.approx(measured[page.number - 1].fill, abs=3 / lines), page


def test_kinds_of_pages() -> None:
    """Cover, masthead, contents, text, a photograph between sections, back cover."""
    kinds = [page.kind for page in flat_of(plan(Request(issue=SAMPLE))).pages]

    assert kinds[:4] == ["cover", "masthead", "contents", "text"]
    assert (kinds.count("photograph"), kinds[-1]) == (1, "back cover")
    assert set(kinds[3:-1]) == {"text", "photograph"}


def test_blank_pages(tmp_path: Path) -> None:
    """A page that fills up the sheet is told, and that the issue caused its cost."""
    flat = flat_of(plan(Request(issue=small_issue(tmp_path))))

    assert [page.kind for page in flat.pages] == ["cover", "contents", "text", "blank"]
    assert (flat.total, flat.blanks) == (3, 1)
    assert [charge.article for charge in flat.charges if charge.name == "blank_page"] == [""]


def test_spreads(tmp_path: Path) -> None:
    """The cover alone, then an even page and the odd one after it."""
    flat = flat_of(plan(Request(issue=small_issue(tmp_path))))

    assert [[page.number for page in spread] for spread in flat.spreads()] == [[1], [2, 3], [4]]


SECTION = "  - title: {vi: Tin tức, en: News}\n    articles:\n"
ONE = "      - text: articles/a\n"
TWO = "      - text: articles/b\n        kind: list\n"


def test_underfull(tmp_path: Path) -> None:
    """A page with little on it is under, unless a section ends there."""
    texts = {"articles/a.vi.md": "# Một\n\nHai.\n", "articles/a.en.md": "# One\n\nTwo.\n"}
    texts |= {f"articles/b.{x}.md": "# Một\n\nHai.\n" for x in ("vi", "en")}
    manifest = {"issue.yaml": HEAD + "sections:\n" + SECTION + ONE + TWO}
    flat = flat_of(plan(Request(issue=write_issue(tmp_path / "a", {**manifest, **texts}))))
    marks = [page.mark for page in flat.pages]

    assert marks == ["", "", UNDER, ""]


def test_overfull(tmp_path: Path) -> None:
    """A page that text runs off is over; the plan is told though that is an error."""
    outcome = plan(Request(issue=small_issue(tmp_path, vi="# Lời\n\n> " + "chữ " * 1500)))
    flat = flat_of(outcome)

    assert [f.code for f in outcome.findings if f.code == "overset"]
    assert [page.mark for page in flat.pages if page.kind == "text"].count(OVER) == 1


def test_a_plain_check_plans_nothing_more() -> None:
    """The flat plan is made only where it is asked for."""
    assert check(Request(issue=SAMPLE)).plan is None


def test_the_plan_itself_says_what_it_cost(tmp_path: Path) -> None:
    """Entries, flows and end together, with a photograph between sections and blank pages."""
    more = "  - photo: {file: photos/x.jpg, caption: {vi: Một, en: One}, credit: Y}\n"
    folder = small_issue(tmp_path, manifest=HEAD + "sections:\n" + SECTION + ONE + more)
    write_issue(folder, {"photos/x.jpg": picture((2600, 3700))})
    found: Plan = plan_issue(context_of(folder), 3)
    terms = [term for entry in found.entries for term in entry.terms] + list(found.terms)
    terms += [t for e in found.entries if isinstance(e, PlannedArticle) for t in e.flow.terms]

    assert sum(cost for _, cost in terms) == pytest.approx(found.cost, abs=1e-6)
    assert found.entries[1].terms


def test_compose_is_the_same_edition() -> None:
    """`compose` and the flat plan's way give the same pages."""
    context = context_of(SAMPLE)
    made = compose(context.issue, context.layout, context.fonts, "proof", "x", Findings())
    edition = plan(Request(issue=SAMPLE)).edition
    assert edition is not None

    assert [len(page.items) for page in made.pages] == [len(page.items) for page in edition.pages]
