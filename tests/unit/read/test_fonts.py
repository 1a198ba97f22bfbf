"""Fonts: the shipped ones read clean, what a PDF can't take is refused with its reason."""

import struct
from collections.abc import Callable, Iterable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
import uharfbuzz as hb
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from hypothesis import given, settings
from hypothesis import strategies as st

from assemble.model.finding import Finding, Findings, Location
from assemble.model.font import Fonts
from assemble.model.layout import Layout
from assemble.model.text import Phrase
from assemble.read.fontfile import font_fault, letter_fault, vietnamese_letters
from assemble.read.fonts import check_faces, load_faces, needed_faces, read_listing
from assemble.read.layout import read_layout

ROOT = Path(__file__).parents[3]
SHIPPED = (ROOT / "fonts" / "SourceSerif4Caption-It.ttf").read_bytes()
NEEDED = (("text", "regular"),)


def box(pen: TTGlyphPen | T2CharStringPen) -> None:
    """Draw a square."""
    for number, point in enumerate(((0, 0), (0, 700), (700, 700), (700, 0))):
        (pen.lineTo if number else pen.moveTo)(point)
    pen.closePath()


def make_font(
    letters: Iterable[str] = (),
    *,
    cff: bool = False,
    licence: int = 0,
    features: str = "",
    change: Callable[[FontBuilder], None] = lambda _: None,
) -> bytes:
    """A font of squares with some letters, all of ASCII's, and two marks."""
    ascii_letters = [chr(code) for code in range(0x20, 0x7F)]
    code_points = sorted(map(ord, {*letters, *ascii_letters, "\u0323", "\u0302"}))
    names = {code: f"uni{code:04X}" for code in code_points}
    order = [".notdef", *names.values()]
    builder = FontBuilder(1000, isTTF=not cff)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(names)
    if cff:
        pen = T2CharStringPen(700, None)
        box(pen)
        builder.setupCFF("Test", {}, dict.fromkeys(order, pen.getCharString()), {})
    else:
        glyph_pen = TTGlyphPen(None)
        box(glyph_pen)
        builder.setupGlyf(dict.fromkeys(order, glyph_pen.glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys(order, (700, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupOS2(fsType=licence)
    builder.setupNameTable({"familyName": "Test", "styleName": "Regular"})
    builder.setupPost()
    if features:
        addOpenTypeFeaturesFromString(builder.font, features)
    change(builder)
    file = BytesIO()
    builder.font.save(file)
    return file.getvalue()


GOOD = make_font(vietnamese_letters())

FACE = "  - {family: Test, style: regular, role: text, file: Test.ttf}\n"
FILE_COLUMN = FACE.index("Test.ttf") + 1


def write(folder: Path, data: bytes = GOOD, faces: str = FACE, name: str = "Test.ttf") -> Path:
    """A folder of fonts with one file."""
    folder.mkdir(exist_ok=True)
    (folder / "fonts.yaml").write_text(f"faces:\n{faces}", encoding="utf-8")
    (folder / name).write_bytes(data)
    return folder


def read_fonts(
    folders: Iterable[Path], needed: Iterable[tuple[str, str]], findings: Findings
) -> Fonts | None:
    """List and load the faces of some folders."""
    found = Findings()
    listing = read_listing(folders, found)
    fonts = load_faces(listing, needed, found) if listing is not None else None
    findings.extend(found.items)
    return None if found.has_errors else fonts


def read(
    *folders: Path, needed: Iterable[tuple[str, str]] = NEEDED
) -> tuple[Fonts | None, list[Finding]]:
    """Read folders of fonts."""
    findings = Findings()
    fonts = read_fonts(folders, needed, findings)
    assert (fonts is None) == findings.has_errors
    return fonts, findings.items


def real_layout() -> Layout:
    """The shipped layout."""
    name = Phrase(text="bulletin", at=Location("issue.yaml"))
    layout = read_layout(name, [ROOT / "layouts"], Findings())
    assert layout is not None
    return layout


def test_the_shipped_fonts_read_clean() -> None:
    """All 23 faces are there, and all that the shipped layout names."""
    layout, findings = real_layout(), Findings()

    fonts = read_fonts([ROOT / "fonts"], needed_faces(layout), findings)

    assert findings.items == []
    assert fonts is not None
    assert len(fonts.faces) == 23
    check_faces(layout, fonts.faces, findings)
    assert findings.items == []
    face = fonts.face("text", "regular")
    assert face is not None
    assert (face.units_per_em, face.family) == (1000, "Source Serif 4 SmText")
    assert {ord(letter) for letter in vietnamese_letters()} <= face.coverage
    assert face.at.file == "fonts/fonts.yaml"


def test_every_shipped_face_is_fit_for_text() -> None:
    """No face lacks a Vietnamese letter or splits one."""
    for path in sorted((ROOT / "fonts").glob("*.ttf")):
        data = path.read_bytes()

        assert (font_fault(data), letter_fault(hb.Face(data))) == (None, None), path.name


def test_vietnamese_has_134_letters_beyond_ascii() -> None:
    """67 in two cases, each composed and once."""
    letters = vietnamese_letters()

    assert len(letters) == len(set(letters)) == 134
    assert all(len(letter) == 1 for letter in letters)
    assert {"đ", "Đ", "ệ", "Ằ", "ỷ", "ư", "í"} <= set(letters)


def set_bits(data: bytes, bits: int) -> bytes:
    """A font with other licence bits."""
    count = struct.unpack_from(">H", data, 4)[0]
    for record in range(12, 12 + 16 * count, 16):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", data, record)
        if tag == b"OS/2":
            return data[: offset + 8] + struct.pack(">H", bits) + data[offset + 10 :]
    raise AssertionError


def add_axis(builder: FontBuilder) -> None:
    """Make a font variable."""
    builder.setupFvar([("wght", 200, 200, 900, "Weight")], [])
    builder.setupGvar({})


def without(tag: str) -> Callable[[FontBuilder], None]:
    """A change that drops a table."""
    return lambda builder: builder.font.__delitem__(tag)


REFUSED = {
    "variable": (make_font("ế", change=add_axis), "variable-font", "it is a variable font"),
    "CFF": (make_font("ế", cff=True), "font-format", "CFF outlines"),
    "collection": (b"ttcf" + SHIPPED[4:], "font-format", "collection"),
    "web font": (b"wOF2" + SHIPPED[4:], "font-format", "web font"),
    "garbage": (b"no font at all " * 99, "font-format", "no font file"),
    "empty": (b"", "font-format", "no font file"),
    "cut off": (SHIPPED[:100_000], "damaged-font", "cut off"),
    "header only": (SHIPPED[:12], "damaged-font", "cut off"),
    "no cmap": (make_font("ế", change=without("cmap")), "damaged-font", "lacks the tables cmap"),
    "no OS/2": (make_font("ế", change=without("OS/2")), "damaged-font", "lacks the tables OS/2"),
    "restricted": (set_bits(SHIPPED, 0x0002), "font-licence", "0x0002"),
    "no subsetting": (set_bits(SHIPPED, 0x0108), "font-licence", "0x0100"),
    "bitmaps only": (set_bits(SHIPPED, 0x0204), "font-licence", "0x0200"),
    "no ế": (
        make_font(set(vietnamese_letters()) - set("ế")),
        "missing-letters",
        "lacks 1 of 134 Vietnamese letters: ế",
    ),
    "no Vietnamese": (
        make_font(),
        "missing-letters",
        "lacks 134 of 134 Vietnamese letters: à, á, ã, ả, ạ, …",
    ),
    "split": (
        make_font(
            vietnamese_letters(),
            features="feature ccmp { sub uni1EB9 by uni0065 uni0323; } ccmp;",
        ),
        "split-letters",
        "several glyphs of one letter: ẹ",
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_font_that_cannot_be_used_is_refused(tmp_path: Path, kind: str) -> None:
    """Code and reason are told at the file's place in fonts.yaml."""
    data, code, reason = REFUSED[kind]

    _, findings = read(write(tmp_path, data))

    assert [finding.code for finding in findings] == [code]
    assert findings[0].message.startswith("Test.ttf is refused: ")
    assert reason in findings[0].message
    assert findings[0].at == Location("fonts/fonts.yaml", 2, FILE_COLUMN)
    assert findings[0].hint


@pytest.mark.parametrize("bits", [0x0000, 0x0004, 0x0008, 0x000A])
def test_a_font_that_may_be_embedded_is_taken(bits: int) -> None:
    """Of several usage bits the least restrictive one holds."""
    assert font_fault(set_bits(SHIPPED, bits)) is None


def test_a_font_that_only_lends_signs_needs_no_vietnamese(tmp_path: Path) -> None:
    """The letters are asked of the roles that the layout names."""
    folder = write(tmp_path, make_font())

    fonts, findings = read(folder, needed=[("sans", "regular")])

    assert findings == []
    assert fonts is not None
    assert list(fonts.faces) == ["text/regular"]


def test_every_cut_of_a_needed_role_needs_vietnamese(tmp_path: Path) -> None:
    """A bold word of the text may reach a cut that no style names."""
    write(tmp_path)
    bold = FACE.replace("regular", "bold").replace("Test.ttf", "Bold.ttf")
    folder = write(tmp_path, make_font(), FACE + bold, "Bold.ttf")

    _, findings = read(folder)

    assert [(f.code, f.at.line) for f in findings] == [("missing-letters", 3)]


LISTS = {
    "missing file": (FACE.replace("Test.ttf", "Tost.ttf"), "missing-font", (2, FILE_COLUMN)),
    "outside": (FACE.replace("Test.ttf", "../Test.ttf"), "bad-path", (2, FILE_COLUMN)),
    "absolute": (FACE.replace("Test.ttf", "/etc/passwd"), "bad-path", (2, FILE_COLUMN)),
    "unknown key": (FACE.replace("family", "famly"), "unknown-key", (2, 6)),
    "missing key": (FACE.replace("family: Test, ", ""), "missing-key", (2, 5)),
    "listed twice": (FACE + FACE, "duplicate-face", (3, 5)),
    "slash in a role": (FACE.replace("text", "a/b"), "wrong-value", (2, FACE.index("text") + 1)),
    "no mapping": ("  - Test.ttf\n", "wrong-type", (2, 5)),
    "no YAML": ("  - {family: Test\n", "yaml-syntax", (2, 5)),
}


@pytest.mark.parametrize("kind", LISTS)
def test_a_mistake_in_the_list_is_told_with_its_place(tmp_path: Path, kind: str) -> None:
    """Code, line and column are those of the mistake."""
    faces, code, place = LISTS[kind]

    _, findings = read(write(tmp_path, faces=faces))

    assert findings[0].code == code
    assert findings[0].at == Location("fonts/fonts.yaml", *place)


def test_a_missing_file_brings_the_nearest_name(tmp_path: Path) -> None:
    """The hint names a file that exists."""
    _, findings = read(write(tmp_path, faces=FACE.replace("Test.ttf", "Tets.ttf")))

    assert findings[0].hint == "Test.ttf is"


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    """A refused font doesn't hide the next one, nor a mistake in the list."""
    faces = FACE + FACE.replace("regular", "bold") + FACE.replace("role", "rule") + "more: 1\n"

    _, findings = read(write(tmp_path, b"garbage", faces))

    codes = sorted(finding.code for finding in findings)
    assert codes == ["font-format", "font-format", "missing-key", "unknown-key", "unknown-key"]


def test_an_own_font_goes_before_the_package_s(tmp_path: Path) -> None:
    """The same role and cut is overridden, another one is added, the rest stays."""
    folder = write(tmp_path, faces=FACE + FACE.replace("text", "signs"))

    fonts, findings = read(folder, ROOT / "fonts")

    assert findings == []
    assert fonts is not None
    assert list(fonts.faces)[:2] == ["text/regular", "signs/regular"]
    assert fonts.faces["text/regular"].family == "Test"
    assert fonts.faces["text/bold"].family == "Source Serif 4 SmText"
    assert len(fonts.faces) == 24


def test_no_list_at_all_is_an_error(tmp_path: Path) -> None:
    """A folder without fonts.yaml is passed over; nothing left is told."""
    _, findings = read(tmp_path)

    assert [finding.code for finding in findings] == ["no-fonts"]


def test_the_digest_is_of_list_and_files_wherever_they_lie(tmp_path: Path) -> None:
    """The same bytes give the same digest, another font or list another one."""
    first, _ = read(write(tmp_path / "a"))
    second, _ = read(write(tmp_path / "b"))
    changed, _ = read(write(tmp_path / "c", GOOD + b"\0"))
    listed, _ = read(write(tmp_path / "d", faces=FACE + "# end\n"))

    digests = [fonts.digest for fonts in (first, second, changed, listed) if fonts]
    assert digests[0] == digests[1]
    assert len(set(digests)) == 3


def test_a_style_without_a_face_is_told_at_its_place() -> None:
    """An unknown role or cut brings the nearest one; the listing is enough to know."""
    layout, findings = real_layout(), Findings()
    listing = read_listing([ROOT / "fonts"], findings)
    assert listing is not None
    here = Location("layouts/x/layout.yaml", 3, 4)
    styles = {
        name: replace(
            layout.style("body"), name=name, role=role, cut=cut, at=here._replace(line=line)
        )
        for line, (name, role, cut) in enumerate(
            [("a", "txt", "regular"), ("b", "text", "bould"), ("b/second", "text", "bold")]
        )
    }

    check_faces(replace(layout, styles=styles), listing, findings)

    assert [str(item) for item in findings.items] == [
        "layouts/x/layout.yaml:0:4: error[unknown-role] styles.a: no font has the role txt"
        " (hint: text is there)",
        "layouts/x/layout.yaml:1:4: error[unknown-cut] styles.b: the role text has no cut bould"
        " (hint: bold is there)",
    ]


def test_the_cut_of_bold_words_has_to_be_there_if_it_was_written_down() -> None:
    """Without `strong`, bold words go back to the style's own cut where there is no bold."""
    layout, findings = real_layout(), Findings()
    plain = replace(layout.style("body"), role="lone")
    chosen = replace(plain, name="chosen", strong="black")

    check_faces(
        replace(layout, styles={"plain": plain, "chosen": chosen}), {"lone/regular": 0}, findings
    )

    assert [item.message for item in findings.items] == [
        "styles.chosen: the role lone has no cut black"
    ]


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_damaged_font_never_raises(data: st.DataObject) -> None:
    """Bytes changed or cut anywhere end in a fault, or in a font that still can be read."""
    font = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 8))):
        # The first kilobyte holds the directory and small tables, where damage does most.
        place = data.draw(st.one_of(st.integers(0, 1000), st.integers(0, len(font) - 1)))
        font[place] = data.draw(st.integers(0, 255))
    cut = bytes(font[: data.draw(st.integers(0, len(font)))])

    for damaged in (bytes(font), cut):
        if font_fault(damaged) is None:
            letter_fault(hb.Face(damaged))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_an_arbitrary_list_never_raises(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    """Whatever stands in fonts.yaml ends in findings."""
    folder = tmp_path_factory.mktemp("fonts")
    (folder / "fonts.yaml").write_bytes(data)

    fonts, findings = read(folder)

    assert fonts is None
    assert findings
