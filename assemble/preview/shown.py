"""What the preview shows: the last good pages, and what the newest run had to say.

In: the outcome of a run and what was shown before. Out: a frozen value. A page gets a new version
only if it is drawn otherwise than before, wherever its text now stands in its file.
"""

from collections.abc import Iterator
from dataclasses import replace

from assemble.model.edition import OUTSIDE, Edition, ImageItem, Item, Page, TextItem
from assemble.model.finding import Finding
from assemble.model.frozen import Frozen
from assemble.model.layout import Layout
from assemble.request import Outcome


class Shown(Frozen):
    """What there is to see.

    `revision` counts the runs; `edition` and `layout` are the last good ones, None before there
    was any; `versions` are, page by page, the revisions in which each was last drawn otherwise;
    `findings` are the newest run's, `compared` those of the newest comparison of the languages,
    which comes when the files rest; `stale`: it had errors, so that the pages are older than the
    files; `rests`: the newest run was a comparison; `fault` tells of a fault of ours that ended
    it, '' for none; `seconds` is how long it took.
    """

    revision: int = 0
    edition: Edition | None = None
    layout: Layout | None = None
    versions: tuple[int, ...] = ()
    findings: tuple[Finding, ...] = ()
    compared: tuple[Finding, ...] = ()
    stale: bool = False
    rests: bool = False
    fault: str = ""
    seconds: float = 0.0

    @property
    def told(self) -> tuple[Finding, ...]:
        """All findings there are to tell."""
        return (*self.findings, *self.compared)

    def page(self, number: int) -> Page | None:
        """The page with this number, None if there is none."""
        pages = self.edition.pages if self.edition else ()
        return pages[number - 1] if 1 <= number <= len(pages) else None


def after(shown: Shown, outcome: Outcome, seconds: float) -> Shown:
    """What is shown after a run; pages with errors only where there never were any without."""
    revision = shown.revision + 1
    edition, layout, versions = outcome.edition, outcome.layout, shown.versions
    known = shown.edition is not None
    if edition is None or (outcome.failed and known):
        edition, layout = shown.edition, shown.layout
    else:
        versions = _versions(shown, edition, revision)
    return Shown(
        revision=revision,
        edition=edition,
        layout=layout,
        versions=versions,
        findings=outcome.findings,
        compared=shown.compared,
        stale=outcome.failed,
        seconds=seconds,
    )


def after_fault(shown: Shown, fault: str, seconds: float) -> Shown:
    """What is shown after a run that a fault of ours ended."""
    return Shown(
        revision=shown.revision + 1,
        edition=shown.edition,
        layout=shown.layout,
        versions=shown.versions,
        findings=shown.findings,
        compared=shown.compared,
        stale=True,
        fault=fault,
        seconds=seconds,
    )


def after_comparison(shown: Shown, compared: tuple[Finding, ...]) -> Shown:
    """What is shown when the languages were compared: the same pages, other findings."""
    return replace(shown, revision=shown.revision + 1, compared=compared, rests=True)


def visible(page: Page) -> tuple[Item, ...]:
    """The items of a page without proof lines and printer's marks, which stand outside the trim."""
    return tuple(item for item in page.items if item.source.role not in OUTSIDE)


def _versions(shown: Shown, edition: Edition, revision: int) -> tuple[int, ...]:
    """The version of each page of a new edition."""
    old = shown.edition
    if old is None or (old.trim, old.colours) != (edition.trim, edition.colours):
        return (revision,) * len(edition.pages)
    if old.faces is not edition.faces:
        return (revision,) * len(edition.pages)
    return tuple(
        shown.versions[n]
        if n < len(old.pages) and _drawn(old.pages[n]) == _drawn(page)
        else revision
        for n, page in enumerate(edition.pages)
    )


def _drawn(page: Page) -> list[tuple[object, ...]]:
    """What a page draws; lines that were taken up again are the same object, told at once."""
    return list(_values(visible(page)))


def _values(items: tuple[Item, ...]) -> Iterator[tuple[object, ...]]:
    for item in items:
        if isinstance(item, TextItem):
            yield item.x, item.baseline, item.line, item.turn
        elif isinstance(item, ImageItem):
            yield item.rect, item.image, item.crop
        else:
            yield item.rect, item.colour, item.ring
