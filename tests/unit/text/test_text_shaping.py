"""Shaping: kerning, ligatures, fallback faces, stand-ins; the text of each glyph."""

import pytest
from making import block_face, block_fonts

from assemble.model.font import Fonts
from assemble.text.shape import Shaper

REGULAR = "text/regular"


@pytest.fixture
def shaper(fonts: Fonts) -> Shaper:
    """A shaper of the package's fonts."""
    return Shaper(fonts)


def block(*, without: str = "") -> Shaper:
    """A shaper of the block font."""
    return Shaper(block_fonts(block_face(without=without)))


def test_kerning_moves_letters_together() -> None:
    """The block font kerns A V by −100 of its 1000 units."""
    (word,) = block().shape("block/regular", (), "en", "AVa")

    assert word.advances == (1000 - 100, 1000, 1000)
    assert word.width == 1000 - 100 + 1000 + 1000


def test_real_faces_kern_accented_letters_too(shaper: Shaper) -> None:
    """Tố is narrower than T and ố set apart."""
    (word,) = shaper.shape(REGULAR, (), "vi", "Tố")
    apart = [shaper.shape(REGULAR, (), "vi", letter)[0].width for letter in "Tố"]

    assert word.width < sum(apart)


def test_ligature_keeps_its_letters() -> None:
    """Fi is one glyph, whose text is both letters."""
    (word,) = block().shape("block/regular", (), "en", "afib")

    assert word.texts == ("a", "fi", "b")
    assert word.width == 3 * 1000


@pytest.mark.parametrize(
    ("word", "texts"),
    [
        ("official", ("o", "ffi", "c", "i", "a", "l")),
        ("fig", ("fi", "g")),
        ("flow", ("fl", "o", "w")),
    ],
)
def test_ligatures_of_the_text_face(shaper: Shaper, word: str, texts: tuple[str, ...]) -> None:
    """Source Serif joins f with i and l; the glyphs' texts are the word again."""
    (shaped,) = shaper.shape(REGULAR, (), "en", word)

    assert shaped.texts == texts
    assert len(shaped.glyphs) == len(texts) == len(shaped.advances)


def test_character_from_another_face(shaper: Shaper, fonts: Fonts) -> None:
    """A box that the serif lacks comes from the sans; the letters around it stay."""
    assert ord("□") not in fonts.faces[REGULAR].coverage

    words = shaper.shape(REGULAR, (), "vi", "a□b")

    assert [word.texts for word in words] == [("a",), ("□",), ("b",)]
    assert [word.face for word in words] == [REGULAR, "sans/regular", REGULAR]
    assert all(0 not in word.glyphs for word in words)


def test_fallback_prefers_the_same_cut(shaper: Shaper) -> None:
    """A bold word takes what it lacks from a bold face."""
    words = shaper.shape("text/bold", (), "vi", "□")

    assert [word.face for word in words] == ["sans/bold"]


def test_unknown_character_keeps_its_text(shaper: Shaper) -> None:
    """A character that no face has is glyph 0, and still reads as itself."""
    (word,) = shaper.shape(REGULAR, (), "vi", "a中b")

    assert word.texts == ("a", "中", "b")
    assert [glyph == 0 for glyph in word.glyphs] == [False, True, False]


@pytest.mark.parametrize("text", ["0\u0591", "שלום", "سلام", "aשלb"])
def test_scripts_from_the_right_keep_their_text(shaper: Shaper, text: str) -> None:
    """Hebrew and Arabic are not set in this bulletin, but no letter is doubled or lost."""
    words = shaper.shape(REGULAR, (), "vi", text)

    assert "".join("".join(word.texts) for word in words) == text


def test_mark_stays_with_its_letter() -> None:
    """A combining mark that a face lacks does not part from the letter it stands on."""
    fonts = block_fonts(block_face(), block_face("other/regular"))
    words = Shaper(fonts).shape("block/regular", (), "en", "q\u0301a")

    assert ["".join(word.texts) for word in words] == ["q\u0301a"]


def test_capitals_keep_the_source_text(shaper: Shaper) -> None:
    """Drawn as capitals, read as written."""
    (word,) = shaper.shape_as(REGULAR, (), "vi", "Đặng")
    (drawn,) = shaper.shape(REGULAR, (), "vi", "ĐẶNG")

    assert word.glyphs == drawn.glyphs
    assert word.texts == ("Đ", "ặ", "n", "g")


def test_capitals_that_would_be_two_letters_stay(shaper: Shaper) -> None:
    """ß has no capital of one letter and stays, so that each glyph knows its text."""
    (word,) = shaper.shape_as(REGULAR, (), "en", "maß")

    assert "".join(word.texts) == "maß"
    assert len(word.glyphs) == len("maß")


@pytest.mark.parametrize("char", ["\u00a0", "\u202f", "\u2009", "\u2007", "\u2002"])
def test_spaces_have_a_stand_in(char: str) -> None:
    """A fixed space that the face lacks is drawn as a space and keeps its text."""
    (word,) = block().shape("block/regular", (), "en", f"a{char}b")

    assert word.texts == ("a", char, "b")
    assert word.width == 1000 + 500 + 1000
    assert 0 not in word.glyphs


def test_no_break_hyphen_has_a_stand_in() -> None:
    """U+2011 is drawn as the hyphen that the face has."""
    (word,) = block().shape("block/regular", (), "en", "a\u2011b")
    (plain,) = block().shape("block/regular", (), "en", "a-b")

    assert word.glyphs == plain.glyphs
    assert word.texts == ("a", "\u2011", "b")


def test_features_are_asked_for(shaper: Shaper) -> None:
    """Small caps are other glyphs for the same text."""
    (plain,) = shaper.shape(REGULAR, (), "en", "nato")
    (small,) = shaper.shape(REGULAR, ("smcp",), "en", "nato")

    assert small.texts == plain.texts
    assert set(small.glyphs).isdisjoint(plain.glyphs)


def test_ink_is_measured_on_the_glyphs() -> None:
    """A block reaches from 0.8 em above to 0.2 em below the baseline."""
    shaper = block()
    (word,) = shaper.shape("block/regular", (), "en", "ab")

    assert shaper.ink(word) == (0.8, 0.2)
