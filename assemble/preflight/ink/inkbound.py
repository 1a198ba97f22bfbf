"""A map of a page that nowhere says less ink than there is, made of a survey without drawing."""

from collections.abc import Mapping
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from assemble.model.preflight import Box
from assemble.preflight.geometry import Matrix
from assemble.preflight.ink.inksquare import heaviest_square, map_size
from assemble.preflight.ink.inksurvey import Laid, Placed, Survey, Tints, bounds_of, meets
from assemble.preflight.ink.platecolour import ALL, PROCESS
from assemble.preflight.ink.platefunction import Floats
from assemble.preflight.ink.plateimage import PlateImage
from assemble.preflight.ink.platesource import Source

Frame = tuple[Box, float]
"""What a map covers, and its pixels to the inch."""

UNIT = [0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0]
"""The corners of the square that pictures are placed by."""
FAR = 1e6
"""Pixels from a map's corner beyond which nothing is told apart."""

ASKEW = 1e-4
"""How far, of its own side, a picture may lean and still count as upright."""
MARGIN = 0.02
"""Ink below the limit from which on a page is drawn: a bound's pixels aren't the renderer's."""


def may_exceed(survey: Survey, box: Box, ppi: float, side: int, limit: float) -> bool:
    """Whether a square of `side` pixels may hold more ink than `limit`, whatever pictures show."""
    if survey.unbounded or _over_spots(survey):
        return True
    if not survey.pictures and _everywhere(survey) <= limit:
        return False
    bound = bound_map(survey, box, ppi)
    return float(bound.max()) > limit and heaviest_square(bound, side)[0] > limit


def pictures_may_exceed(survey: Survey, source: Source, box: Box, side: int, limit: float) -> bool:
    """The same, of what pictures do show; only drawing tells more."""
    if survey.unbounded or _over_spots(survey):
        return True
    bound = bound_map(survey, box, source.ppi, source)
    least = limit - MARGIN
    return float(bound.max()) > least and heaviest_square(bound, side)[0] > least


def _over_spots(survey: Survey) -> bool:
    """Whether pictures may overprint spot inks, whose plates they leave."""
    return any(placed.over for placed in survey.pictures) and not survey.inks <= {*PROCESS}


def _everywhere(survey: Survey) -> float:
    """Total ink if everything but pictures stood on one place."""
    inks, over = _inks(survey)
    paints = [*survey.knocked, *survey.placed]
    most = max([float(over.sum()), *(_total(paint, inks, over) for paint in paints)])
    return most + sum(_weights(survey, inks).values())


def _inks(survey: Survey) -> tuple[list[str], Floats]:
    """The inks of a page, and the heaviest tints of each that may overprint anywhere."""
    inks = sorted(survey.inks - {ALL}) or [*PROCESS]
    every = survey.over.get(ALL, 0.0)
    return inks, np.array([max(survey.over.get(ink, 0.0), every) for ink in inks], np.float32)


def _weights(survey: Survey, inks: list[str]) -> dict[str, float]:
    """What overprints where it is known, by ink: the heaviest tint, on all plates for All."""
    weights: dict[str, float] = {}
    for ink, tint in survey.laid:
        weights[ink] = max(weights.get(ink, 0.0), tint * (len(inks) if ink == ALL else 1))
    return weights


def bound_map(
    survey: Survey, box: Box, ppi: float, source: Source | None = None
) -> NDArray[np.float32]:
    """Total ink (rows, columns) that a page has at most, pixel by pixel.

    Pictures are decoded by `source`; without it they count as the most that they can be.
    """
    inks, over = _inks(survey)
    ground = max([float(over.sum()), *(_total(paint, inks, over) for paint in survey.knocked)])
    frame = (box, ppi)
    bound = np.full(map_size(*frame), ground, np.float32)
    for paint, boxes in survey.placed.items():
        total = _total(paint, inks, over)
        for bounds in boxes if total > ground else ():
            area = _area(bound, _pixels(bounds, *frame))
            np.maximum(area, total, out=area)
    bound += _laid(survey.laid, inks, frame)
    for placed in survey.pictures:
        layer = _picture_layer(placed, dict(zip(inks, over.tolist(), strict=True)), frame, source)
        # Text beside a picture may share a pixel with it, but no place.
        corners = bounds_of(UNIT, placed.matrix)
        hit = {
            paint: [bounds for bounds in boxes if meets(bounds, corners)]
            for paint, boxes in survey.laid.items()
        }
        np.maximum(bound, layer + _laid(hit, inks, frame), out=bound)
    return bound


def _picture_layer(
    placed: Placed, over: dict[str, float], frame: Frame, source: Source | None
) -> Floats:
    """A map of one picture; without a source it has everywhere the most that it can have."""
    layer = np.zeros(map_size(*frame), np.float32)
    picture = None
    if source is not None:
        picture = source.image(placed.image, placed.matrix, placed.resources)
    if picture is not None:
        _lay(layer, picture, placed.matrix, over, frame)
    else:
        area = _area(layer, _pixels(bounds_of(UNIT, placed.matrix), *frame))
        area[:] = placed.most + sum(over.values())
    return layer


def _laid(laid: Mapping[Laid, list[Box]], inks: list[str], frame: Frame) -> Floats:
    """What overprints within known bounds: of each ink the heaviest tint, all inks together."""
    shape = map_size(*frame)
    plates: dict[str, Floats] = {}
    for (ink, tint), boxes in laid.items():
        if boxes and ink not in plates:
            plates[ink] = np.zeros(shape, np.float32)
        for bounds in boxes:
            area = _area(plates[ink], _pixels(bounds, *frame))
            np.maximum(area, tint * (len(inks) if ink == ALL else 1), out=area)
    return sum(plates.values(), np.zeros(shape, np.float32))


def _total(paint: Tints, inks: list[str], over: Floats) -> float:
    """Ink of a paint that knocks out, with all that may overprint it."""
    tints = dict(paint)
    every = tints.get(ALL, 0.0)
    return float(
        sum(max(tints.get(ink, every), most) for ink, most in zip(inks, over, strict=True))
    )


def _pixels(bounds: Box, box: Box, ppi: float) -> tuple[int, int, int, int]:
    """The pixels that bounds touch: first and last column, first and last row."""
    scale = ppi / 72
    # Text has thousands of bounds: numpy would take three times as long here.
    left, right = (bounds[0] - box[0]) * scale, (bounds[2] - box[0]) * scale
    top, bottom = (box[3] - bounds[3]) * scale, (box[3] - bounds[1]) * scale
    return (
        floor(min(max(left, -FAR), FAR)),
        ceil(min(max(right, -FAR), FAR)),
        floor(min(max(top, -FAR), FAR)),
        ceil(min(max(bottom, -FAR), FAR)),
    )


def _area(bound: Floats, pixels: tuple[int, int, int, int]) -> Floats:
    """The part of a map within pixels."""
    left, right, top, bottom = (max(edge, 0) for edge in pixels)
    return bound[top:bottom, left:right]


def _lay(
    bound: Floats,
    picture: PlateImage,
    matrix: Matrix,
    over: dict[str, float],
    frame: Frame,
) -> None:
    """Lay a picture's ink on a map; one that stands askew counts as its heaviest pixel."""
    pixels = _pixels(bounds_of(UNIT, matrix), *frame)
    area = _area(bound, pixels)
    if not area.size:
        return
    total = _upright(_picture_total(picture, over), matrix)
    if picture.palette or total is None:
        np.maximum(area, _picture_total(picture, over).max(), out=area)
        return
    left, right, top, bottom = pixels
    rows, columns = total.shape
    down, across = rows / (bottom - top), columns / (right - left)
    # What of the picture lies off the map is cut away, in the picture's own pixels.
    part = (
        max(-left, 0) * across,
        max(-top, 0) * down,
        min((max(-left, 0) + area.shape[1]) * across, columns),
        min((max(-top, 0) + area.shape[0]) * down, rows),
    )
    size = (area.shape[1], area.shape[0])
    laid = Image.fromarray(np.ascontiguousarray(total)).resize(size, Image.Resampling.BOX, part)
    np.maximum(area, np.asarray(laid), out=area)


def _picture_total(picture: PlateImage, over: dict[str, float]) -> Floats:
    """Total ink of each pixel, with all that may overprint it."""
    under = sum(over[ink] for ink in over.keys() - {*picture.inks})
    total = np.full(picture.tints.shape[:2], under, np.float32)
    for index, ink in enumerate(picture.inks):
        plates = len(over) if ink == ALL else 1
        tint = picture.tints[:, :, index] / np.float32(255)
        total += plates * np.maximum(tint, np.float32(over.get(ink, 0.0)))
    return total


def _upright(total: Floats, matrix: Matrix) -> Floats | None:
    """A picture's rows and columns as they stand on the page; None for one that stands askew."""
    a, b, c, d, _, _ = matrix
    if max(abs(b), abs(c)) <= ASKEW * max(abs(a), abs(d)):
        return total[:: 1 if d > 0 else -1, :: 1 if a > 0 else -1]
    if max(abs(a), abs(d)) <= ASKEW * max(abs(b), abs(c)):
        return total.T[:: -1 if b > 0 else 1, :: -1 if c > 0 else 1]
    return None
