"""The two forms of dates in a PDF, as moments that can be compared."""

import re
from datetime import UTC, datetime, timedelta, timezone

_ZONE = r"(?P<zone>Z|[+-]\d\d(?:[:']?\d\d'?|')?)?"
_PDF = re.compile(
    r"D:(?P<year>\d{4})(?P<month>\d\d)?(?P<day>\d\d)?(?P<hour>\d\d)?(?P<minute>\d\d)?"
    r"(?P<second>\d\d)?" + _ZONE + r"(?:00'00'?)?",
    re.ASCII,
)
_XMP = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)"
    r"(?:T(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?" + _ZONE + r")?)?)?",
    re.ASCII,
)


def pdf_date(value: str | None) -> datetime | None:
    """A date such as `D:20240131120000+07'00'` (ISO 32000-1, 7.9.4); None if it is none."""
    return _moment(_PDF.fullmatch((value or "").strip()))


def xmp_date(value: str | None) -> datetime | None:
    """A date such as `2024-01-31T12:00:00+07:00` (XMP, part 1, 8.2.1.1); None if it is none."""
    return _moment(_XMP.fullmatch((value or "").strip()))


def same_moment(a: datetime, b: datetime) -> bool:
    """Whether two dates are one; where only one knows its zone, by the clock."""
    if (a.tzinfo is None) != (b.tzinfo is None):
        a, b = a.replace(tzinfo=None), b.replace(tzinfo=None)
    return a == b


def _moment(match: re.Match[str] | None) -> datetime | None:
    if match is None:
        return None
    year, month, day, hour, minute, second = (
        int(match[part] or least)
        for part, least in zip(
            ("year", "month", "day", "hour", "minute", "second"), (0, 1, 1, 0, 0, 0), strict=True
        )
    )
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=_zone(match["zone"]))
    except ValueError:  # such as the 31st of February
        return None


def _zone(text: str | None) -> timezone | None:
    if not text:
        return None
    digits = re.sub(r"\D", "", text)
    offset = timedelta(hours=int(digits[:2] or 0), minutes=int(digits[2:] or 0))
    return timezone(-offset if text[0] == "-" else offset) if offset else UTC
