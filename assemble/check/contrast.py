"""Findings on text that can't be told from the colour it stands on."""

from collections.abc import Mapping

from assemble.model.edition import BoxItem, Edition, ImageItem, Page, TextItem
from assemble.model.finding import Findings, Location
from assemble.model.layout import CMYK

LEAST = 4.5
"""Least contrast of text with its ground (WCAG 2.2, 1.4.3)."""
LEAST_LARGE = 3.0
"""The same for large text."""
LARGE = 18.0
"""Points from which text is large there."""
GROUND = 8.0
"""Points that a box is high and wide at least to be a ground; anything less is a rule or mark."""
PAPER: CMYK = (0.0, 0.0, 0.0, 0.0)


def check_contrast(edition: Edition, layout: Location, findings: Findings) -> None:
    """Report texts whose colour has too little contrast with that of the box behind them.

    Each pair of colours is told once, at the place of the layout, which gives them. Text on a
    photograph is not looked at: its ground has no one colour.
    """
    told: set[tuple[str, str, str]] = set()
    faint: dict[tuple[str, str], float] = {}
    colours = edition.colours
    for page in edition.pages:
        for item, ground in _texts(page):
            piece = item.line.pieces[0]
            pair = piece.colour, ground
            if pair not in faint:
                faint[pair] = contrast(colours[piece.colour], _ground(colours, ground))
            least = LEAST_LARGE if piece.size >= LARGE else LEAST
            key = (*pair, item.source.role)
            if faint[pair] >= least or key in told:
                continue
            told.add(key)
            where = f"on {ground}" if ground else "on the paper"
            findings.warning(
                "low-contrast",
                f"the {item.source.role} on page {page.number} is {piece.colour} {where}: a"
                f" contrast of {faint[pair]:.1f} to 1, where {least:g} are needed",
                layout,
                "make one of the two colours lighter or darker",
            )


def _texts(page: Page) -> list[tuple[TextItem, str]]:
    """The texts of a page, each with the colour of the box behind it, '' for the bare paper."""
    grounds: list[BoxItem | ImageItem] = []
    out: list[tuple[TextItem, str]] = []
    for item in page.items:
        if isinstance(item, TextItem):
            if not item.line.pieces:
                continue
            x, y = item.x + item.line.indent + 1, item.baseline - 1
            for ground in reversed(grounds):
                left, top, width, height = ground.rect
                if left <= x <= left + width and top <= y <= top + height:
                    if isinstance(ground, BoxItem):
                        out.append((item, ground.colour))
                    break
            else:
                out.append((item, ""))
        elif isinstance(item, ImageItem) or min(item.rect.width, item.rect.height) >= GROUND:
            grounds.append(item)
    return out


def _ground(colours: Mapping[str, CMYK], name: str) -> CMYK:
    return colours[name] if name else PAPER


def contrast(one: CMYK, other: CMYK) -> float:
    """The contrast of two colours: 1 for none, 21 for black on white (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: CMYK) -> float:
    """Relative luminance (WCAG 2.2) of a colour turned to sRGB without a profile."""
    *inks, black = colour
    linear = []
    for ink in inks:
        value = (1 - ink) * (1 - black)
        linear.append(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
