"""Article texts: blocks, spans and their places."""

from pathlib import Path

import pytest

from assemble.model.finding import Findings, Location
from assemble.model.text import (
    ArticleText,
    ItemList,
    Paragraph,
    PullQuote,
    SectionBreak,
    Span,
    Subhead,
    Table,
    plain,
)
from assemble.read.article import Articles
from assemble.read.source import Sources


@pytest.fixture
def read(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Reads a text that has no errors."""

    def reader(text: str) -> ArticleText:
        (tmp_path / "a.vi.md").write_text(text, "utf-8")
        findings = Findings()
        sources = Sources(tmp_path)
        found = sources.find("", "a.vi.md", Location("m"), findings)
        assert found is not None
        article = Articles(sources, findings).read(found, "vi", Location("m"))
        assert article is not None
        assert not findings.has_errors, [str(item) for item in findings.items]
        return article

    return reader


def seen(spans: tuple[Span, ...]) -> list[tuple[str, int | None, int | None]]:
    """Text, line and column of spans."""
    return [(span.text, span.at.line, span.at.column) for span in spans]


def paragraph(article: ArticleText, index: int = 0) -> tuple[Span, ...]:
    """The spans of a paragraph of the body."""
    block = article.blocks[index]
    assert isinstance(block, Paragraph)
    return block.inline


def test_headline_and_front_matter(read) -> None:  # type: ignore[no-untyped-def]
    """Kicker, standfirst and headline keep their marks and places."""
    article = read("---\nkicker: A\nstandfirst: >\n  B *c*\n  d\n---\n# One *two*\n\nBody\n")

    assert seen(article.kicker) == [("A", 2, 9)]
    assert [(span.text, span.italic) for span in article.standfirst] == [
        ("B ", False),
        ("c", True),
        (" d", False),
    ]
    assert seen(article.headline) == [("One ", 7, 3), ("two", 7, 8)]
    assert article.headline[1].italic
    assert article.at == Location("a.vi.md", 7, 1)


def test_places_of_spans(read) -> None:  # type: ignore[no-untyped-def]
    """Each line of a paragraph is a span of its own, and each style, with line and column."""
    article = read(
        "# H\n\n  one **two** \\*three\\* &amp; `four`\nfive  \nsix\\\n"
        "seven [eight](http://x.y/(z) 't') nine <http://a.b> *ten*\n"
    )

    assert seen(paragraph(article)) == [
        ("one ", 3, 3),
        ("two", 3, 9),
        (" *three* & four ", 3, 14),
        ("five\n", 4, 1),
        ("six\n", 5, 1),
        ("seven ", 6, 1),
        ("eight", 6, 8),
        (" nine ", 6, 34),
        ("http://a.b", 6, 41),
        (" ", 6, 52),
        ("ten", 6, 54),
    ]
    assert paragraph(article)[6].link == "http://x.y/(z)"


def test_places_in_lists_and_quotes(read) -> None:  # type: ignore[no-untyped-def]
    """List and quote marks are not counted as text, even where they look like it."""
    article = read("# H\n\n1. 1\n2. b\n   c\n\n> q\n> r\n\n## # #\n")

    items, quote, subhead = article.blocks
    assert isinstance(items, ItemList)
    assert isinstance(quote, PullQuote)
    assert isinstance(subhead, Subhead)
    assert seen(items.items[0].paragraphs[0]) == [("1", 3, 4)]
    assert seen(items.items[1].paragraphs[0]) == [("b ", 4, 4), ("c", 5, 4)]
    assert seen(quote.paragraphs[0]) == [("q ", 7, 3), ("r", 8, 3)]


def test_lists(read) -> None:  # type: ignore[no-untyped-def]
    """Nested items follow at greater depth; text after them goes on without a label."""
    article = read("# H\n\n- a\n\n  b\n  3) c\n  4) d\n\n  e\n- f\n")

    (block,) = article.blocks
    assert isinstance(block, ItemList)
    assert [
        (item.label, item.depth, [plain(text) for text in item.paragraphs]) for item in block.items
    ] == [("•", 0, ["a", "b 3) c 4) d", "e"]), ("•", 0, ["f"])]
    article = read("# H\n\n- a\n\n  3) c\n  4) d\n\n  e\n- f\n")
    (block,) = article.blocks
    assert isinstance(block, ItemList)
    assert [
        (item.label, item.depth, [plain(text) for text in item.paragraphs]) for item in block.items
    ] == [
        ("•", 0, ["a"]),
        ("3)", 1, ["c"]),
        ("4)", 1, ["d"]),
        ("", 0, ["e"]),
        ("•", 0, ["f"]),
    ]


def test_blocks(read) -> None:  # type: ignore[no-untyped-def]
    """Subheads, breaks, code and tables become blocks in their order."""
    article = read(
        "# H\n\n## S\n\n---\n\n    co\n    de\n\n"
        "| a | **b** |\n|---|---|\n| c | a |\n\nSoft\xadhyphen\n"
    )

    subhead, rule, code, table, text = article.blocks
    assert isinstance(subhead, Subhead)
    assert isinstance(rule, SectionBreak)
    assert isinstance(code, Paragraph)
    assert isinstance(table, Table)
    assert isinstance(text, Paragraph)
    assert (subhead.level, rule.at.line) == (2, 5)
    assert seen(code.inline) == [("co\n", 7, None), ("de", 8, None)]
    assert [seen(cell) for cell in table.header.cells] == [[("a", 10, 3)], [("b", 10, 9)]]
    assert [seen(cell) for cell in table.rows[0].cells] == [[("c", 12, 3)], [("a", 12, 7)]]
    assert plain(text.inline) == "Soft\xadhyphen"


def test_text_is_composed(read) -> None:  # type: ignore[no-untyped-def]
    """Decomposed text is composed, that of entities too, and line separators are forced breaks."""
    article = read("# H\n\nSo\u031b\u0309 **o&#x301;** x\u2028y\n")

    assert seen(paragraph(article)) == [("Sở ", 3, 1), ("ó", 3, 8), (" x\ny", 3, 18)]


def test_csv_table(read, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A CSV table has a title with marks, rows at the CSV's lines, forced breaks and marks."""
    (tmp_path / "năm 1.csv").write_text(
        'STT;Tên\n\n1.;"**Trà\nô long** ""x""\nĐT"\n2.; b \n', "utf-8"
    )
    article = read("# H\n\n![Bảng *một*](năm%201.csv 'Nguồn: *Sở*')\n")

    (table,) = article.blocks
    assert isinstance(table, Table)
    assert plain(table.title) == "Bảng một"
    assert table.title[0].at == Location("a.vi.md", 3)
    assert [(span.text, span.italic) for span in table.note] == [("Nguồn: ", False), ("Sở", True)]
    assert table.note[0].at == Location("a.vi.md", 3)
    assert table.at == Location("năm 1.csv", 1, 1)
    assert [row.at.line for row in table.rows] == [3, 6]
    assert seen(table.rows[0].cells[1]) == [
        ("Trà\n", 3, None),
        ("ô long", 4, None),
        (' "x"\n', 4, None),
        ("ĐT", 5, None),
    ]
    assert [span.bold for span in table.rows[0].cells[1]] == [True, True, False, False]
    assert seen(table.rows[1].cells[1]) == [("b", 6, 5)]
