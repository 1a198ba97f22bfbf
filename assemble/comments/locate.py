"""From a spot in the set text to the file, line and column of its words.

In: a spot, all blocks, the manuscripts. Out: a `Place`. The words are looked for in the source from
the line on at which the block begins; where the layout sets a text a second time (contents, running
heads), in the source of its first.
"""

from collections.abc import Mapping, Sequence

from assemble.comments.blocks import Block
from assemble.comments.manuscript import Manuscript, is_sure
from assemble.comments.model import Place, Span
from assemble.comments.spots import Spot
from assemble.model.finding import Location

ASIDE = 600
"""Letters from a block's begin within which words of it may stand that aren't in its own text: the
credit of a photograph stands after its caption in all languages."""


class Locator:
    """Finds places; keeps what it has aligned."""

    def __init__(
        self, blocks: Sequence[Block], manuscripts: Mapping[str, Manuscript], manifest: str
    ) -> None:
        self._blocks = blocks
        self._manuscripts = manuscripts
        self._manifest = manifest
        self._aligned: dict[int, list[int]] = {}

    def place(self, spot: Spot) -> Place:
        """The place of a spot in the source."""
        whole = spot.block
        spot = self._original(spot)
        block = spot.block
        span, at = None, block.at
        if block.at is None:
            at = Location(self._manifest)
        elif not block.image and block.at.file in self._manuscripts:
            manuscript = self._manuscripts[block.at.file]
            span, at = self._in_source(spot, manuscript, block.at)
        return Place(
            at=at,
            block=block.at,
            role=whole.role,
            language=whole.language,
            article=whole.article,
            text=block.text,
            start=_start(block, spot.first),
            end=_end(block, spot.first, spot.last),
            how=spot.how,
            span=span,
        )

    def _original(self, spot: Spot) -> Spot:
        """The spot in the block that a repeated text was taken from."""
        if not spot.block.is_repeated or spot.block.image:
            return spot
        own = spot.block.letters.text
        for words, first in ((own, 0), (own[spot.first : spot.last], spot.first)):
            found = [
                block
                for block in self._blocks
                if not block.is_repeated and len(words) > 1 and words in block.letters.text
            ]
            if found:
                best = min(found, key=lambda block: _strangeness(block, spot.block))
                shift = best.letters.text.find(words) - first
                return spot._replace(block=best, first=spot.first + shift, last=spot.last + shift)
        return spot

    def _in_source(
        self, spot: Spot, manuscript: Manuscript, at: Location
    ) -> tuple[Span | None, Location]:
        """The span of a spot's words, if they stand in the file as one, and where they begin."""
        mapped = self._mapped(spot.block, manuscript, at)
        if spot.first == spot.last:
            return _gap(mapped, spot.first, manuscript, at)
        part = mapped[spot.first : spot.last]
        if is_sure(part):
            found = [index for index in part if index >= 0]
            whole = len(found) == len(part) and found[-1] - found[0] == len(part) - 1
            span = manuscript.span(found[0], found[-1])
            return (span if whole else None), manuscript.place(span.start)
        words = spot.block.letters.text[spot.first : spot.last]
        aside = manuscript.nearest(words, at, ASIDE)
        if aside is not None:
            span = manuscript.span(aside, aside + len(words) - 1)
            return span, manuscript.place(span.start)
        return None, _gap(mapped, spot.first, manuscript, at)[1]

    def _mapped(self, block: Block, manuscript: Manuscript, at: Location) -> list[int]:
        key = id(block)
        if key not in self._aligned:
            self._aligned[key] = manuscript.aligned(block.letters, at)
        return self._aligned[key]


def _gap(
    mapped: Sequence[int], index: int, manuscript: Manuscript, at: Location
) -> tuple[Span | None, Location]:
    """The gap before a letter in the source, None where its two sides aren't together; its place.

    The place is that of the letter after it, else of the nearest that was found, else `at`.
    """
    letters = manuscript.letters
    before = mapped[index - 1] if 0 < index <= len(mapped) else -1
    after = mapped[index] if index < len(mapped) else -1
    if before >= 0 and (after == before + 1 or index == len(mapped)):
        end = letters.starts[after] if after >= 0 else letters.ends[before]
        place = manuscript.place(end if after >= 0 else letters.starts[before])
        return Span(letters.ends[before], end), place
    if after >= 0:
        start = letters.starts[after]
        return (Span(start, start) if index == 0 else None), manuscript.place(start)
    known = [found for found in mapped[:index] if found >= 0] or [n for n in mapped if n >= 0]
    return None, manuscript.place(letters.starts[known[-1]]) if known else at


def _strangeness(block: Block, repeated: Block) -> tuple[bool, bool, int]:
    """How little a block is the one that another repeats."""
    return (
        block.article != repeated.article,
        block.language != repeated.language,
        len(block.text),
    )


def _start(block: Block, first: int) -> int:
    """The offset in the block's text at which a letter begins; its end for the one after all."""
    starts = block.letters.starts
    return starts[first] if first < len(starts) else len(block.text)


def _end(block: Block, first: int, last: int) -> int:
    """The offset after the letters `first` to `last`."""
    return block.letters.ends[last - 1] if last > first else _start(block, first)
