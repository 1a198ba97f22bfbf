"""Where no line may end although there is a space, and where one may without a space."""

import itertools

import pytest

from assemble.text.glue import NEVER, glued_spaces, inner_breaks


def shown(text: str, language: str) -> str:
    """The text with `~` for a space that no line may end at, `_` for one that is unwanted."""
    signs = list(text)
    for at, penalty in glued_spaces(text, language).items():
        assert text[at] == " "
        signs[at] = "~" if penalty == NEVER else "_"
    return "".join(signs)


@pytest.mark.parametrize(
    "expected",
    [
        "xem Số~04/2021",
        "gọi 02053~896~899",
        "hơn_350~triệu đồng",
        "đạt 5,3~triệu tấn",
        "130~quốc gia",
        "10.000~₫",
        "ngày_23~tháng_5~năm_2021",
        "ngày_23/5/2021",
        "Quý_II",
        "khóa_XV",
        "thế kỷ_XX",
        "Điều_5",
        "Độc lập~- Tự do~- Hạnh phúc",
        "Lạng Sơn~– Quảng Tây",
        "GS.TS._Nguyễn",
        "TP._Hồ Chí Minh",
        "ông_Hồ",
        "Tập~3",
        "lần thứ_XIII",
    ],
)
def test_vietnamese(expected: str) -> None:
    """Numbers stay with their units, titles with names, a dash with the word before it."""
    text = expected.replace("~", " ").replace("_", " ")

    assert shown(text, "vi") == expected


@pytest.mark.parametrize(
    "expected",
    [
        "No.~04/2021",
        "call 02053~896~899 now",
        "over_350~million dong",
        "5~per cent",
        "on 23~May_2021",
        "Article_5",
        "Lang Son~– Guangxi",
        "Mr._Ho",
        "Mr_Ho",
        "H.E._Mr._Ho",
        "J._R._Smith",
        "25~years on",
        "in 2021 the committee",
        "130 countries",
    ],
)
def test_english(expected: str) -> None:
    """In English only units stay with their number, not every word."""
    text = expected.replace("~", " ").replace("_", " ")

    assert shown(text, "en") == expected


@pytest.mark.parametrize("language", ["vi", "en", "en-GB", "fr"])
def test_punctuation_set_apart(language: str) -> None:
    """Spaces inside quotation marks and brackets, and before a stop, never end a line."""
    assert shown("a “ b ” c", language) == "a “~b~” c"
    assert shown("a ( b ) c", language) == "a (~b~) c"
    assert shown("a « b", language) == "a «~b"
    assert shown("why ? so !", language) == "why~? so~!"


@pytest.mark.parametrize("text", ["", " ", "một hai", "one two", "“một hai” (ba)"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_plain_text_is_free(text: str, language: str) -> None:
    """Ordinary spaces may end a line."""
    assert glued_spaces(text, language) == {}


@pytest.mark.parametrize(
    "word",
    [
        "23/5/2021", "2021-2026", "2021–2026", "04/2021", "02053", "30/2020/NĐ-CP", "35/NQ-TW",
        "và/hoặc", "COVID-19", "G20", "5-6", "km/h", "một", "",
    ],
)  # fmt: skip
def test_never_inside(word: str) -> None:
    """Dates, numbers, laws and short alternatives are one piece."""
    assert inner_breaks(word) == ()


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("self-reliance", ["self-", "reliance"]),
        ("Vla-đi-mia", ["Vla-", "đi-", "mia"]),
        ("Mekong–Lancang", ["Mekong–", "Lancang"]),
        ("import/export", ["import/", "export"]),
        ("https://bantin.vn/so-4", ["https://", "bantin.", "vn/", "so-", "4"]),
        ("bantin@langson.gov.vn", ["bantin@", "langson.", "gov.", "vn"]),
    ],
)
def test_inside_a_word(word: str, parts: list[str]) -> None:
    """A line may end after a hyphen between letters, a stroke, and in addresses."""
    edges = [0, *inner_breaks(word), len(word)]

    assert [word[a:b] for a, b in itertools.pairwise(edges)] == parts
