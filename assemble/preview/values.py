"""What is shown, as JSON values for the page in the browser."""

from typing import Any

from assemble.check.quality import quality
from assemble.model.edition import Rect
from assemble.model.finding import Finding, Severity
from assemble.model.quality import FLAWS
from assemble.page.context import DESCENT
from assemble.preview.editor import Editor
from assemble.preview.regions import Places, regions_of
from assemble.preview.shown import Shown

LEAD = 160
"""Characters of a text that are told to the browser: enough to know it again."""


def state_value(shown: Shown, editor: Editor, before: int) -> dict[str, Any]:
    """The whole state but for the pages' regions and flaws.

    Args:
        shown: what is shown.
        editor: makes the links.
        before: pages of the proof to compare with, 0 for none.
    """
    edition = shown.edition
    pages = edition.pages if edition else ()
    files = {finding.at.file for finding in shown.told}
    places = Places(edition, files) if edition and files else None
    return {
        "revision": shown.revision,
        "stale": shown.stale,
        "fault": shown.fault,
        "rests": shown.rests,
        "milliseconds": round(shown.seconds * 1000),
        "title": edition.title if edition else "",
        "trim": [round(length, 3) for length in edition.trim] if edition else [],
        "pages": [
            {"number": page.number, "label": page.label, "version": version}
            for page, version in zip(pages, shown.versions, strict=True)
        ],
        "outline": [
            {"title": mark.title, "page": mark.page, "depth": mark.depth}
            for mark in (edition.bookmarks if edition else ())
        ],
        "grid": grid_value(shown),
        "before": before,
        "errors": sum(f.severity is Severity.ERROR for f in shown.told),
        "findings": [_finding(finding, places, editor) for finding in shown.told],
    }


def grid_value(shown: Shown) -> dict[str, Any] | None:
    """The page geometry in points: where the baselines and columns of a page stand."""
    if shown.layout is None:
        return None
    page = shown.layout.page
    return {
        "first": round(page.head + page.grid * (1 - DESCENT), 3),
        "step": round(page.grid, 3),
        "lines": page.lines,
        "columns": page.columns,
        "column": round(page.column, 3),
        "gutter": round(page.gutter, 3),
        "head": round(page.head, 3),
        "left": [round(page.left(2), 3), round(page.left(3), 3)],
    }


def regions_value(shown: Shown, number: int, editor: Editor) -> list[dict[str, Any]]:
    """What can be clicked on a page, none if there is no such page."""
    page = shown.page(number)
    return [
        {
            "rect": _rect(region.rect),
            "role": region.source.role,
            "language": region.source.language,
            "article": region.source.article,
            "file": region.source.at.file,
            "line": region.source.at.line,
            "column": region.source.at.column,
            "open": editor.link(region.source.at),
            "text": _shortened(region.text),
        }
        for region in (regions_of(page) if page else ())
        if region.source.at
    ]


def flaws_value(shown: Shown, editor: Editor) -> list[dict[str, Any]]:
    """The flaws of the pages, those that are excused left out."""
    if shown.edition is None or shown.layout is None:
        return []
    return [
        {
            "page": flaw.page,
            "rect": _rect(flaw.rect),
            "kind": flaw.kind,
            "title": {"en": FLAWS[flaw.kind].title, "vi": FLAWS[flaw.kind].vietnamese},
            "message": flaw.message,
            "remedy": FLAWS[flaw.kind].remedy,
            "place": str(flaw.at) if flaw.at else "",
            "open": editor.link(flaw.at),
        }
        for flaw in quality(shown.edition, shown.layout).flaws
        if not flaw.excuse
    ]


def _finding(finding: Finding, places: Places | None, editor: Editor) -> dict[str, Any]:
    at = finding.at
    spot = places.spot(at) if places else None
    return {
        "severity": str(finding.severity),
        "code": finding.code,
        "message": finding.message,
        "hint": finding.hint or "",
        "place": str(at),
        "open": editor.link(at),
        "page": spot.page if spot else None,
        "rect": _rect(spot.rect) if spot else None,
    }


def _rect(rect: Rect) -> list[float]:
    return [round(length, 2) for length in rect]


def _shortened(text: str) -> str:
    return text if len(text) <= LEAD else text[:LEAD].rsplit(" ", 1)[0] + " …"
