"""Photographs of the shared collection of awkward ones, and broken ones by the hundred."""

import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from assemble.model.finding import Findings, Location
from assemble.read.photo import photographs
from assemble.read.source import Sources

ODD = Path(__file__).parents[4] / "shared" / "photos" / "odd"


def made(kind: str) -> bytes:
    """A small picture."""
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize((40, 30)).convert("RGB").save(buffer, kind)
    return buffer.getvalue()


def read(folder: Path, name: str):  # type: ignore[no-untyped-def]
    """The picture of a file, and the codes of what is wrong with it."""
    findings = Findings()
    sources = Sources(folder)
    found = sources.find("", name, Location("m"), findings)
    assert found is not None
    with photographs(sources) as pictures:
        image = pictures.get(found, Location("m", 1, 1), findings)
        pictures.finish(findings)
    return image, [item.code for item in findings.items]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("cmyk-fogra39.jpg", ("JPEG", "CMYK", (1200, 800), 1)),
        ("exif-orientation-6.jpg", ("JPEG", "RGB", (1500, 2000), 6)),
        ("progressive.jpg", ("JPEG", "RGB", (2000, 1250), 1)),
        ("grayscale.jpg", ("JPEG", "L", (1800, 1125), 1)),
        ("lzw.tif", ("TIFF", "RGB", (800, 533), 1)),
        ("palette.png", ("PNG", "P", (1000, 625), 1)),
        ("photo.webp", ("WEBP", "RGB", (1600, 1137), 1)),
        ("broken-truncated.jpg", "damaged-photo"),
        ("broken-empty.jpg", "damaged-photo"),
        ("broken-text.jpg", "photo-format"),
    ],
)
def test_odd_photographs(name: str, expected: object) -> None:
    """Format, mode, upright size and orientation are read; what is broken is told."""
    if not ODD.is_dir():
        pytest.skip("the shared photographs are not beside this repository")
    image, codes = read(ODD, name)

    if isinstance(expected, str):
        assert codes == [expected]
    else:
        assert (image.format, image.mode, image.upright, image.orientation) == expected
        assert codes == []


def test_turned_tiff_counts_as_upright(tmp_path: Path) -> None:
    """Pillow turns a TIFF as it decodes it, so its size is the upright one, with no turn left."""
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (40, 30)).save(tmp_path / "x.tif", exif=exif)

    image, _ = read(tmp_path, "x.tif")

    assert image is not None
    assert (image.width, image.height, image.orientation) == (30, 40, 1)


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    kind=st.sampled_from(["JPEG", "PNG", "TIFF", "WEBP"]),
    cut=st.floats(0, 1),
    changes=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), max_size=6),
)
def test_damaged_photographs_never_raise(
    tmp_path: Path, kind: str, cut: float, changes: list[tuple[float, int]]
) -> None:
    """A picture with changed and missing bytes is read or reported."""
    data = bytearray(made(kind))
    for place, byte in changes:
        data[int(place * len(data))] = byte
    del data[int(cut * len(data)) :]
    (tmp_path / "x.jpg").write_bytes(data)

    image, codes = read(tmp_path, "x.jpg")

    assert image is not None or codes


def test_every_damaged_picture_is_told_in_order(tmp_path: Path) -> None:
    """Whichever thread decodes it, each cut picture is told once, in the manifest's order."""
    whole = made("JPEG")
    for index in range(12):
        cut = whole[: -len(whole) // 3] if index % 2 else whole
        (tmp_path / f"{index}.jpg").write_bytes(cut + bytes([index]))
    findings = Findings()
    sources = Sources(tmp_path)
    with photographs(sources) as pictures:
        for index in range(12):
            at = Location("m", index, 1)
            found = sources.find("", f"{index}.jpg", at, findings)
            assert found is not None
            pictures.get(found, at, findings)
        pictures.finish(findings)

    told = [(item.code, item.at.line) for item in findings.items]
    assert told == [("damaged-photo", index) for index in range(1, 12, 2)]
