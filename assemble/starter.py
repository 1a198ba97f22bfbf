"""A new issue to start from: a small, complete one, copied from the package."""

import shutil
from pathlib import Path

STARTER = Path(__file__).parent / "starter"
"""The folder that holds it."""


def create(folder: Path) -> None:
    """Copy the starting issue to a folder.

    Args:
        folder: must not exist, or be an empty folder.

    Raises:
        FileExistsError: there is something already; it is left as it is.
        OSError: the folder can't be written.
    """
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
    elif folder.exists() or folder.is_symlink():
        raise FileExistsError(folder)
    shutil.copytree(STARTER, folder)
