"""A print job: what a job ticket says of an edition, in values.

In: an edition for print, its layout, the files for the printer, what preflight found. Out: a `Job`,
of which `ticket` and `xjdf` are two forms.
"""

import datetime
import hashlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from assemble import __version__
from assemble.model.edition import OUTSIDE, BoxItem, Edition, ImageItem, Item, Page, TextItem
from assemble.model.finding import Severity
from assemble.model.frozen import Frozen
from assemble.model.layout import CMYK, Layout
from assemble.model.preflight import Preflight, Rule
from assemble.model.press import Accepted, Paper, Press

PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
"""The process inks in the order of CMYK values, by the names that PDF (ISO 32000-1, 8.6.6.4) and
XJDF (2.2, table 6.4, Separation) give them."""

STANDARDS = {"x-4": "PDF/X-4", "x-1a": "PDF/X-1a:2003"}
"""The standards' own names (ISO 15930-7, ISO 15930-4)."""

COVER = 4
"""Pages of a cover that is a sheet of its own: front, its inside, the inside of the back, back."""

PAGES, COVER_FILE, REPORT = "pages", "cover", "report"
"""Kinds of enclosed files: the PDF of all pages, that of a wrap-around cover, preflight's
report."""


class Enclosed(NamedTuple):
    """A file of the parcel: its name there, its kind, its pages (0 for no PDF), bytes and digests.

    The digests are lower-case hexadecimal; MD5 is what XJDF's FileSpec/@CheckSum asks for.
    """

    name: str
    kind: str
    pages: int
    size: int
    sha256: str
    md5: str


class AcceptedRule(NamedTuple):
    """A rule of preflight that doesn't count, why, and how many places it would have named."""

    rule: str
    reason: str
    places: int


class Checked(Frozen):
    """The result of preflight: places by severity, those of accepted rules apart."""

    errors: int
    warnings: int
    notes: int
    accepted: tuple[AcceptedRule, ...]


class Job(Frozen):
    """What a job ticket says.

    `publication` is the title in all languages; `made` the edition's own time in UTC; `blanks` the
    numbers of empty pages; `trim`, `bleed` and `sheet` (the PDF's page with marks) in points;
    `binding` one of the layout's; `inks`, `cover_inks` and `body_inks` the names of inks that the
    pages show, process inks first; `spots` the spot colours among them with their CMYK alternates;
    `pictures` how many the pages show. `checked` is None where preflight didn't run.
    """

    publication: str
    number: str
    date: datetime.date
    made: datetime.datetime
    publisher: str
    languages: tuple[str, ...]
    build_id: str
    version: str
    files: tuple[Enclosed, ...]
    pages: int
    blanks: tuple[int, ...]
    trim: tuple[float, float]
    bleed: float
    sheet: tuple[float, float]
    binding: str
    press: Press
    inks: tuple[str, ...]
    cover_inks: tuple[str, ...]
    body_inks: tuple[str, ...]
    spots: tuple[tuple[str, CMYK], ...]
    pictures: int
    checked: Checked | None

    @property
    def cover_paper(self) -> Paper | None:
        """The cover's paper; None where nobody said it."""
        return self.press.cover_paper or self.press.paper

    @property
    def cover_pages(self) -> int:
        """Pages of a cover that is printed apart: 4, or 0 for a cover on the sheets of the rest.

        A glued block always has one, a stitched job if its cover is on another paper. Fewer than
        eight pages can't be a cover and a sheet for it.
        """
        apart = self.binding == "perfect" or self.cover_paper != self.press.paper
        return COVER if apart and self.pages >= 2 * COVER else 0

    @property
    def early(self) -> bool:
        """Whether photographs are CMYK in the file; PDF/X-1a has no RGB (ISO 15930-4)."""
        return self.press.standard == "x-1a" or self.press.photographs == "early"

    def file(self, kind: str) -> Enclosed | None:
        """The enclosed file of a kind, if any."""
        return next((file for file in self.files if file.kind == kind), None)


def enclosed(name: str, kind: str, parts: Iterable[bytes], pages: int = 0) -> Enclosed:
    """What there is to tell of a file whose bytes come in parts."""
    sha256, size = hashlib.sha256(), 0
    md5 = hashlib.md5(usedforsecurity=False)
    for part in parts:
        sha256.update(part)
        md5.update(part)
        size += len(part)
    return Enclosed(name, kind, pages, size, sha256.hexdigest(), md5.hexdigest())


def checked(found: Preflight, rules: Iterable[Rule], accept: Iterable[Accepted]) -> Checked:
    """Count preflight's faults by their rules' severities; one of no known rule is an error."""
    severities = {rule.id: rule.severity for rule in rules}
    accept = tuple(accept)
    excused = {entry.rule for entry in accept}
    counts = dict.fromkeys(Severity, 0)
    for fault in found.faults:
        if fault.rule not in excused:
            counts[severities.get(fault.rule, Severity.ERROR)] += 1
    return Checked(
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        notes=counts[Severity.NOTE],
        accepted=tuple(
            AcceptedRule(entry.rule, entry.reason, sum(f.rule == entry.rule for f in found.faults))
            for entry in accept
        ),
    )


def job_of(
    edition: Edition, layout: Layout, files: Iterable[Enclosed], result: Checked | None
) -> Job:
    """The job of an edition for print: all that a ticket says.

    Raises:
        ValueError: the edition was laid out as a proof or for the screen.
    """
    if edition.press is None:
        raise ValueError("only an edition for print makes a job")
    pages = edition.pages
    inks = inks_of(pages, edition)
    outside, inside = (*pages[:2], *pages[-2:]), pages[2:-2]
    used = {edition.spots[c]: edition.colours[c] for c in sorted(edition.spots)}
    return Job(
        publication=edition.subject,
        number=edition.number,
        date=edition.date,
        made=made_of(edition),
        publisher=edition.author,
        languages=edition.languages,
        build_id=edition.build_id,
        version=__version__,
        files=tuple(files),
        pages=len(pages),
        blanks=tuple(page.number for page in pages if page.blank),
        trim=edition.trim,
        bleed=edition.bleed,
        sheet=(edition.trim[0] + 2 * edition.slug, edition.trim[1] + 2 * edition.slug),
        binding=layout.page.binding,
        press=edition.press,
        inks=inks,
        cover_inks=inks_of(outside, edition),
        body_inks=inks_of(inside, edition),
        spots=tuple((ink, used[ink]) for ink in inks if ink in used),
        pictures=sum(isinstance(item, ImageItem) for page in pages for item in page.items),
        checked=result,
    )


def made_of(edition: Edition) -> datetime.datetime:
    """An edition's own time in UTC: what it was told, else the beginning of its day."""
    made = edition.made or datetime.datetime.combine(edition.date, datetime.time())
    return (
        made.replace(tzinfo=datetime.UTC) if made.tzinfo is None else made.astimezone(datetime.UTC)
    )


def inks_of(pages: Iterable[Page], edition: Edition) -> tuple[str, ...]:
    """Names of the inks that pages show: process inks in their order, then spot colours by name.

    Marks outside the trim don't count. A picture counts as all process inks: what its pixels need
    shows only after the printer's conversion.
    """
    shown = {
        ink
        for page in pages
        for item in page.items
        if item.source.role not in OUTSIDE
        for ink in _item_inks(item, edition.colours, edition.spots)
    }
    process = tuple(ink for ink in PROCESS if ink in shown)
    return (*process, *sorted(shown.difference(PROCESS)))


def _item_inks(item: Item, colours: Mapping[str, CMYK], spots: Mapping[str, str]) -> set[str]:
    if isinstance(item, ImageItem):
        return set(PROCESS)
    if isinstance(item, BoxItem):
        return _inks(item.colour, colours, spots)
    return _text_inks(item, colours, spots)


def _text_inks(item: TextItem, colours: Mapping[str, CMYK], spots: Mapping[str, str]) -> set[str]:
    names = {piece.colour for piece in item.line.pieces}
    return {ink for name in names for ink in _inks(name, colours, spots)}


def _inks(colour: str, colours: Mapping[str, CMYK], spots: Mapping[str, str]) -> set[str]:
    """The inks of a colour: its own, or the process inks that it has any of; none for white."""
    if colour in spots:
        return {spots[colour]}
    return {ink for ink, amount in zip(PROCESS, colours[colour], strict=True) if amount > 0}
