# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Codec "hue": depth as hue, from red over green and blue to magenta, and black where nothing was hit.

Source: Intel, "Depth image compression by colorization for Intel RealSense depth cameras" (2020), put right:
its formulas floor where they must round, and close the circle of hues, so that the far end is near again. Here the
hues stop at 300 degrees.
"""

from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from cavendish.codecs.depth.curve import Curve, along_curve
from cavendish.codecs.depth.nearest import Searched
from cavendish.codecs.depth.palette import PaletteCodec
from cavendish.codecs.depth.registry import register

CORNERS = (
    ("red", (255, 0, 0)),
    ("yellow", (255, 255, 0)),
    ("green", (0, 255, 0)),
    ("cyan", (0, 255, 255)),
    ("blue", (0, 0, 255)),
    ("magenta", (255, 0, 255)),
)
NOTHING = ("black", (0, 0, 0))


@register("hue")
@along_curve
def hue(curve: Curve) -> PaletteCodec:
    """Return the codec of 1276 hues; infinite depth, and what rounds to it, is black."""
    return PaletteCodec("hue", 1, curve.parameters, (*CORNERS, NOTHING), curve, hues, Searched(hues))


@cache
def hues() -> NDArray[np.uint8]:
    """Return the (1277, 3) colours: five edges of 255 steps, magenta, and black."""
    corners = np.array([color for _, color in CORNERS])
    steps = np.arange(255)[:, None]
    edges = [start + (end - start) // 255 * steps for start, end in pairwise(corners)]
    return np.concatenate([*edges, corners[-1:], [NOTHING[1]]]).astype(np.uint8)
