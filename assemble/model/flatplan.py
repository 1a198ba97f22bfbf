"""The flat plan: which page holds what, what was chosen for it, what that costs, what would do.

Made by `page/flatplan.py` and `page/copyfit.py`; printed, drawn and written as JSON by the
commands.
"""

from collections.abc import Mapping
from typing import NamedTuple

from assemble.model.frozen import Frozen

OVER, UNDER = "over", "under"
"""A page's mark: it holds more than its lines, or fewer than the layout's `least_fill`."""

TERMS: Mapping[str, str] = {
    "white_at_foot": "white at a page's foot where the next thing begins a page, lines squared",
    "white_in_article": "white inside an article where it turns a page, lines squared",
    "uneven_columns": "columns that end more than a line apart, the lines beyond one squared",
    "page_turn": "an article that goes on over a leaf",
    "languages_apart": "two languages of an article on different spreads",
    "picture_apart": "a picture a page away from its text",
    "widow": "a paragraph's last line alone at a column's head",
    "orphan": "a paragraph's first line alone at a column's foot",
    "subhead_at_foot": "a subhead without two lines after it",
    "short_last_line": "a paragraph that ends in a very short line",
    "loose_line": "a line with word spaces beyond their limits",
    "altered_paragraph": "a paragraph set a line longer or shorter than its best",
    "picture_resized": "a picture cropped or resized, for each tenth of its height",
    "second_choice": "an arrangement of pictures that is not the preferred one, for each step",
    "reading_order": "columns that programs which go by positions read in another order",
    "moved": "an article that begins elsewhere than in the build to keep",
    "short_tail": "a text that goes on for fewer than four lines after a turn, for each of them",
    "split_pair": "a pair of paragraphs that breaks at a page's foot",
    "short_page": "a page filled less than `least_fill`",
    "blank_page": "an empty page",
    "filler": "a filler used",
}
"""What each cost is for, by its name in the layout's `planning: costs:`."""


class PlannedText(NamedTuple):
    """An article on a page.

    `begins` is false where it goes on from the page before; `chosen` says how it is arranged,
    '' where there was nothing to choose; `changes` what was set longer or shorter on this page.
    """

    article: str
    headline: str
    begins: bool
    chosen: str
    changes: tuple[str, ...]


class PlanPage(NamedTuple):
    """A page of the flat plan.

    `kind` is cover, masthead, contents, text, photograph, back cover or blank; `sections` the
    titles of those on it, `section` the index of the last of them, -1 for none; `fill` the share
    of the columns' grid lines down to the last thing, None where pages aren't filled by the plan;
    `mark` is OVER, UNDER or ''.
    """

    number: int
    kind: str
    sections: tuple[str, ...] = ()
    section: int = -1
    articles: tuple[PlannedText, ...] = ()
    fill: float | None = None
    mark: str = ""


class Charge(NamedTuple):
    """A cost that the plan pays: its name in the layout, the article that causes it, how much.

    `article` is '' for what no article causes.
    """

    name: str
    article: str
    amount: float


class Cut(NamedTuple):
    """An article that may be cut or lengthened so that the page count is met.

    `page` is the one on which its section ends, which is saved or gone over; `lines` are those of
    each of its `languages` texts; `pages` is what they take in all.
    """

    article: str
    page: int
    lines: int
    languages: int
    stacked: bool
    pages: float


class Fitting(NamedTuple):
    """What brings an issue to `pages`: each of `cuts` by itself, or with `joint` all of them.

    `photos` are articles of which a photograph may be set larger, to fill a page, with the same
    effect; `plates` is how many full-page photographs would have it too, 0 where that can't be
    told.
    """

    pages: int
    cuts: tuple[Cut, ...]
    joint: bool = False
    photos: tuple[str, ...] = ()
    plates: int = 0


class FlatPlan(Frozen):
    """A whole issue as planned.

    `charges` sum up to `cost`; `counts` are the page counts that can be reached, each with the
    least cost that it takes, blanks not counted; `total` is the page count chosen, `blanks` how
    many pages of `pages` are empty after it; `fewer` and `more` say what would save the blanks.
    `least_fill` is the layout's.
    """

    title: str
    pages: tuple[PlanPage, ...]
    charges: tuple[Charge, ...]
    counts: tuple[tuple[int, float], ...]
    total: int
    blanks: int
    cost: float
    least_fill: float
    fewer: Fitting | None = None
    more: Fitting | None = None
    advice: str = ""

    def spreads(self) -> tuple[tuple[PlanPage, ...], ...]:
        """The pages by spreads: the cover alone, then an even page and the odd one after it."""
        groups: dict[int, list[PlanPage]] = {}
        for page in self.pages:
            groups.setdefault(page.number // 2, []).append(page)
        return tuple(tuple(groups[key]) for key in sorted(groups))

    def by_name(self) -> tuple[tuple[str, tuple[Charge, ...]], ...]:
        """The charges by their names, the dearest name first."""
        groups: dict[str, list[Charge]] = {}
        for charge in self.charges:
            groups.setdefault(charge.name, []).append(charge)
        found = [(name, tuple(charges)) for name, charges in groups.items()]
        return tuple(sorted(found, key=lambda each: (-amount(each[1]), each[0])))


def amount(charges: tuple[Charge, ...]) -> float:
    """The sum of some charges."""
    return sum(charge.amount for charge in charges)
