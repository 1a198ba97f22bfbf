"""Paper that is folded: printed sheets in, the pages of the section out, as a reader sees them.

Knows nothing of how a scheme is made. A sheet is panels in space, each with what is printed on its
two sides; a fold turns all panels on one side of a line by half a turn about that line, in three
dimensions. In the end all panels lie on one another, and are read from the top down.
"""

from typing import NamedTuple

import numpy as np

Vector = tuple[float, float]


class Print(NamedTuple):
    """A page printed on one side of a sheet: its middle, and the direction of its head."""

    page: int
    middle: Vector
    head: Vector


class Read(NamedTuple):
    """A page of the folded section as it is read: `head` is up for an upright one."""

    page: int
    head: Vector


class Panel:
    """A piece of paper between folds, in space: z is up."""

    def __init__(self, front: Print, back: Print) -> None:
        self.middle = np.array([*front.middle, 0.0])
        self.normal = np.array([0.0, 0.0, 1.0])  # where the front looks
        self.front, self.back = front.page, back.page
        self.front_head = np.array([*front.head, 0.0])
        self.back_head = np.array([*back.head, 0.0])

    def turned(self, axis: int, at: float, lift: float) -> None:
        """Turn by half a turn about the line where coordinate `axis` is `at`, at height `lift`."""
        self.middle[axis] = 2 * at - self.middle[axis]
        self.middle[2] = 2 * lift - self.middle[2]
        for vector in (self.normal, self.front_head, self.back_head):
            vector[axis] *= -1
            vector[2] *= -1

    def faces(self) -> tuple[Read, Read]:
        """What is seen from above, and what after turning the leaf as a page is turned."""
        up, down = (self.front, self.front_head), (self.back, self.back_head)
        if self.normal[2] < 0:
            up, down = down, up
        mirrored = (-float(down[1][0]), float(down[1][1]))
        return Read(up[0], (float(up[1][0]), float(up[1][1]))), Read(down[0], mirrored)


SLACK = 6.0
"""Points that the middles of printed pages may be off: they are read from the ink of letters."""


def panels(front: list[Print], back: list[Print], width: float, slack: float = 0.01) -> list[Panel]:
    """A sheet's panels: what of the back lies behind each page of the front.

    The back is as it is seen after turning the sheet left over right, so it is mirrored here.
    """
    behind = [
        Print(b.page, (width - b.middle[0], b.middle[1]), (-b.head[0], b.head[1])) for b in back
    ]
    made = []
    for a in front:
        (b,) = [b for b in behind if np.allclose(a.middle, b.middle, rtol=0, atol=slack)]
        made.append(Panel(a, b))
    assert len(made) == len(back)
    return made


def folded(sheet: list[Panel], first: int, pitch: Vector) -> tuple[list[Panel], np.ndarray]:
    """The panels after all folds, from the top down, and where the last fold then is.

    The sheet lies with page `first` face down and that panel never moves: the other half comes up
    and over. As on a folding machine each fold halves the longer side; `pitch` is a panel's width
    and height. The last fold's direction is from the panels' middle, in space.
    """
    (still,) = [panel for panel in sheet if first in (panel.front, panel.back)]
    last = np.zeros(3)
    while True:
        spread = np.ptp([panel.middle[:2] for panel in sheet], axis=0)
        counts = np.rint(spread / pitch) + 1
        if counts.max() == 1:
            break
        axis = int(np.argmax(np.where(counts > 1, counts * pitch, 0)))
        middles = sorted(panel.middle[axis] for panel in sheet)
        at = (middles[0] + middles[-1]) / 2
        beyond = still.middle[axis] < at
        lift = max(panel.middle[2] for panel in sheet) + 0.5
        for panel in sheet:
            if (panel.middle[axis] > at) == beyond:
                panel.turned(axis, at, lift)
        last = np.zeros(3)
        last[axis] = 1.0 if beyond else -1.0
    return sorted(sheet, key=lambda panel: -panel.middle[2]), last


def section(sheet: list[Panel], first: int, pitch: Vector) -> list[Read]:
    """The pages of a folded section in the order in which they are read.

    The packet is turned over, so that page `first` is on top, and on the table, until that page
    stands upright; the last fold has to be at its left then.
    """
    stack, fold = folded(sheet, first, pitch)
    faces = [(down, up) for up, down in (panel.faces() for panel in reversed(stack))]
    assert faces[0][0].page == first, "the first page isn't outside"
    x, y = faces[0][0].head
    turn = np.array([[y, -x], [x, y]])
    # Sides that look down turn the other way round.
    below = np.array([[y, x], [-x, y]])
    assert np.allclose(turn @ (-fold[0], fold[1]), (-1, 0)), "the spine isn't at the left"
    return [
        Read(face.page, _rounded(matrix @ face.head))
        for leaf in faces
        for face, matrix in zip(leaf, (turn, below), strict=True)
    ]


def nested(sections: list[list[Read]]) -> list[Read]:
    """Sections put into one another, the first one outside."""
    ahead, behind = [], []
    for each in sections:
        half = len(each) // 2
        ahead += each[:half]
        behind = each[half:] + behind
    return ahead + behind


def _rounded(vector: np.ndarray) -> Vector:
    return (round(float(vector[0]), 6) + 0.0, round(float(vector[1]), 6) + 0.0)
