"""Operators that set the graphics state: matrices, colours, parameters, marked content."""

from math import isfinite
from typing import Any

import pikepdf

from assemble.preflight.geometry import Matrix, multiply
from assemble.preflight.page.colours import colour_of
from assemble.preflight.page.facts import Colour, Space
from assemble.preflight.page.reading import dictionary, items, name, number
from assemble.preflight.page.walker import Operator, Walker

_INTENTS = {"/AbsoluteColorimetric", "/RelativeColorimetric", "/Saturation", "/Perceptual"}
_BLENDS = {
    "/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten",
    "/ColorDodge", "/ColorBurn", "/HardLight", "/SoftLight", "/Difference", "/Exclusion", "/Hue",
    "/Saturation", "/Color", "/Luminosity",
}  # fmt: skip
"""The blend modes of ISO 32000-1, tables 136 and 137."""
_PLAIN_BLENDS = {"/Normal", "/Compatible"}


def matrix_of(operands: list[Any]) -> Matrix:
    """Six operands as a matrix; ValueError where they are none."""
    a, b, c, d, e, f = operands
    if not isfinite(a + b + c + d + e + f):
        raise ValueError(operands)
    return (a, b, c, d, e, f)


def _cm(w: Walker, operands: list[Any]) -> None:
    w.state.ctm = multiply(matrix_of(operands), w.state.ctm)


def _q(w: Walker, _: list[Any]) -> None:
    w.save()


def _restore(w: Walker, _: list[Any]) -> None:
    w.restore()


def _w(w: Walker, operands: list[Any]) -> None:
    w.state.width = abs(float(operands[0]))


def _ri(w: Walker, operands: list[Any]) -> None:
    check_intent(w, operands[0])


def check_intent(w: Walker, intent: Any) -> None:
    """Note a rendering intent that isn't one of the four (ISO 32000-1, 8.6.5.8)."""
    if str(intent) not in _INTENTS:
        w.odd("rendering-intent", f"{str(intent)[1:]} is no rendering intent")


def _device(space: str, count: int, stroke: bool) -> Operator:
    """An operator that sets a colour in a device space."""

    def set_colour(w: Walker, operands: list[Any]) -> None:
        if len(operands) != count:
            raise ValueError(operands)
        if not w.colourless:
            _set(w, w.colour(space, tuple(operands)), None, stroke)

    return set_colour


def _set(w: Walker, colour: Colour, pattern: Any, stroke: bool) -> None:
    if stroke:
        w.state.stroke, w.state.stroke_pattern = colour, pattern
    else:
        w.state.fill, w.state.fill_pattern = colour, pattern


def _space(stroke: bool) -> Operator:
    """An operator that chooses a colour space, and its first colour."""

    def set_space(w: Walker, operands: list[Any]) -> None:
        (chosen,) = operands
        if w.colourless:
            return
        space = w.space(chosen)
        _set(w, colour_of(space, _first(space)), None, stroke)

    return set_space


def _first(space: Space) -> tuple[float, ...]:
    """The colour that a space begins with (ISO 32000-1, 8.6.3 to 8.6.6)."""
    if space.family in ("Separation", "DeviceN"):
        return (1.0,) * space.components
    if space.components == 4:
        return (0.0, 0.0, 0.0, 1.0)
    return (0.0,) * space.components


def _components(stroke: bool) -> Operator:
    """An operator that sets a colour in the current space: SC, SCN, sc, scn."""

    def set_components(w: Walker, operands: list[Any]) -> None:
        if w.colourless:
            return
        space = (w.state.stroke if stroke else w.state.fill).space
        pattern = None
        if operands and isinstance(operands[-1], str):
            pattern = w.frame.get("/Pattern", operands[-1])
            if pattern is None:
                w.lacking("pattern", operands[-1])
            operands = operands[:-1]
        values = tuple(map(float, operands))
        expected = space.base.components if space.family == "Pattern" and space.base else None
        if space.family == "" or len(values) == (
            space.components if space.family != "Pattern" else expected or 0
        ):
            _set(w, colour_of(space, values), pattern, stroke)
            return
        raise ValueError(operands)

    return set_components


def _gs(w: Walker, operands: list[Any]) -> None:
    (wanted,) = operands
    found = w.frame.get("/ExtGState", wanted)
    if not isinstance(found, pikepdf.Dictionary):
        w.lacking("graphics state", wanted)
        return
    apply_state(w, found)


def apply_state(w: Walker, entries: Any) -> None:
    """Set what an ExtGState dictionary says (ISO 32000-1, table 58)."""
    state = w.state
    for key, value in entries.items():
        if key == "/LW":
            state.width = abs(number(value))
        elif key == "/OP":
            state.outline_overprints = bool(value)
            if "/op" not in entries:
                state.overprints = bool(value)
        elif key == "/op":
            state.overprints = bool(value)
        elif key == "/OPM":
            state.opm = int(number(value))
        elif key == "/Font" and len(found := items(value)) == 2:
            state.font = w.file.fonts.get(found[0], "gs")
            state.size = number(found[1])
        elif key == "/RI":
            check_intent(w, value)
        elif key in _OTHERS:
            _OTHERS[key](w, value)


def _blend(w: Walker, value: Any) -> None:
    modes = [name(item) for item in items(value)]
    if not any(mode in _BLENDS for mode in modes):
        w.odd("blend-mode-unknown", f"PDF has no blend mode {', '.join(modes)[1:] or 'like that'}")
    used = next((mode for mode in modes if mode in _BLENDS), "/Normal")
    if used not in _PLAIN_BLENDS:
        w.transparency.setdefault(f"the blend mode {used[1:]}", None)


def _alpha(w: Walker, value: Any) -> None:
    if number(value, 1.0) < 1:
        w.transparency.setdefault(f"an opacity of {number(value):.0%}", None)


def _soft_mask(w: Walker, value: Any) -> None:
    if not isinstance(value, pikepdf.Dictionary):
        return
    w.transparency.setdefault("a soft mask", None)
    form = value.get("/G")
    if not isinstance(form, pikepdf.Stream) or ("mask", form.objgen) in w.done:
        return
    w.done.add(("mask", form.objgen))
    mask, w.mask = w.mask, True
    w.operators[DO_FORM](w, [form, "mask"])
    w.mask = mask


DO_FORM = "(form)"
"""The key, no operator, under which the table holds what walks through a form."""


def _transfer(w: Walker, _: Any) -> None:
    w.odd("transfer-function", "a graphics state sets a transfer function (TR)")


def _transfer2(w: Walker, value: Any) -> None:
    if name(value) != "/Default":
        w.odd("transfer-function", "a graphics state sets a transfer function (TR2)")


def _halftone_phase(w: Walker, _: Any) -> None:
    w.odd("halftone", "a graphics state sets a halftone's phase (HTP)")


def _halftone(w: Walker, value: Any) -> None:
    if name(value) == "/Default":
        return
    entries = dictionary(value)
    kind = entries.get("/HalftoneType")
    if kind not in (1, 5):
        w.odd("halftone", "a graphics state sets a halftone of a type other than 1 and 5")
    if "/HalftoneName" in entries:
        w.odd("halftone", "a graphics state sets a halftone by its name")


_OTHERS = {
    "/BM": _blend,
    "/CA": _alpha,
    "/ca": _alpha,
    "/SMask": _soft_mask,
    "/TR": _transfer,
    "/TR2": _transfer2,
    "/HTP": _halftone_phase,
    "/HT": _halftone,
}


def _begin_mark(w: Walker, operands: list[Any]) -> None:
    """BMC and BDC (ISO 32000-1, 14.6); ActualText speaks for all within."""
    tag, *more = operands
    properties: Any = more[0] if more else {}
    if isinstance(properties, str):
        found = w.frame.get("/Properties", properties)
        if found is None:
            w.lacking("property list", properties)
        properties = dictionary(found)
    w.layers |= tag == "/OC"
    speaks = "/ActualText" in properties
    if len(w.marks) > 1000:
        w.odd("content-limit", "marked content stands in itself without end")
        return
    w.marks.append(speaks)
    w.actual += speaks


def _end_mark(w: Walker, _: list[Any]) -> None:
    if w.marks:
        w.actual -= w.marks.pop()
    else:
        w.odd("content-syntax", "EMC ends marked content that nothing has begun")


def _nothing(_: Walker, __: list[Any]) -> None:
    """What has no bearing on any rule."""


STATE: dict[str, Operator] = {
    "q": _q,
    "Q": _restore,
    "cm": _cm,
    "w": _w,
    "ri": _ri,
    "gs": _gs,
    "g": _device("/DeviceGray", 1, False),
    "G": _device("/DeviceGray", 1, True),
    "rg": _device("/DeviceRGB", 3, False),
    "RG": _device("/DeviceRGB", 3, True),
    "k": _device("/DeviceCMYK", 4, False),
    "K": _device("/DeviceCMYK", 4, True),
    "cs": _space(False),
    "CS": _space(True),
    "sc": _components(False),
    "scn": _components(False),
    "SC": _components(True),
    "SCN": _components(True),
    "BMC": _begin_mark,
    "BDC": _begin_mark,
    "EMC": _end_mark,
    **dict.fromkeys(("J", "j", "M", "d", "i", "MP", "DP", "BX", "EX", "d0"), _nothing),
}
