"""Creep: how far a page's content is shifted because leaves lie inside one another.

Leaves that are nested and trimmed together at the fore-edge lose more there the further inside
they lie, one thickness of a leaf for each leaf outside them. The content is shifted, never the
trim: cuts and folds stand at the same place on every sheet.
"""

from assemble.impose.scheme import SECTION

CREEPS = ("inward", "outward", "none")
"""Inward: the inner pages move to the spine, the outermost stay; the fore-edge margins stay even.
Outward: the outer pages move to the fore-edge, the centre spread stays; the margins at the spine
stay whole."""


def most_creep(pages: int, thickness: float) -> float:
    """The shift between the outermost and the innermost leaf of `pages` nested pages.

    c = t (N / 4 - 1): each four pages are one leaf folded in two, and the outermost has nothing
    around it (imposition custom; loosely stitched work creeps up to 1.4 times as far).
    """
    return thickness * (pages // SECTION - 1)


def shift(position: int, pages: int, thickness: float, creep: str) -> float:
    """How far the content of a page moves to the spine, in points; away from it below 0.

    `position` is the page's among the `pages` nested together, from 1: a saddle-stitched product
    as a whole, or one signature of a perfect bound one. How many of them one sheet holds doesn't
    matter, only how many leaves lie outside.
    """
    outside = (min(position, pages + 1 - position) - 1) // 2
    if creep == "inward":
        return thickness * outside
    if creep == "outward":
        return thickness * outside - most_creep(pages, thickness)
    return 0.0
