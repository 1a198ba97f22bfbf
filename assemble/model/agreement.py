"""What an editor says about the agreement of texts: terms of the house, and findings settled."""

from assemble.model.finding import Location
from assemble.model.frozen import Frozen


class Term(Frozen):
    """A term of the glossary: by language the forms that may stand for it, the first one best."""

    forms: tuple[tuple[str, tuple[str, ...]], ...]
    at: Location

    def get(self, language: str) -> tuple[str, ...]:
        """The forms in a language, none where the term has none."""
        for known, forms in self.forms:
            if known == language:
                return forms
        return ()


class Accepted(Frozen):
    """A finding that was settled: its fragment, why, and where that is written.

    `rule` limits it to one rule and `file` to one text (an entry of its front matter).
    """

    fragment: str
    reason: str
    at: Location
    rule: str | None = None
    file: str | None = None
