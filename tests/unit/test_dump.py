"""The text dump and the JSON sidecar of an edition."""

import datetime
import json

from making import AT, BLOCK_STYLE, block_fonts, spans

from assemble.dump import dump_pages, rect_of, sidecar
from assemble.model.edition import BoxItem, Edition, ImageItem, Page, Rect, Source, TextItem
from assemble.model.layout import Layout
from assemble.text.setting import Typesetter


def edition(layout: Layout) -> Edition:
    """A page with a line, a picture and a box, and a blank one."""
    (line,) = Typesetter(layout, block_fonts()).paragraph(spans("aa bé"), BLOCK_STYLE, "vi", 200.0)
    items = (
        ImageItem(Rect(-1, -2, 30, 40), "key", Rect(0, 0.1, 1, 0.8), Source("photo", at=AT)),
        BoxItem(Rect(1, 2, 3.04, 4), "deep", Source("rule")),
        TextItem(10, 100, line, Source("body", "vi", "articles/a", AT)),
    )
    return Edition(
        title="Tin", subject="", author="", number="1", languages=("vi",), purpose="proof",
        date=datetime.date(2024, 1, 31), build_id="0a", trim=(595.2756, 842), bleed=8.5039,
        slug=0, colours={}, faces={}, images={}, bookmarks=(),
        pages=(
            Page(number=1, label="", items=items),
            Page(number=2, label="2", items=(), blank=True),
        ),
    )  # fmt: skip


def test_dump(layout: Layout) -> None:
    """An item a line, in drawing order, lengths to a tenth of a point."""
    assert dump_pages(edition(layout)).splitlines() == [
        "page 1",
        "  photo -1.0 -2.0 30.0 40.0",
        "  rule 1.0 2.0 3.0 4.0 deep",
        "  body vi 10.0 100.0 45.0 aa bé",
        "page 2 blank",
    ]


def test_sidecar(layout: Layout) -> None:
    """Every item knows its rectangle, role, language, article and source line."""
    value = json.loads(sidecar(edition(layout)))

    assert {key: value[key] for key in ("title", "number", "date", "purpose", "build")} == {
        "title": "Tin", "number": "1", "date": "2024-01-31", "purpose": "proof", "build": "0a",
    }  # fmt: skip
    assert value["trim"] == [595.276, 842]
    assert value["pages"][0]["items"] == [
        {
            "role": "photo", "rect": [-1, -2, 30, 40], "file": "test.md", "line": 1, "column": 1,
            "image": "key", "crop": [0, 0.1, 1, 0.8],
        },
        {"role": "rule", "rect": [1, 2, 3.04, 4], "colour": "deep"},
        {
            "role": "body", "rect": [10, 100 - 7.5, 45, 10], "language": "vi",
            "article": "articles/a", "file": "test.md", "line": 1, "column": 1, "text": "aa bé",
            "faces": [["block/regular", 5]],
        },
    ]  # fmt: skip
    assert [page["blank"] for page in value["pages"]] == [False, True]
    assert [page["folio"] for page in value["pages"]] == ["", "2"]


def test_rectangle_of_a_line(layout: Layout) -> None:
    """A line reaches 0.75 em above its baseline and 0.25 em below; its indent moves it."""
    item = edition(layout).pages[0].items[2]
    assert isinstance(item, TextItem)

    assert rect_of(item) == (10, 100 - 7.5, 20 + 5 + 20, 10)
