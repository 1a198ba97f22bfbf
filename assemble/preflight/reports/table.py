"""The table of all rules, as Markdown: what docs/preflight.md shows and --rules prints."""

from assemble.model.preflight import Limits, Rule
from assemble.model.units import MM
from assemble.preflight.rules import LIMITS, RULES

HEAD = (
    "| rule | gravity | what it finds | why printers mind | source | limits |",
    "|---|---|---|---|---|---|",
)

SHARES = frozenset({"ink"})
"""Limits that are sums of fractions; told in per cent."""
MILLIMETRES = frozenset({"ink_square", "safe", "bleed"})
"""Limits in points that people know in millimetres."""
RESOLUTIONS = frozenset({"error_ppi", "warn_ppi", "error_bitmap_ppi", "warn_bitmap_ppi"})
COUNTS = frozenset({"multiple"})


def rules_table() -> str:
    """A row for every rule, in the order of reports, with the limits that hold for any file."""
    return "\n".join((*HEAD, *map(_row, RULES))) + "\n"


def _row(rule: Rule) -> str:
    limits = ", ".join(_limit(name, LIMITS) for name in rule.limits)
    cells = (f"`{rule.id}`", rule.severity, rule.about, rule.reason, rule.source, limits)
    return "| " + " | ".join(cells) + " |"


def _limit(name: str, limits: Limits) -> str:
    """A limit with its name and unit: `safe` 4 mm."""
    value = getattr(limits, name)
    if name in SHARES:
        told = f"{value * 100:g} %"
    elif name in MILLIMETRES:
        told = f"{round(value / MM, 2):g} mm"
    elif name in RESOLUTIONS:
        told = f"{value:g} ppi"
    elif name in COUNTS:
        told = f"{value:g}, by the binding"
    else:
        told = f"{value:g} pt"
    return f"`{name}` {told}"
