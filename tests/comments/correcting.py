"""A small issue that is corrected: its texts, and comments on its proof."""

from pathlib import Path
from typing import Any

import pikepdf
from commenting import Proof, annotated, proof_of, put, quads, words_of
from making import HEAD, picture, write_issue
from pikepdf import Name

MANIFEST = (
    HEAD
    + """\
sections:
  - title: {vi: Tin tức, en: News}
    articles:
      - text: articles/a
        author: Vũ Giang
        photos:
          - file: photos/a.jpg
            caption:
              vi: Các đại biểu dự hội nghị đầu năm.
              en: Delegates at the first conference.
            credit: Khánh Ly
"""
)
VI = """\
# Hội nghị đầu năm

Ngày 12/5, Ủy ban nhân dân tỉnh tổ chức hội nghị đầu năm với các các sở, ngành và các huyện trong
tỉnh. Hội nghị nghe báo cáo về xuất khẩu nông sản qua cửa khẩu.

Kết luận hội nghị, chủ tịch tỉnh yêu cầu các sở tiếp tục hỗ trợ doanh nghiệp. Các cửa khẩu mở cửa
cả ngày nghỉ, **rất quan trọng** cho vụ vải năm nay.

![Sản phẩm](../tables/t.csv)
"""
EN = """\
# The year's first conference

On 12 May, the People's Committee held the the first conference of the year with departments and
districts. Exports of farm produce through the border gates were reported.

In closing, the chairman asked the departments to go on helping businesses. The gates stay open on
holidays, which is **very important** for this year's lychees.
"""
TABLE = 'STT,Sản phẩm\n1,"Vải thiều\nĐT: 0205 3000 201"\n2,Na Chi Lăng\n'


def issue(folder: Path, **more: str) -> Path:
    """The issue; `more` replaces `manifest`, `vi`, `en` or `table`."""
    texts = {"manifest": MANIFEST, "vi": VI, "en": EN, "table": TABLE} | more
    names = {
        "manifest": "issue.yaml",
        "vi": "articles/a.vi.md",
        "en": "articles/a.en.md",
        "table": "tables/t.csv",
    }
    files: dict[str, str | bytes] = {names[key]: text.encode() for key, text in texts.items()}
    return write_issue(folder, {**files, "photos/a.jpg": picture((2000, 1500))})


def small(folder: Path, **more: str) -> Proof:
    """The issue's proof, in `folder`."""
    return proof_of(issue(folder / "issue", **more), folder / "proof.pdf")


def strike(pdf: pikepdf.Pdf, proof: Proof, words: str, new: str, role: str = "body") -> Any:
    """Strike words out; `new` is the comment."""
    found = words_of(proof, words, role)
    more = {"Contents": new} if new else {}
    return put(pdf, found.page, "StrikeOut", found.quad, QuadPoints=quads(*found.quads), **more)


def replace(pdf: pikepdf.Pdf, proof: Proof, words: str, new: str, role: str = "body") -> Any:
    """Replace words as Acrobat does: a caret, and a strike-out that belongs to it."""
    found = words_of(proof, words, role)
    _, bottom, right, _ = found.quads[-1]
    rect = (right - 4, bottom - 5, right + 4, bottom + 3)
    caret = put(pdf, found.page, "Caret", rect, Contents=new, IT=Name.Replace)
    struck = strike(pdf, proof, words, "", role)
    struck.IRT = caret
    struck.RT = Name.Group
    return caret


def insert(pdf: pikepdf.Pdf, proof: Proof, words: str, new: str, role: str = "body") -> Any:
    """Insert after words."""
    found = words_of(proof, words, role)
    _, bottom, right, _ = found.quads[-1]
    rect = (right - 3.5, bottom - 5, right + 4.5, bottom + 3)
    return put(pdf, found.page, "Caret", rect, Contents=new)


def note(pdf: pikepdf.Pdf, proof: Proof, words: str, text: str, role: str = "body") -> Any:
    """A highlight with a remark."""
    found = words_of(proof, words, role)
    more = {"QuadPoints": quads(*found.quads), "Contents": text}
    return put(pdf, found.page, "Highlight", found.quad, **more)


def returned(proof: Proof, *steps: tuple[Any, ...]) -> Path:
    """The proof with comments: (function, words, text[, role]) each."""

    def add(pdf: pikepdf.Pdf) -> None:
        for step, *rest in steps:
            step(pdf, proof, *rest)

    return annotated(proof.path, proof.path.with_name("returned.pdf"), add)
