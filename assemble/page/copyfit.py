"""Copyfitting: what would bring an issue to a page count that folds into whole sheets.

In: the plan of an issue. Out: how many lines less, or more, in which articles. Nothing here is
estimated: each number was tried, on the section that it concerns, with the planner itself.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from assemble.model.flatplan import Cut, Fitting
from assemble.model.issue import Article, Photo, PhotoPage, Section
from assemble.model.layout import UNBOUND
from assemble.page.arrange import may_fill_page
from assemble.page.context import Context
from assemble.page.copytrial import (
    longer,
    longer_in_short,
    shorter,
    shorter_at_end,
    spare_lines,
)
from assemble.page.plan import Plan, plan_issue
from assemble.page.trial import PlannedArticle

RUNS = 3
"""Runs of pages that are tried: those that need least by what stands on their last page."""
PHOTOS = 8
"""Articles of which a photograph is tried in a larger size, at most."""
SLACK = 12
"""Lines added until it doesn't matter where in an article it is cut, or how it is lengthened."""
ROOM = 4
"""Lines told beyond the least that lengthens an issue: how paragraphs break counts for as many."""
NAMED = 3
"""Most articles named as each being enough by itself."""

Entry = Section | PhotoPage
Fittings = tuple[Fitting | None, Fitting | None]
"""What brings an issue to fewer pages, and to more."""
Way = Callable[[Context, Article, int], Article]
"""A way of changing an article by so many lines in each language."""
SHORTER: tuple[Way, ...] = (shorter, shorter_at_end)
LONGER: tuple[Way, ...] = (longer, longer_in_short)


class Run(NamedTuple):
    """Articles that follow one another without a new page: what they hold on their last page."""

    articles: tuple[Article, ...]
    section: int
    page: int
    line: int


def fit(context: Context, plan: Plan) -> Fittings:
    """What brings the issue to the page counts below and above that fold without blanks.

    None for one that can't be told: there is nothing to cut, or cutting is not enough.
    """
    if not plan.blanks or not plan.entries:
        return None, None
    back = 1 if context.issue.back_cover else 0
    total = plan.last + back
    below, above = total - total % context.multiple, total + plan.blanks
    trials = _Trials(context, plan)
    fewer, more = trials.fewer(below - back), trials.more(above - back)
    # Counted without the back cover up to here.
    return (
        fewer._replace(pages=below) if fewer else None,
        more._replace(pages=above) if more else None,
    )


class _Trials:
    """The issue with articles changed, planned again section by section."""

    def __init__(self, context: Context, plan: Plan) -> None:
        self._context = context
        # Trials ask for page counts only: no blanks, no back cover.
        page = replace(context.page, binding=UNBOUND)
        layout = replace(context.layout, page=page)
        self._bare = replace(context, layout=layout)
        self._first = first_page(plan)
        self._entries = context.issue.sections
        self._runs = _runs(context, plan)
        self._blocks = self._parted()
        self._is_parted = len(self._blocks) == len(self._entries)
        self._unchanged: dict[int, frozenset[int]] = {}

    def _parted(self) -> list[tuple[Entry, ...]]:
        """The sections by blocks that don't reach into one another.

        Spreads begin on even pages, so what is before them matters to them.
        """
        page, kinds = self._context.page, self._context.layout.kinds
        arrangements = {
            article.arrangement or kinds[article.kind.text].arrangement
            for run in self._runs
            for article in run.articles
        }
        if page.sections != "new-page" or "facing" in arrangements:
            return [self._entries]
        return [(entry,) for entry in self._entries]

    def _counts(self, changes: Mapping[str, Article]) -> set[int]:
        """The last pages that can be reached with articles changed."""
        reached = {self._first - 1}
        for n, block in enumerate(self._blocks):
            if any(a.id in changes for e in block if isinstance(e, Section) for a in e.articles):
                pages = self._pages(block, changes)
            else:
                if n not in self._unchanged:
                    self._unchanged[n] = self._pages(block, {})
                pages = self._unchanged[n]
            reached = {before + count for before in reached for count in pages}
        return reached

    def _pages(self, block: Iterable[Entry], changes: Mapping[str, Article]) -> frozenset[int]:
        """How many pages a block may take, not counting what is as bad as a blank page."""
        entries = tuple(
            replace(entry, articles=tuple(changes.get(a.id, a) for a in entry.articles))
            if isinstance(entry, Section)
            else entry
            for entry in block
        )
        issue = replace(self._context.issue, sections=entries, back_cover=None)
        plan = plan_issue(replace(self._bare, issue=issue), self._first)
        limit = plan.cost + self._context.layout.planning.costs.blank_page / 2
        return frozenset(count - self._first + 1 for count, cost in plan.counts if cost < limit)

    def fewer(self, last: int) -> Fitting | None:
        """What would make that page the last one, by cutting."""
        changes: dict[str, Article] = {}
        cuts: list[Cut] = []
        if last - self._first + 1 < len(self._entries):
            return None
        runs = sorted(self._runs, key=lambda run: run.line)
        while (least := min(self._counts(changes))) > last:
            found = self._cuts(runs, changes, least - 1)
            if not found:
                return None
            if least - 1 == last and not cuts:
                return Fitting(last, tuple(found))
            best = found[0]
            cuts.append(best)
            changes[best.article] = shorter(self._context, self._article(best), best.lines)
        if not cuts or last not in self._counts(changes):
            return None
        return Fitting(last, tuple(cuts), joint=True)

    def _cuts(self, runs: Sequence[Run], changes: Mapping[str, Article], last: int) -> list[Cut]:
        """The articles that bring the issue to an end on a page when cut, the least cut first."""
        context = self._context
        found: list[Cut] = []
        runs = [run for run in runs if not any(a.id in changes for a in run.articles)]
        for run in runs[:RUNS]:
            spares = [(spare_lines(context, a), a) for a in run.articles]
            spares = sorted((s for s in spares if s[0]), key=lambda s: -s[0])
            for n, (spare, article) in enumerate(spares[:NAMED]):
                # What one article of a run needs, another mostly needs too.
                most = min(spare, found[-1].lines) if n and found else spare
                cut = self._least(run, article, SHORTER, (most, last), changes)
                if cut:
                    found.append(cut)
                elif not n:
                    break
        return sorted(found, key=lambda cut: cut.lines * cut.languages)[:NAMED]

    def _least(
        self,
        run: Run,
        article: Article,
        ways: Sequence[Way],
        aim: tuple[int, int],
        changes: Mapping[str, Article],
    ) -> Cut | None:
        """The least lines by which an article brings the issue to its last page.

        `ways` of changing it have all to do it, `aim` are the most lines to be tried, and that
        page.
        """
        most, last = aim

        def reached(lines: int, way: Way) -> set[int]:
            return self._counts({**changes, article.id: way(self._context, article, lines)})

        def does(lines: int) -> bool:
            counts = reached(lines, ways[0])
            return max(counts) >= last if ways is LONGER else min(counts) <= last

        if most < 1 or not does(most):
            return None
        low, high = 0, most
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if does(middle) else (middle, high)
        start = high + ROOM if ways is LONGER else high
        for lines in range(start, min(start + SLACK, most) + 1):
            if all(last in reached(lines, way) for way in ways):
                return self._cut(run, article, lines)
        return None

    def _cut(self, run: Run, article: Article, lines: int) -> Cut:
        page = self._context.page
        kind = self._context.layout.kinds[article.kind.text]
        languages = len(article.texts)
        arrangement = article.arrangement or kind.arrangement
        stacked = arrangement == "stacked" or languages == 1
        columns = 1 if arrangement == "parallel" and languages > 1 else page.columns
        share = lines * (1 if columns == 1 else languages) / columns
        return Cut(article.id, run.page, lines, languages, stacked, share / page.lines)

    def more(self, last: int) -> Fitting | None:
        """What would make that page the last one, by adding text or enlarging photographs."""
        page = self._context.page
        missing = last - max(self._counts({}))
        if missing <= 0:
            return None
        runs = sorted(self._runs, key=lambda run: -run.line)
        found: list[Cut] = []
        for run in runs[:RUNS]:
            article = run.articles[-1]
            lines = (missing + 1) * page.lines * page.columns // len(article.texts)
            cut = self._least(run, article, LONGER, (lines, last), {})
            if cut:
                found.append(cut)
        photos = self._photos(last) if missing == 1 else ()
        found.sort(key=lambda cut: cut.pages)
        # A page between sections is one more, unless spreads make room for it, or for two.
        plates = missing if self._is_parted else 0
        return Fitting(last, tuple(found), photos=photos, plates=plates)

    def _photos(self, last: int) -> tuple[str, ...]:
        """Articles of which the first photograph, filling a page, does it."""
        found: list[str] = []
        tried = 0
        for run in self._runs:
            for article in run.articles:
                photo = next((p for p in article.photos if isinstance(p, Photo)), None)
                if photo is None or photo.fills_page or tried == PHOTOS or len(found) == NAMED:
                    continue
                if not may_fill_page(self._context, replace(photo, size=None)):
                    continue
                tried += 1
                large = replace(photo, size="page")
                photos = tuple(large if p is photo else p for p in article.photos)
                if last in self._counts({article.id: replace(article, photos=photos)}):
                    found.append(article.id)
        return tuple(found)

    def _article(self, cut: Cut) -> Article:
        return next(a for run in self._runs for a in run.articles if a.id == cut.article)


def first_page(plan: Plan) -> int:
    """The page on which the first section might begin; a spread may leave that empty."""
    entry = plan.entries[0]
    return entry.page - sum(name == "blank_page" for name, _ in entry.terms)


def _runs(context: Context, plan: Plan) -> list[Run]:
    """The articles of a plan by what stands on pages of its own."""
    runs: list[Run] = []
    own: list[PlannedArticle] = []
    section = -1
    for entry in (*plan.entries, None):
        fresh = not isinstance(entry, PlannedArticle) or entry.opens or _begins_page(context, entry)
        if fresh and own:
            end = own[-1]
            articles = tuple(each.article for each in own)
            runs.append(Run(articles, section, end.last, end.flow.line))
            own = []
        if isinstance(entry, PlannedArticle):
            section += entry.opens
            own.append(entry)
    return runs


def _begins_page(context: Context, entry: PlannedArticle) -> bool:
    return context.layout.kinds[entry.article.kind.text].new_page


def advice(total: int, fewer: Fitting | None, more: Fitting | None) -> str:
    """The two as a sentence: '29 pages; 28 needs 12 lines less …, 32 needs 2.6 pages more …'."""
    parts = [_told_fewer(fewer)] if fewer else []
    parts += [_told_more(more, total)] if more else []
    return f"{total} {'page' if total == 1 else 'pages'}; {', '.join(parts)}" if parts else ""


def _told_fewer(fitting: Fitting) -> str:
    first, *rest = fitting.cuts
    if fitting.joint:
        needs = sum(cut.lines * cut.languages for cut in fitting.cuts)
        named = " and ".join(f"{_lines(c)} in {c.article} on page {c.page}" for c in fitting.cuts)
        return f"{fitting.pages} needs {needs} lines less in all: {named}"
    others = "".join(f", or {_lines(cut)} in {cut.article} on page {cut.page}" for cut in rest)
    least = _lines(first, " less")
    return (
        f"{fitting.pages} needs {least} (candidates: {first.article} on page {first.page}{others})"
    )


def _told_more(fitting: Fitting, total: int) -> str:
    ways = [f"{_lines(cut)} in {cut.article}" for cut in fitting.cuts]
    if fitting.photos:
        ways.append(f"a photograph of {' or '.join(fitting.photos)} with `size: page`")
    if fitting.plates:
        count = fitting.plates
        ways.append("a full-page photograph" if count == 1 else f"{count} full-page photographs")
    least = max(0.1, min((cut.pages for cut in fitting.cuts), default=fitting.pages - total))
    pages = f"{least:.1f} {'page' if f'{least:.1f}' == '1.0' else 'pages'}"
    named = f" (candidates: {', or '.join(ways)})" if ways else ""
    return f"{fitting.pages} needs {pages} more{named}"


def _lines(cut: Cut, less: str = "") -> str:
    """Lines as an editor counts them: in each language, or of stacked texts in all."""
    count = cut.lines * (cut.languages if cut.stacked else 1)
    lines = f"{count} {'line' if count == 1 else 'lines'}{less}"
    if cut.languages == 1:
        return lines
    return f"{lines} ({cut.lines} in each language)" if cut.stacked else f"{lines} in each language"
