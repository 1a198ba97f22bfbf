"""The PDF of an edition: an edition and its pictures in, the bytes of a file in parts out.

The same edition always gives the same bytes: no file, no clock, no environment is looked at.
"""

from collections.abc import Mapping

from assemble.model.edition import Edition, Page
from assemble.model.picture import Prepared
from assemble.pdf.boxes import PdfBox, Sheet, sheet_of
from assemble.pdf.content import PageContent
from assemble.pdf.fonts import FontBook
from assemble.pdf.images import ImageBook
from assemble.pdf.inks import InkBook
from assemble.pdf.intent import add_output_intent
from assemble.pdf.links import annotations
from assemble.pdf.metadata import info, xmp
from assemble.pdf.objects import (
    PdfFile,
    Value,
    array,
    deflated,
    dictionary,
    name,
    reference,
    string,
)
from assemble.pdf.outline import add_outline

CATALOG, INFO, METADATA, PAGES = "catalog", "info", "metadata", "pages"

VERSION = "1.6"
"""The version on which PDF/X-4 rests (ISO 15930-7, 6.1)."""
VERSIONS = {"x-4": VERSION, "x-1a": "1.4"}
"""By standard: PDF/X-1a:2003 rests on PDF 1.4 (ISO 15930-4, 6.1)."""
LAYOUT_VERSION = "1.5"
"""The first version that knows TwoPageRight (ISO 32000-1, table 28)."""


def write_pdf(edition: Edition, pictures: Mapping[str, Prepared]) -> bytes:
    """Write an edition: PDF 1.6, for X-1a PDF 1.4; linearised for the screen.

    `pictures` are those that its pages show, by the edition's keys.
    """
    return b"".join(pdf_parts(edition, pictures))


def pdf_parts(edition: Edition, pictures: Mapping[str, Prepared]) -> list[bytes]:
    """The file of `write_pdf` in parts, for saving: put together they would be copied once more."""
    file = PdfFile(_version(edition))
    sheet = sheet_of(edition)
    catalog = file.add(CATALOG, _catalog(edition, file, sheet))
    fonts = FontBook(dict(edition.faces))
    images = ImageBook(pictures, file)
    inks = InkBook(edition, file)
    keys = {page.number: _page_key(page) for page in edition.pages}
    for page in edition.pages:
        content = PageContent(sheet, inks, fonts, images)
        stream = file.add(f"{_page_key(page)}.content", deflated(content.draw(page.items)))
        leads = annotations(page.links, keys, sheet)
        file.add(_page_key(page), _page(sheet, stream, content.resources(), leads))
    fonts.add_to(file)
    parts = file.parts(catalog, file.add(INFO, info(edition)))
    if edition.purpose == "screen":
        # Imported here because proofs and prints must not wait for pikepdf's 60 to 100 ms.
        from assemble.pdf.finish import finish

        parts = [finish(b"".join(parts))]
    return parts


def _version(edition: Edition) -> str:
    return VERSIONS[edition.press.standard] if edition.press else VERSION


def _page_key(page: Page) -> str:
    return f"page.{page.number}"


def _catalog(edition: Edition, file: PdfFile, sheet: Sheet) -> Value:
    """The catalog (ISO 32000-1, 7.7.2), with the page tree and the outline, which it names."""
    keys = {page.number: _page_key(page) for page in edition.pages}
    pages = dictionary(
        Type=name("Pages"),
        Count=len(keys),
        Kids=array(*(reference(key) for key in keys.values())),
    )
    entries = {
        "Type": name("Catalog"),
        "Pages": file.add(PAGES, pages),
        "Metadata": file.add(METADATA, xmp(edition)),
        "ViewerPreferences": dictionary(DisplayDocTitle="true"),
    }
    if _version(edition) >= LAYOUT_VERSION:
        entries["PageLayout"] = name("TwoPageRight")
    if edition.press:
        entries["OutputIntents"] = array(add_output_intent(file, edition.press.condition))
    if edition.languages:
        entries["Lang"] = string(edition.languages[0])
    outline = add_outline(file, edition.bookmarks, keys, sheet)
    if outline is not None:
        entries["Outlines"] = outline
        entries["PageMode"] = name("UseOutlines")
    return dictionary(entries)


def _page(sheet: Sheet, content: Value, resources: Value, leads: list[Value]) -> Value:
    """A page object (ISO 32000-1, 7.7.3.3) with its boxes (14.11.2)."""
    more = {"Annots": array(*leads)} if leads else {}
    return dictionary(
        more,
        Type=name("Page"),
        Parent=reference(PAGES),
        MediaBox=_box(sheet.media_box),
        BleedBox=_box(sheet.bleed_box),
        TrimBox=_box(sheet.trim_box),
        Resources=resources,
        Contents=content,
    )


def _box(box: PdfBox) -> Value:
    return array(*map(float, box))
