# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Instance segmentation to RGB and back: each object has a colour of its own, which a model may choose.

Source of the decoder: arXiv 2604.20329 v3, appendix A.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cavendish.codecs.arrays import any_array
from cavendish.codecs.colors import Color, as_color, as_colors
from cavendish.codecs.flood import flood_regions
from cavendish.codecs.images import as_ids, as_rgb
from cavendish.codecs.lookup import paint, places_in
from cavendish.codecs.runs import Runs, plain_regions, runs_of


@any_array
def encode_instances(
    instances: ArrayLike, colors: Mapping[int, Color], background: Color = (0, 0, 0)
) -> NDArray[np.uint8]:
    """Return the (..., 3) colours of a (...) integer map of IDs; an ID without a colour is background.

    Raises TypeError where the IDs are no integers, TypeError or ValueError where a colour is not one.
    """
    array = as_ids(instances, "instances")
    ids = np.array(sorted(colors), np.int64)
    table = np.concatenate([as_colors(colors[key] for key in sorted(colors)), as_color(background)[None]])
    return paint(places_in(array, ids), table)


@any_array
def decode_instances(
    rgb: ArrayLike,
    background: Color = (0, 0, 0),
    tau: float = 14.0,
    min_area: float = 2e-4,
    min_core: float = 0.1,
    merge: float = 5.0,
) -> NDArray[np.int32]:
    """Return (H, W) labels of the objects in (H, W, 3) colours: 0 background, 1..n in raster order.

    1. A pixel is background where its squared distance to `background` is under tau^2 (0-255 units).
    2. Regions are flooded from seeds in raster order, 8-connected, over colours within tau of the seed's.
    3. Regions of an area under `min_area` of the image are dropped.
    4. So are halos: regions that keep under `min_core` of their area after an erosion by 3 x 3 pixels. What
       lies beyond the image's border erodes nothing, so an object that the frame cuts is no halo.
    5. Regions whose mean colours are at most tau apart are one object where the bounding box of both is at
       most `merge` times as large as their two boxes together. Each region, in raster order, takes in the
       first that fits, and its mean and box with it, until none does.

    A seed is a pixel like any other, so noise of sigma s a channel needs a tau of some 7 s, and colours twice that
    apart; the paper's 14 is for a sigma of 2.

    Dropped pixels are 0. A clean 1024 x 1024 takes some 0.02 s, noise 2 s.
    Raises TypeError or ValueError where rgb or the background is not such an array.
    """
    image = as_rgb(rgb)
    if image.ndim != 3:
        raise ValueError(f"rgb must be one image of shape (H, W, 3), not {image.shape}")
    if image.size == 0:
        return np.zeros(image.shape[:2], np.int32)
    runs = runs_of(image)
    gaps = runs.colors - as_color(background).astype(np.int32)
    foreground = np.einsum("ij,ij->i", gaps, gaps) >= tau**2
    regions = plain_regions(runs, foreground, tau)
    if regions is None:
        regions = _flooded(image, runs.spread(foreground), tau)[runs.first]
    regions = _keep(regions, _sums(regions, runs.length) >= min_area * runs.starts.size)
    regions = _keep(regions, _cores(runs, regions) >= min_core * _sums(regions, runs.length))
    return runs.spread(_merged(regions, runs, tau, merge).astype(np.int32))


def _flooded(image: NDArray[np.uint8], foreground: NDArray[np.bool_], tau: float) -> NDArray[np.intp]:
    """Return the (H W,) regions of an image, which are those of its runs too: a run is reached as a whole."""
    regions = np.zeros(foreground.shape, np.intp)
    inside = _window(foreground)  # what is background all around is not looked at
    regions[inside] = flood_regions(image[inside], foreground[inside], tau)
    return regions.reshape(-1)


def _window(foreground: NDArray[np.bool_]) -> tuple[slice, slice]:
    """Return the bounds of the foreground and a pixel more on each side, as far as the image goes."""
    sides = []
    for axis in (1, 0):
        there = np.flatnonzero(foreground.any(axis=axis))
        sides.append(slice(max(int(there[0]) - 1, 0), int(there[-1]) + 2) if there.size else slice(0, 1))
    return sides[0], sides[1]


def _sums(regions: NDArray[np.intp], values: NDArray[Any]) -> NDArray[np.float64]:
    """Return the sums of the (n,) values of runs over each region, 0 to the last: exact, as they are integers."""
    return np.bincount(regions, values)


def _keep(regions: NDArray[np.intp], kept: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return the regions without those that are not kept; the others are numbered in their order."""
    kept[0] = False
    return np.asarray(np.where(kept, np.cumsum(kept), 0)[regions])


def _cores(runs: Runs, regions: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return how many pixels of each region, 0 to the last, have none but its own in the 3 x 3 around them."""
    last = int(regions.max())
    image = runs.spread(regions.astype(np.min_scalar_type(last)))
    image = image[_window(image > 0)]
    padded = np.pad(image, 1, mode="edge")
    middle = padded[:, 1:-1]
    across = (padded[:, :-2] == middle) & (padded[:, 2:] == middle)
    down = (middle[:-2] == middle[1:-1]) & (middle[2:] == middle[1:-1])
    return np.bincount(image[down & across[:-2] & across[1:-1] & across[2:]], minlength=last + 1)


def _merged(regions: NDArray[np.intp], runs: Runs, tau: float, merge: float) -> NDArray[np.intp]:
    """Return the regions of runs, joined by the rule of step 5 of `decode_instances`."""
    last = int(regions.max())
    areas = _sums(regions, runs.length)
    sums = np.stack([_sums(regions, runs.length * runs.colors[:, i]) for i in range(3)], axis=1)
    low, high = _boxes(regions, runs)
    owner = np.arange(last + 1)
    alone = np.arange(last + 1) > 0  # not taken in by another; 0 is no region

    def fits(one: int) -> NDArray[np.intp]:
        others = np.flatnonzero(alone)
        others = others[others != one]
        apart = sums[others] / areas[others, None] - sums[one] / areas[one]
        joint = np.maximum(high[others], high[one]) - np.minimum(low[others], low[one])
        both = (high[others] - low[others]).prod(1) + (high[one] - low[one]).prod()
        return np.asarray(others[((apart**2).sum(1) <= tau**2) & (joint.prod(1) <= merge * both)])

    changed = True
    while changed:
        changed = False
        for one in range(1, last + 1):
            while alone[one] and (found := fits(one)).size:
                kept, gone = sorted((one, int(found[0])))
                owner[owner == gone] = kept
                alone[gone] = False
                areas[kept] += areas[gone]
                sums[kept] += sums[gone]
                low[kept], high[kept] = np.minimum(low[kept], low[gone]), np.maximum(high[kept], high[gone])
                changed = True
    return _keep(owner[regions], alone)


def _boxes(regions: NDArray[np.intp], runs: Runs) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the first row and column, and those after the last, (m + 1, 2) each, of every region; 0 is none."""
    row, left = np.divmod(runs.first, runs.starts.shape[1])
    size = int(regions.max()) + 1, 2
    low, high = np.full(size, max(runs.starts.shape)), np.zeros(size, np.intp)
    for axis, (start, end) in enumerate(((row, row + 1), (left, left + runs.length))):
        np.minimum.at(low[:, axis], regions, start)
        np.maximum.at(high[:, axis], regions, end)
    return low, high
