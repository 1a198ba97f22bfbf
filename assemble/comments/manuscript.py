"""Source files as they are on disk, and where set text stands in them.

In: the issue folder, blocks. Out: for a block's letters their offsets in the file. Offsets count
characters of the file decoded as UTF-8, as it is: with byte order mark, CRLF and NFD.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from difflib import Match, SequenceMatcher
from functools import cached_property
from pathlib import Path

from assemble.comments.model import Span
from assemble.comments.squeeze import Squeezed, squeezed
from assemble.model.finding import Findings, Location
from assemble.read.source import TEXT_LIMIT, Sources

SHINGLE = 10
"""Letters of the pieces by which a text that was changed is found again: two to three words, few
enough that a paragraph with a change in every line keeps some, enough that they are rarely
elsewhere."""
SLACK = 120
"""Letters more that are looked at around a text that was changed."""
ASIDE = 1500
"""Letters off a caption within which its credit stands, after the captions in all languages."""
NAMED = 60
"""Letters of a credit, and between `credit:` and the name where it is given by language."""
_CREDIT = re.compile("credit:")
_LANGUAGE = re.compile(r"\{?[a-z]{2,3}:")
LARGE = 5
"""Like letters in a row that are no chance in a stretch of some hundred."""
SURE = 0.6
"""Share of the quoted letters that must be found as they are for their place to be taken."""


class Manuscript:
    """A source file: its path, its name for people, its text."""

    def __init__(self, path: Path, file: str, text: str) -> None:
        self.path = path
        self.file = file
        self.text = text
        self._mark = 1 if text.startswith("\ufeff") else 0

    @cached_property
    def letters(self) -> Squeezed:
        """The text in the form to compare."""
        return squeezed(self.text, self.file.lower().rpartition(".")[2])

    @cached_property
    def _lines(self) -> list[int]:
        """Where lines begin."""
        return [0, *(n + 1 for n, character in enumerate(self.text) if character == "\n")]

    def offset(self, at: Location) -> int:
        """The offset of a line and column; of the nearest where the file has no such line."""
        line = min(max(at.line or 1, 1), len(self._lines))
        mark = self._mark if line == 1 else 0
        return min(self._lines[line - 1] + mark + (at.column or 1) - 1, len(self.text))

    def place(self, offset: int) -> Location:
        """The line and column of an offset, from 1, the byte order mark not counted."""
        line = bisect_right(self._lines, offset)
        column = offset - self._lines[line - 1] + 1 - (self._mark if line == 1 else 0)
        return Location(self.file, line, max(column, 1))

    def aligned(self, block: Squeezed, at: Location) -> list[int]:
        """For each letter of a block the index of the file's letter that it is, −1 for none.

        `at` is where the block begins, or did: of several places the nearest is taken.
        """
        letters = self.letters.text
        begin = self.letters.index(self.offset(at))
        exact = _nearest(letters, block.text, begin)
        if exact is not None:
            return list(range(exact, exact + len(block.text)))
        start = _shifted(letters, block.text, begin)
        if start is None:
            return [-1] * len(block.text)
        first = max(0, start - SLACK)
        return _matched(letters[first : start + len(block.text) + SLACK], block.text, first)

    def credit(self, caption: str, at: Location) -> tuple[int, int] | None:
        """Where the credit stands with which a caption's letters end.

        The layout joins them, with a word between. Returns the credit's first letter in the caption
        and its index in the file; None where no credit near `at` ends the caption.
        """
        begin = self.letters.index(self.offset(at))
        first = max(0, begin - ASIDE)
        text = self.letters.text[first : begin + ASIDE]
        keys = [match.end() for match in _CREDIT.finditer(text)]
        # It mostly follows the captions; the one before may be the last photograph's.
        keys.sort(key=lambda end: (first + end < begin, abs(first + end - begin)))
        for end in keys:
            by_language = _LANGUAGE.match(text, end)
            for start in range(max(0, len(caption) - NAMED), len(caption) - 1):
                last = end + (2 * NAMED if by_language else len(caption) - start)
                found = text.find(caption[start:], end, last)
                if found >= 0 and text[found - 1] == ":" != caption[start]:
                    return start, first + found
        return None

    def span(self, first: int, last: int) -> Span:
        """The stretch of the file from one letter to another, both included."""
        return Span(self.letters.starts[first], self.letters.ends[last])


def manuscripts(folder: Path, files: Iterable[str], findings: Findings) -> Mapping[str, Manuscript]:
    """The files of an issue by their names in the sidecar; those that are gone are left out.

    `findings` takes an error for a file that is there and can't be read.
    """
    sources = Sources(folder)
    found: dict[str, Manuscript] = {}
    for file in sorted(set(files)):
        if not sources.exists("", file):
            continue
        source = sources.find("", file, Location(file), findings)
        if source is None:
            continue
        try:
            data = source.path.read_bytes()[: TEXT_LIMIT + 1]
            text = data.decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            message = f"the file can't be read: {error}"
            findings.error("unreadable", message, Location(file), "save it as UTF-8")
            continue
        found[file] = Manuscript(source.path, file, text)
    return found


def is_sure(mapped: Sequence[int]) -> bool:
    """Whether letters were found together and mostly as they are."""
    found = [index for index in mapped if index >= 0]
    if not mapped or len(found) < SURE * len(mapped):
        return False
    return found[-1] - found[0] < 1.5 * len(mapped) + SHINGLE


def _nearest(letters: str, words: str, begin: int) -> int | None:
    """Where some letters stand nearest to an index; None for nowhere."""
    if not words:
        return None
    after = letters.find(words, begin)
    before = letters.rfind(words, 0, begin + len(words) - 1)
    if after < 0 or before < 0:
        return max(after, before) if max(after, before) >= 0 else None
    return after if after - begin <= begin - before else before


def _shifted(letters: str, words: str, begin: int) -> int | None:
    """About where a changed text begins: where most of its pieces say that it does."""
    votes: Counter[int] = Counter()
    for n in range(0, max(1, len(words) - SHINGLE + 1), SHINGLE // 2):
        at = _nearest(letters, words[n : n + SHINGLE], begin + n)
        if at is not None:
            # Insertions move what follows: pieces that are moved a little vote for one place.
            votes[(at - n) // SLACK] += 1
    if not votes:
        return None
    best = max(votes, key=lambda vote: (votes[vote], -abs(vote * SLACK - begin)))
    return max(0, best * SLACK)


def _matched(stretch: str, words: str, first: int) -> list[int]:
    """The letters of `words` in a stretch that begins at the file's letter `first`."""
    mapped = [-1] * len(words)
    found = SequenceMatcher(None, stretch, words, autojunk=False).get_matching_blocks()
    large = [match for match in found if match.size >= LARGE]
    for match in found:
        if match.size >= LARGE or any(_beside(match, other) for other in large):
            for n in range(match.size):
                mapped[match.b + n] = first + match.a + n
    return mapped


def _beside(match: Match, other: Match) -> bool:
    """Whether a few like letters stand by a longer match in both texts, not by chance."""
    shift = (match.a - match.b) - (other.a - other.b)
    gap = max(other.b - match.b - match.size, match.b - other.b - other.size)
    return abs(shift) <= 2 * LARGE and gap <= 2 * LARGE
