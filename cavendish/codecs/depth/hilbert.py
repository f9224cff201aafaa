# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Codec "hilbert": depth along a Hilbert curve through the colours of the RGB cube, all 2^24 of them at order 8.

Next steps are next colours, but next colours may be far steps: lossless, and fragile.
Source of the curve: Hamilton, "Compact Hilbert Indices" (Dalhousie University, CS-2006-07).
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from cavendish.codecs.colors import Legend
from cavendish.codecs.depth.curve import Curve, along_curve, as_integer
from cavendish.codecs.depth.packed import PackedCodec
from cavendish.codecs.depth.registry import register

CORNER_NAMES = {
    (0, 0, 0): "black",
    (255, 0, 0): "red",
    (255, 255, 0): "yellow",
    (0, 255, 0): "green",
    (0, 255, 255): "cyan",
    (0, 0, 255): "blue",
    (255, 0, 255): "magenta",
    (255, 255, 255): "white",
}


@register("hilbert")
@along_curve
def hilbert(curve: Curve, order: int = 8) -> PackedCodec:
    """Return the codec of the curve of an `order` from 1 to 8, through 8^order evenly spaced colours."""
    packing = Hilbert(as_integer("order", order, 8))
    parameters = {**curve.parameters, "order": packing.order}
    return PackedCodec("hilbert", 1, parameters, _legend(), curve, packing)


@dataclass(frozen=True)
class Hilbert:
    """Places along the Hilbert curve of an order, four levels of it to a look-up.

    A curve of a lower order is the start of the one of order 8, turned, as each level above turns it.
    """

    order: int

    @property
    def last(self) -> int:
        """The last place."""
        return int(8**self.order - 1)

    def paint(self, numbers: NDArray[np.intp]) -> NDArray[np.uint8]:
        """Return the (n, 3) colours of (n,) places."""
        cell_of, _ = _tables()
        high = cell_of.take(self._start + (numbers >> 12))
        low = cell_of.take((high & ~0xFFF) + (numbers & 0xFFF))
        rgb = np.empty((len(numbers), 3), np.uint8)
        levels = self._bytes
        for channel, shift in enumerate((8, 4, 0)):
            rgb[:, channel] = levels.take((high >> shift & 15) << 4 | (low >> shift & 15))
        return rgb

    def read(self, rgb: NDArray[np.uint8]) -> NDArray[np.intp]:
        """Return the (n,) places of the colours nearest to (n, 3) ones."""
        _, place_of = _tables()
        red, green, blue = self._levels.take(rgb.T)
        high = place_of.take(self._start + ((red & 0xF0) << 4 | green & 0xF0 | blue >> 4))
        low = place_of.take((high & ~0xFFF) + ((red & 15) << 8 | (green & 15) << 4 | blue & 15))
        return np.asarray((high & 0xFFF) << 12 | low & 0xFFF)

    @property
    def _start(self) -> int:
        """Where the tables of the curve's own direction begin, after the levels above that it lacks."""
        return (self.order - 8) % 3 << 12

    @property
    def _bytes(self) -> NDArray[np.uint8]:
        """The byte of each of 2^order levels of a channel."""
        top = 2**self.order - 1
        return np.asarray(np.rint(np.arange(top + 1) * (255 / top)), np.uint8)

    @property
    def _levels(self) -> NDArray[np.intp]:
        """The level nearest to each byte."""
        return np.asarray(np.rint(np.arange(256) * ((2**self.order - 1) / 255)), np.intp)


def _level() -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return, for 24 states and the 8 places in each, the octant 4 r + 2 g + b, and the state within it.

    A state is 3 e + d: the corner e where the curve enters, and its direction d, an axis (bit) of the corner.
    """
    octants, states = np.empty((24, 8), np.intp), np.empty((24, 8), np.intp)
    for state in range(24):
        entry, direction = divmod(state, 3)

        def turned(corner: int, by: int = direction + 1) -> int:
            by %= 3
            return (corner << by | corner >> (3 - by)) & 7

        for place in range(8):
            before = max(place - 1, 0) & ~1
            enters = before ^ before >> 1
            gray = place - 1 | 1 if place else 0  # the odd one of the two places that share an axis
            axis = 0 if place == 0 else (~gray & gray + 1).bit_length() - 1
            octants[state, place] = turned(place ^ place >> 1) ^ entry
            states[state, place] = 3 * (entry ^ turned(enters)) + (direction + axis + 1) % 3
    return octants, states


@cache
def _tables() -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return, for four levels in each of 24 states, the cell of each of 4096 places, and the place of each cell.

    Both are (24 * 4096,), with the state that follows, times 4096, added; a cell is 256 r + 16 g + b.
    """
    octants, states = _level()
    state, place = np.divmod(np.arange(24 * 4096), 4096)
    start, cell = state, np.zeros_like(place)
    for shift in (9, 6, 3, 0):
        digit = place >> shift & 7
        octant = octants[state, digit]
        cell = cell << 1 | (octant & 4) << 6 | (octant & 2) << 3 | octant & 1
        state = states[state, digit]
    place_of = np.empty_like(cell)
    place_of[start * 4096 + cell] = state * 4096 + place
    return state * 4096 + cell, place_of


def _legend() -> Legend:
    """Return the corners of the cube in the order in which the curve visits their octants."""
    colors = Hilbert(1).paint(np.arange(8)).tolist()
    return tuple((CORNER_NAMES[r, g, b], (r, g, b)) for r, g, b in colors)
