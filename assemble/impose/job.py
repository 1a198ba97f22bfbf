"""What is asked of an imposition, and what comes of it."""

from collections.abc import Mapping

from assemble.impose.sheets import Sheet
from assemble.model.frozen import Frozen
from assemble.model.units import MM

SADDLE_STITCH = "saddle-stitch"
PERFECT = "perfect"
SHEETWISE = "sheetwise"
WORK_AND_TURN = "work-and-turn"

MIXED = "mixed"

STYLES = (SHEETWISE, WORK_AND_TURN, MIXED)
"""Front and back from two plates; both sides of a sheet from one plate, two copies of each; or
full sections sheetwise and smaller ones work-and-turn, as they then fill the sheet too."""

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
    of `creep.CREEPS`. `own_cover`: the first two and the last two pages are on a paper of their
    own, `cover_thickness` thick, 0 for as thick as the others. Stitched, they make a sheet of their
    own; perfect bound, they are left out, for they wrap the block as one sheet with its spine.
    `gutters` None: the source's bleed at the edges that are cut, the binding's
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
    own_cover: bool = False
    cover_thickness: float = 0.0
    gutters: Gutters | None = None
    gripper: float = 0.0
    marks: bool = True
    font: bytes = b""
    name: str = ""
    keep_last: int | None = None
    blanks: bool = True


class Imposed(Frozen):
    """The imposed PDF and what there is to tell of it.

    `pages` are those of the source that were imposed. `sheets` says of each sheet whether it is
    SHEETWISE or WORK_AND_TURN; `plates` is the number of the PDF's pages; `signatures` are the page
    counts of the sheets' folded sections, outermost or first one first; `blanks` the pages of the
    product that are empty, from 1; `creep` the largest shift in points; `notes` what somebody
    should know before printing.
    """

    pdf: bytes
    pages: int
    binding: str
    sheet: Sheet
    sheets: tuple[str, ...]
    plates: int
    signatures: tuple[int, ...]
    blanks: tuple[int, ...]
    creep: float
    notes: tuple[str, ...]

    @property
    def paper(self) -> float:
        """How many sheets of paper a copy takes."""
        return sum(0.5 if style == WORK_AND_TURN else 1.0 for style in self.sheets)

    def lines(self) -> tuple[str, ...]:
        """The summary for people, a line of text each."""
        total = self.pages + len(self.blanks)
        blank = f", blank: {', '.join(map(str, self.blanks))}" if self.blanks else ""
        sections = " + ".join(f"{size} pp" for size in self.signatures)
        told = [
            f"{total} pages{blank}; {self.binding}, {sections}",
            f"{_count(len(self.sheets), 'sheet')} {self.sheet}, {_count(self.plates, 'plate')}, "
            f"{self.paper:g} of paper a copy",
        ]
        for style, how in _TURNED.items():
            sheets = [number for number, each in enumerate(self.sheets, 1) if each == style]
            if sheets:
                told.append(f"{_runs(sheets)} {style}: {how}")
        if self.creep:
            told.append(f"creep: up to {self.creep / MM:.2f} mm")
        return (*told, *self.notes)


_TURNED: Mapping[str, str] = {
    SHEETWISE: "print front and back, turn left over right (flip on the short edge)",
    WORK_AND_TURN: (
        "print the plate on both sides, turn left over right (flip on the short edge), cut in the "
        "middle: two copies"
    ),
}
"""How a sheet is turned. The long edge at the foot stays the gripper edge."""


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'s' * (number != 1)}"


def _runs(numbers: list[int]) -> str:
    """Sheets in a row are told as one: `sheets 1, 3-7`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    told = ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)
    return f"sheet{'s' * (len(numbers) > 1)} {told}"
