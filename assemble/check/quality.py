"""The quality of a finished edition, measured on its pages.

In: the edition and the layout's geometry and limits. Out: one frozen value. Nothing is taken on
trust from the page stage: columns, bands, paragraphs and ink are found again from the items.
"""

from collections.abc import Iterator, Sequence

from assemble.check import columns, ink, lines, spreads
from assemble.check.seen import RUNNING, Thing, View, see
from assemble.model.edition import Edition
from assemble.model.layout import BINDINGS, Layout, PageGeometry
from assemble.model.quality import (
    FLAWS,
    ArticleQuality,
    Band,
    Criterion,
    Flaw,
    PageQuality,
    Quality,
)

NONE_OF = (
    "widow",
    "orphan",
    "off-grid",
    "collision",
    "uneven-columns",
    "thin-page",
    "blank-page",
)
"""Kinds of flaws of which there may be none."""
TOGETHER = 0.9
"""Share of the articles that fit a spread whose languages all stand on one."""

_Bands = list[tuple[Band, list[Thing]]]


def quality(edition: Edition, layout: Layout) -> Quality:
    """Measure an edition.

    Args:
        edition: the finished pages.
        layout: its page geometry and limits; nothing else of it counts.
    """
    page = layout.page
    views = [see(each, page) for each in edition.pages]
    flows = columns.last_pages(views)
    bands = {
        view.page.number: list(columns.bands(view, page, flows))
        for view in views
        if view.kind == "text"
    }
    pages = _pages(views, bands, page)
    articles = spreads.articles_of(views, page)
    paragraphs = columns.runs_of(views, page)
    justified = lines.justified(paragraphs)
    flaws = [
        *columns.grid_flaws(views, page),
        *columns.widow_flaws(paragraphs),
        *lines.space_flaws(justified, layout.justification),
        *lines.hyphen_flaws(paragraphs, layout.justification),
        *lines.last_line_flaws(paragraphs),
        *spreads.article_flaws(articles, views),
        *spreads.picture_flaws(views),
        *spreads.page_flaws(pages, page, edition.bookmarks),
        *_page_by_page(edition, views, bands, page),
    ]
    order = list(FLAWS)
    flaws.sort(key=lambda f: (f.page, f.rect.x, f.rect.y, order.index(f.kind)))
    return Quality(
        pages=pages,
        articles=tuple(articles),
        spaces=lines.word_spaces(justified),
        flaws=tuple(flaws),
        criteria=tuple(_criteria(flaws, articles, len(pages), page.binding)),
    )


def _page_by_page(
    edition: Edition, views: Sequence[View], bands: dict[int, _Bands], page: PageGeometry
) -> Iterator[Flaw]:
    """The flaws that a page shows alone."""
    inks = ink.Inks(edition.faces)
    units = {key: face.units_per_em for key, face in edition.faces.items()}
    for view in views:
        yield from ink.collisions(view.page, inks, edition.trim)
        if view.kind != "text":
            continue
        number = view.page.number
        yield from columns.band_flaws(view, bands[number], page)
        yield from columns.head_flaws(view, page)
        running = [thing for thing in view.things if thing.source.role in RUNNING]
        yield from lines.river_flaws(lines.stacks_of(running, page.grid), number, units)


def _pages(
    views: Sequence[View], bands: dict[int, _Bands], page: PageGeometry
) -> tuple[PageQuality, ...]:
    ends = _section_ends(views)
    out = []
    for view in views:
        fills = (1.0,) * page.columns if view.kind == "cover" else columns.fills(view, page)
        names = (thing.source.article for thing in view.things if thing.source.article)
        running = [thing for thing in view.things if thing.source.role in RUNNING]
        out.append(
            PageQuality(
                number=view.page.number,
                kind=view.kind,
                fill=sum(fills) / len(fills),
                fills=fills,
                held=columns.held(view, page),
                lines=len({(t.columns, t.first) for t in running}),
                bands=tuple(band for band, _ in bands.get(view.page.number, ())),
                articles=tuple(dict.fromkeys(names)) if view.kind != "front" else (),
                ends_section=view.page.number in ends,
            )
        )
    return tuple(out)


def _section_ends(views: Sequence[View]) -> set[int]:
    """The last page of text of every section: a section's name stands on its first page."""
    ends: set[int] = set()
    last = None
    for view in views:
        if view.kind != "text":
            continue
        if any(thing.source.role == "section" for thing in view.things) and last:
            ends.add(last)
        last = view.page.number
    return ends | ({last} if last else set())


def _criteria(
    flaws: Sequence[Flaw], articles: Sequence[ArticleQuality], pages: int, binding: str
) -> Iterator[Criterion]:
    """What is asked of an edition that a designer would sign."""
    for kind in NONE_OF:
        count = sum(flaw.kind == kind and not flaw.excuse for flaw in flaws)
        yield Criterion(kind, "0", str(count), not count)
    fitting = [a for a in articles if a.fits_spread and len(a.pages) > 1]
    together = sum(not a.is_apart for a in fitting)
    unturned = sum(a.on_one_spread for a in fitting)
    share = together / len(fitting) if fitting else 1.0
    found = f"{share:.0%} ({together} of {len(fitting)}, {unturned} without turning over)"
    yield Criterion("one-spread", f"at least {TOGETHER:.0%}", found, share >= TOGETHER)
    whole = BINDINGS[binding]
    if whole > 1:
        yield Criterion("page-count", f"a multiple of {whole}", str(pages), not pages % whole)
