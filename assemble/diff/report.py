"""A comparison as text for a terminal and as a JSON value."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from assemble.diff.judge import RESTYLED, listed
from assemble.diff.values import (
    TOUCHED,
    ArticleChange,
    Block,
    Change,
    Difference,
    Outcome,
    PageChange,
)
from assemble.diff.wording import BARE, by_page, marked, overview, place, plain, shortened


def as_text(difference: Difference) -> str:
    """The report for a terminal: an overview, then page by page what has to be read.

    What only moved is summed up by article; identical pages stand in the overview.
    """
    lines = [f"{difference.old.name} → {difference.new.name}", overview(difference)]
    lines += [f"note: {note}" for note in difference.notes]
    told = by_page(each for each in difference.changes if each.outcome is not Outcome.IDENTICAL)
    pages = {page.number: page for page in difference.pages}
    changed = {page.number for page in difference.pages if page.outcome is not Outcome.IDENTICAL}
    for number in sorted({*told, *changed}):
        page, changes = pages.get(number), told.get(number, [])
        lines += ["", f"page {number}: {_state(page)}"]
        if not changes and page and page.outcome is Outcome.EDITED:
            lines.append(f"  {BARE}")
        for change in changes:
            if change.outcome in TOUCHED:
                lines += _told(change)
        lines += _summed(changes)
    articles = list(_articles(difference.articles))
    if articles:
        lines += ["", "articles", *articles]
    return "\n".join(lines) + "\n"


def as_json(difference: Difference) -> dict[str, Any]:
    """The report as a JSON value; rectangles are [left, top, width, height] in points.

    Identical blocks are left out; the counts of their articles tell them.
    """
    return {
        "old": difference.old.name,
        "new": difference.new.name,
        "notes": list(difference.notes),
        "pages": [
            {"page": page.number, "outcome": page.outcome.value, "same_as": page.same_as}
            for page in difference.pages
        ],
        "articles": [_article(article) for article in difference.articles],
        "changes": [
            _change(change)
            for change in difference.changes
            if change.outcome is not Outcome.IDENTICAL
        ],
    }


def _state(page: PageChange | None) -> str:
    if page is None:
        return Outcome.GONE.value
    if page.same_as and page.same_as != page.number:
        return f"{page.outcome.value}, the content of old page {page.same_as}"
    return page.outcome.value


def _told(change: Change) -> Iterator[str]:
    """A change that has to be read: its place, then its words."""
    yield f"  {change.outcome.value:<7} {place(change.block)}"
    if change.detail:
        yield f"          {'; '.join(change.detail)}"
    for each in change.words:
        yield f"          … {plain(each) if RESTYLED in change.detail else marked(each)} …"
    if not change.words and change.block.words and change.outcome is not Outcome.EDITED:
        sign = "{+%s+}" if change.outcome is Outcome.NEW else "[-%s-]"
        yield f"          {sign % shortened(change.block.words)}"


def _summed(changes: Sequence[Change]) -> Iterator[str]:
    """What moved or follows, a line for each article and way."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for change in changes:
        if change.outcome in (Outcome.MOVED, Outcome.FOLLOWS):
            block = change.block
            way = change.detail[0] if change.detail else change.block.role
            if change.outcome is Outcome.FOLLOWS:
                way = block.role
            elif block.image:
                way = f"picture: {'; '.join(change.detail)}"
            counts[change.outcome.value, block.article or "issue", way] += 1
    for (outcome, article, way), count in counts.items():
        times = f" ({count})" if count > 1 else ""
        yield f"  {outcome:<7} {article}: {way}{times}"


def _articles(articles: Sequence[ArticleChange]) -> Iterator[str]:
    for each in articles:
        if each.outcome is Outcome.IDENTICAL and not each.was:
            continue
        told = each.outcome.value
        if each.old_pages and each.new_pages and each.old_pages != each.new_pages:
            told += f", from {listed(each.old_pages)} to {listed(each.new_pages)}"
        elif each.new_pages or each.old_pages:
            told += f", {listed(each.new_pages or each.old_pages)}"
        if each.reordered:
            told += ", in another order"
        if each.was:
            told += f", was {each.was}"
        yield f"  {each.article}: {told}"


def _article(each: ArticleChange) -> dict[str, Any]:
    return {
        "article": each.article,
        "outcome": each.outcome.value,
        "was": each.was,
        "old_pages": list(each.old_pages),
        "new_pages": list(each.new_pages),
        "reordered": each.reordered,
        "blocks": {outcome.value: each.counts[outcome] for outcome in Outcome},
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "outcome": change.outcome.value,
        "derived": change.block.derived,
        "detail": list(change.detail),
        "words": [
            {"before": each.before, "old": each.old, "new": each.new, "after": each.after}
            for each in change.words
        ],
        "old": [_block(block) for block in change.old],
        "new": [_block(block) for block in change.new],
        "marks": [{"page": spot.page, "rect": list(spot.rect)} for spot in change.marks],
    }


def _block(block: Block) -> dict[str, Any]:
    value: dict[str, Any] = {"role": block.role, "pages": list(block.pages)}
    for key in ("article", "language", "image"):
        if getattr(block, key):
            value[key] = getattr(block, key)
    if block.words:
        value["text"] = block.text
    if block.at:
        value |= {"file": block.at.file, "line": block.at.line, "column": block.at.column}
    return value
