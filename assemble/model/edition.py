"""An edition: pages of placed items, drawable without a layout, a style or a path.

Coordinates are points from the top left corner of the trim, y down. Items stand in reading
order, which is also the drawing order: what lies behind comes first.
"""

import datetime
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from assemble.model.finding import Location
from assemble.model.font import FontFace
from assemble.model.frozen import Frozen
from assemble.model.issue import Image
from assemble.model.kept import Choice
from assemble.model.line import Line
from assemble.model.press import Press


class Rect(NamedTuple):
    """A rectangle in points: left, top, width, height."""

    x: float
    y: float
    width: float
    height: float


class Source(NamedTuple):
    """Where an item comes from: its role, language, article id and source place."""

    role: str
    language: str | None = None
    article: str | None = None
    at: Location | None = None


class TextItem(NamedTuple):
    """A set line on the page; `x` is the frame's left edge, `baseline` the y of the baseline.

    `turn` turns the line about that point, in degrees clockwise: 0, 90 or -90.
    """

    x: float
    baseline: float
    line: Line
    source: Source
    turn: int = 0


class ImageItem(NamedTuple):
    """A picture on the page.

    `image` is a key of the edition's images; the upright picture (EXIF orientation followed)
    is cropped to `crop` (fractions of its width and height: x, y, width, height) and fills
    `rect`.
    """

    rect: Rect
    image: str
    crop: Rect
    source: Source


class BoxItem(NamedTuple):
    """A filled rectangle, or where `ring` is more than 0 a ring so thick, inscribed into it."""

    rect: Rect
    colour: str
    source: Source
    ring: float = 0.0


OUTSIDE = frozenset(
    {"proof", "slug", "crop-mark", "registration-mark", "fold-mark", "colour-bar", "quality-mark"}
)
"""Roles of what is no part of the printed page: marks, and lines outside the trim."""

Item = TextItem | ImageItem | BoxItem


class Link(NamedTuple):
    """An area that leads somewhere: to an address, or to a page by its number."""

    rect: Rect
    target: str | int


class Page(Frozen):
    """A page. `number` counts from 1 with the cover; `label` is the folio, '' where none is set.

    `links` are for the screen; they are not drawn.
    """

    number: int
    label: str
    items: tuple[Item, ...]
    blank: bool = False
    links: tuple[Link, ...] = ()


class Bookmark(NamedTuple):
    """An entry of the PDF outline: title, page number, y on the page in points, and depth."""

    title: str
    page: int
    y: float
    depth: int


class Edition(Frozen):
    """The whole publication, laid out.

    `trim`, `bleed` and `slug` (from the trim to the edge of the sheet, at least the bleed where
    there is one) in points; `colours` in CMYK fractions 0…1; `purpose` is proof, print or
    screen; `languages` are BCP 47 tags, the leading one first; `build_id` names the inputs. `spots`
    gives the ink's name of each colour that has one of its own; `press` what a file for print is
    made by, None for proof and screen; `made` the time that the file gives as its own, None for the
    beginning of `date`.
    """

    title: str
    subject: str
    author: str
    number: str
    languages: tuple[str, ...]
    date: datetime.date
    purpose: str
    build_id: str
    trim: tuple[float, float]
    bleed: float
    slug: float
    colours: Mapping[str, tuple[float, float, float, float]]
    faces: Mapping[str, FontFace]
    images: Mapping[str, Image]
    pages: tuple[Page, ...]
    bookmarks: tuple[Bookmark, ...]
    choices: tuple[tuple[str, Choice], ...] = ()
    spots: Mapping[str, str] = MappingProxyType({})
    press: Press | None = None
    made: datetime.datetime | None = None
