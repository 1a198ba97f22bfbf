"""What the plan makes of fillers: pages and feet are filled, in the order given, nothing else."""

import hashlib
from pathlib import Path

import pytest
from making import HEAD, context_of, laid_out, picture, small_issue, write_issue

from assemble.build import build
from assemble.model.edition import BoxItem, Edition, Item, Page, TextItem
from assemble.page.context import Context
from assemble.page.offers import Offers, PlannedFiller
from assemble.page.plan import Plan, plan_issue
from assemble.page.trial import SECTION_END, PlannedArticle
from assemble.request import Request

PHOTO = "{file: photos/x.jpg, caption: Vườn quýt, credit: Hồ}"
PAGES = "fillers:\n" + f"  - {{photo: {PHOTO}, size: page}}\n" * 3
NOTICES = f"""\
fillers:
  - {{notice: {{vi: Một thư mời., en: A call.}}, size: half}}
  - {{quote: {{vi: Thêm bạn bớt thù., en: More friends and fewer foes.}}}}
  - {{notice: {{vi: {"Thư mời. " * 40}, en: {"A call. " * 40}}}}}
"""

FOOT = 40
"""Words of an article under which the notice of half a page fits."""
ARTICLE = """\
sections:
  - {title: {vi: Tin tức, en: News}, articles: [{text: articles/a}]}
"""


def issue_of(folder: Path, counts: list[int], fillers: str = "", words: int = 10) -> Path:
    """An issue of sections with so many features each, a page each unless `words` are many."""
    lines, files = "sections:\n", {}
    for section, count in enumerate(counts):
        title = f"{{vi: Mục {section}, en: Part {section}}}"
        lines += f"  - title: {title}\n    list_articles: false\n    articles:\n"
        for n in range(count):
            name = f"articles/a{section}-{n}"
            lines += f"      - {{text: {name}, kind: feature}}\n"
            files[f"{name}.vi.md"] = f"# Hội nghị {section}.{n}\n\n{'tổ chức ' * words}.\n"
            files[f"{name}.en.md"] = f"# Conference {section}.{n}\n\n{'a province ' * words}.\n"
    lines += "print: {binding: saddle-stitch}\n"
    pictures = {"photos/x.jpg": picture((2600, 3700))} if "photo" in fillers else {}
    return write_issue(folder, {"issue.yaml": HEAD + lines + fillers, **files, **pictures})


def planned(context: Context) -> Plan:
    """The issue planned from page 3 on."""
    return plan_issue(context, 3)


def fillers_of(plan: Plan) -> list[PlannedFiller]:
    """The fillers that it uses."""
    return [entry for entry in plan.entries if isinstance(entry, PlannedFiller)]


def edition_of(folder: Path, purpose: str = "proof") -> tuple[Edition, list[str]]:
    """An issue laid out, and the codes of what is found."""
    outcome = laid_out(folder, purpose)
    assert outcome.edition is not None
    return outcome.edition, [finding.code for finding in outcome.findings]


def roles(page: Page) -> set[str]:
    """What stands on a page."""
    return {item.source.role for item in page.items}


def bottom(item: Item) -> float:
    """The lower edge of an item."""
    if isinstance(item, TextItem):
        return item.baseline
    return item.rect.y + item.rect.height


def test_without_fillers_pages_stay_empty(tmp_path: Path) -> None:
    """An issue of 29 pages needs three blanks, and the editors are told."""
    edition, codes = edition_of(issue_of(tmp_path, [9, 9, 9]))

    assert len(edition.pages) == 32
    assert [page.blank for page in edition.pages].count(True) == 3
    assert "blank-pages" in codes


@pytest.mark.parametrize("purpose", ["proof", "screen"])
def test_fillers_make_whole_sheets(tmp_path: Path, purpose: str) -> None:
    """With three photographs that take a page the same issue has 32 pages, none of them empty."""
    edition, codes = edition_of(issue_of(tmp_path, [9, 9, 9], PAGES), purpose)
    texts = {"folio", "running-head", "tab"}

    assert len(edition.pages) == 32
    assert not any(page.blank for page in edition.pages)
    assert "blank-pages" not in codes
    alone = [page for page in edition.pages if "photo" in roles(page)]
    assert len(alone) == 3
    assert not any(roles(page) & texts for page in alone)


def test_only_as_many_pages_as_are_needed(tmp_path: Path) -> None:
    """An issue of 30 pages takes two of the three; one of 28 none."""
    for counts, used in (([9, 9, 10], 2), ([9, 9, 8], 0)):
        context = context_of(issue_of(tmp_path / str(used), counts, PAGES))
        plan = planned(context)

        assert [step.filler for step in fillers_of(plan)] == list(context.issue.fillers[:used])
        assert plan.blanks == 0


def test_pages_stand_where_sections_end(tmp_path: Path) -> None:
    """A filler never parts the articles of a section, nor comes before the first of them."""
    plan = planned(context_of(issue_of(tmp_path, [9, 9, 9], PAGES)))
    entries = plan.entries

    assert len(fillers_of(plan)) == 3
    assert isinstance(entries[0], PlannedArticle)
    for n, entry in enumerate(entries):
        after = entries[n + 1] if n + 1 < len(entries) else None
        if isinstance(entry, PlannedFiller):
            assert not isinstance(after, PlannedArticle) or after.opens
    assert [entry.page for entry in entries] == sorted(entry.page for entry in entries)


def test_a_text_on_a_page_of_its_own_has_a_folio(tmp_path: Path) -> None:
    """A notice as a page is numbered like the others; the section's name isn't on it."""
    fillers = "fillers:\n  - {notice: {vi: Thư mời, en: A call}, size: page}\n"
    edition, _ = edition_of(issue_of(tmp_path, [9, 9, 11], fillers))
    (page,) = [page for page in edition.pages if "notice" in roles(page)]

    assert len(edition.pages) == 32
    assert roles(page) >= {"folio", "notice", "notice-box"}
    assert not roles(page) & {"tab", "running-head"}


@pytest.mark.parametrize("words", range(20, 240, 20))
def test_a_foot_is_filled_where_that_pays(tmp_path: Path, words: int) -> None:
    """The only article ends somewhere; the cheapest offer for what is left is what is used."""
    without = planned(context_of(issue_of(tmp_path / "without", [1], words=words)))
    context = context_of(issue_of(tmp_path / "with", [1], NOTICES, words=words))
    (article,) = without.entries
    assert isinstance(article, PlannedArticle)
    room, costs = context.page.lines - article.flow.line, context.layout.planning.costs
    white = costs.white_at_foot * SECTION_END
    prices = [
        costs.filler * len(offer.each) + white * offer.spare**2 - white * room**2
        for offer in Offers(context).feet(0, room)
    ]
    plan = planned(context)

    assert plan.cost == pytest.approx(without.cost + min([0.0, *prices]))
    assert bool(fillers_of(plan)) == (min([0.0, *prices]) < 0)
    for step in fillers_of(plan):
        assert step.page == article.last
        assert article.flow.line < step.line
    if fillers_of(plan):
        last = fillers_of(plan)[-1]
        assert last.lines is not None
        assert last.line + last.lines == context.page.lines


def test_a_notice_at_a_foot(tmp_path: Path) -> None:
    """It stands under all text, down to the last grid line, on a page of its section."""
    edition, codes = edition_of(issue_of(tmp_path, [1], NOTICES, words=FOOT))
    context = context_of(tmp_path)
    (page,) = [page for page in edition.pages if "notice" in roles(page)]
    text = [item for item in page.items if item.source.article is not None]
    (box,) = [item for item in page.items if item.source.role == "notice-box"]
    foot = context.page.head + context.page.lines * context.grid

    assert isinstance(box, BoxItem)
    assert max(map(bottom, text)) < box.rect.y
    assert foot - context.grid < bottom(box) <= foot
    assert roles(page) >= {"folio", "tab"}
    assert "blank-pages" in codes or len(edition.pages) % 4 == 0


def test_offers_take_all_room_in_order(tmp_path: Path) -> None:
    """Every offer fills its room but for two lines, in the order given; some skip a filler."""
    context = context_of(small_issue(tmp_path, manifest=HEAD + ARTICLE + NOTICES))
    offers = Offers(context)
    skipped = set()
    for room in range(context.page.lines + 1):
        for first in range(4):
            for offer in offers.feet(first, room):
                numbers = [n for n, _ in offer.each]
                assert numbers == sorted(set(numbers))
                assert numbers[0] >= first
                assert offer.height + offer.spare == room
                assert 0 <= offer.spare <= 2
                skipped |= set(range(first, offer.following)) - set(numbers)
    assert skipped == {0, 1}


@pytest.mark.parametrize("words", [FOOT, 120])
def test_what_isnt_used_isnt_printed(tmp_path: Path, words: int) -> None:
    """The edition shows the words of the fillers that the plan uses, and of no other."""
    folder = issue_of(tmp_path, [1], NOTICES, words=words)
    context = context_of(folder)
    used = {step.filler.at for step in fillers_of(planned(context))}
    edition, _ = edition_of(folder)
    shown = {item.source.at for page in edition.pages for item in page.items}

    for filler in context.issue.fillers:
        assert filler.text is not None
        texts = {phrase.at for _, phrase in filler.text.each(("vi", "en"))}
        assert bool(texts & shown) == (filler.at in used)


def test_the_same_bytes(tmp_path: Path) -> None:
    """Two builds of an issue with fillers are the same."""
    folder = issue_of(tmp_path / "issue", [5, 4], PAGES + NOTICES.partition("\n")[2])
    digests = set()
    for n in range(2):
        out = tmp_path / f"{n}.pdf"
        build(Request(issue=folder, purpose="print", out=out))
        digests.add(hashlib.sha256(out.read_bytes()).hexdigest())

    assert len(digests) == 1
