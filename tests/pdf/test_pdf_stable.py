"""A correction on one page leaves the content streams of all others as they were, to the byte."""

import io
import re
import shutil

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import SAMPLE, written
from PIL import Image as Pillow

from assemble.build import build
from assemble.model.edition import ImageItem, Rect, Source, TextItem
from assemble.pdf import subset
from assemble.pdf.subset import MAX_CID, Subset
from assemble.request import Request

SENTENCES = (
    "Trưởng đoàn official affairs – “Việt” 23/5/2021",
    "năm\u00a02021 fjord ĐẠI HỘI offered self-reliance ₫",
    "Tổng kết: ẤẾ office 350\u00a0triệu",
)
FACES = ("text/regular", "sans/bold", "text/italic", "display/bold")
WORDS = ("Ẫ", "№", "ffi", "Ỗm", "§", "a\u00a0b", "-", "\u2010", "fj", "Ǻ", "½", "Tổng")


def streams(pdf):
    """The decoded content streams of a PDF's pages."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [page.Contents.read_bytes() for page in document.pages]


@pytest.fixture
def corrected(edition, stack, composer, picture):
    """Makes the streams of three pages; words and pictures may come before all on the first."""
    files = [io.BytesIO() for _ in range(4)]
    for level, file in enumerate(files):
        Pillow.new("L", (8, 6), 60 * level).save(file, "PNG")
    images = [picture(file.getvalue(), "PNG", (8, 6), mode="L") for file in files]

    def shown(image, y):
        return ImageItem(Rect(250.0, y, 16.0, 12.0), image.key, Rect(0, 0, 1, 1), Source("photo"))

    def make(words=(), pictures=0):
        before = (
            *stack(*(composer.text(word, face) for word, face in words), x=200.0),
            *(shown(image, 20.0) for image in images[:pictures]),
        )
        pages = []
        for sentence, image in zip(SENTENCES, images[1:], strict=True):
            lines = [composer.text(sentence, face) for face in FACES[:2]]
            hyphenated = composer.line(composer.piece("effective", hyphen=True), hyphen=True)
            pages.append((*stack(*lines, hyphenated), shown(image, 90.0)))
        pages[0] = (*before, *pages[0])
        return streams(written(edition(*pages, images={image.key: image for image in images})))

    return make


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(FACES)), max_size=5),
    pictures=st.integers(0, 4),
)
def test_what_comes_on_one_page_changes_no_other(corrected, words, pictures):
    """New glyphs, ligatures, spaces, faces and pictures on page 1 leave pages 2 and 3 alone."""
    before, after = corrected(), corrected(words, pictures)

    assert (before[0] != after[0]) == bool(words or pictures)
    assert before[1:] == after[1:]


def _drawn(page):
    """What a page shows, and where, without the places in the source."""
    return [
        (item.x, item.baseline, item.line) if isinstance(item, TextItem) else item.rect
        for item in page.items
    ]


@pytest.mark.parametrize("word", ["№", "Ẫm", "½ Ǻ"])
def test_a_word_in_an_issue_changes_no_page_where_nothing_moves(tmp_path, built, word):
    """With a new glyph in a paragraph, pages that show the same lines keep their streams.

    For the screen: in the margins of proofs and prints stands the build id.
    """
    folder = tmp_path / "issue"
    shutil.copytree(SAMPLE, folder)
    article = folder / "articles" / "election.vi.md"
    source = article.read_text("utf-8")
    assert word not in "".join(file.read_text("utf-8") for file in folder.glob("articles/*.md"))
    paragraph = re.search(r"(?<=\n\n)[^\W\d_][^\n]+\.(?=\n)", source)
    article.write_text(f"{source[: paragraph.end()]} {word}.{source[paragraph.end() :]}", "utf-8")
    pdf, first = built(SAMPLE, "screen")
    second = build(Request(issue=folder, purpose="screen", out=tmp_path / "out.pdf"))
    old, new = streams(pdf.read_bytes()), streams((tmp_path / "out.pdf").read_bytes())
    places = [[_drawn(page) for page in made.edition.pages] for made in (first, second)]
    moved = [a != b for a, b in zip(*places, strict=True)]

    assert 0 < moved.count(True) < len(moved) / 2
    assert [a != b for a, b in zip(old, new, strict=True)] == moved


@pytest.fixture
def codes(composer):
    """Makes the subset of a face after it showed words, in their order."""

    def make(*words):
        made = Subset(composer.faces["text/regular"])
        for word in words:
            made.fragment(composer.word(word), 10.0, 0.0)
        return made

    return make


def test_codes_follow_from_glyph_and_text_alone(codes):
    """The same CIDs in any order of use; a plain letter's is its glyph id."""
    words = ["official", "Trưởng", "Ấy", "fjord", "a\u00a0b", "a b", "-", "\u2010"]
    one, other = codes(*words), codes(*reversed(words))

    assert one.codes == other.codes
    letters = {code.text: (cid, code.parts[0].glyph) for cid, code in one.codes.items()}
    count = one.hb_face.glyph_count
    assert all(letters[letter][0] == letters[letter][1] for letter in "aTưởngẤy -")
    assert all(letters[text][0] >= count > letters[text][1] for text in ("ffi", "\u00a0", "\u2010"))


def test_codes_that_meet_get_another_cid(codes, composer, monkeypatch):
    """Where hashes meet each code keeps a CID of its own; where none is left an error says so."""
    monkeypatch.setattr(subset, "HASHED", 2)
    full = codes("ffi", "\u00a0")

    assert sorted(code.text for code in full.codes.values()) == ["ffi", "\u00a0"]
    with pytest.raises(ValueError, match="too many glyphs"):
        full.fragment(composer.word("\u2010"), 10.0, 0.0)


def test_a_face_that_fills_all_cids_leaves_room_for_hashes(codes, monkeypatch):
    """Glyph ids above the first hashed CID are hashed, too; each code stays its own."""
    monkeypatch.setattr(subset, "HASHED", MAX_CID + 1 - 40)
    made = codes("AWAY", "official", "Trưởng")
    glyphs = {cid: code.parts[0].glyph for cid, code in made.codes.items()}

    assert any(glyph >= 40 for glyph in glyphs.values())
    assert all((cid == glyph) == (glyph < 40) for cid, glyph in glyphs.items() if cid < MAX_CID)
    assert sorted(code.text for code in made.codes.values()) == sorted(
        set("AWAYocialTrưởng") | {"ffi"}
    )
