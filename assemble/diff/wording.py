"""What reports say of a comparison: its words in English and Vietnamese, places, sentences."""

from collections.abc import Iterable, Sequence

from assemble.diff.judge import RESTYLED, listed
from assemble.diff.values import Block, Change, Difference, Outcome, Words

WORDS = {
    Outcome.IDENTICAL: ("identical", "giữ nguyên"),
    Outcome.MOVED: ("moved", "chuyển chỗ"),
    Outcome.FOLLOWS: ("follows", "đổi theo"),
    Outcome.EDITED: ("edited", "sửa"),
    Outcome.NEW: ("new", "mới"),
    Outcome.GONE: ("gone", "bỏ"),
}
"""English and Vietnamese names of the outcomes."""
ORDER = (
    Outcome.EDITED,
    Outcome.NEW,
    Outcome.GONE,
    Outcome.MOVED,
    Outcome.FOLLOWS,
    Outcome.IDENTICAL,
)
"""What has to be read comes first."""
BARE = "rules or grounds differ, texts and pictures don't"
"""What is said of a page that differs though nothing on it is edited or moved."""
LONGEST = 24
"""Words of a new or gone text that are shown; it stands whole on the page."""


def counted(count: int, noun: str) -> str:
    """A number with its noun: `1 page`, `2 pages`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def overview(difference: Difference) -> str:
    """How many pages came to what: `28 pages: pages 4, 5 edited; page 6 moved; 25 identical`."""
    parts = []
    for outcome in ORDER[:-1]:
        numbers = difference.numbers(outcome)
        if numbers:
            verb = "follow" if outcome is Outcome.FOLLOWS and len(numbers) > 1 else outcome.value
            parts.append(f"{listed(numbers)} {verb}")
    same = difference.numbers(Outcome.IDENTICAL)
    total = len(difference.new.pages)
    if len(same) == total and not parts:
        return f"{counted(total, 'page')}, all identical"
    parts.append(f"{len(same)} identical")
    return f"{counted(total, 'page')}: {'; '.join(parts)}"


def place(block: Block, page: int | None = None) -> str:
    """What a block is and where it comes from: `body of articles/a (vi), a.vi.md:3`."""
    told = "picture" if block.image else block.role
    if page is not None:
        told = f"page {page}: {told}"
    if block.article:
        told += f" of {block.article}"
    if block.language:
        told += f" ({block.language})"
    if block.at:
        told += f", {block.at.file}:{block.at.line}"
    return told


def shortened(words: Sequence[str]) -> str:
    """The beginning of a text, with a mark where words were left out."""
    return " ".join(words[:LONGEST]) + (" …" if len(words) > LONGEST else "")


def marked(each: Words) -> str:
    """A difference with its context: `tổng số [-571.411-] {+571.412+} cử tri`.

    The signs are those of word diffs in version control.
    """
    parts = [
        each.before,
        f"[-{each.old}-]" if each.old else "",
        f"{{+{each.new}+}}" if each.new else "",
        each.after,
    ]
    return " ".join(part for part in parts if part)


def plain(each: Words) -> str:
    """Words that only look otherwise, with their context: `nêu {~ba kiến nghị~} về`."""
    return " ".join(part for part in (each.before, f"{{~{each.new}~}}", each.after) if part)


def said(change: Change) -> str:
    """A change in a sentence without markup, for a note on a page or a list."""
    if change.words and RESTYLED in change.detail:
        return f"{RESTYLED}: " + "; ".join(each.new for each in change.words)
    if change.words:
        return "; ".join(_sentence(each) for each in change.words)
    if change.outcome in (Outcome.NEW, Outcome.GONE):
        return shortened(change.block.words) or change.block.role
    return "; ".join(change.detail)


def _sentence(each: Words) -> str:
    if each.old and each.new:
        return f"“{each.old}” became “{each.new}”"
    return f"“{each.new}” is new" if each.new else f"“{each.old}” is gone"


def page_of(change: Change) -> int:
    """The page that a change is told on: the first on which it is to be seen."""
    return (change.marks or change.block.spots)[0].page


def by_page(changes: Iterable[Change]) -> dict[int, list[Change]]:
    """Changes by the page that they are told on, in order."""
    out: dict[int, list[Change]] = {}
    for change in changes:
        out.setdefault(page_of(change), []).append(change)
    return dict(sorted(out.items()))
