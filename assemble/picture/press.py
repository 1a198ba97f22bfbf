"""The photographs of an edition as the press wants them: scaled down, in its colours.

In: an `Edition`, a `Press`, a `Cache`. Out: `Prepared` values by the edition's keys, and notes on
what is wrong with photographs. What can be carried as it is isn't decoded; the rest is made in
threads (Pillow, LittleCMS and zlib let go of the interpreter lock) and kept in the cache.
"""

import hashlib
import math
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import PIL
from PIL import features

from assemble.model.edition import Edition, ImageItem
from assemble.model.issue import Image
from assemble.model.picture import Prepared
from assemble.model.press import Press
from assemble.picture.cache import Cache, Entry
from assemble.picture.prepare import carried, shown
from assemble.picture.profile import for_press
from assemble.picture.srgb import srgb

if TYPE_CHECKING:
    from assemble.picture.colour import Colours

ALGORITHM = 1
"""Goes up whenever the same photograph would be made in another way: old entries are not asked."""

WORKERS = 2
"""Photographs in work at once; each may be as large as memory bears."""

SPARE = 1.5
"""How much finer than wanted a photograph may be before it is scaled down: under that the file
gains little, and scaling costs sharpness."""


class Note(NamedTuple):
    """What somebody should know of a photograph: a warning's code, message and hint.

    `image` is a key of the edition's images.
    """

    image: str
    code: str
    message: str
    hint: str


class Pressed(NamedTuple):
    """The photographs by the edition's keys, and what is to be said about them."""

    pictures: dict[str, Prepared]
    notes: tuple[Note, ...]


def prepared_for_press(
    edition: Edition,
    press: Press,
    cache: Cache,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> Pressed:
    """Make all photographs that the pages show ready for the press.

    Args:
        edition: the pages; those of `press.standard` x-1a are converted whatever it says.
        press: standard, printing condition, resolution, and when RGB becomes CMYK.
        cache: where converted photographs are kept between runs.
        progress: is told how many photographs are ready, and how many there are.
    """
    items = [i for page in edition.pages for i in page.items if isinstance(i, ImageItem)]
    images = {key: edition.images[key] for key in shown(edition)}
    placed = {key: [item for item in items if item.image == key] for key in images}
    sizes = [_size(image, placed[key], press.ppi) for key, image in images.items()]
    workshop = _Workshop(press, cache)
    with ThreadPoolExecutor(WORKERS) as pool:
        entries = []
        for entry in pool.map(workshop.entry, images.values(), sizes):
            entries.append(entry)
            progress(len(entries), len(images))
    if workshop.made:
        cache.prune()
    found = dict(zip(images, entries, strict=True))
    return Pressed(
        {key: entry.picture for key, entry in found.items()},
        tuple(_note(key, images[key], e.picture) for key, e in found.items() if e.bad_profile),
    )


class _Workshop:
    """Makes photographs for one press; its method may be called in several threads."""

    def __init__(self, press: Press, cache: Cache) -> None:
        self._early = press.photographs == "early" or press.standard == "x-1a"
        self._condition = press.condition
        self._cache = cache
        output = hashlib.sha256(press.condition.profile).hexdigest()
        versions = (ALGORITHM, PIL.__version__, features.version("littlecms2"))
        self._common = (*versions, self._early, output, press.condition.ink)
        self.made = 0

    def entry(self, image: Image, size: tuple[int, int] | None) -> Entry:
        """A photograph as it is, from the cache, or made; `size` is what it is scaled to."""
        entry = self._carried(image) if size is None else None
        if entry is None:
            name = hashlib.sha256(repr((image.key, size, *self._common)).encode()).hexdigest()
            entry = self._cache.get(name)
            if entry is None:
                entry = self._make(image, size, name)
                self._cache.put(name, entry)
                self.made += 1
        return entry

    def _carried(self, image: Image) -> Entry | None:
        """A photograph whose data and colours can go to the press as they are."""
        picture = carried(image)
        if picture is None:
            return None
        if self._early:
            as_it_is = picture.components == 1 and image.profile is None
            return Entry(picture, bad_profile=False) if as_it_is else None
        if image.profile is None:
            source, bad = None, False
        else:
            source, bad = self._colours.source(image.profile, picture.components)
        if picture.components == 3:
            # PDF/X-4 takes no DeviceRGB beside a CMYK intent.
            return Entry(replace(picture, profile=for_press(source or srgb())), bad)
        if source not in (None, self._condition.profile):
            return None  # only RGB may be ICC-based (GWG 2022, R0028)
        return Entry(replace(picture, profile=None), bad)

    def _make(self, image: Image, size: tuple[int, int] | None, name: str) -> Entry:
        # With a warm cache nothing is converted: then numpy's 80 ms are saved.
        from assemble.picture.convert import Recipe, converted

        condition = self._condition
        recipe = Recipe(name, size, self._early, condition.profile, condition.ink)
        return converted(image, recipe, self._colours)

    @cached_property
    def _colours(self) -> "Colours":
        # LittleCMS is loaded for pictures only that are converted or bring a profile.
        from assemble.picture.colour import Colours

        return Colours(self._condition.profile)


def _size(image: Image, items: Iterable[ImageItem], wanted: float) -> tuple[int, int] | None:
    """What a picture is scaled down to, in stored pixels; None for one that stays as it is.

    The largest of its `items` decides. Pictures of one bit stay: they need three times the
    resolution (GWG 2022, R0032), and grey edges would be screened.
    """
    width, height = image.upright
    finest = min(
        resolution
        for item in items
        for resolution in (
            width * item.crop.width / (item.rect.width / 72),
            height * item.crop.height / (item.rect.height / 72),
        )
    )
    if finest <= SPARE * wanted or image.mode == "1":
        return None
    scale = wanted / finest
    return math.ceil(image.width * scale - 1e-6), math.ceil(image.height * scale - 1e-6)


def _note(key: str, image: Image, made: Prepared) -> Note:
    """That a photograph's profile can't be used."""
    if made.components == 1:
        taken = "black ink"
    else:
        taken = "the printing condition's inks" if image.mode == "CMYK" else "sRGB"
    return Note(
        key,
        "bad-profile",
        f"the photograph's ICC profile can't be used; its colours are taken for {taken}",
        "export it again with the profile of its colours",
    )
