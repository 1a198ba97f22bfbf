"""What stands on a page around its text: running head, folio, section tab."""

from dataclasses import replace

from assemble.model.edition import BoxItem, Item, Rect, Source
from assemble.model.text import Localized
from assemble.page.context import Context, phrase_span, rule, set_items, span
from assemble.page.heads import Stack
from assemble.page.row import Row, blank

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
