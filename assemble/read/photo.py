"""Photographs: files known by their content, opened, measured and decoded once to prove them whole.

In: files of the issue folder. Out: `Image` values; what is wrong is kept with each file and
reported at every place of the manifest that names it. Files are read in threads while the
texts are, and JPEG pictures are decoded there while the pages are laid out, because Pillow lets
go of the interpreter lock: their size stands in their head. Rules: FORMAT.md, "Photographs".
"""

import importlib
import io
import os
import struct
import warnings
import zlib
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from PIL import Image as Pillow
from PIL import ImageFile

from assemble.model.finding import Finding, Findings, Location, Severity
from assemble.model.issue import Image
from assemble.read.readings import KeptPhotograph, Readings
from assemble.read.source import Found, Sources
from assemble.stamps import Stamp, stamp_of

PIXELS = 200_000_000
"""Pixels of a picture (FORMAT.md, Files)."""

WORKERS = max(1, min(2, (os.cpu_count() or 1) - 1))
"""Threads that decode. One core is left to the thread that lays out, which takes longer; more
threads than two hold more pictures in memory."""

DRAFT = 8
"""JPEG pictures are decoded at an eighth of their size (libjpeg's smallest): all of the entropy
coded data is read, which is what proves them whole, in half of the time."""

ORIENTATION = 0x0112
"""The EXIF tag of the orientation (EXIF 2.32, 4.6.4)."""

EXTENSIONS = {
    "JPEG": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "PNG": (".png",),
    "TIFF": (".tif", ".tiff"),
    "WEBP": (".webp",),
}
"""The formats that we take and the extensions that don't lie about them."""

READERS = {
    "JPEG": ("PIL.JpegImagePlugin", "JpegImageFile"),
    "PNG": ("PIL.PngImagePlugin", "PngImageFile"),
    "TIFF": ("PIL.TiffImagePlugin", "TiffImageFile"),
    "WEBP": ("PIL.WebPImagePlugin", "WebPImageFile"),
}
"""Pillow's reader of each format, as module and class; going to it directly keeps every other
reader out. A module is imported when the first file of its format comes: they take 2 ms each."""

PNG_END = b"IEND\xaeB`\x82"
"""The last chunk of a PNG file with its check sum (ISO/IEC 15948, 11.2.5)."""

TIFF_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
"""Bytes of an item of each TIFF field type (TIFF 6.0, 2)."""

OTHERS = (
    (b"GIF8", "a GIF picture"),
    (b"%PDF", "a PDF file"),
    (b"<svg", "an SVG drawing"),
    (b"BM", "a BMP picture"),
    (b"8BPS", "a Photoshop file"),
    (b"%!PS", "a PostScript file"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
)
"""The beginnings of files that are likely to be mistaken for photographs that we take."""

DAMAGED = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    EOFError,
    RuntimeError,
    struct.error,
    zlib.error,
)
"""What Pillow's readers raise over broken data: they trust the numbers in a file, so that a wrong
one ends in nearly any of Python's own errors."""


class _UnusableError(Exception):
    """A file that can't be a photograph: its finding's code, message and hint."""

    def __init__(self, code: str, message: str, hint: str | None = None) -> None:
        super().__init__(code, message, hint)
        self.code, self.message, self.hint = code, message, hint


class _Outcome(NamedTuple):
    """What came of a file, with findings whose place is still the file, not the manifest's line."""

    image: Image | None
    findings: tuple[Finding, ...]


class _Proof:
    """The decoding of a JPEG picture, by the pool or, if that hasn't come to it, by who asks."""

    def __init__(self, pool: ThreadPoolExecutor, data: bytes, name: str) -> None:
        self._data = data
        self._name = name
        self._future = pool.submit(_prove, data, name)

    def result(self) -> _UnusableError | None:
        """What makes the picture unusable, or None."""
        if self._future.cancel():
            return _prove(self._data, self._name)
        return self._future.result()


class Photographs:
    """Reads each photograph of an issue once. Make it with `photographs`."""

    def __init__(self, sources: Sources, pool: ThreadPoolExecutor, readings: Readings) -> None:
        self._sources = sources
        self._readings = readings
        self._stamps: dict[Path, Stamp | None] = {}
        self._proven: set[Path] = set()
        self._pool = pool
        self._outcomes: dict[Path, Future[_Outcome]] = {}
        self._proofs: dict[Path, _Proof] = {}
        self._places: dict[Path, list[Location]] = {}
        self._images: dict[str, Image] = {}
        self._warned: set[Path] = set()

    def begin(self, found: Found) -> None:
        """Start to read a file; a second time does nothing."""
        path = found.path
        if path in self._outcomes:
            return
        kept = self._readings.photograph(path)
        if kept is None:
            self._stamps[path] = stamp_of(path)
            self._outcomes[path] = self._pool.submit(_read, self._sources, found)
            return
        self._stamps[path] = kept.stamp
        self._proven.add(path)
        self._sources.remember(found, kept.image.key)
        self._outcomes[path] = Future()
        self._outcomes[path].set_result(_Outcome(kept.image, kept.findings))

    def get(self, found: Found, at: Location, findings: Findings) -> Image | None:
        """The picture of a file, or None; `at`, the manifest's line, gets the findings.

        Errors are told at each place that names the file, a warning at the first one only.
        """
        self.begin(found)
        outcome = self._outcomes[found.path].result()
        for finding in outcome.findings:
            if finding.severity is Severity.ERROR:
                findings.error(finding.code, finding.message, at, finding.hint)
            elif found.path not in self._warned:
                findings.warning(finding.code, finding.message, at, finding.hint)
        self._warned.add(found.path)
        if outcome.image is None:
            return None
        if outcome.image.format == "JPEG" and found.path not in self._proven:
            self._places.setdefault(found.path, []).append(at)
            if found.path not in self._proofs:
                proof = _Proof(self._pool, outcome.image.data, found.name)
                self._proofs[found.path] = proof
        # Two files with the same bytes are one picture in the PDF.
        return self._images.setdefault(outcome.image.key, outcome.image)

    def finish(self, findings: Findings) -> None:
        """Wait until every picture is decoded; report those that turn out to be damaged."""
        # The pool goes from the first to the last, this thread to meet it.
        faults = [proof.result() for proof in reversed(self._proofs.values())]
        for path, fault in zip(self._proofs, reversed(faults), strict=True):
            if fault:
                for at in self._places[path]:
                    findings.error(fault.code, fault.message, at, fault.hint)
            else:
                self._proven.add(path)
        self._readings.keep_photographs(dict(self._sound()))

    def _sound(self) -> Iterator[tuple[Path, KeptPhotograph]]:
        """What came of the files that were read and decoded whole."""
        for path, future in self._outcomes.items():
            image, findings = future.result()
            stamp = self._stamps[path]
            if image and stamp and (image.format != "JPEG" or path in self._proven):
                yield path, KeptPhotograph(image, findings, stamp)


@contextmanager
def photographs(sources: Sources, readings: Readings | None = None) -> Iterator[Photographs]:
    """A reader of photographs, whose threads end with the block.

    Meanwhile Pillow's own limit gives way to ours (which is checked before anything is decoded),
    and its warnings are silenced: what matters of them is a finding.
    """
    limit = Pillow.MAX_IMAGE_PIXELS
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        Pillow.MAX_IMAGE_PIXELS = PIXELS
        pool = ThreadPoolExecutor(WORKERS)
        try:
            yield Photographs(sources, pool, readings or Readings())
        finally:
            pool.shutdown(cancel_futures=True)
            Pillow.MAX_IMAGE_PIXELS = limit


def _read(sources: Sources, found: Found) -> _Outcome:
    """Read and prove a file; runs in a thread of the pool."""
    at = Location(found.name)
    findings = Findings()
    data = sources.read_bytes(found, at, findings)
    image = None
    if data is not None:
        try:
            image = _open(data, sources.sha256(found), found.name, findings)
        except _UnusableError as fault:
            findings.error(fault.code, fault.message, at, fault.hint)
    return _Outcome(image, tuple(findings.items))


def _open(data: bytes, key: str, name: str, findings: Findings) -> Image:
    """Open and measure a picture; decode it unless it is a JPEG, which `_prove` does.

    Raises:
        _UnusableError: it isn't one that we take, or it is damaged.
    """
    kind = _kind(data, name)
    try:
        with _reader(kind, data) as picture:
            width, height = picture.size
            if width * height > PIXELS:
                size = f"{width} × {height} pixels, more than {PIXELS // 10**6} megapixels"
                raise _UnusableError("too-large", f"{name} has {size}", "scale it down")
            mode = picture.mode
            if kind != "JPEG":
                _decode(picture, kind, data)
            orientation = 1 if kind == "TIFF" else _exif_orientation(picture)
            profile = picture.info.get("icc_profile")
    except DAMAGED as fault:
        # The reader's own words name its internals; they stay with the exception for us.
        raise _damaged(name) from fault
    at = Location(name)
    if Path(name).suffix.lower() not in EXTENSIONS[kind]:
        message = f"{name} is in truth a {kind} picture"
        findings.warning("lying-extension", message, at, f"rename it to {EXTENSIONS[kind][0]}")
    if profile is not None and not _is_profile(profile):
        findings.warning("bad-profile", f"{name} has a broken ICC profile, left aside", at)
        profile = None
    return Image(
        key=key,
        format=kind,
        width=width,
        height=height,
        orientation=orientation,
        mode=mode,
        profile=profile or None,
        data=data,
    )


def _prove(data: bytes, name: str) -> _UnusableError | None:
    """Decode a JPEG picture; what makes it unusable, or None."""
    try:
        with _reader("JPEG", data) as picture:
            _decode(picture, "JPEG", data)
    except DAMAGED:
        return _damaged(name)
    return None


def _reader(kind: str, data: bytes) -> ImageFile.ImageFile:
    """Pillow's reader of a format, opened on a file's bytes."""
    module, reader = READERS[kind]
    opened: ImageFile.ImageFile = getattr(importlib.import_module(module), reader)(io.BytesIO(data))
    return opened


def _damaged(name: str) -> _UnusableError:
    return _UnusableError(
        "damaged-photo", f"{name} is damaged or cut off", "export or copy it again"
    )


def _kind(data: bytes, name: str) -> str:
    """The format by the first bytes of a file."""
    hint = "JPEG, PNG, TIFF and WebP are possible"
    if not data:
        raise _UnusableError("damaged-photo", f"{name} is empty", "export or copy it again")
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data.startswith((b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")):
        return "TIFF"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp":
        raise _UnusableError("photo-format", f"{name} is a HEIF or AVIF picture or a film", hint)
    for magic, what in OTHERS:
        if data.startswith(magic) or (magic == b"<svg" and magic in data[:1024]):
            raise _UnusableError("photo-format", f"{name} is {what}", hint)
    raise _UnusableError("photo-format", f"{name} is not a photograph", hint)


def _decode(picture: ImageFile.ImageFile, kind: str, data: bytes) -> None:
    """Decode all of a picture to prove it whole.

    Pillow turns a TIFF upright as it decodes it and swaps its size on opening, so a TIFF counts
    as upright already.
    """
    if kind == "JPEG":
        picture.draft(None, (picture.width // DRAFT, picture.height // DRAFT))
    elif kind == "PNG":
        # Decoding passes over the check sums of the chunks, and over what follows the pixels.
        with _reader(kind, data) as copy:
            copy.verify()
    elif kind == "TIFF":
        _check_directory(data)
    # All of the data in one go: each further block would wait for the interpreter lock.
    picture.decodermaxblock = len(data)
    picture.load()
    if kind == "JPEG" and data.find(b"\xff\xda", max(data.rfind(b"\xff\xd9"), 0)) >= 0:
        # A start of scan, and no end of image after it (ITU-T T.81, B.1.1.3).
        raise OSError("no end marker")
    if kind == "PNG" and PNG_END not in data:
        raise OSError("no end chunk")


def _exif_orientation(picture: ImageFile.ImageFile) -> int:
    """The orientation in the EXIF data; broken EXIF data don't make a picture unusable."""
    try:
        orientation = picture.getexif().get(ORIENTATION, 1)
    except DAMAGED:
        return 1
    return orientation if isinstance(orientation, int) and 1 <= orientation <= 8 else 1


def _check_directory(data: bytes) -> None:
    """Make sure that a TIFF's first directory points to nothing beyond the end (TIFF 6.0, 2).

    Pillow leaves out tags whose values are cut off, among them the colour profile.
    """
    order = "<" if data.startswith(b"II") else ">"
    if data[2:4] not in (b"*\0", b"\0*"):
        return  # a BigTIFF, whose directory is another; Pillow's checks must do
    (start,) = struct.unpack_from(f"{order}I", data, 4)
    (count,) = struct.unpack_from(f"{order}H", data, start)
    for index in range(count):
        _, kind, items, offset = struct.unpack_from(f"{order}HHII", data, start + 2 + 12 * index)
        size = TIFF_SIZES.get(kind, 0) * items
        if size > 4 and offset + size > len(data):
            raise OSError("a tag's values lie beyond the end")
    struct.unpack_from(f"{order}I", data, start + 2 + 12 * count)


def _is_profile(profile: object) -> bool:
    """Whether an ICC profile has its size and signature (ICC.1:2010, 7.2)."""
    return (
        isinstance(profile, bytes)
        and len(profile) >= 128
        and profile[36:40] == b"acsp"
        and int.from_bytes(profile[:4], "big") <= len(profile)
    )
