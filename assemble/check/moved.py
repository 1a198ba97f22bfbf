"""Pages that differ from the build that was to be kept although nothing on them was edited."""

from collections.abc import Mapping, Sequence

from assemble.model.finding import Findings, Location
from assemble.model.kept import Choice, Kept, KeptPage


def check_moved(
    kept: Kept,
    pages: Sequence[KeptPage],
    choices: Mapping[str, Choice],
    findings: Findings,
) -> None:
    """Say which pages moved and why, in a note; nothing where only edited pages differ.

    Args:
        kept: the earlier build.
        pages: the pages of this one.
        choices: how its articles were laid out.
        findings: receives the note.
    """
    edited = {name for name, text in _texts(pages).items() if _texts(kept.pages).get(name) != text}
    moved = [
        number
        for number, (old, new) in enumerate(zip(kept.pages, pages, strict=False), 1)
        if old.digest != new.digest and not edited & (old.texts.keys() | new.texts.keys())
    ]
    reasons = [
        reason
        for name, choice in choices.items()
        if (old := kept.choices.get(name)) and (reason := _reason(name, old, choice))
    ]
    count = len(pages) - len(kept.pages)
    if count:
        reasons.append(f"there are {abs(count)} pages {'more' if count > 0 else 'fewer'}")
    if not moved and not count:
        return
    which = f"{_listed(moved)} not" if moved else "the page count is not"
    message = f"{which} as in {kept.file}: {'; '.join(reasons) or 'the front matter changed'}"
    findings.note("pages-moved", message, Location(kept.file), "look these pages over again")


def _texts(pages: Sequence[KeptPage]) -> dict[str, str]:
    """The words of each article, wherever its lines end."""
    out: dict[str, list[str]] = {}
    for page in pages:
        for name, text in page.texts.items():
            out.setdefault(name, []).append(text)
    joined = {name: "".join(parts).replace("\u00ad", "") for name, parts in out.items()}
    return {name: "".join(text.split()) for name, text in joined.items()}


def _reason(name: str, old: Choice, new: Choice) -> str:
    """Why an article's pages may differ; empty where it stands as it did."""
    if (old.page, old.line) != (new.page, new.line):
        return f"{name} begins on page {new.page}, line {new.line}, not {old.page}, {old.line}"
    if old.variant != new.variant:
        return (
            f"{name} has {new.variant or 'another arrangement'}, not {old.variant or 'as before'}"
        )
    if old.last != new.last:
        return f"{name} ends on page {new.last}, not {old.last}"
    return ""


def _listed(numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return f"page {numbers[0]} is"
    return f"pages {', '.join(map(str, numbers[:-1]))} and {numbers[-1]} are"
