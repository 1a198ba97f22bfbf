"""Where the time of a build goes: each stage, in fresh processes, as medians.

    python benchmarks/stages.py issues/2021-04 [--runs 7] [--copies 5] [--for print]

The stages are those that `assemble.build` names as they begin. The photographs are decoded in
threads beside the first stages; `decode the photographs` is only what is left to wait for.
"""

import argparse
import copy
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

CHILD = Path(__file__).with_name("one_build.py")
"""What is measured."""

WARM_UP = 1
"""Runs before those that count: the first one reads all files from the disk."""


def repeated(issue: Path, copies: int, folder: Path) -> Path:
    """A copy of an issue with its sections repeated; the articles of the copies get new names."""
    made = folder / f"{issue.name}-{copies}"
    shutil.copytree(issue, made, ignore=shutil.ignore_patterns("build"))
    manifest = made / "issue.yaml"
    data = yaml.safe_load(manifest.read_text("utf-8"))
    sections = list(data["sections"])
    for number in range(2, copies + 1):
        again = copy.deepcopy(sections)
        for article in (each for section in again for each in section.get("articles", ())):
            text = article["text"]
            for file in made.glob(f"{text}.*.md"):
                shutil.copy(
                    file, made / f"{text}-{number}{file.name.removeprefix(Path(text).name)}"
                )
            article["text"] = f"{text}-{number}"
        data["sections"] += again
    manifest.write_text(yaml.dump(data, allow_unicode=True, sort_keys=False, width=1000), "utf-8")
    return made


def measured(issue: Path, purpose: str, out: Path) -> dict[str, float]:
    """One build in a process of its own: seconds by stage, and the sums; memory in MiB."""
    command = [sys.executable, str(CHILD), str(issue), purpose, str(out)]
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    if process.returncode:
        sys.exit(process.returncode)
    found = json.loads(output)
    inside = sum(found["stages"].values())
    return {
        "start and end of Python": wall - inside,
        **found["stages"],
        "total, wall": wall,
        "total, CPU": usage.ru_utime + usage.ru_stime,
        "peak memory": found["peak"],
    }


def table(runs: list[dict[str, float]]) -> str:
    """Median, least and greatest of each row."""
    lines = [f"{'':28}{'median':>10}{'least':>10}{'greatest':>10}"]
    for name in runs[0]:
        values = [run[name] for run in runs]
        unit, factor = ("MiB", 1.0) if name == "peak memory" else ("ms", 1000.0)
        figures = (statistics.median(values), min(values), max(values))
        lines.append(
            f"{name:28}" + "".join(f"{value * factor:10.1f}" for value in figures) + f" {unit}"
        )
    return "\n".join(lines)


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("issue", type=Path, metavar="ISSUE", help="an issue folder")
    parser.add_argument("--runs", type=int, default=5, help="builds that count (default 5)")
    parser.add_argument("--copies", type=int, default=1, help="repeat the sections so often")
    parser.add_argument("--for", dest="purpose", default="proof", help="proof, print or screen")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        issue = options.issue.resolve()
        if options.copies > 1:
            issue = repeated(issue, options.copies, folder)
        out = folder / "out.pdf"
        runs = [measured(issue, options.purpose, out) for _ in range(WARM_UP + options.runs)]
        size = out.stat().st_size / 1e6
    print(f"{options.issue.name}, copies {options.copies}, for {options.purpose}:", end=" ")
    print(f"{options.runs} runs after {WARM_UP} to warm up, PDF {size:.1f} MB\n")
    print(table(runs[WARM_UP:]))


if __name__ == "__main__":
    main()
