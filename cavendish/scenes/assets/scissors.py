# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Scissors that lie on a table, a little open."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import bounds, cylinder, moved, prism, tube, turned
from cavendish.scenes.parts.fittings import ellipse, parts
from cavendish.scenes.scene import Asset, Material, Mesh


def scissors(length: float, gape: float, grip: Material, steel: Material) -> Asset:
    """Scissors along X, their points to -X. gape: the angle between the blades, radians. Metres."""
    blades: list[Mesh] = []
    loops: list[Mesh] = []
    front, back, wide = 0.47 * length, 0.18 * length, 0.055 * length
    for side in (-1, 1):  # the one blade lies over the other, and crosses to the other side at the screw
        line = np.array([(-front, 0.0), (-0.3 * front, wide), (0.1 * front, wide * 0.9), (back, wide * 0.55)])
        line = np.vstack(
            [line, [(back, -wide * 0.1), (0.1 * front, -wide * 0.3), (-0.3 * front, -wide * 0.05)]]
        )
        outline = line[::-1] if side > 0 else line * (1, -1)
        blade = moved(prism(outline, 0.0018, 0.0003), (0, 0, 0.003 if side > 0 else 0.0012))
        ring = ellipse(0.35 * length, 0.19 * length if side > 0 else 0.17 * length, 2.4, 28)
        ring = np.column_stack([ring + (back + 0.15 * length, -side * 0.1 * length), np.full(28, 0.0045)])
        loop = tube(ring, 0.0045, 10, closed=True)
        neck = tube(
            [
                (back * 0.3, -side * wide * 0.1, 0.0045),
                (back * 0.9, -side * 0.035 * length, 0.0045),
                (back + 0.06 * length, -side * 0.06 * length, 0.0045),
            ],
            0.0043,
            10,
        )
        blades.append(turned(blade, "z", -side * gape / 2))
        loops += [turned(mesh, "z", -side * gape / 2) for mesh in (loop, neck)]
    screw = cylinder(0.0042, 0.0066, 0.0006, 16)
    low, high = bounds([*blades, *loops, screw])
    shift = (-(low[0] + high[0]) / 2, -(low[1] + high[1]) / 2, -low[2])
    made = [moved(mesh, shift) for mesh in (*blades, screw, *loops)]
    return Asset("scissors", parts((made[:3], steel), (made[3:], grip)), {"material": grip.kind})


@sampler("scissors")
def scissors_rand(rng: np.random.Generator) -> Asset:
    """Scissors of 0.13 to 0.22 m."""
    steel = materials.metal((0.74, 0.74, 0.75), float(rng.uniform(0.12, 0.3)))
    return scissors(
        float(rng.uniform(0.14, 0.21)), float(rng.uniform(0.25, 0.6)), finishes.any_plastic(rng), steel
    )
