"""Rules about colour spaces and inks.

Without a standard the rules for PDF/X-4 hold as far as a printer minds whatever the standard:
RGB without a profile is a warning then.
"""

from collections.abc import Iterator

from assemble.model.preflight import Fault
from assemble.preflight.page.facts import DEVICE_CMYK, DEVICE_GRAY, DEVICE_RGB, PROCESS, Space, Use
from assemble.preflight.page.judged import Judged

_CIE = {"ICCBased", "CalRGB", "CalGray", "Lab"}
_VECTOR = {"text": "text", "graphics": "a graphic", "shading": "a shading"}
_THINGS = {**_VECTOR, "picture": "a picture", "mask": "a soft mask"}
_BY_COMPONENTS = {1: "grey", 3: "RGB", 4: "CMYK"}
_NEWEST_ICC = (4, 2)
"""PDF/X-4 takes ICC profiles up to ICC.1:2004-10."""


def spaces(page: Judged) -> Iterator[Fault]:
    """Colour spaces that can't be read, or that the standard doesn't allow."""
    for use in page.facts.uses:
        space = use.space
        if space.fault:
            yield page.fault("colour-space-invalid", f"a colour space {space.fault}", use.box)
        elif page.standard == "x-1a":
            yield from _early(page, use)
        else:
            yield from _late(page, use)


def _early(page: Judged, use: Use) -> Iterator[Fault]:
    """PDF/X-1a: grey, CMYK and spot colours are all there is."""
    thing = _THINGS[use.what]
    if DEVICE_RGB in use.space.reach:
        yield page.fault("colour-rgb", f"{thing} is in RGB; convert it to CMYK", use.box)
    elif found := _CIE & use.space.reach:
        named = " and ".join(sorted(found))
        yield page.fault("colour-managed", f"{thing} is in {named}; convert it to CMYK", use.box)


def _late(page: Judged, use: Use) -> Iterator[Fault]:
    """PDF/X-4: device spaces are those of the output intent, others have a profile."""
    thing, space, intent = _THINGS[use.what], use.space, page.facts.intent
    if DEVICE_RGB in space.reach and intent.space != DEVICE_RGB:
        rule = "colour-rgb" if page.standard else "colour-rgb-unknown"
        profile = "" if use.what in _VECTOR else ", or embed its profile"
        message = f"{thing} is in RGB without a profile; convert it to CMYK{profile}"
        yield page.fault(rule, message, use.box)
    elif use.what in _VECTOR and (managed := _managed(space)):
        message = f"{thing} is in {managed}: it would be converted and screened; make it CMYK"
        yield page.fault("managed-vector", message, use.box)
    if page.standard and (foreign := _foreign(space, intent.space)):
        message = f"{thing} is in {foreign}, and the output intent isn't; convert one or the other"
        yield page.fault("colour-device", message, use.box)
    yield from _profile(page, use)


def _profile(page: Judged, use: Use) -> Iterator[Fault]:
    """An ICC profile that says nothing new, or is too new."""
    for space in _chain(use.space):
        if not space.profile or page.standard != "x-4":
            continue
        if space.components == 4 and space.profile == page.facts.intent.profile:
            message = (
                f"{_THINGS[use.what]} has the output intent's own profile, so its inks might be "
                "converted once more; use DeviceCMYK"
            )
            yield page.fault("colour-is-intent", message, use.box)
        if space.version > _NEWEST_ICC:
            version = "{}.{}".format(*space.version)
            message = f"{_THINGS[use.what]} has an ICC profile of version {version}; use 2.x or 4.2"
            yield page.fault("icc-version", message, use.box)


def _foreign(space: Space, intent: str) -> str:
    """The device space that doesn't go with the intent; '' for none. Grey goes with CMYK."""
    if DEVICE_CMYK in space.reach and intent != DEVICE_CMYK:
        return "DeviceCMYK"
    if DEVICE_GRAY in space.reach and intent == DEVICE_RGB:
        return "DeviceGray"
    return ""


def _managed(space: Space) -> str:
    """The space with a profile or the like that colours are in, for a message; '' for none.

    Spot colours are inks, whatever describes them.
    """
    base = space.base if space.family in ("Pattern", "Indexed") and space.base else space
    if base.family == "ICCBased":
        return f"{_BY_COMPONENTS.get(base.components, 'a space')} with a profile"
    return base.family if base.family in _CIE else ""


def _chain(space: Space | None) -> Iterator[Space]:
    while space:
        yield space
        space = space.base


def spots(page: Judged) -> Iterator[Fault]:
    """Inks beyond the four: each makes a plate more."""
    known: set[str] = set()
    for use in page.facts.uses:
        for space in _chain(use.space):
            for ink in space.names:
                if ink in known or ink in (*PROCESS, "All", "None", ""):
                    continue
                known.add(ink)
                message = f"the spot colour {ink} makes a plate of its own; is it ordered?"
                yield page.fault("spot-colour", message, use.box)


def registration(page: Judged) -> Iterator[Fault]:
    """What prints in all plates is for marks, not for the page."""
    for use in page.facts.uses:
        in_all = any("All" in space.names for space in _chain(use.space))
        if in_all and use.box and page.on_page(use.box):
            message = f"{_THINGS[use.what]} is in the colour Registration, all inks at once"
            yield page.fault("registration-colour", f"{message}; use black", use.box)
