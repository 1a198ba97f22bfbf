"""Drop caps."""

import unicodedata
from pathlib import Path

import pytest
from making import context_of, read_article, small_issue, spans

from assemble.model.edition import TextItem
from assemble.page.blocks import Column
from assemble.page.context import Context
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


LETTERS = ("T", "Đ", "Ấ", "Ồ", "Ễ", "Ữ", "Ẳ", "Q", "A\u0302\u0301")


@pytest.mark.parametrize("letter", LETTERS)
@pytest.mark.parametrize("lines", [2, 3, 4])
def test_drop_cap(context: Context, tmp_path: Path, letter: str, lines: int) -> None:
    """Its cap height reaches from the last line's baseline to the first line's capitals."""
    (rows,) = blocks(context, tmp_path, f"{letter}rong {WORDS * 5}\n", drop_cap_lines=lines)
    first, *rest = rows if rows[0].items else rows[1:]
    cap, text = (item for item in first.items if isinstance(item, TextItem))
    setter = context.setter
    body, drop = context.style("body", "vi"), context.style("drop_cap", "vi")
    size = cap.line.pieces[0].size
    heights = [
        setter.ink(setter.paragraph(spans("H"), style, "vi", 400.0)[0])[0] / style.size
        for style in (body, drop)
    ]

    assert cap.line.text + text.line.text[:4] == unicodedata.normalize("NFC", letter) + "rong"
    assert cap.baseline == pytest.approx(text.baseline + (lines - 1) * GRID)
    assert cap.baseline - heights[1] * size == pytest.approx(text.baseline - heights[0] * body.size)
    assert [row.breaks for row in (first, *rest)][: lines - 1] == [False] * (lines - 1)


@pytest.mark.parametrize("letter", LETTERS)
@pytest.mark.parametrize("lines", [2, 3, 4, 6])
def test_drop_cap_keeps_to_itself(
    context: Context, tmp_path: Path, letter: str, lines: int
) -> None:
    """Its ink is clear of the lines beside it, and of the line of text over a white one."""
    (rows,) = blocks(context, tmp_path, f"{letter}rong {WORDS * 9}\n", drop_cap_lines=lines)
    above, room = (0, 0) if rows[0].items else (1, rows[0].height)
    cap = rows[above].items[0]
    assert isinstance(cap, TextItem)
    top = cap.baseline - context.setter.ink(cap.line)[0]
    right = cap.x + cap.line.indent + cap.line.width
    beside = [i for row in rows[above : above + lines] for i in row.items if i is not cap]

    assert len(beside) == lines
    assert all(isinstance(i, TextItem) and i.x + i.line.indent > right - 0.5 for i in beside)
    assert top + (room + 1) * GRID > 0
    assert cap.x + context.setter.bearing(cap.line) == pytest.approx(0.0, abs=1e-6)


def test_drop_cap_with_an_opening_mark(context: Context, tmp_path: Path) -> None:
    """The mark goes along, smaller, at the height of the capital."""
    ((first, *_),) = blocks(context, tmp_path, f"“Trong {WORDS * 5}”\n", drop_cap_lines=3)
    mark, cap, text = (item for item in first.items if isinstance(item, TextItem))

    assert [i.line.text[:4] for i in (mark, cap, text)] == ["“", "T", "rong"]
    assert mark.line.pieces[0].size < cap.line.pieces[0].size
    assert mark.x + mark.line.width <= cap.x + context.setter.bearing(cap.line) + 1e-6


@pytest.mark.parametrize(
    "body",
    [
        WORDS,  # too short
        "12 doanh nghiệp " + WORDS * 5,
        "vải thiều " + WORDS * 5,
        "## Mục\n\n" + WORDS * 5,
        "– Trong " + WORDS * 5,
    ],
    ids=lambda body: body[:8].strip(),
)
def test_texts_without_a_drop_cap(context: Context, tmp_path: Path, body: str) -> None:
    """Too short, or not begun by a capital: set as if there were none."""
    made = [blocks(context, tmp_path, body, drop_cap_lines=lines) for lines in (3, 0)]
    # How a paragraph may change in height is compared by identity.
    capped, plain = ([[row._replace(elastic=None) for row in rows] for rows in b] for b in made)

    assert capped == plain
