"""Typed getters."""

import datetime

import pytest

from assemble.model.finding import Findings, Location
from assemble.model.units import mm
from assemble.read import values, yamldoc
from assemble.read.values import Value


def value(text: str) -> Value:
    """A value to read, with findings of its own."""
    findings = Findings()
    node = yamldoc.parse(text, lambda line, column: Location("f", line, column), findings)
    assert node is not None
    return Value(node, "key", findings)


def messages(read: Value) -> list[str]:
    """The findings on a value."""
    return [str(item) for item in read.findings.items]


def test_text_and_numbers() -> None:
    """Good values are read as what they are."""
    phrase = values.text(value(" 3.10 "))

    assert phrase is not None
    assert phrase.text == "3.10"
    assert values.boolean(value("true")) is True
    assert values.boolean(value("false")) is False
    assert values.number(value("-1.5")) == -1.5
    assert values.whole(value("12")) == 12
    assert values.date(value("2021-06-15")) == datetime.date(2021, 6, 15)
    assert values.date(value("'2021-06-15'")) == datetime.date(2021, 6, 15)
    assert values.length(value("3mm")) == mm(3)
    assert values.length(value("1 in")) == 72
    assert values.length(value("2em"), {**values.UNITS, "em": 10.0}) == 20
    assert values.text(None) is None


@pytest.mark.parametrize(
    ("getter", "text", "expected"),
    [
        (
            values.boolean,
            "yes",
            "f:1:1: error[wrong-type] key: true or false is wanted here, "
            "but this is “yes” (hint: without quotes)",
        ),
        (
            values.number,
            "1e3",
            "f:1:1: error[wrong-type] key: a number is wanted here, but this is “1e3”",
        ),
        (
            values.whole,
            "1.5",
            "f:1:1: error[wrong-type] key: a whole number is wanted here, but this is “1.5”",
        ),
        (
            values.date,
            "2021-13-01",
            "f:1:1: error[wrong-value] key: 2021-13-01 is not a day of the calendar",
        ),
        (
            values.length,
            "3",
            "f:1:1: error[wrong-unit] key: the length 3 has no unit "
            "(hint: known are mm, cm, in, pt)",
        ),
        (
            values.text,
            "[a]",
            "f:1:1: error[wrong-type] key: text is wanted here, but this is a list",
        ),
        (
            values.items,
            "",
            "f:1:1: error[wrong-type] key: a list (lines with -, or [a, b]) is "
            "wanted here, but this is nothing (hint: write it, or leave the key out)",
        ),
    ],
)
def test_wrong_values(getter: object, text: str, expected: str) -> None:
    """A wrong value is told with its key, what is wanted, and what is there."""
    read = value(text)

    assert callable(getter)
    assert not getter(read)
    assert messages(read) == [expected]


def test_localized() -> None:
    """A mapping keeps the issue's order of languages; one string is shared."""
    both = values.localized(value("{en: B, vi: A}"), ("vi", "en"))
    shared = values.localized(value("A"), ("vi", "en"))

    assert both is not None
    assert shared is not None
    assert [(lang, phrase.text) for lang, phrase in both.phrases] == [("vi", "A"), ("en", "B")]
    assert not both.shared
    assert [phrase.text for _, phrase in shared.each(("vi", "en"))] == ["A"]
    assert values.localized(value("{vi: '', en: }"), ("vi", "en")) is None


@pytest.mark.parametrize(
    ("text", "languages", "expected"),
    [
        ("Vũ Giang", ("vi", "en"), ["Vũ Giang", "Vu Giang"]),
        ("Đoàn Thị Hằng", ("en", "vi"), ["Doan Thi Hang", "Đoàn Thị Hằng"]),
        ("Bùi Đường", ("vi-VN", "fr"), ["Bùi Đường", "Bui Duong"]),
        ("{vi: Vũ, en: Vũ}", ("vi", "en"), ["Vũ", "Vũ"]),
        ("José", ("es", "en"), ["José", "José"]),
    ],
)
def test_names(text: str, languages: tuple[str, ...], expected: list[str]) -> None:
    """A name given as one string loses its diacritics outside Vietnamese, if there is any."""
    found = values.name(value(text), languages)

    assert found is not None
    assert [found.text(language) for language in languages] == expected
