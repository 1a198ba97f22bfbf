"""What `print:` says of the press, in a layout or a manifest; the same keys in both.

In: the entries of a `print` mapping. Out: a `PressSpec`; `pressed` lays specs over one another, the
manifest's over the layout's over what holds where nobody says anything.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from assemble.model.finding import Location
from assemble.model.press import (
    PHOTOGRAPHS,
    STANDARDS,
    Accepted,
    Condition,
    Marks,
    Paper,
    Press,
    PressSpec,
)
from assemble.model.units import mm
from assemble.read import values, yamldoc
from assemble.read.conditions import CONDITIONS, INK, PROFILES, REGISTRY
from assemble.read.layoutvalues import PERCENT
from assemble.read.source import Sources
from assemble.read.values import UNITS, Value

PRESS = (
    "standard",
    "condition",
    "photographs",
    "ppi",
    "marks",
    "paper",
    "cover_paper",
    "run",
    "accept",
)
"""The keys of `print` that are about the press."""

CONDITION = ("profile", "identifier", "info", "registry", "ink")
SWITCHES = ("crop", "registration", "colour_bar", "slug")
PAPER = ("name", "weight", "thickness")
ACCEPTED = ("rule", "reason")

PPI = (72, 2400)
"""Resolutions in pixels to the inch: below the first a photograph is a blur, above the second no
press has a dot for it."""

TOTAL_INK = (1.0, 4.0)
"""Least and greatest limit of the total ink: one plate full, four plates full."""

OFFSET = mm(20)
"""Greatest distance of the marks from the trim in points."""

WEIGHT = (20, 1000)
"""Weights of papers and boards in g/m²."""

THICKNESS = (mm(0.02), mm(2))
"""Thicknesses of a leaf in points: bible paper to board."""

COPIES = 10_000_000
"""Most copies of a run."""

NEWEST_ICC = (4, 2)
"""The newest version of ICC profiles that PDF 1.6 knows (ISO 15930-7, 6.2.2)."""

PROFILE_LIMIT = 32 * 1024 * 1024
"""Bytes of a profile; the largest ones in use have 4 MB."""

FileReader = Callable[[Value], bytes | None]
"""Reads the file that a value names, with a finding where that fails."""

MARKS = Marks(crop=True, registration=True, colour_bar=True, slug=True, offset=mm(4))


def unsaid(at: Location) -> Press:
    """What holds where neither layout nor manifest says anything; `at` is where they could."""
    return Press(
        standard="x-4",
        condition=_known("fogra39", at),
        photographs="late",
        ppi=300.0,
        marks=MARKS,
        paper=None,
        cover_paper=None,
        run=None,
        accept=(),
        at=at,
    )


def pressed(press: Press, spec: PressSpec) -> Press:
    """A press with what a spec says instead; accepted rules are added to those before."""
    given: dict[str, Any] = dict(spec.marks)
    return Press(
        standard=spec.standard or press.standard,
        condition=spec.condition or press.condition,
        photographs=spec.photographs or press.photographs,
        ppi=spec.ppi or press.ppi,
        marks=replace(press.marks, **given) if given else press.marks,
        paper=spec.paper or press.paper,
        cover_paper=spec.cover_paper or press.cover_paper,
        run=spec.run or press.run,
        accept=(*press.accept, *(spec.accept or ())),
        at=press.at,
    )


def read_press(fields: Mapping[str, Value], read: FileReader) -> PressSpec:
    """Read the keys of PRESS; `read` gives the bytes of a profile."""
    accept = fields.get("accept")
    return PressSpec(
        standard=values.choice(fields.get("standard"), STANDARDS),
        condition=_condition(fields.get("condition"), read),
        photographs=values.choice(fields.get("photographs"), PHOTOGRAPHS),
        ppi=values.number(fields.get("ppi"), *PPI),
        marks=_marks(fields.get("marks")),
        paper=_paper(fields.get("paper")),
        cover_paper=_paper(fields.get("cover_paper")),
        run=values.whole(fields.get("run"), 1, COPIES),
        accept=_accepted(accept) if accept else None,
    )


def read_profile(file: Value, sources: Sources, base: str) -> bytes | None:
    """The bytes of the file that a value names, found from the file `base` of a folder."""
    phrase = values.text(file)
    found = sources.find(base, phrase.text, file.at, file.findings) if phrase else None
    return sources.read_bytes(found, file.at, file.findings, PROFILE_LIMIT) if found else None


def _marks(value: Value | None) -> tuple[tuple[str, float], ...]:
    """Which marks are printed: `true` or `false` for all, or each by its name."""
    if value is None:
        return ()
    if isinstance(value.node, yamldoc.Scalar):
        every = values.boolean(value)
        return () if every is None else tuple((name, every) for name in SWITCHES)
    fields = values.mapping(value, (*SWITCHES, "offset"))
    given: list[tuple[str, float]] = []
    for name in SWITCHES:
        switch = values.boolean(fields.get(name))
        if switch is not None:
            given.append((name, switch))
    offset = values.length(fields.get("offset"), UNITS, 0, OFFSET)
    if offset is not None:
        given.append(("offset", offset))
    return tuple(given)


def _paper(value: Value | None) -> Paper | None:
    if value is None:
        return None
    fields = values.mapping(value, PAPER, required=("name",))
    name = values.text(fields.get("name"))
    weight = values.number(fields.get("weight"), *WEIGHT)
    thickness = values.length(fields.get("thickness"), UNITS, *THICKNESS)
    return Paper(name=name.text, weight=weight or 0.0, thickness=thickness or 0.0) if name else None


def _accepted(value: Value) -> tuple[Accepted, ...]:
    found = []
    for entry in values.items(value):
        fields = values.mapping(entry, ACCEPTED, required=ACCEPTED)
        rule, reason = values.text(fields.get("rule")), values.text(fields.get("reason"))
        if rule and reason:
            found.append(Accepted(rule=rule.text, reason=reason.text, at=rule.at))
    return tuple(found)


def _condition(value: Value | None, read: FileReader) -> Condition | None:
    """A condition by its name, or described with a profile of its own."""
    if value is None:
        return None
    if not isinstance(value.node, yamldoc.Mapping):
        name = values.choice(value, CONDITIONS)
        return _known(name, value.at) if name else None
    fields = values.mapping(value, CONDITION, required=("profile", "identifier"))
    identifier = values.text(fields.get("identifier"))
    info, registry = values.text(fields.get("info")), values.text(fields.get("registry"))
    ink = values.length(fields.get("ink"), PERCENT, *TOTAL_INK)
    file = fields.get("profile")
    profile = read(file) if file else None
    fault = profile_fault(profile) if profile is not None else None
    if fault and file:
        file.error("wrong-profile", fault, "an output profile of the printer's, such as FOGRA51's")
        return None
    if identifier is None or profile is None:
        return None
    return Condition(
        identifier=identifier.text,
        info=info.text if info else identifier.text,
        registry=registry.text if registry else "",
        profile=profile,
        ink=ink or INK,
        at=value.at,
    )


def _known(name: str, at: Location) -> Condition:
    known = CONDITIONS[name]
    return Condition(
        identifier=known.identifier,
        info=known.info,
        registry=REGISTRY,
        profile=(PROFILES / known.file).read_bytes(),
        ink=known.ink,
        at=at,
    )


def profile_fault(profile: bytes) -> str | None:
    """What makes an ICC profile useless as an output intent's (ICC.1:2010, 7.2); None if nothing.

    PDF/X wants an output profile (class `prtr`); a file of CMYK plates wants CMYK.
    """
    if len(profile) < 128 or profile[36:40] != b"acsp":
        return "this is not an ICC profile"
    if int.from_bytes(profile[:4], "big") > len(profile):
        return "the ICC profile is cut off"
    kind = profile[12:16].decode("latin-1")
    if kind != "prtr":
        return f"the ICC profile is of the class {kind!r}; a printer's is of the class 'prtr'"
    space = profile[16:20].decode("latin-1").strip()
    if space != "CMYK":
        return f"the ICC profile is for {space} colours; CMYK is needed"
    version = profile[8], profile[9] >> 4
    if version > NEWEST_ICC:
        return (
            f"the ICC profile is of version {version[0]}.{version[1]}; 4.2 is the newest possible"
        )
    return None
