"""Tiny PDF/X files, sound unless a test changes them."""

import io
import struct
from collections.abc import Callable
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

MOMENT = "2024-01-31T12:00:00+07:00"
INFO_MOMENT = "D:20240131120000+07'00'"
XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"
 pdf:Trapped="False">
<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Bản tin</rdf:li></rdf:Alt></dc:title>
<xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate>
<xmp:MetadataDate>{moment}</xmp:MetadataDate>
<xmpMM:DocumentID>uuid:1</xmpMM:DocumentID>
<xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>""".replace("{moment}", MOMENT)
VERSIONS = {"x-4": "1.6", "x-1a": "1.4"}

Change = Callable[[Pdf], object]


def profile(
    version: tuple[int, int] = (2, 4), kind: bytes = b"prtr", space: bytes = b"CMYK"
) -> bytes:
    """The header of an ICC profile and an empty table of tags."""
    head = bytearray(132)
    struct.pack_into(">I", head, 0, len(head))
    head[8], head[9] = version[0], version[1] << 4
    head[12:16], head[16:20], head[36:40] = kind, space, b"acsp"
    return bytes(head)


def press_file(standard: str = "x-4", pages: int = 2) -> Pdf:
    """A sound file of pages of A5 with a grey box each, 3 mm bleed in a media box of 10 mm more."""
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(477, 652))
        page = pdf.pages[-1].obj
        page.BleedBox = Array([20, 20, 457, 632])
        page.TrimBox = Array([28.5, 28.5, 448.5, 623.5])
        page.Contents = pdf.make_stream(b"0 0 0 0.5 k 200 300 60 60 re f")
    stream = pdf.make_stream(profile(), N=4)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String("FOGRA39"),
        RegistryName=String("http://www.color.org"),
        Info=String("Coated paper, ISO 12647-2:2004"),
        DestOutputProfile=stream,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
    info = {"/Title": "Bản tin", "/Trapped": Name("/False")}
    info |= {"/CreationDate": INFO_MOMENT, "/ModDate": INFO_MOMENT}
    if standard == "x-1a":
        info |= {"/GTS_PDFXVersion": "PDF/X-1a:2003", "/GTS_PDFXConformance": "PDF/X-1a:2003"}
    else:
        pdf.Root.Metadata = pdf.make_stream(XMP.encode(), Type=Name.Metadata, Subtype=Name.XML)
    pdf.trailer.Info = pdf.make_indirect(Dictionary(info))
    return pdf


def saved(pdf: Pdf, version: str = "1.6", streams: bool = False) -> bytes:
    """The bytes of a file, the same for the same content; with object streams if asked for."""
    out = io.BytesIO()
    mode = pikepdf.ObjectStreamMode.generate if streams else pikepdf.ObjectStreamMode.disable
    pdf.save(
        out,
        object_stream_mode=mode,
        deterministic_id=True,
        force_version=version,
        compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        fix_metadata_version=False,
    )
    return out.getvalue()


def write(path: Path, standard: str = "x-4", change: Change | None = None) -> Path:
    """Write a file, changed if a change is given."""
    pdf = press_file(standard)
    if change:
        change(pdf)
    path.write_bytes(saved(pdf, VERSIONS[standard]))
    return path


def xmp(old: str, new: str) -> Change:
    """The change of a text in the XMP packet."""

    def change(pdf: Pdf) -> None:
        assert old in XMP
        pdf.Root.Metadata.write(XMP.replace(old, new).encode())

    return change


def info(key: str, value: object) -> Change:
    """The change of an entry of Info; None takes it out."""

    def change(pdf: Pdf) -> None:
        if value is None:
            del pdf.trailer.Info[key]
        else:
            pdf.trailer.Info[key] = value

    return change


def intent(key: str, value: object) -> Change:
    """The change of an entry of the output intent; None takes it out."""

    def change(pdf: Pdf) -> None:
        if value is None:
            del pdf.Root.OutputIntents[0][key]
        else:
            pdf.Root.OutputIntents[0][key] = value

    return change


def icc(data: bytes, channels: int = 4) -> Change:
    """The change of the output intent's profile."""

    def change(pdf: Pdf) -> None:
        stream = pdf.make_stream(data, N=channels)
        pdf.Root.OutputIntents[0].DestOutputProfile = stream

    return change


def page(key: str, value: object) -> Change:
    """The change of an entry of the second page; None takes it out."""

    def change(pdf: Pdf) -> None:
        if value is None:
            del pdf.pages[1].obj[key]
        else:
            pdf.pages[1].obj[key] = value

    return change


def root(key: str, value: object) -> Change:
    """The change of an entry of the catalog."""

    def change(pdf: Pdf) -> None:
        pdf.Root[key] = value

    return change


def stream(data: bytes = b"", **entries: object) -> Change:
    """One more stream, which the catalog leads to."""

    def change(pdf: Pdf) -> None:
        pdf.Root.Extra = Array([*pdf.Root.get("/Extra", []), pdf.make_stream(data, **entries)])

    return change


def annotation(rect: tuple[float, ...], **entries: object) -> Change:
    """One more annotation on the second page."""

    def change(pdf: Pdf) -> None:
        made = Dictionary(Type=Name.Annot, Rect=Array(list(rect)), **entries)
        pdf.pages[1].obj.Annots = Array([pdf.make_indirect(made)])

    return change
