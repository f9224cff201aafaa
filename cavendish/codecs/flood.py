# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Seeded flood fill by colour: regions whose pixels are close to the colour of the region's first pixel."""

import math

import numpy as np
from numpy.typing import NDArray

from cavendish.codecs.components import components

WIDE = 64
"""The number of pixels to look around from at which an array operation beats a loop."""


def flood_regions(rgb: NDArray[np.uint8], foreground: NDArray[np.bool_], tau: float) -> NDArray[np.intp]:
    """Return (H, W) regions of (H, W, 3) colours: 0 in the background, else 1..n in raster order of seeds.

    The seed of a region is the first foreground pixel, in raster order, that has no region yet. The region is
    what 8-connected steps reach from it over foreground pixels without a region whose squared distance to the
    seed's colour, not to one another's, is at most tau^2.

    Two pixels of one region are at most 2 tau apart, so regions stay within the components that such
    neighbours form. A component whose pixels are all near its first is a region as it stands, and a clean
    image has no others. The rest is flooded; each pixel is looked around from once, so the time is linear.
    """
    height, width = foreground.shape
    stride = width + 2  # a border of background spares the question whether a neighbour exists
    inside = np.s_[1:-1, 1:-1]
    bordered = np.zeros((height + 2, stride), np.bool_)
    bordered[inside] = foreground
    colors = np.zeros((3, height + 2, stride), np.float32)
    colors[:, 1:-1, 1:-1] = np.moveaxis(rgb, -1, 0)
    is_open, planes = bordered.reshape(-1), colors.reshape(3, -1)
    steps = (1, stride - 1, stride, stride + 1)
    reach = math.floor(tau**2)  # squared distances are integers

    links = _links(planes, is_open, steps, math.floor(4 * tau**2))
    regions = components(links, steps)  # each is known by the index of its seed until the last lines
    far = is_open & (_squares(planes - planes[:, regions]) > reach)
    mixed = np.zeros(regions.size, np.bool_)
    mixed[regions[far]] = True
    free = is_open & mixed[regions]
    regions[free] = np.flatnonzero(free)
    _fill(regions, free, planes, links, steps, reach)

    seeds = is_open & (regions == np.arange(regions.size))
    ranks = np.cumsum(seeds)
    return np.where(is_open, ranks[regions], 0).reshape(bordered.shape)[inside]


def _links(
    planes: NDArray[np.float32], is_open: NDArray[np.bool_], steps: tuple[int, ...], reach: int
) -> NDArray[np.uint8]:
    """Return, for n pixels, which neighbours are open and near: bit i for steps[i] on, i + 4 for it back."""
    links = np.zeros(is_open.size, np.uint8)
    for bit, step in enumerate(steps):
        near = _squares(planes[:, step:] - planes[:, :-step]) <= reach
        near &= is_open[step:] & is_open[:-step]
        links[:-step] |= near * np.uint8(1 << bit)
        links[step:] |= near * np.uint8(16 << bit)
    return links


def _squares(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the (n,) squared lengths of (3, n) vectors, which are overwritten."""
    vectors *= vectors
    vectors[0] += vectors[1]
    vectors[0] += vectors[2]
    return np.asarray(vectors[0])


def _fill(
    regions: NDArray[np.intp],
    is_free: NDArray[np.bool_],
    planes: NDArray[np.float32],
    links: NDArray[np.uint8],
    steps: tuple[int, ...],
    reach: int,
) -> None:
    """Write to `regions` the index of the seed of each free pixel's region.

    A wide front of pixels is looked around from at once, a narrow one pixel by pixel. The loop reads bytes,
    which are quicker to it than an array's elements; the arrays share their memory.
    """
    both_ways = (*steps, *(-step for step in steps))
    around = [tuple(step for bit, step in enumerate(both_ways) if code >> bit & 1) for code in range(256)]
    all_around = np.array(both_ways)
    free = bytearray(is_free.tobytes())
    free_array = np.frombuffer(free, np.bool_)
    region_of, links_of = memoryview(regions), links.tobytes()
    red, green, blue = (plane.astype(np.uint8).tobytes() for plane in planes)
    turn_of = np.empty_like(regions)

    seed = free.find(1)
    while seed >= 0:
        free[seed] = 0
        r, g, b = red[seed], green[seed], blue[seed]
        front = [seed]
        while front:
            if len(front) < WIDE:
                here = front.pop()
                for step in around[links_of[here]]:
                    there = here + step
                    if free[there] and (
                        (red[there] - r) ** 2 + (green[there] - g) ** 2 + (blue[there] - b) ** 2 <= reach
                    ):
                        free[there] = 0
                        region_of[there] = seed
                        front.append(there)
            else:
                reached = np.add.outer(all_around, np.array(front)).reshape(-1)
                reached = reached[free_array[reached]]
                reached = reached[_squares(planes[:, reached] - planes[:, seed, None]) <= reach]
                turns = np.arange(reached.size)
                turn_of[reached] = turns
                reached = reached[turn_of[reached] == turns]  # each pixel once
                free_array[reached] = False
                regions[reached] = seed
                front = reached.tolist()
        seed = free.find(1, seed + 1)
