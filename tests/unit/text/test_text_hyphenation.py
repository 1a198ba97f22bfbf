"""Where English words may be hyphenated, and what never is."""

import itertools
import re
from dataclasses import replace

import pyphen
import pytest
from making import ROOT, block_fonts, block_style, spans

from assemble.model.layout import Layout
from assemble.text.hyphenate import LEFT, RIGHT, SHORTEST, break_points, patterns
from assemble.text.setting import Typesetter

WORDS = [
    "administration",
    "agricultural",
    "committee",
    "conference",
    "cooperation",
    "delegation",
    "development",
    "economic",
    "electronic",
    "international",
    "management",
    "organisation",
    "partnership",
    "procedure",
    "production",
    "representative",
    "responsibility",
    "technology",
    "together",
    "understanding",
]


def cut(word: str) -> str:
    """The word with its break points shown."""
    edges = [0, *break_points(word, "en_GB"), len(word)]
    return "·".join(word[a:b] for a, b in itertools.pairwise(edges))


def test_most_long_words_can_be_broken() -> None:
    """The policy leaves enough chances for an English column."""
    assert sum(bool(break_points(word, "en_GB")) for word in WORDS) >= len(WORDS) - 2


@pytest.mark.parametrize("word", WORDS)
def test_two_before_three_after(word: str) -> None:
    """Two letters stay, three go over."""
    assert all(LEFT <= p <= len(word) - RIGHT for p in break_points(word, "en_GB"))
    assert (LEFT, RIGHT, SHORTEST) == (2, 3, 6)


@pytest.mark.parametrize("word", ["only", "into", "under", "party", "every"])
def test_short_words_are_whole(word: str) -> None:
    """A word of fewer than six letters is not broken."""
    assert cut(word) == word


@pytest.mark.parametrize(
    "word",
    ["Vietnam", "Guangxi", "Washington", "Nguyen", "UNCLOS", "ASEAN", "MacArthur", "123456",
     "10.000.000", "https://example.vn", "covid19", "e-government", "self-reliance", "Beijing",
     "Chongqing", "Nanning", "Singapore", "November"],
)  # fmt: skip
def test_names_acronyms_numbers_are_whole(word: str) -> None:
    """Names, acronyms, numbers, addresses and words with a hyphen get no other."""
    assert cut(word) == word


@pytest.mark.parametrize(
    "word",
    ["Association", "Committees", "Department", "Foreign", "Affairs", "Customs", "Embassies",
     "Ambassador", "Border", "Autonomous", "Region", "Accordingly"],
)  # fmt: skip
def test_capitalised_nouns_are_broken(word: str) -> None:
    """Official English capitalises ordinary nouns; their endings show them."""
    assert break_points(word, "en_GB")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("diplomacy", "di·plo·macy"),
        ("therapist", "thera·pist"),
        ("everything", "every·thing"),
        ("present", "present"),
        ("sovereignty", "sov·er·eignty"),
        ("multilateral", "mul·ti·lat·eral"),
        ("Provincial", "pro·vin·cial"),
    ],
)
def test_exceptions_overrule_the_patterns(word: str, expected: str) -> None:
    """What the patterns break badly is listed by hand."""
    assert cut(word).lower() == expected


def test_punctuation_is_left_alone() -> None:
    """Quotes, brackets and the genitive neither hinder nor gain a break."""
    assert cut("“development,”") == "“" + cut("development") + ",”"
    assert cut("(committee’s)") == "(" + cut("committee") + "’s)"


@pytest.mark.parametrize("language", ["vi", "fr"])
def test_other_languages_are_never_hyphenated(layout: Layout, language: str) -> None:
    """A language that the layout doesn't name keeps its words whole, however narrow the line."""
    setter = Typesetter(layout, block_fonts())
    style = block_style(align="justify")

    lines = setter.paragraph(spans("development committee conference"), style, language, 120.0)

    assert [line.text for line in lines] == ["development", "committee", "conference"]


def test_last_word_is_whole(layout: Layout) -> None:
    """A paragraph's last word is not cut, though `com-` would go on the line above."""
    setter = Typesetter(layout, block_fonts())

    lines = setter.paragraph(spans("a committee"), block_style(align="justify"), "en", 95.0)

    assert [line.text for line in lines] == ["a", "committee"]


@pytest.mark.parametrize("language", ["en", "en-GB", "en-US"])
def test_english_of_any_country_is_hyphenated(layout: Layout, language: str) -> None:
    """What the layout says of English holds for its regional forms."""
    setter = Typesetter(layout, block_fonts())

    lines = setter.paragraph(spans("a committee of"), block_style(align="justify"), language, 80.0)

    assert any(line.hyphen for line in lines)


def test_a_style_may_refuse_hyphens(layout: Layout) -> None:
    """A style without `hyphenate` keeps English words whole."""
    setter = Typesetter(layout, block_fonts())
    style = block_style(align="justify", hyphenate=False)

    lines = setter.paragraph(spans("a development of"), style, "en", 80.0)

    assert not any(line.hyphen for line in lines)


def test_no_hyphen_where_the_layout_names_no_dictionary(layout: Layout) -> None:
    """Hyphenation is the layout's to allow."""
    setter = Typesetter(replace(layout, hyphenation={}), block_fonts())

    lines = setter.paragraph(spans("a development of"), block_style(), "en", 80.0)

    assert not any(line.hyphen for line in lines)


@pytest.mark.parametrize("name", ["en_GB", "en_US", "fr", "de_DE"])
def test_breaks_are_those_of_pyphen(name: str) -> None:
    """The patterns, read our way, break every word of the sample where pyphen breaks it."""
    theirs = pyphen.Pyphen(lang=name, left=1, right=1)
    texts = sorted((ROOT / "issues" / "2021-04" / "articles").glob("*.md"))
    words = {
        word
        for text in texts
        for word in re.findall(r"[a-z]{4,}", text.read_text(encoding="utf-8").lower())
    }

    assert len(words) > 800
    for word in sorted(words):
        assert patterns(name).positions(word) == tuple(theirs.positions(word)), word
