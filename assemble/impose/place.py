"""Plates onto sheets: where each page's trim stands, and where folds and cuts run.

In: a plate, the size of a page, gutters, a sheet. Out: points of the sheet, origin at its lower
left corner, y up as in PDF.
"""

from typing import NamedTuple

from assemble.impose.job import Gutters
from assemble.impose.scheme import FOLD, Cell, Plate
from assemble.impose.sheets import Sheet
from assemble.model.frozen import Frozen
from assemble.model.units import fits

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points, y up."""

Matrix = tuple[float, float, float, float, float, float]
"""A transformation as PDF writes it (ISO 32000-1, 8.3.3)."""

TOP, LEFT, BOTTOM, RIGHT = range(4)
"""A cell's sides, counter-clockwise, as rotations count."""


class Placed(NamedTuple):
    """A page on the sheet: `box` is its trim there."""

    cell: Cell
    box: Box

    def matrix(self) -> Matrix:
        """From the page, its trim's lower left corner at the origin, to the sheet."""
        left, bottom, right, top = self.box
        return {
            0: (1, 0, 0, 1, left, bottom),
            90: (0, 1, -1, 0, right, bottom),
            180: (-1, 0, 0, -1, right, top),
            270: (0, -1, 1, 0, left, top),
        }[self.cell.rotation]


class Form(Frozen):
    """A plate laid out on its sheet.

    `folds` and `cuts` are lines, those that stand upright by their x, the others by their y;
    cuts are the trims of all pages. `trim` is the box around the trims of all pages and `outer`
    that box with the gutters around it.
    """

    placed: tuple[Placed, ...]
    upright_folds: tuple[float, ...]
    lying_folds: tuple[float, ...]
    upright_cuts: tuple[float, ...]
    lying_cuts: tuple[float, ...]
    trim: Box
    outer: Box


class _Line(NamedTuple):
    """Columns or rows one after the other: where each begins, where folds are, how long it is."""

    starts: tuple[float, ...]
    folds: tuple[float, ...]
    first: float
    last: float


def form_size(plate: Plate, page: tuple[float, float], gutters: Gutters) -> tuple[float, float]:
    """Width and height of a plate with its outer gutters, for pages of that trim."""
    width, height = _cell_size(plate, page)
    columns, rows = _columns(plate, width, gutters), _rows(plate, height, gutters)
    return columns.last, rows.last


def fits_on(size: tuple[float, float], sheet: Sheet, gripper: float) -> bool:
    """Whether a form of that size fits onto a sheet above its gripper margin."""
    return fits(size[0], sheet.width) and fits(size[1], sheet.height - gripper)


def laid_out(
    plate: Plate, page: tuple[float, float], gutters: Gutters, sheet: Sheet, gripper: float
) -> Form:
    """The plate in the middle of what the gripper leaves of the sheet."""
    width, height = _cell_size(plate, page)
    columns, rows = _columns(plate, width, gutters), _rows(plate, height, gutters)
    left = (sheet.width - columns.last) / 2
    # Rows count from the top, points of the sheet from its foot.
    top = (sheet.height + gripper + rows.last) / 2
    placed = tuple(
        Placed(cell, (left + x, top - y - height, left + x + width, top - y))
        for y, row in zip(rows.starts, plate.rows, strict=True)
        for x, cell in zip(columns.starts, row, strict=True)
    )
    boxes = [each.box for each in placed]
    return Form(
        placed=placed,
        upright_folds=tuple(left + x for x in columns.folds),
        lying_folds=tuple(top - y for y in rows.folds),
        upright_cuts=_cuts(placed, LEFT, RIGHT),
        lying_cuts=_cuts(placed, BOTTOM, TOP),
        trim=(
            min(box[0] for box in boxes),
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            max(box[3] for box in boxes),
        ),
        outer=(left, top - rows.last, left + columns.last, top),
    )


def edge_at(cell: Cell, side: int) -> str:
    """Which edge of the page lies at a side of its cell: a field of `Gutters`.

    Odd pages have their spine at the left, even ones at the right.
    """
    near, far = ("spine", "fore_edge") if cell.page % 2 else ("fore_edge", "spine")
    return ("head", near, "foot", far)[(side - cell.rotation // 90) % 4]


def _cell_size(plate: Plate, page: tuple[float, float]) -> tuple[float, float]:
    lying = plate.rows[0][0].rotation % 180 == 90
    return (page[1], page[0]) if lying else page


def _columns(plate: Plate, width: float, gutters: Gutters) -> _Line:
    columns = tuple(zip(*plate.rows, strict=True))
    return _line(columns, plate.across, width, (LEFT, RIGHT), gutters)


def _rows(plate: Plate, height: float, gutters: Gutters) -> _Line:
    return _line(plate.rows, plate.down, height, (TOP, BOTTOM), gutters)


def _line(
    groups: tuple[tuple[Cell, ...], ...],
    joints: tuple[str, ...],
    length: float,
    sides: tuple[int, int],
    gutters: Gutters,
) -> _Line:
    """Groups of cells of one length, with the gutters that their edges want between them."""
    starts: list[float] = []
    folds: list[float] = []
    at = 0.0
    for group, joint in zip(groups, ("", *joints), strict=True):
        if joint == FOLD:
            folds.append(at)
        starts.append(at + _gutter(group, sides[0], gutters))
        at = starts[-1] + length + _gutter(group, sides[1], gutters)
    return _Line(tuple(starts), tuple(folds), starts[0], at)


def _gutter(group: tuple[Cell, ...], side: int, gutters: Gutters) -> float:
    return float(max(getattr(gutters, edge_at(cell, side)) for cell in group))


def _cuts(placed: tuple[Placed, ...], low: int, high: int) -> tuple[float, ...]:
    """Where the trims run at two opposite sides, without spines: these are folded, not cut."""
    index = {LEFT: 0, BOTTOM: 1, RIGHT: 2, TOP: 3}
    lines = {
        round(each.box[index[side]], 4)
        for each in placed
        for side in (low, high)
        if edge_at(each.cell, side) != "spine"
    }
    return tuple(sorted(lines))
