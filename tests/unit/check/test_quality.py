"""The quality of finished pages: each kind of flaw on hand-made pages, one sound and one not."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from making import LETTERS, SAMPLE, block_face, laid_out

from assemble.check.quality import quality
from assemble.model.edition import (
    BoxItem,
    Edition,
    ImageItem,
    Item,
    Page,
    Rect,
    Source,
    TextItem,
)
from assemble.model.finding import Location
from assemble.model.layout import Box, Layout, Limits, PageGeometry
from assemble.model.line import Line, Piece, ShapedWord
from assemble.model.quality import FLAWS, Quality

SIZE = 6.0
"""Type size in points: a letter of the block font is as wide; a column takes sixteen."""
PAGE = PageGeometry(
    trim=Box(260.0, 300.0), bleed=0.0, head=20.0, foot=40.0, inside=20.0, outside=20.0, columns=2,
    gutter=20.0, grid=12.0, binding="saddle-stitch", sections="new-page",
)  # fmt: skip
"""Two columns of 100 pt and 20 grid lines."""
WHOLE = Rect(0.0, 0.0, 1.0, 1.0)


def word(text: str) -> ShapedWord:
    """A word in the block font, without hyphen of its own."""
    glyphs = tuple(2 + LETTERS.index(c if c in LETTERS else "-") for c in text)
    count = len(glyphs)
    return ShapedWord("block/regular", glyphs, (1000,) * count, (), tuple(text), 1000 * count)


def line(text: str, size: float = SIZE, word_space: float = 0.0) -> Line:
    """A set line; its spaces are half an em, widened by `word_space` points."""
    words = text.split(" ")
    natural = size / 2
    pieces = tuple(Piece(word(w), size, "text", natural, " ") for w in words)
    width = sum(len(w) for w in words) * size + (len(words) - 1) * (natural + word_space)
    return Line(
        pieces=pieces,
        indent=0.0,
        width=width,
        word_space=word_space,
        hyphen=text.endswith("\u00ad"),
    )


def put(
    column: int, at: int, text: str = "aaaa bbbb cccc", *, role: str = "body", article: str = "a",
    language: str = "vi", source: int = 1, page: int = 2, dy: float = 0.0, **set_: float,
) -> TextItem:  # fmt: skip
    """A line of an article in a column, on a grid line; `source` is its line in the manuscript."""
    x = PAGE.left(page) + column * (PAGE.column + PAGE.gutter)
    y = PAGE.head + (at + 0.75) * PAGE.grid + dy
    place = Location(f"{article}.{language}.md", source, 1)
    return TextItem(x, y, line(text, **set_), Source(role, language, article, place))


def text(column: int, first: int, last: int, **how: object) -> list[Item]:
    """Lines of one paragraph from a grid line to another, both taken."""
    return [put(column, n, **how) for n in range(first, last + 1)]  # type: ignore[arg-type]


def picture(column: int, first: int, last: int, article: str = "a") -> ImageItem:
    """A picture in some grid lines of a column."""
    x = PAGE.left(2) + column * (PAGE.column + PAGE.gutter)
    y, height = PAGE.head + first * PAGE.grid, (last - first + 1) * PAGE.grid
    source = Source("photo", None, article, Location("issue.yaml", 9, 1))
    return ImageItem(Rect(x, y + 3.0, PAGE.column, height - 6.0), "k", WHOLE, source)


def section(page: int = 2) -> TextItem:
    """A section's name at a page's head."""
    item = put(0, 0, "aaaa", role="section", page=page)
    return item._replace(source=Source("section", "vi", None, Location("issue.yaml", 3)))


FULL = [*text(0, 0, 19), *text(1, 0, 19)]
"""A page whose columns are full."""


def edition(*pages: Iterable[Item]) -> Edition:
    """Pages from page 2 on, after a cover."""
    cover = BoxItem(Rect(0, 0, 260, 300), "text", Source("cover"))
    made = [Page(number=1, label="", items=(cover,))]
    made += [Page(number=n, label=str(n), items=tuple(items)) for n, items in enumerate(pages, 2)]
    return Edition(
        title="", subject="", author="", number="", languages=("vi", "en"), purpose="proof",
        date=datetime.date(2024, 1, 31), build_id="", trim=(260.0, 300.0), bleed=0.0, slug=25.0,
        colours={"text": (0, 0, 0, 1)}, faces={"block/regular": block_face()}, images={},
        pages=tuple(made), bookmarks=(),
    )  # fmt: skip


Measure = Callable[..., Quality]


@pytest.fixture
def measure(layout: Layout) -> Measure:
    """Measures pages of items in the small geometry, word spaces from 80 to 133 per cent."""
    limits = replace(layout.justification, word_space=Limits(0.8, 1.0, 1.33), hyphens_in_a_row=2)
    small = replace(layout, page=PAGE, justification=limits)

    def made(*pages: Iterable[Item]) -> Quality:
        return quality(edition(*pages), small)

    return made


def para(column: int, lines: Iterable[tuple[int, str]], **how: object) -> list[Item]:
    """A paragraph of given texts at given grid lines."""
    return [put(column, at, words, **how) for at, words in lines]  # type: ignore[arg-type]


def river(shift: float) -> list[Item]:
    """Five lines whose word spaces lie `shift` points further right from line to line."""
    items = [put(0, n, "aaa bbbb", word_space=1.0) for n in range(5)]
    return [item._replace(x=item.x + n % 2 * shift) for n, item in enumerate(items)]


LEAD = {"role": "headline", "size": 9.0}
EN = {"language": "en", "source": 1}

CASES: dict[str, tuple[list[list[Item]], list[list[Item]]]] = {
    "off-grid": ([text(0, 0, 9)], [[*text(0, 0, 8), put(0, 9, dy=1.0)]]),
    "widow": (
        [[*text(0, 15, 19), *text(1, 15, 16)]],
        [[*text(0, 15, 19), *text(1, 15, 15)]],
    ),
    "orphan": (
        [[*text(0, 18, 19), *text(1, 18, 19)]],
        [[put(0, 19), *text(1, 17, 19)]],
    ),
    "stranded-head": (
        [[put(0, 5, role="subhead"), *text(0, 6, 7)]],
        [[*text(0, 0, 18), put(0, 19, role="subhead", source=5)]],
    ),
    "stranded-byline": (
        [[*text(0, 0, 3), put(0, 4, role="byline", source=9)]],
        [[*text(0, 0, 19), put(1, 0, role="byline", source=9)]],
    ),
    "uneven-columns": (
        [[*text(0, 0, 9), *text(1, 0, 8)]],
        [[*text(0, 0, 9), *text(1, 0, 7)]],
    ),
    "first-line": (
        [[*text(0, 0, 9), *text(1, 0, 9)]],
        [[*text(0, 0, 9), *text(1, 1, 9)]],
    ),
    "white-foot": (
        [[*text(0, 0, 19), *text(1, 0, 17)], FULL],
        [[*text(0, 0, 19), *text(1, 0, 16)], FULL],
    ),
    "hole": (
        [[*text(0, 0, 4), *text(0, 10, 19, source=2)]],
        [[*text(0, 0, 3), *text(0, 10, 19, source=2)]],
    ),
    "collision": (
        [[put(0, 0, size=12.0), put(0, 1, size=12.0, source=2)]],
        [[put(0, 0, size=12.1), put(0, 1, size=12.1, source=2)]],
    ),
    "loose": (
        [para(0, [(0, "aaa bbb")], word_space=0.9) + text(0, 1, 2)],
        [para(0, [(0, "aaa bbb")], word_space=1.1) + text(0, 1, 2)],
    ),
    "tight": (
        [para(0, [(0, "aaa bbb")], word_space=-0.5) + text(0, 1, 2)],
        [para(0, [(0, "aaa bbb")], word_space=-0.7) + text(0, 1, 2)],
    ),
    "ladder": (
        [para(0, [(0, "aa bb\u00ad"), (1, "aa b-"), (2, "aa bb"), (3, "a b\u00ad"), (4, "ab cd")])],
        [para(0, [(0, "aa bb\u00ad"), (1, "aa b-"), (2, "aaa bbb\u00ad"), (3, "aaa bbbb")])],
    ),
    "cut-word": (
        [[*text(0, 18, 19), *text(1, 18, 19)]],
        [[put(0, 18), put(0, 19, "aaa bb\u00ad"), *text(1, 18, 19)]],
    ),
    "river": ([river(3.0)], [river(1.5)]),
    "short-last-line": (
        [para(0, [(0, "aaaa bbb"), (1, "aaaabbbb")]) + para(1, [(0, "aaaa bbb"), (1, "a b")])],
        [para(0, [(0, "aaaa bbb"), (1, "aaaabbb")])],
    ),
    "languages-apart": (
        [[*text(0, 0, 19), *text(1, 0, 19)], [*text(0, 0, 19, **EN), *text(1, 0, 19, **EN)]],
        [FULL, text(0, 0, 19, article="b"), [*text(0, 0, 19, **EN), *text(1, 0, 19, **EN)]],
    ),
    "picture-away": (
        [text(0, 0, 9), [picture(0, 0, 9)]],
        [text(0, 0, 9), text(0, 0, 9, article="b"), [picture(0, 0, 9)]],
    ),
    "thin-page": (
        [[section(), *text(0, 1, 11), *text(1, 1, 11)], FULL],
        [[section(), *text(0, 1, 10), *text(1, 1, 10)], FULL],
    ),
    "blank-page": ([FULL], [FULL, []]),
}  # fmt: skip
"""For each kind of flaw pages without it, and pages that come close but have it."""


def test_every_kind_has_its_case() -> None:
    """No kind of flaw is untested."""
    assert list(CASES) == list(FLAWS)


@pytest.mark.parametrize("kind", list(CASES))
def test_sound_pages(measure: Measure, kind: str) -> None:
    """Pages that are just good enough have no flaw of the kind."""
    assert not measure(*CASES[kind][0]).of(kind)


@pytest.mark.parametrize("kind", list(CASES))
def test_flawed_pages(measure: Measure, kind: str) -> None:
    """Pages that are just not good enough have one, with its place and a sentence."""
    found = measure(*CASES[kind][1]).of(kind)
    assert len(found) == 1
    assert found[0].message
    assert found[0].rect.width > 0
    if kind not in ("thin-page", "blank-page"):
        assert found[0].at is not None
        assert found[0].at.line


def test_parallel_columns_need_not_end_level(measure: Measure) -> None:
    """Languages side by side end where their texts end; nobody balances them."""
    made = measure([*text(0, 0, 9), *text(1, 0, 4, **EN)])
    assert not made.of("uneven-columns")
    assert made.pages[1].bands[0].is_parallel


def test_an_empty_column_is_white_to_its_foot(measure: Measure) -> None:
    """Text in the second column only, which goes on overleaf: the first one is all white."""
    (flaw,) = measure([*text(1, 0, 19)], FULL).of("white-foot")
    assert (flaw.rect.x, flaw.value) == (PAGE.left(2), 20)


def test_something_across_closes_a_band(measure: Measure) -> None:
    """Above a picture across the page columns end level even where the text goes on."""
    wide = picture(0, 12, 19)
    wide = wide._replace(rect=wide.rect._replace(width=PAGE.measure))
    made = measure([*text(0, 0, 11), *text(1, 0, 8), wide], FULL)
    assert [band.is_closed for band in made.pages[1].bands] == [True]
    assert len(made.of("uneven-columns")) == 1


def test_a_headline_with_nothing_beside_it_goes_across(measure: Measure) -> None:
    """Columns under a short headline begin level though it stands over one of them only."""
    made = measure([put(0, 0, "aaaa", **LEAD), *text(0, 2, 9, source=2), *text(1, 2, 9, source=2)])
    assert not made.of("first-line")
    assert [band.first for band in made.pages[1].bands] == [1]


def test_white_under_a_headline_is_no_hole(measure: Measure) -> None:
    """A headline beside a tall picture may have white under it."""
    head = put(1, 0, "aaaa", **LEAD)
    made = measure([picture(0, 0, 9), head, *text(0, 11, 14), *text(1, 11, 14, **EN)])
    assert not made.of("hole")


def test_fill(measure: Measure) -> None:
    """Fill is the height down to the last thing, by column; held counts the lines alone."""
    page = measure([*text(0, 0, 4), *text(0, 8, 9, source=2), *text(1, 0, 4)]).pages[1]
    assert page.fills == (0.5, 0.25)
    assert page.fill == pytest.approx(0.375)
    assert page.held == pytest.approx(12 / 40)


def test_the_last_page_of_a_section_is_excused(measure: Measure) -> None:
    """It may be thin, and the report says so; no other page may."""
    first = [section(), *text(0, 1, 5)]
    made = measure(first, [section(3), *text(0, 1, 3, page=3)], FULL)
    assert [(f.page, bool(f.excuse)) for f in made.flaws if f.kind == "thin-page"] == [
        (2, True),
        (3, False),
    ]


def test_articles(measure: Measure) -> None:
    """An article's pages, its height, and whether it stands on one spread."""
    made = measure([*text(0, 0, 9), *text(1, 0, 9, **EN)], text(0, 0, 9, article="b"))
    first, second = made.articles
    assert (first.id, first.pages, first.lines) == ("a", {"vi": (2,), "en": (2,)}, 10)
    assert first.fits_spread
    assert first.on_one_spread
    assert not first.is_apart
    assert second.pages == {"vi": (3,)}


def test_mentions_are_not_the_article(measure: Measure) -> None:
    """A line of the contents or a teaser names an article but is none of its text."""
    listed = put(0, 0, role="contents-article", article="b")
    made = measure([listed], text(0, 0, 9, article="b"))
    assert [article.pages for article in made.articles] == [{"vi": (3,)}]


def test_text_on_its_ground_is_no_collision(measure: Measure) -> None:
    """A box that holds a line is its ground; one whose edge runs through the line is not."""
    item = put(0, 1, "aaaa")
    ground = BoxItem(Rect(20, 32, 100, 12), "text", Source("table-head"))
    rule = BoxItem(Rect(20, 38, 100, 0.5), "text", Source("rule"))
    assert not measure([ground, item]).of("collision")
    assert len(measure([rule, item]).of("collision")) == 1


def test_text_on_a_picture(measure: Measure) -> None:
    """Text may stand on a picture that fills the page, on no other."""
    item = put(0, 1, "aaaa")
    whole = ImageItem(Rect(0, 0, 260, 300), "k", WHOLE, Source("photo"))
    assert not measure([whole, item]).of("collision")
    assert len(measure([picture(0, 0, 4), item]).of("collision")) == 1


def test_word_spaces(measure: Measure) -> None:
    """The figures are those of justified lines, a paragraph's last ones left out."""
    rows = [*para(0, [(0, "aaa bbb"), (1, "aaa bbb")], word_space=0.6), put(0, 2, word_space=3.0)]
    spaces = measure(rows).spaces
    assert spaces.lines == 2
    assert spaces.mean == pytest.approx(0.6)
    assert spaces.loose == 1.0


@pytest.mark.parametrize(("pages", "met"), [(3, True), (4, False)])
def test_page_count(measure: Measure, pages: int, met: bool) -> None:
    """Saddle-stitched editions have a multiple of four pages, the cover counted."""
    criteria = {c.name: c for c in measure(*[FULL] * pages).criteria}
    assert criteria["page-count"].is_met is met


def test_criteria_follow_the_flaws(measure: Measure) -> None:
    """What has a flaw isn't met, what has none is."""
    criteria = {c.name: c for c in measure(*CASES["widow"][1]).criteria}
    assert (criteria["widow"].found, criteria["widow"].is_met) == ("1", False)
    assert criteria["orphan"].is_met


@pytest.fixture(scope="module")
def sample() -> tuple[Edition, Layout]:
    """The sample issue, laid out."""
    outcome = laid_out(SAMPLE)
    assert outcome.edition
    assert outcome.layout
    return outcome.edition, outcome.layout


def spoilt(made: Edition, role: str, dx: float, dy: float) -> Edition:
    """The edition with the last line of a role on its sixth page moved."""
    page = made.pages[5]
    at = max(n for n, item in enumerate(page.items) if item.source.role == role)
    item = page.items[at]
    assert isinstance(item, TextItem)
    items = list(page.items)
    items[at] = item._replace(x=item.x + dx, baseline=item.baseline + dy)
    pages = (*made.pages[:5], replace(page, items=tuple(items)), *made.pages[6:])
    return replace(made, pages=pages)


def test_the_sample(sample: tuple[Edition, Layout]) -> None:
    """The sample's lines stand on the grid, nothing touches, no line is alone, none is blank."""
    made = quality(*sample)
    assert not [
        flaw
        for kind in ("off-grid", "collision", "widow", "orphan", "stranded-head", "blank-page")
        for flaw in made.of(kind)
    ]
    assert len(made.pages) == len(sample[0].pages)
    assert made.spaces.lines > 500


@pytest.mark.parametrize(
    ("role", "dx", "dy", "kind"),
    [("body", 0.0, 0.3, "off-grid"), ("headline", 0.0, -12.0, "collision")],
)
def test_a_spoilt_sample(
    sample: tuple[Edition, Layout], role: str, dx: float, dy: float, kind: str
) -> None:
    """One line moved on a real page is found there."""
    edition, layout = sample
    found = quality(spoilt(edition, role, dx, dy), layout).of(kind)
    assert {flaw.page for flaw in found} == {6}
