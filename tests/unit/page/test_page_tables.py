"""Tables: columns sized by content, numbers level at their marks, headers repeated, rows whole."""

import cProfile
import pstats
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import AT, SAMPLE, laid_out, small_issue, spans, write_issue

from assemble.model.edition import BoxItem, Edition, TextItem
from assemble.model.finding import Findings
from assemble.model.font import Fonts
from assemble.model.layout import Layout
from assemble.model.line import Line
from assemble.model.text import Row as TableRow
from assemble.model.text import Table
from assemble.page.context import Context
from assemble.page.row import Row
from assemble.page.table import table_rows
from assemble.page.tablecolumns import EASE, column_widths, is_wide, line_count, measured
from assemble.read.manifest import read_issue
from assemble.text.setting import Typesetter

COLUMN = 238.0
"""Points: about the sample layout's column."""


@pytest.fixture(scope="module")
def context(layout: Layout, fonts: Fonts, setter: Typesetter) -> Context:
    """The means of the sample issue, in Vietnamese and English."""
    issue = read_issue(SAMPLE, Findings())
    assert issue is not None
    return Context(issue, layout, fonts, setter)


def table_of(*lines: str, title: str = "", note: str = "") -> Table:
    """A table of lines whose cells are parted by strokes; `~` ends a line in a cell."""
    rows = [
        TableRow(cells=tuple(_cell(text.replace("~", "\n")) for text in line.split("|")), at=AT)
        for line in lines
    ]
    return Table(title=_cell(title), header=rows[0], rows=tuple(rows[1:]), note=_cell(note), at=AT)


def _cell(text: str) -> tuple:  # type: ignore[type-arg]
    bold = text.startswith("*")
    return spans(text.strip("*"), bold=bold) if text else ()


def made(context: Context, table: Table, language: str = "vi", width: float = COLUMN) -> list[Row]:
    """The rows of a table."""
    columns = measured(context, table, language)
    return table_rows(context, table, columns, language, "a", width)


def texts(row: Row, role: str = "table") -> list[TextItem]:
    """The text items of a role in a row."""
    return [i for i in row.items if isinstance(i, TextItem) and i.source.role == role]


def body(rows: list[Row]) -> list[Row]:
    """The rows that hold body cells."""
    return [row for row in rows if texts(row)]


def width_to(line: Line, mark: str, upem: dict[str, int]) -> float:
    """Points from the pen's start to a character, or to the end of the digits without one."""
    x, text = 0.0, line.text
    end = text.index(mark) if mark in text else len(text.rstrip("% "))
    at = 0
    for piece in line.pieces:
        for own, advance in zip(piece.word.texts, piece.word.advances, strict=True):
            if at < end:
                x += advance * piece.size / upem[piece.word.face]
            at += len(own)
    return x


numbers = st.tuples(
    st.sampled_from(["", "−", "+"]), st.integers(0, 10**7), st.sampled_from(["", "5", "07", "250"]),
    st.sampled_from(["", "%"]), st.booleans(),
)  # fmt: skip


@given(st.lists(numbers, min_size=1, max_size=12), st.sampled_from(["vi", "en"]))
def test_marks_stand_in_one_line(
    context: Context, upem: dict[str, int], entries: list[tuple], language: str,
) -> None:  # type: ignore[type-arg]  # fmt: skip
    """The decimal mark has the same x in all rows, in regular and in bold, in either notation."""
    marks = ".," if language == "vi" else ",."
    cells = []
    for sign, whole, decimals, unit, bold in entries:
        text = f"{sign}{whole:,}".replace(",", marks[0]) + (marks[1] + decimals if decimals else "")
        cells.append(("*" if bold else "") + text + unit)
    table = table_of("Tên|Trị giá", *(f"x|{cell}" for cell in cells))
    rows = body(made(context, table, language))
    items = [texts(row)[1] for row in rows]
    places = [item.x + item.line.indent + width_to(item.line, marks[1], upem) for item in items]

    assert max(places) - min(places) < 0.01


def test_all_figures_are_equally_wide(context: Context) -> None:
    """Figures of tables are tabular."""
    style = context.style("table", "vi")
    widths = [context.setter.width(spans(str(n)), style, "vi") for n in range(10)]

    assert max(widths) - min(widths) < 1e-9


def test_a_column_of_numbers_is_set_right_with_its_header(context: Context) -> None:
    """Header, numbers and whole numbers end where the widest number ends."""
    table = table_of("Huyện|Dân số", "Bắc Sơn|71.967", "Bình Gia|52.689", "Văn Lãng|9.102")
    rows = made(context, table)
    header = texts(rows[1], "table-header")
    ends = {round(i.x + i.line.indent + i.line.width, 2)
            for i in (header[1], *(texts(row)[1] for row in body(rows)))}  # fmt: skip

    assert len(ends) == 1
    assert header[0].x == texts(body(rows)[0])[0].x


def test_gaps_and_ranges_do_not_move_numbers(context: Context, upem: dict[str, int]) -> None:
    """Empty cells, dashes and n/a count as no number; a range is set right, as it is."""
    table = table_of("A|B", "x|1,25", "x|", "x|-", "x|n/a", "x|10–15", "x|112", "x|3,5", "x|7")
    rows = body(made(context, table))
    items = {texts(row)[-1].line.text: texts(row)[-1] for row in rows}
    mark = {
        key: items[key].x + width_to(items[key].line, ",", upem) for key in ("1,25", "112", "3,5")
    }
    end = {key: items[key].x + items[key].line.indent + items[key].line.width for key in items}

    assert max(mark.values()) - min(mark.values()) < 0.01
    assert end["-"] == pytest.approx(mark["112"], abs=0.01)
    assert end["n/a"] == pytest.approx(mark["112"], abs=0.01)
    assert end["10–15"] == pytest.approx(end["1,25"], abs=EASE + 0.01)


def test_text_columns_are_set_left(context: Context) -> None:
    """A column in which numbers are few, or are telephone numbers, is text."""
    table = table_of("A|B|C", "x|12|0946.857.135", "x|một|0915.097.225", "x|hai|0915.097.2")
    assert [column.block for column in measured(context, table, "vi")] == [None, None, None]


def test_widths_fill_the_column_and_no_word_is_cut(context: Context) -> None:
    """Whatever the content, the widths add up, and each column holds its longest word."""
    words = "nghiên cứu ứng dụng khoa học kỹ thuật trong nông nghiệp " * 3
    table = table_of(f"STT|Tên|{words}|Số", f"1|{words}|ngắn|1.204,5", f"2|ngắn|{words}|3,5")
    columns = measured(context, table, "vi")
    for width in (200.0, COLUMN, 493.0, 2000.0):
        widths = column_widths(columns, width)
        assert sum(widths) == pytest.approx(width)
        assert all(own >= c.levels[1] - 1e-6 for own, c in zip(widths, columns, strict=True))


def test_numbers_stay_whole_where_words_are_cut(context: Context) -> None:
    """In a column too narrow for its words the numbers still stand on one line."""
    word = "administration"
    head = "|".join(["x"] * 3 + [word] * 3)
    table = table_of(head, "|".join(["12,345.6"] * 3 + [word] * 3))
    rows = made(context, table, "en", 285.0)
    cells = [item.line.text for item in texts(body(rows)[0])]

    assert cells[:3] == ["12,345.6"] * 3
    assert any(item.line.hyphen for item in texts(body(rows)[0]))
    assert "".join(cells[3:]).replace("\u00ad", "") == word * 3


def test_width_goes_where_it_saves_lines(context: Context) -> None:
    """One long text beside many short ones gets the room, not a share of it."""
    lines = [f"Xã {n}|đường giao thông liên xã, hồ chứa nước" for n in range(40)]
    table = table_of("Đơn vị|Công trình", "Ban quản lý dự án đầu tư xây dựng tỉnh|đường", *lines)
    columns = measured(context, table, "vi")
    rows = body(made(context, table))
    proportional = [COLUMN * c.levels[3] / sum(x.levels[3] for x in columns) for c in columns]
    shared = sum(
        max(line_count(c.cells[n], w - 2 * 4.0) for c, w in zip(columns, proportional, strict=True))
        for n in range(1, 42)
    )

    assert sum(row.height for row in rows) < shared


def test_room_that_is_left_is_spread(context: Context) -> None:
    """Short columns are spread over the width, but a column that counts rows stays narrow."""
    table = table_of("TT|Quý|Xe", "1|I|68.204", "2|II|94.310")
    columns = measured(context, table, "vi")
    widths = column_widths(columns, COLUMN)

    assert widths[0] == columns[0].levels[-1]
    assert widths[1] / columns[1].levels[-1] == pytest.approx(widths[2] / columns[2].levels[-1])


def test_a_table_with_many_full_columns_goes_across(context: Context) -> None:
    """Across the page where the column would wrap nearly every cell, else in the column."""
    narrow = table_of("Tên|Số", "Na Chi Lăng|4")
    crowded = table_of(*["|".join(["hội nghị xúc tiến thương mại"] * 4)] * 3)

    assert not is_wide(context, measured(context, narrow, "vi"))
    assert is_wide(context, measured(context, crowded, "vi"))


def test_marks_and_breaks_in_cells(context: Context) -> None:
    """Bold stays bold, and a line break in a cell begins a line."""
    table = table_of("A|B", "*Trà ô long|Công ty chè~ĐT: 0205")
    items = texts(body(made(context, table))[0])

    assert [item.line.text for item in items] == ["Trà ô long", "Công ty chè", "ĐT: 0205"]
    assert items[0].line.pieces[0].word.face.endswith("bold")
    assert items[2].baseline - items[1].baseline == pytest.approx(context.grid)


def test_the_repeated_header_says_so(context: Context) -> None:
    """At the header's right where there is room, else on a line over it after the title."""
    roomy = made(context, table_of("Tên|Ghi chú", "a|b", "c|đ", title="Danh sách"))
    full = made(context, table_of("Tên|Dân số", "a|1", "c|2", title="Danh sách"))
    bare = made(context, table_of("Tên|Dân số", "a|1", "c|2"))

    def told(rows: list[Row]) -> tuple[int, list[str]]:
        header = rows[-1].header
        assert header is not None
        return header.height, [i.line.text for i in texts(header, "table-continued")]

    assert told(roomy) == (1, ["(tiếp theo)"])
    assert told(full) == (2, ["Danh sách", "(tiếp theo)"])
    assert told(bare) == (2, ["(tiếp theo)"])


def test_nothing_overlaps_in_a_repeated_header(context: Context) -> None:
    """The word for it never stands on the header's words, and keeps within the width."""
    for header in (
        "Tên|Dân số",
        "Tên|Ghi chú",
        "Tên đơn vị hành chính cấp huyện|Diện tích|Ghi chú",
    ):
        for title in ("", "Danh sách", "Danh sách các đơn vị hành chính của tỉnh năm 2021 và 2022"):
            count = header.count("|")
            table = table_of(header, *["x" + "|1" * count] * 2, title=title)
            again = made(context, table)[-1].header
            assert again is not None
            lines = sorted(
                (item.baseline, item.x + item.line.indent, item.line.width)
                for item in again.items if isinstance(item, TextItem)
            )  # fmt: skip
            for (y, x, width), (next_y, next_x, _) in pairwise(lines):
                assert next_y > y or next_x >= x + width
            assert all(x >= 0 and x + width <= COLUMN + 0.01 for _, x, width in lines)
            (band,) = [i for i in again.items if isinstance(i, BoxItem)]
            assert band.rect.y + band.rect.height == pytest.approx(again.height * context.grid)


NUMBERS = ["", "-", "n/a", "12", "1.204,5", "−3,25%", "2021–2026", "4 sao", "0946.857.135"]
WORDS = st.sampled_from(["nghiên", "cứu", "Ủy", "ban", "ỘỞ", "xã*"])
entry = st.sampled_from(NUMBERS) | st.lists(WORDS, min_size=1, max_size=12).map(" ".join)


@given(st.data())
def test_no_cell_stands_on_another(context: Context, data: st.DataObject) -> None:
    """Whatever the cells hold, their lines keep apart and within the table's width."""
    count = data.draw(st.integers(1, 5))
    row = st.lists(entry, min_size=count, max_size=count).map("|".join)
    width = data.draw(st.sampled_from([COLUMN, 300.0, 493.0]))
    table = table_of(*data.draw(st.lists(row, min_size=2, max_size=8)), title="Bảng", note="Nguồn")
    for each in made(context, table, width=width):
        lines = sorted(
            (item.baseline, item.x + item.line.indent, item.line.width)
            for item in each.items if isinstance(item, TextItem)
        )  # fmt: skip
        assert all(x >= -0.01 and x + own <= width + 0.01 for _, x, own in lines)
        for (y, x, own), (next_y, next_x, _) in pairwise(lines):
            assert next_y > y or next_x >= x + own
        assert all(0 <= y <= each.height * context.grid for y, _, _ in lines)


def test_note_stays_with_the_last_row(context: Context) -> None:
    """The source stands under the table in the captions' type, kept with the row above it."""
    rows = made(context, table_of("A|B", "x|1", "y|2", "z|3", note="Nguồn: Cục Thống kê"))
    (note,) = texts(rows[-1], "table-note")

    assert note.line.text == "Nguồn: Cục Thống kê"
    assert note.line.pieces[0].size == context.style("caption", "vi").size
    assert not rows[-2].breaks


def test_no_row_of_one_line_is_left_alone(context: Context) -> None:
    """After the header and at the end two rows stay together, as lines of a paragraph do."""
    rows = body(made(context, table_of("A|B", *["x|1"] * 6)))

    assert [row.breaks for row in rows] == [False, True, True, True, False, True]


def test_a_row_taller_than_a_column_breaks_between_its_lines(context: Context) -> None:
    """A row that fits a column stays whole; one that doesn't is a row for each of its lines."""
    lines = context.page.lines
    for count in (lines - 10, lines + 30):
        cell = "~".join(f"chữ{n}" for n in range(count))
        rows = body(made(context, table_of("A|B", "a|b", f"x|{cell}", "c|d")))[1:-1]
        if count < lines:
            assert [row.height for row in rows] == [count]
        else:
            assert [row.height for row in rows] == [1] * count
            assert [n for n, row in enumerate(rows) if not row.breaks] == [0, count - 2]
            assert [texts(row)[-1].line.text for row in rows] == cell.split("~")
            assert {texts(row)[-1].baseline for row in rows} == {context.baseline}
            assert all(row.header for row in rows)


def edition_of(folder: Path) -> Edition:
    """The edition of an issue without errors."""
    outcome = laid_out(folder, "screen")
    assert outcome.edition is not None, [str(finding) for finding in outcome.findings]
    return outcome.edition


@pytest.mark.parametrize("kind", ["news", "feature", "list"])
def test_rows_come_in_order(tmp_path: Path, kind: str) -> None:
    """Row by row in the file, whatever the arrangement, with the source under the table."""
    folder = small_issue(tmp_path, vi="# Bảng\n\nMột.\n\n![Giá](t.csv 'Nguồn: *Sở*')\n\nHai.\n")
    manifest = (folder / "issue.yaml").read_text() + f"        kind: {kind}\n"
    cells = [[f"{n}", f"hàng {n}", f"{n * 37},5"] for n in range(1, 150)]
    csv = "\n".join(";".join(row) for row in [["TT", "Tên", "Giá"], *cells])
    write_issue(folder, {"issue.yaml": manifest, "articles/t.csv": csv})
    items = [
        i for p in edition_of(folder).pages for i in p.items
        if isinstance(i, TextItem) and i.source.language == "vi"
    ]  # fmt: skip

    assert [i.line.text for i in items if i.source.role == "table"] == [
        cell for row in cells for cell in row
    ]
    assert [i.line.text for i in items if i.source.role == "table-note"] == ["Nguồn: Sở"]


def calls(work: Callable[[], object]) -> int:
    """How many calls of functions some work takes."""
    profile = cProfile.Profile()
    profile.runcall(work)
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


@pytest.mark.parametrize("columns", [3, 8])
def test_time_grows_with_the_rows(layout: Layout, fonts: Fonts, columns: int) -> None:
    """Twice the rows take twice the calls."""
    issue = read_issue(SAMPLE, Findings())
    assert issue is not None

    def work(count: int) -> int:
        fresh = Context(issue, layout, fonts, Typesetter(layout, fonts))
        lines = ["|".join(f"từ {n} của hàng này {n * m}" if m % 2 else f"{n * m}" for m in
                 range(columns)) for n in range(count)]  # fmt: skip
        table = table_of("|".join("ABCDEFGH"[:columns]), *lines)
        return calls(lambda: made(fresh, table))

    assert work(800) < 2.1 * work(400)
