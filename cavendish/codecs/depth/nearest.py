# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The nearest of a palette's colours to each of the 2^24, exactly and within a second or so."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

SIDES = 64, 16
"""Colours along the edges of a block, and of the cells in it, each searched among the few that can win there."""


def middles(palette: NDArray[np.uint8]) -> NDArray[np.uint16]:
    """Return the (n + 1,) step that each step's colour decodes to: the middle of those that share the colour.

    The last colour's is the last step.
    """
    _, inverse = np.unique(palette.astype(np.int32) @ (1, 256, 65536), return_inverse=True)
    first, last = np.full(inverse.max() + 1, len(palette)), np.zeros(inverse.max() + 1, np.intp)
    np.minimum.at(first, inverse, np.arange(len(palette)))
    np.maximum.at(last, inverse, np.arange(len(palette)))
    shown = (first + last) // 2
    shown[inverse[-1]] = len(palette) - 1
    return shown[inverse].astype(np.uint16)


@dataclass(frozen=True)
class Searched:
    """The table `nearest` of a palette that knows no shortcut to it, made once for a process."""

    palette: Callable[[], NDArray[np.uint8]]

    def __call__(self) -> NDArray[np.uint16]:
        """Return the (2^24,) step nearest to each colour."""
        return _searched(self.palette)


@lru_cache(maxsize=8)
def _searched(palette: Callable[[], NDArray[np.uint8]]) -> NDArray[np.uint16]:
    return nearest_steps(palette())


def nearest_steps(palette: NDArray[np.uint8]) -> NDArray[np.uint16]:
    """Return the (2^24,) step of an (n + 1, 3) palette nearest to each colour r + 256 g + 65536 b.

    A colour that several steps share is given the step in their middle, but the last step stands for its
    colour itself. Two colours equally near are settled by the nearer depth. n is below 65536.

    Where one colour is nearer than another at all eight corners of a box, it is so throughout, as the
    difference of two squared distances is linear. So each cell is left with a dozen colours or two.
    """
    shown = middles(palette)
    places = np.unique(shown)
    colors = palette[places]
    steps = np.empty((256, 256, 256), np.uint16)  # by blue, green, red
    block, cell = SIDES
    for outer in _corners(0, 256, block):
        able = _undominated(outer, block, colors)
        for inner in _corners(outer, block, cell):
            here = able[_undominated(inner, cell, colors[able])]
            red, green, blue = (slice(low, low + cell) for low in inner)
            steps[blue, green, red] = places[here[_search(inner, cell, colors[here])]]
    return steps.reshape(-1)


def _corners(low: NDArray[np.intp] | int, side: int, part: int) -> NDArray[np.intp]:
    """Return the (n, 3) lowest colours of the boxes of side `part` that fill the one of `side` at `low`."""
    return low + np.stack(np.meshgrid(*[np.arange(0, side, part)] * 3), -1).reshape(-1, 3)


def _undominated(low: NDArray[np.intp], side: int, colors: NDArray[np.uint8]) -> NDArray[np.intp]:
    """Return which of (k, 3) colours no tried one beats at all corners of the box of `side` at `low`."""
    corners = (low + _corners(0, 2, 1) * (side - 1)).astype(np.float32)
    points = colors.astype(np.float32)
    costs = (points * points).sum(1) - 2 * (corners @ points.T)  # (8, k) squares, less the corner's own
    able = np.arange(len(colors))
    for winner in np.unique(costs.argmin(1)):
        able = able[(costs[:, able] <= costs[:, winner, None]).any(0)]
    rivals = costs[:, able[:: 1 + len(able) // 16]]
    beaten = (rivals[:, :, None] < costs[:, None, able]).all(0).any(0)
    return able[~beaten]


def _search(low: NDArray[np.intp], side: int, colors: NDArray[np.uint8]) -> NDArray[np.int32]:
    """Return which of (k, 3) colours is nearest to each of the box of `side` at `low`, by blue, green, red.

    Distance and number are packed in one integer, distance first, so that the least is both answers.
    """
    count = np.int32(len(colors))  # 3 * 255^2 * count < 2^31: no cell is left with 11,000
    axes = low[:, None] + np.arange(side)
    red, green, blue = (
        (axis.astype(np.int32) - colors[:, i, None]) ** 2 * count for i, axis in enumerate(axes)
    )
    red += np.arange(count, dtype=np.int32)[:, None]
    planes = green[:, :, None] + red[:, None, :]
    return np.asarray((blue[:, :, None, None] + planes[:, None]).min(0) % count)
