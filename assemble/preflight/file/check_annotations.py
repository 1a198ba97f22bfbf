"""What belongs to screens: annotations, actions, scripts, forms, and layers."""

from collections.abc import Iterator
from typing import Any

import pikepdf

from assemble.model.preflight import Fault
from assemble.preflight.boxes import overlap
from assemble.preflight.file.opened import Opened, PageFacts
from assemble.preflight.file.pdfvalues import (
    elements,
    entry,
    name,
    rectangle,
    shown,
    text,
    walk,
)

OF_PRINT = ("/TrapNet", "/PrinterMark")
"""Annotations that the standards allow anywhere."""
ACTIONS = ("/A", "/AA", "/PA")
"""Keys of actions: of an annotation or bookmark, additional ones, of a link to a URI."""


def annotation_faults(file: Opened) -> Iterator[Fault]:
    """Annotations in the bleed box, actions, JavaScript and XFA."""
    root = file.pdf.Root
    opening = entry(root, "/OpenAction")
    if isinstance(opening, pikepdf.Dictionary):
        yield _action("the file, as it opens,", opening)
    yield from _actions("the file", root)
    if entry(entry(root, "/Names"), "/JavaScript") is not None:
        yield Fault("javascript", "the catalog lists JavaScript; remove it")
    form = entry(root, "/AcroForm")
    if entry(form, "/XFA") is not None:
        yield Fault("xfa-form", "the file is an XFA form; print it to a plain PDF")
    for field in walk(*elements(entry(form, "/Fields")), down=("/Kids",)):
        yield from _actions("a form field", field)
    for bookmark in walk(entry(entry(root, "/Outlines"), "/First"), down=("/First", "/Next")):
        yield from _actions("a bookmark", bookmark)
    for page in file.pages:
        yield from _actions("the page", page.page, page.number)
        yield from _annotations(page)


def _annotations(page: PageFacts) -> Iterator[Fault]:
    area = page.bleed or page.surface
    for each in elements(entry(page.page, "/Annots")):
        kind = (name(entry(each, "/Subtype")) or "/?")[1:]
        box = rectangle(entry(each, "/Rect"))
        inside = box and area and overlap(box, area) > 0
        if f"/{kind}" not in OF_PRINT and inside:
            message = f"an annotation ({shown(kind)}) lies on the page; export without it"
            yield Fault("annotation-inside", message, page.number, box)
        for fault in _actions("an annotation", each, page.number):
            yield fault._replace(box=box)
        if kind == "FileAttachment":
            message = "a file is attached to the page; remove it"
            yield Fault("embedded-file", message, page.number, box)


def _actions(what: str, holder: Any, page: int | None = None) -> Iterator[Fault]:
    for key in ACTIONS:
        value = entry(holder, key)
        if isinstance(value, pikepdf.Dictionary):
            yield _action(what, value, page)
            # Indirect ones are found among the file's objects, whatever leads to them.
            direct = [each for each in (value, *dict(value).values()) if _is_direct(each)]
            if any(name(entry(each, "/S")) == "/JavaScript" for each in direct):
                yield Fault("javascript", f"{what} runs JavaScript; remove it", page)


def _is_direct(value: Any) -> bool:
    return isinstance(value, pikepdf.Dictionary) and not value.is_indirect


def _action(what: str, action: pikepdf.Dictionary, page: int | None = None) -> Fault:
    kind = name(entry(action, "/S"))
    told = f" ({shown(kind[1:])})" if kind else ""
    return Fault("action", f"{what} has an action{told}; export without it", page)


def layer_faults(file: Opened) -> Iterator[Fault]:
    """Layers where there may be none, and configurations of layers."""
    layers = entry(file.pdf.Root, "/OCProperties")
    if layers is None:
        return
    if file.standard == "x-1a":
        yield Fault("layers", "the file has layers, which X-1a forbids; merge them")
    if entry(layers, "/Configs") is not None:
        what = "the layers have alternative configurations"
        yield Fault("layer-alternatives", f"{what}; leave the one that is to be printed")
    if file.standard != "x-4":
        return
    for each in (entry(layers, "/D"), *elements(entry(layers, "/Configs"))):
        if not text(entry(each, "/Name")):
            yield Fault("layer-config", "a configuration of layers has no name; name it")
        if entry(each, "/AS") is not None:
            what = "layers change by themselves with what is done (AS)"
            yield Fault("layer-config", f"{what}; take that setting away")
