"""What stands on a page around its text: running head, folio, section tab, proof marks."""

from collections.abc import Sequence
from dataclasses import replace

from assemble.model.edition import BoxItem, Item, Rect, Source
from assemble.model.text import Localized
from assemble.model.units import mm
from assemble.page.context import Context, phrase_span, rule, set_items, span
from assemble.page.heads import Stack
from assemble.page.row import Row, blank

MARGIN = mm(9)
"""Points of a proof's paper beyond the bleed, for crop marks and the proof's line."""
MARK = mm(5)
"""Length of a crop mark in points."""
MARK_GAP = mm(0.5)
"""Distance of crop marks from the bleed, in which they must not lie."""
LINE_GAP = mm(2)
"""Distance of the proof's line from the bleed."""


DOT = 5.0
"""Points on either side of the dot between the languages of a running head."""


def section_rows(context: Context, title: Localized) -> tuple[Row, ...]:
    """A section's signal at its first page's head: its name in all languages over a rule."""
    stack = Stack(context, 0)
    for language, phrase in title.each(context.issue.languages):
        style = context.style("section", language)
        lines = context.setter.paragraph(phrase_span(phrase), style, language, context.page.measure)
        stack.add(lines, style, Source("section", language, None, phrase.at))
    row = stack.row()
    y = row.height * context.grid + 2.0
    line = rule(0.0, y, context.page.measure, context.layout.furniture.rule, "deep")
    return (row._replace(items=(*row.items, line)), blank(1, breaks=False))


def slug(context: Context, purpose: str) -> float:
    """Points of paper around the trim: a proof's margin, for print the bleed, on screen none."""
    if purpose == "screen":
        return 0.0
    return context.page.bleed + (MARGIN if purpose == "proof" else 0.0)


def page_furniture(
    context: Context, number: int, section: Localized | None, index: int, *, head: bool
) -> list[Item]:
    """Running head, folio and tab of an inside page.

    Args:
        context: the means.
        number: the page's number.
        section: the section's title, None on pages outside sections.
        index: the section's number from 0, which sets the tab's height.
        head: whether the running head is set (not where the section's signal stands).
    """
    items: list[Item] = []
    if section:
        items.append(_tab(context, number, index))
        if head:
            items += _running_head(context, number, section)
    items += _folio(context, number)
    return items


def _tab(context: Context, number: int, index: int) -> BoxItem:
    """The section's signal at the outer edge, bleeding; each section's a step lower."""
    page, size = context.page, context.layout.furniture.tab
    steps = max(1, int((page.trim.height - 2 * page.head) // (size.height * 1.1)))
    y = context.layout.furniture.tab_top + (index % steps) * size.height * 1.1
    width = size.width + page.bleed
    x = page.trim.width - size.width if number % 2 else -page.bleed
    return BoxItem(Rect(x, y, width, size.height), "deep", Source("tab"))


def _running_head(context: Context, number: int, section: Localized) -> list[Item]:
    """The section's name in all languages at the outer corner, a dot between them."""
    page = context.page
    pieces = []
    for n, (language, phrase) in enumerate(section.each(context.issue.languages)):
        style = context.style("running_head", language)
        if n:
            dot = context.setter.paragraph(span("·", phrase.at), style, language, page.measure)
            pieces.append((dot, dot[0].width + DOT, Source("running-head", language)))
        lines = context.setter.paragraph(phrase_span(phrase), style, language, page.measure)
        source = Source("running-head", language, None, phrase.at)
        pieces.append((lines[:1], lines[0].width + DOT, source))
    x = page.left(number)
    if number % 2:
        x += page.measure - sum(width for _, width, _ in pieces) + DOT
    items: list[Item] = []
    for lines, width, source in pieces:
        items += set_items(lines, x, context.layout.furniture.running_head, 0.0, source)
        x += width
    return items


def _folio(context: Context, number: int) -> list[Item]:
    """The page number at the outer corner, the publication and its number beside it."""
    page, issue = context.page, context.issue
    lead = issue.languages[0]
    title = issue.title.get(lead)
    style = context.layout.style("folio")
    quiet = context.layout.style("running_head")
    number_text = context.words(lead).number.format(number=issue.number)
    name = f"{title.text} · {number_text}" if title else number_text
    align = "right" if number % 2 else "left"
    folio = context.setter.paragraph(
        span(str(number), issue.at), replace(style, align=align), lead, page.measure
    )
    inset = 22.0
    side = context.setter.paragraph(
        span(name, issue.at), replace(quiet, align=align), lead, page.measure - inset
    )
    x, y = page.left(number), page.trim.height - context.layout.furniture.folio
    shift = 0.0 if number % 2 else inset
    return [
        *set_items(side, x + shift, y, 0.0, Source("running-foot", lead)),
        *set_items(folio, x, y, 0.0, Source("folio", lead)),
    ]


def proof_marks(context: Context, number: int, build_id: str) -> list[Item]:
    """Crop marks and the proof's line in the margin outside the trim.

    The line names the proof in all languages, the issue's date and the build id, so that two
    printouts can be told apart.
    """
    trim = context.page.trim
    bleed = context.page.bleed
    items: list[Item] = list(_crop_marks(trim.width, trim.height, bleed + MARK_GAP))
    style = context.layout.style("proof")
    issue = context.issue
    words = " / ".join(dict.fromkeys(context.words(lang).proof for lang in issue.languages))
    text = f"{words} · {issue.date.isoformat()} · {build_id} · {issue.number} · {number}"
    lines = context.setter.paragraph(
        span(text, issue.at), style, issue.languages[0], trim.width - 2 * mm(12)
    )
    return [*items, *set_items(lines, mm(12), -bleed - LINE_GAP, style.leading, Source("proof"))]


def _crop_marks(width: float, height: float, offset: float) -> Sequence[BoxItem]:
    """Hairlines of 0.25 pt at the four corners."""
    source, thin = Source("crop-mark"), 0.25
    marks = []
    for x in (0.0, width):
        for y in (-offset - MARK, height + offset):
            marks.append(BoxItem(Rect(x - thin / 2, y, thin, MARK), "text", source))
    for y in (0.0, height):
        for x in (-offset - MARK, width + offset):
            marks.append(BoxItem(Rect(x, y - thin / 2, MARK, thin), "text", source))
    return marks
