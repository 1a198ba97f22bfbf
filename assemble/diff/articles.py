"""What became of articles as a whole: renamed, moved, put in another order, edited."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence

from assemble.diff.values import TOUCHED, ArticleChange, Block, Change, Outcome

SAME_TEXT = 0.5
"""Share of an article's words that another has to have, to be it under another name."""


def renamed_articles(old: Sequence[Block], new: Sequence[Block]) -> dict[str, str]:
    """New ids of articles by their old ones, where files were renamed: known by what they say."""
    before, after = _texts(old), _texts(new)
    out: dict[str, str] = {}
    for name in before.keys() - after.keys():
        best, share = "", SAME_TEXT
        for other in sorted(after.keys() - before.keys() - set(out.values())):
            common = sum((before[name] & after[other]).values())
            found = 2 * common / (before[name].total() + after[other].total())
            if found > share:
                best, share = other, found
        if best:
            out[name] = best
    return out


def _texts(blocks: Sequence[Block]) -> dict[str, Counter[tuple[str, ...]]]:
    """How often each article holds each text; the longer ones count by their words."""
    out: dict[str, Counter[tuple[str, ...]]] = {}
    for block in blocks:
        if block.article and not block.derived and block.words:
            out.setdefault(block.article, Counter())[block.words] += len(block.words)
    return out


def article_changes(
    old: Sequence[Block],
    new: Sequence[Block],
    changes: Sequence[Change],
    renamed: Mapping[str, str],
) -> list[ArticleChange]:
    """What became of each article, in the order of the new proof; what is gone comes last.

    Args:
        old: the blocks of the old proof, under the new names of their articles.
        new: those of the new one.
        changes: what became of them.
        renamed: as `renamed_articles` gives it.
    """
    before, after = _pages(old), _pages(new)
    names = {other: name for name, other in renamed.items()}
    counts: dict[str, Counter[Outcome]] = {name: Counter() for name in (*after, *before)}
    for change in changes:
        for name in _names(change):
            if not change.block.derived:
                counts[name][change.outcome] += 1
    common = [name for name in before if name in after]
    places = {name: place for place, name in enumerate(after)}
    kept = _rising([places[name] for name in common])
    out = []
    for name in dict.fromkeys((*after, *before)):
        reordered = name in places and name in before and places[name] not in kept
        outcome = _outcome(name, counts[name], before, after)
        pages = before.get(name, ()), after.get(name, ())
        was = names.get(name)
        out.append(ArticleChange(name, outcome, *pages, reordered, counts[name], was))
    return out


def _names(change: Change) -> set[str]:
    """The articles that a change touches: two where a text went from one to another."""
    return {block.article for block in (*change.old, *change.new) if block.article}


def _pages(blocks: Sequence[Block]) -> dict[str, tuple[int, ...]]:
    """The pages of each article, in the order in which they begin."""
    out: dict[str, set[int]] = {}
    for block in blocks:
        if block.article and not block.derived:
            out.setdefault(block.article, set()).update(block.pages)
    return {name: tuple(sorted(pages)) for name, pages in out.items()}


def _outcome(
    name: str, counts: Counter[Outcome], before: Mapping[str, object], after: Mapping[str, object]
) -> Outcome:
    if name not in before:
        return Outcome.NEW
    if name not in after:
        return Outcome.GONE
    if any(counts[each] for each in TOUCHED):
        return Outcome.EDITED
    if counts[Outcome.MOVED]:
        return Outcome.MOVED
    return Outcome.FOLLOWS if counts[Outcome.FOLLOWS] else Outcome.IDENTICAL


def _rising(values: Sequence[int]) -> set[int]:
    """The longest rising subsequence: what kept its order (Fredman 1975)."""
    ends: list[int] = []
    last: list[int] = []
    back: dict[int, int | None] = {}
    for value in values:
        at = bisect_left(ends, value)
        back[value] = last[at - 1] if at else None
        ends[at : at + 1] = [value]
        last[at : at + 1] = [value]
    out: set[int] = set()
    value_or_none = last[-1] if last else None
    while value_or_none is not None:
        out.add(value_or_none)
        value_or_none = back[value_or_none]
    return out
