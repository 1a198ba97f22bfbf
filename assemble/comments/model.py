"""The values of this package: comments with their places, verdicts on them, edits.

Boxes are left, top, right, bottom in points from the trim's top left corner, y down, as in the
sidecar; offsets count characters from 0.
"""

from datetime import datetime
from typing import NamedTuple

from assemble.model.finding import Location
from assemble.model.frozen import Frozen

MECHANICAL = frozenset({"replace", "strike-out", "insert"})
"""Kinds of comments that say exactly what the text should be."""

REFUSED = frozenset({"Rejected", "Cancelled"})
"""States of a thread (ISO 32000-1, table 172) that say: don't."""


class Area(NamedTuple):
    """A rectangle by its edges."""

    left: float
    top: float
    right: float
    bottom: float


class Reply(NamedTuple):
    """An answer to a comment; `state` is what it sets (`Accepted`), '' for words only."""

    author: str
    date: datetime | None
    text: str
    state: str = ""


class Mark(Frozen):
    """An annotation with all that belongs to it, not yet led to its line.

    `page` counts from 1; `kind` is one of `annotations.KINDS`' values, or `replace`; `boxes` are
    the areas of its quads, or its one area; `anchor` is the point that it speaks of, where it
    speaks of one; `attachment` the name of an attached file.
    """

    page: int
    kind: str
    author: str
    date: datetime | None
    text: str
    boxes: tuple[Area, ...]
    anchor: tuple[float, float] | None = None
    is_quoting: bool = True
    replies: tuple[Reply, ...] = ()
    attachment: str = ""


class Span(NamedTuple):
    """A stretch of a source file, in characters of the file as it is on disk."""

    start: int
    end: int


class Place(Frozen):
    """Where a comment stands.

    `at` is the place in the source of the quoted words, or of what is nearest: None where the
    layout set it by itself. `block` is the place where the paragraph, caption, row or picture
    begins, as the sidecar has it; `text` its set text, in which the comment covers `start` to
    `end`. `span` are the same words in the source, None where they don't stand there as one.
    `how` is `place` (by the rectangle on the page), `text` (by its words, for proofs of an older
    build), or `nearest` (only what is near it).
    """

    at: Location | None
    block: Location | None
    role: str
    language: str | None
    article: str | None
    text: str
    start: int
    end: int
    how: str
    span: Span | None = None


class Comment(Frozen):
    """A comment on the proof; `number` counts them from 1 in order of page and place."""

    number: int
    mark: Mark
    quoted: str
    place: Place

    @property
    def state(self) -> str:
        """What the latest reply that sets a state sets; '' for none."""
        states = [reply.state for reply in self.mark.replies if reply.state]
        return states[-1] if states else ""

    @property
    def is_refused(self) -> bool:
        """Whether somebody answered that it isn't to be done."""
        return self.state in REFUSED


class Review(Frozen):
    """All comments of a proof.

    `build` is the proof's build id, '' where the file doesn't say it any more; `current` that of
    the sidecar by which the comments were led to their lines.
    """

    file: str
    build: str
    current: str
    comments: tuple[Comment, ...]

    @property
    def is_older(self) -> bool:
        """Whether the proof was made by another build than the sidecar."""
        return self.build not in ("", self.current)


class Verdict(NamedTuple):
    """Whether a comment was done.

    `outcome` is `done`, `not-done`, `otherwise` (changed, but not as asked), `refused` (its thread
    says no) or `unclear` (a note: somebody must read it); `now` is the block's new text, None
    where it is gone.
    """

    comment: Comment
    outcome: str
    reason: str
    now: str | None


class Change(NamedTuple):
    """A change of a block: `kind` is edited, new, gone or picture; `old`, `new` its set texts."""

    kind: str
    at: Location
    role: str
    language: str | None
    old: str
    new: str


class Applied(NamedTuple):
    """What came of a review: a verdict a comment, and the changes that no comment asked for."""

    verdicts: tuple[Verdict, ...]
    unasked: tuple[Change, ...]


class Edit(NamedTuple):
    """A change of a source file: characters `start` to `end`, which read `old`, become `new`.

    Offsets count characters of the file decoded as UTF-8, a byte order mark included.
    """

    file: str
    start: int
    end: int
    old: str
    new: str
    comment: int


class Refusal(NamedTuple):
    """A mechanical comment that can't be applied by itself, and why."""

    comment: Comment
    reason: str
