"""Ink that touches: glyphs against glyphs, pictures and boxes, measured on their outlines' bounds.

In: the items of a page and the faces. Out: flaws. Line boxes say nothing here: a font's declared
heights aren't its ink (TYPOGRAPHY facts, 1.2), so each glyph's own bounds are taken.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import uharfbuzz as hb

from assemble.check.seen import OUTSIDE
from assemble.model.edition import BoxItem, ImageItem, Item, Page, Rect, TextItem
from assemble.model.font import FontFace
from assemble.model.quality import Flaw

OVERLAP = 0.02
"""Points that bounds must overlap each way to touch: above rounding, below what can be seen."""
BACKGROUND = 0.9
"""Share of the trim from which on a picture is the page's ground, on which text may stand."""


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
        self._glyphs: dict[tuple[str, int], Ink | None] = {}

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
    """An item with the bounds of all its ink, and of its parts."""

    item: Item
    whole: Ink
    parts: Sequence[Ink]


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
                touching = _touching(one, other)
                if touching:
                    yield _flaw(page.number, one, other, touching)


def _masses(page: Page, inks: Inks, trim: tuple[float, float]) -> Iterator[_Mass]:
    for item in page.items:
        if item.source.role in OUTSIDE:
            continue
        if isinstance(item, TextItem):
            parts = inks.line(item)
            if parts:
                whole = Ink(
                    min(p.left for p in parts), min(p.top for p in parts),
                    max(p.right for p in parts), max(p.bottom for p in parts),
                )  # fmt: skip
                yield _Mass(item, whole, parts)
            continue
        rect = item.rect
        ground = rect.width * rect.height >= BACKGROUND * trim[0] * trim[1]
        if not ground:
            whole = Ink(rect.x, rect.y, rect.x + rect.width, rect.y + rect.height)
            yield _Mass(item, whole, (whole,))


def _touching(one: _Mass, other: _Mass) -> Ink | None:
    """The first part of one that touches a part of the other, None where that is allowed."""
    boxes = isinstance(one.item, BoxItem), isinstance(other.item, BoxItem)
    if any(boxes) and (one.whole.holds(other.whole) or other.whole.holds(one.whole)):
        return None
    if all(boxes):
        return None
    for part in one.parts:
        if part.meets(other.whole):
            for its in other.parts:
                if part.meets(its):
                    return Ink(
                        max(part.left, its.left), max(part.top, its.top),
                        min(part.right, its.right), min(part.bottom, its.bottom),
                    )  # fmt: skip
    return None


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
