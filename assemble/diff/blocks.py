"""A snapshot's items as blocks: paragraphs, table rows, captions, pictures.

The lines of a block come from one place of the source; blocks stand in the order of the source as
far as they have one, so that where columns, captions and tables fall doesn't disturb it.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from assemble.diff.joining import joined, vocabulary, words_of
from assemble.diff.values import Block, Drawn, DrawnPage, Snapshot, Spot
from assemble.diff.words import CELL, bare
from assemble.dump import NOTE

DERIVED = frozenset(
    {
        "contents-article", "contents-number", "contents-picture", "contents-section", "folio",
        "jump", "masthead-title", "number", "running-foot", "running-head", "spine",
        "table-continued", "teaser",
    }
)  # fmt: skip
"""Roles of what the tool sets from other content or by counting."""
PAGED = frozenset(
    {
        "contents-article", "contents-number", "contents-picture", "contents-section", "folio",
        "jump", "teaser",
    }
)  # fmt: skip
"""Those of them that tell page numbers."""
BY_PAGE = frozenset(
    {"contents-picture", "folio", "jump", "running-foot", "running-head", "table-continued"}
)
"""Those that each page has of its own."""
LABELLED = frozenset({"list", "footnote"})
"""Roles whose first item may be a number or sign that the tool sets."""
REPEATED = "table-header"
"""The role of lines that a table repeats in each column."""
SECTION = "section"
"""The role of a section's name, which stands on the cover too; its last place is its own."""
SAME_LINE = 0.5
"""Points that the tops of items of one line may differ by, a list's number and its text being set
in two styles."""
DROP = 1.15
"""How much larger than the text after it a drop cap is at least."""


NOTED = "†"
"""Stands for the number of a footnote: inserting one before it is no edit of the text."""


class _Item(NamedTuple):
    page: int
    drawn: Drawn
    follows: bool
    notes: tuple[str, ...] = ()


class Raw(NamedTuple):
    """A block whose text still has joints: `text` as `joined` gives it."""

    block: Block
    text: str
    faces: tuple[tuple[str, str], ...] = ()


def blocks_of(old: Snapshot, new: Snapshot) -> tuple[list[Block], list[Block]]:
    """The blocks of two snapshots; the words of both decide where lines ended inside words."""
    raw = raw_blocks(old), raw_blocks(new)
    known = vocabulary(each.text for blocks in raw for each in blocks)
    first, second = ([finished(each, known) for each in blocks] for blocks in raw)
    return first, second


def finished(raw: Raw, known: frozenset[str], *, hyphens: bool = False) -> Block:
    """A block with its words."""
    block = raw.block
    words = words_of(raw.text, known, hyphens=hyphens)
    return Block(
        role=block.role, spots=block.spots, article=block.article, language=block.language,
        at=block.at, words=words, label=block.label, faces=_word_faces(words, raw.faces),
        image=block.image, crop=block.crop, derived=block.derived,
    )  # fmt: skip


def raw_blocks(snapshot: Snapshot) -> list[Raw]:
    """The blocks of a snapshot of ours, in the order of their first lines."""
    groups: dict[tuple[object, ...], list[_Item]] = {}
    for number, item in enumerate(_items(snapshot.pages)):
        groups.setdefault(_key(item, number), []).append(item)
    return [_raw(group) for group in groups.values()]


def _items(pages: Sequence[DrawnPage]) -> Iterator[_Item]:
    """The texts and pictures, with what repeats a table's head known as such."""
    heads: set[object] = set()
    homes = {item.at: page.number for page in pages for item in page.items if item.role == SECTION}
    for page in pages:
        contents = any(item.role.startswith("contents-") for item in page.items)
        run: set[object] = set()
        for item in page.items:
            if item.text is None and item.image is None:
                continue
            repeats = False
            if item.role == REPEATED:
                place = item.article, item.language, item.at
                repeats = place in heads
                run.add(place)
            else:
                heads |= run
                run = set()
            repeats |= item.role == SECTION and homes[item.at] != page.number
            picture = item.image is not None and contents
            follows = repeats or picture or item.role in DERIVED
            yield _Item(page.number, *_noted(item, follows))
        heads |= run


def _noted(item: Drawn, follows: bool) -> tuple[Drawn, bool, tuple[str, ...]]:
    """An item with a sign for each number that refers to a footnote, and these numbers."""
    if all(face != NOTE for face, _ in item.faces):
        return item, follows, ()
    texts, notes, at = [], [], 0
    for face, count in item.faces:
        part = (item.text or "")[at : at + count]
        if face == NOTE:
            notes.append(part.strip())
        texts.append(NOTED + part[len(part.rstrip()) :] if face == NOTE else part)
        at += count
    faces = tuple((face, len(text)) for (face, _), text in zip(item.faces, texts, strict=True))
    return item._replace(text="".join(texts), faces=faces), follows, tuple(notes)


def _key(item: _Item, number: int) -> tuple[object, ...]:
    """What the lines of a block have in common; lines without a source are blocks of their own."""
    drawn = item.drawn
    if drawn.image is not None or drawn.at is None:
        return (number,)
    own: tuple[object, ...] = drawn.article, drawn.language, drawn.role, drawn.at, item.follows
    # What each page or column has anew isn't one block, however often its source is named.
    return (*own, item.page) if item.follows else own


def _raw(group: Sequence[_Item]) -> Raw:
    first = group[0].drawn
    spots = tuple(Spot(item.page, item.drawn.rect, item.drawn.text or "") for item in group)
    label = " ".join(note for item in group for note in item.notes)
    lines: Sequence[_Item] = group
    if first.role in LABELLED and len(group) > 1 and _beside(group[0], group[1]):
        label, lines = first.text or "", group[1:]
        # Not among the block's words: a renumbered item isn't an edited one.
        spots = (spots[0]._replace(text=""), *spots[1:])
    block = Block(
        role=first.role, spots=spots, article=first.article, language=first.language,
        at=first.at, label=label, image=first.image, crop=first.crop, derived=group[0].follows,
    )  # fmt: skip
    glued = _drop_cap(lines)
    if first.role in ("table", REPEATED):
        text = _row(lines)
    else:
        text = joined([item.drawn.text or "" for item in lines], glued=glued)
    return Raw(block, text, tuple(_faces(lines, glued)))


def _beside(one: _Item, other: _Item) -> bool:
    """Whether two items stand on one line."""
    a, b = one.drawn.rect, other.drawn.rect
    bottoms = a[1] + 0.75 * a[3], b[1] + 0.75 * b[3]
    return one.page == other.page and abs(bottoms[0] - bottoms[1]) < SAME_LINE and a[0] < b[0]


def _drop_cap(lines: Sequence[_Item]) -> int:
    """How many of the first items are a drop cap's: the letter, or a mark and the letter."""
    for count in (1, 2):
        if len(lines) > count:
            letter, text = lines[count - 1].drawn, lines[count].drawn
            if len(letter.text or "") <= 2 and letter.rect[3] > DROP * text.rect[3]:
                return count
    return 0


def _row(lines: Sequence[_Item]) -> str:
    """A table's row: a cell begins where a line doesn't stand under the one before it."""
    cells = [[lines[0].drawn.text or ""]]
    for above, item in pairwise(lines):
        if item.drawn.rect[1] > above.drawn.rect[1] + SAME_LINE and item.page == above.page:
            cells[-1].append(item.drawn.text or "")
        else:
            cells.append([item.drawn.text or ""])
    return f" {CELL} ".join(joined(cell) for cell in cells)


def _faces(lines: Sequence[_Item], glued: int) -> Iterator[tuple[str, str]]:
    """Stretches of text without spaces, each with its face; nothing where faces aren't told.

    A drop cap's letters, of so many items, go with the text that they begin.
    """
    for number, item in enumerate(lines):
        text, at = item.drawn.text or "", 0
        faces = item.drawn.faces
        if number < glued and lines[glued].drawn.faces:
            faces = ((lines[glued].drawn.faces[0][0], len(text)),)
        for face, count in faces:
            yield bare(text[at : at + count]), face
            at += count


def _word_faces(words: Sequence[str], faces: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """The face of each word, or its faces; () where that isn't known of the whole text."""
    signs = [face for text, face in faces for _ in text]
    lengths = [0 if word == CELL else len(word) for word in words]
    if not signs or len(signs) != sum(lengths):
        return ()
    out, at = [], 0
    for length in lengths:
        out.append("+".join(dict.fromkeys(signs[at : at + length])))
        at += length
    return tuple(out)
