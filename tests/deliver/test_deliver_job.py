"""What the job says of an edition: inks, papers, parts, times, preflight's result."""

import datetime
import hashlib
from collections.abc import Callable
from dataclasses import replace

import pytest
from delivering import Made, with_pages
from making import AT

from assemble.deliver.job import Job, checked, enclosed, inks_of, job_of, made_of
from assemble.model.edition import BoxItem, Edition, ImageItem, Item, Page, Rect, Source
from assemble.model.finding import Severity
from assemble.model.preflight import Fault, Preflight, Rule
from assemble.model.press import Accepted, Paper

COLOURS = {
    "key": (0.0, 0.0, 0.0, 1.0),
    "sea": (0.9, 0.0, 0.2, 0.0),
    "paper": (0.0, 0.0, 0.0, 0.0),
    "gold": (0.0, 0.2, 0.6, 0.1),
    "registration": (1.0, 1.0, 1.0, 1.0),
}
AREA = Rect(0.0, 0.0, 10.0, 10.0)


def box(colour: str, role: str = "rule") -> BoxItem:
    """A coloured rectangle."""
    return BoxItem(AREA, colour, Source(role))


def edition_of(made: Made, *pages: tuple[Item, ...]) -> Edition:
    """The edition with these items on its pages, in known colours."""
    numbered = tuple(Page(number=n, label="", items=p) for n, p in enumerate(pages, 1))
    spots = {"gold": "PANTONE 871 C", "registration": "All"}
    return replace(made.edition, pages=numbered, colours=COLOURS, spots=spots)


@pytest.mark.parametrize(
    ("items", "inks"),
    [
        ((box("key"),), ("Black",)),
        ((box("sea"),), ("Cyan", "Yellow")),
        ((box("paper"),), ()),
        ((box("gold"), box("key")), ("Black", "PANTONE 871 C")),
        ((box("registration", "crop-mark"), box("sea", "colour-bar")), ()),
        (
            (ImageItem(AREA, "i", Rect(0, 0, 1, 1), Source("photo")),),
            ("Cyan", "Magenta", "Yellow", "Black"),
        ),
    ],
)
def test_inks_are_those_that_pages_show(
    bare: Made, items: tuple[Item, ...], inks: tuple[str, ...]
) -> None:
    """Process inks count where a colour has any of them, spots by name; marks and white don't."""
    edition = edition_of(bare, items)

    assert inks_of(edition.pages, edition) == inks


def test_text_counts_with_the_colours_of_its_words(bare: Made) -> None:
    """The inks of an issue of black text on white are those of its pieces' colours."""
    edition = bare.edition
    inks = inks_of(edition.pages, edition)

    assert "Black" in inks
    assert inks_of([replace(page, items=()) for page in edition.pages], edition) == ()


def test_cover_and_body_have_inks_of_their_own(bare: Made) -> None:
    """The first two and last two pages are the cover, the others the body."""
    gold, key, sea = (box("gold"),), (box("key"),), (box("sea"),)
    pages = [key, gold, *[key] * 4, sea, key]
    job = job_of(edition_of(bare, *pages), bare.layout, (), None)

    assert job.cover_inks == ("Cyan", "Yellow", "Black", "PANTONE 871 C")
    assert job.body_inks == ("Black",)
    assert job.spots == (("PANTONE 871 C", COLOURS["gold"]),)


def test_cover_is_apart_where_glued_or_on_other_paper(
    job: Callable[..., Job], full: Made, bare: Made
) -> None:
    """A glued block has a cover of its own, a stitched job on another paper, both from 8 pages."""
    same = Paper(name="A", weight=100.0, thickness=0.2)
    other = Paper(name="B", weight=200.0, thickness=0.4)
    stitched = replace(job(), binding="saddle-stitch")
    press = stitched.press

    assert job().cover_pages == 4
    assert replace(job(), press=replace(press, cover_paper=None)).cover_pages == 4
    assert replace(stitched, press=replace(press, cover_paper=None)).cover_pages == 0
    assert replace(stitched, press=replace(press, paper=same, cover_paper=same)).cover_pages == 0
    assert replace(stitched, press=replace(press, paper=same, cover_paper=other)).cover_pages == 4
    assert replace(stitched, pages=4).cover_pages == 0
    assert job_of(bare.edition, bare.layout, (), None).cover_pages == 0
    assert job_of(with_pages(full.edition, 8), full.layout, (), None).cover_pages == 4


def test_x1a_makes_photographs_early(job: Callable[..., Job]) -> None:
    """PDF/X-1a has no RGB, whatever `photographs` says; in X-4 it is as it says."""
    assert job(press={"photographs": "late"}).early
    assert not job(press={"photographs": "late", "standard": "x-4"}).early
    assert job(press={"photographs": "early", "standard": "x-4"}).early


def test_time_is_the_editions_own(bare: Made) -> None:
    """No clock is asked: the edition's time in UTC, or the beginning of its day."""
    east = datetime.timezone(datetime.timedelta(hours=7))
    told = datetime.datetime(2024, 2, 1, 3, 4, 5)

    assert made_of(bare.edition).isoformat() == "2024-01-31T00:00:00+00:00"
    assert made_of(replace(bare.edition, made=told)).isoformat() == "2024-02-01T03:04:05+00:00"
    told = told.replace(tzinfo=east)
    assert made_of(replace(bare.edition, made=told)).isoformat() == "2024-01-31T20:04:05+00:00"


def test_proofs_make_no_job(bare: Made) -> None:
    """An edition without a press is refused."""
    with pytest.raises(ValueError, match="for print"):
        job_of(replace(bare.edition, press=None), bare.layout, (), None)


def test_enclosed_files_are_digested_in_parts() -> None:
    """Size and digests are those of the whole, however it is cut."""
    file = enclosed("a.pdf", "pages", [b"ab", b"", b"c"], 2)

    assert (file.size, file.pages) == (3, 2)
    assert file.sha256 == hashlib.sha256(b"abc").hexdigest()
    assert file.md5 == "900150983cd24fb0d6963f7d28e17f72"


def test_preflight_is_counted_by_severity() -> None:
    """Faults count as their rules say, those of accepted rules apart, unknown rules as errors."""
    rules = [
        Rule(name, severity, "", "", "")
        for name, severity in (
            ("a", Severity.ERROR),
            ("b", Severity.WARNING),
            ("c", Severity.NOTE),
            ("d", Severity.ERROR),
        )
    ]
    faults = tuple(Fault(rule, "") for rule in ("a", "b", "b", "c", "c", "c", "d", "d", "new"))
    found = Preflight(file="f.pdf", standard="x-4", pages=1, faults=faults)
    accept = [Accepted(rule="d", reason="known", at=AT), Accepted(rule="e", reason="none", at=AT)]
    result = checked(found, rules, accept)

    assert (result.errors, result.warnings, result.notes) == (2, 2, 3)
    assert result.accepted == (("d", "known", 2), ("e", "none", 0))
