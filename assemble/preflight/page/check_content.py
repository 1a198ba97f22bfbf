"""Rules about the content as such: whether there is any, and what it must not hold."""

from collections.abc import Iterator

from assemble.model.preflight import Box, Fault
from assemble.preflight.page.judged import Judged

_ONCE = "content-syntax"
_PARTS = {"content-limit", "content-syntax", "unknown-operator", "resource-missing"}


def empty(page: Judged) -> Iterator[Fault]:
    """A page without ink; one that couldn't be read isn't known to be empty."""
    unread = any(odd.rule in _PARTS for odd in page.facts.oddities)
    if not unread and not any(page.in_bleed(_grown(box)) for box in _inked(page)):
        yield page.fault("empty-page", "nothing is printed on the page; is that meant?")


def _grown(box: Box) -> Box:
    """A box with an area, of one that may be a line."""
    return (box[0] - 0.1, box[1] - 0.1, box[2] + 0.1, box[3] + 0.1)


def _inked(page: Judged) -> Iterator[Box]:
    facts = page.facts
    for run in facts.runs:
        if (run.filled and not run.fill.white) or (run.stroked and not run.stroke.white):
            yield run.box
    for path in facts.paths:
        if any(colour and not colour.white for colour in (path.fill, path.stroke)):
            yield path.box
    yield from (picture.box for picture in facts.pictures)
    yield from (shade.box for shade in facts.shades)


def oddities(page: Judged) -> Iterator[Fault]:
    """What the walk itself came upon."""
    done = False
    for odd in page.facts.oddities:
        if odd.rule.startswith("filter ") or (odd.rule == _ONCE and done):
            continue
        done |= odd.rule == _ONCE
        yield page.fault(odd.rule, odd.what + _ADVICE.get(odd.rule, ""), odd.box)


_ADVICE = {
    "content-syntax": "; make the PDF anew",
    "unknown-operator": "; make the PDF anew",
    "resource-missing": "; make the PDF anew",
    "content-limit": "; simplify the page",
    "transfer-function": "; colours would change at the printer's: leave it out",
    "halftone": "; the printer chooses it: leave it out",
    "postscript-xobject": "; leave it out",
    "opi": "; place the picture itself",
    "reference-xobject": "; place the page itself",
    "alternate-images": "; leave one",
    "rendering-intent": "; choose Perceptual or RelativeColorimetric",
    "blend-mode-unknown": "; choose another",
}
