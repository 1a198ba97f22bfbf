"""The parcel: its names, its sums, the same bytes for the same input."""

import datetime
import hashlib
import io
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from delivering import Made
from making import ROOT, small_issue

from assemble.deliver.package import SUMS, packed
from assemble.deliver.parcel import Contents, parcel

MADE = datetime.datetime(2021, 6, 15, 12, 30, 41, tzinfo=datetime.UTC)
FILES = {"b.txt": b"text " * 100, "a.pdf": b"%PDF" + b" " * 4000, "c.html": b"<p>\n"}


def members(data: bytes) -> dict[str, bytes]:
    """What a zip holds, its members proven whole."""
    with zipfile.ZipFile(io.BytesIO(data)) as parcel:
        assert parcel.testzip() is None
        return {name: parcel.read(name) for name in parcel.namelist()}


def test_order_and_parts_do_not_matter() -> None:
    """Files in another order, or given in parts, make the same bytes."""
    turned = dict(reversed(FILES.items()))
    parts = {name: (data[:3], data[3:]) for name, data in FILES.items()}

    assert packed("p", FILES, MADE) == packed("p", turned, MADE) == packed("p", parts, MADE)


def test_windows_makes_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """`zipfile` asks for the system that it runs on; that doesn't enter."""
    here = packed("p", FILES, MADE)
    monkeypatch.setattr("sys.platform", "win32")

    assert packed("p", FILES, MADE) == here


def test_another_byte_makes_another_parcel() -> None:
    """The bytes follow the input: another content or time differs."""
    once = packed("p", FILES, MADE)

    assert packed("p", {**FILES, "b.txt": b"texT"}, MADE) != once
    assert packed("p", FILES, MADE + datetime.timedelta(seconds=2)) != once


def test_members_are_fixed() -> None:
    """One folder, names in order, PDFs stored, the rest deflated; fixed times and permissions."""
    with zipfile.ZipFile(io.BytesIO(packed("p", FILES, MADE))) as parcel:
        found = parcel.infolist()

    assert [m.filename for m in found] == ["p/a.pdf", "p/b.txt", "p/c.html", f"p/{SUMS}"]
    assert [m.compress_type == zipfile.ZIP_STORED for m in found] == [True, False, False, False]
    assert {m.date_time for m in found} == {(2021, 6, 15, 12, 30, 40)}
    assert {m.external_attr >> 16 for m in found} == {0o100644}
    assert {m.create_system for m in found} == {3}


@pytest.mark.parametrize(
    ("made", "stamp"),
    [
        (datetime.datetime(1969, 7, 20), (1980, 1, 1, 0, 0, 0)),
        (datetime.datetime(2150, 1, 1), (2107, 12, 31, 23, 59, 58)),
        (
            datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone(datetime.timedelta(hours=7))),
            (2023, 12, 31, 17, 0, 0),
        ),
    ],
)
def test_times_fit_the_format(
    made: datetime.datetime, stamp: tuple[int, int, int, int, int, int]
) -> None:
    """Times before 1980 and after 2107 become the nearest, those of a zone UTC."""
    with zipfile.ZipFile(io.BytesIO(packed("p", FILES, made))) as parcel:
        assert {m.date_time for m in parcel.infolist()} == {stamp}


def test_sums_verify(tmp_path: Path) -> None:
    """SHA256SUMS lists every other member; `sha256sum` confirms it where there is one."""
    data = packed("p", FILES, MADE)
    listed = members(data)[f"p/{SUMS}"].decode()
    sums = dict(line.split("  ")[::-1] for line in listed.splitlines())
    zipfile.ZipFile(io.BytesIO(data)).extractall(tmp_path)

    assert sums == {name: hashlib.sha256(content).hexdigest() for name, content in FILES.items()}
    assert listed.endswith("\n")
    assert "\r" not in listed
    if shutil.which("sha256sum"):
        command = ["sha256sum", "--strict", "--check", SUMS]
        subprocess.run(command, cwd=tmp_path / "p", check=True, capture_output=True)


@pytest.mark.parametrize(
    "name", ["../a", "a/b", "tệp.pdf", "a b", "-x", ".x", "", SUMS, "sha256sums"]
)
def test_odd_names_are_refused(name: str) -> None:
    """Names that leave the folder, need quotes or are the list of sums' are the caller's fault."""
    with pytest.raises(ValueError, match="parcel"):
        packed("p", {name: b""}, MADE)


def test_names_that_differ_in_case_are_refused() -> None:
    """On half of the systems one file would overwrite the other."""
    with pytest.raises(ValueError, match="twice"):
        packed("p", {"a.txt": b"", "A.txt": b""}, MADE)


def test_parcel_holds_what_a_printer_asks_for(full: Made) -> None:
    """PDF, report, ticket, XJDF, letter and sums lie in one folder named after the issue."""
    contents = Contents(pages=b"%PDF-1.6", report=b"<p>")
    found = members(parcel("Số 04/2021", full.edition, full.layout, contents))

    assert {name.partition("/")[2] for name in found} == {
        "So-04-2021-print.pdf", "preflight.html", "job-ticket.txt", "job-ticket.xjdf",
        "DOC-TRUOC-READ-ME-FIRST.txt", SUMS,
    }  # fmt: skip
    assert {name.partition("/")[0] for name in found} == {"So-04-2021-delivery"}
    ticket = found["So-04-2021-delivery/job-ticket.txt"].decode()
    assert "So-04-2021-print.pdf (8 bytes, 12 pages)" in ticket
    assert b'URL="So-04-2021-print.pdf"' in found["So-04-2021-delivery/job-ticket.xjdf"]


def test_parcel_may_have_a_cover_and_no_report(full: Made) -> None:
    """The cover's PDF comes along where there is one; what is missing isn't told of."""
    contents = Contents(pages=b"%PDF-1.6", cover=b"%PDF-1.4")
    found = members(parcel("n", full.edition, full.layout, contents))

    assert found["n-delivery/n-cover.pdf"] == b"%PDF-1.4"
    assert "n-delivery/preflight.html" not in found
    assert b"preflight.html" not in found["n-delivery/DOC-TRUOC-READ-ME-FIRST.txt"]
    assert b"n-cover.pdf" in found["n-delivery/job-ticket.xjdf"]


SCRIPT = """
import hashlib, sys
from pathlib import Path
from assemble.build import check
from assemble.request import Request
from assemble.deliver.parcel import Contents, parcel
made = check(Request(issue=Path(sys.argv[1]), purpose="print"))
data = parcel("n", made.edition, made.layout, Contents(pages=b"%PDF", report=b"<p>"))
sys.stdout.write(hashlib.sha256(data).hexdigest())
"""


def test_parcel_is_the_same_everywhere(tmp_path: Path) -> None:
    """Another hash seed, folder and time zone make the same bytes."""
    issue = small_issue(tmp_path / "n")
    digests = set()
    for seed, zone, folder in (("1", "Asia/Ho_Chi_Minh", tmp_path), ("2", "UTC", ROOT)):
        environment = {
            **os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT),
        }  # fmt: skip
        command = [sys.executable, "-c", SCRIPT, str(issue)]
        run = subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
        digests.add(run.stdout)

    assert len(digests) == 1
    assert digests != {b""}
