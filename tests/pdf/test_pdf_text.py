"""The text layer: what three independent readers get out of a page."""

import re
import unicodedata
from collections.abc import Callable

import pytest
from making import written

from assemble.model.edition import Edition
from assemble.model.line import Line, ShapedWord

VIETNAMESE = "Trưởng đoàn Nguyễn Thế Tùng: phối hợp với Quảng Tây ẤỆỘỮ ợ ở ỡ ặ ỵ đ Đ 350 triệu ₫"
ENGLISH = (
    "The official staff of five fields offered fjord traffic affairs 2024–2026 “so’ AWAY To. Yo,"
)

Text = Callable[[bytes], str]


def words(text: str) -> list[str]:
    """The words of extracted text, composed; line ends and page ends count as spaces."""
    return unicodedata.normalize("NFC", text).split()


def pdf_of(edition: Callable[..., Edition], stack: Callable, *lines: Line) -> bytes:
    """A one-page PDF of lines."""
    return written(edition(stack(*lines)))


@pytest.mark.parametrize("face", ["text/regular", "sans/bold", "display/bold", "text/italic"])
@pytest.mark.parametrize("text", [VIETNAMESE, ENGLISH])
def test_words_come_out_as_they_went_in(edition, stack, composer, extract: Text, face, text):
    """Every word of both languages comes out whole, in order, in every face."""
    pdf = pdf_of(edition, stack, composer.text(text, face, 9.0))

    assert words(text) == words(extract(pdf))


@pytest.mark.parametrize("letter_space", [-0.02, 0.02, 0.06, 0.1])
@pytest.mark.parametrize("scale", [0.98, 1.0, 1.02])
def test_letter_space_makes_no_spaces(edition, stack, composer, extract: Text, letter_space, scale):
    """Letter-spaced capitals (in em) stay whole words, also narrowed or widened."""
    text = "ĐẠI HỘI ĐẢNG BỘ TỈNH LẠNG SƠN LẦN THỨ XVII AVATAR TYPOGRAPHY FRIENDSHIP"
    line = composer.text(text, "sans/bold", 8.0, letter_space=letter_space * 8, scale=scale)

    assert words(text) == words(extract(pdf_of(edition, stack, line)))


@pytest.mark.parametrize("word_space", [-0.6, 0.0, 4.0])
def test_spaces_are_neither_lost_nor_doubled(edition, stack, composer, extract: Text, word_space):
    """Narrow and wide word spaces alike come out as one space each."""
    text = "Hội đàm với Trưởng đoàn To A V. at Lạng Sơn – Quảng Tây"
    pdf = pdf_of(edition, stack, composer.text(text, word_space=word_space))
    found = extract(pdf).strip()

    assert text == unicodedata.normalize("NFC", found)


def test_no_break_space_parts_words(edition, stack, composer, extract: Text):
    """A no-break space comes out as a space of some kind, never lost."""
    pdf = pdf_of(edition, stack, composer.text("năm\u00a02021 và 350\u00a0triệu đồng"))

    assert words("năm 2021 và 350 triệu đồng") == words(extract(pdf))


def test_line_end_hyphen_is_soft(edition, stack, composer, extract: Text):
    """A hyphen of line breaking never comes out as a plain hyphen; a written one does."""
    first = composer.line(
        composer.piece("self-reliance"), composer.piece("effective", hyphen=True), hyphen=True
    )
    found = extract(pdf_of(edition, stack, first, composer.text("ness of work")))
    # Readers show U+00AD itself, drop it, or mark a joined line (PDFium: U+FFFE or U+0002).
    joined = re.sub("[\u00ad\ufffe\x02]\\s*", "", found)

    assert "self-reliance" in joined
    assert "effective-" not in joined
    assert words(joined)[1].startswith("effective")


def test_face_changes_within_a_line(edition, stack, composer, extract: Text):
    """Bold, italic and coloured words, and a change of face inside a word, keep all spaces."""
    line = composer.line(
        composer.piece("Ảnh:", "text/bold"),
        composer.piece("TRÍ", "text/italic", colour="red"),
        composer.piece("DŨNG", "text/italic", colour="red", space=""),
        composer.piece(",", space=" "),
        composer.piece("Sở", "sans/regular", size=8.0),
        composer.piece("Ngoại", "sans/bold", size=12.0),
        composer.piece("vụ"),
    )

    assert words("Ảnh: TRÍ DŨNG, Sở Ngoại vụ") == words(extract(pdf_of(edition, stack, line)))


def test_cluster_of_several_glyphs_gives_its_text_once(edition, stack, composer, extract: Text):
    """A letter that is drawn by two glyphs is read once."""
    base, mark = composer.word("e"), composer.word("x")
    cluster = ShapedWord(
        face="text/regular",
        glyphs=(*composer.word("Vi").glyphs, base.glyphs[0], mark.glyphs[0], *base.glyphs),
        advances=(600, 300, base.advances[0], 0, base.advances[0]),
        offsets=((0, 0), (0, 0), (0, 0), (-400, 150), (0, 0)),
        texts=("V", "i", "ệ", "", "t"),
        width=0,
    )
    piece = composer.piece("x")._replace(word=cluster)
    line = composer.line(piece, composer.piece("Nam"))

    assert words("Việt Nam") == words(extract(pdf_of(edition, stack, line)))


def test_order_is_drawing_order(edition, stack, composer, extract: Text):
    """The text comes in the order of the items, column after column."""
    left = stack(composer.text("một hai"), composer.text("ba bốn"))
    right = stack(composer.text("năm sáu"), composer.text("bảy tám"), x=200.0)
    found = extract(written(edition((*left, *right))))

    assert words("một hai ba bốn năm sáu bảy tám") == words(found)
