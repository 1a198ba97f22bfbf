"""PDF functions, evaluated for many inputs at once (ISO 32000-1, 7.10).

In: a function object. Out: a callable that takes an array of inputs (count, m) and gives one of
outputs (count, n). What can't be read raises `FunctionError`.
"""

import re
from collections.abc import Callable, Iterator

import numpy as np
import pikepdf
from numpy.typing import NDArray

from assemble.preflight.ink.platenotes import DAMAGE

Floats = NDArray[np.float32]
Function = Callable[[Floats], Floats]

MOST_SAMPLES = 1 << 22
"""Samples of a type 0 function: a table of 4 MB is larger than any that is in use."""
MOST_INPUTS = 4
"""Inputs of a type 0 function: shadings have one or two."""
MOST_STACK = 100
"""Values on a calculator's stack (ISO 32000-1, annex C.2)."""
MOST_TOKENS = 5000
"""Tokens of a calculator's program."""
MOST_DEPTH = 8
"""How deep functions may be stitched, and procedures nested."""


class FunctionError(ValueError):
    """A function that breaks the standard, or is larger than anybody needs."""


def read_function(item: pikepdf.Object, depth: int = 0) -> Function:
    """The function of a dictionary, a stream, or an array of functions with one output each.

    Raises:
        FunctionError: the object is no function that can be evaluated.
    """
    if depth > MOST_DEPTH:
        raise FunctionError("functions are stitched too deep")
    try:
        if isinstance(item, pikepdf.Array):
            parts = [read_function(part, depth + 1) for part in list(item)[:32]]
            return lambda inputs: np.concatenate([part(inputs) for part in parts], axis=1)
        kind = int(item.FunctionType)
        if kind == 0:
            made = _sampled(item)
        elif kind == 2:
            made = _exponential(item)
        elif kind == 3:
            made = _stitched(item, depth)
        elif kind == 4:
            made = _calculator(item)
        else:
            raise FunctionError(f"there is no function type {kind}")
        return _bounded(item, made)
    except DAMAGE as error:
        raise FunctionError(str(error)) from error


def numbers(item: pikepdf.Object | None) -> list[float]:
    """The numbers of an array, none where there is no array."""
    return [] if item is None else [float(value) for value in item]


def _pairs(item: pikepdf.Object | None) -> Floats:
    return np.array(numbers(item), np.float32).reshape(-1, 2)


def _bounded(item: pikepdf.Object, made: Function) -> Function:
    """Inputs held within Domain, outputs within Range (ISO 32000-1, table 38)."""
    domain = _pairs(item.Domain)
    limits = _pairs(item.get("/Range"))

    def bounded(inputs: Floats) -> Floats:
        count = len(domain)
        held = np.clip(inputs[:, :count], domain[:, 0], domain[:, 1])
        outputs = made(held.astype(np.float32))
        return np.clip(outputs, limits[:, 0], limits[:, 1]) if len(limits) else outputs

    return bounded


def _scaled(values: Floats, source: Floats, target: Floats) -> Floats:
    """Values of one range laid onto another (the standard's Interpolate)."""
    width = source[:, 1] - source[:, 0]
    share = np.where(width == 0, 0, (values - source[:, 0]) / np.where(width == 0, 1, width))
    result: Floats = (target[:, 0] + share * (target[:, 1] - target[:, 0])).astype(np.float32)
    return result


def _sampled(item: pikepdf.Object) -> Function:
    """Type 0: a table, interpolated linearly in every direction (7.10.2)."""
    size = [int(value) for value in item.Size]
    domain, limits = _pairs(item.Domain), _pairs(item.Range)
    outputs = len(limits)
    if len(size) > MOST_INPUTS or np.prod(size, dtype=float) * outputs > MOST_SAMPLES:
        raise FunctionError("the table of a function is too large")
    bits = int(item.BitsPerSample)
    packed = unpacked(item.read_bytes(), bits, int(np.prod(size)) * outputs)
    table = packed.reshape(*size[::-1], outputs).astype(np.float32)
    full = np.array([[0, 2.0**bits - 1]] * outputs, np.float32)
    table = _scaled(table, full, _pairs(item.get("/Decode")) if "/Decode" in item else limits)
    last = np.array([[0, length - 1] for length in size], np.float32)
    encode = _pairs(item.get("/Encode")) if "/Encode" in item else last

    def sampled(inputs: Floats) -> Floats:
        place = np.clip(_scaled(inputs, domain, encode), 0, last[:, 1])
        low = np.floor(place).astype(int)
        high = np.minimum(low + 1, last[:, 1].astype(int))
        share = place - low
        result = np.zeros((len(inputs), outputs), np.float32)
        for corner in range(1 << len(size)):
            index, weight = [], np.ones(len(inputs), np.float32)
            for axis in range(len(size)):
                upper = bool(corner >> axis & 1)
                index.append((high if upper else low)[:, axis])
                weight = weight * (share[:, axis] if upper else 1 - share[:, axis])
            # The first input varies fastest in the table: it is numpy's last axis.
            result += weight[:, None] * table[tuple(index[::-1])]
        return result

    return sampled


def unpacked(data: bytes, bits: int, count: int) -> NDArray[np.uint32]:
    """The first `count` samples of 1 to 32 bits each, packed without gaps."""
    needed = (count * bits + 7) // 8
    raw = np.frombuffer(data[:needed].ljust(needed, b"\0"), np.uint8)
    if bits in (8, 16, 32):
        return raw.view(f">u{bits // 8}")[:count].astype(np.uint32)
    if bits not in (1, 2, 4, 12, 24):
        raise FunctionError(f"samples of {bits} bits")
    singles = np.unpackbits(raw)[: count * bits].reshape(count, bits).astype(np.uint32)
    result: NDArray[np.uint32] = singles @ (1 << np.arange(bits - 1, -1, -1, dtype=np.uint32))
    return result


def _exponential(item: pikepdf.Object) -> Function:
    """Type 2: from C0 to C1 by a power (7.10.3)."""
    start = np.array(numbers(item.get("/C0")) or [0.0], np.float32)
    end = np.array(numbers(item.get("/C1")) or [1.0], np.float32)
    power = float(item.N)
    return lambda inputs: start + np.power(inputs[:, :1], power) * (end - start)


def _stitched(item: pikepdf.Object, depth: int) -> Function:
    """Type 3: functions one after the other along one input (7.10.4)."""
    parts = [read_function(part, depth + 1) for part in list(item.Functions)[:1024]]
    low, high = numbers(item.Domain)[:2]
    inner = numbers(item.Bounds)
    edges = [low, *inner, high]
    encode = _pairs(item.Encode)
    if len(edges) != len(parts) + 1 or len(encode) < len(parts):
        raise FunctionError("Bounds and Functions don't match")

    def stitched(inputs: Floats) -> Floats:
        where = np.searchsorted(np.array(inner, np.float32), inputs[:, 0], side="right")
        result: Floats | None = None
        for number, part in enumerate(parts):
            here = where == number
            source = np.array([[edges[number], edges[number + 1]]], np.float32)
            outputs = part(_scaled(inputs[here], source, encode[number : number + 1]))
            if result is None:
                result = np.zeros((len(inputs), outputs.shape[1]), np.float32)
            result[here] = outputs
        return np.zeros((len(inputs), 1), np.float32) if result is None else result

    return stitched


Program = list["float | str | Program"]

_TOKEN = re.compile(rb"[{}]|[^\s{}]+")


def _calculator(item: pikepdf.Object) -> Function:
    """Type 4: a program of PostScript's arithmetic (7.10.5)."""
    text = re.sub(rb"%[^\r\n]*", b" ", item.read_bytes())
    tokens = [token.decode("latin-1") for token in _TOKEN.findall(text)[: MOST_TOKENS + 1]]
    if len(tokens) > MOST_TOKENS:
        raise FunctionError("the program of a function is too long")
    program = _procedure(iter(tokens[1:]), 0)
    outputs = len(_pairs(item.Range))

    def calculator(inputs: Floats) -> Floats:
        stack = [column.astype(np.float64) for column in inputs.T]
        try:
            with np.errstate(all="ignore"):
                _run(program, stack, len(inputs))
        except IndexError as error:
            raise FunctionError("the stack of a function is too short") from error
        if len(stack) < outputs:
            raise FunctionError("the program of a function leaves too few values")
        chosen = np.stack(stack[-outputs:], axis=1)
        result: Floats = np.nan_to_num(chosen).astype(np.float32)
        return result

    return calculator


def _procedure(tokens: Iterator[str], depth: int) -> Program:
    """Tokens up to the brace that closes, with procedures within as lists."""
    if depth > MOST_DEPTH * 4:
        raise FunctionError("procedures are nested too deep")
    program: Program = []
    for token in tokens:
        if token == "}":
            break
        if token == "{":
            program.append(_procedure(tokens, depth + 1))
        else:
            try:
                program.append(float(token))
            except ValueError:
                program.append(token)
    return program


Stack = list[NDArray[np.float64]]


def _run(program: Program, stack: Stack, count: int) -> None:
    """Run a program on a stack of columns, one value for each of `count` inputs."""
    for place, token in enumerate(program):
        if isinstance(token, list):
            continue
        if isinstance(token, float):
            stack.append(np.full(count, token))
        elif token in ("true", "false"):
            stack.append(np.full(count, float(token == "true")))
        elif token == "if":
            _branch(stack, program[place - 1], [])
        elif token == "ifelse":
            _branch(stack, program[place - 2], program[place - 1])
        elif token in _UNARY:
            stack.append(_UNARY[token](stack.pop()))
        elif token in _BINARY:
            right, left = stack.pop(), stack.pop()
            stack.append(_BINARY[token](left, right).astype(np.float64))
        else:
            _shuffle(token, stack)
        if len(stack) > MOST_STACK:
            raise FunctionError("the stack of a function overflows")


def _branch(stack: Stack, then: object, otherwise: object) -> None:
    """Run one procedure on the inputs for which the condition holds, the other on the rest."""
    if not isinstance(then, list) or not isinstance(otherwise, list):
        raise FunctionError("a condition without its procedures")
    holds = stack.pop() != 0
    yes, no = [column[holds] for column in stack], [column[~holds] for column in stack]
    _run(then, yes, int(holds.sum()))
    _run(otherwise, no, int((~holds).sum()))
    if len(yes) != len(no):
        # Where no input takes a branch, its height says nothing.
        if holds.all():
            no = [column[:0] for column in yes]
        elif not holds.any():
            yes = [column[:0] for column in no]
        else:
            raise FunctionError("two branches leave different numbers of values")
    stack.clear()
    for first, second in zip(yes, no, strict=True):
        column = np.empty(len(holds), np.float64)
        column[holds], column[~holds] = first, second
        stack.append(column)


def _shuffle(token: str, stack: Stack) -> None:
    """The operators that move values about (table 42)."""
    if token == "pop":
        stack.pop()
    elif token == "dup":
        stack.append(stack[-1])
    elif token == "exch":
        stack[-2:] = stack[:-3:-1]
    elif token == "copy":
        count = _count(stack)
        stack.extend(stack[len(stack) - count :])
    elif token == "index":
        stack.append(stack[-1 - _count(stack)])
    elif token == "roll":
        turn = int(stack.pop()[0])
        count = _count(stack)
        if count:
            top = stack[-count:]
            turn %= count
            stack[-count:] = top[count - turn :] + top[: count - turn]
    else:
        raise FunctionError(f"there is no operator {token}")


def _count(stack: Stack) -> int:
    """The number on top of the stack, as that of the values below it."""
    column = stack.pop()
    count = int(column[0]) if len(column) else 0
    if not 0 <= count <= len(stack):
        raise FunctionError("the stack of a function is too short")
    return count


def _shift(left: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.trunc(left * np.exp2(np.clip(right, -63, 63)))


def _bits(
    operation: Callable[[NDArray[np.int64], NDArray[np.int64]], NDArray[np.int64]],
) -> Callable[[NDArray[np.float64], NDArray[np.float64]], NDArray[np.float64]]:
    return lambda left, right: operation(
        np.nan_to_num(left).astype(np.int64), np.nan_to_num(right).astype(np.int64)
    ).astype(np.float64)


_UNARY: dict[str, Callable[[NDArray[np.float64]], NDArray[np.float64]]] = {
    "abs": np.abs,
    "ceiling": np.ceil,
    "cos": lambda value: np.cos(np.radians(value)),
    "cvi": np.trunc,
    "cvr": lambda value: value,
    "floor": np.floor,
    "ln": np.log,
    "log": np.log10,
    "neg": np.negative,
    # Booleans are 0 and 1 here; `not` of other integers isn't told apart.
    "not": lambda value: (value == 0).astype(np.float64),
    "round": lambda value: np.floor(value + 0.5),
    "sin": lambda value: np.sin(np.radians(value)),
    "sqrt": np.sqrt,
    "truncate": np.trunc,
}
_BINARY: dict[str, Callable[[NDArray[np.float64], NDArray[np.float64]], NDArray[np.float64]]] = {
    "add": np.add,
    "and": _bits(np.bitwise_and),
    "atan": lambda left, right: np.degrees(np.arctan2(left, right)) % 360,
    "bitshift": _shift,
    "div": np.divide,
    "eq": lambda left, right: (left == right).astype(np.float64),
    "exp": np.power,
    "ge": lambda left, right: (left >= right).astype(np.float64),
    "gt": lambda left, right: (left > right).astype(np.float64),
    "idiv": lambda left, right: np.trunc(np.divide(left, right)),
    "le": lambda left, right: (left <= right).astype(np.float64),
    "lt": lambda left, right: (left < right).astype(np.float64),
    "mod": np.fmod,
    "mul": np.multiply,
    "ne": lambda left, right: (left != right).astype(np.float64),
    "or": _bits(np.bitwise_or),
    "sub": np.subtract,
    "xor": _bits(np.bitwise_xor),
}
