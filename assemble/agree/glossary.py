"""The terms of the house: is each translated as the glossary says?

In: the pairs of a unit and the glossary. Out: disagreements, all doubtful: a translator may have
said the term in another way, or by a pronoun.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assemble.agree.facts import Disagreement, Piece, folded
from assemble.agree.pairing import Pair
from assemble.agree.sheet import Sheet
from assemble.model.agreement import Term


def terms_disagree(pairs: Sequence[Pair], glossary: Sequence[Term]) -> Iterator[Disagreement]:
    """Terms of either side whose counterpart isn't on the other side."""
    for pair in pairs if glossary else ():
        for side in (pair, pair.turned()):
            yield from _untold(side, glossary)


def _untold(pair: Pair, glossary: Sequence[Term]) -> Iterator[Disagreement]:
    """Terms of ours of which theirs has no form."""
    ours, theirs = pair.languages
    for term in glossary:
        forms, wanted = term.get(ours), term.get(theirs)
        if not forms or not wanted:
            continue
        found = _first(pair.ours, forms)
        if found is None or _first(pair.theirs, wanted) is not None:
            continue
        piece, start, end = found
        # A longer term that holds this one is judged by itself.
        if _inside_longer(piece, start, end, glossary, ours, forms):
            continue
        what = f"the glossary ({term.at}) has '{wanted[0]}' for it"
        yield Disagreement(
            "term", False, what, piece.place(start), piece.text[start:end],
            pair.theirs.pieces[0].place(0), "", pair.languages,
        )  # fmt: skip


def _first(sheet: Sheet, forms: tuple[str, ...]) -> tuple[Piece, int, int] | None:
    """The first place of any of the forms."""
    for piece in sheet.pieces:
        match = _pattern(forms).search(piece.text)
        if match:
            return piece, match.start(), match.end()
    return None


@lru_cache(maxsize=2000)
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the forms as whole words; acronyms by their capitals, other forms in any case."""
    each = [
        re.escape(form) if form.isupper() else f"(?i:{re.escape(form)})"
        for form in sorted(forms, key=len, reverse=True)
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(each)})(?!\w)")


def _inside_longer(
    piece: Piece,
    start: int,
    end: int,
    glossary: Sequence[Term],
    language: str,
    forms: tuple[str, ...],
) -> bool:
    """Whether the place is part of a longer term of the glossary."""
    for other in glossary:
        longer = other.get(language)
        if longer == forms or not longer:
            continue
        for match in _pattern(longer).finditer(piece.text):
            within = match.start() <= start and end <= match.end()
            if within and match.end() - match.start() > end - start:
                return True
    return False


def glossary_words(glossary: Sequence[Term]) -> frozenset[str]:
    """All words of the glossary's forms, folded: known to the spelling checks."""
    return frozenset(
        folded(word)
        for term in glossary
        for _, forms in term.forms
        for form in forms
        for word in re.findall(r"\w+", form)
    )
