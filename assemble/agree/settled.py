"""Findings that editors have settled.

In: disagreements and accepted entries. Out: those that are left, and a finding for each entry that
no longer applies.
"""

from collections.abc import Iterable, Sequence

from assemble.agree.facts import Disagreement
from assemble.model.agreement import Accepted
from assemble.model.finding import Finding, Severity


def settled(
    found: Iterable[Disagreement], accepted: Sequence[Accepted]
) -> tuple[list[Disagreement], list[Finding]]:
    """Take out what was accepted; report entries that nothing answers to."""
    used: set[int] = set()
    left: list[Disagreement] = []
    for item in found:
        matching = [i for i, entry in enumerate(accepted) if _applies(entry, item)]
        used.update(matching)
        if not matching:
            left.append(item)
    unused = [_unused(entry) for i, entry in enumerate(accepted) if i not in used]
    return left, unused


def _applies(entry: Accepted, found: Disagreement) -> bool:
    """Whether an entry settles a disagreement: rule and file as said, the fragment on one side."""
    if entry.rule is not None and entry.rule != found.rule:
        return False
    files = {found.at.file, found.other.file if found.other else None}
    if entry.file is not None and entry.file not in files:
        return False
    fragment = " ".join(entry.fragment.split()).casefold()
    return any(
        side and (fragment in side or side in fragment)
        for side in (" ".join(text.split()).casefold() for text in (found.ours, found.theirs))
    )


def _unused(entry: Accepted) -> Finding:
    """The finding for an entry that no longer applies."""
    return Finding(
        severity=Severity.WARNING,
        code="accepted-unused",
        message=f"'{entry.fragment}' is accepted here, but nothing is found that it settles",
        at=entry.at,
        hint="take the entry out, or mend its fragment",
    )
