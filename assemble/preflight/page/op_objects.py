"""Operators that paint what stands elsewhere: pictures, forms, shadings; and patterns."""

from math import hypot, inf
from typing import Any

import pikepdf

from assemble.model.preflight import Box
from assemble.preflight.geometry import Matrix, bounds, multiply
from assemble.preflight.page.colours import colour_of
from assemble.preflight.page.facts import Colour, Group, Picture, Shade, Space
from assemble.preflight.page.op_path import PAINT_PATTERN
from assemble.preflight.page.op_state import DO_FORM, apply_state, check_intent
from assemble.preflight.page.reading import dictionary, items, name, number, numbers, rectangle
from assemble.preflight.page.tokens import INLINE
from assemble.preflight.page.walker import Operator, Walker

_UNIT: Box = (0.0, 0.0, 1.0, 1.0)
_INLINE_KEYS = {
    "/BPC": "/BitsPerComponent", "/CS": "/ColorSpace", "/F": "/Filter", "/H": "/Height",
    "/IM": "/ImageMask", "/W": "/Width",
}  # fmt: skip
_INLINE_FILTERS = {
    "/AHx": "ASCIIHexDecode", "/A85": "ASCII85Decode", "/LZW": "LZWDecode", "/Fl": "FlateDecode",
    "/RL": "RunLengthDecode", "/CCF": "CCITTFaxDecode", "/DCT": "DCTDecode",
}  # fmt: skip
"""ISO 32000-1, tables 93 and 94."""


def _do(w: Walker, operands: list[Any]) -> None:
    (wanted,) = operands
    found = w.frame.get("/XObject", wanted)
    if not isinstance(found, pikepdf.Stream):
        w.lacking("object", wanted)
        return
    kind = name(found.get("/Subtype"))
    if kind == "/Image":
        _image(w, wanted, found)
    elif kind == "/Form":
        _form(w, [found, "form"])
    elif kind == "/PS":
        w.odd("postscript-xobject", f"the object {wanted[1:]} is PostScript")
    else:
        w.odd("content-syntax", f"the object {wanted[1:]} is neither a picture nor a form")


def _check_extras(w: Walker, entries: Any, what: str, place: Box | None) -> None:
    """Note what PDF/X wants no object to have."""
    if "/OPI" in entries:
        w.odd("opi", f"{what} is to be replaced by another file (OPI)", place)
    if "/Ref" in entries:
        w.odd("reference-xobject", f"{what} stands in for a page of another file (Ref)", place)
    if name(entries.get("/Subtype2")) == "/PS" or (what.startswith("a form") and "/PS" in entries):
        w.odd("postscript-xobject", f"{what} holds PostScript", place)
    if "/OC" in entries:
        w.layers = True


def _form(w: Walker, operands: list[Any]) -> None:
    """Walk through a form (ISO 32000-1, 8.10); `of` is form or mask."""
    form, of = operands
    found = numbers(form.get("/Matrix"), 6)
    matrix: Matrix = w.state.ctm
    if found:
        matrix = multiply((found[0], found[1], found[2], found[3], found[4], found[5]), matrix)
    box = rectangle(form.get("/BBox"))
    place = w.seen(bounds(matrix, box)) if box else None
    _check_extras(w, form, "a form", place)
    group = form.get("/Group")
    if isinstance(group, pikepdf.Dictionary) and name(group.get("/S")) == "/Transparency":
        note_group(w, group, of, form.get("/Resources"), place)
    w.inside(form, matrix, box, form.get("/Resources"))


def note_group(w: Walker, group: Any, of: str, resources: Any, place: Box | None) -> None:
    """Keep a transparency group (ISO 32000-1, 11.6.6)."""
    space: Space | None = None
    if (named := group.get("/CS")) is not None:
        space = w.file.spaces.resolve(named, resources)
    w.groups.append(Group(of, space, place))
    w.transparency.setdefault("a transparency group", place)


def _image(w: Walker, wanted: str, entries: Any) -> None:
    """A picture (ISO 32000-1, 8.9.5)."""
    what = f"the picture {wanted[1:]}"
    place = w.seen(bounds(w.state.ctm, _UNIT))
    _check_extras(w, entries, what, place)
    if "/Alternates" in entries:
        w.odd("alternate-images", f"{what} has alternates", place)
    if "/Intent" in entries:
        check_intent(w, entries["/Intent"])
    filters = tuple(name(item)[1:] for item in items(entries.get("/Filter")))
    space = None
    if entries.get("/ColorSpace") is not None and not entries.get("/ImageMask"):
        space = w.file.spaces.resolve(entries["/ColorSpace"], w.frame.resources)
    elif "JPXDecode" in filters:
        space = Space("JPXDecode", 3)
    _paint_image(w, wanted[1:], entries, space, filters)
    _check_masks(w, what, entries, place)


def _check_masks(w: Walker, what: str, entries: Any, place: Box | None) -> None:
    soft = entries.get("/SMask")
    if isinstance(soft, pikepdf.Stream) or number(entries.get("/SMaskInData")):
        w.transparency.setdefault("a picture with a soft mask", place)
    for mask in (soft, entries.get("/Mask")):
        if isinstance(mask, pikepdf.Stream):
            for item in items(mask.get("/Filter")):
                _check_filter(w, f"the mask of {what}", name(item)[1:], place)


def _check_filter(w: Walker, what: str, used: str, place: Box | None) -> None:
    """Note compression that not every standard allows; the rules know which."""
    if used in ("LZWDecode", "JBIG2Decode", "JPXDecode", "Crypt"):
        w.odd(f"filter {used}", what, place)


def _paint_image(
    w: Walker, title: str, entries: Any, space: Space | None, filters: tuple[str, ...]
) -> None:
    """Keep a picture that shows, and what its entries say."""
    width, height = int(number(entries.get("/Width"))), int(number(entries.get("/Height")))
    stencil = space is None
    bits = 1 if stencil else int(number(entries.get("/BitsPerComponent"), 8))
    state = w.state
    a, b, c, d, *_ = state.ctm
    across, up = hypot(a, b) * w.unit / 72, hypot(c, d) * w.unit / 72
    ppi = min(width / across if across else inf, height / up if up else inf)
    place = w.seen(bounds(state.ctm, _UNIT))
    for used in filters:
        _check_filter(w, f"the picture {title}", used, place)
    if not place:
        return
    colour = state.fill if stencil else None
    if stencil:
        w.use("mask" if w.mask else "graphics", state.fill.space, place)
        if state.fill_pattern is not None:
            w.operators[PAINT_PATTERN](w, [state.fill_pattern, state.fill, place])
    elif space:
        w.use("mask" if w.mask else "picture", space, place)
    w.pictures.append(
        Picture(
            place, title, width, height, bits, ppi, space, colour, filters, state.overprints, w.mask
        )
    )


def _inline_image(w: Walker, operands: list[Any]) -> None:
    """An inline image: its keys may be short, its colour space a resource's name."""
    given, _ = operands
    entries = {_INLINE_KEYS.get(key, key): value for key, value in given.items()}
    raw = entries.get("/Filter")
    used = raw if isinstance(raw, list) else [raw] if raw else []
    filters = tuple(_INLINE_FILTERS.get(item, item[1:]) for item in used)
    space = None
    if not entries.get("/ImageMask"):
        space = _inline_space(w, entries.get("/ColorSpace"))
    _paint_image(w, "within the content", entries, space, filters)


def _inline_space(w: Walker, value: Any) -> Space:
    """The space of an inline image: a name, or Indexed over one (ISO 32000-1, 8.9.7)."""
    if isinstance(value, str):
        return w.space(value)
    base = w.space(value[1])
    return Space("Indexed", 1, (), base, base.reach | {"Indexed"}, fault=base.fault)


def _shading(w: Walker, operands: list[Any]) -> None:
    (wanted,) = operands
    found = w.frame.get("/Shading", wanted)
    if not isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        w.lacking("shading", wanted)
        return
    _shade(w, found, w.seen(w.state.clip))


def _shade(w: Walker, shading: Any, place: Box | None) -> None:
    """Keep a shading that shows (ISO 32000-1, 8.7.4.3)."""
    space = w.file.spaces.resolve(shading.get("/ColorSpace"), w.frame.resources)
    w.use("mask" if w.mask else "shading", space, place)
    if place:
        w.shades.append(Shade(place, space, w.mask))


def _pattern(w: Walker, operands: list[Any]) -> None:
    """Paint `place` with a pattern (ISO 32000-1, 8.7); each cell and colour once a page."""
    pattern, colour, place = operands
    if pattern.get("/PatternType") == 2:
        _shade(w, dictionary(pattern.get("/Shading")), place)
        state = w.state
        w.save()
        apply_state(w, dictionary(pattern.get("/ExtGState")))
        w.states.pop()
        w.state = state
        return
    if not isinstance(pattern, pikepdf.Stream):
        w.odd("content-syntax", "a pattern is neither a cell nor a shading")
        return
    key = "pattern", pattern.objgen, colour.values
    if key in w.done:
        return
    w.done.add(key)
    _cell(w, pattern, colour, place)


def _cell(w: Walker, pattern: Any, colour: Colour, place: Box) -> None:
    """Walk through a tiling pattern's cell; it lies in the space of what it is painted in."""
    found = numbers(pattern.get("/Matrix"), 6)
    matrix = w.base
    if found:
        matrix = multiply((found[0], found[1], found[2], found[3], found[4], found[5]), matrix)
    kept, colourless = w.place, w.colourless
    w.place, w.colourless = place, pattern.get("/PaintType") == 2
    w.save()
    plain = w.colour("/DeviceGray", (0.0,))
    if w.colourless and colour.space.base:
        plain = colour_of(colour.space.base, colour.values)
    w.state.fill = w.state.stroke = plain
    w.state.fill_pattern = w.state.stroke_pattern = None
    w.inside(pattern, matrix, None, pattern.get("/Resources"))
    w.restore()
    w.place, w.colourless = kept, colourless


OBJECTS: dict[str, Operator] = {
    "Do": _do,
    INLINE: _inline_image,
    "sh": _shading,
    DO_FORM: _form,
    PAINT_PATTERN: _pattern,
}
