"""What preflight found, as JSON: for other programs, and for the way out of the guarded process."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from assemble.model.finding import Location, Severity
from assemble.model.preflight import Box, Fault, Preflight
from assemble.preflight.reports.text import millimetres
from assemble.preflight.rules import severity


def to_json(report: Preflight) -> dict[str, Any]:
    """A report as a JSON value; `box` and `trims` in points of the page, `mm` from the trim."""
    counts = Counter(severity(fault) for fault in report.faults)
    return {
        "file": report.file,
        "standard": report.standard,
        "pages": report.pages,
        "counts": {each.value: counts[each] for each in Severity},
        "trims": [_numbers(trim) for trim in report.trims],
        "faults": [_fault(fault, report) for fault in report.faults],
    }


def from_json(value: Mapping[str, Any]) -> Preflight:
    """The report that `to_json` gave this value of.

    Raises:
        KeyError, TypeError, ValueError: if it is no such value.
    """
    return Preflight(
        file=str(value["file"]),
        standard=str(value["standard"]),
        pages=int(value["pages"]),
        faults=tuple(_from(fault) for fault in value["faults"]),
        trims=tuple(_box(trim) for trim in value["trims"]),
    )


def _fault(fault: Fault, report: Preflight) -> dict[str, Any]:
    value: dict[str, Any] = {
        "rule": fault.rule,
        "severity": severity(fault).value,
        "message": fault.message,
    }
    if fault.page is not None:
        value["page"] = fault.page
    if fault.box is not None:
        value["box"] = _numbers(fault.box)
        value["mm"] = [round(length, 1) for length in millimetres(fault, report) or ()]
    if fault.at is not None:
        value["at"] = dict(zip(("file", "line", "column"), fault.at, strict=True))
    return value


def _from(value: Mapping[str, Any]) -> Fault:
    at = value.get("at")
    return Fault(
        rule=str(value["rule"]),
        message=str(value["message"]),
        page=value.get("page"),
        box=_box(value.get("box")),
        at=Location(at["file"], at["line"], at["column"]) if at else None,
    )


def _numbers(box: Box | None) -> list[float] | None:
    return None if box is None else list(box)


def _box(value: Any) -> Box | None:
    if value is None:
        return None
    left, bottom, right, top = (float(length) for length in value)
    return left, bottom, right, top
