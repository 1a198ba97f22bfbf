"""Page contents: placed items in, one PDF content stream out (ISO 32000-1, 8 and 9).

Items are drawn in their order, which is the reading order. Text is shown glyph by glyph from
the lines as they were set: the pen's advance of a glyph is (advance + letter space) x scale, of
a word space (space + word space + letter space) x scale. Nothing is measured here.
"""

from assemble.model.edition import BoxItem, ImageItem, Item, Rect, TextItem
from assemble.model.line import Line
from assemble.pdf.boxes import Sheet
from assemble.pdf.fonts import FontBook
from assemble.pdf.images import ImageBook
from assemble.pdf.inks import OVERPRINT, InkBook
from assemble.pdf.objects import Value, dictionary, number

WHOLE = Rect(0.0, 0.0, 1.0, 1.0)
"""The crop that keeps all of a picture."""

UPRIGHT = {
    1: (1, 0, 0, 1, 0, 0),
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}
"""By EXIF orientation (EXIF 2.32, tag 0x0112): the matrix that turns the unit square of the
stored picture upright. As in PDF the square's y goes up, and the picture's top row is at 1."""


TURNED = {0: "1 0 0 1", 90: "0 -1 1 0", -90: "0 1 -1 0"}
"""By degrees clockwise: the text matrix without its place (ISO 32000-1, 8.3.3)."""

ARC = 0.5522847
"""Length of the handles of a Bézier curve that stands for a quarter of a circle, in radii:
4/3 (√2 - 1), which errs by 0.03 %."""


class PageContent:
    """The content stream of one page as it grows, and the resources that it names.

    Fonts and images are numbered in the order of their use on the page, so that nothing in the
    stream depends on other pages.
    """

    def __init__(self, sheet: Sheet, inks: InkBook, fonts: FontBook, images: ImageBook) -> None:
        self._sheet = sheet
        self._inks = inks
        self._fonts = fonts
        self._images = images
        # Names of resources by the keys of faces and images, by inks, and by overprint.
        self._font_names: dict[str, str] = {}
        self._image_names: dict[str, str] = {}
        self._space_names: dict[str, str] = {}
        self._state_names: dict[bool, str] = {}
        self._parts: list[str] = []
        self._in_text = False
        # What the graphics state holds; text state outlives ET (ISO 32000-1, 9.3.1).
        self._colour = ""
        self._overprint = False
        self._letter_space = 0.0
        self._scale = 1.0
        self._font = ("", 0.0)

    def draw(self, items: tuple[Item, ...]) -> bytes:
        """The content stream for a page's items."""
        for item in items:
            if isinstance(item, TextItem):
                self._line(item)
            elif isinstance(item, ImageItem):
                self._image(item)
            else:
                self._box(item)
        self._end_text()
        return "\n".join(self._parts).encode("ascii")

    def resources(self) -> Value:
        """The resource dictionary of what was drawn (ISO 32000-1, 7.8.3)."""
        fonts = {name: self._fonts.object(key) for key, name in self._font_names.items()}
        images = {name: self._images.placed(key).object for key, name in self._image_names.items()}
        spaces = {name: self._inks.space(key) for key, name in self._space_names.items()}
        states = {name: OVERPRINT[on] for on, name in self._state_names.items()}
        named = {"ColorSpace": spaces, "ExtGState": states, "Font": fonts, "XObject": images}
        return dictionary({kind: dictionary(values) for kind, values in named.items() if values})

    def _box(self, item: BoxItem) -> None:
        self._end_text()
        self._set_colour(item.colour)
        if item.ring:
            self._parts.append(_ring(self._sheet.box(item.rect), item.ring))
        else:
            self._parts.append(f"{_numbers(*self._sheet.box(item.rect))} re f")

    def _image(self, item: ImageItem) -> None:
        self._end_text()
        # A photograph covers what lies behind it, whatever was painted last.
        self._set_overprint(False)
        placed = self._images.placed(item.image)
        resource = self._image_names.setdefault(item.image, f"I{len(self._image_names) + 1}")
        left, bottom, width, height = self._sheet.box(item.rect)
        crop = item.crop
        # The whole picture is laid so that its crop falls on the rectangle; the rest is clipped.
        full_width, full_height = width / crop.width, height / crop.height
        x = left - crop.x * full_width
        y = bottom + height + crop.y * full_height - full_height
        a, b, c, d, e, f = UPRIGHT[placed.orientation]
        self._parts.append("q")
        if crop != WHOLE:
            self._parts.append(f"{_numbers(left, bottom, width, height)} re W n")
        matrix = _numbers(
            a * full_width,
            b * full_height,
            c * full_width,
            d * full_height,
            e * full_width + x,
            f * full_height + y,
        )
        self._parts.append(f"{matrix} cm /{resource} Do Q")

    def _line(self, item: TextItem) -> None:
        line = item.line
        if not line.pieces:
            return
        if not self._in_text:
            self._parts.append("BT")
            self._in_text = True
        self._set_spacing(line)
        x, y = self._sheet.point(item.x + line.indent, item.baseline)
        self._parts.append(f"{TURNED[item.turn]} {_numbers(x, y)} Tm")
        style = None
        shown: list[str] = []
        spaces: dict[tuple[float, str], str] = {}
        last = len(line.pieces) - 1
        # Every word of the publication passes here. Unpacking takes a piece apart five times as
        # fast as reading its fields does.
        for index, piece in enumerate(line.pieces):
            word, size, colour, space, space_text, *_ = piece
            if style != (word.face, size, colour):
                self._show(shown)
                style = (word.face, size, colour)
                shown, spaces = [], {}
                subset = self._fonts.subset(word.face)
                self._set_colour(colour)
                self._set_font(word.face, size)
            shown.append(subset.fragment(word, size, line.letter_space))
            if space and index < last:
                code = spaces.get((space, space_text))
                if code is None:
                    code = subset.space(space_text, (space + line.word_space) * 1000 / size)
                    spaces[space, space_text] = code
                shown.append(code)
        self._show(shown)

    def _show(self, shown: list[str]) -> None:
        """Show words and spaces of one face, size and colour."""
        if shown:
            self._parts.append(f"[<{''.join(shown)}>]TJ")

    def _set_spacing(self, line: Line) -> None:
        if line.letter_space != self._letter_space:
            self._letter_space = line.letter_space
            self._parts.append(f"{_fine(line.letter_space)} Tc")
        if line.scale != self._scale:
            self._scale = line.scale
            self._parts.append(f"{_fine(100 * line.scale)} Tz")

    def _set_font(self, face: str, size: float) -> None:
        if (face, size) != self._font:
            self._font = (face, size)
            resource = self._font_names.setdefault(face, f"F{len(self._font_names) + 1}")
            self._parts.append(f"/{resource} {_fine(size)} Tf")

    def _set_colour(self, colour: str) -> None:
        if colour != self._colour:
            self._colour = colour
            self._choose(colour)
        self._set_overprint(self._inks.overprints(colour))

    def _choose(self, colour: str) -> None:
        if colour in self._inks.spots:
            name = self._space_names.setdefault(colour, f"C{len(self._space_names) + 1}")
            self._parts.append(f"/{name} cs 1 scn")
        else:
            self._parts.append(f"{_numbers(*self._inks.colours[colour])} k")

    def _set_overprint(self, overprint: bool) -> None:
        if overprint != self._overprint:
            self._overprint = overprint
            name = self._state_names.setdefault(overprint, "O1" if overprint else "O0")
            self._parts.append(f"/{name} gs")

    def _end_text(self) -> None:
        if self._in_text:
            self._parts.append("ET")
            self._in_text = False


def _ring(box: tuple[float, float, float, float], thickness: float) -> str:
    """A ring inscribed into a box: two circles, what is between them filled."""
    left, bottom, width, height = box
    x, y = left + width / 2, bottom + height / 2
    radius = min(width, height) / 2
    return f"{_circle(x, y, radius)} {_circle(x, y, radius - thickness)} f*"


def _circle(x: float, y: float, r: float) -> str:
    h = ARC * r
    arcs = (
        (x + r, y + h, x + h, y + r, x, y + r),
        (x - h, y + r, x - r, y + h, x - r, y),
        (x - r, y - h, x - h, y - r, x, y - r),
        (x + h, y - r, x + r, y - h, x + r, y),
    )
    return f"{_numbers(x + r, y)} m " + " ".join(f"{_numbers(*arc)} c" for arc in arcs)


def _numbers(*values: float) -> str:
    return " ".join(map(number, values))


def _fine(value: float) -> str:
    """A number that counts for every glyph of a line: two decimals more, against drift."""
    text = f"{value:.5f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
