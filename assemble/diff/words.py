"""Differences between two texts word by word, with some words around each."""

from bisect import bisect_right
from collections.abc import Sequence
from difflib import SequenceMatcher

from assemble.diff.values import Block, Change, Spot, Words

CONTEXT = 4
"""Words shown before and after a difference: enough to find the place in Vietnamese, whose words
are mostly of two syllables."""
BREAK = "¶"
"""Stands between paragraphs that were joined or divided."""
CELL = "|"
"""Stands between the cells of a table's row."""
UNDRAWN = frozenset({BREAK, CELL})
"""Signs that stand in no line."""
NEAR = 1
"""Words that stand unchanged between two differences which are told as one: a single common word
between two changed ones reads as noise."""


def differences(old: Sequence[str], new: Sequence[str]) -> tuple[Words, ...]:
    """The stretches in which two texts differ, in order; none where they are the same."""
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    spans: list[list[int]] = []
    for tag, a, b, c, d in codes:
        if tag == "equal":
            continue
        if spans and a - spans[-1][1] <= NEAR:
            spans[-1][1], spans[-1][3] = b, d
        else:
            spans.append([a, b, c, d])
    return tuple(
        Words(
            before=" ".join(new[max(0, c - CONTEXT) : c]),
            old=" ".join(old[a:b]),
            new=" ".join(new[c:d]),
            after=" ".join(new[d : d + CONTEXT]),
            start=c,
            end=d,
            was=a,
            until=b,
        )
        for a, b, c, d in spans
    )


def running(blocks: Sequence[Block]) -> list[str]:
    """The words of one or several blocks, with a sign between two."""
    out: list[str] = []
    for block in blocks:
        out += [BREAK, *block.words] if out else block.words
    return out


def pieces(change: Change, *, new: bool) -> list[tuple[str, bool]]:
    """The text of one side of a change in stretches, each with whether it is on both sides."""
    words = running(change.new if new else change.old)
    out, at = [], 0
    for each in change.words:
        start, end = (each.start, each.end) if new else (each.was, each.until)
        out += [(" ".join(words[at:start]), True), (" ".join(words[start:end]), False)]
        at = end
    out.append((" ".join(words[at:]), True))
    return [(text, same) for text, same in out if text]


def spots_of(words: Sequence[str], spots: Sequence[Spot], found: Sequence[Words]) -> list[Spot]:
    """The places on lines on which differences stand: where words are gone, before the next word.

    Args:
        words: the words of the new text.
        spots: its lines, in order.
        found: the differences.
    """
    starts = [0]
    for word in words:
        starts.append(starts[-1] + (0 if word in UNDRAWN else len(word)))
    ends, total = [], 0
    for spot in spots:
        total += len(bare(spot.text))
        ends.append(total)
    out: list[Spot] = []
    for each in found:
        first, last = starts[each.start], starts[each.end]
        top = _line(ends, first)
        bottom = max(top, _line(ends, last - 1)) if last > first else top
        for line in range(top, bottom + 1):
            begin = ends[line - 1] if line else 0
            part = max(first - begin, 0), min(last, ends[line]) - begin
            out.append(spots[line]._replace(part=part))
    return out


def bare(text: str) -> str:
    """The characters of a line that are drawn and its own: no spaces, no hyphen of the setter's."""
    return "".join(text.replace("\u00ad", "").split())


def _line(ends: Sequence[int], at: int) -> int:
    """The number of the line that holds a character."""
    return min(bisect_right(ends, at), len(ends) - 1)


def likeness(old: Sequence[str], new: Sequence[str]) -> float:
    """How alike two texts are, 0…1: twice the words in common by all words (Dice 1945).

    Order isn't looked at, so it costs one pass.
    """
    if not old and not new:
        return 1.0
    left: dict[str, int] = {}
    for word in old:
        left[word] = left.get(word, 0) + 1
    common = 0
    for word in new:
        count = left.get(word, 0)
        if count:
            left[word] = count - 1
            common += 1
    return 2 * common / (len(old) + len(new))
