"""The body of an article: CommonMark with pipe tables to blocks.

In: clean text and markdown-it's tokens of it. Out: the model's blocks, in order, and `Headline`
for each level-1 heading; how many of those there may be is `article`'s concern. Nothing that is
written gets lost: what has no form in print is an error, or is set as paragraphs with a warning.
Rules: FORMAT.md, "Articles".
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from assemble.model.finding import Findings, Location
from assemble.model.text import (
    Block,
    Inline,
    ItemList,
    ListItem,
    Paragraph,
    PullQuote,
    Row,
    SectionBreak,
    Span,
    Subhead,
    Table,
)
from assemble.read.inline import LineLocator, fixed, report_html, report_picture, spans
from assemble.read.source import SourceText
from assemble.read.table import check_row, report_header_only

DEPTH = 100
"""Nesting of lists and quotes: far more than anybody prints, and shallow enough for markdown-it,
which calls itself for every level and drops without a word what lies deeper."""

BULLET = "•"

_PIPE = re.compile(r"(?<!\\)\|")

CsvReader = Callable[[str, Location], tuple[Row, ...] | None]
"""From the path in an article and its place to the table's rows, None after an error."""


@dataclass(frozen=True, slots=True)
class Headline:
    """A level-1 heading."""

    inline: Inline
    at: Location


@dataclass(frozen=True, slots=True)
class _Entry:
    """A paragraph inside a list or quote; `label` only for the first one of a list item."""

    inline: Inline
    label: str
    depth: int
    at: Location


def make_parser() -> MarkdownIt:
    """The Markdown parser that articles and table cells share."""
    return MarkdownIt("commonmark", {"maxNesting": DEPTH}).enable("table")


class BlockReader:
    """Reads the blocks of one article text."""

    def __init__(
        self, source: SourceText, md: MarkdownIt, read_csv: CsvReader, findings: Findings
    ) -> None:
        self._source = source
        self._lines = source.text.split("\n")
        self._md = md
        self._read_csv = read_csv
        self._findings = findings
        self._tokens: list[Token] = []
        self._blocks: list[Block | Headline] = []

    def read(self, first: int) -> list[Block | Headline] | None:
        """The blocks from a line (from 1) on; the lines above are front matter.

        None where lists and quotations are nested so deeply that not all was parsed.
        """
        # Blank lines in their place keep the parser's line numbers those of the file.
        self._tokens = self._md.parse("\n" * (first - 1) + "\n".join(self._lines[first - 1 :]))
        if not self._check_depth():
            return None
        index = 0
        while index < len(self._tokens):
            token = self._tokens[index]
            handler = HANDLERS.get(token.type)
            if handler:
                handler(self, index)
            index = self._end(index) + 1
        return self._blocks

    @property
    def has_body(self) -> bool:
        """Whether anything but level-1 headings was written, faulty or not."""
        return any(
            token.level == 0 and token.nesting >= 0 and token.tag != "h1" and token.type != "inline"
            for token in self._tokens
        )

    def heading(self, index: int) -> None:
        """A headline (level 1) or subhead."""
        level = int(self._tokens[index].tag[1:])
        at = self._at(self._tokens[index])
        inline = self._inline(self._tokens[index + 1])
        if level == 1:
            self._blocks.append(Headline(inline, at))
            return
        if level > 3:
            message = f"a heading of level {level} is set as one of level 3"
            self._findings.warning("deep-heading", message, at, "subheads are ## and ###")
        if inline:
            self._blocks.append(Subhead(inline=inline, level=min(level, 3), at=at))
        else:
            self._findings.warning("empty-subhead", "this subhead is empty", at, "delete it")

    def paragraph(self, index: int) -> None:
        """A paragraph, or a table if it holds nothing but the picture of a CSV file."""
        token = self._tokens[index + 1]
        pictures = _pictures(token)
        if pictures:
            for line, picture in pictures:
                self._csv_table(picture, self._source.at(_first(token) + line))
            return
        inline = self._inline(token)
        if inline:
            self._blocks.append(Paragraph(inline=inline, at=inline[0].at))

    def quote(self, index: int) -> None:
        """A pull quote; a list inside is set as paragraphs with their labels."""
        paragraphs: list[Inline] = []
        for entry in self._entries(index, {"blockquote_open"}):
            label = Span(text=f"{entry.label} ", at=entry.at)
            paragraphs.append((label, *entry.inline) if entry.label else entry.inline)
        if paragraphs:
            at = self._at(self._tokens[index])
            self._blocks.append(PullQuote(paragraphs=tuple(paragraphs), at=at))

    def items(self, index: int) -> None:
        """A list; items of nested lists follow at greater depth."""
        groups: list[list[_Entry]] = []
        for entry in self._entries(index, {"bullet_list_open", "ordered_list_open"}):
            # A paragraph that goes on after a nested list is an item without a label.
            if entry.label or not groups or groups[-1][0].depth != entry.depth:
                groups.append([])
            groups[-1].append(entry)
        items = tuple(
            ListItem(
                label=group[0].label,
                paragraphs=tuple(entry.inline for entry in group),
                depth=group[0].depth,
                at=group[0].at,
            )
            for group in groups
        )
        if items:
            self._blocks.append(ItemList(items=items, at=self._at(self._tokens[index])))

    def rule(self, index: int) -> None:
        """A break between passages."""
        self._blocks.append(SectionBreak(at=self._at(self._tokens[index])))

    def code(self, index: int) -> None:
        """A code block: a warning, and its text as a paragraph."""
        inline = self._code(self._tokens[index])
        if inline:
            self._blocks.append(Paragraph(inline=inline, at=inline[0].at))

    def raw_html(self, index: int) -> None:
        """A block of raw HTML: an error."""
        token = self._tokens[index]
        report_html(token.content, self._at(token), self._findings)

    def table(self, index: int) -> None:
        """A pipe table."""
        rows: list[Row] = []
        number, width = -1, 0
        for start in range(index, self._end(index)):
            if self._tokens[start].type != "tr_open":
                continue
            number += 1
            line = _first(self._tokens[start])
            written = _pipe_cells(self._lines[line - 1])
            width = width or written
            at = self._at(self._tokens[start])
            if not check_row(written, width, number, at, self._findings):
                return
            if written == width:
                rows.append(self._pipe_row(start, at))
        if rows:
            if number == 0:
                report_header_only(rows[0].at, self._findings)
            table = Table(title=(), header=rows[0], rows=tuple(rows[1:]), note=(), at=rows[0].at)
            self._blocks.append(table)

    def _pipe_row(self, start: int, at: Location) -> Row:
        """A row of a pipe table; cells are found in the line one after the other."""
        cells: list[Inline] = []
        cursor = 0
        token = self._tokens[start]
        line = _first(token)
        for index in range(start + 1, self._end(start)):
            token = self._tokens[index]
            if token.type != "inline":
                continue
            found = self._lines[line - 1].find(token.content, cursor)
            base = found if found >= 0 else None
            cursor = found + len(token.content) if found >= 0 else cursor
            locate = _RowLocator(self._source, line, base)
            cells.append(spans(token.children or (), token.content, locate, self._findings))
        return Row(cells=tuple(cells), at=at)

    def _csv_table(self, picture: Token, at: Location) -> None:
        """The table that a picture names, its alternative text as the title, its title as note."""
        path = unquote(str(picture.attrs.get("src", "")))
        if not path.lower().endswith(".csv"):
            report_picture(path, at, self._findings)
            return

        title = spans(picture.children or (), picture.content, fixed(at), self._findings)
        rows = self._read_csv(path, at)
        if rows:
            note = self._note(str(picture.attrs.get("title", "")), at)
            table = Table(title=title, header=rows[0], rows=rows[1:], note=note, at=rows[0].at)
            self._blocks.append(table)

    def _note(self, text: str, at: Location) -> Inline:
        """The spans of a table's note, which markdown-it gives as plain text."""
        children = [child for token in self._md.parseInline(text) for child in token.children or ()]
        return spans(children, text, fixed(at), self._findings)

    def _entries(self, index: int, own: set[str]) -> Iterator[_Entry]:
        """The paragraphs inside a list or quote, of nested ones too, without recursion.

        `own` are the containers that belong there; others are taken apart with a warning.
        """
        numbers: list[int | None] = []
        label = ""
        skip = index
        for place in range(index, self._end(index) + 1):
            token = self._tokens[place]
            if place < skip:
                continue
            if token.type in ("bullet_list_open", "ordered_list_open"):
                ordered = token.type == "ordered_list_open"
                numbers.append(int(token.attrs.get("start", 1)) if ordered else None)
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                numbers.pop()
                label = ""
            elif token.type == "list_item_open":
                number = numbers[-1]
                label = BULLET if number is None else f"{number}{token.markup}"
                numbers[-1] = None if number is None else number + 1
            elif token.type == "list_item_close":
                label = ""
            elif token.type == "table_open":
                message = "a table can't stand inside a list or quotation"
                self._findings.error("nested-table", message, self._at(token), "put it outside")
                skip = self._end(place)
            inline = self._nested_inline(token)
            if inline:
                yield _Entry(inline, label, max(len(numbers) - 1, 0), inline[0].at)
                label = ""
            if token.type in NESTED and token.type not in own:
                self._warn_nested(token)

    def _nested_inline(self, token: Token) -> Inline:
        """The text of a token inside a list or quote, if it holds any."""
        if token.type == "inline":
            return self._inline(token)
        if token.type in ("fence", "code_block"):
            return self._code(token)
        if token.type == "html_block":
            report_html(token.content, self._at(token), self._findings)
        return ()

    def _warn_nested(self, token: Token) -> None:
        what = NESTED[token.type]
        message = f"{what} inside a list or quotation is set as plain paragraphs"
        self._findings.warning("nested-block", message, self._at(token))

    def _inline(self, token: Token) -> Inline:
        """The spans of a block's inline token."""
        locate = LineLocator(self._lines, _first(token), token.content, self._source.at)
        return spans(token.children or (), token.content, locate, self._findings)

    def _code(self, token: Token) -> Inline:
        """A code block's text, its lines kept by forced breaks."""
        hint = "take off the blanks at the start of the lines, or the ``` around them"
        message = "a code block is set as an ordinary paragraph"
        self._findings.warning("code-block", message, self._at(token), hint)
        first = _first(token) + (1 if token.type == "fence" else 0)
        lines = [
            (first + number, line.strip())
            for number, line in enumerate(token.content.split("\n"))
            if line.strip()
        ]
        last = lines[-1][0] if lines else 0
        return tuple(
            Span(text=line + ("\n" if number < last else ""), at=self._source.at(number))
            for number, line in lines
        )

    def _at(self, token: Token) -> Location:
        """The place where a block begins; inside a list or quote the line only."""
        line = _first(token)
        if token.level:
            return self._source.at(line)
        text = self._lines[line - 1] if line <= len(self._lines) else ""
        return self._source.at(line, len(text) - len(text.lstrip()) + 1)

    def _end(self, index: int) -> int:
        """The index of the token that closes a block; a block without one closes itself."""
        token = self._tokens[index]
        if token.nesting <= 0:
            return index
        end = index + 1
        while self._tokens[end].level != token.level or self._tokens[end].nesting >= 0:
            end += 1
        return end

    def _check_depth(self) -> bool:
        """Whether all of the text was parsed: markdown-it stops silently at `DEPTH`."""
        for token in self._tokens:
            if token.nesting > 0 and token.level >= DEPTH - 1 and token.type != "paragraph_open":
                message = "lists and quotations are nested too deeply"
                self._findings.error("too-deep", message, self._at(token))
                return False
        return True


NESTED = {
    "blockquote_open": "a quotation",
    "bullet_list_open": "a list",
    "ordered_list_open": "a list",
    "heading_open": "a heading",
    "hr": "a break",
}
"""Blocks that lists and quotations can't hold as such."""

HANDLERS: dict[str, Callable[[BlockReader, int], None]] = {
    "heading_open": BlockReader.heading,
    "paragraph_open": BlockReader.paragraph,
    "blockquote_open": BlockReader.quote,
    "bullet_list_open": BlockReader.items,
    "ordered_list_open": BlockReader.items,
    "table_open": BlockReader.table,
    "hr": BlockReader.rule,
    "fence": BlockReader.code,
    "code_block": BlockReader.code,
    "html_block": BlockReader.raw_html,
}
"""What reads each kind of block, from the index of its first token."""


@dataclass(frozen=True, slots=True)
class _RowLocator:
    """Places in a cell of a pipe table, all of it on one line."""

    source: SourceText
    line: int
    base: int | None

    def __call__(self, index: int | None, _above: int) -> Location:
        """The place of an index of the cell's text."""
        if index is None or self.base is None:
            return self.source.at(self.line)
        return self.source.at(self.line, self.base + index + 1)


def _first(token: Token) -> int:
    """The line where a block begins, from 1; markdown-it counts from 0."""
    return token.map[0] + 1 if token.map else 1


def _pictures(token: Token) -> list[tuple[int, Token]]:
    """The pictures of a paragraph that holds nothing else, each with its line from 0."""
    found: list[tuple[int, Token]] = []
    line = 0
    for child in token.children or ():
        if child.type == "image":
            found.append((line, child))
        elif child.type in ("softbreak", "hardbreak"):
            line += 1
        elif child.type != "text" or child.content.strip():
            return []
    return found


def _pipe_cells(line: str) -> int:
    """How many cells a line of a pipe table holds (GitHub Flavored Markdown, 4.10)."""
    cells = _PIPE.split(line.strip())
    if cells and cells[0] == "":
        cells.pop(0)
    if cells and cells[-1] == "":
        cells.pop()
    return len(cells)
