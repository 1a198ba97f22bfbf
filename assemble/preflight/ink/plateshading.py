"""Shadings as one plate of them (ISO 32000-1, 8.7.4.5), in DeviceGray with 1 for no ink.

Functions are sampled through the colour space, so that a gradient in RGB is separated at each
step and not only at its ends.
"""

from itertools import product

import numpy as np
import pikepdf

from assemble.preflight.ink.platecolour import ALL, Space
from assemble.preflight.ink.platefunction import Floats, FunctionError, numbers, read_function

STEPS = 257
"""Samples of a gradient along its line, both ends counted."""
FIELD = 64
"""Samples each way of a shading that is a function of both coordinates."""
CORNERS = {1: 256, 2: 33, 3: 17, 4: 9}
"""Samples each way of a mesh's colours, by their components; more are taken at their ends."""


def samples_of(shading: pikepdf.Object, space: Space) -> Floats:
    """Tints (count, inks) at even steps of a shading's function, or of its space's corners.

    Raises:
        FunctionError: the shading's function can't be evaluated.
    """
    made = shading.get("/Function")
    count = _inputs(shading) if made is not None else space.components
    domain = _domain(shading, space, count)
    each = _steps(count) if made is not None else CORNERS.get(count, 2)
    if each**count > 1 << 16:
        raise FunctionError("a mesh of too many colorants")
    axes = [np.linspace(low, high, each, dtype=np.float32) for low, high in domain]
    # In a sampled function's table the first input varies fastest.
    grid = np.array([point[::-1] for point in product(*axes[::-1])], np.float32)
    if made is not None and int(shading.ShadingType) in (2, 3):
        grid = _as_drawn(grid, domain[0])
    values = read_function(made)(grid) if made is not None else grid
    if values.shape[1] < space.components:
        raise FunctionError("a function gives fewer values than the colour has components")
    return space.convert(values[:, : space.components])


def _as_drawn(inputs: Floats, ends: tuple[float, float]) -> Floats:
    """Inputs moved to where PDFium draws what it takes at them.

    It paints axial and radial shadings in 256 steps: at a place s of 0 to 1 it takes the function
    at floor(255 s) / 256. Left so, a gradient from none to all would lie up to 0.8 % too early.
    """
    low, high = ends
    width = (high - low) or 1.0
    place = np.minimum((256 * (inputs - low) / width + 0.5) / 255, 1)
    moved: Floats = (low + place * width).astype(np.float32)
    return moved


def plate_of(
    shading: pikepdf.Object, space: Space, plate: str, out: pikepdf.Pdf
) -> pikepdf.Object | None:
    """A shading, an object of `out`, that paints one plate; None where it doesn't name the plate.

    Raises:
        FunctionError: the shading's function can't be evaluated.
    """
    index = plate_index(space, plate)
    if index is None:
        return None
    given = "/Function" in shading
    count = _inputs(shading) if given else space.components
    levels = 255 * (1 - samples_of(shading, space)[:, index])
    function = out.make_stream((np.clip(levels, 0, 255) + 0.5).astype(np.uint8).tobytes())
    function.FunctionType = 0
    function.Domain = [end for pair in _domain(shading, space, count) for end in pair]
    function.Range = [0, 1]
    function.Size = [_steps(count) if given else CORNERS.get(count, 2)] * count
    function.BitsPerSample = 8
    if isinstance(shading, pikepdf.Stream):
        made: pikepdf.Object = out.make_stream(shading.read_bytes())
    else:
        made = out.make_indirect(pikepdf.Dictionary())
    for key in _PLAIN:
        if key in shading:
            value = shading[key]
            made[key] = (
                pikepdf.Object.parse(value.unparse(resolved=True))
                if isinstance(value, pikepdf.Object)
                else value
            )
    if "/Background" in shading:
        ground = space.convert(np.array([numbers(shading.Background)], np.float32))
        made.Background = [1 - float(ground[0, index])]
    if given:
        made.ColorSpace = pikepdf.Name.DeviceGray
        made.Function = function
    else:
        # A mesh keeps its data; its colours go through a table to the plate.
        names = pikepdf.Array([pikepdf.Name(f"/C{number}") for number in range(count)])
        made.ColorSpace = pikepdf.Array(
            [pikepdf.Name.DeviceN, names, pikepdf.Name.DeviceGray, function]
        )
    return made


_PLAIN = (
    "/ShadingType", "/BBox", "/AntiAlias", "/Domain", "/Matrix", "/Coords", "/Extend",
    "/BitsPerCoordinate", "/BitsPerComponent", "/BitsPerFlag", "/Decode", "/VerticesPerRow",
)  # fmt: skip
"""Entries that say nothing about colour (tables 78 to 84)."""


def _inputs(shading: pikepdf.Object) -> int:
    return 2 if int(shading.ShadingType) == 1 else 1


def _steps(count: int) -> int:
    return FIELD if count == 2 else STEPS


def _domain(shading: pikepdf.Object, space: Space, count: int) -> list[tuple[float, float]]:
    """The ends of each input of a shading's function, or of each component of its colours."""
    if "/Function" not in shading:
        return list(space.ranges)
    kind = int(shading.ShadingType)
    if kind >= 4:
        ends = numbers(shading.get("/Decode"))[4:6] or [0.0, 1.0]
    else:
        ends = numbers(shading.get("/Domain")) or [0.0, 1.0] * count
    return list(zip(ends[::2], ends[1::2], strict=True))[:count]


def plate_index(space: Space, plate: str) -> int | None:
    """Which of a space's inks a plate takes, None for none."""
    for name in (plate, ALL):
        if name in space.inks:
            return space.inks.index(name)
    return None
