"""Preflight in a process of its own, so that no file can stop, fill or crash this one.

A PDF may hold a megabyte that inflates to a terabyte, pages without end, pictures that crash a
decoder. The process that reads it has bounds for memory and time; if it ends otherwise than with
an answer, that is the fault that is told.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from assemble.model.frozen import field_values
from assemble.model.preflight import Fault, Limits, Preflight
from assemble.preflight.reports.asjson import from_json
from assemble.preflight.reports.thumbnails import Thumbnail, thumbnail_of
from assemble.preflight.rules import LIMITS
from assemble.preflight.worker import OUT_OF_MEMORY

MEMORY = 1 << 30
"""Bytes of address space: a 28-page issue with 40 photographs takes 0.3 of it."""
SECONDS = 8.0
"""Seconds for a file of up to `FREE` bytes: ten times what an issue of 28 pages and 10 MB takes."""
FREE = 20 << 20
PER_MEGABYTE = 0.1
"""Seconds more for each megabyte beyond `FREE`; an issue of 10 MB takes 0.07 s for each. The size
on the disk counts: what a file says of itself, such as its number of pages, may be a lie."""
DRAWING, PER_PAGE = 1.5, 0.1
"""Seconds for drawing, and more for each page: a page full of photographs takes 0.04 s. With these
a small file that uses up the time for reading it too is done in 10 s."""


def guarded(
    path: Path,
    standard: str | None = None,
    limits: Limits = LIMITS,
    *,
    seconds: float | None = None,
    memory: int = MEMORY,
) -> Preflight:
    """As `preflight`, in a process with at most `memory` bytes and `seconds` of wall-clock time.

    `seconds` None: as the file's size asks for. If the process is ended, crashes or gives no sound
    answer, the report has the one fault `reader-stopped`.
    """
    values = dict(zip(Limits._names, field_values(limits), strict=True))
    request = {"task": "preflight", "path": str(path), "standard": standard, "limits": values}
    lines, reason = _ask(request, allowed_seconds(path, seconds), memory)
    if not reason:
        try:
            return from_json(json.loads(lines[0]))
        except (IndexError, KeyError, TypeError, ValueError):
            reason = "what the reader answers makes no sense"
    fault = Fault("reader-stopped", f"reading the file was stopped: {reason}; export it anew")
    return Preflight(file=str(path), standard=standard or "", pages=0, faults=(fault,))


def guarded_thumbnails(path: Path, pages: Sequence[int]) -> list[Thumbnail]:
    """Small pictures of the pages of these numbers; of a file that stops that, the first."""
    request = {"task": "thumbnails", "path": str(path), "pages": list(pages)}
    seconds = min(DRAWING + PER_PAGE * len(pages), allowed_seconds(path))
    lines, _ = _ask(request, seconds, MEMORY)
    try:
        return [thumbnail_of(json.loads(line)) for line in lines]
    except (KeyError, TypeError, ValueError):
        return []  # the report tells its faults without pictures


def allowed_seconds(path: Path, seconds: float | None = None) -> float:
    """Seconds that reading a file may take: those given, else by its size."""
    if seconds is not None:
        return seconds
    size = path.stat().st_size if path.is_file() else 0
    return SECONDS + PER_MEGABYTE * max(0, size - FREE) / (1 << 20)


def _ask(request: Mapping[str, Any], seconds: float, memory: int) -> tuple[list[bytes], str]:
    """The worker's answer, its whole lines; and why there are no more, '' if they are all."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "assemble.preflight.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(),
    )
    asked = json.dumps({**request, "seconds": seconds, "memory": memory}).encode()
    reason = ""
    try:
        answer, _ = process.communicate(asked, timeout=seconds)
    except subprocess.TimeoutExpired:
        reason = f"it took longer than {seconds:g} seconds"
        process.kill()
        answer, _ = process.communicate()
    except BaseException:
        process.kill()
        process.communicate()
        raise
    *lines, _ = answer.split(b"\n")
    return lines, reason or _ending(process.returncode)


def environment() -> dict[str, str]:
    """The environment of the worker: it imports from where this process does.

    One thread for linear algebra: each takes some 40 MB of address space before it does anything.
    """
    paths = [*filter(None, sys.path), str(Path(__file__).resolve().parents[2])]
    return os.environ | {
        "PYTHONPATH": os.pathsep.join(paths),
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
    }


def _ending(code: int) -> str:
    """Why a process ended with a code; '' for 0."""
    if code == OUT_OF_MEMORY:
        return "it needs too much memory"
    if code < 0:
        return f"it crashed the reader (signal {-code}), or needs too much memory"
    return f"it broke the reader (exit code {code})" if code else ""
