"""The findings as a page for people who don't use terminals: both languages side by side.

In: disagreements. Out: HTML in one file without scripts or anything from elsewhere (HTML Living
Standard); the texts are escaped.
"""

from collections.abc import Iterable, Sequence
from html import escape

from assemble.agree.facts import Disagreement, excerpt
from assemble.agree.rules import RULES
from assemble.model.finding import Finding, Location

_STYLE = """\
body { font: 16px/1.5 sans-serif; margin: 2em auto; max-width: 68em; padding: 0 1em; color: #222; }
h2 { margin-top: 2em; border-bottom: 1px solid #bbb; font-size: 1.1em; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
td { vertical-align: top; padding: .4em .6em; border-top: 1px solid #ddd; overflow-wrap: anywhere; }
td.what { width: 32%; }
.warning .what { border-left: .4em solid #c33; }
.note .what { border-left: .4em solid #99a; }
mark { background: #fe9; }
small { color: #666; display: block; }
"""


def report_html(
    found: Sequence[Disagreement], unused: Iterable[Finding] = (), title: str = ""
) -> str:
    """The page.

    Args:
        found: what doesn't agree and isn't settled.
        unused: accepted entries that no longer apply.
        title: what was checked, such as the issue's title and number.
    """
    parts = [
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
        f"<title>{escape(title or 'Do the languages agree?')}</title>\n",
        f"<style>\n{_STYLE}</style>\n</head>\n<body>\n<h1>{escape(title)}</h1>\n",
        f"<p>{_summary(found)}</p>\n",
    ]
    for file, items in _by_file(found).items():
        rows = "".join(map(_row, items))
        parts.append(f"<h2>{escape(file)}</h2>\n<table>\n{rows}</table>\n")
    entries = [f"<li>{escape(str(item.at))}: {escape(item.message)}</li>\n" for item in unused]
    if entries:
        parts.append(f"<h2>Accepted, but no longer found</h2>\n<ul>\n{''.join(entries)}</ul>\n")
    return "".join([*parts, "</body>\n</html>\n"])


def _summary(found: Sequence[Disagreement]) -> str:
    """How many there are of either kind."""
    certain = sum(item.certain for item in found)
    if not found:
        return "Nothing was found."
    return f"{certain} nearly sure, {len(found) - certain} doubtful."


def _by_file(found: Sequence[Disagreement]) -> dict[str, list[Disagreement]]:
    """The disagreements by their file, sure ones first, then by their line."""
    files: dict[str, list[Disagreement]] = {}
    for item in sorted(found, key=_order):
        files.setdefault(item.at.file, []).append(item)
    return files


def _order(item: Disagreement) -> tuple[str, bool, int, int]:
    return item.at.file, not item.certain, item.at.line or 0, item.at.column or 0


def _row(item: Disagreement) -> str:
    """A disagreement: what it is, and both sides."""
    kind = "warning" if item.certain else "note"
    reason = next((rule.reason for rule in RULES if rule.id == item.rule), "")
    what = f"{escape(item.message)}<small>{escape(item.rule)}: {escape(reason)}</small>"
    ours = _side(item.languages[0], item.ours, item.at)
    theirs = _side(item.languages[1], item.theirs, item.other) if item.other else ""
    return f'<tr class="{kind}"><td class="what">{what}</td><td>{ours}</td><td>{theirs}</td></tr>\n'


def _side(language: str, fragment: str, at: Location) -> str:
    """A fragment with its place."""
    marked = f'<mark lang="{escape(language)}">{escape(excerpt(fragment, 200))}</mark>'
    return f"{marked if fragment else '—'}<small>{escape(str(at))}</small>"
