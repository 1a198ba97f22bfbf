"""Which passages and paragraphs of two texts belong together.

By subheads, and between two of them paragraph by paragraph; where their numbers differ, those of
like length meet.
"""

from collections.abc import Sequence

from assemble.model.issue import Article
from assemble.model.text import ArticleText, Subhead
from assemble.page.arrange import joined
from assemble.page.blocks import Column, with_end_mark
from assemble.page.context import Context
from assemble.page.fill import Terms
from assemble.page.heads import signed
from assemble.page.row import Row, height

JOINED = 1.5
"""Cost of each block joined to another so that two texts pair, in grid lines of unevenness."""

TRIED = 2
"""Paragraphs of a text beside another that are tried when it is to be a line higher or lower."""

Group = tuple[tuple[Row, ...], ...]
"""Rows that belong together, by text."""


def paired(
    context: Context,
    article: Article,
    texts: Sequence[ArticleText],
    before: Sequence[list[Row]],
    *,
    sign: bool,
) -> list[list[Group]]:
    """The texts of an article in passages of pairs.

    Args:
        context: the means.
        article: the article.
        texts: those that stand side by side.
        before: rows at the head of each text, such as its standfirst.
        sign: put the bylines at the end.
    """
    kind = context.layout.kinds[article.kind.text]
    sides = []
    for text, rows in zip(texts, before, strict=True):
        column = Column(context, text, article.id, context.page.column)
        passages = _passages(text, column.rows(kind.drop_cap))
        if rows:
            passages[0] = [rows, *passages[0]]
        sides.append(passages)
    count = min(len(passages) for passages in sides)
    out: list[list[Group]] = []
    for n in range(count):
        last = n == count - 1
        matched = [
            [block for passage in (c[n:] if last else c[n : n + 1]) for block in passage]
            for c in sides
        ]
        groups = _level(matched)
        if groups:
            out.append(groups)
    return _signed(context, article, texts, out, sign=sign)


def altered(passages: Sequence[list[Group]], lines: int) -> tuple[list[list[Group]], Terms]:
    """The passages with each pair a line higher or lower, where its paragraphs give that.

    A pair is as high as its highest text, so all texts as high as that are changed.

    Args:
        passages: the pairs of each passage.
        lines: 1 or -1.

    Returns:
        The passages, and what the changes cost.
    """
    cost = 0.0
    out: list[list[Group]] = []
    for passage in passages:
        made: list[Group] = []
        for group in passage:
            found = _altered_group(group, lines)
            made.append(found[0] if found else group)
            cost += found[1] if found else 0.0
        out.append(made)
    return out, (("altered_paragraph", cost),) if cost else ()


def _altered_group(group: Group, lines: int) -> tuple[Group, float] | None:
    tall = max((height(rows) for rows in group), default=0)
    sides: list[tuple[Row, ...]] = []
    cost = 0.0
    for rows in group:
        if height(rows) < tall and (lines < 0 or height(rows) + lines <= tall):
            sides.append(rows)
            continue
        found = _altered_rows(rows, lines)
        if found is None:
            return None
        sides.append(found[0])
        cost += found[1]
    return tuple(sides), cost


def _altered_rows(rows: tuple[Row, ...], lines: int) -> tuple[tuple[Row, ...], float] | None:
    """Rows with the paragraph changed of which most may be expected."""
    choices = {id(row.elastic): row.elastic for row in rows if row.elastic is not None}
    for elastic in sorted(choices.values(), key=lambda each: each.promise(lines))[:TRIED]:
        change = elastic.change(lines)
        if change is None:
            continue
        places = [n for n, row in enumerate(rows) if row.elastic is elastic]
        last = rows[places[-1]]
        made = [*change.rows[:-1], change.rows[-1]._replace(breaks=last.breaks)]
        made = [row._replace(elastic=None) for row in made]
        if last.notes or any(rows[n].notes for n in places):
            continue
        return (*rows[: places[0]], *made, *rows[places[-1] + 1 :]), change.cost
    return None


def _signed(
    context: Context,
    article: Article,
    texts: Sequence[ArticleText],
    passages: list[list[Group]],
    *,
    sign: bool,
) -> list[list[Group]]:
    """With bylines and end marks after the last pair."""
    kind = context.layout.kinds[article.kind.text]
    width = context.page.column
    last = [list(rows) for rows in passages[-1][-1]] if passages else [[] for _ in texts]
    for n, text in enumerate(texts):
        if kind.end_mark:
            last[n] = with_end_mark(context, last[n], width)
        if sign:
            last[n] = signed(context, article, text, last[n], width)
    end = tuple(tuple(rows) for rows in last)
    if not passages:
        return [[end]] if any(end) else []
    return [*passages[:-1], [*passages[-1][:-1], end]]


def _passages(text: ArticleText, blocks: list[list[Row]]) -> list[list[list[Row]]]:
    """The blocks of a text from subhead to subhead, or where a sync mark stands.

    A subhead stays with the block after it.
    """
    passages: list[list[list[Row]]] = [[]]
    held: list[Row] = []
    for n, (block, rows) in enumerate(zip(text.blocks, blocks, strict=True)):
        if n in text.syncs and passages[-1] and not held and not isinstance(block, Subhead):
            passages.append([])
        if isinstance(block, Subhead):
            if not held:
                passages.append([])
            held += rows
        else:
            passages[-1].append(held + rows)
            held = []
    if held:
        passages[-1].append(held)
    return passages


def _level(sides: list[list[list[Row]]]) -> list[Group]:
    """Blocks of the columns level one by one; where counts differ, those of like length meet."""
    merged = sides[:1]
    for side in sides[1:]:
        left, right = _matched(merged[0], side)
        if len(left) != len(merged[0]):
            merged = [left, *(_matched(other, left)[0] for other in merged[1:])]
        merged.append(right)
    count = max(len(side) for side in merged)
    rows = [[tuple(block) for block in side] + [()] * (count - len(side)) for side in merged]
    return [group for group in zip(*rows, strict=True) if any(group)]


def _matched(
    left: list[list[Row]], right: list[list[Row]]
) -> tuple[list[list[Row]], list[list[Row]]]:
    """Two texts with as many blocks each, made so by joining neighbours on either side.

    One, two or three blocks are joined where that is as long as the other side (Gale and Church,
    Computational Linguistics 19, 1993, with grid lines for characters).
    """
    if len(left) == len(right) or not left or not right:
        return left, right
    steps = [(1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 2)]
    a, b = [height(block) for block in left], [height(block) for block in right]
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(len(a) + 1):
        for j in range(len(b) + 1):
            if (i, j) not in best:
                continue
            for di, dj in steps:
                to = (i + di, j + dj)
                if to[0] > len(a) or to[1] > len(b):
                    continue
                cost = best[i, j][0] + abs(sum(a[i : to[0]]) - sum(b[j : to[1]]))
                cost += JOINED * (di + dj - 2)
                if to not in best or cost < best[to][0]:
                    best[to] = (cost, (di, dj))
    at = (len(a), len(b))
    if at not in best:  # more than three to one: all of it is one pair
        return [joined(left)], [joined(right)]
    pairs = []
    while at != (0, 0):
        di, dj = best[at][1]
        pairs.append((at[0] - di, at[0], at[1] - dj, at[1]))
        at = (at[0] - di, at[1] - dj)
    pairs.reverse()
    return (
        [joined(left[i:k]) for i, k, _, _ in pairs],
        [joined(right[j:m]) for _, _, j, m in pairs],
    )
