"""What an earlier build chose, for a later one to keep: read from its sidecar."""

from collections.abc import Mapping
from typing import NamedTuple

from assemble.model.frozen import Frozen


class Choice(NamedTuple):
    """How an article was laid out.

    The page and the grid line that it begins at, its variant's name in the plan, and the last
    page that it stands on.
    """

    page: int
    line: int
    variant: str
    last: int


RECORD = ("approved", "approved.json")
"""The folder in an issue's, and the file in it, that record the proof that was approved."""


class KeptPage(NamedTuple):
    """A page of an earlier build: the digest of all that stands on it, and its articles' texts.

    The digest leaves out what stands outside the trim, which names the build.
    """

    digest: str
    texts: Mapping[str, str]


class Kept(Frozen):
    """An earlier build: its file, its choices by article, its pages from the first on."""

    file: str
    choices: Mapping[str, Choice]
    pages: tuple[KeptPage, ...]
