"""Total ink kept within what a printing condition bears."""

import math

import numpy as np
from PIL import Image as Pillow

BLACK = 3
"""The place of black among the four inks."""


def limited(strip: Pillow.Image, limit: float) -> Pillow.Image:
    """CMYK pixels of which none has more ink than `limit`, a sum of fractions.

    Where there is more, cyan, magenta and yellow give way in equal proportion, which keeps the
    hue, and black stays; fractions of a step are rounded down.
    """
    inks = np.asarray(strip)
    most = math.floor(limit * 255 + 1e-6)
    total = inks[..., 0].astype(np.uint16)
    for ink in range(1, 4):
        total += inks[..., ink]
    over = total > most
    if not over.any():
        return strip
    inks = inks.copy()
    heavy = inks[over].astype(np.int32)
    colours, black = heavy[:, :BLACK], heavy[:, BLACK:]
    room = np.maximum(most - black, 0)
    heavy[:, :BLACK] = colours * room // np.maximum(colours.sum(axis=1, keepdims=True), 1)
    inks[over] = heavy
    return Pillow.frombytes("CMYK", strip.size, inks.tobytes())
