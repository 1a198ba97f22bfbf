"""Words that went from one text into another: told with both places, not as lost and written anew.

Whole paragraphs that moved are known by pairing; this is for parts of them, as when a paragraph is
divided and one part goes elsewhere, or a paragraph is carried into another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assemble.diff.values import Change, Outcome

LEAST = 6
"""Words that are known again; fewer may stand in two places by chance."""


def with_carried(changes: Sequence[Change]) -> list[Change]:
    """The changes, with a detail where their words stood or stand elsewhere."""
    gone = {text: change for change in changes for text in _segments(change, new=False)}
    new = {text: change for change in changes for text in _segments(change, new=True)}
    carried = gone.keys() & new.keys()
    if not carried:
        return list(changes)
    out = []
    for change in changes:
        detail = list(change.detail)
        for text in _segments(change, new=True):
            if text in carried and gone[text] is not change:
                detail.append(f"“{_begin(text)} …” stood in {_where(gone[text], new=False)}")
        for text in _segments(change, new=False):
            if text in carried and new[text] is not change:
                detail.append(f"“{_begin(text)} …” now stands in {_where(new[text], new=True)}")
        out.append(replace(change, detail=tuple(detail)))
    return out


def _segments(change: Change, *, new: bool) -> Iterator[str]:
    """The longer stretches of words that are on one side of a change only."""
    alone = Outcome.NEW if new else Outcome.GONE
    if change.outcome is alone and len(change.block.words) >= LEAST:
        yield change.block.text
    if change.outcome is Outcome.EDITED:
        for each in change.words:
            text = (each.new if new else each.old).strip("¶ ")
            if len(text.split()) >= LEAST:
                yield text


def _begin(text: str) -> str:
    return " ".join(text.split()[:LEAST])


def _where(change: Change, *, new: bool) -> str:
    block = (change.new if new else change.old)[0]
    place = f"{block.article or 'the issue'}, page {block.spots[0].page}"
    return f"{place}, line {block.at.line}" if block.at else place
