"""Preflight of a build's own file by a process that is ready before the file is.

It loads what it needs while the pages are laid out. Files of others are read by `guard.py`, which
bounds what a file can do.
"""

import json
import subprocess
import sys
from pathlib import Path

from assemble.model.frozen import field_values
from assemble.model.preflight import Limits, Preflight
from assemble.preflight.guard import environment
from assemble.preflight.reports.asjson import from_json


class Crew:
    """A process that waits for a file; `dismiss` ends it if it got none."""

    def __init__(self) -> None:
        self._hand = subprocess.Popen(
            [sys.executable, "-P", "-m", "assemble.preflight.hand"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment(),
        )

    def report(self, path: Path, standard: str, limits: Limits) -> Preflight:
        """Preflight a file; by this process where the other one fails."""
        request = {
            "path": str(path),
            "standard": standard,
            "limits": dict(zip(Limits._names, field_values(limits), strict=True)),
        }
        answer, _ = self._hand.communicate(json.dumps(request).encode())
        if self._hand.returncode == 0:
            return from_json(json.loads(answer))
        from assemble.preflight.run import preflight  # loaded only where it is needed

        # What stopped the other one, if it is a fault of ours, stops this one too.
        return preflight(path, standard=standard, limits=limits)

    def dismiss(self) -> None:
        """End the process if it still runs."""
        self._hand.kill()
        self._hand.wait()
        for pipe in (self._hand.stdin, self._hand.stdout):
            if pipe:
                pipe.close()
