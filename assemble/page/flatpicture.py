"""The flat plan drawn: all pages small, in spreads, those over- and underfull marked.

In: an edition and its flat plan. Out: an edition of one page that shows them: text as bars,
photographs as they are. Who draws it, as a PDF or in pixels, draws the same items.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assemble.model.edition import (
    OUTSIDE,
    BoxItem,
    Edition,
    ImageItem,
    Item,
    Page,
    Rect,
    Source,
    TextItem,
)
from assemble.model.finding import Location
from assemble.model.flatplan import OVER, UNDER, FlatPlan, PlanPage
from assemble.model.font import Fonts
from assemble.model.layout import CMYK, Layout
from assemble.model.line import Line
from assemble.model.text import Span
from assemble.text.setting import Typesetter

SOURCE = Source("flat-plan")
HEAD, LEAD, SECOND, OTHER, EDGE, INK, SHEET = (
    "plan-head",
    "plan-lead",
    "plan-second",
    "plan-other",
    "plan-edge",
    "plan-ink",
    "plan-sheet",
)
MARKS = {OVER: "plan-over", UNDER: "plan-under"}
SECTIONS: Sequence[CMYK] = (
    (0.9, 0.5, 0.1, 0.1),
    (0.1, 0.75, 0.8, 0.05),
    (0.7, 0.1, 0.85, 0.1),
    (0.05, 0.35, 0.95, 0.05),
    (0.55, 0.8, 0.1, 0.05),
    (0.75, 0.15, 0.3, 0.1),
    (0.3, 0.65, 0.75, 0.35),
    (0.1, 0.7, 0.15, 0.05),
)
"""Colours of the sections' tabs, in turn; they are to be told apart, so no layout names them."""
COLOURS = {
    HEAD: (0.0, 0.0, 0.0, 0.9),
    LEAD: (0.0, 0.0, 0.0, 0.65),
    SECOND: (0.0, 0.0, 0.0, 0.33),
    OTHER: (0.0, 0.0, 0.0, 0.25),
    EDGE: (0.0, 0.0, 0.0, 0.35),
    INK: (0.0, 0.0, 0.0, 0.85),
    SHEET: (0.0, 0.0, 0.02, 0.1),
    "plan-paper": (0.0, 0.0, 0.0, 0.0),
    MARKS[OVER]: (0.0, 1.0, 0.9, 0.0),
    MARKS[UNDER]: (0.0, 0.5, 1.0, 0.0),
    **{f"plan-section-{n}": colour for n, colour in enumerate(SECTIONS)},
}
HEADS = frozenset({"headline", "nameplate", "contents-title", "masthead-title", "section"})
"""Roles that are drawn as dark bars."""
TABLE = frozenset({"table", "table-header", "table-continued"})

TALL = 150.0
"""Points of a page's height: the largest at which 24 pages still go on an A3 sheet's width."""
IN_ROW = ((24, 6), (42, 7))
"""Up to how many spreads there are how many in a row; beyond, eight."""
GAP, MARGIN, UNDER_PAGE = 20.0, 30.0, 30.0
"""Points between spreads, around all, and under each row for what is said of its pages."""
TITLE, TEXT, SMALL = 18.0, 10.0, 8.0
"""Sizes of type in points."""
TAB = (3.0, 16.0)
"""Width and height in points of a section's tab."""
BAR = 0.5
"""Height of a text's bar in em: the letters without their ascenders, more would run together."""
THIN = 0.35
"""Least thickness in points of anything drawn."""
FRAME = 2.0
"""Points of a mark's frame."""


def flat_picture(edition: Edition, layout: Layout, plan: FlatPlan) -> Edition:
    """All pages of an edition on one sheet."""
    return _Sheet(edition, layout, plan).edition()


class _Sheet:
    def __init__(self, edition: Edition, layout: Layout, plan: FlatPlan) -> None:
        self._edition = edition
        self._plan = plan
        self._setter = Typesetter(layout, Fonts(faces=edition.faces, digest=""))
        self._style = replace(
            layout.style("folio"), align="left", letter_space=0.0, capitals=False, colour=INK
        )
        self._at = Location(layout.at.file)
        self._scale = TALL / edition.trim[1]
        self._wide = edition.trim[0] * self._scale
        self._spreads = plan.spreads()
        count = len(self._spreads)
        self._in_row = next((n for most, n in IN_ROW if count <= most), 8)
        self._width = 2 * MARGIN + self._in_row * (2 * self._wide + GAP) - GAP

    def edition(self) -> Edition:
        """The sheet as an edition of one page."""
        items: list[Item] = []
        y = MARGIN + TITLE
        plan = self._plan
        empty = f", {plan.blanks} empty" if plan.blanks else ""
        title = f"{plan.title} · {len(plan.pages)} pages{empty} · cost {plan.cost:,.0f}"
        items += self._text(title, MARGIN, y, TITLE)
        y += TEXT
        for line in self._wrapped(plan.advice):
            y += TEXT * 1.4
            items.append(TextItem(MARGIN, y, line, SOURCE))
        y += GAP
        for n, spread in enumerate(self._spreads):
            row, column = divmod(n, self._in_row)
            x = MARGIN + column * (2 * self._wide + GAP)
            for page in spread:
                left = x + (self._wide if page.number % 2 else 0.0)
                items += self._page(page, left, y + row * (TALL + UNDER_PAGE))
        y += math.ceil(len(self._spreads) / self._in_row) * (TALL + UNDER_PAGE) + TEXT
        legend, y = self._legend(y)
        items += legend
        height = y + MARGIN
        ground = BoxItem(Rect(0.0, 0.0, self._width, height), SHEET, SOURCE)
        sheet = Page(number=1, label="", items=(ground, *items))
        return replace(
            self._edition,
            purpose="print",
            trim=(self._width, height),
            bleed=0.0,
            slug=0.0,
            colours={**self._edition.colours, **COLOURS},
            pages=(sheet,),
            bookmarks=(),
        )

    def _text(
        self, text: str, x: float, y: float, size: float, colour: str = INK
    ) -> list[TextItem]:
        style = replace(self._style, size=size, leading=size * 1.4, colour=colour)
        inline = (Span(text=text, at=self._at),)
        lead = self._edition.languages[0]
        lines = self._setter.paragraph(inline, style, lead, self._width - 2 * MARGIN)
        return [TextItem(x, y, line, SOURCE) for line in lines[:1]]

    def _wrapped(self, text: str) -> tuple[Line, ...]:
        style = replace(self._style, size=TEXT, leading=TEXT * 1.4)
        inline = (Span(text=text, at=self._at),)
        lead = self._edition.languages[0]
        if not text:
            return ()
        return self._setter.paragraph(inline, style, lead, self._width - 2 * MARGIN)

    def _page(self, page: PlanPage, x: float, y: float) -> Iterator[Item]:
        """A page with its edge, its tab, and under it its number, fill and mark."""
        yield BoxItem(Rect(x, y, self._wide, TALL), "plan-paper", SOURCE)
        for item in self._edition.pages[page.number - 1].items:
            yield from self._small(item, x, y)
        yield from self._tables(self._edition.pages[page.number - 1], x, y)
        colour = MARKS.get(page.mark)
        around = Rect(x, y, self._wide, TALL)
        yield from frame(around, colour or EDGE, FRAME if colour else THIN)
        if page.section >= 0:
            wide, tall = TAB
            left = x + self._wide - wide if page.number % 2 else x
            tab = Rect(left, y + 8.0, wide, tall)
            yield BoxItem(tab, f"plan-section-{page.section % len(SECTIONS)}", SOURCE)
        foot = y + TALL + TEXT
        fill = "" if page.fill is None else f"{page.fill:.0%}"
        kind = "" if page.kind == "text" else page.kind
        label = " · ".join(part for part in (str(page.number), fill, kind) if part)
        made = self._text(label, x + 1.0, foot, SMALL)
        yield from made
        if page.mark:
            left = x + made[0].line.width + 5.0 if made else x
            yield from self._text(page.mark, left, foot, SMALL, MARKS[page.mark])

    def _small(self, item: Item, x: float, y: float) -> Iterator[Item]:
        """An item of a page as it is drawn small; nothing of what is beyond the trim."""
        source = item.source
        if source.role in OUTSIDE or source.role == "tab":
            return
        if isinstance(item, TextItem):
            size = max((piece.size for piece in item.line.pieces), default=0.0)
            left = item.x + item.line.indent
            bar = Rect(left, item.baseline - BAR * size, item.line.width, BAR * size)
            shown = self._shown(bar, x, y)
            if shown:
                yield BoxItem(shown, self._tone(item), SOURCE)
            return
        shown = self._shown(item.rect, x, y)
        if shown is None:
            return
        if isinstance(item, ImageItem):
            yield ImageItem(shown, item.image, self._crop(item), SOURCE)
        else:
            # A hairline as thick as it must be here would be too loud in its own colour.
            fine = self._scale * min(item.rect.width, item.rect.height) < THIN
            yield BoxItem(shown, OTHER if fine else item.colour, SOURCE)

    def _tone(self, item: TextItem) -> str:
        """A bar's colour: by what the text is, and in which language; on a dark ground its own."""
        own = {piece.colour for piece in item.line.pieces}
        if own == {"paper"}:
            return "paper"
        if item.source.role in HEADS:
            return HEAD
        languages = self._edition.languages
        if item.source.article is None or item.source.language not in languages:
            return OTHER
        return LEAD if item.source.language == languages[0] else SECOND

    def _shown(self, rect: Rect, x: float, y: float) -> Rect | None:
        """A rectangle of a page on the sheet, without what lies beyond the trim."""
        inner = _within(rect, self._edition.trim)
        if inner is None:
            return None
        s = self._scale
        wide, tall = max(inner.width * s, THIN), max(inner.height * s, THIN)
        return Rect(x + inner.x * s, y + inner.y * s, wide, tall)

    def _crop(self, item: ImageItem) -> Rect:
        """What of a picture lies on the page."""
        rect, crop = item.rect, item.crop
        inner = _within(rect, self._edition.trim) or rect
        across, down = crop.width / rect.width, crop.height / rect.height
        return Rect(
            crop.x + (inner.x - rect.x) * across,
            crop.y + (inner.y - rect.y) * down,
            inner.width * across,
            inner.height * down,
        )

    def _tables(self, page: Page, x: float, y: float) -> Iterator[Item]:
        """A frame about each piece of a table, from its head down to its last line."""
        cells = [i for i in page.items if isinstance(i, TextItem) and i.source.role in TABLE]
        heads = [
            item.rect
            for item in page.items
            if isinstance(item, BoxItem) and item.source.role == "table-head"
        ]
        for head in heads:
            right = head.x + head.width
            below = [o.y for o in heads if o.y > head.y and o.x < right and head.x < o.x + o.width]
            limit = min(below, default=math.inf)
            depth = [
                item.baseline
                for item in cells
                if head.x <= item.x < right and head.y <= item.baseline < limit
            ]
            bottom = max(depth, default=head.y + head.height) + 3.0
            shown = self._shown(Rect(head.x, head.y, head.width, bottom - head.y), x, y)
            if shown:
                yield from frame(shown, LEAD, THIN)

    def _legend(self, y: float) -> tuple[list[Item], float]:
        """What the tones, marks and tabs mean; returns the line below too."""
        names = [language.split("-")[0] for language in self._edition.languages]
        entries = [(HEAD, "headline"), (LEAD, f"text, {names[0]}")]
        if len(names) > 1:
            entries.append((SECOND, f"text, {', '.join(names[1:])}"))
        entries += [
            (MARKS[OVER], "over: more than the page holds"),
            (MARKS[UNDER], f"under: less than {self._plan.least_fill:.0%}, not a section’s end"),
        ]
        seen: dict[int, str] = {}
        for page in self._plan.pages:
            if page.section >= 0:
                seen.setdefault(page.section, page.sections[-1])
        for n, name in seen.items():
            entries.append((f"plan-section-{n % len(SECTIONS)}", name))
        items: list[Item] = []
        x = MARGIN
        for colour, text in entries:
            (made,) = self._text(text, 0.0, y, TEXT)
            step = 14.0 + made.line.width + GAP
            if x + step > self._width - MARGIN and x > MARGIN:
                x, y = MARGIN, y + TEXT * 1.6
            items.append(BoxItem(Rect(x, y - 7.0, 9.0, 7.0), colour, SOURCE))
            items.append(made._replace(x=x + 14.0, baseline=y))
            x += step
        return items, y


def _within(rect: Rect, size: tuple[float, float]) -> Rect | None:
    """The part of a rectangle that lies on a page; None where there is none."""
    left, top = max(rect.x, 0.0), max(rect.y, 0.0)
    right = min(rect.x + rect.width, size[0])
    bottom = min(rect.y + rect.height, size[1])
    return Rect(left, top, right - left, bottom - top) if right > left and bottom > top else None


def frame(rect: Rect, colour: str, thick: float) -> Iterator[BoxItem]:
    """Four rules inside a rectangle's edges."""
    x, y, width, height = rect
    for side in (
        Rect(x, y, width, thick),
        Rect(x, y + height - thick, width, thick),
        Rect(x, y, thick, height),
        Rect(x + width - thick, y, thick, height),
    ):
        yield BoxItem(side, colour, SOURCE)
