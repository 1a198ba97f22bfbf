"""Whole imposed files: what is told, what is refused, how pages, boxes and marks stand."""

import io
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from imposing import (
    CHECKER,
    FONT,
    PROFILE,
    add_page,
    conforming,
    numbered_pdf,
    operations,
    request,
    saved,
    written,
)
from pikepdf import Name

from assemble.impose.compose import impose
from assemble.impose.job import Gutters, ImposeError
from assemble.model.units import mm

SIZE = (mm(100), mm(150))
Numbers = tuple[float, ...]
OPEN: list[pikepdf.Pdf] = []
"""Documents whose pages are looked at: a page doesn't keep its document open."""


class Shown:
    """What a plate's content does with one page: where its trim's corner and its clip come."""

    def __init__(self, name: str, matrix: pikepdf.Matrix, clip: Numbers) -> None:
        self.page = int(name[2:])
        self.matrix = matrix
        self.clip = clip


def shown(page: pikepdf.Page) -> dict[int, Shown]:
    """The pages on a plate, by number; the matrix is from the source page's space."""
    found: dict[int, Shown] = {}
    stack = [pikepdf.Matrix()]
    clip: Numbers = ()
    for operands, operator in operations(page):
        if operator == "q":
            stack.append(stack[-1])
        elif operator == "Q":
            stack.pop()
        elif operator == "cm":
            stack[-1] = pikepdf.Matrix(*map(float, operands)) @ stack[-1]
        elif operator == "re":
            x, y, width, height = map(float, operands)
            a, b = stack[-1].transform((x, y)), stack[-1].transform((x + width, y + height))
            clip = (min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
        elif operator == "Do":
            each = Shown(str(operands[0]), stack[-1], clip)
            found[each.page] = each
    return found


def corner(each: Shown, x: float = 20.0, y: float = 20.0) -> tuple[float, float]:
    """Where a point of the source page stands on the sheet; its trim's corner unless told."""
    px, py = each.matrix.transform((x, y))
    return round(px, 3), round(py, 3)


def plates(pdf: bytes) -> list[pikepdf.Page]:
    """The pages of the made file."""
    document = pikepdf.open(io.BytesIO(pdf))
    OPEN.append(document)
    return list(document.pages)


def box(page: pikepdf.Page, name: str) -> Numbers:
    """A page box as floats."""
    return tuple(round(float(value), 2) for value in page.obj[name])


def test_facing_pages_meet_at_the_fold() -> None:
    """The outer sheet of 8 pages shows 8 and 1, their trims meeting in the middle of the sheet."""
    (front, *_) = plates(impose(numbered_pdf(8), request("A3")).pdf)
    on = shown(front)
    middle = mm(420) / 2

    assert sorted(on) == [1, 8]
    assert corner(on[1]) == (round(middle, 3), round((mm(297) - SIZE[1]) / 2, 3))
    assert corner(on[8], 20 + SIZE[0])[0] == round(middle, 3)


def test_no_bleed_crosses_the_fold_of_stitched_work() -> None:
    """At the spine the clip ends at the fold, at the other edges it takes in the bleed."""
    (front, *_) = plates(impose(numbered_pdf(8), request("A3")).pdf)
    left, bottom, right, top = shown(front)[1].clip

    assert left == pytest.approx(mm(210))
    assert right == pytest.approx(mm(210 + 100 + 3))
    assert top - bottom == pytest.approx(mm(150 + 6))


def test_ink_reaches_into_the_bleed_and_no_farther() -> None:
    """Drawn by another engine, the fore-edge's bleed is inked, the source's slug isn't."""
    data = impose(plain_pdf(4), request("A3", marks=False)).pdf
    with pypdfium2.PdfDocument(data) as document:
        image = document[0].render(scale=2).to_pil().convert("L")
    edge, y = mm(210 + 100), 2 * mm(150)

    assert image.getpixel((int(2 * (edge + mm(2.5))), int(y))) < 128
    assert image.getpixel((int(2 * (edge + mm(3.5))), int(y))) == 255


def test_clips_of_a_plate_never_overlap() -> None:
    """Bleeds don't run into each other, whatever the gutters are."""
    gutters = Gutters(head=mm(1), foot=mm(3), fore_edge=mm(2), spine=0)
    asked = request("SRA1", pages_per_sheet=16, gutters=gutters)
    clips = [each.clip for each in shown(plates(impose(numbered_pdf(16), asked).pdf)[0]).values()]

    assert len(clips) == 8
    for index, a in enumerate(clips):
        for b in clips[:index]:
            apart = a[2] <= b[0] + 0.01 or b[2] <= a[0] + 0.01
            assert apart or a[3] <= b[1] + 0.01 or b[3] <= a[1] + 0.01


@pytest.mark.parametrize(
    ("creep", "outer", "inner"), [("inward", 0.0, 3.0), ("outward", -3.0, 0.0), ("none", 0.0, 0.0)]
)
def test_creep_moves_content_and_no_clip(creep: str, outer: float, inner: float) -> None:
    """Content goes to the spine or away from it by its leaf's place; cuts and folds stay."""
    asked = request("SRA3", thickness=1.0, creep=creep)
    made = impose(numbered_pdf(16), asked)
    still = plates(impose(numbered_pdf(16), request("SRA3")).pdf)
    moved = plates(made.pdf)
    first, last = shown(moved[0]), shown(moved[-1])
    x1, x16 = (corner(shown(still[0])[page])[0] for page in (1, 16))
    x8, x9 = (corner(shown(still[-1])[page])[0] for page in (8, 9))

    assert corner(first[1])[0] == pytest.approx(x1 - outer, abs=0.01)
    assert corner(first[16])[0] == pytest.approx(x16 + outer, abs=0.01)
    assert corner(last[9])[0] == pytest.approx(x9 - inner, abs=0.01)
    assert corner(last[8])[0] == pytest.approx(x8 + inner, abs=0.01)
    assert first[1].clip == shown(still[0])[1].clip
    assert made.creep == (3.0 if creep != "none" else 0)


def test_creep_of_folded_sections_counts_the_leaves_around_them() -> None:
    """On one sheet of 16 pages the two leaves of pages 1 and 5 move by what lies outside them."""
    asked = request("SRA1", thickness=1.0, pages_per_sheet=16)
    front = shown(plates(impose(numbered_pdf(32), asked).pdf)[2])
    still = shown(plates(impose(numbered_pdf(32), request("SRA1", pages_per_sheet=16)).pdf)[2])

    # Page 9 is the first of the inner section: four leaves lie outside it, two more outside 13.
    assert corner(front[9])[0] == pytest.approx(corner(still[9])[0] - 4.0, abs=0.01)
    assert corner(front[13])[0] == pytest.approx(corner(still[13])[0] + 6.0, abs=0.01)


def test_creep_of_gathered_sections_starts_anew() -> None:
    """Perfect bound signatures don't lie in one another: each creeps by its own leaves."""
    made = impose(numbered_pdf(32), request("SRA1", "perfect", pages_per_sheet=16, thickness=1.0))

    still = impose(numbered_pdf(32), request("SRA1", "perfect", pages_per_sheet=16))
    moved, stays = (shown(plates(each.pdf)[2]) for each in (made, still))

    assert made.creep == 3.0
    # Page 17 is outermost in the second signature; three leaves lie outside page 24, which stands
    # head down with its spine at the left.
    assert corner(moved[17]) == corner(stays[17])
    assert corner(moved[24])[0] == pytest.approx(corner(stays[24])[0] - 3.0, abs=0.01)


def test_front_and_back_are_in_register() -> None:
    """Turned left over right, the trims of the back lie on those of the front, turned or not."""
    for sheet in ("72x102", "SRA3"):
        gutters = Gutters(head=mm(2), foot=mm(4), fore_edge=mm(3), spine=0)
        asked = request(sheet, pages_per_sheet=8, gutters=gutters, gripper=mm(8))
        front, back = plates(impose(numbered_pdf(8, (mm(97), mm(145))), asked).pdf)
        width = box(front, "/MediaBox")[2]
        clips = {tuple(round(v, 1) for v in each.clip) for each in shown(front).values()}
        behind = {
            tuple(round(v, 1) for v in (width - c[2], c[1], width - c[0], c[3]))
            for c in (each.clip for each in shown(back).values())
        }

        assert clips == behind


def test_the_gripper_margin_stays_empty() -> None:
    """The form stands in the middle of what the gripper leaves."""
    (front, *_) = plates(impose(numbered_pdf(4), request("A3", gripper=mm(20))).pdf)
    _, bottom, _, top = box(front, "/TrimBox")

    assert bottom - mm(20) == pytest.approx(mm(297) - top, abs=0.02)


def test_boxes_are_nested() -> None:
    """Media is the sheet, trim the untrimmed area of all pages, bleed what surrounds it."""
    (front, *_) = plates(impose(numbered_pdf(4), request("SRA3")).pdf)
    trim, bleed = box(front, "/TrimBox"), box(front, "/BleedBox")

    assert box(front, "/MediaBox") == (0, 0, round(mm(450), 2), round(mm(320), 2))
    assert trim[2] - trim[0] == pytest.approx(mm(200), abs=0.02)
    assert [a - b for a, b in zip(bleed, trim, strict=True)] == [
        pytest.approx(sign * mm(3), abs=0.02) for sign in (-1, -1, 1, 1)
    ]


def strokes(page: pikepdf.Page) -> list[Numbers]:
    """Straight lines of the marks: both ends."""
    found, at = [], (0.0, 0.0)
    for operands, operator in operations(page):
        if operator == "m":
            at = (float(operands[0]), float(operands[1]))
        elif operator == "l":
            found.append((*at, float(operands[0]), float(operands[1])))
    return found


def test_marks_stand_off_the_bleed() -> None:
    """No mark begins within the bleed, and each trim and fold has its marks on both sides."""
    (front, *_) = plates(impose(numbered_pdf(8), request("SRA2", pages_per_sheet=8)).pdf)
    left, bottom, right, top = box(front, "/BleedBox")
    lines = strokes(front)

    assert lines
    for x0, y0, x1, y1 in lines:
        outside = max(x0, x1) <= left + 0.01 or min(x0, x1) >= right - 0.01
        assert outside or max(y0, y1) <= bottom + 0.01 or min(y0, y1) >= top - 0.01
    trim = box(front, "/TrimBox")
    upright = sorted({line[0] for line in lines if line[1] == pytest.approx(top, abs=0.01)})
    middle = (trim[0] + trim[2]) / 2
    assert upright == [pytest.approx(x, abs=0.02) for x in (trim[0], middle, trim[2])]


def test_marks_can_be_left_out() -> None:
    """Without marks a plate holds its pages only."""
    (front, *_) = plates(impose(numbered_pdf(4), request("SRA3", marks=False)).pdf)

    assert strokes(front) == []


def test_a_sheet_without_room_tells_that_marks_are_missing() -> None:
    """A form that fills the sheet has no marks that begin off it."""
    made = impose(numbered_pdf(4), request("206x156mm"))

    assert strokes(plates(made.pdf)[0]) == []
    assert made.notes[-1] == "note: the sheet has no room for all marks; some are left out"


def test_the_slug_line_needs_no_font() -> None:
    """What sheet it is stands there as outlines, and no page of the file has a font for it."""
    plain = plates(impose(plain_pdf(4), request("SRA3")).pdf)[0]
    named = plates(impose(plain_pdf(4), request("SRA3", font=FONT, name="ấ")).pdf)[0]
    curves = [sum(op == "c" for _, op in operations(page)) for page in (plain, named)]

    assert curves[1] > curves[0] + 100
    assert "/Font" not in named.obj.Resources


def plain_pdf(count: int) -> bytes:
    """Pages that hold no font: rectangles that bleed."""
    made = pikepdf.new()
    for _ in range(count):
        add_page(made, "0 0 0 1 k 0 0 600 600 re f", SIZE, mm(3))
    return saved(made)


def test_signatures_have_stepped_collation_marks() -> None:
    """Each perfect bound signature has a bar on its spine, one step lower than the one before."""
    asked = request("SRA1", "perfect", pages_per_sheet=16)
    pages = plates(impose(numbered_pdf(48), asked).pdf)
    bars = []
    for page in pages[::2]:
        black, matrix, bar = False, pikepdf.Matrix(), ()
        for operands, operator in operations(page):
            if operator == "cs":
                black = operands[0] == Name("/Black")
            elif operator == "cm":
                matrix = pikepdf.Matrix(*map(float, operands))
            elif operator == "re" and black:
                x, y, width, height = map(float, operands)
                bar = (*matrix.transform((x + width / 2, y)), width, height)
        bars.append(bar)
        first = corner(shown(page)[min(shown(page))])
        assert bar[0] == pytest.approx(first[0] - mm(2), abs=0.01)

    assert [round(a[1] - b[1], 2) for a, b in pairwise(bars)] == [round(mm(5), 2)] * 2


def test_blanks_stand_before_the_back_cover() -> None:
    """30 pages stitched: two blanks, and the last page stays outside, beside page 1."""
    made = impose(numbered_pdf(30), request("SRA3"))

    assert made.blanks == (30, 31)
    assert sorted(shown(plates(made.pdf)[0])) == [1, 30]
    assert sorted(shown(plates(made.pdf)[1])) == [2]


def test_blanks_end_a_perfect_bound_block() -> None:
    """A block's blanks are its last pages, unless some pages are to stay last."""
    block = impose(numbered_pdf(30), request("SRA3", "perfect"))
    kept = impose(numbered_pdf(30), request("SRA3", keep_last=2))

    assert block.blanks == (31, 32)
    assert kept.blanks == (29, 30)


def test_a_stitched_cover_of_its_own_paper_is_a_sheet_of_its_own() -> None:
    """32 pages on sheets of 16: the cover's four pages stand alone, blanks stay out of them."""
    made = impose(numbered_pdf(31), request("SRA1", pages_per_sheet=16, own_cover=True))
    cover = [sorted(shown(page)) for page in plates(made.pdf)[:2]]

    assert made.signatures == (4, 4, 8, 16)
    assert cover == [[1, 31], [2, 30]]
    assert made.blanks == (30,)


def test_a_wrap_around_cover_is_left_out() -> None:
    """Perfect bound with a cover of its own, the block begins with the third page."""
    made = impose(numbered_pdf(20), request("SRA1", "perfect", pages_per_sheet=16, own_cover=True))
    on = [page for plate in plates(made.pdf) for page in shown(plate)]

    assert sorted(on) == list(range(3, 19))
    assert (made.pages, made.signatures, made.blanks) == (16, (16,), ())
    assert made.notes[-1].startswith("note: the cover's four pages aren't imposed")
    with pytest.raises(ImposeError, match="4 pages are a cover without a block"):
        impose(numbered_pdf(4), request("SRA1", "perfect", own_cover=True))


@pytest.mark.parametrize("count", [1, 2, 3])
def test_few_pages_make_one_sheet(count: int) -> None:
    """Less than four pages are filled up to one folded sheet."""
    made = impose(numbered_pdf(count), request("SRA3", pages_per_sheet=16))

    assert made.signatures == (4,)
    assert len(made.blanks) == 4 - count


def test_a_turned_page_stands_upright() -> None:
    """A page that is turned by /Rotate, in other units, is imposed as it is read."""
    made = pikepdf.new()
    for _ in range(4):
        add_page(made, "0 0 10 10 re f", (SIZE[1] / 2, SIZE[0] / 2), 0.0)
        made.pages[-1].obj.Rotate = 90
        made.pages[-1].obj.UserUnit = 2.0
    on = shown(plates(impose(saved(made), request("A3")).pdf)[0])

    # Clockwise by a quarter: the lower left corner as stored is the upper left one as read.
    assert corner(on[1]) == (
        round(mm(210), 3),
        round((mm(297) + SIZE[1]) / 2, 3),
    )
    assert corner(on[1], 20, 20 + SIZE[0] / 2)[0] == pytest.approx(mm(310), abs=0.01)


def test_pages_are_stored_once_and_share_what_they_share() -> None:
    """Each source page is one form, and the font they all use is one object."""
    pages = plates(impose(numbered_pdf(8), request("SRA3")).pdf)
    forms = [form for page in pages for form in page.obj.Resources.XObject.values()]

    assert len({form.objgen for form in forms}) == 8


@pytest.mark.parametrize(
    ("change", "message", "hint"),
    [
        ({"sheet": "A3", "pages_per_sheet": 16}, "16 pages a sheet, sheetwise, need 412.0", "8 pa"),
        ({"pages_per_sheet": 6}, "6 pages a sheet can't be folded", "4, 8, 16 pages"),
        ({"pages_per_sheet": 32}, "can't be folded for saddle-stitch", "4, 8, 16 pages"),
        ({"binding": "spiral"}, "binding can't be 'spiral'", "saddle-stitch, perfect"),
        ({"style": "tumble"}, "style can't be 'tumble'", "sheetwise, work-and-turn"),
        ({"creep": "up"}, "creep can't be 'up'", "inward, outward, none"),
        ({"gripper": -1.0}, "can't be below 0", ""),
        ({"thickness": float("nan")}, "can't be below 0", ""),
        ({"blanks": False}, "2 blank pages would be needed", "add 2 pages"),
    ],
)
def test_what_cannot_be_is_refused(change: dict[str, Any], message: str, hint: str) -> None:
    """A request that can't be met says what is wrong and what would do."""
    with pytest.raises(ImposeError) as told:
        impose(numbered_pdf(14), request(**{"sheet": "SRA3", "blanks": True, **change}))

    assert message in told.value.message
    assert hint in told.value.hint


def test_a_sheet_that_is_too_small_names_one_that_is_not() -> None:
    """A4 with bleed on A3: SRA3 takes it; without the bleed A3 does too."""
    with pytest.raises(ImposeError) as told:
        impose(numbered_pdf(8, (mm(210), mm(297))), request("A3"))

    assert told.value.message == (
        "4 pages a sheet, sheetwise, need 426.0 × 303.0 mm or 303.0 × 426.0 mm; "
        "the sheet is A3 (420 × 297 mm)"
    )
    assert told.value.hint == (
        "what fits: the sheet RA3 (430 × 305 mm), or gutters of 0, which cut off all bleed"
    )
    bare = Gutters(head=0, foot=0, fore_edge=0, spine=0)
    assert impose(numbered_pdf(8, (mm(210), mm(297))), request("A3", gutters=bare)).plates == 4


def broken(pdf: pikepdf.Pdf) -> None:
    """A page whose box is no box."""
    pdf.pages[1].obj.TrimBox = Name("/Nothing")


def uneven(pdf: pikepdf.Pdf) -> None:
    """A page that is larger than the others."""
    pdf.pages[1].obj.TrimBox = pikepdf.Array([0, 0, 200, 300])


def emptied(pdf: pikepdf.Pdf) -> None:
    """No pages at all."""
    for _ in range(len(pdf.pages)):
        del pdf.pages[0]


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (broken, "page 2 can't be read"),
        (uneven, "page 2 is 70.6 × 105.8 mm, page 1 100.0 × 150.0 mm"),
        (emptied, "the file has no pages"),
    ],
)
def test_a_spoilt_file_is_told(spoil: Any, message: str) -> None:
    """What can't be imposed is told with its page."""
    with pikepdf.open(io.BytesIO(numbered_pdf(4))) as pdf:
        spoil(pdf)
        data = saved(pdf)
    with pytest.raises(ImposeError) as told:
        impose(data, request())

    assert message in told.value.message


def test_what_is_no_pdf_is_told() -> None:
    """Any other file, an empty one and one with a password are refused without a traceback."""
    secret = io.BytesIO()
    with pikepdf.open(io.BytesIO(numbered_pdf(4))) as pdf:
        pdf.save(secret, encryption=pikepdf.Encryption(user="a", owner="b"))
    for data in (b"", b"text", numbered_pdf(4)[:300]):
        with pytest.raises(ImposeError, match="can't be read as a PDF"):
            impose(data, request())
    with pytest.raises(ImposeError, match="the file has a password"):
        impose(secret.getvalue(), request())


def test_links_are_told_and_left_out() -> None:
    """Annotations can't be imposed; which pages had some is told."""
    with pikepdf.open(io.BytesIO(numbered_pdf(4))) as pdf:
        link = pikepdf.Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[30, 30, 60, 60])
        pdf.pages[2].obj.Annots = pikepdf.Array([link])
        made = impose(saved(pdf), request())

    assert made.notes == ("note: annotations and links aren't imposed (pages 3)",)
    assert all("/Annots" not in page.obj for page in plates(made.pdf))


def test_the_summary_tells_how_to_print() -> None:
    """Sections, paper, turning and creep stand in lines for people."""
    asked = request("SRA1", "perfect", pages_per_sheet=16, style="mixed", thickness=mm(0.1))
    made = impose(numbered_pdf(42), asked)

    assert made.lines() == (
        "44 pages, blank: 43, 44; perfect, 16 pp + 16 pp + 8 pp + 4 pp",
        "4 sheets SRA1 (900 × 640 mm), 6 plates, 3 of paper a copy",
        "sheets 1-2 sheetwise: print front and back, turn left over right (flip on the short edge)",
        "sheets 3-4 work-and-turn: print the plate on both sides, turn left over right (flip on "
        "the short edge), cut in the middle: two copies",
        "creep: up to 0.30 mm",
    )


def test_the_same_request_gives_the_same_bytes() -> None:
    """Nothing of a run enters the file."""
    source = numbered_pdf(8)
    one, two = (impose(source, request("SRA3", font=FONT, thickness=0.3)).pdf for _ in range(2))

    assert one == two


needs_shared = pytest.mark.skipif(
    not (PROFILE.is_file() and CHECKER.is_file()), reason="profile and checker are not here"
)


@needs_shared
@pytest.mark.parametrize("level", ["x4", "x1a"])
@pytest.mark.parametrize(
    ("binding", "style", "per_sheet", "sheet"),
    [
        ("saddle-stitch", "sheetwise", 4, "SRA3"),
        ("perfect", "mixed", 16, "SRA2"),
    ],
)
def test_what_was_pdf_x_still_is(
    level: str, binding: str, style: str, per_sheet: int, sheet: str, tmp_path: Path
) -> None:
    """An independent checker finds no violated rule in the sheets of a conforming file."""
    asked = request(
        sheet, binding, style=style, pages_per_sheet=per_sheet, thickness=0.3, font=FONT, name="ấ"
    )
    path = written(tmp_path, impose(conforming(28, level), asked).pdf)
    done = subprocess.run(
        [sys.executable, str(CHECKER), "--level", level, str(path)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout


@needs_shared
def test_metadata_are_carried_over() -> None:
    """Title, dates and PDF/X keys stay, Info and XMP agree, and the ids are the file's own."""
    ids = set()
    wide = Gutters(head=9.0, foot=9.0, fore_edge=9.5, spine=0.0)
    for change in ({}, {"marks": False}, {"gutters": wide}):
        made = impose(conforming(4, "x1a"), request("SRA3", **change))
        with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
            info = pdf.trailer.Info
            packet = pdf.open_metadata()
            ids.add(packet["xmpMM:DocumentID"])

            assert pdf.pdf_version == "1.4"
            assert str(info.Title) == packet["dc:title"] == "Bản tin"
            assert str(info.Producer) == packet["pdf:Producer"]
            assert str(info.GTS_PDFXVersion) == "PDF/X-1a:2003"
            assert info.Trapped == Name("/False")
            assert len(pdf.Root.OutputIntents) == 1
    assert len(ids | {"uuid:source"}) == 4


def test_a_font_without_letters_draws_no_slug() -> None:
    """A font file that isn't one costs the slug line, not the sheets."""
    assert impose(plain_pdf(4), request("SRA3", font=b"none")).plates == 2
