"""Printer's marks around a form: crop, fold and registration marks, slug line, collation mark.

In: a laid out form. Out: PDF operators that draw with the colour spaces `All` (every plate) and
`Black` of the page's resources. All but the collation mark lie off the product and its bleed.
"""

from typing import NamedTuple

from assemble.impose.lettering import Lettering
from assemble.impose.operators import numbers
from assemble.impose.place import Box, Form, Placed
from assemble.impose.sheets import Sheet
from assemble.model.units import mm

LINE = 0.25
"""Width of marks in points: the finest line that presses hold for certain."""

OFFSET = mm(3)
"""Least distance of marks from the trim: the usual bleed, that no mark may touch."""

LENGTH = mm(5)
"""Length of crop and fold marks where the sheet has room for it, and of a collation mark."""

LEAST = mm(1)
"""Shorter marks can't be found on the sheet; they are left out."""

TARGET = mm(5)
"""Diameter of a registration target."""

CLEAR = mm(2)
"""White between marks that stand side by side."""

SLUG_SIZE = 6.0
"""Size of the slug line in points; smaller where a column is too narrow for it."""

COLLATION_WIDTH = mm(2)
COLLATION_HEAD = mm(10)
"""Width of a collation mark, and how far below the head the first signature's stands."""

_CIRCLE = 0.5523
"""Control points of a quarter circle of cubic curves, as a part of the radius."""


class Around(NamedTuple):
    """The strips around a form: `inner` is where marks may begin, `outer` where paper ends."""

    inner: Box
    outer: Box

    @property
    def rooms(self) -> Box:
        """Widths of the strips at the left, the bottom, the right and the top."""
        return (
            self.inner[0] - self.outer[0],
            self.inner[1] - self.outer[1],
            self.outer[2] - self.inner[2],
            self.outer[3] - self.inner[3],
        )


def around(form: Form, sheet: Sheet, gripper: float) -> Around:
    """The room for marks around a form; the gripper's margin isn't printed on."""
    trim, outer = form.trim, form.outer
    inner = (
        min(outer[0], trim[0] - OFFSET),
        min(outer[1], trim[1] - OFFSET),
        max(outer[2], trim[2] + OFFSET),
        max(outer[3], trim[3] + OFFSET),
    )
    return Around(inner, (0.0, gripper, sheet.width, sheet.height))


def has_room(strips: Around) -> bool:
    """Whether crop marks can be drawn on all four sides."""
    return min(strips.rooms) >= LEAST


def marks(form: Form, strips: Around, slug: Lettering | None) -> str:
    """All marks of a form but the collation mark."""
    parts = ["q /All CS 1 SCN /All cs 1 scn", f"{LINE} w"]
    parts += _lines(form.upright_cuts, form.lying_cuts, strips)
    parts.append("[3 2] 0 d")
    parts += _lines(form.upright_folds, form.lying_folds, strips)
    parts.append("[] 0 d")
    upright = sorted((*form.upright_cuts, *form.upright_folds))
    lying = sorted((*form.lying_cuts, *form.lying_folds))
    written = _slug(slug, upright, strips) if slug else None
    taken = {1: upright, 3: upright, 0: lying, 2: lying}
    for side in range(4):
        text = (written.start, written.end) if written and written.side == side else None
        parts += _target(side, taken[side], text, strips)
    if written:
        parts.append(written.operators)
    return "\n".join((*parts, "Q"))


def collation_mark(first: Placed, size: tuple[float, float], spine: float, index: int) -> str:
    """A signature's bar on the fold beside its first page, `index` steps below the first one's.

    The gathered block's spine then shows a staircase; a step that is missing or doubled is a
    signature that is. `spine` is the spine gutter, which is milled away or glued: without it there
    is no place for a bar.
    """
    width = min(COLLATION_WIDTH, 2 * spine)
    if width < LEAST:
        return ""
    steps = max(1, int((size[1] - 2 * COLLATION_HEAD) / LENGTH))
    top = size[1] - COLLATION_HEAD - index % steps * LENGTH
    matrix = numbers(*first.matrix())
    bar = numbers(-spine - width / 2, top - LENGTH, width, LENGTH)
    return f"q /Black cs 1 scn {matrix} cm {bar} re f Q"


class _Slug(NamedTuple):
    side: int
    start: float
    end: float
    operators: str


def _lines(upright: tuple[float, ...], lying: tuple[float, ...], strips: Around) -> list[str]:
    """Marks in all four strips, from where they may begin outwards."""
    inner = strips.inner
    left, bottom, right, top = (
        min(LENGTH, room) if room >= LEAST else 0.0 for room in strips.rooms
    )
    drawn = []
    for x in upright:
        drawn += _stroke(x, inner[3], 0, top) + _stroke(x, inner[1], 0, -bottom)
    for y in lying:
        drawn += _stroke(inner[0], y, -left, 0) + _stroke(inner[2], y, right, 0)
    return drawn


def _stroke(x: float, y: float, dx: float, dy: float) -> list[str]:
    return [f"{numbers(x, y)} m {numbers(x + dx, y + dy)} l S"] if dx or dy else []


def _slug(slug: Lettering, upright: list[float], strips: Around) -> _Slug | None:
    """The slug line over the first column, or under it; None where neither has the room."""
    start = upright[0] + CLEAR
    room = next((x for x in upright if x > start), start) - CLEAR - start
    if room <= 0 or not slug.width:
        return None
    size = min(SLUG_SIZE, room * slug.em / slug.width)
    side = next((side for side in (3, 1) if strips.rooms[side] >= size + LEAST), None)
    if side is None:
        return None
    baseline = strips.inner[3] + LEAST if side == 3 else strips.inner[1] - size
    scale = size / slug.em
    operators = f"q {numbers(scale, 0, 0, scale, start, baseline)} cm\n{slug.paths}\nf Q"
    return _Slug(side, start, start + slug.width * scale, operators)


def _target(
    side: int, lines: list[float], text: tuple[float, float] | None, strips: Around
) -> list[str]:
    """A registration target in the middle of a strip, or beside the mark that stands there."""
    if strips.rooms[side] < TARGET + LEAST:
        return []
    axis = 1 if side in (0, 2) else 0
    low, high = strips.inner[axis], strips.inner[axis + 2]
    reach = TARGET / 2 + CLEAR
    taken = [(line, line) for line in lines] + ([text] if text else [])
    tries = ((low + high) / 2 + step * reach / 2 for step in (0, 2, -2, 3, -3, 4, -4, 6, -6))
    free = (at for at in tries if all(at + reach <= a or at - reach >= b for a, b in taken))
    at = next(free, None)
    if at is None:
        return []
    off = LEAST / 2 + TARGET / 2
    x, y = (
        (strips.inner[0] - off, at),
        (at, strips.inner[1] - off),
        (strips.inner[2] + off, at),
        (at, strips.inner[3] + off),
    )[side]
    across, along = (x - TARGET / 2, y, TARGET, 0), (x, y - TARGET / 2, 0, TARGET)
    return [_circle(x, y), *_stroke(*across), *_stroke(*along)]


def _circle(x: float, y: float) -> str:
    """A circle of three fifths of the target's diameter; its cross reaches beyond it."""
    r = TARGET * 0.3
    k = r * _CIRCLE
    corners = (
        (r, k, k, r, 0, r),
        (-k, r, -r, k, -r, 0),
        (-r, -k, -k, -r, 0, -r),
        (k, -r, r, -k, r, 0),
    )
    curves = (
        numbers(*(value + (y if i % 2 else x) for i, value in enumerate(corner))) + " c"
        for corner in corners
    )
    return " ".join((numbers(x + r, y), "m", *curves, "S"))
