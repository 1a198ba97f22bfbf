"""What all page-making functions share: the layout, the typesetter and the issue's languages."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from assemble.model.edition import BoxItem, Item, Rect, Source, TextItem
from assemble.model.finding import Location
from assemble.model.font import Fonts
from assemble.model.issue import Issue
from assemble.model.kept import Kept
from assemble.model.layout import UNBOUND, Layout, PageGeometry, Style, Words
from assemble.model.line import Line
from assemble.model.text import Inline, Localized, Phrase, Span
from assemble.text.setting import Typesetter

if TYPE_CHECKING:
    from assemble.page.trials import Trials

DESCENT = 0.25
"""Share of a grid line that lies below its baseline: room for Ộ and g at text size
(lowest ink 0.24 em, TYPOGRAPHY facts 1.2)."""

LEAF = 2
"""Pages of a leaf."""

CLEARANCE_EM = 0.02
"""Least white between the ink of two lines of display type, in em."""


@dataclass(frozen=True, slots=True)
class Context:
    """The means of the page stage; built once for an edition.

    `kept` is the earlier build whose pages are to stay as they were, if any; `advises` asks what
    would save blank pages, which takes many trials; `trials` are those of an edition made before,
    if any; `known` holds what was worked out once, under keys of those who did.
    """

    issue: Issue
    layout: Layout
    fonts: Fonts
    setter: Typesetter
    kept: Kept | None = None
    advises: bool = False
    trials: "Trials | None" = None
    known: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def page(self) -> PageGeometry:
        """The page geometry."""
        return self.layout.page

    @property
    def multiple(self) -> int:
        """Of what the page count is a multiple; a back cover stands on the back of a leaf."""
        backed = self.issue.back_cover is not None and self.page.binding != UNBOUND
        return max(self.page.multiple, LEAF if backed else 1)

    @property
    def grid(self) -> float:
        """The grid's leading in points."""
        return self.layout.page.grid

    @property
    def baseline(self) -> float:
        """Distance in points from the top of a grid line to its baseline."""
        return self.grid * (1 - DESCENT)

    def rank(self, language: str) -> int:
        """Reading rank of a language: its index in the issue."""
        return self.issue.languages.index(language)

    def style(self, name: str, language: str) -> Style:
        """A style in its form for the language."""
        return self.layout.style(name, second=language != self.issue.languages[0])

    def words(self, language: str) -> Words:
        """The layout's words in a language, those of its first one where it lacks it."""
        words = self.layout.words
        primary = language.split("-")[0]
        return words.get(language) or words.get(primary) or next(iter(words.values()))


def span(text: str, at: Location) -> Inline:
    """Plain text as inline spans."""
    return (Span(text=text, at=at),)


def phrase_span(phrase: Phrase) -> Inline:
    """A phrase as inline spans."""
    return span(phrase.text, phrase.at)


def set_items(
    lines: tuple[Line, ...], x: float, first: float, leading: float, source: Source
) -> list[Item]:
    """Lines as items one under another; `first` is the y of the first baseline."""
    return [TextItem(x, first + n * leading, line, source) for n, line in enumerate(lines)]


def clear_leading(context: Context, lines: Sequence[Line], style: Style) -> float:
    """The leading in points of lines whose ink must not touch: the style's, or what they need."""
    ink = [context.setter.ink(line) for line in lines]
    gap = CLEARANCE_EM * style.size
    return max([style.leading, *(above[1] + below[0] + gap for above, below in pairwise(ink))])


def rule(
    x: float, y: float, width: float, thickness: float, colour: str, role: str = "rule"
) -> BoxItem:
    """A horizontal rule centred on y."""
    return BoxItem(Rect(x, y - thickness / 2, width, thickness), colour, Source(role))


def localized(value: Localized | None, language: str) -> str:
    """The text of a localized value in a language, empty without one."""
    return value.text(language) if value else ""
