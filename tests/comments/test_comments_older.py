"""Comments on a proof of an older build lead to the same words where they stand now."""

import shutil
from pathlib import Path

import pikepdf
import pytest
from commenting import Proof, annotated, items, proof_of, put, quad_of, quads, words_of
from correcting import EN, VI, insert, note, replace, returned, small, strike
from pikepdf import Array

from assemble.comments.applied import applied
from assemble.comments.model import Comment, Review
from assemble.comments.read import read_review
from assemble.model.finding import Findings

LONGER = "Một đoạn mới được thêm vào đầu bài. " * 12


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Proof:
    """The proof that was sent out."""
    return small(tmp_path_factory.mktemp("old"))


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Proof:
    """The issue as it is now: everything stands elsewhere."""
    vi = VI.replace("\n\nNgày", f"\n\n{LONGER}\n\nNgày").replace("tiếp tục", "luôn luôn")
    return small(tmp_path_factory.mktemp("new"), vi=vi, en=f"\n\n{EN}")


def led(path: Path, new: Proof) -> tuple[Review, list[str]]:
    """The review of an older proof by the new pages, and the codes of findings."""
    findings = Findings()
    found = read_review(path, new.issue, new.sidecar, findings)
    assert found is not None
    return found, [item.code for item in findings.items]


def reads(new: Proof, comment: Comment) -> str:
    """What the source says at a comment's place."""
    at = comment.place.at
    assert at is not None
    lines = (new.issue / at.file).read_text("utf-8").splitlines()
    return lines[(at.line or 0) - 1][(at.column or 1) - 1 :]


def test_words_elsewhere(old: Proof, new: Proof) -> None:
    """Words are found where they stand now, and that the proof is older is told once."""
    path = returned(
        old,
        (replace, "12/5", "13/5"),
        (strike, "các các", "các"),
        (insert, "xuất khẩu", "và nhập khẩu"),
        (note, "Delegates", "?", "caption"),
        (note, "Exports", "?"),
        (note, "Vải thiều", "?", "table"),
    )
    found, codes = led(path, new)

    assert codes == ["older-proof"]
    assert found.is_older
    starts = {c.mark.text: reads(new, c) for c in found.comments if c.mark.text != "?"}
    assert starts["13/5"].startswith("12/5, Ủy ban")
    assert starts["các"].startswith("các các sở")
    assert starts["và nhập khẩu"].startswith("nông sản")
    assert all(reads(new, c).startswith(c.quoted) for c in found.comments if c.mark.text == "?")
    assert {c.place.how for c in found.comments} == {"text"}


def test_words_that_are_gone(old: Proof, new: Proof) -> None:
    """A comment on words that were replaced since stands where they stood."""
    found, _ = led(returned(old, (note, "tiếp tục", "?")), new)

    assert reads(new, found.comments[0]).startswith("luôn luôn hỗ trợ")


def test_picture(old: Proof, new: Proof) -> None:
    """A note on a photograph is the photograph's, wherever it stands now."""
    page, item = items(old, "photo")[0]
    left, top, width, height = item["rect"]

    def add(pdf: pikepdf.Pdf) -> None:
        area = (left + width / 2, top + height / 2, 18, 18)
        put(pdf, page, "Text", quad_of(pdf, page, area), Contents="ảnh khác")

    found, _ = led(annotated(old.path, old.path.with_name("picture.pdf"), add), new)

    assert found.comments[0].place.role == "photo"
    assert reads(new, found.comments[0]).startswith("photos/a.jpg")


def test_metadata_of_another_program(old: Proof, new: Proof, tmp_path: Path) -> None:
    """The build is known by the slug line where the metadata doesn't name it any more."""

    def add(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.Metadata
        words = words_of(old, "12/5")
        put(pdf, words.page, "Highlight", words.quad, QuadPoints=quads(*words.quads))

    found, codes = led(annotated(old.path, tmp_path / "a.pdf", add), new)

    assert found.build == old.sidecar["build"]
    assert codes == ["older-proof"]
    assert reads(new, found.comments[0]).startswith("12/5")


def test_source_changed_since(old: Proof, tmp_path: Path) -> None:
    """Led by its own sidecar a proof leads to the words in a source that has changed since."""
    folder = tmp_path / "issue"
    shutil.copytree(old.issue, folder)
    path = folder / "articles/a.vi.md"
    path.write_text(VI.replace("Ngày 12/5", f"{LONGER}\n\nHôm qua, ngày 12/5"), "utf-8")
    found = read_review(returned(old, (replace, "12/5", "13/5")), folder, old.sidecar, Findings())

    assert found is not None
    assert found.comments[0].place.how == "place"
    assert reads(old._replace(issue=folder), found.comments[0]).startswith("12/5, Ủy ban")
    new = proof_of(folder, tmp_path / "new.pdf")
    assert [v.outcome for v in applied(found, old.sidecar, new.sidecar).verdicts] == ["not-done"]


def test_empty_page(old: Proof, tmp_path: Path) -> None:
    """A comment on a page on which nothing stands any more is kept, without a line."""

    def add(pdf: pikepdf.Pdf) -> None:
        pdf.add_blank_page(page_size=(600, 850))
        put(pdf, len(pdf.pages), "Ink", (9, 9, 20, 20), InkList=Array([]), Contents="?")

    found, _ = led(annotated(old.path, tmp_path / "a.pdf", add), old)

    assert [(c.mark.text, c.place.role) for c in found.comments] == [("?", "page")]
    assert found.comments[0].place.at is not None
    assert found.comments[0].place.at.line is None
