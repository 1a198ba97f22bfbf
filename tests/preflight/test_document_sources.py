"""A fault of a PDF leads to the line of the issue that its place comes from."""

import json
from typing import Any

import pytest
from making import SAMPLE

from assemble.build import check
from assemble.dump import sidecar
from assemble.model.finding import Location
from assemble.model.preflight import Box, Fault
from assemble.preflight.reports.sources import located
from assemble.request import Request

TRIM: Box = (10.0, 10.0, 210.0, 310.0)
"""200 × 300 pt: the trim's top left corner is at 10, 310."""


def item(file: str | None, rect: list[float], **more: Any) -> dict[str, Any]:
    """A placed item as the sidecar has it."""
    place = {"file": file, "line": 7, "column": 2} if file else {}
    return {"role": "x", "rect": rect, **place, **more}


PAGE = [
    item("ground.md", [0, 0, 200, 300], colour="paper"),
    item("photo.jpg", [20, 20, 100, 80], image="photo.jpg", crop=[0, 0, 1, 1]),
    item("caption.md", [20, 90, 100, 20], text="A caption on the photograph"),
    item("body.md", [20, 150, 100, 10], text="First line"),
    item("body2.md", [20, 160, 100, 10], text="Second line"),
    item(None, [150, 280, 40, 10], text="Folio"),
]
SIDECAR = {"pages": [{"number": 1, "items": []}, {"number": 2, "items": PAGE}]}


def origin(fault: Fault) -> Location | None:
    """Where a fault comes from."""
    (found,) = located([fault], SIDECAR, [TRIM, TRIM])
    return found.at


def at(left: float, top: float, width: float, height: float) -> Box:
    """A place measured from the trim's top left corner, in the page's coordinates."""
    return 10 + left, 310 - top - height, 10 + left + width, 310 - top


@pytest.mark.parametrize(
    ("rule", "box", "file"),
    [
        ("picture-resolution-low", at(20, 20, 100, 80), "photo.jpg"),
        ("picture-resolution-low", at(25, 92, 50, 5), "photo.jpg"),
        ("small-type", at(25, 92, 50, 5), "caption.md"),
        ("small-type", at(20, 152, 80, 12), "body.md"),
        ("small-type", at(20, 157, 80, 12), "body2.md"),
        ("total-ink", at(30, 30, 10, 10), "photo.jpg"),
        ("hairline", at(30, 200, 100, 0), "ground.md"),
        ("small-type", at(155, 282, 20, 6), None),
        ("small-type", at(-60, -60, 20, 6), None),
    ],
)
def test_the_item_under_a_fault_is_found(rule: str, box: Box, file: str | None) -> None:
    """Items of the rule's kind come first, then those that share most, then the smallest."""
    assert origin(Fault(rule, "", 2, box)) == (Location(file, 7, 2) if file else None)


def test_faults_without_a_place_stay_without_origin() -> None:
    """No box, no page, a page without trim or that isn't there: no origin, and no exception."""
    box = at(20, 20, 100, 80)
    for fault in (
        Fault("a", ""),
        Fault("a", "", 2),
        Fault("a", "", None, box),
        Fault("a", "", 9, box),
    ):
        assert origin(fault) is None
    assert located([Fault("a", "", 2, box)], SIDECAR, [TRIM, None])[0].at is None


def test_an_origin_that_is_known_stays() -> None:
    """A fault that says already where it comes from keeps that."""
    known = Location("issue.yaml", 3)

    assert origin(Fault("a", "", 2, at(20, 20, 9, 9), known)) == known


def test_the_sidecar_of_a_build_is_understood() -> None:
    """The middle of each photograph of the sample issue leads to the file that names it."""
    edition = check(Request(issue=SAMPLE, purpose="print", out=None)).edition
    assert edition is not None
    value = json.loads(sidecar(edition))
    width, height = value["trim"]
    trims = [(0.0, 0.0, width, height)] * len(value["pages"])
    seen = 0
    for page in value["pages"]:
        for placed in page["items"]:
            if "image" in placed:
                left, top, wide, high = placed["rect"]
                middle = left + wide / 2, height - top - high / 2
                box = (middle[0] - 5, middle[1] - 5, middle[0] + 5, middle[1] + 5)
                fault = Fault("picture-resolution-low", "", page["number"], box)
                (found,) = located([fault], value, trims)
                assert found.at == Location(placed["file"], placed["line"], placed["column"])
                seen += 1

    assert seen > 10
