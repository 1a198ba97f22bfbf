"""The state of a walk through a page's content, and the walk itself (ISO 32000-1, 8.4, 7.8).

The operators are plain functions of a `Walker` and the operands, in the tables of `op_state`,
`op_path`, `op_text` and `op_objects`; `walk` puts the tables together.
"""

from collections.abc import Callable, Mapping
from copy import copy
from typing import Any

import pikepdf

from assemble.model.preflight import Box
from assemble.preflight.geometry import EVERYWHERE, IDENTITY, Matrix, bounds, visible
from assemble.preflight.page.colours import Spaces, colour_of
from assemble.preflight.page.facts import (
    Colour,
    FontFacts,
    Group,
    Oddity,
    Path,
    Picture,
    Run,
    Shade,
    Space,
    Use,
)
from assemble.preflight.page.fontfacts import Font, Fonts
from assemble.preflight.page.reading import DAMAGE, Key, dictionary
from assemble.preflight.page.tokens import BROKEN, statements

DEEPEST = 12
"""How deep forms, patterns and glyphs may stand in one another; real files stay under six."""
_MOST_STATES = 512
"""How many graphics states may be saved: eighteen times what ISO 32000-1, annex C, grants."""
_MOST_OPERATORS = 2_000_000
_MORE_A_PAGE = 10_000
"""Operators in a file, and how many more for each page: dense pages have 4000, a sheet of maps some
hundred thousand. Four seconds of reading."""
_PAINTED, _STREAM, _BROKEN = 5, 50, 300
"""How many operators something painted, a stream and a broken piece count for, by the time it takes
to keep, open and skip them."""
_MOST_BYTES = 200_000_000
_MOST_PLACES = 60
"""Places of one use of a colour space that a page keeps."""

Operator = Callable[["Walker", list[Any]], None]


class ExhaustedError(Exception):
    """The file has more content than anybody prints."""


class Budget:
    """What may still be read of a file."""

    def __init__(self, pages: int) -> None:
        self.operators = _MOST_OPERATORS + _MORE_A_PAGE * pages
        self.bytes = _MOST_BYTES

    def spend(self, operators: int, read: int) -> None:
        """Take off what has been read; raises `ExhaustedError` when there is nothing left."""
        self.operators -= operators
        self.bytes -= read
        if self.operators < 0 or self.bytes < 0:
            raise ExhaustedError


class File:
    """What the pages of a file share: colour spaces and fonts read once, and the budget."""

    def __init__(self, pages: int) -> None:
        self.spaces = Spaces()
        self.fonts = Fonts()
        self.budget = Budget(pages)


class State:
    """The graphics state (ISO 32000-1, tables 52 and 104), as far as rules ask for it."""

    def __init__(self, ctm: Matrix, clip: Box, black: Colour) -> None:
        """The state at the beginning of a page."""
        self.ctm = ctm
        self.clip = clip
        self.fill = black
        self.stroke = black
        self.fill_pattern: Any = None
        self.stroke_pattern: Any = None
        self.overprints = False
        self.outline_overprints = False
        self.opm = 0
        self.width = 1.0
        self.font: Font | None = None
        self.size = 0.0
        self.char_space = 0.0
        self.word_space = 0.0
        self.scale = 1.0
        self.leading = 0.0
        self.rise = 0.0
        self.mode = 0


class Frame:
    """Resources in force, with what has been looked up in them."""

    def __init__(self, resources: Any) -> None:
        self.resources = dictionary(resources)
        self.found: dict[tuple[str, str], Any] = {}
        self.fonts: dict[str, Font] = {}
        self.spaces: dict[str, Space] = {}
        self.colours: dict[tuple[str, tuple[float, ...]], Colour] = {}

    def get(self, kind: str, name: str) -> Any:
        """A named resource of a kind (`/Font`); None where there is none."""
        key = kind, name
        if key not in self.found:
            self.found[key] = dictionary(self.resources.get(kind)).get(name)
        return self.found[key]


class Walker:
    """Walks through one page's content and notes what it paints."""

    def __init__(
        self, file: File, resources: Any, media: Box, unit: float, operators: Mapping[str, Operator]
    ) -> None:
        """Stand at the beginning of a page; `unit` is the length of user space's unit in points."""
        self.file = file
        self.operators = operators
        self.unit = unit
        self.frame = Frame(resources)
        self.state = State(IDENTITY, media, self.colour("/DeviceGray", (0.0,)))
        self.base = IDENTITY
        self.states: list[State] = []
        self.place: Box | None = None
        self.mask = False
        self.colourless = False
        self.active: list[Key] = []
        self.done: set[Any] = set()
        self.text = self.line = IDENTITY
        self.xs: list[float] = []
        self.ys: list[float] = []
        self.rectangles: list[tuple[float, float]] = []
        self.segments = 0
        self.curved = False
        self.clips = False
        self.marks: list[bool] = []
        self.actual = 0
        self.layers = False
        self.runs: list[Run] = []
        self.pictures: list[Picture] = []
        self.paths: list[Path] = []
        self.shades: list[Shade] = []
        self.groups: list[Group] = []
        self.used: dict[tuple[str, int], list[Use]] = {}
        self.fonts: dict[str, tuple[FontFacts, Box | None]] = {}
        self.transparency: dict[str, Box | None] = {}
        self.oddities: dict[tuple[str, str], Oddity] = {}

    def walk(self, data: bytes) -> None:
        """Do all operators of a content stream; what can't be done is skipped and noted."""
        operators, budget = self.operators, self.file.budget
        budget.spend(_STREAM, len(data))
        for operator, operands in statements(data):
            budget.operators -= 1
            if budget.operators < 0:
                raise ExhaustedError
            if not (do := operators.get(operator)):
                self._unknown(operator, operands)
                continue
            try:
                do(self, operands)
            except DAMAGE:
                self.odd("content-syntax", f"{operator} has operands that it can't have")

    def _unknown(self, operator: str, operands: list[Any]) -> None:
        if operator == BROKEN:
            self.file.budget.operators -= _BROKEN
            if operands and type(operands[0]) is bytes:
                shown = operands[0][:40].decode("latin-1")
                self.odd("content-syntax", f"there is something that isn't PDF: {shown!r}")
            else:
                self.odd("content-syntax", "there are values that no operator follows")
        else:
            self.odd("unknown-operator", f"PDF has no operator {operator[:20]!r}")

    def inside(
        self, stream: Any, matrix: Matrix, box: Box | None, resources: Any, clip: bool = True
    ) -> None:
        """Walk through a stream within the content: a form, a cell of a pattern, a glyph.

        `matrix` leads from its space to the page's, `box` is its bounding box, `resources` None
        where those around it hold. The graphics state is as before afterwards.
        """
        key = stream.objgen
        if key in self.active or len(self.active) >= DEEPEST:
            self.odd("content-limit", "forms or patterns stand in one another without end")
            return
        data = bytes(stream.read_bytes())
        kept = self._outside()
        self.active.append(key)
        self.states = []
        self.state = copy(self.state)
        self.state.ctm = self.base = matrix
        if box and clip:
            self.state.clip = visible(bounds(matrix, box), self.state.clip) or NOWHERE
        if resources is not None:
            self.frame = Frame(resources)
        self._clear()
        try:
            self.walk(data)
        finally:
            self.active.pop()
            self._back(kept)

    def _outside(self) -> tuple[Any, ...]:
        return (
            self.state, self.states, self.base, self.frame, self.text, self.line, self.marks,
            self.actual, self.place, self.mask, self.colourless,
        )  # fmt: skip

    def _back(self, kept: tuple[Any, ...]) -> None:
        (
            self.state, self.states, self.base, self.frame, self.text, self.line, self.marks,
            self.actual, self.place, self.mask, self.colourless,
        ) = kept  # fmt: skip
        self._clear()

    def _clear(self) -> None:
        self.marks = list(self.marks)
        self.end_path()

    def end_path(self) -> None:
        """Forget the current path."""
        self.xs.clear()
        self.ys.clear()
        self.rectangles.clear()
        self.segments = 0
        self.curved = self.clips = False

    def save(self) -> None:
        """Keep the graphics state."""
        if len(self.states) >= _MOST_STATES:
            self.odd("content-limit", "graphics states are saved without end")
            return
        self.states.append(self.state)
        self.state = copy(self.state)

    def restore(self) -> None:
        """Go back to the graphics state kept last."""
        if self.states:
            self.state = self.states.pop()
        else:
            self.odd("content-syntax", "Q restores a graphics state that no q has saved")

    def seen(self, box: Box) -> Box | None:
        """Where on the page a box shows; None where the clip hides it.

        What a pattern's cell or a Type 3 glyph paints is where the pattern or the text is.
        """
        self.file.budget.operators -= _PAINTED
        return self.place or visible(box, self.state.clip)

    def space(self, name: str) -> Space:
        """The colour space of a name."""
        frame = self.frame
        if name not in frame.spaces:
            frame.spaces[name] = self.file.spaces.resolve(pikepdf.Name(name), frame.resources)
        return frame.spaces[name]

    def colour(self, name: str, values: tuple[float, ...]) -> Colour:
        """A colour in the space of a name."""
        key = name, values
        colours = self.frame.colours
        if key not in colours:
            colours[key] = colour_of(self.space(name), values)
        return colours[key]

    def use(self, what: str, space: Space, box: Box | None) -> None:
        """Note that a colour space is in use."""
        places = self.used.setdefault((what, id(space)), [])
        if len(places) < _MOST_PLACES:
            places.append(Use(what, space, box))

    def odd(self, rule: str, what: str, box: Box | None = None) -> None:
        """Note something odd; the same thing once a page."""
        self.oddities.setdefault((rule, what), Oddity(rule, what, box))

    def lacking(self, kind: str, name: str) -> None:
        """Note that a resource is missing."""
        self.odd("resource-missing", f"the content asks for a missing {kind}, {name[1:]}")


NOWHERE: Box = (EVERYWHERE[2], EVERYWHERE[3], EVERYWHERE[0], EVERYWHERE[1])
"""A clip that lets nothing through."""
