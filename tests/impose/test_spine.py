"""The cover that wraps a perfect bound block."""

import pytest

from assemble.impose.spine import spine_faults, spine_turn, spine_width, wrap
from assemble.model.units import mm


def test_the_spine_is_leaves_cover_and_glue() -> None:
    """80 pages of 0.078 mm under a cover of 0.2 mm: 40 leaves, two covers, 0.3 mm of glue."""
    assert spine_width(80, mm(0.078), mm(0.2)) == pytest.approx(mm(40 * 0.078 + 0.4 + 0.3))
    assert spine_width(80, mm(0.078), mm(0.2), glue=0) == pytest.approx(mm(3.52))
    assert spine_width(81, mm(0.1), 0, glue=0) == pytest.approx(mm(4.1))


@pytest.mark.parametrize("numbers", [(80, 0.0, 0.2), (-4, 0.1, 0.2), (80, 0.1, -0.2)])
def test_a_spine_needs_the_papers_thickness(numbers: tuple[int, float, float]) -> None:
    """A thickness that isn't known gives no spine instead of a wrong one."""
    with pytest.raises(ValueError, match="thickness of the paper"):
        spine_width(*numbers)


@pytest.mark.parametrize(
    ("width", "lettered", "told"),
    [
        (2.9, False, ["glue holds from 3 mm"]),
        (2.9, True, ["glue holds from 3 mm", "takes type from 5 mm"]),
        (3.0, False, []),
        (4.9, True, ["takes type from 5 mm"]),
        (4.9, False, []),
        (5.0, True, []),
    ],
)
def test_thin_spines_are_told(width: float, lettered: bool, told: list[str]) -> None:
    """A spine too thin for glue or for type is told, with what to do."""
    faults = spine_faults(mm(width), lettered=lettered)

    assert len(faults) == len(told)
    for fault, expected in zip(faults, told, strict=True):
        assert f"the spine is {width} mm" in fault
        assert expected in fault
        assert "take more pages" in fault


def test_the_wrap_is_back_spine_front() -> None:
    """Laid open, outside up, the back cover is at the left; hinges stand 7 mm off the folds."""
    made = wrap((mm(210), mm(297)), mm(6), mm(3))

    assert (made.width, made.height) == (pytest.approx(mm(426)), pytest.approx(mm(297)))
    assert made.back == (0, pytest.approx(mm(210)))
    assert made.spine == made.folds == (pytest.approx(mm(210)), pytest.approx(mm(216)))
    assert made.front == (pytest.approx(mm(216)), pytest.approx(mm(426)))
    assert made.hinges == (pytest.approx(mm(203)), pytest.approx(mm(223)))
    assert wrap((100, 150), 10, 9, hinge=0).hinges == ()


@pytest.mark.parametrize(
    ("language", "degrees"), [("en", 90), ("vi", -90), ("vi-VN", -90), ("fr", -90)]
)
def test_type_on_the_spine_follows_custom(language: str, degrees: int) -> None:
    """English reads from the head down, Vietnamese and French from the foot up."""
    assert spine_turn(language) == degrees
