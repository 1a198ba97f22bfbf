"""The guarded process: `python -m assemble.preflight.worker` reads one PDF and ends.

It gets a request as JSON on its standard input and gives lines of JSON on its standard output;
`guard.py` is the only one that starts it.
"""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

OUT_OF_MEMORY = 77
"""The exit code for it: none that Python, a shell or a signal gives."""
FLATE = 256 << 20
"""Bytes that qpdf inflates a stream to: a picture of A4 with bleed at 600 ppi in CMYK is 150 MB."""


def main() -> None:
    """Read the request, set the limits, answer line by line."""
    with open(0, "rb", closefd=False) as source:
        request = json.load(source)
    _limit(request["memory"], request["seconds"])
    code = 0
    try:
        with open(1, "wb", closefd=False) as target:
            for value in _answers(request):
                target.write(json.dumps(value).encode("ascii") + b"\n")
                target.flush()
    except MemoryError:
        code = OUT_OF_MEMORY
    # Tidying up what a hostile file made of the heap may take long, and nobody waits for it.
    os._exit(code)


def _limit(memory: int, seconds: float) -> None:
    """Bound the process's own memory and time, where the platform has a way to."""
    try:
        import resource  # not on Windows
    except ImportError:
        return
    wanted = (
        (resource.RLIMIT_AS, memory),
        # Ends the process if the one that started it isn't there any more to do so.
        (resource.RLIMIT_CPU, int(seconds) + 5),
        (resource.RLIMIT_CORE, 0),
    )
    for kind, most in wanted:
        _, hard = resource.getrlimit(kind)
        limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(kind, (limit, hard))
        except (OSError, ValueError):
            continue  # macOS knows RLIMIT_AS and refuses to set it


def _answers(request: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    # Imported under the limits, so that what libraries take counts.
    from pikepdf import settings

    from assemble.model.preflight import Limits

    if hasattr(settings, "set_qpdf_limits"):  # older ones have no such limits
        settings.set_qpdf_limits(flate_max_memory=FLATE, run_length_max_memory=FLATE)
    path = Path(request["path"])
    if request["task"] == "thumbnails":
        from assemble.preflight.reports.thumbnails import thumbnails

        yield from (each.to_json() for each in thumbnails(path, request["pages"]))
    else:
        from assemble.preflight.reports.asjson import to_json
        from assemble.preflight.run import preflight

        limits = Limits(**request["limits"])
        yield to_json(preflight(path, standard=request["standard"], limits=limits))


if __name__ == "__main__":
    main()
