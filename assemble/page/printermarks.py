"""Printer's marks: what stands outside the trim of proofs and of files for print.

Crop marks, registration marks, the colour bar and the slug line. No mark lies in the bleed; those
of a file for print are in the registration colour, which prints on every plate.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from assemble.model.edition import BoxItem, Item, Rect, Source
from assemble.model.layout import CMYK, Box
from assemble.model.press import Marks
from assemble.model.units import mm
from assemble.page.context import Context, set_items, span

PROOF_MARGIN = mm(9)
"""Points of a proof's paper beyond the bleed, for crop marks and the proof's line."""
PRESS_MARGIN = mm(9)
"""Points of a press sheet beyond where its marks begin: colour bar and registration marks."""
MARK = mm(5)
"""Length of a crop mark in points (printers' custom: 5 mm)."""
MARK_GAP = mm(0.5)
"""Distance of a proof's crop marks from the bleed, in which they must not lie."""
MARK_WIDTH = 0.25
"""Width of a mark's lines in points: the finest line that every press holds."""
LINE_GAP = mm(2)
"""Distance of the proof's line from the bleed."""
TARGET = mm(5)
"""Diameter of a registration mark's cross in points; its ring is half as wide."""
DASH = mm(0.5)
"""Length of a dash, and of the gap after it, of a fold mark in points."""
PATCH = mm(4)
"""Side of a patch of the colour bar in points."""
CORNER = mm(12)
"""Points of each side next to a corner that hold crop marks only."""

REGISTRATION = "registration"
"""The colour of marks that print on every plate."""
REGISTRATION_INK = "All"
"""The name that means all plates (ISO 32000-1, 8.6.6.4)."""

PATCHES: Mapping[str, CMYK] = {
    "bar cyan": (1, 0, 0, 0),
    "bar magenta": (0, 1, 0, 0),
    "bar yellow": (0, 0, 1, 0),
    "bar black": (0, 0, 0, 1),
    "bar cyan 50": (0.5, 0, 0, 0),
    "bar magenta 50": (0, 0.5, 0, 0),
    "bar yellow 50": (0, 0, 0.5, 0),
    "bar black 50": (0, 0, 0, 0.5),
    "bar red": (0, 1, 1, 0),
    "bar green": (1, 0, 1, 0),
    "bar blue": (1, 1, 0, 0),
    "bar grey": (0.5, 0.4, 0.4, 0),
}
"""The colour bar: the solids, their half tones, two solids over one another, and the grey that
three inks make (ISO 12647-2: 50/40/40 is near neutral)."""

MARK_COLOURS: Mapping[str, CMYK] = {REGISTRATION: (1, 1, 1, 1), **PATCHES}
"""What marks are drawn with; no layout names these."""


def slug(context: Context, purpose: str) -> float:
    """Points of paper around the trim: room for the marks, else the bleed; on screen none."""
    bleed = context.page.bleed
    if purpose == "screen":
        return 0.0
    if purpose == "proof":
        return bleed + PROOF_MARGIN
    marks = context.layout.press.marks
    return _start(marks, bleed) + PRESS_MARGIN if _any(marks) else bleed


def printer_marks(
    context: Context, purpose: str, page: str, build_id: str, middle: float = 0.5
) -> list[Item]:
    """The marks of a page: a proof's, those that the layout wants for print, none on screen.

    `page` is its number, or what it is; `middle` the share of the width at which the marks of the
    middle stand at head and foot.
    """
    if purpose == "proof":
        return _proof_marks(context, page, build_id)
    marks = context.layout.press.marks
    if purpose != "print" or not _any(marks):
        return []
    trim = context.page.trim
    start = _start(marks, context.page.bleed)
    items: list[Item] = []
    if marks.crop:
        items += _crop_marks(trim.width, trim.height, start, REGISTRATION)
    if marks.registration:
        items += _targets(trim, trim.width * middle, start)
    if marks.colour_bar:
        items += _colour_bar(trim, trim.width * middle, start)
    if marks.slug:
        items += _slug_line(context, (page, build_id), trim.width * middle, start)
    return items


def _any(marks: Marks) -> bool:
    return marks.crop or marks.registration or marks.colour_bar or marks.slug


def _start(marks: Marks, bleed: float) -> float:
    """How far off the trim marks begin: never in the bleed."""
    return max(marks.offset, bleed)


def _proof_marks(context: Context, page: str, build_id: str) -> list[Item]:
    """Crop marks, and a line that names the proof in all languages, date and build id.

    So two printouts can be told apart.
    """
    trim = context.page.trim
    bleed = context.page.bleed
    items: list[Item] = list(_crop_marks(trim.width, trim.height, bleed + MARK_GAP, "text"))
    style = context.layout.style("proof")
    issue = context.issue
    words = " / ".join(dict.fromkeys(context.words(lang).proof for lang in issue.languages))
    text = f"{words} · {issue.date.isoformat()} · {build_id} · {issue.number} · {page}"
    lines = context.setter.paragraph(
        span(text, issue.at), style, issue.languages[0], trim.width - 2 * CORNER
    )
    return [*items, *set_items(lines, CORNER, -bleed - LINE_GAP, style.leading, Source("proof"))]


def _slug_line(context: Context, named: tuple[str, str], middle: float, start: float) -> list[Item]:
    """Publication, number, page, date and build id, at the head left of the registration mark.

    It says the same on every plate; the issue's date stands there, not the clock's.
    """
    (page, build_id), issue = named, context.issue
    style = replace(context.layout.style("proof"), colour=REGISTRATION)
    lead = issue.languages[0]
    title = issue.title.text(lead)
    text = f"{title} · {issue.number} · {page} · {issue.date.isoformat()} · {build_id}"
    room = middle - TARGET / 2 - CORNER - MARK_GAP
    lines = context.setter.paragraph(span(text, issue.at), style, lead, max(room, CORNER))
    # Where the page is narrow, what comes first is what tells the plates apart.
    first = -start - LINE_GAP - style.leading * (min(len(lines), 2) - 1)
    return set_items(lines[:2], CORNER, first, style.leading, Source("slug"))


def _crop_marks(width: float, height: float, offset: float, colour: str) -> Iterator[BoxItem]:
    """Hairlines at the four corners, two each, on the lines that the knife follows."""
    source, half = Source("crop-mark"), MARK_WIDTH / 2
    for x in (0.0, width):
        for y in (-offset - MARK, height + offset):
            yield BoxItem(Rect(x - half, y, MARK_WIDTH, MARK), colour, source)
    for y in (0.0, height):
        for x in (-offset - MARK, width + offset):
            yield BoxItem(Rect(x, y - half, MARK, MARK_WIDTH), colour, source)


def fold_marks(places: Sequence[float], height: float, marks: Marks, bleed: float) -> list[Item]:
    """Dashed lines over and under the sheet where it is folded or scored; `places` are their x."""
    if not marks.crop:
        return []
    start, source = _start(marks, bleed), Source("fold-mark")
    dashes = [n * 2 * DASH for n in range(int(MARK / (2 * DASH)))]
    return [
        BoxItem(Rect(x - MARK_WIDTH / 2, y, MARK_WIDTH, DASH), REGISTRATION, source)
        for x in places
        for dash in dashes
        for y in (-start - MARK + dash, height + start + dash)
    ]


def _targets(trim: Box, middle: float, start: float) -> Iterator[BoxItem]:
    """A cross with a ring in the middle of each side."""
    width, height = trim
    away = start + TARGET / 2 + mm(1)
    source = Source("registration-mark")
    for x, y in (
        (middle, -away),
        (middle, height + away),
        (-away, height / 2),
        (width + away, height / 2),
    ):
        reach, thin = TARGET / 2, MARK_WIDTH
        yield BoxItem(Rect(x - reach, y - thin / 2, TARGET, thin), REGISTRATION, source)
        yield BoxItem(Rect(x - thin / 2, y - reach, thin, TARGET), REGISTRATION, source)
        ring = Rect(x - reach / 2, y - reach / 2, reach, reach)
        yield BoxItem(ring, REGISTRATION, source, ring=thin)


def _colour_bar(trim: Box, middle: float, start: float) -> Iterator[BoxItem]:
    """Patches at the foot, left of the registration mark and as many more as go at its right."""
    y = trim.height + start + mm(2)
    fits = max(0, int((middle - TARGET - CORNER) // PATCH))
    for index, name in enumerate(PATCHES):
        if index >= 2 * fits:
            return
        x = CORNER + index * PATCH
        if index >= fits:
            x = middle + TARGET + (index - fits) * PATCH
        yield BoxItem(Rect(x, y, PATCH, PATCH), name, Source("colour-bar"))
