"""What became of the blocks that were paired: identical, moved, edited; and why."""

from collections.abc import Iterator, Sequence

from assemble.diff.values import Block, Box, Change, Outcome, Spot, Words
from assemble.diff.words import differences, running, spots_of
from assemble.model.units import MM

SAME = 0.05
"""Points that drawn things may differ by and still be the same: 0.02 mm, less than register on any
press holds, and five times what the sidecar rounds to."""
RESTYLED = "set in another face"
"""The detail of a change whose words are the same and were set bold, italic or plain."""
SAME_CROP = 0.0005
"""The same for fractions of a picture's width: a twentieth of a percent."""


def judged(old: Sequence[Block], new: Sequence[Block], *, order: bool = False) -> Change:
    """What became of blocks that are the same: one of each, or one and those it was divided into.

    Args:
        old: the old blocks.
        new: the new ones.
        order: whether they changed places with others.
    """
    if new[0].image:
        return _picture(old[0], new[0])
    one, other = running(old), running(new)
    words = differences(one, other)
    detail = list(_moved(old, new, order=order))
    if words:
        spots = [spot for block in new for spot in block.spots]
        marks = tuple(spots_of(other, spots, words))
        return _change(Outcome.EDITED, old, new, detail, words, marks)
    if old[0].role != new[0].role:
        detail.insert(0, f"set as {new[0].role}, not {old[0].role}")
        return _change(Outcome.EDITED, old, new, detail, (), new[0].spots)
    restyled = _restyled(old[0], new[0])
    if restyled:
        detail.insert(0, RESTYLED)
        marks = tuple(spots_of(other, new[0].spots, restyled))
        return _change(Outcome.EDITED, old, new, detail, restyled, marks)
    if old[0].label != new[0].label:
        detail.insert(0, _relabelled(old[0].label, new[0].label))
        return _change(Outcome.FOLLOWS, old, new, detail)
    if detail or not _placed_alike(old[0].spots, new[0].spots):
        return _change(Outcome.MOVED, old, new, detail or ["moved on its page"])
    return _change(Outcome.IDENTICAL, old, new)


def alike(one: Box, other: Box, within: float = SAME) -> bool:
    """Whether two boxes lie within a tolerance of each other."""
    return all(abs(a - b) <= within for a, b in zip(one, other, strict=True))


def _change(
    outcome: Outcome,
    old: Sequence[Block],
    new: Sequence[Block],
    detail: Sequence[str] = (),
    words: tuple[Words, ...] = (),
    marks: tuple[Spot, ...] = (),
) -> Change:
    return Change(
        outcome=outcome, old=tuple(old), new=tuple(new),
        detail=tuple(detail), words=words, marks=marks,
    )  # fmt: skip


def _relabelled(old: str, new: str) -> str:
    if not old or not new:
        return f"number {old or new} is {'gone' if old else 'new'}"
    return f"number {old} became {new}"


def _placed_alike(old: Sequence[Spot], new: Sequence[Spot]) -> bool:
    return len(old) == len(new) and all(
        a.page == b.page and a.text == b.text and alike(a.rect, b.rect)
        for a, b in zip(old, new, strict=True)
    )


def _moved(old: Sequence[Block], new: Sequence[Block], *, order: bool) -> Iterator[str]:
    """In what way blocks stand elsewhere."""
    if old[0].article != new[0].article:
        yield f"from {old[0].article or 'outside the articles'}"
    elif order:
        yield "in another order"
    before, after = _pages(old), _pages(new)
    if before != after:
        yield f"from {listed(before)} to {listed(after)}"
    lines = [[spot.text for block in side for spot in block.spots] for side in (old, new)]
    if lines[0] != lines[1] and running(old) == running(new):
        yield "lines broken elsewhere"


def _pages(blocks: Sequence[Block]) -> tuple[int, ...]:
    return tuple(sorted({page for block in blocks for page in block.pages}))


def listed(pages: Sequence[int]) -> str:
    """Pages in words: `page 4`, `pages 4, 6–8`."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    parts = [f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs]
    return f"page{'s' if len(pages) > 1 else ''} {', '.join(parts)}"


def _restyled(old: Block, new: Block) -> tuple[Words, ...]:
    """The words that are the same but set in another face, where both proofs tell faces."""
    if not old.faces or len(old.faces) != len(new.faces):
        return ()
    marked = [
        tuple(f"{word}\x00{face}" for word, face in zip(block.words, block.faces, strict=True))
        for block in (old, new)
    ]
    return tuple(
        each._replace(
            before=_bare(each.before),
            old=_bare(each.old),
            new=_bare(each.new),
            after=_bare(each.after),
        )
        for each in differences(*marked)
    )


def _bare(text: str) -> str:
    return " ".join(word.partition("\x00")[0] for word in text.split(" "))


def _picture(old: Block, new: Block) -> Change:
    """What became of a picture: its crop and size are no edit of it."""
    if old.image != new.image:
        detail = ["another picture", *_moved([old], [new], order=False)]
        return _change(Outcome.EDITED, [old], [new], detail, (), new.spots)
    detail = list(_moved([old], [new], order=False))
    before, after = old.spots[0].rect, new.spots[0].rect
    if not alike((*before[2:], 0, 0), (*after[2:], 0, 0)):
        detail.append(f"was {_size(before)}, is {_size(after)}")
    if old.crop and new.crop and not alike(old.crop, new.crop, SAME_CROP):
        detail.append("cropped in another way")
    if detail:
        return _change(Outcome.MOVED, [old], [new], detail)
    if _placed_alike(old.spots, new.spots):
        return _change(Outcome.IDENTICAL, [old], [new])
    return _change(Outcome.MOVED, [old], [new], ["moved on its page"])


def _size(rect: Box) -> str:
    return f"{rect[2] / MM:.0f} × {rect[3] / MM:.0f} mm"
