"""The job ticket as plain text, in Vietnamese, then in English.

In: a job. Out: text of at most 80 columns with LF line ends. Lines of digests stand by themselves,
so that they can be copied whole.
"""

import textwrap
from collections.abc import Iterator
from typing import NamedTuple

from assemble.deliver.job import STANDARDS, Enclosed, Job
from assemble.deliver.wording import (
    BINDINGS,
    NONE,
    NOT_SAID,
    UNIT,
    Said,
    date,
    joined,
    language,
    listed,
    marks,
    millimetres,
    number,
    paper,
    plain,
    points,
)

COLUMNS = 80
"""Most characters of a line: what a terminal shows and a page of A4 holds in 10 pt type."""
LABEL = 22
"""Characters of the column of labels, the white after them counted."""

TITLE = Said("PHIẾU YÊU CẦU IN", "JOB TICKET")


class Row(NamedTuple):
    """A line of the ticket: what it is about, and its values, each beginning a line."""

    label: Said
    values: tuple[Said, ...]


class Section(NamedTuple):
    """A part of the ticket under a heading."""

    heading: Said
    rows: tuple[Row, ...]


def ticket_text(job: Job) -> str:
    """The whole ticket: both languages one after the other, each complete."""
    return ticket_in(job, "vi") + "\n\n" + ticket_in(job, "en")


def ticket_in(job: Job, tongue: str) -> str:
    """The ticket in one language, `vi` or `en`."""
    at = Said._fields.index(tongue)
    lines = [TITLE[at], "=" * COLUMNS]
    for section in sections(job):
        lines += ["", section.heading[at], "-" * COLUMNS]
        for row in section.rows:
            lines += _row(row.label[at], [value[at] for value in row.values])
    lines += ["", *_files(job.files, at)]
    # No-break spaces have done their work; programs that compare texts stumble over them.
    return "\n".join(lines).replace(UNIT, " ") + "\n"


def sections(job: Job) -> tuple[Section, ...]:
    """All that the ticket says but the files' digests."""
    return (
        Section(Said("ẤN PHẨM", "PUBLICATION"), tuple(_publication(job))),
        Section(Said("THÀNH PHẨM", "PRODUCT"), tuple(_product(job))),
        Section(Said("MÀU VÀ TỆP IN", "COLOUR AND FILE"), tuple(_colour(job))),
        Section(Said("KIỂM TRA TỆP TRƯỚC KHI IN (PREFLIGHT)", "PREFLIGHT"), tuple(_preflight(job))),
    )


def _publication(job: Job) -> Iterator[Row]:
    yield _one("Tên ấn phẩm", "Title", plain(job.publication))
    yield _one("Số", "Number", plain(job.number))
    yield _one("Ngày phát hành", "Date of issue", date(job.date))
    yield _one("Đơn vị phát hành", "Publisher", plain(job.publisher))
    yield _one("Ngôn ngữ", "Languages", listed(language(tag) for tag in job.languages))
    made = f"{job.build_id}, Assemble {job.version}"
    yield _one("Mã bản dựng", "Build", plain(made))


def _product(job: Job) -> Iterator[Row]:
    yield _one("Số lượng in", "Run length", _run(job.press.run))
    trim, size = millimetres(*job.trim), points(*job.trim)
    trimmed = Said(f"{trim.vi} ({size.vi})", f"{trim.en} ({size.en})")
    yield _one("Khổ thành phẩm", "Trim size", trimmed)
    bleed = millimetres(job.bleed)
    yield _one("Tràn lề (bleed)", "Bleed", Said(f"{bleed.vi} mỗi cạnh", f"{bleed.en} on each side"))
    yield _one("Khổ trang PDF", "PDF page", millimetres(*job.sheet))
    yield _many("Số trang", "Pages", _pages(job))
    yield _one("Trang trắng", "Blank pages", listed(plain(str(page)) for page in job.blanks))
    yield _one("Cách đóng", "Binding", BINDINGS.get(job.binding, plain(job.binding)))
    yield _one("Giấy ruột", "Paper, inside", paper(job.press.paper))
    yield _one("Giấy bìa", "Paper, cover", _cover_paper(job))


def _run(run: int | None) -> Said:
    if run is None:
        return NOT_SAID
    copies = number(run, 0)
    return Said(f"{copies.vi}{UNIT}bản", f"{copies.en}{UNIT}{'copy' if run == 1 else 'copies'}")


def _pages(job: Job) -> Iterator[Said]:
    cover = job.cover_pages
    yield Said(f"{job.pages} trang, kể cả bìa", f"{job.pages}, the cover included")
    if cover:
        body = job.pages - cover
        yield Said(
            f"bìa in riêng: {cover} trang; ruột: {body} trang",
            f"cover, printed apart: {cover}; inside: {body}",
        )
    yield Said(
        "trang đơn theo thứ tự đọc, chưa bình trang: nhà in bình trang",
        "single pages in reading order, not imposed: the printer imposes them",
    )
    if job.file("cover"):
        yield Said(
            "bìa liền gáy có tệp riêng: không dùng 4 trang bìa trong tệp các trang",
            "the wrap-around cover has a file of its own, to be used instead of its four pages",
        )


def _cover_paper(job: Job) -> Said:
    if job.press.cover_paper is None and job.press.paper is not None:
        return Said("như giấy ruột", "as inside")
    return paper(job.press.cover_paper)


def _colour(job: Job) -> Iterator[Row]:
    press = job.press
    yield _one("Tiêu chuẩn tệp", "File standard", plain(STANDARDS[press.standard]))
    condition = f"{press.condition.identifier}: {press.condition.info}"
    if press.condition.registry:
        condition += f" ({press.condition.registry})"
    yield _many(
        "Hồ sơ màu ICC",
        "Printing condition",
        (
            plain(condition),
            Said("hồ sơ nhúng trong tệp (output intent)", "its ICC profile is the output intent"),
        ),
    )
    ink = number(press.condition.ink * 100, 1)
    limit = Said(f"tối đa {ink.vi}{UNIT}%", f"at most {ink.en}{UNIT}%")
    yield _one("Tổng lượng mực", "Total ink", limit)
    yield _many("Hệ màu (bản kẽm)", "Inks (plates)", _inks(job))
    yield _many("Màu pha", "Spot colours", tuple(map(_spot, job.spots)) or (NONE,))
    yield _one("Ảnh", "Photographs", _photographs(job))
    yield _one("Dấu in (bon)", "Marks", marks(press.marks))


def _inks(job: Job) -> Iterator[Said]:
    yield _counted(job.inks)
    if job.cover_inks != job.body_inks:
        for label, inks in (
            (Said("bìa", "cover"), job.cover_inks),
            (Said("ruột", "inside"), job.body_inks),
        ):
            yield joined(": ", (label, _counted(inks)))


def _counted(inks: tuple[str, ...]) -> Said:
    names = ", ".join(inks)
    several = "ink" if len(inks) == 1 else "inks"
    return Said(f"{len(inks)} màu: {names}", f"{len(inks)} {several}: {names}") if inks else NONE


def _spot(spot: tuple[str, tuple[float, float, float, float]]) -> Said:
    ink, colour = spot
    shares = " ".join(
        f"{letter}{share * 100:g}" for letter, share in zip("CMYK", colour, strict=True)
    )
    return Said(f"{ink} (gần đúng: {shares})", f"{ink} (nearly {shares})")


def _photographs(job: Job) -> Said:
    if not job.pictures:
        return NONE
    ppi = number(job.press.ppi, 0)
    finest = Said(
        f"ảnh lớn hơn được giảm xuống {ppi.vi}{UNIT}ppi",
        f"finer ones scaled down to {ppi.en}{UNIT}ppi",
    )
    colours = Said(
        "giữ hệ màu gốc kèm hồ sơ ICC: nhà in chuyển sang CMYK khi xuất kẽm",
        "in their own colours with ICC profiles: turned to CMYK at the plates",
    )
    if job.early:
        colours = Said(
            "đã chuyển sang CMYK theo hồ sơ trên", "turned to CMYK for the condition above"
        )
    count = Said(f"{job.pictures} ảnh", str(job.pictures))
    return joined("; ", (joined(", ", (count, colours)), finest))


def _preflight(job: Job) -> Iterator[Row]:
    result = job.checked
    if result is None:
        yield _one("Kết quả", "Result", Said("chưa kiểm tra", "not done"))
        return
    english = (
        f"{result.errors} {_plural('error', result.errors)},"
        f" {result.warnings} {_plural('warning', result.warnings)},"
        f" {result.notes} {_plural('note', result.notes)}"
    )
    vietnamese = f"{result.errors} lỗi, {result.warnings} cảnh báo, {result.notes} lưu ý"
    yield _one("Kết quả", "Result", Said(vietnamese, english))
    accepted = tuple(
        Said(
            f"{rule.rule} ({rule.places} chỗ): {rule.reason}",
            f"{rule.rule} ({rule.places} {_plural('place', rule.places)}): {rule.reason}",
        )
        for rule in result.accepted
    )
    yield _many("Được chấp nhận", "Accepted", accepted or (NONE,))


def _plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"


def _one(vi: str, en: str, value: Said) -> Row:
    return Row(Said(vi, en), (value,))


def _many(vi: str, en: str, values: Iterator[Said] | tuple[Said, ...]) -> Row:
    return Row(Said(vi, en), tuple(values))


def _row(label: str, values: list[str]) -> list[str]:
    """A label, and beside it values, each wrapped to the room that is left."""
    lines = [
        line
        for value in values
        for line in textwrap.wrap(value, COLUMNS - LABEL, break_on_hyphens=False) or [""]
    ]
    first, *rest = lines
    return [f"{label:<{LABEL}}{first}", *(" " * LABEL + line for line in rest)]


def _files(files: tuple[Enclosed, ...], at: int) -> Iterator[str]:
    """Each file with its size, its digest on a line of its own."""
    yield Said("TỆP GỬI KÈM, VỚI MÃ SHA-256", "FILES, WITH THEIR SHA-256")[at]
    yield "-" * COLUMNS
    for file in files:
        size = number(file.size, 0)
        pages = Said(f", {file.pages} trang", f", {file.pages} pages")[at] if file.pages else ""
        yield from textwrap.wrap(f"{file.name} ({size[at]} bytes{pages})", COLUMNS)
        yield f"    {file.sha256}"
