"""Broken files that can't be written as text: bytes, links, devices, damaged pictures."""

import os
import struct
import unicodedata
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from sound import ARTICLE, MANIFEST, picture

from assemble.model.finding import Findings
from assemble.model.issue import Issue, Section
from assemble.read.manifest import read_issue

MakeIssue = Callable[..., Path]

PHOTO = "        photos:\n          - {file: photos/x.jpg, caption: X, credit: Y}\n"
"""A photograph of the article: its `file` stands at 10:20."""


def read(folder: Path) -> tuple[Issue | None, list[str]]:
    """The issue, and its findings without their messages."""
    findings = Findings()
    issue = read_issue(folder, findings)
    return issue, [f"{item.severity}[{item.code}] {item.at}" for item in findings.items]


@pytest.mark.parametrize("name", ["issue.yaml", "articles/a.vi.md"])
def test_not_utf8(issue: MakeIssue, name: str) -> None:
    """Bytes that aren't UTF-8 are an error at their line and column."""
    data = (MANIFEST if name == "issue.yaml" else ARTICLE).encode()

    _, found = read(issue({name: "é\n".encode() * 2 + "đ".encode() + b"\xe9x\n" + data}))

    assert found == [f"error[not-utf8] {name}:3:2"]


def test_utf16(issue: MakeIssue) -> None:
    """A text in UTF-16 is told by its byte order mark."""
    findings = Findings()

    read_issue(issue({"issue.yaml": MANIFEST.encode("utf-16")}), findings)

    assert [item.hint for item in findings.items] == [
        "it looks like UTF-16; save the file as UTF-8"
    ]


@pytest.mark.parametrize("sign", ["\0", "\x07", "\x85", "\x7f", "\r"])
def test_control_character(issue: MakeIssue, sign: str) -> None:
    """NUL and control characters are an error, and don't hide other faults."""
    _, found = read(issue({"articles/a.vi.md": f"# Headline\n\nA {sign}b <b>\n"}))

    assert found == [
        "error[control-character] articles/a.vi.md:3:3",
        "error[raw-html] articles/a.vi.md:3:6",
    ]


def test_bom_and_crlf(issue: MakeIssue) -> None:
    """A byte order mark and CRLF change neither the text nor the places of findings."""
    text = "# Headline\r\n\r\nOne\r\n<b>two\r\n".encode("utf-8-sig")

    made, found = read(issue({"articles/a.vi.md": text}, append="x: y\n"))

    assert found == ["error[unknown-key] issue.yaml:9:1", "error[raw-html] articles/a.vi.md:4:1"]
    assert made is not None


def test_too_large(issue: MakeIssue) -> None:
    """A text file beyond 8 MiB is an error where it is named."""
    _, found = read(issue({"articles/a.vi.md": "# H\n\n" + "x" * (8 * 1024 * 1024)}))

    assert found == ["error[too-large] issue.yaml:8:15"]


def test_deep_nesting(issue: MakeIssue) -> None:
    """Nesting of 10,000 levels ends in a finding, in YAML and in Markdown."""
    manifest = MANIFEST + "x: " + "[" * 10_000
    article = "# H\n\n" + "> " * 10_000 + "x\n"

    assert read(issue({"issue.yaml": manifest}))[1] == ["error[yaml-limit] issue.yaml:9:53"]
    assert read(issue({"issue.yaml": MANIFEST, "articles/a.vi.md": article}))[1] == [
        "error[too-deep] articles/a.vi.md:3"
    ]


def test_link_out_of_the_folder(issue: MakeIssue, tmp_path: Path) -> None:
    """A symbolic link that leads out of the folder is refused, a folder behind one too."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "x.jpg").write_bytes(picture())
    folder = issue(append=PHOTO)
    (folder / "photos" / "x.jpg").symlink_to(tmp_path / "out" / "x.jpg")

    assert read(folder)[1] == ["error[path-outside] issue.yaml:10:20"]

    (folder / "photos" / "x.jpg").unlink()
    (folder / "photos" / "p.jpg").unlink()
    (folder / "photos").rmdir()
    (folder / "photos").symlink_to(tmp_path / "out")
    assert read(folder)[1] == ["error[path-outside] issue.yaml:10:20"]


def test_link_inside_the_folder(issue: MakeIssue) -> None:
    """A symbolic link inside the folder is followed."""
    folder = issue(append=PHOTO)
    (folder / "photos" / "x.jpg").symlink_to("p.jpg")

    assert read(folder)[1] == []


@pytest.mark.parametrize("target", ["x.jpg", "nowhere.jpg"])
def test_dead_link(issue: MakeIssue, target: str) -> None:
    """A link to nothing or to itself is a missing photograph."""
    folder = issue(append=PHOTO)
    (folder / "photos" / "x.jpg").symlink_to(target)

    assert read(folder)[1] == ["error[missing-photo] issue.yaml:10:20"]


def test_pipe(issue: MakeIssue) -> None:
    """A named pipe is refused and never waited for."""
    folder = issue(append=PHOTO)
    os.mkfifo(folder / "photos" / "x.jpg")

    assert read(folder)[1] == ["error[not-a-file] issue.yaml:10:20"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_names_in_either_form(issue: MakeIssue, form: str) -> None:
    """A file name matches whether either side is composed or decomposed."""
    name = unicodedata.normalize(form, "photos/Bắc Sơn.jpg")
    other = unicodedata.normalize({"NFC": "NFD", "NFD": "NFC"}[form], name)

    made, found = read(issue({name: picture()}, append=PHOTO.replace("photos/x.jpg", f'"{other}"')))

    assert found == []
    assert made is not None
    assert isinstance(made.sections[0], Section)
    assert made.sections[0].articles[0].photos[0].file == "photos/Bắc Sơn.jpg"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "error[damaged-photo]"),
        (b"This is text.", "error[photo-format]"),
        (b"GIF89a" + bytes(50), "error[photo-format]"),
        (b"%PDF-1.7", "error[photo-format]"),
        (b'<?xml version="1.0"?>\n<svg xmlns="">', "error[photo-format]"),
        (picture()[: len(picture()) // 2], "error[damaged-photo]"),
        (picture()[:-2], "error[damaged-photo]"),
        (picture("PNG")[: len(picture("PNG")) // 2], "error[damaged-photo]"),
        (picture("PNG")[:-4], "error[damaged-photo]"),
        (picture("TIFF")[:-9], "error[damaged-photo]"),
        (picture("WEBP")[:-9], "error[damaged-photo]"),
        (picture("PNG"), "warning[lying-extension]"),
        (picture("TIFF"), "warning[lying-extension]"),
        (picture("WEBP"), "warning[lying-extension]"),
    ],
)
def test_broken_photograph(issue: MakeIssue, data: bytes, expected: str) -> None:
    """A photograph that is none, or cut off, is told at its line of the manifest."""
    _, found = read(issue({"photos/x.jpg": data}, append=PHOTO))

    assert found == [f"{expected} issue.yaml:10:20"]


def test_too_many_pixels(issue: MakeIssue) -> None:
    """A picture beyond 200 megapixels is refused by its header, before anything is decoded."""
    header = struct.pack(">IIBBBBB", 20_000, 10_001, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    data = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk
    data += struct.pack(">I", zlib.crc32(chunk)) + struct.pack(">I", 0) + b"IDAT"
    data += struct.pack(">I", zlib.crc32(b"IDAT"))

    _, found = read(issue({"photos/x.png": data}, append=PHOTO.replace(".jpg", ".png")))

    assert found == ["error[too-large] issue.yaml:10:20"]


def test_photograph_twice(issue: MakeIssue) -> None:
    """A file used twice is one picture; its error is told at each place, its warning once."""
    twice = PHOTO + "          - {file: photos/x.jpg, caption: X, credit: Y}\n"

    made, found = read(issue({"photos/x.jpg": picture("PNG")}, append=twice))

    assert found == ["warning[lying-extension] issue.yaml:10:20"]
    assert made is not None
    assert isinstance(made.sections[0], Section)
    first, second = made.sections[0].articles[0].photos
    assert first.image is second.image
    assert read(issue({"photos/x.jpg": b"x"}, append=twice))[1] == [
        "error[photo-format] issue.yaml:10:20",
        "error[photo-format] issue.yaml:11:20",
    ]
