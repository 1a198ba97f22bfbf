"""The printer's files of whole issues: both standards, judged by other programs."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from making import SAMPLE, SHARED

from assemble.build import build
from assemble.model.finding import Severity
from assemble.request import Outcome, Request

CHECKER = SHARED / "tools" / "pdfx_check.py"
ISSUES = [SAMPLE, SHARED / "issues" / "2021-04", SHARED / "issues" / "2023-12"]
Made = tuple[Path, Outcome, str]


@pytest.fixture(scope="module", params=["x-4", "x-1a"])
def standard(request: pytest.FixtureRequest) -> str:
    """Both standards."""
    made: str = request.param
    return made


@pytest.fixture(
    scope="module", params=ISSUES, ids=lambda path: f"{path.parents[1].name}-{path.name}"
)
def made(
    request: pytest.FixtureRequest, standard: str, tmp_path_factory: pytest.TempPathFactory
) -> Made:
    """Each real issue that is there, built for print."""
    folder: Path = request.param
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there")
    out = tmp_path_factory.mktemp("press") / f"{folder.name}.pdf"
    outcome = build(Request(issue=folder, purpose="print", out=out, standard=standard))
    return out, outcome, standard


def test_our_own_preflight_finds_no_error(made: Made) -> None:
    """The file is written, and what is told of it are warnings of the issue's own."""
    path, outcome, standard = made

    assert [str(f) for f in outcome.findings if f.severity is Severity.ERROR] == []
    assert path.is_file()
    assert outcome.preflight is not None
    assert outcome.preflight.standard == standard
    found = {fault.rule for fault in outcome.preflight.faults}
    assert found <= {"picture-resolution-low", "empty-page"}


@pytest.mark.skipif(not CHECKER.is_file(), reason=f"{CHECKER} is not there")
def test_the_rules_of_pdfx(made: Made) -> None:
    """An independent reading of ISO 15930, cautions included."""
    path, _, standard = made
    level = standard.replace("-", "")
    command = [sys.executable, str(CHECKER), str(path), "--level", level, "--strict"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)

    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize(
    "command",
    [
        ("qpdf", "--check", "PDF"),
        ("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=nullpage", "PDF"),
        ("mutool", "info", "PDF"),
    ],
    ids=lambda command: command[0],
)
def test_other_readers_are_silent(made: Made, command: tuple[str, ...]) -> None:
    """qpdf, Ghostscript and MuPDF have nothing against the file."""
    if not shutil.which(command[0]):
        pytest.skip(f"{command[0]} is not installed")
    named = [str(made[0]) if each == "PDF" else each for each in command]
    run = subprocess.run(named, capture_output=True, text=True, check=False)

    assert run.returncode == 0
    assert run.stderr == ""
