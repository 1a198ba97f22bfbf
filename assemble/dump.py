"""An edition as text: the sidecar that a build can write, and the dump that tests compare."""

import json
from typing import Any

from assemble.model.edition import BoxItem, Edition, ImageItem, Item, Page, TextItem
from assemble.model.line import Line

NOTE = "note"
"""Stands for the face of a number that refers to a footnote: the tool counts these."""


def sidecar(edition: Edition) -> str:
    """The edition as JSON: every item with its rectangle, role, language, article and source.

    Rectangles are [left, top, width, height] in points from the trim's top left corner; `faces`
    tell how many characters of a line follow each other in a face.
    """
    return json.dumps(sidecar_value(edition), ensure_ascii=False, indent=1) + "\n"


def sidecar_value(edition: Edition) -> dict[str, Any]:
    """The JSON value of the sidecar."""
    return {
        "title": edition.title,
        "number": edition.number,
        "date": edition.date.isoformat(),
        "purpose": edition.purpose,
        "build": edition.build_id,
        "trim": [round(length, 3) for length in edition.trim],
        "bleed": round(edition.bleed, 3),
        "plan": dict(edition.choices),
        "pages": [_page(page) for page in edition.pages],
    }


def _page(page: Page) -> dict[str, Any]:
    return {
        "number": page.number,
        "folio": page.label,
        "blank": page.blank,
        "items": page_items(page),
    }


def page_items(page: Page) -> list[dict[str, Any]]:
    """All items of a page as the sidecar has them."""
    return [_item(item) for item in page.items]


def _item(item: Item) -> dict[str, Any]:
    source = item.source
    value: dict[str, Any] = {"role": source.role, "rect": [round(v, 2) for v in rect_of(item)]}
    if source.language:
        value["language"] = source.language
    if source.article:
        value["article"] = source.article
    if source.at:
        value |= {"file": source.at.file, "line": source.at.line, "column": source.at.column}
    if isinstance(item, TextItem):
        value |= {"text": item.line.text, "faces": _faces(item.line)}
    elif isinstance(item, ImageItem):
        value |= {"image": item.image, "crop": [round(v, 4) for v in item.crop]}
    else:
        value["colour"] = item.colour
    return value


def _faces(line: Line) -> list[list[str | int]]:
    """The faces of a line's text, each with how many of its characters are set in it.

    Numbers that refer to footnotes are told as such in place of their face.
    """
    faces: list[list[str | int]] = []
    last = len(line.pieces) - 1
    for i, piece in enumerate(line.pieces):
        count = sum(map(len, piece.word.texts))
        count += len(piece.space_text) if piece.space and i < last else 0
        face = NOTE if piece.note else piece.word.face
        if faces and faces[-1][0] == face:
            faces[-1][1] = int(faces[-1][1]) + count
        else:
            faces.append([face, count])
    return faces


def rect_of(item: Item) -> tuple[float, float, float, float]:
    """An item's rectangle in points; a line's reaches 0.75 em above its baseline, 0.25 below."""
    if isinstance(item, TextItem):
        size = max(piece.size for piece in item.line.pieces)
        left = item.x + item.line.indent
        return left, item.baseline - 0.75 * size, item.line.width, size
    return item.rect


def dump_pages(edition: Edition) -> str:
    """The edition as stable plain text, an item a line: what layout tests compare."""
    out = []
    for page in edition.pages:
        out.append(f"page {page.number}{' blank' if page.blank else ''}")
        for item in page.items:
            x, y, width, height = rect_of(item)
            if isinstance(item, TextItem):
                y = item.baseline
            place = f"{x:.1f} {y:.1f} {width:.1f}"
            place += "" if isinstance(item, TextItem) else f" {height:.1f}"
            tail = item.line.text if isinstance(item, TextItem) else ""
            tail = item.colour if isinstance(item, BoxItem) else tail
            language = f" {item.source.language}" if item.source.language else ""
            out.append(f"  {item.source.role}{language} {place} {tail}".rstrip())
    return "\n".join(out) + "\n"
