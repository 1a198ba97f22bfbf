"""Pages written anew as one plate: DeviceGray, 1 for no ink, so that any renderer shows its ink.

In: a page and an ink. Out: a page of another document. Each colour becomes its tint of that ink.
What overprints and doesn't name the ink isn't painted (ISO 32000-1, 8.6.7); what knocks out
paints no ink. Blend modes and transparency are left as they are: on a plate they do what the
standard asks of the separable modes in a subtractive space (11.3.4); the four that aren't
separable come out approximately.
"""

from typing import Any

import numpy as np
import pikepdf

from assemble.preflight.geometry import Matrix, multiply
from assemble.preflight.ink.platecolour import ALL
from assemble.preflight.ink.platecontent import (
    INHERITED,
    MOST_DEPTH,
    PATHS,
    Budget,
    Content,
    Paint,
    Pen,
    entry_of,
    matrix_of,
    resources_of,
)
from assemble.preflight.ink.plateimage import PlateImage
from assemble.preflight.ink.platenotes import DAMAGE
from assemble.preflight.ink.plateshading import plate_of
from assemble.preflight.ink.platesource import Plates

MOST_TILES = 20_000
"""Tiles of a pattern on a page: finer ones are a tint, and would take a renderer for ever."""
TOO_MUCH = "a page paints more than can be measured"
FULL = ("/LW", "/LC", "/LJ", "/ML", "/D", "/Font", "/BM", "/SMask", "/CA", "/ca", "/AIS", "/TK")
"""Entries of an ExtGState that are kept (table 58): overprint is done here, and halftones, black
generation and transfer functions aren't what ink is measured by."""

PARTIAL = {
    ("f", True): "f", ("F", True): "f", ("f*", True): "f*",
    ("B", True): "f", ("B*", True): "f*", ("b", True): "f", ("b*", True): "f*",
    ("B", False): "S", ("B*", False): "S", ("b", False): "s", ("b*", False): "s",
    ("S", False): "S", ("s", False): "s",
}  # fmt: skip
"""Operators that only fill (True) or only stroke (False), in place of those that would do both."""


def add_plate(
    plates: Plates, page: pikepdf.Page, box: tuple[float, float, float, float], plate: str
) -> None:
    """Add one plate of what a page shows within a box."""
    resources = page.obj.get("/Resources", None) or page.resources
    writer = Writer(plates, plate, resources, (), Budget())
    content = writer.written(plates.source.page_instructions(page), Pen())
    made = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=list(box),
        Resources=writer.resources,
        Contents=plates.out.make_stream(content),
    )
    if "/Group" in page.obj:
        made.Group = _group(page.obj.Group)
    plates.out.pages.append(pikepdf.Page(plates.out.make_indirect(made)))


def _group(group: pikepdf.Object) -> pikepdf.Dictionary:
    """A transparency group whose space is a plate's."""
    made = pikepdf.Dictionary(
        S=pikepdf.Name.Transparency,
        CS=pikepdf.Name.DeviceGray,
    )
    for key in ("/I", "/K"):
        if key in group:
            made[key] = bool(group[key])
    return made


class Writer:
    """Writes one stream, a page's or a form's, as a plate; a device of `Content`."""

    def __init__(
        self,
        plates: Plates,
        plate: str,
        resources: pikepdf.Object,
        within: tuple[object, ...],
        budget: Budget,
    ) -> None:
        self._plates = plates
        self._plate = plate
        self._within = within
        self._budget = budget
        self._source = plates.source
        self.scratch = plates.source.pdf
        self._out = plates.out
        self._lines: list[Any] = []
        self._made: dict[str, pikepdf.Dictionary] = {}
        self._given = resources
        self._fonts()

    @property
    def resources(self) -> pikepdf.Dictionary:
        """The resources of what was written."""
        return pikepdf.Dictionary(self._made)

    def written(self, instructions: list[Any], pen: Pen) -> bytes:
        """The content stream of the plate."""
        if self._budget.spend(len(instructions)):
            Content(self, self._source.spaces, self._given, pen).run(instructions)
        else:
            self._source.notes.add(TOO_MUCH)
        return bytes(pikepdf.unparse_content_stream(self._lines))

    # What `Content` tells.

    def keep(self, instruction: Any, pen: Pen) -> None:  # noqa: ARG002
        """Write what paints nothing as it stands; marked content by its name."""
        if str(instruction.operator) in ("BDC", "DP") and len(instruction.operands) == 2:
            self._property(instruction)
        self._lines.append(instruction)

    def state(self, name: str, entry: pikepdf.Object, pen: Pen) -> None:  # noqa: ARG002
        """Write an ExtGState without what is done here."""
        kept = pikepdf.Dictionary({key: entry[key] for key in FULL if key in entry})
        if name not in self._made.get("/ExtGState", ()):
            self._add("/ExtGState", self._plates.carry(kept), name)
        self._write("gs", pikepdf.Name(name))

    def path(self, instruction: Any, operator: str, pen: Pen) -> None:
        """Write a path with what it paints on this plate."""
        fills, strokes = PATHS[operator]
        fills = fills and self._inked(pen, "fill")
        strokes = strokes and self._inked(pen, "stroke")
        if (fills, strokes) == PATHS[operator]:
            self._lines.append(instruction)
        elif fills or strokes:
            self._write(PARTIAL[operator, fills])
        else:
            self._write("n")

    def text(self, instruction: Any, pen: Pen) -> None:
        """Write text in the mode that paints what it does on this plate (table 106)."""
        mode = pen.mode
        fills = mode % 4 in (0, 2) and self._inked(pen, "fill")
        strokes = mode % 4 in (1, 2) and self._inked(pen, "stroke")
        mode = mode // 4 * 4 + {(1, 0): 0, (0, 1): 1, (1, 1): 2, (0, 0): 3}[fills, strokes]
        if pen.shown.get("mode", 0) != mode:
            pen.shown["mode"] = mode
            self._write("Tr", mode)
        self._lines.append(instruction)

    def image(self, image: pikepdf.Stream, pen: Pen, resources: pikepdf.Object) -> None:
        """Write a picture as this plate of it; a stencil as it is, in its paint."""
        if bool(image.get("/ImageMask", False)):
            if self._inked(pen, "fill"):
                self._write("Do", self._add("/XObject", self._plates.carry(image)))
            return
        found = self._source.image(image, pen.matrix, resources)
        if found is None:
            return
        index = next((found.inks.index(n) for n in (self._plate, ALL) if n in found.inks), None)
        if index is None and (pen.over_fill or not found.inks):
            return
        key = ("image", image.objgen, found.tints.shape, index)
        if key not in self._plates.streams or image.objgen == (0, 0):
            self._plates.streams[key] = self._picture(image, found, index)
        self._write("Do", self._add("/XObject", self._plates.streams[key]))

    def form(self, form: pikepdf.Stream, pen: Pen, resources: pikepdf.Object) -> None:
        """Write a form, rewritten for this plate and for the pen that it inherits."""
        key = ("form", form.objgen, self._plate, pen.key())
        if form.objgen in self._within or len(self._within) >= MOST_DEPTH:
            self._source.notes.add("a form is drawn within itself, or too deep")
            return
        if key not in self._plates.streams:
            inner = pen.copy()
            inner.shown = {}
            inner.matrix = multiply(matrix_of(form.get("/Matrix")), pen.matrix)
            before = self._budget.left
            self._plates.streams[key] = self._rewritten(form, inner, resources)
            self._plates.weights[key] = before - self._budget.left
        elif not self._budget.spend(self._plates.weights[key]):
            self._source.notes.add(TOO_MUCH)
            return
        made = self._plates.streams[key]
        if made is not None:
            self._write("Do", self._add("/XObject", made))

    def shading(self, shading: pikepdf.Object, pen: Pen, resources: pikepdf.Object) -> None:
        """Write a shading as this plate of it."""
        made = self._gradient(shading, resources)
        if made is not None:
            self._write("sh", self._add("/Shading", made))
        elif not pen.over_fill:
            # It knocks out: painted as no ink over all that is clipped.
            self._write("q")
            self._write("g", 1)
            self._write("re", *_everywhere(pen.matrix))
            self._write("f")
            self._write("Q")

    def broken(self, operator: str, error: Exception) -> None:
        """Note an operator that is passed over."""
        self._source.notes.add(f"the operator {operator} can't be followed: {error}")

    # How it is written.

    def _write(self, operator: str, *operands: Any) -> None:
        self._lines.append((list(operands), pikepdf.Operator(operator)))

    def _add(self, kind: str, item: pikepdf.Object, name: str = "") -> pikepdf.Name:
        """Name a resource."""
        made = self._made.setdefault(kind, pikepdf.Dictionary())
        name = name or f"/P{len(made)}"
        made[name] = item
        return pikepdf.Name(name)

    def _property(self, instruction: Any) -> None:
        """Carry a layer's dictionary (8.11.3.2)."""
        name = instruction.operands[1]
        if str(instruction.operands[0]) == "/OC" and isinstance(name, pikepdf.Name):
            entry = entry_of(self._given, "/Properties", name)
            if entry is not None and str(name) not in self._made.get("/Properties", ()):
                self._add("/Properties", self._plates.carry(entry), str(name))

    def _inked(self, pen: Pen, side: str) -> bool:
        """Whether a pen paints on this plate; its tint is written if it isn't in force."""
        paint: Paint = getattr(pen, side)
        over = pen.over_fill if side == "fill" else pen.over_stroke
        if paint.inherited:
            return True
        setting: tuple[object, ...]
        if paint.pattern is not None:
            name = self._pattern(paint, pen, over)
            if name is None:
                return False
            setting = name
        else:
            tint = tint_of(paint, self._plate, over, pen.nonzero)
            if tint is None:
                return False
            setting = (round(1 - tint, 4),)
        if pen.shown.get(side) != setting:
            pen.shown[side] = setting
            self._set(setting, side == "fill")
        return True

    def _set(self, setting: tuple[object, ...], fill: bool) -> None:
        """Write a grey, or a pattern: its space, its tint if it is uncoloured, its name."""
        if len(setting) == 1:
            self._write("g" if fill else "G", setting[0])
            return
        self._write("cs" if fill else "CS", pikepdf.Name(str(setting[0])))
        tints = [setting[1]] if setting[1] is not None else []
        self._write("scn" if fill else "SCN", *tints, pikepdf.Name(str(setting[2])))

    def _pattern(self, paint: Paint, pen: Pen, over: bool) -> tuple[object, ...] | None:
        """A pattern's space, tint and name on this plate; None where it doesn't paint."""
        pattern = paint.pattern
        if not isinstance(pattern, (pikepdf.Dictionary, pikepdf.Stream)):
            return None
        kind = int(pattern.get("/PatternType", 1))
        coloured = kind == 2 or int(pattern.get("/PaintType", 1)) == 1
        tint = None if coloured else tint_of(paint, self._plate, over, pen.nonzero)
        if not coloured and tint is None:
            return None
        key = ("pattern", pattern.objgen, self._plate)
        if key not in self._plates.streams or pattern.objgen == (0, 0):
            make = self._shading_pattern if kind == 2 else self._tiling
            self._plates.streams[key] = make(pattern)
        made = self._plates.streams[key]
        if made is None:
            return None if over or kind == 1 else (1.0,)
        name = str(self._add("/Pattern", made))
        if tint is None:
            return ("/Pattern", None, name)
        grey = pikepdf.Array([pikepdf.Name.Pattern, pikepdf.Name.DeviceGray])
        self._add("/ColorSpace", grey, "/PatternGrey")
        return ("/PatternGrey", round(1 - tint, 4), name)

    def _shading_pattern(self, pattern: pikepdf.Object) -> pikepdf.Object | None:
        made = self._gradient(pattern.Shading, self._given)
        if made is None:
            return None
        return self._out.make_indirect(
            pikepdf.Dictionary(
                PatternType=2, Shading=made, Matrix=list(matrix_of(pattern.get("/Matrix")))
            )
        )

    def _tiling(self, pattern: pikepdf.Object) -> pikepdf.Object | None:
        if not isinstance(pattern, pikepdf.Stream) or pattern.objgen in self._within:
            return None
        matrix = matrix_of(pattern.get("/Matrix"))
        a, b, c, d, _, _ = matrix
        cell = abs(float(pattern.XStep) * float(pattern.YStep) * (a * d - b * c))
        # A sheet of A3 has a million square points.
        if cell * MOST_TILES < 1e6:
            self._source.notes.add("a pattern's tiles are too small to be measured")
            return None
        coloured = int(pattern.get("/PaintType", 1)) == 1
        return self._rewritten(pattern, Pen(matrix, Pen().fill if coloured else INHERITED))

    def _rewritten(
        self, stream: pikepdf.Stream, pen: Pen, resources: pikepdf.Object | None = None
    ) -> pikepdf.Object:
        """A form, tiling pattern or glyph rewritten for this plate."""
        own = resources_of(stream, self._given if resources is None else resources)
        within = (*self._within, stream.objgen)
        writer = Writer(self._plates, self._plate, own, within, self._budget)
        content = writer.written(self._source.instructions(stream), pen)
        made = self._out.make_stream(content)
        for key, value in stream.items():
            if key == "/Group":
                made.Group = _group(value)
            elif key not in ("/Length", "/Filter", "/DecodeParms", "/Resources"):
                made[key] = self._plates.carry(value)
        made.Resources = writer.resources
        return made

    def _gradient(
        self, shading: pikepdf.Object, resources: pikepdf.Object
    ) -> pikepdf.Object | None:
        space = self._source.spaces.read(shading.get("/ColorSpace"), resources)
        try:
            return plate_of(shading, space, self._plate, self._out)
        except DAMAGE as error:
            self._source.notes.add(f"the ink of a shading can't be measured: {error}")
            return None

    def _picture(
        self, image: pikepdf.Stream, found: PlateImage, index: int | None
    ) -> pikepdf.Object:
        """One plate of a picture as a grey picture, with its masks."""
        rows, columns = found.tints.shape[:2]
        plate = np.zeros((rows, columns), np.uint8) if index is None else found.tints[:, :, index]
        grey = 255 - plate
        if found.palette:
            made = self._out.make_stream(image.read_raw_bytes())
            for key in ("/Width", "/Height", "/BitsPerComponent", "/Filter", "/DecodeParms"):
                if key in image:
                    made[key] = self._plates.carry(image[key])
            table = pikepdf.String(grey.tobytes())
            made.ColorSpace = pikepdf.Array(
                [pikepdf.Name.Indexed, pikepdf.Name.DeviceGray, 1, table]
            )
        else:
            made = self._grey(grey)
        made.Type, made.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        if found.shown is not None:
            made.SMask = self._grey(found.shown)
        if "/SMask" in image:
            made.SMask = self._plates.carry(image.SMask)
            if "/Matte" in made.SMask:
                del made.SMask.Matte
        elif isinstance(image.get("/Mask"), pikepdf.Stream):
            made.Mask = self._plates.carry(image.Mask)
        if "/OC" in image:
            made.OC = self._plates.carry(image.OC)
        return made

    def _grey(self, levels: Any) -> pikepdf.Object:
        made = self._out.make_stream(levels.tobytes())
        made.Type, made.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        made.Height, made.Width = levels.shape
        made.BitsPerComponent = 8
        made.ColorSpace = pikepdf.Name.DeviceGray
        return made

    def _fonts(self) -> None:
        """Carry the fonts; the glyphs of Type 3 fonts that bring their own colours anew."""
        fonts = self._given.get("/Font")
        if not isinstance(fonts, pikepdf.Dictionary):
            return
        for name, font in fonts.items():
            if not isinstance(font, pikepdf.Dictionary):
                continue
            made = self._plates.carry(font)
            if font.get("/Subtype") == "/Type3" and "/CharProcs" in font:
                made = self._type3(font, made)
            self._add("/Font", made, name)

    def _type3(self, font: pikepdf.Object, made: pikepdf.Object) -> pikepdf.Object:
        key = ("font", font.objgen, self._plate)
        if key in self._plates.streams:
            return self._plates.streams[key] or made
        # A font whose glyphs use the font itself ends here.
        self._plates.streams[key] = None
        copy = pikepdf.Dictionary(dict(made.items()))
        own = resources_of(font, self._given)
        procedures = pikepdf.Dictionary()
        for name, glyph in list(font.CharProcs.items())[:1024]:
            if isinstance(glyph, pikepdf.Stream):
                procedures[name] = self._glyph(glyph, own)
        copy.CharProcs = procedures
        if "/Resources" in copy:
            del copy.Resources
        self._plates.streams[key] = self._out.make_indirect(copy)
        return self._plates.streams[key]

    def _glyph(self, glyph: pikepdf.Stream, resources: pikepdf.Object) -> pikepdf.Object:
        """A glyph after d0 has its own colours, after d1 those of the text (9.6.5)."""
        first = next(iter(self._source.instructions(glyph)), None)
        if first is not None and str(first.operator) == "d1":
            return self._plates.carry(glyph)
        return self._rewritten(glyph, Pen(paint=INHERITED), resources)


def tint_of(paint: Paint, plate: str, over: bool, nonzero: bool) -> float | None:
    """The tint that a paint leaves on a plate; None where it leaves the plate as it is.

    ISO 32000-1, 8.6.7 and table 149: overprinting paint leaves plates that it doesn't name;
    under the nonzero overprint mode DeviceCMYK also those where its tint is 0.
    """
    for ink, tint in paint.tints:
        if ink in (plate, ALL):
            return None if over and nonzero and paint.direct and tint == 0 else tint
    return None if over or not paint.tints else 0.0


def _everywhere(matrix: Matrix) -> tuple[float, float, float, float]:
    """A rectangle that covers any page under a matrix, as operands of `re`."""
    a, b, c, d, e, f = matrix
    turn = a * d - b * c
    if not turn:
        return (0, 0, 0, 0)
    corners = [
        ((d * (x - e) - c * (y - f)) / turn, (a * (y - f) - b * (x - e)) / turn)
        for x in (-15000, 15000)
        for y in (-15000, 15000)
    ]
    left, bottom = min(x for x, _ in corners), min(y for _, y in corners)
    return (
        left, bottom, max(x for x, _ in corners) - left, max(y for _, y in corners) - bottom
    )  # fmt: skip
