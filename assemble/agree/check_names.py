"""Names and titles of both sides compared.

In: the pairs of a unit. Out: disagreements.
"""

from collections.abc import Iterator, Sequence

from assemble.agree.facts import Disagreement, folded
from assemble.agree.names import Name, differing, genders, offices, read_names, untold
from assemble.agree.pairing import Pair
from assemble.agree.sheet import Sheet
from assemble.model.finding import Location


def names_disagree(pairs: Sequence[Pair], kept: frozenset[str]) -> Iterator[Disagreement]:
    """Names in two forms or left out, people who aren't the same, ladies who are called Mr.

    Args:
        pairs: what stands for each other.
        kept: names that the issue has in both languages, folded and joined.
    """
    for pair in pairs:
        if pair.ours.pieces[0].role == "credit":
            yield from _credits(pair)
            continue
        told: set[str] = set()
        for found in differing(pair.ours, pair.theirs, pair.around.theirs.joined):
            name = found.ours
            told.add(name.key)
            yield Disagreement(
                "name", found.certain, "the name differs", _place(name), name.text,
                found.word.piece.place(found.word.start), found.theirs, pair.languages,
            )  # fmt: skip
        for ours, theirs in untold(pair.ours, pair.theirs):
            if ours.key not in told:
                yield Disagreement(
                    "name", True, "another person is named", _place(ours), ours.text,
                    _place(theirs), theirs.text, pair.languages,
                )  # fmt: skip
        yield from _titles(pair)
        yield from _offices(pair)
        for side in (pair, pair.turned()):
            yield from _left_out(side, kept)


def _place(name: Name) -> Location:
    """Where a name stands."""
    return name.piece.place(name.words[0].start)


def _left_out(pair: Pair, kept: frozenset[str]) -> Iterator[Disagreement]:
    """People, and in short texts any names, that the other side doesn't name here."""
    seen: set[str] = set()
    for name in read_names(pair.ours):
        if len(name.words) < 2 or name.key in seen or name.key not in kept:
            continue
        seen.add(name.key)
        if (name.title or pair.short) and name.key not in pair.theirs.joined:
            what = "the other text doesn't name this here, though it does elsewhere"
            yield Disagreement(
                "name-missing", False, what, _place(name), name.text,
                pair.theirs.pieces[0].place(0), "", pair.languages,
            )  # fmt: skip


def kept_names(ours: Sequence[Sheet], theirs: Sequence[Sheet]) -> frozenset[str]:
    """The names of two words and more that stand in both languages of an issue."""
    mine = {n.key for sheet in ours for n in read_names(sheet) if len(n.words) > 1}
    yours = {n.key for sheet in theirs for n in read_names(sheet) if len(n.words) > 1}
    here = frozenset[str]().union(*(sheet.joined for sheet in ours))
    there = frozenset[str]().union(*(sheet.joined for sheet in theirs))
    return frozenset((mine & there) | (yours & here))


def _titles(pair: Pair) -> Iterator[Disagreement]:
    """People with a title of a man on one side and of a woman on the other."""
    theirs = genders(pair.theirs)
    for key, (gender, name) in genders(pair.ours).items():
        if key in theirs and theirs[key][0] != gender:
            other = theirs[key][1]
            ours = f"{name.title} {name.text}"
            yield Disagreement(
                "title", True, "a man's title on one side, a woman's on the other", _place(name),
                ours, _place(other), f"{other.title} {other.text}", pair.languages,
            )  # fmt: skip


def _offices(pair: Pair) -> Iterator[Disagreement]:
    """People who are the second in their office on one side, and the first on the other."""
    theirs = offices(pair.theirs)
    for key, mine in offices(pair.ours).items():
        other = theirs.get(key)
        if other and other.second != mine.second:
            yield Disagreement(
                "office", mine.sure and other.sure,
                "a deputy (Phó …) on one side and none on the other", _place(mine.name),
                mine.name.text, _place(other.name), other.name.text, pair.languages,
            )  # fmt: skip


def _credits(pair: Pair) -> Iterator[Disagreement]:
    """A byline or credit whose names aren't the same, or that lost a part of its marks."""
    ours, theirs = pair.ours.pieces[0], pair.theirs.pieces[0]
    mine, yours = _bare(ours.text), _bare(theirs.text)
    names = read_names(pair.ours)
    if mine == yours:
        if theirs.text not in (ours.text, _plain(ours.text)) and not theirs.text.isascii():
            what = "the name has lost some of its diacritics: write all or none"
            yield Disagreement(
                "name-marks", True, what, theirs.place(0), theirs.text, ours.place(0), ours.text,
                (pair.languages[1], pair.languages[0]),
            )  # fmt: skip
    elif names and len(mine.split()) == len(yours.split()) > 1:
        yield Disagreement(
            "name", True, "the name differs", ours.place(0), ours.text, theirs.place(0),
            theirs.text, pair.languages,
        )  # fmt: skip


def _bare(text: str) -> str:
    return " ".join(folded(text).split())


def _plain(text: str) -> str:
    """A text without diacritics, capitals kept."""
    return "".join(
        char if char.isascii() else folded(char).upper() if char.isupper() else folded(char)
        for char in text
    )
