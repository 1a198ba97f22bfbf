"""What the tests of the preview name."""

from collections.abc import Callable

Edit = Callable[[str, str, str], None]
"""Takes a file of the issue, a text that stands there, and what to put in its place."""
