"""What the tests of imposition are made of: PDFs of numbered pages, plain ones and PDF/X."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from making import ROOT, SHARED
from pikepdf import Array, Dictionary, Name

from assemble.impose.job import Imposition
from assemble.impose.lettering import lettering
from assemble.impose.sheets import sheet_named
from assemble.model.units import mm

FONT = (ROOT / "fonts" / "SourceSans3-Regular.ttf").read_bytes()
PROFILE = SHARED / "icc" / "FOGRA39L_coated.icc"
CHECKER = SHARED / "tools" / "pdfx_check.py"

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Bản tin</rdf:li></rdf:Alt></dc:title>
<xmp:CreatorTool>Maker</xmp:CreatorTool><pdf:Producer>Maker</pdf:Producer>
<pdf:Trapped>False</pdf:Trapped>
<xmp:CreateDate>2024-01-31T00:00:00Z</xmp:CreateDate>
<xmp:ModifyDate>2024-01-31T00:00:00Z</xmp:ModifyDate>
<xmp:MetadataDate>2024-01-31T00:00:00Z</xmp:MetadataDate>
<xmpMM:DocumentID>uuid:source</xmpMM:DocumentID><xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<pdfxid:GTS_PDFXVersion>{version}</pdfxid:GTS_PDFXVersion>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def numbered_pdf(
    count: int, size: tuple[float, float] = (mm(100), mm(150)), bleed: float = mm(3)
) -> bytes:
    """Pages of text: `H7` near the head of page 7, `F7` near its foot, on a slug of 20 points."""
    made = pikepdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    width, height = size
    for number in range(1, count + 1):
        content = (
            f"BT /F1 12 Tf 1 0 0 1 {20 + width / 2 - 10} {20 + height - 40} Tm (H{number}) Tj "
            f"1 0 0 1 {20 + width / 2 - 10} 50 Tm (F{number}) Tj ET"
        )
        add_page(made, content, size, bleed, Font=Dictionary(F1=font))
    return saved(made)


def add_page(
    made: pikepdf.Pdf, content: str, size: tuple[float, float], bleed: float, **resources: Any
) -> None:
    """A page whose trim stands 20 points inside the media."""
    width, height = size
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, width + 40, height + 40]),
        TrimBox=Array([20, 20, 20 + width, 20 + height]),
        BleedBox=Array([20 - bleed, 20 - bleed, 20 + width + bleed, 20 + height + bleed]),
        Resources=Dictionary({f"/{key}": value for key, value in resources.items()}),
        Contents=made.make_stream(content.encode()),
    )
    made.pages.append(pikepdf.Page(made.make_indirect(page)))


def saved(made: pikepdf.Pdf, **how: Any) -> bytes:
    """The bytes of a document."""
    result = io.BytesIO()
    made.save(result, deterministic_id=True, **how)
    return result.getvalue()


def conforming(count: int, level: str) -> bytes:
    """A small PDF/X file, `x4` or `x1a`: numbers as outlines on a tint that bleeds."""
    made = pikepdf.new()
    size = (mm(100), mm(150))
    for number in range(1, count + 1):
        text = lettering(str(number), FONT)
        ground = f"{20 - mm(3)} {20 - mm(3)} {size[0] + mm(6)} {size[1] + mm(6)} re f"
        content = f"0 0.2 0.1 0 k {ground} 0 0 0 1 k q .05 0 0 .05 60 80 cm {text.paths} f Q"
        add_page(made, content, size, mm(3))
    version = {"x4": "PDF/X-4", "x1a": "PDF/X-1a:2003"}[level]
    profile = made.make_stream(PROFILE.read_bytes(), N=4)
    made.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFX,
                OutputConditionIdentifier="FOGRA39",
                Info="ISO Coated",
                RegistryName="http://www.color.org",
                DestOutputProfile=profile,
            )
        ]
    )
    packet = _XMP.format(version=version).encode()
    made.Root.Metadata = made.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)
    told = {
        "Title": "Bản tin", "Creator": "Maker", "Producer": "Maker",
        "CreationDate": "D:20240131000000Z", "ModDate": "D:20240131000000Z",
    }  # fmt: skip
    if level == "x1a":
        told |= {"GTS_PDFXVersion": version, "GTS_PDFXConformance": version}
    made.trailer.Info = made.make_indirect(Dictionary({f"/{k}": v for k, v in told.items()}))
    made.trailer.Info.Trapped = Name("/False")
    return saved(
        made,
        force_version={"x4": "1.6", "x1a": "1.4"}[level],
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
    )


def request(sheet: str = "SRA3", binding: str = "saddle-stitch", **more: Any) -> Imposition:
    """What is asked for, with everything else as it is by custom."""
    return Imposition(binding=binding, sheet=sheet_named(sheet), **more)


def operations(page: pikepdf.Page) -> Iterator[tuple[list[Any], str]]:
    """Operands and operators of a page's content, in order."""
    for operands, operator in pikepdf.parse_content_stream(page):
        yield list(operands), str(operator)


def written(folder: Path, data: bytes) -> Path:
    """A file with those bytes."""
    path = folder / "made.pdf"
    path.write_bytes(data)
    return path
