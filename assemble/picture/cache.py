"""Converted pictures kept between runs, in the user's cache folder.

An entry is a file: its name says what went in (see `press.py`), its content is a checked copy of
what came out. Entries are written beside their names and renamed, so that any number of processes
may read, write and clear at once. Whatever is wrong with the folder or a file, the outcome is the
same as without a cache: the picture is converted again.
"""

import contextlib
import hashlib
import os
import struct
import time
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import BinaryIO, NamedTuple

from assemble.model.picture import Prepared

VARIABLE = "ASSEMBLE_CACHE"
"""The environment variable that names another folder."""

LIMIT = 2_000_000_000
"""Bytes that the folder may hold; an issue of 28 pages takes about 100 million."""

ENDING, UNFINISHED = ".picture", ".part"

ABANDONED = 3600.0
"""Seconds after which an unfinished file belongs to no process that still runs."""

MAGIC = b"assemble picture 1\n"
FIELDS = struct.Struct(">IIBBBBB?I")
"""Width, height, components, bits, filter, predictor, orientation, `bad_profile`, profile bytes."""

FILTERS = ("FlateDecode", "DCTDecode")
DIGEST = 32

_numbers = count()
"""Tells apart the unfinished files of a process's threads."""


class Entry(NamedTuple):
    """A converted picture; `bad_profile`: it brought a profile that can't be used."""

    picture: Prepared
    bad_profile: bool


class Cache:
    """Entries in a folder, None for a cache that keeps nothing; `limit` in bytes."""

    def __init__(self, folder: Path | None, limit: int = LIMIT) -> None:
        self._folder = folder
        self._limit = limit

    def get(self, name: str) -> Entry | None:
        """The entry of this name if it is there and whole."""
        if self._folder is None:
            return None
        path = self._folder / (name + ENDING)
        try:
            with path.open("rb") as file:
                entry = _read(file, name)
        except OSError:
            return None
        if entry is not None:
            with contextlib.suppress(OSError):  # in a read-only folder it just ages
                os.utime(path)
        return entry

    def put(self, name: str, entry: Entry) -> None:
        """Keep an entry, if the folder lets us."""
        if self._folder is None or len(entry.picture.data) > self._limit:
            return
        part = self._folder / f"{name}.{os.getpid()}.{next(_numbers)}{UNFINISHED}"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with part.open("xb") as file:
                file.writelines(_parts(name, entry))
            part.replace(self._folder / (name + ENDING))
        except OSError:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)

    def prune(self) -> None:
        """Remove the entries whose last use is longest ago, until the rest is within the limit."""
        kept = 0
        for used, size, path in sorted(self._files(), reverse=True):
            kept += size
            abandoned = path.suffix == UNFINISHED and time.time() - used > ABANDONED
            if abandoned or (kept > self._limit and path.suffix == ENDING):
                kept -= size
                with contextlib.suppress(OSError):
                    path.unlink()

    def _files(self) -> list[tuple[float, int, Path]]:
        """Our files with their last use and their size; those that just vanished are left out."""
        found: list[tuple[float, int, Path]] = []
        if self._folder is None:
            return found
        with contextlib.suppress(OSError), os.scandir(self._folder) as files:
            for file in files:
                if file.name.endswith((ENDING, UNFINISHED)):
                    with contextlib.suppress(OSError):
                        state = file.stat(follow_symlinks=False)
                        found.append((state.st_mtime, state.st_size, Path(file.path)))
        return found


def user_cache(environment: Mapping[str, str]) -> Cache:
    """The cache of the user: the folder that the environment names, or the system's."""
    named = environment.get(VARIABLE)
    if named:
        return Cache(Path(named).absolute() / "pictures")
    from platformdirs import user_cache_path  # 14 ms, which only print pays

    folder = user_cache_path("assemble")
    # Without a home the system's folder may be "~" as it stands: better none than that.
    return Cache(folder / "pictures" if folder.is_absolute() else None)


def _parts(name: str, entry: Entry) -> list[bytes]:
    """The content of a file, in parts."""
    picture = entry.picture
    profile = picture.profile or b""
    fields = FIELDS.pack(
        picture.width,
        picture.height,
        picture.components,
        picture.bits,
        FILTERS.index(picture.filter),
        picture.predictor,
        picture.orientation,
        entry.bad_profile,
        len(profile),
    )
    body = (fields, profile, picture.data)
    return [MAGIC, _digest(name, *body), *body]


def _read(file: BinaryIO, name: str) -> Entry | None:
    """The entry of a file, None where it isn't whole or not of this name."""
    if file.read(len(MAGIC)) != MAGIC:
        return None
    digest, fields = file.read(DIGEST), file.read(FIELDS.size)
    if len(fields) < FIELDS.size:
        return None
    *values, bad, length = FIELDS.unpack(fields)
    profile = file.read(min(length, os.fstat(file.fileno()).st_size))
    data = file.read()
    if _digest(name, fields, profile, data) != digest:
        return None
    width, height, components, bits, filter_, predictor, orientation = values
    picture = Prepared(
        key=name,
        width=width,
        height=height,
        components=components,
        bits=bits,
        filter=FILTERS[filter_],
        predictor=predictor,
        inverted=False,
        plain_rgb=False,
        orientation=orientation,
        profile=profile or None,
        data=data,
    )
    return Entry(picture, bad)


def _digest(name: str, *parts: bytes) -> bytes:
    """A check sum over an entry's name and content."""
    found = hashlib.blake2b(name.encode(), digest_size=DIGEST)
    for part in parts:
        found.update(part)
    return found.digest()
