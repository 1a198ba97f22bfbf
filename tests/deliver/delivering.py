"""Small editions for print, and what tests change about them."""

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from making import laid_out, small_issue

from assemble.model.edition import Edition, Page
from assemble.model.layout import Layout

PRINT = """\
print:
  trim: [195mm, 268mm]
  bleed: 5mm
  binding: perfect
  standard: x-1a
  condition: fogra39
  photographs: early
  ppi: 350
  marks: {crop: true, registration: false, colour_bar: true, slug: false, offset: 6mm}
  paper: {name: Couché matt, weight: 100, thickness: 0.08mm}
  cover_paper: {name: Ivory board, weight: 250, thickness: 0.3mm}
  run: 1500
  accept:
    - {rule: white-type, reason: proofed on 3 June}
"""
"""What a manifest can say of print, each value another than the layout's."""


class Made(NamedTuple):
    """An edition for print and what it was laid out with."""

    edition: Edition
    layout: Layout


def made_from(manifest: str, folder: Path) -> Made:
    """The edition of a small issue with a manifest."""
    outcome = laid_out(small_issue(folder, manifest=manifest), "print")
    assert outcome.edition, [str(finding) for finding in outcome.findings]
    assert outcome.layout
    return Made(outcome.edition, outcome.layout)


def with_pages(edition: Edition, count: int) -> Edition:
    """The edition with so many pages: its own, then blank ones, the last its last."""
    *pages, last = edition.pages
    blank = Page(number=0, label="", items=(), blank=True)
    filled = [*pages, *[blank] * count]
    chosen = [*filled[: count - 1], last]
    numbered = tuple(replace(page, number=n) for n, page in enumerate(chosen, 1))
    return replace(edition, pages=numbered)
