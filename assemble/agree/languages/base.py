"""What a language's file says: its words for numbers, dates, titles and units.

A third language is a new file with one `Language`, named in `languages/__init__.py`.
"""

from collections.abc import Mapping

from assemble.model.frozen import Frozen


def listed(words: str) -> tuple[str, ...]:
    """Words parted by blanks."""
    return tuple(words.split())


Word = tuple[str, int]
"""A number word: what it does (`add`, `times`, `scale`) and its value."""


class Language(Frozen):
    """The words of a language that facts are read by.

    `group` is the sign between thousands. `numbers` tells what each number word does:
    `add` its value, `times` what stands before it within a thousand, `scale` all before it. A word
    of `inner` counts only after another number word, one of `alone` never does, one of `loose`
    (word: values) may answer to a number of the other language but is never asked for. `skipped`
    is a pattern of phrases that look like numbers and are none. `ordinal_before` are the words
    that a Roman numeral follows.

    `dates` are patterns with the groups d, m, y and d2, m2, y2 of the end of a range; a month is
    figures or a word of `months`. `times` are patterns with h, min and half (a word of `halves`,
    hours to add). `weekdays` is word to ISO number.

    `units` is word to sign, `currency_before` such signs before a number. `more` and `less` are
    patterns of what stands before a number that is only a bound. `years` is words for a year by
    its distance from the issue's.

    `titles` is the title of a person to m, f or an empty text; `bare_titles` are titles that are
    part of a capitalised run. `deputy` is what marks the second in an office.
    """

    code: str
    group: str
    numbers: Mapping[str, Word]
    inner: frozenset[str]
    alone: frozenset[str]
    joiner: str
    loose: Mapping[str, tuple[float, ...]]
    skipped: str
    ordinal_before: str
    dates: tuple[str, ...]
    months: Mapping[str, int]
    times: tuple[str, ...]
    halves: Mapping[str, int]
    weekdays: Mapping[str, int]
    weekday_pattern: str
    units: Mapping[str, str]
    more: str
    less: str
    years: Mapping[str, int]
    titles: Mapping[str, str]
    deputy: str
    doubled: frozenset[str]
    reduplicates: bool
    account_words: str

    def __hash__(self) -> int:
        """By its code: the mappings can't be hashed, and a code has one language."""
        return hash(self.code)
