"""Files are followed: what changed is seen, errors leave the last good pages, nothing ends it."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from previewing import Edit

from assemble.bench import Bench
from assemble.build import check
from assemble.model.edition import TextItem
from assemble.model.finding import Finding, Severity
from assemble.preview.follow import Follower
from assemble.preview.shown import Shown
from assemble.request import Outcome, Request


class Ears:
    """Takes what a follower tells, and waits for it."""

    def __init__(self) -> None:
        self.heard: list[Shown] = []
        self._news = threading.Condition()

    def __call__(self, shown: Shown) -> None:
        """Take what is told."""
        with self._news:
            self.heard.append(shown)
            self._news.notify_all()

    def wait(self, count: int) -> Shown:
        """What was told for this time, from 1 on."""
        with self._news:
            assert self._news.wait_for(lambda: len(self.heard) >= count, timeout=20)
            return self.heard[count - 1]


@contextmanager
def following(issue: Path) -> Iterator[tuple[Follower, Ears]]:
    """A follower of an issue, started."""
    ears = Ears()
    follower = Follower(Request(issue=issue), ears)
    follower.start()
    try:
        yield follower, ears
    finally:
        follower.stop()


def text_of(shown: Shown) -> str:
    """All text of the pages shown."""
    assert shown.edition is not None
    items = (item for page in shown.edition.pages for item in page.items)
    return " ".join(item.line.text for item in items if isinstance(item, TextItem))


def test_only_changed_pages_get_a_new_version(issue: Path, edit: Edit) -> None:
    """A word in one article changes its page; the cover, the contents and others stay."""
    follower = Follower(Request(issue=issue), lambda _: None)
    first = follower.rebuild()
    edit("articles/b.en.md", "The end", "The close")
    second = follower.rebuild()

    assert set(first.versions) == {1}
    assert set(second.versions) == {1, 2}
    assert "close" in text_of(second)
    assert second.edition is not None
    changed = second.edition.pages[second.versions.index(2)]
    assert any(item.source.article == "articles/b" for item in changed.items)


def test_lines_that_move_in_their_file_change_no_page(issue: Path, edit: Edit) -> None:
    """An empty line more in a text draws no page anew, though places are others."""
    follower = Follower(Request(issue=issue), lambda _: None)
    first = follower.rebuild()
    edit("articles/b.en.md", "\n\nThe end", "\n\n\nThe end")
    second = follower.rebuild()

    assert second.versions == first.versions
    assert second.edition != first.edition


def test_with_errors_the_last_good_pages_stay(issue: Path, edit: Edit) -> None:
    """A broken manifest leaves pages and versions, with its findings; mended, all is well."""
    follower = Follower(Request(issue=issue), lambda _: None)
    good = follower.rebuild()
    edit("issue.yaml", "sections:", "sektions:")
    broken = follower.rebuild()
    edit("issue.yaml", "sektions:", "sections:")
    mended = follower.rebuild()

    assert broken.stale
    assert broken.edition is good.edition
    assert broken.versions == good.versions
    assert any(finding.severity is Severity.ERROR for finding in broken.findings)
    assert not mended.stale
    assert mended.versions == good.versions


def test_an_issue_with_errors_from_the_start_has_no_pages(issue: Path, edit: Edit) -> None:
    """Findings are shown where there never were pages; when it is mended these come."""
    edit("issue.yaml", "date:", "dat:")
    follower = Follower(Request(issue=issue), lambda _: None)
    broken = follower.rebuild()
    edit("issue.yaml", "dat:", "date:")

    assert broken.edition is None
    assert broken.stale
    assert broken.findings
    assert follower.rebuild().edition is not None


def test_a_fault_of_ours_is_shown_and_the_next_save_tries_again(issue: Path) -> None:
    """An exception leaves the pages, tells what it was, and the follower goes on."""
    faulty = [False, True, False]

    def run(request: Request, bench: Bench) -> Outcome:
        if faulty.pop(0):
            raise RuntimeError("no such luck")
        return check(request, bench=bench)

    follower = Follower(Request(issue=issue), lambda _: None, run)
    good, fallen, again = follower.rebuild(), follower.rebuild(), follower.rebuild()

    assert "no such luck" in fallen.fault
    assert fallen.edition is good.edition
    assert not again.fault
    assert not again.stale


def test_saves_are_followed(issue: Path, edit: Edit) -> None:
    """A save in place and one by renaming are both seen."""
    with following(issue) as (_, ears):
        ears.wait(1)
        edit("articles/b.en.md", "The end", "The close")
        assert "close" in text_of(ears.wait(2))
        path = issue / "articles/b.en.md"
        fresh = path.with_suffix(".new")
        fresh.write_text(path.read_text("utf-8").replace("The close", "The finish"), "utf-8")
        fresh.replace(path)
        end = time.monotonic() + 20
        while "finish" not in text_of(ears.heard[-1]) and time.monotonic() < end:
            time.sleep(0.02)
        assert "finish" in text_of(ears.heard[-1])


def test_languages_are_compared_when_the_files_rest(issue: Path, edit: Edit) -> None:
    """What doesn't agree is told after the pages, which stay as they are; mended, it is gone."""
    edit("articles/b.vi.md", "hội nghị.", "hội nghị năm 2025.")
    edit("articles/b.en.md", "The end of it.", "The end of it was in 2026.")
    with following(issue) as (_, ears):
        first, compared = ears.wait(1), ears.wait(2)
        assert first.compared == ()
        found = [f for f in compared.compared if f.code == "number"]
        assert [f.at.file for f in found] == ["articles/b.vi.md"]
        assert set(compared.told) > set(found)
        assert (compared.edition, compared.versions) == (first.edition, first.versions)
        edit("articles/b.en.md", "2026", "2025")
        assert ears.wait(3).compared == compared.compared
        assert [f for f in ears.wait(4).told if f.code == "number"] == []


def test_a_fault_while_comparing_is_shown(issue: Path) -> None:
    """It tells what happened, and the next run mends it."""

    def compare(_: Path) -> tuple[Finding, ...]:
        raise RuntimeError("no such luck")

    follower = Follower(Request(issue=issue), lambda _: None, compare=compare)
    follower.rebuild()
    assert "no such luck" in follower.compare().fault
    assert not follower.rebuild().fault


@pytest.mark.parametrize(("saves", "seconds"), [(100, 2.0)])
def test_a_storm_of_saves_ends_in_the_right_state(issue: Path, saves: int, seconds: float) -> None:
    """A hundred saves, some of them broken, end with the last one on the pages."""
    path = issue / "articles/b.en.md"
    text = path.read_text("utf-8")
    with following(issue) as (follower, ears):
        ears.wait(1)
        for n in range(saves):
            broken = n % 7 == 3
            path.write_text("no headline\n" if broken else f"{text}\nSave{n}.\n", "utf-8")
            time.sleep(seconds / saves)
        end = time.monotonic() + 20
        while f"Save{saves - 1}." not in text_of(follower.shown) and time.monotonic() < end:
            time.sleep(0.02)
        assert f"Save{saves - 1}." in text_of(follower.shown)
        assert not follower.shown.stale
        count = len(ears.heard)
        time.sleep(0.3)
        assert len(ears.heard) == count
        assert count <= saves + 1
