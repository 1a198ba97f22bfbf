"""Files written whole or not at all."""

import contextlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from assemble.model.finding import Finding, Location, Severity

Judge = Callable[[Path], bool]
"""Is shown a file before it takes its name; with False it never does."""


def save(path: Path, parts: Iterable[bytes], judge: Judge | None = None) -> Finding | None:
    """Write a file whole or not at all: beside its name, then renamed.

    Returns a finding where the file can't be written; what stood there is then untouched, as it is
    where the judge refuses the file.
    """
    # `tempfile` would load 3 ms of modules, and make the file for our eyes only.
    beside = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("xb") as file:
            file.writelines(parts)
        if judge is None or judge(beside):
            beside.replace(path)
        else:
            beside.unlink()
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink()
        return Finding(
            severity=Severity.ERROR,
            code="not-written",
            message=f"the file could not be written: {error.strerror or error}",
            at=Location(str(path)),
            hint="the old file, if any, is as it was; make room or choose another --out",
        )
    return None
