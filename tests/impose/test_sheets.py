"""Sheets by name and by size."""

import pytest

from assemble.impose.sheets import known_sheets, sheet_named
from assemble.model.units import mm


@pytest.mark.parametrize(
    ("text", "name", "width", "height"),
    [
        ("SRA3", "SRA3", 450, 320),
        ("a4", "A4", 297, 210),
        ("65x86", "65x86", 860, 650),
        ("79 × 109 cm", "79x109", 1090, 790),
        ("450x320mm", "", 450, 320),
        ("32x45cm", "", 450, 320),
        ("450 x 320", "", 450, 320),
        ("330,5x487", "", 487, 330.5),
    ],
)
def test_a_sheet_is_found_by_name_or_size(
    text: str, name: str, width: float, height: float
) -> None:
    """Names and sizes give a lying sheet in points; sizes are mm unless they are press sheets."""
    sheet = sheet_named(text)

    assert (sheet.name, sheet.width, sheet.height) == (
        name,
        pytest.approx(mm(width)),
        pytest.approx(mm(height)),
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("SRA33", "is SRA3 meant?"),
        ("", "or a size such as 450x320mm"),
        ("SRA3 mm", "Known are A0"),
        ("45x32", "sides are 50 mm to 2000 mm"),
        ("0x0", "sides are 50 mm to 2000 mm"),
    ],
)
def test_what_is_no_sheet_is_refused(text: str, told: str) -> None:
    """A slip in a name or a size is told with what could be meant."""
    with pytest.raises(ValueError, match=f"{told.replace('?', '[?]')}"):
        sheet_named(text)


def test_known_sheets_grow() -> None:
    """The sheets that have names come smallest first, so that the first one that fits is least."""
    areas = [sheet.width * sheet.height for sheet in known_sheets()]

    assert areas == sorted(areas)
    assert str(known_sheets()[0]) == "A5 (210 × 148 mm)"
