"""Layouts that extend others: what they take over, and where their faults are told."""

from pathlib import Path

import pytest

from assemble.model.finding import Finding, Findings, Location
from assemble.model.layout import Layout
from assemble.model.text import Phrase
from assemble.read.layout import read_layout

LAYOUTS = Path(__file__).parents[3] / "layouts"
MANIFEST = Location("issue.yaml", 1, 9)


def read(folders: list[Path], name: str) -> tuple[Layout | None, list[Finding]]:
    """Read a layout from some folders."""
    findings = Findings()
    layout = read_layout(Phrase(text=name, at=MANIFEST), folders, findings)
    assert (layout is None) == findings.has_errors
    return layout, findings.items


def read_all(tmp_path: Path, **files: str) -> tuple[Layout | None, list[Finding]]:
    """Read `child` of these layouts and those of the package."""
    for name, text in files.items():
        (tmp_path / name).mkdir(exist_ok=True)
        (tmp_path / name / "layout.yaml").write_text(text, "utf-8")
    return read([tmp_path, LAYOUTS], "child")


def sound(tmp_path: Path, **files: str) -> Layout:
    """The layout `child` of files that have no fault."""
    layout, findings = read_all(tmp_path, **files)
    assert findings == []
    assert layout is not None
    return layout


@pytest.fixture(scope="module")
def bulletin() -> Layout:
    """The layout that the others extend."""
    layout, _ = read([LAYOUTS], "bulletin")
    assert layout is not None
    return layout


def test_all_that_a_child_is_silent_on_is_as_in_its_parent(
    tmp_path: Path, bulletin: Layout
) -> None:
    """An empty child differs in name, place and digest only."""
    child = sound(tmp_path, child="extends: bulletin\n")

    for part in ("page", "colours", "styles", "justification", "kinds", "pictures", "planning"):
        assert getattr(child, part) == getattr(bulletin, part)
    assert child.words == bulletin.words
    assert (child.name, child.at) == ("child", Location("layouts/child/layout.yaml", 1, 1))
    assert child.digest != bulletin.digest


def test_mappings_go_together_key_by_key(tmp_path: Path, bulletin: Layout) -> None:
    """A style's other keys, and those of its second form, stay."""
    child = sound(
        tmp_path,
        child="""\
extends: bulletin
page: {margins: {foot: 30mm}}
styles:
  feature_headline: {size: 30pt, second: {size: 20pt}}
kinds: {news: {end_mark: true}}
words: {en: {photo: Picture}}
""",
    )

    style, old = child.style("feature_headline"), bulletin.style("feature_headline")
    assert (style.size, style.cut, style.leading) == (30, old.cut, old.leading)
    second = child.style("feature_headline", second=True)
    old = bulletin.style("feature_headline", second=True)
    assert (second.size, second.cut, second.leading) == (20, old.cut, old.leading)
    assert child.page.head == bulletin.page.head
    assert child.page.foot > bulletin.page.foot
    assert child.kinds["news"].end_mark
    assert child.kinds["news"].headline == bulletin.kinds["news"].headline
    assert (child.words["en"].photo, child.words["en"].page) == ("Picture", "page {page}")


def test_lists_and_texts_are_replaced(tmp_path: Path) -> None:
    """A list of the child is the whole list."""
    child = sound(
        tmp_path, child="extends: bulletin\nstyles: {table: {features: []}}\npage: {columns: 3}\n"
    )

    assert child.style("table").features == ()
    assert child.page.columns == 3


def test_a_child_adds_styles_colours_and_kinds(tmp_path: Path, bulletin: Layout) -> None:
    """What the parent lacks comes on top."""
    child = sound(
        tmp_path,
        child="""\
extends: bulletin
colours: {forest: [80, 30, 80, 40]}
styles:
  letter_headline: {role: display, size: 18pt, leading: 2grid, colour: forest}
kinds:
  letter: {arrangement: parallel, headline: letter_headline, headline_across: letter_headline,
    byline: end, end_mark: true, new_page: false, drop_cap: 0}
""",
    )

    assert set(child.kinds) == {*bulletin.kinds, "letter"}
    assert child.style("letter_headline").colour == "forest"
    assert child.style("letter_headline").leading == 2 * child.page.grid


def test_lengths_follow_the_size_and_the_grid_of_the_child(tmp_path: Path) -> None:
    """An em that is taken over is of the new size, a grid line of the new grid."""
    child = sound(
        tmp_path, child="extends: bulletin\npage: {grid: 13pt}\nstyles: {body: {size: 10.5pt}}\n"
    )

    assert child.style("body").indent == 10.5
    assert child.style("body").leading == 13
    assert child.style("news_headline_across", second=True).leading == 26


def test_a_chain_may_be_long(tmp_path: Path) -> None:
    """The nearest layout has the last word; each file of the chain counts for the digest."""
    files = {
        "child": "extends: middle\nstyles: {caption: {size: 7pt}}\n",
        "middle": "extends: bulletin\nstyles: {caption: {size: 6pt, leading: 9pt}}\n",
    }
    child = sound(tmp_path, **files)
    other = sound(tmp_path, **files | {"middle": files["middle"] + "# end\n"})

    assert (child.style("caption").size, child.style("caption").leading) == (7, 9)
    assert child.style("caption", second=True).cut == "italic"
    assert child.digest != other.digest


def test_a_fault_that_is_taken_over_is_told_where_it_stands(tmp_path: Path) -> None:
    """The parent's file and line, once; the child's own in the child."""
    _, findings = read_all(
        tmp_path,
        child="extends: middle\npage: {columns: two}\n",
        middle="extends: bulletin\npage:\n  gutter: 6\n",
    )

    assert [(finding.code, str(finding.at)) for finding in findings] == [
        ("wrong-type", "layouts/child/layout.yaml:2:17"),
        ("wrong-unit", "layouts/middle/layout.yaml:3:11"),
    ]


def test_text_off_a_new_grid_is_told_at_the_leading_s_style(tmp_path: Path) -> None:
    """The style stands in the parent, and it is that one which doesn't fit."""
    _, findings = read_all(
        tmp_path,
        child="extends: middle\npage: {grid: 13pt}\n",
        middle="extends: bulletin\nstyles:\n  body: {leading: 12.5pt}\n",
    )

    assert [(finding.code, str(finding.at)) for finding in findings] == [
        ("off-grid", "layouts/middle/layout.yaml:3:9")
    ]


def test_a_layout_can_t_extend_itself(tmp_path: Path) -> None:
    """Neither directly nor by way of others; told at the line that closes the circle."""
    for files, at in (
        ({"child": "extends: child\n"}, "layouts/child/layout.yaml:1:10"),
        (
            {"child": "page: {}\nextends: middle\n", "middle": "\nextends: child\n"},
            "layouts/middle/layout.yaml:2:10",
        ),
    ):
        _, findings = read_all(tmp_path, **files)

        assert [(f.code, str(f.at)) for f in findings] == [("layout-cycle", at)]


@pytest.mark.parametrize(
    ("text", "code", "hint"),
    [
        ("extends: buletin", "unknown-layout", "bulletin is"),
        ("extends: ../bulletin", "bad-layout-name", "name a folder of layouts/"),
        ("extends: [bulletin]", "wrong-type", ""),
        ("extends: ''", "empty-text", "write it"),
    ],
)
def test_what_can_t_be_extended_is_told_at_its_line(
    tmp_path: Path, text: str, code: str, hint: str
) -> None:
    """An unknown name, a path, or no name at all."""
    _, findings = read_all(tmp_path, child=f"page: {{columns: 2}}\n{text}\n")

    assert [(f.code, str(f.at)) for f in findings] == [(code, "layouts/child/layout.yaml:2:10")]
    assert hint in (findings[0].hint or "")


def test_a_parent_that_is_no_mapping_is_told_in_its_own_file(tmp_path: Path) -> None:
    """An empty file, here."""
    _, findings = read_all(tmp_path, child="extends: middle\n", middle="")

    assert [(f.code, str(f.at)) for f in findings] == [
        ("wrong-type", "layouts/middle/layout.yaml:1:1")
    ]


def test_extends_stands_at_the_top_only(tmp_path: Path) -> None:
    """Inside a part it is a key like others, and unknown."""
    _, findings = read_all(tmp_path, child="extends: bulletin\npage: {extends: x}\n")

    assert [f.code for f in findings] == ["unknown-key"]
