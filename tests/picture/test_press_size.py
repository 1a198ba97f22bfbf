"""Which photographs are scaled down for the press, to what, and how well."""

import numpy as np
import pytest
from PIL import Image as Pillow
from pressing import NOWHERE, WHOLE, edition_of, image_of, pixels, press, saved

from assemble.model.edition import Rect
from assemble.picture.press import prepared_for_press

LATE, EARLY = press("late"), press("early")


def waves(width=600, height=400, mode="RGB"):
    """A smooth picture."""
    across = Pillow.linear_gradient("L").rotate(90).resize((width, height))
    down = Pillow.linear_gradient("L").resize((width, height))
    return Pillow.merge("RGB", (across, down, Pillow.new("L", (width, height), 90))).convert(mode)


def at_ppi(image, *resolutions, how=LATE, crop=WHOLE):
    """A picture prepared that is placed once for each resolution."""
    width, height = image.upright
    places = [
        (Rect(0, 0, width * crop.width * 72 / ppi, height * crop.height * 72 / ppi), crop)
        for ppi in resolutions
    ]
    return prepared_for_press(edition_of(image, *places), how, NOWHERE).pictures[image.key]


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("ppi", [72, 299, 301, 450])
def test_up_to_one_and_a_half_stays(kind, ppi):
    """Nothing is scaled up, and nothing down that is at most 1.5 times too fine."""
    made = at_ppi(image_of(saved(waves(), kind)), ppi)

    assert (made.width, made.height) == (600, 400)
    assert kind != "JPEG" or made.data == saved(waves(), kind)


@pytest.mark.parametrize("how", [LATE, EARLY])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_finer_is_scaled_to_the_wished_resolution(how, kind):
    """From 1.5 times on a photograph comes at 300 ppi, rounded up to whole pixels."""
    made = at_ppi(image_of(saved(waves(), kind)), 455, how=how)

    assert (made.width, made.height) == (396, 264)  # 600 × 300 / 455 = 395.6
    assert pixels(made).shape == (264, 396, 4 if how is EARLY else 3)


def test_largest_placement_decides():
    """A picture that is shown small and large keeps what the large one needs."""
    image = image_of(saved(waves(), "JPEG"))

    assert at_ppi(image, 1200, 600).width == 300
    assert at_ppi(image, 1200, 400).width == 600


def test_crop_counts():
    """A part that fills its place at 300 ppi isn't scaled, however small the place is."""
    image = image_of(saved(waves(), "JPEG"))
    crop = Rect(0.2, 0.2, 0.5, 0.5)
    place = Rect(0, 0, 72.0, 48.0)  # 600 pixels of width over an inch would be 600 ppi
    made = prepared_for_press(edition_of(image, (place, crop)), LATE, NOWHERE)

    assert made.pictures[image.key].width == 600


def test_coarser_axis_decides():
    """A picture that is stretched keeps the pixels of the axis that has fewer."""
    image = image_of(saved(waves(), "JPEG"))
    place = Rect(0, 0, 72.0, 96.0)  # 600 ppi across, 300 ppi down
    made = prepared_for_press(edition_of(image, (place, WHOLE)), LATE, NOWHERE)

    assert made.pictures[image.key].width == 600


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
@pytest.mark.parametrize("how", [LATE, EARLY])
def test_turned_pictures_are_scaled_as_they_are_stored(kind, how):
    """The orientation is what is left to turn, and pixels keep their proportions."""
    exif = Pillow.Exif()
    exif[0x0112] = 6
    image = image_of(saved(waves(), kind, exif=exif))
    made = at_ppi(image, 600, how=how)
    upright = made.orientation == 1

    assert image.upright == (400, 600)
    assert (made.width, made.height) == ((200, 300) if upright else (300, 200))
    assert upright == (kind == "TIFF")


def test_line_art_of_one_bit_stays():
    """Bitmaps need more than twice the resolution, and no greys."""
    bitmap = waves(mode="1")

    assert at_ppi(image_of(saved(bitmap, "PNG")), 1200).width == 600
    assert at_ppi(image_of(saved(bitmap, "TIFF")), 1200, how=EARLY).width == 600


@pytest.mark.parametrize(
    ("mode", "filter_"), [("RGB", "DCTDecode"), ("L", "DCTDecode"), ("CMYK", "FlateDecode")]
)
@pytest.mark.parametrize("times", [2, 5, 9])
def test_scaled_pictures_look_the_same(mode, filter_, times):
    """The whole is the filter's outcome, whatever a JPEG is decoded at; 4:4:4 where it is one."""
    picture = waves(960, 720, mode)
    made = at_ppi(image_of(saved(picture, "JPEG", quality=95, subsampling=0)), 300 * times)
    size = made.width, made.height
    wanted = np.asarray(picture.resize(size, Pillow.Resampling.LANCZOS)).reshape(*size[::-1], -1)

    assert made.filter == filter_
    assert np.abs(pixels(made).astype(int) - wanted).mean() < 1.5
    if mode == "RGB":
        assert made.profile is not None
        assert b"\xff\xc0\0\x11\x08" in made.data  # baseline: of three components
        assert made.data.split(b"\xff\xc0\0\x11\x08")[1][6:7] == b"\x11"  # 1 × 1 sampling


@pytest.mark.parametrize("how", [LATE, EARLY])
def test_same_again(how):
    """The same photograph gives the same bytes."""
    image = image_of(saved(waves(), "PNG"))

    assert at_ppi(image, 600, how=how) == at_ppi(image, 600, how=how)
