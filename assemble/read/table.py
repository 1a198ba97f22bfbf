"""CSV tables (RFC 4180) to table rows, in one pass over the text.

In: clean text of a `.csv` file. Out: header and body rows, all as wide as the header. Findings
stand at the CSV's line. Rules: FORMAT.md, "Tables".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from markdown_it import MarkdownIt

from assemble.model.finding import Findings, Location
from assemble.model.text import Inline, Row
from assemble.read.inline import plain_lines, spans
from assemble.read.source import SourceText

ROWS = 10_000
"""Body rows of a table (FORMAT.md, Files)."""

COLUMNS = 12
"""Columns of a table (FORMAT.md, Files)."""

MANY = 100
"""Cells of a row after which nobody needs to know how many there are."""

DELIMITERS = ("\t", ";", ",")
"""Which one is used is seen from the header: the most frequent one, the first at a tie, because
a comma stands in words more often than a semicolon does, and a tab never."""

_MARKS = re.compile(r"[*_\\`\[\]<&!]")
"""A cell without any of these holds no inline marks."""


class Cell(NamedTuple):
    """A cell as written: `start` is where its text begins in the file's text.

    `exact` says that the text stands there character by character (no doubled quotes).
    """

    text: str
    start: int
    exact: bool


class Record(NamedTuple):
    """A row as written; `line` counts from 1."""

    cells: tuple[Cell, ...]
    line: int
    start: int


class _TableError(Exception):
    """What ends the reading of a table: code, message, hint, and index in the text."""


def read_rows(source: SourceText, md: MarkdownIt, findings: Findings) -> tuple[Row, ...]:
    """All rows, the header first; () if there is no header.

    Args:
        source: the CSV text.
        md: parses the cells' inline marks.
        findings: takes ragged rows, unclosed quotes, broken limits, and a header on its own.
    """
    text = source.text
    rows: list[Row] = []
    width, number = 0, -1
    try:
        for number, record in enumerate(_records(text, _delimiter(text))):
            width = width or len(record.cells)
            if not check_row(len(record.cells), width, number, source.at(record.line), findings):
                break
            if len(record.cells) == width:
                rows.append(_row(record, source, md, findings))
    except _TableError as fault:
        code, message, hint, index = fault.args
        line = text.count("\n", 0, index) + 1
        column = index - text.rfind("\n", 0, index)
        findings.error(code, message, source.at(line, column), hint)
        return tuple(rows)
    if number < 0:
        findings.error("empty-table", "the table is empty", Location(source.file, 1))
    elif number == 0 and rows:
        report_header_only(rows[0].at, findings)
    return tuple(rows)


def check_row(cells: int, width: int, number: int, at: Location, findings: Findings) -> bool:
    """Check the width and number (the header's is 0) of a row; False where a limit is broken."""
    if width > COLUMNS:
        findings.error("table-limit", f"the table has {cells} columns, {COLUMNS} are possible", at)
        return False
    if number > ROWS:
        message = f"the table has more than {ROWS:,} rows"
        findings.error("table-limit", message, at, "split it")
        return False
    if cells != width:
        message = f"this row has {cells} cells, the header has {width}"
        hint = "a cell that holds the delimiter needs quotes" if cells > width else None
        findings.error("ragged-row", message, at, hint)
    return True


def report_header_only(at: Location, findings: Findings) -> None:
    """Warn of a table that is only a header."""
    findings.warning("table-without-rows", "the table has a header only", at)


def _delimiter(text: str) -> str:
    """The delimiter that the header holds most often outside quotes."""
    header: list[str] = []
    for number, part in enumerate(_head(text).split('"')):
        if number % 2 == 0:
            line, end, _ = part.partition("\n")
            header.append(line)
            if end:
                break
    outside = "".join(header)
    return max(DELIMITERS, key=outside.count)


def _head(text: str) -> str:
    """The text from its first line that isn't blank."""
    return text.lstrip("\n ")


def _records(text: str, delimiter: str) -> Iterator[Record]:
    """The rows of a table; blank lines are skipped.

    Raises:
        _TableError: a quote isn't closed or stands where none may, or a row never ends.
    """
    stop = re.compile(f'[{delimiter}\n"]')
    blank = re.compile(r"[ \t]*(?:\n|\Z)" if delimiter != "\t" else r" *(?:\n|\Z)")
    index, line = 0, 1
    while index < len(text):
        empty = blank.match(text, index)
        if empty:
            index, line = empty.end(), line + 1
            continue
        start, first = index, line
        cells: list[Cell] = []
        while True:
            cell, index = _cell(text, index, stop)
            cells.append(cell)
            if len(cells) > MANY:
                message = f"this row has more than {MANY} cells, {COLUMNS} are possible"
                raise _TableError("table-limit", message, None, start)
            line += cell.text.count("\n")
            if text[index : index + 1] != delimiter:
                break
            index += 1
        index, line = index + 1, line + 1
        yield Record(tuple(cells), first, start)


def _cell(text: str, start: int, stop: re.Pattern[str]) -> tuple[Cell, int]:
    """A cell and the index of what ends it: a delimiter, a line end, or the text's end."""
    if text[start : start + 1] != '"':
        match = stop.search(text, start)
        end = match.start() if match else len(text)
        if text[end : end + 1] == '"':
            message = "a quote stands inside a cell without quotes"
            hint = "put the whole cell in quotes and double those inside"
            raise _TableError("csv-quote", message, hint, end)
        return Cell(text[start:end], start, True), end
    parts: list[str] = []
    index = start + 1
    while True:
        end = text.find('"', index)
        if end < 0:
            message, hint = "the quote that opens here is not closed", "add the closing quote"
            raise _TableError("unclosed-quote", message, hint, start)
        parts.append(text[index:end])
        index = end + 1
        if text[index : index + 1] != '"':
            break
        parts.append('"')
        index += 1
    if index < len(text) and not stop.match(text, index):
        message = "text stands after the closing quote of a cell"
        raise _TableError("csv-quote", message, "double a quote inside a quoted cell", index)
    return Cell("".join(parts), start + 1, len(parts) == 1), index


def _row(record: Record, source: SourceText, md: MarkdownIt, findings: Findings) -> Row:
    """A row with its cells' inline marks parsed and their forced breaks kept."""
    cells: list[Inline] = []
    line = record.line
    for cell in record.cells:
        blanks = len(cell.text) - len(cell.text.lstrip())
        above = cell.text.count("\n", 0, blanks)
        line_start = max(source.text.rfind("\n", record.start, cell.start) + 1, record.start)
        column = None if above else cell.start + blanks - line_start + 1
        locate = _CellLocator(source, line + above, column, cell)
        cells.append(_inline(cell.text.strip(), locate, md, findings))
        line += cell.text.count("\n")
    return Row(cells=tuple(cells), at=source.at(record.line, 1))


def _inline(text: str, locate: "_CellLocator", md: MarkdownIt, findings: Findings) -> Inline:
    """A cell's spans."""
    if not _MARKS.search(text):
        return plain_lines(text, locate)
    children = [child for token in md.parseInline(text) for child in token.children or ()]
    return spans(children, text, locate, findings, soft="\n")


@dataclass(frozen=True, slots=True)
class _CellLocator:
    """Places in a cell: the line always, the column in a cell's first line."""

    source: SourceText
    line: int
    column: int | None
    cell: Cell

    def __call__(self, index: int | None, above: int) -> Location:
        """The place of an index of the cell's text."""
        if above or index is None or self.column is None or not self.cell.exact:
            return self.source.at(self.line + above)
        return self.source.at(self.line, self.column + index)
