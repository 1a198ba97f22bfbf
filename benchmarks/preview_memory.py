"""Whether the preview's memory grows: many rebuilds of an issue, a page drawn after each.

    python benchmarks/preview_memory.py issues/2021-04 [--rebuilds 500]

Corrections wander through all texts; each adds a new word and takes back the one before, so that
the issue stays as long as it was. The resident memory is told at intervals, and how much it grew
from a fifth of the way on, when everything that is kept has been met.
"""

import argparse
import gc
import os
import shutil
import tempfile
from pathlib import Path

from assemble.preview.follow import Follower
from assemble.preview.serve import PreviewRequest, desk_of
from assemble.request import Request

WIDTH = 600
"""Pixels of the pages drawn."""


def resident() -> float:
    """This process's resident memory in MiB (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGESIZE") / 2**20


def paragraphs(issue: Path) -> list[tuple[Path, int]]:
    """Lines of running text, one from each article and language."""
    found = []
    for path in sorted(issue.rglob("*.md")):
        lines = path.read_text("utf-8").split("\n")
        long = [n for n, line in enumerate(lines) if len(line) > 80 and line[0].isalpha()]
        found += [(path, n) for n in long[len(long) // 2 :][:1]]
    return found


def main() -> None:
    """Rebuild, and tell the memory."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("issue", type=Path)
    parser.add_argument("--rebuilds", type=int, default=500)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        issue = Path(folder) / "issue"
        shutil.copytree(options.issue, issue, copy_function=shutil.copyfile)
        for path in issue.rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o644)
        request = Request(issue=issue)
        desk = desk_of(PreviewRequest(request=request))
        follower = Follower(request, desk.show)
        desk.show(follower.rebuild())
        places = paragraphs(issue)
        seen: list[float] = []
        for count in range(options.rebuilds):
            path, line = places[count % len(places)]
            whole = path.read_text("utf-8")
            lines = whole.split("\n")
            lines[line] += f" correction{count}"
            path.write_text("\n".join(lines), "utf-8")
            old = desk.shown.versions
            desk.show(follower.rebuild())
            path.write_text(whole, "utf-8")
            shown = desk.shown
            changed = [
                n for n, version in enumerate(shown.versions) if (version,) != old[n : n + 1]
            ]
            for n in changed[:2]:
                assert shown.edition is not None
                page = shown.edition.pages[n]
                desk.drawer.page(shown.edition, page, shown.versions[n], WIDTH)
            if count % 8 == 7:
                gc.collect()
            seen.append(resident())
            if count % max(1, options.rebuilds // 10) == 0:
                print(f"{count:5} rebuilds: {seen[-1]:.0f} MiB", flush=True)
    settled = seen[len(seen) // 5 :]
    print(f"after {len(seen) // 5}: {settled[0]:.0f} MiB, at the end {settled[-1]:.0f} MiB")


if __name__ == "__main__":
    main()
