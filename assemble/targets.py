"""What a command may write where: wrong usage of options that name files.

No output overwrites a source file of an issue, and no two have one name.
"""

from collections.abc import Sequence
from pathlib import Path

SOURCE_KINDS = (".yaml", ".md", ".csv", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp")
"""Endings of what issues are made of: no output overwrites a file of these kinds."""

REPORTS = (".json", ".html")
"""Endings of a quality report."""

PICTURES = (".png", ".pdf")
"""Endings of a picture of the flat plan."""

Target = tuple[Path | None, str, tuple[str, ...]]
"""An output: its path if any, its option, and how its name may end."""


class WrongUsageError(Exception):
    """An argument that can't be: its name and what is wrong with it."""

    def __init__(self, argument: str, fault: str) -> None:
        super().__init__(f"argument {argument}: {fault}")


def check_targets(folder: Path, targets: Sequence[Target]) -> None:
    """Refuse an output of another kind, two of one name, and any that names a source file."""
    named: dict[Path, str] = {}
    for path, option, kinds in targets:
        if path is None:
            continue
        if kinds and path.suffix.lower() not in kinds:
            wanted = " or ".join(kinds)
            raise WrongUsageError(option, f"{path} does not end in {wanted}")
        place = path.resolve()
        if place in named:
            raise WrongUsageError(option, f"it is the name of {named[place]} too")
        named[place] = option
        _check_target(path, folder.resolve(), option)


def _check_target(path: Path, folder: Path, option: str) -> None:
    """Refuse an output that is a folder or a source file of the issue."""
    if not path.exists():
        return
    place = path.resolve()
    if path.is_dir():
        raise WrongUsageError(option, f"{path} is a folder")
    kind = place.suffix.lower()
    in_build = folder / "build" in place.parents and kind not in SOURCE_KINDS
    written_before = in_build or kind in (".pdf", *REPORTS) or (kind == ".png" and _is_ours(place))
    if folder in place.parents and not written_before:
        raise WrongUsageError(option, f"{path} is a source file of the issue")


def _is_ours(path: Path) -> bool:
    """Whether a PNG is a picture that this tool drew."""
    from assemble.planpicture import is_ours  # only a picture over a PNG needs it

    with path.open("rb") as file:
        return is_ours(file.read(200))
