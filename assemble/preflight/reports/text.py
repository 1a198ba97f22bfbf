"""What preflight found, in words: how each fault is told, and a report as lines of text."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from assemble.model.finding import Severity
from assemble.model.preflight import Fault, Preflight
from assemble.model.units import MM
from assemble.preflight.rules import order, severity

STANDARDS = {"x-4": "PDF/X-4", "x-1a": "PDF/X-1a:2003", "": "no standard"}
"""The names of the standards, for people."""


def text_lines(report: Preflight) -> list[str]:
    """A report for the terminal: by page, the grave faults first, what it comes to last."""
    lines = []
    for page, faults in by_page(report):
        lines.append("the whole file" if page is None else f"page {page}")
        lines += [_line(fault, report) for fault in faults]
    return [*lines, f"{plain(report.file)}: {summary(report)}"]


def by_page(report: Preflight) -> Iterator[tuple[int | None, list[Fault]]]:
    """The faults of the whole file, as page None, then those of each page that has any."""
    ordered = sorted(report.faults, key=order)
    for page, faults in groupby(ordered, key=lambda fault: fault.page):
        yield page, list(faults)


def summary(report: Preflight) -> str:
    """What the report comes to: `28 pages, PDF/X-4: 2 errors, 1 warning`."""
    counts = Counter(severity(fault) for fault in report.faults)
    found = ", ".join(counted(counts[each], each.value) for each in Severity if counts[each])
    standard = STANDARDS.get(report.standard, report.standard)
    return f"{counted(report.pages, 'page')}, {standard}: {found or 'no faults'}"


def counted(number: int, noun: str) -> str:
    """A number and its noun: `1 page`, `2 pages`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def place(fault: Fault, report: Preflight) -> str:
    """Where on its page a fault is: `at 12.0, 40.5 mm (30.0 × 20.0 mm)`; '' without a box.

    Millimetres from the trim's top left corner, as layouts count.
    """
    found = millimetres(fault, report)
    if found is None:
        return ""
    left, top, width, height = found
    return f"at {left:.1f}, {top:.1f} mm ({width:.1f} × {height:.1f} mm)"


def millimetres(fault: Fault, report: Preflight) -> tuple[float, float, float, float] | None:
    """Left, top, width and height of a fault's box in mm from the trim's top left corner.

    From the corner of the page's coordinates where the page has no box at all.
    """
    if fault.box is None:
        return None
    left, bottom, right, top = fault.box
    page = fault.page or 0
    trim = report.trims[page - 1] if 0 < page <= len(report.trims) else None
    x, y = (trim[0], trim[3]) if trim else (0.0, 0.0)
    return (left - x) / MM, (y - top) / MM, (right - left) / MM, (top - bottom) / MM


def plain(text: str) -> str:
    """Text without what a terminal would take for a command: files say what they like."""
    return "".join(c if c.isprintable() else "·" for c in text)


def _line(fault: Fault, report: Preflight) -> str:
    told = [f"  {severity(fault)}[{fault.rule}]", plain(fault.message), place(fault, report)]
    if fault.at:
        told.append(f"({plain(str(fault.at))})")
    return " ".join(part for part in told if part)
