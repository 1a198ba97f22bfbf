"""The cover that wraps a perfect-bound block: the pages of an edition on two sheets.

In: a finished edition for print, the spine's width. Out: an edition of two pages: the outside
(back cover, spine, front cover) and the inside (inside front cover, spine, inside back cover).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

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
from assemble.model.layout import Box
from assemble.page.context import LEAF, Context, span
from assemble.page.printermarks import fold_marks, printer_marks

SPINE_COLOUR, SPINE_TYPE = "deep", "paper"
"""The spine's ground goes on with the cover's band, and its type knocks out of it."""

LARGEST, SHARE = 12.0, 0.5
"""The spine's type: its greatest size in points, and its share of the spine's width: a fold may
stray by a millimetre to either side, and accents stand out over capitals."""

CAPITALS = 0.66
"""Height of the capitals in em (Source Sans 3)."""

INSET = 36.0
"""Points from the spine's ends to its type."""

QUARTER = 0.25
"""Where the marks of the middle stand: over the back cover, away from the folds."""

COVERS = 4
"""The cover's pages: front, its inside, the inside of the back, back."""


@dataclass(frozen=True, slots=True)
class Spine:
    """A spine: its width and where the sheet is scored to open, in points; how its type runs.

    `turn` is in degrees clockwise (90: from the head down); `lettered` says whether it has type;
    `hinges` are distances from the spine, none for a cover that isn't scored.
    """

    width: float
    turn: int
    lettered: bool
    hinges: tuple[float, ...] = ()


def wrapped(context: Context, edition: Edition, spine: Spine) -> Edition:
    """The wrap-around cover of an edition of at least COVERS pages."""
    pages = edition.pages
    if len(pages) % LEAF:
        pages = (*pages, Page(number=len(pages) + 1, label="", items=(), blank=True))
    front, inside_front, inside_back, back = (pages[n] for n in (0, 1, -2, -1))
    width, height = edition.trim
    whole = 2 * width + spine.width
    right = width + spine.width
    bleed = edition.bleed
    ground = Rect(width, -bleed, spine.width, height + 2 * bleed)
    outside = [
        *_moved(back.items, 0.0),
        *_moved(front.items, right),
        BoxItem(ground, SPINE_COLOUR, Source("spine")),
    ]
    if spine.lettered:
        outside += _lettering(context, edition, spine)
    # Nothing of the inside is printed on the spine, where the glue goes.
    inside = [
        *_moved(inside_front.items, 0.0),
        *_moved(inside_back.items, right),
        BoxItem(ground, SPINE_TYPE, Source("spine")),
    ]
    page = replace(context.page, trim=Box(whole, height))
    sheet = replace(context, layout=replace(context.layout, page=page), known={})
    folds = [
        width,
        right,
        *(width - at for at in spine.hinges),
        *(right + at for at in spine.hinges),
    ]
    marks = fold_marks(folds, height, context.layout.press.marks, bleed)
    sheets = [
        Page(
            number=number,
            label="",
            items=(*items, *marks, *printer_marks(sheet, "print", name, edition.build_id, QUARTER)),
        )
        for number, (items, name) in enumerate(((outside, "1/2"), (inside, "2/2")), start=1)
    ]
    return replace(edition, trim=(whole, height), pages=tuple(sheets), bookmarks=(), choices=())


def _moved(items: Sequence[Item], right: float) -> list[Item]:
    """What stands on a page, so far to the right; its marks are left out."""
    return [_shifted(item, right) for item in items if item.source.role not in OUTSIDE]


def _shifted(item: Item, right: float) -> Item:
    if isinstance(item, TextItem):
        return item._replace(x=item.x + right)
    rect = item.rect._replace(x=item.rect.x + right)
    if isinstance(item, ImageItem):
        return item._replace(rect=rect)
    return item._replace(rect=rect)


def _lettering(context: Context, edition: Edition, spine: Spine) -> list[Item]:
    """Title and number along the spine, as large as it takes; on one line."""
    issue = context.issue
    lead = issue.languages[0]
    width, height = edition.trim
    size = min(LARGEST, SHARE * spine.width / CAPITALS)
    style = context.layout.style("cover_number")
    style = replace(style, size=size, leading=1.5 * size, colour=SPINE_TYPE, align="left")
    number = context.words(lead).number.format(number=issue.number)
    text = f"{issue.title.text(lead)} · {number} · {issue.date.year}"
    room = height - 2 * INSET
    line = context.setter.paragraph(span(text, issue.at), style, lead, room)[0]
    middle = width + spine.width / 2
    # The baseline lies half a capital off the middle, to the side where the letters' feet are.
    foot = CAPITALS * size / 2
    if spine.turn > 0:
        return [TextItem(middle - foot, INSET, line, Source("spine", lead), spine.turn)]
    return [TextItem(middle + foot, height - INSET, line, Source("spine", lead), spine.turn)]
