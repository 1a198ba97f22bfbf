"""Broken manifests held against the schema: what is wrong by form alone is seen while typing."""

import pytest
from schemas import faults
from sound import MANIFEST
from test_cases import HERE, Case, cases, parse

SEEN = {
    "unknown-key", "missing-key", "wrong-type", "wrong-value", "wrong-unit", "empty-list",
    "empty-text", "empty-section", "wrong-section", "duplicate-language",
}  # fmt: skip
"""Codes of findings that need no other file and no other key."""


def codes(case: Case) -> set[str]:
    """The codes of a case's findings on the manifest."""
    places = [finding for finding, _ in case.expected if " issue.yaml:" in finding]
    return {place.partition("[")[2].partition("]")[0] for place in places}


def is_yaml(case: Case) -> bool:
    """Whether the manifest of a case is changed, and still one that can be parsed."""
    broken = {"yaml-syntax", "yaml-alias", "yaml-limit"}
    return bool(case.append or "issue.yaml" in case.files) and not codes(case) & broken


CASES = [case for case in cases() if is_yaml(case)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_the_schema_sees_what_the_form_tells(case: Case) -> None:
    """A manifest is valid just when no finding on it is one of form."""
    text = case.files.get("issue.yaml", MANIFEST) + case.append
    found = faults("issue", text)

    assert bool(found) == bool(codes(case) & SEEN), (codes(case), found)


def test_there_are_cases_of_both_kinds() -> None:
    """The manifests of manifest.cases, sound and broken ones."""
    own = (HERE / "manifest.cases").read_text("utf-8").split("\n=== ")
    titles = {parse(text.removeprefix("=== ")).title for text in own}

    assert len(titles & {case.title for case in CASES}) > 20
