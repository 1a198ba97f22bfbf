"""An issue folder as read: everything that `assemble` knows about the content of an issue."""

import datetime

from assemble.model.finding import Location
from assemble.model.frozen import Frozen
from assemble.model.press import PressSpec
from assemble.model.text import ArticleText, Localized, Phrase

PAGE_SIZES = ("page", "bleed", "spread")
"""Sizes of a picture that has a page to itself: the type area, the page, two facing pages."""
PICTURE_SIZES = ("column", "wide", *PAGE_SIZES)
"""Sizes that a photograph of an article may be given."""
GROUP_SIZES = ("column", "wide", "page")
"""Sizes that a group of photographs may be given."""
FILLER_SIZES = ("column", "wide", "half", "page")
"""Least sizes that a filler may be given; `half` is half a page across all columns."""


class Image(Frozen):
    """A picture file that was opened and checked.

    `key` is the SHA-256 of `data`; `format` is JPEG, PNG, TIFF or WEBP by content; `width` and
    `height` are the stored pixels, before `orientation` (EXIF 2.32, tag 0x0112, 1 to 8) turns
    them; `mode` is Pillow's name of the pixel format; `profile` the embedded ICC profile.
    """

    key: str
    format: str
    width: int
    height: int
    orientation: int
    mode: str
    profile: bytes | None
    data: bytes

    @property
    def upright(self) -> tuple[int, int]:
        """Width and height in pixels as the picture is seen, EXIF orientation followed."""
        turned = self.orientation >= 5
        return (self.height, self.width) if turned else (self.width, self.height)


class Photo(Frozen):
    """A photograph of the manifest. `at` is the place of its `file`.

    `focus` is the point that a crop keeps, in fractions from the left and the top of the upright
    picture; `crop` the width and height, as a ratio, that the picture is to be cut to.
    """

    file: str
    image: Image
    caption: Localized | None
    credit: Localized | None
    size: str | None
    at: Location
    focus: tuple[float, float] = (0.5, 0.5)
    crop: tuple[float, float] | None = None

    @property
    def shape(self) -> tuple[float, float]:
        """Width and height in pixels of what the wished crop leaves of the upright picture."""
        width, height = self.image.upright
        if self.crop is None:
            return float(width), float(height)
        ratio = self.crop[0] / self.crop[1]
        return min(float(width), height * ratio), min(float(height), width / ratio)

    @property
    def fills_page(self) -> bool:
        """Whether the photograph is to have a page or two to itself."""
        return self.size in PAGE_SIZES


class PhotoGroup(Frozen):
    """Two to four photographs that stand as one block; `at` is the place of its `group`.

    `caption` and `credit` are for all of them; each may have its own too.
    """

    photos: tuple[Photo, ...]
    caption: Localized | None
    credit: Localized | None
    size: str | None
    at: Location

    @property
    def fills_page(self) -> bool:
        """Whether the group is to have a page to itself."""
        return self.size in PAGE_SIZES


Picture = Photo | PhotoGroup
"""What stands on a page as one picture."""


class Article(Frozen):
    """An article of a section; `texts` are in the order of its languages, the leading one first.

    `kind` names a kind of the layout; where the manifest has none it stands at the article.
    """

    id: str
    kind: Phrase
    arrangement: str | None
    author: Localized | None
    compiled: bool
    photos: tuple[Picture, ...]
    texts: tuple[ArticleText, ...]
    at: Location


class Section(Frozen):
    """A titled run of articles."""

    title: Localized
    list_articles: bool
    articles: tuple[Article, ...]
    at: Location


class PhotoPage(Frozen):
    """A full-page photograph between sections."""

    photo: Photo
    at: Location


class Filler(Frozen):
    """Something that may be printed where a page has room left.

    `kind` is photo, notice, quote or advertisement; a photo and an advertisement have `photo`,
    the others `text`, its paragraphs parted by an empty line. `size` is the least that it takes.
    """

    kind: str
    photo: Photo | None
    text: Localized | None
    heading: Localized | None
    source: Localized | None
    size: str
    at: Location


class Person(Frozen):
    """A masthead entry: a name that is printed once, and a role by language."""

    name: Localized
    role: Localized | None


class MastheadBlock(Frozen):
    """A block of the masthead."""

    heading: Localized | None
    lines: tuple[Localized, ...]
    people: tuple[Person, ...]
    at: Location


class Cover(Frozen):
    """The cover; `teasers` are article ids."""

    photo: Photo | None
    note: Localized | None
    teasers: tuple[str, ...]
    at: Location


class PrintSpec(Frozen):
    """What the manifest overrides of the layout's print settings; None keeps the layout's.

    Lengths in points; `at` is the place of `print`.
    """

    trim: tuple[float, float] | None = None
    bleed: float | None = None
    binding: str | None = None
    press: PressSpec = PressSpec()
    at: Location | None = None


class Issue(Frozen):
    """A whole issue.

    `folder` is the issue folder's own name; `digest` the SHA-256 of all source files read.
    """

    folder: str
    languages: tuple[str, ...]
    layout: Phrase
    title: Localized
    publisher: Localized | None
    number: str
    date: datetime.date
    cover: Cover
    masthead: tuple[MastheadBlock, ...]
    contents_title: Localized | None
    sections: tuple[Section | PhotoPage, ...]
    back_cover: Photo | None
    print: PrintSpec
    digest: str
    at: Location
    fillers: tuple[Filler, ...] = ()


def photos_of(article: Article) -> tuple[Photo, ...]:
    """The photographs of an article, those of its groups one by one."""
    each = [p.photos if isinstance(p, PhotoGroup) else (p,) for p in article.photos]
    return tuple(photo for photos in each for photo in photos)
