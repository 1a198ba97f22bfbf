"""Photographs on the page: crops about the focus, groups, full pages and spreads."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import AT, HEAD, NEWS, laid_out, picture, small_issue, write_issue

from assemble.model.edition import BoxItem, ImageItem, Item, Rect, TextItem
from assemble.model.finding import Findings
from assemble.model.font import Fonts
from assemble.model.issue import Image, Photo, PhotoGroup, Section
from assemble.model.layout import Layout
from assemble.model.text import Localized, Phrase
from assemble.page.bleed import bleed_items, spread_items
from assemble.page.context import Context
from assemble.page.mosaic import GAP, arranged, boxes, limits, natural
from assemble.page.picture import (
    Frame,
    column_frame,
    crop_to,
    cut,
    page_frame,
    picture_row,
    resolution,
    sizes,
    wide_frame,
)
from assemble.read.manifest import read_issue
from assemble.text.setting import Typesetter

SIDES = st.integers(100, 6000)
SHARES = st.floats(0, 1)


def photo(
    width: int, height: int, *, caption: str = "", key: str = "k", size: str | None = None
) -> Photo:
    """A photograph of so many pixels."""
    image = Image(
        key=key, format="JPEG", width=width, height=height, orientation=1, mode="RGB",
        profile=None, data=b"",
    )  # fmt: skip
    return Photo(
        file=f"{key}.jpg", image=image, caption=said(caption), credit=None, size=size, at=AT
    )


def said(text: str) -> Localized | None:
    """A text in both languages, none without one."""
    if not text:
        return None
    phrases = tuple((lang, Phrase(text=f"{text} {lang}", at=AT)) for lang in ("vi", "en"))
    return Localized(phrases=phrases)


def group(*photos: Photo, caption: str = "") -> PhotoGroup:
    """Photographs as one block."""
    return PhotoGroup(photos=photos, caption=said(caption), credit=None, size=None, at=AT)


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory, layout: Layout, fonts: Fonts) -> Context:
    """The means of the page stage, for a small issue."""
    issue = read_issue(small_issue(tmp_path_factory.mktemp("issue")), Findings())
    assert issue is not None
    return Context(issue, layout, fonts, Typesetter(layout, fonts))


def images(items: tuple[Item, ...] | list[Item]) -> list[ImageItem]:
    """The pictures among items."""
    return [item for item in items if isinstance(item, ImageItem)]


def texts(items: tuple[Item, ...] | list[Item]) -> list[str]:
    """The lines among items."""
    return [item.line.text for item in items if isinstance(item, TextItem)]


@given(SIDES, SIDES, SHARES, SHARES, st.sampled_from([None, (2.0, 3.0), (3.0, 1.0)]),
       st.floats(20, 800), st.floats(20, 800))  # fmt: skip
def test_a_crop_keeps_the_focus(
    wide: int, tall: int, x: float, y: float, crop: tuple[float, float] | None,
    width: float, height: float,
) -> None:  # fmt: skip
    """Any crop lies in the picture, has the box's shape, holds the focus, is as large as can be.

    Where the edges allow, the focus is in its middle.
    """
    made = replace(photo(wide, tall), focus=(x, y), crop=crop)
    part = crop_to(made, width, height)
    pixels = part.width * wide, part.height * tall

    assert min(part.x, part.y) >= 0
    assert max(part.x + part.width, part.y + part.height) <= 1 + 1e-9
    assert pixels[0] / pixels[1] == pytest.approx(width / height)
    assert part.x - 1e-9 <= x <= part.x + part.width + 1e-9
    assert part.y - 1e-9 <= y <= part.y + part.height + 1e-9
    assert max(pixels[0] / made.shape[0], pixels[1] / made.shape[1]) == pytest.approx(1)
    if crop is None and part.width / 2 <= x <= 1 - part.width / 2:
        assert part.x + part.width / 2 == pytest.approx(x)


def test_a_crop_moves_no_farther_than_the_edge() -> None:
    """A face at the left edge is at the left of an upright crop, one at 0.4 is in its middle."""
    wide = photo(3000, 1000)
    upright = Rect(0.0, 0.0, 1 / 3, 1.0)

    assert crop_to(replace(wide, focus=(0.05, 0.5)), 100, 100) == pytest.approx(upright)
    assert crop_to(replace(wide, focus=(0.4, 0.5)), 100, 100).x == pytest.approx(0.4 - 1 / 6)


def test_a_place_for_the_focus() -> None:
    """Where a band hides a part of the box, the focus is in the middle of the rest."""
    tall = replace(photo(1000, 4000), focus=(0.5, 0.5))

    assert crop_to(tall, 100, 100, (0.5, 0.2)).y == pytest.approx(0.5 - 0.2 * 0.25)


def test_a_wished_crop_is_the_shape_that_counts(context: Context) -> None:
    """Heights and resolution are those of the part that the editor kept."""
    plain, cropped = photo(3000, 2000), replace(photo(3000, 2000), crop=(1.0, 1.0))
    square = photo(2000, 2000)
    frame = column_frame(context)

    assert sizes(context, cropped, frame) == sizes(context, square, frame)
    assert resolution(context, cropped, frame) == resolution(context, square, frame)
    assert resolution(context, plain, frame) == pytest.approx(3000 / (frame.width / 72))


def test_sizes_and_what_they_cut(context: Context) -> None:
    """From the least to the greatest height; the natural one cuts nearly nothing."""
    made, frame = photo(3000, 2000, caption="Một"), column_frame(context)
    possible = sizes(context, made, frame)
    shares = [cut(context, made, frame, lines) for lines in possible]
    usual = picture_row(context, made, frame).height

    assert possible == list(range(possible[0], possible[-1] + 1))
    assert usual in possible
    assert min(shares) == cut(context, made, frame, usual) < 0.03
    assert max(shares) <= 0.2 + 1e-9
    assert shares[0] > 0.15
    for lines, share in zip(possible, shares, strict=True):
        (image,) = images(picture_row(context, made, frame, lines).items)
        assert 1 - image.crop.width * image.crop.height == pytest.approx(share)


@pytest.mark.parametrize("shape", [(1000, 6000), (1000, 2000), (1000, 1500)])
@pytest.mark.parametrize("frame", [column_frame, wide_frame, page_frame])
def test_no_picture_is_taller_than_the_page(
    context: Context, shape: tuple[int, int], frame: Callable[[Context], Frame]
) -> None:
    """A box with its caption fits on a page, however tall the photograph."""
    made = photo(*shape, caption="Một chú thích " * 12)

    assert max(sizes(context, made, frame(context))) <= context.page.lines


@pytest.mark.parametrize("frame", [column_frame, wide_frame, page_frame])
def test_no_caption_is_longer_than_its_picture(
    context: Context, frame: Callable[[Context], Frame]
) -> None:
    """A picture that stands narrower than its frame has its caption under itself."""
    made = photo(1000, 2500, caption="Một chú thích dài hơn bề ngang của tấm ảnh " * 3)
    row = picture_row(context, made, frame(context))
    (image,) = images(row.items)
    lines = [item for item in row.items if isinstance(item, TextItem)]

    assert image.rect.width < frame(context).width * 0.9
    assert max(i.x + i.line.indent + i.line.width for i in lines) <= image.rect.width + 15
    assert max(item.baseline for item in lines) <= row.height * context.grid


SHAPES = st.lists(
    st.sampled_from([(3000, 2000), (2000, 3000), (2000, 2000), (4000, 1500)]),
    min_size=1, max_size=4,
)  # fmt: skip


@given(SHAPES, st.floats(150, 500), SHARES)
def test_a_mosaic_fills_its_block(
    shapes: list[tuple[int, int]], width: float, share: float
) -> None:
    """Photographs fill the block up to the gaps, touch nothing, and keep their share of a side."""
    tile = arranged(shapes, width, width, keep=0.8, pixels=3.0)
    low, high = limits(tile, width, 0.8)
    block = Rect(10.0, 20.0, width, low + (high - low) * share)
    found = boxes(tile, block)

    assert low <= natural(tile, width) <= high
    assert len(found) == len(shapes)
    assert min(box.x for box in found) == pytest.approx(block.x)
    assert max(box.x + box.width for box in found) == pytest.approx(block.x + width)
    assert max(box.y + box.height for box in found) == pytest.approx(block.y + block.height)
    for shape, box in zip(shapes, found, strict=True):
        ratio = shape[0] / shape[1] / (box.width / box.height)
        assert 0.8 - 1e-6 <= ratio <= 1 / 0.8 + 1e-6
    for n, a in enumerate(found):
        for b in found[n + 1 :]:
            across = max(b.x - a.x - a.width, a.x - b.x - b.width)
            down = max(b.y - a.y - a.height, a.y - b.y - b.height)
            assert max(across, down) >= GAP - 1e-6


@pytest.mark.parametrize(
    ("shapes", "rows"),
    [
        ([(3, 2), (3, 2)], [[0, 1]]),
        ([(2, 3), (2, 3), (2, 3)], [[0, 1, 2]]),
        ([(3, 2), (3, 2), (3, 2)], [[0, 1], [0, 2]]),
        ([(3, 2), (3, 2), (3, 2), (3, 2)], [[0, 1], [2, 3]]),
        ([(2, 3), (2, 3), (2, 3), (2, 3)], [[0, 1, 2, 3]]),
    ],
)
def test_groups_across_the_page(
    context: Context, shapes: list[tuple[int, int]], rows: list[list[int]]
) -> None:
    """Two beside one another; three in a row, or one large; four in a row, or two by two."""
    photos = [photo(w * 1000, h * 1000, key=str(n)) for n, (w, h) in enumerate(shapes)]
    frame = wide_frame(context)
    row = picture_row(context, group(*photos), frame)
    found = {item.image: item.rect for item in images(row.items)}

    for line in rows:
        places = [found[str(n)] for n in line]
        assert [p.x for p in places] == sorted(p.x for p in places)
        assert sum(p.width for p in places) + GAP * (len(line) - 1) == pytest.approx(frame.width)
    assert row.height <= frame.lines + 2
    assert row.height in sizes(context, group(*photos), frame)


def test_a_group_in_a_column(context: Context) -> None:
    """Two landscapes are one above the other, cropped so that they fit."""
    frame = column_frame(context)
    two = group(photo(3000, 2000), photo(3000, 2000))
    first, second = images(picture_row(context, two, frame).items)

    assert first.rect.width == second.rect.width == pytest.approx(frame.width)
    assert second.rect.y == pytest.approx(first.rect.y + first.rect.height + GAP)
    assert resolution(context, two, frame) == pytest.approx(3000 / (frame.width / 72))
    assert 0 < cut(context, two, frame, sizes(context, two, frame)[0]) <= 0.2


def test_a_shared_caption(context: Context) -> None:
    """Under the block, once in each language."""
    two = group(photo(2000, 2000), photo(2000, 2000), caption="Hai bức")

    assert texts(picture_row(context, two, wide_frame(context)).items) == [
        "Hai bức vi", "Hai bức en",
    ]  # fmt: skip


def test_captions_of_each(context: Context) -> None:
    """In a row each stands under its photograph; else they follow one another."""
    one, two = photo(2000, 2000, caption="Một"), photo(2000, 2000, caption="Hai")
    row = picture_row(context, group(one, two), wide_frame(context))
    left, right = (item.rect for item in images(row.items))
    places = {i.line.text: i.x for i in row.items if isinstance(i, TextItem)}

    assert places == {
        "Một vi": left.x, "Một en": left.x, "Hai vi": right.x, "Hai en": right.x,
    }  # fmt: skip
    one, two = photo(3000, 2000, caption="Một"), photo(3000, 2000, caption="Hai")
    stack = picture_row(context, group(one, two), column_frame(context))
    assert texts(stack.items) == ["Một vi Hai vi", "Một en Hai en"]


def test_credits_of_a_group(context: Context) -> None:
    """Who took the photographs of a shared caption is named once after it."""
    name = Localized(phrases=(("vi", Phrase(text="Hồ", at=AT)), ("en", Phrase(text="Ho", at=AT))))
    photos = [replace(photo(2000, 2000), credit=name) for _ in range(2)]
    row = picture_row(context, group(*photos, caption="Hai"), wide_frame(context))

    assert texts(row.items) == ["Hai vi Ảnh: Hồ", "Hai en Photo: Ho"]


def test_a_bleed_page(context: Context) -> None:
    """To the bleed on every side, the caption on a band inside the type area."""
    page, bleed = context.page, context.page.bleed
    items = bleed_items(context, photo(4000, 6000, caption="Một"), 7, "articles/a")
    (image,) = images(items)
    (band,) = [item for item in items if isinstance(item, BoxItem)]
    lines = [item for item in items if isinstance(item, TextItem)]

    full = (-bleed, -bleed, page.trim.width + 2 * bleed, page.trim.height + 2 * bleed)
    assert image.rect == pytest.approx(full)
    assert band.rect.x == -bleed
    assert band.rect.y + band.rect.height == pytest.approx(page.trim.height + bleed)
    assert {item.source.article for item in (image, *lines)} == {"articles/a"}
    for line in lines:
        assert band.rect.y < line.baseline - 6 < line.baseline < page.trim.height - 12
        assert page.left(7) <= line.x
        assert line.x + line.line.width <= page.left(7) + page.measure


def test_a_bleed_page_too_coarse_is_framed(context: Context) -> None:
    """White around a picture is better than pixels."""
    (image,) = images(bleed_items(context, photo(1100, 1600, caption="Một"), 6))
    page = context.page

    assert image.rect.x == pytest.approx(page.left(6))
    assert image.rect.width == pytest.approx(page.measure)


@given(SIDES, SIDES, SHARES, SHARES)
def test_halves_of_a_spread_meet(
    context: Context, wide: int, tall: int, x: float, y: float
) -> None:
    """At the spine the right half begins where the left one ends; both are of one scale."""
    made = replace(photo(wide, tall, caption="Một"), focus=(x, y))
    left, right = spread_items(context, made, 6)
    (a,), (b,) = images(left), images(right)
    trim, bleed = context.page.trim, context.page.bleed

    def at(item: ImageItem, place: float) -> float:
        """What of the picture's width stands at a place on the page."""
        return item.crop.x + item.crop.width * (place - item.rect.x) / item.rect.width

    assert at(a, trim.width) == pytest.approx(at(b, 0.0))
    assert a.crop[1::2] == b.crop[1::2]
    assert a.crop.width == b.crop.width
    assert at(a, -bleed) >= -1e-9
    assert at(b, trim.width + bleed) <= 1 + 1e-9
    pixels = a.crop.width * wide / a.rect.width
    assert a.crop.height * tall / a.rect.height == pytest.approx(pixels)
    assert texts(left) == []
    assert texts(right) == ["Một vi", "Một en"]


@pytest.mark.parametrize("size", ["bleed", "spread"])
def test_pages_of_their_own_in_an_article(tmp_path: Path, size: str) -> None:
    """An article with such a photograph builds, and the photograph is printed once at least."""
    line = f"{{file: photos/x.jpg, caption: X, credit: Y, size: {size}}}"
    folder = small_issue(tmp_path, manifest=HEAD + NEWS + f"        photos: [{line}]\n")
    write_issue(folder, {"photos/x.jpg": picture((1800, 2400))})
    edition = laid_out(folder).edition

    assert edition is not None
    assert [i for p in edition.pages for i in images(list(p.items))]


def test_groups_in_an_article(tmp_path: Path) -> None:
    """A group stands in parallel and in stacked articles, in every size, and in the contents."""
    for kind in ("news", "feature"):
        for size in ("", ", size: column", ", size: wide", ", size: page"):
            two = "{group: [{file: photos/x.jpg}, {file: photos/y.jpg}], caption: X, credit: Y"
            manifest = HEAD + NEWS + f"        kind: {kind}\n        photos: [{two}{size}}}]\n"
            folder = small_issue(tmp_path, manifest=manifest)
            write_issue(
                folder,
                {"photos/x.jpg": picture((1800, 1200)), "photos/y.jpg": picture((1200, 1200))},
            )
            issue = read_issue(folder, Findings())
            assert issue is not None
            assert isinstance(issue.sections[0], Section)
            edition = laid_out(folder).edition
            assert edition is not None
            own = [
                i for p in edition.pages for i in images(list(p.items))
                if p.number > 2
            ]  # fmt: skip
            assert len({i.image for i in own}) == 2, (kind, size)
