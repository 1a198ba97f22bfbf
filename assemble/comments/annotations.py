"""The annotations of a PDF as values (ISO 32000-1, 12.5), damaged ones as findings.

In: a PDF that pikepdf opened. Out: an `Annotation` for each that a reader of the proof made; links,
form fields and printer's marks are none of them. Coordinates are the page's own, y up.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pikepdf

from assemble.comments.richtext import plain_text
from assemble.model.finding import Findings, Location
from assemble.model.frozen import Frozen
from assemble.model.preflight import Box
from assemble.preflight.file.dates import pdf_date
from assemble.preflight.file.pdfvalues import elements, entry, inherited, name, number, text
from assemble.preflight.geometry import around

KINDS = {
    "/Text": "note",
    "/FreeText": "free-text",
    "/Highlight": "highlight",
    "/Underline": "underline",
    "/Squiggly": "squiggly",
    "/StrikeOut": "strike-out",
    "/Caret": "insert",
    "/Ink": "ink",
    "/Square": "square",
    "/Circle": "circle",
    "/Polygon": "polygon",
    "/PolyLine": "polyline",
    "/Line": "line",
    "/Stamp": "stamp",
    "/FileAttachment": "file",
    "/Sound": "sound",
    "/Redact": "redact",
    "/Popup": "popup",
}
"""Subtypes that people comment with (ISO 32000-1, table 169), and what they are called here."""

QUOTING = frozenset({"highlight", "underline", "squiggly", "strike-out", "redact"})
"""Kinds with quads: they name the words that they cover."""

MOST = 20_000
"""Annotations that are read: a damaged or hostile file may say that it has millions."""
LONGEST = 20_000
"""Characters of a comment that are read."""

Identity = tuple[int, int]


class Annotation(Frozen):
    """An annotation as the file has it.

    `boxes` are the boxes of its quads, empty where it has none; `points` those of its ink, line or
    callout; `identity` the object number, None for one that is no object of its own; `parent` that
    of the annotation it answers or belongs to, by `relation` R or Group; `state` what it sets;
    `label` its name (`NM`), `tool` its intent (`IT`).
    """

    page: int
    kind: str
    author: str
    date: datetime | None
    text: str
    rect: Box
    boxes: tuple[Box, ...]
    points: tuple[tuple[float, float], ...]
    identity: Identity | None
    label: str
    parent: Identity | str | None
    relation: str
    state: str
    tool: str
    attachment: str


def annotations(pdf: pikepdf.Pdf, file: str, findings: Findings) -> list[Annotation]:
    """All annotations of a PDF in page order.

    `findings` takes a warning for each that is so damaged that it can't be read.
    """
    found: list[Annotation] = []
    for page, value in _values(pdf):
        if len(found) == MOST:
            message = f"there are more than {MOST} annotations; the rest isn't read"
            findings.warning("bad-annotation", message, Location(file))
            break
        try:
            made = _annotation(page, value)
        except _DAMAGE as error:
            fault = str(error) or type(error).__name__
        else:
            if isinstance(made, Annotation):
                found.append(made)
            fault = made if isinstance(made, str) else ""
        if fault:
            message = f"an annotation on page {page} can't be read: {fault}"
            advice = "look at that page of the proof, or ask who made it"
            findings.warning("bad-annotation", message, Location(file), advice)
    return found


_DAMAGE = (ValueError, TypeError, KeyError, RuntimeError, OverflowError, pikepdf.PdfError)
"""What pikepdf raises for objects that are not what they should be."""


def _values(pdf: pikepdf.Pdf) -> Iterator[tuple[int, Any]]:
    """The entries of all pages' lists of annotations, each object once."""
    seen: set[Identity] = set()
    for number_, page in enumerate(pdf.pages, 1):
        for value in elements(entry(page.obj, "/Annots")):
            identity = _identity(value)
            if identity and identity in seen:
                continue
            if identity:
                seen.add(identity)
            yield number_, value


def _annotation(page: int, value: Any) -> Annotation | str | None:
    """An annotation; None for one that isn't a comment; a text says what is wrong with it."""
    if not isinstance(value, pikepdf.Dictionary):
        return "it is no dictionary"
    subtype = name(entry(value, "/Subtype"))
    if subtype is None:
        return "it doesn't say what it is"
    kind = KINDS.get(subtype)
    said = _said(value)
    if kind is None:
        return None if subtype in _NO_COMMENTS or not said else "its kind is unknown: " + said[:80]
    if kind == "popup":
        return None  # its parent's text is what it shows
    boxes = _quads(entry(value, "/QuadPoints"))
    points = _points(value)
    rect = _rect(entry(value, "/Rect")) or (around(boxes) if boxes else None) or _hull(points)
    if rect is None and "/IRT" not in value:
        return "it has no place" + (f": {said[:80]}" if said else "")
    return Annotation(
        page=page,
        kind=kind,
        author=(text(entry(value, "/T")) or "").strip(),
        date=pdf_date(text(entry(value, "/M"))) or pdf_date(text(entry(value, "/CreationDate"))),
        text=said or _stamp(kind, value),
        rect=rect or (0.0, 0.0, 0.0, 0.0),
        boxes=boxes,
        points=points,
        identity=_identity(value),
        label=text(entry(value, "/NM")) or "",
        parent=_parent(entry(value, "/IRT")),
        relation=(name(entry(value, "/RT")) or "/R").removeprefix("/"),
        state=_state(value),
        tool=(name(entry(value, "/IT")) or "").removeprefix("/"),
        attachment=_attachment(kind, value),
    )


_NO_COMMENTS = frozenset(
    {"/Link", "/Widget", "/PrinterMark", "/TrapNet", "/Screen", "/Watermark", "/Movie", "/3D"}
)


def _said(value: Any) -> str:
    """The words of an annotation: its contents, else its rich text, else its popup's contents."""
    said = text(entry(value, "/Contents")) or ""
    if not said.strip():
        said = plain_text(_rich(entry(value, "/RC"))[:LONGEST])
    if not said.strip():
        said = text(entry(entry(value, "/Popup"), "/Contents")) or ""
    said = said[:LONGEST].replace("\r\n", "\n").replace("\r", "\n")
    return said.strip("\n\t \0")


def _rich(value: Any) -> str:
    """Rich text, which may be a string or a stream."""
    if isinstance(value, pikepdf.Stream):
        return bytes(value.read_bytes()).decode("utf-8", "replace")
    return text(value) or ""


def _stamp(kind: str, value: Any) -> str:
    """What a stamp without words says by its name; it is a draft by default (12.5.6.12)."""
    if kind != "stamp":
        return ""
    return (name(entry(value, "/Name")) or "/Draft").removeprefix("/")


def _state(value: Any) -> str:
    """The state that a reply sets on what it answers; one of the model Marked is private."""
    if text(entry(value, "/StateModel")) == "Marked":
        return ""
    return text(entry(value, "/State")) or ""


def _attachment(kind: str, value: Any) -> str:
    """The name of an attached file, without folders."""
    if kind != "file":
        return ""
    file = entry(value, "/FS")
    found = text(file) or text(entry(file, "/UF")) or text(entry(file, "/F")) or "?"
    return found.replace("\\", "/").rsplit("/", 1)[-1]


def _identity(value: Any) -> Identity | None:
    if isinstance(value, pikepdf.Object) and value.is_indirect:
        return value.objgen[0], value.objgen[1]
    return None


def _parent(value: Any) -> Identity | str | None:
    """What an annotation answers: an object, or by its name (as in FDF, 12.7.7.3)."""
    if value is None:
        return None
    return _identity(value) or text(value) or text(entry(value, "/NM")) or ""


def _numbers(value: Any) -> list[float]:
    """The numbers of an array up to the first that is none."""
    found = []
    for item in elements(value):
        size = number(item)
        if size is None:
            break
        found.append(size)
    return found


def _rect(value: Any) -> Box | None:
    """A rectangle; other than `pdfvalues.rectangle` it may be a line or a point."""
    found = _numbers(value)
    if len(found) != 4:
        return None
    x0, y0, x1, y1 = found
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _quads(value: Any) -> tuple[Box, ...]:
    """The boxes of quads.

    The standard's order is around the quad, that of most programs row by row (12.5.6.10 and what
    readers do); the box around the four points is the same.
    """
    found = _numbers(value)
    return tuple(
        (min(found[n : n + 8 : 2]), min(found[n + 1 : n + 8 : 2]),
         max(found[n : n + 8 : 2]), max(found[n + 1 : n + 8 : 2]))
        for n in range(0, len(found) - 7, 8)
    )  # fmt: skip


def _points(value: Any) -> tuple[tuple[float, float], ...]:
    """The points of ink, polygons and lines; a callout's or an arrow's tip comes first."""
    if "/InkList" in value:
        strokes = [_pairs(stroke) for stroke in elements(value.InkList)]
        return tuple(point for stroke in strokes for point in stroke)
    if "/L" in value:
        ends = _pairs(value.L)
        endings = [name(item) for item in elements(entry(value, "/LE"))]
        tips = [end not in (None, "/None") for end in endings]
        return tuple(reversed(ends)) if tips == [False, True] else tuple(ends)
    return tuple(_pairs(entry(value, "/CL") or entry(value, "/Vertices")))


def _pairs(value: Any) -> list[tuple[float, float]]:
    found = _numbers(value)
    return list(zip(found[::2], found[1::2], strict=False))


def _hull(points: tuple[tuple[float, float], ...]) -> Box | None:
    return around((x, y, x, y) for x, y in points) if points else None


def trim_of(page: Any) -> Box | None:
    """A page's trim box in its own coordinates; None where there is none."""
    found = _rect(inherited(page, "/TrimBox"))
    return found if found and found[2] > found[0] and found[3] > found[1] else None


def media_of(page: Any) -> Box:
    """A page's media box; A4 where it has none, as viewers take it."""
    return _rect(inherited(page, "/MediaBox")) or (0.0, 0.0, 595.276, 841.89)
