"""A layout as read: geometry, grid, colours, type styles and article kinds, all resolved.

Lengths are points. Names are those of the layout's YAML file.
"""

from collections.abc import Mapping
from typing import NamedTuple

from assemble.model.finding import Location
from assemble.model.frozen import Frozen
from assemble.model.press import Press

CMYK = tuple[float, float, float, float]
"""Cyan, magenta, yellow, black as fractions 0…1."""

ALIGNMENTS = ("justify", "left", "right", "centre")
ARRANGEMENTS = ("stacked", "parallel", "facing")
BYLINES = ("head", "end", "none")
BINDINGS = {"saddle-stitch": 4, "perfect": 1}
"""Bindings, and of what the page count is a multiple: the pages of a folded sheet; any."""
UNBOUND = ""
"""The binding of pages that are only tried: their count is what it comes to."""
SECTION_STARTS = ("new-page", "new-spread", "run-on")


class Limits(NamedTuple):
    """What a spacing may shrink to, is by preference, and may stretch to."""

    minimum: float
    desired: float
    maximum: float


class Box(NamedTuple):
    """A size in points: width, height."""

    width: float
    height: float


class Style(Frozen):
    """A type style: a face (role and cut of the fonts), size and leading, and how lines are set.

    `letter_space` in points is added after every glyph; `indent` (points) moves the first line
    of a paragraph that follows another; `balance` evens out the line lengths of ragged text;
    `hyphenate` allows the language's hyphenation; `at` is where the layout describes it.
    """

    name: str
    role: str
    cut: str
    size: float
    leading: float
    colour: str
    align: str
    indent: float
    letter_space: float
    capitals: bool
    balance: bool
    hyphenate: bool
    features: tuple[str, ...]
    strong: str
    at: Location


class Justification(Frozen):
    """Limits of justified setting.

    `word_space` in multiples of the face's own space, `letter_space` in em, `glyph_scale` as a
    factor of the glyph's width; `hyphen_penalty` and `hyphens_in_a_row` rule hyphenation,
    `protrusion` says whether punctuation hangs into the margin.
    """

    word_space: Limits
    letter_space: Limits
    glyph_scale: Limits
    hyphen_penalty: float
    hyphens_in_a_row: int
    protrusion: bool


class PageGeometry(Frozen):
    """The page: trim, bleed, margins, columns, and the grid's leading.

    `sections` says where a section begins: on a new page, on a new spread, or on the page of the
    one before it.
    """

    trim: Box
    bleed: float
    head: float
    foot: float
    inside: float
    outside: float
    columns: int
    gutter: float
    grid: float
    binding: str
    sections: str

    @property
    def multiple(self) -> int:
        """Of what the page count is a multiple; 1 for single pages, which nothing binds."""
        return BINDINGS.get(self.binding, 1)

    @property
    def measure(self) -> float:
        """Width of the type area across all columns."""
        return self.trim.width - self.inside - self.outside

    @property
    def column(self) -> float:
        """Width of one column."""
        return (self.measure - (self.columns - 1) * self.gutter) / self.columns

    @property
    def lines(self) -> int:
        """Whole grid lines between head and foot margin."""
        return int((self.trim.height - self.head - self.foot + 0.01) // self.grid)

    def left(self, page_number: int) -> float:
        """The type area's left edge: odd pages are right-hand pages, bound at their left."""
        return self.inside if page_number % 2 else self.outside


class Kind(Frozen):
    """How articles of a kind are laid out.

    `headline` and `headline_across` are style names: for a headline in its own column, and for
    one across the page. `drop_cap` is the height of a drop cap in grid lines, 0 for none.
    """

    name: str
    arrangement: str
    headline: str
    headline_across: str
    byline: str
    end_mark: bool
    new_page: bool
    drop_cap: int


class Pictures(Frozen):
    """Limits for photographs.

    `max_crop` is the share of a side that may be cut away; heights are in grid lines;
    `min_measure` is the narrowest measure in points of text beside a picture; the ppi limits hold
    for the placed size.
    """

    max_crop: float
    min_measure: float
    column_lines: int
    wide_lines: int
    warn_ppi: float
    error_ppi: float


class Costs(Frozen):
    """What the plan pays for each blemish; plain numbers that count against one another.

    `white_at_foot`: a grid line left white at a page's foot, its number squared.
    `white_in_article`: a white line inside an article at a turn, squared. `uneven_columns`: columns
    of a band that end more than a line apart, the lines beyond one squared. `page_turn`: an article
    that goes on over a leaf. `languages_apart`: two languages of an article that stand on different
    spreads though one would hold them. `picture_apart`: a picture a page away from its text, for
    each page. `widow`, `orphan`: a paragraph's line alone at a column's head, or foot.
    `subhead_at_foot`: a subhead without two lines after it. `short_last_line`: a paragraph's runt.
    `loose_line`: a line beyond its limits. `altered_paragraph`: a paragraph set a line longer or
    shorter than its best. `picture_resized`: each tenth of a picture's height that is cropped or
    differs from the preferred. `second_choice`: each step from the preferred arrangement of
    pictures. `reading_order`: columns that programs which go by positions read in another order.
    `moved`: an article that begins elsewhere than in the build to keep. `short_tail`: each line
    under four for which a text goes on after a turn. `split_pair`: a pair that breaks at a page's
    foot. `short_page`: a page filled under `least_fill`. `blank_page`: an empty page. `filler`: a
    filler used.
    """

    white_at_foot: float
    white_in_article: float
    uneven_columns: float
    page_turn: float
    languages_apart: float
    picture_apart: float
    widow: float
    orphan: float
    subhead_at_foot: float
    short_last_line: float
    loose_line: float
    altered_paragraph: float
    picture_resized: float
    second_choice: float
    reading_order: float
    moved: float
    short_tail: float
    split_pair: float
    short_page: float
    blank_page: float
    filler: float


class Planning(Frozen):
    """What the plan weighs, and how far it may go.

    `least_fill` is the share of a page's lines under which it is short; `paragraph_variants` by
    how many lines a paragraph may be set longer or shorter than its best; `turn_lines` the leaves
    that an article may go on over before it gets jump lines.
    """

    costs: Costs
    least_fill: float
    paragraph_variants: int
    turn_lines: int


class Furniture(Frozen):
    """The fixed parts of the pages. Lengths in points, `cover_band` and such in the same."""

    tab: Box
    tab_top: float
    cover_band: float
    cover_foot: float
    running_head: float
    folio: float
    rule: float
    hairline: float
    end_mark: float


class Words(Frozen):
    """The words that the layout itself prints in one language.

    `compiled`, `number`, `date`, `page`, `jump`, `jump_from` are patterns with `{name}`,
    `{number}`, `{month}`, `{month_name}`, `{year}`, `{page}`. `jump` stands where an article goes
    on elsewhere, `jump_from` where it goes on.
    """

    photo: str
    compiled: str
    number: str
    date: str
    months: tuple[str, ...]
    page: str
    jump: str
    jump_from: str
    contents: str
    continued: str
    proof: str


class Layout(Frozen):
    """A whole layout.

    `styles` holds each style under its name and its form for every language but the leading
    one under `NAME/second`; `hyphenation` maps a language to its pyphen dictionary; `spots`
    gives the ink's name of each colour that is printed with an ink of its own; `digest` is the
    SHA-256 over those of the layout's files, of those it extends too.
    """

    name: str
    page: PageGeometry
    colours: Mapping[str, CMYK]
    spots: Mapping[str, str]
    styles: Mapping[str, Style]
    justification: Justification
    kinds: Mapping[str, Kind]
    pictures: Pictures
    planning: Planning
    furniture: Furniture
    words: Mapping[str, Words]
    hyphenation: Mapping[str, str]
    press: Press
    digest: str
    at: Location

    def style(self, name: str, *, second: bool = False) -> Style:
        """A style, in its form for the leading language or for another one."""
        return self.styles[f"{name}/second" if second else name]
