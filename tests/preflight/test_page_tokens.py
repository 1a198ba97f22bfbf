"""Content streams are read as PDF means them, and damaged ones in bounded time."""

import io
import time

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assemble.preflight.page.tokens import BROKEN, INLINE, Shown, statements


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"1 0 0 1 5.5 -.5 cm", [("cm", [1, 0, 0, 1, 5.5, -0.5])]),
        (b"q\nQ", [("q", []), ("Q", [])]),
        (b"/F1 12 Tf", [("Tf", ["/F1", 12])]),
        (b"/A#20B cs", [("cs", ["/A B"])]),
        (b"[<0041>-20<0042>]TJ", [("TJ", [Shown(b"\0A\0B", -20)])]),
        (b"[(A) -20 (B)] TJ", [("TJ", [[b"A", -20, b"B"]])]),
        (b"<4> Tj", [("Tj", [b"@"])]),
        (b"[<4>] TJ", [("TJ", [[b"@"]])]),
        (rb"(a\(b\)\101\n(c)) Tj", [("Tj", [b"a(b)A\n(c)"])]),
        (b"(a\\\nb) '", [("'", [b"ab"])]),
        (b"1 % a comment )(\n2 m", [("m", [1, 2])]),
        (b"/P <</MCID 0/A[1 2]/B<</C(d)>>>> BDC",
         [("BDC", ["/P", {"/MCID": 0, "/A": [1, 2], "/B": {"/C": b"d"}}])]),
        (b"true false null x", [("x", [True, False, None])]),
        (b"0 0 m%c\n1 1 l", [("m", [0, 0]), ("l", [1, 1])]),
        (b"BI /W 2 /H 1 /BPC 8 ID \x00EI\xff EI Q",
         [(INLINE, [{"/W": 2, "/H": 1, "/BPC": 8}, b"\x00EI\xff"]), ("Q", [])]),
    ],
)  # fmt: skip
def test_operators_come_with_their_operands(
    content: bytes, expected: list[tuple[str, list[object]]]
) -> None:
    """Each form of operand that PDF has is read for what it is."""
    assert list(statements(content)) == expected


@pytest.mark.parametrize(
    "content", [b"1-2 w", b"1.2.3 w", b")", b"(open", b"<41", b"[1 2", b">> w", b"BI /W 1", b"<<"]
)
def test_what_is_no_pdf_is_said_to_be_none(content: bytes) -> None:
    """Broken pieces are told, and what comes before and after is read."""
    found = [operator for operator, _ in statements(b"q " + content)]

    assert found[0] == "q"
    assert BROKEN in found


def test_reading_goes_on_after_broken_pieces() -> None:
    """A bracket too many costs nothing but itself."""
    found = list(statements(b"1 w ) 2 w } 3 w"))

    assert [item for item in found if item[0] == "w"] == [("w", [1]), ("w", [2]), ("w", [3])]


@given(st.binary(max_size=300))
def test_any_bytes_can_be_read(content: bytes) -> None:
    """Nothing is raised, whatever the bytes."""
    assert all(isinstance(operator, str) for operator, _ in statements(content))


@pytest.mark.parametrize(
    "piece", [b"(", b"<", b"[", b"<<", b"[<41> ", b"1 ", b"BI ", b"/A ", b"\\"]
)
def test_time_grows_with_length_only(piece: bytes) -> None:
    """A hundred thousand openings that nothing closes take no minutes."""
    begun = time.perf_counter()
    for _ in statements(piece * 100_000):
        pass

    assert time.perf_counter() - begun < 3


def test_pikepdf_reads_the_same() -> None:
    """Of ordinary content pikepdf's parser finds the same operators."""
    content = (
        b"q 1 0 0 1 0 0 cm /G gs BT /F1 9 Tf [(a)-3<42>]TJ T* (b) ' ET 1 2 3 4 re W n "
        b"/S cs 1 scn 0 0 m 1 1 2 2 3 3 c h f* /P BMC EMC Q"
    )
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    page.obj.Contents = pikepdf.Stream(pdf, content)
    buffer = io.BytesIO()
    pdf.save(buffer)
    expected = [str(operator) for _, operator in pikepdf.parse_content_stream(page)]

    assert [operator for operator, _ in statements(content)] == expected
