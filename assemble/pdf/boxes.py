"""The sheet: from the edition's coordinates (trim's top left, y down) to those of a PDF page.

In: trim, bleed and slug in points. Out: page boxes and PDF coordinates. The one place of the
project where y is turned over.
"""

from assemble.model.edition import Edition, Rect
from assemble.model.frozen import Frozen

PdfBox = tuple[float, float, float, float]
"""Left, bottom, right, top in points, y up (ISO 32000-1, 7.9.5)."""


class Sheet(Frozen):
    """A sheet of paper with its trimmed page in the middle; all lengths in points."""

    trim: tuple[float, float]
    bleed: float
    slug: float

    @property
    def media_box(self) -> PdfBox:
        """The whole sheet (ISO 32000-1, 14.11.2)."""
        return self._trim_grown_by(self.slug)

    @property
    def bleed_box(self) -> PdfBox:
        """The trim with its bleed, as far as the sheet goes."""
        return self._trim_grown_by(min(self.bleed, self.slug))

    @property
    def trim_box(self) -> PdfBox:
        """The page as cut."""
        return self._trim_grown_by(0.0)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the edition as a point of the PDF page."""
        return self.slug + x, self.slug + self.trim[1] - y

    def box(self, rect: Rect) -> PdfBox:
        """A rectangle of the edition as left, bottom, width and height on the PDF page."""
        left, bottom = self.point(rect.x, rect.y + rect.height)
        return left, bottom, rect.width, rect.height

    def _trim_grown_by(self, margin: float) -> PdfBox:
        width, height = self.trim
        near = self.slug - margin
        return near, near, self.slug + width + margin, self.slug + height + margin


def sheet_of(edition: Edition) -> Sheet:
    """The sheet on which all pages of an edition stand."""
    return Sheet(trim=edition.trim, bleed=edition.bleed, slug=edition.slug)
