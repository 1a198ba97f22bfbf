"""What `--keep` promises: after a one-word correction the other pages stay as they were."""

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assemble.build import with_print
from assemble.check.moved import check_moved
from assemble.dump import page_items
from assemble.model.edition import Edition
from assemble.model.finding import Findings
from assemble.model.issue import Issue, Section
from assemble.model.kept import Kept
from assemble.model.text import Paragraph
from assemble.page.compose import composed
from assemble.page.context import Context
from assemble.read.fonts import load_faces, needed_faces, read_listing
from assemble.read.kept import kept_page
from assemble.read.layout import read_layout
from assemble.read.manifest import reading
from assemble.read.search import font_folders, layout_folders
from assemble.request import Request
from assemble.text.setting import Typesetter

SAMPLE = Path(__file__).parents[2] / "issues" / "2021-04"
WORDS = {
    "vi": ("và", "các", "ngoại giao", "phát triển", "hợp tác toàn diện", "nhiều"),
    "en": ("and", "the", "development", "co-operation", "province", "many"),
}
"""Words that corrections bring in, short and long."""
CORRECTIONS = 50


@pytest.fixture(scope="module")
def context() -> Iterator[Context]:
    """The sample issue with its layout and fonts, and one typesetter for all builds."""
    findings = Findings()
    request = Request(issue=SAMPLE)
    with reading(SAMPLE, findings) as issue:
        assert issue is not None
        layout = read_layout(issue.layout, layout_folders(request.issue, None), findings)
        assert layout is not None
        layout = with_print(layout, issue)
        listing = read_listing(font_folders(request.issue, None), findings)
        assert listing is not None
        fonts = load_faces(listing, needed_faces(layout), findings)
        assert fonts is not None
        yield Context(issue, layout, fonts, Typesetter(layout, fonts))


def built(context: Context, issue: Issue, kept: Kept | None = None) -> Edition:
    """The issue laid out for print, with the means of the others."""
    means = replace(context, issue=issue, kept=kept)
    return composed(means, "print", "id", Findings()).edition


def corrected(issue: Issue, chance: random.Random) -> tuple[Issue, str]:
    """The issue with one word inserted, exchanged or dropped, and the article's id."""
    places = [
        (i, j, k, m)
        for i, section in enumerate(issue.sections)
        if isinstance(section, Section)
        for j, article in enumerate(section.articles)
        for k, text in enumerate(article.texts)
        for m, block in enumerate(text.blocks)
        if isinstance(block, Paragraph) and len(block.inline[0].text.split(" ")) > 3
    ]
    i, j, k, m = chance.choice(places)
    section = issue.sections[i]
    assert isinstance(section, Section)
    article = section.articles[j]
    text = article.texts[k]
    block = text.blocks[m]
    assert isinstance(block, Paragraph)
    words = block.inline[0].text.split(" ")
    at = chance.randrange(1, len(words) - 1)
    new = chance.choice(WORDS[text.language])
    words[at : at + chance.randrange(2)] = chance.choice(([new], [new], []))
    span = replace(block.inline[0], text=" ".join(words))
    mended = replace(block, inline=(span, *block.inline[1:]))
    text = replace(text, blocks=(*text.blocks[:m], mended, *text.blocks[m + 1 :]))
    article = replace(article, texts=(*article.texts[:k], text, *article.texts[k + 1 :]))
    articles = (*section.articles[:j], article, *section.articles[j + 1 :])
    sections = (*issue.sections[:i], replace(section, articles=articles), *issue.sections[i + 1 :])
    return replace(issue, sections=sections), article.id


def test_a_correction_changes_its_article_s_pages_only(context: Context) -> None:
    """In 45 of 50 one-word corrections no page of another article changes, and none before it.

    Where one does, a note says which and why.
    """
    chance = random.Random(2021)
    first = built(context, context.issue)
    pages = tuple(kept_page(page_items(page)) for page in first.pages)
    kept = Kept(file="kept.json", choices=dict(first.choices), pages=pages)
    same = 0
    for _ in range(CORRECTIONS):
        issue, article = corrected(context.issue, chance)
        second = built(context, issue, kept)
        now = tuple(kept_page(page_items(page)) for page in second.pages)
        changed = {n for n, (old, new) in enumerate(zip(pages, now, strict=False), 1) if old != new}
        old, new = kept.choices[article], dict(second.choices)[article]
        own = set(range(min(old.page, new.page), max(old.last, new.last) + 1))
        assert not [n for n in changed if n < old.page]
        told = Findings()
        check_moved(kept, now, dict(second.choices), told)
        if changed <= own and len(pages) == len(now):
            same += 1
        else:
            assert [finding.code for finding in told.items] == ["pages-moved"]
    assert same >= 0.9 * CORRECTIONS


def test_an_unchanged_issue_is_kept_whole(context: Context) -> None:
    """Without a correction nothing changes, and nothing is told."""
    first = built(context, context.issue)
    pages = tuple(kept_page(page_items(page)) for page in first.pages)
    kept = Kept(file="kept.json", choices=dict(first.choices), pages=pages)
    second = built(context, context.issue, kept)
    told = Findings()
    check_moved(kept, pages, dict(second.choices), told)

    assert second.pages == first.pages
    assert second.choices == first.choices
    assert not told.items
