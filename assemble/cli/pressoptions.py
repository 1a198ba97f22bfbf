"""What the commands for the press take."""

import argparse
import re
from pathlib import Path

from assemble.cli.options import finding_arguments, place_arguments
from assemble.model.press import STANDARDS
from assemble.read.values import UNITS

BINDINGS = ("saddle-stitch", "perfect")
PAGES_PER_SHEET = (4, 8, 16, 32)
STYLES = ("sheetwise", "work-and-turn", "mixed")
CREEPS = ("inward", "outward", "none")
"""Words of `assemble.impose`, which isn't loaded for every command's help; a test compares them."""

LENGTH = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6})?)\s*(mm|cm|in|pt)")


def length(text: str) -> float:
    """A length of the command line, such as 0.1mm, in points.

    Raises:
        argparse.ArgumentTypeError: it has no unit, or isn't one.
    """
    match = LENGTH.fullmatch(text.strip())
    if not match:
        raise argparse.ArgumentTypeError(f"{text} is not a length such as 0.1mm")
    return float(match.group(1)) * UNITS[match.group(2)]


def preflight_arguments(command: argparse.ArgumentParser) -> None:
    """A PDF, its issue if there is one, and what is made of what is found."""
    add = command.add_argument
    text = "The PDF to check, by whatever program."
    add("file", type=Path, nargs="?", metavar="FILE", help=text)
    add("--rules", action="store_true", help="Print all rules with their limits, and end.")
    add("--issue", type=Path, metavar="ISSUE", help="Its issue: faults name the lines to mend.")
    text = "With --issue: what --pages of its build wrote."
    add("--pages", type=Path, metavar="FILE", help=text)
    text = "The standard to check against, instead of the one that the file claims."
    add("--standard", choices=STANDARDS, metavar="x-4|x-1a", help=text)
    text = "Also write a copy of the PDF with every fault drawn on its place."
    add("--annotate", type=Path, metavar="FILE", help=text)
    text = "Also write the report as HTML, with pictures of the pages."
    add("--html", type=Path, metavar="FILE", help=text)
    add("--json", action="store_true", help="Print the report as JSON.")
    add("-q", "--quiet", action="store_true", help="Print only what it comes to.")
    command.set_defaults(layout=None, layouts=None, fonts=None)


def impose_arguments(command: argparse.ArgumentParser) -> None:
    """A PDF of single pages, the sheet, and how it is folded."""
    add = command.add_argument
    add("file", type=Path, metavar="FILE", help="The PDF of single pages in reading order.")
    text = "How the sheets are bound: saddle-stitch or perfect."
    add("--for", dest="binding", choices=BINDINGS, required=True, metavar="BINDING", help=text)
    text = "The sheet: a name such as SRA3 or 65x86, or a size such as 450x320mm."
    add("--sheet", required=True, metavar="SHEET", help=text)
    text = "Pages that both sides of a sheet hold: 4, 8, 16, for perfect also 32 (default: 4)."
    add("--pages-per-sheet", type=int, choices=PAGES_PER_SHEET, default=4, metavar="N", help=text)
    text = "sheetwise, work-and-turn, or mixed (default: sheetwise)."
    add("--style", choices=STYLES, default=STYLES[0], metavar="STYLE", help=text)
    add("--paper-thickness", type=length, metavar="LENGTH", help="Of a leaf; for creep.")
    text = "How creep is made up for: inward, outward, none (default: inward)."
    add("--creep", choices=CREEPS, default=CREEPS[0], metavar="CREEP", help=text)
    text = "The first two and last two pages are a cover on paper of its own."
    add("--own-cover", action="store_true", help=text)
    add("--cover-thickness", type=length, metavar="LENGTH", help="Of the cover's paper.")
    text = "Paper between trims that are cut apart, for each page (default: the bleed)."
    add("--gutter", type=length, metavar="LENGTH", help=text)
    text = "With --gutter: paper at the spine that is milled away (default: none)."
    add("--spine-gutter", type=length, metavar="LENGTH", help=text)
    text = "A strip at the sheet's long edge that stays empty (default: none)."
    add("--gripper", type=length, default=0.0, metavar="LENGTH", help=text)
    add("--no-marks", action="store_true", help="Leave out crop, fold and other marks.")
    add("--no-blanks", action="store_true", help="Refuse where blank pages would be needed.")
    add("--out", type=Path, metavar="FILE", help="The PDF to write (default: FILE-imposed.pdf).")
    add("-q", "--quiet", action="store_true", help="Print errors only.")


def cover_arguments(command: argparse.ArgumentParser) -> None:
    """An issue, the papers, and what stands on the spine."""
    _issue_for_print(command)
    add = command.add_argument
    text = "Of a leaf of the inside, instead of the manifest's."
    add("--paper-thickness", type=length, metavar="LENGTH", help=text)
    text = "Of the cover's paper, likewise."
    add("--cover-thickness", type=length, metavar="LENGTH", help=text)
    add("--no-lettering", action="store_true", help="Leave the spine without type.")
    add("--no-hinges", action="store_true", help="Leave out the marks where it is scored.")
    add("--out", type=Path, metavar="FILE", help="The PDF to write.")
    finding_arguments(command)


def deliver_arguments(command: argparse.ArgumentParser) -> None:
    """An issue, and the zip."""
    _issue_for_print(command)
    command.add_argument("--out", type=Path, metavar="FILE", help="The zip to write.")
    finding_arguments(command)


def _issue_for_print(command: argparse.ArgumentParser) -> None:
    place_arguments(command)
    text = "The standard of the PDF, instead of the layout's."
    command.add_argument("--standard", choices=STANDARDS, metavar="x-4|x-1a", help=text)
