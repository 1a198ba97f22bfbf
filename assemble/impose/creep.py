"""Creep: how far a page's content is shifted because leaves lie inside one another.

Leaves that are nested and trimmed together at the fore-edge lose more there the further inside
they lie, one thickness of a leaf for each leaf outside them. The content is shifted, never the
trim: cuts and folds stand at the same place on every sheet.
"""

from typing import NamedTuple

from assemble.impose.scheme import SECTION

CREEPS = ("inward", "outward", "none")
"""Inward: the inner pages move to the spine, the outermost stay; the fore-edge margins stay even.
Outward: the outer pages move to the fore-edge, the centre spread stays; the margins at the spine
stay whole."""


class Leaves(NamedTuple):
    """Thickness of the leaves in points: of all, and of the outermost one, which may be a cover."""

    inside: float
    outermost: float


def most_creep(pages: int, leaves: Leaves) -> float:
    """The shift between the outermost and the innermost leaf of `pages` nested pages.

    c = t (N / 4 - 1): each four pages are one leaf folded in two, and the outermost has nothing
    around it (imposition custom; loosely stitched work creeps up to 1.4 times as far).
    """
    return _around(pages // SECTION - 1, leaves)


def shift(position: int, pages: int, leaves: Leaves, creep: str) -> float:
    """How far the content of a page moves to the spine, in points; away from it below 0.

    `position` is the page's among the `pages` nested together, from 1: a saddle-stitched product
    as a whole, or one signature of a perfect bound one. How many of them one sheet holds doesn't
    matter, only what lies outside.
    """
    outside = (min(position, pages + 1 - position) - 1) // 2
    if creep == "inward":
        return _around(outside, leaves)
    if creep == "outward":
        return _around(outside, leaves) - most_creep(pages, leaves)
    return 0.0


def _around(count: int, leaves: Leaves) -> float:
    """The thickness of the `count` outermost leaves."""
    return leaves.outermost + leaves.inside * (count - 1) if count else 0.0
