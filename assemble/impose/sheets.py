"""Sizes of sheets by name: what the user writes in, a sheet in points out."""

import difflib
import re
from typing import NamedTuple

from assemble.model.units import MM, mm

_MILLIMETRES: dict[str, tuple[float, float]] = {
    # ISO 216: A and B
    "A0": (841, 1189),
    "A1": (594, 841),
    "A2": (420, 594),
    "A3": (297, 420),
    "A4": (210, 297),
    "A5": (148, 210),
    "B0": (1000, 1414),
    "B1": (707, 1000),
    "B2": (500, 707),
    "B3": (353, 500),
    "B4": (250, 353),
    "B5": (176, 250),
    # ISO 217: untrimmed sheets; RA for work without bleed, SRA for work that bleeds
    "RA1": (610, 860),
    "RA2": (430, 610),
    "RA3": (305, 430),
    "RA4": (215, 305),
    "SRA1": (640, 900),
    "SRA2": (450, 640),
    "SRA3": (320, 450),
    "SRA4": (225, 320),
    # Sheets that Vietnamese printers stock, and the formats of their presses; named in cm
    "79x109": (790, 1090),
    "65x86": (650, 860),
    "65x84": (650, 840),
    "60x84": (600, 840),
    "72x102": (720, 1020),
    "52x72": (520, 720),
    "54x79": (540, 790),
}
"""Short and long side in mm. The formats of presses are as printers in Vietnam name them: trade
custom, no standard."""

_UNITS = {"mm": MM, "cm": 10 * MM}

_FREE = re.compile(r"(\d+(?:[.,]\d+)?)x(\d+(?:[.,]\d+)?)(mm|cm)?")

_LEAST, _MOST = mm(50), mm(2000)
"""A side that is shorter or longer is a slip of the pen: the largest sheet-fed presses take
151 × 205 cm."""


class Sheet(NamedTuple):
    """A sheet of paper, lying: width at least height, in points."""

    name: str
    width: float
    height: float

    def __str__(self) -> str:
        size = f"{self.width / MM:.4g} × {self.height / MM:.4g} mm"
        return f"{self.name} ({size})" if self.name else size


def sheet_named(text: str) -> Sheet:
    """The sheet that a name or a size means: `SRA3`, `79x109`, `450x320mm`, `45 × 32 cm`.

    A size without a unit is in mm, unless it is the name of a press sheet.

    Raises:
        ValueError: The text is neither; the message says what could be meant.
    """
    plain = text.replace(" ", "").replace("×", "x").lower()
    names = {name.lower(): name for name in _MILLIMETRES}
    name = names.get(plain) or names.get(plain.removesuffix("cm"))
    if name:
        return _sheet(name)
    match = _FREE.fullmatch(plain)
    if not match:
        near = difflib.get_close_matches(plain, names, n=1)
        meant = f"; is {names[near[0]]} meant?" if near else ""
        raise ValueError(
            f"no sheet is called {text!r}{meant} Known are {', '.join(_MILLIMETRES)}, "
            "or a size such as 450x320mm"
        )
    unit = _UNITS[match[3] or "mm"]
    short, long = sorted(float(side.replace(",", ".")) * unit for side in match.group(1, 2))
    if short < _LEAST or long > _MOST:
        raise ValueError(f"a sheet of {text} can't be meant: sides are 50 mm to 2000 mm")
    return Sheet("", long, short)


def known_sheets() -> tuple[Sheet, ...]:
    """All sheets with a name, the smallest first."""
    return tuple(sorted(map(_sheet, _MILLIMETRES), key=lambda sheet: sheet.width * sheet.height))


def _sheet(name: str) -> Sheet:
    short, long = _MILLIMETRES[name]
    return Sheet(name, mm(long), mm(short))
