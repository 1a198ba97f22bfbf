"""Phones, addresses, accounts, documents, codes and acronyms of both sides compared.

In: the pairs of a unit, and what the whole issue says. Out: disagreements.
"""

from collections.abc import Iterable, Iterator, Sequence

from assemble.agree.facts import Disagreement, Fact, Piece, distance, folded
from assemble.agree.matching import Left, exact_left, pairs_of
from assemble.agree.pairing import Pair
from assemble.agree.sheet import Sheet

LANDLINE, MOBILE = 11, 10
"""Figures of Vietnamese numbers, the 0 included: 02 begins those of a landline (numbering plan of
Circular 22/2014/TT-BTTTT, area codes changed in 2017)."""

EXACT = {
    "phone": "phone number",
    "mail": "mail address",
    "web": "web address",
    "account": "account number",
    "document": "document number",
}
"""Kinds of facts that must be the same in every language, with their names."""

NEAR_ACRONYM = 3
"""Letters from which on acronyms that differ by one letter are taken as one; shorter ones differ
by a letter too often (EU, UN)."""


def contacts_disagree(pairs: Sequence[Pair]) -> Iterator[Disagreement]:
    """Phones and the like that one side has and the other not, or in another form."""
    for kind, name in EXACT.items():
        lefts = [exact_left(pair.ours, pair.theirs, kind) for pair in pairs]
        moved_ours = {fact.value for left in lefts for fact in left.ours}
        moved_theirs = {fact.value for left in lefts for fact in left.theirs}
        for pair, left in zip(pairs, lefts, strict=True):
            kept = Left(
                [fact for fact in left.ours if fact.value not in moved_theirs],
                [fact for fact in left.theirs if fact.value not in moved_ours],
            )
            together, rest = pairs_of(kept, _value_distance)
            for a, b in together:
                what = f"the {name} differs"
                yield Disagreement(kind, True, what, a.at, a.text, b.at, b.text, pair.languages)
            for fact in rest.ours:
                yield _missing(pair, fact, name)
            for fact in rest.theirs:
                yield _missing(pair.turned(), fact, name)


def _value_distance(a: Fact, b: Fact) -> float:
    """How far two values are apart, in characters."""
    return distance(str(a.value), str(b.value), 8) + 0.001 * abs(a.start - b.start)


def _missing(pair: Pair, fact: Fact, name: str) -> Disagreement:
    """A phone number or the like that the other side lacks."""
    elsewhere = (
        any(other.value == fact.value for other in pair.around.theirs.of(fact.kind))
        and not pair.short
    )
    return Disagreement(
        f"{fact.kind}-missing",
        not elsewhere,
        f"the {name} isn't in the other text",
        fact.at,
        fact.text,
        pair.theirs.pieces[0].place(0),
        "",
        pair.languages,
    )


def acronyms_disagree(pairs: Sequence[Pair], shared: frozenset[object]) -> Iterator[Disagreement]:
    """Acronyms and codes in two forms, or left out in a short text.

    Args:
        pairs: what stands for each other.
        shared: those that the issue has in both languages, so that they aren't translated.
    """
    for pair in pairs:
        for kind in ("acronym", "code"):
            left = exact_left(pair.ours, pair.theirs, kind)
            left = Left(_once(left.ours, pair.theirs), _once(left.theirs, pair.ours))
            together, rest = pairs_of(left, _near)
            for a, b in together:
                what = f"the {kind} differs"
                # One that both languages have elsewhere isn't a slip for another such.
                telling = kind == "code" or len(str(a.value)) >= NEAR_ACRONYM
                certain = telling and not {a.value, b.value} <= shared
                yield Disagreement(kind, certain, what, a.at, a.text, b.at, b.text, pair.languages)
            agreed = {f.value for f in pair.ours.of(kind)} & {f.value for f in pair.theirs.of(kind)}
            for side, facts in ((pair, rest.ours), (pair.turned(), rest.theirs)):
                for fact in facts:
                    if fact.value in shared:
                        yield _left_out(side, fact, certain=pair.short and bool(agreed))


def _once(facts: Iterable[Fact], other: Sheet) -> list[Fact]:
    """Each value once, without those that the other side has as a part of a word."""
    seen: set[object] = set()
    kept = []
    for fact in facts:
        if fact.value not in seen and folded(str(fact.value)) not in other.joined:
            seen.add(fact.value)
            kept.append(fact)
    return kept


def _near(a: Fact, b: Fact) -> float | None:
    """How far two acronyms are apart, None if they are two."""
    mine, yours = str(a.value), str(b.value)
    apart = distance(mine, yours, 2)
    if min(len(mine), len(yours)) < 2 or apart > (1 if len(mine) < 6 else 2):
        return None
    return float(apart)


def _left_out(pair: Pair, fact: Fact, *, certain: bool) -> Disagreement:
    """An acronym that the other side leaves out though it has it elsewhere.

    Certain in a short text that has others of them on both sides: it doesn't spell them out.
    """
    return Disagreement(
        f"{fact.kind}-missing",
        certain,
        f"{fact.text} isn't in the other text, which has it elsewhere",
        fact.at,
        fact.text,
        pair.theirs.pieces[0].place(0),
        "",
        pair.languages,
    )


def phones_of_odd_length(sheets: Iterable[Sheet]) -> Iterator[Disagreement]:
    """Vietnamese phone numbers with too few or too many figures."""
    for sheet in sheets:
        for fact in sheet.of("phone"):
            digits = str(fact.value)
            if digits.startswith("0") and not digits.startswith("00"):
                right = LANDLINE if digits.startswith("02") else MOBILE
                if len(digits) != right:
                    what = f"the number has {len(digits)} figures; such numbers have {right}"
                    yield Disagreement(
                        "phone-figures", False, what, fact.at, fact.text,
                        languages=(sheet.language, ""),
                    )  # fmt: skip


class Owners:
    """Phones and mail addresses by whom they belong to: the line that stands before them."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, str], list[Fact]] = {}

    def add(self, piece: Piece, facts: Iterable[Fact]) -> None:
        """Take the contacts of a piece."""
        for fact in facts:
            if fact.kind not in ("phone", "mail", "account"):
                continue
            owner = _owner(piece, fact)
            if owner:
                self._known.setdefault((piece.language, fact.kind, owner), []).append(fact)

    def disagreements(self) -> Iterator[Disagreement]:
        """Owners with two numbers that are nearly the same."""
        for (language, kind, _), facts in self._known.items():
            first: dict[object, Fact] = {}
            for fact in facts:
                first.setdefault(fact.value, fact)
            for value, fact in list(first.items())[1:]:
                near = next(
                    (f for v, f in first.items() if v != value and _slip(str(v), str(value))), None
                )
                if near is not None:
                    what = f"the same owner has another {EXACT[kind]} elsewhere in the issue"
                    yield Disagreement(
                        f"{kind}-owner", True, what, fact.at, fact.text, near.at, near.text,
                        (language, language),
                    )  # fmt: skip
                    break


def _slip(a: str, b: str) -> bool:
    """Whether two numbers differ by a slip: one figure, or two that changed places."""
    return distance(a, b, 2) <= 2


def _owner(piece: Piece, fact: Fact) -> str:
    """The text before a phone number, back to the number before or the beginning, folded."""
    starts = [start for start, _ in piece.starts if start <= fact.start]
    line = len(starts) - 1
    if line < 1 or fact.start - starts[line] > 24:
        return ""
    owner = piece.text[starts[line - 1] : starts[line]]
    words = "".join(char if char.isalpha() else " " for char in folded(owner)).split()
    return " ".join(words) if len(words) >= 3 else ""
