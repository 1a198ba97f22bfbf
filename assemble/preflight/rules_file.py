"""The rules about a file as a whole, its metadata, output intent, boxes and annotations.

Where a source names both parts of ISO 15930, PDF/X-4 (ISO 15930-7:2010) and PDF/X-1a:2003 (ISO
15930-4) agree; their common ground is what independent writers and preflight programs hold to. GWG
are the rules of the Ghent Workgroup's specification of 2022 for sheet-fed offset.
"""

from assemble.model.finding import Severity
from assemble.model.preflight import Rule

_E, _W = Severity.ERROR, Severity.WARNING
_BOTH = "ISO 15930-4 and -7"
_X1A = "ISO 15930-4"
_X4 = "ISO 15930-7"

_FILE = (
    Rule("unreadable", _E, "the file can't be opened as a PDF",
         "a printer can't open it either", "ISO 32000-1, 7.5"),
    Rule("reader-stopped", _E, "reading the file takes more time or memory than it is given",
         "a file that stops this reader may stop a printer's", "the project's own limit"),
    Rule("untold-faults", Severity.NOTE, "there are more faults than are told",
         "a report of thousands helps nobody", "the project's own limit"),
    Rule("file-damaged", _E, "the file's structure is damaged",
         "each program mends damage in its own way, and prints something else", "ISO 32000-1, 7.5"),
    Rule("page-tree", _E, "the pages don't form a tree with at least one page",
         "pages may be left out or printed twice", "ISO 32000-1, 7.7.3"),
    Rule("encrypted", _E, "the file is encrypted",
         "a printer's programs can't read or change it", f"{_BOTH}; ISO 32000-1, 7.6"),
    Rule("file-id", _E, "the trailer's ID isn't two strings with something in them",
         "jobs are told apart by it", f"{_BOTH}; ISO 32000-1, 14.4"),
    Rule("pdf-version", _E, "the PDF version is above 1.6 in X-4, 1.4 in X-1a",
         "an older reader ignores what it doesn't know", _BOTH),
    Rule("object-streams", _E, "there are object streams or cross-reference streams in X-1a",
         "a reader of PDF 1.4 finds no objects", f"{_X1A}; ISO 32000-1, 7.5.7"),
    Rule("stream-filter", _E,
         "a stream uses LZW or Crypt; in X-1a JBIG2 or JPEG 2000",
         "the printer's reader needn't know these filters", f"{_BOTH}; ISO 32000-1, 7.4"),
    Rule("external-stream", _E, "a stream keeps its data in another file",
         "that file stays behind when this one is sent", f"{_BOTH}; ISO 32000-1, 7.3.8.2"),
    Rule("embedded-file", _E, "files are embedded",
         "what is attached isn't printed, and may be what should be",
         f"{_BOTH}; ISO 32000-1, 7.11.4"),
)  # fmt: skip

_METADATA = (
    Rule("no-pdfx", _E, "the file doesn't say which part of PDF/X it keeps to",
         "nothing tells a printer how its colours are meant", f"{_BOTH}; GWG R0001"),
    Rule("pdfx-version", _E, "a key for the PDF/X version names another than is checked",
         "programs that read different keys treat the file differently", _BOTH),
    Rule("pdfx-conformance", _W, "GTS_PDFXConformance is missing in the Info of X-1a",
         "readers of the 2001 edition ask for it", f"{_X1A}, as readers keep to it"),
    Rule("no-xmp", _E, "the catalog has no well-formed XMP packet",
         "X-4 says there what it is", f"{_X4}; ISO 32000-1, 14.3.2"),
    Rule("xmp-dates", _E, "XMP lacks CreateDate, ModifyDate or MetadataDate",
         "states of one file are told apart by them", _X4),
    Rule("xmp-ids", _E, "XMP lacks xmpMM:DocumentID, VersionID or RenditionClass",
         "states of one file are told apart by them", _X4),
    Rule("no-title", _E, "the document has no title",
         "job lists at the printer's show it", _BOTH),
    Rule("info-dates", _E, "Info lacks CreationDate or ModDate in X-1a",
         "states of one file are told apart by them", _X1A),
    Rule("trapped", _E, "Trapped is neither True nor False",
         "the printer must know whether to trap", f"{_BOTH}; ISO 32000-1, 14.11.6"),
    Rule("metadata-disagree", _E, "Info and XMP say different things",
         "a program that reads one tells another story than one that reads the other", _BOTH),
)  # fmt: skip

_INTENT = (
    Rule("output-intent-count", _E, "there is no output intent of kind GTS_PDFX, or several",
         "CMYK numbers mean nothing without a printing condition",
         f"{_BOTH}; ISO 32000-1, 14.11.5"),
    Rule("output-condition", _E, "the output intent doesn't name its condition",
         "the printer compares it with the press", f"{_BOTH}; ISO 32000-1, 14.11.5"),
    Rule("output-condition-info", _E,
         "a condition outside the ICC's registry isn't described in Info",
         "nobody can look up what it is", f"{_BOTH}; ISO 32000-1, 14.11.5"),
    Rule("output-profile-missing", _E,
         "the profile isn't embedded; X-1a: nor is its name registered",
         "photographs can't be converted for the press or shown on a proof", _BOTH),
    Rule("output-profile-reference", _E, "the profile is outside the file",
         "that is X-4p; the profile stays behind when the file is sent", _X4),
    Rule("output-profile-invalid", _E,
         "the profile is cut off, of a wrong class or version, or disagrees with N",
         "the printer's colour management refuses or misreads it", f"{_BOTH}; ICC.1, 7.2"),
    Rule("output-intent-not-cmyk", _E, "the output intent's profile isn't CMYK",
         "offset presses print these four inks", "GWG R0035"),
)  # fmt: skip

_BOXES = (
    Rule("media-box", _E, "a page has no media box",
         "without it each program takes another size", f"{_BOTH}; ISO 32000-1, 14.11.2"),
    Rule("trim-box", _E, "a page has neither trim box nor art box, or both",
         "imposition places pages by it", f"{_BOTH}; ISO 32000-1, 14.11.2"),
    Rule("box-nesting", _E, "a box reaches beyond one that it has to lie in",
         "the finished page would be cut off", f"{_BOTH}; ISO 32000-1, 14.11.2"),
    Rule("bleed-box", _W, "a page has no bleed box",
         "imposition then takes the trim box, and cuts the bleed off", "ISO 32000-1, 14.11.2"),
    Rule("crop-box", _E, "the crop box is another than the media box",
         "programs that place pages by it cut off bleed and marks", "GWG R0003"),
    Rule("view-area", _E, "a viewer is told to show or print less than the bleed box",
         "a print from a viewer would lack the bleed", f"{_BOTH}; ISO 32000-1, 12.2"),
    Rule("user-unit", _E, "a page has a UserUnit",
         "programs that don't know it print the page at another size", "GWG R0002"),
    Rule("page-rotated", _W, "a page is rotated",
         "imposition may turn it or not", "GWG R0004"),
    Rule("page-size", _W, "pages have several trim sizes",
         "sheets are imposed for one size", "GWG R0004"),
    Rule("page-count", _E, "the number of pages doesn't suit the binding",
         "somebody must add blank pages, and will ask where", "folding: two pages a side",
         ("multiple",)),
    Rule("separated-page", _E, "a page is a single plate of a separated page",
         "the printer makes the plates, and would make plates of plates",
         f"{_BOTH}; ISO 32000-1, 14.11.4"),
)  # fmt: skip

_INTERACTIVE = (
    Rule("annotation-inside", _E, "an annotation lies in the bleed box",
         "links, notes and fields may print or not", f"{_BOTH}; ISO 32000-1, 12.5"),
    Rule("action", _E, "there is an action, be it in a bookmark",
         "what a file does when it is opened doesn't print", f"{_BOTH}; ISO 32000-1, 12.6"),
    Rule("javascript", _E, "there is JavaScript",
         "a program may change what is printed", f"{_BOTH}; ISO 32000-1, 12.6.4.16"),
    Rule("xfa-form", _E, "there is an XFA form",
         "its pages are made when it is opened", f"{_BOTH}; ISO 32000-1, 12.7.8"),
    Rule("layers", _E, "there are layers in X-1a",
         "a reader of PDF 1.4 prints all of them", f"{_X1A}; ISO 32000-1, 8.11"),
    Rule("layer-config", _E, "a configuration of layers has no name, or changes by itself",
         "which layers print would depend on the viewer", f"{_X4}; ISO 32000-1, 8.11.4.3"),
    Rule("layer-alternatives", _W, "layers have alternative configurations",
         "the printer must be told which one is meant", "GWG R0034"),
)  # fmt: skip

RULES: tuple[Rule, ...] = (*_FILE, *_METADATA, *_INTENT, *_BOXES, *_INTERACTIVE)
"""All rules of this module's subject, in the order of reports."""
