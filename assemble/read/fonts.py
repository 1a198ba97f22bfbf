"""The fonts that `fonts.yaml` lists: checked, read, and held against what the layout names.

In: the folders of fonts (`search.font_folders`) and the faces that a layout needs. Out: `Fonts`
with every listed face, for a face that no style names can still lend a character; or None after
errors. Reading all is cheap: the 23 files of the package take about 20 ms with their SHA-256.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import uharfbuzz as hb

from assemble.model.finding import Findings, Location
from assemble.model.font import FontFace, Fonts
from assemble.model.frozen import Frozen
from assemble.model.layout import Layout
from assemble.read import values
from assemble.read.fontfile import Fault, font_fault, letter_fault
from assemble.read.layoutstyles import DEFAULTS
from assemble.read.source import Sources, nearest
from assemble.read.values import Value
from assemble.read.yamldoc import parse_yaml

FILE = "fonts.yaml"

PREFIX = "fonts/"

FONT_LIMIT = 64 * 1024 * 1024
"""Bytes of a font file; the largest static CJK fonts have about 30 MB."""


class Entry(Frozen):
    """A face as `fonts.yaml` lists it; `at` is the place of its `file`, `sources` its folder."""

    family: str
    role: str
    style: str
    file: str
    at: Location
    sources: Sources

    @property
    def key(self) -> str:
        """`role/style`."""
        return f"{self.role}/{self.style}"


class FontFile(Frozen):
    """A listed face with its file's bytes, or with why it is refused."""

    entry: Entry
    data: bytes
    fault: Fault | None


def read_listing(folders: Iterable[Path], findings: Findings) -> dict[str, Entry] | None:
    """The faces that are listed, by key, their files unread; None if there is no list at all.

    A fault in one face leaves that face out, and is reported.
    """
    listing: dict[str, Entry] = {}
    lists = 0
    for folder in folders:
        if (folder / FILE).is_file():
            lists += 1
            for key, entry in _read_list(folder, findings).items():
                listing.setdefault(key, entry)
    if not lists:
        hint = "name a folder that holds one with --fonts, or install the tool again"
        findings.error("no-fonts", f"there is no {FILE}", Location(PREFIX + FILE), hint)
        return None
    return listing


def load_faces(
    listing: Mapping[str, Entry], needed: Iterable[tuple[str, str]], findings: Findings
) -> Fonts | None:
    """Read the files of all listed faces.

    Args:
        listing: the faces, as `read_listing` gives them.
        needed: role and cut of the faces that the layout names (`needed_faces`). All faces of
            these roles must have the Vietnamese letters; others only lend what is lacking.
        findings: takes what is wrong.

    Returns:
        The fonts, or None if there is an error.
    """
    faces: dict[str, FontFace] = {}
    sound = True
    for font in font_files(listing.values(), {role for role, _ in needed}):
        entry, fault = font.entry, font.fault
        if fault:
            message = f"{entry.file} is refused: {fault.message}"
            findings.error(fault.code, message, entry.at, fault.hint)
            sound = False
        else:
            faces[entry.key] = _face(entry, font.data)
    if not sound:
        return None
    folders = dict.fromkeys(entry.sources for entry in listing.values())
    digests = "".join(sources.digest() for sources in folders)
    return Fonts(faces=faces, digest=hashlib.sha256(digests.encode()).hexdigest())


def font_files(entries: Iterable[Entry], roles: Collection[str]) -> Iterator[FontFile]:
    """The files of listed faces, checked; those of `roles` for the Vietnamese letters too."""
    for entry in entries:
        found = Findings()
        data = _read_file(entry, found)
        if data is None:
            first = found.items[0]
            fault: Fault | None = Fault(first.code, first.message, first.hint)
        else:
            fault = font_fault(data)
            if fault is None and entry.role in roles:
                fault = letter_fault(hb.Face(data))
        yield FontFile(entry=entry, data=data or b"", fault=fault)


def needed_faces(layout: Layout) -> tuple[tuple[str, str], ...]:
    """Role and cut of the faces that a layout's styles name, in order, each once."""
    return tuple(dict.fromkeys((style.role, style.cut) for style in layout.styles.values()))


def check_faces(layout: Layout, faces: Mapping[str, object], findings: Findings) -> None:
    """Report each style whose face isn't there.

    Args:
        layout: whose styles are checked.
        faces: by key (`role/style`), as `read_listing` gives them or as `Fonts.faces`.
        findings: takes an error at the style's place.
    """
    cuts: dict[str, list[str]] = {}
    for key in faces:
        role, _, cut = key.partition("/")
        cuts.setdefault(role, []).append(cut)
    reported: set[tuple[str, Location]] = set()
    for style in layout.styles.values():
        # The cut of bold words goes back to the style's own where it isn't there; but one that
        # somebody wrote down is meant.
        written = (style.cut, style.strong) if style.strong != DEFAULTS.strong else (style.cut,)
        for cut in written:
            key = f"{style.role}/{cut}"
            if key in faces or (key, style.at) in reported:
                continue
            reported.add((key, style.at))
            code, message, hint = _no_face(style.role, cut, cuts)
            findings.error(code, f"styles.{style.name}: {message}", style.at, hint)


def _no_face(role: str, cut: str, cuts: Mapping[str, Sequence[str]]) -> Fault:
    """What is wrong with a role and cut that no face has; `cuts` are those of each role."""
    if role in cuts:
        code, name, known = "unknown-cut", cut, tuple(cuts[role])
        message = f"the role {role} has no cut {cut}"
    else:
        code, name, known = "unknown-role", role, tuple(cuts)
        message = f"no font has the role {role}"
    meant = nearest(name, known)
    return Fault(code, message, f"{meant} is there" if meant else f"there are {', '.join(known)}")


def _read_file(entry: Entry, findings: Findings) -> bytes | None:
    """The bytes of a face's file, which lies in the folder of its list."""
    if ".." in entry.file.split("/"):
        message = f"{entry.file} leads out of the folder of fonts"
        findings.error("bad-path", message, entry.at, "put the file beside fonts.yaml")
        return None
    found = entry.sources.find(FILE, entry.file, entry.at, findings, "missing-font")
    return entry.sources.read_bytes(found, entry.at, findings, FONT_LIMIT) if found else None


def _face(entry: Entry, data: bytes) -> FontFace:
    face = hb.Face(data)
    return FontFace(
        key=entry.key,
        family=entry.family,
        role=entry.role,
        style=entry.style,
        file=entry.file,
        units_per_em=face.upem,
        coverage=frozenset(face.unicodes),
        data=data,
        at=entry.at,
    )


def _read_list(folder: Path, findings: Findings) -> dict[str, Entry]:
    """The faces of one `fonts.yaml`, by key."""
    at = Location(PREFIX + FILE)
    sources = Sources(folder, PREFIX)
    found = sources.find(FILE, FILE, at, findings)
    source = sources.read_text(found, at, findings) if found else None
    root = parse_yaml(source, findings) if source else None
    if root is None:
        return {}
    fields = values.mapping(Value(root, "", findings), ("faces",), required=("faces",))
    entries: dict[str, Entry] = {}
    for item in values.items(fields.get("faces")):
        entry = _entry(item, sources)
        if entry and entry.key in entries:
            first = entries[entry.key].at.line
            message = f"the cut {entry.style} of the role {entry.role} is listed twice"
            item.error("duplicate-face", message, f"the first one is in line {first}")
        elif entry:
            entries[entry.key] = entry
    return entries


def _entry(item: Value, sources: Sources) -> Entry | None:
    """One item of the list, or None after a finding."""
    keys = ("family", "style", "role", "file")
    fields = values.mapping(item, keys, required=keys)
    texts = {key: phrase for key in keys if (phrase := values.text(fields.get(key)))}
    for key in ("style", "role"):
        if key in texts and "/" in texts[key].text:
            fields[key].error("wrong-value", "there can't be a / in it", "write semibold italic …")
            return None
    if len(texts) < len(keys):
        return None
    return Entry(
        family=texts["family"].text,
        role=texts["role"].text,
        style=texts["style"].text,
        file=texts["file"].text,
        at=texts["file"].at,
        sources=sources,
    )
