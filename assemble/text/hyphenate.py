"""Where a word may be hyphenated: Liang's patterns, as pyphen ships them, under the house policy.

Policy (TYPOGRAPHY facts, section 4): only words with six or more letters, two left at the line's
end, three taken over; a hyphen that is there already is the only break of its word; never a
proper name, an acronym, a number or an address. A capital alone does not make a name: official
English writes `the Provincial Association`, and leaving such words whole made 2.5 % of its lines
loose where breaking them leaves 0.3 %. So a capitalised word is broken where its ending shows
that it is an ordinary noun, adjective or adverb.
"""

import re
import string
from functools import cache
from importlib.util import find_spec
from pathlib import Path

LEFT, RIGHT = 2, 3
"""Letters before and after a break; pyphen itself does not heed the dictionaries' RIGHTHYPHENMIN
of 3 (TYPOGRAPHY facts, section 4)."""
SHORTEST = 6
"""Letters of the shortest word that is hyphenated."""

_COMMON_ENDING = re.compile(
    r"(?:tion|sion|ment|ture|ance|ence|tee|istry|ustry|ister|tary|tative|ative|ctive|ship|ness|"
    r"ector|eader|ongress|ongresse|ouncil|rovince|istrict|nterprise|usiness|usinesse|"
    r"ational|ional|ial|ical|ity|itie|istrie|ustrie|taries|ology|ing|airman|airwoman|"
    r"oreign|ffair|order|egion|nomous|nomic|mbassy|mbassie|mbassador|ustom|atherland|entral|"
    r"ssembly|ssemblie|ommune|arantine|ompany|ompanie|tariat|ommand|epublic|eneral|ommerce|"
    r"hamber|econdary|orthern|outhern|astern|estern|egate|unteer|ffice|fficer|ionally|ically|"
    r"ingly|ently)s?$"
)
"""Endings of the nouns and adjectives that official English capitalises, of the offices and places
of a border province (`Foreign Affairs`, `Border Region`, `Customs`, `Fatherland Front`), and of the
adverbs that sentences begin with."""

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
    "beijing": (),
    "chongqing": (),
    "nanning": (),
}
"""Words that the en_GB patterns break badly (`dip-lomacy`, `ther-ap-ist`, `ana-lyses`) or not at
all, with their break positions; and names that end as ordinary words do."""


class Patterns:
    """Hyphenation patterns of a language, after Liang, 'Word Hy-phen-a-tion by Com-put-er' (1983).

    The patterns are those that pyphen ships. Its own reader takes 75 ms for one language, a
    twelfth of a whole build, since it takes every pattern apart; here a pattern is taken apart
    when a word first meets it. A test holds the breaks equal to pyphen's.
    """

    def __init__(self, text: str) -> None:
        """Take the lines of a `hyph_*.dic` file."""
        lines = text.split("\n")
        bare = text.encode().translate(None, string.digits.encode()).decode().split("\n")
        self._patterns = dict(zip(bare, lines, strict=True))
        self._longest = max(map(len, bare), default=0)
        self._values: dict[str, tuple[tuple[int, int], ...]] = {}

    def positions(self, word: str) -> tuple[int, ...]:
        """Positions in a lower-case word (characters before the break) that the patterns allow."""
        dotted = f".{word}."
        length = len(dotted)
        values = [0] * (length + 1)
        known = self._patterns
        for start in range(length - 1):
            for end in range(start + 1, min(start + self._longest, length) + 1):
                part = dotted[start:end]
                if part in known:
                    for offset, value in self._value(part):
                        if value > values[start + offset]:
                            values[start + offset] = value
        return tuple([n - 1 for n in range(2, length - 1) if values[n] % 2])

    def _value(self, part: str) -> tuple[tuple[int, int], ...]:
        """The digits of a pattern, each with the count of letters before it."""
        known = self._values.get(part)
        if known is None:
            found = enumerate(_PATTERN.findall(self._patterns[part]))
            digits = [(offset, int(digit)) for offset, (digit, _) in found if digit]
            known = self._values[part] = tuple(digits)
        return known


_PATTERN = re.compile(r"(\d?)(\D?)")


def pattern_file(name: str) -> Path:
    """The file of a pyphen dictionary, `en_GB`, whether or not there is one."""
    spec = find_spec("pyphen")
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    return folder / "dictionaries" / f"hyph_{name}.dic"


def pattern_names() -> list[str]:
    """The names of all dictionaries."""
    files = pattern_file("").parent.glob("hyph_*.dic")
    return sorted(file.stem.removeprefix("hyph_") for file in files)


@cache
def patterns(name: str) -> Patterns:
    """The patterns of a pyphen dictionary.

    Raises:
        FileNotFoundError: pyphen ships none of that name.
    """
    with pattern_file(name).open("rb") as file:
        encoding = file.readline().decode("ascii").strip()
        return Patterns(file.read().decode(encoding))


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
        points = patterns(dictionary).positions(core)
    return tuple(start + p for p in points if LEFT <= p <= len(core) - RIGHT)
