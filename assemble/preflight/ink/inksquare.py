"""Squares of a map of ink: the means of all, the heaviest, the heaviest that don't overlap."""

import numpy as np
from numpy.typing import NDArray

from assemble.model.preflight import Box

Floats = NDArray[np.float32]
Pixels = tuple[int, int, int, int]
"""Left, top, right, bottom, counted from the map's top left."""

MOST_PLACES = 3
"""Squares that are told of a page."""
MOST_SIDE = 8000
"""Pixels of a map's side: a page of 5 m at the usual resolution."""


def map_size(box: Box, ppi: float) -> tuple[int, int]:
    """Rows and columns of a map of a box."""
    scale = ppi / 72
    rows, columns = round((box[3] - box[1]) * scale), round((box[2] - box[0]) * scale)
    return min(max(rows, 1), MOST_SIDE), min(max(columns, 1), MOST_SIDE)


def heaviest_square(total: Floats, side: int) -> tuple[float, Pixels]:
    """The greatest mean of ink in a square of `side` pixels, and where it is.

    Of a map that is smaller than the square all of it counts.
    """
    means, (height, width) = _means(total, side)
    row, column = np.unravel_index(int(means.argmax()), means.shape)
    return float(means[row, column]), (
        int(column), int(row), int(column) + width, int(row) + height
    )  # fmt: skip


def heavy_squares(
    total: Floats, side: int, limit: float, most: int = MOST_PLACES
) -> list[tuple[float, Pixels]]:
    """The heaviest squares above a limit that don't overlap, heaviest first."""
    means, (height, width) = _means(total, side)
    found: list[tuple[float, Pixels]] = []
    while len(found) < most:
        row, column = (int(at) for at in np.unravel_index(int(means.argmax()), means.shape))
        value = float(means[row, column])
        if value <= limit:
            break
        found.append((value, (column, row, column + width, row + height)))
        means[
            max(row - height + 1, 0) : row + height, max(column - width + 1, 0) : column + width
        ] = -1.0
    return found


def _means(total: Floats, side: int) -> tuple[NDArray[np.float64], tuple[int, int]]:
    """Means of all squares by their top left pixels, by a summed area table (Crow 1984).

    With them the squares' height and width.
    """
    height, width = min(side, total.shape[0]), min(side, total.shape[1])
    sums = np.zeros((total.shape[0] + 1, total.shape[1] + 1), np.float64)
    np.cumsum(np.cumsum(total, axis=0, dtype=np.float64), axis=1, out=sums[1:, 1:])
    squares = (
        sums[height:, width:] - sums[:-height, width:] - sums[height:, :-width]
        + sums[:-height, :-width]
    )  # fmt: skip
    return squares / (height * width), (height, width)
