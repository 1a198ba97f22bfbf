"""Vietnamese syllables by the rules of the spelling.

In: a word. Out: whether it can be one, and the nearest that can. Source: the tables of initials
and finals of quốc ngữ; a syllable that ends in a stop (c, ch, p, t) has the tone sắc or nặng only.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import product

from assemble.agree.facts import distance, folded
from assemble.agree.languages.base import listed
from assemble.agree.tones import settled_tone

INITIALS = listed("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x")
"""Initial consonants; a syllable may have none."""

FINALS = listed(
    "a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in "
    "inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe "
    "oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân "
    "uâng uât uây uc uê uêch uên uênh ui um un ung uôc uôi uôm uôn uông uôp uôt uơ up ut uy uya "
    "uych uyên uyêt uynh uyt uyu uyn uyp ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt "
    "ưu y yêm yên yêng yêt yêu ynh yt ưp êng uêt uâc uych oong oai uao ôông oeng oec uêu"
)
"""Vowels and what follows them."""

BEFORE_FRONT = ("k", "gh", "ngh")
"""Only before e, ê, i, y; c, g, ng before the others."""

_MARKED = re.compile("[ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
"""The letters of quốc ngữ beyond ASCII; from U+1EA0 on stand those with two marks."""

_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_STOPS = ("c", "ch", "p", "t")
_STOP_TONES = {"\u0301", "\u0323"}
"""sắc and nặng."""


@lru_cache(maxsize=1)
def _shapes() -> dict[str, str]:
    """Each syllable without its tone, and its final."""
    shapes: dict[str, str] = {}
    for initial, final in product(["", *INITIALS], FINALS):
        front = final[0] in "eêiy"
        if initial in BEFORE_FRONT and not front and not (initial == "k" and final[0] == "a"):
            continue
        if initial in ("c", "ng") and front:
            continue
        if initial == "g" and front and final[0] not in "i":
            continue
        shapes[initial + final] = final
        if initial == "gi" and final[0] in "i":
            shapes.setdefault("g" + final, final)
        if initial == "qu" and final[0] == "y":
            shapes.setdefault("qu" + final, final)
    return shapes


@lru_cache(maxsize=1)
def _folded_shapes() -> frozenset[str]:
    return frozenset(folded(shape) for shape in _shapes())


def is_folded_syllable(word: str) -> bool:
    """Whether a word without diacritics could be a Vietnamese syllable."""
    return word in _folded_shapes()


def parted(word: str) -> tuple[str, tuple[str, ...]]:
    """A word without its tone marks, and these."""
    apart = unicodedata.normalize("NFD", word)
    tones = tuple(char for char in apart if char in _TONES)
    bare = "".join(char for char in apart if char not in _TONES)
    return unicodedata.normalize("NFC", bare), tones


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether a word in small letters can be a Vietnamese syllable, its tone included."""
    bare, tones = parted(word)
    final = _shapes().get(bare)
    if final is None or len(tones) > 1:
        return False
    if final.endswith(_STOPS) and tones and tones[0] not in _STOP_TONES:
        return False
    # The mark stands on the vowel where it belongs: nghĩa, not nghiã.
    return not tones or settled_tone(toned(bare, tones[0])) == settled_tone(word)


def is_marked(word: str) -> bool:
    """Whether a word has letters or marks that only Vietnamese has of our languages."""
    return _MARKED.search(word) is not None


def nearest_syllable(word: str) -> str | None:
    """The nearest possible syllable with the word's own tone, None if there is none near."""
    bare, tones = parted(word)
    best = min(_shapes(), key=lambda shape: (distance(bare, shape, 2), shape))
    if distance(bare, best, 2) > 1:
        return None
    if not tones:
        return best
    return toned(best, tones[0])


def toned(shape: str, tone: str) -> str:
    """A syllable with its tone mark on the vowel where it belongs."""
    final = _shapes()[shape]
    initial = shape[: len(shape) - len(final)]
    vowels = [i for i, char in enumerate(final) if folded(char) in "aeiouy"]
    place = next((i for i in reversed(vowels) if final[i] in "ăâêôơư"), vowels[0])
    if len(vowels) > 1 and final[place] not in "ăâêôơư":
        closed = vowels[-1] < len(final) - 1
        place = vowels[1] if closed or len(vowels) == 3 else vowels[0]
    marked = final[: place + 1] + tone + final[place + 1 :]
    return unicodedata.normalize("NFC", initial + marked)
