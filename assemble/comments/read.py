"""A returned proof and its issue to a review: every comment with its line.

1 read the annotations   2 gather threads   3 read the words under them   4 find their blocks
5 find their lines
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pypdfium2 as pdfium

from assemble.comments.annotations import annotations, media_of, trim_of
from assemble.comments.blocks import Block, blocks
from assemble.comments.glyphs import Glyph, covered, page_glyphs, text_of
from assemble.comments.locate import Locator
from assemble.comments.manuscript import manuscripts
from assemble.comments.model import Comment, Mark, Review
from assemble.comments.spots import PageMap, Spot
from assemble.comments.threads import in_order, marks
from assemble.comments.words import find, snippet
from assemble.model.finding import Findings, Location
from assemble.model.preflight import Box
from assemble.preflight.pdfvalues import entry
from assemble.preflight.xmp import read_xmp

BUILD = re.compile(r"urn:assemble:build:([0-9a-f]{8})\b")
"""The proof's own name in its metadata, see `assemble.pdf.metadata`."""
SLUG = re.compile(r"PROOF · \S+ · ([0-9a-f]{8}) · .*? · (\d+)\s*$", re.MULTILINE)
"""The line outside the trim of a proof: it names the build too, and each page. Programs that write
comments into a file give its metadata a new name (Acrobat does), and somebody may return a few
pages only."""
LONGEST_QUOTE = 600
"""Characters of quoted words that are kept: a passage can be told by fewer."""
MOST_PAGES = 2_000
"""Pages that are looked at."""


def read_review(
    proof: Path, issue: Path, sidecar: Mapping[str, Any], findings: Findings
) -> Review | None:
    """The comments of a proof, led to the lines of an issue.

    Args:
        proof: the returned PDF.
        issue: the issue's folder.
        sidecar: the JSON value of the build by which they are led: that of the proof, where there
            is one, else that of the issue as it is now. Another build than the proof's is told by a
            note, and comments are then found by their words first.
        findings: takes damaged annotations, and an error for a file that can't be read.

    Returns:
        The review, or None after an error.
    """
    try:
        with pikepdf.open(proof) as pdf:
            found = annotations(pdf, str(proof), findings)
            trims = _trims(pdf, sidecar)
            build = _build_of_metadata(pdf)
        made = [mark for mark in marks(found, trims) if mark.page <= len(trims)]
        glyphs = page_glyphs(proof, [1, *(mark.page for mark in made)], trims)
    except (pikepdf.PdfError, pdfium.PdfiumError, OSError) as error:
        fault = f"the proof can't be read: {error}"
        findings.error("bad-proof", fault, Location(str(proof)), "ask for the file again")
        return None
    return _review(proof, issue, sidecar, in_order(made), (build, glyphs), findings)


def _review(
    proof: Path,
    issue: Path,
    sidecar: Mapping[str, Any],
    made: Sequence[Mark],
    pages: tuple[str, Mapping[int, tuple[Glyph, ...]]],
    findings: Findings,
) -> Review:
    build, glyphs = pages
    slugs = {number: _slug(page) for number, page in glyphs.items()}
    build = next((slug[0] for slug in slugs.values() if slug), build)
    current = str(sidecar.get("build", ""))
    if build not in ("", current):
        message = f"the proof is of build {build}, the pages it is compared with of {current}"
        advice = "comments are found by their words; see to those that stand nowhere any more"
        findings.note("older-proof", message, Location(str(proof)), advice)
    files = folder_of(issue)
    known = blocks(sidecar)
    texts = manuscripts(files, {block.at.file for block in known if block.at}, findings)
    locator = Locator(known, texts, _manifest(known))
    finder = _Finder(known, glyphs, slugs, is_older=build not in ("", current))
    comments = []
    for number, mark in enumerate(made, 1):
        place = locator.place(finder.spot(mark))
        quoted = _quoted(mark, glyphs.get(mark.page, ()))
        comments.append(Comment(number=number, mark=mark, quoted=quoted, place=place))
    return Review(file=str(proof), build=build, current=current, comments=tuple(comments))


class _Finder:
    """Finds the spots of marks; keeps the maps of pages."""

    def __init__(
        self,
        known: Sequence[Block],
        glyphs: Mapping[int, tuple[Glyph, ...]],
        slugs: Mapping[int, tuple[str, int] | None],
        *,
        is_older: bool,
    ) -> None:
        self._blocks = known
        self._glyphs = glyphs
        self._slugs = slugs
        self._is_older = is_older
        self._maps: dict[int, PageMap] = {}

    def spot(self, mark: Mark) -> Spot:
        """Where a mark stands: by place and then by words, for an older proof the other way."""
        glyphs = self._glyphs.get(mark.page, ())
        page = self._map(mark.page)
        placed = None if self._is_older else page.spot(mark)
        if placed:
            return placed
        wanted = snippet(mark, glyphs)
        worded = find(self._blocks, wanted, page.number) if wanted else None
        if worded:
            return worded
        left, top, right, bottom = mark.boxes[0]
        near = page.spot(mark) or page.near((left + right) / 2, (top + bottom) / 2)
        if near:
            return near._replace(how="nearest")
        return Spot(_nothing(page.number), 0, 0, "nearest")

    def _map(self, number: int) -> PageMap:
        """The map of a page of the file, which may hold some pages of the proof only."""
        if number not in self._maps:
            slug = self._slugs.get(number)
            glyphs = self._glyphs.get(number, ())
            self._maps[number] = PageMap(slug[1] if slug else number, self._blocks, glyphs)
        return self._maps[number]


def _nothing(page: int) -> Block:
    """A block for a page on which nothing stands."""
    return Block([(page, {"role": "page", "rect": [0.0, 0.0, 0.0, 0.0]})])


def folder_of(issue: Path) -> Path:
    """The folder of an issue that is given by it or by its manifest."""
    return issue.parent if issue.is_file() else issue


def _manifest(known: Sequence[Block]) -> str:
    files = (block.at.file for block in known if block.at)
    return next((file for file in files if file.endswith((".yaml", ".yml"))), "issue.yaml")


def _quoted(mark: Mark, glyphs: Sequence[Glyph]) -> str:
    """The words that a mark covers."""
    if mark.anchor:
        return ""
    quoted = text_of(glyphs, covered(glyphs, mark.boxes))
    return quoted if len(quoted) <= LONGEST_QUOTE else quoted[: LONGEST_QUOTE - 1] + "…"


def _trims(pdf: pikepdf.Pdf, sidecar: Mapping[str, Any]) -> list[Box]:
    """The trim boxes of the pages; where one has none, the trim in the middle of its media box."""
    width, height = sidecar["trim"]
    found = []
    for n, page in enumerate(pdf.pages):
        if n == MOST_PAGES:
            break
        left, bottom, right, top = media_of(page.obj)
        x, y = (left + right - width) / 2, (bottom + top - height) / 2
        found.append(trim_of(page.obj) or (x, y, x + width, y + height))
    return found


def _build_of_metadata(pdf: pikepdf.Pdf) -> str:
    """The build id in the metadata; '' where another program has overwritten it."""
    stream = entry(pdf.Root, "/Metadata")
    if not isinstance(stream, pikepdf.Stream):
        return ""
    try:
        xmp = read_xmp(stream.read_bytes())
    except (ElementTree.ParseError, ValueError, LookupError, pikepdf.PdfError):
        return ""  # the slug line says it too
    names = " ".join(name for names in xmp.values() for name in names)
    match = BUILD.search(names)
    return match[1] if match else ""


def _slug(page: Sequence[Glyph]) -> tuple[str, int] | None:
    """The build id and page number of a page's slug line."""
    text = "".join(glyph.text for glyph in page).replace("\r", "\n")
    found = SLUG.search(text)
    return (found[1], int(found[2])) if found else None
