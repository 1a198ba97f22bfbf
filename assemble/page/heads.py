"""Headlines with what stands around them: kicker, standfirst, byline; as boxes on the grid."""

import math

from assemble.model.edition import Item, Source
from assemble.model.issue import Article
from assemble.model.layout import Style
from assemble.model.line import Line
from assemble.model.text import ArticleText, Inline, plain
from assemble.page.context import Context, clear_leading, localized, rule, set_items, span
from assemble.page.row import Change, Elastic, Row

ASCENT_EM = 0.92
"""Height reserved above the first baseline of a head, in em: plain capitals with an accent.
Stacked capitals that rise higher are measured and get their room (TYPOGRAPHY facts, 1.2)."""
DESCENT_EM = 0.24
"""Depth reserved under the last baseline, in em (the deepest of g, j, Q and the dot below)."""
UNDER_HEADLINE = 4.0
"""Least white in points between a headline and a photograph under it."""
BYLINE_RULE = 24.0
"""Length in points of the rule before a feature's byline."""


class Stack:
    """Texts of different sizes one under another, measured by their ink."""

    def __init__(self, context: Context, rank: int) -> None:
        self._context = context
        self._rank = rank
        self._items: list[Item] = []
        self.depth = 0.0
        """Points used so far."""

    def add(
        self, lines: tuple[Line, ...], style: Style, source: Source, *, gap: float = 0.0,
        x: float = 0.0,
    ) -> None:  # fmt: skip
        """Add a paragraph under what is there, `gap` points lower."""
        if not lines:
            return
        setter = self._context.setter
        first = self.depth + gap + max(ASCENT_EM * style.size, setter.ink(lines[0])[0])
        leading = clear_leading(self._context, lines, style)
        self._items += set_items(lines, x, first, leading, source)
        last = first + (len(lines) - 1) * leading
        self.depth = last + max(DESCENT_EM * style.size, setter.ink(lines[-1])[1])

    def add_rule(self, length: float, colour: str, *, gap: float) -> None:
        """Add a short rule under what is there."""
        thickness = self._context.layout.furniture.rule
        self.depth += gap
        self._items.append(rule(0.0, self.depth, length, thickness, colour))

    def space(self, points: float) -> None:
        """Leave white."""
        self.depth += points

    def row(self, *, breaks: bool = False) -> Row:
        """All of it as one row of whole grid lines."""
        lines = math.ceil(self.depth / self._context.grid - 0.05)
        return Row(height=max(1, lines), items=tuple(self._items), rank=self._rank, breaks=breaks)


def byline(context: Context, article: Article, language: str) -> Inline:
    """The byline of an article in a language, empty without an author."""
    name = localized(article.author, language)
    if not name or not article.author:
        return ()
    phrase = article.author.get(language)
    at = phrase.at if phrase else article.at
    text = context.words(language).compiled.format(name=name) if article.compiled else name
    return span(text, at)


def standfirst_style(context: Context, inline: Inline, language: str) -> Style:
    """The standfirst's style: two steps smaller where the manuscript has it in capitals."""
    text = plain(inline)
    shouted = text.upper() == text
    return context.style("standfirst_capitals" if shouted else "standfirst", language)


def headline_stack(context: Context, article: Article, text: ArticleText, width: float) -> Stack:
    """Kicker and headline of a text in a width."""
    kind = context.layout.kinds[article.kind.text]
    stack = Stack(context, context.rank(text.language))
    add_headline(context, stack, kind.headline, text, article.id, width)
    stack.space(UNDER_HEADLINE)
    return stack


def add_headline(
    context: Context, stack: Stack, style_name: str, text: ArticleText, article: str, width: float
) -> None:  # fmt: skip
    """Add kicker and headline of a text to a stack."""
    setter, language = context.setter, text.language
    if text.kicker:
        style = context.style("kicker", language)
        lines = setter.paragraph(text.kicker, style, language, width)
        stack.add(lines, style, _source("kicker", text, article, text.kicker))
        stack.space(2.0)
    style = context.style(style_name, language)
    lines = setter.paragraph(text.headline, style, language, width)
    stack.add(lines, style, _source("headline", text, article, text.headline))


def add_standfirst(
    context: Context, stack: Stack, text: ArticleText, article: str, width: float
) -> None:
    """Add a standfirst to a stack, if the text has one."""
    if not text.standfirst:
        return
    style = standfirst_style(context, text.standfirst, text.language)
    lines = context.setter.paragraph(text.standfirst, style, text.language, width)
    source = _source("standfirst", text, article, text.standfirst)
    stack.add(lines, style, source, gap=style.leading - style.size + (4.0 if stack.depth else 0.0))


def add_head_byline(
    context: Context, stack: Stack, article: Article, text: ArticleText, width: float
) -> None:
    """Add a byline after a short rule, as features have it under their standfirst."""
    inline = byline(context, article, text.language)
    if not inline:
        return
    style = context.style("byline_head", text.language)
    lines = context.setter.paragraph(inline, style, text.language, width)
    stack.add_rule(BYLINE_RULE, "accent", gap=9.0)
    stack.add(lines, style, _source("byline", text, article.id, inline), gap=4.0)


def signed(
    context: Context, article: Article, text: ArticleText, rows: list[Row], width: float
) -> list[Row]:
    """The rows of a text with the byline under them, flush right, kept with the last one.

    The same rows without an author.
    """
    inline = byline(context, article, text.language)
    if not inline:
        return rows
    style = context.style("byline", text.language)
    lines = context.setter.paragraph(inline, style, text.language, width)
    source = _source("byline", text, article.id, inline)
    items = set_items(lines, 0.0, context.baseline, context.grid, source)
    name = Row(height=len(lines), items=tuple(items), rank=context.rank(text.language))
    name = name._replace(elastic=_lowered(name, context.layout.planning.costs.uneven_columns / 20))
    return [*rows[:-1], *(row._replace(breaks=False) for row in rows[-1:]), name]


def _lowered(name: Row, cost: float) -> Elastic:
    """A byline may stand a line lower, to end its column level with the others."""
    lower = (Row(height=1, rank=name.rank, breaks=False), name)
    return Elastic(
        "uneven_columns", 0, 1, lambda by: Change(lower, cost) if by == 1 else None, lambda _: cost
    )


def _source(role: str, text: ArticleText, article: str, inline: Inline) -> Source:
    return Source(role, text.language, article, inline[0].at if inline else text.at)
