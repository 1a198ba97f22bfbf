"""Matrices and boxes of the page's coordinate space (ISO 32000-1, 8.3)."""

from collections.abc import Iterable
from math import hypot

from assemble.model.preflight import Box

Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
EVERYWHERE: Box = (-1e9, -1e9, 1e9, 1e9)


def multiply(m: Matrix, n: Matrix) -> Matrix:
    """The matrix that does `m` first, then `n`."""
    a, b, c, d, e, f = m
    p, q, r, s, t, u = n
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def bounds(m: Matrix, box: Box) -> Box:
    """The upright box around a box that `m` has moved."""
    a, b, c, d, e, f = m
    left, bottom, right, top = box
    if b == 0 == c:
        x0, x1, y0, y1 = a * left + e, a * right + e, d * bottom + f, d * top + f
        return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    xs = [a * x + c * y + e for x in (left, right) for y in (bottom, top)]
    ys = [b * x + d * y + f for x in (left, right) for y in (bottom, top)]
    return (min(xs), min(ys), max(xs), max(ys))


def visible(box: Box, clip: Box) -> Box | None:
    """What the clip leaves of a box; None for nothing, also for numbers that aren't finite.

    A box without height or width is a line, and seen.
    """
    left = box[0] if box[0] > clip[0] else clip[0]
    bottom = box[1] if box[1] > clip[1] else clip[1]
    right = box[2] if box[2] < clip[2] else clip[2]
    top = box[3] if box[3] < clip[3] else clip[3]
    return (left, bottom, right, top) if left <= right and bottom <= top else None


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes have an area in common."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def around(boxes: Iterable[Box]) -> Box:
    """The box around boxes, of which there is at least one."""
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return (min(lefts), min(bottoms), max(rights), max(tops))


def least_scale(m: Matrix) -> float:
    """The smaller of the lengths that `m` gives to the two units."""
    return min(hypot(m[0], m[1]), hypot(m[2], m[3]))


def within(box: Box, other: Box) -> bool:
    """Whether a box lies in another."""
    return other[0] <= box[0] and other[1] <= box[1] and box[2] <= other[2] and box[3] <= other[3]
