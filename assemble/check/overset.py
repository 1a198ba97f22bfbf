"""Findings on text that stands where it would be cut off: nothing of a text may be lost."""

from collections.abc import Iterator

from assemble.model.edition import OUTSIDE, Edition, TextItem
from assemble.model.finding import Findings, Location
from assemble.model.units import fits

RISE, FALL = 0.7, 0.1
"""How far above and below its baseline a line must lie inside the trim, in em: its x-height and
capitals; a descender that is cut is seen, a line that is gone is not."""


def check_overset(edition: Edition, findings: Findings) -> None:
    """Report each place whose text reaches over the trim, once: an error, since it is lost."""
    seen: set[Location] = set()
    for page, item in oversets(edition):
        at = item.source.at
        if at is not None and at not in seen:
            seen.add(at)
            findings.error(
                "overset",
                f"the text runs off page {page}: {item.line.text[:40]}",
                at,
                "shorten it, or part it into smaller pieces",
            )


def oversets(edition: Edition) -> Iterator[tuple[int, TextItem]]:
    """Each line that reaches over the trim, with the number of its page."""
    width, height = edition.trim
    for page in edition.pages:
        for item in page.items:
            if not isinstance(item, TextItem) or item.source.role in OUTSIDE:
                continue
            size = max((piece.size for piece in item.line.pieces), default=0.0)
            left = item.x + item.line.indent
            inside = (
                fits(0.0, left)
                and fits(left + item.line.width, width)
                and fits(0.0, item.baseline - RISE * size)
                and fits(item.baseline + FALL * size, height)
            )
            if not inside:
                yield page.number, item
