"""Words to glyphs, through HarfBuzz, with fallback faces for characters that a face lacks.

In: a face key, OpenType features, a language and a word. Out: shaped words. Every word is shaped
once; a bulletin repeats its words about four times over.
"""

import unicodedata
from functools import cache

import uharfbuzz as hb

from assemble.model.font import FontFace, Fonts
from assemble.model.line import ShapedWord
from assemble.text.gaps import Gaps

STAND_INS = {
    "\u2011": "\u2010",  # no-break hyphen: the line breaker keeps it whole, the face needs a glyph
    "\u2010": "-",
    "\u2007": " ",
    "\u2009": " ",
    "\u200a": " ",
    "\u202f": " ",
    "\u00a0": " ",
    "\u2002": " ",
    "\u2003": " ",
}
"""Characters that many faces lack (TYPOGRAPHY facts, 1.3) and what is drawn in their place; the
text stays as written."""


GAPS = "gaps"
"""Among the features of a style: letters are kept apart by their outlines (no OpenType tag)."""


SUPERIORS = "sups"
"""The OpenType feature of superior figures."""
FIGURES = "0123456789"


class Shaper:
    """Shapes words with the faces of an edition; remembers what it shaped."""

    def __init__(self, fonts: Fonts) -> None:
        self._faces: dict[str, FontFace] = dict(fonts.faces)
        self._fonts: dict[str, hb.Font] = {}
        self._words: dict[tuple[str, tuple[str, ...], str, str], tuple[ShapedWord, ...]] = {}
        self._gaps: dict[str, Gaps] = {}
        self._buffer = hb.Buffer()
        self._superiors: dict[str, bool] = {}
        self._had: dict[str, set[str]] = {}
        self._ink: dict[tuple[str, int], tuple[float, float]] = {}

    def shape(
        self, face: str, features: tuple[str, ...], language: str, text: str
    ) -> tuple[ShapedWord, ...]:
        """Shape a word (no spaces). More than one result only where faces change inside it."""
        key = (face, features, language, text)
        found = self._words.get(key)
        if found is None:
            parts = self._by_face(face, text)
            found = tuple([self._run(each, features, language, part, part) for each, part in parts])
            self._words[key] = found
        return found

    def shape_as(
        self, face: str, features: tuple[str, ...], language: str, text: str
    ) -> tuple[ShapedWord, ...]:
        """Shape a word in capitals, while its glyphs keep the text as it was written."""
        drawn = "".join(c.upper() if len(c.upper()) == 1 else c for c in text)
        key = (face, ("capitals", *features), language, text)
        found = self._words.get(key)
        if found is None:
            parts = []
            start = 0
            for name, part in self._by_face(face, drawn):
                source = text[start : start + len(part)]
                parts.append(self._run(name, features, language, part, source))
                start += len(part)
            found = self._words[key] = tuple(parts)
        return found

    def space(self, face: str) -> float:
        """The face's word space in em."""
        font = self._font(face)
        glyph = font.get_nominal_glyph(0x20)
        advance = font.get_glyph_h_advance(glyph) if glyph is not None else 250
        return float(advance) / self._faces[face].units_per_em

    def upem(self, face: str) -> int:
        """Units per em of a face."""
        return self._faces[face].units_per_em

    def ink(self, word: ShapedWord) -> tuple[float, float]:
        """Height above and depth below the baseline of a word's ink, in em, both positive up/down.

        Measured on the glyphs: hhea and OS/2 metrics are not ink (TYPOGRAPHY facts, 1.2).
        """
        top = bottom = 0.0
        for glyph in word.glyphs:
            up, down = self._glyph_ink(word.face, glyph)
            top, bottom = max(top, up), max(bottom, down)
        return top, bottom

    def bearing(self, word: ShapedWord) -> float:
        """White in em before the ink of a word's first glyph, negative where it juts out."""
        extents = self._font(word.face).get_glyph_extents(word.glyphs[0]) if word.glyphs else None
        return float(extents.x_bearing) / self.upem(word.face) if extents else 0.0

    def has_superiors(self, face: str) -> bool:
        """Whether a face draws every figure as a superior one (OpenType `sups`)."""
        found = self._superiors.get(face)
        if found is None:
            plain, raised = (self.shape(face, f, "en", FIGURES)[0] for f in ((), (SUPERIORS,)))
            pairs = zip(plain.glyphs, raised.glyphs, strict=False)
            found = self._superiors[face] = all(a != b for a, b in pairs)
        return found

    def _glyph_ink(self, face: str, glyph: int) -> tuple[float, float]:
        key = (face, glyph)
        found = self._ink.get(key)
        if found is None:
            extents = self._font(face).get_glyph_extents(glyph)
            em = self._faces[face].units_per_em
            if extents is None:
                found = (0.0, 0.0)
            else:
                found = (extents.y_bearing / em, -(extents.y_bearing + extents.height) / em)
            self._ink[key] = found
        return found

    def _font(self, face: str) -> hb.Font:
        font = self._fonts.get(face)
        if font is None:
            font = self._fonts[face] = hb.Font(hb.Face(self._faces[face].data))
        return font

    def _gaps_of(self, face: str) -> Gaps:
        gaps = self._gaps.get(face)
        if gaps is None:
            gaps = self._gaps[face] = Gaps(self._font(face), self.upem(face))
        return gaps

    def _by_face(self, face: str, text: str) -> list[tuple[str, str]]:
        """Split a word where its face has to change; a character that no face has stays."""
        if self._has(face, text):
            return [(face, text)]
        runs: list[tuple[str, str]] = []
        for char in text:
            name = self._face_for(face, char)
            if runs and unicodedata.combining(char):
                name = runs[-1][0]
            if runs and runs[-1][0] == name:
                runs[-1] = (name, runs[-1][1] + char)
            else:
                runs.append((name, char))
        return runs

    def _face_for(self, face: str, char: str) -> str:
        code = ord(char)
        if code in self._faces[face].coverage:
            return face
        stand_in = STAND_INS.get(char)
        if stand_in and ord(stand_in) in self._faces[face].coverage:
            return face
        cut = self._faces[face].style
        others = [f for f in self._faces.values() if code in f.coverage]
        alike = [f for f in others if f.style == cut]
        return (alike or others or [self._faces[face]])[0].key

    def _run(
        self, face: str, features: tuple[str, ...], language: str, drawn: str, source: str
    ) -> ShapedWord:
        if not self._has(face, drawn):
            own = self._faces[face].coverage
            drawn = "".join(self._stand_in(c, own) for c in drawn)
        buffer = self._buffer
        buffer.clear_contents()
        buffer.cluster_level = _CLUSTERS
        buffer.add_str(drawn)
        buffer.guess_segment_properties()
        buffer.direction = "ltr"  # clusters rise, so that each glyph's text is found
        buffer.language = language
        hb.shape(self._font(face), buffer, _switches(features))
        infos = buffer.glyph_infos
        places = [position.position for position in buffer.glyph_positions]
        across, up, advances, _ = zip(*places, strict=True) if places else ((), (), (), ())
        glyphs = tuple([info.codepoint for info in infos])
        moved = any(across) or any(up)
        clusters = [info.cluster for info in infos]
        plain = clusters == _RISING[: len(source)]
        texts = tuple(source) if plain else _cluster_texts(clusters, source)
        if GAPS in features:
            advances = self._gaps_of(face).widened(glyphs, advances, texts)
        offsets = tuple([place[:2] for place in places]) if moved else ()
        return ShapedWord(face, glyphs, advances, offsets, texts, sum(advances))

    def _has(self, face: str, text: str) -> bool:
        """Whether a face has all characters of a text; those found are remembered."""
        known = self._had.setdefault(face, set())
        if known.issuperset(text):
            return True
        if not self._faces[face].coverage.issuperset(map(ord, text)):
            return False
        known.update(text)
        return True

    def _stand_in(self, char: str, coverage: frozenset[int]) -> str:
        while ord(char) not in coverage and char in STAND_INS:
            char = STAND_INS[char]
        return char


_CLUSTERS = hb.BufferClusterLevel.MONOTONE_CHARACTERS
_RISING = list(range(64))
"""The clusters of a word whose every character is a glyph."""


@cache
def _switches(features: tuple[str, ...]) -> dict[str, bool]:
    """OpenType features as HarfBuzz takes them: `-liga` turns one off."""
    named = (name for name in features if name != GAPS)
    return {name.removeprefix("-"): name[0] != "-" for name in named}


def _cluster_texts(clusters: list[int], source: str) -> tuple[str, ...]:
    """The source text of each glyph: all of a cluster's on its first glyph."""
    texts = []
    for i, start in enumerate(clusters):
        if i and clusters[i - 1] == start:
            texts.append("")
            continue
        end = next((c for c in clusters[i + 1 :] if c > start), len(source))
        texts.append(source[start:end])
    return tuple(texts)
