"""Findings on the resolution of photographs at the size they are printed."""

from assemble.model.edition import Edition, ImageItem
from assemble.model.finding import Findings, Location
from assemble.model.layout import Pictures
from assemble.model.units import MM


def check_resolution(edition: Edition, limits: Pictures, findings: Findings) -> None:
    """Report photographs under the layout's limits: pixels to the inch at placed size.

    Below `warn_ppi` a warning; below `error_ppi` an error where the file goes to print.
    """
    lowest: dict[Location, tuple[float, int, ImageItem]] = {}
    for page in edition.pages:
        for item in page.items:
            if not isinstance(item, ImageItem) or item.source.at is None:
                continue
            width, height = edition.images[item.image].upright
            ppi = min(
                width * item.crop.width / (item.rect.width / 72),
                height * item.crop.height / (item.rect.height / 72),
            )
            known = lowest.get(item.source.at)
            if known is None or ppi < known[0]:
                lowest[item.source.at] = (ppi, page.number, item)
    for at, (ppi, number, item) in lowest.items():
        if round(ppi) >= limits.warn_ppi:
            continue
        grave = ppi < limits.error_ppi and edition.purpose == "print"
        report = findings.error if grave else findings.warning
        rect = item.rect
        pixels = round(rect.width / 72 * limits.warn_ppi / item.crop.width)
        report(
            "low-resolution",
            f"the photograph has {ppi:.0f} ppi on page {number}"
            f" ({rect.width / MM:.0f} × {rect.height / MM:.0f} mm);"
            f" {limits.warn_ppi:.0f} are wanted",
            at,
            f"a picture {pixels} pixels wide, or a smaller size",
        )
