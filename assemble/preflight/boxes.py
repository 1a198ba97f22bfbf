"""Boxes on a page: left, bottom, right, top in points."""

from assemble.model.preflight import Box

SAME = 0.01
"""Lengths that differ by less are one, in points: what writers round boxes to."""


def within(inner: Box, outer: Box) -> bool:
    """Whether a box lies in another, or reaches beyond it by less than `SAME`."""
    return (
        inner[0] >= outer[0] - SAME
        and inner[1] >= outer[1] - SAME
        and inner[2] <= outer[2] + SAME
        and inner[3] <= outer[3] + SAME
    )


def overlap(a: Box, b: Box) -> float:
    """The area that two boxes share, in square points."""
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    return width * height if width > 0 and height > 0 else 0.0
