"""The ticket and the letter as text."""

from collections.abc import Callable

import pytest
from delivering import Made

from assemble.deliver.job import COVER_FILE, Job, enclosed, job_of
from assemble.deliver.letter import letter_text
from assemble.deliver.names import names_of
from assemble.deliver.ticket import COLUMNS, ticket_in, ticket_text
from assemble.model.press import Marks, Paper

VIETNAMESE = (
    "Bản tin / Bulletin", "1/2024", "31/01/2024", "Sở Ngoại vụ", "tiếng Việt, tiếng Anh",
    "1.500 bản", "195 × 268 mm (552,76 × 759,69 pt)", "5 mm mỗi cạnh", "12 trang, kể cả bìa",
    "bìa in riêng: 4 trang; ruột: 8 trang", "đóng keo gáy vuông (perfect binding)",
    "Couché matt, 100 g/m², dày 0,08 mm", "Ivory board, 250 g/m², dày 0,3 mm", "PDF/X-1a:2003",
    "FOGRA39", "tối đa 300 %", "bon cắt xén, thang kiểm tra màu; cách khổ thành phẩm 6 mm",
    "0 lỗi, 3 cảnh báo, 1 lưu ý", "white-type (2 chỗ): proofed on 3 June", "n-print.pdf (8 bytes",
)  # fmt: skip
ENGLISH = (
    "Bản tin / Bulletin", "1/2024", "31 January 2024", "Sở Ngoại vụ", "Vietnamese, English",
    "1,500 copies", "195 × 268 mm (552.76 × 759.69 pt)", "5 mm on each side",
    "12, the cover included", "cover, printed apart: 4; inside: 8", "perfect-bound, left edge",
    "Couché matt, 100 g/m², 0.08 mm thick", "Ivory board, 250 g/m², 0.3 mm thick", "PDF/X-1a:2003",
    "FOGRA39", "at most 300 %", "crop marks, colour bar; 6 mm off the trim",
    "0 errors, 3 warnings, 1 note", "white-type (2 places): proofed on 3 June",
    "n-print.pdf (8 bytes, 12 pages)",
)  # fmt: skip


def unwrapped(text: str) -> str:
    """The text with all white as single spaces."""
    return " ".join(text.split())


@pytest.mark.parametrize(("tongue", "wanted"), [("vi", VIETNAMESE), ("en", ENGLISH)])
def test_ticket_says_all_of_the_manifest(
    job: Callable[..., Job], tongue: str, wanted: tuple[str, ...]
) -> None:
    """Every value of the manifest's `print`, and what the issue is, stands in both languages."""
    text = unwrapped(ticket_in(job(), tongue))

    assert [value for value in wanted if value not in text] == []
    assert job().files[0].sha256 in text


def test_ticket_says_what_was_not_said(bare: Made) -> None:
    """Papers, run length, publisher and preflight are told as missing where nobody gave them."""
    text = ticket_text(job_of(bare.edition, bare.layout, (), None))
    lines = {line[:22].strip(): line[22:] for line in text.splitlines()}

    assert {lines[name] for name in ("Số lượng in", "Giấy ruột", "Giấy bìa")} == {"chưa ghi"}
    assert {lines[name] for name in ("Run length", "Paper, inside", "Paper, cover")} == {"not said"}
    assert (lines["Đơn vị phát hành"], lines["Publisher"]) == ("chưa ghi", "not said")
    assert (lines["Kết quả"], lines["Result"]) == ("chưa kiểm tra", "not done")


def test_parts_of_a_paper_may_be_missing(job: Callable[..., Job]) -> None:
    """A weight or thickness of 0 is told as not said; a cover without a paper has the body's."""
    paper = Paper(name="Offset", weight=0.0, thickness=0.0)
    text = unwrapped(ticket_text(job(press={"paper": paper, "cover_paper": None})))

    assert "Offset, weight not said, thickness not said" in text
    assert "Offset, định lượng chưa ghi, độ dày chưa ghi" in text
    assert "Paper, cover as inside" in text
    assert "Giấy bìa như giấy ruột" in text


def test_lines_are_short_and_plain(job: Callable[..., Job]) -> None:
    """No line is longer than 80 characters but of a digest or an endless word; ends are LF."""
    long = "từ " * 60 + "x" * 200
    text = ticket_text(job(subject=long, author=long)) + letter_text(
        job(subject=long), names_of("a"), ()
    )

    assert max(map(len, text.splitlines())) <= COLUMNS
    assert "\r" not in text
    assert "\u00a0" not in text
    assert not [line for line in text.splitlines() if line != line.rstrip()]


def test_marks_may_be_none(job: Callable[..., Job]) -> None:
    """A file without marks is told so."""
    marks = Marks(crop=False, registration=False, colour_bar=False, slug=False, offset=9.0)
    text = ticket_text(job(press={"marks": marks}))

    assert "Marks                 none" in text
    assert "Dấu in (bon)          không có" in text


def test_letter_tells_of_the_files_that_are_there(job: Callable[..., Job]) -> None:
    """A file is named only if the parcel has it; the list of sums always is there."""
    names = names_of("2024-01")
    text = letter_text(job(), names, (names.pages, names.ticket))

    assert names.pages in text
    assert names.ticket in text
    assert names.cover not in text
    assert names.report not in text
    assert "sha256sum -c SHA256SUMS" in text


def test_cover_with_a_file_of_its_own_is_told(job: Callable[..., Job], full: Made) -> None:
    """The printer is told to use the cover's file instead of the four cover pages."""
    files = (enclosed("n-cover.pdf", COVER_FILE, [b"%PDF"], 2),)

    assert "wrap-around" not in ticket_text(job())
    assert "wrap-around" in ticket_text(job_of(full.edition, full.layout, files, None))
