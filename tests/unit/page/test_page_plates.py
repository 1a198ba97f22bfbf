"""Photographs that fill pages and spreads among the pages of a text, and jump lines."""

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import AT, HEAD, NEWS, check, context_of, picture, small_issue, write_issue

from assemble.check.quality import quality
from assemble.model.edition import Edition, ImageItem, Item, Page, TextItem
from assemble.model.issue import Image, Photo, Section
from assemble.model.quality import Quality
from assemble.page.article import arranged
from assemble.page.context import Context
from assemble.page.flow import Flower
from assemble.page.jumps import jump_lines
from assemble.page.parts import page_sheet, spread_sheet
from assemble.page.placed import Flow
from assemble.page.plates import with_plates
from assemble.request import Request

VI = "Tỉnh tổ chức hội nghị về tiêu thụ 350 tấn vải thiều với doanh nghiệp trong nước. " * 3
EN = "The province held a conference on the consumption of 350 tonnes of lychees abroad. " * 3


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Context:
    """The means of the page stage."""
    return context_of(small_issue(tmp_path_factory.mktemp("issue")))


def plate(size: str) -> Photo:
    """A photograph of a size."""
    image = Image(
        key="k", format="JPEG", width=4000, height=3000, orientation=1, mode="RGB",
        profile=None, data=b"",
    )  # fmt: skip
    return Photo(file="k.jpg", image=image, caption=None, credit=None, size=size, at=AT)


def flow(context: Context, sheets: int, lines: int, *, facing: bool = False) -> Flow:
    """A flow without rows that ends at a line of its last sheet."""
    sheet = spread_sheet(context.page) if facing else page_sheet(context.page)
    return Flow(sheet, (), (), sheets, (lines,) * sheet.pages, ())


PLATES = st.lists(st.sampled_from(["bleed", "spread"]), max_size=4)


@given(sizes=PLATES, sheets=st.integers(0, 4), lines=st.integers(1, 57), facing=st.booleans())
def test_plates_have_a_place_on_every_page(
    context: Context, sizes: list[str], sheets: int, lines: int, *, facing: bool
) -> None:
    """Each page holds text or a plate; spreads begin on one side; an article can always begin."""
    text = flow(context, sheets, lines, facing=facing)
    found = list(with_plates(context, text, [plate(size) for size in sizes], 0))
    sides = set[int]()
    for made in found:
        pages = [page for page, photo in made.plate_pages()]
        pages += [page + 1 for page, photo in made.plate_pages() if photo.size == "spread"]
        firsts = [made.page_of(sheet) for sheet in range(sheets + 1)]
        pages += [first + n for first in firsts for n in range(text.sheet.pages)]
        assert sorted(pages) == list(range(made.page + 1))
        assert len(made.parities) <= 1
        sides |= made.parities or {0, 1}
        assert len(made.lines) == 1 or made.lines == text.lines
    wanted = {0} if facing else {0, 1}
    assert sides >= wanted


def test_plates_cost_what_they_leave_white(context: Context) -> None:
    """After the text they cost the white under it, among its pages or before it steps."""
    costs = context.layout.planning.costs
    found = {
        made.plates[0].sheet: made
        for made in with_plates(context, flow(context, 1, 50), [plate("bleed")], 0)
    }
    white = (context.page.lines - 50) ** 2 * costs.white_in_article
    assert found[2].terms == (("white_in_article", white),)
    assert found[2].lines == (context.page.lines,)
    assert found[0].terms == (("second_choice", 4 * costs.second_choice),)
    assert found[1].terms == (("second_choice", 10 * costs.second_choice),)
    assert found[1].lines == found[0].lines == (50,)


def test_no_plate_above_an_article_that_runs_on(context: Context) -> None:
    """An article that begins under another can't have a plate before it."""
    made = list(with_plates(context, flow(context, 0, 30), [plate("spread")], 12))
    assert [[p.sheet for p in each.plates] for each in made] == [[1]]


def built(
    folder: Path, kind: str, sizes: list[str], paragraphs: int, layout: str = "bulletin"
) -> tuple[Edition, Quality]:
    """An article with photographs of these sizes, laid out and measured."""
    photos = ", ".join(
        f"{{file: photos/{n}.jpg, caption: {{vi: Núi {n}, en: Hill {n}}}, credit: Y, size: {size}}}"
        for n, size in enumerate(sizes)
    )
    more = f"        kind: {kind}\n        photos: [{photos}]\n"
    small_issue(
        folder,
        manifest=HEAD + NEWS + more,
        vi="# Hội nghị\n\n" + f"{VI}\n\n" * paragraphs,
        en="# Conference\n\n" + f"{EN}\n\n" * paragraphs,
    )
    write_issue(
        folder,
        {f"photos/{n}.jpg": picture((3800 + n, 2700)) for n in range(len(sizes))},
    )
    outcome = check(Request(issue=folder, purpose="proof", layout=layout))
    assert outcome.edition is not None, [str(finding) for finding in outcome.findings]
    assert outcome.layout is not None
    return outcome.edition, quality(outcome.edition, outcome.layout)


def lines_of(page: Page, role: str) -> list[TextItem]:
    """The lines of a role."""
    return [i for i in page.items if isinstance(i, TextItem) and i.source.role == role]


def lines_in(items: Iterable[Item]) -> list[TextItem]:
    """The lines among items."""
    return [item for item in items if isinstance(item, TextItem)]


def pictures(page: Page) -> list[ImageItem]:
    """The pictures of a page."""
    return [item for item in page.items if isinstance(item, ImageItem)]


@pytest.mark.parametrize("layout", ["bulletin", "bulletin-three", "journal"])
@pytest.mark.parametrize("kind", ["news", "feature"])
@pytest.mark.parametrize("sizes", [["bleed"], ["spread"], ["spread", "bleed", "spread"]])
def test_plates_of_an_article(tmp_path: Path, layout: str, kind: str, sizes: list[str]) -> None:
    """To the bleed, on pages without furniture; the halves of a spread face each other."""
    for paragraphs in (2, 12, 34):
        edition, measured = built(tmp_path, kind, sizes, paragraphs, layout)
        width = edition.trim[0] + 2 * edition_bleed(edition)
        found: dict[str, list[int]] = {}
        for page in edition.pages:
            for item in pictures(page) if page.number > 2 else ():
                assert item.rect.width == pytest.approx(width)
                assert not page.label
                assert not [r for r in ("folio", "running-head", "body") if lines_of(page, r)]
                assert measured.pages[page.number - 1].kind == "picture"
                found.setdefault(item.image, []).append(page.number)
        assert sorted(len(pages) for pages in found.values()) == sorted(
            1 + (size == "spread") for size in sizes
        )
        for pages in found.values():
            assert len(pages) == 1 or (pages[0] % 2 == 0 and pages[1] == pages[0] + 1)
        body = "".join(i.line.text for p in edition.pages for i in lines_of(p, "body"))
        assert body.count("350") == 2 * 3 * paragraphs


def edition_bleed(edition: Edition) -> float:
    """The bleed in points; 3 mm in all layouts of the package."""
    assert edition.bleed == pytest.approx(3 / 25.4 * 72)
    return edition.bleed


def test_a_spread_is_near_the_text_about_it(tmp_path: Path) -> None:
    """No text can stand on its pages, so those before and after it are where it belongs."""
    edition, measured = built(tmp_path, "feature", ["spread"], 12)
    assert any(len(pictures(page)) for page in edition.pages[2:])
    assert not [flaw for flaw in measured.flaws if flaw.kind == "picture-away"]


def test_a_spread_between_sections(tmp_path: Path) -> None:
    """It begins on a left page; a page left empty for that is told, with the photograph's line."""
    after = "  - photo: {file: photos/x.jpg, caption: X, credit: Y, size: spread}\n"
    empty = set[bool]()
    for first in ("", "  - photo: {file: photos/y.jpg, caption: X, credit: Y}\n"):
        folder = small_issue(tmp_path, manifest=HEAD + NEWS + first + after)
        write_issue(folder, {"photos/x.jpg": picture((3900, 2700))})
        write_issue(folder, {"photos/y.jpg": picture((2000, 2800))})
        outcome = check(Request(issue=folder, purpose="screen"))
        assert outcome.edition is not None
        halves = [p.number for p in outcome.edition.pages[2:] if pictures(p)][-2:]
        assert halves[0] % 2 == 0
        assert halves[1] == halves[0] + 1
        told = [f for f in outcome.findings if f.code == "blank-pages"]
        blanks = [page.number for page in outcome.edition.pages if page.blank]
        assert blanks == ([halves[0] - 1] if told else [])
        assert all(f.at.line == 11 and f"page {blanks[0]} " in f.message for f in told)
        empty.add(bool(told))
    assert empty == {False, True}


def jumps(edition: Edition) -> list[tuple[int, str | None, str]]:
    """Page, language and words of all jump lines."""
    return [
        (page.number, item.source.language, item.line.text)
        for page in edition.pages
        for item in lines_of(page, "jump")
    ]


def text_pages(edition: Edition, language: str) -> list[int]:
    """The pages on which body text in a language stands."""
    return [
        page.number
        for page in edition.pages
        if any(item.source.language == language for item in lines_of(page, "body"))
    ]


@pytest.mark.parametrize("kind", ["news", "feature"])
def test_jump_lines_where_leaves_are_turned(tmp_path: Path, kind: str) -> None:
    """An article that turns two leaves says at each of them, in each language, where it goes on."""
    edition, _ = built(tmp_path, kind, [], 52)
    words = {"vi": "xem tiếp trang {}", "en": "continued on page {}"}
    wanted = [
        (here, language, words[language].format(there))
        for language in ("vi", "en")
        for here, there in pairwise(text_pages(edition, language))
        if here // 2 < there // 2
    ]
    assert len({here for here, _, _ in wanted}) > 1
    assert sorted(jumps(edition)) == sorted(wanted)


def test_no_jump_line_for_one_leaf(tmp_path: Path) -> None:
    """`turn_lines` is 1 in the layouts: who turns once needs no number."""
    edition, _ = built(tmp_path, "feature", [], 22)
    pages = text_pages(edition, "vi") + text_pages(edition, "en")
    assert max(pages) // 2 - min(pages) // 2 == 1
    assert jumps(edition) == []


@pytest.mark.parametrize("layout", ["bulletin", "bulletin-three", "journal"])
def test_jump_lines_about_a_plate(tmp_path: Path, layout: str) -> None:
    """Text that a photograph parts says where it goes on, and there where it comes from."""
    folder = small_issue(
        tmp_path,
        manifest=f"layout: {layout}\n" + HEAD + NEWS + "        languages: [en]\n",
        en="# Conference\n\n" + f"{EN}\n\n" * 34,
    )
    context = context_of(folder)
    section = context.issue.sections[0]
    assert isinstance(section, Section)
    article = section.articles[0]
    (variant,) = arranged(context, article).variants()
    text = Flower(variant.sheet, context.layout.planning).place(variant.parts)
    assert text.sheets
    parted = [
        made
        for made in with_plates(context, text, [plate("spread")], 0)
        if made.plates[0].sheet == 1
    ]
    found = dict(jump_lines(context, article, parted[0].laid(), 5))

    said = {number: [i.line.text for i in lines_in(items)] for number, items in found.items()}
    assert said[5] == ["continued on page 8"]
    assert said[8][:1] == ["continued from page 5"]
    area, furniture = context.page, context.layout.furniture
    (on,), (back, *_) = lines_in(found[5]), lines_in(found[8])
    foot = area.head + area.lines * area.grid
    assert foot + 6 < on.baseline < area.trim.height - furniture.folio - 8
    assert furniture.running_head + 8 < back.baseline < area.head - 6
    assert back.x == area.left(8)


def test_jump_lines_are_read_after_the_texts(tmp_path: Path) -> None:
    """They stand under the last column of their language, between the type area and the folio."""
    edition, _ = built(tmp_path, "news", [], 52)
    area = context_of(tmp_path).page
    foot = area.head + area.lines * area.grid
    for page in edition.pages:
        for item in lines_of(page, "jump"):
            at = page.items.index(item)
            body = [i for i in page.items if i.source.role == "body"]
            assert max(page.items.index(i) for i in body) < at
            (folio,) = lines_of(page, "folio")
            assert foot < item.baseline < folio.baseline - 8
            column = int(item.source.language == "en")
            edge = area.left(page.number) + column * (area.column + area.gutter) + area.column
            assert item.x + item.line.indent + item.line.width == pytest.approx(edge, abs=1)
