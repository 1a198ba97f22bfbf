"""The preview in a real browser, as an editor uses it: headless Chromium from Debian."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from making import ROOT
from previewing import Edit

CHROMIUM = next(
    (p for p in map(Path, ("/usr/bin/chromium", "/usr/bin/chromium-browser")) if p.exists()), None
)
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
SERVER = """
import sys
from pathlib import Path
from assemble.request import Request
from assemble.preview.serve import PreviewRequest, serve
request = PreviewRequest(request=Request(issue=Path(sys.argv[1])), opens=False)
sys.exit(serve(request, lambda address: print(address, flush=True)))
"""

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium to test with")


@pytest.fixture
def server(issue: Path) -> Iterator[subprocess.Popen[str]]:
    """The preview of the small issue in a process of its own."""
    command = [sys.executable, "-c", SERVER, str(issue)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        yield process
        if process.poll() is None:
            process.kill()


def test_the_whole_round(server: subprocess.Popen[str], issue: Path, edit: Edit) -> None:
    """See pages, save, see the page change, click for its line, break, mend, and end by Ctrl-C."""
    assert server.stdout is not None
    address = server.stdout.readline().strip()
    faults: list[str] = []
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="en-GB")
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
        page.set_default_timeout(20_000)
        page.goto(address)
        page.wait_for_selector('.page[data-number="1"][data-version="1"]')

        number = page.evaluate(
            """async () => { for (let n = 1; n < 20; n++) {
                 const found = await (await fetch(`/regions?n=${n}`)).json();
                 if (found.some((r) => r.file === "articles/b.en.md" && r.line === 5)) return n;
               } }"""
        )
        page.locator(f'.thumb[data-number="{number}"]').click()
        page.wait_for_selector(f'.page[data-number="{number}"][data-version="1"]')

        edit("articles/b.en.md", "The end of it.", "The close of it, at last.")
        drawn = f'.page[data-number="{number}"][data-version]:not([data-version="1"])'
        page.wait_for_selector(drawn)
        assert str(number) in page.inner_text("#status")

        # The places follow the picture in an answer of their own.
        page.click('.overlay button[data-place="articles/b.en.md:5"][aria-label^="The close"]')
        assert page.inner_text("#place") == "articles/b.en.md:5:1"
        assert page.inner_text("#quote") == "The close of it, at last."
        link = page.get_attribute("#open", "href")
        assert link == f"vscode://file{issue.resolve().as_posix()}/articles/b.en.md:5:1"

        edit("issue.yaml", "date:", "dat:")
        page.wait_for_selector("#banner:not([hidden])")
        assert page.locator("#findings .error").count() >= 1
        assert page.locator(f"{drawn} img.now").count() == 1

        edit("issue.yaml", "dat:", "date:")
        page.wait_for_selector("#banner", state="hidden")
        assert page.locator("#findings .error").count() == 0
        browser.close()
    assert faults == []
    server.send_signal(signal.SIGINT)
    assert server.wait(timeout=10) == 0


def test_keys_and_toggles(server: subprocess.Popen[str]) -> None:
    """Keys turn, zoom and switch; the language is remembered; every control has a name."""
    assert server.stdout is not None
    address = server.stdout.readline().strip()
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="en-GB")
        page.set_default_timeout(20_000)
        page.goto(address)
        page.wait_for_selector('.page[data-number="1"][data-version]')

        page.keyboard.press("End")
        assert page.inner_text("#folio").startswith("4")
        page.keyboard.press("Home")
        page.keyboard.press("PageDown")
        assert page.inner_text("#folio") == "2–3 / 4"
        page.keyboard.press("s")
        assert page.inner_text("#folio") == "2 / 4"
        page.keyboard.press("ArrowRight")
        assert page.inner_text("#folio") == "3 / 4"
        page.keyboard.press("s")
        wide = page.locator(".page").first.bounding_box()
        page.keyboard.press("+")
        larger = page.locator(".page").first.bounding_box()
        assert wide is not None
        assert larger is not None
        assert larger["width"] > wide["width"] * 1.2
        page.keyboard.press("0")

        page.keyboard.press("g")
        assert page.locator(".page canvas").count() == 2
        page.keyboard.press("q")
        page.wait_for_selector("#flawsPart li")
        page.keyboard.press("f")
        assert page.locator("#sheet.frames").count() == 1
        page.keyboard.press("?")
        assert page.locator("#helpBox[open] dt").count() >= 8
        page.keyboard.press("Escape")

        page.keyboard.press("l")
        assert page.inner_text("#findingsHead").startswith("Nhận xét")
        page.reload()
        page.wait_for_selector('.page[data-number="2"][data-version]')
        assert page.get_attribute("html", "lang") == "vi"
        unnamed = page.evaluate(
            """() => [...document.querySelectorAll("button, select, input, nav, main, aside, a")]
                 .filter((e) => e.checkVisibility() && !e.getAttribute("aria-label")
                   && !e.textContent.trim()).map((e) => e.outerHTML)"""
        )
        assert unnamed == []
        browser.close()
