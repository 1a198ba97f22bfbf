"""Jump lines: where a text goes on, and where it comes from, in each of its languages.

They stand in the margins off the type area, so that no line of text gives way to them.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from assemble.model.edition import Item, Rect, Source, TextItem
from assemble.model.issue import Article
from assemble.model.text import ArticleText
from assemble.page.context import Context, set_items, span
from assemble.page.placed import Laid, Placed

OFF = 1.5
"""Grid lines from a jump line's baseline to that of the text."""
NEAR = 1.25
"""Least distance to the baseline of the folio or the running head, in the jump line's type size."""

_Pages = dict[int, list[Placed]]


def jump_lines(
    context: Context, article: Article, laid: Laid, first: int
) -> Iterator[tuple[int, list[Item]]]:
    """The jump lines of an article, each with the number of its page.

    One says where a text goes on if photographs fill the pages between, or if it goes on overleaf
    and the article turns more leaves than the layout's `turn_lines`. One that says where it comes
    from stands after such photographs only: without them it is the page before.

    Args:
        context: the means.
        article: the article.
        laid: where its rows stand.
        first: the number of its first page.
    """
    if not laid.page:
        return
    texts = _texts(article, laid)
    numbers = {first + page for pages in texts.values() for page in pages}
    leaves = max(numbers) // 2 - min(numbers) // 2
    many = leaves > context.layout.planning.turn_lines
    taken: set[tuple[int, int]] = set()
    for text in reversed(article.texts):
        pages = texts.get(text.language, {})
        for page, after in pairwise(sorted(pages)):
            here, there = first + page, first + after
            parted = any(page < plate < after for plate, _ in laid.plates)
            if parted or (many and there // 2 > here // 2):
                last = max(pages[page], key=lambda placed: (placed.column, placed.line))
                # Two languages that break off in one column share the line under it.
                align = "left" if (here, last.column) in taken else "right"
                taken.add((here, last.column))
                yield here, _onward(context, article, text, (last, here, there), align)
            if parted:
                yield there, _back(context, article, text, pages[after], (here, there))


def _texts(article: Article, laid: Laid) -> dict[str, _Pages]:
    """The rows of each language by page."""
    out: dict[str, _Pages] = defaultdict(lambda: defaultdict(list))
    for placed in laid.placed:
        for item in placed.row.items:
            source = item.source
            own = source.article == article.id and source.role != "caption"
            if own and source.language and isinstance(item, TextItem):
                out[source.language][placed.page].append(placed)
                break
    return out


def _onward(
    context: Context,
    article: Article,
    text: ArticleText,
    place: tuple[Placed, int, int],
    align: str,
) -> list[Item]:
    """Under the last column, where the text breaks off; none where the folio leaves no room.

    `place` is the last row there, its page's number, and that of the page it goes on.
    """
    page = context.page
    y = page.head + (page.lines - 1 + OFF) * page.grid + context.baseline
    if page.trim.height - context.layout.furniture.folio - y < _room(context, text):
        return []
    last, here, there = place
    said = context.words(text.language).jump.format(page=there)
    return _set(context, article, text, said, (last, here, y), align)


def _back(
    context: Context,
    article: Article,
    text: ArticleText,
    rows: Sequence[Placed],
    pages: tuple[int, int],
) -> list[Item]:
    """Over the first column, where it goes on; none where the running head leaves no room."""
    page = context.page
    y = page.head - OFF * page.grid + context.baseline
    if y - context.layout.furniture.running_head < _room(context, text):
        return []
    first = min(rows, key=lambda placed: (placed.column, placed.line))
    said = context.words(text.language).jump_from.format(page=pages[0])
    return _set(context, article, text, said, (first, pages[1], y), "left")


def _set(
    context: Context,
    article: Article,
    text: ArticleText,
    said: str,
    place: tuple[Placed, int, float],
    align: str,
) -> list[Item]:
    """A jump line over or under the columns that a row takes; none if it doesn't fit one line."""
    placed, number, y = place
    page = context.page
    style = replace(context.style("jump", text.language), align=align)
    lines = context.setter.paragraph(span(said, text.at), style, text.language, page.column)
    x = page.left(number) + placed.column * (page.column + page.gutter)
    right = max(_right(item) for item in placed.row.items)
    while align == "right" and right > page.column + page.gutter:
        x += page.column + page.gutter
        right -= page.column + page.gutter
    if len(lines) > 1:
        return []
    return set_items(lines, x, y, 0.0, Source("jump", text.language, article.id, text.at))


def _room(context: Context, text: ArticleText) -> float:
    """Points that must lie between the baselines of a jump line and of the page's furniture."""
    return NEAR * context.style("jump", text.language).size


def _right(item: Item) -> float:
    """The right edge of an item."""
    if isinstance(item, TextItem):
        return item.x + item.line.indent + item.line.width
    rect: Rect = item.rect
    return rect.x + rect.width
