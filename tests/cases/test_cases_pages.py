"""Small issues and what comes of them, as text: `pytest --update` rewrites, the diff is reviewed.

A case is a `NAME.yaml`: `purpose`, and the `files` of an issue; a file given as `[width, height]`
is a picture of so many pixels. `NAME.lines` holds the set lines with their spacing, `NAME.pages`
what stands where; so a change in shaping does not hide one in the layout. Dumps hold no glyph ids.
"""

from pathlib import Path

import pytest
import yaml
from making import laid_out, picture, write_issue

from assemble.dump import dump_pages
from assemble.model.edition import OUTSIDE, TextItem
from assemble.model.finding import Severity
from assemble.request import Outcome

HERE = Path(__file__).parent
CASES = sorted(HERE.glob("*.yaml"))
FURNITURE = {"folio", "running-foot", "running-head", "tab"} | OUTSIDE
LARGEST = 20 * 1024


def laid_out_case(case: Path, folder: Path) -> Outcome:
    """The issue that a case describes, laid out."""
    given = yaml.safe_load(case.read_text("utf-8"))
    files: dict[str, str | bytes] = {}
    for name, content in given["files"].items():
        files[name] = picture(tuple(content)) if isinstance(content, list) else content
    return laid_out(write_issue(folder / "issue", files), given["purpose"])


def dump_lines(outcome: Outcome) -> str:
    """Every set line but the pages' furniture: width, word space, letter space, scale, text."""
    out = [
        f"{item.source.role} {item.line.width:.2f} {item.line.word_space:.2f}"
        f" {item.line.letter_space:.3f} {item.line.scale:.4f} {item.line.text}"
        for page in (outcome.edition.pages if outcome.edition else ())
        for item in page.items
        if isinstance(item, TextItem) and item.source.role not in FURNITURE
    ]
    return "\n".join(out) + "\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case(case: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """An issue is laid out as it was when somebody last looked at it."""
    outcome = laid_out_case(case, tmp_path)
    assert outcome.edition is not None, [str(finding) for finding in outcome.findings]
    assert not [f for f in outcome.findings if f.severity is Severity.ERROR]
    findings = "".join(f"! {finding}\n" for finding in outcome.findings)
    dumps = {".lines": dump_lines(outcome), ".pages": findings + dump_pages(outcome.edition)}

    for suffix, dump in dumps.items():
        path = case.with_suffix(suffix)
        if request.config.getoption("--update"):
            path.write_text(dump, "utf-8")
        assert path.read_text("utf-8") == dump


@pytest.mark.parametrize("path", sorted(HERE.iterdir()), ids=lambda path: path.name)
def test_cases_are_small(path: Path) -> None:
    """A case that can't be read in a minute is no case."""
    if path.is_file():
        assert path.stat().st_size <= LARGEST
