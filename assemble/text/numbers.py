"""Numbers as they are written in a language, for columns of them.

In: the text of a table's cell and its language. Out: where its decimal mark stands. A text that
holds more than one number (a range, a date, a telephone number) is no number here.
"""

import re
from functools import cache

_POINT = frozenset({"en", "ja", "km", "ko", "ms", "my", "th", "zh"})
"""Languages with a point before decimals and a comma between thousands (CLDR 45); all others
that may stand beside Vietnamese have them the other way round, as it has itself."""
_SPACES = "\u0020\u00a0\u2009\u202f"
"""What may stand between thousands in any language (ISO 80000-1, 7.3.1), and before a unit."""
_CURRENCY = r"[$€£¥₫]|[A-Z]{3}|US\$"
_BEFORE = rf"(?:\(|[+\-−–±~≈<>≤≥])?[{_SPACES}]?(?:(?:{_CURRENCY})[{_SPACES}]?)?[+\-−–]?"
_UNIT = rf"%|‰|°C?|(?:{_CURRENCY}|đ)(?![^\W_])|[{_SPACES}][^\W\d_A-ZĐ][^\d;:,]{{0,15}}"
"""Letters are a unit if they follow a space and begin small: `12 km²`, `5,3 tỷ đồng`, but not `12
Hùng Vương`, a house and its street, and no more than two or three words are."""
_AFTER = rf"(?:[{_SPACES}]?(?:{_UNIT})|[.)](?!\d))?[)]?[*†‡¹²³⁴⁵⁶⁷⁸⁹]*"
_VOID = re.compile(r"(?:[-–—−.…*x/\s]|n/?a|nil)*", re.IGNORECASE)


@cache
def _number(language: str) -> re.Pattern[str]:
    decimal, thousands = (r"\.", ",") if language.split("-")[0] in _POINT else (",", r"\.")
    groups = rf"[1-9]\d{{0,2}}(?:(?:{thousands}\d{{3}})+|(?:[{_SPACES}]\d{{3}})+)(?!\d)"
    return re.compile(rf"{_BEFORE}({groups}|0|[1-9]\d*)(?:{decimal}\d+)?{_AFTER}")


def decimal_mark(text: str, language: str) -> int | None:
    """The index at which the decimal mark of a number stands, or would stand after an integer.

    Args:
        text: the whole text of a cell: `1.204,5`, `−4 %`, `USD 12`, `3.`.
        language: BCP 47 tag; its primary part says which mark is which.

    Returns:
        None where the text isn't one number.
    """
    match = _number(language).fullmatch(text)
    return match.end(1) if match else None


def is_void(text: str) -> bool:
    """Whether a cell stands for a number that isn't there: empty, a dash, `n/a`."""
    return bool(_VOID.fullmatch(text))
