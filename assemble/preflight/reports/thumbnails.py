"""Small pictures of a PDF's pages, drawn by PDFium; for the report, in the guarded process."""

import io
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from assemble.model.preflight import Box

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

LONG_SIDE = 420
"""Pixels of a thumbnail's longer side: enough to know a page by, some 20 kB."""
QUALITY = 60
"""Of the JPEG, as libjpeg counts; letters of headlines stay clean."""
LARGEST_SIDE = 14_400.0
"""Points of a page's side that is drawn: what PDF 1.6 allows (ISO 32000-1, annex C)."""


class Thumbnail(NamedTuple):
    """A page, drawn: `number` from 1, `view` the part of the page shown, in points, y up.

    `rotation` is how far the picture shows the page turned, clockwise, in degrees.
    """

    number: int
    view: Box
    rotation: int
    jpeg: bytes

    def to_json(self) -> dict[str, Any]:
        """As a JSON value."""
        return {
            "number": self.number,
            "view": list(self.view),
            "rotation": self.rotation,
            "jpeg": b64encode(self.jpeg).decode("ascii"),
        }


def thumbnail_of(value: Mapping[str, Any]) -> Thumbnail:
    """The thumbnail that `to_json` gave this value of.

    Raises:
        KeyError, TypeError, ValueError: if it is no such value.
    """
    left, bottom, right, top = (float(length) for length in value["view"])
    return Thumbnail(
        number=int(value["number"]),
        view=(left, bottom, right, top),
        rotation=int(value["rotation"]),
        jpeg=b64decode(value["jpeg"], validate=True),
    )


def thumbnails(path: Path, pages: Iterable[int]) -> Iterator[Thumbnail]:
    """The pages of these numbers that PDFium can draw.

    Raises:
        pypdfium2.PdfiumError: if it can't open the file.
    """
    # Imported here: only the guarded process draws, and PDFium costs the others 25 ms.
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        count = len(document)
        for number in pages:
            if 0 < number <= count:
                yield from _drawn(document, number)
    finally:
        document.close()


def _drawn(document: "PdfDocument", number: int) -> Iterator[Thumbnail]:
    from pypdfium2 import PdfiumError

    try:
        page = document[number - 1]
    except PdfiumError:
        return  # the report then tells the page's faults without a picture
    try:
        view = page.get_bbox()
        width, height = view[2] - view[0], view[3] - view[1]
        if not (0 < width < LARGEST_SIDE and 0 < height < LARGEST_SIDE):
            return
        bitmap = page.render(scale=LONG_SIDE / max(width, height), may_draw_forms=False)
        jpeg = io.BytesIO()
        bitmap.to_pil().convert("RGB").save(jpeg, "JPEG", quality=QUALITY, optimize=True)
        bitmap.close()
        yield Thumbnail(number, tuple(view), page.get_rotation(), jpeg.getvalue())
    finally:
        page.close()
