"""Lengths: floats in points (1/72 inch), made by `mm()`, compared by `fits()` and `same()`."""

MM = 72 / 25.4
"""Points in a millimetre; the PDF default user space unit is 1/72 inch (ISO 32000-1, 8.3.2.3)."""

EPSILON = 0.01
"""Points that two lengths may differ by and still count as equal: a hundredth of a point is
0.0035 mm, far below what a press can register, and above any float error of our sums."""


def mm(value: float) -> float:
    """Millimetres in points."""
    return value * MM


def same(a: float, b: float) -> bool:
    """Whether two lengths in points are equal for layout's purposes."""
    return abs(a - b) <= EPSILON


def fits(length: float, space: float) -> bool:
    """Whether a length fits into a space, both in points."""
    return length <= space + EPSILON
