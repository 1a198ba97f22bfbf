"""How evenly lines are set: word spaces, hyphens under one another, rivers, short last lines.

In: paragraphs as runs of placed lines, and the layout's limits. Out: figures and flaws.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import fmean, pstdev
from typing import NamedTuple

from assemble.check.columns import Run
from assemble.check.seen import Thing, joined, size_of
from assemble.model.edition import Rect, TextItem
from assemble.model.font import FontFace
from assemble.model.layout import Justification
from assemble.model.quality import Flaw, WordSpaces

SLACK = 0.005
"""Share of the face's space by which a limit may be missed: rounding."""
LOOSE_EM = 0.5
"""Word space in em from which on a line is counted as loose, whatever the layout allows."""
SHORT_LETTERS = 8
"""A paragraph's last line has at least two words or eight characters (TYPOGRAPHY facts,
section 2)."""
RIVER_LINES = 4
"""Lines that a river runs through at least."""
RIVER_STEP_EM = 0.3
"""Em by which the middle of a river's space may lie beside that of the line above."""
RIVER_WIDTH_EM = 0.28
"""Word space in em that a river's spaces have on the average. The mean of well-set lines is 0.25:
under what is a little more than that no river was seen on the samples' pages."""
CUT = ("\u00ad", "-", "\u2010", "\u2011")
"""Ends of lines that cut a word."""


class Set(NamedTuple):
    """A justified line: its mean word space in em and as a multiple of the face's own."""

    item: TextItem
    page: int
    space: float
    ratio: float
    is_last: bool


class Gap(NamedTuple):
    """A word space on the page: its edges in points from the trim's left."""

    left: float
    right: float


def justified(paragraphs: Sequence[Sequence[Run]]) -> list[Set]:
    """The justified lines of running text that have word spaces."""
    out = []
    for runs in paragraphs:
        lines = [(run.page, item) for run in runs for item in lines_of(run)]
        for n, (page, item) in enumerate(lines):
            line = item.line
            is_set = line.word_space or line.scale != 1.0
            spaces = [piece for piece in line.pieces[:-1] if piece.space]
            if not is_set or not spaces:
                continue
            natural = fmean(piece.space for piece in spaces)
            space = (natural + line.word_space + line.letter_space) * line.scale
            ratio = (natural + line.word_space) / natural
            out.append(Set(item, page, space / size_of(item), ratio, n == len(lines) - 1))
    return out


def lines_of(run: Run) -> list[TextItem]:
    """The set lines of a run."""
    return [item for t in run.things for item in t.items[:1] if isinstance(item, TextItem)]


def word_spaces(lines: Sequence[Set]) -> WordSpaces:
    """The figures of all lines that are not a paragraph's last."""
    full = [line for line in lines if not line.is_last]
    if not full:
        return WordSpaces(0, 0.0, 0.0, 0.0, 0.0, 0.0)
    spaces = [line.space for line in full]
    loose = sum(space > LOOSE_EM for space in spaces)
    hyphens = sum(line.item.line.ends_with(CUT) for line in full)
    return WordSpaces(
        len(full),
        fmean(spaces),
        pstdev(spaces),
        max(spaces),
        loose / len(full),
        hyphens / len(full),
    )


def space_flaws(lines: Sequence[Set], limits: Justification) -> Iterator[Flaw]:
    """Lines whose word space is outside the layout's limits."""
    least, most = limits.word_space.minimum, limits.word_space.maximum
    for line in lines:
        kind = "loose" if line.ratio > most + SLACK else "tight"
        if not line.is_last and not least - SLACK <= line.ratio <= most + SLACK:
            limit = most if kind == "loose" else least
            yield Flaw(
                kind, line.page, line_rect(line.item),
                f"the word space is {line.ratio:.0%} of the face's own, {limit:.0%} is the limit",
                line.ratio, line.item.line.text, line.item.source.at,
            )  # fmt: skip


def hyphen_flaws(paragraphs: Sequence[Sequence[Run]], limits: Justification) -> Iterator[Flaw]:
    """Hyphens in more lines one after another than the layout allows; words cut at a column's end.

    Only a hyphen that the setting added, or one at which a compound was parted, can end a line.
    """
    for runs in paragraphs:
        for run in runs:
            ladder: list[TextItem] = []
            for item in [*lines_of(run), None]:
                if item and item.line.ends_with(CUT):
                    ladder.append(item)
                    continue
                if len(ladder) > limits.hyphens_in_a_row:
                    yield Flaw(
                        "ladder", run.page, joined(line_rect(i) for i in ladder),
                        f"{len(ladder)} lines one after another end in a hyphen", len(ladder),
                        " / ".join(i.line.text for i in ladder), ladder[0].source.at,
                    )  # fmt: skip
                ladder = []
        for run, _ in pairwise(runs):
            last = lines_of(run)[-1]
            if last.line.ends_with(CUT):
                yield Flaw(
                    "cut-word", run.page, line_rect(last),
                    "the column's last line ends inside a word", 1, last.line.text, last.source.at,
                )  # fmt: skip


def last_line_flaws(paragraphs: Sequence[Sequence[Run]]) -> Iterator[Flaw]:
    """Last lines of one short word."""
    for runs in paragraphs:
        count = sum(len(run.things) for run in runs)
        last = runs[-1].things[-1]
        text = last.items[0].line.text if isinstance(last.items[0], TextItem) else ""
        if count > 1 and " " not in text.strip() and len(text.strip()) < SHORT_LETTERS:
            yield Flaw(
                "short-last-line", runs[-1].page, last.rect,
                f"the paragraph's last line is {len(text.strip())} characters long",
                len(text.strip()), text, last.source.at,
            )  # fmt: skip


def line_rect(item: TextItem) -> Rect:
    """A line from its capitals' height to its baseline."""
    size = size_of(item)
    return Rect(item.x + item.line.indent, item.baseline - 0.7 * size, item.line.width, 0.7 * size)


def gaps_of(item: TextItem, upem: dict[str, int]) -> list[Gap]:
    """The word spaces of a line, where they stand on the page."""
    line = item.line
    pen = item.x + line.indent
    out = []
    for piece in line.pieces[:-1]:
        scale = piece.size / upem[piece.word.face]
        letters = len(piece.word.glyphs) * line.letter_space
        pen += (piece.word.width * scale + letters) * line.scale
        if piece.space:
            width = (piece.space + line.word_space + line.letter_space) * line.scale
            out.append(Gap(pen, pen + width))
            pen += width
    return out


def river_flaws(columns: Sequence[Sequence[TextItem]], page: int,
                faces: dict[str, int]) -> Iterator[Flaw]:  # fmt: skip
    """Word spaces that run through lines under one another.

    Args:
        columns: the lines of each column, those under one another together.
        page: the page's number.
        faces: units per em by face.
    """
    for lines in columns:
        gaps = [gaps_of(item, faces) for item in lines]
        sizes = [size_of(item) for item in lines]
        used: set[tuple[int, int]] = set()
        for n in range(len(lines)):
            for k in range(len(gaps[n])):
                if (n, k) in used:
                    continue
                chain = _followed(gaps, n, k, sizes[n])
                if len(chain) < RIVER_LINES:
                    continue
                mean = fmean(gaps[i][j].right - gaps[i][j].left for i, j in chain)
                if mean >= RIVER_WIDTH_EM * sizes[n]:
                    used.update(chain)
                    yield _river(lines, gaps, chain, page)


def _followed(gaps: Sequence[Sequence[Gap]], n: int, k: int, size: float) -> list[tuple[int, int]]:
    """The spaces under one, each the nearest to the one above it."""
    chain = [(n, k)]
    at = gaps[n][k]
    for i in range(n + 1, len(gaps)):
        middle = (at.left + at.right) / 2
        near = [
            (abs((g.left + g.right) / 2 - middle), j)
            for j, g in enumerate(gaps[i])
            if abs((g.left + g.right) / 2 - middle) <= RIVER_STEP_EM * size
        ]
        if not near:
            break
        j = min(near)[1]
        chain.append((i, j))
        at = gaps[i][j]
    return chain


def _river(
    lines: Sequence[TextItem], gaps: Sequence[Sequence[Gap]], chain: Sequence[tuple[int, int]],
    page: int,
) -> Flaw:  # fmt: skip
    first, last = lines[chain[0][0]], lines[chain[-1][0]]
    left = min(gaps[i][j].left for i, j in chain)
    right = max(gaps[i][j].right for i, j in chain)
    top = line_rect(first).y
    return Flaw(
        "river", page, Rect(left, top, right - left, last.baseline - top),
        f"word spaces stand under one another in {len(chain)} lines", len(chain),
        first.line.text, first.source.at,
    )  # fmt: skip


def stacks_of(things: Sequence[Thing], step: float) -> list[list[TextItem]]:
    """Lines of running text of one column that follow one another without anything between."""
    out: list[list[TextItem]] = []
    for thing in sorted(things, key=lambda t: (t.columns, t.rect.y, t.rect.x)):
        item = thing.items[0]
        if not isinstance(item, TextItem):
            continue
        last = out[-1][-1] if out else None
        if last and abs(last.baseline - item.baseline) < 0.5 * step:
            continue
        if last and 0 < item.baseline - last.baseline < 1.5 * step:
            out[-1].append(item)
        else:
            out.append([item])
    return out


def units(faces: dict[str, FontFace]) -> dict[str, int]:
    """Units per em by face."""
    return {key: face.units_per_em for key, face in faces.items()}
