"""Any small issue: every word is set once, nothing overlaps, no page is broken badly."""

import tempfile
from functools import cache
from pathlib import Path
from typing import NamedTuple

import paper
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import SAMPLE, context_of, laid_out, picture, write_issue

from assemble.check.quality import quality
from assemble.model.edition import Edition
from assemble.model.finding import Findings, Severity
from assemble.model.issue import Issue
from assemble.model.layout import Layout
from assemble.page.plan import plan_issue
from assemble.read.manifest import read_issue

WORDS = {
    "vi": [
        "hội",
        "nghị",
        "tỉnh",
        "Lạng",
        "Sơn",
        "tổ",
        "chức",
        "đối",
        "ngoại",
        "nghiêng",
        "xuất",
        "khẩu",
        "triệu",
        "23/5/2021",
        "–",
        "Hữu",
        "Nghị",
        "“vải",
        "thiều”",
        "tháng",
        "5,",
        "02053",
        "896",
        "899",
        "ông",
        "Hồ",
        "của",
        "là",
        "đ",
        "Ẳng",
        "5,3",
        "quả.",
    ],
    "en": [
        "the",
        "committee",
        "of",
        "development",
        "administration,",
        "a",
        "and",
        "“representatives”",
        "Guangxi",
        "350",
        "million",
        "tonnes",
        "in",
        "23",
        "May",
        "–",
        "self-reliance",
        "UNCLOS",
        "Provincial",
        "Association",
        "is",
        "to",
        "diplomacy;",
        "partnership",
        "international.",
    ],
}
"""What random texts are made of; no word is a list's label."""
LAYOUTS = ["bulletin", "bulletin-three", "journal"]
TRIMS = ["210mm, 297mm", "210mm, 297mm", "170mm, 240mm", "297mm, 210mm", "250mm, 350mm"]
NEVER = ("off-grid", "widow", "orphan", "collision", "cut-word")
"""Flaws that no text whatsoever can be set with."""
FIRST = 3
"""The page on which a plan begins, after cover and contents."""
BLEEDS = st.sampled_from([0, 3, 3, 5])
SIZES = [(600, 400), (400, 600), (600, 600), (900, 300), (250, 700)]


Files = dict[str, str | tuple[int, int]]
"""The files of an issue; a picture is given by its size."""


class Made(NamedTuple):
    """A random issue, laid out; the layout as its `print:` changes it."""

    issue: Issue
    edition: Edition
    layout: Layout


@cache
def photo(size: tuple[int, int]) -> bytes:
    """A picture of a size."""
    return picture(size)


@st.composite
def text(draw: st.DrawFn, language: str, least: int, most: int) -> str:
    """Random words."""
    count = draw(st.integers(least, most))
    seed = draw(st.integers(0, len(WORDS[language]) - 1))
    step = draw(st.sampled_from([1, 3, 5, 7, 11]))
    words = WORDS[language]
    return "x" + " ".join(words[(seed + n * step) % len(words)] for n in range(count))


@st.composite
def block(draw: st.DrawFn, language: str) -> str:
    """A random block of an article."""
    kind = draw(st.sampled_from(["p"] * 5 + ["h", "quote", "list", "table", "break", "note"]))
    if kind == "h":
        after = draw(text(language, 2, 60))
        return f"## {draw(text(language, 1, 12))}\n\n{after}"
    if kind == "quote":
        return f"> {draw(text(language, 2, 25))}"
    if kind == "note":
        return f"> [!NOTE] {draw(text(language, 1, 8))}\n> {draw(text(language, 2, 200))}"
    if kind == "list":
        mark = draw(st.sampled_from(["-", "1."]))
        entries = draw(st.lists(text(language, 1, 40), min_size=1, max_size=5))
        return "\n".join(f"{mark} {entry}" for entry in entries)
    if kind == "table":
        columns = draw(st.integers(1, 4))
        rows = draw(st.lists(text(language, 1, 6), min_size=1, max_size=30))
        lines = [[row, *(str(n) for n in range(columns - 1))] for row in rows]
        if draw(st.booleans()):
            lines = [[line[0], *[f"{line[0]} {line[0]}"] * (columns - 1)] for line in lines]
        head = [[f"Cột{n}" for n in range(columns)], ["---"] * columns]
        return "\n".join("| " + " | ".join(line) + " |" for line in [*head, *lines])
    if kind == "break":
        return f"---\n\n{draw(text(language, 2, 30))}"
    return draw(text(language, 2, 150))


@st.composite
def article(draw: st.DrawFn, language: str) -> str:
    """A random article in a language."""
    front = ""
    if draw(st.booleans()):
        front = f"---\nkicker: {draw(text(language, 1, 5))}\n"
        front += (
            f"standfirst: “{draw(text(language, 5, 40)).replace('“', '').replace(':', '')}”\n---\n"
        )
    blocks = draw(st.lists(block(language), min_size=1, max_size=12))
    blocks += draw(noted(language, blocks))
    return f"{front}# {draw(text(language, 2, 18))}\n\n" + "\n\n".join(blocks) + "\n"


@st.composite
def noted(draw: st.DrawFn, language: str, blocks: list[str]) -> list[str]:
    """Footnotes that some of the blocks refer to at one of their words."""
    notes = draw(st.lists(text(language, 1, 40), max_size=3)) if draw(st.booleans()) else []
    for n in range(len(notes)):
        at = draw(st.integers(0, len(blocks) - 1))
        words = blocks[at].split(" ")
        if blocks[at].startswith("|"):
            blocks[at] = blocks[at].removesuffix(" |") + f"[^{n}] |"
        elif len(words) > 4 and "\n" not in blocks[at]:
            words[draw(st.integers(3, len(words) - 1))] += f"[^{n}]"
            blocks[at] = " ".join(words)
    told = "".join(blocks)
    return [f"[^{n}]: {note}" for n, note in enumerate(notes) if f"[^{n}]" in told]


@st.composite
def entry(draw: st.DrawFn, name: str) -> str:
    """A photograph of an article, or a group of it, as the manifest has it."""
    caption = f"caption: {{vi: 'Ảnh {draw(text('vi', 1, 30))}', en: 'Photo'}}, credit: Hồ"
    cut = draw(st.sampled_from(["", "", ", focus: [0.1, 0.9]", ", crop: [1, 1]"]))
    size = draw(st.sampled_from(["", "", ", size: column", ", size: wide", ", size: page"]))
    count = draw(st.sampled_from([1, 1, 1, 2, 3, 4]))
    if count == 1 and draw(st.integers(0, 9)) == 7:
        return f"file: {name}, {caption}{cut}, size: {draw(st.sampled_from(['bleed', 'spread']))}"
    if count == 1:
        return f"file: {name}, {caption}{cut}{size}"
    if draw(st.booleans()):
        return f"group: [{', '.join([f'{{file: {name}{cut}}}'] * count)}], {caption}{size}"
    return f"group: [{', '.join([f'{{file: {name}, {caption}{cut}}}'] * count)}]{size}"


@st.composite
def issues(draw: st.DrawFn) -> Files:
    """The files of a random issue."""
    files: Files = {}
    order = draw(st.sampled_from(["vi, en", "en, vi"]))
    lines = [f"layout: {draw(st.sampled_from(LAYOUTS))}", f"languages: [{order}]"]
    lines += ["publication: {title: {vi: Bản tin, en: Bulletin}}"]
    lines += ["number: 1/2024", "date: 2024-01-31", "sections:"]
    binding = draw(st.sampled_from(["saddle-stitch", "perfect"]))
    count = draw(st.integers(1, 5))
    cuts = draw(st.integers(1, 2))
    for n in range(count):
        if n and draw(st.integers(0, 9)) == 7:
            files["photos/whole.jpg"] = draw(st.sampled_from(SIZES))
            lines += ["  - photo: {file: photos/whole.jpg, caption: {vi: Ảnh, en: Photo}}"]
            cuts = count
        if n % (-(-count // cuts)) == 0:
            lines += [f"  - title: {{vi: Mục {n}, en: Section {n}}}", "    articles:"]
        kind = draw(st.sampled_from(["news", "news", "feature", "list"]))
        languages = draw(st.sampled_from([["vi", "en"], ["vi", "en"], ["vi"], ["en"]]))
        lines += [f"      - text: articles/a{n}", f"        kind: {kind}"]
        lines += [f"        languages: [{', '.join(languages)}]"]
        if draw(st.booleans()):
            lines += ["        author: Vũ Giang"]
        sizes = draw(st.lists(st.sampled_from(SIZES), max_size=3))
        if sizes:
            lines += ["        photos:"]
        for size in sizes:
            name = f"photos/{size[0]}x{size[1]}.jpg"
            files[name] = size
            lines += [f"          - {{{draw(entry(name))}}}"]
        for language in languages:
            files[f"articles/a{n}.{language}.md"] = draw(article(language))
    trim = draw(st.sampled_from(TRIMS))
    lines += [f"print: {{binding: {binding}, trim: [{trim}], bleed: {draw(BLEEDS)}mm}}"]
    files["issue.yaml"] = "\n".join(lines) + "\n"
    return files


def written(files: Files, folder: str) -> Path:
    """The files of an issue in a folder."""
    data = {n: f if isinstance(f, str) else photo(f) for n, f in files.items()}
    return write_issue(Path(folder), data)


def made(files: Files) -> Made:
    """The issue of some files, laid out without an error."""
    with tempfile.TemporaryDirectory() as folder:
        place = written(files, folder)
        outcome = laid_out(place)
        issue = read_issue(place, Findings())
    errors = [str(f) for f in outcome.findings if f.severity is Severity.ERROR]
    assert errors == []
    assert outcome.edition is not None
    assert issue is not None
    assert outcome.layout is not None
    return Made(issue, outcome.edition, outcome.layout)


def wrongs(issue: Issue, edition: Edition, layout: Layout) -> str:
    """Everything that is wrong with an edition, a line each."""
    measured = quality(edition, layout)
    found = {
        "outside the page": paper.outside(edition),
        "overlap": paper.overlaps(edition),
        "text lost, doubled or out of order": paper.lost_text(issue, edition),
        "a footnote lost or elsewhere": paper.lost_notes(issue, edition),
        "off the grid": paper.off_grid(edition, layout),
        "a line alone": paper.broken_paragraphs(edition, layout),
        "a cut word at a column's foot": paper.cut_at_the_foot(edition, layout),
    }
    found |= {
        kind: [f"page {flaw.page}: {flaw.text} {flaw.message}" for flaw in measured.of(kind)]
        for kind in NEVER
    }
    return "\n".join(f"{rule}: {line}" for rule, lines in found.items() for line in lines)


@given(issues())
@settings(max_examples=100)
def test_any_issue(files: Files) -> None:
    """Nothing off its page or on another thing; all text once, in order, and broken well."""
    assert wrongs(*made(files)) == ""


@given(issues())
@settings(max_examples=10)
def test_page_numbers(files: Files) -> None:
    """Pages are numbered from 1, folded sheets are whole, and bookmarks point to real pages."""
    issue, edition, _ = made(files)
    numbers = [page.number for page in edition.pages]

    assert numbers == list(range(1, len(numbers) + 1))
    if issue.print.binding == "saddle-stitch":
        assert len(numbers) % 4 == 0
    assert all(1 <= mark.page <= len(numbers) for mark in edition.bookmarks)


@given(issues())
@settings(max_examples=20)
def test_the_plan_is_never_worse_than_page_by_page(files: Files) -> None:
    """Choosing over the whole issue costs no more than choosing the best article by article."""
    with tempfile.TemporaryDirectory() as folder:
        context = context_of(written(files, folder))
        whole = plan_issue(context, FIRST)
        by_page = plan_issue(context, FIRST, greedy=True)

    assert whole.cost <= by_page.cost + 1e-6
    assert len(whole.entries) == len(by_page.entries)


@pytest.mark.parametrize("purpose", ["proof", "print", "screen"])
def test_the_sample_issue(layout: Layout, purpose: str) -> None:
    """The same holds for the sample issue."""
    issue = read_issue(SAMPLE, Findings())
    edition = laid_out(SAMPLE, purpose).edition
    assert issue is not None
    assert edition is not None

    assert wrongs(issue, edition, layout) == ""
