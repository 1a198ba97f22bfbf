"""The whole way as a function: purposes, overrides, strictness, and the file that is saved."""

import os
import stat
from pathlib import Path

import pytest
from making import HEAD, NEWS, laid_out, small_issue

from assemble.build import build, check
from assemble.model.edition import TextItem
from assemble.request import Request
from assemble.saving import save


def test_check_writes_nothing(tmp_path: Path) -> None:
    """`check` lays out all the same."""
    folder = small_issue(tmp_path / "issue")
    before = sorted(tmp_path.rglob("*"))

    outcome = check(Request(issue=folder))

    assert outcome.edition is not None
    assert outcome.written == ()
    assert sorted(tmp_path.rglob("*")) == before


def test_build_writes_the_pdf_and_the_pages(tmp_path: Path) -> None:
    """What was written is told, in order."""
    folder = small_issue(tmp_path / "issue")
    out, pages = tmp_path / "a.pdf", tmp_path / "a.json"

    outcome = build(Request(issue=folder, out=out, pages=pages))

    assert outcome.written == (out, pages)
    assert out.read_bytes().startswith(b"%PDF-")
    assert pages.read_text("utf-8").startswith("{")


@pytest.mark.parametrize("purpose", ["proof", "print", "screen"])
def test_default_name(tmp_path: Path, purpose: str) -> None:
    """`ISSUE/build/FOLDER-PURPOSE.pdf`."""
    request = Request(issue=tmp_path / "số 1", purpose=purpose)

    assert request.output == tmp_path / "số 1" / "build" / f"số 1-{purpose}.pdf"


def test_default_name_of_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder's own name is found for `.` too."""
    (tmp_path / "issue").mkdir()
    monkeypatch.chdir(tmp_path / "issue")

    assert Request(issue=Path()).output == Path("build/issue-proof.pdf")


def test_findings_are_in_order(tmp_path: Path) -> None:
    """By file and line, whatever stage found them."""
    folder = small_issue(
        tmp_path, vi="# Hội nghị\n\n中\n\n国\n", en="# Conference\n\n中\n\nX\n",
        manifest=HEAD + NEWS.replace("en: News", "en: 中"),
    )  # fmt: skip
    places = [str(finding.at) for finding in laid_out(folder).findings]

    assert places[:3] == ["articles/a.en.md:3:1", "articles/a.vi.md:3:1", "articles/a.vi.md:5:1"]
    assert all(place.startswith("issue.yaml") for place in places[3:])


def test_strict_makes_warnings_errors(tmp_path: Path) -> None:
    """With `strict` a warning stops the build, and nothing is written."""
    folder = small_issue(tmp_path / "issue", vi="# Hội nghị\n\n中\n")
    out = tmp_path / "a.pdf"

    assert not build(Request(issue=folder, out=out)).failed
    out.unlink()
    outcome = build(Request(issue=folder, out=out, strict=True))

    assert outcome.failed
    assert not out.exists()
    assert {str(f.severity) for f in outcome.findings} == {"error"}


def test_manifest_overrules_the_layout(tmp_path: Path) -> None:
    """`print:` sets trim, bleed and binding."""
    given = "print: {trim: [170mm, 240mm], bleed: 5mm, binding: perfect}\n"
    edition = laid_out(small_issue(tmp_path, manifest=HEAD + NEWS + given)).edition

    assert edition is not None
    assert edition.trim == pytest.approx((170 * 72 / 25.4, 240 * 72 / 25.4))
    assert edition.bleed == pytest.approx(5 * 72 / 25.4)
    assert len(edition.pages) == 1 + 1 + 1  # cover, contents, news


@pytest.mark.parametrize("height", [150, 297, 400])
def test_folio_stays_at_the_foot(tmp_path: Path, height: int) -> None:
    """On a page of another height the page number stands as far from its foot as on A4."""
    given = f"print: {{trim: [210mm, {height}mm]}}\n"
    edition = laid_out(small_issue(tmp_path, manifest=HEAD + NEWS + given)).edition
    assert edition is not None

    (folio,) = [item for item in edition.pages[2].items if item.source.role == "folio"]
    assert isinstance(folio, TextItem)
    assert (edition.trim[1] - folio.baseline) * 25.4 / 72 == pytest.approx(297 - 286)


@pytest.mark.parametrize(
    ("purpose", "blanks", "bleed"), [("proof", 1, True), ("print", 1, True), ("screen", 0, False)]
)
def test_blanks_fill_up_to_four(tmp_path: Path, purpose: str, blanks: int, bleed: bool) -> None:
    """Cover, contents and a page of news: one blank makes four, but not on screen."""
    outcome = laid_out(small_issue(tmp_path), purpose)

    assert outcome.edition is not None
    assert len(outcome.edition.pages) == 3 + blanks
    assert [page.blank for page in outcome.edition.pages].count(True) == blanks
    assert [f.code for f in outcome.findings] == ["blank-pages"] * blanks
    assert (outcome.edition.bleed > 0) is bleed


def test_build_id_names_the_inputs(tmp_path: Path) -> None:
    """It changes with a text and with the purpose, not with the place."""
    ids = []
    for n, text in enumerate(["# Một\n\nHai.\n", "# Một\n\nHai.\n", "# Một\n\nBa.\n"]):
        edition = laid_out(small_issue(tmp_path / str(n) / "issue", vi=text)).edition
        assert edition is not None
        ids.append(edition.build_id)
    other = laid_out(tmp_path / "0" / "issue", "screen").edition
    assert other is not None

    assert ids[0] == ids[1]
    assert len({ids[0], ids[2], other.build_id}) == 3


def test_save_replaces_whole(tmp_path: Path) -> None:
    """The new content stands under the name, with ordinary rights and nothing beside it."""
    path = tmp_path / "new" / "a.pdf"

    assert save(path, [b"o", b"ne"]) is None
    assert save(path, [b"two"]) is None
    assert path.read_bytes() == b"two"
    assert list(path.parent.iterdir()) == [path]
    umask = os.umask(0)
    os.umask(umask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~umask


def test_save_that_fails_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that fills up costs nothing but the new file."""
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    finding = save(path, [b"new"])

    assert finding is not None
    assert (str(finding.severity), finding.code) == ("error", "not-written")
    assert "No space left on device" in finding.message
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_save_into_a_file(tmp_path: Path) -> None:
    """A folder that is a file is a finding, no exception."""
    (tmp_path / "a").write_text("text")

    finding = save(tmp_path / "a" / "b.pdf", [b"new"])

    assert finding is not None
    assert (tmp_path / "a").read_text() == "text"


def test_an_error_elsewhere_does_not_hide_a_missing_glyph(tmp_path: Path) -> None:
    """What can be known without pages is told in the same run as errors that prevent them."""
    manifest = HEAD + NEWS + "        kind: newz\n"
    folder = small_issue(tmp_path, manifest=manifest, vi="# Hội nghị\n\nChữ 漢.\n")

    codes = {finding.code for finding in laid_out(folder).findings}

    assert {"unknown-kind", "missing-glyph"} <= codes
