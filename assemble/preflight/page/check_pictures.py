"""Rules about pictures: resolution as placed, bits, compression."""

from collections.abc import Iterator

from assemble.model.preflight import Fault
from assemble.preflight.page.facts import Picture
from assemble.preflight.page.judged import Judged

_SMALLEST = 16
"""Pixels: pictures of no more either way aren't judged by resolution (GWG 2022, R0031)."""
_FORBIDDEN = {
    "x-4": {"LZWDecode", "Crypt"},
    "x-1a": {"LZWDecode", "Crypt", "JBIG2Decode", "JPXDecode"},
}
_BITS = {"x-1a": (1, 2, 4, 8)}


def resolution(page: Judged) -> Iterator[Fault]:
    """Too few pixels an inch for where a picture stands; what is in a soft mask is exempt."""
    limits = page.limits
    for picture in page.facts.pictures:
        if picture.mask or min(picture.width, picture.height) <= _SMALLEST:
            continue
        if not page.in_bleed(picture.box):
            continue
        least, wanted = limits.error_ppi, limits.warn_ppi
        if picture.bitmap:
            least, wanted = limits.error_bitmap_ppi, limits.warn_bitmap_ppi
        # GWG says 149 and 224: what rounds to the limit is good enough.
        if picture.ppi < least - 0.5:
            yield page.fault("picture-resolution-error", _few(picture, least), picture.box)
        elif picture.ppi < wanted - 0.5:
            yield page.fault("picture-resolution-low", _few(picture, wanted), picture.box)


def _few(picture: Picture, wanted: float) -> str:
    kind = "1-bit picture" if picture.bitmap else "picture"
    share = picture.ppi / wanted
    return (
        f"a {kind} of {picture.width} × {picture.height} pixels has {picture.ppi:.0f} ppi where it "
        f"stands, {wanted:.0f} are wanted; take one with more pixels, or "
        f"place it at {share:.0%} of this size"
    )


def bits(page: Judged) -> Iterator[Fault]:
    """Bits of a component that the standard doesn't know."""
    allowed = _BITS.get(page.standard, (1, 2, 4, 8, 16))
    for picture in page.facts.pictures:
        if picture.bits not in allowed and "JPXDecode" not in picture.filters:
            message = f"a picture has {picture.bits} bits a component; save it with 8"
            yield page.fault("picture-bits", message, picture.box)


def filters(page: Judged) -> Iterator[Fault]:
    """Compression that the standard forbids."""
    forbidden = _FORBIDDEN.get(page.standard, set())
    for odd in page.facts.oddities:
        kind, _, used = odd.rule.partition(" ")
        if kind == "filter" and used in forbidden:
            message = f"{odd.what} is compressed by {used}; use Flate or JPEG"
            yield page.fault("picture-filter", message, odd.box)
