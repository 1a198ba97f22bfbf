"""What a run is asked to do, and what comes of it."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from assemble.model.edition import Edition
from assemble.model.finding import Finding, Severity
from assemble.model.frozen import Frozen
from assemble.model.layout import Layout

if TYPE_CHECKING:
    from assemble.covering import CoverRequest
    from assemble.model.flatplan import FlatPlan
    from assemble.model.preflight import Preflight

PURPOSES = ("proof", "print", "screen")


class Request(Frozen):
    """What a run is asked to do.

    `issue` is the issue folder; `out` the PDF's path, None for the default; `layout` the name of
    the layout, None for the manifest's; `layouts` and `fonts` folders that are asked first;
    `pages` the path of the sidecar, None for none; `report` that of the quality report, likewise;
    `marks` draws the flaws on a proof; `strict` makes warnings errors; `plan` asks for the flat
    plan, `picture` is the path of the file that draws it; `keep` is the sidecar of an earlier build
    whose pages are to stay as they were; `standard` that of the file for print, None for the
    layout's or manifest's; `cover` asks for the wrap-around cover alone; `made` is when the file
    says it was made, None for the issue's date. `languages` asks whether they say the same, `notes`
    for what is doubtful too, and `sides` is the path of the file that shows it side by side.
    """

    issue: Path
    purpose: str = "proof"
    out: Path | None = None
    layout: str | None = None
    layouts: Path | None = None
    fonts: Path | None = None
    pages: Path | None = None
    report: Path | None = None
    marks: bool = False
    strict: bool = False
    plan: bool = False
    keep: Path | None = None
    picture: Path | None = None
    standard: str | None = None
    cover: "CoverRequest | None" = None
    made: datetime.datetime | None = None
    languages: bool = False
    notes: bool = False
    sides: Path | None = None

    @property
    def output(self) -> Path:
        """Where the PDF goes: `ISSUE/build/FOLDER-proof.pdf` unless told otherwise."""
        folder = self.issue.resolve()
        return self.out or self.issue / "build" / f"{folder.name}-{self.purpose}.pdf"


class Outcome(Frozen):
    """What came of a run: all findings in order of file and line, and the edition if any.

    `layout` is what the edition was laid out with, the manifest's print settings applied; `plan`
    the flat plan, where it was asked for; `preflight` the report on a file for print;
    `since` says in lines what changed since the issue was approved; `sides` is the page that shows
    the languages side by side, if they were compared.
    """

    findings: tuple[Finding, ...]
    edition: Edition | None
    layout: Layout | None = None
    plan: "FlatPlan | None" = None
    written: tuple[Path, ...] = ()
    preflight: "Preflight | None" = None
    since: tuple[str, ...] = ()
    sides: bytes | None = None

    @property
    def failed(self) -> bool:
        """Whether an error stopped the run."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


Stage = Callable[[str], None]
"""Is told the name of each stage as it begins."""

Progress = Callable[[int, int], None]
"""Is told how many photographs are ready for the press, and how many there are."""
