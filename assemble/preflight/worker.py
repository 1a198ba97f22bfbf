"""The guarded process: `python -m assemble.preflight.worker` reads one PDF and ends.

It gets a request as JSON on its standard input and gives JSON on its standard output; `guard.py` is
the only one that starts it.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FLATE = 256 << 20
"""Bytes that qpdf inflates a stream to: a picture of A4 with bleed at 600 ppi in CMYK is 150 MB."""


def main() -> None:
    """Read the request, set the limits, answer."""
    with open(0, "rb", closefd=False) as source:
        request = json.load(source)
    _limit(request["memory"], request["seconds"])
    value = json.dumps(_answer(request))
    with open(1, "wb", closefd=False) as target:
        target.write(value.encode("ascii"))
    # Tidying up what a hostile file made of the heap may take long, and nobody waits for it.
    os._exit(0)


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


def _answer(request: Mapping[str, Any]) -> dict[str, Any]:
    # Imported under the limits, so that what libraries take counts.
    from pikepdf import settings

    from assemble.model.preflight import Limits

    if hasattr(settings, "set_qpdf_limits"):  # pikepdf 10.10 and newer
        settings.set_qpdf_limits(flate_max_memory=FLATE, run_length_max_memory=FLATE)
    path = Path(request["path"])
    if request["task"] == "thumbnails":
        from assemble.preflight.thumbnails import thumbnails

        return {"thumbnails": [each.to_json() for each in thumbnails(path, request["pages"])]}
    from assemble.preflight.reportjson import to_json
    from assemble.preflight.run import preflight

    report = preflight(path, standard=request["standard"], limits=Limits(**request["limits"]))
    return to_json(report)


if __name__ == "__main__":
    main()
