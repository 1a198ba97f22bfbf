"""(to be written)"""
from collections.abc import Iterator
from assemble.agree.facts import Disagreement
def within_text(sheets, glossary) -> Iterator[Disagreement]:
    return iter(())
def within_issue(sheets):
    return iter(())
