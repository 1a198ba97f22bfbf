"""The guarded process: the same report as without it, and one fault if it is stopped."""

import io
import os
import sys
import time
import zlib
from pathlib import Path

import pikepdf
import pytest
import xfile
from pikepdf import Array, Dictionary, Name, Pdf, String

from assemble.model.finding import Location
from assemble.model.preflight import Fault, Limits, Preflight
from assemble.preflight.guard import allowed_seconds, guarded, guarded_thumbnails
from assemble.preflight.reports.asjson import from_json, to_json
from assemble.preflight.run import preflight

POSIX = pytest.mark.skipif(os.name != "posix", reason="the platform has no such limits or files")


def stopped(report: Preflight) -> str:
    """The message of the one fault of a report whose reader was stopped."""
    assert [fault.rule for fault in report.faults] == ["reader-stopped"]
    assert report.pages == 0
    return report.faults[0].message


def test_the_report_is_the_same(tmp_path: Path) -> None:
    """The guarded process is given standard and limits, and gives the report as it is."""
    path = xfile.write(tmp_path / "Bản in.pdf", change=xfile.page("/TrimBox", None))
    limits = Limits(multiple=4)

    assert guarded(path, "x-1a", limits) == preflight(path, standard="x-1a", limits=limits)


def test_reports_travel_as_json() -> None:
    """A report with all that faults may have comes back from JSON as it was."""
    faults = (
        Fault("a", "b"),
        Fault("trim-box", "ü“\x1b", 3, (1.5, 2.0, 3.0, 4.25), Location("issue.yaml", 3)),
    )
    report = Preflight(
        file="x.pdf", standard="", pages=3, faults=faults, trims=(None, (0.0, 0.0, 9.0, 9.0), None)
    )

    assert from_json(to_json(report)) == report


@POSIX
def test_a_reader_that_waits_is_stopped(tmp_path: Path) -> None:
    """A file that never ends to be read, here a pipe that nobody writes to, costs the limit."""
    path = tmp_path / "pipe.pdf"
    os.mkfifo(path)
    began = time.perf_counter()

    assert "longer than 0.4 seconds" in stopped(guarded(path, seconds=0.4))
    assert time.perf_counter() - began < 5


@POSIX
def test_a_reader_that_crashes_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that a signal ends, and one that gives nonsense, are faults of the file."""
    path = xfile.write(tmp_path / "a.pdf")
    script = tmp_path / "python"
    for body, told in (
        ("kill -SEGV $$", "signal 11"),
        ("echo []", "no sense"),
        ("exit 1", "broke"),
    ):
        script.write_text(f"#!/bin/sh\n{body}\n")
        script.chmod(0o755)
        monkeypatch.setattr(sys, "executable", str(script))

        assert told in stopped(guarded(path))


def bomb(levels: int, size: int) -> bytes:
    """Zeros, deflated several times."""
    data = bytes(size)
    for _ in range(levels):
        data = zlib.compress(data, 9)
    return data


@POSIX
def test_what_inflates_without_end_is_stopped(tmp_path: Path) -> None:
    """An XMP packet of 280 MB in 2 kB doesn't get the memory that it wants."""

    def change(pdf: Pdf) -> None:
        once = pdf.make_stream(b"")
        filters = Array([Name.FlateDecode, Name.FlateDecode])
        once.write(bomb(2, 280_000_000), filter=filters, decode_parms=None)
        pdf.Root.Metadata = once

    path = xfile.write(tmp_path / "a.pdf", change=change)
    assert path.stat().st_size < 20_000

    found = {fault.rule for fault in guarded(path, memory=200 << 20).faults}
    assert found & {"no-xmp", "reader-stopped"}


def test_a_packet_that_is_too_long_is_read_to_its_bound(tmp_path: Path) -> None:
    """Of a deflated packet no more is inflated than any packet has."""

    def change(pdf: Pdf) -> None:
        pdf.Root.Metadata.write(bomb(1, 30_000_000), filter=Name.FlateDecode, decode_parms=None)

    began = time.perf_counter()
    assert {"no-xmp", "no-pdfx"} == {
        fault.rule for fault in preflight(xfile.write(tmp_path / "a.pdf", change=change)).faults
    }
    assert time.perf_counter() - began < 1


@POSIX
def test_too_little_memory_is_told(tmp_path: Path) -> None:
    """A process without the memory for its libraries ends with a fault."""
    stopped(guarded(xfile.write(tmp_path / "a.pdf"), memory=24 << 20))


def million_pages(pdf: Pdf) -> None:
    """A thousand nodes of a thousand pages each, which are one page."""
    leaf = pdf.pages[0].obj
    kids = pdf.make_indirect(Array([leaf] * 1000))
    nodes = [
        pdf.make_indirect(Dictionary(Type=Name.Pages, Count=1000, Kids=kids)) for _ in range(1000)
    ]
    pdf.Root.Pages = pdf.make_indirect(Dictionary(Type=Name.Pages, Count=10**6, Kids=Array(nodes)))


def parents_in_a_circle(pdf: Pdf) -> None:
    """A page whose parents lead to each other."""
    first, second = pdf.pages[0].obj, pdf.pages[1].obj
    del first["/MediaBox"]
    first.Parent, second.Parent = second, first
    del second["/MediaBox"]


def linked_bookmarks(pdf: Pdf) -> None:
    """Bookmarks each of which leads to all others."""
    marks = [pdf.make_indirect(Dictionary(Title=String("x" * 1000))) for _ in range(500)]
    for n, mark in enumerate(marks):
        mark.First, mark.Next = marks[n - 1], marks[(n * 7) % 500]
        mark.A = Dictionary(S=Name.GoTo)
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=marks[0], Last=marks[1]))


def deep_arrays(pdf: Pdf) -> None:
    """An array in an array, and so on."""
    pdf.Root.Extra = Array([])
    value = pdf.Root.Extra
    for _ in range(400):
        value.append(Array([]))
        value = value[0]


def long_strings(pdf: Pdf) -> None:
    """A title of 20 million letters, in Info only."""
    pdf.trailer.Info.Title = String("a" * 20_000_000)


@pytest.mark.parametrize(
    "change", [million_pages, parents_in_a_circle, linked_bookmarks, deep_arrays, long_strings]
)
def test_hostile_structures_end_soon(tmp_path: Path, change: xfile.Change) -> None:
    """Structures without end or of absurd size are read to a bound, with a sound report."""
    pdf = xfile.press_file()
    change(pdf)
    path = tmp_path / "a.pdf"
    out = io.BytesIO()
    pdf.save(out, force_version="1.6")
    path.write_bytes(out.getvalue())
    began = time.perf_counter()
    report = guarded(path)

    assert time.perf_counter() - began < 8
    assert "reader-stopped" not in {fault.rule for fault in report.faults}
    assert len(report.faults) <= 5001
    assert all(len(fault.message) < 300 for fault in report.faults)


def test_time_grows_with_the_file(tmp_path: Path) -> None:
    """Small files have 8 seconds, large ones 0.1 s more a megabyte; a given limit is kept."""
    path = tmp_path / "a.pdf"
    path.write_bytes(b"")
    assert allowed_seconds(path) == 8
    with path.open("wb") as file:
        file.truncate(120 << 20)
    assert allowed_seconds(path) == 8 + 10
    assert allowed_seconds(path, 2) == 2
    assert allowed_seconds(tmp_path / "missing.pdf") == 8


def test_thumbnails_of_what_can_be_drawn(tmp_path: Path) -> None:
    """Pages that there are come as small JPEGs; a file that is none gives no pictures."""
    path = xfile.write(tmp_path / "a.pdf", change=xfile.page("/Rotate", 90))
    drawn = guarded_thumbnails(path, [1, 2, 3])

    assert [each.number for each in drawn] == [1, 2]
    assert [each.rotation for each in drawn] == [0, 90]
    assert drawn[0].view == (0, 0, 477, 652)
    assert all(each.jpeg.startswith(b"\xff\xd8") for each in drawn)
    path.write_bytes(b"no PDF")
    assert guarded_thumbnails(path, [1]) == []


def test_no_limit_of_qpdf_changes_here(tmp_path: Path) -> None:
    """The limits are the guarded process's own."""
    guarded(xfile.write(tmp_path / "a.pdf"))
    limits = getattr(pikepdf.settings, "get_qpdf_limits", dict)()

    assert limits.get("flate_max_memory", 0) == 0
