"""How far pages move because leaves lie inside one another."""

import pytest

from assemble.impose.creep import most_creep, shift
from assemble.model.units import mm


def test_creep_is_the_thickness_of_the_leaves_outside() -> None:
    """64 pages on 0.078 mm push the innermost leaf out by 15 thicknesses."""
    assert most_creep(64, mm(0.078)) == pytest.approx(mm(0.078 * 15))
    assert most_creep(4, mm(0.078)) == 0


@pytest.mark.parametrize(
    ("creep", "expected"),
    [
        ("inward", [0, 0, 1, 1, 2, 2, 2, 2, 1, 1, 0, 0]),
        ("outward", [-2, -2, -1, -1, 0, 0, 0, 0, -1, -1, -2, -2]),
        ("none", [0] * 12),
    ],
)
def test_each_page_moves_by_its_leaf(creep: str, expected: list[int]) -> None:
    """Inward the inner pages move to the spine; outward the outer ones away from it."""
    assert [shift(page, 12, 1.0, creep) for page in range(1, 13)] == expected
