"""What the file says about itself: the PDF/X version, title, dates, trapping; Info and XMP."""

import zlib
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree import ElementTree

import pikepdf

from assemble.model.preflight import Fault
from assemble.preflight.file.dates import pdf_date, same_moment, xmp_date
from assemble.preflight.file.opened import Opened
from assemble.preflight.file.pdfvalues import content, entry, name, shown, text
from assemble.preflight.file.xmp import LARGEST, Xmp, read_xmp

CLAIM = {"x-4": "PDF/X-4", "x-1a": "PDF/X-1a:2003"}
"""How a file names the standard that it keeps to."""
OF_CLAIM = {
    "PDF/X-4": "x-4",
    "PDF/X-4p": "x-4",
    "PDF/X-1a:2003": "x-1a",
    "PDF/X-1a:2001": "x-1a",
    "PDF/X-1:2001": "x-1a",
}
"""Which rules are for a file that names a standard; that of a near kin says then what differs."""
KEYS = ("pdfxid:GTS_PDFXVersion", "GTS_PDFXVersion", "pdfx:GTS_PDFXVersion")
"""Where files say it: XMP in X-4, Info in X-1a, XMP as some programs copy Info to it."""
SAME = (
    ("/Title", "dc:title"),
    ("/Author", "dc:creator"),
    ("/Subject", "dc:description"),
    ("/Keywords", "pdf:Keywords"),
    ("/Creator", "xmp:CreatorTool"),
    ("/Producer", "pdf:Producer"),
)
"""Entries of Info and the properties of XMP that mean the same (XMP, part 3, table 25)."""
SAME_DATES = (("/CreationDate", "xmp:CreateDate"), ("/ModDate", "xmp:ModifyDate"))


def claimed_standard(pdf: pikepdf.Pdf) -> str:
    """The standard that a file claims: x-4, x-1a, or '' for none that is known here."""
    return standard_of(pdf, packet(pdf))


def standard_of(pdf: pikepdf.Pdf, xmp: Xmp | None) -> str:
    """As `claimed_standard`, for a file whose XMP is read already."""
    return next((OF_CLAIM[claim] for claim in _claims(pdf, xmp) if claim in OF_CLAIM), "")


def packet(pdf: pikepdf.Pdf) -> Xmp | None:
    """The file's XMP; None where there is none or it can't be read."""
    stream = entry(pdf.Root, "/Metadata")
    if not isinstance(stream, pikepdf.Stream):
        return None
    try:
        return read_xmp(content(stream, LARGEST))
    except (ElementTree.ParseError, ValueError, LookupError, zlib.error, pikepdf.PdfError):
        return None  # told as `no-xmp`


def metadata_faults(file: Opened) -> Iterator[Fault]:
    """What is wrong with the metadata; nothing is asked of a file that is to keep no standard."""
    if not file.standard:
        return
    info, xmp = entry(file.pdf.trailer, "/Info"), file.xmp
    if xmp is None and file.standard == "x-4":
        yield Fault("no-xmp", "the file has no well-formed XMP metadata; export it anew")
    said = _claims(file.pdf, xmp)
    if not any(claim in OF_CLAIM for claim in said):
        other = f", but {shown(said[0])}, which isn't known here" if said else ""
        what = f"the file claims neither PDF/X-4 nor PDF/X-1a{other}"
        yield Fault("no-pdfx", f"{what}; export it as one of them")
    else:
        yield from _version(file.standard, info, xmp or {})
    yield from _trapped(file.standard, info, xmp or {})
    if file.standard == "x-1a":
        yield from _info(info)
    elif xmp is not None:
        yield from _properties(xmp)
    if xmp is not None:
        yield from _disagreement(file.standard, info, xmp)


def _claims(pdf: pikepdf.Pdf, xmp: Xmp | None) -> list[str]:
    """What a file says in its keys for the PDF/X version, in the order of `KEYS`."""
    info = text(entry(entry(pdf.trailer, "/Info"), f"/{KEYS[1]}"))
    found = (_first(xmp or {}, KEYS[0]), info, _first(xmp or {}, KEYS[2]))
    return [claim for claim in found if claim]


def _first(xmp: Xmp, key: str) -> str | None:
    return xmp.get(key, (None,))[0]


def _version(standard: str, info: Any, xmp: Mapping[str, tuple[str, ...]]) -> Iterator[Fault]:
    wanted = CLAIM[standard]
    in_info = text(entry(info, "/GTS_PDFXVersion"))
    in_xmp = _first(xmp, "pdfxid:GTS_PDFXVersion")
    said = {
        "XMP's pdfxid:GTS_PDFXVersion": (in_xmp, standard == "x-4"),
        "Info's GTS_PDFXVersion": (in_info, standard == "x-1a"),
        "XMP's pdfx:GTS_PDFXVersion": (_first(xmp, "pdfx:GTS_PDFXVersion"), False),
    }
    conformance = text(entry(info, "/GTS_PDFXConformance"))
    if standard == "x-1a":
        said["Info's GTS_PDFXConformance"] = conformance, False
    for place, (claim, needed) in said.items():
        if claim != wanted and (claim is not None or needed):
            found = shown(claim) if claim is not None else "missing"
            yield Fault("pdfx-version", f"{place} is {found}, not {wanted}; export the file anew")
    if standard == "x-1a" and conformance is None:
        yield Fault("pdfx-conformance", f"Info has no GTS_PDFXConformance; it should be {wanted}")


def _trapped(standard: str, info: Any, xmp: Xmp) -> Iterator[Fault]:
    value, in_xmp = entry(info, "/Trapped"), _first(xmp, "pdf:Trapped")
    if value is None and (standard == "x-1a" or in_xmp is None):
        yield Fault("trapped", "the file doesn't say whether it is trapped; set Trapped to False")
    elif value is not None and name(value) not in ("/True", "/False"):
        found = shown(name(value) or text(value) or "?")
        yield Fault("trapped", f"Info's Trapped is {found}; it has to be True or False")
    if in_xmp not in (None, "True", "False"):
        yield Fault("trapped", f"pdf:Trapped is {shown(in_xmp or '')}; it has to be True or False")


def _info(info: Any) -> Iterator[Fault]:
    if not (text(entry(info, "/Title")) or "").strip():
        yield Fault("no-title", "Info has no title; name the document")
    for key in ("/CreationDate", "/ModDate"):
        if pdf_date(text(entry(info, key))) is None:
            yield Fault(
                "info-dates", f"Info's {key[1:]} is missing or no date; export the file anew"
            )


def _properties(xmp: Xmp) -> Iterator[Fault]:
    if not any(title.strip() for title in xmp.get("dc:title", ())):
        yield Fault("no-title", "XMP's dc:title is missing or empty; name the document")
    for key in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
        if xmp_date(_first(xmp, key)) is None:
            yield Fault("xmp-dates", f"XMP's {key} is missing or no date; export the file anew")
    for key in ("xmpMM:DocumentID", "xmpMM:VersionID", "xmpMM:RenditionClass"):
        if not _first(xmp, key):
            yield Fault("xmp-ids", f"XMP's {key} is missing; export the file anew")


def _disagreement(standard: str, info: Any, xmp: Xmp) -> Iterator[Fault]:
    for key, other in SAME:
        mine, theirs = text(entry(info, key)), xmp.get(other, ())
        joined = {"; ".join(theirs), ", ".join(theirs), *theirs}
        if mine is not None and theirs and mine.strip() not in {each.strip() for each in joined}:
            what = f"Info's {key[1:]} is {shown(mine)}, XMP's {other} {shown(theirs[0])}"
            yield Fault("metadata-disagree", f"{what}; make them the same")
    for key, other in SAME_DATES:
        written = text(entry(info, key))
        here, there = pdf_date(written), xmp_date(_first(xmp, other))
        if here and there and not same_moment(here, there):
            yield Fault("metadata-disagree", f"Info's {key[1:]} and XMP's {other} are two dates")
        elif standard == "x-4" and entry(info, key) is not None and here is None:
            what = f"Info's {key[1:]} {shown(written or '?')} is no date"
            yield Fault("metadata-disagree", f"{what}; export the file anew")
    trapped, in_xmp = name(entry(info, "/Trapped")), _first(xmp, "pdf:Trapped")
    if trapped and in_xmp and trapped[1:] != in_xmp:
        yield Fault(
            "metadata-disagree", "Info's Trapped and XMP's pdf:Trapped say different things"
        )
