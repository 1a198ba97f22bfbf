"""The process of the crew: `python -m assemble.preflight.hand` waits for a file, reads it, ends.

It gets a request as JSON on its standard input and gives the report as JSON on its standard
output; `crew.py` is the only one that starts it.
"""

import os

PATIENCE = 10
"""What makes this process wait its turn while the pages are laid out; when it is waited for, no
other one wants the processor."""

if hasattr(os, "nice"):  # not on Windows
    os.nice(PATIENCE)

# ruff: noqa: E402 - what follows is the work that has to wait its turn
import gc
import json
from pathlib import Path

from assemble.model.preflight import Limits
from assemble.preflight.ink import ink  # noqa: F401 - loaded before there is work
from assemble.preflight.reports.asjson import to_json
from assemble.preflight.run import preflight


def main() -> None:
    """Wait for the request, answer it."""
    gc.disable()  # a run is short, and makes few cycles
    with open(0, "rb", closefd=False) as source:
        text = source.read()
    if not text:
        return  # nothing was to be done
    request = json.loads(text)
    report = preflight(
        Path(request["path"]), standard=request["standard"], limits=Limits(**request["limits"])
    )
    with open(1, "wb", closefd=False) as target:
        target.write(json.dumps(to_json(report)).encode("ascii"))
    # Tidying up takes time, and somebody waits.
    os._exit(0)


if __name__ == "__main__":
    main()
