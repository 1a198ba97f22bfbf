"""One build, measured from inside: the process that `stages.py` starts again and again.

    python benchmarks/one_build.py ISSUE PURPOSE OUT

Prints JSON: seconds by stage, peak memory in MiB. It imports next to nothing before the clock
starts, and begins and ends as `assemble/__main__.py` does.
"""

import gc
import json
import resource
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
"""The checkout, whose code is measured whether or not it is installed."""


def main(issue: str, purpose: str, out: str) -> None:
    """Build, and print what each stage took."""
    sys.path.insert(0, str(ROOT))
    gc.disable()
    marks = [("imports", time.perf_counter())]
    import assemble.cli  # noqa: F401 - the command line's imports are what is measured
    from assemble.build import build
    from assemble.request import Request

    marks.append(("", time.perf_counter()))  # from here to the first stage: nothing

    def stage(name: str) -> None:
        marks.append((name, time.perf_counter()))

    outcome = build(Request(issue=Path(issue), purpose=purpose, out=Path(out)), stage)
    ends = [at for _, at in marks[1:]] + [time.perf_counter()]
    if outcome.failed:
        sys.exit("\n".join(map(str, outcome.findings)))
    stages = {name: end - at for (name, at), end in zip(marks, ends, strict=True) if name}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # Linux counts in KiB
    json.dump({"stages": stages, "peak": peak}, sys.stdout)
    gc.freeze()


if __name__ == "__main__":
    main(*sys.argv[1:])
