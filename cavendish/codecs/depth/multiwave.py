# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Codec "multiwave": depth as a helix, a sine and a cosine in red and green, and the turn they are in in blue.

Source: Bell and Zhang, "Multiwavelength depth encoding method for 3D range geometry compression" (Applied
Optics 54, 2015). Decoded by the nearest colour on the helix, which weighs all three channels, and not by the phase of
two and a count of turns from the third.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from cavendish.codecs.colors import Legend
from cavendish.codecs.depth.curve import Curve, along_curve, as_integer
from cavendish.codecs.depth.nearest import Searched
from cavendish.codecs.depth.palette import PaletteCodec
from cavendish.codecs.depth.registry import register

FINE = 255 * 256
"""Steps along the helix, four for each colour at the most turns."""

MOST = 12
"""The most periods: the next turn is then 21 of 255 away."""


@register("multiwave")
@along_curve
def multiwave(curve: Curve, periods: int = 4) -> PaletteCodec:
    """Return the codec of a helix of `periods`, 1 to 12, whole turns: more are finer, and less sure of their turn."""
    palette = Helix(as_integer("periods", periods, MOST))
    parameters = {**curve.parameters, "periods": palette.periods}
    return PaletteCodec("multiwave", 1, parameters, _legend(palette), curve, palette, Searched(palette))


@dataclass(frozen=True)
class Helix:
    """The palette of R = (1 + sin 2 pi p z)/2, G = (1 + cos 2 pi p z)/2, B = z, for p periods and z in [0, 1]."""

    periods: int

    def __call__(self) -> NDArray[np.uint8]:
        """Return the (FINE + 1, 3) colours along the helix, rounded."""
        return _helix(self)

    def at(self, place: NDArray[np.float64]) -> NDArray[np.uint8]:
        """Return the (..., 3) colours at places z."""
        turn = 2 * np.pi * self.periods * place
        waves = np.stack([(1 + np.sin(turn)) / 2, (1 + np.cos(turn)) / 2, place], -1)
        return np.rint(np.round(255 * waves, 6)).astype(np.uint8)  # halves as they are, whatever the sine


@lru_cache(maxsize=8)
def _helix(helix: Helix) -> NDArray[np.uint8]:
    return helix.at(np.arange(FINE + 1) / FINE)


def _legend(helix: Helix) -> Legend:
    """Return the quarters of the first turn, which have names, and the last colour."""
    names = ("lime", "orange", "dark red", "green", "pale cyan")
    colors = helix.at(np.array([*(np.arange(4) / 4 / helix.periods), 1])).tolist()
    return tuple((name, (r, g, b)) for name, (r, g, b) in zip(names, colors, strict=True))
