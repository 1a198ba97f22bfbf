"""Total-fit and ragged breaking on hand-made break chances, without fonts."""

import itertools
import random
from collections.abc import Iterator, Sequence

import pytest
from making import first_fit

from assemble.text.breaking import (
    HYPHENS_IN_A_ROW,
    LINE,
    LOOSEST,
    RUNT,
    WHOLE,
    Breaks,
    Choice,
    Flex,
    Notch,
    break_lines,
    total_fit,
    variants,
)
from assemble.text.ragged import HYPHEN_SHORT, SHORT, break_ragged

RIGID = Flex(1.0, 0, 0, 0, 0, 0, 0, 2, 0.0)
LOOSE = Flex(1.0, 0.5, 0.2, 0.0, 0.0, 0.0, 0.0, 2, 0.0)
"""Spaces give half of their width and take a fifth; nothing else does."""
SPACE = 2.0


class Word:
    """A word of a hand-made paragraph: its width, hyphenation points, the penalty after it."""

    def __init__(self, width: float, hyphens: Sequence[float] = (), penalty: float = 0.0) -> None:
        self.width, self.hyphens, self.penalty = width, hyphens, penalty


def chances(words: Sequence[float | Word]) -> Breaks:
    """Break chances of words with a space of 2 after each; a hyphen is 1 wide and costs 50."""
    b = Breaks([0.0], [0.0], [0.0], [0.0], [0], [0], [0.0], [0.0], [0.0], [False])
    x = spaces = 0.0
    for given in words:
        word = given if isinstance(given, Word) else Word(given)
        for point in word.hyphens:
            add(b, (x + point + 1, x + point), (spaces, spaces), penalty=50.0, hyphen=True)
        x += word.width
        add(b, (x, x), (spaces, spaces + SPACE), penalty=word.penalty, hyphen=False)
        spaces += SPACE
    b.penalty[-1] = 0.0
    return b


def add(
    b: Breaks,
    width: tuple[float, float],
    spaces: tuple[float, float],
    *,
    penalty: float,
    hyphen: bool,
) -> None:
    """Add a break chance: widths to it and from it; glyphs play no part here."""
    b.width_to.append(width[0])
    b.width_from.append(width[1])
    b.spaces_to.append(spaces[0])
    b.spaces_from.append(spaces[1])
    b.glyphs_to.append(0)
    b.glyphs_from.append(0)
    b.hang_to.append(0.0)
    b.hang_from.append(0.0)
    b.penalty.append(penalty)
    b.hyphen.append(hyphen)


def natural(b: Breaks, start: int, end: int) -> float:
    """Natural width of the line between two breaks."""
    return b.width_to[end] - b.width_from[start] + b.spaces_to[end] - b.spaces_from[start]


def lengths(b: Breaks, chosen: Sequence[int]) -> list[float]:
    """Natural widths of the lines."""
    return [natural(b, a, z) for a, z in itertools.pairwise([0, *chosen])]


def demerits(
    b: Breaks, chosen: Sequence[int], measure: float, flex: Flex, notch: Notch = WHOLE
) -> float | None:
    """The sum of demerits of a choice, added up plainly; None where a line doesn't fit."""
    total, run = 0.0, 0
    for number, (start, end) in enumerate(itertools.pairwise([0, *chosen])):
        last = end == len(b.width_to) - 1
        space = b.spaces_to[end] - b.spaces_from[start]
        slack = measure - natural(b, start, end) - (notch.width if number < notch.lines else 0.0)
        give = space * (flex.space_stretch if slack >= 0 else flex.space_shrink)
        if slack < -give - 0.005 or (not last and slack > (1 - LOOSEST) * measure):
            return None
        if last and slack >= 0:
            cost = LINE + (0 if natural(b, start, end) >= flex.least_last else RUNT**0.5)
        else:
            cost = LINE + 100 * min(abs(slack) / give if give else 100.0, 50.0) ** 3
        before, run = run, run + 1 if b.hyphen[end] else 0
        if run > flex.hyphen_limit:
            return None
        total += cost**2 + b.penalty[end] ** 2
        total += HYPHENS_IN_A_ROW * ((run > 1) + (last and before > 0))
    return total


def best(b: Breaks, measure: float, flex: Flex, notch: Notch = WHOLE) -> float | None:
    """The least demerits of all choices, found by trying every one."""
    found = [sum_ for chosen in choices(b) if (sum_ := demerits(b, chosen, measure, flex, notch))]
    return min(found, default=None)


def choices(b: Breaks) -> Iterator[tuple[int, ...]]:
    """All ways to break."""
    end = len(b.width_to) - 1
    for count in range(end):
        for some in itertools.combinations(range(1, end), count):
            yield (*some, end)


def keeps_limits(b: Breaks, chosen: Sequence[int], measure: float, flex: Flex) -> bool:
    """Whether each line is within its limits, and the last one no runt."""
    for start, end in itertools.pairwise([0, *chosen]):
        space = b.spaces_to[end] - b.spaces_from[start]
        slack = measure - natural(b, start, end)
        if end == len(b.width_to) - 1:
            return slack < 0 or natural(b, start, end) >= flex.least_last
        if slack > space * flex.space_stretch:
            return False
    return True


def paragraph(seed: int, *, hyphens: bool) -> Breaks:
    """A random paragraph of nine words."""
    dice = random.Random(seed)
    words = []
    for _ in range(9):
        width = dice.randint(2, 12)
        points = [width / 2] if hyphens and width > 6 else []
        words.append(Word(width, points, dice.choice([0.0, 0.0, 0.0, 150.0])))
    return chances(words)


@pytest.mark.parametrize("hyphens", [False, True])
@pytest.mark.parametrize("seed", range(40))
def test_no_choice_is_better(seed: int, hyphens: bool) -> None:
    """The breaks chosen have the least demerits of all that can be chosen."""
    b = paragraph(seed, hyphens=hyphens)
    flex = LOOSE._replace(least_last=6.0)
    wanted = best(b, 26.0, flex)

    chosen = break_lines(b, 26.0, flex)

    if wanted is None:  # only where no choice fits at all
        assert demerits(b, chosen, 26.0, flex) is None
    else:
        assert demerits(b, chosen, 26.0, flex) == pytest.approx(wanted)


@pytest.mark.parametrize("lines", [1, 2, 3])
@pytest.mark.parametrize("seed", range(30))
def test_no_choice_is_better_beside_a_notch(seed: int, lines: int) -> None:
    """The first lines being shorter, the breaks have the least demerits for these measures."""
    b = paragraph(seed, hyphens=True)
    b.width_from[0] = -5.0
    bare = paragraph(seed, hyphens=True)
    notch, flex = Notch(lines, 5.0), LOOSE._replace(least_last=6.0)
    wanted = best(bare, 26.0, flex, notch)

    chosen = break_lines(b, 26.0, flex, notch)

    if wanted is not None:
        assert demerits(bare, chosen, 26.0, flex, notch) == pytest.approx(wanted)


def all_counts(b: Breaks, flex: Flex) -> dict[int, Choice]:
    """The best setting on lines of 26, and those with a line less and more."""
    chosen = total_fit(b, 26.0, flex)
    return {0: chosen, **variants(b, 26.0, flex, WHOLE, chosen)} if chosen else {}


@pytest.mark.parametrize("seed", range(60))
def test_variants_are_the_best_of_their_line_count(seed: int) -> None:
    """With a line less or more: the least demerits of what keeps all limits, or nothing."""
    b = paragraph(seed, hyphens=seed % 2 == 0)
    flex = LOOSE._replace(least_last=3.0, space_stretch=2.0, space_shrink=0.8)
    found = all_counts(b, flex)
    wanted: dict[int, float] = {}
    for chosen in choices(b):
        cost = demerits(b, chosen, 26.0, flex)
        looseness = len(chosen) - len(found[0].breaks) if found else 9
        if cost and abs(looseness) < 2 and (not looseness or keeps_limits(b, chosen, 26.0, flex)):
            wanted[looseness] = min(cost, wanted.get(looseness, cost))

    if 0 in wanted:  # not where no choice fits well enough at all
        assert {n: choice.demerits for n, choice in found.items()} == pytest.approx(wanted)
    assert [len(found[n].breaks) - len(found[0].breaks) for n in found] == list(found)


def test_there_are_variants() -> None:
    """The test above sees some of each kind."""
    flex = LOOSE._replace(least_last=3.0, space_stretch=2.0, space_shrink=0.8)
    found = [all_counts(paragraph(n, hyphens=n % 2 == 0), flex) for n in range(60)]

    assert sum(-1 in each for each in found) >= 3
    assert sum(1 in each for each in found) >= 3


@pytest.mark.parametrize("balance", [False, True])
def test_ragged_lines_beside_a_notch(balance: bool) -> None:
    """The first lines of ragged text leave room too, the others take all."""
    b = chances([4] * 12)
    b.width_from[0] = -10.0
    chosen = break_ragged(b, 28.0, balance=balance, notch=Notch(2, 10.0))
    widths = lengths(chances([4] * 12), chosen)

    assert max(widths[:2]) <= 18.0
    assert 18.0 < max(widths[2:]) <= 28.0


@pytest.mark.parametrize("seed", range(20))
def test_never_worse_than_first_fit(seed: int) -> None:
    """Looking at the whole paragraph never loses against filling line by line."""
    b = paragraph(seed, hyphens=True)
    greedy = demerits(b, first_fit(b, 26.0, LOOSE), 26.0, LOOSE)
    chosen = demerits(b, break_lines(b, 26.0, LOOSE), 26.0, LOOSE)

    if greedy is not None:
        assert chosen is not None
        assert chosen <= greedy + 1e-6


def test_looks_ahead() -> None:
    """First fit would fill the first line and leave the second loose; total fit shares it."""
    b = chances([6, 6, 6, 3, 12, 9, 4])

    # 6+2+6 | 6+2+3 … against 6+2+6+2+6 | 3+2+12 | 9+2+4
    assert lengths(b, first_fit(b, 22.0, LOOSE)) == [22.0, 17.0, 15.0]
    total = break_lines(b, 22.0, LOOSE)
    before = demerits(b, first_fit(b, 22.0, LOOSE), 22.0, LOOSE)
    after = demerits(b, total, 22.0, LOOSE)
    assert after is not None
    assert before is not None
    assert after <= before


def test_every_text_ends() -> None:
    """The last break is the paragraph's end, the breaks rise, nothing is left out."""
    b = chances([4] * 30)
    chosen = break_lines(b, 20.0, LOOSE)

    assert chosen == sorted(set(chosen))
    assert chosen[-1] == 30


def test_three_hyphens_in_a_row_are_one_too_many() -> None:
    """However good each would be, no more than two lines running end in a hyphen."""
    # Every line could be exactly full: 9 + hyphen 1 = 10, each word cut in its middle.
    words = [Word(9.0, ())] + [Word(15.0, (7.0,)) for _ in range(8)] + [Word(3.0)]
    b = chances(words)
    flex = LOOSE._replace(space_stretch=30.0)
    chosen = break_lines(b, 18.0, flex)
    runs = "".join("-" if b.hyphen[end] else " " for end in chosen)

    assert "---" not in runs
    assert "-" in runs


def test_a_runt_is_avoided() -> None:
    """A last line under the least length costs more than a line somewhat loose."""
    b = chances([8, 8, 5, 6, 3, 1])
    flex = LOOSE._replace(space_stretch=6.0, least_last=6.0)

    assert lengths(b, break_lines(b, 18.0, flex._replace(least_last=0.0)))[-1] == 1
    assert lengths(b, break_lines(b, 18.0, flex))[-1] == 3 + SPACE + 1


@pytest.mark.parametrize(("penalty", "first"), [(0.0, 4), (5.0, 4), (150.0, 3)])
def test_penalties_are_heeded(penalty: float, first: int) -> None:
    """Four words of 4 fill a line of 22; a great penalty after them leaves it looser."""
    words = [4, 4, 4, Word(4, penalty=penalty), 4, 4, 4, 4]

    assert break_lines(chances(words), 22.0, LOOSE._replace(space_stretch=4.0))[0] == first


def test_a_word_wider_than_the_measure_stands_alone() -> None:
    """It is left overfull; nothing is dropped, nothing is set beside it."""
    b = chances([5, 40, 5])

    assert lengths(b, break_lines(b, 20.0, LOOSE)) == [5, 40, 5]


def test_short_text_is_one_line() -> None:
    """What fits on one line is not broken."""
    assert break_lines(chances([5, 5]), 20.0, LOOSE) == [2]
    assert break_lines(chances([50]), 20.0, LOOSE) == [1]


def test_ragged_fills_lines() -> None:
    """Unbalanced: as few lines as fit, each within the measure."""
    b = chances([5, 5, 5, 5, 5])

    chosen = break_ragged(b, 12.0, balance=False)

    assert lengths(b, chosen) == [12, 12, 5]


def test_ragged_balance_evens_the_lines() -> None:
    """Seven words of 4 on lines of 28: 4 + 3 words, not 5 + 2."""
    b = chances([4] * 7)

    assert lengths(b, break_ragged(b, 28.0, balance=False)) == [28.0, 10.0]
    assert lengths(b, break_ragged(b, 28.0, balance=True)) in ([22.0, 16.0], [16.0, 22.0])


@pytest.mark.parametrize("seed", range(20))
def test_balance_takes_no_more_lines(seed: int) -> None:
    """Balanced lines are as many as first fit needs, and none is wider than the measure."""
    dice = random.Random(seed)
    b = chances([dice.randint(2, 9) for _ in range(12)])
    chosen = break_ragged(b, 24.0, balance=True)

    assert len(chosen) == len(first_fit(b, 24.0, RIGID))
    assert max(lengths(b, chosen)) <= 24.0


def test_balance_avoids_a_penalty() -> None:
    """Of two equally even breaks the one without a penalty is taken."""
    plain = chances([6, 6, 6])
    marked = chances([6, Word(6, penalty=40.0), 6])

    assert len(break_ragged(plain, 15.0, balance=True)) == 2
    assert break_ragged(marked, 15.0, balance=True) == [1, 3]


@pytest.mark.parametrize("seed", range(40))
def test_ragged_lines_are_as_even_as_any_choice(seed: int) -> None:
    """No other breaks of a short text have a smaller sum of squared shortness and lines."""
    dice = random.Random(seed)
    words = [Word(float(dice.randint(3, 9)), (2.0,) if dice.random() < 0.5 else ()) for _ in "ten"]
    words += [Word(float(dice.randint(3, 9))) for _ in range(6)]
    b, measure = chances(words), 20.0
    end = len(b.width_to) - 1
    ways = (
        [*way, end]
        for count in range(end)
        for way in itertools.combinations(range(1, end), count)
        if max(lengths(b, [*way, end])) <= measure
    )

    least = min(rag(b, way, measure) for way in ways)

    assert rag(b, break_ragged(b, measure, balance=False), measure) == pytest.approx(least)


def rag(b: Breaks, chosen: Sequence[int], measure: float) -> float:
    """How uneven ragged lines are: each line and hyphen counted by what it is short."""
    *full, last = lengths(b, chosen)
    cost = sum((measure - length) ** 2 + measure**2 for length in full)
    cost += max(0.0, SHORT * measure - last) ** 2 + measure**2
    for before, end in zip([0, *chosen], chosen, strict=False):
        if b.hyphen[end]:
            cost += (b.penalty[end] * HYPHEN_SHORT * measure) ** 2
            cost += measure**2 if b.hyphen[before] else 0.0
    return cost


def test_ragged_words_are_cut_rather_than_leave_a_line_half_empty() -> None:
    """A word that would leave a line two thirds empty is cut, one that leaves a tenth isn't."""
    torn = chances([6, Word(16, (8,)), 4])
    even = chances([6, 8, Word(6, (2,)), 12])

    assert lengths(torn, break_ragged(torn, 20.0, balance=False))[0] == 6 + SPACE + 8 + 1
    assert not any(even.hyphen[n] for n in break_ragged(even, 18.0, balance=False))


def test_a_ragged_break_at_a_hyphen_of_the_text_is_no_new_hyphen() -> None:
    """Its penalty is in points as elsewhere, in whatever measure."""
    plain, marked = chances([8, 8, 8, 8]), chances([8, 8, 8, 8])
    marked.hyphen[2] = True
    marked.penalty[2] = 20.0

    assert break_ragged(plain, 28.0, balance=True) == [2, 4]
    assert break_ragged(marked, 28.0, balance=True) in ([1, 4], [3, 4])


def test_ragged_overfull_word() -> None:
    """A word wider than the measure has a line of its own."""
    b = chances([3, 30, 3])

    assert lengths(b, break_ragged(b, 10.0, balance=True)) == [3, 30, 3]
