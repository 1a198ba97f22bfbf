"""The flaws of a proof drawn on its pages, with a legend under each page.

In: a finished edition, what was measured on it, the layout. Out: the same edition with marks as
further items. What shows white lies behind the page's own items, everything else on them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from assemble.model.edition import BoxItem, Edition, Item, Page, Rect, Source, TextItem
from assemble.model.finding import Location
from assemble.model.font import Fonts
from assemble.model.layout import CMYK, Layout
from assemble.model.quality import FLAWS, Flaw, PageQuality, Quality
from assemble.model.text import Span
from assemble.model.units import mm
from assemble.text.setting import Typesetter

SOURCE = Source("quality-mark")
RED, ORANGE, BLUE, GREEN, VIOLET = (
    "mark-break",
    "mark-white",
    "mark-loose",
    "mark-tight",
    "mark-spread",
)
COLOURS: Mapping[str, CMYK] = {
    RED: (0.0, 1.0, 0.6, 0.0),
    ORANGE: (0.0, 0.45, 1.0, 0.0),
    f"{ORANGE}-ground": (0.0, 0.06, 0.2, 0.0),
    BLUE: (0.9, 0.4, 0.0, 0.0),
    f"{BLUE}-2": (0.55, 0.22, 0.0, 0.0),
    f"{BLUE}-1": (0.28, 0.1, 0.0, 0.0),
    GREEN: (0.75, 0.0, 0.9, 0.0),
    VIOLET: (0.6, 0.75, 0.0, 0.0),
}
"""The marks' colours; they stand for kinds of flaws, so no layout names them."""
KINDS: Mapping[str, tuple[str, str]] = {
    "off-grid": ("under", RED),
    "widow": ("frame", RED),
    "orphan": ("frame", RED),
    "stranded-head": ("frame", RED),
    "stranded-byline": ("frame", RED),
    "uneven-columns": ("white", ORANGE),
    "first-line": ("white", ORANGE),
    "white-foot": ("white", ORANGE),
    "hole": ("white", ORANGE),
    "collision": ("frame", RED),
    "loose": ("degree", BLUE),
    "tight": ("under", GREEN),
    "ladder": ("bar", BLUE),
    "cut-word": ("frame", RED),
    "river": ("through", BLUE),
    "short-last-line": ("frame", BLUE),
    "languages-apart": ("frame", VIOLET),
    "picture-away": ("frame", VIOLET),
    "thin-page": ("white", ORANGE),
    "blank-page": ("white", ORANGE),
}
"""How each kind of flaw is drawn, and in which colour."""
DEGREES = ((1.5, "-1"), (2.0, "-2"))
"""Word space, as a multiple of the face's own, up to which a loose line gets a paler mark."""

THICK = 1.2
"""Points of an underline or a bar."""
THIN = 0.5
"""Points of a frame's rule."""
AROUND = 2.0
"""Points between a frame and what it holds, and between a line and its mark."""
INSET = mm(12)
"""Where the legend begins, clear of the crop marks, as the proof's line does."""
UNDER = 7.0
"""Points from the bleed to the legend's first baseline."""
LEADING = 8.0
"""Points from line to line of the legend: three stand in a proof's margin."""
SWATCH = 5.0
"""Side in points of a legend's colour sample, and the white after it."""
GAP = 12.0
"""Points between two entries of the legend."""


def with_marks(edition: Edition, quality: Quality, layout: Layout) -> Edition:
    """A proof with its flaws drawn on it; those that are excused are left out."""
    setter = Typesetter(layout, Fonts(faces=edition.faces, digest=""))
    marker = _Marker(edition, layout, setter)
    flaws = [flaw for flaw in quality.flaws if not flaw.excuse]
    pages = tuple(
        marker.page(page, measured, [flaw for flaw in flaws if flaw.page == page.number])
        for page, measured in zip(edition.pages, quality.pages, strict=True)
    )
    return replace(edition, pages=pages, colours={**edition.colours, **COLOURS})


class _Marker:
    def __init__(self, edition: Edition, layout: Layout, setter: Typesetter) -> None:
        self._edition = edition
        self._setter = setter
        self._style = replace(layout.style("proof"), colour="text")
        self._at = Location(layout.at.file)

    def page(self, page: Page, measured: PageQuality, flaws: Sequence[Flaw]) -> Page:
        behind = [item for flaw in flaws for item in grounds(flaw)]
        before = [item for flaw in flaws for item in drawn(flaw)]
        legend = list(self._legend(measured, flaws))
        return replace(page, items=(*behind, *page.items, *before, *legend))

    def _legend(self, measured: PageQuality, flaws: Sequence[Flaw]) -> Iterator[Item]:
        """The fill and each kind of flaw with its colour and number, in lines under the page."""
        width, height = self._edition.trim
        counts = {kind: sum(flaw.kind == kind for flaw in flaws) for kind in FLAWS}
        entries = [("", self._words("fill", "đầy") + f" {measured.fill:.0%}")]
        for kind, count in counts.items():
            if count:
                title = self._words(FLAWS[kind].title, FLAWS[kind].vietnamese)
                entries.append((KINDS[kind][1], f"{title} · {count}"))
        x, y = INSET, height + self._edition.bleed + UNDER
        lead = self._edition.languages[0]
        for colour, text in entries:
            inline = (Span(text=text, at=self._at),)
            (line,) = self._setter.paragraph(inline, self._style, lead, width)
            step = 2 * SWATCH if colour else 0.0
            if x + step + line.width > width - INSET and x > INSET:
                x, y = INSET, y + LEADING
            if colour:
                yield BoxItem(Rect(x, y - SWATCH, SWATCH, SWATCH), colour, SOURCE)
            yield TextItem(x + step, y, line, SOURCE)
            x += step + line.width + GAP

    def _words(self, english: str, vietnamese: str) -> str:
        """What a legend says, in Vietnamese too where the edition has it."""
        has = any(language.split("-")[0] == "vi" for language in self._edition.languages)
        return f"{vietnamese} / {english}" if has else english


def grounds(flaw: Flaw) -> Iterator[Item]:
    """What is drawn behind the page's items: tints where there is white."""
    how, colour = KINDS[flaw.kind]
    if how == "white":
        yield BoxItem(flaw.rect, f"{colour}-ground", SOURCE)


def drawn(flaw: Flaw) -> Iterator[Item]:
    """What is drawn over the page's items."""
    how, colour = KINDS[flaw.kind]
    x, y, width, height = flaw.rect
    if how == "frame":
        around = Rect(x - AROUND, y - AROUND, width + 2 * AROUND, height + 2 * AROUND)
        yield from _frame(around, colour)
    elif how == "white":
        yield from _frame(flaw.rect, colour)
    elif how == "bar":
        yield BoxItem(Rect(x + width + AROUND, y, THICK, height), colour, SOURCE)
    elif how == "through":
        yield BoxItem(Rect(x + width / 2, y, THIN, height), colour, SOURCE)
    else:
        tint = next((c for most, c in DEGREES if flaw.value <= most), "") if how == "degree" else ""
        yield BoxItem(Rect(x, y + height + AROUND, width, THICK), colour + tint, SOURCE)


def _frame(rect: Rect, colour: str) -> Iterator[BoxItem]:
    """Four thin rules about a rectangle."""
    x, y, width, height = rect
    for side in (
        Rect(x, y, width, THIN),
        Rect(x, y + height - THIN, width, THIN),
        Rect(x, y, THIN, height),
        Rect(x + width - THIN, y, THIN, height),
    ):
        yield BoxItem(side, colour, SOURCE)
