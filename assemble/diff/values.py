"""The values of a comparison: snapshots, blocks, changes. Does nothing.

Lengths are points from the top left corner of the trim, y down, as in an edition.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from assemble.model.finding import Location
from assemble.model.frozen import Frozen

Box = tuple[float, float, float, float]
"""Left, top, width, height in points."""


class Outcome(StrEnum):
    """What became of a block, a page or an article.

    IDENTICAL: drawn as it was. MOVED: the same content at another place, on another page, in other
    lines or another size. FOLLOWS: made by the tool from what changed elsewhere, as the page
    numbers of the contents are. EDITED: its words or its picture differ. NEW and GONE: it stands
    in one of the two only.
    """

    IDENTICAL = "identical"
    MOVED = "moved"
    FOLLOWS = "follows"
    EDITED = "edited"
    NEW = "new"
    GONE = "gone"


TOUCHED = (Outcome.EDITED, Outcome.NEW, Outcome.GONE)
"""The outcomes that somebody has to read."""


class Drawn(NamedTuple):
    """An item of a page: a line of text, a picture or a filled rectangle.

    `text` is None but for lines, `image` (a key that names the picture's content) and `crop`
    (fractions of its width and height) are None but for pictures, `colour` but for rectangles;
    `faces` tells the faces of a line's words where the sidecar does.
    """

    role: str
    rect: Box
    language: str | None = None
    article: str | None = None
    at: Location | None = None
    text: str | None = None
    image: str | None = None
    crop: Box | None = None
    colour: str | None = None
    faces: tuple[tuple[str, int], ...] = ()


class DrawnPage(NamedTuple):
    """A page: its number, from 1, its folio ('' without), and what is drawn on it, in order."""

    number: int
    folio: str
    items: tuple[Drawn, ...]


class Snapshot(Frozen):
    """A proof as far as it is compared.

    `name` is what reports call it; `trim` width and height in points; `foreign` is true of a PDF
    that is known by its text stream and pictures only: its lines have no role, article or source.
    """

    name: str
    pages: tuple[DrawnPage, ...]
    trim: tuple[float, float]
    title: str = ""
    number: str = ""
    date: str = ""
    foreign: bool = False


class Spot(NamedTuple):
    """Where a line or picture of a block stands: page number, box, and the line's text.

    Of a mark, `part` tells which of the line's characters, spaces not counted, are meant: from the
    first up to, not with, the second; the same twice is a place between two; None is all of them.
    """

    page: int
    rect: Box
    text: str = ""
    part: tuple[int, int] | None = None


class Block(Frozen):
    """A paragraph, a table row, a caption, a picture …: what is compared as one.

    `role` is its items' role, `derived` is true of what the tool makes from other content (folios,
    contents, running heads); `words` its text; `label` a list item's number or sign; `faces`, where
    known, the face of each word; `image` and `crop` are a picture's.
    """

    role: str
    spots: tuple[Spot, ...]
    article: str | None = None
    language: str | None = None
    at: Location | None = None
    words: tuple[str, ...] = ()
    label: str = ""
    faces: tuple[str, ...] = ()
    image: str | None = None
    crop: Box | None = None
    derived: bool = False

    @property
    def pages(self) -> tuple[int, ...]:
        """The numbers of the pages that it stands on, ascending."""
        return tuple(sorted({spot.page for spot in self.spots}))

    @property
    def text(self) -> str:
        """Its words with a space between."""
        return " ".join(self.words)


class Words(NamedTuple):
    """Words that differ: what stood there, what stands there now, and some words around them.

    `start` and `end` are the places of the new words among those of the block, `was` and `until`
    those of the old words among those of the old one.
    """

    before: str
    old: str
    new: str
    after: str
    start: int
    end: int
    was: int
    until: int


class Change(Frozen):
    """What became of one block, or of several that were joined or divided.

    `words` are the differences of an edited text; `detail` says more in plain words (resized, from
    page 4 to page 5); `marks` are the places on the new pages where the change is to be seen: of
    what is gone the place beside which it stood.
    """

    outcome: Outcome
    old: tuple[Block, ...] = ()
    new: tuple[Block, ...] = ()
    words: tuple[Words, ...] = ()
    detail: tuple[str, ...] = ()
    marks: tuple[Spot, ...] = ()

    @property
    def block(self) -> Block:
        """The block that it is told by: the new one, or the one that is gone."""
        return (self.new or self.old)[0]

    @property
    def moved(self) -> bool:
        """Whether it also stands on other pages than it did."""
        return bool(self.old and self.new) and self.old[0].pages != self.new[0].pages


class PageChange(NamedTuple):
    """What became of a page of the new proof, or of one that is gone.

    `same_as` is the number of the old page that it equals, its folio and the like left out.
    """

    number: int
    outcome: Outcome
    same_as: int | None = None


class ArticleChange(NamedTuple):
    """What became of an article: the pages it stood and stands on, and its touched blocks.

    `reordered` is true where it changed places with others; `counts` tells how many of its blocks
    came to which outcome; `was` is its old name where its files were renamed.
    """

    article: str
    outcome: Outcome
    old_pages: tuple[int, ...]
    new_pages: tuple[int, ...]
    reordered: bool
    counts: Mapping[Outcome, int]
    was: str | None = None


class Difference(Frozen):
    """All that differs between two proofs. `notes` are what a reader must know of how."""

    old: Snapshot
    new: Snapshot
    changes: tuple[Change, ...]
    pages: tuple[PageChange, ...]
    articles: tuple[ArticleChange, ...]
    notes: tuple[str, ...] = ()

    def numbers(self, *outcomes: Outcome) -> tuple[int, ...]:
        """The numbers of the pages of some outcomes, ascending."""
        return tuple(page.number for page in self.pages if page.outcome in outcomes)

    @property
    def touched(self) -> tuple[Change, ...]:
        """The changes that somebody has to read: edited, new, gone."""
        return tuple(change for change in self.changes if change.outcome in TOUCHED)
