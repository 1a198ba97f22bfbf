"""What makes a file PDF/X, from the source to the imposed file: intent, metadata, layers."""

import pikepdf
from pikepdf import Dictionary, Stream

from assemble import __version__

PRODUCER = f"Assemble {__version__}"

_KEPT = ("/OutputIntents", "/OCProperties", "/Metadata")
"""Keys of the catalog that still hold: the rest (bookmarks, tags, page labels, destinations) speaks
of pages that are no pages any more."""


def carry_over(source: pikepdf.Pdf, made: pikepdf.Pdf, identity: str) -> None:
    """Put the source's output intents, layers, Info and XMP into the made document.

    Title, dates, Trapped and the PDF/X keys stay as they were. The producer is named, in Info and
    XMP alike, and the document gets ids of its own from `identity`, 32 hexadecimal digits.
    """
    for key in _KEPT:
        value = source.Root.get(key)
        if value is not None:
            made.Root[key] = made.copy_foreign(
                value if value.is_indirect else source.make_indirect(value)
            )
    info = source.trailer.get("/Info")
    if isinstance(info, Dictionary):
        made.trailer.Info = made.copy_foreign(
            info if info.is_indirect else source.make_indirect(info)
        )
    made.docinfo["/Producer"] = PRODUCER
    if isinstance(made.Root.get("/Metadata"), Stream):
        _retell(made, identity)


def _retell(made: pikepdf.Pdf, identity: str) -> None:
    """Mend what the packet says of the file itself (XMP specification part 1, 8.6)."""
    uuid = "-".join(identity[a:b] for a, b in ((0, 8), (8, 12), (12, 16), (16, 20), (20, 32)))
    with made.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as packet:
        packet["xmpMM:DocumentID"] = f"uuid:{uuid}"
        packet["xmpMM:InstanceID"] = f"uuid:{uuid}"
        packet["pdf:Producer"] = PRODUCER
