"""Pen positions: the content stream, read back, against the line's own arithmetic."""

import io
from typing import Any, NamedTuple

import pikepdf
import pytest
from making import written

from assemble.model.edition import BoxItem, Rect, Source, TextItem
from assemble.model.line import Line, ShapedWord

TOLERANCE = 0.02
"""Points a line may be off at its end: far below what is seen (0.007 mm)."""


class Shown(NamedTuple):
    """A code shown, with the pen's place before it, in PDF coordinates."""

    cid: int
    x: float
    y: float


def widths(runs: Any) -> dict[int, float]:
    """Widths by CID: each run is its first CID and an array (ISO 32000-1, 9.7.4.3)."""
    return {
        int(first) + index: float(width)
        for first, run in zip(runs[::2], runs[1::2], strict=True)
        for index, width in enumerate(run)
    }


class Interpreter:
    """The text operators that the writer uses, by the rules of ISO 32000-1, 9.3 and 9.4."""

    def __init__(self, page: Any) -> None:
        self.shown: list[Shown] = []
        self._widths = {
            resource: widths(font.DescendantFonts[0].W)
            for resource, font in page.Resources.get("/Font", {}).items()
        }
        self._resource, self._size = "", 0.0
        self._spacing, self._scale, self._rise = 0.0, 1.0, 0.0
        self._x, self._y = 0.0, 0.0
        for operands, operator in pikepdf.parse_content_stream(page):
            handler = getattr(self, f"_do_{operator}", None)
            if handler is not None:
                handler(*operands)

    def _do_Tf(self, resource: Any, size: Any) -> None:  # noqa: N802 - named like the operator
        self._resource, self._size = str(resource), float(size)

    def _do_Tc(self, spacing: Any) -> None:  # noqa: N802
        self._spacing = float(spacing)

    def _do_Tz(self, scale: Any) -> None:  # noqa: N802
        self._scale = float(scale) / 100

    def _do_Ts(self, rise: Any) -> None:  # noqa: N802
        self._rise = float(rise)

    def _do_Tm(self, *matrix: Any) -> None:  # noqa: N802
        assert [float(value) for value in matrix[:4]] == [1, 0, 0, 1]
        self._x, self._y = float(matrix[4]), float(matrix[5])

    def _do_TJ(self, array: Any) -> None:  # noqa: N802
        for part in array:
            if isinstance(part, pikepdf.String):
                self._show(bytes(part))
            else:
                self._x -= float(part) / 1000 * self._size * self._scale

    def _show(self, codes: bytes) -> None:
        for at in range(0, len(codes), 2):
            cid = int.from_bytes(codes[at : at + 2], "big")
            self.shown.append(Shown(cid, self._x, self._y + self._rise))
            width = self._widths[self._resource][cid] / 1000 * self._size
            self._x += (width + self._spacing) * self._scale


def shown(pdf: bytes) -> list[Shown]:
    """All codes of the first page."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return Interpreter(document.pages[0]).shown


def expected(item: TextItem, height: float, slug: float) -> list[tuple[float, float]]:
    """Where the pen must stand, from the line alone."""
    line = item.line
    x, y = slug + item.x + line.indent, slug + height - item.baseline
    places = []
    for index, piece in enumerate(line.pieces):
        word = piece.word
        for glyph, advance in enumerate(word.advances):
            dx, dy = word.offsets[glyph] if word.offsets else (0, 0)
            places.append((x + dx * piece.size / 1000 * line.scale, y + dy * piece.size / 1000))
            x += (advance * piece.size / 1000 + line.letter_space) * line.scale
        if piece.space and index < len(line.pieces) - 1:
            places.append((x, y))
            x += (piece.space + line.word_space + line.letter_space) * line.scale
    return places


def check(pdf: bytes, items: tuple[TextItem, ...], slug: float = 0.0) -> None:
    """Compare each glyph and each space of all items."""
    places = [place for item in items for place in expected(item, 300.0, slug)]
    codes = shown(pdf)

    assert len(places) == len(codes)
    for place, code in zip(places, codes, strict=True):
        assert code.x == pytest.approx(place[0], abs=TOLERANCE)
        assert code.y == pytest.approx(place[1], abs=TOLERANCE)


TEXT = "To AVATAR official Trưởng Yết “Việt” fjord, tạo nên 350 triệu đồng Về Tý. Waverly"


@pytest.mark.parametrize("scale", [1.0, 0.9837, 1.0213])
@pytest.mark.parametrize("letter_space", [0.0, 0.0371, -0.0413, 0.6])
@pytest.mark.parametrize("word_space", [0.0, 1.2345, -0.4321])
def test_pen_stands_where_the_line_says(edition, stack, composer, scale, letter_space, word_space):
    """Every glyph and space starts where advances, spaces and scale add up to."""
    more = {"scale": scale, "letter_space": letter_space, "word_space": word_space}
    items = stack(
        composer.text(TEXT, size=9.5, indent=-0.37, **more),
        composer.text(TEXT, "display/bold", size=10.3, **more),
        composer.text("One"),
        x=20.123,
    )

    check(written(edition(items)), items)


def test_mixed_faces_and_sizes_share_one_pen(edition, stack, composer):
    """A change of face, size or colour does not move the pen."""
    line = composer.line(
        composer.piece("Ảnh:", "text/bold", size=7.7),
        composer.piece("TRÍ", "sans/regular", colour="red", size=12.3),
        composer.piece("DŨNG", "text/italic", space=""),
        composer.piece(",", size=9.1, space="\u2009"),
        composer.piece("vụ", space="\u202f"),
        composer.piece("cuối", "sans/bold"),
        word_space=0.77,
        letter_space=0.05,
        scale=1.0123,
    )
    items = stack(line)

    check(written(edition(items)), items)


def test_offsets_move_glyphs_but_not_the_pen(edition, stack, composer):
    """Glyph offsets, across and up, leave the next glyph where it was."""
    plain = composer.word("Viet")
    offsets = ((0, 0), (-40, 120), (35, 0), (0, -60))
    word = ShapedWord(**{**plain._asdict(), "offsets": offsets})
    piece = composer.piece("x")._replace(word=word)
    items = stack(composer.line(piece, composer.piece("Nam"), letter_space=0.3, scale=0.99))

    check(written(edition(items)), items)


def test_a_cluster_advances_like_its_glyphs(edition, stack, composer):
    """What follows a cluster of two glyphs stands where it would after the two."""
    plain = composer.word("Viet")
    word = ShapedWord(
        **{
            **plain._asdict(),
            "texts": ("V", "iệ", "", "t"),
            "offsets": ((0, 0), (0, 0), (-200, 90), (0, 0)),
        }
    )
    piece = composer.piece("x")._replace(word=word)
    items = stack(composer.line(piece, composer.piece("Nam"), letter_space=0.3, scale=0.99))
    places = expected(items[0], 300.0, 0.0)
    del places[2]
    codes = shown(written(edition(items)))

    assert [code.x for code in codes] == pytest.approx([x for x, _ in places], abs=TOLERANCE)


def test_slug_moves_everything(edition, stack, composer):
    """On a larger sheet the pen moves by the slug, in both directions."""
    items = stack(composer.text(TEXT))

    check(written(edition(items, bleed=8.5, slug=20.25)), items, slug=20.25)


def test_last_space_is_not_drawn(edition, stack, composer):
    """The space after the last word stays away: four letters, one space."""
    items = stack(composer.text("xa xa"))

    assert len("xa xa") == len(shown(written(edition(items))))


def test_an_empty_line_draws_nothing(edition, stack):
    """A line without pieces is no fault."""
    assert shown(written(edition(stack(Line(pieces=(), indent=0.0, width=0.0))))) == []


def test_box_is_filled_where_it_stands(edition, render):
    """A box covers its rectangle in its CMYK colour, measured from the trim's top left."""
    box = BoxItem(Rect(10.0, 20.0, 30.0, 40.0), "red", Source(role="rule"))
    pdf = written(edition((box,), slug=5.0, bleed=5.0))
    picture = render(pdf)

    assert picture.size == (410, 310)
    assert picture.getpixel((14, 60)) == picture.getpixel((46, 60)) == (255, 255, 255)
    assert picture.getpixel((30, 23)) == picture.getpixel((30, 67)) == (255, 255, 255)
    for inside in ((16, 26), (44, 63)):
        red, green, blue = picture.getpixel(inside)
        assert red > 150 > 80 > max(green, blue)
