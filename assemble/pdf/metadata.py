"""Who, what and when: the Info dictionary and the XMP packet, which say the same.

In: an edition. Out: PDF objects. Dates are the issue's own date, so that no clock enters.
"""

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
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag>{languages}</rdf:Bag></dc:language>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:MetadataDate>{date}</xmp:MetadataDate>
<xmpMM:InstanceID>urn:assemble:build:{build_id}</xmpMM:InstanceID>
<pdf:Producer>{creator}</pdf:Producer>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""
"""A read-only packet (ISO 16684-1, 7.3.2) without padding: nobody edits it in place."""


def info(edition: Edition) -> Value:
    """The document information dictionary (ISO 32000-1, 14.3.3)."""
    date = f"D:{edition.date:%Y%m%d}000000Z"
    return dictionary(
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
        date=f"{edition.date:%Y-%m-%d}T00:00:00Z",
        build_id=_escaped(edition.build_id),
    )
    return Stream(packet.encode(), {"Type": name("Metadata"), "Subtype": name("XML")})


def _escaped(text: str) -> str:
    """Text for an XML element; control characters, which XML 1.0 forbids, become spaces."""
    printable = "".join(char if char >= " " else " " for char in text)
    return printable.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
