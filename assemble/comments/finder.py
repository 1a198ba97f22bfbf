"""Where each mark of a returned proof stands: by its place, by its words, by the picture under it.

In: blocks and a returned proof. Out: a `Spot` for any mark.
"""

from collections.abc import Sequence

from assemble.comments.blocks import Block
from assemble.comments.drawn import Picture, page_pictures, picture_spot
from assemble.comments.model import Mark
from assemble.comments.returned import Returned
from assemble.comments.spots import PageMap, Spot
from assemble.comments.words import CLOSE, find, snippet


class Finder:
    """Finds the spots of marks; keeps what it has read of pages.

    For a proof of an older build (`is_older`) words and pictures go before places.
    """

    def __init__(self, blocks: Sequence[Block], returned: Returned, *, is_older: bool) -> None:
        self._blocks = blocks
        self._returned = returned
        self._is_older = is_older
        self._maps: dict[int, PageMap] = {}
        self._pictures: dict[int, list[Picture]] = {}

    def spot(self, mark: Mark) -> Spot:
        """Where a mark stands; on a page without anything on a block of nothing."""
        page = self._map(mark.page)
        found = None if self._is_older else page.spot(mark)
        found = found or self._alike(mark, page.number)
        if found:
            return found
        left, top, right, bottom = mark.boxes[0]
        near = page.spot(mark) or page.near((left + right) / 2, (top + bottom) / 2)
        if near:
            return near._replace(how="nearest")
        return Spot(_nothing(page.number), 0, 0, "nearest")

    def _alike(self, mark: Mark, page: int) -> Spot | None:
        """The words or the picture of a mark, wherever they stand now.

        A mark without words that points into a picture is the picture's, unless it is on a letter.
        """
        glyphs = self._returned.glyphs.get(mark.page, ())
        sure = snippet(mark, glyphs, CLOSE)
        if sure is None:
            spot = picture_spot(self._blocks, mark, self._drawn(mark.page))
            if spot:
                return spot
        wanted = sure or snippet(mark, glyphs)
        return find(self._blocks, wanted, page) if wanted else None

    def _drawn(self, number: int) -> list[Picture]:
        if number not in self._pictures:
            trim = self._returned.trims[number - 1]
            self._pictures[number] = page_pictures(self._returned.path, number, trim)
        return self._pictures[number]

    def _map(self, number: int) -> PageMap:
        """The map of a page of the file, which may hold some pages of the proof only."""
        if number not in self._maps:
            slug = self._returned.slugs.get(number)
            glyphs = self._returned.glyphs.get(number, ())
            self._maps[number] = PageMap(slug.page if slug else number, self._blocks, glyphs)
        return self._maps[number]


def _nothing(page: int) -> Block:
    """A block for a page on which nothing stands."""
    return Block([(page, {"role": "page", "rect": [0.0, 0.0, 0.0, 0.0]})])
