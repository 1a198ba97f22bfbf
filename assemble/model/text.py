"""Text as the editor wrote it: phrases by language, inline spans, and the blocks of an article."""

from collections.abc import Iterable

from assemble.model.agreement import Accepted
from assemble.model.finding import Location
from assemble.model.frozen import Frozen


class Span(Frozen):
    """A run of text in one inline style; a newline in `text` is a forced line break.

    `note` is the number of the footnote that the text refers to, which then is the text too.
    """

    text: str
    at: Location
    bold: bool = False
    italic: bool = False
    link: str | None = None
    note: str | None = None


Inline = tuple[Span, ...]


def plain(inline: Iterable[Span]) -> str:
    """The text of inline spans without their styles; forced breaks become spaces."""
    return "".join(span.text for span in inline).replace("\n", " ")


class Phrase(Frozen):
    """A short text of the manifest in one language."""

    text: str
    at: Location


class Localized(Frozen):
    """A manifest text by language.

    `shared` is true for a text given as one string: it is the same in every language and is
    printed once where languages stand side by side.
    """

    phrases: tuple[tuple[str, Phrase], ...]
    shared: bool = False

    def get(self, language: str) -> Phrase | None:
        """The text in a language, or None where it was not given."""
        for known, phrase in self.phrases:
            if known == language:
                return phrase
        return None

    def text(self, language: str) -> str:
        """The text in a language, empty where it was not given."""
        phrase = self.get(language)
        return phrase.text if phrase else ""

    def each(self, languages: Iterable[str]) -> tuple[tuple[str, Phrase], ...]:
        """The texts in the order of `languages`, a shared one only once."""
        found = [(lang, phrase) for lang in languages if (phrase := self.get(lang))]
        return tuple(found[:1] if self.shared else found)


class Paragraph(Frozen):
    """A paragraph of running text."""

    inline: Inline
    at: Location


class Subhead(Frozen):
    """A heading inside an article; `level` is 2 for `##`, 3 for `###`."""

    inline: Inline
    level: int
    at: Location


class PullQuote(Frozen):
    """A quotation set off from the text (`>`), by paragraphs."""

    paragraphs: tuple[Inline, ...]
    at: Location


class SideNote(Frozen):
    """A note in a box beside the text (`> [!NOTE] Title`), its title empty where none was given."""

    title: Inline
    paragraphs: tuple[Inline, ...]
    at: Location


class ListItem(Frozen):
    """An entry of a list: its label as printed (`•`, `1.`), its paragraphs and nesting depth."""

    label: str
    paragraphs: tuple[Inline, ...]
    depth: int
    at: Location


class ItemList(Frozen):
    """A bulleted or numbered list, nested lists flattened into items of greater depth."""

    items: tuple[ListItem, ...]
    at: Location


class Row(Frozen):
    """A table row: one inline text a cell, forced breaks kept."""

    cells: tuple[Inline, ...]
    at: Location


class Table(Frozen):
    """A table: title, header row and body rows, all rows with as many cells as the header.

    `note` stands under it: its source.
    """

    title: Inline
    header: Row
    rows: tuple[Row, ...]
    note: Inline
    at: Location


class SectionBreak(Frozen):
    """A break between passages (`---`)."""

    at: Location


Block = Paragraph | Subhead | PullQuote | SideNote | ItemList | Table | SectionBreak


class Footnote(Frozen):
    """A footnote; `label` is its number as printed, counted in the order of the references."""

    label: str
    inline: Inline
    at: Location


class ArticleText(Frozen):
    """An article in one language. Empty tuples stand for what was not given.

    `footnotes` are those that are referred to, in the order of their numbers; `syncs` the indexes
    of the blocks before which a sync mark stands, rising, the number of blocks for one at the end;
    `accepted` what its front matter says of findings that are settled.
    """

    language: str
    file: str
    headline: Inline
    kicker: Inline
    standfirst: Inline
    blocks: tuple[Block, ...]
    at: Location
    footnotes: tuple[Footnote, ...] = ()
    syncs: tuple[int, ...] = ()
    accepted: tuple[Accepted, ...] = ()
