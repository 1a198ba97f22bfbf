"""Findings on what a press can't do: small type in black of several inks, and unknown profiles."""

from assemble.model.edition import Edition, TextItem
from assemble.model.finding import Findings
from assemble.model.layout import CMYK, Layout
from assemble.model.press import Press

BLACK = 0.85
"""Share of black ink from which a colour with other inks counts as a rich black (GWG 2022,
R0015)."""
OTHERS = 0.01
"""Sum of the other inks under which a black counts as black alone."""
LEAST = 14.0
"""Size in points from which type bears several plates: its strokes are then wide enough to hide
a misregister of 0.1 mm."""
OLD_ICC = 2
"""The ICC version that PDF 1.4 knows (PDF Reference 1.4, 4.5.4)."""


def check_rich_black(edition: Edition, layout: Layout, findings: Findings) -> None:
    """Report each style whose type under 14 pt is in a rich black: an error for print.

    Colours of quality marks and the registration colour stand outside the page and don't count.
    """
    rich = {name for name, colour in layout.colours.items() if is_rich(colour)}
    if not rich:
        return
    told: set[tuple[str, str]] = set()
    report = findings.error if edition.purpose == "print" else findings.warning
    for page in edition.pages:
        for item in page.items:
            if not isinstance(item, TextItem):
                continue
            role = item.source.role
            for piece in item.line.pieces:
                if piece.size >= LEAST or piece.colour not in rich or (role, piece.colour) in told:
                    continue
                told.add((role, piece.colour))
                report(
                    "rich-black",
                    f"the {role} on page {page.number} is {piece.size:g} pt type in"
                    f" {piece.colour}, a black of several inks; that needs {LEAST:g} pt",
                    layout.at,
                    "give the type a colour of black alone: [0, 0, 0, 100]",
                )


def check_condition(press: Press, findings: Findings) -> None:
    """Report a profile that the standard doesn't know."""
    condition = press.condition
    if press.standard == "x-1a" and condition.profile[8] > OLD_ICC:
        findings.error(
            "wrong-profile",
            f"the profile of {condition.identifier} is of ICC version {condition.profile[8]};"
            " PDF/X-1a knows version 2",
            condition.at,
            "ask for a profile of version 2, or build x-4",
        )


def is_rich(colour: CMYK) -> bool:
    """Whether a colour is black with other inks."""
    *others, black = colour
    return black >= BLACK and sum(others) > OTHERS
