"""The cover that wraps a perfect bound block: back, spine and front on one sheet.

In: page count, paper, trim. Out: how wide the spine is, whether it can be bound and lettered, and
where everything stands. Points, x to the right from the left trim of the back cover.
"""

from assemble.model.frozen import Frozen
from assemble.model.units import MM, fits, mm

GLUE = mm(0.3)
"""What the glue adds to the spine (trade custom for hot melt)."""

LEAST_GLUED = mm(3)
"""The least block that glue holds (trade custom; 60 to 80 pages of 100 g/m² coated paper)."""

LEAST_LETTERED = mm(5)
"""The least spine that takes type: a fold strays by a millimetre to either side, and what is
left has to hold the height of 6 pt type (trade custom)."""

HINGE = mm(7)
"""How far from the spine a cover is scored so that it opens there: 6 to 8 mm (trade custom)."""

BOTTOM_TO_TOP = frozenset({"vi", "fr", "es", "it", "pt", "de", "ro", "el"})
"""Languages whose books letter the spine from its foot upwards."""


class Wrap(Frozen):
    """A cover laid open, outside up; all in points.

    `width` and `height` are its trim; `back`, `spine` and `front` are left and right edges; `folds`
    where it is creased and `hinges` where it is scored to open; `bleed` surrounds the trim.
    """

    width: float
    height: float
    bleed: float
    back: tuple[float, float]
    spine: tuple[float, float]
    front: tuple[float, float]
    folds: tuple[float, ...]
    hinges: tuple[float, ...]


def spine_width(pages: int, thickness: float, cover: float, glue: float = GLUE) -> float:
    """The spine's width in points: N / 2 × t + 2 × cover + glue.

    `pages` are the block's, two to a leaf; `thickness` is that of its leaves and `cover` that of
    the cover's paper.

    Raises:
        ValueError: A number is below 0, or `thickness` is 0, which stands for unknown.
    """
    if pages < 0 or thickness <= 0 or cover < 0 or glue < 0:
        raise ValueError("the spine's width needs the thickness of the paper")
    # An odd last page still is a leaf.
    return (pages + 1) // 2 * thickness + 2 * cover + glue


def spine_faults(width: float, *, lettered: bool) -> tuple[str, ...]:
    """What a spine of that width, in points, can't be; nothing where all is well.

    `lettered` says whether type shall stand on it.
    """
    told = []
    measured = f"{width / MM:.1f} mm"
    if not fits(LEAST_GLUED, width):
        told.append(
            f"the spine is {measured}, and glue holds from {LEAST_GLUED / MM:.4g} mm: "
            "saddle-stitch it, or take more pages or a thicker paper"
        )
    if lettered and not fits(LEAST_LETTERED, width):
        told.append(
            f"the spine is {measured}, and takes type from {LEAST_LETTERED / MM:.4g} mm: leave it "
            "without type, or take more pages or a thicker paper"
        )
    return tuple(told)


def wrap(trim: tuple[float, float], spine: float, bleed: float, *, hinge: float = HINGE) -> Wrap:
    """The open cover of a block with that trim; `hinge` 0 for a cover that isn't scored."""
    page, height = trim
    folds = (page, page + spine)
    return Wrap(
        width=2 * page + spine,
        height=height,
        bleed=bleed,
        back=(0.0, page),
        spine=folds,
        front=(folds[1], folds[1] + page),
        folds=folds,
        hinges=(folds[0] - hinge, folds[1] + hinge) if hinge else (),
    )


def spine_turn(language: str) -> int:
    """How far a line of type on the spine is turned, in degrees clockwise: 90 or -90.

    90 reads from the head down, so that the title is upright when the work lies with its front
    up: custom in English, Dutch and Scandinavian books and the standards' (ANSI/NISO Z39.41,
    ISO 6357). -90 reads from the foot up: custom of the rest of the European continent. Vietnamese
    books took it over from French ones; no standard says so, both ways are seen, so it is a
    default and no rule. `language` is a BCP 47 tag.
    """
    return -90 if language.split("-")[0].lower() in BOTTOM_TO_TOP else 90
