"""Article texts: front matter, headline and body of `NAME.LANG.md`.

In: the Markdown file of one language. Out: an `ArticleText`, or None if it has no headline to set.
Findings stand in the article's file, those of a table in the table's. Rules: FORMAT.md, "An
article" and "Articles".
"""

from typing import NamedTuple

from assemble.model.agreement import Accepted
from assemble.model.finding import Findings, Location
from assemble.model.text import ArticleText, Block, Inline, Phrase, Row
from assemble.read import values, yamldoc
from assemble.read.agreement import read_accepted
from assemble.read.inline import fixed, spans
from assemble.read.markdown import BlockReader, Element, Headline, SyncMark, make_parser
from assemble.read.readings import KeptRows, KeptText, Readings
from assemble.read.source import TEXT_LIMIT, Found, Sources, SourceText
from assemble.read.table import read_rows
from assemble.read.values import Value

TEXTS = ("kicker", "standfirst")
"""The keys of the front matter that are printed."""

FRONT_MATTER = (*TEXTS, "accept")
"""The keys of an article's front matter."""

FENCE = "---"
"""The line before and after front matter."""


class Articles:
    """Reads article texts of an issue; a table that several of them set is read once."""

    def __init__(
        self, sources: Sources, findings: Findings, readings: Readings | None = None
    ) -> None:
        self._sources = sources
        self._findings = findings
        self._readings = readings or Readings()
        self._alone = True
        self._md = make_parser()
        self._tables: dict[Found, tuple[Row, ...] | None] = {}

    def read(self, found: Found, language: str, at: Location) -> ArticleText | None:
        """Read a text; `at` is the place in the manifest that names it."""
        data = self._sources.read_bytes(found, at, self._findings, TEXT_LIMIT)
        if data is None:
            return None
        key = (found.name, language, self._sources.sha256(found))
        kept = self._readings.text(key)
        if kept is not None:
            self._findings.extend(kept.findings)
            return kept.text
        before = len(self._findings.items)
        self._alone = True
        text = self._text(found, data, language)
        if self._alone:
            told = tuple(self._findings.items[before:])
            self._readings.keep_text(key, KeptText(text, told))
        return text

    def _text(self, found: Found, data: bytes, language: str) -> ArticleText | None:
        source = self._sources.decoded(found, data, self._findings)
        if source is None:
            return None
        front, first = self._front_matter(source)

        def read_csv(path: str, place: Location) -> tuple[Row, ...] | None:
            self._alone = False  # what the text comes to rests on another file too
            return self._table(found.name, path, place)

        reader = BlockReader(source, self._md, read_csv, self._findings)
        blocks = reader.read(first)
        if blocks is None:
            return None
        marked, syncs = _without_syncs(blocks)
        headline, body = self._split(marked, source.at(first))
        if headline is None:
            return None
        if not reader.has_body:
            message = "the article has a headline only"
            self._findings.warning("empty-body", message, headline.at)
        return ArticleText(
            language=language,
            file=source.file,
            headline=headline.inline,
            kicker=front.kicker,
            standfirst=front.standfirst,
            blocks=body,
            at=headline.at,
            footnotes=reader.footnotes,
            syncs=syncs,
            accepted=front.accepted,
        )

    def _front_matter(self, source: SourceText) -> tuple["_Front", int]:
        """Kicker and standfirst, and the line where the body begins."""
        lines = source.text.split("\n")
        if lines[0].rstrip() != FENCE:
            return _Front(), 1
        end = next((i for i, line in enumerate(lines) if i and line.rstrip() == FENCE), None)
        if end is None:
            message = "the front matter that begins here is not closed"
            self._findings.error("front-matter", message, source.at(1, 1), "close it by a line ---")
            return _Front(), 2

        def locate(line: int, column: int) -> Location:
            return source.at(line + 1, column)

        node = yamldoc.parse("\n".join(lines[1:end]), locate, self._findings)
        empty = isinstance(node, yamldoc.Scalar) and node.plain and not node.value
        if node is None or empty:
            return _Front(), end + 2
        fields = values.mapping(Value(node, "", self._findings), FRONT_MATTER)
        phrases = (values.text(fields.get(key)) for key in TEXTS)
        kicker, standfirst = (self._marked(phrase) for phrase in phrases)
        accepted = read_accepted(fields.get("accept"), source.file)
        return _Front(kicker, standfirst, accepted), end + 2

    def _marked(self, phrase: Phrase | None) -> Inline:
        """A text of the front matter with its inline marks parsed."""
        if phrase is None:
            return ()

        tokens = self._md.parseInline(phrase.text)
        children = [child for token in tokens for child in token.children or ()]
        # YAML folds lines and undoes escapes, so that only the start of the text is known.
        return spans(children, phrase.text, fixed(phrase.at), self._findings)

    def _split(
        self, blocks: list[Block | Headline], start: Location
    ) -> tuple[Headline | None, tuple[Block, ...]]:
        """The headline and the body, by the rules for level-1 headings."""
        headlines = [block for block in blocks if isinstance(block, Headline)]
        body = tuple(block for block in blocks if not isinstance(block, Headline))
        if not headlines:
            at = blocks[0].at if blocks else start
            hint = "begin the text with a line # Headline"
            self._findings.error("no-headline", "the article has no headline", at, hint)
            return None, body
        if not isinstance(blocks[0], Headline):
            message = "text stands before the headline"
            self._findings.error("text-before-headline", message, blocks[0].at)
        for extra in headlines[1:]:
            hint = f"the first one is in line {headlines[0].at.line}; subheads are ##"
            self._findings.error("second-headline", "this is a second headline", extra.at, hint)
        for headline in headlines:
            if not headline.inline:
                self._findings.error("empty-headline", "the headline is empty", headline.at)
        return (headlines[0] if headlines[0].inline else None), body

    def _table(self, base: str, path: str, at: Location) -> tuple[Row, ...] | None:
        """The rows of a CSV file that an article names at `at`."""
        found = self._sources.find(base, path, at, self._findings, "missing-table")
        if found is None:
            return None
        if found not in self._tables:
            self._tables[found] = self._rows(found, at)
        return self._tables[found]

    def _rows(self, found: Found, at: Location) -> tuple[Row, ...] | None:
        """The rows of a file, with what is found in it."""
        data = self._sources.read_bytes(found, at, self._findings, TEXT_LIMIT)
        if data is None:
            return None
        digest = self._sources.sha256(found)
        kept = self._readings.table(found.name, digest)
        if kept is None:
            own = Findings()
            source = self._sources.decoded(found, data, own)
            rows = read_rows(source, self._md, own) if source else None
            kept = KeptRows(rows, tuple(own.items))
            self._readings.keep_table(found.name, digest, kept)
        self._findings.extend(kept.findings)
        return kept.rows


def _without_syncs(found: list[Element]) -> tuple[list[Block | Headline], tuple[int, ...]]:
    """The blocks without sync marks, and the number of blocks of the body above each mark."""
    blocks: list[Block | Headline] = []
    syncs: list[int] = []
    above = 0
    for element in found:
        if isinstance(element, SyncMark):
            syncs.append(above)
        else:
            blocks.append(element)
            above += not isinstance(element, Headline)
    return blocks, tuple(syncs)


class _Front(NamedTuple):
    """What the front matter gives."""

    kicker: Inline = ()
    standfirst: Inline = ()
    accepted: tuple[Accepted, ...] = ()
