"""One language by itself: what is wrong in a text without looking at its pair.

In: the sheets of an issue. Out: disagreements. Each check is a function of a sheet; `CHECKS` is
the list of those that look at one piece.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from assemble.agree.facts import Disagreement, Piece
from assemble.agree.glossary import glossary_words
from assemble.agree.languages import language_of
from assemble.agree.quotes import quotes_mixed, quotes_open
from assemble.agree.sheet import Sheet
from assemble.agree.syllables import (
    is_folded_syllable,
    is_marked,
    is_syllable,
    nearest_syllable,
)
from assemble.agree.tones import tone_styles
from assemble.agree.words import is_word, nearest_word
from assemble.model.agreement import Term

USUAL = 3
"""Times from which on an unknown word is a term of the text rather than a slip."""

LONGEST_WORD = 40
"""Letters from which on a word is no word: an address without its signs, or damage."""

_DOUBLED = re.compile(r"(?<![\w-])([^\W\d_]+) \1(?![\w-])", re.IGNORECASE)
_BLANK_BEFORE = re.compile(r"(?<=\w) +(?=[,;:!?](?!\w)|\.(?![.\d\w])|[)\]”’](?:[\s,.;:]|$))")
_BLANK_AFTER = re.compile(r"(?<=[(\[“]) +(?=\w)")
_BLANK_PERCENT = re.compile(r"(?<=\d) +(?=%)")
_BLANK_HYPHEN = re.compile(r"(?<=[^\W\d]) -(?=\w)|(?<=\w)- (?=\d)")
_NO_BLANK = re.compile(r"[^\W\d_]{2,}[,;:!?][^\W\d_]{2,}")
_FIGURE_LETTER = re.compile(
    r"(?<![\w/.-])(?:\d+[OolI]+\d[\dOolI]*|\d+[Oo]+|[OolI]+\d{2,}[\dOolI]*)(?![\w-])"
)
"""A lone l behind figures is a litre."""
_MIXED = re.compile(r"\w*[^\W\d_]\w*")
_SYLLABLE = re.compile(r"(?<![\w'’-])[^\W\d_]+(?![\w'’]|-\w)")
"""A word that is no part of a compound: those with hyphens are foreign (prô-tê-in)."""
_ETH = re.compile(r"\w*[ðÐƉɖ]\w*")


def within_text(sheets: Sequence[Sheet], glossary: Sequence[Term]) -> Iterator[Disagreement]:
    """What is wrong in single pieces, and in what belongs to one article."""
    known = glossary_words(glossary)
    for sheet in sheets:
        for check in CHECKS:
            yield from check(sheet.pieces[0])
    yield from _unknown_words(sheets, known)
    for pieces in _by_unit(sheets):
        yield from tone_styles(pieces)
        yield from quotes_open(pieces)
        yield from quotes_mixed(pieces)


def _by_unit(sheets: Iterable[Sheet]) -> Iterator[list[Piece]]:
    """The pieces of each article in each language."""
    units: dict[tuple[str, str], list[Piece]] = {}
    for sheet in sheets:
        piece = sheet.pieces[0]
        units.setdefault((piece.unit, piece.language), []).append(piece)
    return iter(units.values())


def _of(piece: Piece, rule: str, certain: bool, what: str, span: tuple[int, int]) -> Disagreement:
    """A disagreement of a text with its own language."""
    start, end = span
    return Disagreement(
        rule, certain, what, piece.place(start), piece.text[start:end],
        languages=(piece.language, ""),
    )  # fmt: skip


def doubled_words(piece: Piece) -> Iterator[Disagreement]:
    """'the the', 'của của': certain for words that are never said twice."""
    language = language_of(piece.language)
    for match in _DOUBLED.finditer(piece.text):
        word = match[1].lower()
        if match[1][0].isupper() or (language and language.reduplicates and len(word) < 2):
            continue
        certain = language is not None and word in language.doubled
        if certain or language is None or not language.reduplicates:
            # A capital after a small letter begins another sentence, or another line of a cell.
            one = match[0].split()[1][0].isupper() == match[1][0].isupper()
            sure = one and (certain or word not in ("that", "had", "very", "so", "far", "long"))
            yield _of(piece, "doubled-word", sure, f"'{word}' stands twice", match.span())


def blanks(piece: Piece) -> Iterator[Disagreement]:
    """Blanks before a comma, in brackets, before a hyphen."""
    text = piece.text
    for pattern, what in (
        (_BLANK_BEFORE, "a blank before a sign"),
        (_BLANK_AFTER, "a blank after an opening bracket or quote"),
        (_BLANK_PERCENT, "a blank before the per cent sign"),
        (_BLANK_HYPHEN, "a blank on one side of a hyphen"),
    ):
        for match in pattern.finditer(text):
            span = _around(text, match.start(), match.end())
            certain = pattern in (_BLANK_BEFORE, _BLANK_AFTER)
            yield _of(piece, "blank", certain, what, span)


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The words on both sides of a place."""
    before = text.rfind(" ", 0, start) + 1
    after = text.find(" ", end)
    return before, len(text) if after < 0 else after


def figures_with_letters(piece: Piece) -> Iterator[Disagreement]:
    """A letter O or l among figures: 2O21."""
    for match in _FIGURE_LETTER.finditer(piece.text):
        right = re.sub("[Oo]", "0", re.sub("[lI]", "1", match.group()))
        what = f"a letter among figures: {right} is meant"
        yield _of(piece, "figure-letter", True, what, match.span())


def other_scripts(piece: Piece) -> Iterator[Disagreement]:
    """A word that mixes Latin letters with those of another script, or has an eth for đ."""
    if piece.text.isascii():
        return
    for match in _ETH.finditer(piece.text):
        what = "the letter is an Icelandic or African one that looks like đ"
        yield _of(piece, "script", True, what, match.span())
    for match in _MIXED.finditer(piece.text):
        word = match.group()
        if word.isascii():
            continue
        scripts = {_script(char) for char in word if char.isalpha()}
        if "LATIN" in scripts and scripts & {"CYRILLIC", "GREEK"}:
            what = "letters of another script that look like Latin ones"
            yield _of(piece, "script", True, what, match.span())


def _script(char: str) -> str:
    """The script of a letter by its name in Unicode."""
    return "LATIN" if char.isascii() else unicodedata.name(char, "").split(" ")[0]


def syllables(piece: Piece) -> Iterator[Disagreement]:
    """Vietnamese words that the spelling doesn't allow."""
    if piece.language.split("-")[0] != "vi":
        return
    for match in _SYLLABLE.finditer(piece.text):
        written = match.group()
        if len(written) < 2 or written.isascii() or _is_acronym(written):
            continue
        if not is_marked(written):
            continue
        word = written.lower()
        if is_syllable(word):
            continue
        near = nearest_syllable(word)
        what = "there is no such syllable in Vietnamese"
        if near and near != word:
            what += f": '{near}' is near"
        # Names of other peoples of the country have finals of their own: Đắk Lắk.
        certain = near is not None and (written.islower() or written.isupper())
        yield _of(piece, "syllable", certain, what, match.span())


def _is_acronym(written: str) -> bool:
    """Whether a word is capitals with no mark but that of Đ: ĐBQH, TGĐ."""
    return written.isupper() and not is_marked(written.replace("Đ", "D"))


CHECKS: tuple[Callable[[Piece], Iterator[Disagreement]], ...] = (
    doubled_words,
    blanks,
    figures_with_letters,
    other_scripts,
    syllables,
)
"""The checks of one piece."""


def _unknown_words(sheets: Sequence[Sheet], known: frozenset[str]) -> Iterator[Disagreement]:
    """English words in small letters that aren't in the list, names and terms left out."""
    english = [s for s in sheets if s.language.split("-")[0] == "en"]
    names = {w.folded for s in sheets for w in s.words if w.text[0].isupper() and not s.loud}
    unknown = [
        word
        for sheet in english
        for word in sheet.words
        if word.text.islower()
        and 3 < len(word.text) <= LONGEST_WORD
        and not is_word(word.text)
        and word.folded not in names
        and word.folded not in known
        and not is_folded_syllable(word.folded)
        and not _in_address(word.piece.text, word.start, word.end)
    ]
    counts = Counter(word.text for word in unknown)
    for word in unknown:
        near = nearest_word(re.sub("['’]s?$", "", word.text))
        what = "no dictionary has this word" + (f": '{near}' is near" if near else "")
        certain = near is not None and counts[word.text] < USUAL and len(word.text) > 4
        yield _of(word.piece, "word", certain, what, (word.start, word.end))


def _in_address(text: str, start: int, end: int) -> bool:
    """Whether a word is part of an address, a file name or the first part of a compound."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 2]
    return before in ("@", ".", "/", "_") or bool(re.match(r"[@/_-]|\.\w", after))
