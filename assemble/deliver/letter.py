"""The letter that comes with a parcel: what each file in it is for, in two languages.

In: a job and the names of the files. Out: plain text of at most 80 columns, LF line ends.
"""

import textwrap
from collections.abc import Iterable

from assemble.deliver.job import Job
from assemble.deliver.names import Names
from assemble.deliver.package import SUMS
from assemble.deliver.wording import Said

PURPOSES = {
    "pages": Said(
        "tệp in: trang đơn theo thứ tự đọc, nhà in bình trang",
        "to print: single pages in reading order, to be imposed",
    ),
    "cover": Said("bìa liền gáy, hai mặt", "the wrap-around cover, both sides"),
    "report": Said(
        "kết quả kiểm tra tệp, kèm ảnh thu nhỏ từng trang",
        "what preflight found, with thumbnails of the pages",
    ),
    "ticket": Said("phiếu yêu cầu in", "job ticket, to be read"),
    "xjdf": Said("phiếu yêu cầu in cho phần mềm (XJDF)", "job ticket for software (XJDF)"),
    SUMS: Said(
        f"mã kiểm tra các tệp: sha256sum -c {SUMS}; Windows: certutil -hashfile TỆP SHA256",
        f"sums of the files: sha256sum -c {SUMS}; Windows: certutil -hashfile FILE SHA256",
    ),
}
"""What a file is for, by the field of `Names` that names it."""


REQUEST = (
    "Xin giữ nguyên các tệp PDF; nếu cần sửa, xin báo cho đơn vị phát hành.",
    "Please leave the PDFs as they are; if one has to change, tell the publisher.",
)
"""What the printer is asked: a file that was mended elsewhere isn't the one that was checked."""


def letter_text(job: Job, names: Names, members: Iterable[str]) -> str:
    """The letter: what is in the parcel, of the files that it really has by `members`."""
    present = {*members, SUMS}
    files = [
        (name, PURPOSES[key])
        for key, name in (*names._asdict().items(), (SUMS, SUMS))
        if name in present and key in PURPOSES
    ]
    lines = [*_about(job), "", "TRONG GÓI NÀY CÓ / IN THIS PARCEL", ""]
    for name, purpose in files:
        lines += [name, *(line for said in purpose for line in _indented(said))]
    return "\n".join([*lines, "", *REQUEST]) + "\n"


def _indented(text: str) -> list[str]:
    return textwrap.wrap(text, 80, initial_indent="    ", subsequent_indent="    ")


def _about(job: Job) -> list[str]:
    said = ", ".join(text for text in (job.publication, job.number, job.publisher) if text.strip())
    return textwrap.wrap(said, 80)
