"""The job ticket as XJDF: names, values, units, order."""

import re
from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from delivering import Made

from assemble.deliver.job import COVER_FILE, Job, enclosed, job_of
from assemble.deliver.xjdf import NAMESPACE, job_id, xjdf

NS = {"x": NAMESPACE}
TICKET = "job-ticket.txt"


def parsed(job: Job) -> ET.Element:
    """The XJDF of a job, read again."""
    return ET.fromstring(xjdf(job, TICKET))


def intent(root: ET.Element, product: str, name: str) -> ET.Element | None:
    """An intent of a product by the product's ID."""
    return root.find(f".//x:Product[@ID='{product}']/x:Intent[@Name='{name}']/x:{name}", NS)


def got(root: ET.Element, product: str, name: str) -> dict[str, str]:
    """Its attributes."""
    found = intent(root, product, name)
    assert found is not None
    return found.attrib


def test_root_names_the_job(job: Callable[..., Job]) -> None:
    """The root is XJDF in its namespace, with job, type, version and the edition's own time."""
    root = parsed(job())
    header = root.find("x:AuditPool/x:AuditCreated/x:Header", NS)

    assert root.tag == f"{{{NAMESPACE}}}XJDF"
    assert root.attrib == {
        "CommentURL": TICKET,
        "DescriptiveName": "Bản tin / Bulletin, 1/2024",
        "JobID": "Ban-tin-1-2024",
        "Types": "Product",
        "Version": "2.1",
    }
    assert header is not None
    assert header.attrib["Time"] == "2024-01-31T00:00:00+00:00"
    assert header.attrib["DeviceID"] == "Assemble"


def test_product_has_the_manifests_values(job: Callable[..., Job]) -> None:
    """Run, binding, trim and bleed in points, papers in g/m² and micrometres, inks, condition."""
    root = parsed(job())
    product = root.find(".//x:Product[@IsRoot='true']", NS)
    assert product is not None

    assert product.attrib["Amount"] == "1500"
    assert product.attrib["ProductType"] == "SoftCoverBook"
    assert got(root, "Product", "BindingIntent") == {
        "BindingSide": "Left",
        "BindingType": "SoftCover",
        "ChildRefs": "Cover Body",
    }
    layout = got(root, "Body", "LayoutIntent")
    assert layout["FinishedDimensions"] == "552.7559 759.685 0"
    assert layout["Bleed"] == "14.1732"
    assert [got(root, id_, "LayoutIntent")["Pages"] for id_ in ("Product", "Cover", "Body")] == [
        "12", "4", "8",
    ]  # fmt: skip
    assert got(root, "Body", "MediaIntent") == {
        "MediaQuality": "Couché matt", "MediaType": "Paper", "Thickness": "80", "Weight": "100",
    }  # fmt: skip
    assert got(root, "Cover", "MediaIntent") == {
        "MediaQuality": "Ivory board", "MediaType": "Paper", "Thickness": "300", "Weight": "250",
    }  # fmt: skip
    surfaces = root.findall(".//x:Product[@ID='Cover']//x:SurfaceColor", NS)
    assert [surface.attrib["Surface"] for surface in surfaces] == ["Front", "Back"]
    assert {surface.attrib["PrintStandard"] for surface in surfaces} == {"FOGRA39"}
    assert {surface.attrib["ColorsUsed"] for surface in surfaces} == {" ".join(job().cover_inks)}
    assert (
        root.find("x:GeneralID[@IDUsage='PDFStandard'][@IDValue='PDF/X-1a:2003']", NS) is not None
    )
    assert root.find("x:GeneralID[@IDUsage='Publisher'][@IDValue='Sở Ngoại vụ']", NS) is not None


def test_what_has_no_place_stands_in_comments(job: Callable[..., Job]) -> None:
    """Marks, preflight's result and accepted rules are told in the tickets for people."""
    root = parsed(replace(job(), pictures=3))
    comments = {c.attrib["Language"]: c.text or "" for c in root.findall("x:Comment", NS)}

    assert sorted(comments) == ["en", "vi"]
    for wanted in ("crop marks", "proofed on 3 June", "350 ppi", "0 errors", "PDF/X-1a:2003"):
        assert wanted in comments["en"]


def test_what_was_not_said_is_left_out(bare: Made) -> None:
    """Without run, papers and publisher there are no such attributes, not even empty ones."""
    root = parsed(job_of(bare.edition, bare.layout, (), None))
    everything = list(root.iter())

    assert root.find(".//x:Product[@Amount]", NS) is None
    assert root.find(".//x:MediaIntent", NS) is None
    assert root.find(".//x:ResourceSet", NS) is None
    assert root.find("x:GeneralID[@IDUsage='Publisher']", NS) is None
    assert [e.tag for e in everything if "" in e.attrib.values()] == []


def test_stitched_job_on_one_paper_is_one_product(job: Callable[..., Job]) -> None:
    """A self-cover has no parts: inks, size and paper stand at the product."""
    made = job(press={"cover_paper": None})
    root = parsed(replace(made, binding="saddle-stitch"))

    assert len(root.findall(".//x:Product", NS)) == 1
    assert got(root, "Product", "BindingIntent") == {
        "BindingSide": "Left", "BindingType": "SaddleStitch",
    }  # fmt: skip
    assert got(root, "Product", "MediaIntent")["MediaQuality"] == "Couché matt"
    assert got(root, "Product", "LayoutIntent")["Sides"] == "TwoSidedHeadToHead"
    assert intent(root, "Product", "ColorIntent") is not None


def test_stitched_cover_is_collected_outermost(job: Callable[..., Job]) -> None:
    """The parts lie within one another, and the first that is referred to is the cover."""
    root = parsed(replace(job(), binding="saddle-stitch"))
    binding = got(root, "Product", "BindingIntent")

    assert binding["BindingOrder"] == "Collecting"
    assert binding["ChildRefs"].split()[0] == "Cover"


def test_odd_counts_are_rounded_to_leaves(job: Callable[..., Job]) -> None:
    """LayoutIntent/@Pages has to be even; the run list has the pages that the file has."""
    made = replace(job(), pages=7, binding="saddle-stitch")
    root = parsed(made)
    listed = root.find(".//x:RunList", NS)
    assert listed is not None

    assert got(root, "Product", "LayoutIntent")["Pages"] == "8"
    assert (listed.attrib["NPage"], listed.attrib["Pages"]) == ("7", "0 6")


def test_run_list_names_the_pdf_and_its_digests(job: Callable[..., Job]) -> None:
    """The PDF is found by a relative URL, and told by its size, MD5 and SHA-256."""
    made = job()
    root = parsed(made)
    spec = root.find(".//x:FileSpec", NS)
    sums = root.find(".//x:Resource/x:GeneralID", NS)
    assert spec is not None
    assert sums is not None

    assert spec.attrib == {
        "CheckSum": made.files[0].md5.upper(),
        "FileSize": "8",
        "MimeType": "application/pdf",
        "URL": "n-print.pdf",
    }
    assert sums.attrib["IDValue"] == made.files[0].sha256


def test_cover_file_is_a_spread_of_its_own(full: Made) -> None:
    """With a cover's file, each file is a part's, and the covers in the file of pages are left."""
    files = (
        enclosed("n-print.pdf", "pages", [b"%PDF"], 12),
        enclosed("n-cover.pdf", COVER_FILE, [b"%PDF"], 2),
    )
    root = parsed(job_of(full.edition, full.layout, files, None))
    resources = {
        part.attrib["Product"]: resource.find("x:RunList", NS)
        for resource in root.findall(".//x:Resource", NS)
        if (part := resource.find("x:Part", NS)) is not None
    }
    layout = got(root, "Cover", "LayoutIntent")

    assert {name: r.attrib["Pages"] for name, r in resources.items() if r is not None} == {
        "Body": "2 9", "Cover": "0 1",
    }  # fmt: skip
    assert (layout["SpreadType"], layout["Pages"]) == ("Spread", "2")
    externals = {p.attrib.get("ExternalID") for p in root.findall(".//x:Product", NS)}
    assert set(resources) <= externals


def test_spots_are_defined_by_their_names(job: Callable[..., Job]) -> None:
    """An ink whose name is no NMTOKEN gets one, and the name of the PDF stands with it."""
    made = replace(
        job(),
        inks=("Black", "PANTONE 871 C"),
        cover_inks=("Black",),
        body_inks=("Black", "PANTONE 871 C"),
        spots=(("PANTONE 871 C", (0.0, 0.2, 0.6, 0.1)),),
    )
    root = parsed(made)
    part, colour = root.find(".//x:Part[@Separation]", NS), root.find(".//x:Color", NS)
    surface = root.find(".//x:Product[@ID='Body']//x:SurfaceColor", NS)
    assert part is not None
    assert colour is not None
    assert surface is not None

    assert surface.attrib["ColorsUsed"] == "Black PANTONE-871-C"
    assert part.attrib["Separation"] == "PANTONE-871-C"
    assert colour.attrib == {"ActualColorName": "PANTONE 871 C", "CMYK": "0 0.2 0.6 0.1"}


def test_order_is_that_of_the_alphabet(job: Callable[..., Job]) -> None:
    """Attributes and children are sorted; a resource's own element is its last (table 6.1)."""
    inks = ("Gold",)
    spots = (("Gold", (0.0, 0.0, 1.0, 0.0)),)
    made = replace(job(), inks=inks, cover_inks=inks, body_inks=inks, spots=spots)
    text = xjdf(made, TICKET).decode()
    for tag in re.findall(r"<[A-Z][^>]*>", text):
        names = re.findall(r' ([\w:]+)="', tag)
        assert names == sorted(names), tag
    for parent in parsed(made).iter():
        names = [child.tag for child in parent]
        assert (names[:-1] if parent.tag.endswith("}Resource") else names) == sorted(
            names[:-1] if parent.tag.endswith("}Resource") else names
        )
    sets = [s.attrib["Name"] for s in parsed(made).findall("x:ResourceSet", NS)]
    assert sets == ["Color", "RunList"]


@pytest.mark.parametrize(
    ("subject", "number", "wanted"),
    [
        ("Đối ngoại & “Biên giới” / Borders", "05 / 2021 <Tết>", "Doi-ngoai-Bien-gioi-05-2021-Tet"),
        ("北京 / Beijing", "7", "7"),
        ("北京", "七", "0123abcd"),
    ],
)
def test_job_ids_are_nmtokens(
    job: Callable[..., Job], subject: str, number: str, wanted: str
) -> None:
    """Whatever title and number hold, the identifier is plain, and the document can be read."""
    made = job(subject=subject, number=number, build_id="0123abcd")

    assert job_id(made) == wanted
    assert parsed(made).attrib["DescriptiveName"] == f"{subject}, {number}"


def test_strings_are_cleaned(job: Callable[..., Job]) -> None:
    """Control characters and breaks become spaces, long texts are cut at 1023 characters."""
    made = job(subject="a\u0000b\nc\u0008 " + "d" * 2000)
    name = parsed(made).attrib["DescriptiveName"]

    assert name.startswith("a b c d")
    assert len(name) == 1023
