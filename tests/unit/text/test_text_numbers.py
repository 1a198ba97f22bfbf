"""Numbers in the notation of a language: where their decimal mark stands."""

import pytest

from assemble.text.numbers import decimal_mark, is_void


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("vi", "1.204|,5"),
        ("vi", "1.204|"),
        ("vi", "12.345.678|,9"),
        ("vi", "1 204|,5"),
        ("vi", "1\u00a0204|"),
        ("vi", "0|,05"),
        ("vi", "−4| %"),
        ("vi", "+12|,5%"),
        ("vi", "(12|,5)"),
        ("vi", "USD 12|,5"),
        ("vi", "₫10.000|"),
        ("vi", "10.000|đ"),
        ("vi", "5|,3 tỷ đồng"),
        ("vi", "12| km²"),
        ("vi", "3.062|,23*"),
        ("vi", "7|."),
        ("vi-VN", "8|)"),
        ("fr", "1 204|,5"),
        ("en", "1,204|.5"),
        ("en", "$1,200|"),
        ("en", "–3|.4 million"),
        ("en-GB", "12|.50 GBP"),
        ("zh", "1,204|.5"),
    ],
)
def test_marks(language: str, written: str) -> None:
    """The mark stands after the integer part, thousands, signs, currencies and units aside."""
    assert decimal_mark(written.replace("|", ""), language) == written.index("|")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("vi", "12.5"),
        ("en", "1.204,5"),
        ("vi", "1.2345"),
        ("vi", "2021-2026"),
        ("vi", "10–15"),
        ("vi", "23/5/2021"),
        ("vi", "0915.097.225"),
        ("vi", "02053 896 899"),
        ("vi", "007"),
        ("vi", "12 Hùng Vương"),
        ("vi", "3 hộ được hỗ trợ vay vốn"),
        ("en", "3A"),
        ("en", "No. 4"),
        ("en", "IV"),
        ("en", ""),
    ],
)
def test_no_numbers(language: str, text: str) -> None:
    """Ranges, dates, telephone numbers, addresses and the other language's notation are none."""
    assert decimal_mark(text, language) is None


def test_voids() -> None:
    """A dash, an ellipsis or n/a stands for a number that isn't there; words don't."""
    assert all(map(is_void, ["", "-", "–", "—", "n/a", "N/A", "…", "..."]))
    assert not any(map(is_void, ["no", "không", "0", "n/a 3"]))
    assert not is_void("n/a." * 5000 + "!")
