"""What the tool sets from other content: folios, contents, running heads, teasers.

A change of it that has its cause elsewhere follows; only what has none is told as an edit, once.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from assemble.diff.blocks import BY_PAGE, PAGED, REPEATED
from assemble.diff.judge import judged
from assemble.diff.values import TOUCHED, Block, Change, Outcome

NUMBERS = re.compile(r"\d+")
Sides = tuple[list[Block], list[Block]]


def derived_changes(
    old: Sequence[Block],
    new: Sequence[Block],
    primary: Iterable[Change],
) -> list[Change]:
    """What became of the derived blocks.

    Args:
        old: the derived blocks of the old proof.
        new: those of the new one.
        primary: what became of all others.
    """
    told = _Told(primary)
    out = []
    for left, right in _sides(old, new).values():
        for one, other in zip_longest(left, right):
            if one is not None and other is not None:
                out.append(told.of_pair(judged([one], [other])))
            else:
                out.append(told.of_single(one, other))
    return out


def _sides(old: Sequence[Block], new: Sequence[Block]) -> dict[object, Sides]:
    """The blocks that belong together: of a page, or of an article; in their order."""
    sides: dict[object, Sides] = defaultdict(lambda: ([], []))
    for side, blocks in enumerate((old, new)):
        for block in blocks:
            own = block.pages if block.role in BY_PAGE | {REPEATED} else block.article
            paged = not any(word.isalpha() for word in block.words)
            key = block.role, block.language, own, paged, block.image is not None
            sides[key][side].append(block)
    return sides


class _Told:
    """What has been told, to see whether a derived change follows from it."""

    def __init__(self, primary: Iterable[Change]) -> None:
        self._pairs: set[tuple[str, str]] = set()
        self._texts: set[str] = set()
        self._alone: dict[str | None, set[bool]] = defaultdict(set)
        for change in primary:
            self._note(change)
        # An article is new or gone as a whole if nothing of it is in both proofs.
        self._articles = {name for name, both in self._alone.items() if both == {True}}

    def _note(self, change: Change) -> None:
        self._alone[change.block.article].add(not (change.old and change.new))
        if change.outcome in TOUCHED:
            self._pairs |= {(each.old, each.new) for each in change.words}
            self._texts |= {block.text for block in (*change.old, *change.new)}

    def of_pair(self, change: Change) -> Change:
        """A derived change as it is to be told."""
        if change.outcome is not Outcome.EDITED:
            return change
        old, new = change.old[0], change.new[0]
        paged = old.role in PAGED
        explained = (
            _of_the_page(new)
            or (old.text in self._texts and new.text in self._texts)
            or all(
                (each.old, each.new) in self._pairs or (paged and _counts(each.old, each.new))
                for each in change.words
            )
        )
        return self._as_told(change, explained=explained)

    def of_single(self, old: Block | None, new: Block | None) -> Change:
        """A derived block that stands in one of the proofs only."""
        block = new or old
        assert block is not None  # zip_longest gives one at least
        change = Change(
            outcome=Outcome.NEW if new else Outcome.GONE,
            old=(old,) if old else (),
            new=(new,) if new else (),
            marks=new.spots if new else (),
        )
        explained = (
            _of_the_page(block)
            or block.article in self._articles
            or block.text in self._texts
            or (block.role in PAGED and not any(word.isalpha() for word in block.words))
        )
        return self._as_told(change, explained=explained)

    def _as_told(self, change: Change, *, explained: bool) -> Change:
        if not explained:
            self._note(change)
            return change
        return Change(
            outcome=Outcome.FOLLOWS, old=change.old, new=change.new, words=change.words,
            detail=change.detail, marks=change.marks,
        )  # fmt: skip


def _of_the_page(block: Block) -> bool:
    """Whether a block is made anew for each page: furniture, heads of tables, contents pictures."""
    return block.role in BY_PAGE or block.role == REPEATED or block.image is not None


def _counts(old: str, new: str) -> bool:
    """Whether two texts differ in numbers only."""
    return NUMBERS.sub("0", old) == NUMBERS.sub("0", new)
