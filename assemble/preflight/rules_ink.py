"""The rules about ink; apart from the code that measures it, which takes long to load."""

from assemble.model.finding import Severity
from assemble.model.preflight import Rule

TOTAL_INK = Rule(
    id="total-ink",
    severity=Severity.ERROR,
    about="more ink lies in a square than the paper bears",
    reason="it doesn't dry: sheets stick together and set off on one another",
    source="GWG 2022, R0026",
    limits=("ink", "ink_square"),
)
INK_UNMEASURED = Rule(
    id="ink-unmeasured",
    severity=Severity.WARNING,
    about="something on a page whose ink can't be measured",
    reason="it may carry more ink than the paper bears",
    source="GWG 2022, R0026",
)
RULES: tuple[Rule, ...] = (TOTAL_INK, INK_UNMEASURED)
