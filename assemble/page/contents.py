"""The contents: sections numbered, titles in all languages, page numbers at the edge."""

from collections.abc import Mapping
from typing import NamedTuple

from assemble.model.edition import ImageItem, Item, Rect, Source
from assemble.model.issue import Article, Photo, Section, photos_of
from assemble.model.text import Inline, plain
from assemble.page.context import Context, phrase_span, rule, set_items, span
from assemble.page.flow import laid
from assemble.page.heads import Stack
from assemble.page.parts import Across
from assemble.page.picture import TOP, crop_to
from assemble.page.placed import Laid, Placed
from assemble.page.row import CAPTIONS, Row, blank

NUMBER = 40.0
"""Width in points of the column for section numbers."""
PICTURE_LINES = 12
"""Height in grid lines of the pictures from inside at the contents' foot."""
RULE_GAP = 4.0
"""Points of white between a section's rule and its title."""
FOLIO = 34.0
"""Width in points of the column for page numbers."""


class Entry(NamedTuple):
    """A line of the contents before it is set: titles by language and the page it points to."""

    titles: tuple[tuple[str, Inline], ...]
    page: int
    source: Source


def contents_laid(context: Context, pages: Mapping[str, int], line: int) -> Laid:
    """Lay out the contents.

    Args:
        context: the means.
        pages: the page of each section (`section N`) and of each article id.
        line: the grid line of the first page to begin at.
    """
    rows = [*_title(context)]
    number = 0
    for section in context.issue.sections:
        if not isinstance(section, Section):
            continue
        number += 1
        rows += _section(context, section, number, pages)
    flow = laid(context, [Across(tuple(rows))], line)
    return _with_pictures(context, flow, pages)


def _with_pictures(context: Context, flow: Laid, pages: Mapping[str, int]) -> Laid:
    """Pictures from inside at the foot of the page, each with its page, where there is room."""
    page = context.page
    chosen = _inside(context)[: page.columns]
    height = PICTURE_LINES + 2
    if len(chosen) < page.columns or page.lines - flow.line < height + 1:
        return flow
    rows = []
    for n, (article, photo) in enumerate(chosen):
        tall = PICTURE_LINES * context.grid - TOP
        rect = Rect(0.0, TOP, page.column, tall)
        source = Source("photo", None, article.id, photo.at)
        image = ImageItem(rect, photo.image.key, crop_to(photo, page.column, tall), source)
        label = _page_label(context, article, pages.get(article.id, 0))
        row = Row(height=height, items=(image, *label), rank=CAPTIONS)
        rows.append(Placed(flow.page, page.lines - height, n, row))
    return flow._replace(placed=(*flow.placed, *rows))


def _inside(context: Context) -> list[tuple[Article, Photo]]:
    """The first photograph of each listed article, those with most pixels first."""
    found = [
        (article, photos[0])
        for section in context.issue.sections
        if isinstance(section, Section) and section.list_articles
        for article in section.articles
        if (photos := photos_of(article)) and photos[0].shape[0] >= photos[0].shape[1]
    ]
    best = sorted(found, key=lambda pair: -pair[1].shape[0] * pair[1].shape[1])
    return [pair for pair in found if pair in best[: context.page.columns]]


def _page_label(context: Context, article: Article, page: int) -> list[Item]:
    """`trang 13 · page 13` under a picture."""
    each = [context.words(language).page.format(page=page) for language in context.issue.languages]
    lead = context.issue.languages[0]
    style = context.layout.style("contents_page")
    text = span(" · ".join(dict.fromkeys(each)), article.at)
    lines = context.setter.paragraph(text, style, lead, context.page.column)
    y = PICTURE_LINES * context.grid + context.grid + context.baseline
    return set_items(lines, 0.0, y, 0.0, Source("contents-picture", lead))


def _title(context: Context) -> list[Row]:
    stack = Stack(context, 0)
    for language in context.issue.languages:
        title = context.issue.contents_title
        phrase = title.get(language) if title else None
        text = phrase.text if phrase else context.words(language).contents
        at = phrase.at if phrase else context.issue.at
        if title and not phrase:
            continue
        style = context.style("contents_title", language)
        lines = context.setter.paragraph(span(text, at), style, language, context.page.measure)
        stack.add(lines, style, Source("contents-title", language, None, at))
        if title and title.shared:
            break
    return [stack.row(), blank(1, breaks=False)]


def _section(
    context: Context, section: Section, number: int, pages: Mapping[str, int]
) -> list[Row]:
    titles = tuple(
        (language, phrase_span(phrase))
        for language, phrase in section.title.each(context.issue.languages)
    )
    key = f"section {number}"
    source = Source("contents-section", None, None, section.at)
    head = _row(context, Entry(titles, pages.get(key, 0), source), "contents_section",
                folio=not section.list_articles)  # fmt: skip
    style = context.layout.style("contents_number")
    lines = context.setter.paragraph(
        span(str(number), section.at), style, context.issue.languages[0], NUMBER
    )
    figure = set_items(
        lines, 0.0, context.baseline + context.grid * 0.75, 0.0, Source("contents-number")
    )
    page, hairline = context.page, context.layout.furniture.hairline
    line = rule(0.0, -RULE_GAP, page.measure, hairline, "deep", "contents-rule")
    height = max(head.height, 2)
    rows = [
        Row(height=1, space=True),
        head._replace(height=height, items=(line, *figure, *head.items), breaks=False),
    ]
    if section.list_articles:
        for article in section.articles:
            rows.append(_article(context, article, pages))
    return [*rows, Row(height=1, space=True)]


def _article(context: Context, article: Article, pages: Mapping[str, int]) -> Row:
    titles = tuple((text.language, span(plain(text.headline), text.at)) for text in article.texts)
    source = Source("contents-article", None, article.id, article.at)
    return _row(context, Entry(titles, pages.get(article.id, 0), source), "contents_article")


def _row(context: Context, entry: Entry, style_name: str, *, folio: bool = True) -> Row:
    """Titles one under another, the page number level with the first."""
    measure = context.page.measure - NUMBER - FOLIO
    items: list[Item] = []
    line = 0
    for language, inline in entry.titles:
        style = context.style(style_name, language)
        lines = context.setter.paragraph(inline, style, language, measure)
        source = entry.source._replace(language=language)
        y = context.baseline + line * context.grid
        items += set_items(lines, NUMBER, y, context.grid, source)
        line += len(lines)
    if folio:
        style = context.layout.style("contents_page")
        lead = context.issue.languages[0]
        text = span(str(entry.page), entry.source.at or context.issue.at)
        width = context.setter.width(text, style, lead)
        set_ = context.setter.paragraph(text, style, lead, FOLIO)
        x = context.page.measure - width
        items += set_items(set_, x, context.baseline, 0.0, entry.source)
    return Row(height=max(1, line), items=tuple(items))
