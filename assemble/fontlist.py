"""The report behind `assemble fonts`: every listed face, read and measured."""

from pathlib import Path
from typing import NamedTuple

from assemble.check.fontreport import FontRow, font_row
from assemble.model.finding import Finding, Findings, Location
from assemble.model.text import Phrase
from assemble.read.fonts import font_files, needed_faces, read_listing
from assemble.read.layout import read_layout
from assemble.read.manifest import read_issue
from assemble.read.search import font_folders, layout_folders

DEFAULT_LAYOUT = "bulletin"
"""The layout whose roles must have all Vietnamese letters, where no issue names another."""


class FontReport(NamedTuple):
    """Rows in the order of fonts.yaml, and what is wrong with the list itself."""

    rows: tuple[FontRow, ...]
    findings: tuple[Finding, ...]

    @property
    def failed(self) -> bool:
        """Whether the list itself has errors."""
        return Findings(list(self.findings)).has_errors


def font_report(folder: Path, fonts: Path | None, layouts: Path | None) -> FontReport:
    """Report the fonts that a build of an issue in this folder would find.

    Args:
        folder: the issue's folder, or any folder beside which fonts may lie.
        fonts: the folder of `--fonts`.
        layouts: the folder of `--layouts`.
    """
    findings = Findings()
    issue = read_issue(folder, Findings()) if (folder / "issue.yaml").is_file() else None
    name = issue.layout if issue else Phrase(text=DEFAULT_LAYOUT, at=Location("layouts"))
    layout = read_layout(name, layout_folders(folder, layouts), findings)
    roles = {role for role, _ in needed_faces(layout)} if layout else set()
    listing = read_listing(font_folders(folder, fonts), findings) or {}
    rows = tuple(
        font_row(file.entry, file.data, file.fault.message if file.fault else None)
        for file in font_files(listing.values(), roles)
    )
    return FontReport(rows, tuple(findings.items))
