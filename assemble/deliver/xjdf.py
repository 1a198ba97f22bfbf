"""The job ticket as XJDF 2.1 (CIP4), for the printer's planning software.

In: a job, the ticket's name. Out: the bytes of an XML document. Product intent only (3.1.2): what
is to be made; how, the printer knows. What nobody said is left out. Attributes stand in the order
of the alphabet, children too but where the specification says otherwise. Numbers of sections and
tables are those of the specification's version 2.2, which marks what 2.1 doesn't have.
"""

import datetime
import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from assemble.deliver.job import COVER_FILE, PAGES, STANDARDS, Enclosed, Job
from assemble.deliver.names import is_nmtoken, plain_name, separations
from assemble.deliver.ticket import ticket_in
from assemble.model.press import Paper
from assemble.model.units import MM

NAMESPACE = "http://www.CIP4.org/JDFSchema_2_0"
"""The namespace of all versions 2.x."""
VERSION = "2.1"
"""The oldest version that knows all that is used here: LayoutIntent/@SpreadType, Part/@Product."""

LONGEST = 1023
"""Most characters of a string (table A.1)."""

BINDING_TYPES = {"saddle-stitch": "SaddleStitch", "perfect": "SoftCover"}
"""BindingType (table A.8): SoftCover includes perfect binding."""
PRODUCT_TYPES = {"saddle-stitch": "Booklet", "perfect": "SoftCoverBook"}
"""Product types (table A.74): a body with a cover without a spine, and one with a spine."""
COVER_TYPES = {"saddle-stitch": "Cover", "perfect": "WrapAroundCover"}

COVER_ID, BODY_ID = "Cover", "Body"
"""Identifiers of the two parts that are bound to one another."""

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 doesn't allow as a character (production 2)."""


def xjdf(job: Job, ticket: str) -> bytes:
    """The XJDF of a job; `ticket` is the name of the ticket for people (table 3.1)."""
    root = _element(
        "XJDF",
        _audit_pool(job),
        *_comments(job),
        *_general_ids(job),
        _product_list(job),
        *_resource_sets(job),
        CommentURL=ticket,
        DescriptiveName=_described(job),
        JobID=job_id(job),
        Types="Product",
        Version=VERSION,
        xmlns=NAMESPACE,
    )
    ET.indent(root)
    body: str = ET.tostring(root, "unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'.encode()


def job_id(job: Job) -> str:
    """The job's identifier, an NMTOKEN of the publication's first title and the number."""
    return plain_name(job.publication.partition(" / ")[0], job.number, otherwise=job.build_id)


def _audit_pool(job: Job) -> ET.Element:
    """Who made this, and when: the edition's own time (tables 3.4 and 7.3)."""
    header = _element(
        "Header",
        AgentName="Assemble",
        AgentVersion=job.version,
        DeviceID="Assemble",
        Time=_time(job.made),
    )
    return _element("AuditPool", _element("AuditCreated", header))


def _time(made: datetime.datetime) -> str:
    return f"{made.replace(tzinfo=None, microsecond=0).isoformat()}+00:00"


def _comments(job: Job) -> Iterator[ET.Element]:
    """The whole ticket for people, as XJDF has no place for some of it (table 8.14)."""
    for tongue in ("vi", "en"):
        comment = _element("Comment", Language=tongue, Type="Instruction")
        comment.text = _FORBIDDEN.sub(" ", ticket_in(job, tongue))
        yield comment


def _general_ids(job: Job) -> Iterator[ET.Element]:
    """What names the issue and its file (table 8.28)."""
    for usage, value in (
        ("BuildID", job.build_id),
        ("IssueDate", job.date.isoformat()),
        ("IssueNumber", job.number),
        ("PDFStandard", STANDARDS[job.press.standard]),
        ("Publisher", job.publisher),
    ):
        if value.strip():
            yield _element("GeneralID", DataType="string", IDUsage=usage, IDValue=_string(value))


def _product_list(job: Job) -> ET.Element:
    """The product, and its parts where the cover is printed apart (tables 3.10 and 3.11)."""
    cover = job.cover_pages
    refs = f"{COVER_ID} {BODY_ID}" if cover else None
    intents = [_binding(job, refs)]
    if not cover:
        intents.append(_colours(job, job.inks))
    intents.append(_layout(job, job.pages))
    if not cover:
        intents += _media(job.press.paper)
    whole = _element(
        "Product",
        *intents,
        Amount=_whole(job.press.run),
        DescriptiveName=_described(job),
        ID="Product",
        IsRoot="true",
        ProductType=PRODUCT_TYPES[job.binding],
    )
    return _element("ProductList", whole, *(_parts(job) if cover else ()))


def _parts(job: Job) -> Iterator[ET.Element]:
    """Cover and body: the first is the outermost (4.3); of each, one makes a product (3.3.1.1)."""
    spread = job.file(COVER_FILE) is not None
    # A spread counts as one page for each of its surfaces (table A.44).
    cover = _layout(job, 2, "Spread") if spread else _layout(job, job.cover_pages)
    body = _layout(job, job.pages - job.cover_pages)
    for id_, kind, inks, layout, paper in (
        (COVER_ID, COVER_TYPES[job.binding], job.cover_inks, cover, job.cover_paper),
        (BODY_ID, "Body", job.body_inks, body, job.press.paper),
    ):
        yield _element(
            "Product",
            _colours(job, inks),
            layout,
            *_media(paper),
            Amount="1",
            ExternalID=id_,
            ID=id_,
            IsRoot="false",
            ProductType=kind,
        )


def _binding(job: Job, refs: str | None) -> ET.Element:
    """BindingIntent (table 4.8): stitched parts lie within one another, the first outside."""
    stitched = job.binding == "saddle-stitch"
    return _intent(
        "BindingIntent",
        BindingOrder="Collecting" if stitched and refs else None,
        BindingSide="Left",
        BindingType=BINDING_TYPES[job.binding],
        ChildRefs=refs,
    )


def _colours(job: Job, inks: tuple[str, ...]) -> ET.Element:
    """ColorIntent (tables 4.20 and 4.21): the same inks on both surfaces, each told by itself."""
    tokens = separations(job.inks)
    used = " ".join(tokens[ink] for ink in inks)
    standard = job.press.condition.identifier
    surfaces = (
        _element(
            "SurfaceColor",
            ColorsUsed=used or None,
            PrintStandard=standard if is_nmtoken(standard) else plain_name(standard),
            Surface=surface,
        )
        for surface in ("Front", "Back")
    )
    return _intent("ColorIntent", *surfaces)


def _layout(job: Job, pages: int, spread: str = "SinglePage") -> ET.Element:
    """LayoutIntent (table 4.31): sizes in points; a leaf has two pages, so the count is even."""
    width, height = job.trim
    return _intent(
        "LayoutIntent",
        Bleed=_float(job.bleed),
        FinishedDimensions=f"{_float(width)} {_float(height)} 0",
        Pages=str(pages + pages % 2),
        Sides="TwoSidedHeadToHead",
        SpreadType=spread,
    )


def _media(paper: Paper | None) -> list[ET.Element]:
    """MediaIntent (table 4.32): the thickness in micrometres, the weight in g/m²."""
    if paper is None:
        return []
    intent = _intent(
        "MediaIntent",
        MediaQuality=_string(paper.name),
        MediaType="Paper",
        Thickness=_float(round(paper.thickness / MM * 1000, 1)) if paper.thickness else None,
        Weight=_float(paper.weight) if paper.weight else None,
    )
    return [intent]


def _resource_sets(job: Job) -> Iterator[ET.Element]:
    """Spot colours and files (3.4)."""
    if job.spots:
        yield _element("ResourceSet", *_spots(job), Name="Color", Usage="Input")
    files = list(_run_lists(job))
    if files:
        yield _element("ResourceSet", *files, Name="RunList", Usage="Input")


def _spots(job: Job) -> Iterator[ET.Element]:
    """Each spot colour with its name in the PDF and the CMYK that stands for it (table 6.27)."""
    tokens = separations(job.inks)
    for ink, cmyk in job.spots:
        part = _element("Part", Separation=tokens[ink])
        colour = _element(
            "Color", ActualColorName=_string(ink), CMYK=" ".join(_float(share) for share in cmyk)
        )
        yield _element("Resource", part, colour)


def _run_lists(job: Job) -> Iterator[ET.Element]:
    """The PDFs (tables 6.1 and 6.148).

    With a file for the cover, each file is that of a part, and of the file with all pages those
    between the covers are used; pages count from 0.
    """
    pages, cover = job.file(PAGES), job.file(COVER_FILE)
    apart = bool(cover and job.cover_pages)
    if pages:
        first, last = (2, job.pages - 3) if apart else (0, job.pages - 1)
        yield _run_list(pages, first, last, BODY_ID if apart else None)
    if cover and apart:
        yield _run_list(cover, 0, 1, COVER_ID)


def _run_list(file: Enclosed, first: int, last: int, product: str | None) -> ET.Element:
    spec = _element(
        "FileSpec",
        CheckSum=file.md5.upper(),
        FileSize=str(file.size),
        MimeType="application/pdf",
        URL=file.name,
    )
    return _element(
        "Resource",
        _element("GeneralID", DataType="string", IDUsage="SHA256", IDValue=file.sha256),
        *([_element("Part", Product=product)] if product else []),
        _element("RunList", spec, NPage=str(last - first + 1), Pages=f"{first} {last}"),
    )


def _intent(name: str, *children: ET.Element, **attributes: str | None) -> ET.Element:
    """An intent in its container (table 4.1)."""
    return _element("Intent", _element(name, *children, **attributes), Name=name)


def _element(name: str, *children: ET.Element, **attributes: str | None) -> ET.Element:
    """An element; attributes of None are left out, the others stand in order."""
    given = sorted((key, value) for key, value in attributes.items() if value is not None)
    element = ET.Element(name, dict(given))
    element.extend(children)
    return element


def _described(job: Job) -> str:
    return _string(", ".join(text for text in (job.publication, job.number) if text.strip()))


def _string(text: str) -> str:
    """A text as a `string` (table A.1): no control characters, at most 1023 characters."""
    clean = _FORBIDDEN.sub(" ", text)
    return " ".join(clean.split())[:LONGEST]


def _float(value: float) -> str:
    """A number to a ten-thousandth, without an exponent."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _whole(value: int | None) -> str | None:
    return None if value is None else str(value)
