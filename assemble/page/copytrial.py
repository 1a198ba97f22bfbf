"""Articles made shorter or longer by whole lines, to see what the plan makes of it.

In: an article. Out: the same with lines of its paragraphs taken away or added, as many in each
language, so that the languages stay in step.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from assemble.model.issue import Article
from assemble.model.text import ArticleText, Block, Inline, Paragraph, Span, plain
from assemble.page.blocks import Column
from assemble.page.context import Context
from assemble.page.row import height

KEPT = 2
"""Lines that every paragraph keeps: a cut takes words, not a paragraph's sense."""
ADDED, SHORT = 8, 5
"""Most lines of a paragraph that is added."""


def spare_lines(context: Context, article: Article) -> int:
    """The lines that may be cut in each language: paragraphs keep two."""
    each = [_spare(context, article, text) for text in article.texts]
    return min((sum(spare.values()) for spare in each), default=0)


def shorter(context: Context, article: Article, lines: int, *, at_end: bool = False) -> Article:
    """The article with so many lines less in each language, from its longest paragraphs.

    Where the texts have the same blocks, the same paragraphs are cut by as much in each; with
    `at_end` the last paragraphs instead of the longest.
    """
    spares = [_spare(context, article, text) for text in article.texts]
    alike = all(spare.keys() == spares[0].keys() for spare in spares)
    shared = {n: min(spare[n] for spare in spares) for n in spares[0]} if alike else {}
    if sum(shared.values()) >= lines:
        spares = [shared] * len(spares)
    texts: list[ArticleText] = []
    for text, spare in zip(article.texts, spares, strict=True):
        order = sorted(spare, key=lambda n: -n if at_end else -spare[n])
        cuts = {n: spare[n] for n in order}
        texts.append(_cut(context, article, text, cuts, lines))
    return replace(article, texts=tuple(texts))


def shorter_at_end(context: Context, article: Article, lines: int) -> Article:
    """The article with so many lines less in each language, from its last paragraphs."""
    return shorter(context, article, lines, at_end=True)


def longer(context: Context, article: Article, lines: int, *, most: int = ADDED) -> Article:
    """The article with so many lines more in each language, in paragraphs at its end.

    Args:
        context: the means.
        article: the article.
        lines: how many more.
        most: the lines of a paragraph that is added, but the last.
    """
    texts = tuple(_lengthened(context, article, text, lines, most) for text in article.texts)
    return replace(article, texts=texts)


def longer_in_short(context: Context, article: Article, lines: int) -> Article:
    """The same in shorter paragraphs."""
    return longer(context, article, lines, most=SHORT)


def _spare(context: Context, article: Article, text: ArticleText) -> dict[int, int]:
    """By block, the lines that a paragraph may lose; those with footnotes are left alone."""
    tall = _heights(context, article, text)
    return {
        n: tall[n] - KEPT
        for n, block in enumerate(text.blocks)
        if isinstance(block, Paragraph)
        and tall[n] > KEPT
        and not any(span.note for span in block.inline)
    }


def _heights(context: Context, article: Article, text: ArticleText) -> list[int]:
    """Grid lines of each block of a text."""
    column = Column(context, text, article.id, context.page.column, spans=True)
    kind = context.layout.kinds[article.kind.text]
    return [height(rows) for rows in column.rows(kind.drop_cap)]


def _height(
    context: Context, article: Article, text: ArticleText, before: Sequence[Block], block: Block
) -> int:
    """Grid lines of a block of a text that stands after others."""
    changed = replace(text, blocks=(*before[-1:], block))
    return _heights(context, article, changed)[-1]


def _cut(
    context: Context, article: Article, text: ArticleText, spare: dict[int, int], lines: int
) -> ArticleText:
    """The text with so many lines less, of its blocks as they come in `spare`."""
    blocks = list(text.blocks)
    tall = _heights(context, article, text)
    for n in spare:
        block = blocks[n]
        by = min(lines, spare[n])
        if by <= 0 or not isinstance(block, Paragraph):
            continue
        words = len(plain(block.inline).split())
        # Lines have about as many words; from there word by word.
        keep = min(words - 1, words * (tall[n] - by + 1) // tall[n])
        while keep > 1:
            blocks[n] = replace(block, inline=first_words(block.inline, keep))
            if _height(context, article, text, blocks[:n], blocks[n]) <= tall[n] - by:
                break
            keep -= 1
        lines -= by
    return replace(text, blocks=tuple(blocks))


def _lengthened(
    context: Context, article: Article, text: ArticleText, lines: int, most: int
) -> ArticleText:
    """With paragraphs of some lines at its end, made of the words of its longest one."""
    own = [block for block in text.blocks if isinstance(block, Paragraph)]
    words = max((plain(block.inline).split() for block in own), key=len, default=[])
    if not words:
        return text
    at = own[-1].at
    blocks = list(text.blocks)
    paragraphs: dict[int, Paragraph] = {}
    while lines > 0:
        tall = min(lines, most)
        if tall not in paragraphs:
            paragraphs[tall] = _paragraph(context, article, text, words, tall)
        blocks.append(replace(paragraphs[tall], at=at))
        lines -= tall
    return replace(text, blocks=tuple(blocks))


def _paragraph(
    context: Context, article: Article, text: ArticleText, words: list[str], lines: int
) -> Paragraph:
    """A paragraph of so many lines, at the end of the text."""
    at = text.at
    many, made = list(words), Paragraph(inline=(Span(text=words[0], at=at),), at=at)
    least, most = 1, 40 * lines
    while len(many) < most:
        many += words
    while least < most:
        count = (least + most + 1) // 2
        tried = Paragraph(inline=(Span(text=" ".join(many[:count]), at=at),), at=at)
        if _height(context, article, text, (made,), tried) <= lines:
            least = count
        else:
            most = count - 1
    return Paragraph(inline=(Span(text=" ".join(many[:least]), at=at),), at=at)


def first_words(inline: Inline, count: int) -> Inline:
    """The first words of inline text, their styles kept."""
    out: list[Span] = []
    for span in inline:
        ends = [word.end() for word in re.finditer(r"\S+", span.text)]
        if len(ends) > count:
            out.append(replace(span, text=span.text[: ends[count - 1] if count else 0]))
            break
        out.append(span)
        count -= len(ends)
    return tuple(out)
