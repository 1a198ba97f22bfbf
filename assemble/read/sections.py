"""The manifest's sections and articles.

In: located nodes of the manifest, and the readers of texts and photographs. Out: the model's
sections; what is faulty is left out, with an error in the findings. Rules: FORMAT.md, "Keys".
"""

import posixpath
import unicodedata
from dataclasses import dataclass, field

from assemble.model.finding import Findings, Location
from assemble.model.issue import Article, PhotoPage, Section
from assemble.model.layout import ARRANGEMENTS
from assemble.model.text import ArticleText, Localized, Phrase
from assemble.read import values, yamldoc
from assemble.read.pictures import Context, keys_of, read_photo, read_picture, warn_lacking
from assemble.read.source import Found
from assemble.read.values import Value

SECTION = ("title", "list_articles", "articles")
PHOTO_PAGE = ("photo",)
ARTICLE = (
    "text",
    "kind",
    "languages",
    "author",
    "compiled",
    "arrangement",
    "photos",
)

DEFAULT_KIND = "news"
"""The kind of an article that names none (FORMAT.md, Keys)."""


@dataclass(slots=True)
class SectionReader:
    """Reads sections one after the other; `ids` holds each article id and where it stands."""

    context: Context
    ids: dict[str, Location] = field(default_factory=dict)

    def read(self, value: Value) -> Section | PhotoPage | None:
        """A section, or a full-page photograph."""
        keys = keys_of(value)
        if "photo" in keys and not keys & {"title", "articles"}:
            fields = values.mapping(value, PHOTO_PAGE)
            photo = read_photo(fields.get("photo"), self.context, self.context.languages)
            return PhotoPage(photo=photo, at=value.at) if photo else None
        if "photo" in keys:
            hint = "make the photograph an item of sections by itself"
            value.error("wrong-section", "a section can't have a photo too", hint)
        elif not keys & set(SECTION):
            value.error("wrong-section", "a section has a title and articles, or a photo alone")
        known = (*SECTION, *PHOTO_PAGE)
        required = ("title", "articles") if keys & set(known) else ()
        fields = values.mapping(value, known, required)
        if "photo" in fields:
            read_photo(fields["photo"], self.context, self.context.languages)
        title = read_title(fields.get("title"), self.context)
        listed = values.boolean(fields.get("list_articles"))
        articles = self._articles(fields.get("articles"))
        if title is None or not articles:
            return None
        return Section(
            title=title, list_articles=listed is not False, articles=articles, at=value.at
        )

    def _articles(self, value: Value | None) -> tuple[Article, ...]:
        entries = values.items(value)
        if value and isinstance(value.node, yamldoc.Sequence) and not entries:
            value.error("empty-section", "the section has no articles", "add one, or delete it")
        articles = [self._article(entry) for entry in entries]
        return tuple(article for article in articles if article)

    def _article(self, value: Value) -> Article | None:
        """An article; None where it has no text that can be set."""
        fields = values.mapping(value, ARTICLE, required=("text",))
        context = self.context
        languages, chosen = self._languages(fields.get("languages"))
        kind = values.text(fields.get("kind"))
        author = values.name(fields.get("author"), context.languages)
        compiled = values.boolean(fields.get("compiled"))
        arrangement = values.choice(fields.get("arrangement"), ARRANGEMENTS)
        text = values.text(fields.get("text"))
        key = self._id(text) if text else None
        texts = self._texts(text, languages, chosen) if text and key else ()
        # After the texts, so that there is less to wait for.
        photos = [
            read_picture(entry, context, languages) for entry in values.items(fields.get("photos"))
        ]
        if not key or not texts:
            return None
        return Article(
            id=key,
            kind=kind or Phrase(text=DEFAULT_KIND, at=value.at),
            arrangement=arrangement,
            author=author,
            compiled=compiled is True,
            photos=tuple(photo for photo in photos if photo),
            texts=texts,
            at=value.at,
        )

    def _id(self, text: Phrase) -> str | None:
        """The article's id, None where the manifest lists it a second time."""
        key = article_id(text.text)
        if key in self.ids:
            hint = f"the first time is in line {self.ids[key].line}"
            message = f"the article {text.text} is listed twice"
            self.context.findings.error("duplicate-article", message, text.at, hint)
            return None
        self.ids[key] = text.at
        return key

    def _languages(self, value: Value | None) -> tuple[tuple[str, ...], bool]:
        """The languages of an article, and whether it names them itself."""
        known = self.context.languages
        if value is None:
            return known, False
        chosen: list[str] = []
        for entry in values.items(value):
            phrase = values.text(entry)
            if phrase is None:
                continue
            if phrase.text not in known:
                hint = f"its languages are {', '.join(known)}"
                entry.error("unknown-language", f"the issue has no language {phrase.text}", hint)
            elif phrase.text in chosen:
                entry.error("duplicate-language", f"{phrase.text} is listed twice")
            else:
                chosen.append(phrase.text)
        if isinstance(value.node, yamldoc.Sequence) and not value.node.items:
            value.error("empty-list", "an article needs a language", "name one, or delete the line")
        return tuple(chosen) or known, True

    def _texts(
        self, text: Phrase, languages: tuple[str, ...], chosen: bool
    ) -> tuple[ArticleText, ...]:
        """The article's text in each language; a missing one is an error."""
        context = self.context
        there: dict[str, Found] = {}
        lacking = Findings()
        for language in languages:
            path = f"{text.text}.{language}.md"
            found = context.sources.find(context.manifest, path, text.at, lacking, "missing-text")
            if found:
                there[language] = found
        for finding in lacking.items:
            hint = finding.hint
            if text.text.endswith(".md"):
                hint = "name the text without its language and .md"
            elif there and not (hint and "letter case" in hint):
                # The nearest name would only be that of the other language.
                hint = "write it"
                if not chosen:
                    hint += f", or say languages: [{', '.join(there)}] if it's meant to lack"
            context.findings.error(finding.code, finding.message, finding.at, hint)
        texts = [context.texts.read(found, lang, text.at) for lang, found in there.items()]
        return tuple(found for found in texts if found)


def article_id(text: str) -> str:
    """The id of an article by its `text`, however the path is written."""
    return posixpath.normpath(unicodedata.normalize("NFC", text))


def read_title(value: Value | None, context: Context) -> Localized | None:
    """A title that must not be empty and should be in every language of the issue."""
    title = values.localized(value, context.languages)
    if value is not None and title is None and not _is_faulty(value, context.languages):
        value.error("empty-text", "the title is empty", "write it")
    warn_lacking(value, title, context.languages)
    return title


def _is_faulty(value: Value, languages: tuple[str, ...]) -> bool:
    """Whether a text that gave nothing has been reported already: a wrong type or language."""
    scratch = Findings()
    values.localized(Value(value.node, value.path, scratch), languages)
    return scratch.has_errors
