"""Pictures on the page: bytes kept, colours right, turned and cropped as asked."""

import io
import itertools
import struct

import pikepdf
import pypdfium2
import pytest
from making import written
from PIL import Image as Pillow
from PIL import ImageCms

from assemble.model.edition import ImageItem, Rect, Source

PHOTO = Source(role="photo")
WHOLE = Rect(0.0, 0.0, 1.0, 1.0)
RED, GREEN, BLUE, YELLOW = (255, 0, 0), (0, 200, 0), (0, 0, 255), (255, 255, 0)
QUARTERS = ((0, 0, RED), (1, 0, GREEN), (0, 1, BLUE), (1, 1, YELLOW))
"""Column and row of each quarter of the upright test picture, and its colour."""

STORED = {
    1: None,
    2: Pillow.Transpose.FLIP_LEFT_RIGHT,
    3: Pillow.Transpose.ROTATE_180,
    4: Pillow.Transpose.FLIP_TOP_BOTTOM,
    5: Pillow.Transpose.TRANSPOSE,
    6: Pillow.Transpose.ROTATE_90,
    7: Pillow.Transpose.TRANSVERSE,
    8: Pillow.Transpose.ROTATE_270,
}
"""By EXIF orientation: what makes the stored picture from the upright one."""


def quarters(size=(80, 40), mode="RGB"):
    """An upright picture of four coloured quarters."""
    picture = Pillow.new("RGB", size)
    width, height = size[0] // 2, size[1] // 2
    for column, row, colour in QUARTERS:
        picture.paste(colour, (column * width, row * height, (column + 1) * width, size[1]))
    picture.paste(RED, (0, 0, width, height))
    picture.paste(GREEN, (width, 0, size[0], height))
    return picture.convert(mode)


def saved(picture, kind, **more):
    """The bytes of a picture file."""
    stream = io.BytesIO()
    picture.save(stream, kind, **more)
    return stream.getvalue()


def close_to(colour, found, slack=24):
    """Whether two RGB colours look the same."""
    return all(abs(a - b) <= slack for a, b in zip(colour, found, strict=True))


def one_image(pdf):
    """The only image object of a PDF: its dictionary as plain values and its raw bytes."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        objects = [
            thing
            for thing in document.objects
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"
        ]
        assert len(objects) == 1
        entries = {str(key): str(value) for key, value in objects[0].items()}
        return entries, objects[0].read_raw_bytes()


@pytest.fixture
def place(edition, picture):
    """Makes a PDF with one picture in a rectangle at (100, 50), 160 by 80 points."""

    def make(data, kind, size, crop=WHOLE, **more):
        image = picture(data, kind, size, **more)
        item = ImageItem(Rect(100.0, 50.0, 160.0, 80.0), image.key, crop, PHOTO)
        return written(edition((item,), images={image.key: image}))

    return make


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_orientation_is_followed(place, render, orientation, kind):
    """Each EXIF orientation shows the picture upright and fills its rectangle."""
    upright = quarters()
    turn = STORED[orientation]
    stored = upright if turn is None else upright.transpose(turn)
    options = {"quality": 95, "subsampling": 0} if kind == "JPEG" else {}
    pdf = place(saved(stored, kind, **options), kind, stored.size, orientation=orientation)
    page = render(pdf)

    for column, row, colour in QUARTERS:
        for x, y in itertools.product((5, 40, 75), (5, 20, 35)):
            assert close_to(colour, page.getpixel((100 + 80 * column + x, 50 + 40 * row + y)))
    assert page.getpixel((97, 90)) == page.getpixel((263, 90)) == (255, 255, 255)
    assert page.getpixel((180, 47)) == page.getpixel((180, 133)) == (255, 255, 255)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize(("column", "row", "colour"), QUARTERS)
def test_crop_shows_its_part_only(place, render, orientation, column, row, colour):
    """A crop is a part of the upright picture; nothing beyond its rectangle is seen."""
    upright = quarters()
    turn = STORED[orientation]
    stored = upright if turn is None else upright.transpose(turn)
    crop = Rect(0.5 * column + 0.05, 0.5 * row + 0.05, 0.4, 0.4)
    page = render(place(saved(stored, "PNG"), "PNG", stored.size, crop, orientation=orientation))

    for x, y in itertools.product((102, 180, 257), (52, 90, 127)):
        assert close_to(colour, page.getpixel((x, y)))
    assert page.getpixel((97, 90)) == page.getpixel((263, 90)) == (255, 255, 255)
    assert page.getpixel((180, 47)) == page.getpixel((180, 133)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
@pytest.mark.parametrize("progressive", [False, True])
def test_jpeg_keeps_its_bytes(place, mode, progressive):
    """A JPEG goes into the file byte for byte, whatever its colours."""
    data = saved(quarters(mode=mode), "JPEG", progressive=progressive)
    entries, raw = one_image(place(data, "JPEG", (80, 40), mode=mode))

    assert raw == data
    assert entries["/Filter"] == "/DCTDecode"
    assert (entries["/Width"], entries["/Height"]) == ("80", "40")


def test_adobe_cmyk_is_turned_over(place, render):
    """A CMYK JPEG with the Adobe marker holds 255 - ink: its red must look red."""
    data = saved(Pillow.new("CMYK", (80, 40), (0, 255, 255, 0)), "JPEG", quality=95)
    pdf = place(data, "JPEG", (80, 40), mode="CMYK")
    red, green, blue = render(pdf).getpixel((180, 90))

    assert b"Adobe" in data
    assert "/Decode" in one_image(pdf)[0]
    assert red > 180 > 90 > max(green, blue)


def test_plain_cmyk_is_not_turned_over(place, render):
    """A CMYK JPEG without the Adobe marker holds ink as it is."""
    inverted = Pillow.new("CMYK", (80, 40), (255, 0, 0, 255))
    data = saved(inverted, "JPEG", quality=95)
    at = data.index(b"\xff\xee")
    length = int.from_bytes(data[at + 2 : at + 4], "big")
    data = data[:at] + data[at + 2 + length :]
    pdf = place(data, "JPEG", (80, 40), mode="CMYK")
    red, green, blue = render(pdf).getpixel((180, 90))

    assert b"Adobe" not in data
    assert "/Decode" not in one_image(pdf)[0]
    assert red > 180 > 90 > max(green, blue)


def test_one_object_however_often_placed(edition, picture):
    """A picture placed on two pages and twice on one is embedded once."""
    image = picture(saved(quarters(), "JPEG"), "JPEG", (80, 40))
    items = tuple(
        ImageItem(Rect(10.0 + 90 * index, 10.0, 80.0, 40.0), image.key, WHOLE, PHOTO)
        for index in range(2)
    )
    entries, _ = one_image(written(edition(items, items, images={image.key: image})))

    assert entries["/ColorSpace"] == "/DeviceRGB"


def test_profile_is_embedded_where_it_fits(edition, picture):
    """Two pictures of one profile share it; a profile of another space is left out."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    images = [
        picture(saved(quarters(), "JPEG", quality=90), "JPEG", (80, 40), profile=profile),
        picture(saved(quarters(), "PNG"), "PNG", (80, 40), profile=profile),
        picture(saved(quarters(mode="L"), "JPEG"), "JPEG", (80, 40), profile=profile),
    ]
    items = tuple(ImageItem(Rect(0, 0, 80, 40), image.key, WHOLE, PHOTO) for image in images)
    pdf = written(edition(items, images={image.key: image for image in images}))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        spaces = [image.ColorSpace for _, image in document.pages[0].Resources.XObject.items()]
        first, second, grey = spaces
        assert first[0] == second[0] == "/ICCBased"
        assert first[1].objgen == second[1].objgen
        assert first[1].read_bytes() == profile
        assert (first[1].N, first[1].Alternate) == (3, "/DeviceRGB")
        assert grey == "/DeviceGray"


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA"])
def test_png_modes_keep_their_colours(place, render, mode):
    """A PNG of any mode shows its four quarters."""
    picture = quarters().convert(mode, dither=Pillow.Dither.NONE)
    wanted = picture.convert("RGB")
    page = render(place(saved(picture, "PNG"), "PNG", (80, 40), mode=mode))

    for x, y in itertools.product((10, 70), (10, 30)):
        assert close_to(wanted.getpixel((x, y)), page.getpixel((100 + 2 * x, 50 + 2 * y)))


@pytest.mark.parametrize("mode", ["1", "L", "RGB", "RGBA", "CMYK", "LAB"])
def test_tiff_modes_keep_their_colours(place, render, mode):
    """A TIFF of any mode shows its four quarters; CMYK stays CMYK."""
    picture = quarters()
    if mode == "LAB":
        lab = ImageCms.createProfile("LAB")
        picture = ImageCms.profileToProfile(
            picture, ImageCms.createProfile("sRGB"), lab, outputMode="LAB"
        )
        wanted = quarters()
    else:
        picture = picture.convert(mode, dither=Pillow.Dither.NONE)
        wanted = picture.convert("RGB")
    pdf = place(saved(picture, "TIFF"), "TIFF", (80, 40), mode=mode)
    page = render(pdf)

    if mode == "CMYK":
        assert one_image(pdf)[0]["/ColorSpace"] == "/DeviceCMYK"
        return
    for x, y in itertools.product((10, 70), (10, 30)):
        assert close_to(wanted.getpixel((x, y)), page.getpixel((100 + 2 * x, 50 + 2 * y)))


def test_webp_keeps_its_colours(place, render):
    """A WebP shows its four quarters."""
    page = render(place(saved(quarters(), "WEBP", lossless=True), "WEBP", (80, 40)))

    for column, row, colour in QUARTERS:
        assert close_to(colour, page.getpixel((140 + 80 * column, 70 + 40 * row)))


@pytest.mark.parametrize("mode", ["RGBA", "LA", "PA", "P", "L", "RGB"])
def test_transparency_becomes_white(place, render, mode):
    """What is transparent shows the white of the paper, half of it a mixture."""
    picture = Pillow.new("RGBA", (80, 40), (0, 0, 0, 255))
    picture.paste((0, 0, 0, 0), (40, 0, 80, 40))
    options = {}
    if mode in ("P", "L", "RGB"):
        picture = Pillow.new("RGB", (80, 40), "black")
        picture.paste("white" if mode == "P" else (90, 90, 90), (40, 0, 80, 40))
        picture = picture.convert(mode)
        clear = picture.getpixel((60, 20))
        options["transparency"] = clear
        kind = "PNG"
    else:
        picture = picture.convert(mode)
        kind = "TIFF" if mode == "PA" else "PNG"
    page = render(place(saved(picture, kind, **options), kind, (80, 40), mode=mode))

    assert page.getpixel((140, 90)) == (0, 0, 0)
    assert page.getpixel((220, 90)) == (255, 255, 255)


@pytest.mark.parametrize(("mode", "sample"), [("I;16", "H"), ("I", "i"), ("F", "f")])
def test_deep_greys_are_scaled_not_clipped(place, render, mode, sample):
    """Half of white is mid-grey in 16-bit, 32-bit and real samples too."""
    white, half = (1.0, 0.5) if mode == "F" else (65535, 32767)
    row = struct.pack(f"<80{sample}", *[half] * 40, *[white] * 40)
    picture = Pillow.frombytes(mode, (80, 40), row * 40)
    page = render(place(saved(picture, "TIFF"), "TIFF", (80, 40), mode=mode))

    assert close_to((128, 128, 128), page.getpixel((140, 90)), slack=2)
    assert page.getpixel((220, 90)) == (255, 255, 255)


def test_plain_png_is_not_compressed_again(place):
    """The compressed pixels of a plain PNG are those of the file."""
    data = saved(quarters(), "PNG")
    _, raw = one_image(place(data, "PNG", (80, 40)))

    assert raw in data


def test_tall_picture_in_many_strips(place, render):
    """A picture of many strips has no seams and all its rows."""
    picture = Pillow.linear_gradient("L").resize((64, 1000)).convert("RGBA")
    page = render(place(saved(picture, "PNG"), "PNG", (64, 1000), mode="RGBA"))
    column = [page.getpixel((180, y))[0] for y in range(50, 130)]

    assert column == sorted(column)
    assert column[0] < 4
    assert column[-1] > 250


def test_tiff_orientation_is_followed_once(place, render):
    """A TIFF, which Pillow turns by itself, is not turned a second time."""
    stored = quarters().transpose(STORED[6])
    exif = Pillow.Exif()
    exif[0x0112] = 6
    data = saved(stored, "TIFF", exif=exif)
    page = render(place(data, "TIFF", (40, 80), orientation=6))

    for column, row, colour in QUARTERS:
        assert close_to(colour, page.getpixel((140 + 80 * column, 70 + 40 * row)))


def test_images_of_one_page_are_named_there_only(edition, picture):
    """Each page lists the pictures that it shows, and no others."""
    images = [
        picture(saved(quarters((80 + 2 * n, 40)), "JPEG"), "JPEG", (80 + 2 * n, 40))
        for n in range(2)
    ]
    pages = [(ImageItem(Rect(0, 0, 80, 40), image.key, WHOLE, PHOTO),) for image in images]
    pdf = written(edition(*pages, (), images={image.key: image for image in images}))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert [len(page.Resources.get("/XObject", {})) for page in document.pages] == [1, 1, 0]
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 3
