"""Sentences that agree, in pairs: 240 written by hand (pairs.tsv), 180 made from patterns.

The patterns are filled with numbers that are counted up by odd steps, so that all forms of a date
and of a number meet many values and each run has the same pairs.
"""

from pathlib import Path

from assemble.agree.languages.base import listed

MONTHS = listed(
    "January February March April May June July August September October November December"
)
PEOPLE = (
    ("Đồng chí Nguyễn Thị Lan", "Mrs. Nguyen Thi Lan"),
    ("Ông Trần Quốc Bảo", "Mr. Tran Quoc Bao"),
    ("Bà Lê Thị Hồng Vân", "Ms. Le Thi Hong Van"),
    ("Đ/c Phạm Đức Thắng", "Mr. Pham Duc Thang"),
    ("Ông Hoàng Văn Nghiệm", "Mr. Hoang Van Nghiem"),
    ("Bà Vi Thị Thu Hiền", "Mrs. Vi Thi Thu Hien"),
)
PLACES = (
    ("huyện Cao Lộc", "Cao Loc district"),
    ("huyện Đình Lập", "Dinh Lap district"),
    ("xã Hải Yến", "Hai Yen commune"),
    ("thị trấn Đồng Mỏ", "Dong Mo town"),
    ("huyện Hữu Lũng", "Huu Lung district"),
)
BODIES = ("UNDP", "JICA", "KOICA", "UNICEF", "OXFAM", "WWF", "FAO")
SMALL_VI = listed("hai ba bốn năm sáu bảy tám chín mười")
SMALL_EN = listed("two three four five six seven eight nine ten")


def written() -> list[tuple[str, str]]:
    """The pairs written by hand."""
    lines = Path(__file__).with_name("pairs.tsv").read_text("utf-8").splitlines()
    return [(vi, en) for vi, en in (line.split("\t") for line in lines if line)]


def grouped(number: int, mark: str) -> str:
    """A number with a mark between thousands."""
    return f"{number:,}".replace(",", mark)


def made(count: int = 180) -> list[tuple[str, str]]:
    """The pairs made from patterns."""
    return [_made(k) for k in range(count)]


def _made(k: int) -> tuple[str, str]:
    """The pair of a number."""
    day, month, year = 1 + k * 7 % 28, 1 + k * 5 % 12, 2015 + k % 9
    many, share = 1000 + k * 7919 % 900_000, (k * 37 % 980) / 10 + 1.3
    vi_person, en_person = PEOPLE[k % len(PEOPLE)]
    vi_place, en_place = PLACES[k % len(PLACES)]
    body = BODIES[k % len(BODIES)]
    phone = f"09{k * 1237 % 90 + 10}{100 + k * 31 % 900}{100 + k * 17 % 900}"
    spaced = f"{phone[:4]} {phone[4:7]} {phone[7:]}"
    dotted = f"{phone[:4]}.{phone[4:7]}.{phone[7:]}"
    name = MONTHS[month - 1]
    vi_share, en_share = f"{share:.1f}".replace(".", ","), f"{share:.1f}"
    small = k % len(SMALL_VI)
    patterns = (
        (
            f"Ngày {day:02d}/{month}/{year}, {vi_person} dự lễ khánh thành tại {vi_place}.",
            f"On {name} {day}, {year}, {en_person} attended the inauguration in {en_place}.",
        ),
        (
            f"Dự án do {body} tài trợ có tổng vốn {grouped(many, '.')} USD, đạt {vi_share}% "
            "kế hoạch.",
            f"The project funded by {body} has a total capital of {grouped(many, ',')} USD, or "
            f"{en_share}% of the plan.",
        ),
        (
            f"Trong tháng {month}/{year}, {vi_place} có {SMALL_VI[small]} công trình hoàn thành.",
            f"In {name} {year}, {SMALL_EN[small]} works were completed in {en_place}.",
        ),
        (
            f"Hộ kinh doanh tại {vi_place}, điện thoại: {dotted}.",
            f"Household business in {en_place}, phone: {spaced}.",
        ),
        (
            f"Tổng thu đạt hơn {grouped(many, '.')} triệu đồng, tăng {vi_share}% so với "
            f"năm {year}.",
            f"Total revenue reached over {grouped(many, ',')} million VND, up {en_share} per cent "
            f"on {year}.",
        ),
        (
            f"{vi_person} cho biết: năm {year} có {grouped(many, '.')} lượt khách đến {vi_place}.",
            f"{en_person} said that in {year} there were {grouped(many, ',')} visits "
            f"to {en_place}.",
        ),
        (
            f"Hội nghị lần thứ {20 + k % 30} diễn ra ngày {day} tháng {month} năm {year}.",
            f"The {20 + k % 30}th conference took place on {day} {name} {year}."
            if (20 + k % 30) % 10 not in (1, 2, 3)
            else f"Conference No. {20 + k % 30} took place on {day} {name} {year}.",
        ),
        (
            f"Đến {7 + k % 4} giờ {10 + k % 45}, có {many % 900 + 13} đại biểu của {body} có mặt.",
            f"At {7 + k % 4}:{10 + k % 45} a.m., {many % 900 + 13} delegates of {body} "
            "were present.",
        ),
        (
            f"Quyết định số {many % 3000 + 20}/QĐ-UBND hỗ trợ {vi_place} {vi_share} tỷ đồng.",
            f"Decision No. {many % 3000 + 20}/QD-UBND supports {en_place} with {en_share} billion "
            "VND.",
        ),
    )
    return patterns[k % len(patterns)]


def all_pairs() -> list[tuple[str, str]]:
    """All of them."""
    return written() + made()
