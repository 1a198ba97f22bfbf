"""Image objects: pictures in, image XObjects out (ISO 32000-1, 8.9.5), each once a file.

JPEGs keep their own bytes. Turning and cropping are the page content's affair.
"""

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from assemble.model.issue import Image
from assemble.pdf.jpeg import JpegHeader, jpeg_header
from assemble.pdf.objects import (
    PdfFile,
    Stream,
    Value,
    array,
    deflated,
    dictionary,
    name,
    reference,
)
from assemble.pdf.png import PngPixels, png_pixels

if TYPE_CHECKING:
    from assemble.pdf.raster import Raster

DEVICE_SPACES = {1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}
PROFILE_SPACES = {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4}
"""Colour spaces of ICC profiles (ICC.1, 7.2.6) by their number of components."""

PROFILE_CLASSES = (b"scnr", b"mntr", b"prtr", b"spac")
"""Profile classes that ICCBased allows (ISO 32000-1, 8.6.5.5)."""

NEWEST_PROFILE = 4
"""The highest major ICC version that readers of PDF know; 5 is iccMAX."""

TIFF_PREDICTOR, PNG_PREDICTOR = 2, 15
"""Flate predictors (ISO 32000-1, table 10)."""


class Placed(NamedTuple):
    """An image in the file: its object, how it is to be turned."""

    object: Value
    orientation: int


class ImageBook:
    """The images of a file, each added when a page first shows it."""

    def __init__(self, images: Mapping[str, Image], file: PdfFile) -> None:
        self._images = images
        self._file = file
        self._placed: dict[str, Placed] = {}
        self._profiles: dict[str, Value] = {}

    def placed(self, key: str) -> Placed:
        """The image with this key, added to the file if it is new there."""
        found = self._placed.get(key)
        if found is None:
            found = self._add(self._images[key])
            self._placed[key] = found
        return found

    def _add(self, image: Image) -> Placed:
        header = jpeg_header(image.data) if image.format == "JPEG" else None
        pixels = png_pixels(image.data) if image.format == "PNG" else None
        orientation = image.orientation
        if header is not None:
            stream = self._jpeg(image, header)
        elif pixels is not None:
            stream = self._png(image, pixels)
        else:
            # Few issues hold a picture that must be decoded; Pillow's colour takes 2 ms.
            from assemble.pdf.raster import raster

            decoded = raster(image)
            orientation = decoded.orientation
            stream = self._raster(image, decoded)
        return Placed(self._file.add(f"image.{image.key}", stream), orientation)

    def _jpeg(self, image: Image, header: JpegHeader) -> Stream:
        entries = self._entries(image, header.width, header.height, header.components)
        entries["Filter"] = name("DCTDecode")
        if header.inverted:
            entries["Decode"] = array(*[1, 0] * header.components)
        if header.plain_rgb:
            entries["DecodeParms"] = dictionary(ColorTransform=0)
        return Stream(image.data, entries, identity=image.key.encode())

    def _png(self, image: Image, pixels: PngPixels) -> Stream:
        entries = self._entries(image, pixels.width, pixels.height, pixels.components)
        entries["BitsPerComponent"] = pixels.bits
        return _flate(image, entries, pixels.data, PNG_PREDICTOR, pixels)

    def _raster(self, image: Image, pixels: "Raster") -> Stream:
        entries = self._entries(image, pixels.width, pixels.height, pixels.components)
        return _flate(image, entries, pixels.data, TIFF_PREDICTOR, pixels)

    def _entries(self, image: Image, width: int, height: int, components: int) -> dict[str, Value]:
        return {
            "Type": name("XObject"),
            "Subtype": name("Image"),
            "Width": width,
            "Height": height,
            "BitsPerComponent": 8,
            "ColorSpace": self._colour_space(image.profile, components),
        }

    def _colour_space(self, profile: bytes | None, components: int) -> Value:
        """ICCBased where the profile fits the pixels, else the device's own space."""
        device = name(DEVICE_SPACES[components])
        if profile is None or not _fits(profile, components):
            return device
        key = f"profile.{hashlib.sha256(profile).hexdigest()}"
        if key not in self._profiles:
            stream = deflated(profile, N=components, Alternate=device)
            self._profiles[key] = self._file.add(key, stream)
        return array(name("ICCBased"), reference(key))


def _fits(profile: bytes, components: int) -> bool:
    """Whether a profile (ICC.1, 7.2: header) describes pixels of so many components."""
    return (
        len(profile) >= 128
        and profile[8] <= NEWEST_PROFILE
        and profile[12:16] in PROFILE_CLASSES
        and PROFILE_SPACES.get(profile[16:20]) == components
    )


def _flate(
    image: Image,
    entries: dict[str, Value],
    data: bytes,
    predictor: int,
    pixels: "PngPixels | Raster",
) -> Stream:
    entries["Filter"] = name("FlateDecode")
    entries["DecodeParms"] = dictionary(
        Predictor=predictor,
        Colors=pixels.components,
        BitsPerComponent=entries["BitsPerComponent"],
        Columns=pixels.width,
    )
    return Stream(data, entries, identity=image.key.encode())
