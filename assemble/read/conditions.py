"""The printing conditions that are known by name, with the profiles that the package ships.

The registry is that of the International Color Consortium, whose names output intents use.
"""

from typing import NamedTuple

from assemble.read.search import PACKAGE

PROFILES = PACKAGE / "icc"
"""The folder of the shipped profiles; their licences are in its LICENSES.tsv."""

REGISTRY = "http://www.color.org"
"""The registry of characterizations (ISO 32000-1, table 365)."""

INK = 3.0
"""Most total ink of a condition that says nothing: 300 %, what sheetfed printers ask for."""


class Known(NamedTuple):
    """A condition: its registered name, a line for people, the file of its profile, most ink."""

    identifier: str
    info: str
    file: str
    ink: float


CONDITIONS = {
    "fogra39": Known(
        "FOGRA39",
        "Offset on coated paper (ISO 12647-2:2004/Amd 1:2007, FOGRA39)",
        "FOGRA39L_coated.icc",
        INK,
    ),
}
"""By the name that manifests and layouts use."""
