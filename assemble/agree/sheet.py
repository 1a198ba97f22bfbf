"""A piece of text with all its facts read: what the comparisons work on.

In: pieces. Out: sheets, one for each piece or for several joined.
"""

import re
from functools import cached_property
from typing import NamedTuple

from assemble.agree.acronyms import read_acronyms
from assemble.agree.contacts import read_contacts
from assemble.agree.dates import read_dates, read_times, read_weekdays
from assemble.agree.facts import Fact, Piece, folded, shouts
from assemble.agree.languages import language_of
from assemble.agree.numbers import read_numbers, without_idioms

LONGEST_NAME = 6
"""Words of a name."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

_POSSESSIVE = re.compile("['’]s?$")


class Word(NamedTuple):
    """A word of a piece: as written, folded and without a possessive 's, and where."""

    text: str
    folded: str
    piece: Piece
    start: int
    end: int


class Context(NamedTuple):
    """What reading facts needs to know of the whole issue: its year, its acronyms."""

    year: int
    acronyms: frozenset[str]


class Sheet:
    """The facts and words of one or more pieces of one language."""

    def __init__(
        self, pieces: tuple[Piece, ...], facts: tuple[Fact, ...], parts: tuple["Sheet", ...] = ()
    ) -> None:
        self.pieces = pieces
        self.facts = facts
        self._parts = parts

    @property
    def language(self) -> str:
        """The language's tag."""
        return self.pieces[0].language

    @cached_property
    def length(self) -> int:
        """Characters."""
        return sum(len(piece.text) for piece in self.pieces)

    @cached_property
    def loud(self) -> bool:
        """Whether the text is in capitals."""
        return all(shouts(piece.text) for piece in self.pieces)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """All words."""
        if self._parts:
            return tuple(word for part in self._parts for word in part.words)
        return tuple(
            Word(match.group(), _bare(match.group()), piece, *match.span())
            for piece in self.pieces
            for match in _WORD.finditer(piece.text)
        )

    @cached_property
    def joined(self) -> frozenset[str]:
        """All words, and runs of up to six from a capital on, folded and without blanks.

        They are what names are looked up in.
        """
        if self._parts:
            return frozenset[str]().union(*(part.joined for part in self._parts))
        words = [word.folded for word in self.words]
        found = set(words)
        for i, word in enumerate(self.words):
            if word.text[0].isupper():
                run = words[i]
                for following in words[i + 1 : i + LONGEST_NAME]:
                    run += following
                    found.add(run)
        return frozenset(found)

    def of(self, *kinds: str) -> list[Fact]:
        """The facts of some kinds."""
        return [fact for fact in self.facts if fact.kind in kinds]


def _bare(word: str) -> str:
    """A word folded, without the ending of a possessive."""
    bare = folded(word)
    return bare if bare.isalpha() else _POSSESSIVE.sub("", bare)


def joined_sheet(sheets: tuple[Sheet, ...]) -> Sheet:
    """Several sheets as one."""
    if len(sheets) == 1:
        return sheets[0]
    pieces = tuple(piece for sheet in sheets for piece in sheet.pieces)
    return Sheet(pieces, tuple(fact for sheet in sheets for fact in sheet.facts), sheets)


def read_sheet(piece: Piece, context: Context) -> Sheet:
    """Read all facts of a piece; of an unknown language only those that have none."""
    language = language_of(piece.language)
    found, text = read_contacts(piece, piece.text, language)
    facts = list(found)
    facts += read_acronyms(piece, text, context.acronyms)
    if language is not None:
        text = without_idioms(text, language)
        for read in (read_times, read_dates, read_weekdays):
            found, text = read(piece, text, language)
            facts += found
        facts += read_numbers(piece, text, language, context.year).facts
    return Sheet((piece,), tuple(sorted(facts, key=lambda fact: fact.start)))
