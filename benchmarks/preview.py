"""How long the preview takes from a save to the changed page on the screen, as a median.

    python benchmarks/preview.py issues/2021-04 [--saves 30] [--chromium /usr/bin/chromium]

A word is added to one paragraph a time, article after article, on the spread that is seen in a
headless Chromium. The clock runs from before the file is written until the browser has painted
the new picture of the page. Needs playwright and Debian's chromium.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Page, sync_playwright

SERVER = """
import sys
from pathlib import Path
from assemble.request import Request
from assemble.preview.serve import PreviewRequest, serve
request = PreviewRequest(request=Request(issue=Path(sys.argv[1])), opens=False)
serve(request, lambda address: print(address, flush=True))
"""
PAINTED = """
(longest) => { window.painted = new Promise((done, fail) => {
    setTimeout(() => fail(new Error("no page changed")), longest);
    addEventListener("drawn", () => requestAnimationFrame(() => requestAnimationFrame(() =>
        done(performance.timeOrigin + performance.now()))), { once: true }); });
    window.painted.catch(() => {}); }
"""
"""Sets `painted` to the time, in ms, at which the frame after the next change was begun."""
LONGEST = 10_000
"""Milliseconds after which a save counts as not seen."""


class Paragraph(NamedTuple):
    """A paragraph of a text: its file, its line there, and the page it ends on."""

    file: Path
    line: int
    page: int


@contextmanager
def server(issue: Path) -> Iterator[str]:
    """The preview in a process of its own; its address."""
    command = [sys.executable, "-c", SERVER, str(issue)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def asked(address: str) -> Any:
    """A JSON answer of the server."""
    with urllib.request.urlopen(address, timeout=20) as answer:
        return json.load(answer)


def paragraphs(address: str, issue: Path) -> list[Paragraph]:
    """A paragraph from the middle of each text, one text after the other."""
    found: dict[str, dict[int, Paragraph]] = {}
    for page in asked(f"{address}state")["pages"]:
        for region in asked(f"{address}regions?n={page['number']}"):
            if region["role"] == "body" and region["file"].endswith(".md"):
                each = Paragraph(issue / region["file"], region["line"], page["number"])
                found.setdefault(region["file"], {})[each.line] = each
    return [list(found[file].values())[len(found[file]) // 2] for file in sorted(found)]


def timed(page: Page, paragraph: Paragraph, word: str) -> float:
    """Seconds from the save to the changed page."""
    page.evaluate("(n) => { location.hash = n; }", paragraph.page)
    page.reload()
    page.wait_for_selector(f'.page[data-number="{paragraph.page}"][data-version]')
    time.sleep(0.6)  # thumbnails and regions are there too; now somebody types
    lines = paragraph.file.read_text("utf-8").split("\n")
    lines[paragraph.line - 1] += f" {word}"
    text = "\n".join(lines)
    page.evaluate(PAINTED, LONGEST)
    start = time.time()
    paragraph.file.write_text(text, "utf-8")
    return float(page.evaluate("() => window.painted")) / 1000 - start


def main() -> None:
    """Measure, and print the median and the spread."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("issue", type=Path)
    parser.add_argument("--saves", type=int, default=30)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        issue = Path(folder) / options.issue.name
        shutil.copytree(options.issue, issue, copy_function=shutil.copyfile)
        for path in issue.rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o644)
        flags = ["--headless", "--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=options.chromium, args=flags)
        with server(issue) as address:
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.goto(address)
            page.wait_for_selector(".page[data-version]", timeout=30_000)
            time.sleep(3)
            times = []
            for n in range(options.saves):
                found = paragraphs(address, issue)  # they stand elsewhere after corrections
                times.append(timed(page, found[n % len(found)], f"word{n}"))
        browser.close()
    shown = ", ".join(f"{seconds * 1000:.0f}" for seconds in times)
    print(f"{options.saves} saves, ms: {shown}")
    print(f"median {statistics.median(times) * 1000:.0f} ms, longest {max(times) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
