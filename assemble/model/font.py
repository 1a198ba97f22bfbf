"""Font faces as read: bytes, coverage and the role that each plays in layouts."""

from collections.abc import Mapping

from assemble.model.finding import Location
from assemble.model.frozen import Frozen


class FontFace(Frozen):
    """One static TrueType font file.

    `key` is `role/style`: `role` the name that layouts use (`text`, `sans`, …), `style` the cut
    within the role (`regular`, `semibold italic`, …). `coverage` holds its cmap's code points.
    """

    key: str
    family: str
    role: str
    style: str
    file: str
    units_per_em: int
    coverage: frozenset[int]
    data: bytes
    at: Location


class Fonts(Frozen):
    """All faces that were loaded; `faces` is by key (`role/style`), in the order of fonts.yaml.

    `digest` is the SHA-256 of fonts.yaml and of all font files.
    """

    faces: Mapping[str, FontFace]
    digest: str

    def face(self, role: str, style: str) -> FontFace | None:
        """The face for a role and style, or None."""
        return self.faces.get(f"{role}/{style}")
