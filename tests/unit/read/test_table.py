"""CSV tables in time that grows with their size."""

import time

import pytest

from assemble.model.finding import Findings
from assemble.model.text import plain
from assemble.read.markdown import make_parser
from assemble.read.source import SourceText
from assemble.read.table import read_rows


def rows(text: str) -> tuple[list[list[str]], list[str]]:
    """The cells' texts, and the codes."""
    findings = Findings()
    found = read_rows(SourceText("t.csv", text), make_parser(), findings)
    cells = [[plain(cell) for cell in row.cells] for row in found]
    return cells, [item.code for item in findings.items]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
        ("\n\na;b,c\n\n 1 ;2\n  \n", [["a", "b,c"], ["1", "2"]]),
        ('"a;b;c",d\n1,""', [["a;b;c", "d"], ["1", ""]]),
        ("a\tb\n\t\n", [["a", "b"], ["", ""]]),
        ('"a\nb",c\n"x""y",z', [["a b", "c"], ['x"y', "z"]]),
        ("a\nb\n", [["a"], ["b"]]),
    ],
)
def test_cells(text: str, expected: list[list[str]]) -> None:
    """Cells are split at the header's delimiter, quotes undone, blank lines skipped."""
    assert rows(text) == (expected, [])


def test_ten_thousand_rows() -> None:
    """10,000 rows are read; one more is an error that ends the reading."""
    assert len(rows("a,b\n" + "1,2\n" * 10_000)[0]) == 10_001
    assert rows("a,b\n" + "1,2\n" * 10_002)[1] == ["table-limit"]


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n" + '"' * 4_000_000,
        'a,b\n1,"' + "x\n" * 2_000_000,
        "," * 4_000_000,
        '"a' * 1_000_000,
        "a,b\n" + '"x""",' * 500_000,
        "\n" * 4_000_000,
    ],
)
def test_hostile_tables_take_no_time(text: str) -> None:
    """Megabytes of quotes, delimiters or blank lines take seconds at most, not hours."""
    start = time.perf_counter()

    rows(text)

    assert time.perf_counter() - start < 10
