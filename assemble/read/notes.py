"""Footnotes (`[^1]`, `[^1]: text`) and the marks of side notes (`[!NOTE]`), as Markdown has them.

In: markdown-it's parser and its tokens. Out: the parser with the rules of footnotes, and the
numbers of the footnotes with their findings. The rules are our own: mdit-py-plugins has them too,
but makes lists of notes and anchors for the web that we would have to take apart again, and
importing it costs start-up time.
"""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from assemble.model.finding import Findings, Location
from assemble.read.source import nearest

SIDE_NOTE = "NOTE"
"""The one kind of a side note."""

DEFINITION = "footnote_open"
"""The type of the token that begins a footnote's text."""

REFERENCE = "footnote_reference"
"""The type of the inline token that refers to a footnote."""

_MARK = re.compile(r"\[!([A-Za-z]+)\](?:[ \t]+|(?=\n|$))")
_DEFINITION = re.compile(r"\[\^([^\s\[\]^]+)\]:[ \t]*")
_REFERENCE = re.compile(r"\[\^([^\s\[\]^]+)\]")
_INDENT = 4
"""Blanks before the further paragraphs of a footnote, as in GitHub's Markdown."""


def with_footnotes(md: MarkdownIt) -> MarkdownIt:
    """The parser, which knows footnotes from now on."""
    alternatives: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote"]}
    md.block.ruler.before("reference", "footnote_definition", _define, alternatives)
    md.inline.ruler.before("link", REFERENCE, _refer)
    return md


def side_note_mark(content: str) -> tuple[str, str] | None:
    """The kind that the mark before a quotation names, and the text after the mark, if any."""
    match = _MARK.match(content)
    return (match.group(1), content[match.end() :]) if match else None


def definitions_last(tokens: Sequence[Token]) -> tuple[list[Token], int]:
    """The tokens with all footnotes' texts after the others, and the number of the others."""
    body: list[Token] = []
    notes: list[Token] = []
    inside = False
    for token in tokens:
        inside = inside or token.type == DEFINITION
        (notes if inside else body).append(token)
        inside = inside and token.type != "footnote_close"
    return body + notes, len(body)


class Numbers:
    """Numbers the footnotes of a text, from 1 in the order in which they are referred to."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._defined: dict[str, Location] = {}
        self._numbers: dict[str, str] = {}

    def define(self, label: str, at: Location) -> bool:
        """Take up a footnote's text; false where its label has one already, which is told."""
        first = self._defined.setdefault(label, at)
        if first is not at:
            message = f"this is a second text for the footnote [^{label}]"
            hint = f"the first one is in line {first.line}; give it a label of its own"
            self._findings.error("duplicate-footnote", message, at, hint)
        return first is at

    def refer(self, label: str, at: Location) -> str | None:
        """The number of a footnote that is referred to; None where it has no text."""
        if label not in self._defined:
            meant = nearest(label, tuple(self._defined))
            hint = f"write a line [^{label}]: with the text" + (f", or [^{meant}]" if meant else "")
            message = f"the footnote [^{label}] has no text"
            self._findings.error("missing-footnote", message, at, hint)
            return None
        return self._numbers.setdefault(label, str(len(self._numbers) + 1))

    def number(self, label: str) -> str | None:
        """The number of a footnote; None, with a warning, where nothing refers to it."""
        number = self._numbers.get(label)
        if number is None:
            message = f"nothing refers to the footnote [^{label}]; it is not printed"
            hint = f"put [^{label}] behind the words that it belongs to"
            self._findings.warning("unused-footnote", message, self._defined[label], hint)
        return number


def _define(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """The block rule of a footnote's text: what stands after the mark, and all that is indented."""
    start = state.bMarks[first] + state.tShift[first]
    match = _DEFINITION.match(state.src, start, state.eMarks[first])
    if not match or state.is_code_block(first) or state.parentType == "footnote":
        return False
    if silent:
        return True
    opening = state.push(DEFINITION, "", 1)
    opening.meta = {"label": match.group(1)}
    opening.map = lines = [first, first + 1]
    kept = state.bMarks[first], state.tShift[first], state.sCount[first], state.parentType
    # The mark counts as indentation, so that the text behind it is a block like those under it.
    state.bMarks[first], state.tShift[first] = match.end(), 0
    state.blkIndent += _INDENT
    state.sCount[first] = state.blkIndent
    state.parentType = "footnote"
    if match.end() < state.eMarks[first]:
        state.md.block.tokenize(state, first, last)
    else:
        state.line = first + 1
    state.blkIndent -= _INDENT
    state.bMarks[first], state.tShift[first], state.sCount[first], state.parentType = kept
    lines[1] = state.line
    state.push("footnote_close", "", -1)
    return True


def _refer(state: StateInline, silent: bool) -> bool:
    """The inline rule of a reference."""
    match = _REFERENCE.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        token = state.push(REFERENCE, "", 0)
        token.content = match.group()
        token.meta = {"label": match.group(1)}
    state.pos = match.end()
    return True
