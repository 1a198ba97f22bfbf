"""The outline: bookmarks nested by their depth (ISO 32000-1, 12.3.3).

In: an edition's flat list of bookmarks. Out: PDF objects with places on the pages.
"""

from dataclasses import dataclass, field

from assemble.model.edition import Bookmark
from assemble.pdf.boxes import Sheet
from assemble.pdf.objects import PdfFile, Value, array, dictionary, name, reference, string

ROOT = "outline"


@dataclass(slots=True, kw_only=True)
class _Entry:
    """A bookmark in the tree: its object's name, and its children in order."""

    key: str
    bookmark: Bookmark | None = None
    children: list["_Entry"] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many entries are seen below this one while all are open."""
        return sum(1 + child.count for child in self.children)


def add_outline(
    file: PdfFile, bookmarks: tuple[Bookmark, ...], page_keys: dict[int, str], sheet: Sheet
) -> Value | None:
    """Add the outline and return the reference to it, or None where there are no bookmarks.

    `page_keys` are the page objects' names by page number.
    """
    if not bookmarks:
        return None
    root = _tree(bookmarks)
    result = file.add(ROOT, dictionary(_family(root), Type=name("Outlines"), Count=root.count))
    _add_children(file, root, page_keys, sheet)
    return result


def _tree(bookmarks: tuple[Bookmark, ...]) -> _Entry:
    """The bookmarks as a tree; one that is too deep hangs below the one before it."""
    root = _Entry(key=ROOT)
    path: list[_Entry] = []
    for index, bookmark in enumerate(bookmarks):
        del path[max(bookmark.depth, 0) :]
        entry = _Entry(key=f"{ROOT}.{index}", bookmark=bookmark)
        (path[-1] if path else root).children.append(entry)
        path.append(entry)
    return root


def _family(entry: _Entry) -> dict[str, Value]:
    """First and Last of an entry that has children."""
    if not entry.children:
        return {}
    return {
        "First": reference(entry.children[0].key),
        "Last": reference(entry.children[-1].key),
    }


def _add_children(file: PdfFile, parent: _Entry, page_keys: dict[int, str], sheet: Sheet) -> None:
    siblings = parent.children
    for index, entry in enumerate(siblings):
        bookmark = entry.bookmark
        if bookmark is None:
            continue
        top = sheet.point(0.0, bookmark.y)[1]
        page = reference(page_keys[bookmark.page])
        entries = {
            **_family(entry),
            "Title": string(bookmark.title),
            "Parent": reference(parent.key),
            # Left edge and zoom stay as the reader has them (ISO 32000-1, table 151).
            "Dest": array(page, name("XYZ"), "null", top, "null"),
        }
        if index:
            entries["Prev"] = reference(siblings[index - 1].key)
        if index + 1 < len(siblings):
            entries["Next"] = reference(siblings[index + 1].key)
        if entry.children:
            entries["Count"] = entry.count
        file.add(entry.key, dictionary(entries))
        _add_children(file, entry, page_keys, sheet)
