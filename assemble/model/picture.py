"""A picture as a PDF stores it."""

from assemble.model.frozen import Frozen


class Prepared(Frozen):
    """The data of a picture, encoded, with what is needed to read them (ISO 32000-1, 8.9.5).

    `key` names the content: equal keys, equal bytes. `components` are 1 for grey, 3 for RGB, 4 for
    CMYK, `bits` those of a component. `filter` is DCTDecode or FlateDecode; `predictor` that of
    Flate (ISO 32000-1, table 10), 1 for none. `inverted`: inks are stored as 255 less the ink.
    `plain_rgb`: a JPEG whose components are RGB although no marker says so. `orientation` (EXIF
    2.32, tag 0x0112) is what is left to turn. `profile` is the ICC profile of the colours, None
    for the device's own.
    """

    key: str
    width: int
    height: int
    components: int
    bits: int
    filter: str
    predictor: int
    inverted: bool
    plain_rgb: bool
    orientation: int
    profile: bytes | None
    data: bytes
