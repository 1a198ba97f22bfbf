"""Resolution of photographs at the size they are printed."""

import datetime

import pytest
from making import AT

from assemble.check.pictures import check_resolution
from assemble.model.edition import Edition, ImageItem, Page, Rect, Source
from assemble.model.finding import Finding, Findings
from assemble.model.issue import Image
from assemble.model.layout import Pictures

LIMITS = Pictures(
    max_crop=0.2, min_measure=100, column_lines=22, wide_lines=26, warn_ppi=225, error_ppi=150
)
WHOLE = Rect(0.0, 0.0, 1.0, 1.0)


def check(
    *rects: Rect,
    purpose: str = "proof",
    pixels: tuple[int, int] = (600, 300),
    crop: Rect = WHOLE,
    orientation: int = 1,
) -> list[Finding]:
    """The findings on one photograph placed in rectangles, a page each."""
    image = Image(
        key="k", format="JPEG", width=pixels[0], height=pixels[1], orientation=orientation,
        mode="RGB", profile=None, data=b"",
    )  # fmt: skip
    pages = tuple(
        Page(number=n, label="", items=(ImageItem(rect, "k", crop, Source("photo", at=AT)),))
        for n, rect in enumerate(rects, 1)
    )
    edition = Edition(
        title="", subject="", author="", number="", languages=("vi",), purpose=purpose,
        date=datetime.date(2024, 1, 31), build_id="", trim=(595, 842), bleed=0, slug=0,
        colours={}, faces={}, images={"k": image}, pages=pages, bookmarks=(),
    )  # fmt: skip
    findings = Findings()
    check_resolution(edition, LIMITS, findings)
    return findings.items


def inches(width: float, height: float) -> Rect:
    """A rectangle at the origin, in inches."""
    return Rect(0.0, 0.0, width * 72, height * 72)


@pytest.mark.parametrize(
    ("ppi", "purpose", "severity"),
    [
        (300, "print", None),
        (225, "print", None),
        (224, "print", "warning"),
        (150, "print", "warning"),
        (149, "print", "error"),
        (149, "proof", "warning"),
        (149, "screen", "warning"),
        (224, "proof", "warning"),
    ],
)
def test_limits(ppi: int, purpose: str, severity: str | None) -> None:
    """Under 225 ppi a warning; under 150 an error, but only for print."""
    found = check(inches(600 / ppi, 300 / ppi), purpose=purpose)

    assert [item.severity for item in found] == ([severity] if severity else [])
    assert all(item.code == "low-resolution" and item.at == AT for item in found)


def test_what_is_said() -> None:
    """Resolution, page and size are told, and how wide a picture would do."""
    (finding,) = check(inches(4.0, 2.0))

    assert finding.message == ("the photograph has 150 ppi on page 1 (102 × 51 mm); 225 are wanted")
    assert finding.hint == f"a picture {4 * 225} pixels wide, or a smaller size"


def test_only_the_worst_place_is_told() -> None:
    """A photograph placed twice is told once, where it is largest."""
    (finding,) = check(inches(3.0, 1.5), inches(6.0, 3.0))

    assert "100 ppi on page 2" in finding.message


def test_a_crop_counts() -> None:
    """Half of 600 pixels on 2 inches is 150 ppi; the whole picture has to be twice as wide."""
    (finding,) = check(inches(2.0, 2.0), crop=Rect(0.25, 0.0, 0.5, 1.0))

    assert "has 150 ppi" in finding.message
    assert finding.hint == f"a picture {2 * 225 * 2} pixels wide, or a smaller size"


def test_a_turned_picture_is_measured_upright() -> None:
    """Stored 600 × 300 and turned by EXIF, it is 300 pixels wide."""
    (finding,) = check(inches(2.0, 4.0), orientation=6)

    assert "has 150 ppi" in finding.message
