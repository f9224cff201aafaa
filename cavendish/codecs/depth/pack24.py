# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Codec "pack24": depth as a 24-bit number, its high byte in red, the middle in green, the low one in blue.

All but exact, and made for files alone: green and blue look like noise to a model, and an error of one in red
is 1/255 of all depth.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cavendish.codecs.depth.curve import Curve, along_curve
from cavendish.codecs.depth.packed import PackedCodec
from cavendish.codecs.depth.registry import register


@register("pack24")
@along_curve
def pack24(curve: Curve) -> PackedCodec:
    """Return the codec of 2^24 numbers, from black to white."""
    legend = (("black", (0, 0, 0)), ("maroon", (128, 0, 0)), ("white", (255, 255, 255)))
    return PackedCodec("pack24", 1, curve.parameters, legend, curve, Bytes())


@dataclass(frozen=True)
class Bytes:
    """The number 65536 r + 256 g + b."""

    last: int = (1 << 24) - 1

    def paint(self, numbers: NDArray[np.intp]) -> NDArray[np.uint8]:
        """Return the (n, 3) colours of (n,) numbers."""
        return np.ascontiguousarray(numbers, ">u4").view(np.uint8).reshape(-1, 4)[:, 1:]

    def read(self, rgb: NDArray[np.uint8]) -> NDArray[np.intp]:
        """Return the (n,) numbers of (n, 3) colours."""
        red, green, blue = rgb.T.astype(np.intp)
        return np.asarray(red << 16 | green << 8 | blue)
