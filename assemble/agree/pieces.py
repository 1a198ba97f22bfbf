"""An issue as pairs of texts to compare.

In: an issue. Out: for each article, caption, masthead line and title, its pieces by language:
single ones that stand for each other, and the bodies of articles, whose paragraphs are paired
later.
"""

from collections.abc import Iterator
from typing import NamedTuple

from assemble.agree.facts import Piece
from assemble.model.issue import (
    Article,
    Filler,
    Issue,
    MastheadBlock,
    Photo,
    PhotoGroup,
    PhotoPage,
    Picture,
    Section,
)
from assemble.model.text import (
    ArticleText,
    Block,
    Inline,
    ItemList,
    Localized,
    Paragraph,
    PullQuote,
    SideNote,
    Span,
    Subhead,
    Table,
)

BAR = " | "
"""What stands between the cells of a row in its text."""


class Unit(NamedTuple):
    """What is compared as a whole: in each language the pieces, in order.

    `single` is set where the pieces stand for each other one by one, as those of a caption do;
    `wanted` where a language that lacks them lacks something that reading didn't report.
    """

    pieces: dict[str, list[Piece]]
    single: bool
    wanted: bool = False


def units_of(issue: Issue) -> Iterator[Unit]:
    """All that an issue prints, unit by unit, in reading order."""
    yield from _phrases("publication", "title", issue.title)
    yield from _phrases("publication", "title", issue.publisher)
    yield from _phrases("contents", "title", issue.contents_title)
    if issue.cover.photo:
        yield from _photo("cover", issue.cover.photo)
    yield from _phrases("cover", "title", issue.cover.note)
    for block in issue.masthead:
        yield from _masthead(block)
    for section in issue.sections:
        yield from _section(section)
    if issue.back_cover:
        yield from _photo("back cover", issue.back_cover)
    for filler in issue.fillers:
        yield from _filler(filler)


def _section(section: Section | PhotoPage) -> Iterator[Unit]:
    """A section's title and its articles, or a photograph between sections."""
    if isinstance(section, PhotoPage):
        yield from _photo("photograph", section.photo)
        return
    yield from _phrases("section", "title", section.title)
    for article in section.articles:
        yield from article_units(article)


def article_units(article: Article) -> Iterator[Unit]:
    """Headline, kicker, standfirst, body, byline and photographs of an article."""
    texts = article.texts
    for role in ("kicker", "headline", "standfirst"):
        found = {
            text.language: [piece_of(getattr(text, role), text.language, role, article.id)]
            for text in texts
            if getattr(text, role) and any(s.note is None for s in getattr(text, role))
        }
        if found:
            yield Unit(found, single=True, wanted=role == "standfirst" and len(texts) > 1)
    bodies = {text.language: _body(text, article.id) for text in texts}
    if any(bodies.values()):
        yield Unit(bodies, single=False)
    yield from _phrases(article.id, "credit", article.author)
    for picture in article.photos:
        yield from _photo(article.id, picture)


def _masthead(block: MastheadBlock) -> Iterator[Unit]:
    """Heading, lines and people of a masthead block."""
    yield from _phrases("masthead", "title", block.heading)
    for line in block.lines:
        yield from _phrases("masthead", "masthead", line)
    for person in block.people:
        yield from _phrases("masthead", "credit", person.name)
        yield from _phrases("masthead", "masthead", person.role)


def _photo(unit: str, picture: Picture) -> Iterator[Unit]:
    """Captions and credits of a photograph or a group."""
    yield from _phrases(unit, "caption", picture.caption)
    yield from _phrases(unit, "credit", picture.credit)
    for photo in picture.photos if isinstance(picture, PhotoGroup) else ():
        yield from _photo(unit, photo)


def _filler(filler: Filler) -> Iterator[Unit]:
    """The texts of a filler."""
    yield from _phrases("filler", "title", filler.heading)
    yield from _phrases("filler", "paragraph", filler.text)
    if isinstance(filler.photo, Photo):
        yield from _photo("filler", filler.photo)


def _phrases(unit: str, role: str, localized: Localized | None) -> Iterator[Unit]:
    """A text of the manifest; one that is the same in every language is read once."""
    if localized is None:
        return
    found = {
        language: [Piece(language, role, unit, phrase.text, ((0, phrase.at),))]
        for language, phrase in localized.phrases
        if phrase.text
    }
    if localized.shared:
        found = dict(list(found.items())[:1])
    if found:
        yield Unit(found, single=True)


def piece_of(inline: Inline, language: str, role: str, unit: str) -> Piece:
    """The piece of inline spans; forced breaks become blanks, references to footnotes go."""
    text = ""
    starts = []
    for span in inline:
        if span.note is None:
            starts.append((len(text), span.at))
            text += span.text.replace("\n", " ")
    return Piece(language, role, unit, text, tuple(starts))


def _body(text: ArticleText, unit: str) -> list[Piece]:
    """The pieces of an article's blocks and footnotes, in order."""
    language = text.language
    pieces = [
        piece_of(inline, language, role, unit)
        for block in text.blocks
        for role, inline in _inlines(block)
    ]
    pieces += [piece_of(note.inline, language, "footnote", unit) for note in text.footnotes]
    return [piece for piece in pieces if piece.text.strip() and piece.starts]


def _inlines(block: Block) -> Iterator[tuple[str, Inline]]:
    """The texts of a block, each with its role."""
    match block:
        case Paragraph():
            yield "paragraph", block.inline
        case Subhead():
            yield "subhead", block.inline
        case PullQuote():
            yield from (("quotation", paragraph) for paragraph in block.paragraphs)
        case SideNote():
            yield "subhead", block.title
            yield from (("note", paragraph) for paragraph in block.paragraphs)
        case ItemList():
            yield from (("item", p) for item in block.items for p in item.paragraphs)
        case Table():
            yield "title", block.title
            yield "row", _row(block.header.cells)
            yield from (("row", _row(row.cells)) for row in block.rows)
            yield "title", block.note
        case _:
            return


def _row(cells: tuple[Inline, ...]) -> Inline:
    """The cells of a row as one text, a bar between two of them."""
    joined: list[Span] = []
    for cell in cells:
        if joined and cell:
            last = joined[-1]
            joined[-1] = Span(text=last.text + BAR, at=last.at, note=last.note)
        joined += cell
    return tuple(joined)
