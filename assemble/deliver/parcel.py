"""The whole way from an edition's files to the parcel: job, ticket, XJDF, letter, zip.

In: an edition for print, its layout, the PDFs and the report as bytes. Out: the bytes of the zip.
"""

from assemble.deliver.job import COVER_FILE, PAGES, REPORT, Checked, enclosed, job_of
from assemble.deliver.letter import letter_text
from assemble.deliver.names import names_of
from assemble.deliver.package import packed
from assemble.deliver.ticket import ticket_text
from assemble.deliver.xjdf import xjdf
from assemble.model.edition import Edition
from assemble.model.frozen import Frozen
from assemble.model.layout import Layout

COVER_SURFACES = 2
"""Pages of a wrap-around cover's file: its outside and its inside."""


class Contents(Frozen):
    """What goes into a parcel beside what is written about it.

    `pages` is the PDF of all pages, `cover` that of a wrap-around cover, `report` preflight's as
    HTML, `result` what preflight found; None where there is none.
    """

    pages: bytes
    cover: bytes | None = None
    report: bytes | None = None
    result: Checked | None = None


def parcel(issue: str, edition: Edition, layout: Layout, contents: Contents) -> bytes:
    """The zip for the printer; `issue` is the name of the issue's folder.

    Raises:
        ValueError: the edition was not laid out for print.
    """
    names = names_of(issue)
    given = (
        (names.pages, PAGES, contents.pages, len(edition.pages)),
        (names.cover, COVER_FILE, contents.cover, COVER_SURFACES),
        (names.report, REPORT, contents.report, 0),
    )
    there = [(name, kind, data, pages) for name, kind, data, pages in given if data is not None]
    files = {name: data for name, _, data, _ in there}
    job = job_of(
        edition,
        layout,
        (enclosed(name, kind, [data], pages) for name, kind, data, pages in there),
        contents.result,
    )
    files[names.ticket] = ticket_text(job).encode()
    files[names.xjdf] = xjdf(job, names.ticket)
    files[names.letter] = letter_text(job, names, files).encode()
    return packed(names.folder, files, job.made)
