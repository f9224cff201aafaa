# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Codec "zigzag": black to blue, to cyan, to white. A palette and a search are all that a new codec is."""

from functools import cache

import numpy as np

from cavendish.codecs.depth.curve import PowerCurve
from cavendish.codecs.depth.nearest import Searched
from cavendish.codecs.depth.palette import PaletteCodec
from cavendish.codecs.depth.registry import register

CORNERS = (("black", (0, 0, 0)), ("blue", (0, 0, 255)), ("cyan", (0, 255, 255)), ("white", (255, 255, 255)))


@cache
def palette():
    """Return the (766, 3) colours from near to far."""
    steps = np.arange(766)
    return np.stack([np.clip(steps - start, 0, 255) for start in (510, 255, 0)], -1).astype(np.uint8)


@register("zigzag")
def zigzag(lam: float = -3.0, c: float = 10 / 3) -> PaletteCodec:
    """Return the codec on the power curve; encode, decode, residual and bounds come with PaletteCodec."""
    curve = PowerCurve(lam, c)
    return PaletteCodec("zigzag", 1, curve.parameters, CORNERS, curve, palette, Searched(palette))
