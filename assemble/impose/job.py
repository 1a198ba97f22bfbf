"""What is asked of an imposition, and what comes of it."""

from collections.abc import Mapping

from assemble.impose.sheets import Sheet
from assemble.model.frozen import Frozen
from assemble.model.units import MM

SADDLE_STITCH = "saddle-stitch"
PERFECT = "perfect"
SHEETWISE = "sheetwise"
WORK_AND_TURN = "work-and-turn"

STYLES = (SHEETWISE, WORK_AND_TURN)
"""Front and back from two plates; or both sides of a sheet from one plate, two copies of each."""

PAGES_A_SHEET: Mapping[str, tuple[int, ...]] = {
    SADDLE_STITCH: (4, 8, 16),
    PERFECT: (4, 8, 16, 32),
}
"""Bindings, and how many pages the two sides of a sheet may hold: one to four folds."""


class ImposeError(Exception):
    """An imposition that can't be made: `message` what is wrong, `hint` what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Gutters(Frozen):
    """Paper beyond the trim at each edge of a page, in points.

    Two pages that meet at an edge have the sum of both between their trims. A bleed reaches as far
    as its gutter does.
    """

    head: float
    foot: float
    fore_edge: float
    spine: float


class Imposition(Frozen):
    """What is asked for. Lengths in points.

    `binding` is a key of `PAGES_A_SHEET` and `pages_per_sheet` one of its numbers, both sides
    counted; `style` is one of `STYLES`. `thickness` is that of a leaf, 0 for unknown; `creep` one
    of `creep.CREEPS`. `gutters` None: the source's bleed at the edges that are cut, the binding's
    own at the spine. `gripper` is the strip at the sheet's foot, its long side, that stays empty.
    `font` is a font file for the slug line, b'' for none; `name` what that line calls the source.
    `keep_last` is how many pages at the end stay the last ones if blanks are needed, None for the
    binding's custom; without `blanks` an imposition that needs some is refused.
    """

    binding: str
    sheet: Sheet
    pages_per_sheet: int = 4
    style: str = SHEETWISE
    thickness: float = 0.0
    creep: str = "inward"
    gutters: Gutters | None = None
    gripper: float = 0.0
    marks: bool = True
    font: bytes = b""
    name: str = ""
    keep_last: int | None = None
    blanks: bool = True


class Imposed(Frozen):
    """The imposed PDF and what there is to tell of it.

    `sheets` is the number of different sheets, `plates` that of the PDF's pages; `signatures` the
    page counts of the folded sections, outermost or first one first; `blanks` the pages of the
    product that are empty, from 1; `creep` the largest shift in points; `notes` what somebody
    should know before printing.
    """

    pdf: bytes
    pages: int
    binding: str
    style: str
    sheet: Sheet
    sheets: int
    plates: int
    signatures: tuple[int, ...]
    blanks: tuple[int, ...]
    creep: float
    notes: tuple[str, ...]

    def lines(self) -> tuple[str, ...]:
        """The summary for people, a line of text each."""
        total = self.pages + len(self.blanks)
        blanks = f", blank: {_listed(self.blanks)}" if self.blanks else ""
        told = [
            f"{total} pages, {self.binding}{blanks}",
            f"{_count(len(self.signatures), 'section')}: "
            + " + ".join(f"{size} pp" for size in self.signatures),
            f"{_count(self.sheets, 'sheet')} {self.sheet}, {_count(self.plates, 'plate')}",
            self._turning(),
        ]
        if self.creep:
            told.append(f"creep: up to {self.creep / MM:.2f} mm")
        return (*told, *self.notes)

    def _turning(self) -> str:
        if self.style == SHEETWISE:
            return (
                "sheetwise: one copy a sheet; turn left over right (flip on the short edge), the "
                "long edge at the foot stays the gripper edge"
            )
        return (
            "work-and-turn: print both sides from the same plate, turn left over right (flip on "
            "the short edge), cut in the middle: two copies a sheet, half a sheet of paper each"
        )


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'s' * (number != 1)}"


def _listed(numbers: tuple[int, ...]) -> str:
    return ", ".join(map(str, numbers))
