"""Any paragraph in any measure: nothing is lost, nothing too wide, nothing parted that is glued."""

import itertools
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import first_fit, read_back, spans

from assemble.model.layout import Layout
from assemble.model.line import Line
from assemble.text.breaking import RUNT, Breaks, Flex, Notch, break_lines, fits_line
from assemble.text.glue import NEVER, glued_spaces
from assemble.text.setting import Typesetter
from assemble.text.spacing import LEAST_LAST_EM

VIETNAMESE = [
    "hội",
    "nghị",
    "tỉnh",
    "Lạng",
    "Sơn",
    "tổ",
    "chức",
    "đối",
    "ngoại",
    "nghiêng",
    "xuất",
    "khẩu",
    "350",
    "triệu",
    "23/5/2021",
    "–",
    "Hữu",
    "Nghị",
    "“vải",
    "thiều”",
    "(tháng",
    "5),",
    "02053",
    "896",
    "899",
    "Số",
    "04/2021",
    "ông",
    "Hồ;",
    "và",
    "của",
    "là",
    "đ",
    "Ẳng",
    "5,3",
    "quả.",
]
ENGLISH = [
    "the",
    "committee",
    "of",
    "development",
    "administration,",
    "a",
    "and",
    "“representatives”",
    "(Guangxi)",
    "350",
    "million",
    "tonnes",
    "in",
    "23",
    "May",
    "2021",
    "–",
    "self-reliance",
    "https://example.vn/so-4/page_2",
    "UNCLOS",
    "Provincial",
    "Association",
    "responsibility",
    "I",
    "is",
    "to",
    "diplomacy;",
    "partnership’s",
    "international.",
]
WORDS = {
    language: st.lists(st.sampled_from(words), min_size=1, max_size=40).map(" ".join)
    for language, words in (("vi", VIETNAMESE), ("en", ENGLISH))
}
EXOTIC = st.text(
    st.characters(
        codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn", "Zl", "Zp"),
        exclude_characters="\u00ad",
    ),
    min_size=1, max_size=40,
)  # fmt: skip
MEASURES = st.one_of(st.just(9.75), st.floats(20.0, 500.0))
ALIGNMENTS = st.sampled_from(["justify", "left", "right", "centre"])
FEW = settings(max_examples=60)


def lines_of(
    setter: Typesetter, layout: Layout, text: str, language: str, measure: float, align: str
) -> tuple[Line, ...]:
    """A paragraph of the running text's style."""
    style = replace(layout.style("body"), align=align)
    return setter.paragraph(spans(text), style, language, measure)


@pytest.mark.parametrize("language", ["vi", "en"])
@given(data=st.data(), measure=MEASURES, align=ALIGNMENTS)
@FEW
def test_text_in_is_text_out(
    setter: Typesetter,
    layout: Layout,
    language: str,
    data: st.DataObject,
    measure: float,
    align: str,
) -> None:
    """Every character is set once and in order."""
    text = data.draw(WORDS[language])

    assert read_back(lines_of(setter, layout, text, language, measure, align), text) is None


@given(text=EXOTIC, measure=MEASURES, align=ALIGNMENTS)
@FEW
def test_any_characters(
    setter: Typesetter, layout: Layout, text: str, measure: float, align: str
) -> None:
    """Whatever Unicode has is set, in composed form, without loss and without an exception."""
    text = " ".join(unicodedata.normalize("NFC", text).split(" "))
    lines = lines_of(setter, layout, text, "vi", measure, align)
    got = "".join(line.text for line in lines)

    def bare(value: str) -> str:
        return value.translate({ord(c): None for c in " \u00a0\u202f\u2007\u00ad"})

    assert bare(got) == bare(text)


@pytest.mark.parametrize("language", ["vi", "en"])
@given(data=st.data(), measure=MEASURES, align=ALIGNMENTS)
@FEW
def test_no_line_is_too_wide(
    setter: Typesetter,
    layout: Layout,
    upem: Mapping[str, int],
    language: str,
    data: st.DataObject,
    measure: float,
    align: str,
) -> None:
    """A line wider than its measure (plus what hangs out) holds nothing that could be broken."""
    text = data.draw(WORDS[language])
    lines = lines_of(setter, layout, text, language, measure, align)
    for line in lines:
        first, last = line.pieces[0], line.pieces[-1]
        left = first.word.advances[0] * first.size / upem[first.word.face]
        right = last.word.advances[-1] * last.size / upem[last.word.face]
        hanging = 0.3 * left + 0.7 * right if align == "justify" else 0.0
        if line.width > measure + hanging + 0.01:
            glue = glued_spaces(text, language)
            start = text.find(line.text.rstrip("\u00ad"))
            inner = [start + n for n, c in enumerate(line.text) if c == " "]
            assert all(glue.get(at) == NEVER for at in inner), line.text


@pytest.mark.parametrize("language", ["vi", "en"])
@given(data=st.data(), measure=st.floats(150.0, 400.0))
@settings(max_examples=150)
def test_variants_keep_all_limits(
    setter: Typesetter, layout: Layout, language: str, data: st.DataObject, measure: float
) -> None:
    """A line less or more, exactly; the same text; each line within its limits; no runt."""
    text = data.draw(WORDS[language])
    style, limits = layout.style("body"), layout.justification
    best = setter.paragraph(spans(text), style, language, measure, style.indent)
    strains = setter.strains(spans(text), style, language, measure, style.indent)
    assert strains.pop(0) == 0.0
    for looseness in {-1, 1} - strains.keys():
        assert not setter.paragraph(spans(text), style, language, measure, style.indent, looseness)
    for looseness, strain in strains.items():
        lines = setter.paragraph(spans(text), style, language, measure, style.indent, looseness)
        assert strain >= 0.0
        assert len(lines) == len(best) + looseness
        assert read_back(lines, text) is None
        assert lines[-1].width >= min(LEAST_LAST_EM * style.size, measure - style.indent)
        for line in lines:
            assert limits.glyph_scale.minimum - 1e-9 <= line.scale
            assert line.scale <= limits.glyph_scale.maximum + 1e-9
            for space in [p.space for p in line.pieces[:-1] if p.space]:
                share = 1 + line.word_space / space
                # The three ways multiply, which takes a trifle more of the spaces.
                assert limits.word_space.minimum - 0.02 <= share <= limits.word_space.maximum + 0.02


@pytest.mark.parametrize("language", ["vi", "en"])
@given(
    data=st.data(), measure=st.floats(150.0, 400.0), lines=st.integers(1, 4),
    width=st.floats(5.0, 60.0), align=ALIGNMENTS,
)  # fmt: skip
@FEW
def test_lines_beside_a_notch(
    setter: Typesetter,
    layout: Layout,
    language: str,
    data: st.DataObject,
    measure: float,
    lines: int,
    width: float,
    align: str,
) -> None:
    """So many lines begin so much further right, all end at the same edge, nothing is lost."""
    text = data.draw(WORDS[language])
    style = replace(layout.style("body"), align=align)
    made = setter.paragraph(spans(text), style, language, measure, Notch(lines, width))
    hanging = 0.7 * style.size if align == "justify" else 0.0

    assert read_back(made, text) is None
    for n, line in enumerate(made):
        left = width if n < lines else 0.0
        assert line.indent >= left - hanging
        assert line.indent + line.width <= measure + hanging
        if align in ("justify", "left"):
            assert line.indent <= left
        if align == "justify" and n < len(made) - 1:
            assert line.indent + line.width >= measure - 1e-6


@pytest.mark.parametrize("language", ["vi", "en"])
@given(data=st.data(), measure=MEASURES, align=ALIGNMENTS)
@FEW
def test_glue_holds(
    setter: Typesetter,
    layout: Layout,
    language: str,
    data: st.DataObject,
    measure: float,
    align: str,
) -> None:
    """No line ends at a space that is glued."""
    text = data.draw(WORDS[language])
    glue = glued_spaces(text, language)
    at = 0
    for line in lines_of(setter, layout, text, language, measure, align):
        at += len(line.text) - line.hyphen
        if at < len(text) and text[at] == " ":
            assert glue.get(at) != NEVER, text[:at][-20:]
            at += 1


@st.composite
def chances(draw: st.DrawFn) -> tuple[Breaks, float, Flex]:
    """Break chances of random words with spaces of 2.5, a measure, and limits."""
    b = Breaks([0.0], [0.0], [0.0], [0.0], [0], [0], [0.0], [0.0], [0.0], [False])
    x = spaces = 0.0
    glyphs = 0
    words = draw(st.lists(st.integers(1, 9), min_size=1, max_size=30))
    for letters in words:
        hyphens = [letters // 2] if letters >= 6 and draw(st.booleans()) else []
        for part, hyphen in [*((h, True) for h in hyphens), (letters, False)]:
            width = x + part * 5
            b.width_to.append(width + 3 * hyphen)
            b.width_from.append(width)
            b.spaces_to.append(spaces)
            b.spaces_from.append(spaces if hyphen else spaces + 2.5)
            b.glyphs_to.append(glyphs + part)
            b.glyphs_from.append(glyphs + part)
            b.hang_to.append(0.0)
            b.hang_from.append(0.0)
            b.penalty.append(80.0 if hyphen else draw(st.sampled_from([0.0, 0.0, 150.0])))
            b.hyphen.append(hyphen)
        x, spaces, glyphs = x + letters * 5, spaces + 2.5, glyphs + letters + 1
    b.penalty[-1] = 0.0
    flex = Flex(1.05, 0.28, 0.25, 0.1, 0.06, 0.02, 0.02, 2, draw(st.sampled_from([0.0, 20.0])))
    return b, draw(st.floats(30.0, 250.0)), flex


def demerits(b: Breaks, chosen: list[int], measure: float, flex: Flex) -> float | None:
    """The demerits of a choice; None where a line is too tight or hyphens follow on hyphens."""
    total, run = 0.0, 0
    for start, end in itertools.pairwise([0, *chosen]):
        last = end == len(b.width_to) - 1
        if not fits_line(b, start, end, measure, flex):
            return None
        space = b.spaces_to[end] - b.spaces_from[start]
        glyphs = b.glyphs_to[end] - b.glyphs_from[start]
        full = b.width_to[end] - b.width_from[start] + space * flex.desired
        if full < 0.7 * measure and not last:
            return None
        slack = measure - full
        ways = flex[1::2] if slack >= 0 else flex[2::2]
        give = space * ways[0] + glyphs * ways[1] + full * ways[2]
        if last and slack >= 0:
            cost = 1.0 if full >= flex.least_last else 1.0 + RUNT**0.5
        else:
            cost = 1.0 + 100.0 * min(abs(slack) / give, 50.0) ** 3
        before, run = run, run + 1 if b.hyphen[end] else 0
        if run > flex.hyphen_limit:
            return None
        total += cost**2 + b.penalty[end] ** 2
        total += 3000.0 * ((run > 1) + (last and before > 0))
    return total


@given(chances())
@settings(max_examples=200)
def test_total_fit_never_loses(paragraph: tuple[Breaks, float, Flex]) -> None:
    """Where first fit finds lines that fit, those chosen have no more demerits."""
    b, measure, flex = paragraph
    chosen = break_lines(b, measure, flex)
    greedy = demerits(b, first_fit(b, measure, flex), measure, flex)

    assert chosen[-1] == len(b.width_to) - 1
    assert chosen == sorted(set(chosen))
    if greedy is not None:
        optimal = demerits(b, chosen, measure, flex)
        assert optimal is not None
        assert optimal <= greedy + 1e-6
