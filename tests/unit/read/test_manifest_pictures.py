"""Photographs, groups and fillers of the manifest, as the model gets them."""

from pathlib import Path

import pytest
from making import HEAD, NEWS, picture, small_issue, write_issue

from assemble.model.finding import Findings
from assemble.model.issue import Article, Issue, Photo, PhotoGroup, Section, photos_of
from assemble.read.manifest import read_issue


def read(folder: Path, manifest: str, **files: tuple[int, int]) -> Issue:
    """A sound issue with pictures of some sizes."""
    small_issue(folder, manifest=manifest)
    write_issue(folder, {f"photos/{name}.jpg": picture(size) for name, size in files.items()})
    findings = Findings()
    issue = read_issue(folder, findings)
    assert issue is not None
    assert findings.items == []
    return issue


def article_of(issue: Issue) -> Article:
    """Its one article."""
    section = issue.sections[0]
    assert isinstance(section, Section)
    return section.articles[0]


def photo_line(more: str) -> str:
    """A photograph of the article."""
    return f"        photos:\n          - {{file: photos/x.jpg, caption: X, credit: Y{more}}}\n"


@pytest.mark.parametrize(
    ("more", "focus", "crop", "shape"),
    [
        ("", (0.5, 0.5), None, (600, 400)),
        (", focus: [0.25, 1]", (0.25, 1.0), None, (600, 400)),
        (", crop: [1, 1]", (0.5, 0.5), (1.0, 1.0), (400, 400)),
        (", crop: [2, 3]", (0.5, 0.5), (2.0, 3.0), (400 * 2 / 3, 400)),
        (", crop: [1200, 400]", (0.5, 0.5), (1200.0, 400.0), (600, 200)),
    ],
)
def test_focus_and_crop(
    tmp_path: Path,
    more: str,
    focus: tuple[float, float],
    crop: tuple[float, float] | None,
    shape: tuple[float, float],
) -> None:
    """A focus is in the middle unless told; a crop leaves as much as it can of one side."""
    issue = read(tmp_path, HEAD + NEWS + photo_line(more), x=(600, 400))
    (photo,) = photos_of(article_of(issue))

    assert (photo.focus, photo.crop) == (focus, crop)
    assert photo.shape == pytest.approx(shape)


def test_a_group(tmp_path: Path) -> None:
    """Photographs of a group count one by one, the group is one picture of the article."""
    lines = """\
        photos:
          - {file: photos/a.jpg, caption: A, credit: Y}
          - group: [{file: photos/b.jpg, focus: [0, 0]}, {file: photos/a.jpg}]
            caption: {vi: Hai, en: Two}
            credit: Hồ
            size: wide
"""
    article = article_of(read(tmp_path, HEAD + NEWS + lines, a=(60, 40), b=(40, 60)))
    single, group = article.photos

    assert isinstance(single, Photo)
    assert isinstance(group, PhotoGroup)
    assert [photo.file for photo in photos_of(article)] == [
        "photos/a.jpg", "photos/b.jpg", "photos/a.jpg",
    ]  # fmt: skip
    assert group.caption is not None
    assert group.credit is not None
    assert (group.caption.text("en"), group.credit.text("en")) == ("Two", "Ho")
    assert (group.size, group.fills_page, group.at.line) == ("wide", False, 12)
    assert group.photos[0].focus == (0.0, 0.0)


@pytest.mark.parametrize(
    ("size", "fills"),
    [("column", False), ("wide", False), ("page", True), ("bleed", True), ("spread", True)],
)
def test_sizes_that_fill_pages(tmp_path: Path, size: str, fills: bool) -> None:
    """A picture of the type area, of a page or of a spread stands beside no text."""
    issue = read(tmp_path, HEAD + NEWS + photo_line(f", size: {size}"), x=(60, 40))

    assert [photo.fills_page for photo in article_of(issue).photos] == [fills]


def test_fillers(tmp_path: Path) -> None:
    """Each kind with what belongs to it; a filler takes a column unless told."""
    more = """\
fillers:
  - photo: {file: photos/x.jpg, caption: X, credit: Y, focus: [0.5, 0.2]}
    size: wide
  - notice: {vi: Một, en: One}
    heading: {vi: Báo, en: Notice}
  - {quote: Lời, source: Hồ}
  - {advertisement: {file: photos/x.jpg}, size: half}
"""
    issue = read(tmp_path, HEAD + NEWS + more, x=(60, 40))

    assert [(filler.kind, filler.size) for filler in issue.fillers] == [
        ("photo", "wide"), ("notice", "column"), ("quote", "column"), ("advertisement", "half"),
    ]  # fmt: skip
    photo, notice, quote, advertisement = issue.fillers
    assert photo.photo is not None
    assert photo.photo.focus == (0.5, 0.2)
    assert notice.heading is not None
    assert notice.heading.text("vi") == "Báo"
    assert quote.source is not None
    assert quote.source.shared
    assert advertisement.photo is not None
    assert (advertisement.text, advertisement.photo.caption) == (None, None)
    assert [filler.at.line for filler in issue.fillers] == [11, 13, 15, 16]


@pytest.mark.parametrize(
    ("yaml", "text"),
    [
        ("|\n        A b\n        c\n\n\n        D\n", "A b\nc\n\nD"),
        (">\n        A b\n        c\n\n        D\n", "A b c\n\nD"),
        ("A b\n        c\n\n        D\n", "A b c\n\nD"),
        ('"A b\n        c\n\n        D"\n', "A b c\n\nD"),
    ],
)
def test_paragraphs_of_a_notice(tmp_path: Path, yaml: str, text: str) -> None:
    """An empty line parts paragraphs in every way of YAML; after | lines end where they do."""
    more = f"fillers:\n  - notice:\n      en: E\n      vi: {yaml}"
    (filler,) = read(tmp_path, HEAD + NEWS + more).fillers

    assert filler.text is not None
    assert filler.text.text("vi") == text
