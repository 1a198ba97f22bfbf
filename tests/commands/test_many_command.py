"""`assemble build` of several issues: each has its own result, and none stops the others."""

import json
from pathlib import Path

import pytest
from commanding import Command
from making import HEAD, NEWS, small_issue

from assemble.cli.progress import DELAY, Bar

BROKEN = HEAD + NEWS + "x: 1\n"


@pytest.fixture
def three(tmp_path: Path) -> list[Path]:
    """Two sound issues and one with an error between them."""
    return [
        small_issue(tmp_path / "a"),
        small_issue(tmp_path / "b", manifest=BROKEN),
        small_issue(tmp_path / "c"),
    ]


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_each_has_its_result(run: Command, three: list[Path], jobs: str) -> None:
    """The sound ones are written, the error is told, the status is the gravest."""
    status, out, err = run("build", *three, "--jobs", jobs)

    assert status == 1
    assert [line.partition(":")[0] for line in sorted(out.splitlines())] == [
        str(three[0] / "build" / "a-proof.pdf"), str(three[2] / "build" / "c-proof.pdf"),
    ]  # fmt: skip
    assert "error[unknown-key]" in err
    assert not (three[1] / "build").exists()


def test_as_json(run: Command, three: list[Path]) -> None:
    """One object with a result for each issue, in order."""
    status, out, err = run("build", *three, "--json", "--for", "screen")
    issues = json.loads(out)["issues"]

    assert (status, err) == (1, "")
    assert [(Path(each["issue"]).name, each["status"]) for each in issues] == [
        ("a", 0), ("b", 1), ("c", 0),
    ]  # fmt: skip
    assert issues[1]["findings"][0]["code"] == "unknown-key"


@pytest.mark.parametrize("option", ["--out", "--pages", "--report", "--keep"])
def test_they_can_t_share_a_file(run: Command, three: list[Path], option: str) -> None:
    """Wrong usage, with the option's name."""
    status, _, err = run("build", *three, option, "x.json")

    assert (status, option in err) == (2, True)


def test_wrong_usage(run: Command, three: list[Path]) -> None:
    """An issue twice, and no number of jobs."""
    assert run("build", three[0], three[0]).status == 2
    for jobs in ("0", "-1", "x"):
        assert run("build", *three, "--jobs", jobs).status == 2


def test_a_pipe_sees_no_bar(run: Command, three: list[Path]) -> None:
    """Nothing but findings on stderr."""
    _, _, err = run("build", three[0], three[2])

    assert all("warning[" in line for line in err.splitlines())


def test_a_bar_appears_after_a_while(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a terminal; short work shows none."""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    now = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    with Bar("photographs", 3) as bar:
        bar.step()
        assert bar._shown is None
        now[0] += 2 * DELAY
        bar.step()
        assert bar._shown is not None
    assert bar._shown is None
    capsys.readouterr()
