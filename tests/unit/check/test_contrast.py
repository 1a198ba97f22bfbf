"""Contrast of text with what it stands on."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from making import AT, SAMPLE

from assemble.check.contrast import check_contrast, contrast
from assemble.model.edition import BoxItem, Edition, ImageItem, Item, Page, Rect, Source, TextItem
from assemble.model.finding import Finding, Findings
from assemble.model.line import Line, Piece, ShapedWord
from assemble.request import Outcome

WORD = ShapedWord(face="f", glyphs=(1,), advances=(500,), offsets=(), texts=("x",), width=500)
COLOURS = {
    "text": (0.0, 0.0, 0.0, 1.0),
    "paper": (0.0, 0.0, 0.0, 0.0),
    "tint": (0.03, 0.03, 0.08, 0.0),
    "grey": (0.0, 0.0, 0.0, 0.5),
}
BAND = Rect(0.0, 80.0, 100.0, 20.0)


def text(colour: str, baseline: float, size: float = 8.0) -> TextItem:
    """A caption."""
    line = Line(pieces=(Piece(WORD, size, colour, 0.0, ""),), indent=0.0, width=40.0)
    return TextItem(10.0, baseline, line, Source("caption", "vi", None, AT))


def box(colour: str, rect: Rect = BAND) -> BoxItem:
    """A ground."""
    return BoxItem(rect, colour, Source("caption-band"))


def found(*items: Item) -> list[Finding]:
    """The findings on one page."""
    page = Page(number=1, label="", items=items)
    edition = Edition(
        title="", subject="", author="", number="", languages=("vi",), purpose="proof",
        date=datetime.date(2024, 1, 31), build_id="", trim=(595, 842), bleed=0, slug=0,
        colours=COLOURS, faces={}, images={}, pages=(page, page), bookmarks=(),
    )  # fmt: skip
    findings = Findings()
    check_contrast(edition, AT, findings)
    return findings.items


def test_contrast_of_known_colours() -> None:
    """Black on white is 21 to 1, a colour on itself 1, and the order doesn't count."""
    black, white, grey = COLOURS["text"], COLOURS["paper"], COLOURS["grey"]

    assert contrast(black, white) == contrast(white, black) == pytest.approx(21)
    assert contrast(grey, grey) == 1
    assert contrast(grey, white) == pytest.approx(3.98, abs=0.03)  # sRGB 127.5


@pytest.mark.parametrize(
    ("items", "faint"),
    [
        ((box("tint"), text("text", 90)), False),
        ((box("tint"), text("paper", 90)), True),
        ((box("grey"), text("text", 90)), False),
        ((box("grey"), text("paper", 90)), True),
        ((box("grey"), text("paper", 90, size=24)), False),
        ((box("grey"), text("text", 70)), False),
        ((text("paper", 70),), True),
        ((box("text"), box("tint"), text("text", 90)), False),
        ((box("text", Rect(0.0, 88.0, 100.0, 1.0)), text("text", 90)), False),
        ((box("paper"), ImageItem(BAND, "k", BAND, Source("photo")), text("paper", 90)), False),
    ],
)
def test_text_on_its_ground(items: tuple[Item, ...], faint: bool) -> None:
    """The topmost box behind a text counts, else the paper; rules and photographs don't."""
    assert [finding.code for finding in found(*items)] == ["low-contrast"] * faint


def test_what_is_said() -> None:
    """Role, page, colours and contrast, once for all pages."""
    (finding,) = found(box("grey"), text("paper", 90))

    assert finding.message == (
        "the caption on page 1 is paper on grey: a contrast of 4.0 to 1, where 4.5 are needed"
    )
    assert finding.at == AT


@pytest.mark.parametrize("purpose", ["proof", "print"])
def test_captions_on_bands(
    built: Callable[[Path, str], tuple[Path, Outcome]], purpose: str
) -> None:
    """In the sample issue captions of full pages stand on a solid band, at 4.5 to 1 at least."""
    edition = built(SAMPLE, purpose)[1].edition
    assert edition is not None
    pages = [
        page for page in edition.pages
        if any(item.source.role == "caption-band" for item in page.items)
    ]  # fmt: skip

    assert len(pages) == 2
    for page in pages:
        (band,) = [
            i for i in page.items if isinstance(i, BoxItem) and i.source.role == "caption-band"
        ]
        captions = [i for i in page.items if isinstance(i, TextItem) and i.source.role == "caption"]
        assert captions
        for item in captions:
            assert band.rect.y < item.baseline < band.rect.y + band.rect.height
            for piece in item.line.pieces:
                pair = edition.colours[piece.colour], edition.colours[band.colour]
                assert contrast(*pair) >= 4.5
