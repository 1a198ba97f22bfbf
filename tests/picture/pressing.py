"""What these tests are made of: pictures, profiles, editions of a photograph, pixels read back."""

import datetime
import io
import struct
import zlib
from functools import cache
from pathlib import Path

import numpy as np
from making import ROOT, SHARED
from PIL import Image as Pillow
from PIL import ImageCms

from assemble.model.edition import Edition, ImageItem, Page, Rect, Source
from assemble.model.finding import Location
from assemble.model.issue import Image
from assemble.model.picture import Prepared
from assemble.model.press import Condition, Marks, Press
from assemble.picture.cache import Cache
from assemble.picture.press import Pressed, prepared_for_press

ODD = SHARED / "photos" / "odd"
WHOLE = Rect(0.0, 0.0, 1.0, 1.0)
FOGRA39 = (ROOT / "assemble" / "icc" / "FOGRA39L_coated.icc").read_bytes()
NOWHERE = Cache(None)
NOWHERE_SAID = Location("issue.yaml")


def press(photographs: str = "late", standard: str = "x-4", ink: float = 3.0) -> Press:
    """A press of the condition FOGRA39, at 300 ppi."""
    return Press(
        standard=standard,
        condition=Condition(
            identifier="FOGRA39", info="", registry="", profile=FOGRA39, ink=ink, at=NOWHERE_SAID
        ),
        photographs=photographs,
        ppi=300.0,
        marks=Marks(crop=False, registration=False, colour_bar=False, slug=False, offset=0.0),
        paper=None,
        cover_paper=None,
        run=None,
        accept=(),
        at=NOWHERE_SAID,
    )


def saved(picture: Pillow.Image, kind: str, **more: object) -> bytes:
    """The bytes of a picture file."""
    stream = io.BytesIO()
    picture.save(stream, kind, **more)
    return stream.getvalue()


def image_of(data: bytes, key: str = "one") -> Image:
    """A picture file as the reading stage gives it."""
    with Pillow.open(io.BytesIO(data)) as picture:
        kind = picture.format or ""
        turn = 1 if kind == "TIFF" else picture.getexif().get(0x0112, 1)
        profile = picture.info.get("icc_profile")
        width, height = picture.size
        return Image(
            key=key, format=kind, width=width, height=height, orientation=turn,
            mode=picture.mode, profile=profile, data=data,
        )  # fmt: skip


def edition_of(image: Image, *places: tuple[Rect, Rect]) -> Edition:
    """An edition that shows a picture in rectangles, each with the crop there; else at 300 ppi."""
    width, height = image.upright
    full = Rect(0.0, 0.0, width * 72 / 300, height * 72 / 300)
    items = tuple(
        ImageItem(rect, image.key, crop, Source("photo"))
        for rect, crop in places or [(full, WHOLE)]
    )
    return Edition(
        title="T", subject="", author="", number="1", languages=("vi",),
        date=datetime.date(2024, 1, 31), purpose="print", build_id="0", trim=(400.0, 300.0),
        bleed=0.0, slug=0.0, colours={}, faces={}, images={image.key: image},
        pages=(Page(number=1, label="1", items=items),), bookmarks=(),
    )  # fmt: skip


def pressed(image: Image, how: Press, kept: Cache = NOWHERE) -> Pressed:
    """A picture made ready, placed at 300 ppi."""
    return prepared_for_press(edition_of(image), how, kept)


def one(image: Image, how: Press) -> Prepared:
    """The same, where there is nothing to be said about it."""
    found = pressed(image, how)
    assert found.notes == ()
    return found.pictures[image.key]


def pixels(picture: Prepared) -> np.ndarray:
    """The samples of a prepared picture by row, column and component, as inks, RGB or grey."""
    if picture.filter == "DCTDecode":
        samples = np.asarray(Pillow.open(io.BytesIO(picture.data)))
    elif picture.predictor == 15:
        samples = np.asarray(Pillow.open(io.BytesIO(_png(picture))))
    else:
        assert picture.predictor == 2
        assert picture.bits == 8
        flat = np.frombuffer(zlib.decompress(picture.data), np.uint8)
        rows = flat.reshape(picture.height, picture.width, picture.components)
        samples = np.cumsum(rows, axis=1, dtype=np.uint8)
    assert samples.shape[:2] == (picture.height, picture.width)
    return samples.reshape(picture.height, picture.width, picture.components)


def _png(picture: Prepared) -> bytes:
    """A PNG file around pixels that a PDF took from one."""
    colours = 0 if picture.components == 1 else 2
    size = struct.pack(">II", picture.width, picture.height)
    head = b"IHDR" + size + bytes((picture.bits, colours, 0, 0, 0))
    chunks = (head, b"IDAT" + picture.data, b"IEND")
    packed = (struct.pack(">I", len(c) - 4) + c + struct.pack(">I", zlib.crc32(c)) for c in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def converted(picture: Pillow.Image, profile: bytes | None, mode: str = "CMYK") -> np.ndarray:
    """LittleCMS's own conversion: relative colorimetric, black point compensated; None is sRGB."""
    source = io.BytesIO(profile) if profile else ImageCms.createProfile("sRGB")
    if picture.mode == "LAB":
        source = ImageCms.createProfile("LAB")
    transform = ImageCms.buildTransform(
        source,
        io.BytesIO(FOGRA39) if mode == "CMYK" else ImageCms.createProfile("LAB"),
        picture.mode,
        mode,
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    return np.asarray(ImageCms.applyTransform(picture, transform)).astype(int)


def profile_of(space: bytes, tags: dict[bytes, bytes], version: bytes = b"\x04\x20") -> bytes:
    """A display profile of tags."""
    named = {b"desc": _text("test"), b"cprt": _text("none"), b"wtpt": xyz(0.9642, 1.0, 0.8249)}
    named |= tags
    begin, table, body = 132 + 12 * len(named), b"", b""
    for tag, data in named.items():
        table += struct.pack(">4sII", tag, begin + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    head = struct.pack(
        ">I4s2s2s4s4s4s", begin + len(body), b"", version, b"", b"mntr", space, b"XYZ "
    )
    head += struct.pack(">6H", 2024, 1, 31, 0, 0, 0) + b"acsp"
    head = head.ljust(68, b"\0") + xyz(0.9642, 1.0, 0.8249)[8:]
    return head.ljust(128, b"\0") + struct.pack(">I", len(named)) + table + body


def xyz(*values: float) -> bytes:
    """A tag of type XYZ (ICC.1, 10.27)."""
    return b"XYZ " + bytes(4) + b"".join(struct.pack(">i", round(v * 65536)) for v in values)


def gamma(value: float) -> bytes:
    """A curve of one exponent (ICC.1, 10.5)."""
    return struct.pack(">4sIIHH", b"curv", 0, 1, round(value * 256), 0)


def _text(value: str) -> bytes:
    data = value.encode("utf-16-be")
    return struct.pack(">4sIII4sII", b"mluc", 0, 1, 12, b"enUS", len(data), 28) + data


@cache
def grey_profile() -> bytes:
    """Grey of gamma 2.2."""
    return profile_of(b"GRAY", {b"kTRC": gamma(2.2)})


@cache
def display_p3() -> bytes:
    """Display P3: the primaries of DCI-P3 under D65, adapted to D50, with sRGB's curve."""
    curve = struct.pack(">4sIHH", b"para", 0, 3, 0)
    curve += xyz(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)[8:]
    return profile_of(
        b"RGB ",
        {
            b"rXYZ": xyz(0.51512, 0.24120, -0.00105),
            b"gXYZ": xyz(0.29198, 0.69225, 0.04189),
            b"bXYZ": xyz(0.15710, 0.06657, 0.78407),
            **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve),
        },
    )


def adobe_rgb() -> bytes:
    """The profile of the Adobe RGB photograph."""
    return odd("adobe-rgb.jpg").profile or b""


def odd(name: str) -> Image:
    """One of the odd pictures."""
    return image_of(Path(ODD / name).read_bytes(), name)
