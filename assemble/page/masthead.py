"""The masthead (imprint): blocks in one quiet column, and the cover picture's caption."""

from assemble.model.edition import ImageItem, Item, Rect, Source
from assemble.model.issue import MastheadBlock, Person
from assemble.model.text import Localized
from assemble.page.context import Context, phrase_span, rule, set_items
from assemble.page.flow import laid
from assemble.page.heads import Stack
from assemble.page.parts import Across, Columns, Part
from assemble.page.picture import GAP, TOP, caption_row, crop_to
from assemble.page.placed import Laid, Placed
from assemble.page.row import CAPTIONS, Row, blank, height, moved

NAME_SHARE = 0.46
"""Share of the column that names take; roles stand in the rest."""


def masthead_laid(context: Context) -> Laid | None:
    """Lay out the masthead from the top of a page; None where there is nothing to print."""
    blocks = [row for block in context.issue.masthead for row in _block(context, block)]
    cover = _cover_row(context)
    if not blocks and not cover:
        return None
    head = _title(context)
    parts: list[Part] = [Across((head, blank(1, breaks=False)))]
    room = context.page.lines - head.height - 1
    if height(blocks) > room:
        parts.append(Columns(tuple(blocks)))
        if cover:
            parts.append(Across((blank(1), cover)))
        return laid(context, parts)
    flow = laid(context, [*parts, Across(tuple(blocks))])
    if not cover:
        return flow
    if context.page.columns == 1:
        return laid(context, [*parts, Across((*blocks, blank(1), cover))])
    place = Placed(0, head.height + 1, context.page.columns - 1, cover)
    return flow._replace(placed=(*flow.placed, place))


def _title(context: Context) -> Row:
    """The publication's name over the masthead."""
    stack = Stack(context, 0)
    for language, phrase in context.issue.title.each(context.issue.languages):
        style = context.style("masthead_title", language)
        lines = context.setter.paragraph(phrase_span(phrase), style, language, context.page.measure)
        stack.add(lines, style, Source("masthead-title", language, None, phrase.at))
    row = stack.row()
    y = row.height * context.grid + context.grid / 2
    line = rule(0.0, y, context.page.measure, context.layout.furniture.rule, "accent")
    return row._replace(items=(*row.items, line))


def _block(context: Context, block: MastheadBlock) -> list[Row]:
    rows: list[Row] = []
    if block.heading:
        rows += _texts(context, block.heading, "masthead_heading")
    for line in block.lines:
        rows += _texts(context, line, "masthead")
    for person in block.people:
        rows.append(_person(context, person))
    rows = [row._replace(breaks=n == len(rows) - 1) for n, row in enumerate(rows)]
    hairline = context.layout.furniture.hairline
    line_ = rule(0.0, context.grid / 2, context.page.column, hairline, "deep")
    return [*rows, Row(height=1, items=(line_,))]


def _texts(context: Context, value: Localized, style_name: str) -> list[Row]:
    """A text in each language, a row of grid lines each."""
    rows = []
    for language, phrase in value.each(context.issue.languages):
        style = context.style(style_name, language)
        lines = context.setter.paragraph(phrase_span(phrase), style, language, context.page.column)
        source = Source(style_name.replace("_", "-"), language, None, phrase.at)
        items = set_items(lines, 0.0, context.baseline, context.grid, source)
        rows.append(Row(height=len(lines), items=tuple(items)))
    return rows


def _person(context: Context, person: Person) -> Row:
    """A name, printed once, with the role in each language beside it."""
    lead = context.issue.languages[0]
    name = person.name.get(lead) or person.name.phrases[0][1]
    column = context.page.column
    split = column * NAME_SHARE if person.role else column
    style = context.layout.style("masthead")
    lines = context.setter.paragraph(phrase_span(name), style, lead, split - 4.0)
    source = Source("masthead", lead, None, name.at)
    items: list[Item] = set_items(lines, 0.0, context.baseline, context.grid, source)
    depth = 0
    for language, phrase in person.role.each(context.issue.languages) if person.role else ():
        made = context.style("masthead", language)
        roles = context.setter.paragraph(phrase_span(phrase), made, language, column - split)
        role = Source("masthead-role", language, None, phrase.at)
        y = context.baseline + depth * context.grid
        items += set_items(roles, split, y, context.grid, role)
        depth += len(roles)
    return Row(height=max(len(lines), depth, 1), items=tuple(items))


def _cover_row(context: Context) -> Row | None:
    """The cover's picture again, as the cover crops it, with its caption and credit."""
    photo = context.issue.cover.photo
    if not photo:
        return None
    width, trim = min(context.page.column, context.page.measure / 2), context.page.trim
    captions = caption_row(context, photo, width, "")
    if not captions.items:
        return None
    picture = int(width * trim.height / trim.width // context.grid)
    tall = picture * context.grid - TOP - GAP
    image = ImageItem(
        Rect(0.0, TOP, width, tall),
        photo.image.key,
        crop_to(photo, width, tall),
        Source("photo", None, None, photo.at),
    )
    items = (image, *moved(captions.items, 0.0, picture * context.grid))
    return Row(height=picture + captions.height, items=items, rank=CAPTIONS)
