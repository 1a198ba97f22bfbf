"""Whole issues, read back from the PDF by programs that had no part in making it."""

import re
import shutil
import subprocess
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from making import ROOT, SAMPLE, SHARED

from assemble.model.edition import TextItem
from assemble.model.finding import Findings, Location, Severity
from assemble.model.issue import Article, Issue, Section
from assemble.model.text import (
    ArticleText,
    Block,
    Inline,
    ItemList,
    Paragraph,
    PullQuote,
    Subhead,
    Table,
    plain,
)
from assemble.read.manifest import read_issue
from assemble.request import Outcome

MM = 72 / 25.4
ISSUES = [SAMPLE, SHARED / "issues" / "2021-04", SHARED / "issues" / "2023-12"]
Built = tuple[Path, Outcome]


@pytest.fixture(
    scope="session", params=ISSUES, ids=lambda path: f"{path.parents[1].name}-{path.name}"
)
def folder(request: pytest.FixtureRequest) -> Path:
    """Each real issue that is there."""
    path: Path = request.param
    if not path.is_dir():
        pytest.skip(f"{path} is not there")
    return path


@pytest.fixture(scope="session", params=["proof", "print", "screen"])
def purpose(request: pytest.FixtureRequest) -> str:
    """Each purpose."""
    return str(request.param)


@pytest.fixture(scope="session")
def issue(folder: Path) -> Issue:
    """The issue as read."""
    made = read_issue(folder, Findings())
    assert made is not None
    return made


@pytest.fixture(scope="session")
def pdf(folder: Path, purpose: str, built: Callable[[Path, str], Built]) -> Built:
    """The PDF of an issue for a purpose."""
    made = built(folder, purpose)
    low = [f for f in made[1].findings if f.severity is Severity.ERROR]
    if purpose == "print" and folder != SAMPLE and {f.code for f in low} == {"low-resolution"}:
        pytest.skip("its photographs are too small for print")
    return made


def articles(issue: Issue) -> Iterator[Article]:
    """All articles."""
    for section in issue.sections:
        if isinstance(section, Section):
            yield from section.articles


def texts_of(block: Block) -> Iterator[str]:
    """The running texts of a block."""
    inlines: list[Inline] = []
    if isinstance(block, Paragraph | Subhead):
        inlines = [block.inline]
    elif isinstance(block, PullQuote):
        inlines = list(block.paragraphs)
    elif isinstance(block, ItemList):
        inlines = [inline for item in block.items for inline in item.paragraphs]
    elif isinstance(block, Table):
        inlines = [block.title, *(cell for row in block.rows for cell in row.cells)]
    for inline in inlines:
        yield plain(inline)


def ats_of(block: Block) -> list[Location]:
    """The places that a block's items name as their source."""
    items = block.items if isinstance(block, ItemList) else ()
    return [block.at, *(item.at for item in items)]


def blocks_of(text: ArticleText) -> Iterator[str]:
    """All texts of an article: its heads, then its blocks."""
    yield from (plain(inline) for inline in (text.kicker, text.headline, text.standfirst))
    for block in text.blocks:
        yield from texts_of(block)


def bare(text: str) -> str:
    """A text in NFC without white, and without hyphens that a line's end may have added."""
    text = unicodedata.normalize("NFC", text).replace("\ufffe", "").replace("\x02", "")
    return re.sub(r"[\s\u00ad]+", "", text)


def runs(text: str, most: int) -> Iterator[str]:
    """A paragraph in bare runs of words: what a page break may part."""
    words = text.split()
    for n in range(0, len(words), most):
        yield bare(" ".join(words[n : n + most]))


def pdfium(pdf: Path) -> str:
    """The text that pypdfium2 finds."""
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def poppler(pdf: Path) -> str:
    """The text that pdftotext finds, in the order of the content."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    command = ["pdftotext", "-raw", "-enc", "UTF-8", str(pdf), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("purpose", ["proof", "print", "screen"])
def test_builds(folder: Path, purpose: str, built: Callable[[Path, str], Built]) -> None:
    """Every purpose builds without an error; photographs too small for print alone may stop it."""
    path, outcome = built(folder, purpose)
    errors = [f for f in outcome.findings if f.severity is Severity.ERROR]

    if folder == SAMPLE:
        assert errors == []
    assert {f.code for f in errors} <= {"low-resolution"}
    assert path.is_file() is not bool(errors)


@pytest.mark.parametrize("reader", [pdfium, poppler])
def test_all_text_can_be_read_back(issue: Issue, pdf: Built, reader: Callable[[Path], str]) -> None:
    """Each text is in the PDF, its words in order; hyphens at line ends don't part them.

    A paragraph goes on in the next column or on the next page, and between its lines a reader
    may find a folio or caption; so it is looked for in runs of few words, one after another.
    """
    found = bare(reader(pdf[0]))
    lost = []
    for article in articles(issue):
        for text in article.texts:
            for paragraph in blocks_of(text):
                missing = [run for run in runs(paragraph, 6) if run and run not in found]
                # At most one run of a paragraph lies over a column's end.
                if len(missing) > 1 + len(paragraph) // 1500:
                    lost.append((text.file, missing[:3]))
    assert lost == []


@pytest.mark.parametrize("reader", [pdfium, poppler])
def test_paragraphs_on_one_page_are_whole(
    issue: Issue, pdf: Built, reader: Callable[[Path], str]
) -> None:
    """What stands on one page comes out of the PDF in one piece, letter for letter."""
    edition = pdf[1].edition
    assert edition is not None
    places: dict[object, set[int]] = defaultdict(set)
    for page in edition.pages:
        for item in page.items:
            places[item.source.article, item.source.language, item.source.at].add(page.number)
    parted = {place for place, pages in places.items() if len(pages) > 1}
    found = bare(reader(pdf[0]))
    whole = [
        text
        for article in articles(issue)
        for written in article.texts
        for block in written.blocks
        if not {(article.id, written.language, at) for at in ats_of(block)} & parted
        for text in map(bare, texts_of(block))
    ]

    assert len(whole) > len(parted)
    # A reader takes a hyphen of the text at a line's end for one that was added.
    joined = found.replace("-", "")
    assert [text for text in whole if text.replace("-", "") not in joined] == []


def test_boxes(pdf: Built, purpose: str) -> None:
    """Every page has its trim and bleed; the sheet is as large as the purpose wants."""
    edition = pdf[1].edition
    assert edition is not None
    width, height = 210 * MM, 297 * MM
    bleed = 0 if purpose == "screen" else 3 * MM
    slug = {"proof": 12 * MM, "print": 13 * MM, "screen": 0}[purpose]
    with pikepdf.open(pdf[0]) as document:
        assert len(document.pages) == len(edition.pages)
        for page in document.pages:
            trim = [float(v) for v in page.trimbox]
            assert [trim[2] - trim[0], trim[3] - trim[1]] == pytest.approx(
                [width, height], abs=0.01
            )
            assert [float(v) for v in page.obj.get("/BleedBox", page.trimbox)] == pytest.approx(
                [trim[0] - bleed, trim[1] - bleed, trim[2] + bleed, trim[3] + bleed], abs=0.01
            )
            media = [float(v) for v in page.mediabox]
            assert [media[2] - media[0], media[3] - media[1]] == pytest.approx(
                [width + 2 * slug, height + 2 * slug], abs=0.01
            )


def test_page_count(pdf: Built, purpose: str) -> None:
    """Saddle-stitched sheets have four pages; a screen edition has no blanks."""
    edition = pdf[1].edition
    assert edition is not None
    if purpose != "screen":
        assert len(edition.pages) % 4 == 0
    else:
        assert not any(page.blank for page in edition.pages)


def test_all_fonts_are_embedded(pdf: Built) -> None:
    """No page asks for a font that isn't in the file."""
    with pikepdf.open(pdf[0]) as document:
        descriptors = []
        for obj in document.objects:
            if isinstance(obj, pikepdf.Dictionary) and obj.get("/Type") == "/Font":
                assert obj.Subtype in ("/Type0", "/CIDFontType2")
                if obj.Subtype == "/Type0":
                    assert "/ToUnicode" in obj
                else:
                    descriptors.append(obj.FontDescriptor)
        assert descriptors
        assert all("/FontFile2" in descriptor for descriptor in descriptors)
        names = [str(descriptor.FontName) for descriptor in descriptors]
        assert all(re.fullmatch(r"/[A-Z]{6}\+.+", name) for name in names)
        assert len(set(names)) == len(names)


def test_outline(issue: Issue, pdf: Built) -> None:
    """Bookmarks: each section, under it each article's headline, on the page it begins."""
    document = pypdfium2.PdfDocument(pdf[0])
    marks = [(mark.get_title(), mark.level) for mark in document.get_toc()]
    lead = issue.languages[0]
    wanted = []
    for section in issue.sections:
        if isinstance(section, Section):
            wanted.append((section.title.text(lead), 0))
            wanted += [(plain(a.texts[0].headline), 1) for a in section.articles]

    assert marks == wanted


def test_metadata(issue: Issue, pdf: Built) -> None:
    """Title, language and author are the manifest's."""
    lead = issue.languages[0]
    with pikepdf.open(pdf[0]) as document:
        title = str(document.docinfo["/Title"])
        assert issue.title.text(lead) in title
        assert issue.number in title
        assert str(document.Root.Lang).split("-")[0] == lead
        if issue.publisher:
            assert str(document.docinfo["/Author"]) == issue.publisher.text(lead)
        assert document.Root.ViewerPreferences.DisplayDocTitle
        with document.open_metadata() as xmp:
            assert issue.number in str(xmp["dc:title"])


def test_contents_tell_the_truth(issue: Issue, pdf: Built) -> None:
    """The page numbers printed in the contents are those of the pages with the headlines."""
    edition = pdf[1].edition
    assert edition is not None
    document = pypdfium2.PdfDocument(pdf[0])
    begins: dict[str, int] = {}
    for page in edition.pages:
        for item in page.items:
            if item.source.role == "headline" and item.source.article:
                begins.setdefault(item.source.article, page.number)
    listed = 0
    for section in issue.sections:
        if not isinstance(section, Section) or not section.list_articles:
            continue
        for article in section.articles:
            number = begins[article.id]
            headline = bare(plain(article.texts[0].headline))
            # By another program: the headline is on that page of the PDF.
            assert headline in bare(document[number - 1].get_textpage().get_text_bounded())
            assert str(number) in printed_numbers(pdf[1], article)
            listed += 1
    assert listed or all(not s.list_articles for s in issue.sections if isinstance(s, Section))


def printed_numbers(outcome: Outcome, article: Article) -> set[str]:
    """The numbers in the contents on the lines of an article's title."""
    assert outcome.edition is not None
    places = {text.headline[0].at for text in article.texts} | {text.at for text in article.texts}
    found = set()
    for page in outcome.edition.pages:
        entries = [
            item
            for item in page.items
            if isinstance(item, TextItem) and item.source.role == "contents-article"
        ]
        baselines = {
            round(item.baseline, 1)
            for item in entries
            if item.source.at in places or item.source.article == article.id
        }
        found |= {
            item.line.text
            for item in entries
            if round(item.baseline, 1) in baselines and item.line.text.isdigit()
        }
    return found


def test_the_sample_is_in_the_checkout() -> None:
    """The sample issue is part of the project, so that these tests always have one."""
    assert (ROOT / "issues" / "2021-04" / "issue.yaml").is_file()
