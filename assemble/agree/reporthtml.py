"""The findings as a page for people who don't use terminals: both languages side by side.

In: disagreements. Out: HTML in one file without scripts or anything from elsewhere (HTML Living
Standard); the texts are escaped.
"""

from collections.abc import Callable, Iterable, Sequence
from html import escape

from assemble.agree.facts import Disagreement, excerpt
from assemble.agree.rules import RULES
from assemble.model.finding import Finding, Location

_STYLE = """\
body { font: 16px/1.5 sans-serif; margin: 2em auto; max-width: 68em; padding: 0 1em; color: #222; }
h2 { margin-top: 2em; }
h3 { margin: 1.5em 0 0; font-size: 1em; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
td { vertical-align: top; padding: .4em .6em; border-top: 1px solid #ddd; overflow-wrap: anywhere; }
td.what { width: 32%; }
.warning .what { border-left: .4em solid #c33; }
.note .what { border-left: .4em solid #99a; }
mark { background: #fe9; }
small { color: #666; display: block; }
"""

AROUND = 70
"""Characters before and after a fragment that are shown with it."""

Lines = Callable[[Location], str]
"""The line at a place as it stands in its file, empty where that isn't known."""


def report_html(
    found: Sequence[Disagreement],
    unused: Iterable[Finding] = (),
    title: str = "",
    line_at: Lines = lambda _: "",
) -> str:
    """The page: what is nearly sure first, then what is doubtful, each by file.

    Args:
        found: what doesn't agree and isn't settled.
        unused: accepted entries that no longer apply.
        title: what was checked, such as the issue's title and number.
        line_at: the lines that fragments stand in, to show them in their sentences.
    """
    parts = [
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
        f"<title>{escape(title or 'Do the languages agree?')}</title>\n",
        f"<style>\n{_STYLE}</style>\n</head>\n<body>\n<h1>{escape(title)}</h1>\n",
        f"<p>{_summary(found)}</p>\n",
    ]
    sure = [item for item in found if item.certain]
    doubtful = [item for item in found if not item.certain]
    for heading, items in (
        ("Nearly sure · Gần như chắc chắn", sure),
        ("Doubtful · Còn ngờ", doubtful),
    ):
        parts += [f"<h2>{heading}</h2>\n"] if items else []
        for file, each in _by_file(items).items():
            rows = "".join(_row(item, line_at) for item in each)
            parts.append(f"<h3>{escape(file)}</h3>\n<table>\n{rows}</table>\n")
    entries = [f"<li>{escape(str(item.at))}: {escape(item.message)}</li>\n" for item in unused]
    if entries:
        heading = "Accepted, but no longer found · Đã chấp nhận, nay không còn"
        parts.append(f"<h2>{heading}</h2>\n<ul>\n{''.join(entries)}</ul>\n")
    return "".join([*parts, "</body>\n</html>\n"])


def _summary(found: Sequence[Disagreement]) -> str:
    """How many there are of either kind."""
    certain = sum(item.certain for item in found)
    if not found:
        return "Nothing was found. · Không có gì."
    return f"{certain} nearly sure, {len(found) - certain} doubtful."


def _by_file(found: Sequence[Disagreement]) -> dict[str, list[Disagreement]]:
    """The disagreements by their file, by their line."""
    files: dict[str, list[Disagreement]] = {}
    for item in sorted(found, key=_order):
        files.setdefault(item.at.file, []).append(item)
    return files


def _order(item: Disagreement) -> tuple[str, int, int]:
    return item.at.file, item.at.line or 0, item.at.column or 0


def _row(item: Disagreement, line_at: Lines) -> str:
    """A disagreement: what it is, and both sides."""
    kind = "warning" if item.certain else "note"
    reason = next((rule.reason for rule in RULES if rule.id == item.rule), "")
    what = f"{escape(item.message)}<small>{escape(item.rule)}: {escape(reason)}</small>"
    ours = _side(item.languages[0], item.ours, item.at, line_at)
    theirs = _side(item.languages[1], item.theirs, item.other, line_at) if item.other else ""
    return f'<tr class="{kind}"><td class="what">{what}</td><td>{ours}</td><td>{theirs}</td></tr>\n'


def _side(language: str, fragment: str, at: Location, line_at: Lines) -> str:
    """A fragment in its line, with its place; the line's beginning where there is none."""
    line, column = line_at(at), (at.column or 1) - 1
    if fragment and not line.startswith(fragment, column):
        line, column = fragment, 0  # other marks stand in the file: the fragment by itself
    end = column + len(fragment)
    before, after = line[:column], line[end:]
    before = before if len(before) <= AROUND else "…" + before[-AROUND:]
    after = after if len(after) <= AROUND else after[:AROUND] + "…"
    marked = f"<mark>{escape(excerpt(fragment, 200))}</mark>" if fragment else "<mark>—</mark> "
    text = f'<span lang="{escape(language)}">{escape(before)}{marked}{escape(after)}</span>'
    return f"{text}<small>{escape(str(at))}</small>"
