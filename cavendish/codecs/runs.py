# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""An image as runs of one colour within its rows: a clean target has a hundred times fewer than pixels."""

from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from cavendish.codecs.blocks import color_indices
from cavendish.codecs.components import roots

Value = TypeVar("Value", bound=np.generic)

FEW = 1 / 8
"""The number of runs, as a share of the pixels, up to which they are quicker to join than pixels."""


@dataclass(frozen=True, eq=False)
class Runs:
    """The n runs of an (H, W, 3) image in raster order.

    starts: (H, W) where one begins. first: (n,) its first pixel's number. length: (n,) pixels. colors: (n, 3) int32.
    """

    starts: NDArray[np.bool_]
    first: NDArray[np.intp]
    length: NDArray[np.intp]
    colors: NDArray[np.int32]

    def spread(self, values: NDArray[Value]) -> NDArray[Value]:
        """Return (n,) values of runs as the (H, W) of their pixels."""
        return np.repeat(values, self.length).reshape(self.starts.shape)


def runs_of(image: NDArray[np.uint8]) -> Runs:
    """Return the runs of an (H, W, 3) image that is not empty."""
    pixels = image.reshape(-1, 3)
    words = np.empty(len(pixels), np.int32)
    for part, indices in color_indices(pixels):
        words[part] = indices
    starts = np.ones(image.shape[:2], np.bool_)
    rows = words.reshape(starts.shape)
    np.not_equal(rows[:, 1:], rows[:, :-1], out=starts[:, 1:])
    first = np.flatnonzero(starts)
    return Runs(starts, first, np.diff(first, append=starts.size), pixels[first].astype(np.int32))


def plain_regions(runs: Runs, foreground: NDArray[np.bool_], tau: float) -> NDArray[np.intp] | None:
    """Return the (n,) regions of runs that `flood_regions` finds: 0 in the background, else 1..m; None where it must flood.

    foreground: (n,) of the runs. Two neighbours of one region are at most 2 tau apart, so regions stay within the
    components that such neighbours form; a component whose colours are all near its first is a region as it stands, and a
    clean image has no others.
    """
    if len(runs.first) > FEW * runs.starts.size:
        return None
    number = runs.spread(np.arange(len(runs.first), dtype=np.int32))
    width = runs.starts.shape[1]
    reach, far = np.floor(tau**2), np.floor(4 * tau**2)  # squared distances are integers
    along = np.flatnonzero(runs.first[1:] % width)
    links: list[tuple[NDArray[Any], NDArray[Any]]] = [(along, along + 1)]
    upper, lower = number[:-1], number[1:]
    for one, other in (
        (np.s_[:, :], np.s_[:, :]),
        (np.s_[:, :-1], np.s_[:, 1:]),
        (np.s_[:, 1:], np.s_[:, :-1]),
    ):
        # From one pair of pixels to the next, the pair of runs is another where either begins.
        fresh = runs.starts[:-1][one] | runs.starts[1:][other]
        links.append((upper[one][fresh], lower[other][fresh]))
    first, second = (np.concatenate(ends) for ends in zip(*links, strict=True))
    near = foreground[first] & foreground[second]
    near[near] = _squares(runs.colors, first[near], second[near]) <= far
    root = roots(len(runs.first), first[near], second[near])
    if (_squares(runs.colors, np.arange(len(root)), root) > reach)[foreground].any():
        return None
    seeds = foreground & (root == np.arange(len(root)))
    return np.where(foreground, np.cumsum(seeds)[root], 0)


def _squares(colors: NDArray[np.int32], one: NDArray[np.intp], other: NDArray[np.intp]) -> NDArray[np.int32]:
    """Return the (m,) squared distances of (n, 3) colours, by their numbers."""
    gaps = colors[one] - colors[other]
    return np.asarray(np.einsum("ij,ij->i", gaps, gaps))
