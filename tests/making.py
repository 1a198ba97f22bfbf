"""What the tests are made of: small issues written to a folder, a block font, hand-made styles."""

import io
import textwrap
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from PIL import Image

from assemble.build import check
from assemble.model.edition import Edition
from assemble.model.finding import Findings, Location
from assemble.model.font import FontFace, Fonts
from assemble.model.layout import Style
from assemble.model.line import Line
from assemble.model.text import ArticleText, Inline, Span
from assemble.page.context import Context
from assemble.pdf.write import write_pdf
from assemble.picture.prepare import prepared
from assemble.read.article import Articles
from assemble.read.fonts import load_faces, needed_faces, read_listing
from assemble.read.layout import read_layout
from assemble.read.manifest import read_issue
from assemble.read.source import Sources
from assemble.request import Outcome, Request
from assemble.text.breaking import Breaks, Flex, fits_line
from assemble.text.setting import Typesetter

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
SAMPLE = ROOT / "issues" / "2021-04"
AT = Location("test.md", 1, 1)

HEAD = """\
languages: [vi, en]
publication:
  title: {vi: Bản tin, en: Bulletin}
number: 1/2024
date: 2024-01-31
"""
"""The head of a small manifest."""
NEWS = """\
sections:
  - title: {vi: Tin tức, en: News}
    articles:
      - text: articles/a
"""
"""Its one section."""


def write_issue(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write an issue's files; a text may be indented as a whole."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        data = content if isinstance(content, bytes) else textwrap.dedent(content).encode()
        path.write_bytes(data)
    return folder


def small_issue(folder: Path, **more: str | bytes) -> Path:
    """A sound issue of one news article; `more` replaces `manifest`, `vi` or `en`."""
    parts: dict[str, str | bytes] = {
        "manifest": HEAD + NEWS,
        "vi": "# Hội nghị đầu năm\n\nTỉnh tổ chức hội nghị.\n",
        "en": "# The year's first conference\n\nThe province held a conference.\n",
    }
    parts |= more
    names = {"manifest": "issue.yaml", "vi": "articles/a.vi.md", "en": "articles/a.en.md"}
    return write_issue(folder, {names[key]: parts[key] for key in names})


def picture(size: tuple[int, int] = (1200, 900), kind: str = "JPEG", orientation: int = 1) -> bytes:
    """A picture whose stored top left quarter is red, the top right green, the bottom left blue."""
    image = Image.new("RGB", size, "white")
    half = size[0] // 2, size[1] // 2
    image.paste((220, 0, 0), (0, 0, *half))
    image.paste((0, 160, 0), (half[0], 0, size[0], half[1]))
    image.paste((0, 0, 200), (0, half[1], half[0], size[1]))
    exif = Image.Exif()
    exif[0x0112] = orientation
    buffer = io.BytesIO()
    image.save(buffer, kind, exif=exif, quality=92)
    return buffer.getvalue()


def laid_out(folder: Path, purpose: str = "proof") -> Outcome:
    """An issue read, laid out and checked."""
    return check(Request(issue=folder, purpose=purpose))


def written(edition: Edition) -> bytes:
    """The PDF of an edition, its pictures in their own colours."""
    return write_pdf(edition, prepared(edition))


def context_of(folder: Path) -> Context:
    """The means of the page stage for an issue without errors."""
    findings = Findings()
    issue = read_issue(folder, findings)
    assert issue is not None
    layout = read_layout(issue.layout, [ROOT / "layouts"], findings)
    listing = read_listing([ROOT / "fonts"], findings)
    assert layout is not None
    assert listing is not None
    fonts = load_faces(listing, needed_faces(layout), findings)
    assert fonts is not None
    return Context(issue, layout, fonts, Typesetter(layout, fonts))


def read_article(folder: Path, text: str, language: str = "vi") -> ArticleText:
    """An article text that has no errors."""
    name = f"a.{language}.md"
    (folder / name).write_text(text, "utf-8")
    findings = Findings()
    sources = Sources(folder)
    found = sources.find("", name, Location("m"), findings)
    assert found is not None
    article = Articles(sources, findings).read(found, language, Location("m"))
    assert article is not None
    assert not findings.has_errors, [str(item) for item in findings.items]
    return article


def seen_spans(inline: Inline) -> list[tuple[str, int | None, int | None]]:
    """Text, line and column of spans."""
    return [(span.text, span.at.line, span.at.column) for span in inline]


def spans(text: str, **marks: bool) -> Inline:
    """A text as one span."""
    return (Span(text=text, at=AT, **marks),)


BLOCK_STYLE = Style(
    name="block", role="block", cut="regular", size=10.0, leading=12.0, colour="text",
    align="left", indent=0.0, letter_space=0.0, capitals=False, balance=False, hyphenate=True,
    features=(), strong="bold", at=AT,
)  # fmt: skip
"""Ten points: every glyph of the block font is 10 pt wide, its space 5 pt."""

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,-/()“”đàếĐÀẾ"


def block_style(**changes: object) -> Style:
    """The block style with some values changed."""
    return replace(BLOCK_STYLE, **changes)  # type: ignore[arg-type]


@cache
def block_font() -> bytes:
    """A font whose glyphs fill the em: A V kerned by −100, a ligature fi, a space of half an em."""
    names = {ord(c): f"u{ord(c):04X}" for c in LETTERS}
    order = [".notdef", "space", *names.values(), "f_i"]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({0x20: "space", **names})
    pen = TTGlyphPen(None)
    pen.moveTo((0, -200))
    for point in ((0, 800), (1000, 800), (1000, -200)):
        pen.lineTo(point)
    pen.closePath()
    block, empty = pen.glyph(), TTGlyphPen(None).glyph()
    builder.setupGlyf({name: empty if name == "space" else block for name in order})
    builder.setupHorizontalMetrics({name: (500 if name == "space" else 1000, 0) for name in order})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Block", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200)
    builder.setupPost()
    a, v, f, i = (names[ord(c)] for c in "AVfi")
    addOpenTypeFeaturesFromString(
        builder.font,
        f"feature kern {{ pos {a} {v} -100; }} kern; feature liga {{ sub {f} {i} by f_i; }} liga;",
    )
    buffer = io.BytesIO()
    builder.save(buffer)
    return buffer.getvalue()


def block_face(key: str = "block/regular", without: str = "") -> FontFace:
    """The block font as a face; `without` are letters that its coverage lacks."""
    role, _, style = key.partition("/")
    return FontFace(
        key=key, family="Block", role=role, style=style, file="block.ttf", units_per_em=1000,
        coverage=frozenset(ord(c) for c in LETTERS + " " if c not in without),
        data=block_font(), at=AT,
    )  # fmt: skip


def block_fonts(*faces: FontFace) -> Fonts:
    """Fonts of one block face, or of those given."""
    given = faces or (block_face(),)
    return Fonts(faces={face.key: face for face in given}, digest="")


def length(line: Line, upem: Mapping[str, int]) -> float:
    """A line's length in points, summed up from its glyphs and spaces."""
    natural = glyphs = 0.0
    spaces = 0
    for n, piece in enumerate(line.pieces):
        natural += piece.word.width * piece.size / upem[piece.word.face]
        glyphs += len(piece.word.glyphs)
        if piece.space and n < len(line.pieces) - 1:
            natural += piece.space + line.word_space
            spaces += 1
    return (natural + (glyphs + spaces - 1) * line.letter_space) * line.scale


def read_back(lines: tuple[Line, ...], source: str) -> str | None:
    """What is wrong with lines as a setting of a text: None where they give back all of it.

    Where a line ends, a space, a soft hyphen or nothing of the source is used up.
    """
    at = 0
    for line in lines:
        text = line.text
        if line.hyphen:
            text = text.removesuffix("\u00ad")
        while at < len(source) and source[at] in " \n\u00ad":
            at += 1
        for char in text:
            while at < len(source) and source[at] == "\u00ad":
                at += 1
            if at >= len(source) or source[at] != char:
                return f"{char!r} of {line.text!r}, wanted {source[at : at + 20]!r}"
            at += 1
    rest = source[at:].strip(" \n\u00ad")
    return f"{rest!r} is lost" if rest else None


def first_fit(b: Breaks, measure: float, flex: Flex) -> list[int]:
    """Each line as long as it fits."""
    chosen, start, end = [], 0, len(b.width_to) - 1
    while start < end:
        stop = start + 1
        while stop < end and fits_line(b, start, stop + 1, measure, flex):
            stop += 1
        chosen.append(stop)
        start = stop
    return chosen
