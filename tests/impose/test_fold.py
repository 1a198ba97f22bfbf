"""Every signature folded on paper, that is in code: first the schemes, then the printed sheets."""

import io
import re
from itertools import chain

import pypdfium2
import pytest
from folding import SLACK, Print, Read, nested, panels, section
from imposing import numbered_pdf, request

from assemble.impose.compose import impose
from assemble.impose.scheme import Plate, numbered, sections, sheetwise, signature, work_and_turn

HEADS = {0: (0.0, 1.0), 90: (-1.0, 0.0), 180: (0.0, -1.0), 270: (1.0, 0.0)}
PITCH = (2.0, 3.0)
ALL = range(4, 97, 4)


def prints(plate: Plate) -> list[Print]:
    """A plate's pages on a sheet whose panels are PITCH, or lie."""
    lying = plate.rows[0][0].rotation % 180 == 90
    width, height = PITCH[::-1] if lying else PITCH
    return [
        Print(cell.page, (x * width + width / 2, -y * height), HEADS[cell.rotation])
        for y, row in enumerate(plate.rows)
        for x, cell in enumerate(row)
    ]


def extent(plate: Plate) -> tuple[float, tuple[float, float]]:
    """A plate's width, and the width and height of its panels."""
    lying = plate.rows[0][0].rotation % 180 == 90
    pitch = PITCH[::-1] if lying else PITCH
    return len(plate.rows[0]) * pitch[0], pitch


@pytest.mark.parametrize("per_sheet", [4, 8, 16])
def test_covers_of_their_own_fold_to_pages_in_order(per_sheet: int) -> None:
    """With a cover of its own around them, stitched sections still read 1 to n."""
    for count in ALL:
        made = []
        for pages in sections(count, "saddle-stitch", per_sheet, own_cover=True):
            front, back = (numbered(side, pages) for side in signature(len(pages)))
            width, pitch = extent(front)
            made.append(section(panels(prints(back), prints(front), width), pages[0], pitch))

        assert len(made[0]) == 4
        assert nested(made) == upright(count)


def upright(count: int) -> list[Read]:
    """Pages 1 to `count` as a reader wants them."""
    return [Read(page, (0.0, 1.0)) for page in range(1, count + 1)]


@pytest.mark.parametrize("style", ["sheetwise", "work-and-turn"])
@pytest.mark.parametrize("per_sheet", [4, 8, 16, 32])
@pytest.mark.parametrize("binding", ["saddle-stitch", "perfect"])
def test_schemes_fold_to_pages_in_order(binding: str, per_sheet: int, style: str) -> None:
    """From 4 to 96 pages, in all ways to lay a form, folding gives pages 1 to n, all upright."""
    for count in ALL:
        made: list[list[list[Read]]] = [[], []]
        for pages in sections(count, binding, per_sheet):
            front, back = (numbered(side, pages) for side in signature(len(pages)))
            ways = sheetwise(front, back) if style == "sheetwise" else work_and_turn(front, back)
            for way, sides in zip(made, ways, strict=True):
                width, pitch = extent(sides[0])
                both = [prints(side) for side in sides]
                up, down = both if len(both) > 1 else halves(both[0], width)
                way.append(section(panels(down, up, width), pages[0], pitch))
        for way in made:
            read = nested(way) if binding == "saddle-stitch" else list(chain(*way))

            assert read == upright(count)


@pytest.mark.parametrize(
    ("pages", "outer", "inner"),
    [
        (4, (4, 1), (2, 3)),
        (8, (5, 4, 8, 1), (3, 6, 2, 7)),
        (16, (5, 12, 9, 8, 4, 13, 16, 1), (7, 10, 11, 6, 2, 15, 14, 3)),
    ],
)
def test_forms_are_those_that_printers_know(
    pages: int, outer: tuple[int, ...], inner: tuple[int, ...]
) -> None:
    """8 pages are 5 4 over 8 1, 16 are 5 12 9 8 over 4 13 16 1, always head to head."""
    front, back = signature(pages)
    heads = [180, 0][2 - len(front.rows) :]

    assert (front.pages, back.pages) == (outer, inner)
    for plate in (front, back):
        assert [{cell.rotation for cell in row} for row in plate.rows] == [{each} for each in heads]


def printed(pdf: bytes) -> list[tuple[list[Print], float]]:
    """What PDFium reads on each page, and the page's width.

    A page's number stands near its head and its foot, so that both say where it is and how it
    stands.
    """
    sheets = []
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        for page in document:
            text = page.get_textpage()
            found = {
                match[0]: _middle([text.get_charbox(at) for at in range(*match.span())])
                for match in re.finditer(r"[HF]\d+", text.get_text_range())
            }
            prints = []
            for name in (name for name in found if name[0] == "H"):
                (hx, hy), (fx, fy) = found[name], found["F" + name[1:]]
                middle = (hx + fx) / 2, (hy + fy) / 2
                prints.append(Print(int(name[1:]), middle, _direction(hx - fx, hy - fy)))
            sheets.append((prints, page.get_width()))
    return sheets


def _middle(boxes: list[tuple[float, float, float, float]]) -> tuple[float, float]:
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    bottom, top = min(box[1] for box in boxes), max(box[3] for box in boxes)
    return (left + right) / 2, (bottom + top) / 2


def _direction(x: float, y: float) -> tuple[float, float]:
    return (x / abs(x), 0.0) if abs(x) > abs(y) else (0.0, y / abs(y))


@pytest.mark.parametrize(
    ("binding", "style", "per_sheet", "sheet", "count"),
    [
        ("saddle-stitch", "sheetwise", 4, "SRA4", 4),
        ("saddle-stitch", "sheetwise", 4, "SRA3", 96),
        ("saddle-stitch", "sheetwise", 8, "SRA4", 28),  # turned by a quarter
        ("saddle-stitch", "sheetwise", 8, "72x102", 28),
        ("saddle-stitch", "sheetwise", 16, "SRA2", 60),
        ("saddle-stitch", "work-and-turn", 4, "SRA3", 12),
        ("saddle-stitch", "work-and-turn", 8, "SRA2", 28),
        ("saddle-stitch", "work-and-turn", 16, "SRA2", 44),  # turned by a quarter
        ("perfect", "sheetwise", 16, "SRA2", 92),
        ("perfect", "sheetwise", 32, "72x102", 96),
        ("perfect", "work-and-turn", 8, "SRA2", 28),
        ("perfect", "work-and-turn", 32, "B0", 64),
    ],
)
def test_printed_sheets_fold_to_pages_in_order(
    binding: str, style: str, per_sheet: int, sheet: str, count: int
) -> None:
    """What another program reads on the sheets of the PDF folds to pages 1 to n, all upright."""
    size = (280.0, 420.0)
    asked = request(sheet, binding, pages_per_sheet=per_sheet, style=style, gripper=10.0)
    sheets = printed(impose(numbered_pdf(count, size), asked).pdf)
    if style == "sheetwise":
        pairs = [(a, b, width) for (a, width), (b, _) in zip(*[iter(sheets)] * 2, strict=True)]
    else:
        pairs = [(*halves(whole, width), width) for whole, width in sheets]
    read = []
    for front, back, width in pairs:
        heads = {abs(each.head[0]) for each in front}
        assert len(heads) == 1
        pitch = size[::-1] if heads == {1.0} else size
        first = min(each.page for each in front)
        read.append(section(panels(back, front, width, SLACK), first, pitch))

    bound = nested(read) if binding == "saddle-stitch" else list(chain(*read))
    assert bound == upright(count)


def halves(whole: list[Print], width: float) -> tuple[list[Print], list[Print]]:
    """The front and the back of one of the two copies that a sheet is cut into."""
    left = [each for each in whole if each.middle[0] < width / 2]
    right = [each for each in whole if each.middle[0] > width / 2]
    return left, right
