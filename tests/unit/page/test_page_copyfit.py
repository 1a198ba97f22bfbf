"""Copyfitting tells the truth: who cuts or adds what it says gets the page count that it says."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from making import HEAD, picture, write_issue

from assemble.build import plan
from assemble.model.flatplan import Cut, Fitting, FlatPlan
from assemble.page.copyfit import advice
from assemble.request import Request

LINES = 6
"""Lines of each paragraph."""
Lengths = dict[str, list[int]]
"""The lines of each article's paragraphs, the same in both languages."""


class Made(NamedTuple):
    """An issue of which every line is known, since each ends with a forced break."""

    lengths: Lengths
    arrangement: str
    languages: str

    def plan(self, folder: Path) -> FlatPlan:
        """Write and plan it."""
        lines = [HEAD, "sections:\n"]
        files: dict[str, str] = {}
        for name, lengths in self.lengths.items():
            lines.append(f"  - title: {{vi: Mục {name}, en: Section {name}}}\n    articles:\n")
            lines.append(f"      - text: articles/{name}\n        kind: feature\n")
            lines.append(f"        languages: [{self.languages}]\n")
            lines.append(f"        arrangement: {self.arrangement}\n")
            for language in self.languages.split(", "):
                body = "\n\n".join(paragraph(count) for count in lengths)
                files[f"articles/{name}.{language}.md"] = f"# Đầu đề\n\n{body}\n"
        outcome = plan(Request(issue=write_issue(folder, {"issue.yaml": "".join(lines), **files})))
        assert not outcome.failed, [str(finding) for finding in outcome.findings]
        assert outcome.plan is not None
        return outcome.plan

    def cut(self, cuts: tuple[Cut, ...], change: Callable[[list[int], int], list[int]]) -> "Made":
        """With some articles changed by as many lines as is said."""
        lengths = dict(self.lengths)
        for each in cuts:
            name = each.article.split("/")[1]
            lengths[name] = change(lengths[name], each.lines)
        return self._replace(lengths=lengths)


def paragraph(lines: int) -> str:
    """A paragraph of so many lines."""
    return "\\\n".join(["năm chữ một dòng này"] * lines)


def from_start(lengths: list[int], lines: int) -> list[int]:
    """Paragraphs cut to two lines each, from the first on, until enough are gone."""
    out = []
    for length in lengths:
        by = min(lines, length - 2)
        out.append(length - by)
        lines -= by
    assert not lines
    return out


def from_end(lengths: list[int], lines: int) -> list[int]:
    """The same from the last on."""
    return from_start(lengths[::-1], lines)[::-1]


def lengthened(lengths: list[int], lines: int) -> list[int]:
    """Paragraphs with so many lines more, in further ones."""
    whole, rest = divmod(lines, LINES)
    return [*lengths, *[LINES] * whole, *([rest] if rest else [])]


ISSUES = [
    Made({"a": [LINES] * 26, "b": [LINES] * 12}, "stacked", "vi, en"),
    Made({"a": [LINES] * 26, "b": [LINES] * 30}, "stacked", "vi, en"),
    Made({"a": [LINES] * 9, "b": [LINES] * 11}, "parallel", "vi, en"),
    Made({"a": [LINES] * 22, "b": [LINES] * 20}, "stacked", "vi"),
    Made({"a": [LINES] * 12, "b": [LINES] * 13}, "parallel", "vi, en"),
    Made({"a": [LINES] * 30, "b": [LINES] * 18}, "facing", "vi, en"),
    Made({"a": [LINES] * 24, "b": [LINES] * 23, "c": [LINES] * 12}, "stacked", "vi, en"),
    Made({"a": [LINES] * 10, "b": [LINES] * 19, "c": [LINES] * 18}, "parallel", "vi, en"),
]


@pytest.mark.parametrize("made", ISSUES, ids=lambda made: f"{made.arrangement}-{len(made.lengths)}")
def test_it_says_what_would_do(tmp_path: Path, made: Made) -> None:
    """Cut, or add, as many lines as it says, wherever in the article: no page is blank then."""
    flat = made.plan(tmp_path / "issue")
    assert flat.blanks
    trials: list[tuple[Fitting, Made]] = []
    if flat.fewer:
        for shorten in (from_start, from_end):
            if flat.fewer.joint:
                trials.append((flat.fewer, made.cut(flat.fewer.cuts, shorten)))
            else:
                trials += [(flat.fewer, made.cut((cut,), shorten)) for cut in flat.fewer.cuts]
    if flat.more:
        trials += [(flat.more, made.cut((cut,), lengthened)) for cut in flat.more.cuts]

    assert trials
    for n, (fitting, changed) in enumerate(trials):
        then = changed.plan(tmp_path / str(n))
        assert (then.total, then.blanks) == (fitting.pages, 0), (fitting, changed)


PHOTO = """\
        photos:
          - {file: photos/x.jpg, caption: {vi: Một, en: One}, credit: Y, size: column}
"""
BODY = "\n\n".join(paragraph(LINES) for _ in range(40))


def test_a_larger_photograph_would_do(tmp_path: Path) -> None:
    """An article is named for its photograph where that, filling a page, saves the blank one."""
    manifest = HEAD + "sections:\n  - title: {vi: Mục, en: Section}\n    articles:\n"
    manifest += "      - text: articles/a\n        kind: feature\n" + PHOTO
    files: dict[str, str | bytes] = {"photos/x.jpg": picture((2600, 1900))}
    for language in ("vi", "en"):
        files[f"articles/a.{language}.md"] = f"# Đầu đề\n\n{BODY}\n"
    folder = write_issue(tmp_path / "a", {"issue.yaml": manifest, **files})
    flat = plan(Request(issue=folder)).plan
    assert flat is not None
    assert flat.blanks == 1, flat
    assert flat.more is not None
    assert flat.more.photos == ("articles/a",)
    large = manifest.replace("size: column", "size: page")
    then = plan(Request(issue=write_issue(folder, {"issue.yaml": large}))).plan
    assert then is not None

    assert (then.total, then.blanks) == (flat.more.pages, 0)


def test_full_page_photographs_would_do(tmp_path: Path) -> None:
    """As many as it says, each in a section's place."""
    made = ISSUES[0]
    flat = made.plan(tmp_path / "a")
    assert flat.more is not None
    assert flat.more.plates == flat.blanks
    text = (tmp_path / "a" / "issue.yaml").read_text("utf-8")
    plate = "  - photo: {file: photos/x.jpg, caption: {vi: Một, en: One}, credit: Y}\n"
    files = {"issue.yaml": text + plate * flat.more.plates, "photos/x.jpg": picture((2600, 3700))}
    then = plan(Request(issue=write_issue(tmp_path / "a", files))).plan
    assert then is not None

    assert (then.total, then.blanks) == (flat.more.pages, 0)


def test_nothing_to_say_without_blanks(tmp_path: Path) -> None:
    """Where the pages fold into whole sheets there is no advice."""
    made = ISSUES[0].cut((Cut("articles/a", 1, 1, 2, stacked=True, pages=0.0),), lengthened)
    flat = made.plan(tmp_path)

    assert (flat.total, flat.blanks) == (8, 0)
    assert (flat.fewer, flat.more, flat.advice) == (None, None, "")


CUTS = (Cut("articles/a", 4, 12, 2, stacked=True, pages=0.2), Cut("articles/b", 6, 1, 2, stacked=False, pages=1.04))  # fmt: skip  # noqa: E501


@pytest.mark.parametrize(
    ("fewer", "more", "said"),
    [
        (None, None, ""),
        (
            Fitting(28, CUTS),
            None,
            "29 pages; 28 needs 24 lines less (12 in each language) (candidates: articles/a on page"
            " 4, or 1 line in each language in articles/b on page 6)",
        ),
        (
            Fitting(28, CUTS, joint=True),
            None,
            "29 pages; 28 needs 26 lines less in all: 24 lines (12 in each language) in articles/a"
            " on page 4 and 1 line in each language in articles/b on page 6",
        ),
        (
            None,
            Fitting(32, CUTS[1:], photos=("articles/a", "articles/c"), plates=3),
            "29 pages; 32 needs 1.0 page more (candidates: 1 line in each language in articles/b,"
            " or a photograph of articles/a or articles/c with `size: page`, or 3 full-page"
            " photographs)",
        ),
        (
            None,
            Fitting(32, (), plates=1),
            "29 pages; 32 needs 3.0 pages more (candidates: a full-page photograph)",
        ),
    ],
)  # fmt: skip
def test_advice(fewer: Fitting | None, more: Fitting | None, said: str) -> None:
    """The sentence that is printed."""
    assert advice(29, fewer, more) == said
