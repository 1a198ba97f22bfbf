"""What a build leaves on the bench for the next one of the same process.

Nothing here changes what comes out: each thing is taken up again only where all that it was made
of is the same. In: the requests of `build.py`. Out: layouts, fonts and typesetters, old or new.
"""

from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from assemble.model.finding import Finding, Findings
from assemble.model.font import Fonts
from assemble.model.issue import Issue
from assemble.model.layout import Layout
from assemble.page.compose import all_articles
from assemble.page.trials import Trials
from assemble.read.readings import Readings
from assemble.stamps import Stamps, settled, stamps_of
from assemble.text.setting import Typesetter

FULL = 4_000
"""Settings of paragraphs after which a typesetter forgets them all. An issue of 28 pages has about
900, a corrected article adds 50."""

_T = TypeVar("_T")


class _Kept(NamedTuple):
    key: Hashable
    stamps: Stamps
    value: Any
    findings: tuple[Finding, ...]


class Bench:
    """What is kept between builds; not for two threads at once."""

    def __init__(self) -> None:
        self.readings = Readings()
        self.trials = Trials()
        self._read: dict[str, _Kept] = {}
        self._layout: Layout | None = None
        self._setter: tuple[Layout, Fonts, Typesetter] | None = None

    def read(
        self,
        kind: str,
        key: Hashable,
        folders: Sequence[Path],
        read: Callable[[Findings], _T],
        findings: Findings,
    ) -> _T:
        """What `read` gives, taken up again while its key and all files of its folders are as were.

        Of each kind one is kept.
        """
        stamps = stamps_of(folders)
        kept = self._read.pop(kind, None)
        if kept is None or kept.key != key or kept.stamps != stamps:
            own = Findings()
            kept = _Kept(key, stamps, read(own), tuple(own.items))
        if settled(stamps.values()):
            self._read[kind] = kept
        findings.extend(kept.findings)
        found: _T = kept.value
        return found

    def same(self, layout: Layout) -> Layout:
        """The layout of the build before where it is equal, so that `is` tells."""
        if self._layout != layout:
            self._layout = layout
        assert self._layout is not None
        return self._layout

    def setter(self, layout: Layout, fonts: Fonts) -> Typesetter:
        """A typesetter for a layout and fonts, with the paragraphs that it knows."""
        if not self._setter or self._setter[0] is not layout or self._setter[1] is not fonts:
            self._setter = layout, fonts, Typesetter(layout, fonts)
        setter = self._setter[2]
        if setter.paragraphs > FULL:
            setter.forget()
        return setter

    def tidy(self, issue: Issue) -> None:
        """Forget the articles that an issue no longer has."""
        self.trials.retain(frozenset(article.id for article in all_articles(issue)))
