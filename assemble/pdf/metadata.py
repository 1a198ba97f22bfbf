"""Who, what and when: the Info dictionary and the XMP packet, which say the same.

In: an edition. Out: PDF objects. Dates are the issue's own or what the build was told, so that no
clock enters.
"""

import datetime
import hashlib

from assemble import __version__
from assemble.model.edition import Edition
from assemble.pdf.objects import Stream, Value, dictionary, name, string

CREATOR = f"Assemble {__version__}"

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag>{languages}</rdf:Bag></dc:language>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:MetadataDate>{date}</xmp:MetadataDate>
<xmpMM:DocumentID>{document_id}</xmpMM:DocumentID>
<xmpMM:InstanceID>urn:assemble:build:{build_id}</xmpMM:InstanceID>
<xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<pdf:Producer>{creator}</pdf:Producer>
{standard}</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""
"""A read-only packet (ISO 16684-1, 7.3.2) without padding: nobody edits it in place."""

XMP_VERSIONS = {"x-4": "PDF/X-4"}
"""What the XMP packet says of the standard (ISO 15930-7, 6.4)."""
INFO_VERSIONS = {"x-1a": "PDF/X-1a:2003"}
"""What the Info dictionary says of it (ISO 15930-4, 6.10); X-4 says it in the packet only."""


def info(edition: Edition) -> Value:
    """The document information dictionary (ISO 32000-1, 14.3.3)."""
    date = f"D:{_made(edition):%Y%m%d%H%M%S}Z"
    press = edition.press
    more: dict[str, Value] = {"Trapped": name("False")} if press else {}
    if press and press.standard in INFO_VERSIONS:
        more["GTS_PDFXVersion"] = string(INFO_VERSIONS[press.standard])
        more["GTS_PDFXConformance"] = string(INFO_VERSIONS[press.standard])
    return dictionary(
        more,
        Title=string(edition.title),
        Subject=string(edition.subject),
        Author=string(edition.author),
        Creator=string(CREATOR),
        Producer=string(CREATOR),
        CreationDate=string(date),
        ModDate=string(date),
    )


def xmp(edition: Edition) -> Stream:
    """The metadata stream (ISO 32000-1, 14.3.2), uncompressed so that any tool can find it."""
    packet = _PACKET.format(
        title=_escaped(edition.title),
        subject=_escaped(edition.subject),
        author=_escaped(edition.author),
        languages="".join(f"<rdf:li>{_escaped(tag)}</rdf:li>" for tag in edition.languages),
        creator=_escaped(CREATOR),
        date=f"{_made(edition):%Y-%m-%dT%H:%M:%SZ}",
        document_id=_document_id(edition),
        standard=_standard(edition),
        build_id=_escaped(edition.build_id),
    )
    return Stream(packet.encode(), {"Type": name("Metadata"), "Subtype": name("XML")})


def _made(edition: Edition) -> datetime.datetime:
    """When the file says it was made: UTC, the beginning of the issue's day unless told."""
    return edition.made or datetime.datetime.combine(edition.date, datetime.time())


def _document_id(edition: Edition) -> str:
    """The publication's own name: the same for proof and print of one issue (XMP part 2, 2.2)."""
    named = "\n".join((edition.title, edition.author, edition.date.isoformat()))
    return f"uuid:{uuid_of(named)}"


def uuid_of(text: str) -> str:
    """A UUID that names a text (RFC 9562, version 8: our own hash in it)."""
    digits = hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
    parts = digits[:8], digits[8:12], f"8{digits[13:16]}", f"8{digits[17:20]}", digits[20:]
    return "-".join(parts)


def _standard(edition: Edition) -> str:
    """The packet's lines about the standard, for files that keep to one."""
    if edition.press is None:
        return ""
    version = XMP_VERSIONS.get(edition.press.standard)
    named = f"<pdfxid:GTS_PDFXVersion>{version}</pdfxid:GTS_PDFXVersion>\n" if version else ""
    return f"<pdf:Trapped>False</pdf:Trapped>\n{named}"


def _escaped(text: str) -> str:
    """Text for an XML element; control characters, which XML 1.0 forbids, become spaces."""
    printable = "".join(char if char >= " " else " " for char in text)
    return printable.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
