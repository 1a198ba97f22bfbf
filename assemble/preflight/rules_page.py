"""The rules about what pages paint, as `assemble preflight` explains them.

GWG 2022: the specification of the Ghent Workgroup, by the ids of its rules. PDF/X-4 is
ISO 15930-7:2010, PDF/X-1a:2003 is ISO 15930-4.
"""

from assemble.model.finding import Severity
from assemble.model.preflight import Rule

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

PICTURES = (
    Rule(
        "picture-resolution-error", _E,
        "a picture has far too few pixels for its size",
        "it prints as visible squares",
        "GWG 2022, R0031 and R0032",
        ("error_ppi", "error_bitmap_ppi"),
    ),
    Rule(
        "picture-resolution-low", _W,
        "a picture has fewer pixels than its size asks for",
        "it prints soft",
        "GWG 2022, R0031 and R0032",
        ("warn_ppi", "warn_bitmap_ppi"),
    ),
    Rule(
        "picture-bits", _E,
        "a picture has a number of bits a component that the standard doesn't know",
        "the printer's system may refuse the file",
        "PDF/X-4, PDF/X-1a; ISO 32000-1, 8.9.5",
    ),
    Rule(
        "picture-filter", _E,
        "a picture is compressed in a way that the standard forbids",
        "the printer's system may not read it",
        "PDF/X-4: LZW, Crypt; PDF/X-1a also JBIG2, JPEG 2000",
    ),
)  # fmt: skip

COLOURS = (
    Rule(
        "colour-rgb", _E,
        "something is in RGB that no profile describes",
        "each system would make other inks of it",
        "PDF/X-4, PDF/X-1a; GWG 2022, R0027",
    ),
    Rule(
        "colour-rgb-unknown", _W,
        "something is in RGB that no profile describes, in a file of no PDF/X standard",
        "each system would make other inks of it",
        "PDF/X-4's rule, for files that don't claim it",
    ),
    Rule(
        "colour-managed", _E,
        "something is in ICCBased, CalRGB, CalGray or Lab in a PDF/X-1a",
        "PDF/X-1a has grey, CMYK and spot colours only",
        "PDF/X-1a; GWG 2022, R0027",
    ),
    Rule(
        "colour-device", _E,
        "something is in a device space other than the output intent's",
        "nothing says how to convert it",
        "PDF/X-4",
    ),
    Rule(
        "colour-is-intent", _E,
        "something in CMYK has the output intent's own profile",
        "its inks may be converted once more, black into four colours",
        "PDF/X-4",
    ),
    Rule(
        "colour-space-invalid", _E,
        "a colour space can't be read, or its profile doesn't fit it",
        "the colour prints as whatever the system makes of it",
        "ISO 32000-1, 8.6",
    ),
    Rule(
        "icc-version", _E,
        "an ICC profile is newer than version 4.2",
        "older systems don't read it",
        "PDF/X-4",
    ),
    Rule(
        "managed-vector", _W,
        "text or a graphic is in RGB, grey or CMYK with a profile, or in Lab",
        "it is converted: black and thin lines come out in four plates, screened",
        "GWG 2022, R0028",
    ),
    Rule(
        "spot-colour", _W,
        "an ink beyond cyan, magenta, yellow and black is in use",
        "it makes a plate more, which has to be ordered",
        "GWG 2022, R0020",
    ),
    Rule(
        "registration-colour", _W,
        "something on the trimmed page prints in all inks at once",
        "400 % of ink doesn't dry",
        "GWG 2022, R0024",
    ),
)  # fmt: skip

TYPE = (
    Rule(
        "small-type", _W,
        "small type prints in more than one plate",
        "the plates never meet exactly: it gets coloured edges",
        "GWG 2022, R0017",
        ("small_type",),
    ),
    Rule(
        "white-type-small", _W,
        "small type is left white",
        "the ink around it runs into its strokes",
        "GWG 2022, R0016",
        ("white_type",),
    ),
    Rule(
        "white-type-overprints", _E,
        "white type overprints",
        "no ink over ink is nothing: it vanishes",
        "GWG 2022, R0007",
    ),
    Rule(
        "white-path-overprints", _E,
        "a white area or line overprints",
        "no ink over ink is nothing: it vanishes",
        "GWG 2022, R0008",
    ),
    Rule(
        "black-type-knocks-out", _W,
        "small black type doesn't overprint what is under it",
        "where the plates are off, white shows around the letters",
        "GWG 2022, R0009",
        ("black_type",),
    ),
    Rule(
        "grey-type", _W,
        "small black type is in DeviceGray",
        "it can't overprint dependably",
        "GWG 2022, R0011",
        ("black_type",),
    ),
    Rule(
        "rich-black-type", _W,
        "small black type has other inks in it, or type more than 280 % in all",
        "it gets coloured edges, and dries badly",
        "GWG 2022, R0015",
        ("rich_type",),
    ),
)  # fmt: skip

LINES_AND_EDGES = (
    Rule(
        "hairline", _W,
        "a line is too thin",
        "it breaks up or vanishes on the plate",
        "printers' practice: 0.2 to 0.25 pt",
        ("hairline",),
    ),
    Rule(
        "fine-line", _W,
        "a line that is white or in several inks is under 0.25 pt",
        "it fills in, or gets coloured edges",
        "GWG 2022, R0018 and R0019",
    ),
    Rule(
        "bleed-missing", _E,
        "something reaches the trim but not far enough beyond it",
        "where the cut is off, the paper shows as a white edge",
        "printers' practice: 3 mm",
        ("bleed",),
    ),
    Rule(
        "near-trim", _W,
        "text or a picture ends near the trim without bleeding, or text crosses it",
        "the cut is exact to a millimetre or two only",
        "printers' practice: 3 to 5 mm",
        ("safe",),
    ),
)  # fmt: skip

TRANSPARENCY = (
    Rule(
        "transparency-forbidden", _E,
        "there is transparency in a PDF/X-1a",
        "the standard is for systems that can't mix colours",
        "PDF/X-1a",
    ),
    Rule(
        "transparency", _N,
        "a page has live transparency",
        "a proof from another system may look different",
        "PDF/X-4 allows it",
    ),
    Rule(
        "group-colour-space", _E,
        "a group mixes its colours in a device space that isn't the output intent's",
        "all inks in it are converted there and back: black turns into four colours",
        "PDF/X-4; GWG 2022, R0030",
    ),
    Rule(
        "blend-mode-unknown", _E,
        "a blend mode isn't one of those that PDF defines",
        "each system does something else",
        "ISO 32000-1, 11.3.5; PDF/X-4",
    ),
)  # fmt: skip

FONTS = (
    Rule(
        "font-not-embedded", _E,
        "a font that shows text isn't embedded",
        "another one takes its place, with other widths and without Vietnamese letters",
        "PDF/X-4, PDF/X-1a",
    ),
    Rule(
        "font-program", _E,
        "the program of an embedded font is damaged, or of a kind that doesn't go with it",
        "its text doesn't print",
        "PDF/X-4, PDF/X-1a; ISO 32000-1, 9.9",
    ),
    Rule(
        "font-courier", _W,
        "a font is named Courier",
        "programs put it in place of fonts that they lack",
        "GWG 2022, R0014",
    ),
    Rule(
        "glyph-missing", _E,
        "an embedded font has no glyph for a character that is shown",
        "a box prints, or nothing",
        "PDF/X-4; ISO 32000-1, 9.7.4.2",
    ),
    Rule(
        "text-unreadable", _E,
        "text extracts to nothing, to U+FFFD or to private characters",
        "it can't be searched, corrected or read aloud",
        "ISO 32000-1, 9.10",
    ),
)  # fmt: skip

CONTENT = (
    Rule(
        "empty-page", _W,
        "nothing prints on a page",
        "it may be a page that was lost",
        "GWG 2022, R0005",
    ),
    Rule(
        "content-syntax", _E,
        "a page's content isn't sound PDF",
        "what follows may print wrongly or not at all",
        "ISO 32000-1, 7.8.2; PDF/X-4",
    ),
    Rule(
        "content-limit", _E,
        "content stands in itself, or is more than can be read in reason",
        "the printer's system may stop at it",
        "ISO 32000-1, annex C",
    ),
    Rule(
        "unknown-operator", _E,
        "there is an operator that PDF doesn't define",
        "systems stop at it, or skip it",
        "PDF/X-4, PDF/X-1a",
    ),
    Rule(
        "resource-missing", _E,
        "content names a font, picture, colour or state that isn't there",
        "something doesn't print",
        "ISO 32000-1, 7.8.3",
    ),
    Rule(
        "rendering-intent", _E,
        "a rendering intent isn't one of the four",
        "the conversion of colours is anybody's guess",
        "ISO 32000-1, 8.6.5.8; PDF/X-4, PDF/X-1a",
    ),
    Rule(
        "transfer-function", _E,
        "a graphics state changes tones by a transfer function",
        "it is meant for one device, and spoils all others",
        "PDF/X-4, PDF/X-1a",
    ),
    Rule(
        "halftone", _E,
        "a graphics state chooses a halftone that PDF/X forbids",
        "screening is the printer's",
        "PDF/X-4, PDF/X-1a",
    ),
    Rule(
        "postscript-xobject", _E,
        "an object is PostScript",
        "systems for PDF don't run it",
        "PDF/X-4, PDF/X-1a",
    ),
    Rule(
        "opi", _E,
        "a picture is to be replaced by another file (OPI)",
        "that file isn't at the printer's",
        "PDF/X-4, PDF/X-1a",
    ),
    Rule(
        "reference-xobject", _E,
        "a form stands in for a page of another file",
        "that file isn't at the printer's",
        "PDF/X-4, PDF/X-1a",
    ),
    Rule(
        "alternate-images", _E,
        "a picture has alternates",
        "nobody knows which one prints",
        "PDF/X-4, PDF/X-1a",
    ),
)  # fmt: skip

RULES: tuple[Rule, ...] = (
    *PICTURES, *COLOURS, *TYPE, *LINES_AND_EDGES, *TRANSPARENCY, *FONTS, *CONTENT
)  # fmt: skip
"""All rules of `check_page`."""
