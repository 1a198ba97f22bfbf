"""Set lines: exact lengths, spacing within its limits, forced breaks, hyphens, optical margins."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from making import AT, block_fonts, block_style, length, read_back, spans

from assemble.model.layout import Layout, Style
from assemble.model.line import Line
from assemble.model.text import Span
from assemble.text import protrusion
from assemble.text.breaking import Notch
from assemble.text.glue import CONNECTORS
from assemble.text.setting import Typesetter
from assemble.text.spacing import LEAST_LAST_EM, SOFT_FIRST

ENGLISH = """The provincial committee met on 23 May 2021 to discuss the agricultural
administration of the mountainous districts, and representatives of 12 international
organisations considered the development of a partnership for the export of 350 tonnes of
lychees. “The procedure,” said the chairman, “is understanding itself; technology, however, is
the responsibility of everybody who cooperates with the economic delegation.” It closed with a
conference on electronic services."""
VIETNAMESE = """Sáng 23/5/2021, tại thành phố Lạng Sơn, Ủy ban nhân dân tỉnh tổ chức hội nghị
trực tuyến về tiêu thụ vải thiều Thanh Hà với hơn 350 triệu đồng vốn hỗ trợ. Các đại biểu của 12
doanh nghiệp đã thảo luận về việc thông quan hàng hóa qua cửa khẩu Hữu Nghị – Hữu Nghị Quan, nơi
lượng xe chờ đã giảm mạnh so với tháng 4 năm 2021; điện thoại 02053 896 899 luôn có người trực."""
UPEM = {"block/regular": 1000}


def one_line(text: str) -> str:
    """The text with its line ends as spaces."""
    return text.replace("\n", " ")


@pytest.fixture
def block(layout: Layout) -> Typesetter:
    """A typesetter of the block font without optical margins."""
    plain = replace(layout, justification=replace(layout.justification, protrusion=False))
    return Typesetter(plain, block_fonts())


@pytest.fixture
def body(layout: Layout) -> Style:
    """The style of running text."""
    return layout.style("body")


def hang(line: Line, *, first: bool) -> float:
    """How far a line's outer character may stand out."""
    word = line.pieces[0 if first else -1].word
    size = line.pieces[0 if first else -1].size
    char = word.texts[0][0] if first else word.texts[-1][-1]
    share = protrusion.left(char) if first else protrusion.right(char)
    return share * word.advances[0 if first else -1] * size / 1000


TEXTS = pytest.mark.parametrize(
    ("text", "language"), [(one_line(ENGLISH), "en"), (one_line(VIETNAMESE), "vi")]
)
MEASURES = pytest.mark.parametrize("measure", [160.0, 200.0, 238.1, 300.0, 400.0])


@TEXTS
@MEASURES
def test_justified_lines_end_at_the_measure(
    setter: Typesetter,
    body: Style,
    upem: Mapping[str, int],
    text: str,
    language: str,
    measure: float,
) -> None:
    """From hang to hang each line but the last is exactly as long as the measure."""
    lines = setter.paragraph(spans(text), body, language, measure)

    assert len(lines) > 3
    for line in lines[:-1]:
        assert line.indent == pytest.approx(-hang(line, first=True))
        assert line.indent + line.width == pytest.approx(measure + hang(line, first=False))
    for line in lines:
        assert line.width == pytest.approx(length(line, upem), abs=1e-6)


@TEXTS
@MEASURES
def test_spacing_keeps_its_limits(
    setter: Typesetter, layout: Layout, body: Style, text: str, language: str, measure: float
) -> None:
    """Letters and glyph widths keep their limits; a word space exceeds its own as a last resort."""
    limits = layout.justification
    lines = setter.paragraph(spans(text), body, language, measure)

    for line in lines:
        letter = line.letter_space / body.size
        assert limits.letter_space.minimum - 1e-9 <= letter <= limits.letter_space.maximum + 1e-9
        assert limits.glyph_scale.minimum - 1e-9 <= line.scale <= limits.glyph_scale.maximum + 1e-9
        for piece in line.pieces[:-1]:
            if piece.space:
                share = 1 + line.word_space / piece.space
                # The three ways multiply, which takes a trifle more of the spaces.
                assert share >= limits.word_space.minimum - 0.01
                if share > limits.word_space.maximum + 1e-6:  # loose: all else is used up
                    assert line.scale == pytest.approx(limits.glyph_scale.maximum)
                    assert letter == pytest.approx(limits.letter_space.maximum)


@TEXTS
@MEASURES
def test_letters_and_widths_give_first(
    setter: Typesetter, layout: Layout, body: Style, text: str, language: str, measure: float
) -> None:
    """Letters and widths use the same share of their limits: twice that of the word spaces."""
    j = layout.justification
    limits = (j.word_space, j.letter_space, j.glyph_scale)
    for line in setter.paragraph(spans(text), body, language, measure)[:-1]:
        space = next((p.space for p in line.pieces[:-1] if p.space), 0.0)
        if not space:
            continue
        looser = line.letter_space > 0
        end = [(one.maximum if looser else one.minimum) - one.desired for one in limits]
        word = (1 + line.word_space / space - j.word_space.desired) / end[0]
        letter = line.letter_space / body.size / end[1]
        width = (line.scale - 1) / end[2]
        assert letter == pytest.approx(width, abs=1e-6)
        # The three ways multiply, which takes a trifle more of the spaces.
        assert letter == pytest.approx(min(1.0, word * SOFT_FIRST), abs=0.08)


@TEXTS
def test_a_column_has_no_loose_line(
    setter: Typesetter, layout: Layout, body: Style, text: str, language: str
) -> None:
    """In a column of the layout both languages are set within all limits but for a line."""
    lines = setter.paragraph(spans(text), body, language, layout.page.column)
    most = layout.justification.word_space.maximum
    loose = [
        line.text
        for line in lines[:-1]
        if any(1 + line.word_space / p.space > most + 0.005 for p in line.pieces[:-1] if p.space)
    ]

    assert len(loose) <= 1


@TEXTS
@MEASURES
def test_last_line_is_natural(
    setter: Typesetter, layout: Layout, body: Style, text: str, language: str, measure: float
) -> None:
    """A paragraph's last line has the desired spacing, and is no runt."""
    last = setter.paragraph(spans(text), body, language, measure)[-1]
    if last.indent + last.width > measure - 1:
        pytest.skip("the last line happens to be full")

    desired = layout.justification.word_space.desired
    assert (last.letter_space, last.scale) == (0.0, 1.0)
    for piece in last.pieces[:-1]:
        assert not piece.space or last.word_space == pytest.approx((desired - 1) * piece.space)
    assert last.width >= LEAST_LAST_EM * body.size


@TEXTS
def test_a_line_more_or_less(setter: Typesetter, body: Style, text: str, language: str) -> None:
    """Some measures have room for a line more or less, and that costs something."""
    found = [setter.strains(spans(text), body, language, float(n)) for n in range(180, 300, 2)]

    for looseness in (-1, 1):
        strains = [each[looseness] for each in found if looseness in each]
        assert strains
        assert min(strains) > 0.0


def test_only_justified_text_has_variants(block: Typesetter) -> None:
    """Ragged text, a single line and an empty paragraph have the best setting only."""
    for text, align in (("aaa aaa aaa aaa aaa", "left"), ("aaa", "justify"), ("", "justify")):
        style = block_style(align=align)
        assert block.strains(spans(text), style, "en", 100.0) == {0: 0.0}
        assert block.paragraph(spans(text), style, "en", 100.0, looseness=1) == ()


def test_variant_of_forced_lines(setter: Typesetter, body: Style) -> None:
    """Of a paragraph with forced breaks one part is changed, the others stay."""
    text = "aaa bbb\n" + one_line(VIETNAMESE)
    whole = [
        (measure, looseness)
        for measure in range(180, 300, 2)
        for looseness in setter.strains(spans(text), body, "vi", float(measure))
        if looseness
    ]
    assert whole
    for measure, looseness in whole:
        best = setter.paragraph(spans(text), body, "vi", float(measure))
        lines = setter.paragraph(spans(text), body, "vi", float(measure), looseness=looseness)
        assert lines[0] == best[0]
        assert len(lines) == len(best) + looseness
        assert read_back(lines, text) is None


def test_room_for_a_drop_cap(block: Typesetter) -> None:
    """Two lines begin 25 points further right and are as much shorter; the lines say so."""
    style = block_style(align="justify")
    lines = block.paragraph(
        spans("aaa aaa aaa aaa aaa aaa aaa"), style, "en", 100.0, Notch(2, 25.0)
    )

    # 30 + 5 + 30 on 75, twice; then 30 + 5 + 30 + 5 + 30
    assert [line.text for line in lines] == ["aaa aaa", "aaa aaa", "aaa aaa aaa"]
    assert [line.indent for line in lines] == [25.0, 25.0, 0.0]
    assert [line.indent + line.width for line in lines] == pytest.approx([100.0, 100.0, 100.0])


def test_a_drop_cap_beside_forced_lines(block: Typesetter) -> None:
    """Its room goes on over a forced break, as far as it reaches."""
    for align in ("left", "justify"):
        style = block_style(align=align)
        lines = block.paragraph(spans("aa\nbb\ncc dd"), style, "en", 100.0, Notch(2, 25.0))
        assert [(line.text, line.indent) for line in lines] == [
            ("aa", 25.0), ("bb", 25.0), ("cc dd", 0.0),
        ]  # fmt: skip


@TEXTS
@pytest.mark.parametrize("measure", [10.0, 50.0, 160.0, 238.1, 2000.0])
@pytest.mark.parametrize("align", ["justify", "left", "right", "centre"])
def test_text_in_is_text_out(
    setter: Typesetter, body: Style, text: str, language: str, measure: float, align: str
) -> None:
    """Every character comes out once, in order; hyphens that were added are soft."""
    style = replace(body, align=align)

    assert read_back(setter.paragraph(spans(text), style, language, measure), text) is None


def test_first_line_is_indented(block: Typesetter) -> None:
    """The indent takes its room from the first line only."""
    style = block_style(align="justify")
    lines = block.paragraph(spans("aaa aaa aaa aaa aaa aaa"), style, "en", 100.0, 20.0)

    # 20 + 30 + 5 + 30 = 85, then 30 + 5 + 30 + 5 + 30 = 100
    assert [line.text for line in lines] == ["aaa aaa", "aaa aaa aaa", "aaa"]
    assert (lines[0].indent, lines[1].indent) == (20.0, 0.0)
    assert lines[0].indent + lines[0].width == pytest.approx(100.0)
    assert lines[1].width == pytest.approx(30 + 5 + 30 + 5 + 30)


@pytest.mark.parametrize(("align", "indent"), [("left", 0), ("right", 100 - 45), ("centre", 27.5)])
def test_ragged_lines_stand_where_they_should(block: Typesetter, align: str, indent: float) -> None:
    """20 + 5 + 20 points at the left, the right and in the middle of 100."""
    (line,) = block.paragraph(spans("aa aa"), block_style(align=align), "en", 100.0)

    assert line.width == 20 + 5 + 20
    assert line.indent == indent
    assert (line.word_space, line.letter_space, line.scale) == (0.0, 0.0, 1.0)


def test_letter_space_stands_between_glyphs(block: Typesetter) -> None:
    """Two points after each glyph, spaces included, none after the last."""
    (line,) = block.paragraph(spans("aa aa"), block_style(letter_space=2.0), "en", 200.0)

    assert line.width == pytest.approx(4 * 10 + 5 + (5 - 1) * 2)
    assert line.width == pytest.approx(length(line, UPEM))


def test_natural_width(block: Typesetter) -> None:
    """The width of a text on one line; of forced lines the widest."""
    style = block_style()

    assert block.width(spans("aa aaa"), style, "en") == 20 + 5 + 30
    assert block.width(spans("aa aaa\naaaa"), style, "en") == 55
    assert block.width((), style, "en") == 0.0


@pytest.mark.parametrize("align", ["left", "justify"])
def test_forced_breaks(block: Typesetter, align: str) -> None:
    """A newline ends a line, which is not stretched; the next one begins a line."""
    lines = block.paragraph(spans("aa aa\naaa a"), block_style(align=align), "en", 100.0)

    assert [line.text for line in lines] == ["aa aa", "aaa a"]
    assert all(line.width < 50 for line in lines)


def test_soft_hyphens_are_chances(block: Typesetter) -> None:
    """A soft hyphen shows where the line ends at it, and nowhere else."""
    style = block_style(align="justify")
    text = "aaa bbb\u00adccc ddd\u00adeee fff"

    lines = block.paragraph(spans(text), style, "vi", 80.0)

    # 30 + 5 + 30 + 10 (hyphen) = 75; 30 + 5 + 30 + 10 = 75; 30 + 5 + 30
    assert [line.text for line in lines] == ["aaa bbb\u00ad", "ccc ddd\u00ad", "eee fff"]
    assert [line.hyphen for line in lines] == [True, True, False]
    assert "\u00ad" not in block.paragraph(spans(text), style, "vi", 300.0)[0].text


def test_existing_hyphen_gets_no_second(block: Typesetter) -> None:
    """A word with a hyphen may end its line there, and the hyphen is its own."""
    lines = block.paragraph(spans("aa self-reliance is"), block_style(), "en", 100.0)

    assert lines[0].text == "aa self-"
    assert not lines[0].hyphen


def test_word_wider_than_the_line_is_cut(block: Typesetter) -> None:
    """Where nothing else helps a word is cut without a hyphen; one that has hyphens uses them."""
    lines = block.paragraph(spans("a abcdefghijklmnopq b"), block_style(), "vi", 120.0)
    assert [line.text for line in lines] == ["a", "abcdefghijkl", "mnopq b"]
    lines = block.paragraph(spans("a committee of"), block_style(), "en", 85.0)
    assert [line.text for line in lines] == ["a commit\u00ad", "tee of"]  # 10 + 5 + 6·10 + 10


def test_glued_words_stay_together(block: Typesetter) -> None:
    """A number and its unit, and words with a no-break space, are never parted."""
    for text in ("aaaa 350 triệu", "aaaa 350\u00a0bbb"):
        lines = block.paragraph(spans(text), block_style(), "vi", 80.0)
        assert [line.text for line in lines] == text.split(" ", 1)


def test_protrusion(layout: Layout) -> None:
    """A full stop hangs out by 70 % of its width, a quote in front by 30 %."""
    setter = Typesetter(layout, block_fonts())
    style = block_style(align="justify")
    lines = setter.paragraph(spans("“aaa aaa. bbb bbb bbb"), style, "en", 90.0)

    assert lines[0].text == "“aaa aaa."
    assert lines[0].indent == pytest.approx(-0.3 * 10)
    assert lines[0].indent + lines[0].width == pytest.approx(90 + 0.7 * 10)


@pytest.mark.parametrize(("char", "as_base"), [("Á", "A"), ("ý", "y"), ("Ỷ", "Y")])
def test_accented_letters_hang_like_their_base(char: str, as_base: str) -> None:
    """An accent changes nothing at the edge."""
    assert protrusion.right(char) == protrusion.right(as_base) > 0


HEADLINES = [
    (
        "vi",
        "Tăng cường hợp tác hữu nghị và phát triển kinh tế cửa khẩu giữa Lạng Sơn với Quảng Tây",
    ),
    ("vi", "Những tháng đầu năm của công tác thu thuế xuất khẩu, nhập khẩu"),
    ("en", "Strengthening the friendship and the border economy of Lang Son and of Guangxi"),
    ("en", "The first months of the year in tax collection on imports and exports"),
]


@pytest.mark.parametrize(("language", "text"), HEADLINES)
@pytest.mark.parametrize("style_name", ["feature_headline", "news_headline"])
def test_headlines_are_even(
    setter: Typesetter, layout: Layout, language: str, text: str, style_name: str
) -> None:
    """No line of a headline is much shorter than its longest, and none ends in a connector."""
    style = layout.style(style_name)
    measure = layout.page.measure if "feature" in style_name else layout.page.column
    lines = setter.paragraph(spans(text), style, language, measure)
    greedy = setter.paragraph(spans(text), replace(style, balance=False), language, measure)

    assert len(lines) == len(greedy)
    assert max(line.width for line in lines) <= measure
    if len(lines) > 1:
        widths = [line.width for line in lines]
        assert min(widths) >= 0.55 * max(widths), [line.text for line in lines]
    ends = {line.text.split()[-1].lower() for line in lines[:-1]}
    assert not ends & CONNECTORS[language]


@pytest.mark.parametrize(
    ("bold", "italic", "face"),
    [
        (False, False, "text/regular"),
        (True, False, "text/bold"),
        (False, True, "text/italic"),
        (True, True, "text/bold italic"),
    ],
)
def test_marks_choose_the_face(
    setter: Typesetter, body: Style, bold: bool, italic: bool, face: str
) -> None:
    """Bold and italic spans take the role's cuts."""
    inline = (Span(text="a ", at=AT), Span(text="word", at=AT, bold=bold, italic=italic))
    (line,) = setter.paragraph(inline, body, "en", 200.0)

    assert line.pieces[-1].word.face == face


def test_word_across_spans_stays_one(setter: Typesetter, body: Style) -> None:
    """A span that ends inside a word makes no break chance there."""
    inline = (Span(text="aaaa ", at=AT), Span(text="inter", at=AT, bold=True),
              Span(text="national", at=AT))  # fmt: skip
    lines = setter.paragraph(inline, replace(body, align="left", hyphenate=False), "en", 50.0)

    assert [line.text for line in lines] == ["aaaa", "international"]


def test_no_text_no_lines(setter: Typesetter, body: Style) -> None:
    """An empty paragraph, or one of spaces, is no line."""
    assert setter.paragraph((), body, "en", 100.0) == ()
    assert setter.paragraph(spans("  "), body, "en", 100.0) == ()


def test_capitals_are_drawn_and_the_text_kept(setter: Typesetter, layout: Layout) -> None:
    """A kicker in capitals still reads as it was written."""
    style = layout.style("kicker")
    assert style.capitals
    (line,) = setter.paragraph(spans("Thu thuế"), style, "vi", 200.0)
    (drawn,) = setter.paragraph(spans("THU THUẾ"), replace(style, capitals=False), "vi", 200.0)

    assert line.text == "Thu thuế"
    assert [p.word.glyphs for p in line.pieces] == [p.word.glyphs for p in drawn.pieces]


def test_a_last_word_longer_than_the_line_is_hyphenated(setter: Typesetter, layout: Layout) -> None:
    """A paragraph's last word is left whole unless the line can't hold it."""
    style = replace(layout.style("table"), hyphenate=True)
    word = "administration"
    width = setter.width(spans(word), style, "en")

    assert [line.text for line in setter.paragraph(spans(word), style, "en", width)] == [word]
    cut = setter.paragraph(spans(word), style, "en", width - 5)
    assert len(cut) == 2
    assert cut[0].hyphen
    assert all(line.width <= width - 5 for line in cut)


def test_runs_are_what_no_line_parts(setter: Typesetter, layout: Layout) -> None:
    """Glued words are one run, forced lines are apart, and widths add up to the text's."""
    style = layout.style("table")
    text = "gần 350 triệu đồng\nĐT: 02053 896 899"
    lines = setter.runs(spans(text), style, "vi")
    widths = [sum(map(sum, line)) - line[-1][1] for line in lines]

    assert [len(line) for line in lines] == [3, 2]
    assert max(widths) == pytest.approx(setter.width(spans(text), style, "vi"))
    assert setter.runs((), style, "vi") == ()


def test_position_of_a_character(setter: Typesetter, layout: Layout) -> None:
    """Where a character stands on a line: as far as the text before it is long."""
    style = layout.style("table")
    (line,) = setter.paragraph(spans("USD 1.204,5 triệu"), style, "vi", 500.0)
    before = setter.width(spans("USD 1.204"), style, "vi")

    assert setter.position(line, 0) == 0.0
    assert setter.position(line, 9) == pytest.approx(before, abs=0.3)
    assert setter.position(line, 17) == pytest.approx(line.width)


def test_no_hyphen_hangs_from_ragged_lines(setter: Typesetter, layout: Layout) -> None:
    """Only where lines are justified may a hyphen stand a little beyond the measure."""
    style = replace(layout.style("body"), align="left")

    assert all(
        line.width <= 39.0 for line in setter.paragraph(spans("May million the"), style, "en", 39.0)
    )
