"""Where on a line the words stand that a mark means, as PDFium finds them in the PDF."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import pypdfium2

from assemble.diff.foreign import HYPHENS
from assemble.diff.values import Box, Spot
from assemble.diff.words import bare

CARET = 1.5
"""Points that a place between two words is wide on either side."""
SLACK = 1.0
"""Points beyond a line's box in which its characters may stand: optical margins, accents."""


def word_boxes(pdf: bytes, marks: Sequence[Spot]) -> list[Box]:
    """The boxes of marks: of the words meant where they are found, else of the whole line.

    Boxes are in points from the top left corner of the trim, as the marks' own.

    Raises:
        pypdfium2.PdfiumError: if the file can't be read.
    """
    boxes = [mark.rect for mark in marks]
    by_page: dict[int, list[int]] = defaultdict(list)
    for number, mark in enumerate(marks):
        if mark.part is not None:
            by_page[mark.page].append(number)
    if not by_page:
        return boxes
    with pypdfium2.PdfDocument(pdf) as document:
        for page, numbers in by_page.items():
            if 0 < page <= len(document):
                characters = list(_characters(document[page - 1]))
                for number in numbers:
                    boxes[number] = _narrowed(marks[number], characters)
    return boxes


def _characters(page: pypdfium2.PdfPage) -> Iterator[Box]:
    """Left, top, right, bottom of the drawn characters, in the order of the stream."""
    left, _, _, top = page.get_trimbox()
    text = page.get_textpage()
    # Character by character: a text as a whole leaves some out, and the numbers would be wrong.
    for number in range(text.count_chars()):
        sign = text.get_text_range(number, 1)
        if sign.strip() and sign not in (*HYPHENS, "\u00ad"):
            x0, y0, x1, y1 = text.get_charbox(number, loose=True)
            yield x0 - left, top - y1, x1 - left, top - y0
    text.close()
    page.close()


def _narrowed(mark: Spot, characters: Sequence[Box]) -> Box:
    """The box of a mark's part of its line; of the line if its characters are not all found."""
    x, y, width, height = mark.rect
    on_line = [
        box
        for box in characters
        if x - SLACK <= (box[0] + box[2]) / 2 <= x + width + SLACK
        and y <= (box[1] + box[3]) / 2 <= y + height
    ]
    if mark.part is None or len(on_line) != len(bare(mark.text)) or not on_line:
        return mark.rect
    first, last = mark.part
    if first >= last:
        at = on_line[first][0] if first < len(on_line) else on_line[-1][2]
        return at - CARET, y, 2 * CARET, height
    left = min(box[0] for box in on_line[first:last])
    right = max(box[2] for box in on_line[first:last])
    return left, y, right - left, height
