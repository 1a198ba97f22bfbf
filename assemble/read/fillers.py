"""The manifest's fillers: what may be printed where a page has room left.

In: located nodes of the manifest. Out: the model's fillers; what is faulty is left out, with an
error in the findings.
"""

import re
from dataclasses import replace

from assemble.model.issue import FILLER_SIZES, Filler
from assemble.model.text import Localized
from assemble.read import values, yamldoc
from assemble.read.pictures import GROUPED, SHARED_KEYS, Context, read_photo, warn_lacking
from assemble.read.values import Value

PHOTO, NOTICE, QUOTE, ADVERTISEMENT = KINDS = ("photo", "notice", "quote", "advertisement")
"""What a filler may be; each is the key of its content."""
OPTIONS = {"heading": (NOTICE,), "source": (NOTICE, QUOTE), "size": KINDS}
"""The other keys of a filler, and the kinds that may have them."""

EMPTY_LINES = r"\s*\n\s*\n\s*"
BREAKS = r"\s*\n\s*"
"""What parts paragraphs: empty lines in a block after |, elsewhere what YAML leaves of them."""


def read_fillers(value: Value | None, context: Context) -> tuple[Filler, ...]:
    """The fillers in the order of the manifest."""
    found = [_filler(entry, context) for entry in values.items(value)]
    return tuple(filler for filler in found if filler)


def _filler(value: Value, context: Context) -> Filler | None:
    fields = values.mapping(value, (*KINDS, *OPTIONS))
    kinds = [kind for kind in KINDS if kind in fields]
    known = isinstance(value.node, yamldoc.Mapping) and len(value.node.entries) == len(fields)
    if len(kinds) > 1 or (known and not kinds):
        found = f"this one has {' and '.join(kinds)}" if kinds else "this one has none"
        message = f"a filler has one of {', '.join(KINDS)}; {found}"
        value.error("wrong-filler", message, "make an item of fillers of each" if kinds else None)
    for name, owners in OPTIONS.items():
        if name in fields and len(kinds) == 1 and kinds[0] not in owners:
            fields[name].error(
                "wrong-filler", f"a filler with {kinds[0]} has no {name}", "leave the key out"
            )
    languages = context.languages
    pictures = [
        read_photo(fields.get(PHOTO), context, languages, GROUPED),
        # It is finished as it comes: nothing is cut from it, and it names its maker itself.
        read_photo(fields.get(ADVERTISEMENT), context, languages, ("file", *SHARED_KEYS), ()),
    ]
    texts = [_text(fields.get(kind), context) for kind in (NOTICE, QUOTE)]
    heading = values.localized(fields.get("heading"), languages)
    source = values.localized(fields.get("source"), languages)
    for name, given in (("heading", heading), ("source", source)):
        warn_lacking(fields.get(name), given, languages)
    size = values.choice(fields.get("size"), FILLER_SIZES) or FILLER_SIZES[0]
    photo = next((picture for picture in pictures if picture), None)
    text = next((text for text in texts if text), None)
    if len(kinds) != 1 or (photo is None and text is None):
        return None
    return Filler(
        kind=kinds[0], photo=photo, text=text, heading=heading, source=source, size=size,
        at=fields[kinds[0]].at,
    )  # fmt: skip


def _text(value: Value | None, context: Context) -> Localized | None:
    """A text of paragraphs, an empty line between two of them however YAML was written."""
    if value is None:
        return None
    known = len(value.findings.items)
    found = values.localized(value, context.languages)
    if found is None:
        if len(value.findings.items) == known:
            value.error("empty-text", "the text is empty", "write it")
        return None
    warn_lacking(value, found, context.languages)
    nodes: tuple[yamldoc.Node, ...] = (value.node,)
    if isinstance(value.node, yamldoc.Mapping):
        nodes = tuple(node for _, node in value.node.entries)
    literal = {node.at for node in nodes if isinstance(node, yamldoc.Scalar) and node.literal}
    phrases = tuple(
        (language, replace(phrase, text=_paragraphs(phrase.text, literal=phrase.at in literal)))
        for language, phrase in found.phrases
    )
    return replace(found, phrases=phrases)


def _paragraphs(text: str, *, literal: bool) -> str:
    return re.sub(EMPTY_LINES if literal else BREAKS, "\n\n", text)
