"""How PDF writes numbers."""


def numbers(*values: float) -> str:
    """Operands of an operator, parted by spaces.

    Never with an exponent (ISO 32000-1, 7.3.3); five decimals are finer than any plate, and fine
    enough for the scale of a font's units.
    """
    return " ".join(map(_number, values))


def _number(value: float) -> str:
    text = f"{value:.5f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
