"""Colours of photographs for the press: profiles honoured, paper white, black only, ink."""

import hashlib
import io
from dataclasses import replace

import numpy as np
import pytest
from making import SHARED
from PIL import Image as Pillow
from PIL import ImageCms
from pressing import (
    FOGRA39,
    NOWHERE,
    ODD,
    adobe_rgb,
    converted,
    display_p3,
    edition_of,
    grey_profile,
    image_of,
    one,
    pixels,
    press,
    pressed,
    profile_of,
    saved,
)

from assemble.model.edition import ImageItem, Rect, Source
from assemble.picture.colour import is_output
from assemble.picture.ink import limited
from assemble.picture.press import prepared_for_press
from assemble.picture.profile import for_press
from assemble.picture.srgb import srgb

EARLY, LATE = press("early"), press("late")
SRGB_DIGEST = "e80a9a9a86c86c86e55ab87140d60d7608c3f4f05fe2710f751d19b9b2a51e70"
OTHER_CMYK = SHARED / "icc" / "ISOcoated_v2_300_bas.icc"


def flat(colour, mode="RGB", kind="PNG", **more):
    """A file of one colour."""
    return image_of(saved(Pillow.new(mode, (8, 6), colour), kind, **more))


def patch(image, how=EARLY):
    """The first pixel of a picture of one colour."""
    found = pixels(one(image, how))
    assert (found == found[0, 0]).all()
    return tuple(int(value) for value in found[0, 0])


@pytest.mark.parametrize(
    ("same", "profile"),
    [
        ((234, 51, 35), display_p3),
        pytest.param(
            (219, 0, 0),
            adobe_rgb,
            marks=pytest.mark.skipif(not ODD.is_dir(), reason=f"{ODD} is not there"),
        ),
    ],
)
def test_the_same_red_from_wider_spaces(same, profile):
    """SRGB's red is printed the same from Display P3 and Adobe RGB, where it has other numbers."""
    red = patch(flat((255, 0, 0)))

    assert patch(flat(same, icc_profile=profile())) == pytest.approx(red, abs=3)
    assert patch(flat(same)) != pytest.approx(red, abs=12)


def test_wide_green_is_greener_than_srgb():
    """The green of Display P3 isn't cut to sRGB's before it is converted."""
    wide = np.asarray(patch(flat((0, 255, 0), icc_profile=display_p3())))
    wanted = converted(Pillow.new("RGB", (1, 1), (0, 255, 0)), display_p3())[0, 0]

    assert np.abs(wide - wanted).max() <= 1


def test_transparency_is_laid_on_white_before():
    """Half of black over paper is the conversion of middle grey; clear places have no ink."""
    assert patch(flat((0, 0, 0, 128), "RGBA")) == patch(flat((127, 127, 127)))
    assert patch(flat((9, 9, 9, 0), "RGBA")) == (0, 0, 0, 0)


def test_palette_is_looked_up():
    """A palette picture has the colours of its palette, not its numbers."""
    picture = Pillow.new("P", (8, 6), 1)
    picture.putpalette([0, 0, 0, 200, 30, 60])

    assert patch(image_of(saved(picture, "PNG"))) == patch(flat((200, 30, 60)))
    late = one(image_of(saved(picture, "PNG")), LATE)
    assert (late.components, late.profile) == (3, srgb())
    assert tuple(pixels(late)[0, 0]) == (200, 30, 60)


def test_lab_is_converted_directly():
    """Lab becomes CMYK at once, and sRGB with its profile where it stays RGB."""
    lab = ImageCms.profileToProfile(
        Pillow.new("RGB", (8, 6), (119, 119, 119)),
        ImageCms.createProfile("sRGB"),
        ImageCms.createProfile("LAB"),
        outputMode="LAB",
    )
    image = image_of(saved(lab, "TIFF"))
    late = one(image, LATE)

    assert image.mode == "LAB"
    assert np.abs(np.asarray(patch(image)) - converted(lab, None)[0, 0]).max() <= 1
    assert late.profile == srgb()
    assert tuple(pixels(late)[0, 0]) == pytest.approx((119, 119, 119), abs=2)


def test_grey_without_profile_is_black_ink():
    """Grey stays as it is, its file too."""
    image = flat(100, "L", "JPEG")

    assert one(image, EARLY) == one(image, LATE)
    assert one(image, EARLY).data == image.data


@pytest.mark.parametrize("how", [EARLY, LATE])
def test_grey_with_profile_keeps_its_lightness_in_black(how):
    """L* on paper is that of the profile, the blacks fitted to each other; never four inks."""
    ramp = Pillow.frombytes("L", (256, 1), bytes(range(256)))
    made = one(image_of(saved(ramp, "PNG", icc_profile=grey_profile())), how)
    greys = pixels(made)[0, :, 0].astype(int)
    inks = np.zeros((1, 256, 4), np.uint8)
    inks[0, :, 3] = 255 - greys
    paper = ImageCms.buildTransform(
        io.BytesIO(FOGRA39), ImageCms.createProfile("LAB"), "CMYK", "LAB",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
    )  # fmt: skip
    printed = Pillow.frombytes("CMYK", (256, 1), inks.tobytes())
    lightness = np.asarray(ImageCms.applyTransform(printed, paper))[0, :, 0] / 2.55
    luminance = np.where(lightness > 8, ((lightness + 16) / 116) ** 3, lightness * 27 / 24389)
    wanted = luminance[0] + (np.arange(256) / 255) ** 2.2 * (1 - luminance[0])

    assert (made.components, made.profile) == (1, None)
    assert (greys[0], greys[-1]) == (0, 255)
    assert (np.diff(greys) >= 0).all()
    assert np.abs(116 * np.cbrt(luminance) - 116 * np.cbrt(wanted)).max() < 1.0


def test_deep_grey_is_scaled():
    """16 bits of grey become the nearest 8."""
    image = image_of(saved(Pillow.new("I;16", (8, 6), 0x8080), "PNG"))

    assert patch(image) == patch(image, LATE) == (0x80,)


def test_cmyk_of_the_condition_is_left_alone():
    """Without a profile, or with that of the output, numbers are inks."""
    for more in ({}, {"icc_profile": FOGRA39}):
        image = flat((10, 20, 30, 40), "CMYK", "TIFF", **more)
        for how in (LATE, EARLY):
            assert patch(image, how) == (10, 20, 30, 40)
            assert one(image, how).profile is None


@pytest.mark.skipif(not OTHER_CMYK.is_file(), reason=f"{OTHER_CMYK} is not there")
def test_cmyk_of_another_condition_is_converted():
    """Late too: the file holds no ICC-based CMYK."""
    profile = OTHER_CMYK.read_bytes()
    picture = Pillow.new("CMYK", (8, 6), (200, 20, 30, 40))
    data = saved(picture, "JPEG", icc_profile=profile, quality=100)
    wanted = converted(Pillow.open(io.BytesIO(data)), profile)

    for how in (LATE, EARLY):
        made = one(image_of(data), how)
        assert (made.components, made.profile) == (4, None)
        assert np.abs(pixels(made).astype(int) - wanted).max() <= 1


def test_plain_cmyk_jpeg_is_not_turned_over():
    """A CMYK JPEG without the Adobe marker holds ink as it is, decoded too."""
    data = saved(Pillow.new("CMYK", (8, 8), (245, 215, 195, 255)), "JPEG", quality=100)
    at = data.index(b"\xff\xee")
    bare = data[:at] + data[at + 2 + int.from_bytes(data[at + 2 : at + 4], "big") :]

    assert tuple(pixels(one(image_of(bare), EARLY))[0, 0]) == pytest.approx((10, 40, 60, 0), abs=1)


def test_profiles_of_printers_are_known():
    """Only a CMYK printer's whole profile can be that of a printing condition."""
    assert is_output(FOGRA39)
    assert not any(map(is_output, (srgb(), BROKEN, FOGRA39[:3000], b"")))


def test_many_at_once_are_what_each_is_alone():
    """Photographs made in several threads, with one profile, don't touch each other."""
    noise = [Pillow.effect_noise((300, 260), 20.0 * n).convert("RGB") for n in range(8)]
    images = {
        str(n): image_of(saved(picture, "PNG", icc_profile=display_p3()), str(n))
        for n, picture in enumerate(noise)
    }
    first = edition_of(images["0"])
    items = tuple(
        ImageItem(Rect(0, 0, 72, 62), key, Rect(0, 0, 1, 1), Source("photo")) for key in images
    )
    edition = replace(first, images=images, pages=(replace(first.pages[0], items=items),))
    made = prepared_for_press(edition, EARLY, NOWHERE).pictures

    assert made == {key: one(image, EARLY) for key, image in images.items()}
    assert list(made) == list(images)


def test_x1a_is_always_early():
    """PDF/X-1a holds no RGB whatever the choice says."""
    made = one(flat((255, 0, 0)), press("late", standard="x-1a"))

    assert made.components == 4


def test_ink_is_kept_within_the_limit():
    """Cyan, magenta and yellow give way in proportion, black stays, light places don't change."""
    strip = Pillow.new("CMYK", (2, 1))
    strip.putpixel((0, 0), (200, 100, 200, 250))
    strip.putpixel((1, 0), (255, 255, 255, 0))
    whole = 750 - 250
    light = limited(strip, 3.0)
    less = limited(strip, 2.0)

    assert [light.getpixel((x, 0)) for x in (0, 1)] == [(200, 100, 200, 250), (255, 255, 255, 0)]
    assert light is strip
    assert less.getpixel((0, 0)) == (260 * 200 // whole, 260 * 100 // whole, 104, 250)
    assert less.getpixel((1, 0)) == (170, 170, 170, 0)
    assert limited(strip, 0.5).getpixel((0, 0)) == (0, 0, 0, 250)


def test_dark_photograph_keeps_within_the_limit():
    """A limit below what the profile gives is kept by every pixel."""
    image = flat((0, 0, 0))
    full, less = patch(image), patch(image, press("early", ink=2.4))

    assert sum(full) > 612
    assert 608 <= sum(less) <= 612
    assert less[3] == full[3]
    assert sum(patch(flat((200, 250, 220, 250), "CMYK", "TIFF"), EARLY)) <= 765


BROKEN = grey_profile()[:140].ljust(400, b"\x7f")


@pytest.mark.parametrize(
    ("mode", "colour", "profile", "taken"),
    [
        ("RGB", (1, 2, 3), BROKEN.replace(b"GRAY", b"RGB "), "sRGB"),
        ("RGB", (1, 2, 3), grey_profile(), "sRGB"),
        ("RGB", (1, 2, 3), FOGRA39, "sRGB"),
        ("L", 9, srgb(), "black ink"),
        ("L", 9, BROKEN, "black ink"),
        ("I;16", 900, srgb(), "black ink"),
        ("RGBA", (1, 2, 3, 4), FOGRA39, "sRGB"),
        ("CMYK", (1, 2, 3, 4), srgb(), "the printing condition's inks"),
    ],
)
def test_unusable_profile_is_told(mode, colour, profile, taken):
    """A profile that is broken or of other colours is left aside, with a warning."""
    kind = "TIFF" if mode == "CMYK" else "PNG"
    with_it = flat(colour, mode, kind, icc_profile=profile)
    without = flat(colour, mode, kind)

    for how in (LATE, EARLY):
        found = pressed(with_it, how)
        ((image, code, message, _),) = found.notes
        assert (image, code) == (with_it.key, "bad-profile")
        assert message.endswith(f"taken for {taken}")
        made, wanted = found.pictures[with_it.key], one(without, how)
        assert (made.profile, made.components) == (wanted.profile, wanted.components)
        assert np.array_equal(pixels(made), pixels(wanted))


def test_profiles_of_newer_versions_are_said_to_be_42():
    """PDF/X-4 takes profiles up to 4.2; nothing else of the profile changes."""
    newer = profile_of(b"GRAY", {b"kTRC": b"curv" + bytes(8)}, version=b"\x04\x40")
    newer = newer[:84] + b"0123456789abcdef" + newer[100:]
    made = for_press(newer)

    assert made[8:10] == b"\x04\x20"
    assert made[84:100] == bytes(16)
    assert made[:8] + made[10:84] + made[100:] == newer[:8] + newer[10:84] + newer[100:]
    assert for_press(FOGRA39) == FOGRA39
    late = one(flat((1, 2, 3), icc_profile=ImageCms.ImageCmsProfile(
        ImageCms.createProfile("sRGB")).tobytes()), LATE)  # fmt: skip
    assert late.profile[8:10] <= b"\x04\x20"


def test_srgb_profile_is_srgb():
    """Our profile of sRGB converts as LittleCMS's own does, and has always the same bytes."""
    steps = range(0, 256, 15)
    cube = [(r, g, b) for r in steps for g in steps for b in steps]
    picture = Pillow.new("RGB", (len(cube), 1))
    picture.putdata(cube)

    assert np.abs(converted(picture, srgb()) - converted(picture, None)).max() <= 1
    assert int.from_bytes(srgb()[:4], "big") == len(srgb())
    assert "sRGB" in ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(srgb())))
    assert hashlib.sha256(srgb()).hexdigest() == SRGB_DIGEST
