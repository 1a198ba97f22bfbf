"""Rules about the colour of type: in how many plates it prints, whether it overprints.

Black is 0 0 0 1 k, white 0 0 0 0 k or grey 1, as GWG 2022 has it. Text that isn't filled
(render modes 1, 3, 5, 7) isn't judged here.
"""

from collections.abc import Iterator

from assemble.model.preflight import Fault
from assemble.preflight.page.facts import DEVICE_CMYK, DEVICE_GRAY, Colour, Run
from assemble.preflight.page.judged import Judged

_SLACK = 0.005
"""Points: sizes are rounded when they are written."""
_RICH = 0.85
_HEAVY = 2.8
"""GWG 2022, R0015: black type has at least 85 % of black, and no more than 280 % in all."""


def filled(page: Judged) -> Iterator[Run]:
    """The runs of filled type that show on the page."""
    for run in page.facts.runs:
        if run.filled and not run.mask and page.on_page(run.box):
            yield run


def is_black(colour: Colour) -> bool:
    """Whether a colour is full black and nothing else."""
    inks = colour.inks
    return inks is not None and len(inks) == 1 and inks[0] == ("Black", 1.0)


def small(page: Judged) -> Iterator[Fault]:
    """Small type that several plates have to meet in."""
    least = page.limits.small_type
    for run in filled(page):
        if run.size < least - _SLACK and run.fill.plates > 1:
            message = (
                f"type of {run.size:.1f} pt is in {run.fill.plates} plates, which don't meet "
                f"exactly; set it in black alone, or in {least:g} pt or more"
            )
            yield page.fault("small-type", message, run.box)


def white(page: Judged) -> Iterator[Fault]:
    """White type that fills in, or that vanishes because it overprints."""
    least = page.limits.white_type
    for run in filled(page):
        if not run.fill.white:
            continue
        if run.size < least - _SLACK:
            message = f"white type of {run.size:.1f} pt fills in; {least:g} pt or more is wanted"
            yield page.fault("white-type-small", message, run.box)
        if run.overprints and _is_bare(run.fill):
            message = "white type overprints, so it vanishes; switch overprinting off"
            yield page.fault("white-type-overprints", message, run.box)


def _is_bare(colour: Colour) -> bool:
    """Whether a colour is no ink in a space that overprinting has to do with."""
    return colour.white and colour.space.family in (
        DEVICE_CMYK, DEVICE_GRAY, "Separation", "DeviceN",
    )  # fmt: skip


def white_paths(page: Judged) -> Iterator[Fault]:
    """White areas and lines that vanish because they overprint."""
    for path in page.facts.paths:
        filled_so = path.fill and path.overprints and _is_bare(path.fill)
        stroked_so = path.stroke and path.outline_overprints and _is_bare(path.stroke)
        if (filled_so or stroked_so) and not path.mask and page.on_page(path.box):
            message = "a white graphic overprints, so it vanishes; switch overprinting off"
            yield page.fault("white-path-overprints", message, path.box)


def black(page: Judged) -> Iterator[Fault]:
    """Small black type that leaves white edges where its plate is off."""
    most = page.limits.black_type
    for run in filled(page):
        if run.size >= most - _SLACK or not is_black(run.fill):
            continue
        family = run.fill.space.family
        if family == DEVICE_GRAY:
            message = f"black type under {most:g} pt is in DeviceGray; use 0 0 0 1 in DeviceCMYK"
            yield page.fault("grey-type", message, run.box)
        elif not run.overprints or (family == DEVICE_CMYK and run.opm != 1):
            message = f"black type under {most:g} pt doesn't overprint; overprint it, in mode 1"
            yield page.fault("black-type-knocks-out", message, run.box)


def rich(page: Judged) -> Iterator[Fault]:
    """Type in black with other inks, small or heavy."""
    least = page.limits.rich_type
    for run in filled(page):
        inks = dict(run.fill.inks or ())
        total = sum(inks.values())
        if inks.get("Black", 0.0) < _RICH or len(inks) < 2:
            continue
        if total > _HEAVY:
            message = f"black type has {total:.0%} of ink; use black alone"
            yield page.fault("rich-black-type", message, run.box)
        elif run.size < least - _SLACK:
            message = f"black type under {least:g} pt has other inks in it; use black alone"
            yield page.fault("rich-black-type", message, run.box)
