"""All rules about what pages paint, and the way through them."""

from collections.abc import Callable, Iterator

import pikepdf

from assemble.model.preflight import Fault, Limits
from assemble.preflight.page import (
    check_colour,
    check_content,
    check_edges,
    check_fonts,
    check_lines,
    check_pictures,
    check_transparency,
    check_type,
)
from assemble.preflight.page.facts import PageFacts
from assemble.preflight.page.judged import Judged, gathered
from assemble.preflight.page.walk import walk_pages

CHECKS: tuple[Callable[[Judged], Iterator[Fault]], ...] = (
    check_content.oddities,
    check_content.empty,
    check_pictures.resolution,
    check_pictures.bits,
    check_pictures.filters,
    check_colour.spaces,
    check_colour.spots,
    check_colour.registration,
    check_type.small,
    check_type.white,
    check_type.white_paths,
    check_type.black,
    check_type.rich,
    check_lines.hairlines,
    check_edges.bleed,
    check_edges.safe,
    check_transparency.transparency,
    check_transparency.groups,
    check_fonts.embedded,
    check_fonts.courier,
    check_fonts.glyphs,
    check_fonts.extraction,
)


def page_faults(pdf: pikepdf.Pdf, standard: str, limits: Limits) -> Iterator[Fault]:
    """The faults of all pages in order; `standard` is x-4, x-1a or '' for none."""
    for facts in walk_pages(pdf):
        yield from faults_of(facts, standard, limits)


def faults_of(facts: PageFacts, standard: str, limits: Limits) -> Iterator[Fault]:
    """The faults of one page."""
    judged = Judged(facts, standard, limits)
    yield from gathered(fault for check in CHECKS for fault in check(judged))
