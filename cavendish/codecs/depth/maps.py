# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Codecs "gray", "plasma", "inferno", "viridis", "turbo": depth along a colour map.

A map is the straight path from each of its colours to the next, and the palette all that eight bits can show of
it: 685 colours of plasma and 1375 of turbo, where the 256 sampled ones would give three to five times the error.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from cavendish.codecs.colors import Legend
from cavendish.codecs.depth.colormaps import colormap
from cavendish.codecs.depth.curve import Curve, along_curve
from cavendish.codecs.depth.nearest import Searched
from cavendish.codecs.depth.palette import PaletteCodec
from cavendish.codecs.depth.registry import register

FINE = 255 * 256
"""Steps along a map: enough that the places where its colours change are known to a hundredth of a colour."""

NAMES: dict[str, tuple[str, ...]] = {
    "plasma": ("dark blue", "purple", "pink", "orange", "yellow"),
    "inferno": ("black", "purple", "crimson", "orange", "pale yellow"),
    "viridis": ("dark purple", "blue", "teal", "green", "yellow"),
    "turbo": ("dark violet", "blue", "turquoise", "lime", "orange", "red", "dark red"),
}
"""What the colours at even places of each map are called, from its low end."""


@register("gray")
@along_curve
def gray(curve: Curve) -> PaletteCodec:
    """Return the codec from black, near, to white, far, in 256 grays."""
    return PaletteCodec(
        name="gray",
        version=1,
        parameters=curve.parameters,
        legend=(("black", (0, 0, 0)), ("gray", (128, 128, 128)), ("white", (255, 255, 255))),
        curve=curve,
        palette=grays,
        nearest=nearest_gray,
    )


@cache
def grays() -> NDArray[np.uint8]:
    """Return the (256, 3) grays."""
    return np.arange(256, dtype=np.uint8)[:, None].repeat(3, 1)


@cache
def nearest_gray() -> NDArray[np.uint16]:
    """Return the (2^24,) gray nearest to each colour: its mean, rounded."""
    means = ((np.arange(766) * 2 + 3) // 6).astype(np.uint16)
    red_and_green = np.arange(256)[:, None] + np.arange(256)
    return np.stack([means.take(red_and_green + blue) for blue in range(256)]).reshape(-1)


@register("plasma")
@along_curve
def plasma(curve: Curve) -> PaletteCodec:
    """Return the codec from dark blue, near, to yellow, far."""
    return _map("plasma", curve)


@register("inferno")
@along_curve
def inferno(curve: Curve) -> PaletteCodec:
    """Return the codec from black, near, to pale yellow, far."""
    return _map("inferno", curve)


@register("viridis")
@along_curve
def viridis(curve: Curve) -> PaletteCodec:
    """Return the codec from dark purple, near, to yellow, far."""
    return _map("viridis", curve)


@register("turbo")
@along_curve
def turbo(curve: Curve) -> PaletteCodec:
    """Return the codec from dark violet, near, to dark red, far."""
    return _map("turbo", curve)


@dataclass(frozen=True)
class Ramp:
    """The palette of a colour map."""

    name: str

    def __call__(self) -> NDArray[np.uint8]:
        """Return the (FINE + 1, 3) colours along the map, rounded."""
        return _ramp(self.name)


@cache
def _ramp(name: str) -> NDArray[np.uint8]:
    table = 255 * colormap(name)
    places = np.arange(FINE + 1) / FINE * (len(table) - 1)
    channels = [np.interp(places, np.arange(len(table)), channel) for channel in table.T]
    return np.rint(np.stack(channels, -1)).astype(np.uint8)


def _map(name: str, curve: Curve) -> PaletteCodec:
    palette = Ramp(name)
    return PaletteCodec(name, 1, curve.parameters, _legend(name), curve, palette, Searched(palette))


@cache
def _legend(name: str) -> Legend:
    names, table = NAMES[name], np.rint(255 * colormap(name)).astype(int)
    places = np.rint(np.linspace(0, 255, len(names))).astype(int)
    return tuple((word, (r, g, b)) for word, (r, g, b) in zip(names, table[places].tolist(), strict=True))
