"""Where layouts and fonts are found: by name, never by path.

In: the issue's folder and what the command line gives. Out: folders that exist, the first to be
asked standing first. Opens no file. Rules: FORMAT.md, "Layouts and fonts".
"""

import os
import re
from collections.abc import Iterable
from pathlib import Path

import assemble

PACKAGE = Path(assemble.__file__).parent
"""The package's folder: in a wheel it holds `layouts` and `fonts` (pyproject.toml, force-include);
in a checkout they lie beside it."""

_NAME = re.compile(r"[^\W_][\w .-]*")
"""A name that can't lead out of its folder: no slashes, no dot at its start."""


def layout_folders(
    issue: Path, given: Path | None = None, package: Path = PACKAGE
) -> tuple[Path, ...]:
    """The folders that hold layouts, each in a folder of its name; arguments as for `folders`."""
    return folders("layouts", issue, given, package)


def font_folders(
    issue: Path, given: Path | None = None, package: Path = PACKAGE
) -> tuple[Path, ...]:
    """The folders that hold a `fonts.yaml` and fonts; arguments as for `folders`."""
    return folders("fonts", issue, given, package)


def folders(kind: str, issue: Path, given: Path | None, package: Path) -> tuple[Path, ...]:
    """The folders of a kind, in the order in which they are asked.

    Args:
        kind: `layouts` or `fonts`.
        issue: the issue's folder.
        given: the folder of `--layouts` or `--fonts`.
        package: the package's own folder.

    Returns:
        Existing folders, links resolved, none twice: the given one; `kind` beside the issue's
        folder, then above it, nearest first; the package's.
    """
    above = Path(os.path.realpath(issue)).parents
    candidates = [given] if given else []
    candidates += [parent / kind for parent in above]
    candidates += [package / kind, package.parent / kind]
    # Beside an installed package lies site-packages, where a folder `fonts` is somebody else's.
    if (package / kind).is_dir():
        candidates.pop()
    return _distinct(candidates)


def is_name(text: str) -> bool:
    """Whether a text is a plain name: no path, nothing that leads out of a folder."""
    return _NAME.fullmatch(text) is not None


def _distinct(candidates: Iterable[Path]) -> tuple[Path, ...]:
    """Those that are folders, links resolved, each once."""
    resolved = (Path(os.path.realpath(path)) for path in candidates)
    return tuple(dict.fromkeys(path for path in resolved if path.is_dir()))
