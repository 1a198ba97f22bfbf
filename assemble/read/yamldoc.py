"""YAML text to located nodes, safely: no tags, one document, bounded depth and size.

In: clean text. Out: a tree of frozen `Scalar`, `Sequence` and `Mapping`, each with its place, or
None when the text is no YAML or breaks a limit; findings say why. Scalars stay text as written:
what they mean is up to `values`. The tree is built from parser events, never by recursion, so
that neither deep nesting nor an alias bomb can bring the reader down. Rules: FORMAT.md, "YAML".
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from assemble.model.finding import Findings, Location
from assemble.read.source import CONTROL, SourceText, clean

LEVELS = 50
"""Nesting depth, aliases expanded (FORMAT.md, Files)."""

NODES = 100_000
"""Nodes of a document, aliases expanded (FORMAT.md, Files)."""

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml where PyYAML was built with it (ten times as fast), else the pure parser."""

Locate = Callable[[int, int], Location]
"""From line and column, counted from 1, to the place in the source."""


class Scalar(NamedTuple):
    """A text as written; `plain` means without quotes and not as a block. Nothing at all is ''.

    `literal` is a block after `|`, whose line breaks are the writer's; elsewhere one stands for
    an empty line.
    """

    value: str
    plain: bool
    at: Location
    literal: bool = False


class Sequence(NamedTuple):
    """A list."""

    items: tuple["Node", ...]
    at: Location


class Mapping(NamedTuple):
    """Keys and values, keys unique, merges (`<<`) done; an alias keeps its anchor's place."""

    entries: tuple[tuple[Scalar, "Node"], ...]
    at: Location


Node = Scalar | Sequence | Mapping


def parse_yaml(source: SourceText, findings: Findings) -> Node | None:
    """Parse a whole file; an empty one is an empty plain scalar at its start."""
    return parse(source.text, source.at, findings)


def parse(text: str, locate: Locate, findings: Findings) -> Node | None:
    """Parse a text, which may be a part of a file.

    Args:
        text: YAML; at most 8 MiB, as the file that it comes from.
        locate: turns a line and column of `text` into a place in the source file.
        findings: takes syntax errors, tags, duplicate keys and broken limits.

    Returns:
        The root node, or None if there is none to go on with.
    """
    last = text.count("\n") + 1
    end = len(text) - text.rfind("\n")

    def inside(line: int, column: int) -> Location:
        # libyaml counts a line more where the text doesn't end in one.
        return locate(line, column) if line <= last else locate(last, end)

    composer = _Composer(inside, findings)
    # YAML 1.1 ends lines at U+2028 and U+2029, which no editor counts as lines.
    text = text.replace("\u2028", " ").replace("\u2029", " ")
    try:
        composer.run(yaml.parse(text, Loader=LOADER))
    except _StopError:
        return None
    except yaml.MarkedYAMLError as fault:
        composer.report(fault, text.rstrip("\n").count("\n") + 1)
        return None
    except yaml.YAMLError as fault:
        findings.error("yaml-syntax", f"this is not YAML: {fault}", locate(1, 1))
        return None
    return composer.root or Scalar("", True, inside(1, 1))


class _StopError(Exception):
    """The document can't be read further; the finding is already reported."""


class _Sized(NamedTuple):
    """A node with its number of nodes and its height, aliases expanded."""

    node: Node
    size: int
    height: int


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet."""

    at: Location
    anchor: str | None
    is_mapping: bool
    is_flow: bool
    items: list[_Sized] = field(default_factory=list)
    entries: dict[str, tuple[Scalar, _Sized]] = field(default_factory=dict)
    merges: list[_Sized] = field(default_factory=list)
    key: Node | None = None
    size: int = 1
    height: int = 1


class _Composer:
    """Builds nodes from events with a stack of its own."""

    def __init__(self, locate: Locate, findings: Findings) -> None:
        self.root: Node | None = None
        self._locate = locate
        self._findings = findings
        self._stack: list[_Open] = []
        self._anchors: dict[str, _Sized | None] = {}
        self._count = 0

    def run(self, events: Iterable[Any]) -> None:
        """Take all events of a document; the second document of a stream is refused."""
        documents = 0
        for event in events:
            if isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, yaml.CollectionStartEvent):
                self._open(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self._close()
            elif isinstance(event, yaml.AliasEvent):
                self._alias(event)
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents == 2:
                    hint = "a line --- begins a new document; take it out"
                    message = "the file holds a second YAML document"
                    self._findings.error("yaml-documents", message, self._at(event), hint)
                    return

    def report(self, fault: yaml.MarkedYAMLError, lines: int) -> None:
        """Report a syntax error in a text of some lines.

        libyaml has no opener for a bracket that the end of the text leaves open; the stack has.
        """
        mark = fault.problem_mark or fault.context_mark
        opener = self._stack[-1] if self._stack else None
        if opener and opener.is_flow and (mark is None or mark.line + 1 > lines):
            message = "the bracket that opens here is not closed"
            self._findings.error("yaml-syntax", message, opener.at, "add the closing bracket")
        else:
            _report_syntax(fault, self._locate, self._findings)

    def _at(self, event: Any) -> Location:
        mark = event.start_mark
        return self._locate(mark.line + 1, mark.column + 1)

    def _scalar(self, event: Any) -> None:
        at = self._begin(event)
        text = clean(event.value)
        if CONTROL.search(text):
            # Only an escape such as "\0" can bring one in; the file itself was checked.
            message = "an escape stands for a control character"
            self._findings.error("control-character", message, at, "delete it")
            text = CONTROL.sub(" ", text)
        sized = _Sized(Scalar(text, not event.style, at, event.style == "|"), 1, 1)
        if event.anchor:
            self._anchors[event.anchor] = sized
        self._add(sized)

    def _open(self, event: Any) -> None:
        at = self._begin(event)
        self._check_depth(len(self._stack) + 1, at)
        if event.anchor:
            self._anchors[event.anchor] = None
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        self._stack.append(_Open(at, event.anchor, is_mapping, event.flow_style))

    def _close(self) -> None:
        top = self._stack.pop()
        node: Node
        if top.is_mapping:
            self._merge(top)
            entries = tuple((key, value.node) for key, value in top.entries.values())
            node = Mapping(entries, top.at)
        else:
            node = Sequence(tuple(item.node for item in top.items), top.at)
        sized = _Sized(node, top.size, top.height)
        if top.anchor:
            self._anchors[top.anchor] = sized
        self._add(sized)

    def _alias(self, event: Any) -> None:
        at = self._at(event)
        if event.anchor not in self._anchors:
            message = f"*{event.anchor} refers to nothing: there is no &{event.anchor} before it"
            self._findings.error("yaml-alias", message, at)
            raise _StopError
        sized = self._anchors[event.anchor]
        if sized is None:
            self._findings.error("yaml-alias", f"*{event.anchor} contains itself", at)
            raise _StopError
        self._grow(sized.size, at)
        self._check_depth(len(self._stack) + sized.height, at)
        self._add(sized)

    def _begin(self, event: Any) -> Location:
        """Count a node, refuse its tag, and tell its place."""
        at = self._at(event)
        self._grow(1, at)
        if event.tag is not None:
            message = f"the tag {event.tag} is not allowed"
            self._findings.error("yaml-tag", message, at, "put text that begins with ! in quotes")
        return at

    def _grow(self, nodes: int, at: Location) -> None:
        self._count += nodes
        if self._count > NODES:
            message = f"the document has more than {NODES:,} nodes, aliases expanded"
            self._findings.error("yaml-limit", message, at)
            raise _StopError

    def _check_depth(self, depth: int, at: Location) -> None:
        if depth > LEVELS:
            message = f"the document is nested more than {LEVELS} levels deep"
            self._findings.error("yaml-limit", message, at)
            raise _StopError

    def _add(self, sized: _Sized) -> None:
        """Give a finished node to what contains it."""
        if not self._stack:
            self.root = sized.node
            return
        top = self._stack[-1]
        top.size += sized.size
        top.height = max(top.height, sized.height + 1)
        if not top.is_mapping:
            top.items.append(sized)
        elif top.key is None:
            top.key = sized.node
        else:
            key, top.key = top.key, None
            self._add_entry(top, key, sized)

    def _add_entry(self, top: _Open, key: Node, value: _Sized) -> None:
        if not isinstance(key, Scalar):
            message = "a key is a list or mapping, where text is wanted"
            self._findings.error("yaml-key", message, key.at, "put text in brackets in quotes")
        elif key.value in top.entries or (_is_merge(key) and top.merges):
            message = f"the key {key.value} stands here twice"
            first = top.entries.get(key.value)
            hint = f"the first one is in line {first[0].at.line}" if first else None
            self._findings.error("duplicate-key", message, key.at, hint)
        elif _is_merge(key):
            top.merges = self._merged(value)
        else:
            top.entries[key.value] = (key, value)

    def _merged(self, value: _Sized) -> list[_Sized]:
        """The mappings that a `<<` names: one, or a list of them (yaml.org/type/merge.html)."""
        nodes = value.node.items if isinstance(value.node, Sequence) else (value.node,)
        for node in nodes:
            if not isinstance(node, Mapping):
                message = "<< merges mappings only"
                self._findings.error("yaml-merge", message, node.at)
                return []
        return [_Sized(node, 1, 1) for node in nodes]

    def _merge(self, top: _Open) -> None:
        """Add what is merged: a mapping's own keys go first, then earlier mappings."""
        for merged in top.merges:
            assert isinstance(merged.node, Mapping)
            for key, node in merged.node.entries:
                # Their sizes are counted already, with the alias.
                top.entries.setdefault(key.value, (key, _Sized(node, 0, 0)))


def _is_merge(key: Scalar) -> bool:
    return key.plain and key.value == "<<"


class _Advice(NamedTuple):
    """Words of the parser, the same in plain English, and what to do."""

    words: str
    plain: str
    hint: str | None


ADVICE = (
    _Advice(
        "mapping values are not allowed",
        "a colon with a space after it stands in unquoted text",
        "put the text in quotes",
    ),
    _Advice(
        "cannot start any token",
        "an unquoted text can't begin with this character",
        "put the text in quotes; indent with spaces, not tabs",
    ),
    _Advice(
        "found a tab character that violates indentation",
        "a tab stands where the line is indented",
        "indent with spaces, not tabs",
    ),
    _Advice(
        "found unexpected end of stream",
        "the quote that opens here is not closed",
        "add the closing quote",
    ),
    _Advice("expected ',' or ']'", "the bracket [ here is not closed, or lacks a comma", None),
    _Advice("expected ',' or '}'", "the brace { here is not closed, or lacks a comma", None),
    _Advice("could not find expected ':'", "a key without a colon after it", "write key: value"),
    _Advice(
        "did not find expected '-' indicator",
        "a line of the list is indented differently, or has no -",
        None,
    ),
    _Advice(
        "did not find expected key",
        "this line is indented differently from those above it",
        "a text that holds a quote needs quotes around all of it",
    ),
)
"""What libyaml and PyYAML say of the mistakes that editors make."""

OPENERS = ("quoted scalar", "flow sequence", "flow mapping")
"""Contexts whose faults are told where the quote or bracket opens (FORMAT.md, the rules)."""


def _report_syntax(fault: yaml.MarkedYAMLError, locate: Locate, findings: Findings) -> None:
    """Report a syntax error at its opening quote or bracket, or where the parser gave up."""
    problem = fault.problem or fault.context or "unknown fault"
    mark = fault.problem_mark or fault.context_mark
    message, hint = f"this is not YAML: {problem}", None
    for advice in ADVICE:
        if advice.words in problem:
            message, hint = advice.plain, advice.hint
            break
    opens = fault.context_mark
    if opens and fault.context and any(words in fault.context for words in OPENERS):
        if mark:
            line = locate(mark.line + 1, 1).line
            hint = f"{hint or 'close it'}; the parser gave up in line {line}"
        mark = opens
    at = locate(mark.line + 1, mark.column + 1) if mark else locate(1, 1)
    findings.error("yaml-syntax", message, at, hint)
