"""The table of codes."""

import re
from pathlib import Path

from assemble import read
from assemble.read.codes import CODES

MODULES = (
    "source",
    "yamldoc",
    "values",
    "manifest",
    "sections",
    "pictures",
    "fillers",
    "article",
    "markdown",
    "inline",
    "notes",
    "tokens",
    "table",
    "photo",
    "press",
)
"""The modules that read the issue folder."""

NO_CODES = {"latin-1", "utf-8", "utf-8-sig", "wrong-name", "x-4"}


def test_codes_are_those_in_use() -> None:
    """Every code that a reader of the issue folder uses is in the table, and no other."""
    folder = Path(str(read.__file__)).parent
    text = "\n".join((folder / f"{name}.py").read_text("utf-8") for name in MODULES)

    used = set(re.findall(r'"([a-z0-9]+(?:-[a-z0-9]+)+)"', text))

    assert used - NO_CODES == set(CODES)
