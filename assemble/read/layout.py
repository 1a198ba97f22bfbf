"""A layout's `layout.yaml`, checked and resolved into the model.

In: a layout's name and the folders that may hold it. Out: a `Layout` in points and fractions, or
None after errors; every fault of its files is reported, with its place. Whether the faces that
styles name exist is checked in `fonts`. Rules: FORMAT.md, "Layouts and fonts"; each key is
described by the field of `model.layout` that has its name.

Each key is asked for in one line, in the order of the file; those not asked for are unknown.
"""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path

from assemble.model.finding import Findings
from assemble.model.layout import (
    ARRANGEMENTS,
    BINDINGS,
    BYLINES,
    CMYK,
    SECTION_STARTS,
    Costs,
    Furniture,
    Justification,
    Kind,
    Layout,
    PageGeometry,
    Pictures,
    Planning,
    Words,
)
from assemble.model.press import Press
from assemble.model.text import Phrase
from assemble.model.units import fits, mm
from assemble.read import values
from assemble.read.layoutchain import FILE, Chain, read_chain
from assemble.read.layoutstyles import read_styles
from assemble.read.layoutvalues import PERCENT, Part, colour, exactly, pattern
from assemble.read.press import PRESS, pressed, read_press, read_profile, unsaid
from assemble.read.source import nearest
from assemble.read.values import Value
from assemble.text.hyphenate import pattern_file, pattern_names

REQUIRED_COLOURS = ("text", "deep", "accent", "tint", "paper")
"""The colours that the page stage draws with."""

REQUIRED_KINDS = ("news",)
"""The kind of an article that names none (FORMAT.md, "The rules in full")."""

TRIM_SIDE = (mm(50), mm(1000))
"""Least and greatest side of a page in points (FORMAT.md, YAML)."""

BLEED = mm(20)
"""Greatest bleed in points (FORMAT.md, YAML)."""

NARROWEST = mm(20)
"""Narrowest column in points: at body size about ten letters, less than that is no text."""

STROKE = 10.0
"""Greatest width of a rule in points."""

LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
"""A BCP 47 tag, by its form."""

MONTHS = 12

DROP_CAP = 6
"""Most grid lines of a drop cap: a taller letter is a picture."""

COST = 1_000_000
"""Greatest cost of a blemish: far beyond the sum of all others of an issue."""


def read_layout(name: Phrase, folders: Sequence[Path], findings: Findings) -> Layout | None:
    """Read the layout of a name.

    Args:
        name: as the manifest says it, with its place there.
        folders: where layouts are looked for, the first first (`search.layout_folders`).
        findings: takes what is wrong with the name or a file.

    Returns:
        The layout, or None if there is an error.
    """
    found_here = Findings()
    chain = read_chain(name, folders, found_here)
    layout = _layout(name.text, chain, found_here) if chain else None
    findings.extend(found_here.items)
    return None if found_here.has_errors else layout


def _layout(name: str, chain: Chain, findings: Findings) -> Layout:
    """All that a layout says; it is only of use if nothing was found wrong."""
    root = Part(Value(chain.node, "", findings))
    page = root.part("page", _page)
    colours, spots = _colours(root.take("colours"))
    styles = read_styles(root.take("styles"), colours, page)
    kinds = root.parts("kinds", lambda kind, part: _kind(kind, part, styles))
    _require(root, "kinds", kinds, REQUIRED_KINDS)
    layout = Layout(
        name=name,
        page=page,
        colours=colours,
        spots=spots,
        styles=styles,
        justification=root.part("justification", _justification),
        kinds=kinds,
        pictures=root.part("pictures", lambda part: _pictures(part, page)),
        planning=root.part("planning", _planning),
        furniture=root.part("furniture", lambda part: _furniture(part, page)),
        words=_words(root),
        hyphenation=_hyphenation(root.take("hyphenation", required=False)),
        press=_press(root.take("print", required=False), chain),
        digest=chain.digest(),
        at=chain.node.at,
    )
    root.close()
    return layout


def _page(part: Part) -> PageGeometry:
    trim = part.box("trim", *TRIM_SIDE)
    bleed = part.length("bleed", high=BLEED)
    margins = part.part("margins", lambda m: {side: m.length(side) for side in SIDES})
    page = PageGeometry(
        trim=trim,
        bleed=bleed,
        head=margins["head"],
        foot=margins["foot"],
        inside=margins["inside"],
        outside=margins["outside"],
        columns=part.whole("columns", 1, 12),
        gutter=part.length("gutter"),
        grid=part.length("grid", low=4, high=100),
        binding=part.word("binding", BINDINGS),
        sections=part.word("sections", SECTION_STARTS),
    )
    if part.sound:
        fault = geometry_fault(page)
        if fault:
            part.error("no-room", *fault)
    return page


SIDES = ("head", "foot", "inside", "outside")
"""The margins, by the trade's names."""


def geometry_fault(page: PageGeometry) -> tuple[str, str] | None:
    """What is wrong with a page whose parts don't fit, and what to do; None if all is well.

    A manifest that changes the trim size has to be checked by this as well.
    """
    if page.measure <= 0:
        message = "the inside and outside margins leave no width for text"
    elif not fits(NARROWEST, page.column):
        message = (
            f"{page.columns} columns in a measure of {_mm(page.measure)} are "
            f"{_mm(page.column)} wide each, less than {_mm(NARROWEST)}"
        )
    elif page.lines < 1:
        message = "the head and foot margins leave no room for a line"
    else:
        return None
    return message, "make the margins or the gutter smaller, or the page larger"


def _mm(length: float) -> str:
    return f"{length / mm(1):.3g} mm"


def _colours(value: Value | None) -> tuple[dict[str, CMYK], dict[str, str]]:
    """The colours in CMYK, and the inks' names of those that are spot colours."""
    entries = values.mapping(value, required=REQUIRED_COLOURS)
    read = {name: colour(entry) for name, entry in entries.items()}
    spots = {name: spot for name, (_, spot) in read.items() if spot}
    _check_inks(entries, {name: cmyk for name, (cmyk, _) in read.items()}, spots)
    return {name: cmyk for name, (cmyk, _) in read.items()}, spots


def _check_inks(
    entries: Mapping[str, Value], colours: Mapping[str, CMYK], spots: Mapping[str, str]
) -> None:
    """An ink has one substitute: plates are told apart by the ink's name alone."""
    first: dict[str, str] = {}
    for name, ink in spots.items():
        other = first.setdefault(ink, name)
        if colours[other] != colours[name]:
            message = f"the ink {ink} has another cmyk in {other}"
            entries[name].error("wrong-value", message, "give both the same")


def _press(value: Value | None, chain: Chain) -> Press:
    """What the layout says of the press, over what holds where nobody says anything."""
    fields = values.mapping(value, PRESS)

    def read(file: Value) -> bytes | None:
        return read_profile(file, chain.sources[file.at.file], FILE)

    return pressed(unsaid(chain.node.at), read_press(fields, read))


def _justification(part: Part) -> Justification:
    made = Justification(
        word_space=part.limits("word_space", PERCENT, 0.1, 10),
        letter_space=part.limits("letter_space", {"em": 1}, -0.2, 0.5),
        glyph_scale=part.limits("glyph_scale", PERCENT, 0.8, 1.25),
        hyphen_penalty=part.number("hyphen_penalty", 0, 10_000),
        hyphens_in_a_row=part.whole("hyphens_in_a_row", 0, 100),
        protrusion=part.flag("protrusion"),
    )
    if part.sound and (made.letter_space.desired, made.glyph_scale.desired) != (0.0, 1.0):
        message = "the desired letter_space is 0em and the desired glyph_scale 100%"
        part.error("wrong-value", message, "a style has its own letter_space and its face")
    return made


def _kind(name: str, part: Part, styles: Iterable[str]) -> Kind:
    names = tuple(style for style in styles if "/" not in style)
    return Kind(
        name=name,
        arrangement=part.word("arrangement", ARRANGEMENTS),
        headline=part.word("headline", names),
        headline_across=part.word("headline_across", names),
        byline=part.word("byline", BYLINES),
        end_mark=part.flag("end_mark"),
        new_page=part.flag("new_page"),
        drop_cap=part.whole("drop_cap", 0, DROP_CAP),
    )


def _pictures(part: Part, page: PageGeometry) -> Pictures:
    lines = page.lines if page.grid else 1000
    pictures = Pictures(
        max_crop=part.share("max_crop", 0, 0.9),
        min_measure=part.length("min_measure", high=page.trim.width or TRIM_SIDE[1]),
        column_lines=part.whole("column_lines", 1, max(lines, 1)),
        wide_lines=part.whole("wide_lines", 1, max(lines, 1)),
        warn_ppi=part.number("warn_ppi", 1, 10_000),
        error_ppi=part.number("error_ppi", 1, 10_000),
    )
    if part.sound and pictures.error_ppi > pictures.warn_ppi:
        message = "error_ppi is greater than warn_ppi, so nothing would ever be warned of"
        part.error("limits-order", message, "make error_ppi the smaller one")
    return pictures


def _planning(part: Part) -> Planning:
    return Planning(
        costs=part.part("costs", _costs),
        least_fill=part.share("least_fill"),
        paragraph_variants=part.whole("paragraph_variants", 0, 2),
        turn_lines=part.whole("turn_lines", 0, 1000),
    )


def _costs(part: Part) -> Costs:
    return Costs(**{cost.name: part.number(cost.name, 0, COST) for cost in fields(Costs)})


def _furniture(part: Part, page: PageGeometry) -> Furniture:
    """The fixed parts; nothing is larger than the page, or farther down than its foot."""
    height = page.trim.height or TRIM_SIDE[1]
    return Furniture(
        tab=part.box("tab", 0, height),
        tab_top=part.length("tab_top", high=height),
        cover_band=part.length("cover_band", high=height),
        cover_foot=part.length("cover_foot", high=height),
        running_head=part.length("running_head", high=height),
        folio=part.length("folio", high=height),
        rule=part.length("rule", high=STROKE),
        hairline=part.length("hairline", high=STROKE),
        end_mark=part.length("end_mark", high=height),
    )


def _words(root: Part) -> dict[str, Words]:
    words = root.parts("words", _words_of)
    if not words:
        hint = "add vi: … with photo, date, page …"
        root.error("missing-words", "no language has words", hint, "words")
    return words


def _words_of(language: str, part: Part) -> Words:
    """The words of one language; patterns know only the names that the page stage fills in."""
    if not LANGUAGE.fullmatch(language):
        part.error("bad-language", f"{language} is not a language tag", "write vi, en, zh-Hans …")
    date = pattern(part.take("date"), ("month", "month_name", "year"), ("year",))
    months = part.take("months", required="{month_name}" in date)
    return Words(
        photo=part.text("photo"),
        compiled=pattern(part.take("compiled"), ("name",), ("name",)),
        number=pattern(part.take("number"), ("number",), ("number",)),
        date=date,
        months=_months(months),
        page=pattern(part.take("page"), ("page",), ("page",)),
        jump=pattern(part.take("jump"), ("page",), ("page",)),
        jump_from=pattern(part.take("jump_from"), ("page",), ("page",)),
        contents=part.text("contents"),
        continued=part.text("continued"),
        proof=part.text("proof"),
    )


def _months(value: Value | None) -> tuple[str, ...]:
    if value is None:
        return ()
    found = exactly(value, MONTHS, "January to December", values.text)
    return tuple(phrase.text for phrase in found or ())


def _hyphenation(value: Value | None) -> dict[str, str]:
    """The pyphen dictionary of each language that is hyphenated."""
    dictionaries: dict[str, str] = {}
    for language, entry in values.mapping(value).items():
        dictionary = values.text(entry)
        if not LANGUAGE.fullmatch(language):
            entry.error("bad-language", f"{language} is not a language tag", "write en, fr, de …")
        elif dictionary and not pattern_file(dictionary.text).is_file():
            meant = nearest(dictionary.text, pattern_names())
            without = "leave the language out, then it is not hyphenated"
            hint = f"{meant} is known" if meant else without
            entry.error("unknown-dictionary", f"there are no patterns {dictionary.text}", hint)
        elif dictionary:
            dictionaries[language] = dictionary.text
    return dictionaries


def _require(root: Part, key: str, found: Container[str], wanted: Iterable[str]) -> None:
    """Report names that a part has to hold and doesn't."""
    for name in wanted:
        if name not in found:
            root.error("missing-key", f"{key}.{name} is missing", f"add {name}: …", key)
