"""English words that no dictionary knows.

In: an English text's words. Out: unknown ones with the nearest known form. The list beside this
module (`dictionaries/en.txt`) has the words of British and American English of SCOWL, of which
the common hunspell dictionaries are made too, inflected forms written out. It is read in some
20 ms, while to read a hunspell dictionary in pure Python takes longer than all of the comparison.
"""

import re
from functools import lru_cache
from importlib.resources import files

from assemble.agree.facts import folded

LISTS = ("en.txt", "en-bulletins.txt")
"""The general list, and words of bulletins that it lacks."""

PREFIXES = ("anti", "co", "counter", "inter", "micro", "mid", "multi", "non", "over", "post",
            "pre", "pro", "re", "self", "semi", "sub", "super", "tele", "trans", "un",
            "under")  # fmt: skip
"""What a known word may stand behind."""

SUFFIXES = (("ally", ""), ("bly", "ble"), ("ily", "y"), ("ly", ""), ("ness", ""), ("less", ""),
            ("isation", "ise"), ("ization", "ize"), ("able", ""), ("able", "e"), ("ility", "le"),
            ("wide", ""), ("s", ""), ("like", ""), ("er", ""), ("ers", "e"))  # fmt: skip
"""Endings, and what stands in their place in the word that is known."""

PART = 4
"""Least letters of either word in a compound that the list doesn't have: jackfruit."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@lru_cache(maxsize=1)
def known_words() -> frozenset[str]:
    """The words of the list."""
    folder = files("assemble.agree").joinpath("dictionaries")
    lists = (folder.joinpath(name).read_text("utf-8") for name in LISTS)
    return frozenset(word for text in lists for word in text.split("\n"))


@lru_cache(maxsize=20_000)
def is_word(word: str) -> bool:
    """Whether a word in small letters is English: listed, derived, or of two listed words."""
    known = known_words()
    plain = re.sub("['’]s?$", "", word)
    if plain in known or folded(plain) in known:
        return True
    if any(plain.startswith(p) and plain[len(p) :] in known for p in PREFIXES):
        return True
    for ending, instead in SUFFIXES:
        if plain.endswith(ending) and len(plain) - len(ending) > 2:
            stem = plain[: len(plain) - len(ending)] + instead
            if stem in known:
                return True
    return any(
        plain[:i] in known and plain[i:] in known for i in range(PART, len(plain) - PART + 1)
    )


def nearest_word(word: str) -> str | None:
    """A known word that is one letter apart: left out, too much, another, or two swapped."""
    known = known_words()
    halves = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    forms = [a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1]
    forms += [a + b[1:] for a, b in halves if b]
    forms += [a + c + b[1:] for a, b in halves if b for c in _LETTERS]
    forms += [a + c + b for a, b in halves for c in _LETTERS]
    return next((form for form in forms if len(form) > 2 and form in known), None)
