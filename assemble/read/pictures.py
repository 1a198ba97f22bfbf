"""The manifest's photographs, alone and in groups.

In: located nodes of the manifest, and the reader of photographs. Out: the model's photographs and
groups; what is faulty is left out, with an error in the findings. Rules: FORMAT.md, "Keys".
"""

from typing import NamedTuple

from assemble.model.finding import Findings
from assemble.model.issue import GROUP_SIZES, PICTURE_SIZES, Photo, PhotoGroup, Picture
from assemble.model.text import Localized
from assemble.read import values, yamldoc
from assemble.read.article import Articles
from assemble.read.photo import Photographs
from assemble.read.source import Sources
from assemble.read.values import Value
from assemble.read.yamldoc import Node, Scalar

SHARED_KEYS = ("caption", "credit")
"""What a photograph and a group may both have; it is missed where neither has it."""
GROUPED = ("file", *SHARED_KEYS, "focus", "crop")
"""The keys of a photograph in a group, whose size is the group's."""
PHOTO = (*GROUPED, "size")
GROUP = ("group", *SHARED_KEYS, "size")

IN_GROUP = (2, 4)
"""Least and greatest number of photographs of a group."""
SIDE = (0.01, 100_000.0)
"""Least and greatest number in a crop, which may be a ratio or the sides in pixels."""
LONGEST = 10.0
"""Ratio of the sides beyond which a crop would leave a stripe, surely a slip of the pen."""


class Context(NamedTuple):
    """What reading any part of a manifest needs."""

    manifest: str
    languages: tuple[str, ...]
    sources: Sources
    texts: Articles
    pictures: Photographs
    findings: Findings


def read_picture(value: Value, context: Context, languages: tuple[str, ...]) -> Picture | None:
    """A photograph of an article, or a group of them; captions should be in `languages`."""
    if "group" in keys_of(value):
        return _group(value, context, languages)
    return read_photo(value, context, languages)


def read_photo(
    value: Value | None,
    context: Context,
    languages: tuple[str, ...],
    known: tuple[str, ...] = PHOTO,
    wanted: tuple[str, ...] = SHARED_KEYS,
) -> Photo | None:
    """A photograph of the manifest.

    Args:
        value: its mapping.
        context: what reading needs.
        languages: those that its caption should be in.
        known: the keys that it may have here.
        wanted: of caption and credit, what is missed where it isn't given.
    """
    if value is None:
        return None
    if isinstance(value.node, Scalar) and value.node.value:
        value.error("wrong-type", "a photo is a mapping", f"write {{file: {value.node.value}}}")
        return None
    fields = values.mapping(value, known, required=("file",))
    caption = values.localized(fields.get("caption"), context.languages)
    credit = values.name(fields.get("credit"), context.languages)
    size = values.choice(fields.get("size"), PICTURE_SIZES)
    focus = _pair(fields.get("focus"), (0, 1), "a focus", "[0.5, 0.3]")
    crop = _crop(fields.get("crop"))
    warn_lacking(fields.get("caption"), caption, languages)
    file = values.text(fields.get("file"))
    if file is None:
        return None
    for text, what in ((caption, "caption"), (credit, "credit")):
        if text is None and what in wanted:
            message = f"the photograph {file.text} has no {what}"
            code = "photo-without-caption" if what == "caption" else "photo-without-credit"
            context.findings.warning(code, message, file.at, f"add {what}: …")
    found = context.sources.find(
        context.manifest, file.text, file.at, context.findings, "missing-photo"
    )
    image = context.pictures.get(found, file.at, context.findings) if found else None
    if found is None or image is None:
        return None
    return Photo(
        file=found.name, image=image, caption=caption, credit=credit, size=size, at=file.at,
        focus=focus or (0.5, 0.5), crop=crop,
    )  # fmt: skip


def _group(value: Value, context: Context, languages: tuple[str, ...]) -> PhotoGroup | None:
    """Photographs that stand as one block."""
    fields = values.mapping(value, GROUP)
    caption = values.localized(fields.get("caption"), context.languages)
    credit = values.name(fields.get("credit"), context.languages)
    size = values.choice(fields.get("size"), GROUP_SIZES)
    warn_lacking(fields.get("caption"), caption, languages)
    wanted = tuple(key for key in SHARED_KEYS if key not in fields)
    entries = values.items(fields["group"])
    photos = [read_photo(entry, context, languages, GROUPED, wanted) for entry in entries]
    least, most = IN_GROUP
    group = fields["group"]
    if isinstance(group.node, yamldoc.Sequence) and not least <= len(entries) <= most:
        message = f"a group has {least} to {most} photographs, this one {len(entries)}"
        group.error("wrong-value", message, "one alone is a photo; make two groups of more")
    found = tuple(photo for photo in photos if photo)
    if not least <= len(found) <= most:
        return None
    return PhotoGroup(photos=found, caption=caption, credit=credit, size=size, at=group.at)


def _crop(value: Value | None) -> tuple[float, float] | None:
    """The ratio of width to height that a photograph is to be cut to."""
    crop = _pair(value, SIDE, "a crop", "[2, 3], width and height")
    if value and crop and not 1 / LONGEST <= crop[0] / crop[1] <= LONGEST:
        message = f"a crop of {crop[0]:g} to {crop[1]:g} leaves a stripe"
        value.error("wrong-value", message, f"the sides may differ by {LONGEST:g} times at most")
        return None
    return crop


def _pair(
    value: Value | None, bounds: tuple[float, float], what: str, example: str
) -> tuple[float, float] | None:
    """Two numbers within bounds."""
    entries = values.items(value)
    found = [values.number(entry, *bounds) for entry in entries]
    if value and isinstance(value.node, yamldoc.Sequence) and len(found) != 2:
        value.error("wrong-value", f"{what} has two numbers", f"such as {example}")
    if len(found) != 2 or found[0] is None or found[1] is None:
        return None
    return found[0], found[1]


def warn_lacking(value: Value | None, text: Localized | None, languages: tuple[str, ...]) -> None:
    """Warn of the languages that a text lacks."""
    if value is None or text is None:
        return
    for language in languages:
        if text.get(language) is None:
            message = f"the text in {language} is missing"
            value.warning("missing-language", message, f"add {language}: …")


def keys_of(value: Value) -> set[str]:
    """The keys of a mapping, none if it isn't one."""
    if not isinstance(value.node, yamldoc.Mapping):
        return set()
    return {key.value for key, _ in value.node.entries}


def begin_photos(root: Node, context: Context) -> None:
    """Start to read every photograph that the manifest names, so that decoding runs alongside.

    Whatever stands under a key `file` counts; whether it belongs there is found out later.
    """
    waiting = [root]
    seen: set[int] = set()
    while waiting:
        node = waiting.pop()
        if isinstance(node, Scalar) or id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yamldoc.Sequence):
            waiting.extend(reversed(node.items))
            continue
        for key, value in node.entries:
            if key.value == "file" and isinstance(value, Scalar):
                found = context.sources.find(
                    context.manifest, value.value.strip(), value.at, Findings()
                )
                if found:
                    context.pictures.begin(found)
        waiting.extend(value for _, value in reversed(node.entries))
