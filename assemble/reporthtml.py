"""The quality of an edition as one page of HTML: no script, nothing from elsewhere.

English, with a Vietnamese line at each heading.
"""

from collections.abc import Iterable, Iterator
from html import escape

from assemble.model.edition import Edition
from assemble.model.quality import FLAWS, ArticleQuality, Flaw, PageQuality, Quality

CRITERIA = {
    "one-spread": (
        "Articles that fit a spread with their languages on one",
        "Bài có các ngôn ngữ trên cùng cặp trang",
    ),
    "page-count": ("Pages", "Số trang"),
}
"""Titles of what is asked beside the kinds of flaws."""
FIGURES = (
    ("lines", "justified lines, last ones left out", "dòng căn đều hai bên"),
    ("mean", "mean word space, em", "khoảng từ trung bình, em"),
    ("deviation", "standard deviation, em", "độ lệch chuẩn, em"),
    ("largest", "widest, em", "rộng nhất, em"),
    ("loose", "lines over 0.5 em", "dòng trên 0,5 em"),
    ("hyphenated", "lines that end in a hyphen", "dòng kết thúc bằng gạch nối"),
)
SHARES = ("loose", "hyphenated")

STYLE = """
:root { --ink: #1d2330; --deep: #1f3a63; --red: #b3262e; --grey: #5a6270; --line: #d5d9e0; }
body { font: 15px/1.5 "Source Sans 3", "Noto Sans", "Segoe UI", Arial, sans-serif;
  color: var(--ink); max-width: 66rem; margin: 2rem auto; padding: 0 1.5rem; }
h1 { color: var(--deep); font-size: 1.7rem; line-height: 1.2; margin: 0; }
h2 { color: var(--deep); font-size: 1.2rem; margin: 2.4rem 0 .4rem; padding-top: .4rem;
  border-top: 2px solid var(--deep); }
h3 { font-size: 1rem; margin: 1.6rem 0 .2rem; }
[lang=vi] { font-style: italic; font-weight: normal; color: var(--grey); }
h1 + p, .hint { color: var(--grey); margin: .1rem 0 .4rem; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: .2rem .8rem .2rem 0;
  border-bottom: 1px solid var(--line); }
th { font-size: .85rem; color: var(--grey); font-weight: normal; }
td.n, th.n { text-align: right; }
td.at { white-space: nowrap; font: .82rem ui-monospace, Menlo, Consolas, monospace; }
td.bars { white-space: nowrap; }
.met { color: #1d6b3a; }
.unmet { color: var(--red); font-weight: bold; }
.bar { display: inline-block; width: 5rem; height: .7rem; background: #e8ebf0; margin-right: 3px; }
.bar i { display: block; height: 100%; background: #7f9cc4; }
.low i { background: var(--red); }
@media print {
  body { margin: 0; max-width: none; font-size: 10pt; print-color-adjust: exact; }
  h3, tr { break-inside: avoid; }
}
"""


def report_html(quality: Quality, edition: Edition) -> str:
    """The report as a whole HTML document."""
    title = escape(f"{edition.title}: quality")
    made = f"{edition.date.isoformat()} · {edition.purpose} · {edition.build_id}"
    body = [
        f"<h1>{escape(edition.title)}</h1>",
        f"<p>Quality report · <span lang=vi>Báo cáo chất lượng trang</span> · {escape(made)}</p>",
        *_criteria(quality),
        *_figures(quality),
        *_pages(quality),
        *_flaws(quality.flaws),
        *_articles(quality.articles),
    ]
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    )


def _heading(english: str, vietnamese: str, level: int = 2) -> str:
    return f"<h{level}>{escape(english)} <span lang=vi>{escape(vietnamese)}</span></h{level}>"


def _table(heads: Iterable[str], rows: Iterable[str]) -> Iterator[str]:
    """A table; a head that begins with # is of a column of numbers."""
    cells = "".join(
        f"<th class=n>{head[1:]}</th>" if head.startswith("#") else f"<th>{head}</th>"
        for head in heads
    )
    yield f"<table><thead><tr>{cells}</tr></thead><tbody>"
    yield from rows
    yield "</tbody></table>"


def _criteria(quality: Quality) -> Iterator[str]:
    """What is asked, what was found; under it what is excused."""
    yield _heading("Summary", "Tóm tắt")
    rows = []
    for one in quality.criteria:
        kind = FLAWS.get(one.name)
        names = (kind.title, kind.vietnamese) if kind else CRITERIA[one.name]
        met = "<td class=met>✓</td>" if one.is_met else "<td class=unmet>✗</td>"
        rows.append(
            f"<tr>{met}<td>{escape(names[0])} <span lang=vi>{escape(names[1])}</span></td>"
            f"<td>{escape(one.wanted)}</td><td>{escape(one.found)}</td></tr>"
        )
    yield from _table(("", "", "wanted", "found"), rows)
    for flaw in quality.flaws:
        if flaw.excuse:
            said = escape(f"Page {flaw.page}, {flaw.excuse}: {flaw.message}.")
            yield f"<p class=hint>{said}</p>"


def _figures(quality: Quality) -> Iterator[str]:
    yield _heading("Word spaces", "Khoảng cách từ")
    rows = []
    for name, english, vietnamese in FIGURES:
        value = getattr(quality.spaces, name)
        shown = f"{value:.2%}" if name in SHARES else f"{value:.3f}".removesuffix(".000")
        rows.append(
            f"<tr><td>{english} <span lang=vi>{vietnamese}</span></td>"
            f"<td class=n>{value if name == 'lines' else shown}</td></tr>"
        )
    yield from _table(("", "#"), rows)


def _pages(quality: Quality) -> Iterator[str]:
    """A row a page, with a bar a column."""
    yield _heading("Pages", "Các trang")
    yield "<p class=hint>How far down each column is filled, and what else there is to mend.</p>"
    rows = []
    for page in quality.pages:
        own = [flaw for flaw in quality.flaws if flaw.page == page.number and not flaw.excuse]
        low = any(flaw.kind in ("thin-page", "blank-page") for flaw in own)
        kinds = dict.fromkeys(flaw.kind for flaw in own)
        said = ", ".join(
            f"{FLAWS[kind].title.lower()} {sum(f.kind == kind for f in own)}" for kind in kinds
        )
        rows.append(
            f"<tr id=page-{page.number}><td class=n>{page.number}</td><td>{page.kind}</td>"
            f"<td class=bars>{_bars(page, low=low)}</td><td class=n>{page.fill:.0%}</td>"
            f"<td>{escape(', '.join(page.articles))}</td><td>{escape(said)}</td></tr>"
        )
    yield from _table(("#page", "kind", "columns", "#fill", "articles", "flaws"), rows)


def _bars(page: PageQuality, *, low: bool) -> str:
    kind = "bar low" if low else "bar"
    return "".join(
        f'<span class="{kind}"><i style="width:{fill:.1%}"></i></span>' for fill in page.fills
    )


def _flaws(flaws: tuple[Flaw, ...]) -> Iterator[str]:
    """Every kind that occurs, with its places; loose lines the loosest first."""
    yield _heading("Flaws", "Các lỗi")
    open_ = [flaw for flaw in flaws if not flaw.excuse]
    if not open_:
        yield "<p>None. <span lang=vi>Không có.</span></p>"
    for kind, told in FLAWS.items():
        own = [flaw for flaw in open_ if flaw.kind == kind]
        if not own:
            continue
        if kind == "loose":
            own.sort(key=lambda flaw: -flaw.value)
        yield _heading(f"{told.title}: {len(own)}", told.vietnamese, 3)
        yield f"<p class=hint>What helps: {escape(told.remedy)}.</p>"
        yield from _table(("#page", "what", "text", "source"), map(_flaw, own))


def _flaw(flaw: Flaw) -> str:
    at = flaw.at
    place = f"{at.file}:{at.line}" if at and at.line else at.file if at else ""
    return (
        f'<tr><td class=n><a href="#page-{flaw.page}">{flaw.page}</a></td>'
        f"<td>{escape(flaw.message)}</td><td>{escape(_shortened(flaw.text))}</td>"
        f"<td class=at>{escape(place)}</td></tr>"
    )


def _shortened(text: str) -> str:
    """A text of some words, its soft hyphens as they are printed."""
    shown = text.replace("\u00ad", "-")
    return shown if len(shown) <= 160 else shown[:159] + "…"


def _articles(articles: tuple[ArticleQuality, ...]) -> Iterator[str]:
    yield _heading("Articles", "Các bài")
    rows = []
    for article in articles:
        pages = "; ".join(
            f"{language}: {', '.join(map(str, numbers))}"
            for language, numbers in sorted(article.pages.items())
        )
        spread = "on one spread" if article.on_one_spread else "on several spreads"
        if not article.fits_spread:
            spread = "longer than a spread"
        rows.append(
            f"<tr><td>{escape(article.id)}</td><td>{escape(pages)}</td>"
            f"<td class=n>{article.lines}</td><td>{spread}</td></tr>"
        )
    yield from _table(("article", "pages", "#grid lines", "place"), rows)
