# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Stepladders of aluminium: treads, a platform with a hoop, a strut behind."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import bend, box, placed, rotation, translation, tube
from cavendish.scenes.parts.facade.elements import Row, boxes
from cavendish.scenes.parts.fittings import centred, parts
from cavendish.scenes.scene import Asset, Float, Material, Mesh


def ladder(
    treads: int, width: float, rail: Material, tread: Material, spread: float = 0.35, flare: float = 0.04
) -> Asset:
    """A stepladder, climbed towards +Y. treads: with the platform; spread: of its legs from upright, radians.

    flare: how much wider it is at the foot, metres at each side.
    """
    step = 0.235
    top = treads * step
    stiles: list[Mesh] = []
    boards: list[Row] = []
    feet: list[Mesh] = []
    slope = np.tan(spread)
    depth = 0.24
    for s in (-1, 1):
        high = np.array([s * width / 2, 0.0, top])
        for end in (
            np.array([s * (width / 2 + flare), -top * slope, 0.0]),
            np.array([s * (width / 2 + flare * 0.6), depth + top * slope * 0.55, 0.0]),
        ):
            start = high + (0.0, 0.0 if end[1] < 0 else depth, 0.0)
            stiles.append(_bar(start, end, (0.026, 0.06)))
            feet.append(box((0.04, 0.075, 0.035), (end[0], end[1], 0.0175), 0.006, 1))
    for k in range(1, treads):
        z = k * step
        share = z / top
        half = width / 2 + flare * (1 - share) - 0.012
        y = -top * slope * (1 - share)
        boards.append((-half, half, y - 0.04, y + 0.045, z - 0.025, z))
    boards.append((-width / 2 - 0.013, width / 2 + 0.013, -0.04, depth + 0.03, top - 0.03, top))
    braces: list[Row] = []
    for share in (0.3, 0.65):
        half = width / 2 + flare * 0.6 * (1 - share) - 0.01
        y = depth + top * slope * 0.55 * (1 - share)
        braces.append((-half, half, y - 0.01, y + 0.01, share * top - 0.015, share * top + 0.015))
    hoop = bend(
        [
            (-width / 2, depth, top - 0.02),
            (-width / 2, depth, top + 0.6),
            (width / 2, depth, top + 0.6),
            (width / 2, depth, top - 0.02),
        ],
        0.1,
    )
    dark = materials.plastic((0.05, 0.05, 0.055), 0.5)
    pieces = parts(
        ([*stiles, boxes(braces, 0.002), tube(hoop, 0.014, 10)], rail),
        ([boxes(boards, 0.003)], tread),
        (feet, dark),
    )
    return Asset("ladder", centred(pieces), {"material": "aluminium", "treads": str(treads)})


def _bar(start: Float, end: Float, size: tuple[float, float]) -> Mesh:
    """A box section from `end` on the floor up to `start`, its ends level."""
    way = start - end
    long = float(np.linalg.norm(way))
    bar = box((size[0], size[1], long), (0, 0, long / 2), 0.005, 1)
    lean = rotation("y", float(np.arctan2(way[0], np.hypot(way[1], way[2]))))
    tip = rotation("x", -float(np.arctan2(way[1], way[2])))
    lifted = end + way / long * 0.012
    return placed(bar, translation(*lifted) @ tip @ lean)


@sampler("ladder")
def ladder_rand(rng: np.random.Generator) -> Asset:
    """A stepladder of three to eight treads."""
    metal = materials.metal((0.76, 0.77, 0.78), float(rng.uniform(0.3, 0.45)), brushed=1.0)
    tread = metal if rng.random() < 0.6 else materials.plastic((0.08, 0.08, 0.085), 0.55)
    return ladder(
        int(rng.integers(3, 9)),
        float(rng.uniform(0.38, 0.5)),
        metal,
        tread,
        float(rng.uniform(0.3, 0.38)),
        float(rng.uniform(0.02, 0.06)),
    )
