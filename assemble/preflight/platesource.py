"""A document as its plates are made of it: content streams and pictures, each read once."""

from typing import Any

import numpy as np
import pikepdf

from assemble.preflight.platecolour import Spaces
from assemble.preflight.platecontent import Matrix
from assemble.preflight.plateimage import ImageError, PlateImage, read_image, reduction


class Notes:
    """What couldn't be measured, in the order it was met, each once."""

    def __init__(self) -> None:
        self.lines: dict[str, None] = {}

    def add(self, line: str) -> None:
        """Take down one line."""
        if len(self.lines) < 20:
            self.lines[line] = None


class Source:
    """A document whose plates are wanted: its objects read, those that repeat remembered."""

    def __init__(self, pdf: pikepdf.Pdf, spaces: Spaces, ppi: float) -> None:
        self.pdf = pdf
        self.spaces = spaces
        self.ppi = ppi
        self.notes = Notes()
        self._instructions: dict[tuple[int, int], list[Any]] = {}
        self._images: dict[tuple[int, int, int], PlateImage | None] = {}

    def instructions(self, stream: pikepdf.Object) -> list[Any]:
        """A content stream's instructions; those of a page for a page's dictionary."""
        key = stream.objgen
        if key not in self._instructions or key == (0, 0):
            try:
                found = list(pikepdf.parse_content_stream(stream))
            except (pikepdf.PdfError, TypeError, ValueError) as error:
                self.notes.add(f"a content stream can't be read: {error}")
                found = []
            self._instructions[key] = found
        return self._instructions[key]

    def image(
        self, image: pikepdf.Stream, matrix: Matrix, resources: pikepdf.Object
    ) -> PlateImage | None:
        """A picture's tints at the resolution wanted; None, and a note, where there are none."""
        a, b, c, d, _, _ = matrix
        scale = self.ppi / 72
        factor = reduction(image, scale * np.hypot(a, b), scale * np.hypot(c, d))
        key = (*image.objgen, factor)
        if key not in self._images or key[0] == 0:
            try:
                self._images[key] = read_image(image, self.spaces, resources, factor)
            except ImageError as error:
                name = f"{image.get('/Width', '?')} × {image.get('/Height', '?')} pixels"
                self.notes.add(f"the ink of a picture of {name} can't be measured: {error}")
                self._images[key] = None
        return self._images[key]
