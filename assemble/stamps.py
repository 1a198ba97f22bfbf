"""Whether files are still as they were, told by their folders, without reading them."""

import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

SETTLED = 2.0
"""Seconds after which a file's time tells one writing from the next: file systems count time in
steps of up to two seconds (FAT), so of two writings within a step the second can't be seen."""
MOST = 20_000
"""Files of a folder that are looked at; no issue, layout or list of fonts has so many."""
DEEPEST = 8
"""Folders within folders that are looked at."""


class Stamp(NamedTuple):
    """What tells a file's state: its inode, size in bytes, times of writing and of change in ns."""

    inode: int
    size: int
    written: int
    changed: int


Stamps = dict[str, Stamp]
"""The state of some files, by their paths."""


def stamp_of(path: Path) -> Stamp | None:
    """A file's state, None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return _stamp(found)


def stamps_of(folders: Iterable[Path], skipped: frozenset[str] = frozenset()) -> Stamps:
    """The state of all files in some folders and theirs.

    Args:
        folders: those that exist are looked through.
        skipped: names of folders that are left out; hidden files and folders are so always.
    """
    found: Stamps = {}
    for folder in folders:
        for path, stamp in _walk(str(folder), skipped, 0):
            found[path] = stamp
            if len(found) >= MOST:
                return found
    return found


def settled(stamps: Iterable[Stamp], now: float | None = None) -> bool:
    """Whether all files were written so long ago that a further writing would show.

    `now` is the time of the reading, in seconds as `time.time` gives them.
    """
    at = time.time() if now is None else now
    newest = max((max(stamp.written, stamp.changed) for stamp in stamps), default=0)
    return newest / 1e9 + SETTLED < at


def _walk(folder: str, skipped: frozenset[str], depth: int) -> Iterator[tuple[str, Stamp]]:
    """The files below a folder; what vanishes while it is looked at is not there."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        try:
            if entry.is_dir():
                if entry.name not in skipped and depth < DEEPEST:
                    yield from _walk(entry.path, skipped, depth + 1)
            else:
                yield entry.path, _stamp(entry.stat())
        except OSError:
            continue


def _stamp(found: os.stat_result) -> Stamp:
    return Stamp(found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
