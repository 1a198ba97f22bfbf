"""Renders the pictures of the documents from the sample issue; needs pdftoppm (poppler).

    python docs/images/make.py

Builds issues/2021-04 for the screen, which has no paper around the trim, and writes cover.png
and spreads in all layouts beside this file; marks.png is of a proof, plan.png the flat plan,
press-marks.png a corner of the file for print, sheet.png its first sheet imposed.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

HERE = Path(__file__).resolve().parent
ISSUE = HERE.parents[1] / "issues" / "2021-04"

SPREADS = {
    "bulletin": {"spread.png": 8, "feature.png": 16},
    "bulletin-three": {"three.png": 14},
    "journal": {"journal.png": 12},
}
"""Pictures of spreads by layout, each with the number of its left page, an even one."""

MARKED = 17
"""Page number of the marked proof."""

CORNER = (1100, 400)
"""What press-marks.png shows of a page at PRESS_DPI: width and height of its lower left corner."""
PRESS_DPI = 220
MARKS_PAGE = 3

SHEET = "SRA3"
"""The sheet of sheet.png."""

PLAN = 1600
"""Pixels of the flat plan's width."""

DPI = 80
GAP = 2
"""Pixels of grey between the two pages and around them."""

COLOURS = 256
"""Colours of a picture's palette: enough for a screen, and half of the bytes."""


def build(pdf: Path, *options: str) -> None:
    """Build the sample issue."""
    command = [sys.executable, "-m", "assemble", "build", str(ISSUE), "--quiet", "--out", str(pdf)]
    subprocess.run([*command, *options], check=True, cwd=HERE.parents[1])


def flat_plan(png: Path) -> Image.Image:
    """The flat plan of the sample issue."""
    command = [sys.executable, "-m", "assemble", "plan", str(ISSUE), "--picture", str(png)]
    subprocess.run(command, check=True, cwd=HERE.parents[1], stdout=subprocess.DEVNULL)
    drawn = Image.open(png).convert("RGB")
    return drawn.resize((PLAN, drawn.height * PLAN // drawn.width), Image.Resampling.LANCZOS)


def page(pdf: Path, number: int, dpi: int = DPI) -> Image.Image:
    """A page of a PDF as a picture."""
    command = ["pdftoppm", "-r", str(dpi), "-f", str(number), "-l", str(number), "-png", str(pdf)]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([*command, f"{folder}/page"], check=True)
        return Image.open(next(Path(folder).iterdir())).convert("RGB").copy()


def corner(drawn: Image.Image) -> Image.Image:
    """The lower left corner of a page."""
    width, height = CORNER
    return drawn.crop((0, drawn.height - height, width, drawn.height))


def side_by_side(pages: list[Image.Image]) -> Image.Image:
    """Pages next to each other on grey."""
    width = sum(each.width + GAP for each in pages) + GAP
    sheet = Image.new("RGB", (width, pages[0].height + 2 * GAP), (190, 190, 190))
    x = GAP
    for each in pages:
        sheet.paste(each, (x, GAP))
        x += each.width + GAP
    return sheet


def save(picture: Image.Image, name: str) -> None:
    """Write a picture with a palette."""
    small = picture.quantize(COLOURS, dither=Image.Dither.FLOYDSTEINBERG)
    small.save(HERE / name, optimize=True)


def main() -> None:
    """Build the sample and render all pictures."""
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "sample.pdf"
        for layout, spreads in SPREADS.items():
            build(pdf, "--for", "screen", "--layout", layout)
            if layout == "bulletin":
                save(page(pdf, 1), "cover.png")
            for name, left in spreads.items():
                save(side_by_side([page(pdf, left), page(pdf, left + 1)]), name)
        build(pdf, "--marks", "quality")
        save(page(pdf, MARKED), "marks.png")
        save(flat_plan(Path(folder) / "plan.png"), "plan.png")
        build(pdf, "--for", "print")
        save(corner(page(pdf, MARKS_PAGE, PRESS_DPI)), "press-marks.png")
        sheets = Path(folder) / "sheets.pdf"
        options = ["--for", "saddle-stitch", "--sheet", SHEET, "--out", str(sheets), "-q"]
        command = [sys.executable, "-m", "assemble", "impose", str(pdf), *options]
        subprocess.run(command, check=True, cwd=HERE.parents[1])
        save(side_by_side([page(sheets, 1, 40), page(sheets, 2, 40)]), "sheet.png")


if __name__ == "__main__":
    main()
