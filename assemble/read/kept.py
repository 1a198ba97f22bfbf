"""The sidecar of an earlier build, for `--keep`.

In: a file that `--pages` wrote. Out: what was chosen, and what stood on the pages. A file that is
none is an error at its path; a layout or an issue that changed since isn't: what can be kept is.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from assemble.model.edition import OUTSIDE
from assemble.model.finding import Findings, Location
from assemble.model.kept import Choice, Kept, KeptPage

UNSEEN = frozenset({"file", "line", "column", "faces"})
"""Keys of an item that don't tell whether it stays where it was."""


def read_kept(path: Path, findings: Findings) -> Kept | None:
    """Read a sidecar; None after an error."""
    try:
        value = json.loads(path.read_text("utf-8"))
        return Kept(
            file=str(path),
            choices={name: Choice(*entry) for name, entry in value["plan"].items()},
            pages=tuple(kept_page(page["items"]) for page in value["pages"]),
        )
    except OSError as error:
        fault = f"the file can't be read: {error.strerror or error}"
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        fault = "this is not what --pages of an earlier build wrote"
    advice = "name the .json file of the earlier build, or leave --keep out"
    findings.error("bad-keep", fault, Location(str(path)), advice)
    return None


def kept_page(items: list[dict[str, Any]]) -> KeptPage:
    """What is compared of a page, from its items as the sidecar has them."""
    inside = [
        {key: value for key, value in item.items() if key not in UNSEEN}
        for item in items
        if item["role"] not in OUTSIDE
    ]
    texts: dict[str, str] = {}
    for item in inside:
        if "article" in item and "text" in item:
            texts[item["article"]] = texts.get(item["article"], "") + item["text"] + "\n"
    whole = json.dumps(inside, ensure_ascii=False, sort_keys=True)
    return KeptPage(hashlib.sha256(whole.encode()).hexdigest(), texts)
