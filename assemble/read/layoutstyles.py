"""The type styles of a layout: face, size, leading, and how lines are set.

In: the nodes of `styles`. Out: each style in points, in its form for the leading language and in
that for the others. Whether the faces exist is checked in `fonts`.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from assemble.model.finding import Findings, Location
from assemble.model.layout import ALIGNMENTS, PageGeometry, Style
from assemble.model.units import mm, same
from assemble.read import values
from assemble.read.layoutvalues import Part
from assemble.read.values import UNITS, Value

REQUIRED_STYLES = (
    "body",
    "list_item",
    "list_label",
    "subhead",
    "subhead_minor",
    "kicker",
    "standfirst",
    "standfirst_capitals",
    "byline",
    "byline_head",
    "caption",
    "quote",
    "drop_cap",
    "note_title",
    "note",
    "footnote",
    "jump",
    "notice",
    "table",
    "table_header",
    "table_title",
    "folio",
    "running_head",
    "section",
    "contents_title",
    "contents_number",
    "contents_section",
    "contents_article",
    "contents_page",
    "masthead_heading",
    "masthead",
    "masthead_title",
    "nameplate",
    "nameplate_second",
    "cover_number",
    "cover_section",
    "cover_text",
    "cover_note",
    "cover_teaser",
    "proof",
)
"""The styles that the page stage sets text in; headlines come on top, by the kinds."""

ON_GRID = ("body", "list_item", "list_label")
"""Styles whose lines stand on the page's grid, so their leading has to be the grid's."""

DEFAULTS = Style(
    name="",
    role="",  # has to be given
    cut="regular",
    size=0,  # has to be given
    leading=0,  # has to be given
    colour="text",
    align="left",
    indent=0,
    letter_space=0,
    capitals=False,
    balance=False,
    hyphenate=False,
    features=(),
    strong="bold",
    at=Location(""),
)
"""What a style is where its description says nothing."""

SIZES = (2.0, 400.0)
"""Least and greatest type size in points: nothing smaller can be printed, let alone read, and two
letters of the greatest fill the width of a page."""

LEADING = (0.5, 4.0)
"""Leading as multiples of the size outside which it is a slip of the pen; lines of capitals touch
below 1.2 (TYPOGRAPHY facts, 1.2), but a style of single lines may go lower."""

FEATURE = re.compile(r"[a-z0-9]{4}")
"""An OpenType feature tag, as registered ones are written."""


class _Means(NamedTuple):
    """What styles refer to: the names of the colours, and the grid in points, 0 if unknown."""

    colours: tuple[str, ...]
    grid: float


def read_styles(
    value: Value | None, colours: Iterable[str], page: PageGeometry
) -> dict[str, Style]:
    """Every style under its name and, for the other languages, under `NAME/second`.

    Args:
        value: the layout's `styles`, None if they are missing.
        colours: the names of the layout's colours.
        page: gives the grid that the text stands on.
    """
    styles: dict[str, Style] = {}
    means = _Means(tuple(colours), page.grid)
    for name, entry in values.mapping(value, required=REQUIRED_STYLES).items():
        part = Part(entry)
        styles[name] = _style(name, part, means)
        second = part.take("second", required=False)
        part.close()
        styles[f"{name}/second"] = _second(styles[name], part, second, means)
    for name in ON_GRID:
        if name in styles and page.grid:
            for style in dict.fromkeys((styles[name], styles[f"{name}/second"])):
                _check_grid(style, page.grid, value)
    return styles


def _second(first: Style, part: Part, value: Value | None, means: _Means) -> Style:
    """The form for the other languages: what is given in `second`, else as in the first one.

    What is taken over is read again, for an em follows the size; its mistakes were reported with
    the first form.
    """
    if value is None:
        return first
    inherited = {key: item._replace(findings=Findings()) for key, item in part.own.items()}
    inherited.pop("second")
    other = Part(value, inherited)
    style = _style(first.name, other, means)
    other.close()
    return style


def _check_grid(style: Style, grid: float, value: Value | None) -> None:
    """Text that runs in columns has the grid's leading, or its lines would leave the grid."""
    if value and style.leading and not same(style.leading, grid):
        message = f"the leading is {style.leading:g}pt, but the page's grid is {grid:g}pt"
        hint = "text stands on the grid: write leading: 1grid"
        value.findings.error("off-grid", f"{value.path}.{style.name}: {message}", style.at, hint)


def _style(name: str, part: Part, means: _Means) -> Style:
    """One form of a style; its leading may be given in lines of the page's grid."""
    grid = means.grid
    size = part.length("size", *SIZES)
    # An em is the style's size; after an error in the size or the grid any other will do.
    units = {**UNITS, "em": size or 1.0}
    lines = {**units, "grid": grid or 1.0}
    style = Style(
        name=name,
        role=part.text("role"),
        cut=part.text("cut", DEFAULTS.cut),
        size=size,
        leading=part.length("leading", units=lines),
        colour=part.word("colour", means.colours, DEFAULTS.colour),
        align=part.word("align", ALIGNMENTS, DEFAULTS.align),
        indent=part.length("indent", 0, mm(100), DEFAULTS.indent, units),
        letter_space=part.length("letter_space", -10, 100, DEFAULTS.letter_space, units),
        capitals=part.flag("capitals", DEFAULTS.capitals),
        balance=part.flag("balance", DEFAULTS.balance),
        hyphenate=part.flag("hyphenate", DEFAULTS.hyphenate),
        features=_features(part.take("features", required=False)),
        strong=part.text("strong", DEFAULTS.strong),
        at=part.value.at if part.value else Location(""),
    )
    least, most = (bound * size for bound in LEADING)
    if size and grid and style.leading and not least <= style.leading <= most:
        message = f"a leading of {style.leading:g}pt makes no sense with a size of {size:g}pt"
        part.error("wrong-value", message, f"it may be {least:g}pt to {most:g}pt", "leading")
    return style


def _features(value: Value | None) -> tuple[str, ...]:
    """OpenType feature tags that are switched on."""
    found = [(item, values.text(item)) for item in values.items(value)]
    for item, phrase in found:
        if phrase and not FEATURE.fullmatch(phrase.text):
            message = f"{phrase.text} is not the tag of an OpenType feature"
            item.error("bad-feature", message, "tags have four letters or digits, such as tnum")
    return tuple(phrase.text for _, phrase in found if phrase) or DEFAULTS.features
