"""Each rule speaks in its example and is silent in its counter-example."""

import datetime

import pytest

from assemble.agree.compare import compare, disagreements_of
from assemble.agree.facts import Disagreement, Piece
from assemble.agree.pieces import Unit
from assemble.agree.rules import CERTAIN, DOUBTFUL, IDS, RULES, Rule, Texts, table
from assemble.model.agreement import Term
from assemble.model.finding import Location

ISSUED = datetime.date(2022, 12, 15)
GLOSSARY = (
    Term(
        forms=(("vi", ("HĐND tỉnh",)), ("en", ("Provincial People's Council",))),
        at=Location("glossary.yaml", 2, 5),
    ),
)


def found(texts: Texts) -> list[Disagreement]:
    """What the comparison says of a rule's texts."""
    sides = dict(texts)
    if "credit" not in sides:
        return disagreements_of(sides, ISSUED, GLOSSARY)
    pieces = {
        language: [Piece(language, "credit", "a", text, ((0, Location("issue.yaml", n, 1)),))]
        for n, (language, text) in enumerate(zip(("vi", "en"), sides.values(), strict=True), 1)
    }
    return compare([Unit(pieces, single=True)], ("vi", "en"), ISSUED)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_speaks_in_its_example(rule: Rule) -> None:
    """The example is found, as surely as the table says, at a place with a line."""
    mine = [each for each in found(rule.example) if each.rule == rule.id]

    assert mine
    assert all(each.at.line for each in mine)
    if rule.certainty == CERTAIN:
        assert all(each.certain for each in mine)
    if rule.certainty == DOUBTFUL:
        assert not any(each.certain for each in mine)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_is_silent_in_its_counter_example(rule: Rule) -> None:
    """The counter-example gives no finding of the rule, and no warning of any other."""
    all_found = found(rule.counter)

    assert [each for each in all_found if each.rule == rule.id] == []
    assert [each for each in all_found if each.certain] == []


def test_the_table_lists_each_rule_once() -> None:
    """Ids are unique, and the printed table has a row for each."""
    ids = [rule.id for rule in RULES]

    assert len(ids) == len(set(ids))
    assert set(ids) <= IDS
    assert len(table().splitlines()) == len(RULES) + 2
