# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Traffic cones with reflecting collars on a square foot."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import lathe
from cavendish.scenes.parts.fittings import parts, rounded, slab
from cavendish.scenes.scene import Asset, Colour, Material


def traffic_cone(height: float, body: Material, foot: Material, band: Material, bands: int = 2) -> Asset:
    """A cone; bands: its collars. Metres."""
    h = height
    base, tip, low = 0.2 * h, 0.035 * h + 0.012, 0.028

    def radius(z: float) -> float:
        return base + (tip - base) * (z - low) / (h - low)

    side = 0.52 * h + 0.06
    shape = [(base * 1.12, low - 0.004), (base * 1.1, low + 0.012), (radius(low + 0.02), low + 0.02)]
    shape += [(tip, h - 0.006), (tip - 0.006, h), (tip - 0.012, h - 0.004), (tip - 0.014, h - 0.1)]
    collars = []
    edges = ((0.36, 0.54), (0.66, 0.8))[:bands] if bands < 3 else ((0.28, 0.42), (0.52, 0.64), (0.74, 0.84))
    for a, b in edges:
        z0, z1 = a * h, b * h
        p, q = radius(z0), radius(z1)
        collars.append(lathe([(p, z0), (p + 0.0015, z0), (q + 0.0015, z1), (q, z1)], 28, 0.5))
    plate = slab(rounded(side, side, 0.05 * side + 0.02), low, 0.0, 0.006)
    return Asset(
        "traffic cone",
        parts(([lathe(shape, 28, 0.7)], body), ([plate], foot), (collars, band)),
        {"color": "orange"},
    )


@sampler("traffic cone")
def traffic_cone_rand(rng: np.random.Generator) -> Asset:
    """A cone of 0.3 to 0.75 m."""
    orange: Colour = [(0.92, 0.28, 0.05), (0.95, 0.38, 0.08), (0.85, 0.16, 0.06)][int(rng.integers(3))]
    body = materials.plastic(finishes.jitter(orange, rng, 0.02), 0.45, finishes.seed(rng))
    height = float(rng.choice([0.32, 0.5, 0.72])) + float(rng.uniform(-0.02, 0.02))
    foot = materials.plastic((0.06, 0.06, 0.06), 0.6) if rng.random() < 0.6 else body
    return traffic_cone(
        height,
        body,
        foot,
        materials.plastic((0.9, 0.9, 0.9), 0.25),
        1 if height < 0.4 else int(rng.integers(1, 3)),
    )
