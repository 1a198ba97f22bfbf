"""Ink that touches: glyphs against glyphs, pictures and boxes, measured on their outlines' bounds.

In: the items of a page and the faces. Out: flaws. Line boxes say nothing here: a font's declared
heights aren't its ink (TYPOGRAPHY facts, 1.2), so each glyph's own bounds are taken.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import uharfbuzz as hb

from assemble.check.seen import size_of
from assemble.model.edition import OUTSIDE, BoxItem, ImageItem, Item, Page, Rect, TextItem
from assemble.model.font import FontFace
from assemble.model.line import ShapedWord
from assemble.model.quality import Flaw

OVERLAP = 0.02
"""Points that bounds must overlap each way to touch: above rounding, below what can be seen."""
BACKGROUND = 0.9
"""Share of the trim from which on a picture is the page's ground, on which text may stand."""


REACH_EM = 0.3
"""Em by which a line's ink may lie beside its set width: more than italics lean over."""


class Ink(NamedTuple):
    """Bounds of ink in points: left, top, right, bottom."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Ink") -> bool:
        """Whether two bounds overlap."""
        return (
            self.left + OVERLAP < other.right
            and other.left + OVERLAP < self.right
            and self.top + OVERLAP < other.bottom
            and other.top + OVERLAP < self.bottom
        )

    def holds(self, other: "Ink") -> bool:
        """Whether the other lies inside."""
        return (
            self.left <= other.left + OVERLAP
            and other.right <= self.right + OVERLAP
            and self.top <= other.top + OVERLAP
            and other.bottom <= self.bottom + OVERLAP
        )


class Inks:
    """Bounds of glyphs and lines; remembers each glyph's."""

    def __init__(self, faces: Mapping[str, FontFace]) -> None:
        self._faces = faces
        self._fonts: dict[str, hb.Font] = {}
        self._words: dict[ShapedWord, tuple[float, float]] = {}
        self._glyphs: dict[tuple[str, int], Ink | None] = {}

    def reach(self, item: TextItem) -> Ink | None:
        """Bounds about a whole line, quickly: as high as its highest word, as wide as it is set."""
        tops = []
        for piece in item.line.pieces:
            up, down = self._heights(piece.word)
            scale = piece.size / self._faces[piece.word.face].units_per_em
            tops.append((up * scale, down * scale))
        if not tops:
            return None
        beside = REACH_EM * size_of(item)
        left = item.x + item.line.indent - beside
        top, bottom = max(up for up, _ in tops), min(down for _, down in tops)
        right = left + item.line.width + 2 * beside
        return Ink(left, item.baseline - top, right, item.baseline - bottom)

    def _heights(self, word: ShapedWord) -> tuple[float, float]:
        """The ink top and bottom of a word in font units, up from the baseline."""
        known = self._words.get(word)
        if known is None:
            up = down = 0.0
            for n, glyph in enumerate(word.glyphs):
                ink = self._glyph(word.face, glyph)
                if ink:
                    dy = word.offsets[n][1] if word.offsets else 0
                    up, down = max(up, ink.top + dy), min(down, ink.bottom + dy)
            known = self._words[word] = up, down
        return known

    def line(self, item: TextItem) -> list[Ink]:
        """The bounds of every glyph of a placed line that has ink."""
        line = item.line
        pen = item.x + line.indent
        out = []
        for piece in line.pieces:
            word = piece.word
            scale = piece.size / self._faces[word.face].units_per_em
            across = scale * line.scale
            for n, glyph in enumerate(word.glyphs):
                dx, dy = word.offsets[n] if word.offsets else (0, 0)
                ink = self._glyph(word.face, glyph)
                if ink:
                    x, y = pen + dx * across, item.baseline - dy * scale
                    out.append(
                        Ink(
                            x + ink.left * across,
                            y - ink.top * scale,
                            x + ink.right * across,
                            y - ink.bottom * scale,
                        )
                    )
                pen += word.advances[n] * across + line.letter_space * line.scale
            if piece.space:
                pen += (piece.space + line.word_space + line.letter_space) * line.scale
        return out

    def _glyph(self, face: str, glyph: int) -> Ink | None:
        """A glyph's bounds in font units, up from the baseline."""
        key = face, glyph
        if key not in self._glyphs:
            font = self._fonts.get(face)
            if font is None:
                font = self._fonts[face] = hb.Font(hb.Face(self._faces[face].data))
            box = font.get_glyph_extents(glyph)
            self._glyphs[key] = (
                Ink(
                    box.x_bearing,
                    box.y_bearing,
                    box.x_bearing + box.width,
                    box.y_bearing + box.height,
                )
                if box and box.width
                else None
            )
        return self._glyphs[key]


class _Mass(NamedTuple):
    """An item with bounds about all its ink; those of a line may be too wide."""

    item: Item
    whole: Ink


def collisions(page: Page, inks: Inks, trim: tuple[float, float]) -> Iterator[Flaw]:
    """Items of a page whose ink touches where it must not.

    Text may stand on a box that holds all of it and on a picture that fills the page; a box may lie
    on such a picture, hold another thing, or lie wholly inside another box.
    """
    masses = sorted(_masses(page, inks, trim), key=lambda mass: mass.whole.top)
    for n, one in enumerate(masses):
        for other in masses[n + 1 :]:
            if other.whole.top >= one.whole.bottom:
                break
            if one.whole.meets(other.whole):
                touching = _touching(_parts(one, inks), _parts(other, inks), one, other)
                if touching:
                    yield _flaw(page.number, one, other, touching)


def _masses(page: Page, inks: Inks, trim: tuple[float, float]) -> Iterator[_Mass]:
    for item in page.items:
        if item.source.role in OUTSIDE:
            continue
        if isinstance(item, TextItem):
            whole = inks.reach(item)
            if whole:
                yield _Mass(item, whole)
            continue
        rect = item.rect
        if isinstance(item, BoxItem) or rect.width * rect.height < BACKGROUND * trim[0] * trim[1]:
            yield _Mass(item, Ink(rect.x, rect.y, rect.x + rect.width, rect.y + rect.height))


def _parts(mass: _Mass, inks: Inks) -> Sequence[Ink]:
    """The bounds of each glyph of a line; a picture or box is one part."""
    return inks.line(mass.item) if isinstance(mass.item, TextItem) else (mass.whole,)


def _touching(own: Sequence[Ink], others: Sequence[Ink], one: _Mass, other: _Mass) -> Ink | None:
    """Where a part of one touches a part of the other, None where that is allowed."""
    if not own or not others:
        return None
    a, b = _about(own), _about(others)
    boxes = isinstance(one.item, BoxItem), isinstance(other.item, BoxItem)
    if all(boxes) or (any(boxes) and (a.holds(b) or b.holds(a))):
        return None
    for part in own:
        if part.meets(b):
            for its in others:
                if part.meets(its):
                    return Ink(
                        max(part.left, its.left), max(part.top, its.top),
                        min(part.right, its.right), min(part.bottom, its.bottom),
                    )  # fmt: skip
    return None


def _about(parts: Sequence[Ink]) -> Ink:
    """Bounds about all parts."""
    return Ink(
        min(p.left for p in parts), min(p.top for p in parts),
        max(p.right for p in parts), max(p.bottom for p in parts),
    )  # fmt: skip


def _flaw(number: int, one: _Mass, other: _Mass, touching: Ink) -> Flaw:
    depth = min(touching.bottom - touching.top, touching.right - touching.left)
    text = one.item.line.text if isinstance(one.item, TextItem) else ""
    if isinstance(other.item, TextItem):
        text = f"{text} / {other.item.line.text}" if text else other.item.line.text
    rect = Rect(
        touching.left, touching.top, touching.right - touching.left, touching.bottom - touching.top
    )
    names = " and ".join(_name(mass.item) for mass in (one, other))
    at = one.item.source.at or other.item.source.at
    return Flaw("collision", number, rect, f"{names} overlap by {depth:.2f} pt", depth, text, at)


def _name(item: Item) -> str:
    kind = "picture" if isinstance(item, ImageItem) else "box" if isinstance(item, BoxItem) else ""
    return f"{item.source.role} ({kind})" if kind == "box" else kind or item.source.role
