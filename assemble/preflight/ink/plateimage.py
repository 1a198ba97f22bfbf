"""Pictures as tints (ISO 32000-1, 8.9): decoded, reduced to what is looked at, separated.

In: an image XObject and its colour space. Out: a `PlateImage`. JPEGs are decoded at an eighth of
their size at best (libjpeg's scaled decoding), so that a photograph costs a few milliseconds.
What can't be decoded, or is larger than anybody prints, raises `ImageError`.
"""

import io
import warnings
import zlib
from typing import NamedTuple

import numpy as np
import pikepdf
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError
from PIL.ImageFile import ImageFile
from PIL.Jpeg2KImagePlugin import Jpeg2KImageFile
from PIL.JpegImagePlugin import JpegImageFile

from assemble.preflight.ink.platecolour import Space, Spaces
from assemble.preflight.ink.platefunction import numbers, unpacked
from assemble.preflight.ink.platenotes import DAMAGE

Bytes = NDArray[np.uint8]

MOST_PIXELS = 170_000_000
"""Pixels of a picture: A0 at 300 ppi has 140 million; Pillow refuses 179 million."""
MOST_BYTES = 400_000_000
"""Bytes of a picture's samples once unpacked."""
MOST_SCANS = 200
"""Scans of a progressive JPEG: encoders write ten; thousands are an attack on the decoder."""
MOST_LEVELS = 5
"""Resolutions of a JPEG 2000 that are passed over: encoders write six."""
MODES = {1: "L", 3: "RGB", 4: "CMYK"}

_LOSSLESS = {"/FlateDecode", "/LZWDecode", "/RunLengthDecode", "/ASCII85Decode", "/ASCIIHexDecode"}
_KEPT = {"/JBIG2Decode", "/CCITTFaxDecode"}
"""Filters of 1-bit pictures, which PDFium decodes: only their two colours are replaced."""


class ImageError(ValueError):
    """A picture that can't be decoded, or won't be because of its size."""


class PlateImage(NamedTuple):
    """A picture in inks.

    `tints`: (rows, columns, len(inks)), 0 to 255. `shown`: (rows, columns), 0 where a colour key
    masks it. `palette`: the two colours of a picture whose data stay, then `tints` has one row.
    """

    inks: tuple[str, ...]
    tints: Bytes
    shown: Bytes | None = None
    palette: bool = False


def reduction(image: pikepdf.Object, wide: float, high: float) -> int:
    """By what a picture may be reduced, a power of two, to cover `wide` x `high` pixels."""
    factor = 1
    width, height = int(image.get("/Width", 1)), int(image.get("/Height", 1))
    while width >= 2 * factor * wide and height >= 2 * factor * high and factor < 256:
        factor *= 2
    return factor


def read_image(
    image: pikepdf.Stream,
    spaces: Spaces,
    resources: pikepdf.Object,
    factor: int,
    opened: ImageFile | None = None,
) -> PlateImage:
    """The tints of a picture, each side divided by `factor`; `opened` if it is decoded already.

    Raises:
        ImageError: it can't be decoded, or is too large.
    """
    try:
        return _read(image, spaces, resources, factor, opened)
    except DAMAGE as error:
        # A foreign file's picture: whatever is wrong with it becomes one finding.
        raise ImageError(str(error) or type(error).__name__) from error


def filters_of(image: pikepdf.Object) -> list[str]:
    """The names of a stream's filters, in order."""
    stored = image.get("/Filter")
    if stored is None:
        return []
    return [str(name) for name in stored] if isinstance(stored, pikepdf.Array) else [str(stored)]


def _read(
    image: pikepdf.Stream,
    spaces: Spaces,
    resources: pikepdf.Object,
    factor: int,
    opened: ImageFile | None,
) -> PlateImage:
    width, height = int(image.Width), int(image.Height)
    if width < 1 or height < 1:
        raise ImageError("it has no pixels")
    if width * height > MOST_PIXELS:
        raise ImageError(f"it has {width * height / 1e6:.0f} million pixels")
    filters = filters_of(image)
    last = filters[-1] if filters else ""
    colour = image.get("/ColorSpace")
    space = None if colour is None else spaces.read(colour, resources)
    if last in _KEPT:
        return _palette(image, space or spaces.device(1, resources))
    if last in ("/DCTDecode", "/JPXDecode"):
        samples = _samples(opened or open_picture(image, factor))
        bits = 8
    else:
        bits = int(image.get("/BitsPerComponent", 8))
        if space is None:
            raise ImageError("it has no colour space")
        samples = _plain(image, (height, width, space.components), bits, filters)
    if space is None or (last == "/JPXDecode" and samples.shape[2] != space.components):
        space = spaces.device(samples.shape[2], resources)
    if samples.shape[2] < space.components:
        raise ImageError("it has fewer components than its colour space")
    return _separated(image, samples[:, :, : space.components], bits, space, factor)


def _palette(image: pikepdf.Object, space: Space) -> PlateImage:
    """A 1-bit picture that stays as it is: the tints of its two values."""
    decode = numbers(image.get("/Decode")) or list(space.ranges[0])
    if space.indexed and "/Decode" not in image:
        decode = [0.0, 1.0]
    tints = space.convert(np.array([[decode[0]], [decode[1]]], np.float32))
    return PlateImage(space.inks, _as_bytes(tints)[None], palette=True)


def open_picture(image: pikepdf.Stream, factor: int) -> ImageFile:
    """A JPEG or JPEG 2000, told to decode itself reduced as far as it can; not yet decoded.

    Raises:
        ImageError: it is made to keep decoders busy.
        DAMAGE: it is broken.
    """
    filters = filters_of(image)
    data = image.read_raw_bytes() if len(filters) == 1 else _unwrapped(image)
    with warnings.catch_warnings():
        # Our own limit stands above the size from which on Pillow warns.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            picture = Image.open(io.BytesIO(_told(image, data)), formats=("JPEG", "JPEG2000"))
        except UnidentifiedImageError as error:
            # Pillow's own words name an address in memory, another one each time.
            raise ImageError(f"its data are no {filters[-1][1:4]} picture") from error
    if picture.info.get("progressive") and data.count(b"\xff\xda") > MOST_SCANS:
        raise ImageError("its JPEG has too many scans")
    if picture.width * picture.height > MOST_PIXELS:
        raise ImageError("it has more pixels than its dictionary says")
    if isinstance(picture, JpegImageFile):
        wanted = (max(picture.width // factor, 1), max(picture.height // factor, 1))
        picture.draft(picture.mode, wanted)
    elif isinstance(picture, Jpeg2KImageFile):
        picture.reduce = min(factor.bit_length() - 1, MOST_LEVELS)
    return picture


def _samples(picture: ImageFile) -> Bytes:
    """The samples of a JPEG or JPEG 2000 as PDF counts them."""
    picture.load()
    inverted = picture.mode == "CMYK" and picture.format == "JPEG"
    plain: Image.Image = picture
    if picture.mode not in MODES.values():
        plain = picture.convert("L" if picture.mode in ("P", "LA", "I;16", "I") else "RGB")
    samples = np.asarray(plain)
    if inverted:
        # Pillow turns a JPEG's inks over as Adobe's programs write them; in a PDF Decode says so.
        samples = 255 - samples
    return samples[:, :, None] if samples.ndim == 2 else samples


def _unwrapped(image: pikepdf.Stream) -> bytes:
    """A JPEG's data without the filters that stand before its own."""
    scratch = pikepdf.new()
    copy = scratch.make_stream(image.read_raw_bytes())
    copy.Filter = pikepdf.Array(list(image.Filter)[:-1])
    return bytes(copy.read_bytes())


def _told(image: pikepdf.Object, data: bytes) -> bytes:
    """A JPEG that says itself what only the PDF said: ColorTransform (7.4.8, table 13)."""
    told = image.get("/DecodeParms")
    if isinstance(told, pikepdf.Array):
        told = told[-1] if len(told) else None
    if not isinstance(told, pikepdf.Dictionary) or "/ColorTransform" not in told:
        return data
    if b"Adobe" in data[:4096] or not data.startswith(b"\xff\xd8"):
        return data
    transform = int(told.ColorTransform)
    # With a JFIF marker libjpeg doesn't look at Adobe's; the marker that comes first counts.
    marker = b"\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00" + bytes([transform & 3])
    body = data[2:]
    if body[:2] == b"\xff\xe0":
        body = body[2 + int.from_bytes(body[2:4], "big") :]
    return b"\xff\xd8" + marker + body


def _plain(
    image: pikepdf.Stream, shape: tuple[int, int, int], bits: int, filters: list[str]
) -> Bytes:
    """Samples stored without loss, at full size; 16-bit ones by their upper byte."""
    height, width, components = shape
    if height * width * components * max(bits, 8) > MOST_BYTES * 8:
        raise ImageError("its samples take too much memory")
    if not set(filters) <= _LOSSLESS:
        raise ImageError(f"its filter is {', '.join(filters)}")
    row = (width * components * bits + 7) // 8
    data = _unpacked(image, filters, (row + 1) * height)
    rows = np.frombuffer(data[: row * height].ljust(row * height, b"\0"), np.uint8)
    rows = rows.reshape(height, row)
    if bits == 16:
        rows = rows[:, ::2]
    elif bits in (1, 2, 4):
        rows = unpacked(rows.tobytes(), bits, row * height * 8 // bits).astype(np.uint8)
        rows = rows.reshape(height, -1)
    elif bits != 8:
        raise ImageError(f"it has {bits} bits per component")
    return rows[:, : width * components].reshape(shape)


def _unpacked(image: pikepdf.Stream, filters: list[str], size: int) -> bytes:
    """A picture's samples, of deflated ones no more than `size` bytes.

    Deflated data may grow a thousandfold, and qpdf unpacks all that there are. So they are
    inflated here, and handed to qpdf again, stored, where it has a predictor to undo.
    """
    if filters != ["/FlateDecode"]:
        return bytes(image.read_bytes())
    data = zlib.decompressobj().decompress(image.read_raw_bytes(), size)
    told = image.get("/DecodeParms")
    if isinstance(told, pikepdf.Array):
        told = told[0] if len(told) else None
    if not isinstance(told, pikepdf.Dictionary) or int(told.get("/Predictor", 1)) == 1:
        return data
    scratch = pikepdf.new()
    copy = scratch.make_stream(zlib.compress(data, 0))
    copy.Filter = pikepdf.Name.FlateDecode
    copy.DecodeParms = pikepdf.Object.parse(told.unparse(resolved=True))
    return bytes(copy.read_bytes())


def _separated(
    image: pikepdf.Object, samples: Bytes, bits: int, space: Space, factor: int
) -> PlateImage:
    """Samples as tints, reduced; what a colour key masks is reduced with them."""
    largest = 255 if bits in (8, 16) else (1 << bits) - 1
    shown = _key_mask(image.get("/Mask"), samples)
    ranges = numbers(image.get("/Decode"))
    if len(ranges) < 2 * space.components:
        ends = [(0.0, float(largest))] if space.indexed else list(space.ranges)
        ranges = [end for pair in ends for end in pair]
    low = np.array(ranges[0 : 2 * space.components : 2], np.float32)
    width = np.array(ranges[1 : 2 * space.components : 2], np.float32) - low
    # Whatever JPEG left to reduce.
    left = max(factor // _already(image, samples), 1)
    if space.components == 1:
        steps = np.arange(largest + 1, dtype=np.float32)[:, None] / largest
        table = _as_bytes(space.convert(low + steps * width))
        tints = _reduced(table[np.minimum(samples[:, :, 0], largest)], left)
    else:
        whole = samples if largest == 255 else (samples * (255 // largest)).astype(np.uint8)
        small = _reduced(whole, left)
        if space.samples is not None and "/Decode" not in image:
            return PlateImage(space.inks, space.samples(small), _small_mask(shown, left))
        flat = small.reshape(-1, space.components).astype(np.float32)
        flat *= width / 255
        flat += low
        tints = _as_bytes(space.convert(flat)).reshape(*small.shape[:2], len(space.inks))
    return PlateImage(space.inks, tints, _small_mask(shown, left))


def _small_mask(shown: Bytes | None, factor: int) -> Bytes | None:
    return None if shown is None else _reduced(shown[:, :, None], factor)[:, :, 0]


def _already(image: pikepdf.Object, samples: Bytes) -> int:
    """By what decoding has already reduced a picture."""
    return max(round(int(image.Width) / int(samples.shape[1])), 1)


def _as_bytes(tints: NDArray[np.float32]) -> Bytes:
    result: Bytes = (np.clip(tints, 0, 1) * 255 + 0.5).astype(np.uint8)
    return result


def _key_mask(mask: pikepdf.Object | None, samples: Bytes) -> Bytes | None:
    """255 where a picture shows, 0 where all its components lie within the key (8.9.6.4)."""
    if not isinstance(mask, pikepdf.Array):
        return None
    ends = np.array(numbers(mask), np.float32).reshape(-1, 2)[: samples.shape[2]]
    masked = ((samples >= ends[:, 0]) & (samples <= ends[:, 1])).all(axis=2)
    return np.where(masked, 0, 255).astype(np.uint8)


def _reduced(samples: Bytes, factor: int) -> Bytes:
    """The means of squares of samples (Pillow's box filter)."""
    if factor <= 1:
        return samples
    count = samples.shape[2]
    if count in MODES:
        flat = samples[:, :, 0] if count == 1 else samples
        picture = Image.frombytes(MODES[count], flat.shape[1::-1], flat.tobytes())
        small = np.asarray(picture.reduce(factor))
        return small[:, :, None] if small.ndim == 2 else small
    planes = [_reduced(samples[:, :, [index]], factor) for index in range(count)]
    return np.concatenate(planes, axis=2)
