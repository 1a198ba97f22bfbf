"""Findings on pull quotes that are not quite what the article says."""

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import NamedTuple

from assemble.model.finding import Findings
from assemble.model.issue import Article, Issue, Section
from assemble.model.text import ArticleText, Inline, ItemList, Paragraph, PullQuote, SideNote

LEAST_WORDS = 4
"""Words under which a likeness may be chance."""
LIKE = 0.6
"""Share of a quotation's words that run along with a passage from which on it is meant to repeat
it; a saying of somebody else's shares far fewer, and in another order."""
AROUND = 2
"""Words shown on either side of what differs."""

_LEFT_OUT = re.compile(r"\[\s*(?:…|\.\.\.)\s*\]|…|\.\.\.|(?:^|\s)[—–-](?=\s)")
"""What parts a quotation: words left out, or the dash before a name."""
_OUTER = re.compile(r"^\W+|\W+$")


class _Word(NamedTuple):
    """A word as written, and as it is compared: without case and outer marks."""

    written: str
    bare: str


def check_quotes(issue: Issue, findings: Findings) -> None:
    """Report each pull quote that repeats its article, but not word for word."""
    for section in issue.sections:
        if isinstance(section, Section):
            for article in section.articles:
                _check_article(article, findings)


def _check_article(article: Article, findings: Findings) -> None:
    for text in article.texts:
        quotes = [block for block in text.blocks if isinstance(block, PullQuote)]
        if not quotes:
            continue
        body = _body(text)
        bare = [word.bare for word in body]
        for quote in quotes:
            for inline in quote.paragraphs:
                found = _difference(inline, body, bare)
                if found:
                    findings.warning(
                        "quote-differs",
                        f"the quotation has “{found[0]}”, the article “{found[1]}”",
                        inline[0].at,
                        "make them the same, or write […] for words that are left out",
                    )


def _body(text: ArticleText) -> list[_Word]:
    """The words of the running text in their order."""
    inlines: list[Inline] = []
    for block in text.blocks:
        if isinstance(block, Paragraph):
            inlines.append(block.inline)
        elif isinstance(block, SideNote):
            inlines += block.paragraphs
        elif isinstance(block, ItemList):
            inlines += [inline for item in block.items for inline in item.paragraphs]
    return [word for inline in inlines for word in _words(_written(inline))]


def _written(inline: Inline) -> str:
    """A text without the numbers of footnotes."""
    return "".join(span.text for span in inline if not span.note)


def _words(text: str) -> list[_Word]:
    words = [_Word(part, _OUTER.sub("", part).casefold()) for part in text.split()]
    return [word for word in words if word.bare]


def _difference(inline: Inline, body: list[_Word], bare: list[str]) -> tuple[str, str] | None:
    """What a quotation and the passage that it repeats have instead of each other."""
    for part in _LEFT_OUT.split(_written(inline)):
        words = _words(part)
        if len(words) < LEAST_WORDS:
            continue
        wanted = [word.bare for word in words]
        start = _nearest(wanted, bare)
        if start is None:
            continue
        reach = len(wanted) // 4 + 1
        first = max(0, start - reach)
        window = bare[first : start + len(wanted) + reach]
        matcher = SequenceMatcher(None, wanted, window, autojunk=False)
        blocks = [block for block in matcher.get_matching_blocks() if block.size]
        if sum(block.size for block in blocks) < LIKE * len(wanted):
            continue
        found = _parting(matcher, len(wanted))
        if found is None:
            continue
        i, k, j, m = found
        before, after = min(AROUND, i), min(AROUND, len(words) - k)
        return (
            _shown(words[i - before : k + after]),
            _shown(body[max(0, first + j - before) : first + m + after]),
        )
    return None


def _nearest(wanted: list[str], bare: list[str]) -> int | None:
    """Where in the text the passage begins that shares most words at the same distances."""
    places: dict[str, list[int]] = {}
    for index, word in enumerate(wanted):
        places.setdefault(word, []).append(index)
    starts = Counter(at - index for at, word in enumerate(bare) for index in places.get(word, ()))
    if not starts:
        return None
    reach = len(wanted) // 4 + 1
    best = max(starts, key=lambda start: (_votes(starts, start, reach), starts[start], -start))
    return max(0, best)


def _votes(starts: Counter[int], start: int, reach: int) -> int:
    return sum(starts[start + shift] for shift in range(-reach, reach + 1))


def _parting(matcher: "SequenceMatcher[str]", count: int) -> tuple[int, int, int, int] | None:
    """The first difference inside the quotation: its words there, and the text's.

    None where all of the quotation stands in the text as it is. What the text has before and
    after the quotation is no difference.
    """
    for tag, i, k, j, m in matcher.get_opcodes():
        if tag == "equal" or (tag == "insert" and i in (0, count)):
            continue
        if tag == "replace" and i == 0:
            j = max(j, m - (k - i))
        if tag == "replace" and k == count:
            m = min(m, j + (k - i))
        return i, k, j, m
    return None


def _shown(words: list[_Word]) -> str:
    return " ".join(word.written for word in words)
