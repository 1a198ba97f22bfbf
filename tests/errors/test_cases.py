"""Broken issues written as text: every finding of each must match, and none may be extra.

A case in `*.cases` is a title (`===`), what is expected (`!` severity[code] place, and after `|`
words of the message or hint), and files that replace (`@@ NAME`) or lengthen (`@@+ NAME`) those
of the sound issue in sound.py. The manifest there has 8 lines.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from assemble.model.finding import Findings
from assemble.read.manifest import read_issue

HERE = Path(__file__).parent


class Case(NamedTuple):
    """A broken issue and its findings."""

    title: str
    expected: tuple[tuple[str, str], ...]
    files: dict[str, str]
    append: str


def cases() -> list[Case]:
    """All cases of this folder."""
    texts = [path.read_text("utf-8") for path in sorted(HERE.glob("*.cases"))]
    return [parse(part) for text in texts for part in re.split(r"^=== ", text, flags=re.M)[1:]]


def parse(text: str) -> Case:
    """One case."""
    head, *parts = re.split(r"^@@", text, flags=re.M)
    title, *lines = head.strip().split("\n")
    expected = []
    for line in lines:
        if line.startswith("! "):
            finding, _, words = line[2:].partition(" | ")
            expected.append((finding.strip(), words.strip()))
    files, append = {}, ""
    for part in parts:
        name, _, content = part.partition("\n")
        if name.startswith("+ "):
            append += content
        else:
            files[name.strip()] = content
    return Case(title, tuple(expected), files, append)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.title)
def test_broken_issue(case: Case, issue: Callable[..., Path]) -> None:
    """A broken issue gives exactly the findings that its case names."""
    findings = Findings()

    read_issue(issue(case.files, case.append), findings)

    found = [f"{item.severity}[{item.code}] {item.at}" for item in findings.items]
    assert sorted(found) == sorted(expected for expected, _ in case.expected), [
        str(item) for item in findings.items
    ]
    shown = "\n".join(str(item) for item in findings.items)
    assert [words for _, words in case.expected if words not in shown] == [], shown
