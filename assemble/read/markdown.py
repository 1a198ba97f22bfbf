"""The body of an article: CommonMark with pipe tables to blocks.

In: clean text and markdown-it's tokens of it. Out: the model's blocks, in order, and `Headline`
for each level-1 heading and `SyncMark` for each sync mark, which are `article`'s concern; and the
footnotes. Nothing that is written gets lost: what has no form in print is an error, or is set as
paragraphs with a warning. Rules: FORMAT.md, "Articles".
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import NamedTuple
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from assemble.model.finding import Findings, Location
from assemble.model.text import (
    Block,
    Footnote,
    Inline,
    ItemList,
    ListItem,
    Paragraph,
    PullQuote,
    Row,
    SectionBreak,
    SideNote,
    Span,
    Subhead,
    Table,
)
from assemble.read.inline import fixed, report_html, report_picture, spans
from assemble.read.notes import (
    DEFINITION,
    SIDE_NOTE,
    Numbers,
    definitions_last,
    side_note_mark,
    with_footnotes,
)
from assemble.read.source import SourceText
from assemble.read.table import check_row, report_header_only
from assemble.read.tokens import DEPTH, Entry, TokenReader, first_line

_SYNC = re.compile(r"<!--\s*sync\s*-->")
_PIPE = re.compile(r"(?<!\\)\|")

CsvReader = Callable[[str, Location], tuple[Row, ...] | None]
"""From the path in an article and its place to the table's rows, None after an error."""


class Headline(NamedTuple):
    """A level-1 heading."""

    inline: Inline
    at: Location


class SyncMark(NamedTuple):
    """A place where the texts of an article meet (`<!-- sync -->`)."""

    at: Location


Element = Block | Headline | SyncMark
"""What the body of an article consists of as it is read."""


def make_parser() -> MarkdownIt:
    """The Markdown parser that articles and table cells share."""
    return with_footnotes(MarkdownIt("commonmark", {"maxNesting": DEPTH}).enable("table"))


class BlockReader(TokenReader):
    """Reads the blocks of one article text."""

    def __init__(
        self, source: SourceText, md: MarkdownIt, read_csv: CsvReader, findings: Findings
    ) -> None:
        super().__init__(source, md, findings)
        self._read_csv = read_csv
        self._numbers = Numbers(findings)
        self._count = 0
        self._blocks: list[Element] = []
        self.footnotes: tuple[Footnote, ...] = ()
        """The footnotes that are referred to, in the order of their numbers."""

    def read(self, first: int) -> list[Element] | None:
        """The blocks from a line (from 1) on; the lines above are front matter.

        None where lists and quotations are nested so deeply that not all was parsed.
        """
        # Blank lines in their place keep the parser's line numbers those of the file.
        text = "\n" * (first - 1) + "\n".join(self._lines[first - 1 :])
        self._tokens, self._count = definitions_last(self._md.parse(text, self._links))
        if not self._check_depth():
            return None
        notes = self._definitions()
        self._refer = self._numbers.refer
        index = 0
        while index < self._count:
            token = self._tokens[index]
            handler = HANDLERS.get(token.type)
            if handler:
                handler(self, index)
            index = self._end(index) + 1
        self.footnotes = self._footnotes(notes)
        return self._blocks

    @property
    def has_body(self) -> bool:
        """Whether anything but level-1 headings was written, faulty or not."""
        return any(
            token.level == 0 and token.nesting >= 0 and token.tag != "h1" and token.type != "inline"
            for token in self._tokens[: self._count]
        )

    def heading(self, index: int) -> None:
        """A headline (level 1) or subhead."""
        level = int(self._tokens[index].tag[1:])
        at = self._at(self._tokens[index])
        inline = self._inline(self._tokens[index + 1], notes=level > 1)
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
                self._csv_table(picture, self._source.at(first_line(token) + line))
            return
        inline = self._inline(token)
        if inline:
            self._blocks.append(Paragraph(inline=inline, at=inline[0].at))

    def quote(self, index: int) -> None:
        """A pull quote, or a side note if its first line says so."""
        at = self._at(self._tokens[index])
        inner = self._tokens[index + 1 : index + 3]
        mark = side_note_mark(inner[1].content) if inner[0].type == "paragraph_open" else None
        title = self._side_title(inner[1], *mark) if mark else ()
        paragraphs = self._paragraphs(index, "blockquote_open")
        if mark and (title or paragraphs):
            self._blocks.append(SideNote(title=title, paragraphs=paragraphs, at=at))
        elif mark:
            self._findings.warning("empty-note", "this side note is empty", at, "delete it")
        elif paragraphs:
            self._blocks.append(PullQuote(paragraphs=paragraphs, at=at))

    def _side_title(self, token: Token, kind: str, text: str) -> Inline:
        """The title of a side note; what follows its line is left in the token."""
        line = first_line(token)
        if kind.upper() != SIDE_NOTE:
            hint = f"[!{SIDE_NOTE}] makes a side note; a pull quote has no mark"
            message = f"there is no [!{kind}] here"
            self._findings.error("unknown-note", message, self._source.at(line), hint)
        title, _, rest = text.partition("\n")
        made: list[Token] = []
        for content, first in ((title, line), (rest, line + 1)):
            parsed = self._md.parseInline(content, self._links)[0]
            parsed.map = [first - 1, first]
            made.append(parsed)
        token.content, token.children, token.map = rest, made[1].children, made[1].map
        return self._inline(made[0])

    def _definitions(self) -> list[tuple[str, Footnote]]:
        """The footnotes with their labels, not numbered yet."""
        found: list[tuple[str, Footnote]] = []
        for index in range(self._count, len(self._tokens)):
            token = self._tokens[index]
            if token.type != DEFINITION:
                continue
            inline: list[Span] = []
            for paragraph in self._paragraphs(index, DEFINITION):
                if inline:
                    inline[-1] = replace(inline[-1], text=inline[-1].text + "\n")
                inline += paragraph
            label, at = token.meta["label"], self._source.at(first_line(token))
            if inline and self._numbers.define(label, at):
                found.append((label, Footnote(label="", inline=tuple(inline), at=at)))
        return found

    def _footnotes(self, found: list[tuple[str, Footnote]]) -> tuple[Footnote, ...]:
        """The footnotes that were referred to, numbered."""
        numbered = [
            (int(number), replace(note, label=number))
            for label, note in found
            if (number := self._numbers.number(label))
        ]
        return tuple(note for _, note in sorted(numbered, key=itemgetter(0)))

    def items(self, index: int) -> None:
        """A list; items of nested lists follow at greater depth."""
        groups: list[list[Entry]] = []
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
        """A sync mark; any other block of raw HTML is an error."""
        token = self._tokens[index]
        if _SYNC.fullmatch(token.content.strip()):
            self._blocks.append(SyncMark(self._at(token)))
            return
        report_html(token.content, self._at(token), self._findings)

    def table(self, index: int) -> None:
        """A pipe table."""
        rows: list[Row] = []
        number, width = -1, 0
        for start in range(index, self._end(index)):
            if self._tokens[start].type != "tr_open":
                continue
            number += 1
            line = first_line(self._tokens[start])
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
        line = first_line(token)
        for index in range(start + 1, self._end(start)):
            token = self._tokens[index]
            if token.type != "inline":
                continue
            found = self._lines[line - 1].find(token.content, cursor)
            base = found if found >= 0 else None
            cursor = found + len(token.content) if found >= 0 else cursor
            locate = _RowLocator(self._source, line, base)
            cells.append(self._spans(token, locate))
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
