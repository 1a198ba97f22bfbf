"""Inline Markdown to spans that know their line and, where it can be told, their column.

In: the tokens that markdown-it makes of a paragraph, with the paragraph's own source. Out: spans.
markdown-it gives inline tokens no places, so the source is walked along beside them: marks are
stepped over and texts matched, escapes and entities included. Where the walk loses its way the
column is None until the next line; it never guesses. Rules: FORMAT.md, "Articles".
"""

import html
import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from assemble.model.finding import Findings, Location
from assemble.model.text import Inline, Span
from assemble.read.notes import REFERENCE
from assemble.read.source import INVISIBLE, clean

SCHEMES = ("http", "https", "mailto", "tel")
"""What a link may lead to on screen."""

Locate = Callable[[int | None, int], Location]
"""From an index in the inline source, or None, and the number of lines above, to a place."""

Refer = Callable[[str, Location], str | None]
"""From the label of a footnote and the place of a reference to its number, None after an error."""

_BREAK = re.compile(r"[ \t]*\\?\n[ \t]*")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ESCAPE = re.compile(r"\\[!-/:-@\[-`{-~]")
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_LINK_END = re.compile(r"\](?:\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)|\[[^\]]*\])?", re.DOTALL)
_BLANKS = re.compile(r"[ \t\n]+")
_SEPARATORS = re.compile("[\u2028\u2029]")


def spans(
    children: Sequence[Token],
    content: str,
    locate: Locate,
    findings: Findings,
    soft: str = " ",
    refer: Refer | None = None,
) -> Inline:
    """The spans of a paragraph.

    Args:
        children: the inline tokens.
        content: the source that they were made of.
        locate: tells places.
        findings: takes raw HTML and pictures, which are errors, and links that are none.
        soft: what a line end in the source means: a space, or in a table's cell a line break.
        refer: numbers footnotes; without it a reference to one is an error.
    """
    writer = _Writer(content, locate, findings, soft, refer)
    for token in children:
        writer.take(token)
    return writer.finish()


def plain_lines(text: str, locate: Locate) -> Inline:
    """Text without any marks as spans, one for each line; the line ends are forced breaks."""
    parts: list[Span] = []
    start = 0
    for number, line in enumerate(text.split("\n")):
        if number and parts:
            parts[-1] = Span(text=parts[-1].text + "\n", at=parts[-1].at)
        words = _SEPARATORS.sub(" ", line)
        blanks = len(words) - len(words.lstrip())
        words = _BLANKS.sub(" ", words.strip())
        if words:
            parts.append(Span(text=words, at=locate(start + blanks, number)))
        start += len(line) + 1
    if parts:
        parts[-1] = Span(text=parts[-1].text.rstrip(), at=parts[-1].at)
    return tuple(parts)


def fixed(at: Location) -> Locate:
    """One place for all of a text."""
    return lambda *_: at


class LineLocator:
    """Places in a block of an article: each line of the inline source is one of the file."""

    def __init__(
        self,
        lines: Sequence[str],
        first: int,
        content: str,
        at: Callable[[int, int | None], Location],
    ) -> None:
        self._lines = lines
        self._first = first
        self._parts = content.split("\n")
        self._starts = [0]
        for part in self._parts[:-1]:
            self._starts.append(self._starts[-1] + len(part) + 1)
        self._at = at
        self._bases: dict[int, int] = {}

    def __call__(self, index: int | None, above: int) -> Location:
        """The place of an index of the content."""
        if index is None:
            return self._at(self._first + above, None)
        row = bisect_right(self._starts, index) - 1
        base = self._base(row)
        column = None if base < 0 else base + index - self._starts[row] + 1
        return self._at(self._first + row, column)

    def _base(self, row: int) -> int:
        """Where a line of the content begins in its source line, below 0 if it can't be told."""
        if row not in self._bases:
            part = self._parts[row]
            words = part.strip()
            number = self._first + row - 1
            source = self._lines[number] if number < len(self._lines) else ""
            # Marks of lists, quotes and headings stand before the text, so it's the last match.
            found = source.rfind(words)
            blanks = len(part) - len(part.lstrip())
            self._bases[row] = found - blanks if found >= 0 else -len(source) - 1
        return self._bases[row]


@dataclass(slots=True)
class _Writer:
    """Walks along the tokens and their source, and collects spans."""

    content: str
    locate: Locate
    findings: Findings
    soft: str
    refer: Refer | None = None
    cursor: int = 0
    lost: bool = False
    above: int = 0
    bold: int = 0
    italic: int = 0
    links: list[str | None] = field(default_factory=list)
    done: list[Span] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    style: tuple[bool, bool, str | None] = (False, False, None)
    at: Location | None = None
    html_lines: set[int] = field(default_factory=set)

    def take(self, token: Token) -> None:
        """Take the next token."""
        kind = token.type
        if kind == "text":
            self._add(token.content, self._match(token.content))
        elif kind in ("softbreak", "hardbreak"):
            self._break("\n" if kind == "hardbreak" else self.soft)
        elif kind in ("strong_open", "strong_close", "em_open", "em_close"):
            self._emphasis(token)
        elif kind == "link_open":
            self._open_link(token)
        elif kind == "link_close":
            self.links.pop()
            self._step(">" if token.markup == "autolink" else _LINK_END)
        elif kind == "code_inline":
            start = None if self.lost else self.cursor + len(token.markup)
            self._step(_CODE)
            self._add(token.content, None if self.lost else start)
        elif kind == "html_inline":
            self._raw_html(token)
        elif kind == "image":
            self._picture(token)
        elif kind == REFERENCE:
            self._reference(token)

    def finish(self) -> Inline:
        """The spans, without blanks at the ends."""
        self._flush()
        while self.done and not self.done[-1].text.rstrip():
            self.done.pop()
        if self.done:
            self._change_last(self.done[-1].text.rstrip())
        return tuple(self.done)

    def _add(self, text: str, index: int | None) -> None:
        """Add text in the current style; it joins the span that is being written if it can."""
        if INVISIBLE.search(text):
            message = "an entity for an invisible mark is dropped"
            self.findings.note("invisible-mark", message, self.locate(index, self.above))
        text = _SEPARATORS.sub("\n", _BLANKS.sub(" ", clean(text)))
        if not self.done and not self.parts:
            text = text.lstrip()
        if not text:
            return
        link = self.links[-1] if self.links else None
        style = (self.bold > 0, self.italic > 0, link)
        if self.parts and style != self.style:
            self._flush()
        if not self.parts:
            self.at = self.locate(index, self.above)
            self.style = style
        self.parts.append(text)

    def _flush(self) -> None:
        """End the span that is being written."""
        if self.parts and self.at:
            bold, italic, link = self.style
            text = "".join(self.parts)
            self.done.append(Span(text=text, at=self.at, bold=bold, italic=italic, link=link))
        self.parts = []

    def _change_last(self, text: str) -> None:
        """Give the last span another text; a reference keeps its own, and a span follows it."""
        old = self.done[-1]
        if not old.note:
            self.done[-1] = Span(
                text=text, at=old.at, bold=old.bold, italic=old.italic, link=old.link
            )
        elif text != old.text:
            self.done.append(Span(text=text.removeprefix(old.text), at=old.at))

    def _match(self, text: str) -> int | None:
        """Step over a text; return where it begins in the source, None if it isn't there."""
        if self.lost:
            return None
        start = self.cursor
        if "\\" not in text and "&" not in text and self.content.startswith(text, start):
            self.cursor += len(text)
            return start
        index, done = start, 0
        while done < len(text):
            sign = self.content[index : index + 1]
            match = (
                {"\\": _ESCAPE, "&": _ENTITY}[sign].match(self.content, index)
                if (sign in ("\\", "&"))
                else None
            )
            meant = sign
            if match:
                meant = match.group()[1:] if sign == "\\" else html.unescape(match.group())
            if not meant or not text.startswith(meant, done):
                self.lost = True
                return None
            done += len(meant)
            index = match.end() if match else index + 1
        self.cursor = index
        return start

    def _step(self, mark: str | re.Pattern[str]) -> None:
        """Step over marks."""
        if isinstance(mark, str):
            end = self.cursor + len(mark) if self.content.startswith(mark, self.cursor) else -1
        else:
            match = mark.match(self.content, self.cursor)
            end = match.end() if match else -1
        if end < 0:
            self.lost = True
        else:
            self.cursor = end

    def _break(self, sign: str) -> None:
        """End a line of the source; the next text is a span of its own, with its own line."""
        self._flush()
        if self.done:
            self._change_last(self.done[-1].text.rstrip(" ") + sign)
        match = None if self.lost else _BREAK.match(self.content, self.cursor)
        if match:
            self.cursor = match.end()
        else:
            end = self.content.find("\n", self.cursor)
            blanks = re.compile(r"[ \t]*").match(self.content, end + 1)
            self.lost = end < 0
            self.cursor = blanks.end() if blanks and end >= 0 else len(self.content)
        self.above += 1

    def _emphasis(self, token: Token) -> None:
        step = 1 if token.nesting > 0 else -1
        if token.type.startswith("strong"):
            self.bold += step
        else:
            self.italic += step
        self._step(token.markup)

    def _open_link(self, token: Token) -> None:
        self._step("<" if token.markup == "autolink" else "[")
        href = str(token.attrs.get("href", ""))
        known = href.partition(":")[0].lower() in SCHEMES
        self.links.append(href if known else None)
        if not known:
            message = f"the link to {href or 'nothing'} is set as text only"
            hint = f"links may begin with {', '.join(SCHEMES)}"
            at = self.locate(None if self.lost else self.cursor, self.above)
            self.findings.note("unknown-link", message, at, hint)

    def _raw_html(self, token: Token) -> None:
        """Report raw HTML, once a line; what stands between the tags is text."""
        at = self.locate(None if self.lost else self.cursor, self.above)
        if self.above not in self.html_lines:
            report_html(token.content, at, self.findings)
            self.html_lines.add(self.above)
        self._step(token.content)

    def _picture(self, token: Token) -> None:
        """Report a picture in the middle of text; its alternative text is all that is kept."""
        at = self.locate(None if self.lost else self.cursor, self.above)
        report_picture(str(token.attrs.get("src", "")), at, self.findings)
        self._add(token.content, None)
        self.lost = True

    def _reference(self, token: Token) -> None:
        """The number of a footnote, right behind the word before it."""
        at = self.locate(None if self.lost else self.cursor, self.above)
        self._step(token.content)
        if self.refer is None:
            message = f"there is no room for a footnote ({token.content}) here"
            hint = "refer to it from a paragraph, list, quotation, side note or pipe table"
            self.findings.error("footnote-place", message, at, hint)
            return
        number = self.refer(token.meta["label"], at)
        if number is None:
            return
        self._flush()
        if self.done and self.done[-1].text.endswith(" "):
            self._change_last(self.done[-1].text.rstrip(" "))
        self.done.append(Span(text=number, at=at, note=number))


def report_html(source: str, at: Location, findings: Findings) -> None:
    """Report raw HTML."""
    tag = source.strip().partition("\n")[0]
    shown = tag if len(tag) <= 40 else tag[:39] + "…"
    hint = "write &lt; for a less-than sign"
    if tag.lower().startswith("<br"):
        hint = "end the line with a backslash for a line break"
    elif tag.startswith("<!--"):
        hint = "the only comment is <!-- sync -->, alone on a line between blocks"
    findings.error("raw-html", f"raw HTML ({shown}) can't be printed", at, hint)


def report_picture(source: str, at: Location, findings: Findings) -> None:
    """Report a picture that is no table on its own."""
    if source.lower().endswith(".csv"):
        message, hint = "a table can't stand inside a paragraph", "put it in a paragraph of its own"
        findings.error("table-in-text", message, at, hint)
    else:
        message = f"{source or 'this picture'} is not a table"
        hint = "photographs belong in the manifest, under photos of the article"
        findings.error("not-a-table", message, at, hint)
