"""Plain replacements become edits of the source: exactly those, all or none."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from commenting import Proof, review
from correcting import EN, MANIFEST, TABLE, VI, insert, note, replace, returned, small, strike

from assemble.comments.edits import edited, edits_of, unified, write
from assemble.comments.model import Edit, Refusal
from assemble.model.finding import Findings


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Proof:
    """The proof that was sent out."""
    return small(tmp_path_factory.mktemp("old"))


def made(old: Proof, *steps: Any) -> tuple[tuple[Edit, ...], tuple[Refusal, ...]]:
    """The edits and refusals of comments."""
    findings = Findings()
    found = edits_of(review(returned(old, *steps), old), old.issue, findings)
    assert findings.items == []
    return found


def text_after(old: Proof, file: str, *steps: Any) -> str:
    """A file's text with all edits done."""
    edits, refusals = made(old, *steps)
    assert refusals == ()
    return edited((old.issue / file).read_text("utf-8"), [e for e in edits if e.file == file])


VI_FILE = "articles/a.vi.md"


@pytest.mark.parametrize(
    ("step", "was", "now"),
    [
        ((replace, "12/5", "13/5"), "12/5", "13/5"),
        ((strike, "12/5", "13/5"), "12/5", "13/5"),
        ((strike, "12/5", "thay bằng: “13/5”"), "12/5", "13/5"),
        ((strike, "các các", "các"), "các các", "các"),
        ((strike, "tiếp tục", ""), "sở tiếp tục hỗ", "sở hỗ"),
        ((strike, "tiếp tục", "xóa"), "sở tiếp tục hỗ", "sở hỗ"),
        ((strike, "tiếp tục", "tiếp tục"), "sở tiếp tục hỗ", "sở hỗ"),
        ((insert, "xuất khẩu", "và nhập khẩu"), "xuất khẩu nông", "xuất khẩu và nhập khẩu nông"),
        ((insert, "hội nghị đầu năm", ","), "đầu năm với", "đầu năm, với"),
        ((insert, "Hội nghị nghe báo cá", "a"), "báo cáo về", "báo cáao về"),
        ((replace, "tỉnh. Hội", "tỉnh, Hội"), "tỉnh. Hội", "tỉnh, Hội"),
    ],
)
def test_edit(old: Proof, step: Any, was: str, now: str) -> None:
    """A plain comment changes exactly its words, and leaves one space where two would meet."""
    expected = VI.replace(was, now, 1)

    assert VI.count(was) == 1 or was == "tỉnh. Hội"
    assert text_after(old, VI_FILE, step) == (
        VI.replace("tỉnh. Hội", "tỉnh, Hội") if was == "tỉnh. Hội" else expected
    )


def test_repeated_words(old: Proof) -> None:
    """Of a word that stands twice the one that was struck is deleted, not the other."""
    edits, _ = made(old, (strike, "the the", "the"), (replace, "departments and", "offices and"))
    text = edited((old.issue / "articles/a.en.md").read_text("utf-8"), edits)

    assert text == EN.replace("the the", "the").replace("departments and", "offices and")


def test_caption_and_table(old: Proof) -> None:
    """Captions in the manifest and cells of a table are edited likewise."""
    steps = (
        (replace, "Delegates", "Participants", "caption"),
        (replace, "Khánh Ly", "Khánh Linh", "caption"),
        (replace, "Vải thiều", "Vải thiều Lục Ngạn", "table"),
    )

    assert text_after(old, "issue.yaml", *steps) == MANIFEST.replace(
        "Delegates", "Participants"
    ).replace("Khánh Ly", "Khánh Linh")
    assert text_after(old, "tables/t.csv", *steps) == TABLE.replace(
        "Vải thiều", "Vải thiều Lục Ngạn"
    )


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        ((replace, "rất quan trọng cho", "cần cho"), "marks, or other letters"),
        ((replace, "12/5", "*13/5*"), "brings in *"),
        ((replace, "Delegates", "Delegates: all", "caption"), "brings in :"),
        ((replace, "Na Chi Lăng", "Na, mận", "table"), "brings in ,"),
        ((replace, "12/5", "12/5"), "no other words"),
        ((insert, "xuất khẩu", ""), "doesn't say what to put in"),
    ],
)
def test_refused(old: Proof, step: Any, reason: str) -> None:
    """What isn't plain is refused, with the reason."""
    edits, refusals = made(old, step)

    assert edits == ()
    assert [reason in refusal.reason for refusal in refusals] == [True], refusals


def test_two_comments_on_the_same_words(old: Proof) -> None:
    """Comments that contradict each other are both refused; others aren't touched by that."""
    edits, refusals = made(
        old,
        (replace, "12/5", "13/5"),
        (strike, "12/5", ""),
        (note, "Kết luận", "?"),
        (strike, "tiếp tục", ""),
    )

    assert [edit.old.strip() for edit in edits] == ["tiếp tục"]
    assert [refusal.reason for refusal in refusals] == [
        "another comment changes the same words",
        "another comment changes the same words",
    ]


def test_diff(old: Proof) -> None:
    """The diff of an edit shows its one line as it was and as it will be."""
    (edit,), _ = made(old, (replace, "12/5", "13/5"))
    lines = unified(edit, VI).splitlines()

    assert lines[:3] == ["--- a/articles/a.vi.md", "+++ b/articles/a.vi.md", "@@ -3 +3 @@"]
    assert [line[:11] for line in lines[3:]] == ["-Ngày 12/5,", "+Ngày 13/5,"]


def test_write(old: Proof, tmp_path: Path) -> None:
    """Written files hold the edits and nothing else; line ends and byte order mark stay."""
    folder = tmp_path / "issue"
    shutil.copytree(old.issue, folder)
    path = folder / VI_FILE
    path.write_bytes(b"\xef\xbb\xbf" + VI.replace("\n", "\r\n").encode())
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    steps = ((replace, "12/5", "13/5"), (replace, "Delegates", "Guests", "caption"))
    edits, _ = edits_of(
        review(returned(old, *steps), old._replace(issue=folder)), folder, Findings()
    )

    assert write(edits, folder) == []
    changed = {file for file, data in before.items() if file.read_bytes() != data}
    assert changed == {path, folder / "issue.yaml"}
    assert path.read_bytes() == before[path].replace(b"12/5", b"13/5")
    assert (folder / "issue.yaml").read_text("utf-8") == MANIFEST.replace("Delegates", "Guests")


def test_write_all_or_none(old: Proof, tmp_path: Path) -> None:
    """If one file has changed since, or can't be written, none is."""
    folder = tmp_path / "issue"
    shutil.copytree(old.issue, folder)
    steps = ((replace, "12/5", "13/5"), (replace, "Delegates", "Guests", "caption"))
    edits, _ = edits_of(review(returned(old, *steps), old), folder, Findings())
    (folder / "issue.yaml").write_text(MANIFEST.replace("Delegates", "People"), "utf-8")

    assert [fault.code for fault in write(edits, folder)] == ["not-applied"]
    assert (folder / VI_FILE).read_text("utf-8") == VI
    (folder / "issue.yaml").unlink()
    assert [fault.code for fault in write(edits, folder)] == ["not-applied"]
    assert (folder / VI_FILE).read_text("utf-8") == VI


def test_write_takes_back(old: Proof, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the second file can't be written the first gets its old text back."""
    from assemble.comments import edits as module
    from assemble.saving import save

    folder = tmp_path / "issue"
    shutil.copytree(old.issue, folder)
    steps = ((replace, "12/5", "13/5"), (replace, "Delegates", "Guests", "caption"))
    edits, _ = edits_of(review(returned(old, *steps), old), folder, Findings())

    def full(path: Path, parts: Any) -> Any:
        if path.name == "issue.yaml":
            return save(folder / "articles", parts)  # a folder: can't be replaced by a file
        return save(path, parts)

    monkeypatch.setattr(module, "save", full)

    assert [fault.code for fault in write(edits, folder)] == ["not-written"]
    assert (folder / VI_FILE).read_text("utf-8") == VI
