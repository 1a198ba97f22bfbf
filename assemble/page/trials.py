"""Trials of articles kept from one edition to the next of the same process.

How an article can flow rests on itself, on its section's title, on the layout and fonts, and on
what the build to keep chose for it; where it then stands is the plan's affair. So after a
correction one article of many is tried anew.
"""

from typing import NamedTuple

from assemble.model.font import Fonts
from assemble.model.issue import Article, Section
from assemble.model.kept import Choice
from assemble.model.layout import Layout
from assemble.model.text import Localized
from assemble.page.trial import Means, Trial


class _Made(NamedTuple):
    """A trial, and all that it rests on."""

    article: Article
    title: Localized
    opens: bool
    languages: tuple[str, ...]
    layout: Layout
    fonts: Fonts
    kept: Choice | None
    trial: Trial


class Trials:
    """The last trial of each article, by the article's id."""

    def __init__(self) -> None:
        self._made: dict[str, _Made] = {}

    def trial(self, means: Means, article: Article, section: Section, *, opens: bool) -> Trial:
        """The trial of an article, made anew if anything that it rests on is not what it was."""
        context = means.context
        kept = context.kept.choices.get(article.id) if context.kept else None
        made = self._made.get(article.id)
        if (
            made is None
            or made.layout is not context.layout
            or made.fonts is not context.fonts
            or made.kept != kept
            or made.opens != opens
            or made.languages != context.issue.languages
            or made.title != section.title
            or made.article != article
        ):
            trial = Trial(means, article, section, opens=opens)
            languages, layout, fonts = context.issue.languages, context.layout, context.fonts
            made = _Made(article, section.title, opens, languages, layout, fonts, kept, trial)
            self._made[article.id] = made
        return made.trial

    def retain(self, ids: frozenset[str]) -> None:
        """Forget the articles that are not among these."""
        self._made = {key: made for key, made in self._made.items() if key in ids}
