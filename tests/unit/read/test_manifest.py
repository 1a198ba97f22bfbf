"""Whole issues: the two real ones, and anything at all."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assemble.model.finding import Findings, Severity
from assemble.model.issue import Issue, PhotoPage, Section
from assemble.model.text import ItemList, Table
from assemble.model.units import mm
from assemble.read.manifest import read_issue

SHARED = Path(__file__).parents[4] / "shared" / "issues"

MANIFEST = b"""\
languages: [vi, en]
publication: {title: {vi: A, en: B}}
number: 3.10
date: 2024-01-31
sections:
  - title: {vi: A, en: B}
    articles: [{text: a}]
print: {trim: [21cm, 297mm], bleed: 0mm, binding: perfect, condition: fogra39}
"""


def read(path: Path) -> tuple[Issue | None, Findings]:
    """The issue and its findings."""
    findings = Findings()
    return read_issue(path, findings), findings


def shared(name: str) -> Path:
    """A real issue."""
    if not SHARED.is_dir():
        pytest.skip("the shared issues are not beside this repository")
    return SHARED / name


@pytest.mark.parametrize(("name", "articles"), [("2021-04", 14), ("2023-12", 6)])
def test_real_issue(name: str, articles: int) -> None:
    """A real issue is read without an error, from its folder and from its manifest."""
    issue, findings = read(shared(name))

    assert issue is not None
    assert not findings.has_errors, [str(item) for item in findings.items]
    found = [a for s in issue.sections if isinstance(s, Section) for a in s.articles]
    assert len(found) == articles
    assert issue.folder == name
    assert read(shared(name) / "issue.yaml")[0] == issue


def test_details_of_a_real_issue() -> None:
    """Tables, pictures, languages and names of 2021-04 are what its files say."""
    issue, findings = read(shared("2021-04"))

    assert issue is not None
    assert [item.code for item in findings.items] == [
        "missing-language",
        "photo-without-credit",
        "missing-language",
    ]
    assert sum(isinstance(section, PhotoPage) for section in issue.sections) == 1
    last = issue.sections[-1]
    assert isinstance(last, Section)
    tables = [block for block in last.articles[0].texts[0].blocks if isinstance(block, Table)]
    assert [len(table.rows) for table in tables] == [13, 30]
    assert not any(isinstance(block, ItemList) for block in last.articles[0].texts[0].blocks)
    assert issue.cover.photo is not None
    assert issue.cover.photo.image.upright == (3264, 2448)
    assert issue.cover.photo.credit is not None
    assert issue.cover.photo.credit.text("en") == "Vu Ngoc Anh"


def test_same_issue_elsewhere(tmp_path: Path) -> None:
    """An issue that was moved has the same digest."""
    shutil.copytree(shared("2023-12"), tmp_path / "x")

    moved, original = read(tmp_path / "x")[0], read(shared("2023-12"))[0]

    assert moved is not None
    assert original is not None
    assert moved.digest == original.digest


def test_print_and_number(tmp_path: Path) -> None:
    """Print settings are in points, the number is text as written."""
    (tmp_path / "issue.yaml").write_bytes(MANIFEST)
    for language in ("vi", "en"):
        (tmp_path / f"a.{language}.md").write_text("# H\n\nBody\n")

    issue, findings = read(tmp_path)

    assert findings.items == []
    assert issue is not None
    assert issue.number == "3.10"
    assert issue.print.trim == pytest.approx((mm(210), mm(297)))
    assert issue.print.bleed == 0
    assert (issue.layout.text, issue.sections[0].articles[0].kind.text) == ("bulletin", "news")  # type: ignore[union-attr]


def test_no_manifest(tmp_path: Path) -> None:
    """A folder without manifest gives a finding, not a traceback."""
    assert [item.code for item in read(tmp_path)[1].items] == ["missing-manifest"]


YAMLISH = st.lists(
    st.sampled_from(
        [
            *MANIFEST.decode().split("\n"),
            *"[]{}:,-?&a*a!|>\"'#%@`~<",
            " ",
            "\n",
            "\t",
            "cover:",
            "photo:",
            "file:",
            "\u200b",
            "\u2028",
            "é",
            "masthead:",
            "  - ",
            "<<: *a",
            "&a ",
            "[vi]",
        ]
    )
).map(lambda parts: "".join(parts).encode())
MARKDOWNISH = st.lists(
    st.sampled_from(
        [
            "# H\n",
            "\n",
            "---\n",
            "*",
            "**",
            "_",
            "[",
            "](",
            ")",
            "![x](t.csv)",
            "|a|b|\n|-|-|\n",
            "> ",
            "- ",
            "1. ",
            "    ",
            "`",
            "```\n",
            "<b>",
            "&amp;",
            "&#0;",
            "&#x200b;",
            "\\",
            "a",
            "\u0301",
            "\u2028",
            "  \n",
            "\t",
            "kicker: x\n",
            "<http://a>",
            "[a]: b\n",
            "\x00",
            "\r",
        ]
    )
).map(lambda parts: "".join(parts).encode())
CSVISH = st.text('a,;"\n\t *<', max_size=40).map(str.encode)


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    manifest=st.one_of(st.just(MANIFEST), st.binary(max_size=60), YAMLISH),
    article=st.one_of(st.binary(max_size=60), MARKDOWNISH),
    table=st.one_of(st.binary(max_size=40), CSVISH),
)
def test_anything_is_read_or_reported(
    tmp_path: Path, manifest: bytes, article: bytes, table: bytes
) -> None:
    """Whatever bytes manifest, articles and tables hold, reading ends, with places in the files."""
    (tmp_path / "issue.yaml").write_bytes(manifest)
    (tmp_path / "a.vi.md").write_bytes(article)
    (tmp_path / "a.en.md").write_bytes(b"# H\n\n![T](t.csv)\n")
    (tmp_path / "t.csv").write_bytes(table)

    issue, findings = read(tmp_path)

    assert issue is not None or findings.has_errors
    for item in findings.items:
        assert (tmp_path / item.at.file).exists()
        assert item.at.line is None or item.at.line >= 1
        assert item.at.column is None or item.at.column >= 1
        lines = (tmp_path / item.at.file).read_bytes().count(b"\n") + 1
        assert item.at.line is None or item.at.line <= lines


def test_unreadable_file(tmp_path: Path) -> None:
    """A file that the system refuses is a finding where it is named."""
    (tmp_path / "issue.yaml").write_bytes(MANIFEST)
    for language in ("vi", "en"):
        (tmp_path / f"a.{language}.md").write_text("# H\n\nBody\n")
    (tmp_path / "a.vi.md").chmod(0)
    if os.access(tmp_path / "a.vi.md", os.R_OK):
        pytest.skip("this user may read everything")

    assert [str(item.severity) for item in read(tmp_path)[1].items] == [Severity.ERROR]
