"""Do the texts of an issue agree? The whole comparison on one screen.

In: an issue, the house's glossary, what was accepted. Out: disagreements, or findings: what is
nearly sure is a warning, what is doubtful a note.
"""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from assemble.agree.acronyms import read_acronyms
from assemble.agree.check_contacts import (
    Owners,
    acronyms_disagree,
    contacts_disagree,
    phones_of_odd_length,
)
from assemble.agree.check_names import kept_names, names_disagree
from assemble.agree.check_numbers import numbers_disagree, weekdays_disagree
from assemble.agree.facts import Disagreement, Piece, excerpt
from assemble.agree.glossary import terms_disagree
from assemble.agree.missing import pieces_missing, sentences_missing
from assemble.agree.pairing import Pair, paired
from assemble.agree.pieces import Unit, units_of
from assemble.agree.settled import settled
from assemble.agree.sheet import Context, Sheet, read_sheet
from assemble.agree.spellings import within_issue
from assemble.agree.within import within_text
from assemble.model.agreement import Accepted, Term
from assemble.model.finding import Finding, Location, Severity
from assemble.model.issue import Issue, Section
from assemble.model.text import ArticleText

Sheets = list[tuple[Unit, dict[str, list[Sheet]]]]
"""The units of an issue with their sheets by language."""


def agreement_findings(
    issue: Issue, glossary: Sequence[Term] = (), accepted: Sequence[Accepted] = ()
) -> list[Finding]:
    """Compare the languages of an issue with each other, and each text with itself.

    Args:
        issue: the issue as read.
        glossary: the house's pairs of terms.
        accepted: what was settled, in check.yaml or in front matter.

    Returns:
        Findings in the order of their places, settled ones left out; accepted entries that no
        longer apply among them.
    """
    left, unused = unsettled(issue, glossary, accepted)
    return sorted((*map(finding, left), *unused), key=_order)


def unsettled(
    issue: Issue, glossary: Sequence[Term] = (), accepted: Sequence[Accepted] = ()
) -> tuple[list[Disagreement], list[Finding]]:
    """What `agreement_findings` tells, as disagreements; and the entries that no longer apply."""
    own = [entry for text in _texts(issue) for entry in text.accepted]
    return settled(disagreements(issue, glossary), [*accepted, *own])


def _texts(issue: Issue) -> Iterator[ArticleText]:
    """All texts of an issue's articles."""
    for section in issue.sections:
        for article in section.articles if isinstance(section, Section) else ():
            yield from article.texts


def disagreements(issue: Issue, glossary: Sequence[Term] = ()) -> list[Disagreement]:
    """All that doesn't agree in an issue, in reading order."""
    return compare(list(units_of(issue)), issue.languages, issue.date, glossary)


def compare(
    units: Sequence[Unit],
    languages: Sequence[str],
    issued: datetime.date,
    glossary: Sequence[Term] = (),
) -> list[Disagreement]:
    """Compare units: the leading language with each other one, and each with itself."""
    pieces = [piece for unit in units for side in unit.pieces.values() for piece in side]
    context = Context(issued.year, _known_acronyms(pieces))
    sheets: Sheets = [
        (unit, {lang: [read_sheet(p, context) for p in side] for lang, side in unit.pieces.items()})
        for unit in units
    ]
    found: list[Disagreement] = []
    for other in languages[1:]:
        found += _between(sheets, languages[0], other, issued, glossary)
    everything = [sheet for _, sides in sheets for side in sides.values() for sheet in side]
    found += within_text(everything, glossary)
    found += within_issue(everything)
    found += _owners(everything)
    found += phones_of_odd_length(everything)
    return _once(found)


def disagreements_of(
    texts: Mapping[str, str], issued: datetime.date, glossary: Sequence[Term] = ()
) -> list[Disagreement]:
    """Compare plain texts by language, a line a paragraph and ¦ between a row's lines.

    For trying the rules without an issue: places are lines and columns of files named by language.
    """
    bodies = {
        language: [_line(language, number, line) for number, line in enumerate(text.split("\n"), 1)]
        for language, text in texts.items()
    }
    return compare([Unit(bodies, single=False)], tuple(texts), issued, glossary)


def _line(language: str, number: int, line: str) -> Piece:
    """A line as a piece; each part of a row has its own start."""
    starts = [0, *(match.end() for match in re.finditer("¦", line))]
    places = tuple((start, Location(f"text.{language}", number, start + 1)) for start in starts)
    return Piece(language, "paragraph", "text", line.replace("¦", " "), places)


class Shared(NamedTuple):
    """What an issue has in both languages, so that it isn't translated."""

    acronyms: frozenset[object]
    names: frozenset[str]


def _between(
    sheets: Sheets, ours: str, theirs: str, issued: datetime.date, glossary: Sequence[Term]
) -> Iterator[Disagreement]:
    """What doesn't agree between two languages."""
    units = [
        (unit, sides[ours], sides[theirs])
        for unit, sides in sheets
        if sides.get(ours) and sides.get(theirs)
    ]
    yield from _unanswered(sheets, ours, theirs)
    mine = {fact.value for _, side, _ in units for s in side for fact in s.of("acronym", "code")}
    yours = {fact.value for _, _, side in units for s in side for fact in s.of("acronym", "code")}
    left_sheets = [sheet for _, side, _ in units for sheet in side]
    right_sheets = [sheet for _, _, side in units for sheet in side]
    shared = Shared(frozenset(mine & yours), kept_names(left_sheets, right_sheets))
    for unit, left, right in units:
        pairs, alone = paired(left, right, single=unit.single)
        yield from pieces_missing(alone)
        yield from _pairs(pairs, shared, issued, glossary)


def _unanswered(sheets: Sheets, ours: str, theirs: str) -> Iterator[Disagreement]:
    """Standfirsts that one language of an article lacks."""
    for unit, sides in sheets:
        if unit.wanted and bool(sides.get(ours)) != bool(sides.get(theirs)):
            language, other = (ours, theirs) if sides.get(ours) else (theirs, ours)
            piece = unit.pieces[language][0]
            what = f"the text in '{other}' has no {piece.role}"
            yield Disagreement(
                "paragraph-missing", True, what, piece.place(0), excerpt(piece.text),
                languages=(language, other),
            )  # fmt: skip


def _pairs(
    pairs: Sequence[Pair],
    shared: Shared,
    issued: datetime.date,
    glossary: Sequence[Term],
) -> Iterator[Disagreement]:
    """All comparisons of the pairs of a unit."""
    yield from numbers_disagree(pairs)
    yield from weekdays_disagree(pairs, issued)
    yield from contacts_disagree(pairs)
    yield from acronyms_disagree(pairs, shared.acronyms)
    yield from names_disagree(pairs, shared.names)
    yield from sentences_missing(pairs)
    yield from terms_disagree(pairs, glossary)


def _known_acronyms(pieces: Iterable[Piece]) -> frozenset[str]:
    """The acronyms that stand in texts of small letters."""
    return frozenset(
        piece.text[fact.start : fact.end]
        for piece in pieces
        for fact in read_acronyms(piece, piece.text, frozenset())
    )


def _owners(sheets: Iterable[Sheet]) -> Iterator[Disagreement]:
    """Organisations with two phone numbers."""
    owners = Owners()
    for sheet in sheets:
        owners.add(sheet.pieces[0], sheet.facts)
    return owners.disagreements()


def _once(found: Iterable[Disagreement]) -> list[Disagreement]:
    """Each disagreement once: the same fragment at the same place by the same rule."""
    return list(dict.fromkeys(found))


def finding(found: Disagreement) -> Finding:
    """A disagreement as a finding: both fragments, and the place on the other side."""
    ours, theirs = f"'{excerpt(found.ours)}'", f"'{excerpt(found.theirs)}'"
    sides = ours
    if found.other and found.theirs:
        sides = f"{ours}, but {theirs} at {found.other}"
    elif found.other:
        sides = f"{ours}, against {found.other}"
    return Finding(
        severity=Severity.WARNING if found.certain else Severity.NOTE,
        code=found.rule,
        message=f"{sides}: {found.message}",
        at=found.at,
        hint="mend one side, or settle it under accept: with a reason",
    )


def _order(found: Finding) -> tuple[str, int, int]:
    return found.at.file, found.at.line or 0, found.at.column or 0
