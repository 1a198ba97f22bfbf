"""A build that takes up what an earlier one left comes to the same as one that doesn't."""

import shutil
from pathlib import Path

import pytest
from making import SAMPLE, picture
from previewing import Edit

from assemble.bench import Bench
from assemble.build import check
from assemble.dump import sidecar
from assemble.read.readings import Readings
from assemble.request import Request
from assemble.stamps import Stamp, settled, stamp_of, stamps_of


def same(issue: Path, bench: Bench) -> bool:
    """Whether pages and findings are those of a build that knows nothing."""
    warm, cold = check(Request(issue=issue), bench=bench), check(Request(issue=issue))
    pages = [outcome.edition and sidecar(outcome.edition) for outcome in (warm, cold)]
    return pages[0] == pages[1] and warm.findings == cold.findings


def test_rebuilds_are_the_same_as_builds(issue: Path, edit: Edit) -> None:
    """After edits of texts, manifest and photographs, with errors between, nothing old is left."""
    bench = Bench()
    assert same(issue, bench)
    edit("articles/a.en.md", "trade", "commerce")
    assert same(issue, bench)
    edit("issue.yaml", "Một bức ảnh", "Bức ảnh khác")
    assert same(issue, bench)
    edit("issue.yaml", "date:", "dat:")
    assert same(issue, bench)
    edit("issue.yaml", "dat:", "date:")
    (issue / "photos/one.jpg").write_bytes(picture((900, 1200)))
    assert same(issue, bench)
    (issue / "photos/one.jpg").write_bytes(picture()[:2000])
    assert same(issue, bench)
    (issue / "photos/one.jpg").write_bytes(picture())
    edit("issue.yaml", "      - text: articles/b\n", "")
    assert same(issue, bench)


def test_the_sample_issue_is_the_same_after_corrections(tmp_path: Path) -> None:
    """Words added to a text with a table and to one without give the pages of a fresh build."""
    issue = tmp_path / "2021-04"
    shutil.copytree(SAMPLE, issue, ignore=shutil.ignore_patterns("build"))
    bench = Bench()
    check(Request(issue=issue), bench=bench)
    texts = sorted((issue / "articles").glob("*.en.md"))
    for path in (texts[0], next(p for p in texts if ".csv" in p.read_text("utf-8"))):
        lines = path.read_text("utf-8").split("\n")
        n = next(i for i, line in enumerate(lines) if len(line) > 60 and line[0].isalpha())
        lines[n] += " And so on, and so on."
        path.write_text("\n".join(lines), "utf-8")
    assert same(issue, bench)


def test_photographs_are_read_again_only_if_they_may_have_changed(issue: Path) -> None:
    """A photograph whose file is old and as it was is taken up; a changed or a fresh one is not."""
    photo = issue / "photos/one.jpg"
    bench = Bench()
    check(Request(issue=issue), bench=bench)
    assert bench.readings.photograph(photo) is None  # written a moment ago
    # The time of the last change of a file's entry can't be set: a reading long after is played.
    readings = Readings()
    stamp = stamp_of(photo)
    assert stamp is not None
    assert not settled([stamp])
    assert settled([stamp], now=stamp.changed / 1e9 + 3600)
    assert readings.photograph(photo) is None


def test_unchanged_articles_are_not_tried_again(
    issue: Path, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an edit of one article only that one is tried."""
    monkeypatch.setattr("assemble.bench.settled", lambda _: True)
    bench = Bench()
    check(Request(issue=issue), bench=bench)
    before = dict(bench.trials._made)
    edit("articles/a.en.md", "trade", "commerce")
    check(Request(issue=issue), bench=bench)
    after = bench.trials._made
    assert after["articles/b"].trial is before["articles/b"].trial
    assert after["articles/a"].trial is not before["articles/a"].trial


def test_a_build_to_keep_counts(issue: Path, edit: Edit, tmp_path: Path) -> None:
    """With a build to keep the pages are those of a fresh build that keeps it."""
    bench, kept = Bench(), tmp_path / "kept.json"
    outcome = check(Request(issue=issue), bench=bench)
    assert outcome.edition is not None
    kept.write_text(sidecar(outcome.edition), "utf-8")
    for words in ("commerce " * 60, "trade " * 3):
        edit("articles/a.en.md", "on", words)
        request = Request(issue=issue, keep=kept)
        warm, cold = check(request, bench=bench), check(request)
        assert warm.edition is not None
        assert cold.edition is not None
        assert sidecar(warm.edition) == sidecar(cold.edition)


def test_a_full_typesetter_forgets(
    issue: Path, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Paragraphs are let go of when there are many, and the pages stay right."""
    monkeypatch.setattr("assemble.bench.settled", lambda _: True)
    monkeypatch.setattr("assemble.bench.FULL", 1)
    bench = Bench()
    assert same(issue, bench)
    edit("articles/a.en.md", "trade", "commerce")
    assert same(issue, bench)


def test_stamps_see_every_change(tmp_path: Path) -> None:
    """A file written, renamed over or removed shows; folders left out and hidden files don't."""
    (tmp_path / "a").write_text("one")
    (tmp_path / "build").mkdir()
    first = stamps_of([tmp_path], frozenset({"build"}))
    (tmp_path / "build" / "x.pdf").write_text("x")
    (tmp_path / ".a.swp").write_text("x")
    assert stamps_of([tmp_path], frozenset({"build"})) == first
    (tmp_path / "b").write_text("one")
    (tmp_path / "b").replace(tmp_path / "a")
    second = stamps_of([tmp_path], frozenset({"build"}))
    assert second != first
    (tmp_path / "a").unlink()
    assert stamps_of([tmp_path], frozenset({"build"})) == {}
    assert stamp_of(tmp_path / "a") is None
    assert isinstance(next(iter(second.values())), Stamp)
