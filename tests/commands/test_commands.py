"""The commands: exit status, what goes to stdout and stderr, what is written and what is not."""

import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from commanding import Command
from making import HEAD, NEWS, ROOT, picture, small_issue, write_issue

import assemble
from assemble.cli import issues

PHOTO = """\
        photos:
          - {file: photos/x.jpg, caption: X, credit: Y}
"""
BROKEN = HEAD + NEWS + "        kind: featur\nx: 1\n"
"""Two errors: 10:15 and 11:1."""


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    """A sound issue with one warning: a blank page."""
    return small_issue(tmp_path / "so-1")


def listing(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """All that is in a folder: mode, time, content."""
    found = {}
    for path in sorted(folder.rglob("*")):
        state = path.stat()
        data = path.read_bytes() if path.is_file() else b""
        found[str(path.relative_to(folder))] = (state.st_mode, state.st_mtime_ns, data)
    found["."] = (folder.stat().st_mode, folder.stat().st_mtime_ns, b"")
    return found


@pytest.fixture
def untouched(issue: Path) -> Iterator[None]:
    """The issue's folder is afterwards what it was before."""
    before = listing(issue)
    yield
    assert listing(issue) == before


def test_version(run: Command) -> None:
    """`--version` prints name and number."""
    assert run("--version") == (0, f"assemble {assemble.__version__}\n", "")


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ([], ["--version", "build", "check", "new", "fonts"]),
        (["build"], ["ISSUE", "--for", "--out", "--pages", "--layouts", "--fonts", "-q", "--json"]),
        (["check"], ["ISSUE", "--for", "--layouts", "--fonts", "--strict", "--json", "--quiet"]),
        (["new"], ["FOLDER"]),
        (["fonts"], ["ISSUE", "--layouts", "--fonts", "--json"]),
        (["plan"], ["ISSUE", "--explain", "--picture", "--layout", "--json"]),
    ],
)
def test_help(run: Command, arguments: list[str], named: list[str]) -> None:
    """Help goes to stdout and names every command, argument and option."""
    status, out, err = run(*arguments, "--help")

    assert (status, err) == (0, "")
    assert out.startswith(f"usage: {' '.join(['assemble', *arguments])} ")
    assert [name for name in named if name not in out] == []


def test_no_command(run: Command) -> None:
    """Without a command the help goes to stderr; that is wrong usage."""
    status, out, err = run()

    assert (status, out) == (2, "")
    assert "build" in err


def test_interrupted(run: Command, issue: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends the run without a word, with the status that shells give it."""

    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(issues, "build", stopped)
    assert run("build", issue) == (130, "", "")


def test_nobody_reads(tmp_path: Path) -> None:
    """A closed pipe at stdout is no fault of ours, and nothing is said about it."""
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "assemble", "new", str(tmp_path / "new")]
    result = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False, cwd=ROOT)
    os.close(writer)

    assert (result.returncode, result.stderr) == (141, b"")


def test_build(run: Command, issue: Path) -> None:
    """A build exits with 0 and tells file, pages and findings in one line on stdout."""
    status, out, err = run("build", issue)

    made = issue / "build" / "so-1-proof.pdf"
    assert status == 0
    assert made.read_bytes().startswith(b"%PDF-")
    assert out.startswith(f"{made}: 4 pages, 1 warning, ")
    assert out.count("\n") == 1
    assert err.startswith("issue.yaml:1:1: warning[blank-pages] 1 page is empty")
    assert [path.name for path in made.parent.iterdir()] == [made.name]


@pytest.mark.parametrize("purpose", ["proof", "print", "screen"])
def test_each_purpose_has_its_file(run: Command, issue: Path, purpose: str) -> None:
    """`--for` names the default output."""
    assert run("build", issue, "--for", purpose).status == 0
    assert (issue / "build" / f"so-1-{purpose}.pdf").is_file()


def test_the_manifest_names_the_issue(run: Command, issue: Path) -> None:
    """ISSUE may be the folder's `issue.yaml`; the default output is the same."""
    assert run("build", issue / "issue.yaml").status == 0
    assert (issue / "build" / "so-1-proof.pdf").is_file()


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("purpose", ["proof", "print", "screen"])
def test_check(run: Command, issue: Path, purpose: str) -> None:
    """A check exits like a build and touches nothing."""
    status, out, err = run("check", issue, "--for", purpose)

    assert status == 0
    assert out.startswith(f"{issue}: ")
    assert ("blank-pages" in err) is (purpose != "screen")


def test_errors(run: Command, issue: Path) -> None:
    """Errors exit with 1 and write nothing, not even a folder."""
    small_issue(issue, manifest=BROKEN)
    before = listing(issue)

    for command in ("check", "build"):
        status, out, err = run(command, issue)
        assert (status, out) == (1, "")
        assert [line.split(" ")[0] for line in err.splitlines()] == [
            "issue.yaml:11:1:",
        ] or [line.split(" ")[0] for line in err.splitlines()] == [
            "issue.yaml:10:15:", "issue.yaml:11:1:",
        ]  # fmt: skip
    assert listing(issue) == before


def test_errors_make_no_folder_for_out(run: Command, issue: Path, tmp_path: Path) -> None:
    """A missing folder of `--out` stays missing where there are errors."""
    small_issue(issue, manifest=BROKEN)

    assert run("build", issue, "--out", tmp_path / "new" / "a.pdf").status == 1
    assert not (tmp_path / "new").exists()


def test_errors_leave_the_old_pdf(run: Command, issue: Path) -> None:
    """What an earlier build made stays as it was."""
    run("build", issue)
    made = issue / "build" / "so-1-proof.pdf"
    before = made.read_bytes()
    small_issue(issue, manifest=BROKEN)

    assert run("build", issue).status == 1
    assert made.read_bytes() == before


def test_all_findings_of_all_files(run: Command, issue: Path) -> None:
    """The faults of several files are shown in one run, by file and line."""
    write_issue(
        issue,
        {
            "issue.yaml": HEAD + NEWS + PHOTO + "x: 1\n",
            "articles/a.vi.md": "# Một\n\n<b>hai\n\nba <i>\n\n![Bảng](../t.csv)\n",
            "articles/a.en.md": "One\n",
            "t.csv": "a,b\n1,2\n1\n",
        },
    )
    found = run("check", issue, "--json").findings

    places = [(item["file"], item["line"], item["code"]) for item in found]
    assert places == [
        ("articles/a.en.md", 1, "no-headline"),
        ("articles/a.vi.md", 3, "raw-html"),
        ("articles/a.vi.md", 5, "raw-html"),
        ("issue.yaml", 11, "missing-photo"),
        ("issue.yaml", 12, "unknown-key"),
        ("t.csv", 3, "ragged-row"),
    ]


def test_json_of_a_sound_issue(run: Command, issue: Path) -> None:
    """At exit 0 one object with the findings is all of stdout."""
    result = run("build", issue, "--json")

    assert result.status == 0
    assert result.err == ""
    (finding,) = result.findings
    assert set(finding) == {"file", "line", "column", "severity", "code", "message", "hint"}
    assert {key: finding[key] for key in ("file", "line", "column", "severity", "code")} == {
        "file": "issue.yaml", "line": 1, "column": 1, "severity": "warning", "code": "blank-pages",
    }  # fmt: skip


def test_json_of_a_broken_issue(run: Command, issue: Path) -> None:
    """At exit 1 likewise; letters stand as they are, and a missing hint is null."""
    small_issue(issue, vi="# Một\n\n<b>ế\n")
    result = run("check", issue, "--json")

    assert (result.status, result.err) == (1, "")
    assert result.findings[0]["severity"] == "error"
    assert all(item["hint"] is None or item["hint"] for item in result.findings)
    assert "\\u" not in result.out


def test_quiet(run: Command, issue: Path) -> None:
    """`--quiet` prints errors only: nothing at all where there are none."""
    assert run("build", issue, "--quiet") == (0, "", "")
    assert run("check", issue, "-q") == (0, "", "")
    small_issue(issue, manifest=BROKEN)
    status, out, err = run("check", issue, "--quiet")
    assert (status, out) == (1, "")
    assert "error[unknown-key]" in err


def test_strict(run: Command, issue: Path) -> None:
    """`--strict` makes the warning an error, and nothing is written."""
    status, out, err = run("build", issue, "--strict")

    assert (status, out) == (1, "")
    assert "error[blank-pages]" in err
    assert not (issue / "build").exists()
    assert run("check", issue, "--strict", "--for", "screen").status == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["build"],
        ["build", "nowhere"],
        ["check", "nowhere"],
        ["check", "."],
        ["check", "a.txt"],
        ["build", "so-1", "--for", "web"],
        ["build", "so-1", "--out", "a.txt"],
        ["build", "so-1", "--out", "so-1"],
        ["build", "so-1", "--out", "folder.pdf"],
        ["build", "so-1", "--pages", "so-1"],
        ["build", "so-1", "--out", "a.pdf", "--pages", "a.pdf"],
        ["build", "so-1", "--report", "a.txt"],
        ["build", "so-1", "--report", "so-1"],
        ["build", "so-1", "--pages", "a.json", "--report", "./a.json"],
        ["build", "so-1", "--marks", "all"],
        ["build", "so-1", "--marks", "quality", "--for", "print"],
        ["build", "so-1", "--layouts", "nowhere"],
        ["build", "so-1", "--layout", "buletin"],
        ["check", "so-1", "--layout", "../bulletin"],
        ["build", "so-1", "--fonts", "nowhere"],
        ["build", "so-1", "--unknown"],
        ["schema", "issues"],
        ["schema"],
        ["unknown"],
    ],
    ids=" ".join,
)
@pytest.mark.usefixtures("untouched")
def test_wrong_usage(
    run: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: list[str]
) -> None:
    """Wrong usage exits with 2, says why on stderr, and writes nothing."""
    (tmp_path / "a.txt").write_text("text")
    (tmp_path / "folder.pdf").mkdir()
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))

    status, out, err = run(*arguments)

    assert (status, out) == (2, "")
    assert err
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("option", "name"),
    [
        ("--pages", "issue.yaml"),
        ("--pages", "articles/a.vi.md"),
        ("--pages", "photos/p.jpg"),
        ("--pages", "tables/t.csv"),
        ("--pages", "build/p.jpg"),
    ],
)
def test_sources_are_never_overwritten(run: Command, issue: Path, option: str, name: str) -> None:
    """An output that names a file of the issue is refused, and the file untouched."""
    files = {"tables/t.csv": "a\n1\n"}
    write_issue(issue, files | {n: picture((40, 30)) for n in ("photos/p.jpg", "build/p.jpg")})
    before = listing(issue)

    status, _, err = run("build", issue, option, issue / name)

    assert status == 2
    assert Path(name).name in err
    assert listing(issue) == before


def test_sources_are_known_through_links(run: Command, issue: Path, tmp_path: Path) -> None:
    """A link to a source file is refused as the file itself."""
    link = tmp_path / "link.json"
    link.symlink_to(issue / "issue.yaml")
    before = listing(issue)

    assert run("build", issue, "--pages", link).status == 2
    assert listing(issue) == before


def test_building_again_overwrites_the_own_output(run: Command, issue: Path) -> None:
    """The second build of the same issue is no wrong usage."""
    for out, pages in (("build/x.pdf", "build/x.txt"), ("X.PDF", "x.json")):
        for _ in range(2):
            result = run("build", issue, "--out", issue / out, "--pages", issue / pages)
            assert result.status == 0, result.err


@pytest.mark.usefixtures("untouched")
def test_out_elsewhere(run: Command, issue: Path, tmp_path: Path) -> None:
    """With `--out` elsewhere the issue's folder isn't touched; a missing folder is made."""
    out = tmp_path / "new" / "deep" / "a.PDF"

    assert run("build", issue, "--out", out).status == 0
    assert [path.name for path in out.parent.iterdir()] == ["a.PDF"]


def test_read_only_issue(run: Command, issue: Path, tmp_path: Path) -> None:
    """An issue that may only be read builds elsewhere."""
    for path in [*issue.rglob("*"), issue]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        assert run("build", issue, "--out", tmp_path / "a.pdf").status == 0
    finally:
        for path in [issue, *issue.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)


def test_output_that_cannot_be_written(run: Command, issue: Path, tmp_path: Path) -> None:
    """A folder that is a file: exit 1, a finding, and also in JSON."""
    (tmp_path / "file").write_text("text")
    out = tmp_path / "file" / "a.pdf"

    status, _, err = run("build", issue, "--out", out)
    assert status == 1
    assert "error[not-written]" in err
    found = run("build", issue, "--out", out, "--json").findings
    assert [item["code"] for item in found if item["severity"] == "error"] == ["not-written"]
    assert (tmp_path / "file").read_text() == "text"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_output_folder_that_may_not_be_written(run: Command, issue: Path, tmp_path: Path) -> None:
    """A folder without the right to write: exit 1 and a finding."""
    folder = tmp_path / "closed"
    folder.mkdir(mode=stat.S_IRUSR | stat.S_IXUSR)

    status, _, err = run("build", issue, "--out", folder / "a.pdf")

    assert status == 1
    assert "error[not-written]" in err


def test_pages(run: Command, issue: Path, tmp_path: Path) -> None:
    """The sidecar tells rectangle, role, language, article, file and line of each item."""
    pages = tmp_path / "a.json"
    assert run("build", issue, "--out", tmp_path / "a.pdf", "--pages", pages).status == 0

    value = json.loads(pages.read_text("utf-8"))
    items = [item for page in value["pages"] for item in page["items"]]
    assert all(len(item["rect"]) == 4 and item["role"] for item in items)
    body = [item for item in items if item["role"] == "body"]
    assert [
        (item["language"], item["article"], item["file"], item["line"], item["text"])
        for item in body
    ] == [
        ("vi", "articles/a", "articles/a.vi.md", 3, "Tỉnh tổ chức hội nghị."),
        ("en", "articles/a", "articles/a.en.md", 3, "The province held a conference."),
    ]
    assert {item["role"] for item in items} >= {"nameplate", "headline", "body", "folio"}


def test_report(run: Command, issue: Path, tmp_path: Path) -> None:
    """The quality report is written as JSON or as HTML, after the file's name."""
    for name, begins in (("q.json", "{"), ("q.HTML", "<!doctype html>")):
        report = tmp_path / name
        assert run("build", issue, "--out", tmp_path / "a.pdf", "--report", report).status == 0
        assert report.read_text("utf-8").startswith(begins)
    assert json.loads((tmp_path / "q.json").read_text("utf-8"))["pages"][0]["kind"] == "cover"


def test_marks(run: Command, issue: Path, tmp_path: Path) -> None:
    """Marks are drawn on the PDF; the sidecar and the report are those of the bare pages."""
    files: dict[str, list[bytes]] = {"a.pdf": [], "a.json": [], "q.json": []}
    for more in ((), ("--marks", "quality")):
        out, pages, report = (tmp_path / name for name in files)
        options = ("--out", out, "--pages", pages, "--report", report, *more)
        assert run("build", issue, *options).status == 0
        for path in (out, pages, report):
            files[path.name].append(path.read_bytes())
    same = {name: made[0] == made[1] for name, made in files.items()}
    assert same == {"a.pdf": False, "a.json": True, "q.json": True}


def test_folder_with_spaces_and_vietnamese_letters(run: Command, tmp_path: Path) -> None:
    """Any name will do for an issue's folder."""
    folder = small_issue(tmp_path / "Bản tin đối ngoại" / "Số 04 – tháng 6")

    assert run("build", folder).status == 0
    assert (folder / "build" / "Số 04 – tháng 6-proof.pdf").is_file()


@pytest.fixture
def mine(issue: Path) -> Path:
    """A folder of layouts beside the issue with a `bulletin` of its own: 200 mm wide."""
    folder = issue.parent / "layouts"
    shutil.copytree(ROOT / "layouts" / "bulletin", folder / "bulletin")
    trim(folder, "200mm")
    return folder


def trim(layouts: Path, width: str) -> None:
    """Give a copied layout another width."""
    path = layouts / "bulletin" / "layout.yaml"
    text = path.read_text("utf-8")
    assert "trim: [210mm" in text
    path.write_text(text.replace("trim: [210mm", f"trim: [{width}"), "utf-8")


def width_of(run: Command, issue: Path, *options: object) -> int:
    """The width in mm of the pages that a build makes."""
    pages = issue.parent / "a.json"
    result = run("build", issue, "--out", issue.parent / "a.pdf", "--pages", pages, *options)
    assert result.status == 0, result.err
    return round(json.loads(pages.read_text("utf-8"))["trim"][0] * 25.4 / 72)


@pytest.mark.usefixtures("mine")
def test_layouts_beside_the_issue_come_before_the_own(run: Command, issue: Path) -> None:
    """A user's `layouts/bulletin` beside the issue is taken, not the package's."""
    assert width_of(run, issue) == 200


@pytest.mark.usefixtures("mine")
def test_layouts_given_come_first(run: Command, issue: Path, tmp_path: Path) -> None:
    """`--layouts` is asked before all others."""
    given = tmp_path / "given"
    shutil.copytree(ROOT / "layouts" / "bulletin", given / "bulletin")
    trim(given, "190mm")

    assert width_of(run, issue, "--layouts", given) == 190


def test_a_layout_given_by_name_comes_before_the_manifest_s(run: Command, issue: Path) -> None:
    """`--layout` lays out the issue in another layout, which may extend the package's."""
    folder = issue.parent / "layouts" / "wide"
    folder.mkdir(parents=True)
    text = "extends: bulletin\npage: {trim: [230mm, 297mm]}\n"
    (folder / "layout.yaml").write_text(text, "utf-8")

    assert width_of(run, issue) == 210
    assert width_of(run, issue, "--layout", "wide") == 230
    assert run("check", issue, "--layout", "wide").status == 0


@pytest.mark.parametrize("name", ["issue", "layout"])
def test_a_schema_is_printed(run: Command, name: str) -> None:
    """`schema` prints the file of the package, whole."""
    status, out, _ = run("schema", name)

    shipped = ROOT / "assemble" / "schema" / f"{name}.schema.json"
    assert status == 0
    assert out == shipped.read_text("utf-8")


def test_a_broken_layout_is_told_at_its_line(run: Command, issue: Path, mine: Path) -> None:
    """Findings of a layout name `layouts/…`."""
    path = mine / "bulletin" / "layout.yaml"
    path.write_text("page: 1\n", "utf-8")

    status, _, err = run("build", issue)

    assert status == 1
    assert "layouts/bulletin/layout.yaml:1:7: error[" in err


def test_our_fault(run: Command, issue: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of ours exits with 3, says that it is ours, and writes nothing."""

    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by design")

    for command in ("build", "check"):
        monkeypatch.setattr(issues, command, fails)
        status, out, err = run(command, issue)
        assert (status, out) == (3, "")
        assert "ZeroDivisionError: by design" in err
        assert "fault of assemble" in err
    assert not (issue / "build").exists()


@pytest.mark.parametrize("name", ["mới", "a b/c d"])
def test_new(run: Command, tmp_path: Path, name: str) -> None:
    """`new` makes an issue that builds without an error, for print too."""
    folder = tmp_path / name

    assert run("new", folder).status == 0
    status, _, err = run("check", folder, "--for", "print")
    assert (status, "error[" in err) == (0, False), err


def test_new_never_overwrites(run: Command, issue: Path, tmp_path: Path) -> None:
    """A folder with anything in it, or a file, is left as it is."""
    (tmp_path / "file").write_text("text")
    before = listing(tmp_path)

    assert run("new", issue).status == 2
    assert run("new", tmp_path / "file").status == 2
    assert listing(tmp_path) == before


def test_fonts(run: Command) -> None:
    """`fonts` lists the faces; `--json` as one object."""
    status, out, _ = run("fonts")
    assert status == 0
    assert "Source Sans 3" in out
    listed = json.loads(run("fonts", "--json").out)["fonts"]
    assert {row["letters"] for row in listed} == {134}
