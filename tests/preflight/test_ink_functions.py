"""PDF functions: known values of each type."""

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary

from assemble.preflight.ink.platefunction import FunctionError, read_function

HOLDER = pikepdf.new()
"""What holds the streams: they end with their document."""


def values(item: pikepdf.Object, *inputs: tuple[float, ...]) -> list[list[float]]:
    """What a function gives for some inputs."""
    found = read_function(item)(np.array(inputs, np.float32))
    return [[round(value, 4) for value in row] for row in found.tolist()]


def program(pdf: pikepdf.Pdf, text: bytes, inputs: int = 1, outputs: int = 1) -> pikepdf.Stream:
    """A type 4 function; its inputs and outputs may be -10 to 10."""
    return pdf.make_stream(
        text,
        {
            "/FunctionType": 4,
            "/Domain": Array([-10, 10] * inputs),
            "/Range": Array([-10, 10] * outputs),
        },
    )


def test_exponential() -> None:
    """Type 2 goes from C0 to C1 by the power N, within its domain."""
    item = Dictionary(FunctionType=2, Domain=[0, 1], C0=Array([0, 1]), C1=Array([1, 0]), N=2)

    assert values(item, (0,), (0.5,), (2,)) == [[0, 1], [0.25, 0.75], [1, 0]]


def test_stitched() -> None:
    """Type 3 hands each part of its domain to one function."""
    up = Dictionary(FunctionType=2, Domain=[0, 1], N=1)
    down = Dictionary(FunctionType=2, Domain=[0, 1], C0=Array([1]), C1=Array([0]), N=1)
    item = Dictionary(
        FunctionType=3, Domain=[0, 1], Functions=Array([up, down]), Bounds=Array([0.25]),
        Encode=Array([0, 1, 0, 1]),
    )  # fmt: skip

    assert values(item, (0.125,), (0.25,), (0.625,), (1,)) == [[0.5], [1], [0.5], [0]]


@pytest.mark.parametrize(
    ("bits", "data"), [(8, b"\x00\xff\x00\xff"), (4, b"\x0f\x0f"), (1, b"\x50")]
)
def test_sampled(bits: int, data: bytes) -> None:
    """Type 0 interpolates its table, the first input varying fastest."""
    item = HOLDER.make_stream(
        data,
        {"/FunctionType": 0, "/Domain": Array([0, 1, 0, 1]), "/Range": Array([0, 1]),
         "/Size": Array([2, 2]), "/BitsPerSample": bits},
    )  # fmt: skip

    assert values(item, (0, 0), (1, 0), (0, 1), (0.25, 0.5)) == [[0], [1], [0], [0.25]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"{2 mul 1 add}", 7),
        (b"{dup mul}", 9),
        (b"{1 exch sub}", -2),
        (b"{5 exch pop}", 5),
        (b"{1 2 3 3 1 roll pop pop exch pop}", 3),
        (b"{1 2 2 index add add exch pop}", 6),
        (b"{dup 2 gt {pop 1} {pop 0} ifelse}", 1),
        (b"{dup 5 gt {pop 1} if}", 3),
        (b"{7 exch idiv}", 2),
        (b"{7 exch mod}", 1),
        (b"{sqrt dup mul % a comment\n}", 3),
        (b"{true and 1 eq {4} {2} ifelse}", 4),
        (b"{90 mul 30 sub 8 div sin 0.5 exp}", 0.7071),
    ],
)
def test_calculator(text: bytes, expected: float) -> None:
    """Type 4 runs its program, here on 3."""
    assert values(program(HOLDER, text), (3,))[0][0] == pytest.approx(expected, abs=1e-3)


def test_each_input_takes_its_own_branch() -> None:
    """A condition is decided for each of many inputs."""
    item = program(HOLDER, b"{dup 0 lt {neg} {2 mul} ifelse}")

    assert values(item, (-3,), (4,), (0,)) == [[3], [8], [0]]


@pytest.mark.parametrize("text", [b"{pop pop}", b"{unknown}", b"{1 if}", b"{" * 200, b"{200 copy}"])
def test_broken_programs_are_refused(text: bytes) -> None:
    """A program that can't be run raises one kind of error, when it is read or when it is run."""
    with pytest.raises(FunctionError):
        values(program(HOLDER, text), (1,))


def test_huge_tables_are_refused() -> None:
    """A table that nobody needs isn't read."""
    item = HOLDER.make_stream(
        b"",
        {"/FunctionType": 0, "/Domain": Array([0, 1] * 4), "/Range": Array([0, 1]),
         "/Size": Array([1000] * 4), "/BitsPerSample": 8},
    )  # fmt: skip
    with pytest.raises(FunctionError):
        read_function(item)
