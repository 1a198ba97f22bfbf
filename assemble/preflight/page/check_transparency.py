"""Rules about transparency: whether there may be any, and the space that it is mixed in."""

from collections.abc import Iterator

from assemble.model.preflight import Fault
from assemble.preflight.page.facts import DEVICE_CMYK, DEVICE_GRAY, DEVICE_RGB, Group
from assemble.preflight.page.judged import Judged

_GROUPS = {"page": "the page", "form": "a group", "mask": "a soft mask"}


def transparency(page: Judged) -> Iterator[Fault]:
    """Transparency: forbidden in PDF/X-1a, worth a look elsewhere."""
    found = page.facts.transparency
    if page.standard == "x-1a":
        for what, box in found:
            yield page.fault("transparency-forbidden", f"there is {what}; flatten it", box)
    elif found:
        kinds = ", ".join(what for what, _ in found)
        place = next((box for _, box in found if box), None)
        yield page.fault("transparency", f"the page has live transparency: {kinds}", place)


def groups(page: Judged) -> Iterator[Fault]:
    """Groups that mix their colours in a device space other than the output intent's."""
    if page.standard != "x-4":
        return
    for group in page.facts.groups:
        if space := _foreign(group, page.facts.intent.space):
            message = f"{_GROUPS[group.of]} mixes its colours in {space}; mix them in DeviceCMYK"
            yield page.fault("group-colour-space", message, group.box)


def _foreign(group: Group, intent: str) -> str:
    """The wrong device space of a group; '' for none. A luminosity mask may be grey."""
    if group.space is None:
        return ""
    family = group.space.family
    if family == DEVICE_GRAY and (group.of == "mask" or intent == DEVICE_CMYK):
        return ""
    return family if family in (DEVICE_RGB, DEVICE_CMYK, DEVICE_GRAY) and family != intent else ""
