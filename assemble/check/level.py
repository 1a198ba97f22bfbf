"""Findings on the languages of an article that can't stand level throughout."""

from itertools import pairwise
from typing import NamedTuple

from assemble.model.finding import Findings, Location
from assemble.model.issue import Article, Issue, Section
from assemble.model.layout import Layout
from assemble.model.text import ArticleText, Subhead, plain

LEVEL = frozenset({"parallel", "facing"})
"""The arrangements in which the texts of an article stand side by side."""


class _Passage(NamedTuple):
    """What stands between two places where texts meet: its subhead, if any, and its blocks."""

    name: str
    blocks: int
    at: Location


def check_level(issue: Issue, layout: Layout, findings: Findings) -> None:
    """Report where texts that stand side by side differ in sync marks, subheads or paragraphs."""
    for section in issue.sections:
        if not isinstance(section, Section):
            continue
        for article in section.articles:
            kind = layout.kinds.get(article.kind.text)
            arrangement = article.arrangement or (kind.arrangement if kind else "")
            if arrangement in LEVEL:
                _check_article(article, findings)


def _check_article(article: Article, findings: Findings) -> None:
    for other in article.texts[1:]:
        _check_pair(article.texts[0], other, findings)


def _check_pair(first: ArticleText, other: ArticleText, findings: Findings) -> None:
    marks = len(first.syncs), len(other.syncs)
    if marks[0] != marks[1]:
        findings.warning(
            "uneven-syncs",
            f"{other.file} has {_counted(marks[1], 'sync mark')}, {first.file} has {marks[0]};"
            " none of them is followed",
            other.at,
            "write <!-- sync --> at the same places in both",
        )
        return
    for one, two in zip(_parts(first), _parts(other), strict=True):
        if len(one) != len(two):
            findings.warning(
                "uneven-subheads",
                f"{other.file} has {_counted(len(two) - 1, 'subhead')} from here on, {first.file}"
                f" has {len(one) - 1}, so they can't stand level",
                two[0].at,
                "give both the same subheads, or part them by lines <!-- sync -->",
            )
            return
        for a, b in zip(one, two, strict=True):
            if a.blocks != b.blocks:
                findings.note(
                    "uneven-paragraphs",
                    f"{b.name} {other.file} has {_counted(b.blocks, 'paragraph')}, {first.file} has"
                    f" {a.blocks}; neighbours are joined so that they stand level",
                    b.at,
                    "a line <!-- sync --> in both texts says where they meet",
                )
                return


def _parts(text: ArticleText) -> list[list[_Passage]]:
    """The passages from subhead to subhead, by the parts between sync marks."""
    edges = [0, *text.syncs, len(text.blocks)]
    return [_passages(text, start, end) for start, end in pairwise(edges)]


def _passages(text: ArticleText, start: int, end: int) -> list[_Passage]:
    blocks = text.blocks[start:end]
    at = blocks[0].at if start and blocks else text.at
    found = [_Passage("after a sync mark" if start else "after the headline", 0, at)]
    for block in blocks:
        if isinstance(block, Subhead):
            found.append(_Passage(f"under “{plain(block.inline)}”", 0, block.at))
        else:
            found[-1] = found[-1]._replace(blocks=found[-1].blocks + 1)
    return found


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
