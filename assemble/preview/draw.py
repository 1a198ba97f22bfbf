"""Pages to pictures, by PDFium: the very PDF of a page is drawn, its trim only.

In: an edition, a page, a width in pixels. Out: the bytes of a JPEG picture. PDFium is not made for
several threads (its documentation, `fpdfview.h`), so a lock is held while anything is drawn.
"""

import io
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from PIL import Image as Pillow
from PIL import ImageCms

from assemble.model.edition import Edition, Page
from assemble.model.issue import Image
from assemble.model.picture import Prepared
from assemble.pdf.write import pdf_parts
from assemble.picture.prepare import shown, stored
from assemble.preview.shown import visible
from assemble.stamps import Stamp, stamp_of

NARROWEST, WIDEST = 40, 3600
"""Pixels that a page may be asked to be wide."""
FORM = "image/jpeg"
QUALITY = 92
"""JPEG quality: encoding takes 5 ms a page of 900 pixels, where PNG takes 40; with full colour
resolution small type shows no fringes."""
SMALL = 1500
"""Pixels of the longer side to which photographs are brought for pages up to `ENOUGH` wide:
decoding one of 12 megapixels takes 100 ms each time, one of this size 10."""
ENOUGH = 1300
"""Pixels that a page may be wide for reduced photographs to do."""
KEPT = 96_000_000
"""Bytes of drawn pages that are kept."""

Key = tuple[object, ...]
"""What a drawn page is kept under: number, version, width; of a file path, state, number, width."""
OURS = 3
"""Length of the key of a page of ours."""


class Drawer:
    """Draws pages, and keeps what it drew last."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._drawn: OrderedDict[Key, bytes] = OrderedDict()
        self._size = 0
        self._small: dict[str, Prepared] = {}
        self._counts: dict[str, tuple[Stamp, int]] = {}

    def page(self, edition: Edition, page: Page, version: int, width: int) -> bytes:
        """A page of an edition, `version` telling apart what it is and was."""
        key = (page.number, version, clamped(width))
        return self._kept(key, lambda: self._page(edition, page, key[2]))

    def foreign(self, path: Path, stamp: object, number: int, width: int) -> bytes | None:
        """A page of a PDF file's trim, None if it has no such page or can't be read."""
        key = (str(path), stamp, number, clamped(width))
        with self._lock:
            known = self._drawn.get(key)
            if known is None:
                known = _of_file(path, number, clamped(width))
                if known is not None:
                    self._keep(key, known)
        return known

    def page_count(self, path: Path) -> int:
        """How many pages a PDF file has; 0 if it can't be read. Looked up once for each state."""
        stamp = stamp_of(path)
        if stamp is None:
            return 0
        known, count = self._counts.get(str(path), (None, 0))
        if known != stamp:
            with self._lock:
                count = _page_count(path)
            self._counts[str(path)] = stamp, count
        return count

    def release(self, edition: Edition, versions: Sequence[int]) -> None:
        """Forget photographs that an edition doesn't show, and pages as they no longer are.

        Args:
            edition: what is shown now.
            versions: those of its pages.
        """
        wanted, current = set(shown(edition)), set(enumerate(versions, 1))
        with self._lock:
            self._small = {key: each for key, each in self._small.items() if key in wanted}
            for key in [key for key in self._drawn if len(key) == OURS and key[:2] not in current]:
                self._size -= len(self._drawn.pop(key))

    def _kept(self, key: Key, draw: Any) -> bytes:
        with self._lock:
            known = self._drawn.get(key)
            if known is None:
                known = draw()
                self._keep(key, known)
            self._drawn.move_to_end(key)
            return known

    def _keep(self, key: Key, data: bytes) -> None:
        self._drawn[key] = data
        self._size += len(data)
        while self._size > KEPT:
            _, old = self._drawn.popitem(last=False)
            self._size -= len(old)

    def _page(self, edition: Edition, page: Page, width: int) -> bytes:
        """The page drawn from a PDF of itself alone."""
        bare = replace(page, items=visible(page), links=())
        one = replace(edition, pages=(bare,), bookmarks=(), bleed=0.0, slug=0.0, purpose="proof")
        one = replace(one, press=None)
        data = b"".join(pdf_parts(one, self._pictures(one, width)))
        with pdfium.PdfDocument(data) as document:
            return _picture(document[0], width)

    def _pictures(self, edition: Edition, width: int) -> Mapping[str, Prepared]:
        images = {key: edition.images[key] for key in shown(edition)}
        if width > ENOUGH:
            return {key: stored(image) for key, image in images.items()}
        for key, image in images.items():
            if key not in self._small:
                self._small[key] = reduced(image)
        return {key: self._small[key] for key in images}


def clamped(width: int) -> int:
    """A width in pixels within the limits."""
    return max(NARROWEST, min(width, WIDEST))


def reduced(image: Image) -> Prepared:
    """A photograph with no more pixels than a page on the screen needs."""
    whole = stored(image)
    if image.format != "JPEG" or image.mode not in ("RGB", "L") or whole.plain_rgb:
        return whole
    if max(image.width, image.height) <= SMALL:
        return whole
    with Pillow.open(io.BytesIO(image.data)) as picture:
        picture.draft(None, (SMALL, SMALL))
        picture.thumbnail((SMALL, SMALL), Pillow.Resampling.BILINEAR)
        small = _plain(picture, whole.profile) if whole.profile else picture
        buffer = io.BytesIO()
        small.save(buffer, "JPEG", quality=88)
    return replace(
        whole,
        key=f"{whole.key}.{SMALL}",
        width=small.width,
        height=small.height,
        components=len(small.getbands()),
        profile=None,
        data=buffer.getvalue(),
    )


def _plain(picture: Pillow.Image, profile: bytes) -> Pillow.Image:
    """A picture in sRGB: PDFium would work its profile out at each drawing, which takes 18 ms."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        made = ImageCms.profileToProfile(
            picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError):
        return picture  # a profile that can't be used, as the build's own findings say
    return made or picture


def _page_count(path: Path) -> int:
    try:
        with pdfium.PdfDocument(path) as document:
            return len(document)
    except (pdfium.PdfiumError, OSError):
        return 0


def _of_file(path: Path, number: int, width: int) -> bytes | None:
    try:
        with pdfium.PdfDocument(path) as document:
            if not 1 <= number <= len(document):
                return None
            page = document[number - 1]
            page.set_cropbox(*page.get_trimbox())
            return _picture(page, width)
    except (pdfium.PdfiumError, OSError):
        return None


def _picture(page: Any, width: int) -> bytes:
    """A page of PDFium as a JPEG picture of a width in pixels."""
    bitmap = page.render(scale=width / page.get_width())
    buffer = io.BytesIO()
    bitmap.to_pil().save(buffer, "JPEG", quality=QUALITY, subsampling=0)
    return buffer.getvalue()
