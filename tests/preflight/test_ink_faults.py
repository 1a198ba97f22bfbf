"""Total ink as faults: which pages are told of, where, and what damaged files lead to."""

import io
import random
import shutil
import subprocess
import tracemalloc
import zlib
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from inkpages import PROFILE, SIDE, form, jpeg, named, page_of, patch, picture, separation
from making import SHARED
from pikepdf import Array, Dictionary, Name
from PIL import Image
from test_ink_map import PAINTED

from assemble.model.preflight import Limits
from assemble.preflight.ink.ink import SIDE as SQUARE
from assemble.preflight.ink.ink import ink_faults
from assemble.preflight.ink.inkbound import bound_map
from assemble.preflight.ink.inksquare import heaviest_square, heavy_squares
from assemble.preflight.ink.inksurvey import Survey
from assemble.preflight.ink.platecolour import Separator, Spaces
from assemble.preflight.ink.platenotes import Notes
from assemble.preflight.ink.plates import draw, ink_map
from assemble.preflight.ink.platesource import Source
from assemble.preflight.rules_ink import RULES

LIMITS = Limits(ink=3.0)
FULL = b"1 1 1 0.5 k 40 40 60 60 re f"
MARKS = {"/BleedBox": [30, 30, 114, 114]}


def faults_of(
    tmp_path: Path, data: bytes, profile: bytes | None = None, ink: float = 3.0
) -> list[tuple[str, int | None]]:
    """Rules and pages of a PDF's faults."""
    path = tmp_path / "page.pdf"
    path.write_bytes(data)
    return [(fault.rule, fault.page) for fault in ink_faults(path, profile, Limits(ink=ink))]


def test_a_heavy_square_is_told_with_its_place(tmp_path: Path) -> None:
    """The fault names the ink and the limit, and its box lies on what is too heavy."""
    path = tmp_path / "page.pdf"
    path.write_bytes(page_of(FULL))

    (fault,) = ink_faults(path, None, LIMITS)

    assert (fault.rule, fault.page) == ("total-ink", 1)
    assert "350 % of ink in a square of 15 mm" in fault.message
    assert fault.box is not None
    left, bottom, right, top = fault.box
    assert right - left == pytest.approx(LIMITS.ink_square)
    assert left >= 38
    assert bottom >= 38
    assert max(right, top) <= 102


@pytest.mark.parametrize(
    ("content", "heavy"),
    [
        (b"1 1 1 0.01 k 40 40 60 60 re f", True),
        (b"1 1 1 0 k 40 40 60 60 re f", False),
        (b"1 1 1 0 k 40 40 60 60 re f /Over gs 0 0 0 1 k 40 40 60 60 re f", True),
        (b"1 1 1 0 k 40 40 60 60 re f 0 0 0 1 k 40 40 60 60 re f", False),
        # 400 % on a strip of half the square, nothing beside it.
        (b"1 1 1 1 k 40 40 21 60 re f", False),
        (b"1 1 1 1 k 40 40 34 60 re f", True),
    ],
)
def test_the_mean_of_a_square_decides(tmp_path: Path, content: bytes, heavy: bool) -> None:
    """A square is too heavy if its mean is above the limit, whatever its single points are."""
    found = faults_of(tmp_path, page_of(content))

    assert found == ([("total-ink", 1)] if heavy else [])


def test_marks_outside_the_bleed_do_not_count(tmp_path: Path) -> None:
    """A colour bar of 400 % beyond the bleed is the printer's, and no fault."""
    bar = b"1 1 1 1 k 0 0 144 28 re f"

    assert faults_of(tmp_path, page_of(bar, boxes=MARKS)) == []
    assert faults_of(tmp_path, page_of(bar + b" 30 30 60 60 re f", boxes=MARKS)) != []


def test_a_spot_ink_counts_with_the_others(tmp_path: Path) -> None:
    """A spot ink that overprints 250 % of process inks makes 350 %."""
    spot = named("ColorSpace", S=separation("Warm", [0, 1, 1, 0]))
    content = b"1 1 0.5 0 k 0 0 144 144 re f /Over gs /S cs 1 scn 0 0 144 144 re f"

    assert ("total-ink", 1) in faults_of(tmp_path, page_of(content, spot))


def test_at_most_three_squares_of_a_page_are_told(tmp_path: Path) -> None:
    """A page that is too heavy all over has three faults, not a hundred."""
    assert len(faults_of(tmp_path, page_of(b"1 1 1 1 k 0 0 144 144 re f"))) == 3


def test_heavy_squares_are_the_heaviest_first_and_lie_apart() -> None:
    """Squares are found by their means, in order, without overlap."""
    total = np.zeros((20, 20), np.float32)
    total[2:6, 3:7] = 3
    total[10:14, 10:14] = 4

    assert heaviest_square(total, 4) == (4, (10, 10, 14, 14))
    assert heavy_squares(total, 4, 2.5) == [(4, (10, 10, 14, 14)), (3, (3, 2, 7, 6))]


def test_a_map_smaller_than_the_square_counts_whole() -> None:
    """On a page smaller than 15 mm the mean is that of the page."""
    assert heaviest_square(np.full((3, 5), 2, np.float32), 21) == (2, (0, 0, 5, 3))


def test_a_profile_decides_whether_a_photograph_is_too_heavy(tmp_path: Path) -> None:
    """Black in RGB is 300 % by the profile; without one nobody can tell, and that is told."""
    if not PROFILE.exists():
        pytest.skip("the profile isn't here")
    black = named("XObject", I=lambda pdf: jpeg(pdf, Image.new("RGB", (64, 64)), Name.DeviceRGB))
    data = page_of(patch(), black)

    assert faults_of(tmp_path, data, PROFILE.read_bytes()) == []
    assert faults_of(tmp_path, data, PROFILE.read_bytes(), 2.95)[0] == ("total-ink", 1)
    assert faults_of(tmp_path, data) == [("ink-unmeasured", 1)]


def with_intent(data: bytes) -> bytes:
    """A PDF with an output intent."""
    pdf = pikepdf.open(io.BytesIO(data))
    profile = pdf.make_stream(PROFILE.read_bytes(), {"/N": 4})
    pdf.Root.OutputIntents = Array(
        [Dictionary(Type=Name.OutputIntent, S=Name("/GTS_PDFX"), DestOutputProfile=profile)]
    )
    made = io.BytesIO()
    pdf.save(made)
    return made.getvalue()


def test_the_output_intent_separates(tmp_path: Path) -> None:
    """Where no profile is given, the file's own output intent says how RGB prints."""
    if not PROFILE.exists():
        pytest.skip("the profile isn't here")

    data = with_intent(page_of(b"0 0 0 rg 0 0 144 144 re f"))

    assert set(faults_of(tmp_path, data, ink=2.95)) == {("total-ink", 1)}


@pytest.mark.parametrize("name", PAINTED)
def test_the_bound_is_never_less_than_the_plates(name: str) -> None:
    """What clears pages without drawing them never says less ink than drawing finds."""
    content, fill, _ = PAINTED[name]
    with pikepdf.open(io.BytesIO(page_of(content, fill))) as pdf:
        source = Source(pdf, Spaces(Separator(None), Notes()), 36)
        box = (0.0, 0.0, float(SIDE), float(SIDE))
        survey = Survey(source, box).read(pdf.pages[0])
        drawn = draw(source, {0: (box, survey.inks)})[0].total
        bound = bound_map(survey, box, 36, source)
        blind = bound_map(survey, box, 36)

    # At edges the renderer's pixels are shared otherwise than the bound's.
    assert survey.unbounded or (bound[2:-2, 2:-2] - drawn[2:-2, 2:-2]).min() > -0.02
    assert survey.unbounded or (blind - bound).min() > -0.02


TEXT = named(
    "Font",
    F=Dictionary(
        Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/None"), FirstChar=32, LastChar=126,
        Widths=Array([600] * 95), Encoding=Name.WinAnsiEncoding,
        FontDescriptor=Dictionary(
            Type=Name.FontDescriptor, FontName=Name("/None"), Flags=32, FontBBox=[0, -200, 600, 800]
        ),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("show", "place"),
    [
        (b"1 0 0 1 60 100 Tm (ab) Tj", (60, 100, 72)),
        (b"60 100 Td (ab) Tj", (60, 100, 72)),
        (b"14 TL 60 114 Td T* [(a) -1000 (b)] TJ", (60, 100, 82)),
        (b"60 100 Td (a) Tj (b) Tj", (60, 100, 72)),
        (b"3 Tc 60 100 Td (ab) Tj", (60, 100, 78)),
        (b"200 Tz 60 100 Td (ab) Tj", (60, 100, 84)),
    ],
)
def test_overprinting_text_is_bounded_where_it_stands(
    show: bytes, place: tuple[float, float, float]
) -> None:
    """The bounds of text hold its advance widths, and aren't those of the page."""
    content = b"/Over gs 0 0 0 1 k BT /F 10 Tf " + show + b" ET"
    with pikepdf.open(io.BytesIO(page_of(content, TEXT))) as pdf:
        source = Source(pdf, Spaces(Separator(None), Notes()), 36)
        survey = Survey(source, (0, 0, SIDE, SIDE)).read(pdf.pages[0])

    boxes = survey.laid["Black", 1.0]
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    assert left <= place[0] <= left + 10
    assert right - 10 <= place[2] <= right
    assert boxes[0][1] <= place[1] <= boxes[0][3]
    assert boxes[0][3] - boxes[0][1] < 20


def test_pictures_that_cannot_be_decoded_are_told_of(tmp_path: Path) -> None:
    """A broken picture is one fault of its page, and the rest is measured."""

    def broken(pdf: pikepdf.Pdf) -> pikepdf.Stream:
        made = picture(pdf, np.zeros((8, 8, 4)), Name.DeviceCMYK)
        made.write(b"\xff\xd8 no picture", filter=Name.DCTDecode)
        return made

    found = faults_of(tmp_path, page_of(FULL + b" " + patch(), named("XObject", I=broken)))

    assert found == [("total-ink", 1), ("ink-unmeasured", 1)]


@pytest.mark.parametrize(
    "entries",
    [
        {"/Width": 100_000, "/Height": 100_000},
        {"/Width": -5},
        {"/BitsPerComponent": 7},
        {"/ColorSpace": Array([Name.Indexed])},
        {"/Filter": Name("/Unheard")},
    ],
)
def test_impossible_pictures_are_told_of(tmp_path: Path, entries: dict[str, object]) -> None:
    """Pictures that are too large, or break the standard, take neither time nor memory."""

    def odd(pdf: pikepdf.Pdf) -> pikepdf.Stream:
        made = picture(pdf, np.zeros((8, 8, 4)), Name.DeviceCMYK)
        for key, value in entries.items():
            made[key] = value
        return made

    assert ("ink-unmeasured", 1) in faults_of(tmp_path, page_of(patch(), named("XObject", I=odd)))


def test_pictures_that_grow_without_end_are_cut(tmp_path: Path) -> None:
    """Deflated data far longer than their picture are unpacked only as far as it goes."""

    def bomb(pdf: pikepdf.Pdf) -> pikepdf.Stream:
        made = picture(pdf, np.zeros((8, 8, 4)), Name.DeviceCMYK)
        made.write(zlib.compress(bytes([255]) * 50_000_000), filter=Name.FlateDecode)
        return made

    data = page_of(patch(), named("XObject", I=bomb))
    tracemalloc.start()
    found = faults_of(tmp_path, data)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert ("total-ink", 1) in found
    assert most < 25_000_000


def test_predictors_are_undone() -> None:
    """A picture stored with PNG's prediction has the same ink as one without."""
    ramp = np.tile(np.arange(0, 128, 2, dtype=np.uint8), (64, 1))
    steps = np.hstack([np.ones((64, 1)), ramp[:, :1], np.diff(ramp, axis=1)]).astype(np.uint8)

    def predicted(pdf: pikepdf.Pdf) -> pikepdf.Stream:
        made = picture(pdf, ramp, Name.DeviceGray)
        told = Dictionary(Predictor=15, Colors=1, Columns=64, BitsPerComponent=8)
        made.write(zlib.compress(steps.tobytes()), filter=Name.FlateDecode, decode_parms=told)
        return made

    plain = named("XObject", I=lambda pdf: picture(pdf, ramp, Name.DeviceGray))
    found = ink_map(page_of(patch(), named("XObject", I=predicted)), 0).total

    assert (found == ink_map(page_of(patch(), plain), 0).total).all()
    assert found.max() == 1


def test_forms_within_themselves_end(tmp_path: Path) -> None:
    """A form that draws itself, and forms that draw one another tenfold, come to an end."""
    pdf = pikepdf.open(io.BytesIO(page_of(b"/F Do /G Do", named("XObject", F=form(b"/F Do")))))
    pdf.pages[0].Resources.XObject.F.Resources = pdf.pages[0].Resources
    inner = form(b"1 1 1 1 k 0 0 40 40 re f")(pdf)
    for _ in range(12):
        outer = form(b"/N Do " * 10)(pdf)
        outer.Resources = Dictionary(XObject=Dictionary(N=inner))
        inner = outer
    pdf.pages[0].Resources.XObject.G = inner
    data = io.BytesIO()
    pdf.save(data)

    assert ("ink-unmeasured", 1) in faults_of(tmp_path, data.getvalue())


def test_a_file_that_is_none_is_told_of(tmp_path: Path) -> None:
    """What can't be opened gives one fault of the whole file."""
    assert faults_of(tmp_path, b"no PDF") == [("ink-unmeasured", None)]


def test_damaged_files_are_survived(tmp_path: Path) -> None:
    """Whatever bytes are changed, faults come out and no exception."""
    draw_all = b" ".join(content for content, _, _ in PAINTED.values())
    images = named("XObject", I=lambda pdf: jpeg(pdf, Image.new("RGB", (64, 64)), Name.DeviceRGB))
    whole = page_of(draw_all + patch(), images)
    chance = random.Random(1)
    known = {rule.id for rule in RULES}
    for _ in range(40):
        data = bytearray(whole)
        for _ in range(30):
            data[chance.randrange(len(data))] = chance.randrange(256)
        assert {rule for rule, _ in faults_of(tmp_path, bytes(data))} <= known


@pytest.mark.skipif(shutil.which("gs") is None, reason="Ghostscript isn't here")
@pytest.mark.parametrize(
    "name", ["overprint", "overprint of some inks", "half transparent", "a pattern", "knockout"]
)
def test_ghostscript_finds_as_much_ink(tmp_path: Path, name: str) -> None:
    """Another renderer that separates finds the same heaviest square."""
    content, fill, _ = PAINTED[name]
    path = tmp_path / "page.pdf"
    path.write_bytes(page_of(content, fill))
    drawn = tmp_path / "page.tif"
    command = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-dOverprint=/simulate"]
    subprocess.run(
        [*command, "-sDEVICE=tiff32nc", "-r36", "-o", str(drawn), str(path)],
        check=True,
        capture_output=True,
    )
    with Image.open(drawn) as image:
        other = np.asarray(image).astype(np.float32).sum(axis=2) / 255

    mine = ink_map(path, 0, ppi=36).total

    assert heaviest_square(mine, SQUARE)[0] == pytest.approx(
        heaviest_square(other, SQUARE)[0], abs=0.02
    )


@pytest.mark.skipif(not (SHARED / "issues").is_dir(), reason="the issues aren't here")
def test_the_rules_say_what_they_are() -> None:
    """Each rule has an id of its own and the limits that it uses are fields of the limits."""
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert all(hasattr(LIMITS, name) for rule in RULES for name in rule.limits)
