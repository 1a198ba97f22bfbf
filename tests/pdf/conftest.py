"""Lines, pages and editions for the tests of the PDF, and three readers that take it apart.

Words are shaped here with uharfbuzz, so that these tests need no other stage of the project.
"""

import datetime
import io
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import uharfbuzz as hb

from assemble.model.edition import Bookmark, Edition, Item, Page, Source, TextItem
from assemble.model.finding import Location
from assemble.model.font import FontFace
from assemble.model.issue import Image
from assemble.model.line import Line, Piece, ShapedWord

ROOT = Path(__file__).parents[2]
FILES = {
    "text/regular": "SourceSerif4SmText-Regular.ttf",
    "text/bold": "SourceSerif4SmText-Bold.ttf",
    "text/italic": "SourceSerif4SmText-It.ttf",
    "sans/regular": "SourceSans3-Regular.ttf",
    "sans/bold": "SourceSans3-Bold.ttf",
    "display/bold": "SourceSerif4Display-Bold.ttf",
}
COLOURS = {"black": (0.0, 0.0, 0.0, 1.0), "red": (0.1, 1.0, 0.9, 0.0)}
BODY = Source(role="body", language="vi")


class Composer:
    """Sets text in the fonts of the repository, as naively as possible."""

    def __init__(self) -> None:
        self.faces = {key: _face(key, file) for key, file in FILES.items()}
        self._fonts = {k: hb.Font(hb.Face(hb.Blob(f.data))) for k, f in self.faces.items()}
        self._words: dict[tuple[str, str, bool], ShapedWord] = {}

    def word(self, text: str, face: str = "text/regular", *, hyphen: bool = False) -> ShapedWord:
        """A shaped word; with `hyphen` one more glyph, whose text is U+00AD."""
        key = text, face, hyphen
        if key not in self._words:
            self._words[key] = self._shape(text + "-" * hyphen, face, hyphen=hyphen)
        return self._words[key]

    def piece(
        self,
        text: str,
        face: str = "text/regular",
        *,
        size: float = 10.0,
        colour: str = "black",
        space: str = " ",
        hyphen: bool = False,
    ) -> Piece:
        """A word with the space that follows it; `space` may be empty."""
        width = self.advance(face, " ") * size / 1000 if space else 0.0
        return Piece(self.word(text, face, hyphen=hyphen), size, colour, width, space)

    def line(self, *pieces: Piece, **more: Any) -> Line:
        """A line of pieces; its width is of no account here."""
        return Line(pieces=pieces, **{"indent": 0.0, "width": 0.0, **more})

    def text(self, text: str, face: str = "text/regular", size: float = 10.0, **more: Any) -> Line:
        """A line of words that are parted by spaces or no-break spaces."""
        pieces = []
        words = text.replace("\u00a0", " \u00a0").split(" ")
        for index, word in enumerate(words):
            after = words[index + 1] if index + 1 < len(words) else ""
            space = "\u00a0" if after.startswith("\u00a0") else " "
            pieces.append(self.piece(word.lstrip("\u00a0"), face, size=size, space=space))
        return self.line(*pieces, **more)

    def advance(self, face: str, character: str) -> int:
        """The font's own advance of a character."""
        font = self._fonts[face]
        return int(font.get_glyph_h_advance(font.get_nominal_glyph(ord(character))))

    def font_advance(self, face: str, glyph: int) -> int:
        """The font's own advance of a glyph."""
        return int(self._fonts[face].get_glyph_h_advance(glyph))

    def _shape(self, text: str, face: str, *, hyphen: bool) -> ShapedWord:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(self._fonts[face], buffer, {"kern": True, "liga": True})
        clusters = [info.cluster for info in buffer.glyph_infos]
        ends = [*clusters[1:], len(text)]
        texts = [text[a:b] for a, b in zip(clusters, ends, strict=True)]
        if hyphen:
            texts[-1] = "\u00ad"
        positions = buffer.glyph_positions
        offsets = tuple((p.x_offset, p.y_offset) for p in positions)
        return ShapedWord(
            face=face,
            glyphs=tuple(info.codepoint for info in buffer.glyph_infos),
            advances=tuple(p.x_advance for p in positions),
            offsets=offsets if any(map(any, offsets)) else (),
            texts=tuple(texts),
            width=sum(p.x_advance for p in positions),
        )


def _face(key: str, file: str) -> FontFace:
    role, style = key.split("/")
    return FontFace(
        key=key,
        family=file.split("-")[0],
        role=role,
        style=style,
        file=file,
        units_per_em=1000,
        coverage=frozenset(),
        data=(ROOT / "fonts" / file).read_bytes(),
        at=Location("fonts/fonts.yaml"),
    )


@pytest.fixture(scope="session")
def composer() -> Composer:
    """The composer, which keeps its shaped words as the real one does."""
    return Composer()


@pytest.fixture
def edition(composer: Composer) -> Callable[..., Edition]:
    """Makes an edition of the items of its pages."""

    def make(*pages: tuple[Item, ...], **more: Any) -> Edition:
        settings: dict[str, Any] = {
            "title": "Đối ngoại Lạng Sơn",
            "subject": "Bản tin số 04 (2021)",
            "author": "Sở Ngoại vụ & Liên hiệp",
            "number": "04/2021",
            "languages": ("vi", "en"),
            "date": datetime.date(2021, 12, 31),
            "purpose": "proof",
            "build_id": "0123abcd",
            "trim": (400.0, 300.0),
            "bleed": 0.0,
            "slug": 0.0,
            "colours": COLOURS,
            "faces": composer.faces,
            "images": {},
            "bookmarks": (Bookmark("Trang đầu", 1, 30.0, 0),),
        }
        numbered = tuple(
            Page(number=number, label=str(number), items=items)
            for number, items in enumerate(pages, 1)
        )
        return Edition(pages=numbered, **{**settings, **more})

    return make


@pytest.fixture
def stack() -> Callable[..., tuple[Item, ...]]:
    """Makes items of lines, one below the other."""

    def make(*lines: Line, x: float = 20.0, leading: float = 24.0) -> tuple[Item, ...]:
        return tuple(
            TextItem(x, 30.0 + leading * index, line, BODY) for index, line in enumerate(lines)
        )

    return make


@pytest.fixture
def picture() -> Callable[..., Image]:
    """Makes a model image of a file's bytes."""

    def make(data: bytes, kind: str, size: tuple[int, int], **more: Any) -> Image:
        settings: dict[str, Any] = {"orientation": 1, "mode": "RGB", "profile": None}
        key = f"key-{len(data)}-{sum(data) % 65521}"
        return Image(
            key=key, format=kind, width=size[0], height=size[1], data=data, **(settings | more)
        )

    return make


def poppler(pdf: bytes, folder: Path) -> str:
    """The text in drawing order, by poppler."""
    path = folder / "text.pdf"
    path.write_bytes(pdf)
    command = ["pdftotext", "-raw", "-enc", "UTF-8", str(path), "-"]
    return subprocess.run(command, check=True, capture_output=True).stdout.decode()


def mupdf(pdf: bytes, folder: Path) -> str:
    """The text by MuPDF."""
    path = folder / "text.pdf"
    path.write_bytes(pdf)
    command = ["mutool", "draw", "-q", "-F", "text", str(path)]
    return subprocess.run(command, check=True, capture_output=True).stdout.decode()


def pdfium(pdf: bytes, folder: Path) -> str:  # noqa: ARG001 - the three readers are called alike
    """The text by PDFium."""
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


@pytest.fixture(params=[poppler, mupdf, pdfium], ids=lambda reader: reader.__name__)
def extract(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[bytes], str]:
    """One of three independent extractors, from bytes to text."""
    return lambda pdf: request.param(pdf, tmp_path)


@pytest.fixture
def render() -> Callable[..., Any]:
    """Renders the first page with PDFium, at one pixel a point unless told otherwise."""

    def make(pdf: bytes, scale: float = 1.0) -> Any:
        with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
            return document[0].render(scale=scale).to_pil().convert("RGB")

    return make


@pytest.fixture
def root() -> Path:
    """The root of the repository."""
    return ROOT
