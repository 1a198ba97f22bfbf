"""Two snapshots compared: what became of each block, page and article.

In: two snapshots. Out: a `Difference`. It reads no file and draws nothing.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace

from assemble.diff.align import Pair, paired
from assemble.diff.articles import article_changes, renamed_articles
from assemble.diff.blocks import blocks_of
from assemble.diff.carried import with_carried
from assemble.diff.derived import derived_changes
from assemble.diff.judge import judged
from assemble.diff.pages import page_changes
from assemble.diff.stream import streamed, text_blocks
from assemble.diff.values import Block, Change, Difference, Outcome, Snapshot, Spot

STREAMS = {
    "caption": "captions",
    "table": "tables",
    "table-header": "tables",
    "table-title": "tables",
    "table-note": "tables",
    "headline": "headline",
    "kicker": "kicker",
    "standfirst": "standfirst",
    "byline": "byline",
    "note": "notes",
    "note-title": "notes",
    "footnote": "footnotes",
}
"""Which of an article's texts are looked for among each other; all other roles are its text."""


def compared(old: Snapshot, new: Snapshot) -> Difference:
    """What differs between two proofs.

    Where one of them is a foreign PDF, both are compared by their text streams; pictures then only
    if both are foreign, since a file's picture and a PDF's have no name in common.
    """
    notes: tuple[str, ...] = ()
    if old.foreign or new.foreign:
        if old.foreign != new.foreign:
            notes = ("one proof has no sidecar: compared by text stream, without pictures",)
        old, new = (streamed(each, pictures=not notes) for each in (old, new))
        before, after = text_blocks(old, new)
    else:
        before, after = blocks_of(old, new)
    renamed = renamed_articles(before, after)
    before = [
        replace(block, article=renamed[block.article]) if block.article in renamed else block
        for block in before
    ]
    changes = _changes(before, after)
    return Difference(
        old=old,
        new=new,
        changes=tuple(changes),
        pages=tuple(page_changes(old, new, changes)),
        articles=tuple(article_changes(before, after, changes, renamed)),
        notes=notes,
    )


def _changes(old: Sequence[Block], new: Sequence[Block]) -> list[Change]:
    """What became of every block, in the order of the new pages."""
    left, right = ([b for b in blocks if not b.derived] for blocks in (old, new))
    pairs = paired(left, right, _pool)
    changes = [
        judged([left[i] for i in pair.old], [right[j] for j in pair.new], order=pair.order)
        for pair in pairs
    ]
    changes += _alone(left, right, pairs)
    derived = [b for b in old if b.derived], [b for b in new if b.derived]
    changes += derived_changes(*derived, changes)
    return sorted(with_carried(changes), key=_place)


def _pool(block: Block) -> Hashable:
    """What blocks have in common that are looked for among each other first."""
    kind = "pictures" if block.image else STREAMS.get(block.role, "text")
    # Rows are looked for in their own table; a table of another file is another table.
    table = block.at.file if kind == "tables" and block.at else ""
    return block.article, block.language, kind, table


def _place(change: Change) -> tuple[int, float, float]:
    spot = (change.marks or change.block.spots)[0]
    left, top = spot.rect[:2]
    return spot.page, left // COLUMN, top


COLUMN = 100.0
"""Points in which lefts count as one column when changes are put in order."""


def _alone(old: Sequence[Block], new: Sequence[Block], pairs: Sequence[Pair]) -> list[Change]:
    """The blocks of no pair: gone and new ones."""
    homes: dict[int, Block] = {}
    for pair in pairs:
        for i in pair.old:
            homes[i] = new[pair.new[-1]]
    known = {j for pair in pairs for j in pair.new}
    out = [
        Change(outcome=Outcome.GONE, old=(block,), marks=(_beside(i, old, homes),))
        for i, block in enumerate(old)
        if i not in homes
    ]
    return out + [
        Change(outcome=Outcome.NEW, new=(block,), marks=block.spots)
        for j, block in enumerate(new)
        if j not in known
    ]


def _beside(index: int, old: Sequence[Block], homes: Mapping[int, Block]) -> Spot:
    """Where on the new pages a block stood that is gone: beside its nearest neighbour.

    A neighbour of its article, language and old page comes first, one before it before one after.
    """
    block = old[index]
    page = block.spots[0].page
    best: tuple[tuple[bool, bool, bool, int], Spot] | None = None
    for i, home in homes.items():
        one = old[i]
        if one.article != block.article:
            continue
        before = i < index
        spot = one.spots[-1] if before else one.spots[0]
        rank = (spot.page != page, one.language != block.language, not before, abs(i - index))
        if best is None or rank < best[0]:
            best = rank, home.spots[-1 if before else 0]
    return best[1] if best else block.spots[0]._replace(text="")
