"""Fillers as rows of given heights, and as pages."""

from pathlib import Path

import pytest
from making import HEAD, NEWS, laid_out, picture, small_issue, write_issue

from assemble.model.edition import BoxItem, ImageItem, Item, TextItem
from assemble.model.finding import Findings
from assemble.model.font import Fonts
from assemble.model.issue import Filler
from assemble.model.layout import Layout
from assemble.page.context import Context
from assemble.page.filler import filler_heights, filler_page_items, filler_rows
from assemble.read.manifest import read_issue
from assemble.text.setting import Typesetter

MANIFEST = """\
fillers:
  - photo: {file: photos/x.jpg, caption: {vi: Cỏ, en: Grass}, credit: Hồ}
  - notice:
      vi: "Mời bạn đọc gửi bài và ảnh về những đổi thay ở địa phương.

        Email: bantin@example.vn"
      en: "Readers are invited to send articles and photographs from their places.

        Email: bantin@example.vn"
    heading: {vi: Thư mời, en: A call}
  - {quote: {vi: Thêm bạn bớt thù., en: More friends and fewer foes.}, source: Tục ngữ}
  - {advertisement: {file: photos/y.png}}
  - {notice: {vi: Một, en: One}, size: half}
  - {photo: {file: photos/x.jpg, caption: X, credit: Y}, size: page}
"""
KINDS = ("photo", "notice", "quote", "advertisement", "half", "page")


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory, layout: Layout, fonts: Fonts) -> Context:
    """The means of the page stage, for an issue with fillers."""
    folder = tmp_path_factory.mktemp("issue")
    small_issue(folder, manifest=HEAD + NEWS + MANIFEST)
    pictures = {"photos/x.jpg": picture((1800, 1200)), "photos/y.png": picture((900, 600), "PNG")}
    findings = Findings()
    issue = read_issue(write_issue(folder, pictures), findings)
    assert issue is not None
    assert findings.items == []
    return Context(issue, layout, fonts, Typesetter(layout, fonts))


def filler(context: Context, kind: str) -> Filler:
    """One of the fillers."""
    return context.issue.fillers[KINDS.index(kind)]


def images(items: tuple[Item, ...] | list[Item]) -> list[ImageItem]:
    """The pictures among items."""
    return [item for item in items if isinstance(item, ImageItem)]


def extent(items: tuple[Item, ...] | list[Item]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of items."""
    boxes = []
    for item in items:
        if isinstance(item, TextItem):
            left, right = item.x, item.x + item.line.indent + item.line.width
            boxes.append((left, item.baseline - 6, right, item.baseline))
        else:
            x, y, width, height = item.rect
            boxes.append((x, y, x + width, y + height))
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("across", [False, True])
def test_rows_are_as_high_as_asked(context: Context, kind: str, across: bool) -> None:
    """Every height that is offered is made, inside its box; no other one is."""
    given, page = filler(context, kind), context.page
    width = page.measure if across else page.column
    heights = filler_heights(context, given, width)

    assert heights == sorted(set(heights))
    for lines in heights:
        row = filler_rows(context, given, width, lines)
        assert row is not None
        assert row.height == lines
        left, top, right, bottom = extent(row.items)
        assert left >= -1
        assert right <= width + 3  # a full stop hangs
        assert top >= 0
        assert bottom <= lines * context.grid
    for lines in (0, max(heights, default=5) + 1, min(heights, default=5) - 1):
        assert filler_rows(context, given, width, lines) is None


@pytest.mark.parametrize(
    ("kind", "column", "wide"),
    [
        ("photo", True, True),
        ("notice", True, True),
        ("quote", True, True),
        ("advertisement", True, False),  # 900 pixels are too few for 174 mm
        ("half", False, True),
        ("page", False, False),
    ],
)
def test_least_sizes(context: Context, kind: str, column: bool, wide: bool) -> None:
    """A filler is never narrower than its size says, nor wider than its pixels allow."""
    given, page = filler(context, kind), context.page

    assert bool(filler_heights(context, given, page.column)) == column
    assert bool(filler_heights(context, given, page.measure)) == wide


def test_half_a_page(context: Context) -> None:
    """A filler of that size takes half of the lines at least."""
    heights = filler_heights(context, filler(context, "half"), context.page.measure)

    assert heights[0] == context.page.lines // 2


def test_an_advertisement_is_whole(context: Context) -> None:
    """Nothing is cut off; where the box is low it is smaller, in the middle."""
    given, width = filler(context, "advertisement"), context.page.column
    heights = filler_heights(context, given, width)
    for lines in heights:
        row = filler_rows(context, given, width, lines)
        assert row is not None
        (image,) = images(row.items)
        assert image.crop == (0, 0, 1, 1)
        assert image.rect.width / image.rect.height == pytest.approx(1.5)
        assert image.rect.x * 2 + image.rect.width == pytest.approx(width)
        assert 0.7 * width < image.rect.width <= width + 0.01


def test_a_photograph_is_cropped_within_limits(context: Context) -> None:
    """At most a fifth of a side goes."""
    given, width = filler(context, "photo"), context.page.measure
    for lines in filler_heights(context, given, width):
        row = filler_rows(context, given, width, lines)
        assert row is not None
        (image,) = images(row.items)
        assert image.rect.width == pytest.approx(width)
        assert min(image.crop.width, image.crop.height) >= 0.8 - 1e-9


def test_a_notice_has_all_its_text(context: Context) -> None:
    """Heading and paragraphs in both languages, in a tinted box; side by side across the page."""
    given, page = filler(context, "notice"), context.page
    for width, columns in ((page.column, 1), (page.measure, 2)):
        row = filler_rows(context, given, width, filler_heights(context, given, width)[0])
        assert row is not None
        (ground,) = [item for item in row.items if isinstance(item, BoxItem)]
        lines = [item for item in row.items if isinstance(item, TextItem)]
        words = " ".join(item.line.text for item in lines)
        assert ground.rect.width == width
        assert ground.colour == "tint"
        assert "Thư mời Mời bạn đọc" in words
        assert "A call Readers are invited" in words
        assert words.count("Email: bantin@example.vn") == 2
        assert len({item.x for item in lines}) == columns


def test_a_shared_source_is_named_once(context: Context) -> None:
    """At the end of the last language."""
    given, page = filler(context, "quote"), context.page
    row = filler_rows(context, given, page.column, filler_heights(context, given, page.column)[0])
    assert row is not None
    roles = [item.source.role for item in row.items if isinstance(item, TextItem)]

    assert roles.count("quote-source") == 1
    assert roles[-1] == "quote-source"


@pytest.mark.parametrize("kind", ["photo", "notice", "quote", "page"])
def test_pages(context: Context, kind: str) -> None:
    """On a page of its own a text is larger and stays in the type area; a photograph bleeds."""
    page = context.page
    items = filler_page_items(context, filler(context, kind), 5)
    assert items is not None
    texts = [item for item in items if isinstance(item, TextItem)]
    left, top, right, bottom = extent(texts)

    assert page.left(5) <= left
    assert right <= page.left(5) + page.measure
    assert page.head <= top
    if kind in ("notice", "quote"):
        assert bottom <= page.trim.height - page.foot
        least = context.style(kind, "vi").size * 1.5
        assert max(piece.size for item in texts for piece in item.line.pieces) >= least


def test_an_advertisement_of_a_page(context: Context) -> None:
    """Too coarse a one is refused; it is not for the plan to print what the check would reject."""
    assert filler_page_items(context, filler(context, "advertisement"), 5) is None


@pytest.mark.parametrize(
    ("size", "bleeds"), [((2160, 3030), True), ((2100, 2970), False), ((2000, 2000), False)]
)
def test_an_advertisement_made_for_the_page(
    tmp_path: Path, layout: Layout, fonts: Fonts, size: tuple[int, int], bleeds: bool
) -> None:
    """One of the shape of the page with its bleed fills it; any other keeps to the margins."""
    more = "fillers: [{advertisement: {file: photos/x.jpg}, size: page}]\n"
    small_issue(tmp_path, manifest=HEAD + NEWS + more)
    write_issue(tmp_path, {"photos/x.jpg": picture(size)})
    issue = read_issue(tmp_path, Findings())
    assert issue is not None
    context = Context(issue, layout, fonts, Typesetter(layout, fonts))
    items = filler_page_items(context, issue.fillers[0], 4)
    assert items is not None
    (image,) = images(items)
    page = context.page

    assert image.crop == (0, 0, 1, 1)
    if bleeds:
        assert image.rect.x == -page.bleed
        assert image.rect.width == pytest.approx(page.trim.width + 2 * page.bleed)
    else:
        assert image.rect.x >= page.left(4) - 0.01
        assert image.rect.width <= page.measure + 0.01
        assert image.rect.width / image.rect.height == pytest.approx(size[0] / size[1])


def test_a_text_too_long_for_a_page(tmp_path: Path, layout: Layout, fonts: Fonts) -> None:
    """It can't be a page, and is no row of one either."""
    more = "fillers: [{notice: {vi: " + "chữ " * 6000 + ", en: E}, size: column}]\n"
    issue = read_issue(small_issue(tmp_path, manifest=HEAD + NEWS + more), Findings())
    assert issue is not None
    context = Context(issue, layout, fonts, Typesetter(layout, fonts))

    assert filler_page_items(context, issue.fillers[0], 4) is None
    assert filler_heights(context, issue.fillers[0], context.page.column) == []


def test_an_issue_with_fillers_builds(tmp_path: Path) -> None:
    """Their pictures are known to the edition, whether or not the plan has use for them."""
    small_issue(tmp_path, manifest=HEAD + NEWS + MANIFEST)
    pictures = {"photos/x.jpg": picture((1800, 1200)), "photos/y.png": picture((900, 600), "PNG")}
    edition = laid_out(write_issue(tmp_path, pictures), "screen").edition

    assert edition is not None
    assert len(edition.images) == 2
