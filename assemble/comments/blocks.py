"""A sidecar's items gathered into blocks: a paragraph, headline, caption, table row or picture.

In: the JSON value that `assemble.dump.sidecar_value` makes. Out: blocks in reading order, each with
its set text and where its lines stand.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from assemble.comments.model import Area
from assemble.comments.squeeze import SOFT, Squeezed, squeezed
from assemble.model.edition import OUTSIDE
from assemble.model.finding import Location

REPEATED = frozenset(
    {
        "running-head",
        "running-foot",
        "folio",
        "jump",
        "contents-section",
        "contents-article",
        "contents-number",
        "contents-picture",
        "table-continued",
        "teaser",
        "number",
    }
)
"""Roles that the layout sets from a text that stands elsewhere, or counts by itself."""


class SetLine(NamedTuple):
    """A line of a block, or its picture: where it stands and where its text begins in the block's.

    `area` is in points from the trim's top left corner.
    """

    page: int
    area: Area
    text: str
    start: int


class Block:
    """What one place of the source became on the pages.

    `at` is None where the layout set it by itself; `image` the picture's name, '' for text.
    """

    def __init__(
        self, items: Sequence[tuple[int, Mapping[str, Any]]], *, is_copy: bool = False
    ) -> None:
        first = items[0][1]
        self._is_copy = is_copy
        self.role: str = first["role"]
        self.language: str | None = first.get("language")
        self.article: str | None = first.get("article")
        self.image: str = first.get("image", "")
        self.at = place_of(first)
        self.lines, self.text = _joined(items)

    @cached_property
    def letters(self) -> Squeezed:
        """The text in the form to compare."""
        return squeezed(self.text)

    @property
    def is_repeated(self) -> bool:
        """Whether its text stands somewhere else in the source, too."""
        return self._is_copy or self.role in REPEATED or self.at is None


def blocks(sidecar: Mapping[str, Any]) -> list[Block]:
    """The blocks of a sidecar in the order in which they begin.

    Boxes of colour, and what stands outside the trim, are left out.
    """
    gathered: dict[tuple[object, ...], list[_Items]] = {}
    for page in sidecar["pages"]:
        for item in page["items"]:
            if item["role"] in OUTSIDE or not ("text" in item or "image" in item):
                continue
            copies = gathered.setdefault(_key(page["number"], item), [[]])
            if _is_again(page["number"], item, copies[-1]):
                copies.append([])
            copies[-1].append((page["number"], item))
    return [
        Block(items, is_copy=n > 0)
        for copies in gathered.values()
        for n, items in enumerate(copies)
    ]


_Items = list[tuple[int, Mapping[str, Any]]]


def _is_again(page: int, item: Mapping[str, Any], before: _Items) -> bool:
    """Whether an item begins a table's header anew, in the next column or on the next page."""
    if item["role"] != "table-header" or not before:
        return False
    number, first = before[0]
    return item["text"] == first["text"] and (page, *item["rect"][:2]) != (
        number,
        *first["rect"][:2],
    )


def place_of(item: Mapping[str, Any]) -> Location | None:
    """Where an item's source is."""
    if "file" not in item:
        return None
    return Location(item["file"], item.get("line"), item.get("column"))


def _key(page: int, item: Mapping[str, Any]) -> tuple[object, ...]:
    """What items of one block have in common.

    What is repeated from page to page, and a picture that stands on several, isn't one block.
    """
    once: tuple[object, ...] = ()
    if "image" in item:
        once = (page, *item["rect"][:2])
    elif item["role"] in REPEATED or "file" not in item:
        once = (page,)
    # A drop cap is the first letter of its paragraph.
    role = "body" if item["role"] == "drop-cap" else item["role"]
    names = ("file", "line", "column", "language", "article")
    return (role, *(item.get(name) for name in names), *once)


def _joined(items: Sequence[tuple[int, Mapping[str, Any]]]) -> tuple[tuple[SetLine, ...], str]:
    """The lines of a block and their text as one; hyphens of line ends are taken out."""
    lines: list[SetLine] = []
    text = ""
    for page, item in items:
        left, top, width, height = item["rect"]
        own = item.get("text", "")
        lines.append(SetLine(page, Area(left, top, left + width, top + height), own, len(text)))
        text += own.rstrip(SOFT) if own.endswith(tuple(SOFT)) else _spaced(own)
    return tuple(lines), text.rstrip(" ")


def _spaced(line: str) -> str:
    """A line before the next one.

    Whether a hyphen or stroke at the end was followed by a space can't be seen; as a word's part
    (`Covid-19`) is what lines mostly break in, none is put there.
    """
    return line if line.endswith(("-", "/", "–")) and not line.endswith(" -") else line + " "
