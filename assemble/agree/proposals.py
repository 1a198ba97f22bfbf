"""Pairs of terms that earlier issues suggest for the glossary.

In: issues. Out: terms of the leading language, each with what stands beside it most regularly in
the other one. Terms are runs of capitalised words and acronyms that open an office or a body
(`UBND tỉnh`, `Sở Ngoại vụ`); how well two go together is told by Dice's coefficient over the pairs
of paragraphs: twice the pairs with both, by the pairs with either counted once each.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from assemble.agree.facts import folded, shouts
from assemble.agree.pairing import Pair, paired
from assemble.agree.pieces import units_of
from assemble.agree.sheet import Context, Sheet, read_sheet
from assemble.agree.syllables import is_folded_syllable
from assemble.model.issue import Issue

LEAST = 3
"""Pairs of paragraphs that must have both terms."""

REGULAR = 0.6
"""Dice's coefficient from which on two terms are proposed."""

LONGEST = 8
"""Words of a term."""

_LINKS = frozenset(("of", "the", "and", "for", "tỉnh", "và", "huyện"))
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


class Proposal(NamedTuple):
    """A pair of terms: in how many pairs of paragraphs both stand, and how regularly."""

    ours: str
    theirs: str
    together: int
    share: float


def proposals(issues: Iterable[Issue]) -> list[Proposal]:
    """The pairs of terms that issues suggest, the most regular first.

    Only the first two languages of each issue are compared.
    """
    left: Counter[str] = Counter()
    right: Counter[str] = Counter()
    both: Counter[tuple[str, str]] = Counter()
    for issue in issues:
        for pair in _pairs(issue):
            mine, yours = set(_terms(pair.ours)), set(_terms(pair.theirs))
            left.update(mine)
            right.update(yours)
            both.update((a, b) for a in mine for b in yours)
    best = _best(left, right, both)
    return sorted(best, key=lambda each: (-each.share, -each.together, each.ours))


def _pairs(issue: Issue) -> Iterator[Pair]:
    """All pairs of an issue's first two languages."""
    if len(issue.languages) < 2:
        return
    context = Context(issue.date.year, frozenset())
    for unit in units_of(issue):
        sides = [unit.pieces.get(language) for language in issue.languages[:2]]
        if sides[0] and sides[1]:
            sheets = [[read_sheet(piece, context) for piece in side or ()] for side in sides]
            yield from paired(sheets[0], sheets[1], single=unit.single)[0]


def _terms(sheet: Sheet) -> Iterator[str]:
    """The terms of a text: from a word with a capital on, up to `LONGEST` words without a sign."""
    for piece in sheet.pieces:
        if shouts(piece.text):
            continue
        words = list(_WORD.finditer(piece.text))
        for i, first in enumerate(words):
            if not first.group()[0].isupper():
                continue
            for n in range(1, LONGEST + 1):
                part = words[i : i + n]
                if len(part) < n or (n > 1 and not _joined(piece.text, part[-2], part[-1])):
                    break
                text = piece.text[first.start() : part[-1].end()]
                if _is_term([word.group() for word in part], piece.language):
                    yield text


def _joined(text: str, first: re.Match[str], second: re.Match[str]) -> bool:
    return text[first.end() : second.start()] == " "


def _is_term(words: list[str], language: str) -> bool:
    """Whether words are a term: several, or an acronym, and no link at their end."""
    if len(words) == 1:
        return words[0].isupper() and len(words[0]) > 1
    if words[-1].lower() in ("of", "the", "and", "for", "và", "các", "của"):
        return False
    if language.split("-")[0] == "en":
        return all(word[0].isupper() or word in _LINKS for word in words)
    return True


def _best(
    left: Counter[str], right: Counter[str], both: Counter[tuple[str, str]]
) -> list[Proposal]:
    """For each term of ours the one of theirs that goes with it, longer ones first."""
    by_ours: dict[str, list[Proposal]] = defaultdict(list)
    for (a, b), together in both.items():
        share = 2 * together / (left[a] + right[b])
        if together >= LEAST and share >= REGULAR and not _one_name(a, b):
            by_ours[a].append(Proposal(a, b, together, round(share, 2)))
    best = [max(each, key=lambda p: (p.share, len(p.theirs))) for each in by_ours.values()]
    kept: dict[str, Proposal] = {}
    for each in best:
        known = kept.get(each.theirs)
        if known is None or (each.share, len(each.ours)) > (known.share, len(known.ours)):
            kept[each.theirs] = each
    return list(kept.values())


def _one_name(ours: str, theirs: str) -> bool:
    """Whether both are names of people or places, which are no matter of a glossary.

    One holds the other without diacritics, half of ours stands in theirs, or theirs is made of
    Vietnamese syllables alone (Hồ Tiến: Tien Thieu).
    """
    mine, yours = folded(ours).split(), folded(theirs).split()
    a, b = "".join(mine), "".join(yours)
    shared = sum(word in yours for word in mine)
    syllables = all(is_folded_syllable(word) for word in yours)
    return a in b or b in a or 2 * shared >= len(mine) or syllables


def glossary_yaml(found: Iterable[Proposal], languages: tuple[str, str]) -> str:
    """Proposals as the text of a glossary.yaml, for an editor to choose from."""
    ours, theirs = languages
    lines = [
        f"  - {{{ours}: {_quoted(each.ours)}, {theirs}: {_quoted(each.theirs)}}}"
        f"  # {each.together} times, {each.share:.2f}"
        for each in found
    ]
    return "\n".join(["terms:", *lines]) + "\n"


def _quoted(text: str) -> str:
    """A text as a YAML scalar in double quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
