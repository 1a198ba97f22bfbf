"""Printer's marks: where they stand, and that they can be switched off."""

from pathlib import Path

import pytest
from making import HEAD, NEWS, laid_out, small_issue

from assemble.model.edition import OUTSIDE, BoxItem, Edition, Rect, TextItem
from assemble.model.units import mm

MARKS = {"slug", "crop-mark", "registration-mark", "colour-bar"}


def edition_of(folder: Path, print_settings: str = "", purpose: str = "print") -> Edition:
    """A small issue laid out for print."""
    made = laid_out(small_issue(folder, manifest=HEAD + NEWS + print_settings), purpose).edition
    assert made is not None
    return made


def marks_of(edition: Edition) -> dict[str, list[BoxItem | TextItem]]:
    """The marks of the first page by role."""
    found: dict[str, list[BoxItem | TextItem]] = {}
    for item in edition.pages[0].items:
        if item.source.role in OUTSIDE:
            assert isinstance(item, BoxItem | TextItem)
            found.setdefault(item.source.role, []).append(item)
    return found


def test_all_marks_stand_there_unless_told(tmp_path: Path) -> None:
    """Eight crop marks, four targets of three pieces, twelve patches, one line."""
    found = marks_of(edition_of(tmp_path))

    assert {role: len(items) for role, items in found.items()} == {
        "crop-mark": 8, "registration-mark": 12, "colour-bar": 12, "slug": 1,
    }  # fmt: skip


@pytest.mark.parametrize("bleed", ["0mm", "3mm", "8mm"])
@pytest.mark.parametrize("offset", ["0mm", "4mm", "10mm"])
def test_no_mark_lies_in_the_bleed_or_off_the_sheet(
    tmp_path: Path, bleed: str, offset: str
) -> None:
    """Whatever offset is asked for."""
    settings = f"print: {{bleed: {bleed}, marks: {{offset: {offset}}}}}\n"
    edition = edition_of(tmp_path, settings)
    width, height = edition.trim
    near = max(edition.bleed, mm(float(offset[:-2]))) - 0.01  # points

    for items in marks_of(edition).values():
        for item in items:
            x, y, w, h = box_of(item)
            outside = x + w <= -near or x >= width + near or y + h <= -near or y >= height + near
            assert outside, item.source.role
            assert -edition.slug <= min(x, y)
            assert x + w <= width + edition.slug
            assert y + h <= height + edition.slug


def box_of(item: BoxItem | TextItem) -> Rect:
    """What a mark covers, a line's from its ascenders to its descenders."""
    if isinstance(item, BoxItem):
        return item.rect
    size = item.line.pieces[0].size
    return Rect(item.x, item.baseline - 0.8 * size, item.line.width, size)


@pytest.mark.parametrize("mark", ["crop", "registration", "colour_bar", "slug"])
def test_each_mark_can_be_switched_off(tmp_path: Path, mark: str) -> None:
    """And only that one goes."""
    found = marks_of(edition_of(tmp_path, f"print: {{marks: {{{mark}: false}}}}\n"))

    role = {"crop": "crop-mark", "registration": "registration-mark"}.get(mark, mark)
    assert set(found) == MARKS - {role.replace("_", "-")}


def test_without_marks_the_sheet_ends_with_the_bleed(tmp_path: Path) -> None:
    """No paper is wasted."""
    edition = edition_of(tmp_path, "print: {marks: false}\n")

    assert marks_of(edition) == {}
    assert edition.slug == edition.bleed


def test_the_slug_tells_the_plate_s_page(tmp_path: Path) -> None:
    """Publication, number, page, date and build id."""
    edition = edition_of(tmp_path)
    (line,) = marks_of(edition)["slug"]
    assert isinstance(line, TextItem)

    text = f"Bản tin · 1/2024 · 1 · 2024-01-31 · {edition.build_id}"
    assert line.line.text == text
    assert {piece.colour for piece in line.line.pieces} == {"registration"}


def test_a_narrow_page_has_fewer_patches(tmp_path: Path) -> None:
    """None lies on another mark."""
    edition = edition_of(tmp_path, "print: {trim: [110mm, 160mm]}\n")
    found = marks_of(edition)
    boxes = [box_of(item) for item in found["colour-bar"] + found["registration-mark"]]
    patches = boxes[: len(found["colour-bar"])]

    assert 4 <= len(patches) <= 12
    for n, patch in enumerate(patches):
        for other in boxes[n + 1 : len(patches)] + boxes[len(patches) :]:
            apart = (
                patch.x + patch.width <= other.x + 0.01
                or other.x + other.width <= patch.x + 0.01
                or patch.y + patch.height <= other.y
                or other.y + other.height <= patch.y
            )
            assert apart
