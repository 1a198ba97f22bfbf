"""The parts of the comparison by themselves: numbers, dates, syllables, words, sentences."""

from decimal import Decimal

import pytest

from assemble.agree.dates import read_dates
from assemble.agree.facts import Fact, Piece, distance, folded
from assemble.agree.languages import LANGUAGES, language_of
from assemble.agree.missing import sentences
from assemble.agree.numbers import read_numbers, roman
from assemble.agree.sheet import Context, read_sheet
from assemble.agree.syllables import is_syllable, nearest_syllable
from assemble.agree.tones import settled_tone
from assemble.agree.words import is_word, nearest_word
from assemble.model.finding import Location

AT = Location("a.md", 3, 5)


def piece(language: str, text: str) -> Piece:
    """A piece of text."""
    return Piece(language, "paragraph", "a", text, ((0, AT),))


def numbers(language: str, text: str) -> list[Decimal]:
    """The numbers of a text that must have a counterpart."""
    found = read_numbers(piece(language, text), text, LANGUAGES[language], 2021).facts
    return [f.value for f in found if f.weight and isinstance(f.value, Decimal)]


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("vi", "571.347 cử tri", "571347"),
        ("en", "571,347 voters", "571347"),
        ("vi", "62,43 điểm", "62.43"),
        ("en", "62.43 points", "62.43"),
        ("vi", "2.200 tỷ đồng", "2200000000000"),
        ("en", "2.2 trillion VND", "2200000000000"),
        ("vi", "2.39 tỷ", "2390000000"),
        ("vi", "3 nghìn tỷ đồng", "3000000000000"),
        ("vi", "1 tỷ 200 triệu đồng", "1200000000"),
        ("vi", "hai mươi lăm hộ", "25"),
        ("vi", "một trăm linh năm hộ", "105"),
        ("vi", "ba trăm hai mươi mốt hộ", "321"),
        ("en", "one hundred and twenty-five households", "125"),
        ("en", "three hundred thousand people", "300000"),
        ("vi", "khóa XIII", "13"),
        ("en", "the 21st session", "21"),
        ("en", "12\u00a0500 tonnes", "12500"),
        ("vi", "65 phần trăm", "65"),
    ],
)
def test_a_number_is_read(language: str, text: str, value: str) -> None:
    """Separators, scale words, number words and Roman numerals give the value that is meant."""
    assert numbers(language, text) == [Decimal(value)]


def test_ten_years_are_no_fifteen() -> None:
    """'năm' after a number is the year, not the figure five."""
    assert numbers("vi", "mười năm qua") == [Decimal(10)]
    assert numbers("vi", "ba mươi năm qua") == [Decimal(30)]


def test_words_in_names_are_no_numbers() -> None:
    """Ba Đình and Hai Bà Trưng hold no numbers."""
    assert numbers("vi", "quận Ba Đình và quận Hai Bà Trưng") == []


@pytest.mark.parametrize(
    ("language", "text", "dates"),
    [
        ("vi", "ngày 23/5/2021", [(2021, 5, 23)]),
        ("vi", "từ ngày 7-8/6/2021", [(2021, 6, 7), (2021, 6, 8)]),
        ("vi", "từ 28/4 đến 3/5/2022", [(2022, 4, 28), (2022, 5, 3)]),
        ("vi", "ngày 2 tháng 9 năm 1945", [(1945, 9, 2)]),
        ("vi", "tháng ba năm 2020", [(2020, 3, 0)]),
        ("vi", "sáng 14/5", [(0, 5, 14)]),
        ("vi", "bầu 06/06 đại biểu", []),
        ("vi", "xếp hạng 9/14 tỉnh", []),
        ("en", "May 23, 2021", [(2021, 5, 23)]),
        ("en", "23 May 2021", [(2021, 5, 23)]),
        ("en", "from June 7 to 8, 2021", [(2021, 6, 7), (2021, 6, 8)]),
        ("en", "from January to March 2023", [(2023, 1, 0), (2023, 3, 0)]),
        ("en", "in May", [(0, 5, 0)]),
        ("en", "they may march", []),
    ],
)
def test_a_date_is_read(language: str, text: str, dates: list[tuple[int, int, int]]) -> None:
    """Dates in figures and words, ranges, and ratios that are no dates."""
    found: list[Fact] = read_dates(piece(language, text), text, LANGUAGES[language]).facts

    assert [fact.value for fact in found] == dates


def test_a_roman_numeral_has_its_value() -> None:
    """XIV is 14, XL is 40."""
    assert (roman("XIV"), roman("XL")) == (14, 40)


def test_a_fact_knows_its_place() -> None:
    """The column is counted on from the beginning of the span."""
    sheet = read_sheet(piece("en", "In all 571,347 voters"), Context(2021, frozenset()))
    fact = next(fact for fact in sheet.facts if fact.value == Decimal(571347))

    assert (fact.text, fact.at) == ("571,347", Location("a.md", 3, 12))


RIGHT = (
    "già giá giếng gìn quốc quyết quỳnh khuya khuỷu ngoèo nguệch rượu hươu thuở xoong hòa hoà "
    "thủy thuỷ nghĩa đường huỵch yếu ỷ ý quả"
)
WRONG = "nghành nghiã qúy tưởg cuả thíêt hàt cầp ngiêm gé hòan"


@pytest.mark.parametrize("word", RIGHT.split(" "))
def test_a_syllable_is_possible(word: str) -> None:
    """The spelling allows rare finals, and both places of a tone mark where both are in use."""
    assert is_syllable(word)


@pytest.mark.parametrize("word", WRONG.split(" "))
def test_a_syllable_is_impossible(word: str) -> None:
    """Wrong letters, a tone that a stop can't have, a mark on the wrong vowel."""
    assert not is_syllable(word)


def test_the_nearest_syllable_is_offered() -> None:
    """It keeps the word's tone."""
    assert (nearest_syllable("nghành"), nearest_syllable("nghiã")) == ("ngành", "nghĩa")


def test_tone_styles_compare_as_one() -> None:
    """Hoà is hòa, quý stays."""
    assert (settled_tone("hoà"), settled_tone("quý")) == ("hòa", "quý")


def test_english_words_are_known() -> None:
    """Both spellings, derived words and compounds are known; a slip is not, and has a neighbour."""
    assert all(map(is_word, ("colour", "color", "jackfruit", "proactively", "non-profit"[4:])))
    assert not is_word("conferernce")
    assert nearest_word("popato") == "potato"


def test_sentences_end_at_stops_only() -> None:
    """Titles and decimals don't end a sentence."""
    text = "Mr. Hoa has 2.5 ha. He is happy. “Good!” Mrs. Lan says no."

    assert [s.text for s in sentences(piece("en", text))] == [
        "Mr. Hoa has 2.5 ha.",
        "He is happy.",
        "“Good!”",
        "Mrs. Lan says no.",
    ]


def test_letters_fold_and_distances_count_swaps() -> None:
    """đ is d, and two letters that changed places are one slip."""
    assert folded("Đường") == "duong"
    assert (distance("ab", "ba"), distance("abc", "xyz", 1)) == (1, 2)


def test_tags_have_their_language() -> None:
    """A regional tag has its language's words, an unknown one has none."""
    assert language_of("en-GB") is LANGUAGES["en"]
    assert language_of("fr") is None


def test_a_language_without_words_is_compared_by_what_needs_none() -> None:
    """Phones are read in a language that has no file."""
    sheet = read_sheet(piece("fr", "Tél. 0946 587 135"), Context(2021, frozenset()))

    assert [fact.kind for fact in sheet.facts] == ["phone"]
