# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Candles: pillars, and lights in a cup of tin."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import lathe, tube, vessel
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Material

WICK = materials.plastic((0.06, 0.05, 0.045), 0.9)


def candle(
    radius: float, height: float, wax: Material, burnt: float = 0.0, cup: Material | None = None
) -> Asset:
    """A candle. height: of its wax; burnt: how deep its top is hollowed, in parts of its radius; cup: what it stands in."""
    r, h, lift = radius, height, 0.0008 if cup else 0.0
    dip = burnt * min(r, 0.5 * h)
    profile = [
        (0, lift),
        (r - 0.001, lift),
        (r, lift + 0.001),
        (r, lift + h - 0.003),
        (r - 0.002, lift + h - 0.0005),
    ]
    profile += [(r - 0.0035, lift + h - 0.0005), (0.7 * r - 0.002, lift + h - dip), (0, lift + h - dip)]
    wicks = [
        tube(
            [
                (0, 0, lift + h - dip - 0.002),
                (0.0005, 0, lift + h - dip + 0.006),
                (0.003, 0.001, lift + h - dip + 0.01),
            ],
            0.0009,
            6,
        )
    ]
    cups = []
    if cup is not None:
        cups.append(vessel([(0, 0), (r, 0), (r + 0.0006, 0.0006), (r + 0.0006, h + 0.003)], 0.0005, 28))
    pieces = parts(([lathe(profile, 28, 0.7)], wax), (wicks, WICK), (cups, cup or wax))
    return Asset("candle", pieces, {"material": "wax"})


@sampler("candle")
def candle_rand(rng: np.random.Generator) -> Asset:
    """A pillar of 0.06 to 0.2 m, or a tea light."""
    color = (
        (0.93, 0.9, 0.8)
        if rng.random() < 0.5
        else finishes.hsv(rng.random(), rng.uniform(0.3, 0.8), rng.uniform(0.4, 0.9))
    )
    wax = materials.plastic(color, 0.45, finishes.seed(rng))
    if rng.random() < 0.3:
        return candle(0.0185, 0.013, wax, 0.0, materials.metal(roughness=0.3))
    return candle(
        float(rng.uniform(0.025, 0.042)), float(rng.uniform(0.06, 0.19)), wax, float(rng.uniform(0.1, 0.5))
    )
