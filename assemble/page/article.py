"""An article as parts to flow, in the variants that the plan may choose from.

A variant differs in its pictures only: where they stand and how tall they are cropped. Texts are
the same in all of them.
"""

from typing import Protocol

from assemble.model.issue import Article
from assemble.page.arrange import Variant
from assemble.page.context import Context, rule
from assemble.page.facing import Facing
from assemble.page.parallel import Parallel
from assemble.page.parts import Across
from assemble.page.row import Row
from assemble.page.stacked import Stacked


class Arrangement(Protocol):
    """An article arranged in one of the layout's ways."""

    def variants(self) -> list[Variant]:
        """All ways to lay it out that the plan may try, the preferred one first."""
        ...

    def closer(self, lines: int) -> list[Variant]:
        """Those that make paragraphs longer by a line too, or shorter: 1 or -1."""
        ...


def arranged(context: Context, article: Article) -> Arrangement:
    """An article in the arrangement that it, or its kind, asks for."""
    kind = context.layout.kinds[article.kind.text]
    arrangement = article.arrangement or kind.arrangement
    if arrangement == "parallel" and min(len(article.texts), context.page.columns) > 1:
        return Parallel(context, article)
    if arrangement == "facing" and len(article.texts) > 1:
        return Facing(context, article)
    return Stacked(context, article)


def separator(context: Context) -> Across:
    """What parts an article from the one above it on the page."""
    page = context.page
    line = rule(0.0, context.grid * 1.25, page.measure, context.layout.furniture.rule, "deep")
    return Across((Row(height=2, items=(line,), space=False, breaks=False),))
