"""The proof that was signed off: its record in `ISSUE/approved/`, and what changed since.

The record is a sidecar as `--pages` writes one, so that `--keep` takes it, without what differs
from build to build, with an item a line, so that version control shows what a new approval
approves. The PDF itself isn't in it: its SHA-256 tells whether a file is the one signed off.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from assemble.diff.compare import compared
from assemble.diff.judge import listed
from assemble.diff.snapshot import DAMAGE, snapshot_of, snapshot_of_value
from assemble.diff.values import TOUCHED, Difference, Outcome, Snapshot
from assemble.dump import sidecar_value
from assemble.model.edition import OUTSIDE, Edition
from assemble.model.finding import Finding, Findings, Location, Severity
from assemble.model.frozen import Frozen
from assemble.model.kept import RECORD

FOLDER, FILE = RECORD
FORM = 1
"""The form of the record, for later versions to know."""
LARGEST = 64 * 2**20
"""Bytes of a record that is read: a hundred times what 100 pages take."""


class Summary(Frozen):
    """What changed since a proof was approved; `lines` are what a build ends with, two at most."""

    lines: tuple[str, ...]
    difference: Difference

    @property
    def changed(self) -> bool:
        """Whether any page differs from what was approved."""
        pages = self.difference.pages
        return any(page.outcome is not Outcome.IDENTICAL for page in pages)


def approve(edition: Edition, pdf: bytes) -> Mapping[str, bytes]:
    """What is to be written to `ISSUE/approved/`.

    Args:
        edition: the edition that was signed off.
        pdf: the file that was looked at.

    Returns:
        The contents of files by their names. The same edition and file give the same bytes.
    """
    value = sidecar_value(edition)
    pages = []
    for page in value["pages"]:
        items = [item for item in page["items"] if item["role"] not in OUTSIDE]
        pages.append({**page, "sha256": _digest(items), "items": items})
    head = {
        "form": FORM,
        "title": value["title"],
        "number": value["number"],
        "date": value["date"],
        "purpose": value["purpose"],
        "pdf": {"sha256": hashlib.sha256(pdf).hexdigest(), "bytes": len(pdf)},
        "trim": value["trim"],
        "bleed": value["bleed"],
    }
    return {FILE: _written(head, value["plan"], pages).encode()}


def record_path(issue: Path) -> Path:
    """Where the record of an issue folder is; it may not exist. `--keep` takes the same path."""
    return issue / FOLDER / FILE


def read_approved(folder: Path, findings: Findings) -> Snapshot | None:
    """The approved proof of an issue folder.

    Args:
        folder: the issue folder.
        findings: receives an error if there is a record that can't be read, and a warning for
            pages that were changed by hand since.

    Returns:
        None if nothing was approved, or after an error.
    """
    value = _read(record_path(folder), findings)
    if value is None:
        return None
    at = Location(f"{FOLDER}/{FILE}")
    try:
        snapshot = snapshot_of_value(value, f"{FOLDER}/{FILE}")
        wrong = [
            int(page["number"])
            for page in value["pages"]
            if page["sha256"] != _digest(page["items"])
        ]
    except DAMAGE:
        findings.error("bad-approval", "this is not what approve wrote", at, ADVICE)
        return None
    if wrong:
        fault = f"the record of {listed(wrong)} is not as approve wrote it"
        findings.warning("bad-approval", fault, at, ADVICE)
    return snapshot


ADVICE = "take the file back from version control, or approve the issue anew"


def approved_pdf(folder: Path) -> str | None:
    """The SHA-256 of the approved PDF in hexadecimal digits; None if no sound record is there."""
    value = _read(record_path(folder), Findings())
    try:
        return str(value["pdf"]["sha256"]) if value else None
    except DAMAGE:
        return None


def changes_since(approved: Snapshot, edition: Edition) -> Summary:
    """What changed in an edition since a proof was approved.

    The first line names the pages that differ in anything and the articles on them that do, the
    second which of them have to be read again and which only hold moved content.
    """
    difference = compared(approved, snapshot_of(edition))
    same = difference.numbers(Outcome.IDENTICAL)
    count = f"{len(same)} page{'' if len(same) == 1 else 's'} identical"
    numbers = difference.numbers(*(each for each in Outcome if each is not Outcome.IDENTICAL))
    if not numbers:
        return Summary(lines=(f"nothing changed since approval; {count}",), difference=difference)
    names = [
        each.article.rpartition("/")[2]
        for each in difference.articles
        if each.outcome not in (Outcome.IDENTICAL, Outcome.FOLLOWS)
    ]
    articles = f" (articles {', '.join(names)})" if len(names) > 1 else ""
    articles = f" (article {names[0]})" if len(names) == 1 else articles
    first = f"changed since approval: {listed(numbers)}{articles}; {count}"
    return Summary(lines=(first, _second(difference)), difference=difference)


def _second(difference: Difference) -> str:
    """Which of the changed pages were edited, and which hold what moved or follows."""
    parts = []
    edited = difference.numbers(*TOUCHED)
    if edited:
        parts.append(f"edited: {listed(edited)}")
    moved = difference.numbers(Outcome.MOVED)
    if moved:
        parts.append(f"only moved: {listed(moved)}")
    follows = difference.numbers(Outcome.FOLLOWS)
    if follows:
        parts.append(f"only page numbers and the like: {listed(follows)}")
    return "; ".join(parts)


def unapproved(summary: Summary) -> Finding | None:
    """The warning that unapproved changes go to the printer; None if there are none."""
    if not summary.changed:
        return None
    message = f"pages that nobody approved go to the printer: {summary.lines[0]}"
    hint = "look at them with assemble diff, then approve the issue"
    at = Location(f"{FOLDER}/{FILE}")
    return Finding(
        severity=Severity.WARNING, code="unapproved-changes", message=message, at=at, hint=hint
    )


def _read(path: Path, findings: Findings) -> dict[str, Any] | None:
    at = Location(f"{FOLDER}/{FILE}")
    try:
        if path.stat().st_size > LARGEST:
            findings.error("bad-approval", "the file is too large for a record", at, ADVICE)
            return None
        value = json.loads(path.read_text("utf-8"))
        if isinstance(value, dict):
            return value
        fault = "this is not what approve wrote"
    except FileNotFoundError:
        return None
    except OSError as error:
        fault = f"the file can't be read: {error.strerror or error}"
    except (ValueError, RecursionError):
        fault = "this is not what approve wrote"
    findings.error("bad-approval", fault, at, ADVICE)
    return None


def _digest(items: list[dict[str, Any]]) -> str:
    """The digest of all that is drawn on a page; where the source has it doesn't count."""
    seen = [
        {key: value for key, value in item.items() if key not in ("file", "line", "column")}
        for item in items
    ]
    return hashlib.sha256(_line(seen).encode()).hexdigest()


def _written(head: Mapping[str, Any], plan: Mapping[str, Any], pages: list[dict[str, Any]]) -> str:
    """The record as JSON: a line for each entry of the head and plan, and for each item."""
    lines = [f" {_line(key)}: {_line(value)}," for key, value in head.items()]
    lines += [' "plan": {', *_listed(f"  {_line(k)}: {_line(v)}" for k, v in plan.items()), " },"]
    lines.append(' "pages": [')
    for number, page in enumerate(pages, start=1):
        start = ", ".join(f"{_line(k)}: {_line(v)}" for k, v in page.items() if k != "items")
        end = "  ]}" if number == len(pages) else "  ]},"
        lines += [
            f'  {{{start}, "items": [',
            *_listed(f"   {_line(i)}" for i in page["items"]),
            end,
        ]
    return "\n".join(("{", *lines, " ]", "}")) + "\n"


def _listed(lines: Iterable[str]) -> list[str]:
    """Lines with a comma after each but the last."""
    made = list(lines)
    return [f"{line}," for line in made[:-1]] + made[-1:]


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
