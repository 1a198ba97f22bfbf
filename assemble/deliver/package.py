"""The parcel for the printer: one zip of files and their SHA-256 sums.

In: the files by their names, a time. Out: the bytes of a zip (APPNOTE.TXT 6.3), the same for the
same input: nothing of the clock, of the system or of the order in which files are given enters.
"""

import datetime
import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Mapping

SUMS = "SHA256SUMS"
"""The member that lists the sums of all others, in the form that `sha256sum --check` reads."""

STORED = (".pdf", ".zip", ".jpg", ".png")
"""Endings of files that are compressed in themselves."""

FIRST, LAST = (1980, 1, 1, 0, 0, 0), (2107, 12, 31, 23, 59, 58)
"""The first and the last time that a zip's fields hold (APPNOTE.TXT, 4.4.6: MS-DOS dates)."""

UNIX = 3
"""The system that a member's attributes are those of (APPNOTE.TXT, 4.4.2.2)."""

READABLE = 0o100644
"""A plain file that its owner may write and everybody read, in Unix's mode bits."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
"""Names that every system takes, and that no shell or list of sums has to quote."""


def packed(
    folder: str, files: Mapping[str, bytes | Iterable[bytes]], made: datetime.datetime
) -> bytes:
    """A zip of one folder with files in it, by name, and their sums.

    `made` is the time that members get; zip knows no zones, so it is UTC. PDFs are stored as they
    are, all else deflated.

    Raises:
        ValueError: a name that some system doesn't take, that differs from another in case only, or
            that is the list of sums'.
    """
    _check_names((folder, *files))
    names = sorted(files)
    sums = []
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as parcel:
        for name in names:
            given = files[name]
            data = given if isinstance(given, bytes) else b"".join(given)
            sums.append(f"{hashlib.sha256(data).hexdigest()}  {name}\n")
            _add(parcel, f"{folder}/{name}", data, made)
        _add(parcel, f"{folder}/{SUMS}", "".join(sums).encode(), made)
    return buffer.getvalue()


def _add(parcel: zipfile.ZipFile, name: str, data: bytes, made: datetime.datetime) -> None:
    member = zipfile.ZipInfo(name, _dos_time(made))
    # `zipfile` takes these from the system that it runs on.
    member.create_system = UNIX
    member.external_attr = READABLE << 16
    stored = name.lower().endswith(STORED)
    kind = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    parcel.writestr(member, data, compress_type=kind, compresslevel=None if stored else 9)


def _dos_time(made: datetime.datetime) -> tuple[int, int, int, int, int, int]:
    """A time as a zip's fields hold it: between 1980 and 2107; `zipfile` drops the odd second."""
    time = made if made.tzinfo is None else made.astimezone(datetime.UTC)
    fields = (time.year, time.month, time.day, time.hour, time.minute, time.second)
    return min(max(fields, FIRST), LAST)


def _check_names(names: tuple[str, ...]) -> None:
    seen = {SUMS.lower()}
    for name in names:
        if not _NAME.fullmatch(name):
            raise ValueError(f"{name!r} is no name for a file of a parcel")
        if name.lower() in seen:
            raise ValueError(f"{name!r} is twice in the parcel")
        seen.add(name.lower())
