"""What is found in a text: pieces of text with places, and facts in them.

In: nothing. Out: values only; what reads them stands in one file a subject.
"""

import unicodedata
from functools import lru_cache
from typing import NamedTuple

from assemble.model.finding import Location

SURE = 2
"""Weight of a fact that must have its counterpart: it is written in figures, and not tiny."""
WEAK = 1
"""Weight of a fact that a translator may say in another way: two, both, the parties."""
SILENT = 0
"""Weight of what may answer to a fact of the other language and is never missed itself."""


class Piece(NamedTuple):
    """A paragraph, headline, caption, row, …: its text in one language, and where it stands.

    `starts` are the offsets in `text` at which a place is known, rising, the first one 0. `role`
    is headline, paragraph, caption, row and so on; `unit` names what it belongs to (an article's
    id, or the part of the manifest).
    """

    language: str
    role: str
    unit: str
    text: str
    starts: tuple[tuple[int, Location], ...]

    def place(self, offset: int) -> Location:
        """The place of a character; the column is None where it can't be told."""
        start, at = self.starts[0]
        for begin, location in self.starts:
            if begin > offset:
                break
            start, at = begin, location
        if at.column is None:
            return at
        return Location(at.file, at.line, at.column + offset - start)


class Fact(NamedTuple):
    """A fact in a piece of text.

    `kind` is number, date, time, weekday, phone, mail, web, account, document, code or acronym;
    `value` is what is compared. `others` are further values that it may have. `unit` is a sign of
    measure or currency, `bound` 1 for 'more than', -1 for 'less than'.
    """

    kind: str
    value: object
    piece: Piece
    start: int
    end: int
    weight: int = SURE
    others: tuple[object, ...] = ()
    unit: str = ""
    bound: int = 0

    @property
    def text(self) -> str:
        """The fragment, as written."""
        return self.piece.text[self.start : self.end].strip(" ,;(")

    @property
    def at(self) -> Location:
        """Its place."""
        written = self.piece.text[self.start : self.end]
        return self.piece.place(self.start + len(written) - len(written.lstrip(" ,;(")))


class Disagreement(NamedTuple):
    """Something that doesn't agree, with both sides of it.

    `rule` is an id of `rules.RULES`; `certain` makes it a warning. `other` is the place on the
    other side and `theirs` the fragment there, None and empty where there is none.
    """

    rule: str
    certain: bool
    message: str
    at: Location
    ours: str
    other: Location | None = None
    theirs: str = ""
    languages: tuple[str, str] = ("", "")


@lru_cache(maxsize=20_000)
def folded(word: str) -> str:
    """A word in small letters without diacritics; đ is d."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFD", word.lower().replace("đ", "d"))
    return "".join(char for char in apart if not unicodedata.combining(char))


def distance(a: str, b: str, most: int = 3) -> int:
    """Least number of letters added, dropped, changed or swapped (optimal string alignment).

    Anything above `most` is given as `most + 1`.
    """
    if a == b:
        return 0
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    above = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        row = [i]
        for j, right in enumerate(b, 1):
            best = min(above[j] + 1, row[-1] + 1, above[j - 1] + (left != right))
            if i > 1 and j > 1 and left == b[j - 2] and a[i - 2] == right:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        if min(row) > most:
            return most + 1
        before, above = above, row
    return min(above[-1], most + 1)


def excerpt(text: str, length: int = 60) -> str:
    """The beginning of a text, cut at a word."""
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0] + " …"


@lru_cache(maxsize=4_096)
def shouts(text: str) -> bool:
    """Whether a text is printed in capitals, so that they tell nothing about its words."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 11 and sum(char.isupper() for char in letters) > 0.6 * len(letters)
