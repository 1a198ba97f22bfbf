"""After the rebuild it is said which comments were done, which not, and what nobody asked for."""

from pathlib import Path
from typing import Any

import pytest
from commenting import Proof, proof_of, review
from correcting import (
    EN,
    MANIFEST,
    TABLE,
    VI,
    insert,
    issue,
    note,
    replace,
    returned,
    small,
    strike,
)

from assemble.comments.applied import applied
from assemble.comments.model import Applied
from assemble.comments.report import (
    applied_markdown,
    applied_text,
    applied_value,
    review_markdown,
    review_text,
    review_value,
)
from assemble.dump import sidecar_value


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Proof:
    """The proof that was sent out."""
    return small(tmp_path_factory.mktemp("old"))


def after(old: Proof, folder: Path, steps: list[Any], **more: str) -> Applied:
    """What came of comments after the issue's texts were changed."""
    made = review(returned(old, *steps), old)
    new = proof_of(issue(folder / "issue", **more), folder / "new.pdf")
    return applied(made, old.sidecar, new.sidecar)


def outcomes(found: Applied) -> dict[str, str]:
    """The outcome of each comment by its quoted words or, of an insertion, its own."""
    return {v.comment.quoted or v.comment.mark.text: v.outcome for v in found.verdicts}


STEPS = [
    (replace, "12/5", "13/5"),
    (strike, "các các", "các"),
    (strike, "đầu năm với", ""),
    (insert, "xuất khẩu", "và nhập khẩu"),
    (note, "chủ tịch tỉnh", "ghi rõ tên"),
    (replace, "Delegates", "Participants", "caption"),
    (replace, "Vải thiều", "Vải thiều Lục Ngạn", "table"),
]


def test_all_done(old: Proof, tmp_path: Path) -> None:
    """What was done as asked is done, in captions and tables too; a note is to be read."""
    vi = VI.replace("12/5", "13/5").replace("các các", "các").replace(" đầu năm với", "")
    vi = vi.replace("về xuất khẩu", "về xuất khẩu và nhập khẩu")
    manifest = MANIFEST.replace("en: Delegates", "en: Participants")
    table = TABLE.replace("Vải thiều", "Vải thiều Lục Ngạn")

    found = after(old, tmp_path, STEPS, vi=vi, manifest=manifest, table=table)

    assert outcomes(found) == {
        "12/5": "done",
        "các các": "done",
        "đầu năm với": "done",
        "và nhập khẩu": "done",
        "chủ tịch tỉnh": "unclear",
        "Delegates": "done",
        "Vải thiều": "done",
    }
    assert found.unasked == ()


def test_nothing_done(old: Proof, tmp_path: Path) -> None:
    """What was left as it was is not done."""
    found = after(old, tmp_path, STEPS)

    assert outcomes(found) == {
        "12/5": "not-done",
        "các các": "not-done",
        "đầu năm với": "not-done",
        "và nhập khẩu": "not-done",
        "chủ tịch tỉnh": "unclear",
        "Delegates": "not-done",
        "Vải thiều": "not-done",
    }
    assert found.unasked == ()


def test_otherwise(old: Proof, tmp_path: Path) -> None:
    """What was changed, but not as asked, is neither done nor not done."""
    vi = VI.replace("12/5", "14/5").replace("xuất khẩu nông", "xuất khẩu, nhập khẩu nông")

    found = outcomes(after(old, tmp_path, STEPS, vi=vi))

    assert found["12/5"] == "otherwise"
    assert found["và nhập khẩu"] == "otherwise"
    assert found["các các"] == "not-done"


def test_unasked(old: Proof, tmp_path: Path) -> None:
    """Changes where nobody commented are told, and those beyond what comments ask for."""
    vi = VI.replace("12/5", "13/5").replace("nông sản", "hàng hóa")
    en = EN.replace("In closing", "To close")
    table = TABLE + "3,Hồng Bảo Lâm\n"

    found = after(old, tmp_path, STEPS[:1], vi=vi, en=en, table=table)

    assert outcomes(found) == {"12/5": "done"}
    assert sorted((c.kind, str(c.at), c.role) for c in found.unasked) == [
        ("edited", "articles/a.en.md:6:1", "body"),
        ("edited", "articles/a.vi.md:3:1", "body"),
        ("new", "tables/t.csv:5:1", "table"),
    ]


def test_gone_and_moved(old: Proof, tmp_path: Path) -> None:
    """A paragraph that is gone is told; one that only moved isn't."""
    head, first, second, table = VI.split("\n\n", 3)
    moved = "\n\n".join((head, second, first, table))
    gone = "\n\n".join((head, first, table))

    assert after(old, tmp_path / "m", [], vi=moved).unasked == ()
    (change,) = after(old, tmp_path / "g", [], vi=gone).unasked
    assert change.kind == "gone"
    assert change.old.startswith("Kết luận hội nghị")


def test_refused_comments_are_not_missed(old: Proof, tmp_path: Path) -> None:
    """A comment whose thread says no isn't called not done."""

    def refused(pdf: Any, proof: Proof, words: str, new: str) -> None:
        head = strike(pdf, proof, words, new)
        from commenting import put

        more = {"StateModel": "Review", "M": "D:20210623"}
        put(pdf, 1, "Text", (0, 0, 9, 9), IRT=head, State="Rejected", **more)

    assert outcomes(after(old, tmp_path, [(refused, "12/5", "13/5")])) == {"12/5": "refused"}


def test_reflow_is_no_change(old: Proof) -> None:
    """The same texts on other lines, hyphenated elsewhere, are no change."""
    from assemble.build import check
    from assemble.request import Request

    outcome = check(Request(issue=old.issue, purpose="screen"))
    assert outcome.edition is not None
    made = review(old.path, old)

    assert applied(made, old.sidecar, sidecar_value(outcome.edition)).unasked == ()


def test_reports(old: Proof, tmp_path: Path) -> None:
    """Text, JSON and checklist name file, line, page, words and outcome."""
    path = returned(old, (replace, "12/5", "13/5"), (note, "Delegates", "ai?", "caption"))
    made = review(path, old)
    new = proof_of(issue(tmp_path / "issue", en=EN + "\nMore.\n"), tmp_path / "new.pdf")
    found = applied(made, old.sidecar, new.sidecar)

    assert "articles/a.vi.md\n  3:6 (p. " in review_text(made)
    assert "“12/5” → 13/5" in review_text(made)
    assert "- [ ] articles/a.vi.md:3:6 (p. " in review_markdown(made)
    value = review_value(made)
    assert [c["file"] for c in value["comments"]] == ["articles/a.vi.md", "issue.yaml"] or [
        c["file"] for c in value["comments"]
    ] == ["issue.yaml", "articles/a.vi.md"]
    assert applied_text(found).startswith("NOT DONE: articles/a.vi.md:3:6 (p. ")
    assert applied_text(found).endswith("1 not done, 1 to be read, 1 changes nobody asked for\n")
    assert {c["outcome"] for c in applied_value(found)["comments"]} == {"not-done", "unclear"}
    assert "## Nobody asked for\n\n- [ ] articles/a.en.md:9:1 new (body)" in applied_markdown(found)
