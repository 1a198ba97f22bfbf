"""Vietnamese: numbers, dates, titles, units."""

from assemble.agree.languages.base import Language, listed

_D = r"(?P<d>0?[1-9]|[12]\d|3[01])"
_D2 = r"(?P<d2>0?[1-9]|[12]\d|3[01])"
_M = r"(?P<m>0?[1-9]|1[0-2])"
_M2 = r"(?P<m2>0?[1-9]|1[0-2])"
_Y = r"(?P<y>(?:19|20)\d\d)"
_TO = r"\s?(?:[-–—]|đến|tới|và)\s?(?:hết\s)?(?:ngày\s)?"
_WORDS = "giêng|một|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười một|mười hai|mười|chạp"
_MW = rf"(?:(?P<m>0?[1-9]|1[0-2])(?![\d.,]*\d)|(?P<mw>{_WORDS})(?!\w))"
_MW2 = r"(?P<m2>0?[1-9]|1[0-2])(?![\d.,]*\d)"
_YEAR = r"(?:\s?[/.-]\s?|,?\s+năm\s+)(?P<y>(?:19|20)\d\d)"
_CUE = (
    r"(?:(?<!\w)(?:ngày|sáng|trưa|chiều|tối|đêm|hôm|từ|đến|tới|trước|sau|mồng|mùng|rạng|hết"
    r"|thứ\s\w+|chủ nhật),?\s+\(?)"
)

VI = Language(
    code="vi",
    group=".",
    numbers={
        "hai": ("add", 2),
        "ba": ("add", 3),
        "bốn": ("add", 4),
        "năm": ("add", 5),
        "sáu": ("add", 6),
        "bảy": ("add", 7),
        "bẩy": ("add", 7),
        "tám": ("add", 8),
        "chín": ("add", 9),
        "mười": ("add", 10),
        "một": ("add", 1),
        "mốt": ("add", 1),
        "tư": ("add", 4),
        "lăm": ("add", 5),
        "nhăm": ("add", 5),
        "mươi": ("times", 10),
        "trăm": ("times", 100),
        "nghìn": ("scale", 10**3),
        "ngàn": ("scale", 10**3),
        "vạn": ("scale", 10**4),
        "triệu": ("scale", 10**6),
        "tỷ": ("scale", 10**9),
        "tỉ": ("scale", 10**9),
    },
    inner=frozenset(listed("mốt tư lăm nhăm mươi trăm nghìn ngàn vạn triệu tỷ tỉ")),
    # 'mười năm' is ten years: as a last figure five is 'lăm'.
    alone=frozenset({"năm"}),
    joiner=r"(?:lẻ|linh)",
    loose={
        "năm": (5,),
        "một": (1,),
        "nhất": (1,),
        "đầu tiên": (1,),
        "nhì": (2,),
        "cả": (2,),
        "đôi": (2,),
        "cặp": (2,),
        "song phương": (2,),
        "nửa": (0.5, 50, 6),
        "tá": (12,),
        "chục": (10,),
        "thập kỷ": (10,),
        "thập niên": (10,),
        "thế kỷ": (100,),
        "trăm": (100,),
        "toàn bộ": (100,),
        "toàn thể": (100,),
        "tất cả": (100,),
        "tư": (4,),
        "rằm": (15,),
        "quý": (3,),
    },
    skipped=(
        r"(?<!\w)(?:(?:một|hai|ba|bốn|\d)\s+phần\s+(?!trăm)\w+|trăm phần trăm|vài ba|"
        r"dăm ba|đôi ba|ba lô|ba mẹ|chín muồi|một hai|thứ yếu|24/24(?:\s?(?:giờ|h))?|24/7)(?!\w)"
    ),
    ordinal_before=(
        r"khóa|khoá|thứ|lần|quý|kỷ|chương|kỳ|hội|vùng|loại|hạng|cấp|phần|mục|đợt|bậc|giai đoạn|"
        r"tập|điều"
    ),
    dates=(
        rf"(?<![\d/.,]){_D}\s?/\s?{_M}{_TO}{_D2}\s?/\s?{_M2}\s?/\s?{_Y}(?!\d)",
        rf"(?<![\d/.,]){_D}{_TO}{_D2}\s?/\s?{_M}\s?/\s?{_Y}(?!\d)",
        rf"(?<![\d/.,]){_D}\s?[/.-]\s?{_M}\s?[/.-]\s?{_Y}(?!\d)",
        rf"(?<!\w)ngày\s+{_D}{_TO}{_D2}\s+tháng\s+{_M}(?:{_YEAR})?(?!\d)",
        rf"(?<!\w)(?:ngày\s+|mồng\s+|mùng\s+)?{_D}\s+tháng\s+{_MW}(?:{_YEAR})?",
        rf"{_CUE}{_D}\s?/\s?{_M}{_TO}{_D2}\s?/\s?{_M2}(?![\d/])",
        rf"{_CUE}{_D}{_TO}{_D2}\s?/\s?{_M}(?![\d/])",
        rf"{_CUE}{_D}\s?[/-]\s?{_M}(?![\d/]|[.,]\d)",
        rf"\({_D}/{_M}\)",
        rf"(?<!\w)tháng\s+{_M}{_TO}{_MW2}(?:{_YEAR})?",
        rf"(?<!\w)tháng\s+{_MW}(?:{_YEAR})?",
        rf"(?<!\w)(?:ngày|mồng|mùng)\s+{_D}(?![\d/.,]*\d)",
    ),
    months={
        "giêng": 1,
        "một": 1,
        "hai": 2,
        "ba": 3,
        "tư": 4,
        "bốn": 4,
        "năm": 5,
        "sáu": 6,
        "bảy": 7,
        "tám": 8,
        "chín": 9,
        "mười": 10,
        "mười một": 11,
        "mười hai": 12,
        "chạp": 12,
    },
    times=(
        r"(?<![\d.,/])(?P<h>[01]?\d|2[0-4])\s?(?:giờ|h|g|:)\s?(?P<min>[0-5]\d)(?:\s?phút)?"
        r"(?:\s+(?P<half>sáng|trưa|chiều|tối|đêm)(?!\s+(?:ngày\s+)?\d))?(?![\d%])",
        r"(?<![\d.,/])(?P<h>[01]?\d|2[0-4])\s?(?:giờ|h)(?!\w)"
        r"(?:\s+(?P<half>sáng|trưa|chiều|tối|đêm)(?!\s+(?:ngày\s+)?\d))?",
    ),
    halves={"sáng": 0, "trưa": 0, "chiều": 12, "tối": 12, "đêm": 12},
    weekdays={
        "hai": 1,
        "ba": 2,
        "tư": 3,
        "năm": 4,
        "sáu": 5,
        "bảy": 6,
        "chủ nhật": 7,
    },
    weekday_pattern=(
        r"(?<!\w)(?:(?P<w>chủ nhật)|thứ\s+(?P<w2>(?-i:Hai|Ba|Tư|Năm|Sáu|Bảy))(?!\w)|"
        r"thứ\s+(?P<w1>hai|ba|tư|năm|sáu|bảy)"
        r"(?=,?\s+(?:ngày|tuần)|\s?[,(]\s?\d|\s+hằng tuần|\s+hàng tuần))(?!\w)"
    ),
    units={
        "%": "%",
        "phần trăm": "%",
        "đồng": "VND",
        "đ": "VND",
        "vnđ": "VND",
        "vnd": "VND",
        "usd": "USD",
        "đô la mỹ": "USD",
        "đô la": "USD",
        "đô-la": "USD",
        "euro": "EUR",
        "eur": "EUR",
        "nhân dân tệ": "CNY",
        "ndt": "CNY",
        "tệ": "CNY",
        "won": "KRW",
        "yên": "JPY",
        "ha": "ha",
        "héc ta": "ha",
        "hecta": "ha",
        "km": "km",
        "ki-lô-mét": "km",
        "kg": "kg",
        "tấn": "t",
        "tạ": "quintal",
        "m2": "m²",
        "m²": "m²",
        "mét vuông": "m²",
        "km2": "km²",
        "km²": "km²",
        "mét": "m",
        "độ c": "°C",
    },
    more=r"(?:hơn|trên|quá|tối thiểu|ít nhất|vượt)\s+$",
    less=r"(?:gần|dưới|chưa đến|chưa tới|tối đa|không quá|chưa đầy)\s+$",
    years={
        "năm nay": 0,
        "năm ngoái": -1,
        "năm trước": -1,
        "năm qua": -1,
        "cùng kỳ": -1,
        "năm sau": 1,
        "năm tới": 1,
        "sang năm": 1,
        "trong năm": 0,
        "đầu năm": 0,
        "cuối năm": 0,
    },
    titles={
        "ông": "m",
        "bà": "f",
        "anh": "m",
        "chị": "f",
        "cụ": "",
        "đồng chí": "",
        "đ/c": "",
        "ngài": "m",
        "cô": "f",
        "thầy": "m",
    },
    deputy=r"phó(?! giáo sư| tiến sĩ)|thứ trưởng|cấp phó",
    doubled=frozenset(
        listed(
            "và của các được với cho là tại những có đã sẽ về này trên để theo khi bị thì mà nhưng "
            "hoặc cùng"
        )
    ),
    reduplicates=True,
    account_words=r"tài khoản|stk|số tk",
)
"""Vietnamese. Sources: the spelling rules of 1980 and Decree 30/2020/NĐ-CP for dates and numbers;
the house's issues for what editors write beside them."""
