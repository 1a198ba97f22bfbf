"""Side notes, footnotes and lists on the page."""

from itertools import pairwise
from pathlib import Path

import pytest
from making import context_of, read_article, small_issue

from assemble.model.edition import BoxItem, TextItem
from assemble.page.blocks import Column
from assemble.page.context import Context
from assemble.page.notes import note_rule
from assemble.page.row import Row

GRID = 12.5
WORDS = "Tỉnh tổ chức hội nghị về tiêu thụ vải thiều tại Lạng Sơn. "


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Context:
    """The means of the page stage, for `bulletin` in Vietnamese."""
    return context_of(small_issue(tmp_path_factory.mktemp("issue")))


def blocks(context: Context, folder: Path, body: str, **given: int) -> list[list[Row]]:
    """The rows of each block of a text."""
    text = read_article(folder, f"# Một\n\n{body}")
    return Column(context, text, "a", context.page.column).rows(**given)


def texts(row: Row) -> list[str]:
    """The lines of a row."""
    return [item.line.text for item in row.items if isinstance(item, TextItem)]


def baselines(rows: list[Row]) -> list[float]:
    """The baselines of rows set one under another, from a grid line's own."""
    out, line = [], 0
    for row in rows:
        out += [line * GRID + i.baseline for i in row.items if isinstance(i, TextItem)]
        line += row.height
    return [round(y / GRID - 0.75, 3) for y in out]


def test_side_note_is_a_box_on_the_grid(context: Context, tmp_path: Path) -> None:
    """Ground and rule at the head, then title and text inset, each line on the grid."""
    ((row,),) = blocks(context, tmp_path, f"> [!NOTE] Về tác giả\n> {WORDS * 3}\n>\n> Hết.\n")

    ground, rule = row.items[:2]
    assert isinstance(ground, BoxItem)
    assert isinstance(rule, BoxItem)
    assert (ground.colour, rule.colour) == ("tint", "accent")
    assert ground.rect.width == context.page.column
    assert 0 < ground.rect.y == pytest.approx(rule.rect.y)
    assert ground.rect.y + ground.rect.height < row.height * GRID
    assert [item.source.role for item in row.items[2:]][:2] == ["note-title", "note"]
    assert baselines([row]) == list(range(1, row.height - 1))
    for item in row.items[2:]:
        assert isinstance(item, TextItem)
        assert item.x > 0
        assert item.x + item.line.indent + item.line.width < context.page.column


def test_a_side_note_may_be_parted_where_it_is_long(context: Context, tmp_path: Path) -> None:
    """More than half a page: a row a line, no line alone, and no gap in the ground."""
    (rows,) = blocks(context, tmp_path, f"> [!NOTE] Dài\n> {WORDS * 30}\n>\n> {WORDS * 4}\n")

    assert len(rows) > context.page.lines / 2
    assert {row.height for row in rows} == {1}
    assert [row.breaks for row in rows[:4]] == [False, False, False, True]
    assert [row.breaks for row in rows[-3:]] == [False, False, True]
    grounds = [row.items[0].rect for row in rows if isinstance(row.items[0], BoxItem)]
    assert all(ground.y + ground.height > GRID for ground in grounds[:-1])
    assert baselines(rows) == list(range(1, len(rows) - 1))


def test_a_footnote_hangs_on_the_row_that_refers_to_it(context: Context, tmp_path: Path) -> None:
    """On the line of its first reference only, with its number before it."""
    body = f"{WORDS * 2}một[^a] {WORDS}hai[^b] {WORDS} lại[^a].\n\n[^a]: Chú giải.\n[^b]: Hai.\n"
    (rows,) = blocks(context, tmp_path, body)

    hung = {n: [texts(note) for note in row.notes] for n, row in enumerate(rows) if row.notes}
    assert sorted(hung.values()) == [[["1", "Chú giải."]], [["2", "Hai."]]]
    for n, notes in hung.items():
        assert ("một1" if notes[0][0] == "1" else "hai2") in texts(rows[n])[0]


def test_footnotes_stand_on_the_grid(context: Context, tmp_path: Path) -> None:
    """Whole grid lines; the last line on the grid, none over the head of the row."""
    for count in range(1, 14):
        body = f"Một[^a].\n\n[^a]: {WORDS * count}\n"
        ((row,),) = blocks(context, tmp_path, body)
        (note,) = row.notes
        lines = [item for item in note.items[1:] if isinstance(item, TextItem)]
        assert lines[-1].baseline == pytest.approx((note.height - 0.25) * GRID)
        assert lines[0].baseline > 0.7 * 8
        assert len(lines) * 10 > (note.height - 1.25) * GRID


def test_footnotes_of_lists_quotations_and_tables(context: Context, tmp_path: Path) -> None:
    """Every block of the text may refer to one."""
    body = (
        "- Một[^1]\n\n> Hai[^2]\n\n> [!NOTE]\n> Ba[^3]\n\n| A | B |\n|---|---|\n| x[^4] | y |\n\n"
    )
    body += "".join(f"[^{n}]: Số {n}.\n" for n in (1, 2, 3, 4))
    made = blocks(context, tmp_path, body)

    assert [[texts(n)[0] for row in rows for n in row.notes] for rows in made] == [
        ["1"], ["2"], ["3"], ["4"],
    ]  # fmt: skip


def test_a_reference_is_a_superior_figure(context: Context, tmp_path: Path) -> None:
    """Drawn with the face's own superior glyph, and still the figure as text."""
    ((row,),) = blocks(context, tmp_path, "Năm 2021[^x] tấn 1.\n\n[^x]: Số.\n")
    (item,) = (i for i in row.items if isinstance(i, TextItem))
    reference = next(piece for piece in item.line.pieces if piece.note)
    plain = next(piece for piece in item.line.pieces if "".join(piece.word.texts) == "1.")

    assert item.line.text == "Năm 20211 tấn 1."
    assert reference.word.texts == ("1",)
    assert reference.word.glyphs[0] != plain.word.glyphs[0]
    assert reference.size == plain.size


def test_the_rule_over_footnotes(context: Context) -> None:
    """A short hairline in a grid line of its own, which stays with what is under it."""
    row = note_rule(context, context.page.column)
    (mark,) = row.items

    assert isinstance(mark, BoxItem)
    assert mark.rect.height == context.layout.furniture.hairline
    assert mark.rect.width < context.page.column / 2
    assert (row.height, row.breaks) == (1, False)


def test_a_list_leaves_two_lines_on_either_side(context: Context, tmp_path: Path) -> None:
    """No column ends after its first line or before its last; items of two lines stay whole."""
    (rows,) = blocks(context, tmp_path, "- Một\n- Hai\n- Ba\n- Bốn\n")
    assert [row.breaks for row in rows] == [False, True, False, True]

    (rows,) = blocks(context, tmp_path, f"- {WORDS}\n- {WORDS}\n")
    assert [row.breaks for row in rows] == [False, True, False, True]

    (rows,) = blocks(context, tmp_path, "- Một\n")
    assert [row.breaks for row in rows] == [True]


def test_nested_lists_stand_deeper(context: Context, tmp_path: Path) -> None:
    """Each level by the same step, its labels where the text of the level above begins."""
    (rows,) = blocks(context, tmp_path, "- Một\n  - Hai\n    1. Ba\n\n- Bốn\n")
    places = [[i.x for i in row.items if isinstance(i, TextItem)] for row in rows]
    step = places[0][1]

    assert [texts(row) for row in rows] == [["•", "Một"], ["•", "Hai"], ["1.", "Ba"], ["•", "Bốn"]]
    assert places == [
        pytest.approx(pair) for pair in ([0, step], [step, 2 * step], [2 * step, 3 * step])
    ] + [pytest.approx([0, step])]


def test_quotations_leave_room_for_stacked_capitals(context: Context, tmp_path: Path) -> None:
    """Dots under a line never touch the marks over the next one; else the leading stays."""
    leading = context.style("quote", "vi").leading
    found = {}
    for words in ("nghị ngoại ", "nghị ngoại Ẳng "):
        ((row,),) = blocks(context, tmp_path, f"> {words * 9}\n")
        lines = [item for item in row.items if isinstance(item, TextItem)]
        steps = {round(b.baseline - a.baseline, 3) for a, b in pairwise(lines)}
        (found[words],) = steps
        for above, below in pairwise(lines):
            ink = context.setter.ink(above.line)[1] + context.setter.ink(below.line)[0]
            assert ink < below.baseline - above.baseline

    assert found["nghị ngoại "] == pytest.approx(leading)
    assert found["nghị ngoại Ẳng "] > leading
