"""Lines joined to words, and differences between words."""

import pytest

from assemble.diff.align import paired
from assemble.diff.joining import joined, vocabulary, words_of
from assemble.diff.judge import listed
from assemble.diff.values import Block, Spot
from assemble.diff.words import differences, likeness, spots_of


def text_of(lines: list[str], known: str = "", *, glued: int = 0, hyphens: bool = False) -> str:
    """Lines as words with spaces between."""
    found = words_of(joined(lines, glued=glued), vocabulary([known]), hyphens=hyphens)
    return " ".join(found)


@pytest.mark.parametrize(
    ("lines", "known", "text"),
    [
        (["one two", "three"], "", "one two three"),
        (["a pro\u00ad", "vincial office"], "", "a provincial office"),
        (["the make-", "up of it"], "", "the make-up of it"),
        (["two-", "and three-day"], "two- and", "two- and three-day"),
        (["from 2021–", "2026 on"], "", "from 2021–2026 on"),
        (["a dash –", "here"], "", "a dash – here"),
        (["write to a@b.", "vn today"], "", "write to a@b.vn today"),
        (["An end.", "A start"], "", "An end. A start"),
        (["Hội nghị", "ghi\u00a0nhận"], "", "Hội nghị ghi nhận"),
    ],
)
def test_lines_to_words(lines: list[str], known: str, text: str) -> None:
    """A line's end gives back the space or the nothing that it took."""
    assert text_of(lines, known) == text


@pytest.mark.parametrize(
    ("lines", "glued", "known", "text"),
    [
        (["T", "oàn tỉnh"], 1, "tỉnh", "Toàn tỉnh"),
        (["“", "T", "oàn tỉnh"], 2, "", "“Toàn tỉnh"),
        (["Ở", "các cấp"], 1, "Ở các", "Ở các cấp"),
    ],
)
def test_drop_caps(lines: list[str], glued: int, known: str, text: str) -> None:
    """A drop cap belongs to its word, or is one."""
    assert text_of(lines, known, glued=glued) == text


@pytest.mark.parametrize(
    ("lines", "known", "text"),
    [
        (["a pro-", "vincial office"], "", "a provincial office"),
        (["a well-", "known man"], "well-known", "a well-known man"),
        (["the pro-", "vincial, first"], "provincial", "the provincial, first"),
        (["in Hà-", "Nội now"], "", "in Hà-Nội now"),
    ],
)
def test_hyphens_of_foreign_lines(lines: list[str], known: str, text: str) -> None:
    """A hyphen at the end of a foreign line stays where the other text has it in the word."""
    assert text_of(lines, known, hyphens=True) == text


def test_differences_have_context() -> None:
    """Each difference tells four words before and after, and where it stands."""
    (found,) = differences(list("abcdefghij"), list("abcdeXYghij"))

    assert (found.before, found.old, found.new, found.after) == ("b c d e", "f", "X Y", "g h i j")
    assert (found.start, found.end, found.was, found.until) == (5, 7, 5, 6)


def test_differences_near_each_other_are_one() -> None:
    """Two differences with one word between are told as one, farther ones apart."""
    assert len(differences(["a", "b", "c", "d"], ["X", "b", "Y", "d"])) == 1
    assert len(differences(["a", "b", "c", "d"], ["X", "b", "c", "Y"])) == 2
    assert differences(["a"], ["a"]) == ()


def test_marks_on_lines() -> None:
    """A difference over two lines is marked on both, one without new words between two words."""
    lines = [Spot(1, (0, 0, 9, 9), "one two"), Spot(1, (0, 9, 9, 9), "three four")]
    words = ["one", "two", "three", "four"]

    over = spots_of(words, lines, differences(["one", "x", "y", "four"], words))
    assert [(spot.rect[1], spot.part) for spot in over] == [(0, (3, 6)), (9, (0, 5))]
    gone = spots_of(words, lines, differences(["one", "two", "three", "x", "four"], words))
    assert [(spot.rect[1], spot.part) for spot in gone] == [(9, (5, 5))]
    last = spots_of(words, lines, differences(["one", "two", "three", "four", "x"], words))
    assert [(spot.rect[1], spot.part) for spot in last] == [(9, (9, 9))]


def test_likeness() -> None:
    """Likeness is 1 of equal texts, 0 of texts without a common word, and counts repeats."""
    assert likeness(["a", "b"], ["b", "a"]) == 1
    assert likeness(["a"], ["b"]) == 0
    assert likeness(["a", "a"], ["a"]) == 2 / 3
    assert likeness([], []) == 1


def test_pages_in_words() -> None:
    """Three pages or more in a row are told from first to last."""
    assert listed([4]) == "page 4"
    assert listed([4, 5, 7, 8, 9]) == "pages 4, 5, 7–9"


def block(text: str, role: str = "body") -> Block:
    """A text as a block."""
    return Block(role=role, spots=(Spot(1, (0, 0, 1, 1), text),), words=tuple(text.split()))


def test_equal_blocks_are_paired_before_alike_ones() -> None:
    """A paragraph that moved is paired with itself, though one alike stands in its place."""
    old = [block("a b c d e f g h"), block("i j k l m n o p"), block("q r s t u v w x")]
    new = [block("a b c d e f g X"), block("q r s t u v w x"), block("a b c d e f g h")]
    pairs = {pair.new: pair.old for pair in paired(old, new, lambda _: 0)}

    assert pairs == {(1,): (2,), (2,): (0,)}
