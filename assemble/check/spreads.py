"""What stands on which spread: languages of an article, pictures and their texts, page counts.

In: pages as seen. Out: figures by article and flaws. A spread is an even page with the odd one
after it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from assemble.check.seen import Thing, View
from assemble.model.edition import Bookmark, ImageItem, Rect
from assemble.model.layout import PageGeometry
from assemble.model.quality import ArticleQuality, Flaw, PageQuality

THIN = 0.6
"""Share of the type area under which a page is hardly filled."""


def spread_of(page: int) -> int:
    """The number of the spread that a page belongs to."""
    return page // 2


def articles_of(views: Iterable[View], page: PageGeometry) -> list[ArticleQuality]:
    """Every article's pages and spreads, in the order in which they begin."""
    texts: dict[str, dict[str, list[int]]] = {}
    things: dict[str, dict[int, list[Thing]]] = defaultdict(lambda: defaultdict(list))
    for view in views:
        if view.kind not in ("text", "picture"):
            continue
        for thing in view.things:
            source = thing.source
            if not source.article:
                continue
            things[source.article][view.page.number].append(thing)
            if thing.is_text:
                numbers = texts.setdefault(source.article, {}).setdefault(source.language or "", [])
                if view.page.number not in numbers:
                    numbers.append(view.page.number)
    return [_article(name, by, things[name], page) for name, by in texts.items()]


def _article(
    name: str, texts: dict[str, list[int]], things: dict[int, list[Thing]], page: PageGeometry
) -> ArticleQuality:
    lines = sum(
        max(t.last for t in each) - min(t.first for t in each) + 1 for each in things.values()
    )
    spreads = [{spread_of(number) for number in numbers} for numbers in texts.values()]
    numbers = sorted({number for each in texts.values() for number in each})
    return ArticleQuality(
        id=name,
        pages={language: tuple(sorted(each)) for language, each in texts.items()},
        lines=lines,
        fits_spread=lines <= 2 * page.lines,
        on_one_spread=len(set.union(*spreads)) == 1,
        is_apart=any(own != spreads[0] for own in spreads),
        turns=len(numbers) - 1,
    )


def article_flaws(articles: Sequence[ArticleQuality], views: Sequence[View]) -> Iterator[Flaw]:
    """Articles that would fit a spread, one of whose languages stands without the other on one."""
    heads = _first_texts(views)
    for article in articles:
        if article.fits_spread and article.is_apart:
            number, thing = heads[article.id]
            where = "; ".join(
                f"{language} on {', '.join(map(str, numbers))}"
                for language, numbers in article.pages.items()
            )
            yield Flaw(
                "languages-apart", number, thing.rect,
                f"{article.lines} grid lines would fit one spread; it stands: {where}",
                article.turns, thing.text, thing.source.at,
            )  # fmt: skip


def picture_flaws(views: Sequence[View]) -> Iterator[Flaw]:
    """Pictures that stand on another spread than any text of their article.

    One that fills a spread leaves no room for text: the pages before and after it are near.
    """
    pages: dict[str, list[int]] = defaultdict(list)
    inside = [view for view in views if view.kind in ("text", "picture")]
    for view in inside:
        for thing in view.things:
            if thing.is_text:
                pages[thing.source.article or ""].append(view.page.number)
    halves = _across_spreads(inside)
    for view in inside:
        for thing in view.things:
            near = pages.get(thing.source.article or "")
            number = view.page.number
            if not near or not isinstance(thing.items[0], ImageItem):
                continue
            about = (number // 2 * 2 - 1, number // 2 * 2 + 2) if thing.source.at in halves else ()
            if any(spread_of(other) == spread_of(number) or other in about for other in near):
                continue
            away = min(abs(other - number) for other in near)
            yield Flaw(
                "picture-away", number, thing.rect,
                f"the nearest text of its article is {away} {'page' if away == 1 else 'pages'}"
                " away, overleaf", away, thing.source.article or "", thing.source.at,
            )  # fmt: skip


def _across_spreads(views: Iterable[View]) -> set[object]:
    """The places of the pictures that stand on both pages of a spread."""
    seen: dict[tuple[object, int], set[int]] = defaultdict(set)
    for view in views:
        for thing in view.things:
            if isinstance(thing.items[0], ImageItem):
                seen[thing.source.at, spread_of(view.page.number)].add(view.page.number)
    return {at for (at, _), numbers in seen.items() if len(numbers) > 1}


def page_flaws(
    pages: Sequence[PageQuality], geometry: PageGeometry, bookmarks: Sequence[Bookmark]
) -> Iterator[Flaw]:
    """Pages that are hardly filled, or blank."""
    titles = {mark.page: mark.title for mark in bookmarks if mark.depth == 0}
    for page in pages:
        rect = Rect(
            geometry.left(page.number), geometry.head, geometry.measure,
            geometry.lines * geometry.grid,
        )  # fmt: skip
        if page.kind == "blank":
            yield Flaw("blank-page", page.number, rect, "the page is blank", 1)
        elif page.kind == "text" and page.fill < THIN:
            begun = [title for first, title in titles.items() if first <= page.number]
            last = f"last page of the section {begun[-1]}" if begun else "last of its section"
            foot = rect.height * (1 - page.fill)
            yield Flaw(
                "thin-page", page.number,
                Rect(rect.x, rect.y + rect.height - foot, rect.width, foot),
                f"the page is filled to {page.fill:.1%}; {THIN:.0%} is the least", page.fill,
                excuse=last if page.ends_section else None,
            )  # fmt: skip


def _first_texts(views: Iterable[View]) -> dict[str, tuple[int, Thing]]:
    """The page and the first thing of every article."""
    out: dict[str, tuple[int, Thing]] = {}
    for view in views:
        for thing in sorted(view.things, key=lambda t: t.rect.y):
            if thing.is_text:
                out.setdefault(thing.source.article or "", (view.page.number, thing))
    return out
