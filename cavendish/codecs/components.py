# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Connected components of the pixels of an image, by runs and pointer jumping."""

import numpy as np
from numpy.typing import NDArray


def components(links: NDArray[np.uint8], steps: tuple[int, ...]) -> NDArray[np.intp]:
    """Return, for n pixels in raster order, the first pixel of the component that links join each to.

    links: (n,) codes in which bit i says that a pixel is linked to the one steps[i] later; steps[0] is 1,
    along the row. Runs of linked pixels are joined first, so that only their seams are left to the loop.
    """
    starts = np.ones(links.size, np.bool_)
    starts[1:] = (links[:-1] & 1) == 0
    runs = np.cumsum(starts) - 1
    seams = []
    for bit, step in enumerate(steps[1:], 1):
        upper = np.flatnonzero(links & (1 << bit))
        pairs = runs[upper], runs[upper + step]
        fresh = np.ones(upper.size, np.bool_)  # along a seam one pair of runs repeats; once will do
        fresh[1:] = (pairs[0][1:] != pairs[0][:-1]) | (pairs[1][1:] != pairs[1][:-1])
        seams.append((pairs[0][fresh], pairs[1][fresh]))
    one, other = (np.concatenate(ends) for ends in zip(*seams, strict=True))
    return np.flatnonzero(starts)[roots(int(runs[-1]) + 1, one, other)][runs]


def roots(count: int, one: NDArray[np.intp], other: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the least of each of `count` nodes' component, joined by edges from nodes `one` to nodes `other`."""
    root = np.arange(count)
    while one.size:
        np.minimum.at(root, np.maximum(one, other), np.minimum(one, other))
        while not np.array_equal(root, higher := root[root]):
            root = higher
        one, other = root[one], root[other]
        apart = one != other
        one, other = one[apart], other[apart]
    return root
