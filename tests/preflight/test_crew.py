"""The process that preflights a build's own file."""

from pathlib import Path

import pytest
import xfile

from assemble.model.preflight import Limits
from assemble.preflight import crew, run


@pytest.fixture
def waiting():
    """A crew that is dismissed afterwards."""
    made = crew.Crew()
    yield made
    made.dismiss()


def test_it_finds_what_this_process_finds(waiting: crew.Crew, tmp_path: Path) -> None:
    """The same report, limits and standard passed on."""
    path = xfile.write(tmp_path / "a.pdf")
    limits = Limits(multiple=4)

    report = waiting.report(path, "x-4", limits)

    assert report == run.preflight(path, standard="x-4", limits=limits)
    assert {fault.rule for fault in report.faults} == {"page-count"}


def test_a_crew_without_work_ends(waiting: crew.Crew) -> None:
    """Nothing is left running."""
    waiting.dismiss()

    assert waiting._hand.poll() is not None


def test_where_it_fails_this_process_does_the_work(waiting: crew.Crew, tmp_path: Path) -> None:
    """A process that was killed is no reason to write an unchecked file."""
    waiting._hand.kill()

    report = waiting.report(xfile.write(tmp_path / "a.pdf"), "x-4", Limits(multiple=4))

    assert {fault.rule for fault in report.faults} == {"page-count"}
