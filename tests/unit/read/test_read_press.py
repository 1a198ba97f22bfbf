"""What `print:` says of the press, in manifests and layouts."""

from pathlib import Path
from typing import Any

import pytest
from making import HEAD, NEWS, ROOT, small_issue
from test_layout import REAL, changed, read_text

from assemble.model.finding import Finding, Findings, Location
from assemble.model.press import Accepted, Marks, Paper, Press, PressSpec
from assemble.model.units import mm
from assemble.read.conditions import CONDITIONS, PROFILES
from assemble.read.manifest import read_issue
from assemble.read.press import pressed, profile_fault, unsaid

FOGRA39 = (ROOT / "assemble" / "icc" / "FOGRA39L_coated.icc").read_bytes()
HERE = Location("issue.yaml", 1, 1)


def spec_of(folder: Path, text: str) -> tuple[PressSpec, list[Finding]]:
    """What a manifest's `print:` says of the press."""
    small_issue(folder, manifest=f"{HEAD}{NEWS}print: {text}\n")
    findings = Findings()
    issue = read_issue(folder, findings)
    found = findings.items
    return (issue.print.press if issue else PressSpec()), found


def icc(**changed_bytes: bytes) -> bytes:
    """The shipped profile with some of its header changed, by offset `b12`."""
    data = bytearray(FOGRA39)
    for name, value in changed_bytes.items():
        at = int(name[1:])
        data[at : at + len(value)] = value
    return bytes(data)


def test_every_known_condition_has_its_profile_and_licence() -> None:
    """The shipped profiles are sound, and LICENSES.tsv names each."""
    licences = (PROFILES / "LICENSES.tsv").read_text("utf-8")

    for known in CONDITIONS.values():
        assert profile_fault((PROFILES / known.file).read_bytes()) is None
        assert known.file in licences


def test_a_manifest_s_print_is_read(tmp_path: Path) -> None:
    """Every key of the press, in points and fractions."""
    (tmp_path / "my.icc").write_bytes(FOGRA39)
    spec, findings = spec_of(
        tmp_path,
        "{standard: x-1a, photographs: early, ppi: 240, run: 500,"
        " marks: {crop: false, offset: 5mm},"
        " condition: {profile: my.icc, identifier: FOGRA51, ink: 280%},"
        " paper: {name: Couché, weight: 100, thickness: 0.08mm}, cover_paper: {name: Bìa},"
        " accept: [{rule: total-ink, reason: agreed}]}",
    )

    assert findings == []
    assert (spec.standard, spec.photographs, spec.ppi, spec.run) == ("x-1a", "early", 240, 500)
    assert dict(spec.marks) == {"crop": False, "offset": pytest.approx(mm(5))}
    assert spec.paper == Paper(name="Couché", weight=100, thickness=pytest.approx(mm(0.08)))
    assert spec.cover_paper == Paper(name="Bìa", weight=0, thickness=0)
    assert spec.accept is not None
    assert [(entry.rule, entry.reason) for entry in spec.accept] == [("total-ink", "agreed")]
    condition = spec.condition
    assert condition is not None
    assert (condition.identifier, condition.info) == ("FOGRA51", "FOGRA51")
    assert (condition.profile, condition.ink) == (FOGRA39, pytest.approx(2.8))


@pytest.mark.parametrize(("text", "every"), [("true", True), ("false", False)])
def test_all_marks_are_switched_at_once(tmp_path: Path, text: str, every: bool) -> None:
    """`marks: false` is the four of them."""
    spec, _ = spec_of(tmp_path, f"{{marks: {text}}}")

    names = "crop", "registration", "colour_bar", "slug"
    assert dict(spec.marks) == dict.fromkeys(names, every)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{standard: x-3}", "wrong-value"),
        ("{condition: fogra93}", "wrong-value"),
        ("{condition: {profile: a.icc}}", "missing-key"),
        ("{condition: {profile: none.icc, identifier: A}}", "missing-file"),
        ("{condition: {profile: ../a.icc, identifier: A}}", "path-outside"),
        ("{condition: {profile: a.icc, identifier: A, ink: 500%}}", "wrong-value"),
        ("{photographs: never}", "wrong-value"),
        ("{ppi: 10}", "wrong-value"),
        ("{marks: {crop: 1}}", "wrong-type"),
        ("{marks: {cut: true}}", "unknown-key"),
        ("{marks: {offset: 3}}", "wrong-unit"),
        ("{paper: couché}", "wrong-type"),
        ("{paper: {weight: 100}}", "missing-key"),
        ("{run: 0}", "wrong-value"),
        ("{accept: [{rule: a}]}", "missing-key"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, text: str, code: str) -> None:
    """At the line of `print`."""
    (tmp_path / "a.icc").write_bytes(FOGRA39)
    _, findings = spec_of(tmp_path, text)

    assert [(finding.code, finding.at.line) for finding in findings] == [(code, 10)]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "not an ICC profile"),
        (b"x" * 200, "not an ICC profile"),
        (FOGRA39[:5000], "cut off"),
        (icc(b12=b"mntr"), "class 'mntr'"),
        (icc(b16=b"RGB "), "RGB colours"),
        (icc(b8=b"\x04\x40"), "version 4.4"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_profile_that_can_t_be_an_output_intent_s(tmp_path: Path, data: bytes, says: str) -> None:
    """Another class, another space, a newer version, damage: an error at the profile's name."""
    (tmp_path / "a.icc").write_bytes(data)
    _, findings = spec_of(tmp_path, "{condition: {profile: a.icc, identifier: A}}")

    assert [(f.code, f.at.column) for f in findings] == [("wrong-profile", 30)]
    assert says in findings[0].message


def test_a_layout_has_a_profile_beside_it(tmp_path: Path) -> None:
    """Found from the layout's own folder, and part of its digest."""
    (tmp_path / "bulletin").mkdir()
    (tmp_path / "bulletin" / "my.icc").write_bytes(FOGRA39)
    wanted = "condition: {profile: my.icc, identifier: FOGRA51}    #"
    text, _ = changed("condition: fogra39          #", wanted)
    layout, findings = read_text(tmp_path, text)
    assert layout is not None
    (tmp_path / "bulletin" / "my.icc").write_bytes(icc(b24=b"\x07\xe8"))
    other, _ = read_text(tmp_path, text)

    assert findings == []
    assert layout.press.condition.identifier == "FOGRA51"
    assert other is not None
    assert other.digest != layout.digest


def test_a_layout_without_print_has_what_holds_for_all(tmp_path: Path) -> None:
    """`print:` may be left out; the shipped layout says the same as nobody."""
    before, _, rest = REAL.partition("\nprint:\n")
    after = rest[rest.index("\n\n") :]
    without, findings = read_text(tmp_path, before + after)
    whole, _ = read_text(tmp_path, REAL)

    assert findings == []
    assert without is not None
    assert whole is not None
    assert plain(without.press) == plain(whole.press) == plain(unsaid(HERE))


def plain(press: Press) -> dict[str, Any]:
    """A press but for the place where its condition is chosen."""
    values = {name: getattr(press, name) for name in Press._names}
    return values | {"condition": press.condition.identifier, "at": HERE}


def test_specs_are_laid_over_one_another() -> None:
    """What a spec says goes before, mark by mark; accepted rules are added."""
    one = Accepted(rule="a", reason="A", at=HERE)
    two = Accepted(rule="b", reason="B", at=HERE)
    first = pressed(
        unsaid(HERE), PressSpec(standard="x-1a", marks=(("crop", False),), accept=(one,))
    )
    both = pressed(first, PressSpec(ppi=200.0, marks=(("slug", False),), accept=(two,)))

    assert (both.standard, both.ppi, both.accept) == ("x-1a", 200.0, (one, two))
    assert both.marks == Marks(
        crop=False, registration=True, colour_bar=True, slug=False, offset=mm(4)
    )


@pytest.mark.parametrize(
    ("colours", "code"),
    [
        ("{spot: PANTONE 871 C, cmyk: [20, 30, 70, 10]}", None),
        ("{spot: All, cmyk: [20, 30, 70, 10]}", "wrong-value"),
        ("{spot: A}", "missing-key"),
        ("{spot: A, cmyk: [20, 30, 70]}", "wrong-count"),
        ("{spot: A, cmyk: [1, 2, 3, 4]}\n  more: {spot: A, cmyk: [1, 2, 3, 5]}", "wrong-value"),
    ],
)
def test_spot_colours(tmp_path: Path, colours: str, code: str | None) -> None:
    """An ink has a name of its own and one substitute."""
    layout, findings = read_text(
        tmp_path, REAL.replace("colours:\n", f"colours:\n  gold: {colours}\n", 1)
    )

    assert [finding.code for finding in findings] == ([code] if code else [])
    if layout:
        assert layout.spots == {"gold": "PANTONE 871 C"}
        assert layout.colours["gold"] == (0.2, 0.3, 0.7, 0.1)
