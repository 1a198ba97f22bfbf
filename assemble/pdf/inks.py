"""Inks: colours in, how they are painted out: process inks, spot colours, overprint.

Colours are CMYK fractions. A spot colour is painted in a Separation space with its CMYK as the
alternate, which tints it in proportion (ISO 32000-1, 8.6.6.4).
"""

from collections.abc import Mapping

from assemble.model.edition import Edition
from assemble.pdf.objects import PdfFile, Value, array, dictionary, name, reference

Cmyk = tuple[float, float, float, float]

BLACK: Cmyk = (0.0, 0.0, 0.0, 1.0)
"""Black ink alone: it overprints, so that no white shows where plates are out of register."""

OVERPRINT = {
    on: dictionary(
        Type=name("ExtGState"),
        OP="true" if on else "false",
        op="true" if on else "false",
        OPM=1,
    )
    for on in (True, False)
}
"""Graphics states that overprint and that don't. OPM 1: an ink of 0 leaves its plate as it is
(ISO 32000-1, 8.6.7)."""


class InkBook:
    """How the colours of an edition are painted, and the colour spaces that the file needs.

    Only files for print have spot colours, and only there black overprints: a proof shows the
    same, and on screen neither means anything.
    """

    def __init__(self, edition: Edition, file: PdfFile) -> None:
        self.colours: Mapping[str, Cmyk] = edition.colours
        self.spots: Mapping[str, str] = edition.spots if edition.press else {}
        self._over = frozenset(
            name
            for name, colour in edition.colours.items()
            if edition.press and name not in edition.spots and colour == BLACK
        )
        self._file = file
        self._spaces: dict[str, Value] = {}

    def overprints(self, colour: str) -> bool:
        """Whether a colour is printed over what lies behind it: black alone."""
        return colour in self._over

    def space(self, colour: str) -> Value:
        """The colour space of a spot colour, one object for each ink of the file."""
        ink = self.spots[colour]
        key = f"ink.{ink}"
        if key not in self._spaces:
            tint = dictionary(
                FunctionType=2,
                Domain=array(0, 1),
                C0=array(0, 0, 0, 0),
                C1=array(*self.colours[colour]),
                N=1,
            )
            space = array(name("Separation"), name(ink), name("DeviceCMYK"), tint)
            self._spaces[key] = self._file.add(key, space)
        return reference(key)
