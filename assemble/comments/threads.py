"""Annotations that belong together: replies with their parent, the two halves of a replacement.

In: annotations, the trim boxes of their pages. Out: `Mark`s in page order, in points from the
trim's top left corner.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC

from assemble.comments.annotations import QUOTING, Annotation, Identity
from assemble.comments.model import Area, Mark, Reply
from assemble.model.preflight import Box

POINTING = frozenset({"note", "file", "sound", "insert"})
"""Kinds that speak of a point, not of what they cover."""


def marks(found: Sequence[Annotation], trims: Sequence[Box]) -> list[Mark]:
    """One mark for each thread.

    `trims` are the pages' trim boxes in their own coordinates.
    """
    heads = _heads(found)
    replies: dict[int, list[Annotation]] = defaultdict(list)
    partners: dict[int, list[Annotation]] = defaultdict(list)
    for n, annotation in enumerate(found):
        if heads[n] != n:
            grouped = annotation.relation == "Group"
            (partners if grouped else replies)[heads[n]].append(annotation)
    return [
        _mark(annotation, partners[n], replies[n], trims[annotation.page - 1])
        for n, annotation in enumerate(found)
        if heads[n] == n
    ]


def _heads(found: Sequence[Annotation]) -> list[int]:
    """For each annotation the index of the one that its thread begins with.

    One whose parent isn't there, or that answers itself over others, begins its own.
    """
    by_identity: Mapping[Identity | str, int] = {
        key: n for n, item in enumerate(found) for key in (item.label, item.identity) if key
    }
    up = [by_identity.get(item.parent, n) if item.parent else n for n, item in enumerate(found)]
    heads = []
    for n in range(len(found)):
        seen = [n]
        while (above := up[seen[-1]]) != seen[-1] and above not in seen:
            seen.append(above)
        heads.append(seen[-1] if up[seen[-1]] == seen[-1] else min(seen))
    return heads


def _mark(
    head: Annotation, partners: list[Annotation], replies: list[Annotation], trim: Box
) -> Mark:
    group = [head, *partners]
    struck = next((item for item in group if item.kind == "strike-out"), None)
    caret = next((item for item in group if item.kind == "insert"), None)
    # Acrobat makes a replacement of a caret and a strike-out that belongs to it; others the
    # other way round.
    shown = struck if struck and caret else head
    kind = "replace" if struck and caret else head.kind
    words = [item.text for item in group if item.text]
    return Mark(
        page=head.page,
        kind=kind,
        author=next((item.author for item in group if item.author), ""),
        date=next((item.date for item in group if item.date), None),
        text=_replacement(caret, words) if kind == "replace" else "\n".join(words),
        boxes=tuple(_area(box, trim) for box in shown.boxes or (shown.rect,)),
        anchor=_anchor(shown, trim),
        is_quoting=kind in QUOTING or kind == "replace",
        replies=tuple(_reply(item) for item in sorted(replies, key=_when)),
        attachment=head.attachment,
    )


def _replacement(caret: Annotation | None, words: list[str]) -> str:
    """What a replacement puts in: the caret's words; some programs give both halves the same."""
    return caret.text if caret and caret.text else (words or [""])[0]


def _anchor(item: Annotation, trim: Box) -> tuple[float, float] | None:
    """The point that an annotation speaks of, None for those that cover what they speak of.

    A note's is the upper left corner of its rectangle, which stays in place when it is shown larger
    or smaller (ISO 32000-1, 12.5.3 and 12.5.6.4); a caret's the tip, in the middle of its upper
    edge; a callout's or an arrow's its end.
    """
    left, _, right, top = item.rect
    if item.kind in POINTING:
        x = (left + right) / 2 if item.kind == "insert" else left
        return _point((x, top), trim)
    if item.points and (item.kind == "free-text" or item.tool == "LineArrow"):
        return _point(item.points[0], trim)
    return None


def _point(point: tuple[float, float], trim: Box) -> tuple[float, float]:
    return point[0] - trim[0], trim[3] - point[1]


def _area(box: Box, trim: Box) -> Area:
    left, bottom, right, top = box
    return Area(left - trim[0], trim[3] - top, right - trim[0], trim[3] - bottom)


def _reply(item: Annotation) -> Reply:
    return Reply(item.author, item.date, item.text, item.state)


def _when(item: Annotation) -> float:
    """Replies in order of time; those without a date first."""
    date = item.date
    if date is None:
        return 0.0
    return (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp()


def in_order(found: Iterable[Mark]) -> list[Mark]:
    """Marks by page and height, then from left to right."""
    return sorted(found, key=lambda mark: (mark.page, mark.boxes[0].top, mark.boxes[0].left))
