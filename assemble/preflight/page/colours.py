"""Colour spaces of a PDF, resolved, and colours in them as inks (ISO 32000-1, 8.6)."""

from typing import Any, NamedTuple

import pikepdf

from assemble.preflight.page.facts import (
    DEVICE_CMYK,
    DEVICE_GRAY,
    DEVICE_RGB,
    PROCESS,
    Colour,
    Inks,
    Intent,
    Space,
)
from assemble.preflight.page.reading import DAMAGE, Key, dictionary, digest, items, key_of, name

_DEVICE = {
    "/DeviceGray": (DEVICE_GRAY, 1),
    "/G": (DEVICE_GRAY, 1),
    "/DeviceRGB": (DEVICE_RGB, 3),
    "/RGB": (DEVICE_RGB, 3),
    "/DeviceCMYK": (DEVICE_CMYK, 4),
    "/CMYK": (DEVICE_CMYK, 4),
}
_DEFAULTS = {
    DEVICE_GRAY: "/DefaultGray",
    DEVICE_RGB: "/DefaultRGB",
    DEVICE_CMYK: "/DefaultCMYK",
}
_CIE = {"/CalGray": 1, "/CalRGB": 3, "/Lab": 3}
_ICC_SPACES = {b"GRAY": 1, b"RGB ": 3, b"Lab ": 3, b"CMYK": 4}
_MOST_COLORANTS = 32
"""ISO 32000-1, annex C: the most colorants of a DeviceN space."""
_DEEPEST = 6
"""Pattern over Indexed over Separation over ICCBased over its alternate is all that can be."""


class Spaces:
    """Resolves the colour spaces of one file; each indirect one is read once."""

    def __init__(self) -> None:
        self._known: dict[Key, Space] = {}
        self._profiles: dict[Key, _Profile] = {}

    def resolve(self, value: Any, resources: Any, depth: int = 0) -> Space:
        """The space that a name or an array means where these resources hold."""
        key = key_of(value)
        if key and key in self._known:
            return self._known[key]
        try:
            space = self._resolve(value, resources, depth)
        except DAMAGE:
            space = _unknown("can't be read")
        if key:
            self._known[key] = space
        return space

    def _resolve(self, value: Any, resources: Any, depth: int) -> Space:
        if depth > _DEEPEST:
            return _unknown("stands on itself")
        if isinstance(value, pikepdf.Name):
            return self._named(str(value), resources, depth)
        parts = items(value)
        family = name(parts[0]) if parts else ""
        if len(parts) == 1 and family:
            return self._named(family, resources, depth)
        if family == "/ICCBased" and len(parts) > 1:
            return self._icc(parts[1])
        if family in _CIE:
            return _space(family[1:], _CIE[family])
        if family in ("/Indexed", "/I", "/Pattern") and len(parts) > 1:
            base = self.resolve(parts[1], resources, depth + 1)
            plain = "Pattern" if family == "/Pattern" else "Indexed"
            return _space(plain, 1, base=base)
        if family in ("/Separation", "/DeviceN") and len(parts) > 3:
            return self._inks(family[1:], parts, resources, depth)
        return _unknown(f"is {family[1:] or 'nothing'} with {len(parts)} parts")

    def _named(self, wanted: str, resources: Any, depth: int) -> Space:
        spaces = dictionary(dictionary(resources).get("/ColorSpace"))
        if wanted in _DEVICE:
            family, components = _DEVICE[wanted]
            default = spaces.get(_DEFAULTS[family])
            if default is not None and depth <= 1:
                return self.resolve(default, pikepdf.Dictionary(), depth + 1)
            return _space(family, components)
        if wanted == "/Pattern":
            return _space("Pattern", 0)
        if (found := spaces.get(wanted)) is None:
            return _unknown(f"{wanted[1:]} isn't among the page's resources")
        return self.resolve(found, resources, depth + 1)

    def _inks(self, family: str, parts: list[Any], resources: Any, depth: int) -> Space:
        """A Separation or DeviceN space."""
        names = tuple(name(part)[1:] for part in items(parts[1]))
        base = self.resolve(parts[2], resources, depth + 1)
        fault = base.fault
        if not all(names) or not names or len(names) > _MOST_COLORANTS:
            fault = "names no ink, or too many"
        return _space(family, len(names), names, base)._replace(fault=fault)

    def _icc(self, stream: Any) -> Space:
        """A space by an ICC profile (ISO 32000-1, 8.6.5.5)."""
        if not isinstance(stream, pikepdf.Stream):
            return _unknown("has no ICC profile")
        key = stream.objgen  # a stream is always indirect
        if key not in self._profiles:
            self._profiles[key] = _read_profile(stream)
        found = self._profiles[key]
        return _space("ICCBased", found.components)._replace(
            profile=found.digest, fault=found.fault, version=found.version
        )


def _space(
    family: str, components: int, names: tuple[str, ...] = (), base: Space | None = None
) -> Space:
    reach = frozenset({family}) | (base.reach if base else frozenset())
    fault = base.fault if base else ""
    return Space(family, components, names, base, reach, fault=fault)


def _unknown(fault: str) -> Space:
    return Space("", 1, reach=frozenset({""}), fault=fault)


class _Profile(NamedTuple):
    """An ICC profile: `fault` is '' for a sound one, `components` as its stream says."""

    digest: str
    fault: str
    components: int
    version: tuple[int, int]


def _read_profile(stream: Any) -> _Profile:
    """What the header of an ICC profile says (ICC.1, 7.2)."""
    data = bytes(stream.read_bytes())
    stated = stream.get("/N")
    components = int(stated) if stated in (1, 3, 4) else 0
    if len(data) < 128 or data[36:40] != b"acsp":
        return _Profile(
            digest(data), "has a stream that is no ICC profile", components or 3, (0, 0)
        )
    fault = ""
    if _ICC_SPACES.get(data[16:20], 0) != components:
        fault = f"has a profile of {data[16:20].decode('latin-1').strip()} for {components} values"
    return _Profile(digest(data), fault, components or 3, (data[8], data[9] >> 4))


def colour_of(space: Space, values: tuple[float, ...]) -> Colour:
    """A colour in a space; `values` are its components as content gives them."""
    if space.family == "ICCBased" or space.reach & {"CalRGB", "CalGray", "Lab"}:
        white = _light(space, values)
        return Colour(space, values, () if white else None, white)
    inks = _inks_of(space, values)
    if inks is None:
        white = space.family == DEVICE_RGB and min(values, default=0) >= 1
        return Colour(space, values, () if white else None, white)
    return Colour(space, values, inks, not inks)


def _inks_of(space: Space, values: tuple[float, ...]) -> Inks | None:
    if space.family == DEVICE_CMYK:
        pairs = zip(PROCESS, values, strict=False)
    elif space.family == DEVICE_GRAY and values:
        pairs = zip(("Black",), (1 - values[0],), strict=True)
    elif space.family in ("Separation", "DeviceN"):
        pairs = zip(space.names, values, strict=False)
    else:
        return None
    return tuple((ink, min(share, 1.0)) for ink, share in pairs if share > 0 and ink != "None")


def _light(space: Space, values: tuple[float, ...]) -> bool:
    """Whether a colour that a profile describes is the lightest there is."""
    if space.family == "Lab":
        return len(values) == 3 and values[0] >= 100 and values[1] == 0 == values[2]
    if space.family in ("Separation", "DeviceN") or space.components == 4:
        return not any(values)
    return space.family != "Indexed" and min(values, default=0) >= 1


def intent_of(pdf: pikepdf.Pdf) -> Intent:
    """The output intent of a file, the one for PDF/X before others; CMYK with none."""
    try:
        found = [dictionary(item) for item in items(pdf.Root.get("/OutputIntents"))]
        found.sort(key=lambda item: item.get("/S") != pikepdf.Name.GTS_PDFX)
        for item in found:
            stream = item.get("/DestOutputProfile")
            if isinstance(stream, pikepdf.Stream):
                profile = _read_profile(stream)
                device = {1: DEVICE_GRAY, 3: DEVICE_RGB, 4: DEVICE_CMYK}[profile.components]
                return Intent(device, profile.digest)
    except DAMAGE:  # the rules about the file judge the intent; content goes by CMYK then
        return Intent(DEVICE_CMYK, "")
    return Intent(DEVICE_CMYK, "")
