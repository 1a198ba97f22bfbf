"""What became of pages: which are drawn as they were, which only moved, which were edited."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from assemble.diff.blocks import BY_PAGE
from assemble.diff.judge import SAME_CROP, alike
from assemble.diff.values import TOUCHED, Change, Drawn, DrawnPage, Outcome, PageChange, Snapshot

OWN = BY_PAGE | {"tab"}
"""Roles of what a page has of its own, wherever its content comes from."""


def page_changes(old: Snapshot, new: Snapshot, changes: Iterable[Change]) -> Iterator[PageChange]:
    """What became of each page of the new proof, then of those that it no longer has."""
    touched: dict[int, set[Outcome]] = defaultdict(set)
    present: dict[int, set[Outcome]] = defaultdict(set)
    for change in changes:
        for spot in change.marks if change.outcome in TOUCHED else ():
            touched[spot.page].add(change.outcome)
        for block in change.new or change.old:
            for number in block.pages:
                present[number].add(change.outcome)
    before = {page.number: page for page in old.pages}
    for page in new.pages:
        there = before.get(page.number)
        if there and old.trim == new.trim and drawn_alike(there.items, page.items):
            yield PageChange(page.number, Outcome.IDENTICAL, page.number)
            continue
        outcome = _outcome(touched[page.number], present[page.number], there, page)
        yield PageChange(page.number, outcome, _same_as(page, old.pages))
    for page in old.pages[len(new.pages) :]:
        yield PageChange(page.number, Outcome.GONE)


def drawn_alike(old: Sequence[Drawn], new: Sequence[Drawn]) -> bool:
    """Whether all that is drawn is the same within 0.05 pt; faces only where both tell them."""
    return len(old) == len(new) and all(
        _bare(a) == _bare(b)
        and (a.faces == b.faces or not a.faces or not b.faces)
        and alike(a.rect, b.rect)
        and (a.crop is None or b.crop is None or alike(a.crop, b.crop, SAME_CROP))
        for a, b in zip(old, new, strict=True)
    )


def _bare(item: Drawn) -> tuple[object, ...]:
    """What is drawn, but where."""
    return item.role, item.text, item.image, item.colour, item.language


def _outcome(
    touched: set[Outcome], present: set[Outcome], there: DrawnPage | None, page: DrawnPage
) -> Outcome:
    if touched:
        whole = there is None and present <= {Outcome.NEW, Outcome.FOLLOWS}
        return Outcome.NEW if whole else Outcome.EDITED
    if Outcome.MOVED in present or there is None:
        return Outcome.MOVED
    if _grounds(there) != _grounds(page) and Outcome.FOLLOWS not in present:
        # Nothing but rules and grounds differ, in number or colour.
        return Outcome.EDITED
    # What stood on the page may all have gone to another.
    return Outcome.FOLLOWS if Outcome.FOLLOWS in present else Outcome.MOVED


def _grounds(page: DrawnPage) -> Counter[tuple[str, str]]:
    return Counter((item.role, item.colour) for item in page.items if item.colour is not None)


def _same_as(page: DrawnPage, pages: Sequence[DrawnPage]) -> int | None:
    """The old page whose content, folio and the like left out, is that of a page."""
    own = [item for item in page.items if item.role not in OWN]
    if not own:
        return None
    for other in pages:
        theirs = [item for item in other.items if item.role not in OWN]
        if drawn_alike(theirs, own):
            return other.number
    return None
