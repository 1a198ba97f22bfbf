"""A unit of the issue as groups whose facts are compared.

In: the sheets of a unit in two languages. Out: `Pair`, with what the whole unit holds on either
side, so that a fact that moved to another paragraph is known.
"""

from functools import cached_property
from typing import NamedTuple

from assemble.agree.facts import Piece
from assemble.agree.matching import Pool
from assemble.agree.pairs import Group, aligned
from assemble.agree.sheet import Sheet, joined_sheet

SHORT = ("headline", "kicker", "title", "caption", "row", "subhead", "credit", "masthead")
"""Roles of texts that are translated word by word, so that a name left out is a slip."""


class Pair:
    """What stands for each other, with all the text around it."""

    def __init__(self, ours: Sheet, theirs: Sheet, around: "Around") -> None:
        self.ours = ours
        self.theirs = theirs
        self.around = around

    @cached_property
    def pool(self) -> Pool:
        """The values of theirs."""
        return Pool(self.theirs)

    @property
    def languages(self) -> tuple[str, str]:
        """The tags of both."""
        return self.ours.language, self.theirs.language

    @property
    def short(self) -> bool:
        """Whether it is a headline, a caption, a table's row or the like."""
        return self.ours.pieces[0].role in SHORT

    def turned(self) -> "Pair":
        """The pair from the other side."""
        return Pair(self.theirs, self.ours, self.around.turned())


class Around:
    """All text of a unit on both sides."""

    def __init__(self, ours: Sheet, theirs: Sheet) -> None:
        self.ours = ours
        self.theirs = theirs

    @cached_property
    def pool(self) -> Pool:
        """The values of all of theirs."""
        return Pool(self.theirs)

    @cached_property
    def own_pool(self) -> Pool:
        """The values of all of ours."""
        return Pool(self.ours)

    def turned(self) -> "Around":
        """From the other side."""
        return Around(self.theirs, self.ours)


class Alone(NamedTuple):
    """A piece that has no counterpart, and where on the other side it should stand."""

    sheet: Sheet
    beside: Piece
    language: str


def paired(
    ours: list[Sheet], theirs: list[Sheet], *, single: bool
) -> tuple[list[Pair], list[Alone]]:
    """The pairs of a unit, and the pieces that have no counterpart."""
    around = Around(joined_sheet(tuple(ours)), joined_sheet(tuple(theirs)))
    groups = [Group(tuple(ours), tuple(theirs))] if single else aligned(ours, theirs)
    pairs: list[Pair] = []
    alone: list[Alone] = []
    left, right = ours[0].pieces[0], theirs[0].pieces[0]
    for group in groups:
        left = group.ours[-1].pieces[-1] if group.ours else left
        right = group.theirs[-1].pieces[-1] if group.theirs else right
        if group.ours and group.theirs:
            pairs.append(Pair(joined_sheet(group.ours), joined_sheet(group.theirs), around))
        elif group.ours:
            alone += [Alone(sheet, right, right.language) for sheet in group.ours]
        else:
            alone += [Alone(sheet, left, left.language) for sheet in group.theirs]
    return pairs, alone
