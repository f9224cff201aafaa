# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""How well a rendered truth agrees with the oracle, and the pixels where asking that makes no sense."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from cavendish.render.raycast import Sight, rays
from cavendish.render.trace import Mask, dot
from cavendish.scenes.scene import Float

JUMP = 1e-3  # a step in depth, relative, that no smooth surface makes out of its own slope
CREASE = 20.0  # degrees between neighbouring normals
LEDGE = 2e-5  # a step in depth, relative, between two planes that both are known


@dataclass(frozen=True)
class Spread:
    """Errors of many pixels: their median, 99.9th percentile and maximum; NaN where there is no pixel."""

    median: float
    p999: float
    most: float


@dataclass(frozen=True)
class Agreement:
    """A rendered truth against the oracle.

    pixels: of the picture. compared: the share of them off edges, 0..1. contested: pixels left out since two objects'
    surfaces lie in one place there.
    wrong_ids: compared pixels with another ID, among them something instead of nothing. all_wrong_ids: of all pixels.
    depth: relative errors |a / b - 1| of depth on compared pixels where both see something; all_depth: on all pixels.
    normals: angles in degrees, on compared pixels where both see something.
    """

    pixels: int
    compared: float
    contested: int
    wrong_ids: int
    all_wrong_ids: int
    depth: Spread
    all_depth: Spread
    normals: Spread


def edges(
    depth: npt.NDArray[np.floating],
    instances: npt.NDArray[np.integer],
    normals: npt.NDArray[np.floating] | None = None,
    reach: int = 1,
) -> Mask:
    """The pixels (H, W) with anything but one smooth surface within `reach` pixels of them (1: 3 x 3 neighbours).

    Two renderers may rightly differ there. A surface ends at another ID, at a step in depth (H, W) that its slope does
    not explain (over the reciprocal of depth, in which a plane is linear), and, where normals (H, W, 3) are given, at a
    crease of 20 degrees and more. Steps under 0.1 % of the depth pass for relief.
    """
    ends = np.zeros(depth.shape, bool)
    with np.errstate(divide="ignore"):
        closeness = 1 / depth.astype(np.float64)
    for step in ((0, 1), (1, 0), (1, 1), (1, -1)):
        first, second = _pairs(instances, step)
        apart = first != second
        if normals is not None:
            first, second = _pairs(normals, step)
            apart |= dot(first.astype(np.float64), second.astype(np.float64)) < np.cos(np.radians(CREASE))
        for here in _pairs(ends, step):
            here |= apart
        # Across a step in depth one difference is large and the next one is the slope; else both are the slope.
        first, second = _pairs(closeness, step)
        before, after = _pairs(second - first, step)
        allowed = np.maximum(JUMP * _pairs(second, step)[0], np.minimum(np.abs(before), np.abs(after)) / 2)
        middle = _pairs(_pairs(ends, step)[1], step)[0]
        middle |= np.abs(after - before) > allowed
    return _grown(ends, reach - 1)


def ledges(sight: Sight) -> Mask:
    """The pixels (H, W) beside a low step, such as a panel's rim, that `edges` lets pass for relief.

    The plane of each of two neighbours is followed to the other's ray. At a ridge both planes come out in front of
    what is there, and in a hollow both behind it; at a step one is in front and one behind. Steps from 0.002 % of the
    depth are found, and smooth or bent surfaces of triangles are none.
    """
    found = np.zeros(sight.depth.shape, bool)
    depth = np.where(np.isfinite(sight.depth), sight.depth, np.nan)[..., None]
    places, normals = depth * rays(sight.camera), sight.geometric_normals
    for step in ((0, 1), (1, 0), (1, 1), (1, -1)):
        (here, there), (mine, its) = _pairs(places, step), _pairs(normals, step)
        with np.errstate(all="ignore"):
            past = dot(here - there, mine) / dot(there, mine)
            back = dot(there - here, its) / dot(here, its)
        for ends in _pairs(found, step):
            ends |= (past * back < 0) & (np.minimum(np.abs(past), np.abs(back)) > LEDGE)
    return found


def compare(truth: Mapping[str, npt.NDArray[np.generic]], sight: Sight, reach: int = 1) -> Agreement:
    """Compare rendered `depth`, `normals` and `instances`, as a Frame holds them, with what the oracle saw.

    Edges are those of the oracle alone, so that no fault of the renderer hides itself. Raises ValueError where the
    sizes differ.
    """
    depth, normals, instances = (np.asarray(truth[name]) for name in ("depth", "normals", "instances"))
    if depth.shape != sight.depth.shape:
        raise ValueError(
            f"the truth has {depth.shape} pixels and the oracle {sight.depth.shape}; cast with the camera of this view"
        )
    ends = edges(sight.depth, sight.instances, sight.geometric_normals, reach)
    smooth = ~(ends | _grown(ledges(sight), reach - 1))
    sure = smooth & ~sight.contested
    wrong = (instances != sight.instances) | (np.isfinite(depth) != np.isfinite(sight.depth))
    both = np.isfinite(depth) & np.isfinite(sight.depth)
    off = np.abs(depth[both].astype(np.float64) / sight.depth[both] - 1)
    on = both & sure
    return Agreement(
        pixels=depth.size,
        compared=float(sure.mean()) if depth.size else 0.0,
        contested=int(np.sum(smooth & sight.contested)),
        wrong_ids=int(np.sum(wrong & sure)),
        all_wrong_ids=int(np.sum(wrong)),
        depth=spread(off[sure[both]]),
        all_depth=spread(off),
        normals=spread(angles(normals[on], sight.normals[on])),
    )


def angles(a: npt.NDArray[np.generic], b: npt.NDArray[np.generic]) -> Float:
    """Degrees between unit vectors (..., 3): of the chord, as the arc cosine is blind to small angles."""
    gap = a.astype(np.float64) - b.astype(np.float64)
    return np.asarray(np.degrees(2 * np.arcsin(np.clip(np.sqrt(dot(gap, gap)) / 2, 0, 1))))


def spread(errors: Float) -> Spread:
    """The Spread of (N,) errors. A NaN among them makes all of it NaN."""
    if not errors.size:
        return Spread(np.nan, np.nan, np.nan)
    return Spread(*(float(q) for q in np.quantile(errors, (0.5, 0.999, 1.0))))


def _pairs(array: npt.NDArray[Any], step: tuple[int, int]) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """Views of an (H, W, ...) array: all pixels with a neighbour `step` rows down and columns right, and those neighbours."""
    down, right = step
    height, width = array.shape[:2]
    here, there = array[: height - down], array[down:]
    if right < 0:
        return here[:, -right:], there[:, : width + right]
    return here[:, : width - right], there[:, right:]


def _grown(mask: Mask, by: int) -> Mask:
    """A mask (H, W) grown by so many pixels to all eight sides."""
    for _ in range(by):
        padded = np.pad(mask, 1)
        rows = padded[:-2] | padded[1:-1] | padded[2:]
        mask = rows[:, :-2] | rows[:, 1:-1] | rows[:, 2:]
    return mask
