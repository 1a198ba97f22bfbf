"""Several issues built at once, each in a process of its own, so that none stops the others."""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import NamedTuple

from assemble.cli.progress import Bar
from assemble.cli.show import BUILT, print_json
from assemble.targets import WrongUsageError

FOR_ONE = ("out", "pages", "report", "keep")
"""Options that name a file, which several issues can't share."""


class Built(NamedTuple):
    """How the build of one issue ended, and what it printed."""

    issue: Path
    status: int
    out: str
    err: str


def build_many(options: argparse.Namespace) -> int:
    """Build all issues of the options; the exit status is the gravest of theirs.

    Each prints its own findings and its own line as soon as it is done.
    """
    for name in FOR_ONE:
        if getattr(options, name):
            raise WrongUsageError(f"--{name}", "it names a file, which several issues can't share")
    if len({issue.resolve() for issue in options.issue}) < len(options.issue):
        raise WrongUsageError("ISSUE", "an issue is named twice")
    worst = BUILT
    results = []
    with Bar("issues", len(options.issue)) as bar:
        for done in _all_built(options):
            bar.step()
            worst = max(worst, done.status)
            if options.json:
                results.append(_json(done))
                continue
            bar.hide()
            sys.stderr.write(done.err)
            sys.stdout.write(done.out)
            sys.stdout.flush()
    if options.json:
        results.sort(key=lambda each: str(each["issue"]))
        print_json(issues=results)
    return worst


def _all_built(options: argparse.Namespace) -> Iterator[Built]:
    """The issues as they are done, at most `jobs` at a time."""
    command = [sys.executable, "-P", "-m", "assemble", "build", *_passed_on(options)]
    jobs = options.jobs or os.cpu_count() or 1
    with ThreadPoolExecutor(min(jobs, len(options.issue))) as pool:
        waiting = [pool.submit(_built, command, issue) for issue in options.issue]
        for each in as_completed(waiting):
            yield each.result()


def _built(command: list[str], issue: Path) -> Built:
    paths = os.pathsep.join(entry for entry in sys.path if entry)
    run = subprocess.run(
        [*command, str(issue)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8"},
    )
    return Built(issue, run.returncode, run.stdout, run.stderr)


def _passed_on(options: argparse.Namespace) -> list[str]:
    """The options that hold for every issue."""
    given = ["--for", options.purpose]
    for name in ("standard", "layout", "layouts", "fonts", "marks"):
        value = getattr(options, name)
        given += [f"--{name}", str(value)] if value else []
    given += [f"--{name}" for name in ("strict", "json", "quiet") if getattr(options, name)]
    return given


def _json(done: Built) -> dict[str, object]:
    """An issue's result; what it printed where that is no JSON, as after a fault of ours."""
    import json  # 2 ms that few runs need

    try:
        value: dict[str, object] = json.loads(done.out)
    except ValueError:
        value = {"findings": [], "fault": done.err}
    return {"issue": str(done.issue), "status": done.status, **value}
