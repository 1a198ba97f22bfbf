"""The cover: photograph, nameplate, teasers."""

from collections.abc import Mapping
from dataclasses import replace

from assemble.model.edition import BoxItem, Item, Rect, Source
from assemble.model.issue import Article, Section
from assemble.model.layout import Style
from assemble.model.line import Line
from assemble.model.text import Inline, Localized, Span, plain
from assemble.page.bleed import EDGE, bleeding
from assemble.page.context import Context, phrase_span, set_items, span

SMALLEST_NAMEPLATE = 30.0
"""Points under which the nameplate rather takes a second line."""
ACCENT = 3.0
"""Height in points of the accent rule under the nameplate's band."""


def cover_items(
    context: Context, articles: Mapping[str, Article], pages: Mapping[str, int]
) -> list[Item]:
    """The items of the cover.

    Args:
        context: the means.
        articles: the issue's articles by id, for the teasers.
        pages: the page each article begins on.
    """
    cover = context.issue.cover
    foot = _foot(context, articles, pages)
    if not cover.photo:
        return [*_nameplate(context, context.page.trim.height), *_section_titles(context), *foot]
    band = context.layout.furniture.cover_band
    tops = [item.rect.y for item in foot if isinstance(item, BoxItem)]
    covered = context.page.trim.height - min(tops, default=context.page.trim.height)
    photo = bleeding(context, cover.photo, None, head=band, foot=covered)
    return [photo, *_nameplate(context, band), *foot]


def fitted(context: Context, inline: Inline, style: Style, language: str, measure: float) -> Style:
    """The style at the size, no larger than its own, at which the text fits on one line."""
    width = context.setter.width(inline, style, language)
    share = min(1.0, measure / width) if width else 1.0
    return scaled(style, share)


def scaled(style: Style, share: float) -> Style:
    """A style with all its lengths multiplied."""
    return replace(
        style,
        size=style.size * share,
        leading=style.leading * share,
        letter_space=style.letter_space * share,
    )


def _nameplate(context: Context, band: float) -> list[Item]:
    """The publication's name in all languages on a solid band, number and month at the right."""
    issue, page = context.issue, context.page
    bleed, trim = page.bleed, page.trim
    foot = bleed if band >= trim.height else 0.0
    solid = Rect(-bleed, -bleed, trim.width + 2 * bleed, bleed + band + foot)
    items: list[Item] = [BoxItem(solid, "deep", Source("nameplate-band"))]
    if band < trim.height:
        stripe = Rect(-bleed, band, trim.width + 2 * bleed, ACCENT)
        items.append(BoxItem(stripe, "accent", Source("nameplate-band")))
    lead, *others = issue.title.each(issue.languages)
    style = context.layout.style("nameplate")
    inline = phrase_span(lead[1])
    made = fitted(context, inline, style, lead[0], page.measure)
    if made.size < SMALLEST_NAMEPLATE:
        made = scaled(style, SMALLEST_NAMEPLATE / style.size)
    lines = context.setter.paragraph(inline, made, lead[0], page.measure)
    left = page.left(1)
    y = page.head + context.setter.ink(lines[0])[0]
    source = Source("nameplate", lead[0], None, lead[1].at)
    items += set_items(lines, left, y, made.leading, source)
    y += (len(lines) - 1) * made.leading
    second = context.layout.style("nameplate_second")
    below = y + context.setter.ink(lines[-1])[1]
    for n, (language, phrase) in enumerate(others):
        text = phrase_span(phrase)
        fit = fitted(context, text, second, language, page.measure * 0.72)
        set_ = context.setter.paragraph(text, fit, language, page.measure)
        at = below + second.leading * (n + 0.95)
        items += set_items(set_, left, at, 0.0, Source("nameplate", language, None, phrase.at))
    items += _number(context, below + second.leading * 0.95)
    return items


def _number(context: Context, baseline: float) -> list[Item]:
    """Number and date of the issue, flush right, the first line on the baseline given."""
    page = context.page
    style = replace(context.layout.style("cover_number"), align="right")
    items: list[Item] = []
    texts = [(language, number_text(context, language)) for language in context.issue.languages]
    for n, (language, text) in enumerate(texts):
        made = context.setter.paragraph(span(text, context.issue.at), style, language, page.measure)
        y = baseline + n * style.leading * 1.15
        items += set_items(made, page.left(1), y, 0.0, Source("number", language))
    return items


def number_text(context: Context, language: str) -> str:
    """`Số 04/2021 · Tháng 6 năm 2021` in a language."""
    words = context.words(language)
    return f"{words.number.format(number=context.issue.number)} · {date_text(context, language)}"


def date_text(context: Context, language: str) -> str:
    """The issue's month and year in a language."""
    words, date = context.words(language), context.issue.date
    name = words.months[date.month - 1] if words.months else str(date.month)
    return words.date.format(month=date.month, month_name=name, year=date.year, day=date.day)


def _section_titles(context: Context) -> list[Item]:
    """The section titles as the picture of a cover without one."""
    page = context.page
    style = context.layout.style("cover_section")
    items: list[Item] = []
    y = page.trim.height * 0.36
    for section in context.issue.sections:
        if not isinstance(section, Section):
            continue
        for language, phrase in section.title.each(context.issue.languages):
            made = context.style("cover_section", language)
            lines = context.setter.paragraph(phrase_span(phrase), made, language, page.measure)
            source = Source("section", language, None, phrase.at)
            items += set_items(lines, page.left(1), y, made.leading, source)
            y += len(lines) * made.leading
        y += style.leading * 0.5
    return items


_Block = tuple[tuple[Line, ...], Style, Source, float]


def _foot(
    context: Context, articles: Mapping[str, Article], pages: Mapping[str, int]
) -> list[Item]:
    """The band at the foot: publisher and note on the left, teasers on the right."""
    page, issue = context.page, context.issue
    left = [*_lines(context, issue.publisher, "cover_text"),
            *_lines(context, issue.cover.note, "cover_note", gap=6.0)]  # fmt: skip
    right = [
        block
        for name in issue.cover.teasers
        if name in articles
        for block in _teaser(context, articles[name], pages[name])
    ]
    if not left and not right:
        return []
    right[:1] = [(*block[:3], 0.0) for block in right[:1]]
    depth = max(_depth(left), _depth(right))
    top = page.trim.height - max(context.layout.furniture.cover_foot, depth + 2.2 * EDGE)
    bleed = page.bleed
    band = Rect(-bleed, top, page.trim.width + 2 * bleed, page.trim.height - top + bleed)
    items: list[Item] = [BoxItem(band, "deep", Source("cover-foot"))]
    for column, blocks in enumerate((left, right)):
        x = page.left(1) + column * (_half(context) + page.gutter)
        y = top + EDGE
        for lines, style, source, gap in blocks:
            y += gap
            items += set_items(lines, x, y + style.size * 0.78, style.leading, source)
            y += len(lines) * style.leading
    return items


def _half(context: Context) -> float:
    """Width of the two parts of a cover's foot, however many columns the pages have."""
    return (context.page.measure - context.page.gutter) / 2


def _depth(blocks: list[_Block]) -> float:
    return sum(len(lines) * style.leading + gap for lines, style, _, gap in blocks)


def _lines(
    context: Context, value: Localized | None, style_name: str, gap: float = 0.0
) -> list[_Block]:
    out: list[_Block] = []
    for language, phrase in value.each(context.issue.languages) if value else ():
        style = context.style(style_name, language)
        lines = context.setter.paragraph(phrase_span(phrase), style, language, _half(context))
        source = Source(style_name.replace("_", "-"), language, None, phrase.at)
        out.append((lines, style, source, gap if not out else 0.0))
    return out


def _teaser(context: Context, article: Article, page: int) -> list[_Block]:
    """An article's headline with its page, in each of its languages."""
    out: list[_Block] = []
    for text in article.texts:
        style = context.style("cover_teaser", text.language)
        label = context.words(text.language).page.format(page=page)
        inline = (
            Span(text=plain(text.headline) + "\u2002", at=text.at),
            Span(text=label.replace(" ", "\u00a0"), at=text.at, bold=True),
        )
        lines = context.setter.paragraph(inline, style, text.language, _half(context))
        source = Source("teaser", text.language, article.id, text.at)
        out.append((lines, style, source, 0.0 if out else 6.0))
    return out
