"""Columns filled with any rows: all of them once, in order, within their room."""

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from assemble.model.edition import BoxItem, Rect, Source
from assemble.model.layout import Layout
from assemble.page.fill import Filled, Filler, take
from assemble.page.row import Change, Elastic, Row, blank
from assemble.page.stream import Column, Rest, Stream, chunks_of, set_column

TALLEST = 6
"""Grid lines of the tallest random thing; the least room is one line more."""
NOTES = 4
"""Most lines that a random row has in footnotes, with the rule over them."""


def marked(height: int, name: int, **more: object) -> Row:
    """A row that can be told from all others."""
    mark = BoxItem(Rect(float(name), 0.0, 1.0, 1.0), "text", Source("mark"))
    return Row(height=height, items=(mark,), **more)  # type: ignore[arg-type]


def name_of(row: Row) -> int | None:
    """The number of a row, None for white, rules and notes."""
    boxes = [i for i in row.items if isinstance(i, BoxItem) and i.source.role == "mark"]
    return int(boxes[0].rect.x) if boxes else None


def paragraph(draw: st.DrawFn, number: int) -> list[Row]:
    """Lines of a paragraph; a long one may be set a line longer or shorter."""
    count = draw(st.integers(1, 8))
    rows = [marked(1, number + n, breaks=n == count - 1 or 0 < n < count - 2) for n in range(count)]
    if count >= 4 and draw(st.booleans()):
        able = {by for by in (-1, 1) if draw(st.booleans())}

        def make(by: int) -> Change | None:
            if by not in able:
                return None
            made = [marked(1, number + min(n, count - 1)) for n in range(count + by)]
            return Change(tuple(made), 5.0)

        elastic = Elastic("altered_paragraph", -1, 1, make, lambda _: 4.0)
        rows = [row._replace(elastic=elastic) for row in rows]
    if draw(st.integers(0, 2)) == 1:
        at = draw(st.integers(0, count - 1))
        header = Row(height=1, breaks=False)
        note = Row(height=draw(st.integers(1, NOTES - 1)), breaks=False, header=header)
        rows[at] = rows[at]._replace(notes=(note,))
    return rows


@st.composite
def streams(draw: st.DrawFn) -> Stream:
    """Paragraphs, white, pictures that float, and tables with a header to be repeated."""
    rows: list[Row] = []
    for _ in range(draw(st.integers(1, 12))):
        number = 10 * len(rows)
        kind = draw(st.sampled_from(["text"] * 5 + ["white", "picture", "table"]))
        if kind == "text":
            rows += paragraph(draw, number)
        elif kind == "white":
            rows.append(blank(draw(st.integers(1, 2)), breaks=draw(st.booleans())))
        elif kind == "picture":
            tall = draw(st.integers(2, TALLEST))
            picture = marked(tall, number, breaks=False, floats=True)
            rows += [blank(1, breaks=False), picture, blank(1)]
        else:
            header = Row(height=1, breaks=False)
            rows += [marked(1, number + n, header=header) for n in range(draw(st.integers(1, 6)))]
    return Stream(chunks_of(rows))


ROOMS = st.lists(st.integers(TALLEST + NOTES + 2, 30), min_size=1, max_size=4)


def placed(stream: Stream, column: Column, room: int) -> list[int]:
    """The numbers of the rows of a column from top to foot, which lie within its room."""
    rows = set_column(stream, column)
    for (line, row), (after, _) in itertools.pairwise(rows):
        assert line + row.height <= after
    if rows:
        line, row = rows[-1]
        assert rows[0][0] >= 0
        assert line + row.height <= column.height <= room
        assert not rows[0][1].space
        assert not row.space
    return [number for _, row in rows if (number := name_of(row)) is not None]


def numbers(stream: Stream) -> list[int]:
    """The numbers of all rows of a stream."""
    rows = [row for chunk in stream.chunks for row in chunk.rows]
    return [number for row in rows if (number := name_of(row)) is not None]


def floating(stream: Stream) -> set[int]:
    """The numbers of the pictures."""
    rows = [row for chunk in stream.chunks for row in chunk.rows if row.floats]
    return {number for row in rows if (number := name_of(row)) is not None}


def pages(stream: Stream, tops: Sequence[int], bottom: int, layout: Layout) -> Iterator[Filled]:
    """A stream on as many pages as it takes, the first of them begun at `tops`."""
    rest = Rest()
    for _ in range(200):
        filler = Filler(stream, tops, layout.planning.costs, layout.page.grid)
        closed = filler.close(rest, bottom)
        if closed:
            yield closed
            return
        filled = filler.full(rest, bottom)
        yield filled
        rest = filled.rest
        tops = [0] * len(tops)
        if rest.at >= stream.count and not rest.waiting:
            return
    raise AssertionError("the stream never ends")


@given(streams(), st.integers(TALLEST + NOTES + 2, 40))
@settings(max_examples=300)
def test_columns_one_after_another(stream: Stream, room: int) -> None:
    """Every row is in one column, those that don't float in their order."""
    rest, found = Rest(), []
    for _ in range(200):
        column = take(stream, rest, room, stream.count)
        found += placed(stream, column, room)
        rest = column.rest
        if rest.at >= stream.count and not rest.waiting:
            break
    pictures = floating(stream)

    assert sorted(found) == numbers(stream)
    assert [n for n in found if n not in pictures] == [
        n for n in numbers(stream) if n not in pictures
    ]
    assert [n for n in found if n in pictures] == [n for n in numbers(stream) if n in pictures]


@given(streams(), ROOMS)
@settings(max_examples=300)
def test_pages_of_columns(layout: Layout, stream: Stream, rooms: list[int]) -> None:
    """The same on pages whose columns end level, paragraphs being changed for that."""
    bottom = max(rooms)
    tops = [bottom - room for room in rooms]
    found: list[int] = []
    for filled in pages(stream, tops, bottom, layout):
        for column, end in zip(filled.columns, filled.bottoms, strict=True):
            top = end - column.height
            assert 0 <= top <= end <= bottom
            found += placed(stream, column, bottom - top)
    changed = {name_of(row) for chunk in stream.chunks for row in chunk.rows if row.elastic}
    blocks = {n // 10 for n in changed if n is not None}
    wanted, got = (Counter(n // 10 for n in each) for each in (numbers(stream), found))
    pictures = floating(stream)
    text = [n for n in found if n not in pictures]

    assert wanted.keys() == got.keys()
    assert all(abs(wanted[n] - got[n]) <= (n in blocks) for n in wanted)
    assert text == sorted(text)
