"""Progress of long work, on terminals only: a bar on stderr that goes when the work is done.

Short work shows none: the bar appears after a second.
"""

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress

DELAY = 1.0
"""Seconds before a bar appears: who waits less needs none."""


class Bar:
    """Counts steps of some work; in a pipe it shows nothing."""

    def __init__(self, what: str, total: int) -> None:
        self._what = what
        self._total = total
        self._done = 0
        self._begun = time.monotonic()
        self._shown: Progress | None = None
        self._on = sys.stderr.isatty()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.hide()

    def step(self) -> None:
        """Tell that one more is done."""
        self.reach(self._done + 1, self._total)

    def reach(self, done: int, total: int) -> None:
        """Tell that so many of all are done."""
        self._done, self._total = done, total
        if not self._on or time.monotonic() - self._begun < DELAY:
            return
        if self._shown is None:
            self._shown = _progress()
            self._shown.add_task(self._what, total=total)
            self._shown.start()
        self._shown.update(self._shown.task_ids[0], completed=done, total=total)

    def hide(self) -> None:
        """Take the bar away; the next step shows it again."""
        if self._shown is not None:
            self._shown.stop()
            self._shown = None


def _progress() -> "Progress":
    """A bar that leaves nothing behind."""
    from rich.console import Console  # 40 ms, and only for long work on a terminal
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)
