"""Footnotes, side notes and sync marks of article texts."""

from pathlib import Path

import pytest
from making import read_article, seen_spans

from assemble.model.text import Footnote, ItemList, Paragraph, SideNote, Span, plain


def inline(block: object) -> tuple[Span, ...]:
    """The spans of a paragraph."""
    assert isinstance(block, Paragraph)
    return block.inline


def test_footnotes_are_numbered_by_their_references(tmp_path: Path) -> None:
    """From 1 in the order of the references, whatever the labels and the order of the texts."""
    text = "# A\n\nOne[^b] two[^a], again[^b].\n\n[^a]: Text a.\n[^b]: Text b.\n\nLast.\n"
    article = read_article(tmp_path, text)

    assert [(s.text, s.note) for s in inline(article.blocks[0])] == [
        ("One", None), ("1", "1"), (" two", None), ("2", "2"), (", again", None), ("1", "1"),
        (".", None),
    ]  # fmt: skip
    assert [(n.label, plain(n.inline), n.at.line) for n in article.footnotes] == [
        ("1", "Text b.", 6),
        ("2", "Text a.", 5),
    ]
    assert [plain(inline(block)) for block in article.blocks[1:]] == ["Last."]


def test_place_of_a_reference(tmp_path: Path) -> None:
    """A reference and the words after it know their line and column."""
    article = read_article(tmp_path, "# A\n\nOne **two**[^1] three\nfour[^1] five.\n\n[^1]: X\n")

    assert seen_spans(inline(article.blocks[0])) == [
        ("One ", 3, 1), ("two", 3, 7), ("1", 3, 12), (" three ", 3, 16), ("four", 4, 1),
        ("1", 4, 5), (" five.", 4, 9),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "written", ["One [^1] two", "One\n[^1] two", "One[^1] two", "One[^1]\ntwo"]
)
def test_a_reference_follows_its_word(tmp_path: Path, written: str) -> None:
    """No blank before the number, one after it."""
    article = read_article(tmp_path, f"# A\n\n{written}\n\n[^1]: X\n")

    assert plain(inline(article.blocks[0])) == "One1 two"


def test_text_of_a_footnote(tmp_path: Path) -> None:
    """It keeps its marks, goes on over lines, and has further paragraphs if they are indented."""
    text = "# A\n\nOne[^n].\n\n[^n]: First *line*\nand second.\n\n    Next.\n\nBody.\n"
    article = read_article(tmp_path, text)

    (note,) = article.footnotes
    assert isinstance(note, Footnote)
    assert [(s.text, s.italic, s.at.line) for s in note.inline] == [
        ("First ", False, 5), ("line ", True, 5), ("and second.\n", False, 6), ("Next.", False, 8),
    ]  # fmt: skip
    assert len(article.blocks) == 2


def test_a_footnote_in_a_list_or_quotation(tmp_path: Path) -> None:
    """It may be written where it is referred to; it is no part of the list."""
    article = read_article(
        tmp_path, "# A\n\n- One[^1]\n\n  [^1]: X\n- Two\n\n> Y[^2]\n>\n> [^2]: Z\n"
    )

    items = article.blocks[0]
    assert isinstance(items, ItemList)
    assert [plain(p) for item in items.items for p in item.paragraphs] == ["One1", "Two"]
    assert [plain(note.inline) for note in article.footnotes] == ["X", "Z"]


def test_brackets_that_are_no_footnotes(tmp_path: Path) -> None:
    """A code, an escaped mark and one with a blank stay as they are."""
    article = read_article(tmp_path, "# A\n\n`[^1]` \\[^1] [^ 1]\n")

    assert plain(inline(article.blocks[0])) == "[^1] [^1] [^ 1]"


def test_side_note(tmp_path: Path) -> None:
    """A quotation that begins with the mark: title on its line, then paragraphs."""
    text = "# A\n\n> [!NOTE] Về *tác giả*\n> Một\n> hai.\n>\n> Ba.\n"
    (note,) = read_article(tmp_path, text).blocks

    assert isinstance(note, SideNote)
    assert seen_spans(note.title) == [("Về ", 3, 11), ("tác giả", 3, 15)]
    assert [seen_spans(p) for p in note.paragraphs] == [
        [("Một ", 4, 3), ("hai.", 5, 3)],
        [("Ba.", 7, 3)],
    ]


def test_side_note_without_title(tmp_path: Path) -> None:
    """The title may be left out; links and letter case of the mark don't matter."""
    (note,) = read_article(tmp_path, "# A\n\n> [!note]\n> [x][y]\n\n[y]: https://a.vn\n").blocks

    assert isinstance(note, SideNote)
    assert note.title == ()
    assert [(s.text, s.link) for s in note.paragraphs[0]] == [("x", "https://a.vn")]


def test_sync_marks(tmp_path: Path) -> None:
    """They know the block that they stand before; they are no blocks themselves."""
    text = "# A\n\nOne.\n\n<!-- sync -->\n\n## B\n\nTwo.\n<!--sync-->\nThree.\n\n<!-- sync -->\n"
    article = read_article(tmp_path, text)

    assert len(article.blocks) == 4
    assert article.syncs == (1, 3, 4)
