"""The output intent: which printing condition the colours are meant for, and its profile."""

import struct
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

import pikepdf

from assemble.model.preflight import Fault
from assemble.preflight.file.opened import Opened
from assemble.preflight.file.pdfvalues import content, elements, entry, name, shown, text

REGISTRIES = ("http://www.color.org", "https://www.color.org")
"""How files name the ICC's registry of characterizations (ISO 32000-1, table 365)."""
CHANNELS = {"CMYK": 4, "RGB ": 3, "GRAY": 1}
SPACES = {"x-4": ("CMYK", "RGB ", "GRAY"), "x-1a": ("CMYK", "GRAY")}
NEWEST = {"x-4": (4, 2), "x-1a": (2, 9)}
"""The newest version of ICC profiles: PDF 1.6 knows 4.1 and X-4 takes 4.2; PDF 1.4 knows 2.x."""
LARGEST = 32 << 20
"""Bytes of a profile; those for presses have 0.1 to 4 MB."""


class Profile(NamedTuple):
    """An ICC profile's header (ICC.1:2004, 7.2): its own size, version, class, colour space."""

    size: int
    version: tuple[int, int]
    kind: str
    space: str


def press_intents(pdf: pikepdf.Pdf) -> list[Any]:
    """The output intents of kind GTS_PDFX."""
    found = elements(entry(pdf.Root, "/OutputIntents"))
    return [each for each in found if name(entry(each, "/S")) == "/GTS_PDFX"]


def profile_data(pdf: pikepdf.Pdf) -> bytes | None:
    """The profile of the file's output intent; None where none is embedded or can be read."""
    intents = press_intents(pdf)
    stream = entry(intents[0], "/DestOutputProfile") if intents else None
    if not isinstance(stream, pikepdf.Stream):
        return None
    try:
        return content(stream, LARGEST)
    except (zlib.error, pikepdf.PdfError):
        return None  # told as `output-profile-invalid`


def intent_faults(file: Opened) -> Iterator[Fault]:
    """What is wrong with the output intent; nothing is asked where no standard is to be kept."""
    if not file.standard:
        return
    intents = press_intents(file.pdf)
    if len(intents) != 1:
        what = f"the file has {len(intents)} output intents for print (GTS_PDFX)"
        yield Fault("output-intent-count", f"{what}; it needs one, that of the printing condition")
    if not intents:
        return
    intent = intents[0]
    registered = (text(entry(intent, "/RegistryName")) or "").rstrip("/") in REGISTRIES
    if not (text(entry(intent, "/OutputConditionIdentifier")) or "").strip():
        what = "the output intent names no printing condition"
        yield Fault("output-condition", f"{what}; give the one of the press, such as FOGRA39")
    if not registered and not (text(entry(intent, "/Info")) or "").strip():
        what = "the output intent's condition is neither of the ICC's registry nor described"
        yield Fault("output-condition-info", f"{what}; say in Info which it is")
    if file.standard == "x-4" and entry(intent, "/DestOutputProfileRef") is not None:
        what = "the output intent's profile is outside the file"
        yield Fault("output-profile-reference", f"{what}; embed it")
    if isinstance(entry(intent, "/DestOutputProfile"), pikepdf.Stream):
        yield from _profile(file, entry(intent, "/DestOutputProfile"))
    elif file.standard == "x-4" or not registered:
        what = "the output intent has no profile"
        yield Fault("output-profile-missing", f"{what}; embed that of the printing condition")


def _profile(file: Opened, stream: pikepdf.Stream) -> Iterator[Fault]:
    data = profile_data(file.pdf) or b""
    header = read_header(data)
    if header is None:
        yield _invalid("is no ICC profile")
        return
    if header.size > len(data):
        yield _invalid(f"has {len(data)} of its {header.size} bytes")
    if header.kind != "prtr":
        yield _invalid(f"is of class {shown(header.kind)}, not that of output devices, prtr")
    if header.space not in SPACES[file.standard]:
        yield _invalid(f"is for {shown(header.space.strip())} colours")
    elif header.space != "CMYK":
        what = f"the output intent's profile is {header.space.strip()}"
        yield Fault("output-intent-not-cmyk", f"{what}; take that of the press")
    if header.space in CHANNELS and entry(stream, "/N") != CHANNELS[header.space]:
        yield _invalid(f"has {CHANNELS[header.space]} channels, but N is {entry(stream, '/N')}")
    newest = NEWEST[file.standard]
    if not (2, 0) <= header.version <= newest:
        version = ".".join(map(str, header.version))
        yield _invalid(f"is of version {version}, the standard ends at {newest[0]}.{newest[1]}")


def _invalid(what: str) -> Fault:
    return Fault(
        "output-profile-invalid",
        f"the output intent's profile {what}; take the one that the printer gives",
    )


def read_header(data: bytes) -> Profile | None:
    """A profile's header; None where the bytes are no ICC profile."""
    if len(data) < 128 or data[36:40] != b"acsp":
        return None
    (size,) = struct.unpack(">I", data[:4])
    version = data[8], data[9] >> 4
    return Profile(size, version, data[12:16].decode("latin-1"), data[16:20].decode("latin-1"))
