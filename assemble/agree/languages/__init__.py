"""The languages whose facts are read."""

from collections.abc import Mapping

from assemble.agree.languages.base import Language
from assemble.agree.languages.en import EN
from assemble.agree.languages.vi import VI

LANGUAGES: Mapping[str, Language] = {"vi": VI, "en": EN}
"""Each known language by the first part of its tag."""


def language_of(tag: str) -> Language | None:
    """The language of a BCP 47 tag (`en-GB`: English); None where none is known."""
    return LANGUAGES.get(tag.split("-")[0].lower())
