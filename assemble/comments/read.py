"""A returned proof and its issue to a review: every comment with its line.

1 read the annotations and the words under them   2 find their blocks   3 find their lines
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium

from assemble.comments.blocks import Block, blocks
from assemble.comments.finder import Finder
from assemble.comments.glyphs import Glyph, covered, text_of, whole_words
from assemble.comments.locate import Locator
from assemble.comments.manuscript import manuscripts
from assemble.comments.model import Comment, Mark, Review
from assemble.comments.returned import Returned, read_returned
from assemble.model.finding import Findings, Location

LONGEST_QUOTE = 600
"""Characters of quoted words that are kept: a passage can be told by fewer."""


def read_review(
    proof: Path, issue: Path, sidecar: Mapping[str, Any], findings: Findings
) -> Review | None:
    """The comments of a proof, led to the lines of an issue.

    Args:
        proof: the returned PDF.
        issue: the issue's folder, or its manifest.
        sidecar: the JSON value of the build by which they are led: that of the proof, where there
            is one, else that of the issue as it is now. Another build than the proof's is told by a
            note, and comments are then found by their words first.
        findings: takes damaged annotations, and an error for a file that can't be read.

    Returns:
        The review, or None after an error.
    """
    width, height = sidecar["trim"]
    try:
        returned = read_returned(proof, (width, height), findings)
    except (pikepdf.PdfError, pdfium.PdfiumError, OSError) as error:
        fault = f"the proof can't be read: {error}"
        findings.error("bad-proof", fault, Location(str(proof)), "ask for the file again")
        return None
    current = str(sidecar.get("build", ""))
    is_older = returned.build not in ("", current)
    if is_older:
        message = f"the proof is of build {returned.build}, not of {current}"
        advice = "its comments are found by their words; look at those that are only nearest"
        findings.note("older-proof", message, Location(str(proof)), advice)
    known = blocks(sidecar)
    files = {block.at.file for block in known if block.at}
    locator = Locator(known, manuscripts(folder_of(issue), files, findings), _manifest(known))
    finder = Finder(known, returned, is_older=is_older)
    comments = [
        _comment(number, mark, returned, finder, locator)
        for number, mark in enumerate(returned.marks, 1)
    ]
    return Review(file=str(proof), build=returned.build, current=current, comments=tuple(comments))


def _comment(
    number: int, mark: Mark, returned: Returned, finder: Finder, locator: Locator
) -> Comment:
    place = locator.place(finder.spot(mark))
    quoted = _quoted(mark, returned.glyphs.get(mark.page, ()))
    return Comment(number=number, mark=mark, quoted=quoted, place=place)


def _quoted(mark: Mark, glyphs: Sequence[Glyph]) -> str:
    """The words that a mark covers."""
    if mark.anchor:
        return ""
    hit = covered(glyphs, mark.boxes)
    quoted = text_of(glyphs, hit if mark.is_quoting else whole_words(glyphs, hit))
    return quoted if len(quoted) <= LONGEST_QUOTE else quoted[: LONGEST_QUOTE - 1] + "…"


def folder_of(issue: Path) -> Path:
    """The folder of an issue that is given by it or by its manifest."""
    return issue.parent if issue.is_file() else issue


def _manifest(known: Sequence[Block]) -> str:
    files = (block.at.file for block in known if block.at)
    return next((file for file in files if file.endswith((".yaml", ".yml"))), "issue.yaml")
