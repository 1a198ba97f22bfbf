"""Link annotations (ISO 32000-1, 12.5.6.5) of an edition for the screen."""

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from assemble.model.edition import Link
from assemble.pdf.boxes import Sheet
from assemble.pdf.objects import Value, array, dictionary, name, reference, string

SAFE = "!#$%&'()*+,/:;=?@[]~"
"""Characters of an address that stay as they are; others are written as %XX (RFC 3986, 2)."""


def annotations(links: Iterable[Link], page_keys: Mapping[int, str], sheet: Sheet) -> list[Value]:
    """The annotations of a page; `page_keys` are the page objects' names by page number."""
    made = []
    for link in links:
        left, bottom, width, height = sheet.box(link.rect)
        entries: dict[str, Value] = {
            "Type": name("Annot"),
            "Subtype": name("Link"),
            "Rect": array(left, bottom, left + width, bottom + height),
            "Border": array(0, 0, 0),
        }
        if isinstance(link.target, int):
            page = reference(page_keys[link.target])
            entries["Dest"] = array(page, name("Fit"))
        else:
            address = string(quote(link.target, safe=SAFE))
            entries["A"] = dictionary(Type=name("Action"), S=name("URI"), URI=address)
        made.append(dictionary(entries))
    return made
