"""White between the letters of headlines, measured on real outlines."""

from assemble.model.font import Fonts
from assemble.text.gaps import LEAST
from assemble.text.shape import GAPS, Shaper

FACE = "display/bold"


def advances(fonts: Fonts, text: str, *features: str) -> tuple[int, ...]:
    """The advances of a word in the display cut, in thousandths of an em."""
    (word,) = Shaper(fonts).shape(FACE, features, "vi", text)
    return word.advances


def test_an_accent_does_not_run_into_a_capital(fonts: Fonts) -> None:
    """In Về, Vầ, Vồ, Yề the accent touches the capital's arm; there the pair is widened."""
    for text in ("Về", "Vầ", "Vồ", "Yề", "Vĩ", "đĩ"):
        (before, last), (after, same) = advances(fonts, text), advances(fonts, text, GAPS)

        assert after > before, text
        assert same == last


def test_letters_that_stand_apart_are_left_alone(fonts: Fonts) -> None:
    """A pair with white enough keeps its kerning, and so do letters without marks."""
    for text in ("nghiệp", "Tố", "VA", "AV", "of", "Lạng"):
        assert advances(fonts, text) == advances(fonts, text, GAPS), text


def test_the_white_is_what_is_asked_for(fonts: Fonts) -> None:
    """Rendered ink shows it: the widened pair has no more than the least white added."""
    (before, _), (after, _) = advances(fonts, "Về"), advances(fonts, "Về", GAPS)

    assert 0 < after - before <= (LEAST + 0.06) * 1000
