"""What preflight found as one page of HTML, with the pages and the faults' places on them.

No script, nothing from elsewhere; English, with Vietnamese beside each heading.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from pathlib import PurePath

from assemble.model.finding import Severity
from assemble.model.preflight import Box, Fault, Preflight, Rule
from assemble.preflight.reports.text import STANDARDS, by_page, counted, place
from assemble.preflight.reports.thumbnails import Thumbnail
from assemble.preflight.rules import BY_ID, severity

WORDS = {
    Severity.ERROR: ("Error", "Lỗi"),
    Severity.WARNING: ("Warning", "Cảnh báo"),
    Severity.NOTE: ("Note", "Ghi chú"),
}
MARKS = {
    Severity.ERROR: ("#b3262e", "none"),
    Severity.WARNING: ("#b45f06", "12 6"),
    Severity.NOTE: ("#1f5fa8", "4 6"),
}
"""Colour and dashes of the marks: who sees no colours tells them by the dashes."""
LABEL = 0.035
"""Size of a mark's number, as a share of the page's longer side."""
SMALLEST = 6.0
"""Points that a mark is at least wide and high: a hairline's would not be seen."""

STYLE = """
:root { --ink: #1d2330; --deep: #1f3a63; --grey: #5a6270; --line: #d5d9e0;
  --error: #b3262e; --warning: #b45f06; --note: #1f5fa8; }
body { font: 15px/1.5 "Source Sans 3", "Noto Sans", "Segoe UI", Arial, sans-serif;
  color: var(--ink); max-width: 66rem; margin: 2rem auto; padding: 0 1.5rem; }
h1 { color: var(--deep); font-size: 1.7rem; line-height: 1.2; margin: 0;
  overflow-wrap: anywhere; }
h2 { color: var(--deep); font-size: 1.2rem; margin: 2.4rem 0 .6rem; padding-top: .4rem;
  border-top: 2px solid var(--deep); }
[lang=vi] { font-style: italic; font-weight: normal; color: var(--grey); }
.page { display: grid; grid-template-columns: 15rem 1fr; gap: 1.5rem; align-items: start; }
.page svg { width: 100%; height: auto; border: 1px solid var(--line); background: #fff; }
ol { margin: 0; padding-left: 1.6rem; }
li { margin: 0 0 .7rem; overflow-wrap: anywhere; }
.error b { color: var(--error); } .warning b { color: var(--warning); }
.note b { color: var(--note); }
code { font: .85rem ui-monospace, Menlo, Consolas, monospace; }
.why, .where { display: block; color: var(--grey); font-size: .9rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .2rem 1.2rem .2rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: normal; color: var(--grey); }
.sheet figure { display: inline-block; margin: 0 1rem 1rem 0; width: 7rem; }
.sheet svg { width: 100%; height: auto; border: 1px solid var(--line); }
figcaption { color: var(--grey); font-size: .85rem; }
@media print {
  body { margin: 0; max-width: none; font-size: 10pt; print-color-adjust: exact; }
  .page { display: block; } .page > div { float: left; width: 9rem; }
  .page ol { margin-left: 10.5rem; }
  .page > div, li, .sheet figure { break-inside: avoid; } h2 { break-after: avoid; }
}
@media (max-width: 40rem) { .page { grid-template-columns: 1fr; } }
"""


def html(report: Preflight, thumbnails: Iterable[Thumbnail] = ()) -> str:
    """A report as a whole HTML document; pages without a thumbnail are told in words only."""
    drawn = {each.number: each for each in thumbnails}
    name = escape(PurePath(report.file).name)
    body = [
        f"<h1>{name}</h1>",
        "<p>Preflight · <span lang=vi>Kiểm tra tệp in</span></p>",
        *_summary(report),
    ]
    for page, faults in by_page(report):
        body += _section(report, page, faults, drawn.get(page or 0))
    body += _sound(report, drawn)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{name}: preflight</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    )


def _summary(report: Preflight) -> Iterator[str]:
    rows = [("Checked against", "Theo chuẩn", STANDARDS.get(report.standard, report.standard))]
    rows.append(("Pages", "Số trang", str(report.pages)))
    for each, (english, vietnamese) in WORDS.items():
        found = sum(severity(fault) is each for fault in report.faults)
        rows.append((f"{english}s", vietnamese, str(found)))
    yield "<table>"
    for english, vietnamese, value in rows:
        head = f'<th scope="row">{english} · <span lang=vi>{vietnamese}</span></th>'
        yield f"<tr>{head}<td>{escape(value)}</td></tr>"
    yield "</table>"
    if not report.faults:
        yield "<p>No faults. · <span lang=vi>Không có lỗi.</span></p>"


def _section(
    report: Preflight, page: int | None, faults: list[Fault], thumbnail: Thumbnail | None
) -> Iterator[str]:
    """The faults of a page, or of the whole file, beside its picture."""
    english, vietnamese = ("The whole file", "Toàn tệp")
    if page is not None:
        english, vietnamese = f"Page {page}", f"Trang {page}"
    yield f"<section>\n<h2>{english} <span lang=vi>{vietnamese}</span></h2>"
    if thumbnail:
        yield '<div class="page">\n<div>' + _picture(thumbnail, faults) + "</div>"
    yield "<ol>"
    for number, fault in enumerate(faults):
        # The reason stands once where faults of a rule follow each other.
        first = number == 0 or faults[number - 1].rule != fault.rule
        yield _item(fault, report, BY_ID.get(fault.rule) if first else None)
    yield "</ol>"
    if thumbnail:
        yield "</div>"
    yield "</section>"


def _item(fault: Fault, report: Preflight, rule: Rule | None) -> str:
    """A fault; with its rule's reason if the rule is given."""
    grave = severity(fault)
    english, vietnamese = WORDS[grave]
    parts = [
        f"<b>{english} · <span lang=vi>{vietnamese}</span></b> <code>{escape(fault.rule)}</code>"
    ]
    parts.append(f" {escape(_readable(fault.message))}")
    where = [place(fault, report), str(fault.at) if fault.at else ""]
    if any(where):
        told = " · ".join(escape(_readable(part)) for part in where if part)
        parts.append(f'<span class="where">{told}</span>')
    if rule:
        told = f"Why: {escape(rule.reason)} ({escape(rule.source)})"
        parts.append(f'<span class="why">{told}</span>')
    return f'<li class="{grave.value}">{"".join(parts)}</li>'


def _readable(text: str) -> str:
    """Text without characters that XML and HTML forbid."""
    return "".join(c if c.isprintable() else "·" for c in text)


def _sound(report: Preflight, drawn: Mapping[int, Thumbnail]) -> Iterator[str]:
    """The pages without faults of their own, small."""
    faulty = {fault.page for fault in report.faults}
    sound = [drawn[page] for page in sorted(drawn) if page not in faulty]
    if not sound:
        return
    title = f"{counted(len(sound), 'page')} without faults of their own"
    yield f"<section>\n<h2>{title} <span lang=vi>Trang không có lỗi riêng</span></h2>"
    yield '<div class="sheet">'
    for each in sound:
        yield f"<figure>{_picture(each, [])}<figcaption>{each.number}</figcaption></figure>"
    yield "</div>\n</section>"


def _picture(thumbnail: Thumbnail, faults: Iterable[Fault]) -> str:
    """The page with its marks; each carries its fault's text and number in the list."""
    left, bottom, right, top = thumbnail.view
    width, height = right - left, top - bottom
    if thumbnail.rotation in (90, 270):
        width, height = height, width
    data = b64encode(thumbnail.jpeg).decode("ascii")
    marks = [
        _mark(number, fault, fault.box, thumbnail)
        for number, fault in enumerate(faults, 1)
        if fault.box
    ]
    label = f"Page {thumbnail.number}, {counted(len(marks), 'fault')} marked"
    return (
        f'<svg viewBox="0 0 {width:.2f} {height:.2f}" role="img" aria-label="{label}">'
        f'<image width="{width:.2f}" height="{height:.2f}" preserveAspectRatio="none" '
        f'href="data:image/jpeg;base64,{data}"/>{"".join(marks)}</svg>'
    )


def _mark(number: int, fault: Fault, box: Box, thumbnail: Thumbnail) -> str:
    colour, dashes = MARKS[severity(fault)]
    x0, y0, x1, y1 = _shown(box, thumbnail)
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    width, height = max(x1 - x0, SMALLEST), max(y1 - y0, SMALLEST)
    left, top = x - width / 2, y - height / 2
    view = thumbnail.view
    size = LABEL * max(view[2] - view[0], view[3] - view[1])
    return (
        f'<rect class="mark" x="{left:.2f}" y="{top:.2f}" width="{width:.2f}" '
        f'height="{height:.2f}" fill="{colour}" fill-opacity="0.12" stroke="{colour}" '
        f'stroke-width="3" stroke-dasharray="{dashes}">'
        f"<title>{escape(_readable(fault.message))}</title></rect>"
        f'<text x="{left:.2f}" y="{max(top - 4, size):.2f}" font-size="{size:.1f}" '
        f'font-weight="bold" fill="{colour}" stroke="#fff" stroke-width="4" '
        f'paint-order="stroke">{number}</text>'
    )


def _shown(box: Box, thumbnail: Thumbnail) -> Box:
    """A box of the page as it lies in the picture: left, top, right, bottom, y down."""
    left, bottom = thumbnail.view[:2]
    corners = [_turned(x - left, y - bottom, thumbnail) for x, y in (box[:2], box[2:])]
    (ax, ay), (bx, by) = corners
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _turned(x: float, y: float, thumbnail: Thumbnail) -> tuple[float, float]:
    """A point from the view's lower left corner, y up, as the turned picture has it, y down."""
    left, bottom, right, top = thumbnail.view
    width, height = right - left, top - bottom
    return {
        90: (y, x),
        180: (width - x, y),
        270: (height - y, width - x),
    }.get(thumbnail.rotation, (x, height - y))
