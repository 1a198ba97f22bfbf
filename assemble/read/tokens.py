"""Tokens of an article's text to spans, places and the paragraphs inside lists and quotations.

In: clean text and markdown-it's tokens of it. Out: what the readers of blocks share; it makes no
blocks. Rules: FORMAT.md, "Articles".
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from assemble.model.finding import Findings, Location
from assemble.model.text import Inline, Span
from assemble.read.inline import LineLocator, Locate, Refer, report_html, spans
from assemble.read.source import SourceText

DEPTH = 100
"""Nesting of lists and quotes: far more than anybody prints, and shallow enough for markdown-it,
which calls itself for every level and drops without a word what lies deeper."""

BULLET = "•"

NESTED = {
    "blockquote_open": "a quotation",
    "bullet_list_open": "a list",
    "ordered_list_open": "a list",
    "heading_open": "a heading",
    "hr": "a break",
}
"""Blocks that lists and quotations can't hold as such."""


class Entry(NamedTuple):
    """A paragraph inside a list or quote; `label` only for the first one of a list item."""

    inline: Inline
    label: str
    depth: int
    at: Location


class TokenReader:
    """The tokens of one article text, with their places in it."""

    def __init__(self, source: SourceText, md: MarkdownIt, findings: Findings) -> None:
        self._source = source
        self._lines = source.text.split("\n")
        self._md = md
        self._findings = findings
        self._links: dict[str, Any] = {}
        self._tokens: list[Token] = []
        self._refer: Refer | None = None
        """Numbers footnotes, where they may be referred to."""

    def _paragraphs(self, index: int, own: str) -> tuple[Inline, ...]:
        """The paragraphs of a container; a list inside is set as paragraphs with their labels."""
        found: list[Inline] = []
        for entry in self._entries(index, {own}):
            label = Span(text=f"{entry.label} ", at=entry.at)
            found.append((label, *entry.inline) if entry.label else entry.inline)
        return tuple(found)

    def _entries(self, index: int, own: set[str]) -> Iterator[Entry]:
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
                yield Entry(inline, label, max(len(numbers) - 1, 0), inline[0].at)
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

    def _inline(self, token: Token, *, notes: bool = True) -> Inline:
        """The spans of a block's inline token; `notes`: it may refer to footnotes."""
        locate = LineLocator(self._lines, first_line(token), token.content, self._source.at)
        return self._spans(token, locate, notes=notes)

    def _spans(self, token: Token, locate: Locate, *, notes: bool = True) -> Inline:
        refer = self._refer if notes else None
        children = token.children or ()
        return spans(children, token.content, locate, self._findings, refer=refer)

    def _code(self, token: Token) -> Inline:
        """A code block's text, its lines kept by forced breaks."""
        hint = "take off the blanks at the start of the lines, or the ``` around them"
        message = "a code block is set as an ordinary paragraph"
        self._findings.warning("code-block", message, self._at(token), hint)
        first = first_line(token) + (1 if token.type == "fence" else 0)
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
        line = first_line(token)
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


def first_line(token: Token) -> int:
    """The line where a block begins, from 1; markdown-it counts from 0."""
    return token.map[0] + 1 if token.map else 1
