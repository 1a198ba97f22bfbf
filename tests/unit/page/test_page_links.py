"""Links on the screen, and nowhere else; read from the finished PDF with another library."""

from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from making import HEAD, NEWS, laid_out, small_issue, written

from assemble.model.edition import TextItem

LINKED = "# Hội nghị\n\nXem thêm [trang của tỉnh **Lạng Sơn**](https://example.vn/a?b=c) để biết.\n"


def pdf_of(folder: Path, purpose: str) -> bytes:
    """The PDF of an issue without errors."""
    edition = laid_out(folder, purpose).edition
    assert edition is not None
    return written(edition)


def test_a_link_covers_its_words(tmp_path: Path) -> None:
    """The area of a link holds the linked words, across bold marks, and leads to their address."""
    pdf = tmp_path / "x.pdf"
    pdf.write_bytes(pdf_of(small_issue(tmp_path, vi=LINKED), "screen"))
    with pikepdf.open(pdf) as document:
        found = [
            (number, [float(edge) for edge in a.Rect], str(a.A.URI))
            for number, page in enumerate(document.pages)
            for a in page.obj.get("/Annots", [])
            if "/A" in a
        ]

    ((number, (left, bottom, right, top), address),) = found
    assert address == "https://example.vn/a?b=c"
    page = pypdfium2.PdfDocument(pdf)[number]
    text = page.get_textpage().get_text_bounded(left - 1, bottom, right + 1, top)
    assert text.strip() == "trang của tỉnh Lạng Sơn"


def test_contents_and_teasers_lead_to_their_articles(tmp_path: Path) -> None:
    """On the screen a click on an entry shows the page that its number names."""
    manifest = HEAD + "cover: {teasers: [articles/a]}\n" + NEWS
    edition = laid_out(small_issue(tmp_path, manifest=manifest), "screen").edition
    assert edition is not None
    (begins,) = {
        page.number
        for page in edition.pages
        for item in page.items
        if isinstance(item, TextItem) and item.source.role == "headline"
    }

    targets = {link.target for page in edition.pages for link in page.links}

    assert targets == {begins}
    assert edition.pages[0].links


@pytest.mark.parametrize("purpose", ["proof", "print"])
def test_paper_has_no_links(tmp_path: Path, purpose: str) -> None:
    """No annotation in a file that goes on paper (PDF/X forbids them inside the trim)."""
    edition = laid_out(small_issue(tmp_path, vi=LINKED), purpose).edition

    assert edition is not None
    assert not any(page.links for page in edition.pages)
