"""A document as its plates are made of it: content streams and pictures, each read once."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import numpy as np
import pikepdf
from PIL.ImageFile import ImageFile

from assemble.preflight.geometry import Matrix
from assemble.preflight.ink.inktext import Face
from assemble.preflight.ink.platecolour import Spaces
from assemble.preflight.ink.plateimage import (
    ImageError,
    PlateImage,
    filters_of,
    open_picture,
    read_image,
    reduction,
)
from assemble.preflight.ink.platenotes import DAMAGE

THREADS = 4
"""Threads that decode: more would hold more pictures at once than they save time."""


class Source:
    """A document whose plates are wanted: its objects read, those that repeat remembered."""

    def __init__(self, pdf: pikepdf.Pdf, spaces: Spaces, ppi: float) -> None:
        self.pdf = pdf
        self.spaces = spaces
        self.ppi = ppi
        self.notes = spaces.notes
        self.faces: dict[object, Face | None] = {}
        self._instructions: dict[tuple[int, int], list[Any]] = {}
        self._images: dict[tuple[int, int, int], PlateImage | None] = {}
        # Decoded but not yet separated.
        self._opened: dict[tuple[int, int, int], ImageFile] = {}

    def forget(self) -> None:
        """Let go of what was read: a long document would fill the memory."""
        self._instructions.clear()
        self._images.clear()
        self._opened.clear()

    def page_instructions(self, page: pikepdf.Page) -> list[Any]:
        """The instructions of a page's content."""
        return self.instructions(page.obj)

    def instructions(self, stream: pikepdf.Object) -> list[Any]:
        """A content stream's instructions; those of a page for a page's dictionary."""
        key = stream.objgen
        if key not in self._instructions or key == (0, 0):
            try:
                found = list(pikepdf.parse_content_stream(stream))
            except DAMAGE as error:
                self.notes.add(f"a content stream can't be read: {error}")
                found = []
            self._instructions[key] = found
        return self._instructions[key]

    def image(
        self, image: pikepdf.Stream, matrix: Matrix, resources: pikepdf.Object
    ) -> PlateImage | None:
        """A picture's tints at the resolution wanted; None, and a note, where there are none."""
        factor = self._factor(image, matrix)
        key = (*image.objgen, factor)
        if key not in self._images or key[0] == 0:
            try:
                opened = self._opened.pop(key, None)
                self._images[key] = read_image(image, self.spaces, resources, factor, opened)
            except ImageError as error:
                name = f"{image.get('/Width', '?')} × {image.get('/Height', '?')} pixels"
                self.notes.add(f"the ink of a picture of {name} can't be measured: {error}")
                self._images[key] = None
        return self._images[key]

    def preload(self, pictures: Iterable[tuple[pikepdf.Stream, Matrix]]) -> None:
        """Decode JPEGs in several threads: libjpeg takes longer than all else, and lets others run.

        What fails is left to `image`, which notes it.
        """
        jobs: dict[tuple[int, int, int], ImageFile] = {}
        for image, matrix in pictures:
            key = (*image.objgen, self._factor(image, matrix))
            if key in jobs or key in self._images or filters_of(image)[-1:] != ["/DCTDecode"]:
                continue
            with suppress(*DAMAGE):
                jobs[key] = open_picture(image, key[2])
        with ThreadPoolExecutor(THREADS) as pool:
            whole = list(pool.map(_loaded, jobs.values()))
        self._opened = {
            key: job for (key, job), done in zip(jobs.items(), whole, strict=True) if done
        }

    def _factor(self, image: pikepdf.Object, matrix: Matrix) -> int:
        a, b, c, d, _, _ = matrix
        scale = self.ppi / 72
        return reduction(image, scale * np.hypot(a, b), scale * np.hypot(c, d))


def _loaded(picture: ImageFile) -> bool:
    """Decode a picture; whether it could be."""
    try:
        picture.load()
    except DAMAGE:
        return False
    return True


class Plates:
    """Makes plates of one document's pages, as pages of another."""

    def __init__(self, source: Source, out: pikepdf.Pdf) -> None:
        self.source = source
        self.out = out
        self.streams: dict[object, pikepdf.Object | None] = {}
        # How many operators drawing a form takes, with all that it draws.
        self.weights: dict[object, int] = {}
        if "/OCProperties" in source.pdf.Root:
            # Layers that are off stay off.
            out.Root.OCProperties = self.carry(source.pdf.Root.OCProperties)

    def carry(self, item: Any) -> Any:
        """An object of the source as one of the plates' document."""
        if not isinstance(item, (pikepdf.Dictionary, pikepdf.Array, pikepdf.Stream)):
            return item
        if item.is_owned_by(self.out):
            return item
        if not item.is_indirect:
            item = self.source.pdf.make_indirect(item)
        return self.out.copy_foreign(item)
