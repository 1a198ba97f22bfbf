"""The shipped layouts lay out issues, and their document tells the truth."""

import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from making import ROOT, SAMPLE
from schemas import schema_of

from assemble.build import check
from assemble.model.edition import TextItem
from assemble.model.layout import Layout
from assemble.request import Outcome, Request
from assemble.starter import STARTER

DOCUMENT = (ROOT / "docs" / "layouts.md").read_text("utf-8")
LAYOUTS = sorted(path.parent.name for path in (ROOT / "layouts").glob("*/layout.yaml"))


def laid_out(issue: Path, layout: str, layouts: Path | None = None) -> Outcome:
    """An issue in a layout."""
    return check(Request(issue=issue, layout=layout, layouts=layouts))


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("issue", [SAMPLE, STARTER], ids=lambda path: path.name)
def test_issues_are_laid_out_in_every_layout(issue: Path, name: str) -> None:
    """Without an error, and without a warning about the layout or its fonts."""
    outcome = laid_out(issue, name)

    assert not outcome.failed
    assert [f for f in outcome.findings if f.at.file.startswith(("layouts", "fonts"))] == []


def test_the_second_language_is_ragged_in_three_columns() -> None:
    """English lines of `bulletin-three` keep their word spaces; Vietnamese ones are justified."""
    edition = laid_out(SAMPLE, "bulletin-three").edition
    assert edition is not None
    lines = [
        (item.source.language, item.line)
        for page in edition.pages
        for item in page.items
        if isinstance(item, TextItem) and item.source.role == "body"
    ]

    assert {line.word_space for language, line in lines if language == "en"} == {0.0}
    assert len({line.word_space for language, line in lines if language == "vi"}) > 100
    ends = [line.hyphen for language, line in lines if language == "en"]
    assert 0 < sum(ends) < 0.1 * len(ends)


def sections() -> dict[str, str]:
    """The sections of the document that describe a part of a layout, by its key."""
    found = re.split(r"^### `(\w+)`$", DOCUMENT.partition("## The keys")[2], flags=re.M)
    return dict(zip(found[1::2], found[2::2], strict=True))


def keys(schema: dict[str, Any], part: Any) -> set[str]:
    """All keys that a part of the schema knows by name, at any depth."""
    if not isinstance(part, dict):
        return set()
    if "$ref" in part:
        return keys(schema, schema["$defs"][part["$ref"].rpartition("/")[2]])
    known = part.get("properties", {})
    below = [*known.values(), part.get("additionalProperties"), part.get("items")]
    return set(known).union(*(keys(schema, place) for place in below))


@pytest.mark.parametrize("part", list(schema_of("layout")["properties"]))
def test_every_key_is_in_the_document(part: str) -> None:
    """Each key stands in code marks in the section of its part."""
    if part == "extends":
        assert "### `extends`" in DOCUMENT
        return
    schema, text = schema_of("layout"), sections()[part]
    named = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`\n]+)`", text))))

    assert keys(schema, schema["properties"][part]) - named == set()


def test_the_document_s_costs_are_those_of_bulletin(layout: Layout) -> None:
    """Each row of the table, `widow` and `orphan` in one."""
    rows = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \| (\d+) \|", sections()["planning"], flags=re.M)
    told = {key: float(cost) for names, cost in rows for key in re.findall(r"\w+", names)}

    assert told == asdict(layout.planning.costs)


def test_the_document_s_example_is_a_layout(tmp_path: Path) -> None:
    """It reads without a finding, and the sample is laid out in it."""
    text = DOCUMENT.partition("```yaml\n")[2].partition("```")[0]
    assert text.startswith("extends: bulletin\n")
    (tmp_path / "festival").mkdir()
    (tmp_path / "festival" / "layout.yaml").write_text(text, "utf-8")

    outcome = laid_out(SAMPLE, "festival", tmp_path)

    assert [f for f in outcome.findings if f.at.file.startswith(("layouts", "fonts"))] == []
    assert outcome.edition is not None


def test_the_document_s_table_of_layouts_is_true() -> None:
    """All that are shipped, and no other."""
    table = DOCUMENT.partition("Three come with the tool:")[2].partition("## Your own")[0]

    assert sorted(re.findall(r"^\| `([\w-]+)` \|", table, flags=re.M)) == LAYOUTS
