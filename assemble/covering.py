"""The wrap-around cover of an issue: its spine worked out, its pages laid on two sheets.

In: an edition for print, its layout, what the papers are. Out: the cover's edition, or findings at
the manifest's `print:` that say why there can't be one.
"""

from assemble.impose.spine import HINGE, spine_faults, spine_turn, spine_width
from assemble.model.edition import Edition
from assemble.model.finding import Findings, Location
from assemble.model.frozen import Frozen
from assemble.model.units import MM
from assemble.page.context import LEAF, Context
from assemble.page.wrap import COVERS, Spine, wrapped


class CoverRequest(Frozen):
    """What is asked of a cover: thicknesses of a leaf in points, None for those of the manifest.

    `lettered` says whether title and number stand on the spine; `scored` whether it is marked
    where the cover is scored to open.
    """

    thickness: float | None = None
    cover_thickness: float | None = None
    lettered: bool = True
    scored: bool = True


def cover_of(
    context: Context, edition: Edition, request: CoverRequest, findings: Findings
) -> Edition | None:
    """The cover of an edition; None after an error."""
    at = context.issue.print.at or context.issue.at
    if context.page.binding != "perfect":
        message = f"an issue that is bound by {context.page.binding} has no spine"
        findings.error("no-spine", message, at, "print: {binding: perfect}")
        return None
    pages = len(edition.pages) + len(edition.pages) % LEAF
    if pages < COVERS:
        findings.error("no-spine", f"a cover has {COVERS} pages, the issue fewer", at)
        return None
    width = _spine_width(context, pages, request, findings, at)
    if width is None:
        return None
    faults = spine_faults(width, lettered=request.lettered)
    for fault in faults:
        findings.error("thin-spine", fault, at, "--no-lettering leaves the type out")
    if faults:
        return None
    message = f"the spine is {width / MM:.1f} mm wide; ask the printer whether that is right"
    findings.note("spine", message, at)
    turn = spine_turn(context.issue.languages[0])
    hinges = (HINGE,) if request.scored else ()
    spine = Spine(width=width, turn=turn, lettered=request.lettered, hinges=hinges)
    return wrapped(context, edition, spine)


def _spine_width(
    context: Context, pages: int, request: CoverRequest, findings: Findings, at: Location
) -> float | None:
    """The spine's width in points from the block's leaves and the papers."""
    press = context.layout.press
    own = press.paper.thickness if press.paper else 0.0
    leaf = request.thickness or own
    if not leaf:
        findings.error(
            "no-thickness",
            "the spine's width needs the thickness of the paper",
            at,
            "print: {paper: {name: …, thickness: 0.09mm}}, or --paper-thickness 0.09mm",
        )
        return None
    cover_paper = press.cover_paper.thickness if press.cover_paper else 0.0
    cover = request.cover_thickness or cover_paper or leaf
    return spine_width(pages - COVERS, leaf, cover)
