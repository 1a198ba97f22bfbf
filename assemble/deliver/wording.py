"""How a ticket words values in Vietnamese and in English: lengths, counts, papers, inks, dates.

In: values of a job. Out: pairs of texts, Vietnamese first, as printers in Vietnam say it and as
English printers do.
"""

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from assemble.model.press import Marks, Paper
from assemble.model.units import MM


class Said(NamedTuple):
    """A text in both languages of the ticket."""

    vi: str
    en: str


UNIT = "\u00a0"
"""What stands between a number and its unit, so that no line ends there."""

NOT_SAID = Said("chưa ghi", "not said")
"""What stands where nobody said anything."""

NONE = Said("không có", "none")

BINDINGS = {
    "saddle-stitch": Said(
        "đóng ghim giữa (saddle stitch), gáy bên trái", "saddle-stitched, left edge"
    ),
    "perfect": Said(
        "đóng keo gáy vuông (perfect binding), gáy bên trái", "perfect-bound, left edge"
    ),
}
"""By the layout's names."""

LANGUAGES = {
    "vi": Said("tiếng Việt", "Vietnamese"),
    "en": Said("tiếng Anh", "English"),
    "zh": Said("tiếng Trung", "Chinese"),
    "fr": Said("tiếng Pháp", "French"),
    "lo": Said("tiếng Lào", "Lao"),
    "km": Said("tiếng Khmer", "Khmer"),
    "ja": Said("tiếng Nhật", "Japanese"),
    "ko": Said("tiếng Hàn", "Korean"),
    "de": Said("tiếng Đức", "German"),
    "ru": Said("tiếng Nga", "Russian"),
}
"""By primary subtags (BCP 47); others are told by their tags."""

MARKS = (
    ("crop", Said("bon cắt xén", "crop marks")),
    ("registration", Said("bon chồng màu", "registration marks")),
    ("colour_bar", Said("thang kiểm tra màu", "colour bar")),
    ("slug", Said("dòng thông tin ngoài khổ", "slug line")),
)
"""By the fields of `Marks`."""

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def plain(text: str) -> Said:
    """A text that is the same in both languages; `not said` where it is empty."""
    return Said(text, text) if text.strip() else NOT_SAID


def listed(texts: Iterable[Said]) -> Said:
    """Texts as a list; `none` where there are none."""
    texts = tuple(texts)
    return joined(", ", texts) if texts else NONE


def joined(between: str, texts: Iterable[Said]) -> Said:
    """Texts with something between them."""
    texts = tuple(texts)
    return Said(between.join(t.vi for t in texts), between.join(t.en for t in texts))


def number(value: float, places: int) -> Said:
    """A number with at most so many decimals and its thousands parted: 1.000,5 and 1,000.5."""
    english = f"{value:,.{places}f}"
    if places:
        english = english.rstrip("0").rstrip(".")
    return Said(english.translate(str.maketrans(",.", ".,")), english)


def millimetres(*lengths: float) -> Said:
    """Lengths in points as millimetres, to a hundredth: `195 × 268 mm`."""
    shown = joined(" × ", (number(length / MM, 2) for length in lengths))
    return joined(UNIT, (shown, plain("mm")))


def points(*lengths: float) -> Said:
    """Lengths in points, to a hundredth."""
    shown = joined(" × ", (number(length, 2) for length in lengths))
    return joined(UNIT, (shown, plain("pt")))


def date(day: datetime.date) -> Said:
    """A date: 15/06/2021 and 15 June 2021."""
    return Said(
        f"{day.day:02}/{day.month:02}/{day.year}", f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    )


def language(tag: str) -> Said:
    """A language by its BCP 47 tag."""
    return LANGUAGES.get(tag.partition("-")[0].lower(), plain(tag))


def paper(value: Paper | None) -> Said:
    """A paper: its name, weight and thickness, told as missing where they are 0."""
    if value is None:
        return NOT_SAID
    weight = joined(UNIT, (number(value.weight, 1), plain("g/m²")))
    thickness = joined(UNIT, (number(value.thickness / MM, 3), plain("mm")))
    return listed(
        (
            plain(value.name),
            weight if value.weight else Said("định lượng chưa ghi", "weight not said"),
            Said(f"dày {thickness.vi}", f"{thickness.en} thick")
            if value.thickness
            else Said("độ dày chưa ghi", "thickness not said"),
        )
    )


def marks(value: Marks) -> Said:
    """The marks around the trim and how far off it they stand."""
    shown = [said for name, said in MARKS if getattr(value, name)]
    if not shown:
        return NONE
    offset = millimetres(value.offset)
    off = Said(f"cách khổ thành phẩm {offset.vi}", f"{offset.en} off the trim")
    return joined("; ", (listed(shown), off))
