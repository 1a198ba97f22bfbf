"""Texts side by side: sync marks, subheads and paragraphs."""

from pathlib import Path

from making import HEAD, NEWS, laid_out, small_issue

CODES = {"uneven-syncs", "uneven-subheads", "uneven-paragraphs"}


def found(folder: Path, vi: str, en: str, manifest: str = HEAD + NEWS) -> list[str]:
    """The findings on two texts."""
    texts = {"vi": f"# Một\n\n{vi}", "en": f"# One\n\n{en}"}
    outcome = laid_out(small_issue(folder, manifest=manifest, **texts))
    return [str(finding) for finding in outcome.findings if finding.code in CODES]


def test_texts_of_the_same_form(tmp_path: Path) -> None:
    """As many paragraphs under each subhead and after each mark: nothing to say."""
    text = "A.\n\nB.\n\n## C\n\n- D\n\n<!-- sync -->\n\n> E\n\n---\n\nF.\n"

    assert found(tmp_path, text, text) == []


def test_paragraphs_that_differ(tmp_path: Path) -> None:
    """A note where the difference begins, with both files and counts."""
    vi, en = "A.\n\n## B\n\nC.\n\n## D\n\nE.\n", "A.\n\n## B\n\nC.\n\nX.\n\n## D\n\nE.\n\nY.\n"

    assert found(tmp_path, vi, en) == [
        "articles/a.en.md:5:1: note[uneven-paragraphs] under “B” articles/a.en.md has 2 paragraphs,"
        " articles/a.vi.md has 1; neighbours are joined so that they stand level"
        " (hint: a line <!-- sync --> in both texts says where they meet)"
    ]


def test_paragraphs_before_the_first_subhead(tmp_path: Path) -> None:
    """They are told at the headline."""
    (line,) = found(tmp_path, "A.\n\nB.\n", "A.\n")

    assert line.startswith("articles/a.en.md:1:1: note[uneven-paragraphs] after the headline ")
    assert "has 1 paragraph, articles/a.vi.md has 2" in line


def test_paragraphs_after_a_sync_mark(tmp_path: Path) -> None:
    """Marks part the count: what differs after one is told there."""
    vi, en = "A.\n\n<!-- sync -->\n\nB.\n", "A.\n\n<!-- sync -->\n\nB.\n\nC.\n"
    (line,) = found(tmp_path, vi, en)

    assert line.startswith("articles/a.en.md:7:1: note[uneven-paragraphs] after a sync mark ")


def test_sync_marks_that_differ(tmp_path: Path) -> None:
    """A warning with both counts; the paragraphs aren't compared then."""
    (line,) = found(tmp_path, "A.\n\n<!-- sync -->\n\nB.\n", "A.\n\nB.\n\nC.\n")

    assert line == (
        "articles/a.en.md:1:1: warning[uneven-syncs] articles/a.en.md has 0 sync marks,"
        " articles/a.vi.md has 1; none of them is followed"
        " (hint: write <!-- sync --> at the same places in both)"
    )


def test_subheads_that_differ(tmp_path: Path) -> None:
    """A warning, for texts are paired by their subheads."""
    (line,) = found(tmp_path, "A.\n\n## B\n\nC.\n", "A.\n\nC.\n")

    assert line.startswith("articles/a.en.md:1:1: warning[uneven-subheads] ")
    assert "has 0 subheads from here on, articles/a.vi.md has 1" in line


def test_only_texts_side_by_side(tmp_path: Path) -> None:
    """Texts that stand one after the other may be as they like."""
    manifest = HEAD + NEWS + "        arrangement: stacked\n"

    assert found(tmp_path, "A.\n\nB.\n", "A.\n", manifest) == []
