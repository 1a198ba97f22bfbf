"""What only a picture of the page shows: bleed, orientation, marks. Seen by pypdfium2 at 36 dpi."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from making import HEAD, NEWS, picture, small_issue, write_issue
from PIL import Image

from assemble.build import build
from assemble.request import Request

MM = 72 / 25.4
SCALE = 0.5
COVER = "cover:\n  photo: {file: photos/x.jpg, caption: {vi: Một, en: One}, credit: Y}\n"
PHOTO = """\
        photos:
          - {file: photos/x.jpg, caption: {vi: Một, en: One}, credit: Y, size: column}
"""
Pages = Callable[..., list[Image.Image]]
UNMARKED = "print: {marks: false}\n"


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    """Builds a small issue with a picture and gives its pages as pictures."""

    def make(manifest: str, photo: bytes, purpose: str = "proof") -> list[Image.Image]:
        folder = small_issue(tmp_path / "issue", manifest=manifest)
        write_issue(folder, {"photos/x.jpg": photo})
        out = tmp_path / "a.pdf"
        outcome = build(Request(issue=folder, purpose=purpose, out=out))
        assert not outcome.failed, [str(finding) for finding in outcome.findings]
        document = pypdfium2.PdfDocument(out)
        return [page.render(scale=SCALE).to_pil().convert("RGB") for page in document]

    return make


def colour(page: Image.Image, x: float, y: float) -> str:
    """The colour at a place in points from the sheet's top left: red, green, blue, white, dark."""
    r, g, b = page.getpixel((int(x * SCALE), int(y * SCALE)))
    if min(r, g, b) > 235:
        return "white"
    brightest = max(r, g, b)
    if brightest < 110 or brightest - min(r, g, b) < 40:
        return "dark"
    return {r: "red", g: "green", b: "blue"}[brightest]


def test_cover_reaches_the_bleed(pages: Pages) -> None:
    """The cover picture fills the sheet of a print file beyond the trim at left, right and top."""
    cover = pages(HEAD + COVER + NEWS + UNMARKED, picture((2600, 3640)), "print")[0]
    width, height = cover.width / SCALE, cover.height / SCALE

    assert (width, height) == pytest.approx((216 * MM, 303 * MM), abs=3)
    assert colour(cover, 2, height * 0.4) == "red"
    assert colour(cover, width - 4, height * 0.4) == "green"
    assert colour(cover, 2, height * 0.7) == "blue"
    assert colour(cover, 2, 2) == "dark"  # the nameplate's band


# Quarters of the upright picture, read as rows: stored red green / blue white.
UPRIGHT = {
    1: ["red", "green", "blue", "white"],
    3: ["white", "blue", "green", "red"],
    6: ["blue", "red", "white", "green"],
    8: ["green", "white", "red", "blue"],
}


@pytest.mark.parametrize("orientation", UPRIGHT)
def test_photographs_stand_upright(pages: Pages, orientation: int) -> None:
    """EXIF orientation is followed: each quarter of the picture is where it should be."""
    page = pages(HEAD + NEWS + PHOTO, picture((1200, 1200), orientation=orientation), "screen")[2]
    # Column: 18 mm from the left, 84 mm wide; the picture is square.
    left, right = 18 * MM + 21 * MM, 18 * MM + 63 * MM
    top = next(y for y in range(100, 400) if colour(page, left, y) != "white" or
               colour(page, right, y) != "white") + 20  # fmt: skip
    below = top + 42 * MM

    found = [colour(page, x, y) for y in (top, below) for x in (left, right)]
    assert found == UPRIGHT[orientation]


def test_marks_can_be_switched_off(pages: Pages) -> None:
    """A print file without marks has nothing on a blank page."""
    blank = pages(HEAD + NEWS + UNMARKED, picture((600, 400)), "print")[-1]

    assert blank.getextrema() == ((255, 255), (255, 255), (255, 255))


@pytest.mark.parametrize("purpose", ["proof", "print"])
def test_marks_lie_outside_the_trim(pages: Pages, purpose: str) -> None:
    """The sheet of a proof and of a print file has ink in its margin, a blank page has none."""
    blank_proof = pages(HEAD + NEWS, picture((600, 400)), purpose)[-1]
    slug = 12 * MM * SCALE
    inner = blank_proof.crop(
        (int(slug) + 1, int(slug) + 1, int(blank_proof.width - slug) - 1,
         int(blank_proof.height - slug) - 1)
    )  # fmt: skip
    assert inner.getextrema() == ((255, 255), (255, 255), (255, 255))
    strip = blank_proof.crop((0, 0, blank_proof.width, int(slug) - 1))
    assert strip.getextrema()[0][0] < 200


def test_no_ink_in_the_margins(pages: Pages) -> None:
    """On a page of news the outer strip of paper is empty but for the section's tab."""
    page = pages(HEAD + NEWS, picture((600, 400)), "screen")[2]
    foot = page.crop((0, int(288 * MM * SCALE), page.width, page.height))
    inside = page.crop((0, 0, int(17 * MM * SCALE), page.height))

    assert foot.getextrema() == ((255, 255), (255, 255), (255, 255))
    assert inside.getextrema() == ((255, 255), (255, 255), (255, 255))
