"""Damaged files give faults, never an exception: 500 of them, the same in every run."""

import json
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import xfile
from pikepdf import Array, Dictionary, Name, Pdf, String

from assemble.model.preflight import Preflight
from assemble.preflight.reports.ashtml import html
from assemble.preflight.reports.asjson import from_json, to_json
from assemble.preflight.reports.text import text_lines
from assemble.preflight.rules import BY_ID
from assemble.preflight.run import preflight

Damage = Callable[[bytes, random.Random], bytes]

COUNT = 500
SLOWEST = 1.0
"""Seconds that one file may take; sound ones of this size take some 3 ms."""
PAINT = b"/G gs 0 0 0 1 k 30 30 100 50 re f q 90 0 0 60 40 200 cm /I Do Q /F Do /OC /L BDC EMC"


def rich_file() -> Pdf:
    """A file with a little of all that checks look at: content, links, bookmarks, forms, layers."""
    pdf = xfile.press_file(pages=3)
    image = pdf.make_stream(
        bytes(48), Type=Name.XObject, Subtype=Name.Image, Width=4, Height=3,
        ColorSpace=Name.DeviceCMYK, BitsPerComponent=8,
    )  # fmt: skip
    form = pdf.make_stream(
        b"0 0 m 9 9 l S", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9])
    )
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("L")))
    for page in pdf.pages:
        page.obj.Contents = pdf.make_stream(PAINT)
        page.obj.Resources = Dictionary(
            XObject=Dictionary(I=image, F=form),
            ExtGState=Dictionary(G=Dictionary(OP=True, op=True, OPM=1)),
            Properties=Dictionary(L=layer),
        )
        link = Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=Array([9, 9, 50, 50]),
            A=Dictionary(S=Name.URI, URI=String("https://example.vn")),
        )  # fmt: skip
        page.obj.Annots = Array([pdf.make_indirect(link)])
    field = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("a"), Kids=Array([])))
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
    pdf.Root.OCProperties = Dictionary(
        OCGs=Array([layer]), D=Dictionary(Name=String("P"), Order=Array([layer]))
    )
    second = pdf.make_indirect(Dictionary(Title=String("B")))
    first = pdf.make_indirect(Dictionary(Title=String("A"), Next=second))
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=first, Last=second, Count=2))
    return pdf


@pytest.fixture(scope="module")
def whole() -> tuple[bytes, bytes]:
    """The rich file, plain and with object streams."""
    pdf = rich_file()
    return xfile.saved(pdf), xfile.saved(pdf, streams=True)


def flipped(data: bytes, chance: random.Random) -> bytes:
    """Some bytes are others."""
    damaged = bytearray(data)
    for _ in range(chance.choice((1, 3, 10, 40))):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def cut(data: bytes, chance: random.Random) -> bytes:
    """A piece is missing, often the end."""
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.choice((1, 20, 300, len(data))) :]


def swapped(data: bytes, chance: random.Random) -> bytes:
    """Numbers of objects lead to other objects, keys have other values' kinds."""
    parts = data.split(b" 0 R")
    for _ in range(chance.choice((1, 3, 8))):
        n = chance.randrange(len(parts) - 1)
        head, _, number = parts[n].rpartition(b" ")
        other = str(chance.randrange(30)).encode()
        parts[n] = head + b" " + chance.choice((other, other, other, number))
    damaged = b" 0 R".join(parts)
    for old, new in ((b"[", b"<<"), (b"/Kids", b"/Kid"), (b" 0 R", b" "), (b"(", b"<")):
        if chance.random() < 0.1:
            at = damaged.find(old, chance.randrange(len(damaged)))
            if at >= 0:
                damaged = damaged[:at] + new + damaged[at + len(old) :]
    return damaged


def wild(data: bytes, chance: random.Random) -> bytes:
    """Numbers are absurd ones."""
    damaged = data
    for _ in range(chance.choice((1, 4))):
        at = chance.randrange(len(damaged))
        while at < len(damaged) and not damaged[at : at + 1].isdigit():
            at += 1
        number = chance.choice((b"-1", b"9" * 40, b"1e9", b"0.0000001", b"null", b"(a)", b"--3."))
        damaged = damaged[:at] + number + damaged[at + 1 :]
    return damaged


def sound(report: Preflight) -> None:
    """A report can be told in every way, and names rules that there are."""
    assert {fault.rule for fault in report.faults} <= set(BY_ID)
    assert from_json(json.loads(json.dumps(to_json(report)))).faults
    assert all(line.isprintable() for line in text_lines(report))
    assert html(report).encode("utf-8")


@pytest.mark.parametrize("damage", [flipped, cut, swapped, wild])
def test_damaged_files_give_reports(
    tmp_path: Path, whole: tuple[bytes, bytes], damage: Damage
) -> None:
    """A damaged file comes back with a report, quickly; what is wrong with it is up to chance."""
    path = tmp_path / "a.pdf"
    reports = []
    for n in range(COUNT // 4):
        path.write_bytes(damage(whole[n % 2], random.Random(f"{damage.__name__} {n}")))
        began = time.perf_counter()
        report = preflight(path)
        reports.append(report)
        assert time.perf_counter() - began < SLOWEST
        sound(report)

    assert any(report.pages for report in reports)
    assert any("file-damaged" in {fault.rule for fault in each.faults} for each in reports)
