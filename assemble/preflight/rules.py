"""All rules of preflight, and how grave a breach of each is."""

from assemble.model.finding import Severity
from assemble.model.preflight import Fault, Limits, Rule
from assemble.preflight import rules_file, rules_ink, rules_page

RULES: tuple[Rule, ...] = (*rules_file.RULES, *rules_page.RULES, *rules_ink.RULES)
"""Every rule, in the order in which reports tell faults that are equally grave."""

LIMITS = Limits()
"""What rules compare with where nobody says otherwise."""

BY_ID = {rule.id: rule for rule in RULES}
_ORDER = {rule.id: place for place, rule in enumerate(RULES)}
_GRAVITY = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def severity(fault: Fault) -> Severity:
    """How grave a fault is; one of a rule that isn't known counts as an error."""
    rule = BY_ID.get(fault.rule)
    return rule.severity if rule else Severity.ERROR


def order(fault: Fault) -> tuple[int, int, int]:
    """Sorts faults: those of the whole file first, then by page; the grave ones first."""
    return (
        fault.page or 0,
        _GRAVITY[severity(fault)],
        _ORDER.get(fault.rule, len(_ORDER)),
    )
