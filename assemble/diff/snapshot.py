"""Snapshots of our own editions: from the edition, or from the JSON of its sidecar."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assemble.diff.values import Box, Drawn, DrawnPage, Snapshot
from assemble.dump import sidecar_value
from assemble.model.edition import OUTSIDE, Edition
from assemble.model.finding import Findings, Location

DAMAGE = (KeyError, TypeError, ValueError, AttributeError, RecursionError, OverflowError)
"""What reading a JSON value of another form raises."""


def snapshot_of(edition: Edition, name: str = "") -> Snapshot:
    """An edition as a snapshot; `name` is what reports call it, by default its build's id."""
    return snapshot_of_value(sidecar_value(edition), name or edition.build_id)


def snapshot_of_value(value: Mapping[str, Any], name: str) -> Snapshot:
    """A sidecar's JSON value as a snapshot.

    What stands outside the trim (marks, the slug that names the build) is left out.

    Raises:
        ValueError: if it is no such value.
    """
    try:
        width, height = value["trim"]
        return Snapshot(
            name=name,
            title=str(value["title"]),
            number=str(value["number"]),
            date=str(value["date"]),
            trim=(float(width), float(height)),
            pages=tuple(_page(page) for page in value["pages"]),
        )
    except DAMAGE as error:
        raise ValueError("this is not what --pages of a build wrote") from error


def read_sidecar(path: Path, findings: Findings) -> dict[str, Any] | None:
    """The JSON value of a sidecar, known to be one; None after an error that says what is wrong."""
    try:
        value = json.loads(path.read_text("utf-8"))
        snapshot_of_value(value, "")
        return dict(value)
    except OSError as error:
        fault = f"the file can't be read: {error.strerror or error}"
    except (ValueError, RecursionError):
        fault = "this is not what --pages of a build wrote"
    advice = "name the .json file that --pages wrote beside the PDF"
    findings.error("bad-sidecar", fault, Location(str(path)), advice)
    return None


def _page(page: Mapping[str, Any]) -> DrawnPage:
    items = tuple(_drawn(item) for item in page["items"] if item["role"] not in OUTSIDE)
    return DrawnPage(int(page["number"]), str(page["folio"]), items)


def _drawn(item: Mapping[str, Any]) -> Drawn:
    crop = item.get("crop")
    return Drawn(
        role=str(item["role"]),
        rect=_box(item["rect"]),
        language=item.get("language"),
        article=item.get("article"),
        at=Location(item["file"], item["line"], item["column"]) if "file" in item else None,
        text=item.get("text"),
        image=item.get("image"),
        crop=None if crop is None else _box(crop),
        colour=item.get("colour"),
        faces=tuple((str(face), int(count)) for face, count in item.get("faces", ())),
    )


def _box(value: Any) -> Box:
    left, top, width, height = value
    return float(left), float(top), float(width), float(height)
