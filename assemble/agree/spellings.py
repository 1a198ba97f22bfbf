"""One person, place or term in two spellings in one issue.

In: all sheets of an issue. Out: disagreements, one for each spelling that is the rarer one.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from assemble.agree.facts import Disagreement, distance
from assemble.agree.languages.vi import VI
from assemble.agree.names import Name, genders, read_names
from assemble.agree.sheet import Sheet, Word
from assemble.agree.syllables import is_folded_syllable, is_marked
from assemble.agree.tones import settled_tone
from assemble.agree.words import is_word

RARE = 4
"""How many times as often a spelling must stand beside a rare one for the rare one to be odd."""

LONG = 6
"""Letters of a foreign word from which on two spellings may be compared."""


def names_in_two_spellings(sheets: Sequence[Sheet]) -> Iterator[Disagreement]:
    """Names with other diacritics elsewhere: Thùy and Thủy."""
    by_key: dict[tuple[str, str], dict[str, list[tuple[Name, str]]]] = {}
    for sheet in sheets:
        for name in read_names(sheet):
            if len(name.words) > 1:
                spelling = settled_tone(name.text.lower())
                forms = by_key.setdefault((sheet.language, " ".join(name.folded)), {})
                forms.setdefault(spelling, []).append((name, sheet.pieces[0].role))
    for (language, _), forms in by_key.items():
        marked = {form: found for form, found in forms.items() if is_marked(form)}
        if len(marked) < 2:
            continue
        common = max(marked, key=lambda form: len(marked[form]))
        for form, found in marked.items():
            if form != common:
                for name, role in found:
                    yield _two_names(name, role, marked[common][0], language)


def _two_names(name: Name, role: str, common: tuple[Name, str], language: str) -> Disagreement:
    """The disagreement of two spellings of a name."""
    other, other_role = common
    # Two places may differ by a mark; a person's full name or a byline hardly.
    certain = len(name.words) > 2 or "credit" in (role, other_role)
    return Disagreement(
        "name-spelling", certain, "one name in two spellings in this issue",
        name.piece.place(name.words[0].start), name.text,
        other.piece.place(other.words[0].start), other.text, (language, language),
    )  # fmt: skip


def places_in_two_spellings(sheets: Sequence[Sheet]) -> Iterator[Disagreement]:
    """Hanoi and Ha Noi; Lancang and Langcang."""
    words = [w for s in sheets if s.language.split("-")[0] == "en" for w in s.words]
    capital = [w for w in words if w.text[0].isupper()]
    single: dict[str, Word] = {}
    for word in capital:
        single.setdefault(word.folded, word)
    told: set[str] = set()
    for first, second in pairwise(words):
        key = first.folded + second.folded
        apart = first.piece.text[first.end : second.start] if first.piece is second.piece else ""
        if key in single and apart == " " and key not in told and _is_name(first, second):
            told.add(key)
            yield _two_words(first, second, single[key])
    yield from _near_words(single)


def _is_name(first: Word, second: Word) -> bool:
    """Whether two words are Vietnamese syllables with capitals."""
    both = first.text[0].isupper() and second.text[0].isupper()
    return both and is_folded_syllable(first.folded) and is_folded_syllable(second.folded)


def _two_words(first: Word, second: Word, single: Word) -> Disagreement:
    """The disagreement of one word and two."""
    return Disagreement(
        "name-spelling", True, "one name in two spellings in this issue",
        first.piece.place(first.start), first.piece.text[first.start : second.end],
        single.piece.place(single.start), single.text, ("en", "en"),
    )  # fmt: skip


def _near_words(single: dict[str, Word]) -> Iterator[Disagreement]:
    """Foreign names that are one letter apart."""
    foreign = sorted(
        key for key in single if len(key) >= LONG and not is_word(key) and key.isalpha()
    )
    buckets: dict[str, list[str]] = {}
    for key in foreign:
        for i in range(len(key)):
            buckets.setdefault(key[:i] + "_" + key[i + 1 :], []).append(key)
            buckets.setdefault(key[:i] + key[i + 1 :], []).append(key)
        buckets.setdefault(key, []).append(key)
    told: set[tuple[str, str]] = set()
    for group in buckets.values():
        for a, b in pairwise(group):
            if a != b and (a, b) not in told and distance(a, b, 1) == 1 and a + "s" != b:
                told.add((a, b))
                one, other = single[a], single[b]
                yield Disagreement(
                    "name-spelling", False, "two names that are one letter apart",
                    one.piece.place(one.start), one.text, other.piece.place(other.start),
                    other.text, ("en", "en"),
                )  # fmt: skip


def people_with_two_titles(sheets: Sequence[Sheet]) -> Iterator[Disagreement]:
    """A person who is Mr. in one place and Mrs. in another of the same language."""
    known: dict[tuple[str, str], tuple[str, Name]] = {}
    for sheet in sheets:
        for key, (gender, name) in genders(sheet).items():
            first = known.setdefault((sheet.language, key), (gender, name))
            if first[0] != gender:
                other = first[1]
                yield Disagreement(
                    "title", True, "one person with the titles of a man and of a woman",
                    name.piece.place(name.words[0].start), f"{name.title} {name.text}",
                    other.piece.place(other.words[0].start), f"{other.title} {other.text}",
                    (sheet.language, sheet.language),
                )  # fmt: skip


def odd_pairs(sheets: Sequence[Sheet]) -> Iterator[Disagreement]:
    """Vietnamese words side by side that elsewhere in the issue have other marks: thức đẩy."""
    forms: dict[str, dict[str, list[tuple[Word, Word]]]] = {}
    for first, second in _neighbours(sheets):
        key = f"{first.folded} {second.folded}"
        form = settled_tone(f"{first.text} {second.text}".lower())
        forms.setdefault(key, {}).setdefault(form, []).append((first, second))
    for found in forms.values():
        if len(found) < 2:
            continue
        common = max(found, key=lambda form: len(found[form]))
        for form, places in found.items():
            if (
                form != common
                and len(found[common]) >= RARE * len(places)
                and _one_apart(form, common)
            ):
                for place in places:
                    yield _odd(place, found[common][0])


def _neighbours(sheets: Iterable[Sheet]) -> Iterator[tuple[Word, Word]]:
    """Vietnamese words side by side, short ones left out: they meet by chance."""
    for sheet in sheets:
        if sheet.language.split("-")[0] != "vi":
            continue
        for first, second in pairwise(sheet.words):
            near = first.piece is second.piece and second.start == first.end + 1
            if near and _tells(first.text) and _tells(second.text):
                yield first, second


def _tells(word: str) -> bool:
    """Whether a word is more than a short or a common one, which meet by chance."""
    return len(word) > 2 and word.lower() not in VI.doubled


def _one_apart(form: str, common: str) -> bool:
    """Whether only one of the two words differs."""
    return sum(a != b for a, b in zip(form.split(), common.split(), strict=True)) == 1


def _odd(rare: tuple[Word, Word], common: tuple[Word, Word]) -> Disagreement:
    """The disagreement of a rare spelling."""
    (first, second), (one, other) = rare, common
    return Disagreement(
        "odd-spelling", False, "these words have other marks everywhere else in the issue",
        first.piece.place(first.start), first.piece.text[first.start : second.end],
        one.piece.place(one.start), one.piece.text[one.start : other.end], ("vi", "vi"),
    )  # fmt: skip


def within_issue(sheets: Sequence[Sheet]) -> Iterator[Disagreement]:
    """All of the above."""
    yield from names_in_two_spellings(sheets)
    yield from places_in_two_spellings(sheets)
    yield from people_with_two_titles(sheets)
    yield from odd_pairs(sheets)
