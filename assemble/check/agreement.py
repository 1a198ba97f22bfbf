"""Findings where an issue and its layout do not fit together."""

from difflib import get_close_matches

from assemble.model.finding import Findings
from assemble.model.issue import Issue, Section
from assemble.model.layout import Layout


def check_agreement(issue: Issue, layout: Layout, findings: Findings) -> None:
    """Report article kinds that the layout lacks, and languages that it has no words for."""
    for section in issue.sections:
        if not isinstance(section, Section):
            continue
        for article in section.articles:
            kind = article.kind
            if kind.text not in layout.kinds:
                near = get_close_matches(kind.text, layout.kinds, n=1)
                known = ", ".join(layout.kinds)
                findings.error(
                    "unknown-kind",
                    f"the layout {layout.name} has no article kind {kind.text!r}",
                    kind.at,
                    f"{near[0]} is one" if near else f"it has {known}",
                )
    for language in issue.languages:
        if language not in layout.words and language.split("-")[0] not in layout.words:
            first = next(iter(layout.words))
            findings.warning(
                "layout-words",
                f"the layout {layout.name} has no words in {language}; it prints those in {first}",
                issue.at,
                f"add {language} under words: in {layout.at.file}",
            )
