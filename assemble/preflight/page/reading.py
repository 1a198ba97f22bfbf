"""Typed looks into the objects of a PDF that may hold anything anywhere.

Each gives a default where the object isn't what it should be, for the caller to judge.
"""

import hashlib
from math import isfinite
from typing import Any

import pikepdf

from assemble.model.preflight import Box

DAMAGE = (
    pikepdf.PdfError,
    pikepdf.DependencyError,
    ArithmeticError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What reading a damaged file raises, from pikepdf and from our own arithmetic on its numbers."""

Key = tuple[int, int]


def number(value: Any, default: float = 0.0) -> float:
    """A finite number."""
    try:
        made = float(value)
    except (TypeError, ValueError, OverflowError, ArithmeticError):
        return default
    return made if isfinite(made) else default


def numbers(value: Any, count: int) -> tuple[float, ...] | None:
    """An array of so many numbers; None for anything else."""
    if not isinstance(value, pikepdf.Array) or len(value) != count:
        return None
    made = []
    for item in value:
        if isinstance(item, bool | str | bytes | pikepdf.Object):
            return None
        made.append(number(item))
    return tuple(made)


def rectangle(value: Any) -> Box | None:
    """A rectangle, its corners put in order (ISO 32000-1, 7.9.5)."""
    found = numbers(value, 4)
    if not found:
        return None
    a, b, c, d = found
    return (min(a, c), min(b, d), max(a, c), max(b, d))


def name(value: Any) -> str:
    """A name with its slash; '' for anything else."""
    return str(value) if isinstance(value, pikepdf.Name) else ""


def dictionary(value: Any) -> Any:
    """A dictionary, or that of a stream; an empty one for anything else."""
    if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        return value
    return pikepdf.Dictionary()


def items(value: Any) -> list[Any]:
    """The items of an array; a single value is an array of one; nothing for None."""
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def key_of(value: Any) -> Key | None:
    """What names an indirect object; None for a direct one."""
    if isinstance(value, pikepdf.Object) and value.is_indirect:
        number_, generation = value.objgen
        return number_, generation
    return None


def digest(data: bytes) -> str:
    """A short name of bytes: equal for equal ones."""
    return hashlib.sha256(data).hexdigest()[:16]
