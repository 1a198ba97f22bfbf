"""Pages as editors see them: heads, pictures, tables, front matter, on small issues."""

from pathlib import Path

import pytest
from making import HEAD, NEWS, laid_out, picture, small_issue, write_issue

from assemble.dump import rect_of
from assemble.model.edition import BoxItem, Edition, ImageItem, Page, TextItem

MM = 72 / 25.4
PHOTO = """\
        photos:
          - {{file: photos/x.jpg, caption: {{vi: Một, en: One}}, credit: Hồ{more}}}
"""
LONG = {
    "vi": "# Hội nghị\n\n"
    + "Tỉnh tổ chức hội nghị về tiêu thụ vải thiều tại Lạng Sơn. " * 40
    + "\n",
    "en": "# Conference\n\n"
    + "The province held a conference on lychees in Lang Son. " * 40
    + "\n",
}


def edition_of(folder: Path, purpose: str = "screen") -> Edition:
    """The edition of an issue without errors."""
    outcome = laid_out(folder, purpose)
    assert outcome.edition is not None, [str(finding) for finding in outcome.findings]
    return outcome.edition


def texts(page: Page, role: str) -> list[str]:
    """The lines of a role on a page."""
    return [i.line.text for i in page.items if isinstance(i, TextItem) and i.source.role == role]


def pages_with(edition: Edition, role: str) -> list[int]:
    """The numbers of the pages that have an item of a role."""
    return [p.number for p in edition.pages if any(i.source.role == role for i in p.items)]


def test_order_of_pages(tmp_path: Path) -> None:
    """Cover, masthead, contents, sections, back cover."""
    more = "masthead:\n  - lines: [Một]\n"
    more += "back_cover: {photo: {file: photos/x.jpg, caption: X, credit: Y}}\n"
    folder = small_issue(tmp_path, manifest=HEAD + NEWS + more)
    write_issue(folder, {"photos/x.jpg": picture((600, 800))})
    edition = edition_of(folder)

    assert pages_with(edition, "nameplate") == [1]
    assert pages_with(edition, "masthead") == [2]
    assert pages_with(edition, "contents-title") == [3]
    assert pages_with(edition, "headline") == [4]
    assert pages_with(edition, "photo") == [5] == [len(edition.pages)]


def test_folios_count_from_the_cover(tmp_path: Path) -> None:
    """The cover is page 1 and has no folio; inside pages print their number."""
    edition = edition_of(small_issue(tmp_path))

    assert [texts(page, "folio") for page in edition.pages] == [[], ["2"], ["3"]]
    assert [page.label for page in edition.pages] == ["", "2", "3"]


def test_folios_stand_at_the_outer_edge(tmp_path: Path) -> None:
    """Left on even pages, right on odd ones."""
    edition = edition_of(small_issue(tmp_path))
    places = [
        rect_of(item) for p in edition.pages for item in p.items if item.source.role == "folio"
    ]

    assert places[0][0] == pytest.approx(18 * MM)
    assert places[1][0] + places[1][2] == pytest.approx((210 - 18) * MM)


def test_reading_order_is_language_by_language(tmp_path: Path) -> None:
    """Side by side on paper, one after the other in the file."""
    edition = edition_of(small_issue(tmp_path, **LONG))
    for page in edition.pages:
        languages = [i.source.language for i in page.items if i.source.role == "body"]
        assert languages == sorted(languages, key=["vi", "en"].index)


def test_parallel_paragraphs_are_level(tmp_path: Path) -> None:
    """News: each paragraph begins on the same line in both columns."""
    folder = small_issue(
        tmp_path, vi="# Một\n\n" + "Một đoạn văn dài. " * 20 + "\n\nHai.\n\nBa.\n",
        en="# One\n\nA paragraph.\n\nTwo.\n\nThree.\n",
    )  # fmt: skip
    starts: dict[str, dict[int, float]] = {"vi": {}, "en": {}}
    for page in edition_of(folder).pages:
        for item in page.items:
            if isinstance(item, TextItem) and item.source.role == "body" and item.source.at:
                place = starts[item.source.language or ""]
                place.setdefault(item.source.at.line or 0, item.baseline)

    assert list(starts["vi"].values()) == list(starts["en"].values())
    assert len(starts["vi"]) == 3


@pytest.mark.parametrize(("more", "width"), [(", size: column", 84.0), (", size: wide", 174.0)])
def test_sizes_of_photographs(tmp_path: Path, more: str, width: float) -> None:
    """`column` is 84 mm wide, `wide` the whole 174 mm."""
    folder = small_issue(tmp_path, manifest=HEAD + NEWS + PHOTO.format(more=more), **LONG)
    write_issue(folder, {"photos/x.jpg": picture((1800, 1200))})
    photos = [
        item for p in edition_of(folder).pages for item in p.items if isinstance(item, ImageItem)
    ]

    assert [photo.rect.width / MM for photo in photos] == [pytest.approx(width)]


@pytest.mark.parametrize("size", [(1600, 900), (900, 900), (600, 900), (3000, 500), (300, 2000)])
def test_pictures_are_never_distorted(tmp_path: Path, size: tuple[int, int]) -> None:
    """What is shown of a picture has the shape of its box, and at most a fifth is cut away."""
    folder = small_issue(tmp_path, manifest=HEAD + NEWS + PHOTO.format(more=""), **LONG)
    write_issue(folder, {"photos/x.jpg": picture(size)})
    (photo,) = [
        item for p in edition_of(folder).pages for item in p.items if isinstance(item, ImageItem)
    ]
    crop, rect = photo.crop, photo.rect

    assert size[0] * crop.width / (size[1] * crop.height) == pytest.approx(rect.width / rect.height)
    assert crop.width * crop.height >= 0.8 - 1e-6
    assert crop.x + crop.width / 2 == pytest.approx(0.5)
    assert crop.y + crop.height / 2 == pytest.approx(0.5)


def test_caption_and_credit(tmp_path: Path) -> None:
    """The caption in each language, the credit after it in that language's form."""
    folder = small_issue(tmp_path, manifest=HEAD + NEWS + PHOTO.format(more=""), **LONG)
    write_issue(folder, {"photos/x.jpg": picture((1800, 1200))})
    captions = [line for p in edition_of(folder).pages for line in texts(p, "caption")]

    assert captions == ["Một Ảnh: Hồ", "One Photo: Ho"]


def test_byline_in_each_language(tmp_path: Path) -> None:
    """A name loses its diacritics in English; compiled articles say so."""
    manifest = HEAD + NEWS + "        author: Vũ Đức Giang\n        compiled: true\n"
    edition = edition_of(small_issue(tmp_path, manifest=manifest))

    assert texts(edition.pages[2], "byline") == [
        "Vũ Đức Giang (tổng hợp)", "Compiled by Vu Duc Giang",
    ]  # fmt: skip


def test_table_header_is_repeated(tmp_path: Path) -> None:
    """Above each column's part of a long table its header stands again."""
    rows = "".join(f"| {n} | sản phẩm |\n" for n in range(120))
    table = "| Số | Tên |\n| --- | --- |\n" + rows
    edition = edition_of(small_issue(tmp_path, vi=f"# Bảng\n\n{table}", en=f"# Table\n\n{table}"))
    middle = edition.trim[0] / 2
    parts = {
        (page.number, item.x > middle) for page in edition.pages for item in page.items
        if isinstance(item, TextItem) and item.line.text.isdigit()
        and (item.source.role, item.source.language) == ("table", "vi")
    }  # fmt: skip
    heads = [
        (page.number, item.x > middle) for page in edition.pages for item in page.items
        if isinstance(item, TextItem) and item.line.text == "Số"
        and item.source.language == "vi"
    ]  # fmt: skip
    numbers = [
        int(item.line.text) for page in edition.pages for item in page.items
        if isinstance(item, TextItem) and item.source.role == "table"
        and item.source.language == "vi" and item.line.text.isdigit()
    ]  # fmt: skip

    assert numbers == list(range(120))
    assert len(heads) >= 2
    assert sorted(heads) == sorted(parts)


def test_a_cell_taller_than_the_page_loses_nothing(tmp_path: Path) -> None:
    """A row that no column can hold goes on in the next, line by line."""
    cell = " ".join(f"chữ{n}" for n in range(1500))
    table = f"| Số | Tên |\n| --- | --- |\n| 1 | ngắn |\n| 2 | {cell} |\n| 3 | ngắn |\n"
    edition = edition_of(small_issue(tmp_path, vi=f"# Bảng\n\n{table}"))
    lines = [line for page in edition.pages for line in texts(page, "table")]

    assert " ".join(lines) == f"1 ngắn 2 {cell} 3 ngắn"


def test_text_off_the_page_is_told(tmp_path: Path) -> None:
    """A quote that no page can hold is printed in part only; somebody has to know."""
    quote = "> " + "chữ " * 1500
    outcome = laid_out(small_issue(tmp_path, vi=f"# Lời\n\n{quote}\n"), "screen")

    found = [(finding.code, finding.at.file) for finding in outcome.findings]
    assert found == [("overset", "articles/a.vi.md")]


def test_teasers_name_the_right_page(tmp_path: Path) -> None:
    """The cover announces a headline with the page it stands on."""
    manifest = HEAD + "cover: {teasers: [articles/a]}\n" + NEWS
    edition = edition_of(small_issue(tmp_path, manifest=manifest))
    (page,) = pages_with(edition, "headline")

    shown = " ".join(texts(edition.pages[0], "teaser")).replace("\u00a0", " ")
    assert f"Hội nghị đầu năm\u2002trang {page}" in shown
    assert f"page {page}" in shown


def test_blank_pages_are_empty(tmp_path: Path) -> None:
    """A page that fills up the sheet has nothing on it but a proof's marks."""
    edition = edition_of(small_issue(tmp_path), "proof")
    blank = [page for page in edition.pages if page.blank]

    assert {item.source.role for page in blank for item in page.items} == {"crop-mark", "proof"}


@pytest.mark.parametrize(
    "given",
    [0, 3, 6, 20],
)
def test_crop_marks_keep_off_the_bleed(tmp_path: Path, given: int) -> None:
    """The marks of a proof begin outside the bleed."""
    manifest = HEAD + NEWS + f"print: {{bleed: {given}mm}}\n"
    edition = edition_of(small_issue(tmp_path, manifest=manifest), "proof")
    bleed, (width, height) = edition.bleed, edition.trim
    for item in edition.pages[0].items:
        if isinstance(item, BoxItem) and item.source.role == "crop-mark":
            left, top, wide, tall = item.rect
            across = left + wide <= -bleed or left >= width + bleed
            assert across or top + tall <= -bleed or top >= height + bleed
