"""What a press can't do."""

from dataclasses import replace
from pathlib import Path

import pytest
from making import AT, ROOT, laid_out, small_issue

from assemble.check.press import check_condition, is_rich
from assemble.model.finding import Findings, Severity
from assemble.read.press import unsaid


@pytest.mark.parametrize(
    ("colour", "rich"),
    [
        ((0, 0, 0, 1), False),
        ((0.6, 0.4, 0.4, 1), True),
        ((0.3, 0, 0, 0.85), True),
        ((0.95, 0.7, 0.25, 0.35), False),
        ((0, 0, 0, 0.9), False),
    ],
)
def test_a_rich_black_has_other_inks(colour: tuple[float, float, float, float], rich: bool) -> None:
    """From 85 % of black on."""
    assert is_rich(colour) is rich


@pytest.mark.parametrize(
    ("purpose", "severity"), [("proof", Severity.WARNING), ("print", Severity.ERROR)]
)
def test_small_type_in_rich_black_is_told(tmp_path: Path, purpose: str, severity: Severity) -> None:
    """Once for each role under 14 pt; larger type may have it."""
    folder = tmp_path / "layouts" / "rich"
    folder.mkdir(parents=True)
    text = "extends: bulletin\ncolours: {deep: [60, 40, 40, 100]}\n"
    (folder / "layout.yaml").write_text(text, "utf-8")
    issue = small_issue(tmp_path / "issue")
    manifest = issue / "issue.yaml"
    manifest.write_text("layout: rich\n" + manifest.read_text("utf-8"), "utf-8")

    found = [f for f in laid_out(issue, purpose).findings if f.code == "rich-black"]

    roles = {finding.message.split(" on page")[0] for finding in found}
    assert "the folio" in roles
    assert not any("headline" in role for role in roles)
    assert len(roles) == len(found)
    assert {finding.severity for finding in found} == {severity}


def test_the_shipped_layouts_have_none(tmp_path: Path) -> None:
    """No layout of the package sets small type in a rich black."""
    for path in sorted((ROOT / "layouts").glob("*/layout.yaml")):
        issue = small_issue(tmp_path / path.parent.name)
        manifest = issue / "issue.yaml"
        manifest.write_text(f"layout: {path.parent.name}\n{manifest.read_text('utf-8')}", "utf-8")
        assert "rich-black" not in {f.code for f in laid_out(issue, "print").findings}


@pytest.mark.parametrize(("standard", "told"), [("x-4", False), ("x-1a", True)])
def test_x_1a_knows_profiles_of_version_2(standard: str, told: bool) -> None:
    """A profile of version 4 is an error where it is chosen."""
    press = unsaid(AT)
    profile = bytearray(press.condition.profile)
    profile[8:10] = b"\x04\x20"
    condition = replace(press.condition, profile=bytes(profile))
    findings = Findings()

    check_condition(replace(press, standard=standard, condition=condition), findings)

    assert [f.code for f in findings.items] == (["wrong-profile"] if told else [])
