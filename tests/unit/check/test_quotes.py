"""Pull quotes that repeat their article."""

from pathlib import Path

import pytest
from making import laid_out, small_issue

BODY = """\
# Conference

The province held a conference on lychees. To develop quickly and sustainably, the province can
only reform, said the “chairman”; nobody objected to *that* in the end.[^1]

- every household has a part in the new economy of the border

[^1]: In May.
"""


def found(folder: Path, quote: str) -> list[str]:
    """The findings on a quotation in the article."""
    outcome = laid_out(small_issue(folder, en=f"{BODY}\n> {quote}\n"))
    return [str(f) for f in outcome.findings if f.code == "quote-differs"]


@pytest.mark.parametrize(
    "quote",
    [
        "To develop quickly and sustainably, the province can only reform.",
        "to develop quickly   and\n> sustainably the province can only reform",
        'The province can only reform, said the "chairman"',
        "Nobody objected to **that** in the end.",
        "The province held a conference on lychees […] the province can only reform",
        "The province held a conference on lychees … nobody objected to that…",
        "Every household has a part in the new economy.",
        "The province can only reform — Ho Tien Thieu",
        "A saying of somebody else's, with the words of the province in it.",
        "Only reforms!",
    ],
    ids=lambda quote: quote[:24],
)
def test_quotations_that_are_right(tmp_path: Path, quote: str) -> None:
    """Word for word, or not meant to repeat the article at all."""
    assert found(tmp_path, quote) == []


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        (
            "To develop quickly and sustainably, Lang Son can only reform.",
            "“and sustainably, Lang Son can only”, the article “and sustainably, the province can",
        ),
        (
            "To develop fast and sustainably, the province can only reform.",
            "“To develop fast and sustainably,”, the article “To develop quickly and sustainably,”",
        ),
        (
            "To develop quickly, the province can only reform.",
            "“develop quickly, the province”, the article “develop quickly and sustainably, the",
        ),
        (
            "Every household has a large part in the new economy.",
            "“has a large part in”, the article “has a part in”",
        ),
        (
            "The province held a conference on lychees … nobody agreed to that in the end",
            "“nobody agreed to that”, the article “nobody objected to that”",
        ),
    ],
)
def test_quotations_that_differ(tmp_path: Path, quote: str, shown: str) -> None:
    """A passage that was changed on one side: both are shown, at the quotation's line."""
    (line,) = found(tmp_path, quote)

    assert line.startswith("articles/a.en.md:10:3: warning[quote-differs] the quotation has ")
    assert shown in line
    assert "[…]" in line


def test_each_language_is_held_against_its_own_text(tmp_path: Path) -> None:
    """A quotation is looked for in the text that it stands in."""
    vi = "# Hội nghị\n\nLạng Sơn chỉ có thể cải cách.\n\n> Lạng Sơn chỉ có thể đổi mới.\n"
    outcome = laid_out(small_issue(tmp_path, vi=vi, en=BODY))

    (finding,) = [f for f in outcome.findings if f.code == "quote-differs"]
    assert (finding.at.file, finding.at.line) == ("articles/a.vi.md", 5)
    assert "“có thể đổi mới.”, the article “có thể cải cách.”" in finding.message
