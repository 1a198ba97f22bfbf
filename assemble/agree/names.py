"""Names of people and places.

In: the sheets of a group. Out: names of one language that stand in the other with another letter
or without a part of theirs. Names are compared folded (no diacritics, small letters) and without
blanks, so that Hà Nội is Hanoi and Ha Noi; a name that is translated has nothing like it on the
other side and is left alone.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from assemble.agree.facts import Piece, distance, folded
from assemble.agree.languages import language_of
from assemble.agree.languages.base import Language
from assemble.agree.sheet import Sheet, Word
from assemble.agree.syllables import is_folded_syllable

ABBREVIATED = ("mr", "mrs", "ms", "dr", "st", "tp")
"""Words before a name that a stop ends."""

LONGEST = 6
"""Words of a run of capitals that is taken as one name."""


OFFICE = 120
"""Characters behind a name in which the office stands."""


class Name(NamedTuple):
    """A name as written: its words, folded, the title before it, and where it stands."""

    words: tuple[Word, ...]
    title: str

    @property
    def folded(self) -> tuple[str, ...]:
        """The words, folded."""
        return tuple(word.folded for word in self.words)

    @property
    def key(self) -> str:
        """The words folded and joined."""
        return "".join(self.folded)

    @property
    def piece(self) -> Piece:
        """Where it stands."""
        return self.words[0].piece

    @property
    def text(self) -> str:
        """As written."""
        return self.piece.text[self.words[0].start : self.words[-1].end]


@lru_cache(maxsize=8)
def _titles(language: Language) -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, language.titles), key=len, reverse=True))
    return re.compile(rf"(?<!\w)({words})\.?\s+$", re.IGNORECASE)


@lru_cache(maxsize=4_096)
def read_names(sheet: Sheet) -> tuple[Name, ...]:
    """The runs of capitalised words of a sheet, title words at their beginning taken off.

    In a text of capitals only what follows a title, up to the next sign, is a name.
    """
    language = language_of(sheet.language)
    names: list[Name] = []
    run: list[Word] = []
    for word in [*sheet.words, None]:
        if word is not None and run and not _follows(run[-1], word):
            names += _named(run, language, loud=sheet.loud)
            run = []
        capital = word is not None and word.text[0].isupper()
        if word is not None and capital and (sheet.loud or not _shouted(word.text)):
            run.append(word)
        elif run:
            names += _named(run, language, loud=sheet.loud)
            run = []
    return tuple(names)


def _shouted(text: str) -> bool:
    """Whether a word is an acronym rather than part of a name."""
    return len(text) > 1 and text.isupper()


def _follows(first: Word, second: Word) -> bool:
    """Whether only a blank stands between two words."""
    if first.piece is not second.piece:
        return False
    between = first.piece.text[first.end : second.start]
    return between == " " or (between == ". " and first.folded in ABBREVIATED)


def _named(run: list[Word], language: Language | None, *, loud: bool) -> Iterator[Name]:
    """The name of a run of capitalised words."""
    title = ""
    text = run[0].piece.text
    if language is not None:
        for index in range(min(len(run), 3)):
            before = text[max(0, run[index].start - 16) : run[index].start]
            match = _titles(language).search(before)
            if match:
                title = match[1].lower()
                run = run[index:]
                break
        if not title and run[0].text.lower() in language.titles:
            run = run[1:]
    if loud and not title:
        return
    if 0 < len(run) <= LONGEST:
        yield Name(tuple(run), title)


class Differing(NamedTuple):
    """A name that stands on the other side in another form."""

    ours: Name
    theirs: str
    word: Word
    certain: bool


def differing(ours: Sheet, theirs: Sheet, known: frozenset[str]) -> Iterator[Differing]:
    """Names of ours that theirs has in a form that isn't theirs.

    Args:
        ours: a text whose names are Vietnamese, or the like: kept in translation.
        theirs: its counterpart.
        known: joined words of the whole other text; a form that stands there is no slip of ours.
    """
    here = read_names(ours)
    explained = ours.joined
    there = [word for word in theirs.words if word.text[0].isupper()]
    for name in _once(here):
        forms = [name]
        if len(name.words) > 2 and not name.title:
            # The first word may have its capital from the sentence, or be a kind of place.
            forms.append(Name(name.words[1:], ""))
        if any(len(form.words) < 2 or _stands(form.folded, theirs.joined) for form in forms):
            continue
        for form in forms:
            found = list(_nearest(form, there, explained, known))
            if found:
                yield found[0]
                break


def _once(names: Sequence[Name]) -> Iterator[Name]:
    """Each name once."""
    seen: set[str] = set()
    for name in names:
        if name.key not in seen:
            seen.add(name.key)
            yield name


def _stands(words: tuple[str, ...], joined: frozenset[str]) -> bool:
    """Whether a name stands on the other side, in western order or in two parts perhaps."""
    whole = "".join(words) in joined
    return whole or _in_parts(words, joined) or _reordered(words, joined)


def _in_parts(words: tuple[str, ...], joined: frozenset[str]) -> bool:
    """Whether a run is two names that stand apart on the other side: Trung Quốc Vương Nghị."""
    return any(
        "".join(words[:cut]) in joined and "".join(words[cut:]) in joined
        for cut in range(1, len(words))
    )


def _reordered(words: tuple[str, ...], joined: frozenset[str]) -> bool:
    """Whether the name stands there in western order: Phuong Thanh Lam Thi."""
    turns = [words[i:] + words[:i] for i in range(1, len(words))]
    return any("".join(turn) in joined for turn in turns)


def _nearest(
    name: Name, there: list[Word], explained: frozenset[str], known: frozenset[str]
) -> Iterator[Differing]:
    """The run of words of the other side that is nearly the name, if there is one."""
    words = name.folded
    best: tuple[int, list[Word]] | None = None
    for size in (len(words), len(words) - 1, len(words) + 1):
        if size < 2:
            continue
        for i in range(len(there) - size + 1):
            window = there[i : i + size]
            if any(not _follows(a, b) for a, b in pairwise(window)):
                continue
            forms = tuple(word.folded for word in window)
            if "".join(forms) in explained:
                continue
            price = _price(words, forms, titled=bool(name.title))
            if price is not None and (best is None or price < best[0]):
                best = (price, window)
    if best is None:
        return
    window = best[1]
    text = window[0].piece.text[window[0].start : window[-1].end]
    certain = name.key not in known or bool(name.title)
    yield Differing(name, text, window[0], certain)


def _price(ours: tuple[str, ...], theirs: tuple[str, ...], *, titled: bool) -> int | None:
    """How far two names are apart, None if they are two names rather than one."""
    if len(ours) == len(theirs):
        different = [(a, b) for a, b in zip(ours, theirs, strict=True) if a != b]
        if len(different) > 1 and not (
            len(ours) > 2 and len(different) == 2 and sorted(ours) == sorted(theirs)
        ):
            return None
        apart = sum(distance(a, b, 4) for a, b in different)
        outer = ours[0] != theirs[0] or (ours[-1] != theirs[-1] and not titled)
        if outer and apart > 2:
            # Another first or last word is rather a word of the sentence than of the name.
            return None
        most = 1 if len(ours) == 2 and min(len(ours[0]), len(ours[1])) < 3 else 2
        return apart if apart <= most or len(ours) >= 3 else None
    longer, shorter = (ours, theirs) if len(ours) > len(theirs) else (theirs, ours)
    if len(shorter) < 2:
        return None
    dropped = any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
    # A word more before or after may be a part of the sentence: only one left out inside counts.
    inside = dropped and longer[1:] != shorter and longer[:-1] != shorter
    return 3 if inside else None


def untold(ours: Sheet, theirs: Sheet) -> Iterator[tuple[Name, Name]]:
    """People with a title on both sides of whom neither is named on the other.

    Only those whose name could be Vietnamese: others are written by their own rules.
    """
    mine = [
        name
        for name in _once(read_names(ours))
        if name.title and len(name.words) > 1 and _open(name, theirs)
    ]
    yours = [
        name
        for name in _once(read_names(theirs))
        if name.title and len(name.words) > 1 and _open(name, ours)
    ]
    mine = [name for name in mine if all(is_folded_syllable(word) for word in name.folded)]
    yours = [name for name in yours if all(is_folded_syllable(word) for word in name.folded)]
    if len(mine) == len(yours):
        yield from zip(mine, yours, strict=True)


def _open(name: Name, other: Sheet) -> bool:
    """Whether nothing of a name stands on the other side."""
    words = name.folded
    return name.key not in other.joined and not any(
        "".join(words[i : i + 2]) in other.joined for i in range(len(words) - 1)
    )


class Office(NamedTuple):
    """A person whose office follows the name, and whether it is a deputy's.

    It isn't `sure` where another person is named in it: the office may be that one's
    (… Hồ Tiến Thiệu, Phó Chủ tịch Đoàn Thu Hà).
    """

    name: Name
    second: bool
    sure: bool


def offices(sheet: Sheet) -> dict[str, Office]:
    """The people whose office follows the name, by the folded name.

    The office is what stands from the comma to the next stop, semicolon or titled person.
    """
    language = language_of(sheet.language)
    found: dict[str, Office] = {}
    names = read_names(sheet) if language else ()
    for name in names:
        end = name.words[-1].end
        text = name.piece.text[end:][:OFFICE]
        if language is None or len(name.words) < 2 or not re.match(r", [^\W\d_]", text):
            continue
        office = re.split(r"[.;:(]|\band\b|\bcùng\b|\bvà\b", text)[0]
        another = _any_title(language).search(office)
        office = office[: another.start()] if another else office
        within = (
            other
            for other in names
            if other.piece is name.piece and end <= other.words[0].start < end + len(office)
        )
        sure = not any(_personal(other) for other in within)
        second = bool(_deputy(language).search(office))
        found.setdefault(name.key, Office(name, second, sure))
    return found


def _personal(name: Name) -> bool:
    """Whether it has the form of a Vietnamese person's name: three or four syllables."""
    return len(name.words) in {3, 4} and all(is_folded_syllable(word) for word in name.folded)


@lru_cache(maxsize=8)
def _any_title(language: Language) -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, language.titles), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words})\.?\s+(?=[A-ZÀ-ỸĐ])", re.IGNORECASE)


@lru_cache(maxsize=8)
def _deputy(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{language.deputy})(?!\w)", re.IGNORECASE)


def genders(sheet: Sheet) -> dict[str, tuple[str, Name]]:
    """Of each titled person whether the title says m or f, by the folded name."""
    language = language_of(sheet.language)
    if language is None:
        return {}
    found: dict[str, tuple[str, Name]] = {}
    for name in read_names(sheet):
        gender = language.titles.get(name.title, "")
        if gender and len(name.words) > 1:
            found[folded(name.key)] = (gender, name)
    return found
