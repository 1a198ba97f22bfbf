"""Pages that can't be too heavy, by what the walk over them found: they need no survey.

In: what a page paints, the colour spaces of its pictures, the limit. Out: whether all that may
stand on one place stays under it. Most pages of a bulletin are cleared by this, in a hundredth of
the time that a survey takes; whatever this doesn't understand is left to it.
"""

from collections.abc import Iterator

import pikepdf

from assemble.model.preflight import Box
from assemble.preflight.boxes import overlap
from assemble.preflight.ink.platecolour import Spaces
from assemble.preflight.page.facts import Colour, PageFacts, Picture

BLACK = "Black"
"""The ink that may overprint here; of more inks the survey knows how they add up."""

EVERY = "All"
"""What stands for every plate there is (ISO 32000-1, 8.6.6.4)."""

Heavy = tuple[Box, float]
"""What covers what lies behind it: its box, and its total ink at most, as a sum of fractions."""


def is_light(facts: PageFacts, page: pikepdf.Page, spaces: Spaces, limit: float) -> bool:
    """Whether no place of a page can carry more ink than `limit`, a sum of fractions."""
    if facts.transparency or facts.groups or facts.shades or facts.oddities or facts.layers:
        return False
    images = _images(page)
    over = list(_overprinting(facts))
    if images is None or not all(_is_black(colour) for _, colour in over):
        return False
    covering = [*_pictures(facts, images, spaces), *_paths(facts), *_texts(facts)]
    if any(total > limit for _, total in covering):
        return False
    # One ink overprints: it adds its whole tint to what it stands on, and nothing to itself.
    near = [box for box, total in covering if total + 1.0 > limit]
    return not any(overlap(box, other) for box, _ in over for other in near)


def _images(page: pikepdf.Page) -> dict[str, pikepdf.Object] | None:
    """The pictures that a page's resources name; None where forms may name others."""
    resources = page.obj.get("/Resources")
    named = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    if named is None:
        return {}
    if not isinstance(named, pikepdf.Dictionary):
        return None
    images = {str(name): each for name, each in named.items()}
    plain = all(
        isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
        for each in images.values()
    )
    return images if plain else None


def _pictures(
    facts: PageFacts, images: dict[str, pikepdf.Object], spaces: Spaces
) -> Iterator[Heavy]:
    for picture in facts.pictures:
        if _printed(picture.box, facts):
            image = images.get("/" + picture.name.lstrip("/"))
            yield picture.box, _most(picture, image, spaces)


def _most(picture: Picture, image: pikepdf.Object | None, spaces: Spaces) -> float:
    """The most ink that a picture's colour space has; infinite for what isn't plain to see."""
    if (
        image is None
        or picture.mask
        or picture.overprints
        or "/SMask" in image
        or not isinstance(image.get("/ColorSpace"), pikepdf.Array)
    ):
        return float("inf")
    return spaces.most_of(image.ColorSpace)


def _paths(facts: PageFacts) -> Iterator[Heavy]:
    for path in facts.paths:
        if not _printed(path.box, facts):
            continue
        for colour, over in (
            (path.fill, path.overprints),
            (path.stroke, path.outline_overprints),
        ):
            if colour is not None and not over:
                yield path.box, _total(colour)


def _texts(facts: PageFacts) -> Iterator[Heavy]:
    for run in facts.runs:
        for colour, painted, over in (
            (run.fill, run.filled, run.overprints),
            (run.stroke, run.stroked, run.outline_overprints),
        ):
            if painted and not over and _printed(run.box, facts):
                yield run.box, _total(colour)


def _overprinting(facts: PageFacts) -> Iterator[tuple[Box, Colour]]:
    """What overprints, and its colour."""
    for run in facts.runs:
        for colour, painted, over in (
            (run.fill, run.filled, run.overprints),
            (run.stroke, run.stroked, run.outline_overprints),
        ):
            if painted and over and _printed(run.box, facts):
                yield run.box, colour
    for path in facts.paths:
        for fill, over in (
            (path.fill, path.overprints),
            (path.stroke, path.outline_overprints),
        ):
            if fill is not None and over and _printed(path.box, facts):
                yield path.box, fill


def _is_black(colour: Colour) -> bool:
    return colour.inks is not None and all(ink == BLACK for ink, _ in colour.inks)


def _total(colour: Colour) -> float:
    """A colour's ink; infinite where a conversion decides it."""
    if colour.inks is None:
        return 0.0 if colour.white else float("inf")
    if any(ink == EVERY for ink, _ in colour.inks):
        return float("inf")
    return sum(tint for _, tint in colour.inks)


def _printed(box: Box, facts: PageFacts) -> bool:
    """Whether something reaches into the bleed; marks beyond it don't count."""
    return overlap(box, facts.boxes.bleed) > 0
