"""What a build for print does beyond a proof: photographs for the press, preflight of its own file.

In: an edition for print. Out: its photographs as the file stores them; the report on the written
file, with findings at the lines that have to be mended. Loaded only where a file is for print.
"""

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from assemble.dump import sidecar_value
from assemble.model.edition import Edition, ImageItem
from assemble.model.finding import Finding, Location, Severity
from assemble.model.layout import Layout
from assemble.model.picture import Prepared
from assemble.model.preflight import Preflight
from assemble.model.press import Press
from assemble.picture.cache import user_cache
from assemble.picture.press import prepared_for_press
from assemble.preflight.crew import Crew
from assemble.preflight.reports.verdict import findings_of, limits_of, told_before
from assemble.read.conditions import PROFILES


def pictures_for_press(
    edition: Edition,
    press: Press,
    findings: list[Finding],
    progress: Callable[[int, int], None],
) -> Mapping[str, Prepared]:
    """The photographs in the press's colours and resolution, from the user's cache or made anew."""
    condition = press.condition
    # The shipped profiles are known to be good; trying one takes 30 ms.
    shipped = {file.read_bytes() for file in PROFILES.glob("*.icc")}
    if condition.profile not in shipped and not _is_output(condition.profile):
        message = f"the profile of {condition.identifier} can't be used for turning RGB into CMYK"
        hint = "ask the printer for the ICC profile of the press"
        findings.append(_error("wrong-profile", message, condition.at, hint))
        return {}
    made = prepared_for_press(edition, press, user_cache(os.environ), progress)
    for note in made.notes:
        findings.append(
            Finding(
                severity=Severity.WARNING,
                code=note.code,
                message=note.message,
                at=_place_of(note.image, edition) or press.at,
                hint=note.hint,
            )
        )
    return made.pictures


def _error(code: str, message: str, at: Location, hint: str) -> Finding:
    return Finding(severity=Severity.ERROR, code=code, message=message, at=at, hint=hint)


def _is_output(profile: bytes) -> bool:
    from assemble.picture.colour import is_output  # LittleCMS

    return is_output(profile)


def _place_of(image: str, edition: Edition) -> Location | None:
    """Where the issue first names a picture that its pages show."""
    items = (item for page in edition.pages for item in page.items)
    shown = (item for item in items if isinstance(item, ImageItem) and item.image == image)
    return next((item.source.at for item in shown if item.source.at), None)


def preflighted(
    file: Path, made: tuple[Edition, Layout], before: Iterable[Finding], crew: Crew
) -> tuple[Preflight, list[Finding]]:
    """The report on a build's own file, and findings; those are left out that `before` has."""
    edition, layout = made
    press = layout.press
    report = crew.report(file, press.standard, limits_of(layout))
    faulty = {fault.page for fault in report.faults}
    pages = tuple(page for page in edition.pages if page.number in faulty)
    places = sidecar_value(replace(edition, pages=pages))
    # The layout's own blank pages are empty on purpose, and told as `blank-pages`.
    blank = {page.number for page in edition.pages if page.blank}
    faults = [f for f in report.faults if f.rule != "empty-page" or f.page not in blank]
    findings = findings_of(replace(report, faults=tuple(faults)), press, places, press.at)
    return report, [finding for finding in findings if not told_before(finding, before)]
