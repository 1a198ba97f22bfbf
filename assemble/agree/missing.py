"""Text that has no counterpart: a paragraph, a row, a sentence; texts of very unlike length.

In: the pairs of a unit and the pieces that found none. Out: disagreements. Lengths are compared
by the ratio that is usual for the two languages.
"""

import math
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assemble.agree.facts import SURE, Disagreement, Piece, excerpt
from assemble.agree.names import read_names
from assemble.agree.pairing import Alone, Pair
from assemble.agree.sheet import Sheet
from assemble.model.finding import Location

USUAL = {("vi", "en"): 0.88}
"""Characters of the first language for one of the second. Measured over the 140 pairs of 60
characters and more of two printed issues: median 0.88, the middle 90 % from 0.71 to 1.04, the
least 0.62. 1.0 for other pairs of languages."""

UNLIKE = ((150, 1.65), (60, 2.1))
"""Characters of the longer text, and times the usual ratio from which the other is certainly too
short; none of those measured went beyond 1.43."""

DOUBTFUL = 1.5
"""Times the usual ratio that is worth a look."""

TELLING = 120
"""Characters from which on a doubtful length is worth a word."""

LEAST = 60
"""Characters below which lengths tell nothing."""

CLEARLY = 1.3
"""Times the usual ratio from which on a sentence too many is left out though it names nothing; in
90 % of the pairs measured the ratio is within 1.24 of the usual one."""

_SENTENCE = re.compile(
    r"(?<=[.!?…][\"”’)\]])\s+(?=[“\"‘A-ZÀ-ỸĐ0-9])|(?<=[.!?…])\s+(?=[“\"‘A-ZÀ-ỸĐ])"
)
_SHORT_WORD = re.compile(
    r"(?:^|\s|\()(?:Mr|Mrs|Ms|Dr|Prof|No|St|TP|Tp|PGS|TS|ThS|GS|Co|Ltd|Inc|Jan|Feb|Mar|Apr|Aug|"
    r"Sept?|Oct|Nov|Dec|[A-ZĐ])\.$"
)


class Sentence(NamedTuple):
    """A sentence: where it is in its piece."""

    piece: Piece
    start: int
    end: int

    @property
    def text(self) -> str:
        """As written."""
        return self.piece.text[self.start : self.end]


def usual_ratio(ours: str, theirs: str) -> float:
    """Characters of one language for a character of the other."""
    a, b = ours.split("-")[0], theirs.split("-")[0]
    if (a, b) in USUAL:
        return USUAL[a, b]
    return 1 / USUAL[b, a] if (b, a) in USUAL else 1.0


def pieces_missing(alone: Sequence[Alone]) -> Iterator[Disagreement]:
    """Pieces without counterpart."""
    for sheet, beside, language in alone:
        piece = sheet.pieces[0]
        what = f"this {piece.role} has no counterpart in the other text"
        yield Disagreement(
            "paragraph-missing", True, what, piece.place(0), excerpt(piece.text), beside.place(0),
            excerpt(beside.text), (piece.language, language),
        )  # fmt: skip


def sentences_missing(pairs: Sequence[Pair]) -> Iterator[Disagreement]:
    """Sentences without counterpart, and texts too short for their pair."""
    for pair in pairs:
        if max(pair.ours.length, pair.theirs.length) < LEAST:
            continue
        ratio = pair.ours.length / max(1, pair.theirs.length) / usual_ratio(*pair.languages)
        longer = pair if ratio > 1 else pair.turned()
        times = max(ratio, 1 / ratio)
        found = _left_out(longer, times)
        for sentence in found:
            what = "this sentence has no counterpart in the other text"
            yield Disagreement(
                "sentence-missing", sentence.certain, what, sentence.place,
                excerpt(sentence.text), pair_place(longer), "", longer.languages,
            )  # fmt: skip
        if not found and _worth(longer, times) and not pair.short:
            yield _too_short(longer, times)


def pair_place(pair: Pair) -> Location:
    """Where the other side of a pair begins."""
    return pair.theirs.pieces[0].place(0)


def _worth(pair: Pair, times: float) -> bool:
    """Whether the lengths of a pair are worth a word."""
    return _unlike(pair, times) or (times >= DOUBTFUL and pair.ours.length >= TELLING)


def _unlike(pair: Pair, times: float) -> bool:
    """Whether the other text is certainly too short."""
    return any(pair.ours.length >= length and times >= most for length, most in UNLIKE)


def _too_short(pair: Pair, times: float) -> Disagreement:
    """A text much shorter than its pair."""
    what = f"the other text is {times:.1f} times shorter than is usual: is something left out?"
    ours, theirs = pair.ours.pieces[0], pair.theirs.pieces[0]
    return Disagreement(
        "length", _unlike(pair, times), what, ours.place(0), excerpt(ours.text), theirs.place(0),
        excerpt(theirs.text), pair.languages,
    )  # fmt: skip


def sentences(piece: Piece) -> list[Sentence]:
    """The sentences of a piece."""
    found: list[Sentence] = []
    start = 0
    for match in _SENTENCE.finditer(piece.text):
        if _SHORT_WORD.search(piece.text[max(0, match.start() - 8) : match.start()]):
            continue
        found.append(Sentence(piece, start, match.start()))
        start = match.end()
    found.append(Sentence(piece, start, len(piece.text)))
    return [sentence for sentence in found if sentence.text.strip()]


class Missed(NamedTuple):
    """A sentence that found no counterpart."""

    text: str
    place: Location
    certain: bool


def _left_out(pair: Pair, times: float) -> list[Missed]:
    """The sentences of ours without counterpart, if ours has more of them than theirs.

    A sentence is left out if nothing that it names stands on the other side, and the lengths fit
    better without it. Where none names anything, it is the one that fits worst, if the lengths
    are unlike enough.
    """
    ours = [sentence for piece in pair.ours.pieces for sentence in sentences(piece)]
    theirs = [sentence for piece in pair.theirs.pieces for sentence in sentences(piece)]
    if len(ours) <= len(theirs):
        return []
    named = [_named(sentence, pair) for sentence in ours]
    lengths = [len(sentence.text) for sentence in ours]
    gains = [_gain(times, pair.ours.length, length) for length in lengths]
    found = [
        _missed(sentence, certain=True)
        for sentence, (known, unknown), gain in zip(ours, named, gains, strict=True)
        if unknown and not known and gain > 0
    ]
    if found and len(found) <= len(ours) - len(theirs):
        return found
    if times < CLEARLY:
        return []
    worst = max(range(len(ours)), key=lambda i: (gains[i] - named[i][0] + 0.5 * named[i][1], -i))
    return [_missed(ours[worst], certain=gains[worst] > 0 and pair.ours.length >= TELLING)]


def _missed(sentence: Sentence, *, certain: bool) -> Missed:
    return Missed(sentence.text, sentence.piece.place(sentence.start), certain)


def _gain(times: float, whole: int, length: int) -> float:
    """How much better the lengths fit without a sentence, as a logarithm."""
    without = times * (whole - length) / whole
    return abs(math.log(times)) - abs(math.log(max(without, 0.01)))


def _named(sentence: Sentence, pair: Pair) -> tuple[int, int]:
    """How many of the things that a sentence names stand on the other side, and how many not."""
    sheet = _sheet(sentence, pair.ours)
    pool = pair.pool
    tests = {"number": pool.has_number, "date": pool.has_date, "time": pool.has_time}
    values = {(fact.kind, fact.value) for fact in pair.theirs.facts}
    answers = [
        tests[fact.kind](fact) if fact.kind in tests else (fact.kind, fact.value) in values
        for fact in sheet.facts
        if fact.weight == SURE or fact.kind in ("weekday", "code", "number")
        if fact.weight
    ]
    answers += [name.key in pair.theirs.joined for name in read_names(sheet) if len(name.words) > 1]
    return sum(answers), len(answers) - sum(answers)


def _sheet(sentence: Sentence, sheet: Sheet) -> Sheet:
    """The sheet of a sentence: its own piece, with the facts in it."""
    piece, start, end = sentence
    inside = tuple(f for f in sheet.facts if f.piece is piece and start <= f.start < end)
    starts = ((0, piece.place(start)),)
    part = Piece(piece.language, "sentence", piece.unit, piece.text[start:end], starts)
    return Sheet((part,), inside)
