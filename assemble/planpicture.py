"""The picture of a flat plan as a file: PDF or PNG, both of the same drawing."""

import io
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont, ImageOps
from PIL.PngImagePlugin import PngInfo

from assemble.model.edition import BoxItem, Edition, ImageItem, Rect, TextItem
from assemble.model.flatplan import FlatPlan
from assemble.model.issue import Image
from assemble.model.layout import CMYK, Layout
from assemble.page.flatpicture import flat_picture
from assemble.pdf.write import pdf_parts
from assemble.picture.prepare import prepared

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

THUMBNAIL = 360
"""Pixels of a photograph's longer side: two for each point of a page's height, and some to crop."""
QUALITY = 80
"""Of their JPEG files."""
DOTS = 2.0
"""Pixels for each point of a PNG: 144 ppi, so that folios are sharp on dense screens."""
FINER = 2
"""Times as large as the PNG that it is drawn, for smooth edges."""
SOFTWARE = "assemble"
"""What a PNG names as its maker; see `is_ours`."""


def plan_picture(edition: Edition, layout: Layout, plan: FlatPlan, kind: str) -> Iterable[bytes]:
    """The flat plan drawn, as the parts of a file.

    Args:
        edition: the pages.
        layout: what they were laid out with.
        plan: what was planned.
        kind: the file's ending, .pdf or .png.
    """
    drawn = flat_picture(edition, layout, plan)
    shown = {item.image for item in drawn.pages[0].items if isinstance(item, ImageItem)}
    images = {key: thumbnail(edition.images[key]) for key in sorted(shown)}
    drawn = replace(drawn, images=images)
    return pdf_parts(drawn, prepared(drawn)) if kind == ".pdf" else [_png(drawn)]


def thumbnail(image: Image) -> Image:
    """A picture upright, in RGB and small."""
    with Pillow.open(io.BytesIO(image.data)) as opened:
        opened.draft("RGB", (THUMBNAIL, THUMBNAIL))
        upright = ImageOps.exif_transpose(opened)
        small = upright.convert("RGB")
    small.thumbnail((THUMBNAIL, THUMBNAIL))
    buffer = io.BytesIO()
    small.save(buffer, "JPEG", quality=QUALITY)
    return replace(
        image,
        format="JPEG",
        width=small.width,
        height=small.height,
        orientation=1,
        mode="RGB",
        profile=None,
        data=buffer.getvalue(),
    )


def is_ours(head: bytes) -> bool:
    """Whether a PNG that begins so was drawn here, and so may be overwritten."""
    return b"Software\0" + SOFTWARE.encode() in head


def _png(drawn: Edition) -> bytes:
    """The drawing in pixels."""
    scale = DOTS * FINER
    wide, tall = (round(length * scale) for length in drawn.trim)
    canvas = Pillow.new("RGB", (wide, tall), "white")
    pen = ImageDraw.Draw(canvas)
    fonts: dict[tuple[str, float], FreeTypeFont] = {}
    for item in drawn.pages[0].items:
        if isinstance(item, BoxItem):
            box = _pixels(item.rect, scale)
            right, bottom = max(box[2], box[0] + 1) - 1, max(box[3], box[1] + 1) - 1
            pen.rectangle((box[0], box[1], right, bottom), fill=_rgb(drawn.colours[item.colour]))
        elif isinstance(item, ImageItem):
            _paste(canvas, item, drawn, scale)
        else:
            _write(pen, item, drawn, scale, fonts)
    canvas = canvas.resize((wide // FINER, tall // FINER), Pillow.Resampling.BOX)
    made = PngInfo()
    made.add_text("Software", SOFTWARE)
    buffer = io.BytesIO()
    dots = (72 * DOTS, 72 * DOTS)
    canvas.save(buffer, "PNG", pnginfo=made, dpi=dots)
    return buffer.getvalue()


def _paste(canvas: Pillow.Image, item: ImageItem, drawn: Edition, scale: float) -> None:
    left, top, right, bottom = _pixels(item.rect, scale)
    size = max(1, right - left), max(1, bottom - top)
    with Pillow.open(io.BytesIO(drawn.images[item.image].data)) as picture:
        crop = item.crop
        box = (
            crop.x * picture.width,
            crop.y * picture.height,
            (crop.x + crop.width) * picture.width,
            (crop.y + crop.height) * picture.height,
        )
        canvas.paste(picture.resize(size, Pillow.Resampling.BICUBIC, box), (left, top))


def _write(
    pen: ImageDraw.ImageDraw,
    item: TextItem,
    drawn: Edition,
    scale: float,
    fonts: "dict[tuple[str, float], FreeTypeFont]",
) -> None:
    """A line of text, word by word where the typesetter put them."""
    x = item.x + item.line.indent
    for piece in item.line.pieces:
        face = drawn.faces[piece.word.face]
        key = face.key, piece.size
        if key not in fonts:
            fonts[key] = ImageFont.truetype(io.BytesIO(face.data), piece.size * scale)
        text = "".join(piece.word.texts)
        fill = _rgb(drawn.colours[piece.colour])
        pen.text((x * scale, item.baseline * scale), text, fill, fonts[key], anchor="ls")
        x += piece.word.width * piece.size / face.units_per_em
        x += piece.space + item.line.word_space if piece.space else 0.0


def _pixels(rect: Rect, scale: float) -> tuple[int, int, int, int]:
    """Left, top, right and bottom."""
    return (
        round(rect.x * scale),
        round(rect.y * scale),
        round((rect.x + rect.width) * scale),
        round((rect.y + rect.height) * scale),
    )


def _rgb(colour: CMYK) -> tuple[int, int, int]:
    """A colour on a screen, near enough for bars and labels."""
    *inks, black = colour
    red, green, blue = (round(255 * (1 - ink) * (1 - black)) for ink in inks)
    return red, green, blue
