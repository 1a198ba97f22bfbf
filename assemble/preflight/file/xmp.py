"""The properties of an XMP packet (ISO 16684-1), read as strictly as an XML parser is."""

from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

LARGEST = 4 << 20
"""Bytes of a packet that is read; programs write some 10 kB, with thumbnails some 100 kB."""

PREFIXES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfx": "http://ns.adobe.com/pdfx/1.3/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
}
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_SHORT = {address: prefix for prefix, address in PREFIXES.items()}

Xmp = Mapping[str, tuple[str, ...]]
"""Values by `prefix:name`, of the namespaces in `PREFIXES`."""


class _NoDoctype(ElementTree.TreeBuilder):
    def doctype(self, *_: str | None) -> None:
        """Refuse: XMP has no document type, and entities can grow without bound."""
        raise ElementTree.ParseError("a document type stands in it")


def read_xmp(data: bytes) -> Xmp:
    """The properties of a packet.

    Raises:
        ElementTree.ParseError, ValueError, LookupError: if it isn't well-formed XML.
    """
    parser = ElementTree.XMLParser(target=_NoDoctype())
    parser.feed(data.strip(b"\0 \t\r\n"))
    found: dict[str, tuple[str, ...]] = {}
    for rdf in parser.close().iter(f"{_RDF}RDF"):
        for description in rdf.findall(f"{_RDF}Description"):
            for tag, values in _properties(description):
                namespace, _, local = tag.removeprefix("{").partition("}")
                if namespace in _SHORT:
                    found.setdefault(f"{_SHORT[namespace]}:{local}", values)
    return found


def _properties(description: ElementTree.Element) -> Iterator[tuple[str, tuple[str, ...]]]:
    for tag, value in description.attrib.items():
        yield tag, (value,)
    for child in description:
        items = [item.text or "" for item in child.iter(f"{_RDF}li")]
        yield child.tag, tuple(items) if items else (child.text or "",)
