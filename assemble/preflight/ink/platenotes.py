"""What can't be read in a document, and what is told of it."""

import zlib

import pikepdf
from PIL import Image

DAMAGE = (
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    Image.DecompressionBombError,
    pikepdf.ForeignObjectError,
    pikepdf.PdfError,
    zlib.error,
)
"""What reading damaged objects raises, here and in the libraries below. Who catches it tells of it,
or leaves what it is about to a slower way that does."""

MOST_LINES = 20
"""Lines for a page: a file that is damaged throughout needs no more."""


class Notes:
    """What couldn't be measured, in the order it was met, each once."""

    def __init__(self) -> None:
        self._lines: dict[str, None] = {}

    def add(self, line: str) -> None:
        """Take down one line."""
        if len(self._lines) < MOST_LINES:
            self._lines[line] = None

    def take(self) -> tuple[str, ...]:
        """All lines; there are none afterwards."""
        lines = tuple(self._lines)
        self._lines.clear()
        return lines
