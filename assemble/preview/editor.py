"""Links that open a source file in an editor, made by a template with {file}, {line}, {column}."""

import re
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from assemble.model.finding import Location

DEFAULT = "vscode://file/{file}:{line}:{column}"
"""Opens Visual Studio Code and the editors that took up its address
(code.visualstudio.com/docs, "Opening VS Code with URLs")."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
"""The scheme of an address (RFC 3986, 3.1)."""
REFUSED = frozenset({"javascript", "data", "vbscript", "blob"})
"""Schemes by which a link would run in the page itself."""


def template_fault(template: str) -> str | None:
    """What is wrong with a template, None if nothing is."""
    scheme = _SCHEME.match(template)
    if scheme is None:
        return "it must begin with an address's scheme, such as vscode:"
    if scheme.group(1).lower() in REFUSED:
        return f"{scheme.group(1)}: opens no editor"
    if "{file}" not in template:
        return "it must have {file} in it, and may have {line} and {column}"
    return None


class Editor:
    """Makes the links of one issue.

    Args:
        template: the address, without `template_fault`.
        issue: the issue's folder.
        folders: where layouts and fonts lie, whose places begin with `layouts/` and `fonts/`.
    """

    def __init__(self, template: str, issue: Path, folders: Sequence[Path]) -> None:
        self._template = template
        self._issue = issue.resolve()
        self._folders = folders

    def path(self, file: str) -> Path | None:
        """The path of a place's file, None if no such file is there."""
        found = self._issue / file
        candidates = [found, *(folder.parent / file for folder in self._folders)]
        return next((path for path in candidates if path.is_file()), None)

    def link(self, at: Location | None) -> str | None:
        """The link to a place, None if its file isn't there."""
        path = self.path(at.file) if at else None
        if at is None or path is None:
            return None
        # Windows paths have no stroke before their drive's letter; the template brings one.
        file = quote(path.as_posix().removeprefix("/"), safe="/:")
        if "//file/{file}" not in self._template:
            file = quote(path.as_posix(), safe="/:")
        values = {"file": file, "line": str(at.line or 1), "column": str(at.column or 1)}
        return re.sub(r"\{(file|line|column)\}", lambda m: values[m.group(1)], self._template)
