"""Pages that are cleared without a survey: none that is too heavy."""

from pathlib import Path

import pikepdf
import pytest
from making import ROOT
from press_pdf import press_pdf, saved

from assemble.model.preflight import Limits
from assemble.preflight.ink.ink import ROUNDING, ink_faults
from assemble.preflight.ink.light import is_light
from assemble.preflight.ink.platecolour import Separator, Spaces
from assemble.preflight.ink.platenotes import Notes
from assemble.preflight.page.walk import walk_pages

FOGRA39 = (ROOT / "assemble" / "icc" / "FOGRA39L_coated.icc").read_bytes()
OVER = b"/Over gs "
BOX = b" 100 100 200 200 re f "
CONTENTS = {
    "tint": (b"0.2 0.2 0.2 0 k" + BOX, True),
    "limit": (b"1 1 1 0 k" + BOX, True),
    "heavy": (b"1 1 1 0.4 k" + BOX, False),
    "all": (b"/All cs 1 scn" + BOX, False),
    "black over a tint": (b"0.2 0.2 0.2 0 k" + BOX + OVER + b"0 0 0 1 k" + BOX, True),
    "black over much": (b"1 1 0.5 0 k" + BOX + OVER + b"0 0 0 1 k" + BOX, False),
    "black beside much": (
        b"1 1 0.5 0 k" + BOX + OVER + b"0 0 0 1 k 320 100 50 50 re f",
        True,
    ),
    "magenta over cyan": (b"1 0 0 0 k" + BOX + OVER + b"0 1 0 0 k" + BOX, False),
    "heavy off the bleed": (b"1 1 1 1 k -90 -90 20 20 re f", True),
}


@pytest.mark.parametrize("name", CONTENTS)
def test_what_is_light(tmp_path: Path, name: str) -> None:
    """What stands alone is its own ink; black that overprints comes on top where it stands."""
    content, light = CONTENTS[name]
    pdf = press_pdf(content)
    resources = pdf.pages[0].Resources
    resources.ExtGState = pikepdf.Dictionary(Over=pikepdf.Dictionary(op=True, OP=True, OPM=1))
    tint = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    separation = [pikepdf.Name.Separation, pikepdf.Name.All, pikepdf.Name.DeviceCMYK, tint]
    resources.ColorSpace = pikepdf.Dictionary(All=pikepdf.Array(separation))
    path = tmp_path / "a.pdf"
    path.write_bytes(saved(pdf))
    with pikepdf.open(path) as file:
        facts = list(walk_pages(file))
        spaces = Spaces(Separator(FOGRA39), Notes())
        found = is_light(facts[0], file.pages[0], spaces, Limits().ink + ROUNDING)

    assert found is light
    # With what the walk found and without, the same faults.
    assert ink_faults(path, FOGRA39, Limits(), None, facts) == ink_faults(path, FOGRA39, Limits())
