# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Codec "triangle": 16-bit depth as its high byte in red and two triangle waves in green and blue.

Source: Pece, Kautz and Weyrich, "Adapting Standard Video Codecs for Depth Streaming" (JVRC 2011), with their
w = 2^16 and n_p = 512. As printed, its decoder reads from red which side of a wave it is on, to an eighth of a
period; eight bits of red are a quarter of one off, and an eighth of the codes comes back wrong by up to 127.
Here the waves say where in a period the depth is, and red which period it is: every code comes back itself.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from cavendish.codecs.depth.curve import Curve, along_curve
from cavendish.codecs.depth.nearest import middles
from cavendish.codecs.depth.palette import PaletteCodec
from cavendish.codecs.depth.registry import register

CODES = 1 << 16
PERIOD = 512
"""Codes in a period of the waves."""


@register("triangle")
@along_curve
def triangle(curve: Curve) -> PaletteCodec:
    """Return the codec of 2^16 codes."""
    legend = (("navy", (0, 0, 127)), ("purple", (128, 0, 127)), ("rose", (255, 0, 128)))
    return PaletteCodec("triangle", 1, curve.parameters, legend, curve, waves, nearest)


@cache
def waves() -> NDArray[np.uint8]:
    """Return the (2^16, 3) colours of the codes: L, Ha and Hb."""
    code = np.arange(CODES) + 0.5
    phase = code / PERIOD
    return np.rint(255 * np.stack([code / CODES, _tri(2 * phase), _tri(2 * phase - 0.5)], -1)).astype(
        np.uint8
    )


def _tri(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the triangle wave of period 2 that rises from 0 at 0 to 1 at 1."""
    return np.asarray(1 - np.abs(np.mod(x, 2) - 1))


@cache
def nearest() -> NDArray[np.uint16]:
    """Return the (2^24,) code of each colour r + 256 g + 65536 b.

    Over a period, (Ha, Hb) goes once around a diamond. Of its four sides the one in the colour's quadrant is
    the nearest, and the colour is projected onto that.
    """
    value = np.arange(256) / 255
    a, b = value - 0.5, value[:, None] - 0.5  # Ha along green, Hb along blue
    side = np.where(b <= 0, np.where(a <= 0, 0, 1), np.where(a > 0, 2, 3))
    along = np.choose(side, [a - b, a + b, b - a, -a - b]) / 2  # from -1/4 to 1/4 along a side
    phase = (side + 0.5 + 2 * np.clip(along, -0.25, 0.25)) / 4
    planes = np.empty((256, 256, 256), np.uint16)  # by blue, green, red
    for plane, here in zip(planes, phase[..., None], strict=True):
        codes = (np.rint(value * (CODES / PERIOD) - here) + here) * PERIOD - 0.5
        plane[...] = np.clip(np.rint(codes), 0, CODES - 1)
    table = planes.reshape(-1)
    palette = waves()
    table[palette.astype(np.int32) @ (1, 256, 65536)] = middles(palette)
    return table
