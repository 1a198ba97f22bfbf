"""Texts that agree give no warning; the same with one fault give one for it."""

import datetime
from collections import Counter

import pytest
from clean import all_pairs
from faults import faults, missing

from assemble.agree.compare import compare, disagreements_of
from assemble.agree.facts import Disagreement, Piece
from assemble.agree.pieces import Unit
from assemble.model.finding import Location

ISSUED = datetime.date(2022, 12, 15)
PAIRS = all_pairs()


def certain(vi: str, en: str) -> list[Disagreement]:
    """The warnings of a pair."""
    sides = {
        language: [Piece(language, "paragraph", "a", text, ((0, Location(f"a.{language}", 1, 1)),))]
        for language, text in (("vi", vi), ("en", en))
    }
    found = compare([Unit(sides, single=True)], ("vi", "en"), ISSUED)
    return [each for each in found if each.certain]


def about(found: Disagreement, fragment: str) -> bool:
    """Whether a disagreement is about a fragment."""
    sides = [side for side in (found.ours, found.theirs) if side]
    return any(fragment in side or side in fragment for side in sides)


def test_there_are_enough_pairs() -> None:
    """There are at least 300 pairs, none of them twice."""
    assert len(set(PAIRS)) >= 300


@pytest.mark.parametrize("pair", PAIRS, ids=range(1, len(PAIRS) + 1))
def test_a_clean_pair_gives_no_warning(pair: tuple[str, str]) -> None:
    """A pair that agrees is left alone."""
    assert certain(*pair) == []


def test_all_pairs_as_one_article_give_no_warning() -> None:
    """The same, paragraph beneath paragraph, are paired and left alone."""
    vi, en = ("\n".join(side) for side in zip(*PAIRS, strict=True))

    assert [each for each in disagreements_of({"vi": vi, "en": en}, ISSUED) if each.certain] == []


def test_planted_faults_are_found_and_little_beside_them() -> None:
    """Of the faults planted at least 95 % are found by kind; at most 1 % of warnings are others."""
    planted: Counter[str] = Counter()
    told: Counter[str] = Counter()
    beside = 0
    for vi, en in PAIRS:
        for kind, wrong, fragment in faults(vi, en):
            found = certain(vi, wrong)
            planted[kind] += 1
            told[kind] += any(about(each, fragment) for each in found)
            beside += sum(not about(each, fragment) for each in found)
    for vi, en, sentence in missing(PAIRS):
        found = certain(vi, en)
        hits = [
            each
            for each in found
            if each.rule in ("sentence-missing", "length") or each.ours in sentence
        ]
        planted["sentence"] += 1
        told["sentence"] += bool(hits)
        beside += len(found) - len(hits)

    assert sum(planted.values()) > 700
    assert {
        kind: told[kind] / planted[kind] for kind in planted if told[kind] < 0.95 * planted[kind]
    } == {}
    assert beside <= 0.01 * sum(planted.values())
