"""English: numbers, dates, titles, units."""

from assemble.agree.languages.base import Language, Word, listed

_D = r"(?P<d>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_D2 = r"(?P<d2>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_NAMES = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_SURE = r"(?:january|february|april|june|july|august|september|october|november|december)"
_MW = rf"(?P<mw>{_NAMES})\.?"
_MW2 = rf"(?P<mw2>{_NAMES})\.?"
_Y = r"(?:,?\s+(?:of\s+)?(?P<y>(?:19|20)\d\d)(?!\d|,\d{3}))"
_TO = r"(?:\s?[-–—]\s?|\s+(?:to|and|until|till|through)\s+)(?:the\s+)?"
_BEFORE = (
    r"(?:in|of|since|until|till|by|from|to|last|next|this|early|late|mid|mid-|during|and|between)"
)

_UNITS = listed(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = listed("twenty thirty forty fifty sixty seventy eighty ninety")
_ORDINALS = listed(
    "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
)
_ORDINAL_TENS = listed("twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth")

_WORDS: dict[str, Word] = {
    **{word: ("add", n) for n, word in enumerate(_UNITS, 2)},
    **{word: ("add", n * 10) for n, word in enumerate(_TENS, 2)},
    **{word: ("add", n) for n, word in enumerate(_ORDINALS, 2)},
    **{word: ("add", n * 10) for n, word in enumerate(_ORDINAL_TENS, 2)},
    "one": ("add", 1),
    "first": ("add", 1),
    "hundred": ("times", 100),
    "thousand": ("scale", 10**3),
    "million": ("scale", 10**6),
    "billion": ("scale", 10**9),
    "bn": ("scale", 10**9),
    "trillion": ("scale", 10**12),
}

_MONTHS = listed(
    "january february march april may june july august september october november december"
)

EN = Language(
    code="en",
    group=",",
    numbers=_WORDS,
    inner=frozenset(listed("first hundred thousand million billion bn trillion")),
    alone=frozenset(),
    joiner="and",
    loose={
        "one": (1,),
        "a": (1,),
        "an": (1,),
        "once": (1,),
        "first": (1,),
        "single": (1,),
        "firstly": (1,),
        "both": (2,),
        "bilateral": (2,),
        "twice": (2,),
        "double": (2,),
        "doubled": (2,),
        "pair": (2,),
        "pairs": (2,),
        "couple": (2,),
        "either": (2,),
        "triple": (3,),
        "tripled": (3,),
        "half": (0.5, 50, 6),
        "quarter": (0.25, 25, 3),
        "quarters": (25, 75),
        "dozen": (12,),
        "decade": (10,),
        "decades": (10,),
        "century": (100,),
        "hundred": (100,),
        "all": (100,),
        "entire": (100,),
        "whole": (100,),
        "every": (100,),
        "fortnight": (14, 2),
        "secondly": (2,),
        "thirdly": (3,),
        "seconds": (2,),
    },
    skipped=(
        r"(?<!\w)(?:one[ -](?:third|quarter|fifth|tenth)|"
        r"(?:two|three)[ -](?:thirds|quarters|fifths|tenths)|"
        r"one another|second[- ]hand|24/7|24 hours a day)(?!\w)"
    ),
    ordinal_before=r"chapter|part|war|phase|stage|congress|session|class|grade|section|volume|"
    r"article|region|quarter|term|level|type|category",
    dates=(
        rf"(?<!\w){_MW}\s+{_D}{_TO}{_MW2}\s+{_D2}(?!\d){_Y}?",
        rf"(?<!\w){_MW}\s+{_D}{_TO}{_D2}(?![\d%]|[.,]\d){_Y}?",
        rf"(?<!\w){_MW}\s+{_D}(?!\d|[.,]\d){_Y}?",
        rf"(?<![\w.,]){_D}\s+{_MW}{_TO}{_D2}\s+{_MW2}(?!\w){_Y}?",
        rf"(?<![\w.,]){_D}{_TO}{_D2}\s+(?:of\s+)?{_MW}(?!\w){_Y}?",
        rf"(?<![\w.,]){_D}\s+(?:of\s+)?{_MW}(?!\w){_Y}?",
        rf"(?<!\w){_MW}{_TO}{_MW2}(?!\w){_Y}?",
        r"(?<![\d/.-])(?P<y>(?:19|20)\d\d)-(?P<m>0[1-9]|1[0-2])-(?P<d>[0-2]\d|3[01])(?!\d)",
        r"(?<![\d/.-])(?P<d>0?[1-9]|[12]\d|3[01])[/.-](?P<m>0?[1-9]|1[0-2])[/.-]"
        r"(?P<y>(?:19|20)\d\d)(?!\d)",
        r"(?<![\d/.-])(?P<m>0?[1-9]|1[0-2])[/.-](?P<d>0?[1-9]|[12]\d|3[01])[/.-]"
        r"(?P<y>(?:19|20)\d\d)(?!\d)",
        rf"(?<!\w){_MW}{_Y}",
        rf"(?<!\w)(?P<mw>{_SURE})(?!\w)\.?",
        rf"(?<!\w){_BEFORE}[\s-]+(?P<mw>march|may|mar)(?!\w)(?!\s+(?:not|be|have|also))",
        r"(?<!\w)(?:the|on)\s+(?P<d>[1-9]|[12]\d|3[01])(?:st|nd|rd|th)(?=[,.;]|\s+of\s+(?:the|this)"
        r"\s+month)",
    ),
    months={
        **{name: n for n, name in enumerate(_MONTHS, 1)},
        **{name[:3]: n for n, name in enumerate(_MONTHS, 1)},
        "sept": 9,
    },
    times=(
        r"(?<![\d.,])(?P<h>[01]?\d|2[0-4])[:.](?P<min>[0-5]\d)\s?(?P<half>[ap]\.?m(?:\.|(?!\w)))",
        r"(?<![\d.,])(?P<h>[01]?\d|2[0-4]):(?P<min>[0-5]\d)(?![\d%])",
        r"(?<![\d.,])(?P<h>1[0-2]|0?[1-9])\s?(?P<half>[ap]\.?m(?:\.|(?!\w)))",
        r"(?<![\d.,])(?P<h>1[0-2]|0?[1-9])\s+o['’]clock",
    ),
    halves={"a": 0, "p": 12},
    weekdays={
        "monday": 1,
        "tuesday": 2,
        "wednesday": 3,
        "thursday": 4,
        "friday": 5,
        "saturday": 6,
        "sunday": 7,
    },
    weekday_pattern=r"(?<!\w)(?P<w>monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?"
    r"(?!\w)",
    units={
        "%": "%",
        "percent": "%",
        "per cent": "%",
        "vnd": "VND",
        "dong": "VND",
        "dongs": "VND",
        "usd": "USD",
        "us dollars": "USD",
        "dollars": "USD",
        "euro": "EUR",
        "euros": "EUR",
        "eur": "EUR",
        "cny": "CNY",
        "rmb": "CNY",
        "yuan": "CNY",
        "won": "KRW",
        "yen": "JPY",
        "ha": "ha",
        "hectare": "ha",
        "hectares": "ha",
        "km": "km",
        "kilometres": "km",
        "kilometers": "km",
        "kilometre": "km",
        "kilometer": "km",
        "kg": "kg",
        "kilograms": "kg",
        "kilogrammes": "kg",
        "tonnes": "t",
        "tonne": "t",
        "tons": "t",
        "ton": "t",
        "quintals": "quintal",
        "m2": "m²",
        "m²": "m²",
        "square metres": "m²",
        "square meters": "m²",
        "km2": "km²",
        "km²": "km²",
        "square kilometres": "km²",
        "square kilometers": "km²",
        "metres": "m",
        "meters": "m",
        "degrees celsius": "°C",
    },
    more=r"(?:more than|over|above|at least|exceeding|upwards of|minimum of)\s+$",
    less=r"(?:nearly|almost|under|below|less than|fewer than|up to|at most|close to|not more than"
    r"|no more than)\s+$",
    years={
        "this year": 0,
        "the year": 0,
        "last year": -1,
        "previous year": -1,
        "same period": -1,
        "a year earlier": -1,
        "year ago": -1,
        "next year": 1,
        "coming year": 1,
    },
    titles={
        "mr": "m",
        "mrs": "f",
        "ms": "f",
        "miss": "f",
        "madam": "f",
        "mme": "f",
        "dr": "",
        "prof": "",
        "comrade": "",
    },
    deputy=r"vice|deputy|assistant|sub|associate",
    doubled=frozenset(
        listed(
            "the a an and of in on at to for with by from is are was were be has have as or but it "
            "this their its which will"
        )
    ),
    reduplicates=False,
    account_words=r"account|a/c",
)
"""English, of Britain and of America, as bulletins of Vietnamese houses write it."""
