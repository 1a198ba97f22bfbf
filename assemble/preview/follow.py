"""Follows an issue's files and rebuilds in a thread of its own.

The files are looked at by their folders' entries: that takes half a millisecond for an issue of 50
files, sees every way in which editors save (in place, by renaming, over a network), and needs
nothing of the operating system. Layouts and fonts, which hardly change, are looked at less often.
"""

import gc
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from assemble.bench import Bench
from assemble.build import check
from assemble.model.finding import Finding
from assemble.preview.shown import Shown, after, after_comparison, after_fault
from assemble.read.search import font_folders, layout_folders
from assemble.request import Outcome, Request
from assemble.stamps import Stamps, stamps_of

POLL = 0.025
"""Seconds between two looks at the issue."""
SELDOM = 20
"""Looks at the issue between two at layouts and fonts."""
SETTLE = 0.01
"""Seconds after which files must be as they were for a save to count as done."""
QUIET = 20
"""Looks without a change after which there is time to collect garbage."""
REST = 60
"""Looks without a change after which the languages are compared: that takes as long as a rebuild,
so it waits until nobody is waiting for pages."""
MOST = 8
"""Runs after which garbage is collected in any case: so many leave about 100 MB."""
PATIENCE = 0.25
"""Seconds after which a rebuild begins although files go on changing."""
SKIPPED = frozenset({"build", "approved", "node_modules", "__pycache__"})
"""Folders of an issue that hold what came of it, not what it is made of."""

Listener = Callable[[Shown], None]
Check = Callable[[Request, Bench], Outcome]
Compare = Callable[[Path], tuple[Finding, ...]]


def _check(request: Request, bench: Bench) -> Outcome:
    return check(request, bench=bench)


def _compare(folder: Path) -> tuple[Finding, ...]:
    from assemble.agreeing import language_findings  # brings the dictionaries: after the pages

    return language_findings(folder)


class Follower:
    """Rebuilds after every change, one run at a time; the last state of the files always wins.

    Args:
        request: what is built.
        listener: is told what there is to see after each run, in the follower's thread.
        run: how it is built.
        compare: how the languages of its folder are compared.
    """

    def __init__(
        self,
        request: Request,
        listener: Listener,
        run: Check = _check,
        compare: Compare = _compare,
    ) -> None:
        self._request = request
        self._listener = listener
        self._run = run
        self._compare = compare
        self._bench = Bench()
        self._looks = 0
        self._runs = 0
        self._others: Stamps = {}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="follower", daemon=True)
        self.shown = Shown()

    def start(self) -> None:
        """Build, then follow the files."""
        self._thread.start()

    def stop(self) -> None:
        """End after the run that goes on, if any."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout=5)

    def rebuild(self) -> Shown:
        """Run once. A fault of ours is shown, with what led to it; the next save tries again."""
        started = time.perf_counter()
        self._runs += 1
        # A collection looks at all that is kept, which takes 20 to 60 ms: somebody waits now.
        gc.disable()
        try:
            outcome = self._run(self._request, self._bench)
        except Exception:  # whatever it is, the people who wait for it are told
            self._bench = Bench()  # what it left half done isn't taken up again
            spent = time.perf_counter() - started
            self.shown = after_fault(self.shown, traceback.format_exc(limit=-4), spent)
        else:
            self.shown = after(self.shown, outcome, time.perf_counter() - started)
        finally:
            gc.enable()
        return self.shown

    def compare(self) -> Shown:
        """Compare the languages, and show what doesn't agree. A fault of ours is shown like any."""
        started = time.perf_counter()
        try:
            compared = self._compare(self._request.issue)
        except Exception:  # as in rebuild
            spent = time.perf_counter() - started
            self.shown = after_fault(self.shown, traceback.format_exc(limit=-4), spent)
        else:
            self.shown = after_comparison(self.shown, compared)
        return self.shown

    def _follow(self) -> None:
        seen = self._stamps()
        self._listener(self.rebuild())
        quiet = 0
        while not self._stop.wait(POLL):
            now = self._stamps()
            quiet += 1
            if now != seen:
                seen = self._settled(now)
                self._listener(self.rebuild())
                quiet = 0
            elif quiet == REST:
                self._listener(self.compare())
            if self._runs and (quiet >= QUIET or self._runs >= MOST):
                gc.collect()
                self._runs = 0

    def _settled(self, now: Stamps) -> Stamps:
        """The files' state when nothing is being written any more, or patience ends."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and not self._stop.wait(SETTLE):
            last, now = now, self._stamps()
            if last == now:
                break
        return now

    def _stamps(self) -> Stamps:
        request = self._request
        if self._looks % SELDOM == 0:
            layouts = layout_folders(request.issue, request.layouts)
            self._others = stamps_of((*layouts, *font_folders(request.issue, request.fonts)))
        self._looks += 1
        folder = request.issue if request.issue.is_dir() else request.issue.parent
        return stamps_of([folder], SKIPPED) | self._others
