"""How far pages move because leaves lie inside one another."""

import pytest

from assemble.impose.creep import Leaves, most_creep, shift
from assemble.model.units import mm


def test_creep_is_the_thickness_of_the_leaves_outside() -> None:
    """64 pages on 0.078 mm push the innermost leaf out by 15 thicknesses."""
    assert most_creep(64, Leaves(mm(0.078), mm(0.078))) == pytest.approx(mm(0.078 * 15))
    assert most_creep(4, Leaves(mm(0.078), mm(0.2))) == 0


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
    assert [shift(page, 12, Leaves(1.0, 1.0), creep) for page in range(1, 13)] == expected


def test_a_cover_pushes_by_its_own_thickness() -> None:
    """The leaves inside a thicker cover move by that cover, and by one another as ever."""
    leaves = Leaves(inside=1.0, outermost=2.5)

    assert most_creep(16, leaves) == 4.5
    assert [shift(page, 16, leaves, "inward") for page in (1, 3, 5, 7)] == [0, 2.5, 3.5, 4.5]
    assert [shift(page, 16, leaves, "outward") for page in (1, 3, 5, 7)] == [-4.5, -2, -1, 0]
