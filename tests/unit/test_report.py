"""The quality report as JSON and HTML, and the marks on a proof."""

import json
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from making import SAMPLE, laid_out

from assemble.check.quality import quality
from assemble.model.edition import BoxItem, Edition, Rect, TextItem
from assemble.model.finding import Location
from assemble.model.layout import Layout
from assemble.model.quality import FLAWS, Flaw, Quality
from assemble.page.marks import COLOURS, KINDS, with_marks
from assemble.report import report_json
from assemble.reporthtml import report_html

VOID = {"meta"}
"""Elements without an end tag."""


@pytest.fixture(scope="module")
def made() -> tuple[Edition, Layout, Quality]:
    """The sample issue measured, with a flaw of every kind on its fourth page."""
    outcome = laid_out(SAMPLE)
    assert outcome.edition
    assert outcome.layout
    measured = quality(outcome.edition, outcome.layout)
    at = Location("articles/<a>.vi.md", 7, 1)
    flaws = [
        Flaw(kind, 4, Rect(60, 80 + 12 * n, 200, 6), "a & b", 2.0, "chữ <b> có dấu\u00ad", at)
        for n, kind in enumerate(FLAWS)
    ]
    excused = flaws[0]._replace(page=5, excuse="last of its section")
    return (
        outcome.edition,
        outcome.layout,
        replace(measured, flaws=(*measured.flaws, *flaws, excused)),
    )


def test_json(made: tuple[Edition, Layout, Quality]) -> None:
    """The keys that scripts read; excused flaws are listed but not counted."""
    edition, _, measured = made
    value = json.loads(report_json(measured, edition))
    assert list(value) == [
        "title", "number", "date", "purpose", "build", "criteria", "counts", "word_space",
        "pages", "articles", "flaws",
    ]  # fmt: skip
    assert list(value["pages"][3]) == [
        "number", "kind", "fill", "columns", "held", "lines", "articles", "ends_section", "bands",
    ]  # fmt: skip
    assert list(value["flaws"][0]) == [
        "kind", "page", "rect", "value", "message", "hint", "text", "file", "line", "column",
        "excuse",
    ]  # fmt: skip
    assert list(value["counts"]) == list(FLAWS)
    assert value["counts"]["off-grid"] == 1
    assert sum(flaw["kind"] == "off-grid" for flaw in value["flaws"]) == 2
    assert len(value["pages"]) == len(edition.pages)


class _Reader(HTMLParser):
    """Collects text and attributes, and whether every element is closed in its place."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text: list[str] = []
        self.sound = True
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names |= {tag, *(name for name, _ in attrs)}
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.sound = self.sound and self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_html(made: tuple[Edition, Layout, Quality]) -> None:
    """One page, nothing from elsewhere, no script; every text as it is written."""
    edition, _, measured = made
    html = report_html(measured, edition)
    reader = _Reader()
    reader.feed(html)
    reader.close()
    text = "".join(reader.text)
    assert reader.sound
    assert not reader.open
    assert not reader.names & {"script", "img", "link", "src", "iframe"}
    assert "http" not in html
    assert "url(" not in html
    assert "articles/<a>.vi.md:7" in text
    assert "chữ <b> có dấu-" in text
    assert "last of its section" in text
    assert all(kind.title in text and kind.vietnamese in text for kind in FLAWS.values())


def test_marks_add_and_change_nothing_else(made: tuple[Edition, Layout, Quality]) -> None:
    """A marked proof has the same items in the same order, and marks around them."""
    edition, layout, measured = made
    marked = with_marks(edition, measured, layout)
    for before, after in zip(edition.pages, marked.pages, strict=True):
        kept = tuple(item for item in after.items if item.source.role != "quality-mark")
        assert kept == before.items


def test_marks_of_every_kind(made: tuple[Edition, Layout, Quality]) -> None:
    """Each kind has its mark, its colour is known, and the legend names it on that page only."""
    edition, layout, measured = made
    assert list(KINDS) == list(FLAWS)
    marked = with_marks(edition, measured, layout)
    own = [item for item in marked.pages[3].items if item.source.role == "quality-mark"]
    colours = {item.colour for item in own if isinstance(item, BoxItem)}
    assert colours <= set(COLOURS) <= set(marked.colours)
    legend = " ".join(item.line.text for item in own if isinstance(item, TextItem))
    for kind in FLAWS.values():
        assert f"{kind.vietnamese} / {kind.title} · " in legend
    assert FLAWS["off-grid"].title not in " ".join(
        item.line.text for item in marked.pages[4].items if isinstance(item, TextItem)
    )


def test_the_legend_stands_outside_the_trim(made: tuple[Edition, Layout, Quality]) -> None:
    """On the sample as it is the legend stays in the proof's margin, clear of the pages."""
    edition, layout, _ = made
    marked = with_marks(edition, quality(edition, layout), layout)
    width, height = edition.trim
    for page in marked.pages:
        for item in page.items:
            if item.source.role == "quality-mark" and isinstance(item, TextItem):
                assert height + edition.bleed < item.baseline < height + edition.slug
                assert item.x + item.line.width <= width
