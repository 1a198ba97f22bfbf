"""The checks on pages see what is wrong: each finds a fault that is put into a sound edition."""

import itertools
from collections.abc import Callable
from dataclasses import replace

import paper
import pytest
from making import SAMPLE, laid_out

from assemble.model.edition import Edition, ImageItem, Item, TextItem
from assemble.model.finding import Findings
from assemble.model.issue import Issue
from assemble.model.layout import Layout
from assemble.read.manifest import read_issue

Change = Callable[[Item], Item | None]


@pytest.fixture(scope="module")
def sound() -> tuple[Issue, Edition]:
    """The sample issue and its edition."""
    issue, edition = read_issue(SAMPLE, Findings()), laid_out(SAMPLE).edition
    assert issue is not None
    assert edition is not None
    return issue, edition


def changed(edition: Edition, role: str, change: Change) -> Edition:
    """The edition with the change made to the fifth item of a role, None taking it away."""
    seen = 0
    pages = []
    for page in edition.pages:
        items: list[Item] = []
        for item in page.items:
            seen += item.source.role == role
            done = change(item) if item.source.role == role and seen == 5 else item
            items += [done] if done else []
        pages.append(replace(page, items=tuple(items)))
    return replace(edition, pages=tuple(pages))


def lowered(points: float) -> Change:
    """Sets a line lower."""

    def change(item: Item) -> Item:
        assert isinstance(item, TextItem)
        return item._replace(baseline=item.baseline + points)

    return change


def enlarged(item: Item) -> Item:
    """A picture three times as high."""
    assert isinstance(item, ImageItem)
    return item._replace(rect=item.rect._replace(height=item.rect.height * 3))


def test_sees_a_line_beside_the_grid(sound: tuple[Issue, Edition], layout: Layout) -> None:
    """A line two points too low."""
    assert len(paper.off_grid(changed(sound[1], "body", lowered(2.0)), layout)) == 1


def test_sees_lines_on_lines(sound: tuple[Issue, Edition]) -> None:
    """A line set on the next one."""
    assert paper.overlaps(changed(sound[1], "body", lowered(12.5)))


def test_sees_text_on_a_picture(sound: tuple[Issue, Edition]) -> None:
    """A picture that grew over what stands under it."""
    assert any("over a picture" in line for line in
               paper.overlaps(changed(sound[1], "photo", enlarged)))  # fmt: skip


def test_sees_what_is_off_the_page(sound: tuple[Issue, Edition]) -> None:
    """A line a page's height too low."""
    assert len(paper.outside(changed(sound[1], "body", lowered(850.0)))) == 1


def test_sees_a_lost_line(sound: tuple[Issue, Edition]) -> None:
    """A line of text that is gone."""
    assert len(paper.lost_text(sound[0], changed(sound[1], "body", lambda _: None))) == 1


def test_sees_a_cut_word_at_the_foot(sound: tuple[Issue, Edition], layout: Layout) -> None:
    """Where every line ends in a hyphen, so does every column."""
    pages = tuple(
        replace(page, items=tuple(
            item._replace(line=replace(item.line, hyphen=True))
            if isinstance(item, TextItem) else item for item in page.items
        )) for page in sound[1].pages
    )  # fmt: skip
    assert paper.cut_at_the_foot(replace(sound[1], pages=pages), layout)


def test_sees_a_line_alone(sound: tuple[Issue, Edition], layout: Layout) -> None:
    """The first line of a paragraph moved to the other column."""
    faults = 0
    for page in sound[1].pages:
        body = [i for i in page.items if isinstance(i, TextItem) and i.source.role == "body"]
        for first, second in itertools.pairwise(body):
            lines = [item for item in body if item.source == second.source]
            if first.source != second.source and len(lines) >= 4 and second.x < 200:
                moved = second._replace(x=second.x + 300)
                items = tuple(moved if item is second else item for item in page.items)
                alone = replace(sound[1], pages=(replace(page, items=items),))
                faults += bool(paper.broken_paragraphs(alone, layout))
    assert faults
