"""Image objects: prepared pictures in, image XObjects out (ISO 32000-1, 8.9.5), each once a file.

Turning and cropping are the page content's affair.
"""

import hashlib
from collections.abc import Mapping
from typing import NamedTuple

from assemble.model.picture import Prepared
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

DEVICE_SPACES = {1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}


class Placed(NamedTuple):
    """An image in the file: its object, how it is to be turned."""

    object: Value
    orientation: int


class ImageBook:
    """The images of a file, each added when a page first shows it."""

    def __init__(self, pictures: Mapping[str, Prepared], file: PdfFile) -> None:
        self._pictures = pictures
        self._file = file
        self._placed: dict[str, Placed] = {}
        self._profiles: dict[str, Value] = {}

    def placed(self, key: str) -> Placed:
        """The image with this key of the edition, added to the file if it is new there."""
        found = self._placed.get(key)
        if found is None:
            picture = self._pictures[key]
            added = self._file.add(f"image.{picture.key}", self._stream(picture))
            found = Placed(added, picture.orientation)
            self._placed[key] = found
        return found

    def _stream(self, picture: Prepared) -> Stream:
        entries: dict[str, Value] = {
            "Type": name("XObject"),
            "Subtype": name("Image"),
            "Width": picture.width,
            "Height": picture.height,
            "BitsPerComponent": picture.bits,
            "ColorSpace": self._colour_space(picture),
            "Filter": name(picture.filter),
        }
        if picture.inverted:
            entries["Decode"] = array(*[1, 0] * picture.components)
        if picture.plain_rgb:
            entries["DecodeParms"] = dictionary(ColorTransform=0)
        if picture.predictor != 1:
            entries["DecodeParms"] = dictionary(
                Predictor=picture.predictor,
                Colors=picture.components,
                BitsPerComponent=picture.bits,
                Columns=picture.width,
            )
        return Stream(picture.data, entries, identity=picture.key.encode())

    def _colour_space(self, picture: Prepared) -> Value:
        """ICCBased where the picture has a profile, else the device's own space."""
        device = name(DEVICE_SPACES[picture.components])
        if picture.profile is None:
            return device
        key = f"profile.{hashlib.sha256(picture.profile).hexdigest()}"
        if key not in self._profiles:
            stream = deflated(picture.profile, N=picture.components, Alternate=device)
            self._profiles[key] = self._file.add(key, stream)
        return array(name("ICCBased"), reference(key))
