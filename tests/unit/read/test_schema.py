"""The JSON schemas know what the readers know, no more and no less."""

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import schemas
from making import ROOT, SAMPLE
from schemas import Listener, faults, places, schema_of
from test_layout import MISTAKES, REAL, changed

from assemble.model.finding import Findings, Location
from assemble.model.text import Phrase
from assemble.read.layout import REQUIRED_COLOURS, REQUIRED_KINDS, read_layout
from assemble.read.layoutstyles import REQUIRED_STYLES
from assemble.read.manifest import read_issue
from assemble.starter import STARTER

LAYOUTS = sorted(path.parent.name for path in (ROOT / "layouts").glob("*/layout.yaml"))
OF_THE_LAYOUT = ("colour", "headline", "headline_across")
"""Keys whose words are the layout's own names."""
OF_THE_PAGE = ("column_lines", "wide_lines")
"""Keys whose greatest value depends on the page."""

ALL = """\
layout: bulletin
languages: [vi, en]
publication: {title: A, publisher: B}
number: 1
date: 2024-01-31
cover: {photo: &photo {file: p.jpg, caption: X, credit: Y, size: wide, focus: [0.5, 0.3],
    crop: [2, 3]}, note: A, teasers: [articles/a]}
masthead:
  - {heading: A, lines: [B], people: [{name: C, role: D}]}
contents: {title: A}
sections:
  - title: A
    list_articles: false
    articles:
      - {text: articles/a, kind: news, languages: [vi], author: A, compiled: true,
         arrangement: stacked, photos: [*photo, {group: [{file: p.jpg}, {file: p.jpg, caption: A,
         credit: B, focus: [0, 1], crop: [1, 1]}], caption: A, credit: B, size: wide}]}
  - photo: *photo
back_cover: {photo: *photo}
fillers:
  - {photo: {file: p.jpg, caption: A, credit: B, focus: [0, 1], crop: [1, 1]}, size: half}
  - {notice: A, heading: A, source: B}
  - {quote: A, source: B}
  - {advertisement: {file: p.jpg, caption: A, credit: B}}
print:
  {trim: [210mm, 297mm], bleed: 3mm, binding: perfect, standard: x-1a, photographs: early, ppi: 300,
   condition: {profile: p.icc, identifier: A, info: B, registry: C, ink: 300%}, run: 500,
   marks: {crop: true, registration: true, colour_bar: true, slug: true, offset: 3mm},
   paper: {name: A, weight: 100, thickness: 0.1mm}, cover_paper: {name: A},
   accept: [{rule: a, reason: b}]}
"""
"""A manifest with every key."""


@pytest.fixture
def layout_reader(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Listener:
    """What the reader asks of `bulletin` with a style that has every key."""
    listener = Listener(monkeypatch)
    style = "{role: a, cut: b, size: 8pt, leading: 9pt, colour: text, align: left, indent: 1em, \
letter_space: 0pt, capitals: true, balance: true, hyphenate: true, features: [tnum], strong: bold"
    text, _ = changed("styles:\n", f"styles:\n  extra: {style}, second: {style}}}}}\n")
    folder = tmp_path / "bulletin"
    folder.mkdir()
    (folder / "layout.yaml").write_text(text, "utf-8")
    findings = Findings()
    read_layout(Phrase(text="bulletin", at=Location("")), [tmp_path], findings)
    assert findings.items == []
    return listener


@pytest.fixture
def manifest_reader(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Listener:
    """What the reader asks of a manifest with every key; its files' absence is no matter here."""
    listener = Listener(monkeypatch)
    (tmp_path / "issue.yaml").write_text(ALL, "utf-8")
    read_issue(tmp_path, Findings())
    return listener


def keys_by_place(
    listener: Listener, schema: Any
) -> dict[int, tuple[set[str], set[str], set[str]]]:
    """For each part of a schema its keys, those asked for there, and those always required."""
    found: dict[int, tuple[set[str], set[str], set[str]]] = {}
    required: dict[tuple[int, str], set[str]] = defaultdict(set)
    for path, what, given in listener.asked:
        mine = [place for place in places(schema, path) if "properties" in place]
        key = id(mine[0]) if mine else 0
        if what == "keys":
            known = {name for place in mine for name in place["properties"]}
            found.setdefault(key, (known, set(), set()))[1].update(given)
        elif what == "required":
            required[key, path].update(given)
    for key, (_, _, always) in found.items():
        always.update(set.intersection(*(names for (k, _), names in required.items() if k == key)))
    return found


def check_values(listener: Listener, schema: Any) -> None:
    """Choices, ranges, units and truths of a schema are those that were asked for."""
    for path, what, given in listener.asked:
        leaves, last = places(schema, path), path.rpartition(".")[2]
        if what == "choice" and last not in OF_THE_LAYOUT:
            enums = [set(leaf["enum"]) for leaf in leaves if "enum" in leaf]
            assert set(given) in enums, path
        elif what == "range":
            leaf = next(leaf for leaf in leaves if leaf.get("type") in ("number", "integer"))
            low, high = leaf.get("minimum"), leaf.get("maximum")
            assert (low, high) == (given[0], None if last in OF_THE_PAGE else given[1]), path
        elif what == "flag":
            assert [leaf["type"] for leaf in leaves] == ["boolean"], path
        elif what == "units":
            pattern = next(leaf["pattern"] for leaf in leaves if "pattern" in leaf)
            units = frozenset(pattern.rpartition("(")[2].removesuffix(")$").split("|"))
            assert (units, pattern.startswith("^[+-]?")) == given, path


def test_the_layout_s_schema_has_the_reader_s_keys(layout_reader: Listener) -> None:
    """Every key that the reader knows, and no other; the same choices, ranges and units."""
    schema = schema_of("layout")

    found = keys_by_place(layout_reader, schema)

    for known, asked, _ in found.values():
        assert known - {"extends"} == asked
    assert len(found) == 14
    check_values(layout_reader, schema)


def test_a_whole_layout_needs_what_the_reader_requires(layout_reader: Listener) -> None:
    """The required keys of a layout that extends no other, part by part."""
    schema = schema_of("layout")
    whole = {**schema["$defs"]["whole"], "$defs": schema["$defs"]}
    required: dict[int, list[set[str]]] = defaultdict(list)
    wanted: dict[int, set[str]] = {}
    by_path: dict[str, set[str]] = defaultdict(set)
    for path, what, given in layout_reader.asked:
        if what == "required":
            by_path[path].update(given)
    for path, names in by_path.items():
        place = [place for place in places(whole, path) if "required" in place]
        key = id(place[0]) if place else 0
        wanted[key] = set(place[0]["required"]) if place else set()
        required[key].append(names)

    assert len(wanted) > 10
    for key, names in wanted.items():
        assert names == set.intersection(*required[key])
    parts = whole["properties"]
    assert set(parts["styles"]["required"]) == set(REQUIRED_STYLES)
    assert set(parts["colours"]["required"]) == set(REQUIRED_COLOURS)
    assert set(parts["kinds"]["required"]) == set(REQUIRED_KINDS)
    assert set(schema["properties"]["styles"]["properties"]) == set(REQUIRED_STYLES)


def test_the_manifest_s_schema_has_the_reader_s_keys(manifest_reader: Listener) -> None:
    """Every key that the reader knows, those it requires, the same choices and units."""
    schema = schema_of("issue")

    found = keys_by_place(manifest_reader, schema)

    for known, asked, _ in found.values():
        assert asked == known
    assert len(found) > 8
    check_values(manifest_reader, schema)
    assert set(schema["required"]) == {"languages", "publication", "number", "date", "sections"}
    assert schema["$defs"]["article"]["required"] == ["text"]
    assert schema["$defs"]["photo"]["required"] == ["file"]


@pytest.mark.parametrize("name", LAYOUTS)
def test_shipped_layouts_are_valid(name: str) -> None:
    """An editor program finds nothing wrong with them."""
    assert faults("layout", (ROOT / "layouts" / name / "layout.yaml").read_text("utf-8")) == []


@pytest.mark.parametrize("folder", [SAMPLE, STARTER, *schemas.SHARED_ISSUES], ids=lambda f: f.name)
def test_sound_manifests_are_valid(folder: Path) -> None:
    """The sample, the starter, and the issues that lie beside the checkout."""
    assert faults("issue", (folder / "issue.yaml").read_text("utf-8")) == []


def test_every_key_at_once_is_valid() -> None:
    """The manifest that the comparison uses."""
    assert faults("issue", ALL) == []


SEEN = {
    "unknown-key", "missing-key", "wrong-type", "wrong-unit", "wrong-value", "wrong-count",
    "bad-feature", "bad-pattern", "missing-placeholder", "empty-text", "bad-language",
    "missing-words",
}  # fmt: skip
"""Codes of mistakes in a layout that a schema can see too."""
UNSEEN = {
    "trim too large", "unknown colour", "unknown headline", "headline of second",
    "size without sense", "leading without sense", "desired letter space", "picture too high",
    "below the page", "fill over all",
}  # fmt: skip
"""Mistakes that need the value of another key, or the length behind a unit."""


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistakes_in_a_layout_are_seen(mistake: str) -> None:
    """What is wrong by form alone is marked while typing; the rest is valid by form."""
    old, new, code = MISTAKES[mistake]
    text, _ = changed(old, new)

    assert bool(faults("layout", text)) == (code in SEEN and mistake not in UNSEEN)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("extends: [bulletin]", "not of type 'string'"),
        ("extends: ../bulletin", "does not match"),
        ("extends: bulletin\npage: {colums: 3}", "colums"),
        ("extends: bulletin\nstyles: {body: {size: 9}}", "not of type 'string'"),
        ("extends: bulletin\nstyles: {body: {second: {second: {}}}}", "second"),
        ("page: {columns: 3}", "'gutter' is a required property"),
    ],
)
def test_a_broken_child_is_seen(text: str, words: str) -> None:
    """A layout that extends another need not be whole, but what it says has to be sound."""
    assert any(words in fault for fault in faults("layout", text))
    assert faults("layout", "extends: bulletin\nstyles: {body: {size: 9pt}}") == []


@pytest.mark.parametrize(
    "filler",
    [
        "{photo: {file: a.jpg}, quote: X}",
        "{heading: X}",
        "{quote: X, size: spread}",
        "{quote: X, heading: A}",
        "{photo: {file: a.jpg}, source: A}",
        "{photo: {file: a.jpg, size: wide}}",
        "{advertisement: {file: a.jpg, crop: [1, 1]}}",
    ],
)
def test_a_filler_is_one_thing(filler: str) -> None:
    """Exactly one of photo, notice, quote and advertisement, with the keys that it may have."""
    text = ALL.replace("{quote: A, source: B}", filler)

    assert text != ALL
    assert faults("issue", text)


def test_whole_layout_is_valid_without_extends() -> None:
    """The text that mistakes are made in has none itself."""
    assert faults("layout", REAL) == []
