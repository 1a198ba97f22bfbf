"""A comparison as one page of HTML: old and new side by side, with the words that differ marked.

No script, nothing from elsewhere; English, with Vietnamese beside each heading. The same
comparison gives the same text.
"""

from collections.abc import Iterator, Sequence
from html import escape

from assemble.diff.judge import RESTYLED, listed
from assemble.diff.values import Block, Change, Difference, Outcome, PageChange
from assemble.diff.wording import BARE, ORDER, WORDS, by_page, overview, place
from assemble.diff.words import pieces

COLOURS = {
    Outcome.EDITED: "#b45f06",
    Outcome.NEW: "#1d6b35",
    Outcome.GONE: "#b3262e",
    Outcome.MOVED: "#1f5fa8",
    Outcome.FOLLOWS: "#5a6270",
    Outcome.IDENTICAL: "#8a919c",
}
"""Each but the last, which is not text's, has a contrast to white of 4.5 at least (WCAG 1.4.3)."""

STYLE = """
:root { --ink: #1d2330; --deep: #1f3a63; --grey: #5a6270; --line: #d5d9e0; }
body { font: 15px/1.5 "Source Sans 3", "Noto Sans", "Segoe UI", Arial, sans-serif;
  color: var(--ink); max-width: 72rem; margin: 2rem auto; padding: 0 1.5rem; }
h1 { color: var(--deep); font-size: 1.6rem; line-height: 1.2; margin: 0; overflow-wrap: anywhere; }
h2 { color: var(--deep); font-size: 1.2rem; margin: 2.2rem 0 .6rem; padding-top: .4rem;
  border-top: 2px solid var(--deep); }
.vi { font-style: italic; font-weight: normal; color: var(--grey); }
.pages { display: flex; flex-wrap: wrap; gap: .3rem; padding: 0; list-style: none; }
.pages li { border: 2px solid var(--line); border-radius: 3px; min-width: 2.2rem;
  text-align: center; padding: 0 .3rem; }
.pages a { color: inherit; text-decoration: none; }
article { margin: 0 0 1.2rem; border-left: 4px solid var(--line); padding-left: .9rem; }
article p { margin: 0; }
.where { color: var(--grey); font-size: .9rem; overflow-wrap: anywhere; }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 1.5rem; }
.sides > div { overflow-wrap: anywhere; }
del { background: #fbe3e4; color: #7d1a20; } ins { background: #dff1e3; color: #14502a; }
ins { text-decoration: underline; } mark { background: #fdf0c8; }
table { border-collapse: collapse; } th, td { text-align: left; padding: .2rem 1.2rem .2rem 0;
  border-bottom: 1px solid var(--line); vertical-align: top; }
@media print { body { margin: 0; max-width: none; font-size: 10pt; print-color-adjust: exact; }
  article { break-inside: avoid; } h2 { break-after: avoid; } }
@media (max-width: 40rem) { .sides { grid-template-columns: 1fr; } }
"""


def as_html(difference: Difference) -> str:
    """A comparison as a whole HTML document."""
    old, new = escape(difference.old.name), escape(difference.new.name)
    body = [
        f"<h1>{old} → {new}</h1>",
        '<p>What changed · <span class="vi" lang="vi">Những gì đã thay đổi</span></p>',
        f"<p>{escape(overview(difference))}</p>",
        *(f"<p>{escape(note)}</p>" for note in difference.notes),
        *_strip(difference.pages),
        *_sections(difference),
        *_articles(difference),
    ]
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{old} → {new}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    )


def _both(outcome: Outcome) -> str:
    english, vietnamese = WORDS[outcome]
    return f'{english} · <span class="vi" lang="vi">{vietnamese}</span>'


def _strip(pages: Sequence[PageChange]) -> Iterator[str]:
    """The numbers of all pages in the colours of what became of them, and what these mean."""
    yield '<ul class="pages">'
    for page in pages:
        told = f"page {page.number}: {WORDS[page.outcome][0]}"
        number = f'<a href="#page-{page.number}">{page.number}</a>'
        if page.outcome is Outcome.IDENTICAL:
            number = str(page.number)
        style = f"border-color:{COLOURS[page.outcome]};color:{COLOURS[page.outcome]}"
        if page.outcome is Outcome.IDENTICAL:
            style = "color:var(--grey)"
        yield f'<li style="{style}" title="{told}">{number}</li>'
    yield "</ul>\n<p>"
    used = {page.outcome for page in pages}
    yield " &nbsp; ".join(
        f'<span style="color:{COLOURS[each]}">■</span> {_both(each)}'
        for each in ORDER
        if each in used
    )
    yield "</p>"


def _sections(difference: Difference) -> Iterator[str]:
    """What became of what, page by page."""
    told = by_page(each for each in difference.changes if each.outcome is not Outcome.IDENTICAL)
    outcomes = {page.number: page.outcome for page in difference.pages}
    for number in sorted({*told, *difference.numbers(*ORDER[:-1])}):
        outcome = outcomes.get(number, Outcome.GONE)
        yield (
            f'<section id="page-{number}">\n<h2>Page {number} · '
            f'<span class="vi" lang="vi">Trang {number}</span>: {_both(outcome)}</h2>'
        )
        if number not in told and outcome is Outcome.EDITED:
            yield f'<p class="where">{BARE}</p>'
        quiet: dict[tuple[Outcome, str], int] = {}
        for change in told.get(number, ()):
            if change.outcome in (Outcome.MOVED, Outcome.FOLLOWS):
                text = f"{change.block.article or 'issue'}: {'; '.join(change.detail[:2])}"
                if change.outcome is Outcome.FOLLOWS:
                    text = f"{change.block.article or 'issue'}: {change.block.role}"
                key = change.outcome, text
                quiet[key] = quiet.get(key, 0) + 1
            else:
                yield from _change(change)
        for (outcome, text), count in quiet.items():
            times = f" ({count})" if count > 1 else ""
            yield (
                f'<article style="border-color:{COLOURS[outcome]}"><p class="where">'
                f"{_both(outcome)} {escape(text)}{times}</p></article>"
            )
        yield "</section>"


def _change(change: Change) -> Iterator[str]:
    """A change that has to be read, old and new side by side."""
    yield f'<article style="border-color:{COLOURS[change.outcome]}">'
    where = escape("; ".join((place(change.block), *change.detail)))
    yield f'<p><b>{_both(change.outcome)}</b> <span class="where">{where}</span></p>'
    if any(block.words for block in (*change.old, *change.new)):
        yield '<div class="sides">'
        yield f"<div{_language(change.old)}>{_side(change, new=False)}</div>"
        yield f"<div{_language(change.new)}>{_side(change, new=True)}</div>\n</div>"
    yield "</article>"


def _language(blocks: Sequence[Block]) -> str:
    language = blocks[0].language if blocks else None
    return f' lang="{escape(language)}"' if language else ""


def _side(change: Change, *, new: bool) -> str:
    """The whole text of a side; what is on it only is marked."""
    blocks = change.new if new else change.old
    if not blocks:
        return ""
    tag = "ins" if new else "del"
    if RESTYLED in change.detail:
        tag = "mark"
    if not (change.old and change.new):
        return f"<{tag}>{escape(blocks[0].text)}</{tag}>"
    if not change.words:
        return escape(blocks[0].text)
    out = []
    for text, same in pieces(change, new=new):
        out.append(escape(text) if same else f"<{tag}>{escape(text)}</{tag}>")
    return " ".join(out)


def _articles(difference: Difference) -> Iterator[str]:
    rows = [each for each in difference.articles if each.outcome is not Outcome.IDENTICAL]
    if not rows:
        return
    yield '<section>\n<h2>Articles · <span class="vi" lang="vi">Bài viết</span></h2>\n<table>'
    for each in rows:
        pages = listed(each.new_pages or each.old_pages)
        if each.old_pages and each.new_pages and each.old_pages != each.new_pages:
            pages = f"from {listed(each.old_pages)} to {listed(each.new_pages)}"
        order = ", in another order" if each.reordered else ""
        yield (
            f'<tr><th scope="row">{escape(each.article)}</th>'
            f"<td>{_both(each.outcome)}</td><td>{pages}{order}</td></tr>"
        )
    yield "</table>\n</section>"
