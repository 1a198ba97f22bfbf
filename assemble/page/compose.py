"""The whole edition: front matter, sections, full-page pictures, back cover, in page order.

In: an issue, a layout, fonts. Out: an Edition, every item placed.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from assemble.model.edition import Bookmark, BoxItem, Edition, Item, Page, Rect, Source, TextItem
from assemble.model.finding import Findings, Location
from assemble.model.font import Fonts
from assemble.model.issue import Article, Image, Issue, Photo, PhotoPage, Section, photos_of
from assemble.model.kept import Choice
from assemble.model.layout import Layout
from assemble.model.text import Localized, plain
from assemble.page.bleed import bleed_items, spread_items
from assemble.page.contents import contents_laid
from assemble.page.context import LEAF, Context
from assemble.page.cover import cover_items, number_text
from assemble.page.filler import filler_page_items, filler_rows
from assemble.page.furniture import page_furniture
from assemble.page.jumps import jump_lines
from assemble.page.links import links_of
from assemble.page.masthead import masthead_laid
from assemble.page.offers import PlannedFiller
from assemble.page.placed import Extent, Laid, Placed, pages_of
from assemble.page.plan import Plan, Planned, plan_issue
from assemble.page.printermarks import (
    MARK_COLOURS,
    REGISTRATION,
    REGISTRATION_INK,
    printer_marks,
    slug,
)
from assemble.page.row import CAPTIONS, Row, moved
from assemble.page.trial import PlannedArticle, PlannedPhoto
from assemble.text.setting import Typesetter

if TYPE_CHECKING:
    from assemble.model.flatplan import Fitting


@dataclass(slots=True)
class _Draft:
    """A page in the making."""

    items: list[Item] = field(default_factory=list)
    section: Localized | None = None
    index: int = 0
    opens: bool = False
    furnished: bool = True
    blank: bool = False


class Composed(NamedTuple):
    """An edition, the plan that it follows, and what would save its blanks."""

    edition: Edition
    plan: Plan
    fittings: "tuple[Fitting | None, Fitting | None]"


def compose(
    issue: Issue, layout: Layout, fonts: Fonts, purpose: str, build_id: str, findings: Findings
) -> Edition:
    """Lay out an issue.

    Args:
        issue: what to lay out.
        layout: how, the manifest's print settings already applied.
        fonts: the faces.
        purpose: proof, print or screen.
        build_id: names the inputs; printed on a proof.
        findings: receives what layout alone can see (blank pages).
    """
    context = Context(issue, layout, fonts, Typesetter(layout, fonts))
    return composed(context, purpose, build_id, findings).edition


def composed(context: Context, purpose: str, build_id: str, findings: Findings) -> Composed:
    """The same with given means, and the plan that the edition follows."""
    composer = _Composer(context, findings)
    edition = composer.edition(purpose, build_id)
    return Composed(edition, composer.plan, composer.fittings)


class _Composer:
    def __init__(self, context: Context, findings: Findings) -> None:
        self._context = context
        self._findings = findings
        self._drafts: dict[int, _Draft] = defaultdict(_Draft)
        self._pages: dict[str, int] = {}
        self._bookmarks: list[Bookmark] = []
        self.plan: Plan
        self.fittings: tuple[Fitting | None, Fitting | None] = (None, None)

    def edition(self, purpose: str, build_id: str) -> Edition:
        """The steps in order; each fills pages from where the one before it ended."""
        issue = self._context.issue
        masthead = masthead_laid(self._context)
        first = 2 + (masthead.page + 1 if masthead else 0)
        body = first + contents_laid(self._context, {}, 0).page + 1
        plan = self.plan = plan_issue(self._context, body)
        self._body(plan)
        self._warn_of_gaps(plan, body)
        self._front(masthead, first)
        end = self._back(plan, purpose)
        return self._edition(end - 1, purpose, build_id, issue)

    def _front(self, masthead: Laid | None, first: int) -> None:
        context = self._context
        articles = {article.id: article for article in all_articles(context.issue)}
        cover = self._drafts[1]
        cover.items += cover_items(context, articles, self._pages)
        cover.furnished = False
        if masthead:
            self._lay(masthead, 2)
        self._lay(contents_laid(context, self._pages, 0), first)

    def _body(self, plan: Plan) -> None:
        """Put what is planned on its pages, and note what each page belongs to."""
        index = -1
        for n, entry in enumerate(plan.entries):
            if isinstance(entry, PlannedPhoto):
                self._plate(entry.photo, entry.page, None)
                continue
            if isinstance(entry, PlannedFiller):
                self._filler(entry)
                continue
            if entry.opens:
                index += 1
                self._open(entry, index)
            self._article(entry)
            following = plan.entries[n + 1].page if n + 1 < len(plan.entries) else plan.last + 1
            for number in range(entry.page, max(following, entry.last + 1)):
                draft = self._drafts[number]
                if draft.section is None:
                    draft.section, draft.index = entry.section.title, index

    def _warn_of_gaps(self, plan: Plan, first: int) -> None:
        """Pages that stay empty since what follows needs a left or a right one."""
        begins = {entry.page: entry for entry in plan.entries}
        for number in range(first, plan.last):
            draft, entry = self._drafts[number], begins.get(number + 1)
            if draft.items or entry is None:
                continue
            draft.furnished, draft.blank = False, True
            side = "right" if number % 2 == 0 else "left"
            self._findings.warning(
                "blank-pages",
                f"page {number} is empty so that what follows it begins on a {side} page",
                _at(entry),
                "put a photograph that fills a page before it, or another size or order",
            )

    def _open(self, entry: PlannedArticle, index: int) -> None:
        """A section begins."""
        lead = self._context.issue.languages[0]
        title = entry.section.title
        self._pages[f"section {index + 1}"] = entry.begins
        name = title.text(lead) or title.phrases[0][1].text
        page = self._context.page
        y = page.head + entry.line * page.grid if entry.line else 0.0
        self._bookmarks.append(Bookmark(name, entry.begins, y, 0))
        draft = self._drafts[entry.begins]
        if not entry.line:
            draft.opens = True

    def _article(self, entry: PlannedArticle) -> None:
        page = self._context.page
        self._pages[entry.article.id] = entry.begins
        placed = entry.flow.laid()
        rows = placed.placed[entry.above :] or placed.placed
        line = min((p.line for p in rows if p.page == entry.flow.begins), default=0)
        text = entry.article.texts[0]
        y = page.head + line * page.grid
        self._bookmarks.append(Bookmark(plain(text.headline), entry.begins, y, 1))
        self._lay(placed, entry.page)
        for number, photo in placed.plates:
            self._plate(photo, entry.page + number, entry.article.id)
        for number, items in jump_lines(self._context, entry.article, placed, entry.page):
            self._drafts[number].items += items

    def _plate(self, photo: Photo, number: int, article: str | None) -> None:
        """A photograph that fills its page, or both pages of a spread from its left one on."""
        context = self._context
        halves: Sequence[list[Item]] = (
            spread_items(context, photo, number, article)
            if pages_of(photo) > 1
            else [bleed_items(context, photo, number, article)]
        )
        for n, items in enumerate(halves):
            draft = self._drafts[number + n]
            draft.items += items
            draft.furnished = False

    def _filler(self, entry: PlannedFiller) -> None:
        """A filler at a foot, or a page of one; pictures that fill a page have no furniture."""
        context, filler = self._context, entry.filler
        if entry.lines is None:
            draft = self._drafts[entry.page]
            draft.items += filler_page_items(context, filler, entry.page) or ()
            draft.furnished = filler.photo is None
            return
        row = filler_rows(context, filler, context.page.measure, entry.lines)
        assert row is not None, "the plan uses a filler in its own heights only"
        self._lay(Laid((Placed(0, entry.line, 0, row),), (), 0, entry.line), entry.page)

    def _back(self, plan: Plan, purpose: str) -> int:
        """Blanks to a whole number of sheets, then the back cover; returns the page after it."""
        context = self._context
        back = context.issue.back_cover
        number = plan.last + 1
        if plan.blanks and purpose != "screen":
            self._warn_of_blanks(plan)
            for n in range(plan.blanks):
                draft = self._drafts[number + n]
                draft.furnished, draft.blank = False, True
            number += plan.blanks
        if back:
            self._plate(replace(back, size=None), number, None)
            number += 1
        return number

    def _warn_of_blanks(self, plan: Plan) -> None:
        blanks = plan.blanks
        total = plan.last + blanks + (1 if self._context.issue.back_cover else 0)
        pages = "page is" if blanks == 1 else "pages are"
        hint = "`assemble plan` with this issue says which articles to cut or to lengthen"
        if self._context.advises:
            from assemble.page.copyfit import advice, fit  # only `assemble plan` needs it

            self.fittings = fit(self._context, plan)
            hint = advice(total - blanks, *self.fittings) or "add a photograph or cut text"
        multiple = self._context.multiple
        whole = f"fold into sheets of {multiple}" if multiple > LEAF else "make whole leaves"
        self._findings.warning(
            "blank-pages",
            f"{blanks} {pages} empty so that the {total} pages {whole}",
            self._context.issue.at,
            hint,
        )

    def _lay(self, flow: Laid, first: int) -> None:
        """Put the rows of a flow on their pages, in reading order page by page."""
        by_page: dict[int, list[Placed]] = defaultdict(list)
        for placed in flow.placed:
            by_page[placed.page].append(placed)
        for extent in flow.extents:
            self._drafts[first + extent.page].items += self._hairlines(extent, first)
        page = self._context.page
        for relative, after in pairwise([*sorted(by_page), flow.page + 1]):
            number = first + relative
            rows = in_reading_order(by_page[relative], by_page.get(after, []))
            for placed in rows:
                dx = page.left(number) + placed.column * (page.column + page.gutter)
                dy = page.head + placed.line * page.grid
                self._drafts[number].items += moved(placed.row.items, dx, dy)

    def _hairlines(self, extent: Extent, first: int) -> list[Item]:
        """Hairlines in the gutters between columns that stand level."""
        page = self._context.page
        width = self._context.layout.furniture.hairline
        left = page.left(first + extent.page)
        y = page.head + extent.first * page.grid + page.grid * 0.3
        height = (extent.last - extent.first) * page.grid - page.grid * 0.4
        step = page.column + page.gutter
        return [
            BoxItem(
                Rect(left + n * step - (page.gutter + width) / 2, y, width, height),
                "deep",
                Source("gutter-rule"),
            )
            for n in range(1, extent.columns)
        ]

    def _edition(self, count: int, purpose: str, build_id: str, issue: Issue) -> Edition:
        context = self._context
        pages = tuple(self._page(number, purpose, build_id) for number in range(1, count + 1))
        lead = issue.languages[0]
        publisher = issue.publisher.text(lead) if issue.publisher else ""
        page = context.page
        bleed = page.bleed if purpose != "screen" else 0.0
        images = all_images(issue)
        return Edition(
            title=f"{issue.title.text(lead)} · {number_text(context, lead)}",
            subject=" / ".join(phrase.text for _, phrase in issue.title.each(issue.languages)),
            author=publisher,
            number=issue.number,
            languages=issue.languages,
            date=issue.date,
            purpose=purpose,
            build_id=build_id,
            trim=(page.trim.width, page.trim.height),
            bleed=bleed,
            slug=slug(context, purpose),
            colours={**context.layout.colours, **MARK_COLOURS},
            spots={**context.layout.spots, REGISTRATION: REGISTRATION_INK},
            press=context.layout.press if purpose == "print" else None,
            faces=context.fonts.faces,
            images=images,
            pages=pages,
            bookmarks=tuple(self._bookmarks),
            choices=tuple(
                (entry.article.id, Choice(entry.page, entry.line, entry.variant.name, entry.last))
                for entry in self.plan.entries
                if isinstance(entry, PlannedArticle)
            ),
        )

    def _page(self, number: int, purpose: str, build_id: str) -> Page:
        draft = self._drafts[number]
        items = list(draft.items)
        label = ""
        if draft.furnished:
            label = str(number)
            items += page_furniture(
                self._context, number, draft.section, draft.index, head=not draft.opens
            )
        items += printer_marks(self._context, purpose, str(number), build_id)
        faces = self._context.fonts.faces
        links = links_of(items, self._pages, faces) if purpose == "screen" else ()
        return Page(number=number, label=label, items=tuple(items), blank=draft.blank, links=links)


def in_reading_order(page: list[Placed], following: list[Placed]) -> list[Placed]:
    """A page's rows as they are read: language after language, captions between blocks.

    Captions stand after the texts; but where the last block goes on on the following page, they
    stand before it, so that nothing comes between its lines.
    """
    texts = sorted((p for p in page if p.row.rank < CAPTIONS), key=lambda p: p.row.rank)
    captions = [p for p in page if p.row.rank >= CAPTIONS]
    after = sorted((p for p in following if p.row.rank < CAPTIONS), key=lambda p: p.row.rank)
    end = len(texts)
    if texts and after and block_of(texts[-1].row) == block_of(after[0].row) is not None:
        while end and block_of(texts[end - 1].row) == block_of(after[0].row):
            end -= 1
    return texts[:end] + captions + texts[end:]


def _at(entry: Planned) -> Location:
    """Where the manifest names what is planned."""
    if isinstance(entry, PlannedPhoto):
        return entry.photo.at
    return entry.filler.at if isinstance(entry, PlannedFiller) else entry.article.at


def block_of(row: Row) -> Source | None:
    """What the first text of a row comes from: the same for all lines of a block."""
    return next((item.source for item in row.items if isinstance(item, TextItem)), None)


def all_articles(issue: Issue) -> list[Article]:
    """The articles of all sections in order."""
    return [a for s in issue.sections if isinstance(s, Section) for a in s.articles]


def all_images(issue: Issue) -> Mapping[str, Image]:
    """Every picture of the issue by key."""
    photos = [issue.cover.photo, issue.back_cover]
    photos += [s.photo for s in issue.sections if isinstance(s, PhotoPage)]
    photos += [photo for article in all_articles(issue) for photo in photos_of(article)]
    photos += [filler.photo for filler in issue.fillers]
    return {photo.image.key: photo.image for photo in photos if photo}
