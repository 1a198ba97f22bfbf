"""The odd pictures of ../shared/photos/odd for the press: what LittleCMS says, to 1 in 8 bits."""

import numpy as np
import pytest
from PIL import Image as Pillow
from pressing import ODD, converted, odd, one, pixels, press

SOUND = sorted(p.name for p in ODD.glob("*.*") if "broken" not in p.name) if ODD.is_dir() else []

pytestmark = pytest.mark.skipif(not SOUND, reason=f"{ODD} is not there")


def opened(name: str) -> Pillow.Image:
    """An odd picture in RGB, CMYK or grey, on white, by Pillow alone."""
    picture = Pillow.open(ODD / name)
    picture.load()
    if picture.mode == "RGBA":
        white = Pillow.new("RGBA", picture.size, "white")
        white.alpha_composite(picture)
        return white.convert("RGB")
    return picture.convert("RGB") if picture.mode == "P" else picture


@pytest.mark.parametrize("name", SOUND)
def test_early_is_what_littlecms_says(name: str) -> None:
    """Converted pixels differ by 1 at most; where that has too much ink only the colours give."""
    picture = opened(name)
    image = odd(name)
    made = one(image, press("early"))
    found = pixels(made).astype(int)

    assert made.profile is None
    assert made.orientation == image.orientation
    if picture.mode == "L":
        assert np.array_equal(found[..., 0], np.asarray(picture))
        return
    if picture.mode == "CMYK":
        wanted = np.asarray(picture).astype(int)
    else:
        wanted = converted(picture, image.profile)
    heavy = wanted.sum(axis=2) > 765
    assert np.abs(found - wanted)[~heavy].max() <= 1
    assert found.sum(axis=2).max() <= 765
    assert np.abs(found - wanted)[heavy][:, 3].max(initial=0) <= 1
    assert (found <= wanted + 1).all()


@pytest.mark.parametrize("name", SOUND)
def test_late_keeps_pixels_and_names_their_colours(name: str) -> None:
    """RGB has a profile, its own or sRGB's; grey and the output's CMYK have none."""
    picture = opened(name)
    image = odd(name)
    made = one(image, press("late"))

    assert made.orientation == image.orientation
    assert (made.width, made.height) == picture.size
    assert (made.profile is not None) == (picture.mode == "RGB")
    if image.format == "JPEG":
        assert made.data == image.data
    else:
        assert np.array_equal(pixels(made), np.asarray(picture))
