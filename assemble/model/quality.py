"""What a finished edition is worth, as measured on its pages: flaws, and figures by page.

Measured by `check/quality.py`, written by `report.py`, drawn by `page/marks.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from assemble.model.edition import Rect
from assemble.model.finding import Location


class FlawKind(NamedTuple):
    """A kind of flaw: its title in English and Vietnamese, and what helps against it."""

    title: str
    vietnamese: str
    remedy: str


FLAWS: Mapping[str, FlawKind] = {
    "off-grid": FlawKind(
        "Line off the baseline grid",
        "Dòng lệch lưới dòng chân",
        "let the box above it take whole grid lines",
    ),
    "widow": FlawKind(
        "Widow",
        "Dòng góa ở đầu cột",
        "cut or add a few words, or move the break",
    ),
    "orphan": FlawKind(
        "Orphan",
        "Dòng mồ côi ở cuối cột",
        "cut or add a few words, or move the break",
    ),
    "stranded-head": FlawKind(
        "Heading at a column's foot",
        "Đề mục nằm ở chân cột",
        "move it to the next column with two lines of its text",
    ),
    "stranded-byline": FlawKind(
        "Byline parted from its text",
        "Tên tác giả bị tách khỏi bài",
        "keep it with the last line",
    ),
    "uneven-columns": FlawKind(
        "Columns that end apart",
        "Các cột kết thúc không đều",
        "balance them, or crop a picture by a line or two",
    ),
    "first-line": FlawKind(
        "Columns that begin apart",
        "Các cột bắt đầu không ngang nhau",
        "drop the white above the first line",
    ),
    "white-foot": FlawKind(
        "White at the foot while the text goes on",
        "Khoảng trắng ở chân trang khi bài còn tiếp",
        "another picture height, or break the paragraph",
    ),
    "hole": FlawKind(
        "Hole inside an article",
        "Khoảng trống trong bài",
        "pair the paragraphs otherwise, or put a picture there",
    ),
    "collision": FlawKind(
        "Ink that touches",
        "Mực chạm nhau",
        "more leading, or a smaller box",
    ),
    "loose": FlawKind("Loose line", "Dòng quá thưa", "change a word near it"),
    "tight": FlawKind("Tight line", "Dòng quá chặt", "change a word near it"),
    "ladder": FlawKind(
        "Hyphens under one another",
        "Nhiều dòng liền nhau kết thúc bằng gạch nối",
        "change a word near it",
    ),
    "cut-word": FlawKind(
        "Word cut at a column's end",
        "Từ bị ngắt ở cuối cột",
        "move the break by a line",
    ),
    "river": FlawKind(
        "River of word spaces",
        "Dòng trắng chảy qua các khoảng từ",
        "change a word near it",
    ),
    "short-last-line": FlawKind(
        "Last line of a few letters",
        "Dòng cuối đoạn quá ngắn",
        "cut a word, or add one",
    ),
    "languages-apart": FlawKind(
        "Languages apart though a spread would hold both",
        "Hai ngôn ngữ nằm ở hai cặp trang khác nhau",
        "begin it on another page",
    ),
    "picture-away": FlawKind(
        "Picture away from its text",
        "Ảnh xa bài",
        "another place or size for it",
    ),
    "thin-page": FlawKind(
        "Page hardly filled",
        "Trang quá vắng",
        "larger pictures, a filler, or shorter text before it",
    ),
    "blank-page": FlawKind("Blank page", "Trang trắng", "a photograph or an article more"),
}
"""Every kind of flaw by its stable name, the gravest first."""


class Flaw(NamedTuple):
    """One thing on a page that a designer would mend.

    `kind` is a key of FLAWS; `rect` where it is, in points; `value` how grave it is, in the unit
    that the message names; `excuse` why it is no flaw after all (a section's last page), if so.
    """

    kind: str
    page: int
    rect: Rect
    message: str
    value: float
    text: str = ""
    at: Location | None = None
    excuse: str | None = None


class Band(NamedTuple):
    """Columns side by side between things that go across the page.

    `first` and `last` count grid lines from 0; `ends` is the last grid line of each column;
    `is_closed`: the text ends here or something across follows, so columns should end level;
    `is_parallel`: a language a column, level at paragraphs instead.
    """

    first: int
    last: int
    ends: tuple[int, ...]
    is_closed: bool
    is_parallel: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PageQuality:
    """A page in figures.

    `kind` is cover, front, picture, text or blank. `fills` is the share of each column's height
    down to its last thing, `fill` their mean (the rest is the white at the foot); `held` the share
    of the columns' grid lines that hold something. `articles` are the ids of those on the page.
    """

    number: int
    kind: str
    fill: float
    fills: tuple[float, ...]
    held: float
    lines: int
    bands: tuple[Band, ...]
    articles: tuple[str, ...]
    ends_section: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleQuality:
    """Where an article stands.

    `pages` by language; `lines` is its height in grid lines across the page, its pictures
    included; `fits_spread`: no more than two pages; `on_one_spread`: all its text is;
    `is_apart`: a spread has text of one language, but none of another.
    """

    id: str
    pages: Mapping[str, tuple[int, ...]]
    lines: int
    fits_spread: bool
    on_one_spread: bool
    is_apart: bool
    turns: int


class WordSpaces(NamedTuple):
    """The word spaces of justified lines that are not a paragraph's last, in em of the type."""

    lines: int
    mean: float
    deviation: float
    largest: float
    loose: float
    """Share of lines over 0.5 em."""
    hyphenated: float
    """Share of lines that end in a hyphen."""


class Criterion(NamedTuple):
    """What is asked of an edition, what was found, and whether that will do."""

    name: str
    wanted: str
    found: str
    is_met: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """All that was measured; `flaws` in order of page and place."""

    pages: tuple[PageQuality, ...]
    articles: tuple[ArticleQuality, ...]
    spaces: WordSpaces
    flaws: tuple[Flaw, ...]
    criteria: tuple[Criterion, ...]

    def of(self, kind: str) -> tuple[Flaw, ...]:
        """The flaws of a kind that nothing excuses."""
        return tuple(flaw for flaw in self.flaws if flaw.kind == kind and not flaw.excuse)
