"""Whether comments were done, and what else was changed: two sidecars compared, block by block.

In: a review led by the old sidecar, the old and the new sidecar. Out: `Applied`. A comment that
says what the text should be is judged by distances: if it was done, the new text is nearer to the
old one with the comment done than to the old one, by exactly as many words as it asks to change.
Thus changes beside it, and words that stand several times, do not disturb.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from assemble.comments.blocks import Block, blocks
from assemble.comments.model import (
    MECHANICAL,
    Applied,
    Change,
    Comment,
    Review,
    Verdict,
)
from assemble.comments.tokens import distance, same_text, tokens
from assemble.comments.wanted import wanted
from assemble.model.finding import Location

ALIKE = 0.4
"""Share of like words by which two blocks are one that was edited."""


class _Pair(NamedTuple):
    """A block before and after; None where there was, or is, none."""

    old: Block | None
    new: Block | None


def applied(review: Review, old: Mapping[str, Any], new: Mapping[str, Any]) -> Applied:
    """What came of a review's comments, and the changes that no comment asked for.

    Args:
        review: comments led by the sidecar `old`.
        old: the sidecar of the proof.
        new: the sidecar of the issue as it is now.
    """
    pairs = _pairs(blocks(old), blocks(new))
    by_key = {_key(pair.old): pair for pair in pairs if pair.old}
    of: dict[tuple[object, ...], list[Comment]] = defaultdict(list)
    verdicts = []
    for comment in review.comments:
        key = _comment_key(comment)
        of[key].append(comment)
        verdicts.append(_verdict(comment, by_key.get(key)))
    done = {verdict.comment.number for verdict in verdicts if verdict.outcome == "done"}
    unasked = [
        change for pair in pairs if (change := _change(pair)) and not _is_asked(pair, of, done)
    ]
    return Applied(tuple(verdicts), tuple(unasked))


def _key(block: Block) -> tuple[object, ...]:
    return block.at, block.text


def _comment_key(comment: Comment) -> tuple[object, ...]:
    return comment.place.block, comment.place.text


def _verdict(comment: Comment, pair: _Pair | None) -> Verdict:
    """Whether a comment was done."""
    now = pair.new.text if pair and pair.new else None
    if comment.is_refused:
        return Verdict(comment, "refused", f"answered: {comment.state.lower()}", now)
    if pair is None:
        return Verdict(
            comment, "unclear", "it stands on nothing that has a source of its own", None
        )
    if comment.mark.kind not in MECHANICAL:
        return Verdict(comment, "unclear", _seen(pair), now)
    if now is None:
        return Verdict(comment, "otherwise", "the whole passage is gone", None)
    return Verdict(comment, *_judged(comment, now), now)


def _seen(pair: _Pair) -> str:
    """What can be said of a note: whether anything changed there."""
    if pair.new is None:
        return "the passage is gone; read the comment"
    if _change(pair):
        return "the passage was changed; read whether as asked"
    return "nothing was changed there; read the comment"


def _judged(comment: Comment, now: str) -> tuple[str, str]:
    """The outcome of a mechanical comment, and why."""
    old = comment.place.text
    want = wanted(comment)
    if want is None:
        return "unclear", "it doesn't say what the text should be"
    before, after = old[: want.start], old[want.end :]
    asked = tokens(f"{before}{want.new}{after}")
    was, is_now = tokens(old), tokens(now)
    size = distance(was, asked)
    nearer = distance(was, is_now) - distance(asked, is_now)
    if size == 0:
        return "unclear", "it asks for no other words"
    if nearer == size:
        return "done", "the text is as asked"
    if nearer == -size:
        return "not-done", "the text is as it was"
    return "otherwise", "the text was changed there, but not as asked"


def _is_asked(
    pair: _Pair, of: Mapping[tuple[object, ...], Sequence[Comment]], done: set[int]
) -> bool:
    """Whether comments ask for a block's change, and for no less than was changed."""
    comments = of.get(_key(pair.old), ()) if pair.old else ()
    if not comments:
        return False
    if pair.new is None or any(comment.mark.kind not in MECHANICAL for comment in comments):
        return True
    mine = [comment for comment in comments if comment.number in done]
    if len(mine) < len(comments):
        return True  # what was done otherwise was asked for, too
    return same_text(_edited(comments[0].place.text, mine), pair.new.text)


def _edited(text: str, comments: Iterable[Comment]) -> str:
    """A block's text with its comments done, the last first."""
    edits = [want for comment in comments if (want := wanted(comment))]
    for want in sorted(edits, key=lambda want: want.start, reverse=True):
        text = text[: want.start] + want.new + text[want.end :]
    return " ".join(text.split())


def _change(pair: _Pair) -> Change | None:
    """How a block changed; None if it didn't."""
    old, new = pair
    known = new or old
    assert known is not None
    at = known.at or Location("")
    was, now = old.text if old else "", new.text if new else ""
    if old is None or new is None:
        kind = "new" if old is None else "gone"
    elif known.image:
        kind = "picture" if old.image != new.image else ""
    else:
        kind = "" if same_text(was, now) else "edited"
    return Change(kind, at, known.role, known.language, was, now) if kind else None


def _pairs(old: Sequence[Block], new: Sequence[Block]) -> list[_Pair]:
    """The blocks of both, each with its counterpart, in the order of the new pages.

    Only blocks with a source of their own count: what the layout repeats changes with it.
    """
    streams: dict[tuple[object, ...], tuple[list[Block], list[Block]]] = {}
    for side, found in enumerate((old, new)):
        for block in found:
            if not block.is_repeated and block.at:
                key = block.at.file, block.role, block.language
                streams.setdefault(key, ([], []))[side].append(block)
    return [pair for was, now in streams.values() for pair in _aligned(was, now)]


def _aligned(old: Sequence[Block], new: Sequence[Block]) -> list[_Pair]:
    """The counterparts in one stream of one file, role and language.

    First those that stand in the same order, with edited ones between them, then those that were
    only moved.
    """
    a, b = [_mark(block) for block in old], [_mark(block) for block in new]
    pairs: list[_Pair] = []
    for tag, i, j, m, n in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            pairs += [_Pair(*both) for both in zip(old[i:j], new[m:n], strict=True)]
        else:
            pairs += _alike(old[i:j], new[m:n])
    come = [pair.new for pair in pairs if pair.old is None and pair.new]
    moved: dict[int, Block] = {}
    for pair in pairs:
        if pair.old and pair.new is None:
            twin = next((block for block in come if _mark(block) == _mark(pair.old)), None)
            if twin:
                come.remove(twin)
                moved[id(pair.old)] = twin
    twins = {id(block) for block in moved.values()}
    return [
        pair._replace(new=moved.get(id(pair.old), pair.new))
        for pair in pairs
        if pair.old or id(pair.new) not in twins
    ]


def _mark(block: Block) -> str:
    return f"picture {block.image}" if block.image else " ".join(tokens(block.text))


def _alike(old: Sequence[Block], new: Sequence[Block]) -> list[_Pair]:
    """Counterparts among blocks that differ: the most alike first, but as many as there are."""
    if len(old) == len(new):
        return [_Pair(*both) for both in zip(old, new, strict=True)]
    scores = sorted(
        ((_likeness(was, now), -n, -m) for n, was in enumerate(old) for m, now in enumerate(new)),
        reverse=True,
    )
    of: dict[int, int] = {}
    for score, n, m in scores:
        if score >= ALIKE and -n not in of and -m not in of.values():
            of[-n] = -m
    left = [_Pair(None, now) for m, now in enumerate(new) if m not in of.values()]
    return [_Pair(was, new[of[n]] if n in of else None) for n, was in enumerate(old)] + left


def _likeness(old: Block, new: Block) -> float:
    if old.image or new.image:
        return float(bool(old.image and new.image))
    return SequenceMatcher(None, tokens(old.text), tokens(new.text), autojunk=False).ratio()
