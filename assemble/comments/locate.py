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

TELLING = 6
"""Letters by which a repeated text is told in another: a word or two."""


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
        span, at = None, self._home(block)
        manuscript = self._manuscripts.get(at.file)
        if manuscript and not (block.image or block.is_repeated):
            span, at = self._in_source(spot, manuscript, at)
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

    def _home(self, block: Block) -> Location:
        """Where a block begins in the source.

        A table's title is the alternative text of the image in the article that shows the table;
        the sidecar names the table's file.
        """
        if block.at is None:
            return Location(self._manifest)
        if block.role == "table-title":
            for other in self._blocks:
                same = (other.article, other.language) == (block.article, block.language)
                manuscript = self._manuscripts.get(other.at.file) if same and other.at else None
                shown = manuscript.letters.text.find(f"!{block.letters.text}") if manuscript else -1
                if manuscript and shown >= 0:
                    return manuscript.place(manuscript.letters.starts[shown + 1])
        return block.at

    def _original(self, spot: Spot) -> Spot:
        """The spot in the block that a repeated text was taken from; as it is if that isn't there.

        A teaser and an entry of the contents begin with the headline; else the whole text, or the
        words that are spoken of, stand in one of the other blocks.
        """
        block = spot.block
        own = block.letters.text
        if not block.is_repeated or block.image or not any(map(str.isalpha, own)):
            return spot
        whole = [b for b in self._blocks if not b.is_repeated and not b.image and b.letters.text]
        for head in whole:
            same = (head.article, head.language) == (block.article, block.language)
            if same and head.role == "headline" and _begins(own, head.letters.text):
                most = len(head.letters.text)
                return Spot(head, min(spot.first, most), min(spot.last, most), spot.how)
        for words, first in ((own, 0), (own[spot.first : spot.last], spot.first)):
            found = [b for b in whole if len(words) >= TELLING and words in b.letters.text]
            if found:
                best = min(found, key=lambda other: _strangeness(other, block))
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
        if spot.block.role == "caption" and -1 in mapped:
            credit = _credit(spot, mapped, manuscript, at)
            if credit:
                return credit
        part = mapped[spot.first : spot.last]
        if is_sure(part):
            found = [index for index in part if index >= 0]
            whole = len(found) == len(part) and found[-1] - found[0] == len(part) - 1
            span = manuscript.span(found[0], found[-1])
            return (span if whole else None), manuscript.place(span.start)
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
    known = [found for found in mapped[:index] if found >= 0][-1:]
    known += [found for found in mapped[index:] if found >= 0][:1]
    return None, manuscript.place(letters.starts[known[0]]) if known else at


def _credit(
    spot: Spot, mapped: Sequence[int], manuscript: Manuscript, at: Location
) -> tuple[Span | None, Location] | None:
    """The place of words in a caption's credit, which stands by itself in the manifest."""
    found = manuscript.credit(spot.block.letters.text, at)
    if found is None:
        return None
    start, index = found
    if spot.first >= start:
        span = manuscript.span(spot.first - start + index, spot.last - start + index - 1)
        return span, manuscript.place(span.start)
    if is_sure(mapped[spot.first : spot.last]):
        return None
    return None, manuscript.place(manuscript.letters.starts[index])  # the layout's word before it


def _begins(own: str, head: str) -> bool:
    """Whether two texts begin alike: by twelve letters, or all of the shorter one."""
    shared = min(12, len(own), len(head))
    return own[:shared] == head[:shared]


def _strangeness(block: Block, repeated: Block) -> tuple[bool, bool, bool, int]:
    """How little a block is the one that another repeats."""
    return (
        block.at != repeated.at,
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
