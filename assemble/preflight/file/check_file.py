"""The file as a container: encryption, ID, version, streams and their filters, attachments."""

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from assemble.model.preflight import Fault
from assemble.preflight.file.opened import Opened
from assemble.preflight.file.pdfvalues import elements, entry, name, shown, text

NEWEST = {"x-4": (1, 6), "x-1a": (1, 4)}
"""The newest PDF version of each standard."""
FORBIDDEN = {"/LZWDecode": "LZW", "/LZW": "LZW", "/Crypt": "Crypt"}
FORBIDDEN_IN_X1A = {"/JBIG2Decode": "JBIG2", "/JPXDecode": "JPEG 2000"}
LONGEST_WARNING = 160
"""Characters of a warning of qpdf's that are told."""


def file_faults(file: Opened) -> Iterator[Fault]:
    """What is wrong with the container."""
    pdf = file.pdf
    if pdf.is_encrypted:
        yield Fault("encrypted", "the file is encrypted; save it without passwords and rights")
    if not _has_id(pdf):
        yield Fault("file-id", "the trailer has no ID of two strings; save the file anew")
    yield from _version(file)
    if file.standard == "x-1a" and _has_object_streams(pdf):
        yield Fault(
            "object-streams",
            "the file has object or cross-reference streams; save it compatible with PDF 1.4",
        )
    if file.tree_fault or not file.pages:
        what = file.tree_fault or "the file has no pages"
        yield Fault("page-tree", f"{what}; export the file anew")
    # What each single object may not be, wherever in the file it stands.
    for each in pdf.objects:
        yield from _object(each, file.standard)
    yield from _attachments(pdf)


def damage_faults(file: Opened) -> Iterator[Fault]:
    """What qpdf mended while the file was read, so this check has to come last."""
    for warning in file.pdf.get_warnings():
        # A warning begins with the path, which is no part of what is wrong.
        what = str(warning).removeprefix(str(file.path)).lstrip(": ,")
        message = f"the file is damaged: {shown(what, LONGEST_WARNING)}; export it anew"
        yield Fault("file-damaged", message)


def _has_id(pdf: pikepdf.Pdf) -> bool:
    found = elements(entry(pdf.trailer, "/ID"))
    return len(found) == 2 and all(
        isinstance(item, pikepdf.String) and bytes(item) for item in found
    )


def _version(file: Opened) -> Iterator[Fault]:
    if file.standard not in NEWEST:
        return
    most = NEWEST[file.standard]
    header = re.search(rb"%PDF-(\d\.\d)", file.head)
    said = {"header": header[1].decode() if header else None}
    catalog = entry(file.pdf.Root, "/Version")
    if catalog is not None:
        said["catalog"] = (name(catalog) or "/").removeprefix("/")
    for place, version in said.items():
        known = re.fullmatch(r"(\d)\.(\d)", version or "")
        if known is None:
            yield Fault("pdf-version", f"the {place} names no PDF version; save the file anew")
        elif (int(known[1]), int(known[2])) > most:
            yield Fault(
                "pdf-version",
                f"the {place} says PDF {version}, the standard ends at {most[0]}.{most[1]}; "
                "save it for that version",
            )


def _has_object_streams(pdf: pikepdf.Pdf) -> bool:
    trailer = pdf.trailer
    return (
        name(entry(trailer, "/Type")) == "/XRef"
        or "/XRefStm" in trailer
        or any(name(entry(each, "/Type")) in ("/ObjStm", "/XRef") for each in pdf.objects)
    )


def _object(each: Any, standard: str) -> Iterator[Fault]:
    if isinstance(each, pikepdf.Stream):
        place = f"object {each.objgen[0]}"
        forbidden = FORBIDDEN | (FORBIDDEN_IN_X1A if standard == "x-1a" else {})
        # Pictures are judged where they are placed: `picture-filter` names page and box.
        filters = None if name(entry(each, "/Subtype")) == "/Image" else entry(each, "/Filter")
        for item in elements(filters) if isinstance(filters, pikepdf.Array) else [filters]:
            if (kind := name(item) or "") in forbidden:
                yield Fault(
                    "stream-filter",
                    f"{place} is compressed by {forbidden[kind]}, which the standard forbids; "
                    "export it with Flate or JPEG",
                )
        if isinstance(entry(each, "/F"), pikepdf.String | pikepdf.Dictionary):
            yield Fault("external-stream", f"{place} keeps its data in another file; embed them")
        if name(entry(each, "/Type")) == "/EmbeddedFile":
            yield Fault("embedded-file", f"{place} is an embedded file; remove attachments")
    elif isinstance(each, pikepdf.Dictionary):
        yield from _dictionary(each)


def _dictionary(each: pikepdf.Dictionary) -> Iterator[Fault]:
    if isinstance(entry(each, "/EF"), pikepdf.Dictionary):
        file = shown(text(entry(each, "/UF")) or text(entry(each, "/F")) or "?")
        yield Fault("embedded-file", f"the file {file} is embedded; remove attachments")
    if name(entry(each, "/S")) == "/JavaScript":
        yield Fault("javascript", f"object {each.objgen[0]} is JavaScript; remove it")


def _attachments(pdf: pikepdf.Pdf) -> Iterator[Fault]:
    if entry(entry(pdf.Root, "/Names"), "/EmbeddedFiles") is not None:
        yield Fault("embedded-file", "the catalog lists embedded files; remove attachments")
    if entry(pdf.Root, "/AF") is not None:
        yield Fault("embedded-file", "the catalog has associated files; remove attachments")
