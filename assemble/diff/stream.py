"""Foreign proofs as blocks: the text stream in sentences, which reflow leaves as they are.

A PDF without sidecar tells lines and where they stand, but not what belongs together. Sentences
end where the text says so, whatever the measure; lines that stand on many pages at one height are
taken out first, since they part the sentences that go on overleaf.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from assemble.diff.joining import JOINT, joined, vocabulary, words_of
from assemble.diff.values import Block, Box, Drawn, DrawnPage, Snapshot, Spot

TEXT, FURNITURE, PICTURE = "text", "running-foot", "photo"
"""The roles of what a text stream holds."""
RECURS = 3
"""Pages on which a line stands at least to be known as furniture."""
HEIGHT = 2.0
"""Points that the tops of such lines may differ by."""
MARGIN = 0.12
"""Share of the page's height, at its head and foot, where lines of digits are page numbers."""
_DIGITS = re.compile(r"\d+")
_END = re.compile(r"[.!?…:;][”’\"')\]]*$")


class _Word(NamedTuple):
    raw: str
    line: int


class _Line(NamedTuple):
    page: int
    drawn: Drawn


def streamed(snapshot: Snapshot, *, pictures: bool) -> Snapshot:
    """A snapshot as one of a foreign PDF: its lines and, if wanted, its pictures only."""
    pages = [page._replace(items=tuple(_plain(page, pictures))) for page in snapshot.pages]
    return Snapshot(
        name=snapshot.name, pages=tuple(pages), trim=snapshot.trim, title=snapshot.title,
        number=snapshot.number, date=snapshot.date, foreign=True,
    )  # fmt: skip


def _plain(page: DrawnPage, pictures: bool) -> Iterator[Drawn]:
    """A page's lines and pictures without what they are; what stands on one line is one."""
    held: Drawn | None = None
    for item in page.items:
        if item.text is None and not (pictures and item.image is not None):
            continue
        if held and item.text is not None and _goes_on(held.rect, item.rect):
            text = f"{held.text} {item.text}"
            held = held._replace(text=text, rect=_around(held.rect, item.rect))
            continue
        if held:
            yield held
        plain = Drawn(PICTURE if item.image else TEXT, item.rect, text=item.text, image=item.image)
        held = plain if item.text is not None else None
        if held is None:
            yield plain
    if held:
        yield held


def _goes_on(one: Box, other: Box) -> bool:
    """Whether a box stands on the line of the one before it, right of it."""
    bottoms = one[1] + one[3], other[1] + other[3]
    return abs(bottoms[0] - bottoms[1]) < HEIGHT and other[0] >= one[0] + one[2] - HEIGHT


def _around(one: Box, other: Box) -> Box:
    left, top = min(one[0], other[0]), min(one[1], other[1])
    right = max(one[0] + one[2], other[0] + other[2])
    bottom = max(one[1] + one[3], other[1] + other[3])
    return left, top, right - left, bottom - top


def text_blocks(old: Snapshot, new: Snapshot) -> tuple[list[Block], list[Block]]:
    """The sentences, pictures and furniture of two streamed snapshots."""
    parts = [_parted(each) for each in (old, new)]
    tokens = [list(_tokens([line.drawn.text or "" for line in lines])) for lines, _ in parts]
    known = vocabulary(word.raw for words in tokens for word in words)
    first, second = (
        [*_sentences(words, lines, known), *others]
        for words, (lines, others) in zip(tokens, parts, strict=True)
    )
    return first, second


def _parted(snapshot: Snapshot) -> tuple[list[_Line], list[Block]]:
    """The lines of the text, and what is none of it: furniture and pictures."""
    furniture = set(_furniture(snapshot))
    lines: list[_Line] = []
    others: list[Block] = []
    for page in snapshot.pages:
        for place, item in enumerate(page.items):
            spot = Spot(page.number, item.rect, item.text or "")
            if item.image is not None:
                others.append(Block(role=PICTURE, spots=(spot,), image=item.image))
            elif (page.number, place) in furniture:
                words = tuple((item.text or "").split())
                others.append(Block(role=FURNITURE, spots=(spot,), words=words, derived=True))
            elif (item.text or "").strip():
                lines.append(_Line(page.number, item))
    return lines, others


def _furniture(snapshot: Snapshot) -> Iterator[tuple[int, int]]:
    """Page number and place of the lines that recur, and of page numbers."""
    places: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    height = snapshot.trim[1]
    for page in snapshot.pages:
        for place, item in enumerate(page.items):
            if item.text is None:
                continue
            masked = _DIGITS.sub("0", item.text.strip())
            edge = item.rect[1] < MARGIN * height or item.rect[1] > (1 - MARGIN) * height
            if masked == "0" and edge:
                yield page.number, place
            elif edge:
                places[masked, round(item.rect[1] / HEIGHT)].append((page.number, place))
    for found in places.values():
        if len({page for page, _ in found}) >= min(RECURS, len(snapshot.pages)) > 1:
            yield from found


def _tokens(lines: Sequence[str]) -> Iterator[_Word]:
    """The words of lines; one that a line's end may have parted stands whole, with a JOINT."""
    held: _Word | None = None
    for number, line in enumerate(lines):
        for place, word in enumerate(line.split()):
            whole = joined([held.raw, word]) if held and place == 0 else None
            if held and whole and not whole.count(" "):
                held = held._replace(raw=whole)
                continue
            if held:
                yield held
            held = _Word(word, number)
    if held:
        yield held


def _sentences(
    tokens: Iterable[_Word], lines: Sequence[_Line], known: frozenset[str]
) -> Iterator[Block]:
    words = [
        _Word(word, token.line)
        for token in tokens
        for word in words_of(token.raw, known, hyphens=JOINT in token.raw)
    ]
    start = 0
    for at, word in enumerate(words, start=1):
        after = words[at].raw if at < len(words) else ""
        if not after or (_END.search(word.raw) and not after[:1].islower()):
            yield _sentence(words[start:at], lines)
            start = at


def _sentence(words: Sequence[_Word], lines: Sequence[_Line]) -> Block:
    """A block whose spots tell of each line only the words that are the sentence's."""
    by_line: dict[int, list[str]] = defaultdict(list)
    for word in words:
        by_line[word.line].append(word.raw)
    spots = tuple(
        Spot(lines[line].page, lines[line].drawn.rect, " ".join(texts))
        for line, texts in by_line.items()
    )
    return Block(role=TEXT, spots=spots, words=tuple(word.raw for word in words))
