"""Layouts: the shipped one reads clean, every kind of mistake is told with its place."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assemble.model.finding import Finding, Findings, Location
from assemble.model.layout import Layout
from assemble.model.text import Phrase
from assemble.model.units import mm
from assemble.read.layout import read_layout
from assemble.read.layoutchain import known_layouts
from assemble.read.layoutstyles import REQUIRED_STYLES
from assemble.read.search import font_folders, is_name, layout_folders

LAYOUTS = Path(__file__).parents[3] / "layouts"
REAL = (LAYOUTS / "bulletin" / "layout.yaml").read_text(encoding="utf-8")
MANIFEST = Location("issue.yaml", 1, 9)


def read(folder: Path, name: str = "bulletin") -> tuple[Layout | None, list[Finding]]:
    """Read a layout of a folder of layouts."""
    findings = Findings()
    layout = read_layout(Phrase(text=name, at=MANIFEST), [folder], findings)
    assert (layout is None) == findings.has_errors
    return layout, findings.items


def read_text(tmp_path: Path, text: str | bytes) -> tuple[Layout | None, list[Finding]]:
    """Read a layout of this text."""
    folder = tmp_path / "bulletin"
    folder.mkdir(exist_ok=True)
    data = text.encode() if isinstance(text, str) else text
    (folder / "layout.yaml").write_bytes(data)
    return read(tmp_path)


def changed(old: str, new: str) -> tuple[str, tuple[int, int] | None]:
    """The shipped layout with a change, and the place of the mark ¦ in what is new."""
    assert REAL.count(old) == 1, old
    text = REAL.replace(old, new)
    before, mark, after = text.partition("¦")
    place = (before.count("\n") + 1, len(before) - before.rfind("\n")) if mark else None
    return before + after, place


def extra(style: str) -> tuple[str, str]:
    """A change that adds a style."""
    return "styles:\n", f"styles:\n  extra: {style}\n"


def test_the_shipped_layout_reads_clean() -> None:
    """No finding, and the grid and columns are those of the file."""
    layout, findings = read(LAYOUTS)

    assert findings == []
    assert layout is not None
    assert layout.page.columns == 2
    assert layout.page.column == pytest.approx(mm(84))
    assert layout.colours["text"] == (0, 0, 0, 1)
    assert layout.at == Location("layouts/bulletin/layout.yaml", 7, 1)


def test_the_required_styles_are_those_of_the_shipped_layout() -> None:
    """Headlines are named by kinds; every other style is one that the page stage asks for."""
    layout, _ = read(LAYOUTS)

    assert layout is not None
    kinds = layout.kinds.values()
    headlines = {name for kind in kinds for name in (kind.headline, kind.headline_across)}
    styles = {name for name in layout.styles if "/" not in name}
    assert set(REQUIRED_STYLES) == styles - headlines


def test_lengths_are_resolved() -> None:
    """Em are of the style's size, percentages are fractions."""
    layout, _ = read(LAYOUTS)

    assert layout is not None
    assert layout.style("body").indent == layout.style("body").size
    assert layout.style("kicker").letter_space == pytest.approx(0.06 * layout.style("kicker").size)
    assert layout.justification.glyph_scale == pytest.approx((0.98, 1, 1.02))
    assert layout.pictures.max_crop == pytest.approx(0.2)


def test_a_style_has_defaults() -> None:
    """What a style doesn't say is plain."""
    layout, _ = read(LAYOUTS)

    assert layout is not None
    style = layout.style("masthead")
    assert (style.cut, style.colour, style.align, style.indent) == ("regular", "text", "left", 0)
    assert (style.capitals, style.balance, style.hyphenate, style.features) == (False,) * 3 + ((),)


def test_the_second_form_differs_where_it_says_so() -> None:
    """Without `second` both forms are the same value."""
    layout, _ = read(LAYOUTS)

    assert layout is not None
    assert layout.style("body", second=True) is layout.style("body")
    first, second = (layout.style("feature_headline", second=s) for s in (False, True))
    assert (first.cut, second.cut) == ("bold", "semibold italic")
    assert first.colour == second.colour
    assert first.size > second.size


def test_an_em_that_the_second_form_takes_over_follows_its_size(tmp_path: Path) -> None:
    """0.06 em of 8.5 pt becomes 0.06 em of 10 pt."""
    style = "{role: a, size: 8pt, leading: 9pt, letter_space: 0.06em, second: {size: 10pt}}"
    text, _ = changed(*extra(style))

    layout, findings = read_text(tmp_path, text)

    assert findings == []
    assert layout is not None
    assert layout.style("extra").letter_space == pytest.approx(0.06 * 8)
    assert layout.style("extra", second=True).letter_space == pytest.approx(0.06 * 10)


MISTAKES = {
    "unknown key": ("  bleed: 3mm", "  ¦bleeed: 3mm\n  bleed: 3mm", "unknown-key"),
    "unknown key of a style": (
        *extra("{role: a, size: 8pt, leading: 9pt, ¦weight: bold}"),
        "unknown-key",
    ),
    "unknown key of second": (
        *extra("{role: a, size: 8pt, leading: 9pt, second: {¦cutt: italic}}"),
        "unknown-key",
    ),
    "unknown part": ("kinds:\n", "¦kind: x\nkinds:\n", "unknown-key"),
    "missing key": ("  gutter: 6mm\n", "", "missing-key"),
    "missing style": ("  folio: {", "  folios: {", "missing-key"),
    "missing colour": ("  tint: [", "  tints: [", "missing-key"),
    "missing kind": ("  news: {", "  gossip: {", "missing-key"),
    "no unit": ("  bleed: 3mm", "  bleed: ¦3", "wrong-unit"),
    "em of no style": ("  bleed: 3mm", "  bleed: ¦3em", "wrong-unit"),
    "negative": ("  gutter: 6mm", "  gutter: ¦-6mm", "wrong-value"),
    "trim too large": ("trim: [210mm, 297mm]", "trim: [210mm, ¦2970mm]", "wrong-value"),
    "trim of one": ("trim: [210mm, 297mm]", "trim: ¦[210mm]", "wrong-count"),
    "columns no number": ("  columns: 2", "  columns: ¦two", "wrong-type"),
    "columns don't fit": ("page:\n  trim: [210mm, ", "page:\n  ¦trim: [60mm, ", "no-room"),
    "unknown condition": ("condition: fogra39", "condition: ¦fogra93", "wrong-value"),
    "four inks": ("tint: [3, 3, 8, 0]", "tint: ¦[3, 3, 8]", "wrong-count"),
    "too much ink": ("tint: [3, 3, 8, 0]", "tint: [3, ¦300, 8, 0]", "wrong-value"),
    "ink no number": ("tint: [3, 3, 8, 0]", "tint: [3, ¦3%, 8, 0]", "wrong-type"),
    "unknown colour": (*extra("{role: a, size: 8pt, leading: 9pt, colour: ¦dep}"), "wrong-value"),
    "unknown headline": ("headline: news_headline", "headline: ¦news_headlin", "wrong-value"),
    "headline of second": ("headline: news_headline", "headline: ¦quote/second", "wrong-value"),
    "size without sense": (*extra("{role: a, size: ¦850pt, leading: 900pt}"), "wrong-value"),
    "leading without sense": (*extra("{role: a, size: 8pt, leading: ¦90pt}"), "wrong-value"),
    "off the grid": (
        "text, size: 9.75pt, leading: 1grid, align: justify, i",
        "text, size: 9.75pt, leading: 1.1grid, align: justify, i",
        "off-grid",
    ),
    "second form off the grid": (
        "indent: 1em, hyphenate: true}",
        "indent: 1em, second: {leading: 13pt}}",
        "off-grid",
    ),
    "grid of no style": ("  gutter: 6mm", "  gutter: ¦2grid", "wrong-unit"),
    "size in grid lines": (*extra("{role: a, size: ¦1grid, leading: 9pt}"), "wrong-unit"),
    "unknown start of sections": ("sections: new-page", "sections: ¦new-pages", "wrong-value"),
    "tall drop cap": (
        "true, new_page: true, drop_cap: 0}\n  list",
        "true, new_page: true, drop_cap: ¦7}\n  list",
        "wrong-value",
    ),
    "measure without unit": ("min_measure: 40mm", "min_measure: ¦40", "wrong-unit"),
    "unknown cost": (
        "    page_turn: 100\n",
        "    ¦page_turns: 100\n    page_turn: 100\n",
        "unknown-key",
    ),
    "missing cost": ("    filler: 50\n", "", "missing-key"),
    "cost below nothing": ("    widow: 5000", "    widow: ¦-1", "wrong-value"),
    "fill over all": ("least_fill: 60%", "least_fill: ¦110%", "wrong-value"),
    "paragraphs too free": ("paragraph_variants: 1", "paragraph_variants: ¦3", "wrong-value"),
    "jump to nowhere": (
        'jump: "continued on page {page}"',
        'jump: ¦"continued"',
        "missing-placeholder",
    ),
    "key twice": (*extra("{role: a, size: 8pt, leading: 9pt, ¦size: 9pt}"), "duplicate-key"),
    "bad feature": (
        *extra("{role: a, size: 8pt, leading: 9pt, features: [¦tnum=1]}"),
        "bad-feature",
    ),
    "quoted truth": ("protrusion: true", "protrusion: ¦'true'", "wrong-type"),
    "limits not in order": ("[98%, 100%, 102%]", "¦[98%, 90%, 102%]", "limits-order"),
    "limits of two": ("[98%, 100%, 102%]", "¦[98%, 102%]", "wrong-count"),
    "desired letter space": (
        "letter_space: [-0.006em, 0em,",
        "letter_space: [-0.006em, 0.001em,",
        "wrong-value",
    ),
    "limits in no unit": ("[98%, 100%, 102%]", "[¦0.98, 100%, 102%]", "wrong-unit"),
    "error before warning": ("error_ppi: 150", "error_ppi: 300", "limits-order"),
    "picture too high": ("column_lines: 22", "column_lines: ¦222", "wrong-value"),
    "below the page": ("folio: 11mm", "folio: ¦386mm", "wrong-value"),
    "unknown dictionary": ("{en: en_GB}", "{en: ¦en_BG}", "unknown-dictionary"),
    "no language": ("{en: en_GB}", "{English: ¦en_GB}", "bad-language"),
    "placeholder": (
        'number: "No. {number}"',
        'number: ¦"No. {nummer} {number}"',
        "unknown-placeholder",
    ),
    "attribute": ('page: "page {page}"', 'page: ¦"page {page} {page.real}"', "unknown-placeholder"),
    "lost name": ('compiled: "Compiled by {name}"', 'compiled: ¦"Compiled"', "missing-placeholder"),
    "open brace": ('page: "page {page}"', 'page: ¦"page {page"', "bad-pattern"),
    "eleven months": ("[January, February, ", "¦[January, ", "wrong-count"),
    "no months": ("    months:", "    ¦monthss:", "unknown-key"),
    "empty word": ("    photo: Photo", "    photo: ¦''", "empty-text"),
    "no words": (REAL[REAL.index("words:") :], "words: {}", "missing-words"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, mistake: str) -> None:
    """Code, file, line and column are those of the mistake."""
    old, new, code = MISTAKES[mistake]
    text, place = changed(old, new)

    _, findings = read_text(tmp_path, text)

    assert code in [finding.code for finding in findings]
    finding = next(finding for finding in findings if finding.code == code)
    assert finding.at.file == "layouts/bulletin/layout.yaml"
    assert finding.at.line is not None
    if place:
        assert (finding.at.line, finding.at.column) == place


def test_one_mistake_makes_one_finding(tmp_path: Path) -> None:
    """What follows from a mistake isn't told as well, nor is it told twice for `second`."""
    text, _ = changed(*extra("{role: a, size: 8, leading: 9pt, second: {cut: italic}}"))

    _, findings = read_text(tmp_path, text)

    assert [(finding.code, finding.message) for finding in findings] == [
        ("wrong-unit", "styles.extra.size: the length 8 has no unit")
    ]


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    """Faults of one part don't hide those of another."""
    text, _ = changed("  gutter: 6mm\n", "")
    text = text.replace("fogra39", "fogra").replace("protrusion: true", "protrusion: 1")
    text = text.replace("[98%, 100%, 102%]", "3").replace("en_GB", "xx_YY")

    _, findings = read_text(tmp_path, text)

    assert sorted(finding.code for finding in findings) == [
        "missing-key", "unknown-dictionary", "wrong-type", "wrong-type", "wrong-value",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["../bulletin", "a/b", "/etc", "..", "", ".hidden", "a\\b", "a\0"])
def test_a_layout_is_named_and_never_a_path(name: str) -> None:
    """Whatever could lead out of the folder of layouts is refused at the manifest's line."""
    layout, findings = read(LAYOUTS, name)

    assert layout is None
    assert [(finding.code, finding.at) for finding in findings] == [("bad-layout-name", MANIFEST)]


def test_a_layout_that_is_not_there_brings_the_nearest_name() -> None:
    """The place is the manifest's, the hint a layout that exists."""
    layout, findings = read(LAYOUTS, "buletin")

    assert layout is None
    assert [(f.code, f.at, f.hint) for f in findings] == [
        ("unknown-layout", MANIFEST, "bulletin is")
    ]
    assert known_layouts([LAYOUTS]) == ("bulletin", "bulletin-three", "journal")


def test_the_digest_is_of_the_bytes(tmp_path: Path) -> None:
    """A changed comment changes the digest, the place of the file doesn't."""
    one, _ = read(LAYOUTS)
    same, _ = read_text(tmp_path, (LAYOUTS / "bulletin" / "layout.yaml").read_bytes())
    other, _ = read_text(tmp_path, REAL + "# end\n")

    assert one is not None
    assert same is not None
    assert other is not None
    assert one.digest == same.digest != other.digest


def test_folders_are_asked_in_order(tmp_path: Path) -> None:
    """The given one, those beside and above the issue, then the package's; each once."""
    issue = tmp_path / "year" / "issue"
    beside, above, given, package = (
        tmp_path / "year" / "layouts",
        tmp_path / "layouts",
        tmp_path / "given",
        tmp_path / "site" / "assemble",
    )
    for folder in (issue, beside, above, given, package / "layouts", tmp_path / "site" / "layouts"):
        folder.mkdir(parents=True)

    found = layout_folders(issue, given, package)

    assert found[:3] == (given, beside, above)
    assert found[-1] == package / "layouts"
    assert tmp_path / "site" / "layouts" not in found
    assert layout_folders(issue, above, package)[:2] == (above, beside)


def test_the_checkout_s_own_layouts_and_fonts_are_found(tmp_path: Path) -> None:
    """Without anything beside the issue the package's folders remain."""
    assert LAYOUTS in layout_folders(tmp_path)
    assert LAYOUTS.parent / "fonts" in font_folders(tmp_path)


def test_names_may_have_blanks_and_letters_of_any_script() -> None:
    """Only what could be a path is no name."""
    assert all(is_name(name) for name in ("bulletin", "Bản tin 2", "a.b-c_d"))


def test_a_note_does_not_stop_the_reading(tmp_path: Path) -> None:
    """An invisible mark is dropped with a note, and the layout is there."""
    text, _ = changed("    photo: Photo", "    photo: Pho\u200bto")

    layout, findings = read_text(tmp_path, text)

    assert [finding.code for finding in findings] == ["invisible-mark"]
    assert layout is not None
    assert layout.words["en"].photo == "Photo"


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_arbitrary_bytes_never_raise(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """Whatever stands in the file ends in findings."""
    layout, findings = read_text(tmp_path_factory.mktemp("layouts"), data)

    assert layout is None
    assert findings


SCALARS = (
    *(
        "''",
        "x",
        "-1",
        "1e9",
        "3mm",
        "99999%",
        "0pt",
        "null",
        "true",
        "2",
        "'",
        "*none",
        "&a",
        "!t",
    ),
    *("[]", "{}", "[a, [b]]", "[0%, 0%, 0%]", "[1mm, 2mm]", "[", "{a: b}"),
)
"""Values of all kinds, most of them wrong wherever they stand."""


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_any_value_in_any_place_never_raises(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """A value of another kind ends in findings or in a layout."""
    lines = REAL.split("\n")
    places = [i for i, line in enumerate(lines) if ":" in line and not line.startswith("#")]
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.sampled_from(places))
        key = lines[place].split(":")[0]
        lines[place] = f"{key}: {data.draw(st.sampled_from(SCALARS))}"

    read_text(tmp_path_factory.mktemp("layouts"), "\n".join(lines))
