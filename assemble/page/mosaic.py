"""How photographs share the rectangle of a block: beside one another, stacked, or both.

In: the shapes of photographs and the block's size. Out: a rectangle for each. Uncropped, any such
tile has a height for each width; where the block is to be lower or higher, its photographs are
cropped alike.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from assemble.model.edition import Rect
from assemble.model.units import mm

GAP = mm(2)
"""Points between the photographs of a group: less than a gutter, so that they are seen as one."""
WISH = 0.8
"""Height that a group should have, as a share of the greatest that it may have: large pictures are
the pleasure of a page, and the rest is for its captions."""
LEAST_WIDTH = mm(40)
"""Points under which a photograph of a group is a stamp: two in a column of 84 mm are just none."""
STAMP = 2.0
"""Cost of a stamp by the logarithm of what it lacks; that of a height that isn't the wish is 1."""
OVER = 50.0
"""Cost of a block that is too high even when it is cropped, likewise: it doesn't fill its width."""

Shape = tuple[float, float]
"""Width and height of a photograph in any unit, pixels for one."""


class Tile(NamedTuple):
    """A photograph, or tiles beside one another (`across`) or stacked.

    Uncropped and `h` points high it is `slope * h + offset` wide; `gaps` is the most white that
    lies between photographs stacked in it.
    """

    slope: float
    offset: float = 0.0
    gaps: float = 0.0
    parts: tuple["Tile", ...] = ()
    across: bool = False


def single(shape: Shape) -> Tile:
    """A photograph alone."""
    return Tile(shape[0] / shape[1])


def beside(parts: Sequence[Tile]) -> Tile:
    """Tiles of the same height beside one another."""
    return Tile(
        slope=sum(part.slope for part in parts),
        offset=sum(part.offset for part in parts) + GAP * (len(parts) - 1),
        gaps=max(part.gaps for part in parts),
        parts=tuple(parts),
        across=True,
    )


def stacked(parts: Sequence[Tile]) -> Tile:
    """Tiles of the same width one above another."""
    white = GAP * (len(parts) - 1)
    steep = sum(1 / part.slope for part in parts)
    return Tile(
        slope=1 / steep,
        offset=(sum(part.offset / part.slope for part in parts) - white) / steep,
        gaps=sum(part.gaps for part in parts) + white,
        parts=tuple(parts),
    )


def natural(tile: Tile, width: float) -> float:
    """The height of a tile `width` wide whose photographs are not cropped."""
    return (width - tile.offset) / tile.slope


def widest(tile: Tile, height: float, keep: float) -> float:
    """The greatest width of a tile of a height whose photographs keep a share of their height."""
    return tile.slope * ((height - tile.gaps) / keep + tile.gaps) + tile.offset


def limits(tile: Tile, width: float, keep: float) -> tuple[float, float]:
    """Least and greatest height of a tile `width` wide, each photograph keeping a share of a side.

    White between photographs can't be cropped, so that a tile with it can't change as much.
    """
    if not tile.parts:
        height = natural(tile, width)
        return height * keep, height / keep
    if tile.across:
        found = [limits(part, wide, keep) for part, wide in _widths(tile, width)]
        return max(low for low, _ in found), min(high for _, high in found)
    shares = []
    white = GAP * (len(tile.parts) - 1)
    for part in tile.parts:
        height = natural(part, width)
        low, high = limits(part, width, keep)
        shares.append((low / height, high / height))
    rest = natural(tile, width) - white
    return (
        rest * max(low for low, _ in shares) + white,
        rest * min(high for _, high in shares) + white,
    )


def boxes(tile: Tile, rect: Rect) -> list[Rect]:
    """The rectangle of each photograph of a tile that fills a rectangle, in their order."""
    if not tile.parts:
        return [rect]
    out: list[Rect] = []
    x, y, width, height = rect
    if tile.across:
        for part, wide in _widths(tile, width):
            out += boxes(part, Rect(x, y, wide, height))
            x += wide + GAP
        return out
    white = GAP * (len(tile.parts) - 1)
    share = (height - white) / (natural(tile, width) - white)
    for part in tile.parts:
        tall = natural(part, width) * share
        out += boxes(part, Rect(x, y, width, tall))
        y += tall + GAP
    return out


def _widths(tile: Tile, width: float) -> list[tuple[Tile, float]]:
    """The parts of tiles beside one another with their widths, the same for any crop."""
    height = natural(tile, width)
    return [(part, part.slope * height + part.offset) for part in tile.parts]


def arranged(
    shapes: Sequence[Shape], width: float, most: float, keep: float, pixels: float
) -> Tile:
    """The way to put photographs together that suits their shapes and the block best.

    Args:
        shapes: width and height of each photograph in pixels, one to four.
        width: of the block, in points.
        most: the greatest height of the block, in points.
        keep: the share of a side that cropping leaves at least.
        pixels: pixels to a point that each photograph should have.
    """
    tiles = [single(shape) for shape in shapes]
    if len(tiles) == 1:
        return tiles[0]

    def cost(tile: Tile) -> float:
        """How far the block is from the wished height, stamps and coarse pictures counted in."""
        height = natural(tile, width)
        if height <= 0:  # so narrow that the gaps alone fill it
            return math.inf
        found = boxes(tile, Rect(0.0, 0.0, width, height))
        total = abs(math.log(height / (WISH * most)))
        total += max(0.0, math.log(height / most))
        total += OVER * max(0.0, math.log(limits(tile, width, keep)[0] / most))
        for shape, box in zip(shapes, found, strict=True):
            total += STAMP * max(0.0, math.log(LEAST_WIDTH / box.width))
            total += max(0.0, math.log(pixels * box.width / shape[0]))
        return total

    return min(_ways(tiles), key=cost)


def _ways(tiles: list[Tile]) -> list[Tile]:
    """A row, a stack; of three one large with the others beside or under it, of four two by two."""
    ways = [beside(tiles), stacked(tiles)]
    if len(tiles) == 3:
        ways.append(beside([tiles[0], stacked(tiles[1:])]))
        ways.append(stacked([tiles[0], beside(tiles[1:])]))
    if len(tiles) == 4:
        ways.append(stacked([beside(tiles[:2]), beside(tiles[2:])]))
    return ways
