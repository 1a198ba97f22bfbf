"""The document around the pages: boxes, fonts, outline, metadata, and the same bytes always."""

import io
import re
import shutil
import subprocess
import sys
from dataclasses import replace

import pikepdf
import pytest
from making import written

from assemble import __version__
from assemble.model.edition import Bookmark

TEXT = "Trưởng đoàn official affairs 23/5/2021 ẤẾ"
LACKING = frozenset("ŦŧĲĳ")
"""Letters below that the faces have no glyph for."""


@pytest.fixture
def everything(edition, stack, composer):
    """An edition with several faces, pages and bookmarks, on a sheet with bleed."""
    faces = list(composer.faces)
    first = stack(*(composer.text(TEXT, face) for face in faces))
    second = stack(
        composer.line(composer.piece("hyphen", hyphen=True), hyphen=True),
        composer.text("350\u00a0triệu " + " ".join(chr(code) for code in range(0x1EA0, 0x1EFA))),
        composer.text(" ".join(chr(code) for code in range(0xC0, 0x180) if code != 0x149)),
    )
    bookmarks = (
        Bookmark("Hội đàm", 1, 10.0, 0),
        Bookmark("Talks", 1, 50.0, 1),
        Bookmark("Ký kết", 2, 0.0, 2),
        Bookmark("Kinh tế", 2, 100.0, 0),
    )
    return edition(first, second, (), bookmarks=bookmarks, bleed=8.5, slug=20.0)


@pytest.fixture
def document(everything):
    """The written PDF, reopened."""
    with pikepdf.open(io.BytesIO(written(everything))) as opened:
        yield opened


def fonts_of(document):
    """All fonts of a document's pages."""
    return [font for page in document.pages for font in page.Resources.get("/Font", {}).values()]


def bfchars(font):
    """CID to text, as its ToUnicode CMap says."""
    cmap = font.ToUnicode.read_bytes().decode("ascii")
    entries = re.findall(r"<([0-9A-F]{4})> <([0-9A-F]*)>\n", cmap.split("endcodespacerange")[1])
    return {int(cid, 16): bytes.fromhex(text).decode("utf-16-be") for cid, text in entries}


@pytest.mark.parametrize(
    ("bleed", "slug", "media", "bleed_box", "trim"),
    [
        (0.0, 0.0, [0, 0, 400, 300], [0, 0, 400, 300], [0, 0, 400, 300]),
        (8.5, 20, [0, 0, 440, 340], [11.5, 11.5, 428.5, 328.5], [20, 20, 420, 320]),
        (8.5, 8.5, [0, 0, 417, 317], [0, 0, 417, 317], [8.5, 8.5, 408.5, 308.5]),
        (8.5, 4, [0, 0, 408, 308], [0, 0, 408, 308], [4, 4, 404, 304]),
    ],
)
def test_boxes(edition, bleed, slug, media, bleed_box, trim):
    """The sheet is the trim and the slug; the bleed goes no further than the sheet."""
    pdf = written(edition((), bleed=bleed, slug=slug))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        page = document.pages[0].obj
        assert media == [float(v) for v in page.MediaBox]
        assert bleed_box == [float(v) for v in page.BleedBox]
        assert trim == [float(v) for v in page.TrimBox]
        assert "/Trans" not in page


def test_version_and_no_syntax_errors(everything, tmp_path):
    """The file is PDF 1.6, and qpdf finds nothing to say."""
    pdf = written(everything)
    path = tmp_path / "check.pdf"
    path.write_bytes(pdf)
    if shutil.which("qpdf") is None:
        pytest.skip("qpdf is not installed")
    result = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True)

    assert pdf.startswith(b"%PDF-1.6\n")
    assert (result.returncode, result.stderr) == (0, "")


def test_every_font_is_an_embedded_cid_subset(document, everything):
    """Each face used is one Type0 font with its own TrueType program and a unique tag."""
    fonts = {str(font.BaseFont): font for font in fonts_of(document)}

    assert len(everything.faces) == len(fonts)
    assert len(fonts) == len({base[1:7] for base in fonts})
    for base, font in fonts.items():
        child = font.DescendantFonts[0]
        assert re.fullmatch(r"/[A-Z]{6}\+Source\w+-\w+", base)
        assert (font.Subtype, font.Encoding) == ("/Type0", "/Identity-H")
        assert (child.Subtype, child.BaseFont) == ("/CIDFontType2", base)
        assert child.FontDescriptor.FontName == base
        assert child.FontDescriptor.FontFile2.read_bytes()[:4] == b"\0\1\0\0"


def test_every_code_has_its_own_text(document):
    """Each CID in use, and no other, has a text that is not empty, a glyph and a width."""
    used: dict[str, set[int]] = {}
    for page in document.pages:
        fonts = page.Resources.get("/Font", {})
        resource = ""
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "Tf":
                resource = str(operands[0])
            elif str(operator) == "TJ":
                for part in operands[0]:
                    if isinstance(part, pikepdf.String):
                        codes = memoryview(bytes(part)).cast("B")
                        used.setdefault(str(fonts[resource].BaseFont), set()).update(
                            codes[at] << 8 | codes[at + 1] for at in range(0, len(codes), 2)
                        )
    for font in fonts_of(document):
        texts = bfchars(font)
        glyphs = memoryview(font.DescendantFonts[0].CIDToGIDMap.read_bytes()).cast("B")
        mapped = {at // 2 for at in range(0, len(glyphs), 2) if any(glyphs[at : at + 2])}
        runs = list(font.DescendantFonts[0].W.as_list())
        wide = [
            int(first) + index
            for first, run in zip(runs[::2], runs[1::2], strict=True)
            for index, _ in enumerate(run)
        ]
        drawn = {cid for cid, text in texts.items() if text not in LACKING}
        assert used[str(font.BaseFont)] == set(texts) == set(wide)
        assert mapped == drawn
        assert wide == list(texts) == sorted(texts)
        assert all(texts.values())
        assert not re.search("[\ue000-\uf8ff\ufb00-\ufb06]", "".join(texts.values()))


def test_to_unicode_blocks_hold_at_most_a_hundred(document):
    """No bfchar block passes the limit of 100 entries, and long ones are split."""
    cmaps = [font.ToUnicode.read_bytes().decode() for font in fonts_of(document)]
    counts = [int(count) for cmap in cmaps for count in re.findall(r"(\d+) beginbfchar", cmap)]

    assert max(counts) == 100


def test_ligatures_and_soft_hyphens_keep_their_characters(document):
    """A ligature stands for all its letters, the line-end hyphen for U+00AD, NBSP for itself."""
    texts = {text for font in fonts_of(document) for text in bfchars(font).values()}

    assert {"ffi", "ff", "\u00ad", "\u00a0", " ", "ế"} <= texts


def test_outline_is_nested_and_leads_to_places(document):
    """Bookmarks nest by depth, and point at their y from the top of the trim."""
    with document.open_outline() as outline:
        titles = [(item.title, [child.title for child in item.children]) for item in outline.root]
        deepest = outline.root[0].children[0].children[0]

    assert titles == [("Hội đàm", ["Talks"]), ("Kinh tế", [])]
    assert deepest.title == "Ký kết"
    destination = document.Root.Outlines.Last.Dest
    assert destination[0].objgen == document.pages[1].obj.objgen
    assert destination[1] == "/XYZ"
    assert float(destination[3]) == 20.0 + 300.0 - 100.0
    assert document.Root.Outlines.Count == 4


def test_info_and_xmp_agree(document):
    """Title, subject, author, dates and producer are the same in both places."""
    info = document.docinfo
    with document.open_metadata() as xmp:
        assert str(info.Title) == xmp["dc:title"] == "Đối ngoại Lạng Sơn"
        assert str(info.Subject) == xmp["dc:description"] == "Bản tin số 04 (2021)"
        assert [str(info.Author)] == xmp["dc:creator"] == ["Sở Ngoại vụ & Liên hiệp"]
        assert str(info.Producer) == xmp["pdf:Producer"] == f"Assemble {__version__}"
        assert str(info.Creator) == xmp["xmp:CreatorTool"] == f"Assemble {__version__}"
        assert str(info.CreationDate) == str(info.ModDate) == "D:20211231000000Z"
        assert xmp["xmp:CreateDate"] == xmp["xmp:ModifyDate"] == "2021-12-31T00:00:00Z"


def test_catalog(document):
    """The catalog tells language, title bar, outline and spreads with the cover on the right."""
    root = document.Root

    assert str(root.Lang) == "vi"
    assert root.ViewerPreferences.DisplayDocTitle
    assert (root.PageMode, root.PageLayout) == ("/UseOutlines", "/TwoPageRight")


def test_no_outline_without_bookmarks(edition):
    """An edition without bookmarks opens without an outline."""
    with pikepdf.open(io.BytesIO(written(edition((), bookmarks=())))) as document:
        assert "/Outlines" not in document.Root
        assert "/PageMode" not in document.Root


def test_id_follows_the_contents(everything, edition, stack, composer):
    """Two issues of one title and date differ in /ID as soon as one letter differs."""

    def file_id(made):
        with pikepdf.open(io.BytesIO(written(made))) as document:
            return bytes(document.trailer.ID[0])

    one, other = (edition(stack(composer.text(text))) for text in ("Số 4", "Số 5"))

    assert file_id(one) == file_id(replace(one))
    assert len({file_id(one), file_id(other), file_id(everything)}) == 3


def test_screen_is_linearised_and_says_the_same(everything):
    """The PDF for the screen is linearised; fonts, texts and metadata stay."""
    proof = written(everything)
    screen = written(replace(everything, purpose="screen"))
    with (
        pikepdf.open(io.BytesIO(proof)) as one,
        pikepdf.open(io.BytesIO(screen)) as other,
    ):
        assert (one.is_linearized, other.is_linearized) == (False, True)
        assert str(one.docinfo.Title) == str(other.docinfo.Title)
        assert one.pages[1].Contents.read_bytes() == other.pages[1].Contents.read_bytes()
    assert screen == written(replace(everything, purpose="screen"))


SCRIPT = """
import sys
sys.path[:0] = [{root!r}, {tests!r}]
import hashlib, datetime
from conftest import BODY, COLOURS, Composer
from assemble.model.edition import Bookmark, Edition, Page, TextItem
from assemble.pdf.write import write_pdf
composer = Composer()
items = tuple(
    TextItem(10.0, 20.0 + 20 * index, composer.text("Hội đàm official", face), BODY)
    for index, face in enumerate(composer.faces)
)
edition = Edition(
    title="Đ", subject="", author="", number="1", languages=("vi",), purpose={purpose!r},
    date=datetime.date(2021, 1, 2), build_id="x", trim=(400.0, 300.0), bleed=0.0, slug=0.0,
    colours=COLOURS, faces=composer.faces, images={{}},
    pages=(Page(number=1, label="", items=items),), bookmarks=(Bookmark("A", 1, 0.0, 0),),
)
sys.stdout.write(hashlib.sha256(write_pdf(edition, {{}})).hexdigest())
"""


@pytest.mark.parametrize("purpose", ["proof", "screen"])
def test_same_bytes_in_other_processes(root, tmp_path, purpose):
    """Hash seed, clock, working directory and environment leave no trace in the file."""
    script = SCRIPT.format(root=str(root), tests=str(root / "tests" / "pdf"), purpose=purpose)
    found = set()
    for seed, epoch in (("0", ""), ("1", "1000000000"), ("12345", "")):
        environment = {"PYTHONHASHSEED": seed, "TZ": f"UTC{seed[0]}"}
        if epoch:
            environment |= {"SOURCE_DATE_EPOCH": epoch}
        folder = tmp_path / seed
        folder.mkdir()
        result = subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            check=True,
            cwd=folder,
            env=environment,
        )
        found.add(result.stdout)

    assert len(found) == 1
