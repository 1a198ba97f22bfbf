"""A PDF checked for the press: opened, all checks run, faults sorted.

It comes back with faults, never with an exception, whatever the file holds. What a file can do to
the process, to fill its memory or to stop it, `guard.py` deals with.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf

import assemble
from assemble.model.frozen import Frozen
from assemble.model.preflight import Fault, Limits, Preflight
from assemble.preflight.file.check_annotations import annotation_faults, layer_faults
from assemble.preflight.file.check_boxes import box_faults
from assemble.preflight.file.check_file import damage_faults, file_faults
from assemble.preflight.file.check_intent import intent_faults
from assemble.preflight.file.check_metadata import metadata_faults, packet, standard_of
from assemble.preflight.file.opened import Opened, opened
from assemble.preflight.file.pdfvalues import rounded, shown
from assemble.preflight.page.check_page import faults_of
from assemble.preflight.page.facts import PageFacts
from assemble.preflight.page.reading import DAMAGE
from assemble.preflight.page.walk import walk_pages
from assemble.preflight.rules import LIMITS, order

ASSUMED = "x-4"
"""The standard that a file is checked against if it claims none."""
MOST_ALIKE = 24
"""Faults of a rule on one page that are told one by one; checks that sum up do so at 20."""
MOST_FAULTS = 5_000
"""Faults that are told; who has more exports the file anew anyway."""

FALLBACK = Path(assemble.__file__).parent / "icc" / "FOGRA39L_coated.icc"
"""The profile by which RGB is separated where a file names no printing condition."""

Check = Callable[[Opened], Iterator[Fault]]


class Walked(Frozen):
    """The walk over a file's pages; two checks judge what it found."""

    pages: list[PageFacts]

    def page_content_faults(self, file: Opened) -> Iterator[Fault]:
        """Faults of what pages paint."""
        for facts in walk_pages(file.pdf):
            self.pages.append(facts)
            yield from faults_of(facts, file.standard, file.limits)

    def total_ink_faults(self, file: Opened) -> Iterator[Fault]:
        """Faults of how much ink lies on pages; without an output intent as on coated paper."""
        from assemble.preflight.ink.ink import ink_faults  # brings numpy and PDFium

        fallback = FALLBACK.read_bytes()
        yield from ink_faults(file.path, None, file.limits, fallback, self.pages)


CHECKS: tuple[tuple[str, Check], ...] = (
    ("the file", file_faults),
    ("the metadata", metadata_faults),
    ("the output intent", intent_faults),
    ("the boxes", box_faults),
    ("the annotations", annotation_faults),
    ("the layers", layer_faults),
)
"""What is checked of the file, in this order; each with the words by which a fault names it."""


def _checks() -> tuple[tuple[str, Check], ...]:
    """All checks in order."""
    walked = Walked(pages=[])
    return (
        *CHECKS,
        ("the pages", walked.page_content_faults),
        ("the ink", walked.total_ink_faults),
        ("damage", damage_faults),  # last: qpdf warns while the others read
    )


def preflight(path: Path, *, standard: str | None = None, limits: Limits = LIMITS) -> Preflight:
    """Check a file against a standard: x-4, x-1a, '' for none, None for the one that it claims."""
    try:
        # Without pushing attributes down: that lists the pages, and mends what they lack.
        pdf = pikepdf.open(path, inherit_page_attributes=False)
    except pikepdf.PasswordError:
        what = "the file opens with a password only; save it without"
        return _stopped(path, standard, Fault("encrypted", what))
    except MemoryError:
        return _stopped(path, standard, too_large("the file"))
    # Damaged input: pikepdf raises errors of many kinds, and each means that it can't be read.
    except Exception as error:
        return _stopped(path, standard, Fault("unreadable", _unreadable(path, error)))
    with pdf:
        return _checked(path, pdf, standard, limits)


def too_large(what: str) -> Fault:
    """The fault of a file that needs more memory than it is given."""
    message = f"{what} needs more memory than preflight gives it; export the file anew"
    return Fault("reader-stopped", message)


def _checked(path: Path, pdf: pikepdf.Pdf, standard: str | None, limits: Limits) -> Preflight:
    try:
        xmp = packet(pdf)
        against = (standard_of(pdf, xmp) or ASSUMED) if standard is None else standard
        file = opened(path, pdf, xmp, against, limits)
    except MemoryError:
        return _stopped(path, standard, too_large("the file"))
    # Damaged input, as above.
    except Exception as error:
        return _stopped(path, standard, Fault("unreadable", _unreadable(path, error)))
    faults = [fault for check in _checks() for fault in _few(_of_check(check, file))]
    faults.sort(key=order)
    if len(faults) > MOST_FAULTS:
        untold = f"{len(faults) - MOST_FAULTS} more faults aren't told; mend these first"
        faults = [Fault("untold-faults", untold), *faults[:MOST_FAULTS]]
    return Preflight(
        file=str(path),
        standard=against,
        pages=len(file.pages),
        faults=tuple(faults),
        trims=tuple(rounded(page.surface) for page in file.pages),
    )


def _of_check(check: tuple[str, Check], file: Opened) -> Iterator[Fault]:
    """The faults of one check; what it found before damage stopped it remains."""
    what, find = check
    try:
        yield from find(file)
    except MemoryError:
        yield too_large(what)
    except DAMAGE as error:
        message = f"{what} can't be checked to the end: {_told(error)}; export the file anew"
        yield Fault("file-damaged", message)


def _few(faults: Iterator[Fault]) -> Iterator[Fault]:
    """At most `MOST_ALIKE` faults of a rule on a page, and how many more there are."""
    count: Counter[tuple[str, int | None]] = Counter()
    for fault in faults:
        kind = fault.rule, fault.page
        count[kind] += 1
        if count[kind] <= MOST_ALIKE:
            yield fault._replace(box=rounded(fault.box))
    for (rule, page), found in count.items():
        if found > MOST_ALIKE:
            where = "in the file" if page is None else "on the page"
            yield Fault(rule, f"the same in {found - MOST_ALIKE} more places {where}", page)


def _stopped(path: Path, standard: str | None, fault: Fault) -> Preflight:
    return Preflight(file=str(path), standard=standard or "", pages=0, faults=(fault,))


def _unreadable(path: Path, error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, OSError):
        return f"the file can't be read: {error.strerror or _told(error)}"
    what = str(error).removeprefix(str(path)).lstrip(": ")
    return f"this is no PDF, or it is damaged beyond reading: {shown(what)}; export it anew"


def _told(error: Exception) -> str:
    return shown(f"{type(error).__name__}: {error}")
