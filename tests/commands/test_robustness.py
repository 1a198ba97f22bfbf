"""What is written appears whole or not at all, and the same inputs give the same bytes."""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from making import HEAD, NEWS, picture, small_issue, write_issue

COMMAND = [sys.executable, "-m", "assemble"]
PHOTO = """\
        photos:
          - {file: photos/x.jpg, caption: {vi: Một, en: One}, credit: Y}
cover:
  photo: {file: photos/x.jpg, caption: {vi: Một, en: One}, credit: Y}
"""
OLD = b"%PDF-1.6 an older build"


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    """A small issue with a photograph."""
    folder = small_issue(tmp_path / "issue", manifest=HEAD + NEWS + PHOTO)
    return write_issue(folder, {"photos/x.jpg": picture((2600, 1900))})


def environment(**more: str) -> dict[str, str]:
    """The environment for a build in a process of its own."""
    root = str(Path(__file__).parents[2])
    return {**os.environ, "PYTHONPATH": root, **more}


def test_killed_builds_leave_the_old_pdf(issue: Path, tmp_path: Path) -> None:
    """A build that is killed at any moment leaves the old file, and no half of a PDF."""
    out = tmp_path / "out" / "a.pdf"
    out.parent.mkdir()
    arguments = [*COMMAND, "build", str(issue), "--quiet", "--out", str(out)]
    started = time.perf_counter()
    subprocess.run(arguments, check=True, env=environment(), timeout=60)
    whole, seconds = out.read_bytes(), time.perf_counter() - started
    dice = random.Random(1)
    for share in (0.5, 0.7, 0.8, 0.9, 0.97):
        out.write_bytes(OLD)
        process = subprocess.Popen(arguments, env=environment())
        time.sleep(seconds * (share + dice.uniform(-0.04, 0.04)))
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=60)
        assert out.read_bytes() in (OLD, whole)
        others = [path.name for path in out.parent.iterdir() if path != out]
        assert not [name for name in others if name.lower().endswith(".pdf")]


def test_killed_while_saving(issue: Path, tmp_path: Path) -> None:
    """Killed between writing and renaming, the old file stands; what is left is no *.pdf."""
    out = tmp_path / "out" / "a.pdf"
    out.parent.mkdir()
    out.write_bytes(OLD)
    program = (
        "import os, signal, sys\n"
        "os.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "from assemble.cli import main\n"
        "main()\n"
    )
    arguments = [sys.executable, "-c", program, "build", str(issue), "--out", str(out)]
    done = subprocess.run(
        arguments, check=False, env=environment(), timeout=60, capture_output=True
    )

    assert done.returncode == -signal.SIGKILL
    assert out.read_bytes() == OLD
    others = [path.name for path in out.parent.iterdir() if path != out]
    assert len(others) == 1
    assert not others[0].lower().endswith(".pdf")


def test_full_disk(issue: Path, tmp_path: Path) -> None:
    """Where the file can't grow to its size: exit 1, a finding, and the old file as it was."""
    out = tmp_path / "out" / "a.pdf"
    out.parent.mkdir()
    out.write_bytes(OLD)

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    done = subprocess.run(
        [*COMMAND, "build", str(issue), "--out", str(out)],
        check=False, env=environment(PYTHONDONTWRITEBYTECODE="1"), timeout=60,
        capture_output=True, text=True, preexec_fn=limit,
    )  # fmt: skip

    assert done.returncode == 1, done.stderr
    assert "error[not-written]" in done.stderr
    assert out.read_bytes() == OLD
    assert list(out.parent.iterdir()) == [out]


@pytest.mark.parametrize("purpose", ["proof", "print", "screen"])
def test_same_inputs_same_bytes(issue: Path, tmp_path: Path, purpose: str) -> None:
    """Another folder, another working folder, another hash seed: the same PDF and pages."""
    made = []
    for n, seed in enumerate(("0", "4711")):
        place = tmp_path / f"place-{n}" / ("deep/" * n) / "issue"
        shutil.copytree(issue, place)
        cwd = place if n else tmp_path
        out = tmp_path / f"{n}.pdf"
        subprocess.run(
            [*COMMAND, "build", os.path.relpath(place, cwd), "--for", purpose, "--quiet",
             "--out", str(out), "--pages", str(out.with_suffix(".json"))],
            check=True, cwd=cwd, env=environment(PYTHONHASHSEED=seed), timeout=60,
        )  # fmt: skip
        made.append((out.read_bytes(), out.with_suffix(".json").read_bytes()))

    assert made[0] == made[1]
