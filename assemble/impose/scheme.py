"""Where each page stands on which side of which sheet: whole numbers only, no lengths.

A section is laid out by unfolding it: it lies folded before us with its pages in order and
upright, and each fold is opened again, the last one first. What then lies there is the sheet, so
that it is right by construction. Rotations are degrees, counter-clockwise.
"""

from typing import NamedTuple

from assemble.impose.job import PERFECT

FOLD = "fold"
CUT = "cut"

_LEFT, _RIGHT, _TOP, _BOTTOM = "left", "right", "top", "bottom"

_OPENED: dict[int, tuple[str, ...]] = {
    4: (_LEFT,),
    8: (_LEFT, _TOP),
    16: (_LEFT, _TOP, _RIGHT),
    32: (_LEFT, _TOP, _RIGHT, _BOTTOM),
}
"""At which edge the folded section is opened, step by step: spine, head, fore-edge, foot. Read
backwards these are the right-angle folds of a folding machine; 16 pages give the form that
printers know as 5 12 9 8 over 4 13 16 1."""

SECTION = 4
"""The least section: a sheet folded once."""


class Cell(NamedTuple):
    """A page's place on a plate: its number in the product, from 1, and how far it is turned."""

    page: int
    rotation: int


class Plate(NamedTuple):
    """One side of a sheet as it is looked at: rows from the top, cells from the left.

    `across` says what stands between a column and the next, `down` between a row and the next:
    FOLD or CUT.
    """

    rows: tuple[tuple[Cell, ...], ...]
    across: tuple[str, ...]
    down: tuple[str, ...]

    @property
    def pages(self) -> tuple[int, ...]:
        """The numbers of its pages, row by row."""
        return tuple(cell.page for row in self.rows for cell in row)


class _Leaf(NamedTuple):
    """A leaf in a cell.

    `up` is the face that is seen, `down` the one that is seen after the leaf is turned as a page
    is, over a vertical axis.
    """

    up: Cell
    down: Cell


_Layer = tuple[tuple[_Leaf, ...], ...]


def signature(pages: int) -> tuple[Plate, Plate]:
    """Front and back of the sheet that folds to a section of 4, 8, 16 or 32 pages.

    The front is the outer form, the one with page 1. The back is seen after the sheet is turned
    left over right. Page numbers are those within the section.
    """
    leaves = range(1, pages, 2)
    stack: list[_Layer] = [((_Leaf(Cell(page, 0), Cell(page + 1, 0)),),) for page in leaves]
    for edge in _OPENED[pages]:
        stack = _opened(stack, edge)
    (flat,) = stack
    front, back = _seen(flat), _seen(_over(flat, _LEFT))
    return (front, back) if 1 in front.pages else (back, front)


def _opened(stack: list[_Layer], edge: str) -> list[_Layer]:
    """The upper half of the stack turned over at an edge and laid down beside the lower half."""
    half = len(stack) // 2
    turned = [_over(layer, edge) for layer in reversed(stack[:half])]
    return [_beside(a, b, edge) for a, b in zip(turned, stack[half:], strict=True)]


def _beside(turned: _Layer, still: _Layer, edge: str) -> _Layer:
    if edge == _LEFT:
        return tuple(a + b for a, b in zip(turned, still, strict=True))
    if edge == _RIGHT:
        return tuple(a + b for a, b in zip(still, turned, strict=True))
    return turned + still if edge == _TOP else still + turned


def _over(layer: _Layer, edge: str) -> _Layer:
    """A layer turned over: at a side as a page is, else head over foot."""
    if edge in (_LEFT, _RIGHT):
        return tuple(tuple(_Leaf(leaf.down, leaf.up) for leaf in row[::-1]) for row in layer)
    return tuple(
        tuple(_Leaf(_turned(leaf.down, 180), _turned(leaf.up, 180)) for leaf in row)
        for row in layer[::-1]
    )


def _seen(layer: _Layer) -> Plate:
    rows = tuple(tuple(leaf.up for leaf in row) for row in layer)
    return Plate(rows, (FOLD,) * (len(rows[0]) - 1), (FOLD,) * (len(rows) - 1))


def _turned(cell: Cell, degrees: int) -> Cell:
    return Cell(cell.page, (cell.rotation + degrees) % 360)


def turned(plate: Plate, quarters: int) -> Plate:
    """A plate turned by quarters, counter-clockwise."""
    for _ in range(quarters % 4):
        columns = list(zip(*plate.rows, strict=True))[::-1]
        rows = tuple(tuple(_turned(cell, 90) for cell in column) for column in columns)
        plate = Plate(rows, plate.down, plate.across[::-1])
    return plate


def sheetwise(front: Plate, back: Plate) -> list[tuple[Plate, ...]]:
    """The ways to lay both sides on lying sheets that are turned left over right.

    Upright, or turned by a quarter: the back then the other way round, so that it meets its front.
    """
    return [(front, back), (turned(front, 1), turned(back, 3))]


def work_and_turn(front: Plate, back: Plate) -> list[tuple[Plate, ...]]:
    """The ways to lay front and back on one plate, so that turning it left over right swaps them.

    Side by side; or the back below the front, upside down, and the whole turned by a quarter.
    """
    beside = Plate(
        tuple(a + b for a, b in zip(front.rows, back.rows, strict=True)),
        (*front.across, CUT, *back.across),
        front.down,
    )
    below = turned(back, 2)
    over = Plate(front.rows + below.rows, front.across, (*front.down, CUT, *below.down))
    return [(beside,), (turned(over, 1),)]


def numbered(plate: Plate, pages: tuple[int, ...]) -> Plate:
    """A section's plate with the product's page numbers; `pages` are these in reading order."""
    rows = tuple(
        tuple(Cell(pages[cell.page - 1], cell.rotation) for cell in row) for row in plate.rows
    )
    return Plate(rows, plate.across, plate.down)


def sections(
    count: int, binding: str, largest: int, *, own_cover: bool = False
) -> tuple[tuple[int, ...], ...]:
    """The pages of each section of a product, in the section's reading order.

    `count` is a multiple of 4, `largest` the pages of a full section. What a full section doesn't
    divide becomes smaller ones. Perfect binding: one after the other, the smaller ones at the end.
    Saddle-stitch: one inside the other, the smaller ones outside, so that the cover is a sheet of
    its own wherever there is a remainder of 4, or with `own_cover` always.
    """
    if binding == PERFECT:
        sizes = _sizes(count, largest)
    else:
        cover = [SECTION] if own_cover else []
        sizes = [*cover, *reversed(_sizes(count - sum(cover), largest))]
    made = []
    low, high = 1, count
    for size in sizes:
        if binding == PERFECT:
            made.append(tuple(range(low, low + size)))
            low += size
        else:
            half = size // 2
            ahead = range(low, low + half)
            made.append((*ahead, *range(high - half + 1, high + 1)))
            low, high = low + half, high - half
    return tuple(made)


def _sizes(count: int, largest: int) -> list[int]:
    sizes = []
    while count:
        while largest > count:
            largest //= 2
        sizes.append(largest)
        count -= largest
    return sizes


def padded(count: int, keep_last: int) -> tuple[int, ...]:
    """The source's page for each page of the product, 0 for a blank.

    Blanks fill up to a multiple of 4; the last `keep_last` pages of the source stay the last.
    """
    kept = min(keep_last, count)
    blanks = -count % SECTION
    head = range(1, count - kept + 1)
    return (*head, *[0] * blanks, *range(count - kept + 1, count + 1))
